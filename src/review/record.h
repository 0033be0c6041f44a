/* review/record - a judged submission as it is shown, stored, merged and compared: plain values, in words and places.
 *
 * The one model behind every writer and behind the JSON result (interface.md): report/record makes it from an
 * evaluation, review/stored reads it back. Nothing in it needs the rules or the files that it came from. Texts are
 * views into the arena of whoever made it and die with that; an absent text is an empty view. Yen are exact. */
#ifndef REVIEW_RECORD_H
#define REVIEW_RECORD_H

#include "doc/amount.h"
#include "doc/vocabulary.h"
#include "eval/verdict.h"
#include "rule/ruleset.h"

#define REVIEW_NONE SIZE_MAX

/* As text_place; line 0: nowhere. */
struct review_range {
    struct text_place start, end; /* end: exclusive */
};

/* A clause of a pack, in its order; `heading` in the language of the run. */
struct review_clause {
    struct text_view label, heading;
    bool claimable;
};

enum review_rule_kind {
    REVIEW_RULE_CLAUSE,    /* a claim on it that is not justified is a finding of this id */
    REVIEW_RULE_CRITERION, /* of claims on a clause */
    REVIEW_RULE_DEMAND,    /* a criterion of every request */
    REVIEW_RULE_FORM       /* what holds every year */
};

/* What a rule of a pack says, in the language of the run: enough for a report that stands alone. */
struct review_rule {
    struct text_view id;
    enum review_rule_kind kind;
    enum rule_severity severity;            /* of its findings */
    bool must;                              /* of criteria: not one of those of which one suffices */
    struct text_view title;                 /* a clause's heading, what a criterion asks, what a form rule is about */
    struct text_view area, item;            /* of clauses and criteria */
    struct text_view hint, source, example; /* of criteria; each may be empty */
};

struct review_pack {
    struct text_view id, version, title, decided, sha256;
    const struct text_view *extends;
    size_t extends_count;
    bool explicit_choice;
    const struct review_clause *clauses;
    size_t clause_count;
    const struct review_rule *rules; /* sorted by id */
    size_t rule_count;
};

/* Puts rules in the order that review_rule_of looks them up in. */
void review_rules_sort(struct review_rule *rules, size_t count);
/* The rule of that id, or NULL: an older result names none. */
const struct review_rule *review_rule_of(const struct review_pack *pack, struct text_view id);

struct review_amount {
    enum doc_amount_kind kind;
    int64_t yen;              /* FIGURE, PART_OF; else 0 */
    bool relisted;            /* stands in another request: not added */
    bool withheld;            /* a figure that is not told (review/redact): yen is 0 */
    struct text_view written; /* empty: absent */
};

/* One predicate of a criterion (--explain), in tree order. */
struct review_step {
    int depth;
    struct text_view operation, concept, truth, guard, text;
};

struct review_evidence {
    struct text_view text;
    struct review_range range;
    size_t text_index; /* of the request's text that it stands in, or REVIEW_NONE, */
    size_t begin, end; /* and its bytes there */
    enum eval_guard guard;
    struct text_view because; /* of the guard, in words */
};

struct review_criterion {
    struct text_view id;
    enum eval_state state;
    enum eval_guard guard;
    const struct review_evidence *evidence;
    size_t evidence_count;
    const struct review_step *steps; /* NULL: not kept */
    size_t step_count;
};

/* A text of a request, as it was read. */
struct review_text {
    enum doc_field field;
    size_t claim; /* index of the claim whose justification it is, or REVIEW_NONE */
    struct text_view text;
    struct text_place start;
};

/* A row of a request's breakdown. */
struct review_part {
    struct text_view item;
    struct review_amount amount; /* relisted: by its own marker or by the row's */
    bool partial;                /* another row holds it, or it sums up others */
    struct text_place start;     /* of its amount, or of the row without one; line 0: not known */
};

