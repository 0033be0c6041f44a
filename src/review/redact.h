/* review/redact - records from which texts or amounts are taken out, for sharing before a budget is decided (--redact).
 *
 * Texts: all that a ministry or a reviewer wrote but ids, names of ministries and labels of clauses. Amounts: every
 * figure, also those within texts (doc/amount_hide). A message that may quote gives way to the title of its rule.
 * Where only texts go, figures stay as they are written. Verdicts, names of files, fingerprints and counts stay; of
 * places the line, row and cell, but not the column and byte where figures go: what stands behind one tells how long it
 * is. Hashes of texts and of files go: a short text, or a file in which one figure is unknown, is found by trying. */
#ifndef REVIEW_REDACT_H
#define REVIEW_REDACT_H

#include "review/record.h"

enum { REVIEW_REDACT_TEXT = 1, REVIEW_REDACT_AMOUNTS = 2, REVIEW_REDACT_ALL = 3 };

struct review_redaction {
    unsigned what;           /* REVIEW_REDACT_… bits; 0: nothing is done */
    struct text_view hidden; /* the word that stands instead of what is taken out */
    struct arena *arena;     /* of what is written anew */
};

/* The bits of "text", "amounts" or "all"; 0 for any other word. */
unsigned review_redact_named(const char *word);
/* The n-th of these words, NULL behind the last. */
const char *review_redact_word(size_t n);

/* Each takes it out of a record in place. STATUS_NO_MEMORY. */
enum status review_redact_submission(const struct review_redaction *redaction,
                                     struct review_submission *submission) MUST_CHECK;
enum status review_redact_findings(const struct review_redaction *redaction, const struct review_pack *packs,
                                   size_t pack_count, struct review_finding *findings, size_t count) MUST_CHECK;
enum status review_redact_error(const struct review_redaction *redaction, struct review_error *error) MUST_CHECK;

#endif
