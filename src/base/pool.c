/* The calling thread is one of the workers: it takes an item whenever none waits for its turn in `done`, so that two
 * jobs are two threads and nobody is woken for each item. Items are started in order. A ring of POOL_WINDOW flags tells
 * which of the started ones are finished: item i has slot i % POOL_WINDOW, and i is started only when item i -
 * POOL_WINDOW is done, so a slot never has two users.
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
    bool waiting;  /* the calling thread, for `arrived` */
};

struct worker {
    struct pool *pool;
    pthread_t thread;
    unsigned number;
};

static bool is_left(const struct pool *pool)
{
    return !pool->stopping && pool->next < pool->count;
}

static bool has_room(const struct pool *pool)
{
    return pool->next - pool->done < POOL_WINDOW;
}

/* Takes the next item, waiting while the window is full; false when there is nothing left to begin. */
static bool take(struct pool *pool, size_t *out_index)
{
    pthread_mutex_lock(&pool->lock);
    while (is_left(pool) && !has_room(pool))
        pthread_cond_wait(&pool->room, &pool->lock);
    const bool taken = is_left(pool);
    if (taken) *out_index = pool->next++;
    pthread_mutex_unlock(&pool->lock);
    return taken;
}

static void finish(struct pool *pool, size_t index, unsigned worker)
{
    pool->task->work(pool->task->context, index, worker);
    pthread_mutex_lock(&pool->lock);
    pool->finished[index % POOL_WINDOW] = true;
    if (index == pool->done && pool->waiting) pthread_cond_signal(&pool->arrived);
    pthread_mutex_unlock(&pool->lock);
}

static void *work(void *argument)
{
    struct worker *worker = argument;
    struct pool *pool = worker->pool;
    size_t index;
    while (take(pool, &index))
        finish(pool, index, worker->number);
    return NULL;
}

/* What the calling thread does next. */
enum step { STEP_DONE, STEP_WORK, STEP_END };

/* An item whose turn it is comes first; while there is none, and none to begin, the thread waits. */
static enum step next_step(struct pool *pool, size_t *out_index)
{
    enum step step = STEP_END;
    pthread_mutex_lock(&pool->lock);
    while (pool->done < pool->count && step == STEP_END) {
        bool *finished = &pool->finished[pool->done % POOL_WINDOW];
        if (*finished) {
            *finished = false;
            *out_index = pool->done;
            step = STEP_DONE;
        } else if (is_left(pool) && has_room(pool)) {
            *out_index = pool->next++;
            step = STEP_WORK;
        } else {
            pool->waiting = true;
            pthread_cond_wait(&pool->arrived, &pool->lock);
            pool->waiting = false;
        }
    }
    pthread_mutex_unlock(&pool->lock);
    return step;
}

/* Marks the item as done, which makes room for another; or ends the run. */
static void settle(struct pool *pool, bool failed)
{
    pthread_mutex_lock(&pool->lock);
    const bool was_full = !has_room(pool);
    pool->done++;
    pool->stopping = failed;
    if (was_full || failed) pthread_cond_broadcast(&pool->room);
    pthread_mutex_unlock(&pool->lock);
}

static enum status collect(struct pool *pool)
{
    enum status status = STATUS_OK;
    enum step step;
    for (size_t index; status == STATUS_OK && (step = next_step(pool, &index)) != STEP_END;) {
        if (step == STEP_WORK) {
            finish(pool, index, 0);
            continue;
        }
        status = pool->task->done(pool->task->context, index);
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

/* Starts up to `wanted` workers, numbered from 1; fewer when the system gives no more threads. */
static unsigned start(struct pool *pool, struct worker *workers, unsigned wanted)
{
    for (unsigned i = 0; i < wanted; i++) {
        workers[i].pool = pool;
        workers[i].number = i + 1;
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
    const unsigned started = start(&pool, workers, jobs - 1);
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
