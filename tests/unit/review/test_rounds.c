/* What became of findings, texts, amounts and verdicts between two rounds. */
#include "support/rounds.h"
#include "support/unit.h"

#include "base/alloc.h"

static const struct claim one[] = {ON("5(1)①", "a"), {0}}, two[] = {ON("5(1)①", "a"), ON("5(2)", "b"), {0}};

#define F(id_, claims_, ...)                                                                                           \
    {                                                                                                                  \
        .file = "a", .ministry = "M", .id = id_, .title = "A" id_, .claims = claims_, .findings = { __VA_ARGS__ }      \
    }

static void review_rounds_say_what_became_of_findings(void **state)
{
    (void)state;
    round_expect(OLD(F("1", one, ERROR("E", "5(1)①", "a"))), NEW(F("1", one, NONE)), "1>1 id fixed:E; ");
    round_expect(OLD(F("1", one, NONE)), NEW(F("1", one, ERROR("E", "5(1)①", "a"))), "1>1 id regressed:E; ");
    round_expect(OLD(F("1", one, ERROR("E", "5(1)①", "a"))), NEW(F("1", one, ERROR("E", "5(1)①", "other"))),
                 "1>1 id open:E; ");
    round_expect(OLD(F("1", one, ERROR("E", NULL, "a"))), NEW(F("1", one, ERROR("E2", NULL, "a"))),
                 "1>1 id regressed:E2 fixed:E; ");
    /* a note is no step back */
    round_expect(OLD(F("1", one, NONE)), NEW(F("1", one, NOTE("N", "5(1)①", "a"))), "1>1 id new:N; ");
    /* nor is what is found on a claim or request that was not there */
    round_expect(OLD(F("1", one, NONE)), NEW(F("1", two, ERROR("E", "5(2)", "b"))), "1>1 id text new:E; ");
    round_expect(OLD(F("1", one, NONE)), NEW(F("1", one, NONE), F("2", two, ERROR("E", NULL, "x"))),
                 "1>1 id; +>2 new:E; ");
    /* what goes with its claim or request was not mended */
    round_expect(OLD(F("1", two, ERROR("E", "5(2)", "b"))), NEW(F("1", one, NONE)), "1>1 id text withdrawn:E; ");
    round_expect(OLD(F("1", one, NONE), F("2", two, ERROR("E", NULL, "x"))), NEW(F("1", one, NONE)),
                 "1>1 id; 2>- withdrawn:E; ");
}

static void review_rounds_follow_findings_to_other_names(void **state)
{
    (void)state;
    const struct row old[ROUND_ROWS] = {{.file = "a",
                                         .ministry = "M",
                                         .id = "1",
                                         .title = "A",
                                         .claims = two,
                                         .findings = {ERROR("E", "5(1)①", "a"), ERROR("E", "5(2)", "b")}}};
    const struct row new[ROUND_ROWS] = {
        {.file = "b", .ministry = "N", .id = "2", .title = "A", .claims = two, .findings = {ERROR("E", "5(2)", "b")}}};
    round_expect(old, new, "1>2 title handed open:E fixed:E; ");
}

/* One rule several times on one clause: those on the same text are the same, and each is counted once. */
static void review_rounds_tell_findings_of_one_rule_apart(void **state)
{
    (void)state;
    struct review_rounds rounds;
    struct arena *arena = arena_new();
    const struct row old[ROUND_ROWS] = {F("1", one, ERROR("E", "5(1)①", "a"), ERROR("E", "5(1)①", "b"))};
    const struct row new[ROUND_ROWS] = {F("2", one, ERROR("E", "5(1)①", "b"))};
    round_expect(OLD(F("1", one, ERROR("E", NULL, "a"), ERROR("E", NULL, "b"))),
                 NEW(F("1", one, ERROR("E", NULL, "c"), ERROR("E", NULL, "d"), ERROR("E", NULL, "e"))),
                 "1>1 id open:E open:E regressed:E; ");
    assert_non_null(arena);
    /* a renumbered request has other fingerprints: the text says which of the two is left */
    assert_string_equal(round_compared(arena, old, new, &rounds), "1>2 text renamed open:E fixed:E; ");
    assert_string_equal(rounds.requests[0].findings[0].before->text_sha256.at, "b");
    assert_string_equal(rounds.requests[0].findings[1].before->text_sha256.at, "a");
    arena_free(arena);
}

