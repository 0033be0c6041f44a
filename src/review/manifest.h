/* review/manifest - what a run rested on: its inputs by their hashes, its packs, its tool, its date and what it
 * counted.
 *
 * Two offices that have the same digest have run the same check and got the same counts, whatever their files are
 * called and wherever they lie: the digest is over the hashes of the inputs in ascending order, not over their paths.
 * Lives in the arena of whoever makes it. */
#ifndef REVIEW_MANIFEST_H
#define REVIEW_MANIFEST_H

#include "base/arena.h"
#include "base/hash.h"
#include "review/record.h"

enum review_input_role {
#define INPUT_ROLE(code, name) REVIEW_INPUT_##code,
#include "review/input_role.def"
#undef INPUT_ROLE
    REVIEW_INPUT_ROLES
};
const char *review_input_role_name(enum review_input_role role); /* in JSON; static */

struct review_input {
    struct text_view path;
    struct text_view sha256; /* of its bytes; empty when they could not be read, or are withheld */
    enum review_input_role role;
};

struct review_manifest {
    struct arena *arena;
    struct review_input *inputs; /* once sealed: what is common to the run, then what was checked, each by path */
    size_t count, capacity;
    struct text_view *clauses; /* the only ones that were judged (--clause); none: all */
    size_t clause_count, clause_capacity;
    struct text_view *filters; /* what of the findings is shown ("--select X"); none: all */
    size_t filter_count, filter_capacity;
    char digest[HASH_SHA256_HEX]; /* after review_manifest_seal; empty before */
};

/* Adds an input, a filter (each once), or a clause; texts are copied. */
enum status review_manifest_add_filter(struct review_manifest *manifest, struct text_view filter) MUST_CHECK;
enum status review_manifest_add_clause(struct review_manifest *manifest, struct text_view clause) MUST_CHECK;
enum status review_manifest_add(struct review_manifest *manifest, enum review_input_role role, struct text_view path,
                                struct text_view sha256) MUST_CHECK;

/* Takes the hashes of the inputs out, before it is sealed: where figures or texts are withheld (review/redact), a file
 * of which all but one of them is known could be found by trying. The digest is then over what is told alone: it shows
 * the same packs, kinds and number of inputs and counts, not the same contents. */
void review_manifest_withhold(struct review_manifest *manifest);

/* What the digest is over besides the inputs. */
struct review_seal {
    struct text_view version, as_of;
    const struct review_pack *packs;
    size_t pack_count;
    const struct review_totals *totals;
};
/* Puts the inputs in order, each once, and works out the digest, when all inputs are known and all is counted.
 * STATUS_NO_MEMORY. */
enum status review_manifest_seal(struct review_manifest *manifest, const struct review_seal *seal) MUST_CHECK;

#endif
