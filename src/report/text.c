/* For people at a terminal: each finding with its line of the file, what is asked, an example; then a table by
 * ministry, what a pass means, and the counts. */
#include "report/excerpt.h"
#include "report/explain.h"
#include "report/lines.h"
#include "report/table.h"
#include "report/wording.h"
#include "text/printable.h"

#define ALTERNATIVES 3 /* of what would also justify the clause */

static const struct text_view none = {"", 0};

static enum status begin(struct report *report)
{
    (void)report;
    return STATUS_OK;
}

struct lines {
    struct buf *out;
    const struct report_settings *settings;
    const struct report_document *document;
    const struct eval_finding *finding;
};

static void label_line(const struct lines *to, enum report_phrase label)
{
    const struct report_colors *colors = report_colors(to->settings->color);
    buf_add_repeat(to->out, ' ', report_gutter(to->finding->span) + 1);
    buf_add_string(to->out, colors->gutter);
    buf_add_string(to->out, "= ");
    buf_add_string(to->out, colors->reset);
    buf_add_string(to->out, report_plain(to->settings->language, label));
    buf_add_string(to->out, ": ");
}

static void text_line(const struct lines *to, enum report_phrase label, struct text_view text)
{
    if (text.len == 0) return;
    label_line(to, label);
    text_print(to->out, text);
    buf_add_char(to->out, '\n');
}

static void asks_line(const struct lines *to, enum report_phrase label, const struct rule_criterion *rule)
{
    label_line(to, label);
    text_print(to->out, rule->asks.in[to->settings->language]);
    buf_add_string(to->out, report_plain(to->settings->language, REPORT_OPEN));
    report_source(to->out, to->settings->language, to->document->result, rule);
    buf_add_string(to->out, report_plain(to->settings->language, REPORT_CLOSE));
    buf_add_char(to->out, '\n');
}

/* Where the guideline asks for what the message says already. */
static void basis_line(const struct lines *to, const struct rule_criterion *rule)
{
    label_line(to, REPORT_LABEL_BASIS);
    report_source(to->out, to->settings->language, to->document->result, rule);
    buf_add_char(to->out, '\n');
}

static struct text_view example_of(const struct rule_criterion *rule)
{
    for (size_t i = 0; i < rule->test_count; i++)
        if (rule->tests[i].pass) return rule->tests[i].text;
    return none;
}

/* A finding that says why the claim failed is shown inside the clause's. */
static const struct eval_finding *shown_partner(const struct lines *to)
{
    const struct eval_result *result = to->document->result;
    if (to->finding->partner == RULE_NONE) return NULL;
    const struct eval_finding *partner = &result->findings[to->finding->partner];
    return report_is_shown(to->settings, partner) ? partner : NULL;
}

static void because_line(const struct lines *to)
{
    const struct eval_finding *why = shown_partner(to);
    if (!why) return;
    label_line(to, REPORT_LABEL_WHY);
    report_message(to->out, to->settings->language, to->document->result, why);
    buf_add_string(to->out, " [");
    text_print(to->out, why->rule);
    buf_add_string(to->out, "]\n");
}

/* The clause that the text carries instead of the one that it claims. */
static void suggestion_line(const struct lines *to, const struct eval_claim *claim)
{
    bool fits_clause = claim->reason == EVAL_REASON_OTHER_ITEM || claim->reason == EVAL_REASON_RESERVED;
    for (size_t i = 0; !fits_clause && i < claim->suggestions.count; i++) {
        if (claim->suggestions.items[i].clause == claim->clause) continue;
        label_line(to, REPORT_LABEL_SUGGEST);
        report_suggestion(to->out, to->settings->language, to->document->result, &claim->suggestions.items[i]);
        buf_add_char(to->out, '\n');
        return;
    }
}

