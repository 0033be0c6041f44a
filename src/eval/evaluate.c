#include "eval/evaluate.h"
#include "eval/area.h"

#include "eval/claim.h"
#include "eval/finding.h"
#include "eval/form.h"
#include "eval/imprint.h"
#include "eval/suggest.h"

struct evaluation {
    struct eval_context context;
    struct eval_imprint *imprint; /* NULL: none is wanted */
    const struct eval_settings *settings;
    struct eval_findings findings;
    struct arena *scratch; /* of the request that is judged */
    struct eval_result *result;
};

static bool is_wanted(const struct evaluation *run, const struct doc_claim *claim)
{
    return eval_is_wanted(run->context.rules, run->settings, claim);
}

static struct text_span first_span(const struct text_span *spans, size_t count)
{
    size_t i = 0;
    while (i + 1 < count && !spans[i].source)
        i++;
    return spans[i];
}

static struct eval_finding claim_finding(struct evaluation *run, uint32_t request, uint32_t claim)
{
    const struct doc_claim *doc = &run->context.submission->requests[request].claims[claim];
    const struct text_span spans[] = {eval_value_span(&doc->justification), doc->area.span, doc->span};
    return (struct eval_finding){.request = request,
                                 .claim = claim,
                                 .area = eval_area_of(&run->context, doc),
                                 .span = first_span(spans, 3),
                                 .field = DOC_FIELD_JUSTIFICATION,
                                 .text = doc->justification.value};
}

static void find_unstated(struct evaluation *run, struct eval_finding finding, const struct eval_criterion *criterion)
{
    bool must = criterion->rule->mode == RULE_MODE_MUST;
    if (criterion->state != EVAL_STATE_UNMET && criterion->state != EVAL_STATE_GUARDED) return;
    finding.rule = criterion->rule->id;
    finding.severity = must ? RULE_WARNING : RULE_NOTE;
    finding.event = must ? EVAL_EVENT_MUST : EVAL_EVENT_ADVICE;
    finding.criterion = criterion;
    eval_findings_add(&run->findings, finding);
}

static void find_in_claim(struct evaluation *run, const struct eval_claim *claim, uint32_t request, uint32_t index)
{
    struct eval_finding finding = claim_finding(run, request, index);
    if (claim->verdict == EVAL_CLAIM_UNJUSTIFIED) {
        finding.rule = run->context.rules->clauses[claim->clause].id;
        finding.severity = RULE_ERROR;
        finding.event = EVAL_EVENT_UNJUSTIFIED;
        eval_findings_add(&run->findings, finding);
    }
    if (claim->verdict != EVAL_CLAIM_JUSTIFIED && claim->verdict != EVAL_CLAIM_PARTIAL) return;
    for (size_t i = 0; i < claim->criterion_count; i++)
        if (eval_claim_concerns(claim, claim->criteria[i].rule)) find_unstated(run, finding, &claim->criteria[i]);
}

static void find_in_request(struct evaluation *run, const struct eval_request *request, uint32_t index)
{
    const struct text_span spans[] = {eval_value_span(&request->doc->title), request->doc->id.span, request->doc->span};
    struct eval_finding finding = {.request = index,
                                   .claim = RULE_NONE,
                                   .span = first_span(spans, 3),
                                   .field = DOC_FIELD_TITLE,
                                   .text = request->doc->title.value};
    for (size_t i = 0; i < request->criterion_count; i++)
        find_unstated(run, finding, &request->criteria[i]);
    for (size_t i = 0; i < request->claim_count; i++)
        find_in_claim(run, &request->claims[i], index, (uint32_t)(request->claims[i].doc - request->doc->claims));
}

