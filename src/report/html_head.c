/* The top of the page: what was checked and by which guideline, what has to be acted on, and that a pass is no
 * approval. */
#include "report/html_part.h"

#include "report/html_page.h"
#include "report/printed.h"
#include "report/table.h"

static const struct text_view none = {"", 0};

/* Nothing is loaded from anywhere; the page's own style and script are known by their hashes. */
static void policy(struct html *to)
{
    report_html_add(to, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '");
    report_html_add(to, report_html_style.hash);
    report_html_add(to, "'; script-src '");
    report_html_add(to, report_html_script.hash);
    report_html_add(to, "'; base-uri 'none'; form-action 'none'\">\n");
}

static void contents(struct html *to)
{
    static const struct {
        const char *name;
        enum html_word title;
    } parts[] = {{"matrix", HTML_MATRIX}, {"charts", HTML_CHARTS}, {"list", HTML_LIST},   {"files", HTML_ON_FILES},
                 {"set", HTML_SET},       {"unread", HTML_UNREAD}, {"rules", HTML_RULES}, {"run", HTML_RUN}};
    const bool there[] = {true, true, true, to->on_files.len > 0, to->set_count > 0, to->report->error_count > 0,
                          true, true};
    report_html_add(to, "<nav aria-label=\"");
    report_html_say_value(to, HTML_CONTENTS);
    report_html_add(to, "\">");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!there[i]) continue;
        report_html_add(to, "<a href=\"#");
        report_html_add(to, parts[i].name);
        report_html_add(to, "\">");
        report_html_say(to, parts[i].title);
        report_html_add(to, "</a> ");
    }
    report_html_add(to, "</nav>\n");
}

static void pair(struct html *to, enum html_word label, struct text_view value)
{
    report_html_add(to, "<span>");
    report_html_say(to, label);
    buf_add_char(to->out, ' ');
    report_html_element(to->out, "b", NULL, value);
    report_html_add(to, "</span> ");
}

static void guideline(struct html *to, const struct review_pack *pack)
{
    report_html_add(to, "<p class=\"guideline\"><span class=\"name\">");
    report_html_text(to->out, pack->title);
    report_html_add(to, "</span> ");
    if (pack->decided.len > 0) pair(to, HTML_DECIDED, pack->decided);
    report_html_add(to, "<span>");
    report_html_say(to, HTML_PACK);
    buf_add_char(to->out, ' ');
    report_html_element(to->out, "b", NULL, pack->id);
    buf_add_char(to->out, ' ');
    report_html_text(to->out, pack->version);
    report_html_add(to, "</span> ");
    pair(to, HTML_HASH, pack->sha256.len >= 12 ? text_view_part(pack->sha256, 0, 12) : pack->sha256);
    report_html_add(to, "</p>\n");
}

