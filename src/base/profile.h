/* base/profile - where the time goes: at any moment a thread is in one phase, and all time passes into that one.
 *
 * One profile belongs to one thread. The clock is the caller's, so that no library room reads one; a NULL profile or
 * one without a clock costs a test and a branch. What is measured shows in no result. */
#ifndef BASE_PROFILE_H
#define BASE_PROFILE_H

#include <stdint.h>

enum profile_phase {
    PROFILE_OUTSIDE, /* of no phase: not counted */
#define PROFILE_PHASE(code) PROFILE_##code,
#include "base/profile.def"
#undef PROFILE_PHASE
    PROFILE_PHASES
};

typedef uint64_t profile_clock(void); /* nanoseconds since any moment; never goes back */

struct profile {
    profile_clock *clock; /* NULL: nothing is measured */
    enum profile_phase phase;
    uint64_t since; /* when the phase began */
    uint64_t spent[PROFILE_PHASES];
};

/* Goes on in another phase; returns the one that was left, to which the caller goes back. */
enum profile_phase profile_enter(struct profile *profile, enum profile_phase phase);

#endif
