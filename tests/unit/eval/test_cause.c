/* What made a guard take a hit out (struct eval_cause), and which sentence and alternative the reasoning looks at: on
 * the pack tests/packs/quay, which has every guard. */
#include "support/judge.h"
#include "support/unit.h"

#include "eval/predicate.h"

#define COPIED "岸壁は、船が安全に着くために欠かせないものであり、これを毎年点検し、傷んだ所は直ちに修理する。"

static const struct eval_criterion *criterion_of(struct judge *judge, const char *text, const char *id)
{
    const struct eval_result *result = judge_claim(judge, "1", text);
    const struct eval_claim *claim = &result->requests[0].claims[0];
    return judge_criterion(claim->criteria, claim->criterion_count, id);
}

/* The claim's title is 灯台の施策: each text names a quay itself. */
static void eval_cause_points_at_what_did_it(void **state)
{
    (void)state;
    static const struct {
        const char *text, *criterion, *guard;
        const char *word; /* "": none */
        uint32_t number;
        bool refers_back;
    } rows[] = {
        {"岸壁を毎年点検することは行わない。", "Q-1-a", "negated", "行わない", 0, false},
        {"岸壁の毎年の点検は対象外とする。", "Q-1-a", "negated", "対象外とする", 0, false},
        {"岸壁の毎年の点検は見送ることを決めた。", "Q-1-a", "negated", "見送ることを決めた", 0, false},
        /* what follows is too long to be read as an ending: hiragana only, and then nothing */
        {"岸壁の毎年の点検は見送ることを決めた会議の後である。", "Q-1-a", "negated", "見送ることを", 0, false},
        {"岸壁の毎年の点検は見送るということにするつもりのものとみている。", "Q-1-a", "negated", "見送", 0, false},
        {"岸壁を毎年点検する。これらは対象外である。", "Q-1-a", "negated", "対象外である", 0, true},
        {"岸壁の毎年の点検は未定である。", "Q-1-a", "hedged", "未定である", 0, false},
        {"岸壁の毎年の点検については、人を雇うことを検討中。", "Q-1-a", "hedged", "検討中", 0, false},
        {"岸壁を毎年点検する。これらは検討中とする。", "Q-1-a", "hedged", "検討中とする", 0, true},
        {"岸壁、毎年、点検、修理", "Q-1-a", "listed", "", 4, false},
        {"・岸壁 毎年 点検\n・桟橋\n・修理", "Q-1-a", "listed", "", 3, false},
        {COPIED, "Q-1-a", "parroted", "", 100, false},
        {"岸壁の話をする。第一次岸壁計画に沿う話をする。", "Q-1-c", "outdated", "", 0, false},
        {"岸壁の話をする。電球と花火を毎年点検する。", "Q-1-b", "sense", "花火", 0, false},
    };
    struct judge judge;
    judge_open_pack(&judge, "quay");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct eval_criterion *found = criterion_of(&judge, rows[i].text, rows[i].criterion);
        assert_non_null(found);
        if (found->state != EVAL_STATE_GUARDED) fail_msg("row %zu: %s", i, eval_state_name(found->state));
        const struct eval_evidence *evidence = &found->evidence[0];
        assert_string_equal(eval_guard_name(evidence->guard), rows[i].guard);
        if (!judge_says(text_span_view(evidence->cause.span), rows[i].word) ||
            evidence->cause.number != rows[i].number || evidence->cause.refers_back != rows[i].refers_back)
            fail_msg("row %zu: \"%.*s\" %u %d", i, (int)text_span_view(evidence->cause.span).len,
                     text_span_view(evidence->cause.span).at, (unsigned)evidence->cause.number,
                     evidence->cause.refers_back);
    }
    judge_close(&judge);
}

static bool is_called(const struct judge *judge, uint32_t concept, const char *label)
{
    return concept != RULE_NONE && judge_says(judge->rules->concepts[concept].label.in[TEXT_EN], label);
}

/* Sense has three causes: the companion that is missing, the word that shows another sense, the anchor. */
static void eval_cause_of_sense_says_which(void **state)
{
    (void)state;
    struct judge judge;
    judge_open_pack(&judge, "quay");
    const struct eval_criterion *alone =
        criterion_of(&judge, "岸壁の話をする。電球を連絡船に付ける話をする。", "Q-1-b");
    assert_int_equal(alone->guard, EVAL_GUARD_SENSE);
    const struct eval_evidence *ship = &alone->evidence[1];
    assert_null(ship->cause.span.source);
    assert_true(is_called(&judge, ship->cause.concept, "ship"));
    const struct eval_criterion *other = criterion_of(&judge, "岸壁の話をする。灯りと夜店を毎年点検する。", "Q-1-b");
    assert_true(is_called(&judge, other->evidence[0].cause.concept, "feast"));
    const struct eval_criterion *lost = criterion_of(&judge, "電球を毎年点検する。", "Q-1-b");
    assert_int_equal(lost->guard, EVAL_GUARD_SENSE);
    for (size_t i = 0; i < lost->evidence_count; i++)
        assert_int_equal(lost->evidence[i].cause.concept, RULE_NONE);
    judge_close(&judge);
}

static void eval_cause_evidence_knows_its_sentence(void **state)
{
    (void)state;
    struct judge judge;
    judge_open_pack(&judge, "quay");
    const struct eval_criterion *met = criterion_of(&judge, "海の話をする。岸壁を毎年点検する。終わる。", "Q-1-a");
    assert_int_equal(met->state, EVAL_STATE_MET);
    for (size_t i = 0; i < met->evidence_count; i++)
        assert_true(judge_says(text_span_view(met->evidence[i].sentence), "岸壁を毎年点検する。"));
    judge_close(&judge);
}

