/* review/stored - a result that was stored (json or ndjson), read back into records.
 *
 * Strict about what the picture rests on - names, verdicts, amounts, fingerprints, counts - and lenient about what is
 * only shown: members of the contract that an older result lacks are empty. No member may be of another type. Results
 * in ndjson may stand one behind the other in one file. Everything lives in the arena given. */
#ifndef REVIEW_STORED_H
#define REVIEW_STORED_H

#include "review/manifest.h"
#include "review/record.h"
#include "text/diagnostic.h"

struct review_stored {
    struct text_view name; /* of the file it was read from; of a merged one empty */
    struct text_view version, as_of;
    const struct review_pack *packs; /* of each run; after merging each once, sorted by id */
    size_t pack_count;
    struct review_submission *submissions; /* sorted by path and document */
    size_t submission_count;
    struct review_finding *findings; /* over the set; those of submissions stand there */
    size_t finding_count;
    struct review_error *errors;
    size_t error_count;
    struct review_totals totals;
    struct review_manifest manifest; /* not sealed */
    unsigned redacted;               /* REVIEW_REDACT_… bits: what the records do not say any more */
    size_t parts; /* runs whose results these are: rules over the set were judged within each alone */
};

/* Whether a file that begins with these bytes, in UTF-8 or UTF-16, looks like a result: a JSON object with its schema
 * near the beginning, or lines of ndjson. 512 bytes are enough. */
bool review_stored_is(struct text_view head);

/* Reads a result, or several of ndjson as one. STATUS_INVALID after a diagnostic that names the place;
 * STATUS_NO_MEMORY. */
enum status review_stored_read(struct arena *arena, const struct text_source *source,
                               struct text_diagnostics *diagnostics, struct review_stored *out_stored) MUST_CHECK;

#endif
