/* report/report - results into bytes: the model that every writer gets, and the registry of formats.
 *
 * A writer is fed piece by piece (begin, one call per submission in order, one per unreadable file, end) and writes to
 * a sink as it goes; it keeps nothing of a submission after its call returns, except what its format wants at the end
 * (spooled as bytes). All writers show the same findings: the selection is made here. Owns its spool: report_close. */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "base/json.h"
#include "base/spool.h"
#include "eval/result.h"
#include "report/partner.h"
#include "review/manifest.h"
#include "review/matrix.h"
#include "review/record.h"
#include "review/summary.h"

/* Where bytes go. A failed write ends the report. */
struct report_sink {
    enum status (*write)(void *context, const char *bytes, size_t len);
    void *context;
};

/* The level at which the findings of rules are shown. */
struct report_level {
    struct text_view rules; /* an id glob */
    enum rule_severity severity;
};

/* Which findings are shown and counted for the exit status, and as what; never a verdict. */
struct report_selection {
    const struct text_view *select; /* id globs; none: all */
    size_t select_count;
    const struct text_view *ignore;
    size_t ignore_count;
    enum rule_severity least;          /* --min-severity */
    const struct report_level *levels; /* --severity; of several that fit a rule, the last */
    size_t level_count;
};
/* Notes in the manifest what the selection leaves out or shows at another level. */
enum status report_note_filters(const struct report_selection *selection, struct review_manifest *manifest) MUST_CHECK;
/* Reads "ID-GLOB=LEVEL"; false when it is not that. */
bool report_level_read(struct text_view written, struct report_level *out_level);
/* The level of a rule's findings: as chosen for the rule, else its own. */
enum rule_severity report_severity(const struct report_selection *selection, struct text_view rule,
                                   enum rule_severity severity);
/* Whether findings of the rule, of that level of its own, are shown. */
bool report_selects(const struct report_selection *selection, struct text_view rule, enum rule_severity severity);

struct report_settings {
    enum text_language language;
    bool color;
    bool quiet;       /* only the last line with the counts */
    bool verbose;     /* notes too */
    bool explain;     /* the reasoning for every claim */
    bool line_hashes; /* findings have them (text/line_hash): some format asks for it */
    bool omit_waived; /* of sarif: findings whose waiver holds are left out */
    int fails_from;   /* the least enum rule_severity that fails; above RULE_ERROR: none does */
    bool exit_zero;   /* what fails does not show in the outcome */
    bool allow_empty; /* to have checked no file is no trouble */
    unsigned redact;  /* REVIEW_REDACT_… bits: what the records do not say any more, and no writer may */
    struct report_selection selection;
};

/* Totals that a document prints for all requests together. */
enum report_printed_total { REPORT_PRINTED_AMOUNT, REPORT_PRINTED_SUPPLEMENTARY, REPORT_PRINTED_TOTALS };

/* A repository as formats name it: juten_name_repository. */
struct report_repository {
    const char *uri, *revision;
    const char *branch; /* or NULL */
    const char *root;   /* from the folder that paths are relative to, "" or "../" as often as needed */
};

struct report_run {
    const char *version;
    const char *as_of; /* YYYY-MM-DD */
    const struct review_pack *packs;
    size_t pack_count;
    struct report_settings settings;
    struct review_amount printed[REPORT_PRINTED_TOTALS]; /* kind ABSENT: not given */
    size_t parts;                                        /* stored results that were merged; 0 or 1: none were */
    const struct review_manifest *manifest;              /* whole when a format's `end` is called */
    bool failed;  /* something besides could not be done, or lacked; known when a format's `end` is called */
    bool of_part; /* a report of one ministry: the outcome of the run is not told */
    const struct report_repository *repository; /* in which the inputs lie; NULL: not known */
};

/* What a run comes to, in the order of the exit statuses that commands have for it. All that tell it ask here, so that
 * a report says what the command then does; it cannot know that a report itself was not written. */