static enum eval_guard guard_of(struct judge *judge, const char *text, const char *id)
{
    return criterion_of(judge, text, id)->guard;
}

/* A copy takes out what it says, but not the name of a document; a few words in common are no copy. */
static void eval_cause_copy_has_its_limits(void **state)
{
    (void)state;
    struct judge judge;
    judge_open_pack(&judge, "quay");
    const char *naming = "岸壁は、船が安全に着くために欠かせないものであり、第二次岸壁計画により、これを毎年点検する。";
    assert_int_equal(guard_of(&judge, naming, "Q-1-a"), EVAL_GUARD_PARROTED);
    assert_int_equal(criterion_of(&judge, naming, "Q-1-c")->state, EVAL_STATE_MET);
    /* thirteen grams, ten of them copied; nine grams, seven of them copied */
    assert_int_equal(guard_of(&judge, "岸壁は毎年点検し、傷んだ所は直す。", "Q-1-a"), EVAL_GUARD_PARROTED);
    assert_int_equal(criterion_of(&judge, "岸壁は毎年点検し、傷んだ。", "Q-1-a")->state, EVAL_STATE_MET);
    judge_close(&judge);
}

/* The guideline's own words are the usual ones for a title: it copies nothing. A summary does. */
static void eval_cause_title_is_no_copy(void **state)
{
    (void)state;
    static const char pack[] = "wording: [霧笛は、船が安全に着くために欠かせないものである。]\n"
                               "guards: {parroted: {percent: 50, own_letters: 16}}\nclause: 5(1)①\ncriteria:\n"
                               "- {id: X, mode: must, level: request, source: [1], asks: {ja: x, en: x}, hint: {ja: x, "
                               "en: x}, evidence: horn}\n";
    static const char title[] = "ministry: 灯台省\nfiscal_year: 2031\nrequests:\n"
                                "- {id: A, title: 霧笛は、船が安全に着くために欠かせないものである。}\n";
    static const char summary[] = "ministry: 灯台省\nfiscal_year: 2031\nrequests:\n"
                                  "- {id: A, title: x, summary: 霧笛は、船が安全に着くために欠かせないものである。}\n";
    struct judge judge;
    judge_open_with(&judge, pack);
    assert_int_equal(judge_yaml(&judge, title)->requests[0].criteria[0].state, EVAL_STATE_MET);
    assert_int_equal(judge_yaml(&judge, summary)->requests[0].criteria[0].guard, EVAL_GUARD_PARROTED);
    judge_close(&judge);
}

static const struct eval_step *leaf_of(const struct judge *judge, const struct eval_criterion *criterion,
                                       const char *label)
{
    for (size_t i = 0; i < criterion->step_count; i++) {
        const struct eval_step *step = &criterion->steps[i];
        if (!step->aside && step->predicate->op == RULE_OP_CONCEPT && is_called(judge, step->predicate->concept, label))
            return step;
    }
    fail_msg("no step on %s", label);
    return NULL;
}

/* The sentence that is denied is looked at before one that says less, and what stands elsewhere is told. */
static void eval_cause_reasoning_looks_at_the_nearest_place(void **state)
{
    (void)state;
    struct judge judge;
    judge_open_pack(&judge, "quay");
    judge.settings.keep_steps = true;
    const struct eval_criterion *denied =
        criterion_of(&judge, "桟橋を点検する。なお、岸壁を毎年修理することは行わない。", "Q-1-a");
    assert_int_equal(denied->state, EVAL_STATE_GUARDED);
    assert_true(judge_says(text_span_view(leaf_of(&judge, denied, "care")->first.span), "修理"));
    const struct eval_criterion *apart = criterion_of(&judge, "岸壁を点検する。なお、毎年の話をする。", "Q-1-a");
    const struct eval_step *season = leaf_of(&judge, apart, "season");
    assert_true(season->elsewhere && season->truth == EVAL_FALSE && !season->raw);
    assert_true(judge_says(text_span_view(season->first.span), "毎年"));
    const struct eval_criterion *twice = criterion_of(&judge, "岸壁を毎年点検する。桟橋を毎年修理する。", "Q-1-a");
    assert_int_equal(twice->steps[0].others, 1);
    assert_int_equal(twice->steps[0].hits, twice->steps[0].leaves);
    judge_close(&judge);
}

/* Alternatives that are not the nearest are kept for --explain alone. */
static void eval_cause_alternatives_are_set_aside(void **state)
{
    (void)state;
    struct judge judge;
    judge_open_pack(&judge, "quay");
    const char *text = "岸壁の話をする。電球の申請書を毎年点検する話をする。";
    judge.settings.keep_steps = true;
    const struct eval_criterion *all = criterion_of(&judge, text, "Q-1-b");
    size_t aside = 0;
    for (size_t i = 0; i < all->step_count; i++)
        aside += all->steps[i].aside;
    assert_in_range(aside, 1, all->step_count - 1);
    judge.settings.keep_steps = false;
    const struct eval_result *result = judge_claim(&judge, "1", text);
    const struct eval_claim *claim = &result->requests[0].claims[0];
    for (size_t c = 0; c < claim->criterion_count; c++)
        for (size_t i = 0; i < claim->criteria[c].step_count; i++)
            assert_false(claim->criteria[c].steps[i].aside);
    judge_close(&judge);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(eval_cause_points_at_what_did_it),
        cmocka_unit_test(eval_cause_of_sense_says_which),
        cmocka_unit_test(eval_cause_evidence_knows_its_sentence),
        cmocka_unit_test(eval_cause_copy_has_its_limits),
        cmocka_unit_test(eval_cause_title_is_no_copy),
        cmocka_unit_test(eval_cause_reasoning_looks_at_the_nearest_place),
        cmocka_unit_test(eval_cause_alternatives_are_set_aside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
