/* base/alloc - the one door to the heap.
 *
 * All heap memory of juten (and of the libraries that accept hooks) comes from here, so that tests can make the n-th
 * allocation fail and see that everything is given back. Thread-safe. Size 0 gives a unique pointer. */
#ifndef BASE_ALLOC_H
#define BASE_ALLOC_H

#include <stdbool.h>
#include <stddef.h>

/* Each returns NULL when memory is out (or a test wants it to be). The caller owns the block; alloc_free takes NULL. */
void *alloc_bytes(size_t size);
void *alloc_zeroed(size_t count, size_t size);
void *alloc_resize(void *block, size_t size);
void alloc_free(void *block);

/* Says that all of a block will be written now: a system that can (Linux from 5.14 on) gives its pages in one go, which
 * takes less time than one by one as they are reached. A hint: what the block holds stays. */
void alloc_populate(void *block, size_t size);

/* Torture switches, for tests only. After alloc_fail_at(n, keep) the n-th allocation from now (1-based) fails, and all
 * after it too when keep is true. alloc_fail_never() ends it. */
void alloc_fail_at(unsigned long n, bool keep_failing);
void alloc_fail_never(void);
unsigned long alloc_count(void); /* allocations since the last alloc_fail_* call */
long alloc_live(void);           /* blocks allocated and not yet freed */

#endif