static void judge_demands(struct evaluation *run, const struct eval_subject *subject, struct eval_request *request)
{
    const struct rule_set *rules = run->context.rules;
    struct eval_criterion *criteria = eval_alloc(&run->context, (rules->demand_count + 1) * sizeof *criteria);
    if (!criteria) return;
    for (size_t i = 0; i < rules->demand_count; i++)
        criteria[i] = eval_criterion_judge(&run->context, subject, &rules->criteria[rules->demands[i]], RULE_NONE,
                                           run->settings->keep_steps);
    request->criteria = criteria;
    request->criterion_count = rules->demand_count;
    run->result->counts.criteria += rules->demand_count;
}

static void judge_claims(struct evaluation *run, const struct eval_subject *subject, struct eval_request *request)
{
    struct eval_claim *claims = eval_alloc(&run->context, (request->doc->claim_count + 1) * sizeof *claims);
    for (size_t i = 0; claims && i < request->doc->claim_count; i++) {
        if (!is_wanted(run, &request->doc->claims[i])) continue;
        struct eval_claim *claim = &claims[request->claim_count];
        *claim = eval_claim_judge(&run->context, subject, (uint32_t)i, run->settings->keep_steps);
        eval_hash_text(&run->context, claim->doc->justification.value, claim->text_sha256);
        if (claim->verdict == EVAL_CLAIM_UNJUSTIFIED)
            claim->suggestions = eval_suggest(&run->context, subject, (uint32_t)i);
        request->suggested |= claim->verdict == EVAL_CLAIM_UNJUSTIFIED;
        run->result->counts.criteria += claims[request->claim_count++].criterion_count;
    }
    request->claims = claims;
    request->suggested |= run->settings->suggest;
    if (request->suggested) request->suggestions = eval_suggest(&run->context, subject, RULE_NONE);
    run->result->counts.claims += request->claim_count;
}

static void check_forms(struct evaluation *run, struct eval_subject subject, const struct eval_request *request)
{
    subject.judged = request;
    eval_forms(&run->context, &subject, &run->findings);
    for (size_t i = 0; i < request->doc->row_count; i++) {
        struct eval_subject row = subject;
        row.given = RULE_GIVEN_BREAKDOWN;
        row.row = &request->doc->rows[i];
        eval_forms(&run->context, &row, &run->findings);
    }
    for (size_t i = 0; i < request->claim_count; i++) {
        struct eval_subject claim = subject;
        claim.given = RULE_GIVEN_CLAIM;
        claim.claim = request->claims[i].doc;
        claim.claim_index = (uint32_t)(request->claims[i].doc - request->doc->claims);
        claim.judged_claim = &request->claims[i];
        eval_forms(&run->context, &claim, &run->findings);
    }
}

static void judge_texts(struct evaluation *run, uint32_t index, struct eval_request *request)
{
    request->doc = &run->context.submission->requests[index];
    struct eval_texts texts = eval_texts_open(&run->context, request->doc);
    struct eval_subject subject = {.given = RULE_GIVEN_REQUEST,
                                   .request = request->doc,
                                   .request_index = index,
                                   .claim_index = RULE_NONE,
                                   .texts = &texts};
    eval_hash_request(&run->context, request->doc, request->text_sha256);
    judge_demands(run, &subject, request);
    judge_claims(run, &subject, request);
    check_forms(run, subject, request);
    find_in_request(run, request, index);
    if (run->imprint) eval_imprint_add(&run->context, run->settings, index, run->imprint);
}

/* Each request has the scratch arena for itself, so that a file of many requests needs no more than its largest one. */
static void judge_request(struct evaluation *run, uint32_t index, struct eval_request *request)
{
    struct arena *outer = run->context.scratch;
    eval_scratch_set(&run->context, run->scratch);
    judge_texts(run, index, request);
    arena_clear(run->scratch);
    eval_scratch_set(&run->context, outer);
}