static void review_rounds_compare_findings_over_the_set(void **state)
{
    (void)state;
    round_expect(OLD(F("1", one, SET("S", "5(1)①", "a")), F("2", one, SET("S", "5(1)①", "a"))),
                 NEW(F("1", one, NONE), F("2", one, SET("S", "5(1)①", "a"), SET("T", NULL, "a"))),
                 "1>1 id fixed:S; 2>2 id open:S regressed:T; ");
}

#define COPY(id_, also_) F(id_, one, {"S", "5(1)①", "t", RULE_WARNING, .over_set = true, .also = also_})

/* A finding that speaks of several requests stands on the first of them, whichever that is. */
static void review_rounds_follow_findings_over_the_set(void **state)
{
    (void)state;
    round_expect(OLD(COPY("1", "2"), F("2", one, NONE)), NEW(COPY("2", "1"), F("1", one, NONE)),
                 "2>2 id open:S; 1>1 id; ");
    round_expect(OLD(COPY("1", "2"), F("2", one, NONE), F("3", one, NONE)),
                 NEW(F("1", one, NONE), COPY("2", "3"), F("3", one, NONE)), "1>1 id; 2>2 id open:S; 3>3 id; ");
    round_expect(OLD(F("1", one, NONE), F("2", one, NONE)), NEW(COPY("1", "2"), F("2", one, NONE)),
                 "1>1 id regressed:S; 2>2 id; ");
    /* not the fault of what was there before */
    round_expect(OLD(F("1", one, NONE)), NEW(COPY("1", "2"), F("2", one, NONE)), "1>1 id new:S; +>2; ");
    round_expect(OLD(COPY("1", "2"), F("2", one, NONE)), NEW(F("1", one, NONE)), "1>1 id withdrawn:S; 2>-; ");
    /* one group of near copies that falls into two when they come in another order */
    round_expect(OLD(COPY("1", "2"), F("2", one, NONE), F("3", one, NONE), COPY("4", "3")),
                 NEW(COPY("1", "3"), F("2", one, NONE), F("3", one, NONE), COPY("4", "2")),
                 "1>1 id open:S; 2>2 id; 3>3 id; 4>4 id open:S; ");
    round_expect(OLD(COPY("1", "2"), F("2", one, NONE)), NEW(COPY("1", "2"), COPY("2", "1")),
                 "1>1 id open:S; 2>2 id new:S; ");
}

/* Findings over the set name the item of a claim with its clause. */
static void review_rounds_know_claims_on_items(void **state)
{
    (void)state;
    static const struct claim item[] = {{"5(1)①", "a", "i"}, {0}};
    round_expect(OLD(F("1", item, NONE)), NEW(F("1", item, SET("S", "5(1)① i", "a"))), "1>1 id regressed:S; ");
    round_expect(OLD(F("1", item, NONE)), NEW(F("1", item, SET("S", "5(1)① ii", "a"))), "1>1 id new:S; ");
    round_expect(OLD(F("1", item, ERROR("E", "5(1)①", "a"))), NEW(F("1", item, NONE)), "1>1 id fixed:E; ");
}

#define WHOLE(file_, ministry_, id_, ...)                                                                              \
    {                                                                                                                  \
        .file = file_, .ministry = ministry_, .id = id_, .title = id_, .findings = { __VA_ARGS__ }                     \
    }

