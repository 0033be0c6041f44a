/* Items are started in order. A ring of POOL_WINDOW flags tells which of the started ones are finished: item i has slot
 * i % POOL_WINDOW, and i is started only when item i - POOL_WINDOW is done, so a slot never has two users.
 *
 *     done = 3, next = 7:   items 0 1 2 are done, 3 4 5 6 are being worked on or wait for their turn in `done`. */
#include "base/pool.h"

#include "base/limits.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>

struct pool {
    const struct pool_task *task;
    size_t count;
    pthread_mutex_t lock;   /* guards everything below */
    pthread_cond_t room;    /* an item was done: the next one may begin */
    pthread_cond_t arrived; /* an item was finished */
    size_t next;            /* first item not started */
    size_t done;            /* items done */
    bool finished[POOL_WINDOW];
    bool stopping; /* a failure: nothing new begins */
};

struct worker {
    struct pool *pool;
    pthread_t thread;
    unsigned number;
};

/* Takes the next item, waiting while the window is full; false when there is nothing left to begin. */
static bool take(struct pool *pool, size_t *out_index)
{
    pthread_mutex_lock(&pool->lock);
    while (!pool->stopping && pool->next < pool->count && pool->next - pool->done >= POOL_WINDOW) {
        pthread_cond_wait(&pool->room, &pool->lock);
    }
    bool taken = !pool->stopping && pool->next < pool->count;
    if (taken) *out_index = pool->next++;
    pthread_mutex_unlock(&pool->lock);
    return taken;
}

static void *work(void *argument)
{
    struct worker *worker = argument;
    struct pool *pool = worker->pool;
    size_t index;
    while (take(pool, &index)) {
        pool->task->work(pool->task->context, index, worker->number);
        pthread_mutex_lock(&pool->lock);
        pool->finished[index % POOL_WINDOW] = true;
        if (index == pool->done) pthread_cond_signal(&pool->arrived);
        pthread_mutex_unlock(&pool->lock);
    }
    return NULL;
}

static void wait_for(struct pool *pool, size_t index)
{
    pthread_mutex_lock(&pool->lock);
    while (!pool->finished[index % POOL_WINDOW])
        pthread_cond_wait(&pool->arrived, &pool->lock);
    pool->finished[index % POOL_WINDOW] = false;
    pthread_mutex_unlock(&pool->lock);
}

/* Marks the item as done, which makes room for another; or ends the run. */
static void settle(struct pool *pool, bool failed)
{
    pthread_mutex_lock(&pool->lock);
    pool->done++;
    pool->stopping = failed;
    pthread_cond_broadcast(&pool->room);
    pthread_mutex_unlock(&pool->lock);
}

static enum status collect(struct pool *pool)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < pool->count && status == STATUS_OK; i++) {
        wait_for(pool, i);
        status = pool->task->done(pool->task->context, i);
        settle(pool, status != STATUS_OK);
    }
    return status;
}

static enum status run_alone(size_t count, const struct pool_task *task)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        task->work(task->context, i, 0);
        status = task->done(task->context, i);
    }
    return status;
}

/* Starts up to `wanted` workers; fewer when the system gives no more threads. */
static unsigned start(struct pool *pool, struct worker *workers, unsigned wanted)
{
    for (unsigned i = 0; i < wanted; i++) {
        workers[i].pool = pool;
        workers[i].number = i;
        if (pthread_create(&workers[i].thread, NULL, work, &workers[i]) != 0) return i;
    }
    return wanted;
}

enum status pool_run(unsigned jobs, size_t count, const struct pool_task *task)
{
    if (jobs > LIMIT_JOBS) jobs = LIMIT_JOBS;
    if (jobs > count) jobs = (unsigned)count;
    if (jobs <= 1) return run_alone(count, task);
    struct pool pool = {.task = task,
                        .count = count,
                        .lock = PTHREAD_MUTEX_INITIALIZER,
                        .room = PTHREAD_COND_INITIALIZER,
                        .arrived = PTHREAD_COND_INITIALIZER};
    struct worker workers[LIMIT_JOBS];
    unsigned started = start(&pool, workers, jobs);
    if (started == 0) return run_alone(count, task);
    enum status status = collect(&pool);
    int error = errno; /* of a failing write in done(): joining must not lose it */
    for (unsigned i = 0; i < started; i++)
        pthread_join(workers[i].thread, NULL);
    errno = error;
    pthread_cond_destroy(&pool.arrived);
    pthread_cond_destroy(&pool.room);
    pthread_mutex_destroy(&pool.lock);
    return status;
}
