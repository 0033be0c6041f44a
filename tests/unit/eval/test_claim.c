/* Claims: verdict, reason, items, reserved criteria, `must`, and what findings come of it. */
#include "support/judge.h"
#include "support/unit.h"

#include "base/buf.h"

#define HEAD "ministry: 灯台省\nfiscal_year: 2031\nrequests:\n- id: A-1\n  title: 灯台の施策\n"

struct expected {
    const char *area, *justification;
    enum eval_claim_verdict verdict;
    enum eval_reason reason;
    const char *findings; /* rule ids of the claim's findings, joined by blanks, by place and id */
};

static const char *findings_of(struct judge *judge, const struct eval_result *result)
{
    struct buf list;
    buf_init(&list);
    for (size_t i = 0; i < result->finding_count; i++) {
        if (result->findings[i].claim == RULE_NONE) continue;
        if (list.len > 0) buf_add_char(&list, ' ');
        buf_add(&list, result->findings[i].rule.at, result->findings[i].rule.len);
    }
    assert_int_equal(buf_status(&list), STATUS_OK);
    const char *kept = arena_copy(judge->arena, list.bytes ? list.bytes : "", list.len);
    buf_clear(&list);
    return kept;
}

static void eval_claim_verdicts_and_reasons(void **state)
{
    (void)state;
    static const struct expected rows[] = {
        /* a plain clause with two open criteria, one not applicable (no note), a must for expanded requests only */
        {"5(1)①", "海上の灯火を毎年点検する体制を整える。", EVAL_CLAIM_JUSTIFIED, EVAL_REASON_NONE, "J-5.1.1-b"},
        {"5(1)①", "海上の3基の灯火を毎年点検する。", EVAL_CLAIM_JUSTIFIED, EVAL_REASON_NONE, ""},
        {"5(1)①", "海上の灯火の普及を図り啓発する。", EVAL_CLAIM_UNJUSTIFIED, EVAL_REASON_PARTS, "J-5.1.1"},
        {"5(1)①", "広く国民に啓発する活動を行うこととする。", EVAL_CLAIM_UNJUSTIFIED, EVAL_REASON_NOTHING, "J-5.1.1"},
        {"5(1)①", "海上の灯火の毎年の点検は行わない。", EVAL_CLAIM_UNJUSTIFIED, EVAL_REASON_GUARDED,
         "J-5.1.1 J-NEGATED"},
        {"5(1)①", "海上の灯火の毎年の点検は未定である。", EVAL_CLAIM_UNJUSTIFIED, EVAL_REASON_GUARDED,
         "J-5.1.1 J-HEDGED"},
        {"5(1)①", "検討中", EVAL_CLAIM_UNJUSTIFIED, EVAL_REASON_NOTHING, "J-5.1.1 J-PLACEHOLDER J-SHORT"},
        /* items: only the item's own criteria justify; another's give the reason */
        {"5(1)②", "沿岸の信号を修理することとする。", EVAL_CLAIM_PARTIAL, EVAL_REASON_NONE, "J-5.1.2-ii J-5.1.2-ii-m"},
        {"5(1)② i", "沿岸の信号を修理することとする。", EVAL_CLAIM_JUSTIFIED, EVAL_REASON_NONE, ""},
        {"5(1)② i", "沿岸の3基の信号を置くこととする。", EVAL_CLAIM_UNJUSTIFIED, EVAL_REASON_OTHER_ITEM, "J-5.1.2"},
        {"5(1)② ii", "沿岸の3基の信号を置くこととする。", EVAL_CLAIM_PARTIAL, EVAL_REASON_NONE, "J-5.1.2-ii-m"},
        {"5(1)② ii", "沿岸の信号と霧笛を直すこととする。", EVAL_CLAIM_UNJUSTIFIED, EVAL_REASON_RESERVED, "J-5.1.2"},
        {"5(1)② ii)", "沿岸の信号を修理することとする。", EVAL_CLAIM_UNJUSTIFIED, EVAL_REASON_OTHER_ITEM, "J-5.1.2"},
        {"5(1)② iii", "沿岸の信号を修理することとする。", EVAL_CLAIM_UNKNOWN, EVAL_REASON_NONE, "J-NOT-JUDGED"},
        /* met, but by a criterion that is another ministry's */
        {"5(1)②", "沿岸の信号と霧笛の話をする。", EVAL_CLAIM_UNJUSTIFIED, EVAL_REASON_RESERVED, "J-5.1.2"},
        /* invalid and not judged */
        {"5(2)", "沿岸の霧笛を直すこととする。", EVAL_CLAIM_INVALID, EVAL_REASON_NOT_OPEN, "J-CLAUSE"},
        {"6", "沿岸の霧笛を直すこととする。", EVAL_CLAIM_INVALID, EVAL_REASON_NOT_CLAIMABLE, "J-CLAUSE"},
        {"9(9)", "沿岸の霧笛を直すこととする。", EVAL_CLAIM_INVALID, EVAL_REASON_NO_CLAUSE, "J-READ"},
        {"5(1)② v", "沿岸の霧笛を直すこととする。", EVAL_CLAIM_INVALID, EVAL_REASON_NO_CLAUSE, "J-READ"},
        {"なにか", "沿岸の霧笛を直すこととする。", EVAL_CLAIM_INVALID, EVAL_REASON_NO_CLAUSE, "J-READ"},
        {"7", "沿岸の霧笛を直すこととする。", EVAL_CLAIM_UNKNOWN, EVAL_REASON_NONE, "J-NOT-JUDGED"},
    };
    struct judge judge;
    size_t wrong = 0;
    judge_open(&judge);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct eval_result *result = judge_claim(&judge, rows[i].area, rows[i].justification);
        const struct eval_claim *claim = &result->requests[0].claims[0];
        const char *findings = findings_of(&judge, result);
        if (claim->verdict == rows[i].verdict && claim->reason == rows[i].reason &&
            strcmp(findings, rows[i].findings) == 0)
            continue;
        print_error("row %zu (%s): %s, reason %d, %s\n", i, rows[i].area, eval_claim_name(claim->verdict),
                    claim->reason, findings);
        wrong++;
    }
    judge_close(&judge);
    assert_int_equal(wrong, 0);
}

