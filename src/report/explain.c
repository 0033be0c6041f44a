/* For whoever has to agree or disagree with a verdict: why it is so, then each point that was asked. */
#include "report/explain.h"

#include "eval/claim.h"
#include "report/excerpt.h"
#include "report/explain_point.h"
#include "text/printable.h"

static const struct text_view none = {"", 0};

/* ---- claims */

struct tally {
    uint32_t any, met; /* criteria of which one suffices; those of them that are met */
    bool unknown;
};

static struct tally tally_of(const struct eval_claim *claim)
{
    struct tally tally = {0};
    for (size_t i = 0; i < claim->criterion_count; i++) {
        const struct eval_criterion *it = &claim->criteria[i];
        if (!eval_claim_concerns(claim, it->rule)) continue;
        bool any = it->rule->mode == RULE_MODE_ANY && it->state != EVAL_STATE_NOT_APPLICABLE;
        tally.any += any;
        tally.met += any && it->state == EVAL_STATE_MET;
        tally.unknown |= it->state == EVAL_STATE_UNKNOWN;
    }
    return tally;
}

static void add_numbers(const struct report_explainer *to, enum report_phrase phrase, uint32_t first, uint32_t second)
{
    struct buf a, b;
    buf_init(&a);
    buf_init(&b);
    buf_add_int(&a, first);
    buf_add_int(&b, second);
    report_phrase(to->voice.out, to->voice.language, phrase, report_view(&a), report_view(&b), none);
    report_done(to->voice.out, &a);
    report_done(to->voice.out, &b);
}

static void add_partial(const struct report_explainer *to, const struct eval_claim *claim)
{
    struct buf ids;
    buf_init(&ids);
    for (size_t i = 0; i < claim->criterion_count; i++) {
        const struct eval_criterion *it = &claim->criteria[i];
        bool missing = it->state == EVAL_STATE_UNMET || it->state == EVAL_STATE_GUARDED;
        if (!missing || it->rule->mode != RULE_MODE_MUST || !eval_claim_concerns(claim, it->rule)) continue;
        if (ids.len > 0) buf_add_string(&ids, report_plain(to->voice.language, REPORT_LIST_COMMA));
        buf_add(&ids, it->rule->id.at, it->rule->id.len);
    }
    report_phrase(to->voice.out, to->voice.language, REPORT_EXPLAIN_PARTIAL, report_view(&ids), none, none);
    report_done(to->voice.out, &ids);
}

static void add_invalid(const struct report_explainer *to, const struct eval_claim *claim)
{
    if (claim->reason == EVAL_REASON_NOT_OPEN) report_explain_say(to, REPORT_REASON_NOT_OPEN);
    else
        report_explain_say(to, claim->reason == EVAL_REASON_NO_CLAUSE ? REPORT_EXPLAIN_NO_CLAUSE
                                                                      : REPORT_REASON_NOT_CLAIMABLE);
}

/* Why the claim's verdict is what it is: the line of the table of verdicts that fits, in words. */
static void add_verdict(const struct report_explainer *to, const struct eval_claim *claim)
{
    const struct tally tally = tally_of(claim);
    report_explain_indent(to, 4);
    switch (claim->verdict) {
    case EVAL_CLAIM_JUSTIFIED:
        add_numbers(to, REPORT_EXPLAIN_JUSTIFIED, tally.met, tally.any);
        break;
    case EVAL_CLAIM_PARTIAL:
        add_partial(to, claim);
        break;
    case EVAL_CLAIM_UNJUSTIFIED:
        report_number_phrase(to->voice.out, to->voice.language, REPORT_EXPLAIN_UNJUSTIFIED, tally.any);
        report_claim_reason(to->voice.out, to->voice.language, to->result, claim);
        break;
    case EVAL_CLAIM_INVALID:
        add_invalid(to, claim);
        break;
    case EVAL_CLAIM_UNKNOWN:
    case EVAL_CLAIMS:
    default:
        report_explain_say(to, tally.unknown ? REPORT_EXPLAIN_LIMIT : REPORT_EXPLAIN_NOT_COVERED);
        break;
    }
    report_explain_end_line(to);
}

/* 2(2)② ii */
static void add_area(const struct report_explainer *to, const struct eval_claim *claim, struct buf *area)
{
    const struct rule_clause *clause = &to->voice.rules->clauses[claim->clause];
    buf_add(area, clause->label.at, clause->label.len);
    if (claim->item == 0) return;
    buf_add_char(area, ' ');
    buf_add(area, clause->items[claim->item - 1].at, clause->items[claim->item - 1].len);
}

