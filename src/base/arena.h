/* base/arena - memory that dies together.
 *
 * The ownership law of the whole program: the rule set, each document and the run own one arena each. Everything else
 * is a pointer into one of these and dies with it. Nothing in an arena is freed alone. Results borrow from rule set and
 * document, so a document's arena lives until its results are written. Only _new/_free pairs (heap) and _init/_clear
 * pairs (in place) own memory; destructors accept NULL and half-built objects.
 *
 * Pages are chained and never moved: an address stays valid until arena_free. Built with -DJUTEN_ARENA_MALLOC every
 * allocation is a block of its own, so that memory checkers see overruns. Not thread-safe: one thread, one arena. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena;

struct arena *arena_new(void); /* NULL when memory is out */
void arena_free(struct arena *arena);
/* As if new: all that was handed out is gone. Some memory is kept for what comes next, so that work which is done again
 * and again costs the system nothing; only what was used of it is zeroed. */
void arena_clear(struct arena *arena);

/* Aligned for any object and zeroed; NULL when memory is out. */
void *arena_alloc(struct arena *arena, size_t size);
/* A copy of len bytes followed by a NUL; NULL when memory is out. */
char *arena_copy(struct arena *arena, const char *bytes, size_t len);

/* Room for one more item in an array that grows inside the arena: returns the (possibly moved) array with
 * capacity > count, or NULL. Old copies stay in the arena until it dies (at most as much again).
 *     items = arena_grow(arena, items, count, &capacity, sizeof *items); */
void *arena_grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t item_size);

/* Shows each stretch of memory that was handed out, in an order that depends only on what was asked for: with
 * -DJUTEN_ARENA_MALLOC one for each request. For the build tool that embeds rule sets (cli/freeze.h). */
typedef void arena_visit(void *context, const void *block, size_t len);
void arena_each(const struct arena *arena, arena_visit *visit, void *context);

size_t arena_bytes(const struct arena *arena); /* bytes held, for --timings and tests */

#endif
