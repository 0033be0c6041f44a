/* A finding as a reviewer reads it: how grave, by which rule, what is wrong and why, what helps, where, and what was
 * decided on it. */
#include "report/html_part.h"
#include "text/place.h"
#include "text/printable.h"

#define RELATIONS 20 /* places of a finding over the set that are named */

static const enum report_phrase labels[REVIEW_DETAILS] = {
    [REVIEW_DETAIL_SUGGEST] = REPORT_LABEL_SUGGEST, [REVIEW_DETAIL_ASKS] = REPORT_LABEL_ASKS,
    [REVIEW_DETAIL_EXAMPLE] = REPORT_LABEL_EXAMPLE, [REVIEW_DETAIL_OR] = REPORT_LABEL_OR,
    [REVIEW_DETAIL_BASIS] = REPORT_LABEL_BASIS,     [REVIEW_DETAIL_HINT] = REPORT_LABEL_HINT,
    [REVIEW_DETAIL_FIXED] = REPORT_LABEL_FIXED};

static bool is_of_checklist(enum review_detail_kind kind)
{
    return kind == REVIEW_DETAIL_ASKS || kind == REVIEW_DETAIL_EXAMPLE || kind == REVIEW_DETAIL_OR ||
           kind == REVIEW_DETAIL_BASIS;
}

static void detail(struct html *to, const struct review_detail *detail)
{
    report_html_add(to, "<div>");
    report_html_element(to->out, "dt", NULL, text_view_of(report_plain(to->language, labels[detail->kind])));
    report_html_add(to, "<dd>");
    report_html_text(to->out, review_detail_below(detail));
    if (detail->source.len > 0) {
        buf_add_char(to->out, ' ');
        report_html_element(to->out, "small", NULL, detail->source);
    }
    report_html_add(to, "</dd></div>");
}

/* At a claim, what the checklist says is not said again; what would only help a note stands in the list of rules. */
static bool is_shown(const struct review_finding *finding, enum review_detail_kind kind, enum html_stand stand)
{
    bool listed = is_of_checklist(kind) || (kind == REVIEW_DETAIL_HINT && finding->severity == RULE_NOTE);
    return stand != HTML_AT_CLAIM || !listed;
}

static void details(struct html *to, const struct review_finding *finding, enum html_stand stand)
{
    size_t shown = 0;
    for (size_t i = 0; i < finding->detail_count; i++) {
        if (!is_shown(finding, finding->details[i].kind, stand)) continue;
        if (shown++ == 0) report_html_add(to, "<dl class=\"details\">");
        detail(to, &finding->details[i]);
    }
    if (shown > 0) report_html_add(to, "</dl>");
}

static void waiver(struct html *to, const struct review_waived *waived)
{
    static const enum html_word states[REVIEW_WAIVER_STATES] = {[REVIEW_WAIVER_OPEN] = HTML_WAIVER_OPEN,
                                                                [REVIEW_WAIVER_INVESTIGATING] =
                                                                    HTML_WAIVER_INVESTIGATING,
                                                                [REVIEW_WAIVER_APPROVED] = HTML_WAIVER_APPROVED,
                                                                [REVIEW_WAIVER_REJECTED] = HTML_WAIVER_REJECTED,
                                                                [REVIEW_WAIVER_CLOSED] = HTML_WAIVER_CLOSED};
    const struct text_view state = text_view_of(report_html_plain(to, states[waived->state])), none = {"", 0};
    report_html_add(to, "<p class=\"waiver\"><b>");
    report_html_say_with(to, HTML_WAIVER, state, none, none);
    report_html_add(to, "</b> ");
    if (!waived->holds) {
        report_html_element(to->out, "em", NULL, text_view_of(report_html_plain(to, HTML_WAIVER_LAPSED)));
        buf_add_char(to->out, ' ');
    }
    report_html_element(to->out, "q", NULL, waived->reason);
    if (waived->by.len > 0) {
        buf_add_char(to->out, ' ');
        report_html_say_with(to, HTML_WAIVER_BY, waived->by, none, none);
    }
    if (waived->until.len > 0) {
        buf_add_char(to->out, ' ');
        report_html_say_with(to, HTML_WAIVER_UNTIL, waived->until, none, none);
    }
    report_html_add(to, "</p>");
}

static void excerpt(struct html *to, const struct review_excerpt *excerpt)
{
    if (!excerpt->text.at || excerpt->text.len == 0) return;
    report_html_add(to, "<code class=\"line\">");
    if (excerpt->cut) report_html_add(to, "&hellip;");
    report_html_text(to->out, text_view_part(excerpt->text, 0, excerpt->begin));
    report_html_add(to, "<mark class=\"at\">");
    report_html_text(to->out, text_view_part(excerpt->text, excerpt->begin, excerpt->end));
    report_html_add(to, "</mark>");
    report_html_text(to->out, text_view_part(excerpt->text, excerpt->end, excerpt->text.len));
    report_html_add(to, "</code>");
}

