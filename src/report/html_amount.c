/* The amounts of a request: what it asks for beside the year before, and whether its breakdown adds up. */
#include "report/html_part.h"

#include "eval/check.h"

static void label(struct html *to, enum html_word word)
{
    report_html_add(to, "<span>");
    report_html_say(to, word);
    report_html_add(to, " <b>");
}

static void amount(struct html *to, enum html_word word, const struct review_amount *amount)
{
    if (amount->kind == DOC_AMOUNT_ABSENT) return;
    label(to, word);
    report_html_amount(to, amount, true);
    report_html_add(to, "</b> ");
    if (!to->hides_yen) report_html_text(to->out, amount->written);
    report_html_add(to, "</span> ");
}

/* Against the year before, where both are figures. */
static void change(struct html *to, const struct review_request *request)
{
    if (request->amount.kind != DOC_AMOUNT_FIGURE || request->previous.kind != DOC_AMOUNT_FIGURE) return;
    int64_t yen = eval_add_yen(request->amount.yen, -request->previous.yen);
    label(to, HTML_CHANGE);
    if (yen > 0 && !to->hides_yen) buf_add_char(to->out, '+');
    report_html_yen(to, yen);
    report_html_add(to, "</b></span>");
}

static void part_row(struct html *to, const struct review_part *part)
{
    report_html_add(to, "<tr><th scope=\"row\">");
    report_html_text(to->out, part->item);
    report_html_add(to, "</th><td class=\"num\">");
    report_html_amount(to, &part->amount, true);
    report_html_add(to, "</td><td>");
    if (part->partial) report_html_say(to, HTML_PART_HELD);
    report_html_add(to, "</td></tr>");
}

static void add_difference(struct html *to, int64_t difference)
{
    struct buf digits;
    buf_init(&digits);
    if (difference > 0) buf_add_char(&digits, '+');
    buf_add_grouped(&digits, difference);
    report_html_add(to, "<span class=\"off\">");
    report_html_say_with(to, HTML_PARTS_DIFFER, report_view(&digits), (struct text_view){"", 0},
                         (struct text_view){"", 0});
    report_html_add(to, "</span>");
    report_done(to->out, &digits);
}

/* What the rows come to, and how that stands to the amount. */
static void sum_row(struct html *to, const struct review_request *request)
{
    bool whole = false;
    int64_t sum = review_parts_sum(request, &whole);
    report_html_add(to, "<tr class=\"sum\"><th scope=\"row\">");
    report_html_say(to, HTML_PARTS_SUM);
    report_html_add(to, "</th><td class=\"num\">");
    report_html_yen(to, sum);
    report_html_add(to, "</td><td>");
    if (!whole) report_html_say(to, HTML_PARTS_OPEN);
    else if (request->amount.kind != DOC_AMOUNT_FIGURE || to->hides_yen) report_html_add(to, "");
    else if (sum == request->amount.yen) report_html_say(to, HTML_PARTS_AGREE);
    else add_difference(to, eval_add_yen(sum, -request->amount.yen));
    report_html_add(to, "</td></tr>");
}

void report_html_amounts(struct html *to, const struct review_request *request)
{
    report_html_add(to, "<p class=\"amounts\">");
    amount(to, HTML_AMOUNT, &request->amount);
    amount(to, HTML_PREVIOUS, &request->previous);
    change(to, request);
    amount(to, HTML_SUPPLEMENTARY, &request->supplementary);
    amount(to, HTML_SPECIAL, &request->special);
    report_html_add(to, "</p>");
    if (request->part_count == 0) return;
    report_html_add(to, "<table class=\"parts\"><caption>");
    report_html_say(to, HTML_BREAKDOWN);
    report_html_add(to, "</caption>");
    for (size_t i = 0; i < request->part_count; i++)
        part_row(to, &request->parts[i]);
    sum_row(to, request);
    report_html_add(to, "</table>");
}
