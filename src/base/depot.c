#include "base/depot.h"

#include <stdbool.h>

void depot_init(struct depot *depot)
{
    *depot = (struct depot){.lock = PTHREAD_MUTEX_INITIALIZER};
}

void depot_clear(struct depot *depot)
{
    while (depot->count > 0)
        arena_free(depot->waiting[--depot->count]);
    pthread_mutex_destroy(&depot->lock);
}

/* Cleared by whoever takes it, outside the lock: a worker, of which there may be several. */
struct arena *depot_take(struct depot *depot)
{
    pthread_mutex_lock(&depot->lock);
    struct arena *arena = depot->count > 0 ? depot->waiting[--depot->count] : NULL;
    pthread_mutex_unlock(&depot->lock);
    if (!arena) return arena_new();
    arena_clear(arena);
    return arena;
}

void depot_give(struct depot *depot, struct arena *arena)
{
    if (!arena) return;
    pthread_mutex_lock(&depot->lock);
    const bool has_room = depot->count < DEPOT_MOST;
    if (has_room) depot->waiting[depot->count++] = arena;
    pthread_mutex_unlock(&depot->lock);
    if (!has_room) arena_free(arena);
}
