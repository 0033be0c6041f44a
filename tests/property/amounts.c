/* Random amounts in random notations read back as what they are; broken ones are refused, never read as another sum.
 * The seed is printed; JUTEN_SEED repeats a run. */
#include "support/unit.h"

#include "doc/amount.h"
#include "doc/numeral.h"

#include <inttypes.h>
#include <stdlib.h>

#define ROUNDS 6000

static uint64_t seed_of_run(void)
{
    const char *given = getenv("JUTEN_SEED");
    return given ? strtoull(given, NULL, 10) : 20190523;
}

static uint64_t next(uint64_t *state)
{
    *state += 0x9E3779B97F4A7C15;
    uint64_t mixed = *state;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
    return mixed ^ (mixed >> 31);
}

static int64_t below(uint64_t *state, int64_t limit)
{
    return (int64_t)(next(state) % (uint64_t)limit);
}

/* An amount in the making: its text and what it must read as. */
struct sample {
    uint64_t *state;
    struct buf text;
    bool wide; /* full-width digits */
    bool grouped;
    size_t digits; /* where the first run of digits begins */
    size_t digits_end;
    int64_t yen;
    int64_t step;
};

static void put_mark(struct sample *sample, const char *narrow, const char *wide)
{
    buf_add_string(&sample->text, sample->wide ? wide : narrow);
}

static void put_digit(struct sample *sample, int digit)
{
    char wide[4] = {'\xEF', '\xBC', (char)(0x90 + digit), '\0'};
    char narrow[2] = {(char)('0' + digit), '\0'};
    put_mark(sample, narrow, wide);
}

static void put_blank(struct sample *sample)
{
    static const char *const blanks[] = {"", "", "", " ", "\xE3\x80\x80"};
    buf_add_string(&sample->text, blanks[below(sample->state, 5)]);
}

static void put_count(struct sample *sample, int64_t count)
{
    int64_t power = 1;
    int place = 0;
    for (; count / power >= 10; place++) {
        power *= 10;
    }
    sample->digits = sample->text.len;
    for (; power > 0; power /= 10, place--) {
        put_digit(sample, (int)(count / power % 10));
        if (sample->grouped && place > 0 && place % 3 == 0) put_mark(sample, ",", "，");
    }
    sample->digits_end = sample->text.len;
}

/* 1,234.5百万円: a unit and up to as many decimals as it has zeros. */
static void make_decimal(struct sample *sample)
{
    static const struct {
        const char *name;
        int64_t yen;
        int zeros;
    } units[] = {{"円", 1, 0}, {"千円", 1000, 3}, {"万円", 10000, 4}, {"百万円", 1000000, 6}, {"億円", 100000000, 8}};
    size_t unit = (size_t)below(sample->state, 5);
    int64_t count = below(sample->state, 3) == 0 ? below(sample->state, 20) : below(sample->state, 2000000);
    int decimals = (int)below(sample->state, units[unit].zeros + 1);
    put_count(sample, count);
    sample->yen = count * units[unit].yen;
    sample->step = units[unit].yen;
    if (decimals > 0) put_mark(sample, ".", "．");
    for (int i = 0; i < decimals; i++) {
        int digit = (int)below(sample->state, 10);
        put_digit(sample, digit);
        sample->step /= 10;
        sample->yen += digit * sample->step;
    }
    sample->digits_end = sample->text.len;
    put_blank(sample);
    buf_add_string(&sample->text, units[unit].name);
}

/* 12億3,456万7,890円, any but the first left out at random. */
static void make_compound(struct sample *sample)
{
    static const char *const names[] = {"兆", "億", "万", ""};
    int64_t power = 1000000000000;
    bool first = true;
    size_t from = (size_t)below(sample->state, 4);
    for (size_t i = 0; i < 4; i++, power /= 10000) {
        bool shown = i == from || (i > from && below(sample->state, 2) == 0);
        if (!shown) continue;
        int64_t count = 1 + below(sample->state, 9999);
        if (!first) put_blank(sample);
        put_count(sample, count);
        buf_add_string(&sample->text, names[i]);
        sample->yen += count * power;
        sample->step = power;
        first = false;
    }
    buf_add_string(&sample->text, "円");
}