/* What would justify the clause: the nearest criterion first, then the others that apply. */
static void clause_lines(const struct lines *to, const struct eval_claim *claim)
{
    size_t shown = 0;
    if (claim->nearest == (size_t)-1) return;
    const struct rule_criterion *nearest = claim->criteria[claim->nearest].rule;
    asks_line(to, REPORT_LABEL_ASKS, nearest);
    text_line(to, REPORT_LABEL_EXAMPLE, example_of(nearest));
    for (size_t i = 0; i < claim->criterion_count && shown < ALTERNATIVES; i++) {
        const struct eval_criterion *other = &claim->criteria[i];
        bool fits = other->rule->mode == RULE_MODE_ANY && other->state != EVAL_STATE_NOT_APPLICABLE &&
                    (claim->item == 0 || other->rule->item == claim->item);
        if (i == claim->nearest || !fits) continue;
        asks_line(to, REPORT_LABEL_OR, other->rule);
        shown++;
    }
}

static void detail_lines(const struct lines *to)
{
    const struct eval_claim *claim = report_claim_of(to->document->result, to->finding);
    if (to->finding->event == EVAL_EVENT_UNJUSTIFIED && claim) {
        because_line(to);
        suggestion_line(to, claim);
        clause_lines(to, claim);
    } else if (to->finding->criterion) {
        basis_line(to, to->finding->criterion->rule);
        text_line(to, REPORT_LABEL_HINT, to->finding->criterion->rule->hint.in[to->settings->language]);
    }
}

static bool is_inside_clause(const struct lines *to)
{
    return to->finding->within_clause && shown_partner(to) != NULL;
}

static void write_finding(const struct lines *to)
{
    struct buf note;
    buf_init(&note);
    report_reason(&note, to->settings->language, to->document->result, to->finding);
    report_head_line(to->out, to->settings, to->document, to->finding);
    report_excerpt(to->out, to->finding->span, (struct text_view){note.bytes ? note.bytes : "", note.len},
                   report_colors(to->settings->color));
    detail_lines(to);
    buf_add_char(to->out, '\n');
    if (buf_status(&note) != STATUS_OK) to->out->status = STATUS_NO_MEMORY;
    buf_clear(&note);
}

static enum status document(struct report *report, const struct report_document *document)
{
    const struct report_settings *settings = &report->run->settings;
    for (size_t i = 0; !settings->quiet && i < document->result->finding_count; i++) {
        struct lines to = {&report->out, settings, document, &document->result->findings[i]};
        if (report_is_shown(settings, to.finding) && !is_inside_clause(&to)) write_finding(&to);
    }
    if (settings->explain && !settings->quiet) report_explain(&report->out, settings, document);
    report->documents++;
    enum status status = review_summary_add(&report->summary, document->result);
    if (status == STATUS_OK) status = review_matrix_add(&report->matrix, document->result);
    enum status flushed = report_flush(report);
    return status != STATUS_OK ? status : flushed;
}

static enum status error(struct report *report, const struct text_diagnostic *error)
{
    report_error_line(&report->out, &report->run->settings, error);
    if (!report->run->settings.quiet) {
        report_excerpt(&report->out, error->span, none, report_colors(report->run->settings.color));
        buf_add_char(&report->out, '\n');
    }
    return report_flush(report);
}

static void pack_lines(struct report *report)
{
    enum text_language language = report->run->settings.language;
    for (size_t i = 0; i < report->run->pack_count; i++) {
        const struct rule_pack_info *info = &report->run->packs[i].rules->info;
        report_phrase(&report->out, language, REPORT_PACK_LINE, info->title.in[language], info->decided,
                      text_view_of(info->sha256).len >= 12 ? (struct text_view){info->sha256, 12} : none);
        buf_add_char(&report->out, '\n');
    }
}

static enum status end(struct report *report, const struct report_totals *totals)
{
    const struct report_settings *settings = &report->run->settings;
    if (!settings->quiet && report->documents > 0) {
        review_summary_sort(&report->summary);
        report_table(&report->out, settings, &report->summary);
        review_matrix_sort(&report->matrix);
        if (report->documents > 1) report_clause_table(&report->out, settings, &report->matrix);
        pack_lines(report);
        buf_add_string(&report->out, report_plain(settings->language, REPORT_NO_APPROVAL));
        buf_add_char(&report->out, '\n');
    }
    report_counts(&report->out, settings->language, totals);
    return report_flush(report);
}

const struct report_format report_text = {"text", false, begin, document, error, end};
