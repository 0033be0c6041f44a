#include "report/explain.h"

#include "report/describe.h"
#include "report/wording.h"
#include "text/printable.h"

static const struct text_view none = {"", 0};

struct explainer {
    struct buf *out;
    enum text_language language;
    const struct eval_result *result;
};

static void add_outcome(const struct explainer *to, const struct eval_step *step)
{
    struct text_view text = text_span_view(step->first.span);
    bool leaf = step->predicate->op == RULE_OP_CONCEPT;
    if (step->truth == EVAL_UNKNOWN) buf_add_string(to->out, report_plain(to->language, REPORT_EXPLAIN_UNKNOWN));
    else if (step->truth == EVAL_TRUE && leaf && text.len > 0)
        report_phrase(to->out, to->language, REPORT_EXPLAIN_FOUND, text, none, none);
    else if (step->truth == EVAL_TRUE) buf_add_string(to->out, report_plain(to->language, REPORT_EXPLAIN_HOLDS));
    else if (step->guard != EVAL_GUARD_NONE && leaf)
        report_phrase(to->out, to->language, REPORT_EXPLAIN_GUARDED, text,
                      text_view_of(report_guard_word(step->guard, to->language)), none);
    else buf_add_string(to->out, report_plain(to->language, leaf ? REPORT_EXPLAIN_MISSING : REPORT_EXPLAIN_FAILS));
}

static void add_criterion(const struct explainer *to, const struct eval_criterion *criterion)
{
    buf_add_string(to->out, "    [");
    text_print(to->out, criterion->rule->id);
    buf_add_string(to->out, "] ");
    text_print(to->out, criterion->rule->asks.in[to->language]);
    buf_add_string(to->out, " -> ");
    buf_add_string(to->out, report_state_word(criterion->state, to->language));
    if (criterion->guard != EVAL_GUARD_NONE) {
        buf_add_string(to->out, ": ");
        buf_add_string(to->out, report_guard_word(criterion->guard, to->language));
    }
    buf_add_char(to->out, '\n');
    for (size_t i = 0; i < criterion->step_count; i++) {
        buf_add_repeat(to->out, ' ', 8 + 2 * (size_t)criterion->steps[i].depth);
        report_predicate(to->out, to->language, to->result->rules, criterion->steps[i].predicate);
        buf_add_string(to->out, ": ");
        add_outcome(to, &criterion->steps[i]);
        buf_add_char(to->out, '\n');
    }
}

static void add_claim(const struct explainer *to, const struct eval_claim *claim)
{
    const struct rule_clause *clause = claim->clause == RULE_NONE ? NULL : &to->result->rules->clauses[claim->clause];
    buf_add_string(to->out, "  ");
    report_phrase(to->out, to->language, REPORT_EXPLAIN_CLAIM, clause ? clause->label : claim->doc->area.value,
                  clause ? clause->heading.in[to->language] : none,
                  text_view_of(report_claim_word(claim->verdict, to->language)));
    buf_add_char(to->out, '\n');
    if (claim->verdict == EVAL_CLAIM_UNJUSTIFIED) {
        buf_add_string(to->out, "    ");
        report_claim_reason(to->out, to->language, to->result, claim);
        buf_add_char(to->out, '\n');
    }
    for (size_t i = 0; i < claim->criterion_count; i++)
        add_criterion(to, &claim->criteria[i]);
}

static void add_request(const struct explainer *to, const struct eval_request *request)
{
    report_phrase(to->out, to->language, REPORT_EXPLAIN_REQUEST, request->doc->id.value, request->doc->title.value,
                  text_view_of(report_request_word(request->verdict, to->language)));
    buf_add_char(to->out, '\n');
    for (size_t i = 0; i < request->claim_count; i++)
        add_claim(to, &request->claims[i]);
    if (request->criterion_count > 0) {
        buf_add_string(to->out, "  ");
        buf_add_string(to->out, report_plain(to->language, REPORT_EXPLAIN_DEMANDS));
        buf_add_char(to->out, '\n');
    }
    for (size_t i = 0; i < request->criterion_count; i++)
        add_criterion(to, &request->criteria[i]);
    buf_add_char(to->out, '\n');
}

void report_explain(struct buf *out, const struct report_settings *settings, const struct report_document *document)
{
    struct explainer to = {out, settings->language, document->result};
    for (size_t i = 0; i < document->result->request_count; i++)
        add_request(&to, &document->result->requests[i]);
}