static void eval_claim_without_anchor_or_text(void **state)
{
    (void)state;
    struct judge judge;
    judge_open(&judge);
    static const char no_anchor[] =
        "ministry: 灯台省\nfiscal_year: 2031\nrequests:\n- id: A-1\n  title: 施策\n"
        "  outcome: 海上\n  priorities: [{area: 5(1)①, justification: 灯火を毎年点検する}]\n";
    const struct eval_claim *claim = &judge_yaml(&judge, no_anchor)->requests[0].claims[0];
    assert_int_equal(claim->verdict, EVAL_CLAIM_UNJUSTIFIED);
    assert_int_equal(claim->reason, EVAL_REASON_ANCHOR);
    assert_int_equal(claim->criteria[0].state, EVAL_STATE_GUARDED);
    assert_int_equal(claim->criteria[0].guard, EVAL_GUARD_SENSE);
    /* in the summary or another of these fields it would do, even where it is denied */
    static const char summary[] = "ministry: 灯台省\nfiscal_year: 2031\nrequests:\n- id: A-1\n  title: 施策\n"
                                  "  summary: 海上の工事は行わない。\n"
                                  "  priorities: [{area: 5(1)①, justification: 灯火を毎年点検する}]\n";
    assert_int_equal(judge_yaml(&judge, summary)->requests[0].claims[0].verdict, EVAL_CLAIM_JUSTIFIED);
    static const char other_claim[] = "ministry: 灯台省\nfiscal_year: 2031\nrequests:\n- id: A-1\n  title: 施策\n"
                                      "  priorities:\n  - {area: 5(1)①, justification: 灯火を毎年点検する}\n"
                                      "  - {area: 5(1)②, justification: 海上}\n";
    assert_int_equal(judge_yaml(&judge, other_claim)->requests[0].claims[0].reason, EVAL_REASON_ANCHOR);
    claim = &judge_yaml(&judge, HEAD "  priorities: [{area: 5(1)①}]\n")->requests[0].claims[0];
    assert_int_equal(claim->verdict, EVAL_CLAIM_UNJUSTIFIED);
    assert_int_equal(claim->reason, EVAL_REASON_NO_TEXT);
    judge_close(&judge);
}

/* `must`: a request that is expanded has to name the plan, anywhere but in the note. */
static void eval_claim_must_makes_it_partial(void **state)
{
    (void)state;
    static const struct {
        const char *field;
        enum eval_claim_verdict verdict;
        enum eval_state must;
    } rows[] = {
        {"outcome: 1", EVAL_CLAIM_PARTIAL, EVAL_STATE_UNMET},
        {"outcome: 海図整備計画による", EVAL_CLAIM_JUSTIFIED, EVAL_STATE_MET},
        {"note: 海図整備計画による", EVAL_CLAIM_PARTIAL, EVAL_STATE_UNMET},
        {"outcome: 海図整備計画は対象外", EVAL_CLAIM_PARTIAL, EVAL_STATE_GUARDED},
    };
    struct judge judge;
    judge_open(&judge);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf yaml;
        buf_init(&yaml);
        buf_add_string(&yaml, HEAD
                       "  category: expanded\n  priorities: [{area: 5(1)①, justification: 灯火を毎年点検する}]\n  ");
        buf_add_string(&yaml, rows[i].field);
        const struct eval_result *result = judge_yaml(&judge, yaml.bytes);
        const struct eval_claim *claim = &result->requests[0].claims[0];
        const struct eval_finding *finding = judge_finding(result, "J-5.1.1-m", 0);
        assert_int_equal(claim->verdict, rows[i].verdict);
        assert_int_equal(judge_criterion(claim->criteria, claim->criterion_count, "J-5.1.1-m")->state, rows[i].must);
        assert_int_equal(finding != NULL, rows[i].verdict == EVAL_CLAIM_PARTIAL);
        if (finding) {
            assert_int_equal(finding->severity, RULE_WARNING);
            assert_int_equal(finding->event, EVAL_EVENT_MUST);
        }
        buf_clear(&yaml);
    }
    judge_close(&judge);
}