struct review_claim {
    struct text_view area, item, area_as_written;
    size_t clause; /* index in the pack's clauses, or REVIEW_NONE */
    struct review_amount amount;
    enum eval_claim_verdict verdict;
    const struct review_criterion *criteria;
    size_t criterion_count;
    struct text_view text_sha256; /* of the folded justification */
};

struct review_request {
    struct text_view id, title;
    enum doc_category category;
    struct review_amount amount, previous, supplementary, special;
    enum eval_request_verdict verdict;
    const struct review_criterion *criteria; /* demands on the request */
    size_t criterion_count;
    const struct review_claim *claims;
    size_t claim_count;
    bool suggested;
    const struct text_view *suggestions; /* labels, best first */
    size_t suggestion_count;
    struct text_view text_sha256; /* of its folded texts but the title and the justifications */
    struct text_place start;
    const struct review_text *texts; /* those that are not empty, in the order of the fields; its title is none */
    size_t text_count;
    const struct review_part *parts; /* its breakdown */
    size_t part_count;
};

/* What the breakdown comes to: its figures but for those that another row or request holds. *out_whole: every row that
 * belongs to the sum has a figure. */
int64_t review_parts_sum(const struct review_request *request, bool *out_whole);

/* The line of the file that something points at, as far as it is shown: raw text, not yet printable. */
struct review_excerpt {
    struct text_view text; /* from where it is shown on; NULL: there is none */
    size_t begin, end;     /* bytes of it that are marked */
    bool cut;              /* text stands before it in the line */
};

enum review_detail_kind {
#define DETAIL(code, name) REVIEW_DETAIL_##code,
#include "review/detail.def"
#undef DETAIL
    REVIEW_DETAILS
};
const char *review_detail_name(enum review_detail_kind kind); /* in JSON; static */

/* A line below a finding: what is asked, where the guideline says so, an example. */
struct review_detail {
    enum review_detail_kind kind;
    struct text_view text;
    struct text_view source; /* where the guideline says so */
};

/* What stands below a headline: empty for the point whose lack is the headline, of which only the source is told. */
struct text_view review_detail_below(const struct review_detail *detail);

/* The cell of a table that a finding stands in, as a spreadsheet counts it; row 0: no table. */
struct review_cell_place {
    uint32_t row, column;
    struct text_view header;
};

/* Another place that a finding over the set speaks of. */
struct review_relation {
    struct text_view path;
    size_t document;
    struct text_view request, title, area;
    struct text_place start;
    int64_t share; /* per cent of the text that is the same; -1: not about texts */
    bool previous; /* it stands in a file of an earlier year (--previous) */
};

/* What reviewers have decided on a finding (review/waiver.h). */
enum review_waiver_state {
#define WAIVER_STATE(code, name) REVIEW_WAIVER_##code,
#include "review/waiver.def"
#undef WAIVER_STATE
    REVIEW_WAIVER_STATES
};
const char *review_waiver_state_name(enum review_waiver_state state); /* in files and JSON; static */

/* The waiver that a finding meets. It `holds` while its state is approved, its date has not passed and the text is the
 * one that was judged; a finding whose waiver holds does not fail a check, and is shown and counted as waived. */
struct review_waived {
    enum review_waiver_state state;
    bool holds;
    struct text_view reason, by, until; /* until: YYYY-MM-DD or empty */
};

/* One replacement of those that mend what a finding is about, without touching a word of a text (check --fix). */
struct review_fix {
    struct review_range range;
    struct text_view text; /* put in its place */
};

