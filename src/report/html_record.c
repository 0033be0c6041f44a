/* The foot of the page: each rule once, which the cards link to, and the record of the run, by which two offices can
 * show that they ran the same check. */
#include "report/html_part.h"

/* ---- rules */

static void rule_line(struct html *to, enum html_word label, struct text_view text)
{
    if (text.len == 0) return;
    report_html_add(to, "<div><dt>");
    report_html_say(to, label);
    report_html_add(to, "</dt><dd>");
    report_html_text(to->out, text);
    report_html_add(to, "</dd></div>");
}

static void rule(struct html *to, const struct review_rule *rule, size_t pack, size_t number)
{
    static const enum html_word kinds[] = {[REVIEW_RULE_CLAUSE] = HTML_KIND_CLAUSE,
                                           [REVIEW_RULE_CRITERION] = HTML_KIND_CRITERION,
                                           [REVIEW_RULE_DEMAND] = HTML_KIND_DEMAND,
                                           [REVIEW_RULE_FORM] = HTML_KIND_FORM};
    report_html_add(to, "<li id=\"k");
    buf_add_int(to->out, (int64_t)pack);
    buf_add_char(to->out, '-');
    buf_add_int(to->out, (int64_t)number);
    report_html_add(to, "\"><p class=\"what\">");
    report_html_element(to->out, "b", "rule", rule->id);
    report_html_element(to->out, "span", "kind", text_view_of(report_html_plain(to, kinds[rule->kind])));
    report_html_severity_chip(to, rule->severity);
    if (rule->must) report_html_element(to->out, "span", "must", text_view_of(report_html_plain(to, HTML_ASKED)));
    report_html_add(to, "<span>");
    report_html_text(to->out, rule->area);
    if (rule->item.len > 0) buf_add_char(to->out, ' ');
    report_html_text(to->out, rule->item);
    report_html_add(to, "</span> ");
    report_html_element(to->out, "strong", NULL, rule->title);
    report_html_add(to, "</p><dl class=\"details\">");
    rule_line(to, HTML_HINT, rule->hint);
    rule_line(to, HTML_SOURCE, rule->source);
    rule_line(to, HTML_EXAMPLE, rule->example);
    report_html_add(to, "</dl></li>\n");
}

static void rules_of(struct html *to, size_t number)
{
    const struct review_pack *pack = &to->report->run->packs[number];
    struct buf digits;
    if (pack->rule_count == 0) return;
    buf_init(&digits);
    buf_add_grouped(&digits, (int64_t)pack->rule_count);
    report_html_add(to, "<details class=\"fold\"><summary>");
    report_html_say_with(to, HTML_RULES_OF, pack->id, report_view(&digits), (struct text_view){"", 0});
    report_html_add(to, "</summary><ul class=\"rules\">\n");
    for (size_t i = 0; i < pack->rule_count; i++)
        rule(to, &pack->rules[i], number, i);
    report_html_add(to, "</ul></details>\n");
    report_done(to->out, &digits);
}

void report_html_rules(struct html *to)
{
    report_html_add(to, "<section id=\"rules\">");
    report_html_element(to->out, "h2", NULL, text_view_of(report_html_plain(to, HTML_RULES)));
    for (size_t i = 0; i < to->report->run->pack_count; i++)
        rules_of(to, i);
    report_html_add(to, "</section>\n");
}

/* ---- the run */

static void run_line(struct html *to, enum html_word label, struct text_view text)
{
    report_html_add(to, "<div><dt>");
    report_html_say(to, label);
    report_html_add(to, "</dt><dd><code>");
    report_html_text(to->out, text);
    report_html_add(to, "</code></dd></div>\n");
}

