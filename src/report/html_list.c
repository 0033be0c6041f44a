/* What stands above the cards: filters, the order, and the heads of the columns. The controls stay hidden where no
 * script runs; the cards then stand in the order of most unjustified yen. */
#include "report/html_part.h"

static void option(struct html *to, const char *value, struct text_view label)
{
    report_html_add(to, "<option value=\"");
    report_html_add(to, value);
    report_html_add(to, "\">");
    report_html_text(to->out, label);
    report_html_add(to, "</option>");
}

static void numbered(struct html *to, size_t value, struct text_view label, struct text_view heading)
{
    report_html_add(to, "<option value=\"");
    buf_add_int(to->out, (int64_t)value);
    report_html_add(to, "\">");
    report_html_text(to->out, label);
    if (heading.len > 0) buf_add_char(to->out, ' ');
    report_html_text(to->out, heading);
    report_html_add(to, "</option>");
}

static void open_choice(struct html *to, const char *name, const char *label, bool with_all)
{
    report_html_add(to, "<label>");
    report_html_text(to->out, text_view_of(label));
    report_html_add(to, "<select name=\"");
    report_html_add(to, name);
    report_html_add(to, "\">");
    if (with_all) option(to, "", text_view_of(report_html_plain(to, HTML_ALL)));
}

static void close_choice(struct html *to)
{
    report_html_add(to, "</select></label>\n");
}

static void ministries(struct html *to)
{
    const struct review_summary *summary = &to->report->summary;
    open_choice(to, "m", report_plain(to->language, REPORT_TABLE_MINISTRY), true);
    for (size_t i = 0; i < summary->count; i++) {
        size_t number = 0;
        if (report_html_ministry(to, summary->rows[i].ministry, &number) != STATUS_OK)
            to->out->status = STATUS_NO_MEMORY;
        numbered(to, number, report_ministry_name(summary->rows[i].ministry, to->language), (struct text_view){"", 0});
    }
    close_choice(to);
}

static void clauses(struct html *to)
{
    const struct review_matrix *matrix = &to->report->matrix;
    open_choice(to, "c", report_plain(to->language, REPORT_TABLE_CLAUSE), true);
    for (size_t i = 0; i < matrix->line_count; i++)
        if (matrix->lines[i].total.claims > 0) numbered(to, i, matrix->lines[i].label, matrix->lines[i].heading);
    if (matrix->sums.outside.claims > 0)
        option(to, "x", text_view_of(report_plain(to->language, REPORT_TABLE_OUTSIDE)));
    close_choice(to);
}

static void verdicts(struct html *to)
{
    static const enum eval_request_verdict order[EVAL_REQUESTS] = {EVAL_REQUEST_FAIL, EVAL_REQUEST_EXPLAIN,
                                                                   EVAL_REQUEST_UNKNOWN, EVAL_REQUEST_PASS};
    open_choice(to, "v", report_html_plain(to, HTML_FILTER_VERDICT), true);
    for (size_t i = 0; i < EVAL_REQUESTS; i++)
        option(to, eval_request_name(order[i]), text_view_of(report_request_word(order[i], to->language)));
    close_choice(to);
}

static void severities(struct html *to)
{
    open_choice(to, "s", report_html_plain(to, HTML_FILTER_SEVERITY), true);
    option(to, "e", text_view_of(report_severity_word(RULE_ERROR, to->language)));
    option(to, "q", text_view_of(report_severity_word(RULE_WARNING, to->language)));
    option(to, "n", text_view_of(report_severity_word(RULE_NOTE, to->language)));
    option(to, "w", text_view_of(report_html_plain(to, HTML_SEVERITY_WAIVED)));
    option(to, "-", text_view_of(report_html_plain(to, HTML_SEVERITY_NONE)));
    close_choice(to);
}