static void review_rounds_compare_findings_on_files(void **state)
{
    (void)state;
    round_expect(OLD(WHOLE("a", "M", "1", FILE_ERROR("SUM"), FILE_ERROR("YEAR"))),
                 NEW(WHOLE("b", "M", "1", FILE_ERROR("SUM"))), "1>1 id; files open:SUM fixed:YEAR");
    round_expect(OLD(WHOLE("a", "M", "1", NONE)), NEW(WHOLE("a", "M", "1", FILE_ERROR("SUM"))),
                 "1>1 id; files regressed:SUM");
    /* the ministry's name was put right: the file is the same, since it has the same requests */
    round_expect(OLD(WHOLE("a", "m", "1", FILE_ERROR("NAME"), FILE_ERROR("SUM"))),
                 NEW(WHOLE("a", "M", "1", FILE_ERROR("SUM"))), "1>1 id handed; files open:SUM fixed:NAME");
    /* a ministry that is new, or gone */
    round_expect(OLD(WHOLE("a", "M", "1", NONE)),
                 NEW(WHOLE("a", "M", "1", NONE), WHOLE("b", "N", "7", FILE_ERROR("SUM"))),
                 "1>1 id; +>7; files new:SUM");
    round_expect(OLD(WHOLE("a", "M", "1", NONE), WHOLE("b", "N", "7", FILE_ERROR("SUM"))),
                 NEW(WHOLE("a", "M", "1", NONE)), "1>1 id; 7>-; files withdrawn:SUM");
    /* none of its requests is left, but the ministry still asks */
    round_expect(OLD(WHOLE("a", "M", "1", FILE_ERROR("SUM"))), NEW(WHOLE("a", "M", "2", NONE)),
                 "+>2; 1>-; files fixed:SUM");
    /* two files of a ministry put into one */
    round_expect(OLD(WHOLE("a", "M", "1", NONE), WHOLE("b", "M", "2", FILE_ERROR("SUM"))),
                 NEW(WHOLE("a", "M", "1", NONE), WHOLE("a", "M", "2", FILE_ERROR("SUM"))),
                 "1>1 id; 2>2 id; files open:SUM");
}

/* ---- texts, amounts, verdicts, rules */

#define TEXTS(...)                                                                                                     \
    {                                                                                                                  \
        .file = "a", .ministry = "M", .id = "1", .title = "A", .claims = (const struct claim[])                        \
        {                                                                                                              \
            __VA_ARGS__,                                                                                               \
            {                                                                                                          \
                0                                                                                                      \
            }                                                                                                          \
        }                                                                                                              \
    }

static void review_rounds_compare_texts(void **state)
{
    (void)state;
    round_expect(OLD(TEXTS(ON("x", "a"), ON("y", "b"))), NEW(TEXTS(ON("y", "b"), ON("x", "a"))), "1>1 id; ");
    round_expect(OLD(TEXTS(ON("x", "a"), ON("y", "b"))), NEW(TEXTS(ON("x", "b"), ON("y", "a"))), "1>1 id text; ");
    round_expect(OLD(TEXTS(ON("x", "a"), ON("x", "a"), ON("y", "b"))),
                 NEW(TEXTS(ON("x", "a"), ON("y", "b"), ON("y", "b"))), "1>1 id text; ");
    round_expect(OLD({.file = "a", .ministry = "M", .id = "1", .title = "A", .text = "summary"}),
                 NEW({.file = "a", .ministry = "M", .id = "1", .title = "A", .text = "other"}), "1>1 id text; ");
}

#define YEN(yen_, kind_)                                                                                               \
    {                                                                                                                  \
        .file = "a", .ministry = "M", .id = "1", .title = "A", .yen = yen_, .kind = kind_                              \
    }