static void add_claim(const struct report_explainer *to, const struct eval_claim *claim)
{
    const struct rule_clause *clause = claim->clause == RULE_NONE ? NULL : &to->voice.rules->clauses[claim->clause];
    const struct text_view verdict = text_view_of(report_claim_word(claim->verdict, to->voice.language));
    struct buf area;
    buf_init(&area);
    report_explain_indent(to, 2);
    if (clause) {
        add_area(to, claim, &area);
        report_phrase(to->voice.out, to->voice.language, REPORT_EXPLAIN_CLAIM, report_view(&area),
                      clause->heading.in[to->voice.language], verdict);
    } else {
        report_phrase(to->voice.out, to->voice.language, REPORT_EXPLAIN_NO_CLAIM, claim->doc->area.value, verdict,
                      none);
    }
    report_explain_end_line(to);
    report_done(to->voice.out, &area);
    add_verdict(to, claim);
    for (size_t i = 0; i < claim->criterion_count; i++)
        report_explain_point(to, &claim->criteria[i], eval_claim_concerns(claim, claim->criteria[i].rule));
}

/* ---- requests */

/* The findings that a request's verdict comes from. */
static bool decides(const struct eval_request *request, const struct eval_finding *finding)
{
    switch (request->verdict) {
    case EVAL_REQUEST_FAIL:
        return finding->severity == RULE_ERROR && !finding->not_judged;
    case EVAL_REQUEST_EXPLAIN:
        return finding->severity == RULE_WARNING;
    case EVAL_REQUEST_UNKNOWN:
        return finding->not_judged;
    case EVAL_REQUEST_PASS:
    case EVAL_REQUESTS:
    default:
        return false;
    }
}

/* The findings of each request, in their order: the first by request, the next by finding; RULE_NONE: none. */
struct chains {
    uint32_t *first, *next;
};

static enum status chain(struct arena *arena, const struct eval_result *result, struct chains *out)
{
    const struct chains chains = {arena_alloc(arena, (result->request_count + 1) * sizeof *chains.first),
                                  arena_alloc(arena, (result->finding_count + 1) * sizeof *chains.next)};
    if (!chains.first || !chains.next) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < result->request_count; i++)
        chains.first[i] = RULE_NONE;
    for (size_t i = result->finding_count; i-- > 0;) {
        const uint32_t request = result->findings[i].request;
        if (request == RULE_NONE) continue;
        chains.next[i] = chains.first[request];
        chains.first[request] = (uint32_t)i;
    }
    *out = chains;
    return STATUS_OK;
}

static void add_deciding(const struct report_explainer *to, const struct chains *chains, size_t index)
{
    const struct eval_request *request = &to->result->requests[index];
    static const enum report_phrase words[EVAL_REQUESTS] = {[EVAL_REQUEST_FAIL] = REPORT_EXPLAIN_BECAUSE_ERROR,
                                                            [EVAL_REQUEST_EXPLAIN] = REPORT_EXPLAIN_BECAUSE_WARNING,
                                                            [EVAL_REQUEST_UNKNOWN] = REPORT_EXPLAIN_BECAUSE_UNKNOWN};
    for (uint32_t i = chains->first[index]; i != RULE_NONE; i = chains->next[i]) {
        const struct eval_finding *finding = &to->result->findings[i];
        if (!decides(request, finding)) continue;
        report_explain_indent(to, 2);
        report_explain_say(to, words[request->verdict]);
        buf_add_string(to->voice.out, ": ");
        report_message(to->voice.out, to->voice.language, to->result, finding);
        buf_add_string(to->voice.out, " [");
        text_print(to->voice.out, finding->rule);
        buf_add_string(to->voice.out, "]\n");
    }
}

static void add_request(const struct report_explainer *to, const struct chains *chains, size_t index)
{
    const struct eval_request *request = &to->result->requests[index];
    const struct report_colors *colors = report_colors(to->settings->color);
    buf_add_string(to->voice.out, colors->bold);
    report_phrase(to->voice.out, to->voice.language, REPORT_EXPLAIN_REQUEST, request->doc->id.value,
                  request->doc->title.value, text_view_of(report_request_word(request->verdict, to->voice.language)));
    buf_add_string(to->voice.out, colors->reset);
    report_explain_end_line(to);
    add_deciding(to, chains, index);
    for (size_t i = 0; i < request->claim_count; i++)
        add_claim(to, &request->claims[i]);
    if (request->criterion_count > 0) {
        report_explain_indent(to, 2);
        report_explain_say(to, REPORT_EXPLAIN_DEMANDS);
        report_explain_end_line(to);
    }
    for (size_t i = 0; i < request->criterion_count; i++)
        report_explain_point(to, &request->criteria[i], true);
    report_explain_end_line(to);
}

enum status report_explain(struct buf *out, const struct report_settings *settings,
                           const struct report_document *document)
{
    const struct report_explainer to = {{out, settings->language, document->result->rules}, settings, document->result};
    struct arena *arena = arena_new();
    struct chains chains;
    enum status status = arena ? chain(arena, document->result, &chains) : STATUS_NO_MEMORY;
    for (size_t i = 0; i < document->result->request_count && status == STATUS_OK; i++)
        add_request(&to, &chains, i);
    arena_free(arena);
    return status == STATUS_OK ? buf_status(out) : status;
}
