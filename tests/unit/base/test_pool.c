/* pthread_create is replaced here by one that fails when a test says so (not under clang's sanitizers, which sit in the
 * same program and would be replaced themselves). */
#define _GNU_SOURCE /* RTLD_NEXT */
#include "support/unit.h"

#include "base/pool.h"

#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#ifndef __has_feature
#define __has_feature(x) 0
#endif

static atomic_int threads_left = 1000;

#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define NOT_REPLACED
#endif

#ifndef NOT_REPLACED
typedef int create_function(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);

int pthread_create(pthread_t *restrict thread, const pthread_attr_t *restrict attributes, void *(*start)(void *),
                   void *restrict argument)
{
    if (atomic_fetch_sub(&threads_left, 1) <= 0) {
        return EAGAIN;
    }
    void *symbol = dlsym(RTLD_NEXT, "pthread_create");
    create_function *real;
    memcpy(&real, &symbol, sizeof real);
    return real(thread, attributes, start, argument);
}
#endif

enum { ITEMS = 1000 };

struct run {
    unsigned jobs;
    size_t fail_at;  /* done() fails for this index */
    size_t expected; /* next index for done() */
    atomic_bool worked[ITEMS];
    atomic_size_t works;
    atomic_size_t dones;
    atomic_size_t ahead; /* most items begun beyond those done */
    atomic_bool bad_worker;
    pthread_t caller;
};

static void work(void *context, size_t index, unsigned worker)
{
    struct run *run = context;
    size_t ahead = index - atomic_load(&run->dones);
    if (ahead < ITEMS && ahead > atomic_load(&run->ahead)) {
        atomic_store(&run->ahead, ahead);
    }
    if (worker >= (run->jobs ? run->jobs : 1)) {
        atomic_store(&run->bad_worker, true);
    }
    if (index % 97 == 0) {
        nanosleep(&(struct timespec){0, 2000000}, NULL);
    }
    atomic_store(&run->worked[index], true);
    atomic_fetch_add(&run->works, 1);
}

static enum status done(void *context, size_t index)
{
    struct run *run = context;
    assert_true(pthread_equal(pthread_self(), run->caller));
    assert_int_equal(index, run->expected);
    assert_true(atomic_load(&run->worked[index]));
    run->expected++;
    atomic_fetch_add(&run->dones, 1);
    if (index != run->fail_at) {
        return STATUS_OK;
    }
    errno = ENOSPC;
    return STATUS_IO;
}

static enum status run_pool(struct run *run, unsigned jobs, size_t count, size_t fail_at)
{
    memset(run, 0, sizeof *run);
    run->jobs = jobs;
    run->fail_at = fail_at;
    run->caller = pthread_self();
    const struct pool_task task = {work, done, run};
    enum status status = pool_run(jobs, count, &task);
    assert_false(atomic_load(&run->bad_worker));
    return status;
}

static const unsigned job_counts[] = {0, 1, 2, 3, 8, 64, 1000};

static void base_pool_is_done_in_order(void **state)
{
    (void)state;
    static struct run run;
    for (size_t i = 0; i < sizeof job_counts / sizeof *job_counts; i++) {
        assert_int_equal(run_pool(&run, job_counts[i], ITEMS, SIZE_MAX), STATUS_OK);
        assert_int_equal(atomic_load(&run.dones), ITEMS);
        assert_int_equal(atomic_load(&run.works), ITEMS);
        assert_true(atomic_load(&run.ahead) < POOL_WINDOW + 1);
    }
}

static void base_pool_of_few_items(void **state)
{
    (void)state;
    static struct run run;
    for (size_t count = 0; count < 5; count++) {
        assert_int_equal(run_pool(&run, 4, count, SIZE_MAX), STATUS_OK);
        assert_int_equal(atomic_load(&run.dones), count);
    }
}

static void base_pool_stops_at_a_failure(void **state)
{
    (void)state;
    static struct run run;
    for (size_t i = 0; i < sizeof job_counts / sizeof *job_counts; i++) {
        errno = 0;
        assert_int_equal(run_pool(&run, job_counts[i], ITEMS, 100), STATUS_IO);
        assert_int_equal(errno, ENOSPC);
        assert_int_equal(atomic_load(&run.dones), 101);
        assert_true(atomic_load(&run.works) <= 101 + POOL_WINDOW);
    }
}

static void base_pool_starts_no_thread_for_one_job(void **state)
{
    (void)state;
    static struct run run;
    atomic_store(&threads_left, 1000);
    assert_int_equal(run_pool(&run, 1, 10, SIZE_MAX), STATUS_OK);
    assert_int_equal(run_pool(&run, 8, 1, SIZE_MAX), STATUS_OK);
    assert_int_equal(atomic_load(&threads_left), 1000);
}

static void base_pool_makes_do_with_fewer_threads(void **state)
{
    (void)state;
#ifdef NOT_REPLACED
    skip();
#endif
    static struct run run;
    for (int available = 0; available < 4; available++) {
        atomic_store(&threads_left, available);
        assert_int_equal(run_pool(&run, 8, ITEMS, SIZE_MAX), STATUS_OK);
        assert_int_equal(atomic_load(&run.dones), ITEMS);
    }
    atomic_store(&threads_left, 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(base_pool_is_done_in_order),
        cmocka_unit_test(base_pool_of_few_items),
        cmocka_unit_test(base_pool_stops_at_a_failure),
        cmocka_unit_test(base_pool_starts_no_thread_for_one_job),
        cmocka_unit_test(base_pool_makes_do_with_fewer_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
