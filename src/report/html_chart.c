/* Where the yen are: bars drawn as SVG in tables that say the same in figures. Each kind of yen has a colour and a
 * pattern. */
#include "report/html_part.h"

#include "eval/check.h"
#include "report/money.h"

#define WIDTH       1000 /* of the longest bar: tenths of a per cent */
#define MOST_PIECES 6

/* A piece of a bar: its look is that of a verdict's class. */
struct piece {
    const char *class_name;
    const char *word;
    int64_t yen;
};

struct bar {
    struct text_view label, heading;
    const char *key; /* data attribute of the row: what the script links it to */
    struct piece pieces[MOST_PIECES];
    size_t piece_count, count;
    int64_t yen, bad;
};

struct chart {
    const char *class_name;
    enum html_word title;
    enum report_phrase bad; /* what is shown beside the sum, */
    bool with_bad;          /* if anything is */
    enum report_phrase counted;
    int64_t most;
};

static int64_t scaled(int64_t yen, int64_t most)
{
    return yen > 0 ? yen / (most / WIDTH + 1) : 0;
}

/* "根拠あり 120、根拠不足 30": what the picture shows, for those who do not see it. */
static void alternative(struct html *to, const struct bar *bar)
{
    size_t shown = 0;
    for (size_t i = 0; i < bar->piece_count; i++) {
        if (bar->pieces[i].yen <= 0) continue;
        if (shown++ > 0) report_html_add(to, ", ");
        report_html_value(to->out, text_view_of(bar->pieces[i].word));
        buf_add_char(to->out, ' ');
        report_html_millions(to, bar->pieces[i].yen);
    }
}

/* name="12.3%", of tenths of a per cent, with a blank before. */
static void per_cent(struct html *to, const char *name, int64_t tenths)
{
    buf_add_char(to->out, ' ');
    report_html_add(to, name);
    report_html_add(to, "=\"");
    buf_add_int(to->out, tenths / 10);
    buf_add_char(to->out, '.');
    buf_add_int(to->out, tenths % 10);
    report_html_add(to, "%\"");
}

static void drawing(struct html *to, const struct bar *bar, int64_t most)
{
    int64_t x = 0;
    report_html_add(to, "<svg role=\"img\" aria-label=\"");
    alternative(to, bar);
    report_html_add(to, "\">");
    for (size_t i = 0; i < bar->piece_count; i++) {
        int64_t width = scaled(bar->pieces[i].yen, most);
        if (width <= 0) continue;
        report_html_add(to, "<rect class=\"b-");
        report_html_add(to, bar->pieces[i].class_name);
        report_html_add(to, "\"");
        per_cent(to, "x", x);
        per_cent(to, "width", width);
        report_html_add(to, " height=\"100%\"/>");
        x += width;
    }
    report_html_add(to, "</svg>");
}

static void row(struct html *to, const struct chart *chart, const struct bar *bar)
{
    report_html_add(to, "<tr");
    report_html_add(to, bar->key ? bar->key : "");
    report_html_add(to, "><th scope=\"row\"><b>");
    report_html_text(to->out, bar->label);
    report_html_add(to, "</b> ");
    report_html_text(to->out, bar->heading);
    report_html_add(to, "</th><td class=\"bar\">");
    if (!to->hides_yen && chart->most > 0 && bar->yen > 0) drawing(to, bar, chart->most);
    report_html_add(to, "</td><td class=\"num\">");
    report_html_millions(to, bar->yen);
    report_html_add(to, "</td>");
    if (chart->with_bad) {
        report_html_add(to, bar->bad > 0 && !to->hides_yen ? "<td class=\"num bad\">" : "<td class=\"num zero\">");
        report_html_millions(to, bar->bad);
        report_html_add(to, "</td>");
    }
    report_html_add(to, "<td class=\"num count\">");
    report_html_count(to, bar->count);
    report_html_add(to, "</td></tr>\n");
}

static void head(struct html *to, enum report_phrase word)
{
    report_html_add(to, "<th scope=\"col\">");
    report_html_text(to->out, text_view_of(report_plain(to->language, word)));
    report_html_add(to, "</th>");
}

