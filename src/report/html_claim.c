/* The claims of a request: each with its verdict, the justification with the evidence marked, what was found on it, and
 * the checklist of its criteria. What one point justifies needs no other: of a justified claim the other points are
 * named alone, and say more in the list of rules. */
#include "report/html_part.h"

#define QUOTES    4  /* pieces of evidence that a point of the checklist quotes, */
#define LOOKED_AT 16 /* out of the first of them */

static const struct review_rule *rule_of(const struct html *to, const struct review_criterion *criterion)
{
    return review_rule_of(to->record->pack, criterion->id);
}

static bool was_quoted(const struct review_criterion *criterion, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (text_view_equal(criterion->evidence[i].text, criterion->evidence[count].text)) return true;
    return false;
}

static void add_reason(struct buf *words, const struct html *to, const struct review_evidence *evidence)
{
    if (!evidence || evidence->because.len == 0) return;
    buf_add_string(words, report_plain(to->language, REPORT_OPEN));
    buf_add(words, evidence->because.at, evidence->because.len);
    buf_add_string(words, report_plain(to->language, REPORT_CLOSE));
}

/* The first different pieces of evidence; of those that do not count, why, once for several in a row. */
static void quotes(struct html *to, const struct review_criterion *criterion)
{
    static const struct text_view none = {"", 0};
    const struct review_evidence *before = NULL;
    struct buf words;
    buf_init(&words);
    for (size_t i = 0, shown = 0; i < criterion->evidence_count && i < LOOKED_AT && shown < QUOTES; i++) {
        const struct review_evidence *evidence = &criterion->evidence[i];
        if (evidence->text.len == 0 || was_quoted(criterion, i)) continue;
        if (before && !text_view_equal(before->because, evidence->because)) add_reason(&words, to, before);
        if (shown++ > 0) buf_add_string(&words, report_plain(to->language, REPORT_LIST_QUOTED));
        report_phrase(&words, to->language, REPORT_QUOTED, evidence->text, none, none);
        before = evidence;
    }
    add_reason(&words, to, before);
    if (words.len > 0) report_html_element(to->out, "p", NULL, report_view(&words));
    report_done(to->out, &words);
}

static void example(struct html *to, const struct review_rule *rule)
{
    if (rule->example.len == 0) return;
    report_html_add(to, "<p>");
    report_html_say(to, HTML_EXAMPLE);
    report_html_add(to, ": ");
    report_html_text(to->out, rule->example);
    report_html_add(to, "</p>");
}

static void point(struct html *to, const struct review_criterion *criterion)
{
    const struct review_rule *rule = rule_of(to, criterion);
    report_html_add(to, "<li class=\"c-");
    report_html_add(to, eval_state_name(criterion->state));
    report_html_add(to, "\"><b>");
    report_html_text(to->out, text_view_of(report_state_word(criterion->state, to->language)));
    report_html_add(to, "</b> ");
    if (rule) report_html_text(to->out, rule->title);
    buf_add_char(to->out, ' ');
    report_html_rule_link(to, criterion->id);
    if (rule && rule->must) {
        buf_add_char(to->out, ' ');
        report_html_element(to->out, "small", NULL, text_view_of(report_html_plain(to, HTML_ASKED)));
    }
    if (criterion->evidence_count > 0) quotes(to, criterion);
    if (rule && criterion->state != EVAL_STATE_MET) example(to, rule);
    report_html_add(to, "</li>");
}

enum listing { LISTED_FULLY, LISTED_BESIDES, LISTED_NOT_ASKED };

static enum listing listing_of(const struct html *to, const struct review_criterion *criterion, bool justified)
{
    const struct review_rule *rule = rule_of(to, criterion);
    if (criterion->state == EVAL_STATE_NOT_APPLICABLE) return LISTED_NOT_ASKED;
    if (criterion->state == EVAL_STATE_UNMET && justified && !(rule && rule->must)) return LISTED_BESIDES;
    return LISTED_FULLY;
}

