/* Results merged: the union, whatever the order; nothing twice, nothing by other rules. */
#include "support/judge.h"
#include "support/result.h"
#include "support/unit_json.h"

#include "base/alloc.h"
#include "base/buf.h"
#include "base/json.h"
#include "review/merge.h"

#define PARTS 3

struct stage {
    struct arena *arena;
    struct result_try tries[PARTS];
    struct review_stored parts[PARTS];
    struct text_diagnostics diagnostics;
    struct review_stored whole;
};

static const char *replaced(struct arena *arena, const char *text, const char *what, const char *with)
{
    const char *at = strstr(text, what);
    struct buf out;
    assert_non_null(at);
    buf_init(&out);
    buf_add(&out, text, (size_t)(at - text));
    buf_add_string(&out, with);
    buf_add_string(&out, at + strlen(what));
    const char *kept = arena_copy(arena, out.bytes, out.len);
    buf_clear(&out);
    return kept;
}

static void put(struct stage *stage, size_t index, const char *name, const char *text)
{
    result_read(&stage->tries[index], name, text_view_of(text));
    assert_int_equal(stage->tries[index].status, STATUS_OK);
    stage->parts[index] = stage->tries[index].stored;
}

/* Results 0, 1, 2 of the files a, b and c. */
static void open_stage(struct stage *stage)
{
    static const char *const names[PARTS] = {"0.json", "1.json", "2.json"}, *const paths[PARTS] = {"a", "b", "c"};
    *stage = (struct stage){.arena = arena_new()};
    text_diagnostics_init(&stage->diagnostics, stage->arena);
    for (size_t i = 0; i < PARTS; i++)
        put(stage, i, names[i], result_sample(stage->arena, paths[i]));
}

/* In place of one of them, the sample with a change. */
static void change(struct stage *stage, size_t index, const char *path, const char *what, const char *with)
{
    const char *name = stage->tries[index].stored.name.at;
    result_free(&stage->tries[index]);
    put(stage, index, name, replaced(stage->arena, result_sample(stage->arena, path), what, with));
}

static void close_stage(struct stage *stage)
{
    for (size_t i = 0; i < PARTS; i++)
        result_free(&stage->tries[i]);
    arena_free(stage->arena);
}

static enum status merge(struct stage *stage)
{
    return review_merge(stage->arena, stage->parts, PARTS, &stage->diagnostics, &stage->whole);
}

static void review_merge_is_the_union(void **state)
{
    (void)state;
    static const size_t orders[][PARTS] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    for (size_t o = 0; o < sizeof orders / sizeof *orders; o++) {
        struct stage stage;
        open_stage(&stage);
        for (size_t i = 0; i < PARTS; i++)
            stage.parts[i] = stage.tries[orders[o][i]].stored;
        assert_int_equal(merge(&stage), STATUS_OK);
        const struct review_stored *whole = &stage.whole;
        assert_int_equal(whole->submission_count, PARTS);
        assert_int_equal(whole->finding_count, PARTS);
        assert_int_equal(whole->error_count, PARTS);
        assert_int_equal(whole->pack_count, 1);
        assert_int_equal(whole->parts, 2 * PARTS);
        for (size_t i = 0; i < PARTS; i++) {
            const char path[] = {(char)('a' + i), '\0'};
            assert_true(judge_says(whole->submissions[i].path, path));
            assert_true(judge_says(whole->submissions[i].findings[0].path, path));
            assert_true(judge_says(whole->findings[i].path, path));
            assert_true(judge_says(whole->errors[i].path, path));
            assert_ptr_equal(whole->submissions[i].pack, whole->packs);
        }
        close_stage(&stage);
    }
}

static void review_merge_adds_up(void **state)
{
    (void)state;
    struct stage stage;
    open_stage(&stage);
    change(&stage, 1, "b", "\"skipped\":4", "\"skipped\":2147483647");
    assert_int_equal(merge(&stage), STATUS_OK);
    const struct review_totals *totals = &stage.whole.totals;
    assert_int_equal(totals->files, 3);
    assert_int_equal(totals->requests, 3);
    assert_int_equal(totals->claims, 3);
    assert_int_equal(totals->criteria, 6);
    assert_true(totals->skipped == (size_t)INT32_MAX + 8);
    assert_int_equal(totals->errors, 3);
    assert_int_equal(totals->waived, 3);
    assert_int_equal(totals->findings[RULE_ERROR], 0);
    assert_int_equal(totals->findings[RULE_WARNING], 3);
    assert_int_equal(totals->findings[RULE_NOTE], 0);
    close_stage(&stage);
}

