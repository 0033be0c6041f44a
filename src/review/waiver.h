/* review/waiver - decisions of reviewers on findings, kept in files of their own (juten-waivers.yaml), never in inputs.
 *
 *     format: juten-waivers/1
 *     waivers:
 *       - fingerprint: 0f3c…         # which finding
 *         text_sha256: 9a41…         # of the text that was judged; absent when the finding stands on none
 *         rule: COM-AMOUNT-SUM       # these five name what it is on, for people, and so that a waiver that can meet
 *         ministry: 総務省            # nothing any more is told
 *         fiscal_year: 2020
 *         request: MIC-1
 *         area: 2(1)③
 *         over_set: true             # a finding from comparing files: not missed when only some of them are checked
 *         state: approved            # open, investigating, approved, rejected, closed
 *         reason: 端数処理による差と確認した
 *         by: 山田
 *         date: 2019-08-31
 *         until: 2020-03-31          # absent: without end
 *
 * Findings are judged first and marked afterwards, so a waiver never changes a verdict. It is known by the finding's
 * fingerprint and its text, never by counts: a mended finding and a new one do not cancel out. Everything lives in the
 * arena given; the texts of the files too. */
#ifndef REVIEW_WAIVER_H
#define REVIEW_WAIVER_H

#include "review/record.h"
#include "text/diagnostic.h"

struct review_waiver {
    struct text_view fingerprint, text_sha256;
    struct text_view rule, ministry, request, area; /* each may be empty */
    int year;                                       /* 0: not given */
    bool over_set;
    enum review_waiver_state state;
    struct text_view reason, by, date, until; /* dates as YYYY-MM-DD or empty */
    struct text_span span;                    /* in its file */
    /* found out while a run is marked */
    bool met, stale;                  /* a finding has its fingerprint; has another text */
    bool ministry_seen, request_seen; /* a submission of that ministry and year; such a request in one */
    bool whole_seen;                  /* all files that it may be about are checked */
};

struct review_waivers {
    struct arena *arena;
    struct text_view as_of;      /* YYYY-MM-DD */
    struct review_waiver *items; /* once ready: by fingerprint */
    size_t count, capacity;
};

/* A file of waivers as it was read. */
struct review_waiver_file {
    struct text_source *source;
    struct text_view bytes; /* as they are in the file */
};
/* Reads a file (from `stands_at` unless NULL) and adds what it holds. STATUS_INVALID after at least one diagnostic with
 * its place; STATUS_NO_MEMORY.
 */
enum status review_waivers_read(struct review_waivers *waivers, const char *path, const char *stands_at,
                                struct text_diagnostics *diagnostics, struct review_waiver_file *out_file) MUST_CHECK;
/* Puts them in order, when all files are read. STATUS_INVALID after a diagnostic when two have one fingerprint. */
enum status review_waivers_ready(struct review_waivers *waivers, struct text_diagnostics *diagnostics) MUST_CHECK;

/* Marks the findings that waivers meet; what it marks them with lives in `arena`, whose texts are the waivers'. */
enum status review_waivers_mark(struct review_waivers *waivers, struct arena *arena, struct review_finding *findings,
                                size_t count) MUST_CHECK;
/* Notes which requests were checked. `whole`: all files that the waivers may be about are. */
void review_waivers_see(struct review_waivers *waivers, const struct review_submission *submission, bool whole);

enum review_waiver_fault {
#define WAIVER_FAULT(code, id) REVIEW_WAIVER_FAULT_##code,
#include "review/waiver.def"
#undef WAIVER_FAULT
    REVIEW_WAIVER_FAULTS,
    REVIEW_WAIVER_SOUND = REVIEW_WAIVER_FAULTS
};
/* The id of the rule that names the fault; static. */
const char *review_waiver_rule(enum review_waiver_fault fault);
/* Whether the finding names a fault of a waiver. */
bool review_is_on_waiver(const struct review_finding *finding);

/* What a run judged, as far as a waiver that met nothing can be missed. */
struct review_waiver_scope {
    const struct review_pack *packs;
    size_t pack_count;
    bool limited; /* only some claims were judged */
    bool unread;  /* an input could not be read: what is not there may stand in it */
    /* Whether findings of that rule are shown. */
    bool (*shows)(const void *context, struct text_view rule, enum rule_severity severity);
    const void *context;
};
/* What is wrong with a waiver after all was marked and seen. One on what was not checked is sound. */
enum review_waiver_fault review_waiver_judge(const struct review_waivers *waivers, const struct review_waiver *waiver,
                                             const struct review_waiver_scope *scope);

#endif
