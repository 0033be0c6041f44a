/* base/pool - work spread over threads, results taken in order.
 *
 * pool_run calls work(context, index, worker) for every index in [0, count) on up to `jobs` threads, of which the
 * calling one is one, and, in the order of the indices and never at the same time, done(context, index) on the calling
 * thread. Workers run at most POOL_WINDOW items ahead of the last one done, so what waits stays bounded. With jobs <= 1
 * no thread is started. When done returns a failure, no new work begins and that status is returned. */
#ifndef BASE_POOL_H
#define BASE_POOL_H

#include "base/status.h"

#include <stddef.h>

#define POOL_WINDOW 64

struct pool_task {
    void (*work)(void *context, size_t index, unsigned worker); /* any thread; worker < jobs */
    enum status (*done)(void *context, size_t index);           /* calling thread, in order */
    void *context;
};

enum status pool_run(unsigned jobs, size_t count, const struct pool_task *task) MUST_CHECK;

#endif