/* A limit on the only applicable evidence: a person must judge; with other evidence met it is justified all the same.
 */
static void eval_claim_unknown_by_a_limit(void **state)
{
    (void)state;
    struct judge judge;
    struct buf yaml;
    judge_open(&judge);
    for (int met = 0; met < 2; met++) {
        buf_init(&yaml);
        buf_add_string(&yaml, HEAD "  note: x\n  priorities: [{area: 5(1)①, justification: ");
        buf_add_string(&yaml, met ? "灯火を毎年点検する。灯火の機器" : "灯火の機器");
        buf_add_repeat(&yaml, 'a', 4000);
        buf_add_string(&yaml, "}]\n");
        assert_int_equal(buf_status(&yaml), STATUS_OK);
        const struct eval_result *result = judge_yaml(&judge, yaml.bytes);
        assert_int_equal(result->requests[0].claims[0].verdict, met ? EVAL_CLAIM_JUSTIFIED : EVAL_CLAIM_UNKNOWN);
        const struct eval_finding *finding = judge_finding(result, "J-NOT-JUDGED", 0);
        assert_int_equal(finding == NULL, met);
        if (!met) {
            assert_int_equal(finding->severity, RULE_ERROR);
            assert_true(finding->text_sha256[0] != '\0');
        }
        buf_clear(&yaml);
    }
    judge_close(&judge);
}

/* At most one finding per failed claim says why; none for one that is justified. */
static void eval_claim_has_one_explanation(void **state)
{
    (void)state;
    struct judge judge;
    judge_open(&judge);
    const struct eval_result *result =
        judge_yaml(&judge, HEAD "  priorities:\n  - {area: 5(1)①, justification: 点検は別途}\n"
                                "  - {area: 5(1)②, justification: 信号の修理は行わない。3基の信号は未定。}\n"
                                "  - {area: 5(1)② i, justification: 別途}\n"
                                "  - {area: 5(1)①, justification: 灯火を毎年点検する}\n");
    for (uint32_t claim = 0; claim < 4; claim++) {
        size_t explained = 0;
        for (size_t i = 0; i < result->finding_count; i++)
            explained += result->findings[i].claim == claim && result->findings[i].within_clause;
        assert_int_equal(explained, claim < 3);
    }
    assert_int_equal(judge_count(result, "J-PLACEHOLDER"), 2);
    assert_int_equal(judge_count(result, "J-NEGATED"), 1);
    assert_int_equal(judge_count(result, "J-HEDGED"), 0);
    judge_close(&judge);
}

/* What came nearest: guarded first, else the criterion with the greatest share of its parts. */
static void eval_claim_names_the_nearest(void **state)
{
    (void)state;
    struct judge judge;
    judge_open(&judge);
    const struct eval_claim *claim = &judge_claim(&judge, "5(1)①", "3基の海上の施設。")->requests[0].claims[0];
    assert_int_equal(claim->nearest, 1);
    assert_int_equal(claim->criteria[1].hit_leaves, 1);
    assert_int_equal(claim->criteria[1].leaf_count, 2);
    claim = &judge_claim(&judge, "5(1)①", "灯火を点検する。3基。")->requests[0].claims[0];
    assert_int_equal(claim->nearest, 0);
    assert_int_equal(claim->criteria[0].hit_leaves, 2);
    assert_int_equal(claim->criteria[0].leaf_count, 3);
    claim = &judge_claim(&judge, "5(1)①", "灯火の毎年の点検は行わない。3基の話。")->requests[0].claims[0];
    assert_int_equal(claim->nearest, 0);
    judge_close(&judge);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(eval_claim_verdicts_and_reasons),  cmocka_unit_test(eval_claim_without_anchor_or_text),
        cmocka_unit_test(eval_claim_must_makes_it_partial), cmocka_unit_test(eval_claim_unknown_by_a_limit),
        cmocka_unit_test(eval_claim_has_one_explanation),   cmocka_unit_test(eval_claim_names_the_nearest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
