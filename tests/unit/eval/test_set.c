/* Rules over the set: what is compared with what, and that nothing is lost on the way. */
#include "support/judge.h"
#include "support/unit.h"

#include "base/alloc.h"
#include "eval/set.h"

#include <stdio.h>

#define TEXT_A "沿岸の灯火を毎年点検し、傷んだ電球を冬が来る前に全て取り替えて、船の安全を守る。"
#define TEXT_B "港の入口に霧笛を置き、当直の職員が視程を見ながら十分おきに鳴らす仕組みを整える。"

struct stage {
    struct judge judge;
    struct eval_set *set;
    size_t documents;
};

static void open_stage(struct stage *stage)
{
    static const struct eval_set_wants all = {true, true, true};
    stage->documents = 0;
    judge_open_pack(&stage->judge, "alike");
    assert_int_equal(eval_set_new(all, &stage->set), STATUS_OK);
}

static void close_stage(struct stage *stage)
{
    eval_set_free(stage->set);
    judge_close(&stage->judge);
}

static enum status add(struct stage *stage, const char *path, const char *yaml, bool previous)
{
    const struct eval_result *result = judge_yaml(&stage->judge, yaml);
    const struct eval_tools tools = {.rules = stage->judge.rules,
                                     .arena = stage->judge.arena,
                                     .matcher = stage->judge.matcher,
                                     .imprint = NULL};
    struct eval_imprint imprint;
    enum status status = eval_imprint(&tools, result->submission, &stage->judge.settings, true, &imprint);
    const struct eval_set_source source = {.path = path,
                                           .previous = previous,
                                           .rules = stage->judge.rules,
                                           .submission = result->submission,
                                           .imprint = &imprint};
    return status == STATUS_OK ? eval_set_add(stage->set, &source) : status;
}

static const struct eval_set_finding *judge_set(struct stage *stage, size_t *out_count)
{
    const struct eval_set_finding *findings;
    assert_int_equal(eval_set_judge(stage->set, &findings, out_count), STATUS_OK);
    return findings;
}

static const char *request(char room[512], const char *year, const char *id, const char *text)
{
    snprintf(room, 512,
             "ministry: 灯台省\nfiscal_year: %s\nrequests:\n- {id: %s, title: 灯台, amount: 1億円, previous: 1億円, "
             "priorities: [{area: '1', justification: %s}]}\n",
             year, id, text);
    return room;
}

static void eval_set_finds_clusters(void **state)
{
    (void)state;
    struct stage stage;
    char room[512];
    size_t count;
    open_stage(&stage);
    assert_int_equal(add(&stage, "a", request(room, "2031", "A", TEXT_A), false), STATUS_OK);
    assert_int_equal(add(&stage, "b", request(room, "2031", "B", TEXT_B), false), STATUS_OK);
    assert_int_equal(add(&stage, "c", request(room, "2031", "C", "また、" TEXT_A), false), STATUS_OK);
    assert_int_equal(add(&stage, "d", request(room, "2031", "D", TEXT_A), false), STATUS_OK);
    assert_int_equal(add(&stage, "e", request(room, "2030", "E", TEXT_A), true), STATUS_OK);
    assert_int_equal(add(&stage, "f", request(room, "2030", "F", TEXT_B TEXT_A), true), STATUS_OK);
    assert_int_equal(add(&stage, "g", request(room, "2030", "G", TEXT_B TEXT_A), true), STATUS_OK);
    const struct eval_set_finding *findings = judge_set(&stage, &count);
    assert_int_equal(count, 1); /* f and g are alike, but none of the files that are checked is */
    assert_true(judge_says(findings[0].place.path, "a"));
    assert_int_equal(findings[0].relation_count, 3);
    static const char *const paths[] = {"c", "d", "e"};
    static const bool previous[] = {false, false, true};
    for (size_t i = 0; i < 3; i++) {
        const struct eval_set_relation *relation = &findings[0].relations[i];
        assert_true(judge_says(relation->place.path, paths[i]));
        assert_int_equal(relation->place.previous, previous[i]);
        assert_in_range(relation->share, i == 0 ? 80 : 100, i == 0 ? 99 : 100);
    }
    assert_int_equal(strlen(findings[0].finding.fingerprint), 32);
    assert_int_equal(strlen(findings[0].finding.text_sha256), 64);
    close_stage(&stage);
}

