/* Prints of texts: shares are symmetric, like prints meet under a common key, unlike ones do not. */
#include "support/judge.h"
#include "support/tree.h"
#include "support/unit.h"

#include "base/alloc.h"
#include "eval/likeness.h"
#include "text/utf8.h"

#include <stdlib.h>

#define GRAMS  400
#define ROUNDS 500

static int compare_hashes(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, *y = b;
    return (x > *y) - (x < *y);
}

/* Grams of a text, of which the first `common` are those of every print of the same seed. */
static struct eval_print print_of(uint32_t hashes[GRAMS], size_t count, size_t common, uint32_t seed, uint32_t own)
{
    struct eval_print print = {hashes, 0};
    for (size_t i = 0; i < count; i++) {
        uint32_t *row = i < common ? &seed : &own;
        hashes[i] = tree_random(row) << 16 ^ tree_random(row);
    }
    qsort(hashes, count, sizeof *hashes, compare_hashes);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || hashes[i] != hashes[i - 1]) hashes[print.count++] = hashes[i];
    return print;
}

static size_t common_keys(const struct eval_print *a, const struct eval_print *b)
{
    uint32_t left[EVAL_BANDS], right[EVAL_BANDS];
    size_t common = 0;
    eval_print_bands(a, left);
    eval_print_bands(b, right);
    for (size_t i = 0; i < EVAL_BANDS; i++)
        common += left[i] == right[i];
    return common;
}

/* How many of ROUNDS pairs of prints meet, whose share is as given. */
static size_t meetings(size_t count, size_t per_cent)
{
    uint32_t a[GRAMS], b[GRAMS];
    size_t met = 0;
    for (uint32_t seed = 1; seed <= ROUNDS; seed++) {
        struct eval_print one = print_of(a, count, count * per_cent / 100, seed, seed * 7919 + 1);
        struct eval_print other = print_of(b, count, count * per_cent / 100, seed, seed * 104729 + 2);
        int64_t share = eval_print_share(&one, &other, 0);
        assert_int_equal(share, eval_print_share(&other, &one, 0));
        assert_in_range(share, per_cent > 2 ? per_cent - 2 : 0, per_cent + 2);
        met += common_keys(&one, &other) > 0;
    }
    return met;
}

static void eval_likeness_equal_prints_share_all_keys(void **state)
{
    (void)state;
    static const size_t counts[] = {1, EVAL_PRINT_LEAST, 40, GRAMS};
    for (size_t c = 0; c < sizeof counts / sizeof *counts; c++)
        for (uint32_t seed = 1; seed <= 50; seed++) {
            uint32_t a[GRAMS], b[GRAMS];
            struct eval_print one = print_of(a, counts[c], counts[c], seed, 1);
            struct eval_print other = print_of(b, counts[c], counts[c], seed, 2);
            assert_int_equal(common_keys(&one, &other), EVAL_BANDS);
            assert_int_equal(eval_print_share(&one, &other, 0), counts[c] < EVAL_PRINT_LEAST ? 0 : 100);
        }
}

/* 80 % of the larger print are two thirds of both together: each of 16 bands agrees in 0.3 of all cases. */
static void eval_likeness_like_prints_meet(void **state)
{
    (void)state;
    static const size_t counts[] = {40, 100, GRAMS};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        assert_true(meetings(counts[i], 80) >= ROUNDS * 97 / 100);
        assert_true(meetings(counts[i], 90) >= ROUNDS * 99 / 100);
        assert_true(meetings(counts[i], 10) <= ROUNDS / 20);
        assert_int_equal(meetings(counts[i], 0), 0);
    }
}

/* The share is that of the larger one: a text that says more is unlike by as much. */
static void eval_likeness_counts_the_larger(void **state)
{
    (void)state;
    uint32_t a[GRAMS], b[GRAMS];
    struct eval_print part = print_of(a, 100, 100, 5, 1), whole = print_of(b, 200, 100, 5, 2);
    assert_in_range(eval_print_share(&part, &whole, 0), 49, 50);
    assert_int_equal(eval_print_share(&part, &whole, 0), eval_print_share(&whole, &part, 0));
    struct eval_print few = print_of(a, EVAL_PRINT_LEAST - 1, EVAL_PRINT_LEAST - 1, 5, 1);
    assert_int_equal(eval_print_share(&few, &few, 0), 0);
}

static void check_least(const struct eval_print *one, const struct eval_print *other)
{
    int64_t whole = eval_print_share(one, other, 0);
    for (int64_t least = 1; least <= 101; least++) {
        assert_int_equal(eval_print_share(one, other, least), whole >= least ? whole : 0);
        if (eval_print_hopeless(one->count, other->count, least)) assert_true(whole < least);
    }
    assert_int_equal(eval_print_share(one, other, INT64_MAX), 0);
}