static void open_chart(struct html *to, const struct chart *chart)
{
    report_html_add(to, "<table class=\"chart ");
    report_html_add(to, chart->class_name);
    report_html_add(to, "\"><caption>");
    report_html_say(to, chart->title);
    report_html_add(to, "</caption><thead><tr><td></td><td></td><th scope=\"col\">");
    report_html_say(to, HTML_COLUMN_ASKED);
    report_html_add(to, "<br><small>");
    report_html_say(to, HTML_MILLIONS);
    report_html_add(to, "</small></th>");
    if (chart->with_bad) head(to, chart->bad);
    head(to, chart->counted);
    report_html_add(to, "</tr></thead><tbody>\n");
}

static void close_chart(struct html *to)
{
    report_html_add(to, "</tbody></table>\n");
}

/* "data-x=…" of a row, as text; the next row's takes its place, so a failure is kept with what is written. */
static const char *key_of(struct html *to, struct buf *key, const char *name, int64_t number)
{
    buf_reset(key);
    report_html_number(key, name, number);
    if (buf_status(key) == STATUS_OK) return key->bytes;
    to->out->status = STATUS_NO_MEMORY;
    return NULL;
}

/* ---- by clause */

static struct bar clause_bar(const struct html *to, const struct review_cell *cell)
{
    static const enum eval_claim_verdict order[EVAL_CLAIMS] = {EVAL_CLAIM_UNJUSTIFIED, EVAL_CLAIM_INVALID,
                                                               EVAL_CLAIM_UNKNOWN, EVAL_CLAIM_PARTIAL,
                                                               EVAL_CLAIM_JUSTIFIED};
    struct bar bar = {.count = cell->claims,
                      .yen = cell->yen,
                      .bad = cell->yen_by_claim[EVAL_CLAIM_UNJUSTIFIED],
                      .piece_count = EVAL_CLAIMS};
    for (size_t i = 0; i < EVAL_CLAIMS; i++)
        bar.pieces[i] = (struct piece){eval_claim_name(order[i]), report_claim_word(order[i], to->language),
                                       cell->yen_by_claim[order[i]]};
    return bar;
}

static void by_clause(struct html *to)
{
    const struct review_matrix *matrix = &to->report->matrix;
    struct chart chart = {"by-clause", HTML_BY_CLAUSE,      REPORT_TABLE_YEN_UNJUSTIFIED,
                          true,        REPORT_TABLE_CLAIMS, matrix->sums.outside.yen};
    struct buf key;
    buf_init(&key);
    for (size_t i = 0; i < matrix->line_count; i++)
        if (matrix->lines[i].total.yen > chart.most) chart.most = matrix->lines[i].total.yen;
    open_chart(to, &chart);
    for (size_t i = 0; i < matrix->line_count; i++) {
        struct bar bar = clause_bar(to, &matrix->lines[i].total);
        if (bar.count == 0) continue;
        bar.label = matrix->lines[i].label;
        bar.heading = matrix->lines[i].heading;
        bar.key = key_of(to, &key, "data-c", (int64_t)i);
        row(to, &chart, &bar);
    }
    if (matrix->sums.outside.claims > 0) {
        struct bar bar = clause_bar(to, &matrix->sums.outside);
        bar.label = text_view_of(report_plain(to->language, REPORT_TABLE_OUTSIDE));
        bar.key = " data-c=\"x\"";
        row(to, &chart, &bar);
    }
    close_chart(to);
    report_done(to->out, &key);
}

/* ---- by verdict, by ministry */

static const enum eval_request_verdict request_order[EVAL_REQUESTS] = {EVAL_REQUEST_FAIL, EVAL_REQUEST_EXPLAIN,
                                                                       EVAL_REQUEST_UNKNOWN, EVAL_REQUEST_PASS};

static void by_verdict(struct html *to)
{
    const struct review_sums *sums = &to->report->matrix.sums;
    struct chart chart = {"by-verdict", HTML_BY_VERDICT, REPORT_TABLE_YEN_FAIL, false, REPORT_TABLE_REQUESTS, 0};
    for (size_t i = 0; i < EVAL_REQUESTS; i++)
        if (sums->yen_by_verdict[i] > chart.most) chart.most = sums->yen_by_verdict[i];
    open_chart(to, &chart);
    for (size_t i = 0; i < EVAL_REQUESTS; i++) {
        enum eval_request_verdict verdict = request_order[i];
        const char *word = report_request_word(verdict, to->language);
        struct bar bar = {.label = text_view_of(word),
                          .count = sums->by_verdict[verdict],
                          .yen = sums->yen_by_verdict[verdict],
                          .pieces = {{eval_request_name(verdict), word, sums->yen_by_verdict[verdict]}},
                          .piece_count = 1};
        struct buf key;
        buf_init(&key);
        buf_add_string(&key, " data-v=\"");
        buf_add_string(&key, eval_request_name(verdict));
        buf_add_string(&key, "\"");
        bar.key = key.bytes;
        row(to, &chart, &bar);
        report_done(to->out, &key);
    }
    close_chart(to);
}