void report_html_head(struct html *to)
{
    const struct report_run *run = to->report->run;
    report_html_add(to, to->language == TEXT_JA ? "<!DOCTYPE html>\n<html lang=\"ja\">\n"
                                                : "<!DOCTYPE html>\n<html lang=\"en\">\n");
    report_html_add(to, "<head>\n<meta charset=\"utf-8\">\n");
    policy(to);
    report_html_add(
        to, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n");
    report_html_element(to->out, "title", NULL, text_view_of(report_html_plain(to, HTML_TITLE)));
    report_html_add(to, "\n<style>");
    buf_add(to->out, report_html_style.bytes, report_html_style.len);
    report_html_add(to, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#list\">");
    report_html_say(to, HTML_SKIP);
    report_html_add(to, "</a>\n<header>\n");
    report_html_element(to->out, "h1", NULL, text_view_of(report_html_plain(to, HTML_TITLE)));
    for (size_t i = 0; i < run->pack_count; i++)
        guideline(to, &run->packs[i]);
    contents(to);
    report_html_add(to, "</header>\n");
}

/* ---- figures */

struct tile {
    const char *class_name;
    const char *filter; /* what the script links it to */
    size_t requests;
    int64_t yen;
};

static void open_tile(struct html *to, const struct tile *tile)
{
    report_html_add(to, "<li class=\"tile ");
    report_html_add(to, tile->class_name);
    report_html_add(to, "\" data-f=\"");
    report_html_add(to, tile->filter);
    report_html_add(to, "\"><span class=\"name\">");
}

static void close_tile(struct html *to, const struct tile *tile)
{
    report_html_add(to, "</span><b class=\"big\">");
    report_html_millions(to, tile->yen);
    if (!to->hides_yen) report_html_element(to->out, "small", NULL, text_view_of(report_html_plain(to, HTML_MILLIONS)));
    report_html_add(to, "</b><span class=\"count\">");
    report_html_say_number(to, HTML_REQUESTS, tile->requests);
    report_html_add(to, "</span></li>\n");
}

static void verdict_tile(struct html *to, enum eval_request_verdict verdict, const char *class_name)
{
    const struct review_sums *sums = &to->report->matrix.sums;
    char filter[32] = "v=";
    struct tile tile = {class_name, filter, sums->by_verdict[verdict], sums->yen_by_verdict[verdict]};
    const char *name = eval_request_name(verdict);
    for (size_t i = 0; name[i] && i + 3 < sizeof filter; i++)
        filter[i + 2] = name[i];
    open_tile(to, &tile);
    report_html_request_chip(to, verdict);
    close_tile(to, &tile);
}

static void tiles(struct html *to)
{
    const struct review_sums *sums = &to->report->matrix.sums;
    const struct tile unjustified = {to->unjustified_requests > 0 ? "bad" : "calm", "u=1", to->unjustified_requests,
                                     to->unjustified};
    const struct tile all = {"all", "", sums->requests, sums->yen};
    report_html_add(to, "<ul class=\"tiles\">\n");
    open_tile(to, &unjustified);
    report_html_say(to, HTML_UNJUSTIFIED_YEN);
    close_tile(to, &unjustified);
    verdict_tile(to, EVAL_REQUEST_FAIL, sums->by_verdict[EVAL_REQUEST_FAIL] > 0 ? "bad" : "calm");
    verdict_tile(to, EVAL_REQUEST_EXPLAIN, sums->by_verdict[EVAL_REQUEST_EXPLAIN] > 0 ? "ask" : "calm");
    if (sums->by_verdict[EVAL_REQUEST_UNKNOWN] > 0) verdict_tile(to, EVAL_REQUEST_UNKNOWN, "open");
    verdict_tile(to, EVAL_REQUEST_PASS, "calm");
    open_tile(to, &all);
    report_html_say(to, HTML_ALL_REQUESTS);
    close_tile(to, &all);
    report_html_add(to, "</ul>\n");
}

/* Lines that the text report has too, as paragraphs. */
static void lines(struct html *to, const struct buf *text)
{
    struct text_view rest = report_view(text), line;
    while (rest.len > 0) {
        line = text_view_take_line(&rest);
        report_html_element(to->out, "p", "line", text_view_trim(line));
        buf_add_char(to->out, '\n');
    }
}

static void notes(struct html *to, const struct review_totals *totals)
{
    const struct report_run *run = to->report->run;
    struct buf text;
    buf_init(&text);
    report_counts(&text, to->language, totals);
    report_left_out(&text, to->settings, &to->report->matrix.sums);
    report_printed_lines(&text, run, &to->report->matrix.sums);
    if (to->set_count > 0) {
        report_number_phrase(&text, to->language, REPORT_SET_APART, (uint32_t)to->set_count);
        buf_add_char(&text, '\n');
    }
    if (run->parts > 1) report_number_phrase(&text, to->language, REPORT_MERGED, (uint32_t)run->parts);
    lines(to, &text);
    report_done(to->out, &text);
}

/* The counts for programs: the same as in every other format. */
static void open_main(struct html *to, const struct review_totals *totals)
{
    report_html_add(to, "<main");
    report_html_number(to->out, "data-files", (int64_t)totals->files);
    report_html_number(to->out, "data-requests", (int64_t)totals->requests);
    report_html_number(to->out, "data-claims", (int64_t)totals->claims);
    report_html_number(to->out, "data-criteria", (int64_t)totals->criteria);
    report_html_number(to->out, "data-errors", (int64_t)totals->findings[RULE_ERROR]);
    report_html_number(to->out, "data-warnings", (int64_t)totals->findings[RULE_WARNING]);
    report_html_number(to->out, "data-notes", (int64_t)totals->findings[RULE_NOTE]);
    report_html_number(to->out, "data-waived", (int64_t)totals->waived);
    report_html_number(to->out, "data-unreadable", (int64_t)totals->errors);
    report_html_number(to->out, "data-skipped", (int64_t)totals->skipped);
    if (!to->hides_yen) report_html_number(to->out, "data-yen", to->report->matrix.sums.yen);
    report_html_add(to, ">\n");
}

void report_html_summary(struct html *to, const struct review_totals *totals)
{
    open_main(to, totals);
    report_html_add(to, "<section id=\"top\">");
    report_html_element(to->out, "h2", "sr", text_view_of(report_html_plain(to, HTML_ACT)));
    tiles(to);
    report_html_add(to, "<p class=\"approval\">");
    report_phrase(to->out, to->language, REPORT_NO_APPROVAL, none, none, none);
    report_html_add(to, "</p>\n");
    notes(to, totals);
    report_html_add(to, "</section>\n");
}