/* A share that is asked for from some per cent on is the whole share or nothing, whichever sizes the prints have. */
static void eval_likeness_least_hides_only_less(void **state)
{
    (void)state;
    static const size_t counts[] = {EVAL_PRINT_LEAST, 13, 99, GRAMS};
    uint32_t a[GRAMS], b[GRAMS];
    for (size_t c = 0; c < sizeof counts / sizeof *counts; c++)
        for (size_t common = 0; common <= EVAL_PRINT_LEAST; common++) {
            struct eval_print one = print_of(a, counts[c], common * counts[c] / EVAL_PRINT_LEAST, 7, 1);
            struct eval_print other = print_of(b, 99, common * 99 / EVAL_PRINT_LEAST, 7, 2);
            check_least(&one, &other);
        }
}

/* Of texts: width, marks and line breaks do not matter, nor does the order of sentences much. */
/* Sketches part most unlike prints, and never two that are alike. */
static void eval_likeness_sketches_hide_nothing(void **state)
{
    (void)state;
    uint32_t a[GRAMS], b[GRAMS];
    size_t parted = 0;
    for (uint32_t seed = 1; seed <= ROUNDS; seed++) {
        const size_t common = 80 * (seed % 101) / 100;
        struct eval_print one = print_of(a, 80, common, seed, seed * 7919 + 1);
        struct eval_print other = print_of(b, 80 + seed % 20, common, seed, seed * 104729 + 2);
        const struct eval_sketch left = eval_print_sketch(&one), right = eval_print_sketch(&other);
        for (int64_t least = 1; least <= 100; least += 11) {
            const bool hopeless = eval_sketch_hopeless(&left, one.count, &right, other.count, least);
            if (hopeless) assert_int_equal(eval_print_share(&one, &other, least), 0);
            parted += hopeless && least == 78;
        }
    }
    assert_in_range(parted, ROUNDS / 3, ROUNDS);
}

/* Few hashes and many are sorted in two ways: around where they meet, and far beyond. */
static void eval_likeness_prints_are_ascending(void **state)
{
    (void)state;
    static const size_t lengths[] = {3, 514, 515, 3000};
    static char bytes[3000 * 3];
    struct judge judge;
    judge_open(&judge);
    for (size_t i = 0; i < 3000; i++)
        text_utf8_encode((uint32_t)(0x4E00 + i * 7 % 20000), bytes + 3 * i);
    for (size_t n = 0; n < sizeof lengths / sizeof *lengths; n++) {
        struct eval_context context = {.rules = judge.rules, .arena = judge.arena, .scratch = judge.arena};
        const struct eval_print print = eval_print_of(&context, (struct text_view){bytes, 3 * lengths[n]}, NULL);
        assert_int_equal(context.status, STATUS_OK);
        assert_in_range(print.count, lengths[n] - 2 - lengths[n] / 100, lengths[n] - 2); /* some fold to one */
        for (size_t i = 1; i < print.count; i++)
            assert_true(print.hashes[i - 1] < print.hashes[i]);
    }
    judge_close(&judge);
}

static void eval_likeness_prints_texts(void **state)
{
    (void)state;
    struct judge judge;
    judge_open(&judge);
    struct eval_context context = {.rules = judge.rules, .arena = judge.arena, .scratch = judge.arena};
    struct text_view text = text_view_of("沿岸の灯火を毎年点検し、傷んだ電球ABCを冬が来る前に取り替える。");
    struct text_view again = text_view_of("沿岸の灯火を毎年点検し,傷んだ電球ＡＢＣを\n冬が来る前に取り替える");
    struct text_view turned = text_view_of("傷んだ電球ABCを冬が来る前に取り替える。沿岸の灯火を毎年点検し、");
    struct eval_print first = eval_print_of(&context, text, NULL), second = eval_print_of(&context, again, NULL);
    struct eval_print third = eval_print_of(&context, turned, NULL);
    assert_true(first.count > EVAL_PRINT_LEAST);
    assert_int_equal(eval_print_share(&first, &second, 0), 100);
    assert_int_equal(common_keys(&first, &second), EVAL_BANDS);
    assert_in_range(eval_print_share(&first, &third, 0), 85, 99);
    assert_int_equal(eval_print_of(&context, text_view_of(""), NULL).count, 0);
    enum status status = STATUS_NO_MEMORY;
    for (unsigned long n = 1; status != STATUS_OK; n++) {
        eval_scratch_set(&context, arena_new());
        context.status = STATUS_OK;
        alloc_fail_at(n, false);
        struct eval_print print = eval_print_of(&context, text, NULL);
        status = context.status;
        alloc_fail_never();
        assert_int_equal(print.count, status == STATUS_OK ? first.count : 0);
        arena_free(context.scratch);
        assert_true(n < 100);
    }
    judge_close(&judge);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(eval_likeness_equal_prints_share_all_keys),
        cmocka_unit_test(eval_likeness_like_prints_meet),
        cmocka_unit_test(eval_likeness_counts_the_larger),
        cmocka_unit_test(eval_likeness_least_hides_only_less),
        cmocka_unit_test(eval_likeness_sketches_hide_nothing),
        cmocka_unit_test(eval_likeness_prints_are_ascending),
        cmocka_unit_test(eval_likeness_prints_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