/* The latest day and version; of headings in two languages always the same ones; a chosen pack is one for all. */
static void review_merge_does_not_choose_by_order(void **state)
{
    (void)state;
    for (size_t turn = 0; turn < 2; turn++) {
        struct stage stage;
        open_stage(&stage);
        change(&stage, turn, "a", "灯火", "Lights");
        change(&stage, 1 - turn, "b", "\"explicit\":false", "\"explicit\":true");
        change(&stage, 2, "c", "2030-01-02", "2030-01-11");
        assert_int_equal(merge(&stage), STATUS_OK);
        assert_true(judge_says(stage.whole.as_of, "2030-01-11"));
        assert_true(judge_says(stage.whole.packs[0].clauses[0].heading, "Lights"));
        assert_true(stage.whole.packs[0].explicit_choice);
        close_stage(&stage);
    }
}

static void expect_refused(struct stage *stage, enum diagnostic_code code, const char *argument)
{
    assert_int_equal(merge(stage), STATUS_INVALID);
    assert_int_equal(stage->diagnostics.count, 1);
    assert_int_equal(stage->diagnostics.items[0].code, code);
    assert_true(judge_says(stage->diagnostics.items[0].arguments[0], argument));
    close_stage(stage);
}

static void review_merge_refuses_a_file_twice(void **state)
{
    (void)state;
    struct stage stage;
    open_stage(&stage);
    change(&stage, 2, "a", "0.1.0", "0.1.0"); /* the same file in two results */
    expect_refused(&stage, DIAGNOSTIC_RESULT_TWICE, "a");
    open_stage(&stage);
    change(&stage, 2, "c", "\"path\":\"c\",\"message\"", "\"path\":\"a\",\"message\""); /* unreadable there */
    expect_refused(&stage, DIAGNOSTIC_RESULT_TWICE, "a");
    open_stage(&stage);
    struct review_submission twice[] = {stage.parts[0].submissions[0], stage.parts[0].submissions[0]};
    stage.parts[0].submissions = twice; /* one result has it twice */
    stage.parts[0].submission_count = 2;
    expect_refused(&stage, DIAGNOSTIC_RESULT_TWICE, "a");
    open_stage(&stage);
    struct review_submission two[] = {stage.parts[0].submissions[0], stage.parts[0].submissions[0]};
    two[1].document = 1; /* two documents of a file, and one that could not be read */
    stage.parts[0].submissions = two;
    stage.parts[0].submission_count = 2;
    assert_int_equal(merge(&stage), STATUS_OK);
    close_stage(&stage);
}

static void review_merge_refuses_other_rules(void **state)
{
    (void)state;
    static const char *const changes[][2] = {{"0123456789abcdef", "0123456789abcdee"},
                                             {"{\"area\":\"1\",\"heading\":\"灯火\",\"claimable\":true},", ""},
                                             {"\"area\":\"1\",\"heading\"", "\"area\":\"3\",\"heading\""},
                                             {"\"claimable\":true", "\"claimable\":false"}};
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        struct stage stage;
        open_stage(&stage);
        change(&stage, i % PARTS, i % PARTS == 0 ? "a" : i % PARTS == 1 ? "b" : "c", changes[i][0], changes[i][1]);
        expect_refused(&stage, DIAGNOSTIC_RESULT_RULES, "p");
    }
    struct stage stage; /* packs of several names stand beside each other */
    open_stage(&stage);
    change(&stage, 1, "b", "\"packs\":[", "\"packs\":[{\"id\":\"q\",\"sha256\":\"\",\"clauses\":[]},");
    assert_int_equal(merge(&stage), STATUS_OK);
    assert_int_equal(stage.whole.pack_count, 2);
    assert_true(judge_says(stage.whole.packs[1].id, "q"));
    assert_true(judge_says(stage.whole.submissions[1].pack->id, "p"));
    close_stage(&stage);
}

static void review_merge_survives_failing_memory(void **state)
{
    (void)state;
    struct stage stage;
    open_stage(&stage);
    for (int twice = 0; twice < 2; twice++) {
        enum status wanted = twice ? STATUS_INVALID : STATUS_OK, status = STATUS_NO_MEMORY;
        if (twice) change(&stage, 2, "a", "0.1.0", "0.1.0");
        for (unsigned long n = 1; status != wanted; n++) {
            struct arena *arena = arena_new();
            struct text_diagnostics diagnostics;
            struct review_stored whole;
            text_diagnostics_init(&diagnostics, arena);
            alloc_fail_at(n, n % 2);
            status = review_merge(arena, stage.parts, PARTS, &diagnostics, &whole);
            alloc_fail_never();
            assert_true(status == wanted || status == STATUS_NO_MEMORY);
            arena_free(arena);
            assert_true(n < 200);
        }
    }
    close_stage(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(review_merge_is_the_union),
        cmocka_unit_test(review_merge_adds_up),
        cmocka_unit_test(review_merge_does_not_choose_by_order),
        cmocka_unit_test(review_merge_refuses_a_file_twice),
        cmocka_unit_test(review_merge_refuses_other_rules),
        cmocka_unit_test(review_merge_survives_failing_memory),
    };
    return cmocka_run_group_tests(tests, unit_json_allocates, NULL);
}
