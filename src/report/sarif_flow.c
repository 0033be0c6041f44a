/* How a claim came to its verdict, as a code flow, which viewers show step by step: the criteria in order, each where
 * its evidence stands, or at the claim when it has none. */
#include "report/json_part.h"
#include "report/sarif_part.h"
#include "report/sarif_result.h"
#include "report/wording.h"

#define STEPS_MOST 1000 /* that GitHub keeps of a result */

struct flow {
    struct json_writer *json;
    const struct review_finding *finding;
    const struct review_pack *pack;
    enum text_language language;
    size_t steps;
    const char *base;
};

/* "R2-2.1.3-A 脆弱な機器を見付ける: 記載なし（…）" */
static void add_words(const struct flow *flow, const struct review_criterion *criterion,
                      const struct review_evidence *evidence)
{
    const struct review_rule *rule = review_rule_of(flow->pack, criterion->id);
    struct text_view because = evidence ? evidence->because : (struct text_view){0};
    struct buf words;
    buf_init(&words);
    buf_add(&words, criterion->id.at, criterion->id.len);
    buf_add_char(&words, ' ');
    if (rule) buf_add(&words, rule->title.at, rule->title.len);
    buf_add_string(&words, ": ");
    buf_add_string(&words, report_state_word(criterion->state, flow->language));
    if (because.len > 0) {
        buf_add_string(&words, report_plain(flow->language, REPORT_OPEN));
        buf_add(&words, because.at, because.len);
        buf_add_string(&words, report_plain(flow->language, REPORT_CLOSE));
    }
    report_sarif_said(flow->json, report_view(&words));
    report_done(flow->json->out, &words);
}

static void add_step(struct flow *flow, const struct review_criterion *criterion,
                     const struct review_evidence *evidence)
{
    if (flow->steps++ >= STEPS_MOST) return;
    const struct review_range *range =
        evidence && evidence->range.start.line > 0 ? &evidence->range : &flow->finding->range;
    json_object_begin(flow->json);
    json_key(flow->json, "location");
    json_object_begin(flow->json);
    report_sarif_place(flow->json, flow->finding->path, range, false, flow->base);
    add_words(flow, criterion, evidence);
    json_object_end(flow->json);
    report_json_name(flow->json, "importance", criterion->state == EVAL_STATE_MET ? "essential" : "important");
    json_object_end(flow->json);
}

static void add_steps(struct flow *flow, const struct review_claim *claim)
{
    for (size_t i = 0; i < claim->criterion_count; i++) {
        const struct review_criterion *criterion = &claim->criteria[i];
        if (criterion->state == EVAL_STATE_NOT_APPLICABLE) continue;
        for (size_t e = 0; e < criterion->evidence_count; e++)
            add_step(flow, criterion, &criterion->evidence[e]);
        if (criterion->evidence_count == 0) add_step(flow, criterion, NULL);
    }
}

static bool has_steps(const struct review_claim *claim)
{
    for (size_t i = 0; i < claim->criterion_count; i++)
        if (claim->criteria[i].state != EVAL_STATE_NOT_APPLICABLE) return true;
    return false;
}

void report_sarif_flow(struct json_writer *json, const struct report_sarif_from *from,
                       const struct review_request *request, const struct review_finding *finding)
{
    const struct review_pack *pack = from->record->pack;
    const struct review_rule *rule = review_rule_of(pack, finding->rule);
    bool on_claim = finding->area.len > 0 && finding->criterion.len == 0 && rule && rule->kind == REVIEW_RULE_CLAUSE;
    size_t number = on_claim ? report_index_claim(request, finding) : REVIEW_NONE;
    if (number == REVIEW_NONE || !has_steps(&request->claims[number])) return;
    struct flow flow = {json, finding, pack, from->run->settings.language, 0, report_sarif_base(from->run)};
    json_key(json, "codeFlows");
    json_array_begin(json);
    json_object_begin(json);
    json_key(json, "threadFlows");
    json_array_begin(json);
    json_object_begin(json);
    json_key(json, "locations");
    json_array_begin(json);
    add_steps(&flow, &request->claims[number]);
    json_array_end(json);
    json_object_end(json);
    json_array_end(json);
    json_object_end(json);
    json_array_end(json);
}