/* 一億五千万円: the step is the last group's. */
static void make_kanji(struct sample *sample)
{
    char bytes[32];
    size_t len = 0;
    while (len == 0) {
        int64_t scale = 1;
        for (int64_t i = below(sample->state, 9); i > 0; i--) {
            scale *= 10;
        }
        sample->yen = (1 + below(sample->state, 99)) * scale;
        len = doc_numeral_write(DOC_KANJI, sample->yen, bytes);
        struct text_view unit = {bytes, len};
        bool alone = text_view_equal(unit, text_view_of("百万")) || text_view_equal(unit, text_view_of("千"));
        if (alone) len = 0; /* a unit word with the yen behind it: refused, see amounts.txt */
    }
    sample->step = sample->yen % 10000 != 0 ? 1 : sample->yen % 100000000 != 0 ? 10000 : 100000000;
    buf_add(&sample->text, bytes, len);
    buf_add_string(&sample->text, "円");
}

static void make_sample(struct sample *sample, uint64_t *state)
{
    static const char *const signs[] = {"▲", "△", "−", "－", "-", "‐"};
    *sample = (struct sample){.state = state};
    buf_init(&sample->text);
    sample->wide = below(state, 2) == 0;
    sample->grouped = below(state, 2) == 0;
    bool negative = below(state, 4) == 0;
    put_blank(sample);
    if (negative) buf_add_string(&sample->text, signs[below(state, 6)]);
    if (negative) put_blank(sample);
    int64_t kind = below(state, 5);
    if (kind < 2) {
        make_decimal(sample);
    } else if (kind < 4) {
        make_compound(sample);
    } else {
        make_kanji(sample);
    }
    put_blank(sample);
    if (negative) sample->yen = -sample->yen;
}

static enum doc_amount_error parse(const struct sample *sample, struct doc_amount *amount)
{
    struct text_range bad = {0, 0};
    struct text_view text = {sample->text.bytes, sample->text.len};
    *amount = (struct doc_amount){.kind = DOC_AMOUNT_WRONG};
    enum doc_amount_error error = doc_amount_parse(text, 1, NULL, amount, &bad);
    assert_true(bad.begin <= bad.end && bad.end <= text.len);
    return error;
}

static void doc_amount_reads_back_random_amounts(void **unused)
{
    (void)unused;
    uint64_t state = seed_of_run();
    print_message("seed %" PRIu64 "\n", state);
    for (int i = 0; i < ROUNDS; i++) {
        struct sample sample;
        struct doc_amount amount;
        make_sample(&sample, &state);
        enum doc_amount_error error = parse(&sample, &amount);
        if (error != DOC_AMOUNT_OK || amount.money.yen != sample.yen || amount.money.step != sample.step) {
            fail_msg("%s: error %d, %" PRId64 "/%" PRId64 ", not %" PRId64 "/%" PRId64, sample.text.bytes, (int)error,
                     amount.money.yen, amount.money.step, sample.yen, sample.step);
        }
        buf_clear(&sample.text);
    }
}

/* Puts something into the last run of digits that makes it no number. */
static void corrupt(struct sample *sample)
{
    static const char *const wrongs[] = {",,", "，，", "..", "．．", "x", "O", "l", "e", " 0", "\n0", "　0"};
    struct buf text;
    size_t width = sample->wide ? 3 : 1;
    size_t first_digit = sample->digits + width;
    buf_init(&text);
    buf_add(&text, sample->text.bytes, first_digit);
    buf_add_string(&text, wrongs[below(sample->state, sizeof wrongs / sizeof *wrongs)]);
    buf_add(&text, sample->text.bytes + first_digit, sample->text.len - first_digit);
    buf_clear(&sample->text);
    sample->text = text;
}

static void doc_amount_refuses_broken_amounts(void **unused)
{
    (void)unused;
    uint64_t state = seed_of_run() + 1;
    print_message("seed %" PRIu64 "\n", state);
    for (int i = 0; i < ROUNDS; i++) {
        struct sample sample;
        struct doc_amount amount;
        make_sample(&sample, &state);
        if (sample.digits_end > sample.digits) {
            corrupt(&sample);
            if (parse(&sample, &amount) == DOC_AMOUNT_OK) {
                fail_msg("%s was read as %" PRId64, sample.text.bytes, amount.money.yen);
            }
        }
        buf_clear(&sample.text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(doc_amount_reads_back_random_amounts),
        cmocka_unit_test(doc_amount_refuses_broken_amounts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
