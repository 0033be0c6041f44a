/* Words and figures of the HTML report. A verdict is told by a sign and a word, so that colour is never needed. */
#include "report/html_part.h"
#include "report/money.h"

static const struct text_view none = {"", 0};

static const char *const words[HTML_WORDS][TEXT_LANGUAGES] = {
#define HTML(code, ja, en) {ja, en},
#include "report/html.def"
#undef HTML
};

const char *report_html_plain(const struct html *to, enum html_word word)
{
    return words[word][to->language];
}

void report_html_add(struct html *to, const char *markup)
{
    buf_add_string(to->out, markup);
}

void report_html_say_with(struct html *to, enum html_word word, struct text_view a, struct text_view b,
                          struct text_view c)
{
    const struct text_view arguments[] = {a, b, c};
    for (const char *at = report_html_plain(to, word); *at; at++) {
        if (at[0] == '{' && at[1] >= '0' && at[1] <= '2' && at[2] == '}') {
            report_html_text(to->out, arguments[at[1] - '0']);
            at += 2;
        } else {
            buf_add_char(to->out, *at);
        }
    }
}

void report_html_say(struct html *to, enum html_word word)
{
    report_html_say_with(to, word, none, none, none);
}

void report_html_say_value(struct html *to, enum html_word word)
{
    report_html_value(to->out, text_view_of(report_html_plain(to, word)));
}

void report_html_say_number(struct html *to, enum html_word word, size_t number)
{
    struct buf digits;
    buf_init(&digits);
    buf_add_grouped(&digits, (int64_t)number);
    report_html_say_with(to, word, report_view(&digits), none, none);
    report_done(to->out, &digits);
}

void report_html_count(struct html *to, size_t count)
{
    buf_add_grouped(to->out, (int64_t)count);
}

void report_html_millions(struct html *to, int64_t yen)
{
    report_millions(to->out, to->settings, yen);
}

void report_html_yen(struct html *to, int64_t yen)
{
    report_yen(to->out, to->settings, yen);
    if (!to->hides_yen) report_html_say(to, HTML_YEN);
}

static enum report_phrase kind_phrase(const struct review_amount *amount)
{
    static const enum report_phrase phrases[REVIEW_AMOUNT_KINDS] = {
        [DOC_AMOUNT_ABSENT] = REPORT_KIND_ABSENT,       [DOC_AMOUNT_WRONG] = REPORT_KIND_WRONG,
        [DOC_AMOUNT_NONE] = REPORT_KIND_NONE,           [DOC_AMOUNT_ITEM_ONLY] = REPORT_KIND_ITEM_ONLY,
        [DOC_AMOUNT_ELSEWHERE] = REPORT_KIND_ELSEWHERE, [DOC_AMOUNT_PART_OF] = REPORT_KIND_PART_OF};
    return phrases[amount->kind];
}

void report_html_amount(struct html *to, const struct review_amount *amount, bool exact)
{
    bool figure = amount->kind == DOC_AMOUNT_FIGURE || amount->kind == DOC_AMOUNT_PART_OF;
    if (figure && exact) report_html_yen(to, amount->yen);
    else if (figure) report_html_millions(to, amount->yen);
    if (amount->kind != DOC_AMOUNT_FIGURE)
        report_html_element(to->out, "small", "kind", text_view_of(report_plain(to->language, kind_phrase(amount))));
    if (amount->relisted)
        report_html_element(to->out, "small", "kind", text_view_of(report_plain(to->language, REPORT_KIND_RELISTED)));
}

/* The style puts the verdict's sign before the word. */
static void chip(struct html *to, const char *name, const char *word)
{
    report_html_add(to, "<span class=\"chip v-");
    report_html_add(to, name);
    report_html_add(to, "\">");
    report_html_text(to->out, text_view_of(word));
    report_html_add(to, "</span> ");
}

void report_html_request_chip(struct html *to, enum eval_request_verdict verdict)
{
    chip(to, eval_request_name(verdict), report_request_word(verdict, to->language));
}

void report_html_claim_chip(struct html *to, enum eval_claim_verdict verdict)
{
    chip(to, eval_claim_name(verdict), report_claim_word(verdict, to->language));
}

void report_html_severity_chip(struct html *to, enum rule_severity severity)
{
    chip(to, report_severity_name(severity), report_severity_word(severity, to->language));
}