/* "path:12:3", with the cell of a table; within a card, which names the file, "12:3". */
static void place(struct html *to, struct text_view path, struct text_place start, const struct review_cell_place *cell)
{
    struct buf words;
    buf_init(&words);
    text_print(&words, path);
    text_place_print(&words, start);
    if (cell && cell->row > 0) {
        buf_add_char(&words, ' ');
        text_cell_name(&words, cell->row, cell->column);
        buf_add_char(&words, ' ');
        text_print(&words, cell->header);
    }
    struct text_view all = report_view(&words);
    bool bare = path.len == 0 && all.len > 0;
    report_html_element(to->out, "small", "place", bare ? text_view_part(all, 1, all.len) : all);
    report_done(to->out, &words);
}

static void relation(struct html *to, const struct review_relation *relation)
{
    report_html_add(to, "<li>");
    report_html_element(to->out, "b", NULL, relation->request);
    buf_add_char(to->out, ' ');
    report_html_text(to->out, relation->title);
    buf_add_char(to->out, ' ');
    report_html_text(to->out, relation->area);
    if (relation->share >= 0) {
        report_html_add(to, " <span class=\"share\">");
        report_number_phrase(to->out, to->language, REPORT_SHARE, (uint32_t)relation->share);
        report_html_add(to, "</span>");
    }
    if (relation->previous) {
        buf_add_char(to->out, ' ');
        report_html_element(to->out, "em", NULL, text_view_of(report_plain(to->language, REPORT_LABEL_EARLIER)));
    }
    buf_add_char(to->out, ' ');
    place(to, relation->path, relation->start, NULL);
    report_html_add(to, "</li>");
}

static void relations(struct html *to, const struct review_finding *finding)
{
    size_t shown = finding->relation_count <= RELATIONS + 1 ? finding->relation_count : RELATIONS;
    if (shown == 0) return;
    report_html_add(to, "<ul class=\"also\">");
    for (size_t i = 0; i < shown; i++)
        relation(to, &finding->relations[i]);
    if (shown < finding->relation_count) {
        report_html_add(to, "<li>");
        report_number_phrase(to->out, to->language, REPORT_MORE_PLACES, (uint32_t)(finding->relation_count - shown));
        report_html_add(to, "</li>");
    }
    report_html_add(to, "</ul>");
}

static void open_finding(struct html *to, const struct review_finding *finding, const char *name)
{
    report_html_add(to, "<div class=\"finding s-");
    report_html_add(to, report_severity_name(finding->severity));
    report_html_add(to, review_is_open(finding) ? "\" id=\"" : " waived\" id=\"");
    report_html_add(to, name);
    report_html_add(to, "\"><p>");
    report_html_severity_chip(to, finding->severity);
    if (!review_is_open(finding))
        report_html_element(to->out, "span", "chip v-waived", text_view_of(report_html_plain(to, HTML_WAIVED)));
    report_html_element(to->out, "b", NULL, finding->headline);
    buf_add_char(to->out, ' ');
    report_html_rule_link(to, finding->rule);
    buf_add_char(to->out, ' ');
}

/* The line of the file helps where what is wrong is how it is written. */
static bool needs_excerpt(const struct html *to, const struct review_finding *finding, enum html_stand stand)
{
    const struct review_rule *rule = to->record ? review_rule_of(to->record->pack, finding->rule) : NULL;
    bool of_form = !rule || rule->kind == REVIEW_RULE_FORM;
    return stand != HTML_AT_CLAIM && of_form && finding->severity > RULE_NOTE;
}

enum status report_html_finding(struct html *to, const struct review_finding *finding, enum html_stand stand)
{
    static const struct text_view none = {"", 0};
    char name[HTML_ANCHOR];
    enum status status = report_html_anchor(to, 'f', &finding->fingerprint, 1, name);
    if (status != STATUS_OK) return status;
    open_finding(to, finding, name);
    place(to, stand == HTML_APART ? finding->path : none, finding->range.start, &finding->cell);
    report_html_add(to, "</p>");
    if (finding->reason.len > 0) report_html_element(to->out, "p", NULL, finding->reason);
    if (needs_excerpt(to, finding, stand)) excerpt(to, &finding->excerpt);
    details(to, finding, stand);
    relations(to, finding);
    if (finding->waived) waiver(to, finding->waived);
    report_html_add(to, "</div>");
    return STATUS_OK;
}
