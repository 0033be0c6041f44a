/* review/waiver_write - changing a file of waivers: entries are taken out and put in, every other byte stays, comments
 * too. */
#ifndef REVIEW_WAIVER_WRITE_H
#define REVIEW_WAIVER_WRITE_H

#include "base/buf.h"
#include "review/waiver.h"

/* What is to become of the file. */
struct review_waiver_changes {
    const struct review_waivers *kept; /* what was read from the file, not yet put in order; NULL: there is no file */
    /* of each of these: */
    const struct review_waiver_fate {
        bool removed;
        const struct review_waiver *instead; /* what stands in its place, below the same comments; NULL: itself */
    } * fates;
    const struct review_waiver *added; /* written at the end, in their order */
    size_t added_count;
};

/* Writes the changed file behind `out`: a new one when `source` is NULL. STATUS_INVALID after a diagnostic when the
 * entries are not written one by one in lines of their own; STATUS_NO_MEMORY. */
enum status review_waivers_change(struct buf *out, const struct text_source *source,
                                  const struct review_waiver_changes *changes,
                                  struct text_diagnostics *diagnostics) MUST_CHECK;

#endif
