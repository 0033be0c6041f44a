/* torture/note - which calls lead to an allocation.
 *
 * The linker puts __wrap_alloc_… in front of base/alloc (Makefile), so that every allocation passes here. One process,
 * one row of notes; any number of threads. */
#ifndef TORTURE_NOTE_H
#define TORTURE_NOTE_H

#include <stddef.h>
#include <stdint.h>

/* From _begin to _end allocations are noted; _end gives how many there were. */
void torture_note_begin(void);
size_t torture_note_end(void);
/* The calls that led to an allocation (from 1) of those noted, as a hash that is never 0. */
uint32_t torture_note_calls(size_t allocation);
/* Prints, when built with sanitizers, the calls that lead to that allocation when it comes next; 0: to none. */
void torture_note_tell(unsigned long allocation);

#endif
