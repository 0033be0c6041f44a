/* report/html_part - what the files that make the HTML report share (report/html.c).
 *
 * Cards are made one by one as submissions come in and put aside, since what stands above them is known at the end;
 * memory holds a place and a key for each. All functions append to `to->out`; failures stick in it. */
#ifndef REPORT_HTML_PART_H
#define REPORT_HTML_PART_H

#include "base/hash.h"
#include "base/spool.h"
#include "report/html_write.h"
#include "report/index.h"
#include "report/report.h"
#include "report/wording.h"

enum html_word {
#define HTML(code, ja, en) HTML_##code,
#include "report/html.def"
#undef HTML
    HTML_WORDS
};

/* A card that was put aside. */
struct html_card {
    uint64_t offset;
    size_t len;
    int64_t unjustified; /* yen: the cards with most come first */
};

/* Names of anchors that are taken, and how often: open addressing, key 0 is free. */
struct html_anchors {
    struct html_anchor {
        uint64_t key;
        uint32_t times;
    } * items;
    size_t count, room;
};

/* A piece of evidence in a text. */
struct html_hit {
    size_t text, begin, end;
    bool counts;
    const struct review_criterion *criterion;
    const struct review_evidence *evidence;
};

struct html_hits {
    struct html_hit *items;
    size_t count, capacity;
};

struct html {
    struct report *report;
    struct buf *out;
    const struct report_settings *settings;
    enum text_language language;
    bool hides_yen;     /* --redact amounts: no figure, and no order or width that tells one */
    struct spool cards; /* requests */
    struct html_card *places;
    size_t card_count, card_capacity;
    struct text_view *ministries; /* as first met: a ministry is known by its number */
    size_t ministry_count, ministry_capacity;
    struct html_anchors anchors;
    struct html_hits hits; /* of the request that is written */
    struct buf on_files;   /* findings on whole files */
    size_t on_file_count, set_count;
    int64_t unjustified; /* yen of all requests, */
    size_t unjustified_requests;
    const struct review_submission *record; /* that is written */
    size_t pack;                            /* its pack's number in the run */
    size_t first_line;                      /* of its pack in the matrix */
};

/* ---- words and figures (html_word.c) */

/* A word as it stands; static. */
const char *report_html_plain(const struct html *to, enum html_word word);
/* Appends the word, escaped, with {0} {1} {2} filled in (and escaped). */
void report_html_say(struct html *to, enum html_word word);
void report_html_say_with(struct html *to, enum html_word word, struct text_view a, struct text_view b,
                          struct text_view c);
void report_html_say_number(struct html *to, enum html_word word, size_t number);
/* As content, or as the value of an attribute. */
void report_html_say_value(struct html *to, enum html_word word);
void report_html_add(struct html *to, const char *markup);
void report_html_count(struct html *to, size_t count);
void report_html_millions(struct html *to, int64_t yen);
void report_html_yen(struct html *to, int64_t yen);
/* A figure in millions, or why there is none. */
void report_html_amount(struct html *to, const struct review_amount *amount, bool exact);
/* <span class="chip v-fail">…</span>: a word; sign and colour are the style's. */
void report_html_request_chip(struct html *to, enum eval_request_verdict verdict);
void report_html_claim_chip(struct html *to, enum eval_claim_verdict verdict);
void report_html_severity_chip(struct html *to, enum rule_severity severity);

/* ---- anchors (html_anchor.c) */

#define HTML_ANCHOR 40 /* bytes of an anchor's name */
/* Writes into out_name an anchor made of a letter and the texts, the same in each run, unique in the page. */
enum status report_html_anchor(struct html *to, char letter, const struct text_view *texts, size_t count,
                               char out_name[HTML_ANCHOR]) MUST_CHECK;
/* The same for the first with these texts, without taking it: for links. */
void report_html_anchor_of(char letter, const struct text_view *texts, size_t count, char out_name[HTML_ANCHOR]);
/* The number of the ministry, or of the rule in its pack. */
enum status report_html_ministry(struct html *to, struct text_view name, size_t *out_number) MUST_CHECK;
/* <a href="#k0-3">id</a>, or the id alone where the pack does not say what it is. */
void report_html_rule_link(struct html *to, struct text_view id);

/* ---- parts */

/* Takes the evidence of a request; report_html_marked then writes one of its texts with the evidence marked. */
enum status report_html_hits_take(struct html *to, const struct review_request *request) MUST_CHECK;
void report_html_marked(struct html *to, const struct review_request *request, size_t text);

/* Where a finding stands: at its claim, whose checklist says what is asked; with its request; outside of the cards. */
enum html_stand { HTML_AT_CLAIM, HTML_AT_REQUEST, HTML_APART };
enum status report_html_finding(struct html *to, const struct review_finding *finding,
                                enum html_stand stand) MUST_CHECK;
/* The findings of one request, in order. */
struct html_findings {
    const struct review_finding *const *items;
    size_t count;
};
enum status report_html_card(struct html *to, const struct review_request *request,
                             const struct html_findings *findings, size_t number) MUST_CHECK;
void report_html_amounts(struct html *to, const struct review_request *request);
enum status report_html_claims(struct html *to, const struct review_request *request,
                               const struct html_findings *findings) MUST_CHECK;
void report_html_checklist(struct html *to, const struct review_criterion *criteria, size_t count, bool justified);

/* Above and below the cards, when all is known. */
void report_html_head(struct html *to);
void report_html_summary(struct html *to, const struct review_totals *totals);
void report_html_matrix(struct html *to);
void report_html_charts(struct html *to);
void report_html_filters(struct html *to);
void report_html_rules(struct html *to);
void report_html_run(struct html *to);

#endif
