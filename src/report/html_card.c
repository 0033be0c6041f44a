/* A request: the line of the list, which opens to its card. What filters and orders go by stands in data attributes as
 * numbers and names of juten's own. */
#include "report/html_part.h"

/* " 3 7 ": the lines of the matrix that it claims, x for claims on none. */
static void clause_keys(struct html *to, const struct review_request *request)
{
    report_html_add(to, " data-c=\"");
    for (size_t i = 0; i < request->claim_count; i++) {
        buf_add_char(to->out, ' ');
        if (request->claims[i].clause == REVIEW_NONE) buf_add_char(to->out, 'x');
        else buf_add_int(to->out, (int64_t)(to->first_line + request->claims[i].clause));
    }
    report_html_add(to, " \"");
}

/* The severities of its open findings, and w when one is waived. */
static void severity_keys(struct html *to, const size_t *by_severity, size_t waived)
{
    static const char *const keys[] = {[RULE_NOTE] = "n", [RULE_WARNING] = "q", [RULE_ERROR] = "e"};
    report_html_add(to, " data-s=\"");
    for (int severity = RULE_ERROR; severity >= RULE_NOTE; severity--)
        if (by_severity[severity] > 0) report_html_add(to, keys[severity]);
    if (waived > 0) buf_add_char(to->out, 'w');
    buf_add_char(to->out, '"');
}

static void open_item(struct html *to, const struct review_request *request, const struct html_findings *findings,
                      size_t number)
{
    size_t by_severity[3] = {0}, waived = 0, ministry = 0;
    for (size_t i = 0; i < findings->count; i++) {
        bool open = review_is_open(findings->items[i]);
        by_severity[findings->items[i]->severity] += open;
        waived += !open;
    }
    if (report_html_ministry(to, to->record->ministry, &ministry) != STATUS_OK) to->out->status = STATUS_NO_MEMORY;
    report_html_add(to, "<li class=\"card v-");
    report_html_add(to, eval_request_name(request->verdict));
    buf_add_char(to->out, '"');
    report_html_number(to->out, "data-n", (int64_t)number);
    report_html_number(to->out, "data-m", (int64_t)ministry);
    report_html_add(to, " data-v=\"");
    report_html_add(to, eval_request_name(request->verdict));
    buf_add_char(to->out, '"');
    clause_keys(to, request);
    severity_keys(to, by_severity, waived);
    if (!to->hides_yen) {
        report_html_number(to->out, "data-a", review_asked(request));
        report_html_number(to->out, "data-u", review_unjustified(request));
    }
    buf_add_char(to->out, '>');
}

static const char *category_word(const struct html *to, enum doc_category category)
{
    static const enum report_phrase words[REVIEW_CATEGORIES] = {[DOC_CATEGORY_NONE] = REPORT_CATEGORY_NONE,
                                                                [DOC_CATEGORY_NEW] = REPORT_CATEGORY_NEW,
                                                                [DOC_CATEGORY_CONTINUING] = REPORT_CATEGORY_CONTINUING,
                                                                [DOC_CATEGORY_EXPANDED] = REPORT_CATEGORY_EXPANDED};
    return report_plain(to->language, words[category]);
}

/* The areas that it claims; the style puts the sign of the verdict before each. */
static void areas(struct html *to, const struct review_request *request)
{
    report_html_add(to, "<span class=\"areas\">");
    for (size_t i = 0; i < request->claim_count; i++) {
        const struct review_claim *claim = &request->claims[i];
        report_html_add(to, "<span class=\"v-");
        report_html_add(to, eval_claim_name(claim->verdict));
        report_html_add(to, "\">");
        report_html_text(to->out, review_area_of(claim));
        report_html_add(to, "<i> ");
        report_html_text(to->out, text_view_of(report_claim_word(claim->verdict, to->language)));
        report_html_add(to, "</i></span> ");
    }
    report_html_add(to, "</span>");
}

static void figures(struct html *to, const struct review_request *request)
{
    int64_t unjustified = review_unjustified(request);
    report_html_add(to, "<span class=\"num\"><i>");
    report_html_say(to, HTML_COLUMN_ASKED);
    report_html_add(to, " </i>");
    report_html_amount(to, &request->amount, false);
    report_html_add(to, unjustified > 0 && !to->hides_yen ? "</span> <span class=\"num bad\"><i>"
                                                          : "</span> <span class=\"num zero\"><i>");
    report_html_say(to, HTML_COLUMN_UNJUSTIFIED);
    report_html_add(to, " </i>");
    report_html_millions(to, unjustified);
    report_html_add(to, "</span> ");
}