static void by_ministry(struct html *to)
{
    const struct review_summary *summary = &to->report->summary;
    struct chart chart = {"by-ministry", HTML_BY_MINISTRY, REPORT_TABLE_YEN_FAIL, true, REPORT_TABLE_REQUESTS, 0};
    struct buf key;
    buf_init(&key);
    for (size_t i = 0; i < summary->count; i++)
        if (summary->rows[i].yen > chart.most) chart.most = summary->rows[i].yen;
    open_chart(to, &chart);
    for (size_t i = 0; i < summary->count; i++) {
        const struct review_row *from = &summary->rows[i];
        size_t ministry = 0;
        struct bar bar = {.label = report_ministry_name(from->ministry, to->language),
                          .count = from->requests,
                          .yen = from->yen,
                          .bad = from->yen_by_verdict[EVAL_REQUEST_FAIL],
                          .piece_count = EVAL_REQUESTS};
        for (size_t v = 0; v < EVAL_REQUESTS; v++)
            bar.pieces[v] =
                (struct piece){eval_request_name(request_order[v]), report_request_word(request_order[v], to->language),
                               from->yen_by_verdict[request_order[v]]};
        if (report_html_ministry(to, from->ministry, &ministry) != STATUS_OK) to->out->status = STATUS_NO_MEMORY;
        bar.key = key_of(to, &key, "data-m", (int64_t)ministry);
        row(to, &chart, &bar);
    }
    close_chart(to);
    report_done(to->out, &key);
}

/* Hatchings, so that the kinds of yen can be told in grey. */
static void patterns(struct html *to)
{
    report_html_add(to,
                    "<svg class=\"patterns\" aria-hidden=\"true\"><defs>"
                    "<pattern id=\"hatch-bad\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
                    "<rect width=\"6\" height=\"6\" class=\"p-bad\"/><path d=\"M0 6L6 0\" class=\"p-line\"/></pattern>"
                    "<pattern id=\"hatch-ask\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
                    "<rect width=\"6\" height=\"6\" class=\"p-ask\"/><path d=\"M3 0V6\" class=\"p-line\"/></pattern>"
                    "</defs></svg>\n");
}

static void legend_item(struct html *to, const char *class_name, const char *word)
{
    report_html_add(
        to, "<span><svg viewBox=\"0 0 24 12\" aria-hidden=\"true\"><rect width=\"24\" height=\"12\" class=\"b-");
    report_html_add(to, class_name);
    report_html_add(to, "\"/></svg>");
    report_html_text(to->out, text_view_of(word));
    report_html_add(to, "</span> ");
}

/* A look stands for a verdict on claims and for the one on requests that answers to it. */
static void legend(struct html *to)
{
    report_html_add(to, "<p class=\"legend\">");
    legend_item(to, "fail", report_claim_word(EVAL_CLAIM_UNJUSTIFIED, to->language));
    legend_item(to, "fail", report_request_word(EVAL_REQUEST_FAIL, to->language));
    legend_item(to, "invalid", report_claim_word(EVAL_CLAIM_INVALID, to->language));
    legend_item(to, "explain", report_claim_word(EVAL_CLAIM_PARTIAL, to->language));
    legend_item(to, "explain", report_request_word(EVAL_REQUEST_EXPLAIN, to->language));
    legend_item(to, "unknown", report_request_word(EVAL_REQUEST_UNKNOWN, to->language));
    legend_item(to, "pass", report_claim_word(EVAL_CLAIM_JUSTIFIED, to->language));
    legend_item(to, "pass", report_request_word(EVAL_REQUEST_PASS, to->language));
    report_html_add(to, "</p>\n");
}

void report_html_charts(struct html *to)
{
    report_html_add(to, "<section id=\"charts\">");
    report_html_element(to->out, "h2", NULL, text_view_of(report_html_plain(to, HTML_CHARTS)));
    patterns(to);
    if (!to->hides_yen) legend(to);
    report_html_add(to, "<div class=\"charts\"><div>\n");
    by_clause(to);
    report_html_add(to, "</div><div>\n");
    by_verdict(to);
    by_ministry(to);
    report_html_add(to, "</div></div></section>\n");
}
