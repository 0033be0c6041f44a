/* cli/fingerprints - waivers found by the fingerprint of their finding, without going through all of them. */
#ifndef CLI_FINGERPRINTS_H
#define CLI_FINGERPRINTS_H

#include "base/arena.h"
#include "review/waiver.h"

struct cli_fingerprints {
    struct cli_fingerprint *items; /* in order */
    size_t count;
};

/* Of `count` waivers, whose texts it borrows; it lives in the arena. STATUS_NO_MEMORY. */
enum status cli_fingerprints_of(struct arena *arena, const struct review_waiver *waivers, size_t count,
                                struct cli_fingerprints *out_index) MUST_CHECK;
/* The index of the first waiver that has it; `count` when none has. */
size_t cli_fingerprints_find(const struct cli_fingerprints *index, struct text_view fingerprint);

#endif
