#define _DEFAULT_SOURCE /* madvise */

#include "base/alloc.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* Statistics and switches only: no other memory is published through them, so relaxed order suffices. */
static atomic_ulong allocations;
static atomic_long live_blocks;
static atomic_ulong failing_allocation; /* 1-based, 0 = none fails */
static atomic_bool failing_goes_on;

/* Counts one allocation and tells whether a test wants it to fail. */
static bool must_fail(void)
{
    unsigned long n = atomic_fetch_add_explicit(&allocations, 1, memory_order_relaxed) + 1;
    unsigned long failing = atomic_load_explicit(&failing_allocation, memory_order_relaxed);
    if (failing == 0 || n < failing) return false;
    return n == failing || atomic_load_explicit(&failing_goes_on, memory_order_relaxed);
}

static void *counted(void *block)
{
    if (block) atomic_fetch_add_explicit(&live_blocks, 1, memory_order_relaxed);
    return block;
}

void *alloc_bytes(size_t size)
{
    return must_fail() ? NULL : counted(malloc(size ? size : 1));
}

void *alloc_zeroed(size_t count, size_t size)
{
    if (count == 0 || size == 0) count = size = 1;
    if (count > SIZE_MAX / size) return NULL;
    return must_fail() ? NULL : counted(calloc(count, size));
}

void *alloc_resize(void *block, size_t size)
{
    if (!block) return alloc_bytes(size);
    return must_fail() ? NULL : realloc(block, size ? size : 1);
}

void alloc_free(void *block)
{
    if (!block) return;
    atomic_fetch_sub_explicit(&live_blocks, 1, memory_order_relaxed);
    free(block);
}

/* Only whole pages of the block; those at its ends are shared with others and mostly there already. */
void alloc_populate(void *block, size_t size)
{
#ifdef MADV_POPULATE_WRITE
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    const size_t before = (page - (uintptr_t)block % page) % page;
    if (size < before + page) return;
    madvise((char *)block + before, (size - before) / page * page, MADV_POPULATE_WRITE);
#else
    (void)block;
    (void)size;
#endif
}

void alloc_fail_at(unsigned long n, bool keep_failing)
{
    atomic_store(&failing_goes_on, keep_failing);
    atomic_store(&failing_allocation, n);
    atomic_store(&allocations, 0);
}

void alloc_fail_never(void)
{
    alloc_fail_at(0, false);
}

unsigned long alloc_count(void)
{
    return atomic_load(&allocations);
}

long alloc_live(void)
{
    return atomic_load(&live_blocks);
}