struct review_finding {
    struct text_view rule;
    enum rule_severity severity;
    struct text_view headline; /* what is wrong */
    struct text_view reason;   /* why, or empty */
    struct text_view path;
    size_t document; /* in its file */
    struct text_view request, area, criterion;
    struct text_view ministry,
        title;    /* of findings over the set, which stand apart from their submissions; else empty */
    size_t claim; /* which claim of its request, from 1, where the area does not tell; 0: the only one of it, or none */
    struct review_range range;
    struct review_cell_place cell;
    struct review_excerpt excerpt;
    struct text_view fingerprint, text_sha256;
    struct text_view line_hash;         /* text/line_hash with its number, "3f…:1"; empty: not known */
    const struct review_waived *waived; /* NULL: no waiver meets it */
    struct text_view explains;          /* fingerprint of the finding that this one says the reason of, or empty */
    bool on_file;                       /* on no request: on the submission as a whole */
    const struct review_detail *details;
    size_t detail_count;
    const struct review_relation *relations;
    size_t relation_count;
    const struct review_fix *fixes; /* all together, in the order of the file */
    size_t fix_count;
    bool on_rows;  /* it says what the rows of the request's breakdown come to */
    bool over_set; /* found by comparing submissions */
};

/* An input that could not be read. */
struct review_error {
    struct text_view code, path, message;
    struct text_view fixed; /* the line as --fix writes it, or empty */
    struct text_place start;
    struct review_excerpt excerpt;
};

/* Whether the finding is one that somebody has to act on: no waiver holds. */
bool review_is_open(const struct review_finding *finding);

struct review_submission {
    struct text_view path;
    size_t document;
    struct text_view sha256;
    const struct review_pack *pack;
    struct text_view ministry;  /* canonical, or as written */
    size_t ministry_order;      /* in the register; REVIEW_NONE: not in it */
    int year;                   /* 0: not readable */
    struct review_amount total; /* that the file states for its requests */
    const struct review_request *requests;
    size_t request_count;
    struct review_finding *findings; /* those selected, in order; marked once by waivers */
    size_t finding_count;
};

/* What a run did. */
struct review_totals {
    size_t files; /* read as submissions */
    size_t requests, claims, criteria;
    size_t skipped, errors;
    size_t waived;      /* findings shown whose waiver holds */
    size_t findings[3]; /* shown, by enum rule_severity, but for those that are waived */
};

/* The names of values in the contract (interface.md), static; NULL where the contract says null. */
const char *review_category_name(enum doc_category category);
const char *review_amount_kind_name(enum doc_amount_kind kind);
const char *review_severity_name(enum rule_severity severity);
const char *review_rule_kind_name(enum review_rule_kind kind);

/* The yen of a figure that is added to sums; 0 for every other kind. */
int64_t review_figure(const struct review_amount *amount);
/* Whether what a request asks for is added to the sums: a figure, not listed again, not negative (a slip, since ▲ is
 * for changes). */
bool review_is_asked(const struct review_request *request);
/* The yen of what is added, else 0. */
int64_t review_asked(const struct review_request *request);

/* The yen of what is asked for under claims that are not justified: their shares, in full where one states none; never
 * more than the request asks for. */
int64_t review_unjustified(const struct review_request *request);

/* What a claim is on: its clause, or its words where they name none. */
struct text_view review_area_of(const struct review_claim *claim);
/* Whether one of the request's claims is on that. */
bool review_claims_area(const struct review_request *request, struct text_view area);
/* Whether the request has what a finding with that area stands on: itself when the area is empty, else such a claim. An
 * area may name an item too ("2(2)① iii"): findings over the set do. */
bool review_has_matter(const struct review_request *request, struct text_view area);

/* What findings are ordered by: path, document, start, rule, area. It borrows from the finding. */
struct review_finding_key {
    struct text_view path, rule, area;
    struct text_place start;
    size_t document;
};
struct review_finding_key review_finding_key_of(const struct review_finding *finding);
int review_finding_key_compare(const struct review_finding_key *a, const struct review_finding_key *b);
/* The order of findings everywhere: path, document, start byte, rule, area. */
int review_finding_compare(const struct review_finding *a, const struct review_finding *b);
/* Sorts in that order; those that are equal in it stay as they stand. */
enum status review_findings_sort(struct arena *arena, struct review_finding *findings, size_t count) MUST_CHECK;

/* Counts a finding where it belongs. */
void review_totals_count(struct review_totals *totals, const struct review_finding *finding);
/* Adds every count. */
void review_totals_add(struct review_totals *to, const struct review_totals *from);

#endif