enum report_outcome { REPORT_OUTCOME_CLEAN, REPORT_OUTCOME_FINDINGS, REPORT_OUTCOME_TROUBLE };
enum report_outcome report_outcome(const struct report_run *run, const struct review_totals *totals);

/* One submission (one YAML document of a file) and its judgement; or a part of them. */
struct report_document {
    const char *path;
    const char *sha256;               /* of the file's bytes */
    struct review_submission *record; /* what is written */
    const struct eval_result *result; /* what the reasoning is told from; NULL: a stored result */
    bool goes_on;                     /* a part, but not the first: its requests and findings follow those before */
    bool has_more;                    /* a part, but not the last */
};

struct report;

/* A format: one row of the registry. Each function returns the sink's or memory's failure. */
struct report_format {
    const char *name;
    bool for_machines;          /* the counts go elsewhere */
    bool is_binary;             /* not for a terminal */
    bool has_colors;            /* where the settings ask for them */
    bool line_hashes;           /* it shows, or keeps, the line hashes of findings */
    bool in_parts;              /* `document` may get one submission in parts, one after another: doc/slices */
    const char *(*lacks)(void); /* the package that it needs and that is not installed, "": none would help; or NULL */
    enum status (*begin)(struct report *report);
    enum status (*document)(struct report *report, const struct report_document *document);
    enum status (*error)(struct report *report, const struct review_error *error);
    /* Findings over the set, once, after all documents; NULL: it shows none. */
    enum status (*set)(struct report *report, const struct review_finding *findings, size_t count);
    enum status (*end)(struct report *report, const struct review_totals *totals);
    void (*close)(struct report *report); /* gives back what `state` owns outside of the arena; NULL: nothing */
};

/* A finding in the spool of its format: where it stands there and what it is sorted by. */
struct report_spooled {
    struct review_finding_key key;
    uint64_t begin;
    size_t len;
};

struct report {
    const struct report_format *format;
    const struct report_run *run;
    struct report_sink sink;
    struct buf out;    /* what is being made; emptied into the sink */
    struct buf errors; /* spools of formats that want parts at the end */
    struct buf findings;
    struct buf notices;             /* lines for whoever runs it: what the reader of the report may not show */
    struct json_writer json;        /* of json and ndjson: what is being written */
    struct review_summary summary;  /* of text */
    struct review_matrix matrix;    /* of text and json */
    struct arena *arena;            /* of what is spooled */
    void *state;                    /* what a format keeps besides, in the arena */
    struct spool spool;             /* of what comes later in the report than it is made: findings, reasons */
    struct report_spooled *spooled; /* of json: which findings they are, on the heap */
    size_t spooled_count, spooled_capacity;
    struct report_partners partners; /* of text */
    size_t documents;                /* written so far */
    size_t set_count;                /* of text: findings over the set that were shown */
    size_t error_count;
};

/* The format of that name, or NULL. The n-th format, or NULL. */
const struct report_format *report_format_find(const char *name);
const struct report_format *report_format_at(size_t index);

/* Begins a report on the sink: writes what stands before the first submission. End with report_close. */
enum status report_open(struct report *report, const struct report_format *format, const struct report_run *run,
                        struct report_sink sink) MUST_CHECK;
void report_close(struct report *report);
/* Sends what is in report->out to the sink. */
enum status report_flush(struct report *report) MUST_CHECK;
/* The same once it is much: called between the pieces of a large submission, which need not lie there as a whole. */
enum status report_relieve(struct report *report) MUST_CHECK;

/* Copies what was put aside there into report->out, which is relieved of it. */
enum status report_copy(struct report *report, struct spool *spool, uint64_t offset, uint64_t len) MUST_CHECK;

/* The last line: what was checked. */
void report_counts(struct buf *out, enum text_language language, const struct review_totals *totals);

extern const struct report_format report_text, report_compact, report_json, report_ndjson, report_sarif, report_github,
    report_gitlab, report_csv, report_junit, report_markdown_format, report_xlsx, report_html, report_inquiry,
    report_inquiry_xlsx;
extern const struct report_format report_suggest; /* of `juten suggest`: found by name, not offered */

#endif