static void orders(struct html *to)
{
    open_choice(to, "o", report_html_plain(to, HTML_ORDER), false);
    if (!to->hides_yen) {
        option(to, "", text_view_of(report_html_plain(to, HTML_ORDER_UNJUSTIFIED)));
        option(to, "yen", text_view_of(report_html_plain(to, HTML_ORDER_YEN)));
    }
    option(to, "verdict", text_view_of(report_html_plain(to, HTML_ORDER_VERDICT)));
    option(to, to->hides_yen ? "" : "file", text_view_of(report_html_plain(to, HTML_ORDER_FILE)));
    close_choice(to);
}

static void button(struct html *to, const char *type, const char *name, enum html_word word)
{
    report_html_add(to, "<button type=\"");
    report_html_add(to, type);
    report_html_add(to, "\" name=\"");
    report_html_add(to, name);
    report_html_add(to, "\">");
    report_html_say(to, word);
    report_html_add(to, "</button>\n");
}

/* The words that the script fills numbers in. */
static void live_region(struct html *to)
{
    report_html_add(to, "<p id=\"shown\" role=\"status\" data-shown=\"");
    report_html_say_value(to, HTML_SHOWN);
    if (!to->hides_yen) {
        report_html_add(to, "\" data-yen=\"");
        report_html_say_value(to, HTML_SHOWN_YEN);
    }
    report_html_add(to, "\" data-request=\"");
    report_html_say_value(to, HTML_LINK_REQUEST);
    report_html_add(to, "\" data-finding=\"");
    report_html_say_value(to, HTML_LINK_FINDING);
    report_html_add(to, "\" data-none=\"");
    report_html_say_value(to, HTML_NONE_SHOWN);
    report_html_add(to, "\"></p>\n");
}

static void column_heads(struct html *to)
{
    report_html_add(to, "<div class=\"heads\" aria-hidden=\"true\"><span>");
    report_html_say(to, HTML_FILTER_VERDICT);
    report_html_add(to, "</span><span>");
    report_html_say(to, HTML_COLUMN_REQUEST);
    report_html_add(to, "</span><span>");
    report_html_text(to->out, text_view_of(report_plain(to->language, REPORT_TABLE_CLAUSE)));
    report_html_add(to, "</span><span class=\"num\">");
    report_html_say(to, HTML_COLUMN_ASKED);
    report_html_add(to, "</span><span class=\"num\">");
    report_html_say(to, HTML_COLUMN_UNJUSTIFIED);
    report_html_add(to, "</span><span>");
    report_html_say(to, HTML_FILTER_SEVERITY);
    report_html_add(to, "</span></div>\n");
}

void report_html_filters(struct html *to)
{
    report_html_add(to, "<section id=\"list\">");
    report_html_element(to->out, "h2", NULL, text_view_of(report_html_plain(to, HTML_LIST)));
    report_html_add(to, "<form id=\"filters\" aria-label=\"");
    report_html_say_value(to, HTML_FILTERS);
    report_html_add(to, "\" hidden>\n<label class=\"search\">");
    report_html_say(to, HTML_SEARCH);
    report_html_add(to, "<input type=\"search\" name=\"q\" autocomplete=\"off\"></label>\n");
    ministries(to);
    clauses(to);
    verdicts(to);
    severities(to);
    orders(to);
    report_html_add(to, "<div class=\"buttons\">");
    button(to, "reset", "reset", HTML_RESET);
    button(to, "button", "open", HTML_OPEN_ALL);
    button(to, "button", "close", HTML_CLOSE_ALL);
    report_html_add(to, "</div></form>\n");
    live_region(to);
    report_html_element(to->out, "p", "line key", text_view_of(report_html_plain(to, HTML_KEY_MET)));
    if (to->card_count > 0) column_heads(to);
    else report_html_element(to->out, "p", "none", text_view_of(report_html_plain(to, HTML_NO_REQUESTS)));
    report_html_add(to, "<div id=\"cards\">\n");
}