/* Points that need no more than their name. */
static void named(struct html *to, const struct review_criterion *criteria, size_t count, bool justified,
                  enum listing listing)
{
    size_t shown = 0;
    for (size_t i = 0; i < count; i++) {
        if (listing_of(to, &criteria[i], justified) != listing) continue;
        if (shown++ == 0) {
            report_html_add(to, "<p class=\"rest\">");
            report_html_say(to, listing == LISTED_BESIDES ? HTML_BESIDES : HTML_NOT_ASKED);
            report_html_add(to, ":");
        }
        buf_add_char(to->out, ' ');
        report_html_rule_link(to, criteria[i].id);
    }
    if (shown > 0) report_html_add(to, "</p>");
}

void report_html_checklist(struct html *to, const struct review_criterion *criteria, size_t count, bool justified)
{
    static const enum eval_state order[] = {EVAL_STATE_MET, EVAL_STATE_GUARDED, EVAL_STATE_UNKNOWN, EVAL_STATE_UNMET};
    size_t shown = 0;
    for (size_t o = 0; o < sizeof order / sizeof *order; o++)
        for (size_t i = 0; i < count; i++) {
            if (criteria[i].state != order[o] || listing_of(to, &criteria[i], justified) != LISTED_FULLY) continue;
            if (shown++ == 0) report_html_add(to, "<ul class=\"check\">");
            point(to, &criteria[i]);
        }
    if (shown > 0) report_html_add(to, "</ul>");
    named(to, criteria, count, justified, LISTED_BESIDES);
    named(to, criteria, count, justified, LISTED_NOT_ASKED);
}

static void claim_head(struct html *to, const struct review_claim *claim)
{
    const struct review_pack *pack = to->record->pack;
    bool known = claim->clause != REVIEW_NONE && claim->clause < pack->clause_count;
    report_html_add(to, "<h4>");
    report_html_claim_chip(to, claim->verdict);
    report_html_text(to->out, review_area_of(claim));
    if (claim->item.len > 0) {
        buf_add_char(to->out, ' ');
        report_html_text(to->out, claim->item);
    }
    buf_add_char(to->out, ' ');
    if (known) report_html_text(to->out, pack->clauses[claim->clause].heading);
    report_html_add(to, "</h4>");
    if (!known) report_html_element(to->out, "p", "why", text_view_of(report_html_plain(to, HTML_NO_CLAUSE)));
    if (claim->amount.kind == DOC_AMOUNT_FIGURE && !to->hides_yen) {
        struct buf digits;
        buf_init(&digits);
        buf_add_grouped(&digits, claim->amount.yen);
        report_html_add(to, "<p class=\"share\">");
        report_html_say_with(to, HTML_SHARE_OF, report_view(&digits), (struct text_view){"", 0},
                             (struct text_view){"", 0});
        report_html_add(to, "</p>");
        report_done(to->out, &digits);
    }
}

static void justification(struct html *to, const struct review_request *request, size_t claim)
{
    bool found = false;
    for (size_t i = 0; i < request->text_count; i++) {
        if (request->texts[i].claim != claim) continue;
        report_html_add(to, "<blockquote>");
        report_html_marked(to, request, i);
        report_html_add(to, "</blockquote>");
        found = true;
    }
    if (!found) report_html_element(to->out, "p", "none", text_view_of(report_html_plain(to, HTML_NO_JUSTIFICATION)));
}

static enum status claim_findings(struct html *to, const struct review_request *request, size_t claim,
                                  const struct html_findings *findings)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < findings->count && status == STATUS_OK; i++)
        if (report_index_claim(request, findings->items[i]) == claim)
            status = report_html_finding(to, findings->items[i], HTML_AT_CLAIM);
    return status;
}

enum status report_html_claims(struct html *to, const struct review_request *request,
                               const struct html_findings *findings)
{
    enum status status = STATUS_OK;
    if (request->claim_count == 0)
        report_html_element(to->out, "p", "none", text_view_of(report_html_plain(to, HTML_NO_CLAIMS)));
    for (size_t i = 0; i < request->claim_count && status == STATUS_OK; i++) {
        const struct review_claim *claim = &request->claims[i];
        report_html_add(to, "<section class=\"claim\">");
        claim_head(to, claim);
        justification(to, request, i);
        status = claim_findings(to, request, i, findings);
        report_html_checklist(to, claim->criteria, claim->criterion_count, claim->verdict == EVAL_CLAIM_JUSTIFIED);
        report_html_add(to, "</section>");
    }
    return status;
}