static void review_rounds_compare_amounts(void **state)
{
    (void)state;
    struct review_rounds rounds;
    struct arena *arena = arena_new();
    round_expect(OLD(YEN(300, DOC_AMOUNT_FIGURE)), NEW(YEN(500, DOC_AMOUNT_FIGURE)), "1>1 id 200; ");
    round_expect(OLD(YEN(300, DOC_AMOUNT_FIGURE)), NEW(YEN(0, DOC_AMOUNT_ITEM_ONLY)), "1>1 id unlike; ");
    round_expect(OLD(YEN(300, DOC_AMOUNT_FIGURE)), NEW(YEN(500, DOC_AMOUNT_PART_OF)), "1>1 id unlike; ");
    /* no sum moves, but the amount did */
    round_expect(OLD(YEN(0, DOC_AMOUNT_ITEM_ONLY)), NEW(YEN(0, DOC_AMOUNT_FIGURE)), "1>1 id unlike; ");
    round_expect(OLD(YEN(300, DOC_AMOUNT_PART_OF)), NEW(YEN(500, DOC_AMOUNT_PART_OF)), "1>1 id 200; ");
    assert_non_null(arena);
    round_compared(arena, OLD(YEN(300, DOC_AMOUNT_PART_OF)), NEW(YEN(500, DOC_AMOUNT_PART_OF)), &rounds);
    assert_int_equal(rounds.amount_difference, 0);
    round_compared(arena, OLD(YEN(300, DOC_AMOUNT_FIGURE)), NEW({.file = "a"}), &rounds);
    assert_int_equal(rounds.amount_difference, -300);
    assert_int_equal(rounds.amount_moved, 0);
    /* a stored result may say anything: nothing overflows */
    round_compared(arena, OLD(YEN(INT64_MIN, DOC_AMOUNT_FIGURE)), NEW(YEN(INT64_MAX, DOC_AMOUNT_FIGURE)), &rounds);
    assert_int_equal(rounds.amount_difference, INT64_MAX);
    arena_free(arena);
}

/* What the sum is said to have moved by, and how many requests are left out of that. */
static void sum_expect(const struct row *old, const struct row *new, int64_t difference, size_t uncompared)
{
    struct review_rounds rounds;
    struct arena *arena = arena_new();
    assert_non_null(arena);
    round_compared(arena, old, new, &rounds);
    assert_int_equal(rounds.amount_difference, difference);
    assert_int_equal(rounds.amount_uncompared, uncompared);
    arena_free(arena);
}

static void review_rounds_take_no_missing_figure_for_a_cut(void **state)
{
    (void)state;
    sum_expect(OLD(YEN(300, DOC_AMOUNT_FIGURE)), NEW(YEN(0, DOC_AMOUNT_ITEM_ONLY)), 0, 1);
    sum_expect(OLD(YEN(0, DOC_AMOUNT_ITEM_ONLY)), NEW(YEN(300, DOC_AMOUNT_FIGURE)), 0, 1);
    sum_expect(OLD(YEN(300, DOC_AMOUNT_FIGURE)), NEW(YEN(500, DOC_AMOUNT_PART_OF)), 0, 1);
    sum_expect(OLD(YEN(300, DOC_AMOUNT_FIGURE)), NEW(YEN(200, DOC_AMOUNT_FIGURE)), -100, 0);
    /* in no sum before or after */
    sum_expect(OLD(YEN(300, DOC_AMOUNT_PART_OF)), NEW(YEN(0, DOC_AMOUNT_ITEM_ONLY)), 0, 0);
    sum_expect(OLD(YEN(0, DOC_AMOUNT_ITEM_ONLY)), NEW({.file = "a"}), 0, 0);
}

static void review_rounds_count_verdicts_and_rules(void **state)
{
    (void)state;
    struct review_rounds rounds;
    struct arena *arena = arena_new();
    const struct row pass[ROUND_ROWS] = {{.file = "a", .ministry = "M", .id = "1", .title = "A", .passes = true}};
    const struct row fail[ROUND_ROWS] = {{.file = "a", .ministry = "M", .id = "1", .title = "A"}};
    assert_non_null(arena);
    round_compared(arena, fail, pass, &rounds);
    assert_int_equal(rounds.better, 1);
    assert_int_equal(rounds.worse, 0);
    struct review_stored before = round_lay(arena, pass), after = round_lay(arena, pass);
    after.submissions[0].pack = &round_packs[1];
    assert_int_equal(review_rounds_compare(arena, &before, &after, &rounds), STATUS_OK);
    assert_false(rounds.same_rules);
    /* a pack that only requests without a pair were judged by makes no difference */
    after = round_lay(arena, NEW(R("9", "Z", "z")));
    after.submissions[0].pack = &round_packs[1];
    assert_int_equal(review_rounds_compare(arena, &before, &after, &rounds), STATUS_OK);
    assert_true(rounds.same_rules);
    arena_free(arena);
}