static void counts(struct html *to, const struct html_findings *findings)
{
    report_html_add(to, "<span class=\"counts\">");
    for (int severity = RULE_ERROR; severity >= RULE_NOTE; severity--) {
        size_t count = 0;
        for (size_t i = 0; i < findings->count; i++)
            count += review_is_open(findings->items[i]) && (int)findings->items[i]->severity == severity;
        if (count == 0) continue;
        report_html_add(to, "<span class=\"s-");
        report_html_add(to, report_severity_name((enum rule_severity)severity));
        report_html_add(to, "\">");
        report_html_text(to->out, text_view_of(report_severity_word((enum rule_severity)severity, to->language)));
        buf_add_char(to->out, ' ');
        report_html_count(to, count);
        report_html_add(to, "</span> ");
    }
    report_html_add(to, "</span>");
}

static void summary_line(struct html *to, const struct review_request *request, const struct html_findings *findings)
{
    report_html_add(to, "<summary>");
    report_html_request_chip(to, request->verdict);
    report_html_add(to, "<h3>");
    report_html_text(to->out, request->title);
    report_html_add(to, " <small>");
    report_html_text(to->out, request->id);
    report_html_add(to, " &ensp;");
    report_html_text(to->out, report_ministry_name(to->record->ministry, to->language));
    report_html_add(to, " &ensp;");
    report_html_text(to->out, text_view_of(category_word(to, request->category)));
    report_html_add(to, "</small></h3>");
    areas(to, request);
    figures(to, request);
    counts(to, findings);
    report_html_add(to, "</summary>");
}

/* Findings on the request itself; those on a claim stand with it. */
static enum status own_findings(struct html *to, const struct review_request *request,
                                const struct html_findings *findings)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < findings->count && status == STATUS_OK; i++)
        if (report_index_claim(request, findings->items[i]) == REVIEW_NONE)
            status = report_html_finding(to, findings->items[i], HTML_AT_REQUEST);
    return status;
}

static void demands(struct html *to, const struct review_request *request)
{
    size_t asked = 0;
    for (size_t i = 0; i < request->criterion_count; i++)
        asked += request->criteria[i].state != EVAL_STATE_NOT_APPLICABLE;
    if (asked == 0) return;
    report_html_element(to->out, "h4", NULL, text_view_of(report_html_plain(to, HTML_DEMANDS)));
    report_html_checklist(to, request->criteria, request->criterion_count, false);
}

static bool field_word(enum doc_field field, enum html_word *out_word)
{
    static const struct {
        enum doc_field field;
        enum html_word word;
    } words[] = {{DOC_FIELD_SUMMARY, HTML_FIELD_SUMMARY}, {DOC_FIELD_CIO_COORDINATION, HTML_FIELD_COORDINATION},
                 {DOC_FIELD_OUTCOME, HTML_FIELD_OUTCOME}, {DOC_FIELD_OFFSET, HTML_FIELD_OFFSET},
                 {DOC_FIELD_OFFICE, HTML_FIELD_OFFICE},   {DOC_FIELD_NOTE, HTML_FIELD_NOTE}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].field == field) {
            *out_word = words[i].word;
            return true;
        }
    return false;
}

static void texts(struct html *to, const struct review_request *request)
{
    for (size_t i = 0; i < request->text_count; i++) {
        enum html_word word;
        if (request->texts[i].claim != REVIEW_NONE || !field_word(request->texts[i].field, &word)) continue;
        report_html_add(to, "<p class=\"text\"><b>");
        report_html_say(to, word);
        report_html_add(to, "</b> ");
        report_html_marked(to, request, i);
        report_html_add(to, "</p>");
    }
}

static void suggestions(struct html *to, const struct review_request *request)
{
    if (request->suggestion_count == 0) return;
    report_html_add(to, "<p class=\"rest\">");
    report_html_say(to, HTML_SUGGESTED);
    buf_add_char(to->out, ':');
    for (size_t i = 0; i < request->suggestion_count; i++) {
        buf_add_char(to->out, ' ');
        report_html_text(to->out, request->suggestions[i]);
    }
    report_html_add(to, "</p>");
}

enum status report_html_card(struct html *to, const struct review_request *request,
                             const struct html_findings *findings, size_t number)
{
    char name[HTML_ANCHOR];
    const struct text_view key[] = {to->record->path, request->id};
    enum status status = report_html_anchor(to, 'r', key, 2, name);
    if (status == STATUS_OK) status = report_html_hits_take(to, request);
    if (status != STATUS_OK) return status;
    open_item(to, request, findings, number);
    report_html_add(to, "<details>");
    summary_line(to, request, findings);
    report_html_add(to, "<div class=\"body\" id=\"");
    report_html_add(to, name);
    report_html_add(to, "\">");
    report_html_amounts(to, request);
    texts(to, request);
    status = own_findings(to, request, findings);
    demands(to, request);
    if (status == STATUS_OK) status = report_html_claims(to, request, findings);
    suggestions(to, request);
    report_html_element(to->out, "p", "foot", to->record->path);
    report_html_add(to, "</div></details></li>\n");
    return status;
}
