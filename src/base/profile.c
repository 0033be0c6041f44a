#include "base/profile.h"

#include <stddef.h>

enum profile_phase profile_enter(struct profile *profile, enum profile_phase phase)
{
    if (!profile || !profile->clock) return PROFILE_OUTSIDE;
    const enum profile_phase left = profile->phase;
    const uint64_t now = profile->clock();
    profile->spent[left] += now - profile->since;
    profile->since = now;
    profile->phase = phase;
    return left;
}