/* Ids of one year; the finding stands at the first bearer and names those of other files. */
static void eval_set_finds_ids(void **state)
{
    (void)state;
    struct stage stage;
    char room[512];
    size_t count;
    open_stage(&stage);
    assert_int_equal(add(&stage, "a", request(room, "2031", "X", TEXT_A), false), STATUS_OK);
    assert_int_equal(add(&stage, "b", request(room, "2030", "X", TEXT_B), false), STATUS_OK);
    assert_int_equal(add(&stage, "c", request(room, "2031", "X", "短い"), false), STATUS_OK);
    const struct eval_set_finding *findings = judge_set(&stage, &count);
    assert_int_equal(count, 1);
    assert_true(judge_says(findings[0].finding.rule, "A-ID"));
    assert_true(judge_says(findings[0].place.path, "a"));
    assert_int_equal(findings[0].relation_count, 1);
    assert_true(judge_says(findings[0].relations[0].place.path, "c"));
    close_stage(&stage);
}

/* Many texts under one key: the number of comparisons stays bounded, and equal texts still find each other. */
static void eval_set_copes_with_many_copies(void **state)
{
    (void)state;
    struct stage stage;
    char room[512], path[16], id[16];
    size_t count;
    open_stage(&stage);
    for (int i = 0; i < 300; i++) {
        snprintf(path, sizeof path, "%03d", i);
        snprintf(id, sizeof id, "N-%d", i);
        assert_int_equal(add(&stage, path, request(room, "2031", id, i % 2 ? TEXT_A : TEXT_B), false), STATUS_OK);
    }
    const struct eval_set_finding *findings = judge_set(&stage, &count);
    assert_int_equal(count, 2);
    assert_int_equal(findings[0].relation_count + findings[1].relation_count, 298);
    close_stage(&stage);
}

static void eval_set_survives_failing_memory(void **state)
{
    (void)state;
    static const struct eval_set_wants all = {true, true, true};
    struct judge judge;
    char room[512];
    enum status status = STATUS_NO_MEMORY;
    judge_open_pack(&judge, "alike");
    const struct eval_result *result = judge_yaml(&judge, request(room, "2031", "A", TEXT_A));
    for (unsigned long n = 1; status != STATUS_OK; n++) {
        const struct eval_tools tools = {.rules = judge.rules, .arena = judge.arena, .matcher = judge.matcher};
        const struct eval_set_finding *findings = NULL;
        struct eval_set *set = NULL;
        struct eval_imprint imprint;
        size_t count = 0;
        alloc_fail_at(n, true);
        status = eval_imprint(&tools, result->submission, &judge.settings, true, &imprint);
        if (status == STATUS_OK) status = eval_set_new(all, &set);
        for (int i = 0; i < 2 && status == STATUS_OK; i++) {
            const struct eval_set_source source = {i ? "b" : "a",      false,    judge.rules,
                                                   result->submission, &imprint, false};
            status = eval_set_add(set, &source);
        }
        if (status == STATUS_OK) status = eval_set_judge(set, &findings, &count);
        alloc_fail_never();
        if (status == STATUS_OK) assert_int_equal(count, 2); /* the id and the text */
        eval_set_free(set);
        assert_true(n < 1000);
    }
    judge_close(&judge);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(eval_set_finds_clusters),
        cmocka_unit_test(eval_set_finds_ids),
        cmocka_unit_test(eval_set_copes_with_many_copies),
        cmocka_unit_test(eval_set_survives_failing_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