/* ---- */

static void review_rounds_compare_empty_rounds(void **state)
{
    (void)state;
    round_expect(OLD({0}), NEW({0}), "");
    round_expect(OLD({0}), NEW(R("1", "A", "a")), "+>1; ");
}

/* Requests of one id, title and text, with a finding on the file for each. */
static struct review_stored alike(struct arena *arena, size_t count)
{
    struct review_claim *claim = round_room(arena, sizeof *claim);
    struct review_submission *submission = round_room(arena, sizeof *submission);
    struct review_request *requests = round_room(arena, count * sizeof *requests);
    struct review_finding *findings = round_room(arena, count * sizeof *findings);
    *claim = (struct review_claim){.text_sha256 = {"t", 1}};
    for (uint32_t i = 0; i < count; i++) {
        requests[i] = (struct review_request){
            .id = {"1", 1}, .title = {"A", 1}, .claims = claim, .claim_count = 1, .start = {.byte = i}};
        findings[i] = (struct review_finding){.rule = {"E", 1}, .path = {"a", 1}, .on_file = true};
    }
    *submission = (struct review_submission){.path = {"a", 1},
                                             .pack = &round_packs[0],
                                             .requests = requests,
                                             .request_count = count,
                                             .findings = findings,
                                             .finding_count = count};
    return (struct review_stored){.submissions = submission, .submission_count = 1};
}

/* It would take minutes if every one were compared with every other. */
static void review_rounds_compare_many_alike(void **state)
{
    (void)state;
    const size_t many = 50000;
    struct arena *arena = arena_new();
    assert_non_null(arena);
    struct review_stored stored = alike(arena, many);
    struct review_rounds rounds;
    assert_int_equal(review_rounds_compare(arena, &stored, &stored, &rounds), STATUS_OK);
    assert_int_equal(rounds.matched, many);
    assert_int_equal(rounds.findings[REVIEW_OPEN], many);
    arena_free(arena);
}

/* Many, since an arena asks for memory only now and then. */
static void review_rounds_survive_failing_memory(void **state)
{
    (void)state;
    struct arena *laid = arena_new();
    assert_non_null(laid);
    struct review_stored before = alike(laid, 500), after = alike(laid, 300);
    enum status status = STATUS_NO_MEMORY;
    unsigned long n = 1;
    for (; status != STATUS_OK; n++) {
        struct review_rounds rounds;
        struct arena *arena = arena_new();
        long live = alloc_live();
        assert_non_null(arena);
        alloc_fail_at(n, true);
        status = review_rounds_compare(arena, &before, &after, &rounds);
        alloc_fail_never();
        assert_true(status == STATUS_OK || status == STATUS_NO_MEMORY);
        assert_true(alloc_live() >= live);
        arena_free(arena);
        assert_true(n < 10000);
    }
    assert_true(n > 5);
    arena_free(laid);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(review_rounds_say_what_became_of_findings),
        cmocka_unit_test(review_rounds_follow_findings_to_other_names),
        cmocka_unit_test(review_rounds_tell_findings_of_one_rule_apart),
        cmocka_unit_test(review_rounds_compare_findings_over_the_set),
        cmocka_unit_test(review_rounds_follow_findings_over_the_set),
        cmocka_unit_test(review_rounds_know_claims_on_items),
        cmocka_unit_test(review_rounds_compare_findings_on_files),
        cmocka_unit_test(review_rounds_compare_texts),
        cmocka_unit_test(review_rounds_compare_amounts),
        cmocka_unit_test(review_rounds_take_no_missing_figure_for_a_cut),
        cmocka_unit_test(review_rounds_count_verdicts_and_rules),
        cmocka_unit_test(review_rounds_compare_empty_rounds),
        cmocka_unit_test(review_rounds_compare_many_alike),
        cmocka_unit_test(review_rounds_survive_failing_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