static void pack_line(struct html *to, const struct review_pack *pack)
{
    report_html_add(to, "<div><dt>");
    report_html_say(to, HTML_PACK);
    report_html_add(to, "</dt><dd>");
    report_html_element(to->out, "b", NULL, pack->id);
    buf_add_char(to->out, ' ');
    report_html_text(to->out, pack->version);
    buf_add_char(to->out, ' ');
    report_html_element(to->out, "code", NULL, pack->sha256);
    report_html_add(to, "</dd></div>\n");
}

static void input_row(struct html *to, const struct review_input *input)
{
    static const enum html_word roles[REVIEW_INPUT_ROLES] = {
        [REVIEW_INPUT_CHECKED] = HTML_ROLE_CHECKED, [REVIEW_INPUT_UNREADABLE] = HTML_ROLE_UNREADABLE,
        [REVIEW_INPUT_SKIPPED] = HTML_ROLE_SKIPPED, [REVIEW_INPUT_PREVIOUS] = HTML_ROLE_PREVIOUS,
        [REVIEW_INPUT_COLUMNS] = HTML_ROLE_COLUMNS, [REVIEW_INPUT_WAIVERS] = HTML_ROLE_WAIVERS};
    report_html_add(to, "<tr><th scope=\"row\">");
    report_html_text(to->out, input->path);
    report_html_add(to, "</th><td>");
    report_html_say(to, roles[input->role]);
    report_html_add(to, "</td><td>");
    if (to->settings->redact) report_html_text(to->out, text_view_of(report_plain(to->language, REPORT_HIDDEN)));
    else report_html_element(to->out, "code", NULL, input->sha256);
    report_html_add(to, "</td></tr>\n");
}

static void inputs(struct html *to, const struct review_manifest *manifest)
{
    if (manifest->count == 0) return;
    report_html_add(to, "<details class=\"fold\"><summary>");
    report_html_say_number(to, HTML_INPUTS, manifest->count);
    report_html_add(to, "</summary><table class=\"inputs\"><thead><tr><th scope=\"col\">");
    report_html_say(to, HTML_INPUT_FILE);
    report_html_add(to, "</th><th scope=\"col\">");
    report_html_say(to, HTML_INPUT_ROLE);
    report_html_add(to, "</th><th scope=\"col\">SHA-256</th></tr></thead><tbody>\n");
    for (size_t i = 0; i < manifest->count; i++)
        input_row(to, &manifest->inputs[i]);
    report_html_add(to, "</tbody></table></details>\n");
}

static void only_clauses(struct html *to, const struct review_manifest *manifest)
{
    struct buf labels;
    if (manifest->clause_count == 0) return;
    buf_init(&labels);
    for (size_t i = 0; i < manifest->clause_count; i++) {
        if (i > 0) buf_add_char(&labels, ' ');
        buf_add(&labels, manifest->clauses[i].at, manifest->clauses[i].len);
    }
    run_line(to, HTML_ONLY_CLAUSES, report_view(&labels));
    report_done(to->out, &labels);
}

void report_html_run(struct html *to)
{
    const struct report_run *run = to->report->run;
    struct buf tool;
    buf_init(&tool);
    buf_add_string(&tool, "juten ");
    buf_add_string(&tool, run->version);
    report_html_add(to, "<section id=\"run\">");
    report_html_element(to->out, "h2", NULL, text_view_of(report_html_plain(to, HTML_RUN)));
    report_html_element(to->out, "p", "line", text_view_of(report_html_plain(to, HTML_RUN_WHY)));
    report_html_add(to, "<dl class=\"run\">\n");
    run_line(to, HTML_DIGEST, text_view_of(run->manifest->digest));
    run_line(to, HTML_TOOL, report_view(&tool));
    run_line(to, HTML_AS_OF, text_view_of(run->as_of));
    for (size_t i = 0; i < run->pack_count; i++)
        pack_line(to, &run->packs[i]);
    only_clauses(to, run->manifest);
    report_html_add(to, "</dl>\n");
    inputs(to, run->manifest);
    report_html_add(to, "</section>\n");
    report_done(to->out, &tool);
}
