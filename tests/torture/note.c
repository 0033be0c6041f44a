#include "torture/note.h"

#include "base/alloc.h"
#include "base/hash.h"

#include <execinfo.h>
#include <stdatomic.h>
#include <stdbool.h>

#define CALLS     14      /* that tell one allocation from another, innermost first */
#define NOTES_MAX 2000000 /* allocations of one case */

static uint32_t notes[NOTES_MAX]; /* per allocation of the noted run: its calls, hashed */
static atomic_ulong note_count;
static atomic_bool noting;
static unsigned long telling_at; /* the allocation whose calls are printed, 0: none */

void __sanitizer_print_stack_trace(void) __attribute__((weak)); /* there when built with sanitizers */
void *__real_alloc_bytes(size_t size);
void *__real_alloc_zeroed(size_t count, size_t size);
void *__real_alloc_resize(void *block, size_t size);
void *__wrap_alloc_bytes(size_t size);
void *__wrap_alloc_zeroed(size_t count, size_t size);
void *__wrap_alloc_resize(void *block, size_t size);

static void note(void)
{
    void *calls[CALLS];
    if (telling_at && alloc_count() + 1 == telling_at && __sanitizer_print_stack_trace) __sanitizer_print_stack_trace();
    if (!noting) return;
    unsigned long at = atomic_fetch_add(&note_count, 1);
    int depth = backtrace(calls, CALLS);
    if (at < NOTES_MAX) notes[at] = hash_bytes(calls, (size_t)depth * sizeof *calls) | 1;
}

void *__wrap_alloc_bytes(size_t size)
{
    note();
    return __real_alloc_bytes(size);
}

void *__wrap_alloc_zeroed(size_t count, size_t size)
{
    note();
    return __real_alloc_zeroed(count, size);
}

void *__wrap_alloc_resize(void *block, size_t size)
{
    note();
    return __real_alloc_resize(block, size);
}

void torture_note_begin(void)
{
    note_count = 0;
    noting = true;
}

size_t torture_note_end(void)
{
    noting = false;
    return note_count < NOTES_MAX ? note_count : NOTES_MAX;
}

uint32_t torture_note_calls(size_t allocation)
{
    return notes[allocation - 1];
}

void torture_note_tell(unsigned long allocation)
{
    telling_at = allocation;
}