/* What the reader noticed, one by one; a claim that is not judged is not spoken of. */
static void check_readings(struct evaluation *run)
{
    const struct doc_submission *submission = run->context.submission;
    for (size_t i = 0; i < submission->observation_count; i++) {
        const struct doc_observation *seen = &submission->observations[i];
        struct eval_subject subject = {.given = RULE_GIVEN_READING,
                                       .request_index = seen->request,
                                       .claim_index = RULE_NONE,
                                       .observed = seen};
        if (seen->request != DOC_NO_INDEX) {
            subject.request = &submission->requests[seen->request];
            if (seen->item != DOC_NO_INDEX && seen->in_breakdown) subject.row = &subject.request->rows[seen->item];
            else if (seen->item != DOC_NO_INDEX) {
                subject.claim = &subject.request->claims[seen->item];
                subject.claim_index = seen->item;
            }
        }
        if (!subject.claim || is_wanted(run, subject.claim)) eval_forms(&run->context, &subject, &run->findings);
    }
}

static void check_submission(struct evaluation *run)
{
    struct eval_subject subject = {.given = RULE_GIVEN_SUBMISSION,
                                   .request_index = RULE_NONE,
                                   .claim_index = RULE_NONE};
    eval_forms(&run->context, &subject, &run->findings);
}

static bool any_unknown(const struct eval_request *request)
{
    for (size_t i = 0; i < request->claim_count; i++)
        if (request->claims[i].verdict == EVAL_CLAIM_UNKNOWN) return true;
    for (size_t i = 0; i < request->criterion_count; i++)
        if (request->criteria[i].state == EVAL_STATE_UNKNOWN) return true;
    return false;
}

static void conclude(struct evaluation *run, struct eval_request *requests)
{
    const size_t count = run->context.submission->request_count;
    struct eval_request_facts *facts = eval_alloc(&run->context, (count + 1) * sizeof *facts);
    if (!facts) return;
    for (size_t i = 0; i < run->findings.count; i++) {
        const struct eval_finding *finding = &run->findings.items[i];
        run->result->counts.findings[finding->severity]++;
        if (finding->request == RULE_NONE) continue;
        facts[finding->request].error |= finding->severity == RULE_ERROR && !finding->not_judged;
        facts[finding->request].warning |= finding->severity == RULE_WARNING;
    }
    for (size_t i = 0; i < count; i++) {
        facts[i].unknown = any_unknown(&requests[i]);
        requests[i].verdict = eval_request_of(facts[i]);
    }
}

static void judge_submission(struct evaluation *run)
{
    const struct doc_submission *submission = run->context.submission;
    struct eval_request *requests = eval_alloc(&run->context, (submission->request_count + 1) * sizeof *requests);
    if (!requests) return;
    if (run->imprint) eval_imprint_open(&run->context, run->imprint);
    for (size_t i = 0; i < submission->request_count; i++)
        judge_request(run, (uint32_t)i, &requests[i]);
    check_readings(run);
    if (!doc_submission_goes_on(submission)) check_submission(run);
    eval_findings_finish(&run->findings);
    conclude(run, requests);
    run->result->requests = requests;
    run->result->request_count = run->result->counts.requests = submission->request_count;
    run->result->findings = run->findings.items;
    run->result->finding_count = run->findings.count;
}

enum status eval_submission(const struct eval_tools *tools, const struct doc_submission *submission,
                            const struct eval_settings *settings, struct eval_result **out_result)
{
    struct evaluation run = {.context = {.rules = tools->rules,
                                         .submission = submission,
                                         .arena = tools->arena,
                                         .scratch = tools->arena,
                                         .matcher = tools->matcher,
                                         .profile = tools->profile},
                             .imprint = tools->imprint,
                             .settings = settings};
    run.findings.context = &run.context;
    run.result = eval_alloc(&run.context, sizeof *run.result);
    run.scratch = tools->scratch ? tools->scratch : arena_new();
    if (!run.result || !run.scratch) run.context.status = STATUS_NO_MEMORY;
    if (run.context.status == STATUS_OK) {
        run.result->submission = submission;
        run.result->rules = tools->rules;
        judge_submission(&run);
    }
    if (!tools->scratch) arena_free(run.scratch);
    if (run.context.status == STATUS_OK) *out_result = run.result;
    return run.context.status;
}
