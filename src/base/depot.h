/* base/depot - arenas that wait to be used again, so that work which is done for one file after the other does not ask
 * the system for memory each time.
 *
 * Taken on any thread, given back on any other. At most DEPOT_MOST wait; what comes beyond these is freed. Owned in
 * place: depot_clear. */
#ifndef BASE_DEPOT_H
#define BASE_DEPOT_H

#include "base/arena.h"

#include <pthread.h>

#define DEPOT_MOST 8

struct depot {
    pthread_mutex_t lock;
    struct arena *waiting[DEPOT_MOST];
    size_t count;
};

/* An empty one. */
void depot_init(struct depot *depot);
/* Frees the arenas that wait; nobody may take or give any more. */
void depot_clear(struct depot *depot);
/* An arena as if new; NULL when memory is out. */
struct arena *depot_take(struct depot *depot);
/* Takes an arena over with all that is in it; accepts NULL. */
void depot_give(struct depot *depot, struct arena *arena);

#endif
