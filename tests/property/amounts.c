/* Random amounts in random notations read back as what they are; broken ones are refused, or read as what now stands
 * there, never as another sum. Two who know the value stand beside the parser: the generator, which wrote it
 * (amount/sample), and a second reader of another build, which judges what chance has left (amount/reader).
 *
 * The seed is printed; JUTEN_SEED repeats a run. */
#include "support/unit.h"

#include "doc/amount.h"
#include "doc/numeral.h"
#include "property/amount/reader.h"
#include "property/amount/sample.h"
#include "support/vocabulary.h"
#include "text/utf8.h"

#include <inttypes.h>
#include <stdlib.h>

#define ROUNDS       10000
#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct arena *arena;

static int make_words(void **state)
{
    arena = arena_new();
    assert_non_null(arena);
    *state = vocabulary_new(arena);
    return 0;
}

static int free_words(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static uint64_t seed_of_run(uint64_t test)
{
    const char *given = getenv("JUTEN_SEED");
    uint64_t seed = given ? strtoull(given, NULL, 10) : 20190523;
    print_message("seed %" PRIu64 "\n", seed);
    return seed * 8 + test;
}

/* ---- what is read, and by whom */

static struct text_view view_of(const struct amount_sample *sample)
{
    return (struct text_view){sample->text.bytes, sample->text.len};
}

/* True when the parser reads it; what it shows of an error lies in the text. */
static bool parse(const struct amount_sample *sample, void *const *words, struct doc_amount *amount)
{
    const struct vocabulary *vocabulary = *words;
    struct text_range bad = {0, 0};
    *amount = (struct doc_amount){.kind = DOC_AMOUNT_WRONG};
    assert_int_equal(buf_status(&sample->text), STATUS_OK);
    enum doc_amount_error error = doc_amount_parse(view_of(sample), sample->unit_yen, &vocabulary->words, amount, &bad);
    assert_true(error != DOC_AMOUNT_NO_MEMORY && bad.begin <= bad.end && bad.end <= sample->text.len);
    return error == DOC_AMOUNT_OK;
}

static bool same_money(const struct doc_money *a, const struct doc_money *b)
{
    return a->yen == b->yen && a->step == b->step;
}

static bool same(const struct doc_amount *a, const struct doc_amount *b)
{
    return a->kind == b->kind && a->bound == b->bound && a->relisted == b->relisted && a->earlier == b->earlier &&
           a->earlier_bound == b->earlier_bound && same_money(&a->money, &b->money) &&
           same_money(&a->earlier_money, &b->earlier_money);
}

static void say(const char *who, bool read, const struct doc_amount *amount)
{
    if (!read) {
        print_error("  %s: refused\n", who);
        return;
    }
    print_error("  %s: kind %d, bound %d, %" PRId64 "/%" PRId64 "%s, earlier %d, bound %d, %" PRId64 "/%" PRId64 "\n",
                who, (int)amount->kind, (int)amount->bound, amount->money.yen, amount->money.step,
                amount->relisted ? ", relisted" : "", (int)amount->earlier, (int)amount->earlier_bound,
                amount->earlier_money.yen, amount->earlier_money.step);
}

static void amounts_read_back_as_written(void **words)
{
    uint64_t state = seed_of_run(0);
    for (int i = 0; i < ROUNDS; i++) {
        struct amount_sample sample;
        struct doc_amount parsed, read = {.kind = DOC_AMOUNT_WRONG};
        amount_sample_make(&sample, &state);
        bool parses = parse(&sample, words, &parsed);
        bool reads = amount_reader_read(view_of(&sample), sample.unit_yen, &read);
        if (!parses || !reads || !same(&parsed, &sample.means) || !same(&read, &sample.means)) {
            say("written", true, &sample.means);
            say("parser", parses, &parsed);
            say("reader", reads, &read);
            fail_msg("\"%s\", unit %" PRId64, sample.text.bytes, sample.unit_yen);
        }
        buf_clear(&sample.text);
    }
}

/* ---- remarks */

static size_t first_arabic(struct text_view text)
{
    size_t at = 0, len;
    while (at < text.len && doc_numeral_arabic_digit(text_view_part(text, at, text.len), &len) < 0)
        at++;
    return at;
}

static bool has(struct text_view text, const char *word)
{
    return text_view_find(text, text_view_of(word), 0) != (size_t)-1;
}

/* What the shapes do not know and the parser reads all the same: a word with a remark or brackets, a part of what has
 * a name. No figure may be lost with it: there is none, or the one that is read stands behind the name. */
static bool loses_nothing(const struct amount_sample *sample, const struct doc_amount *parsed)
{
    struct doc_amount read = {.kind = DOC_AMOUNT_WRONG};
    const struct text_view text = view_of(sample);
    const size_t digit = first_arabic(text);
    if (parsed->kind == DOC_AMOUNT_PART_OF)
        return digit > 0 && amount_reader_read(text_view_part(text, digit, text.len), sample->unit_yen, &read) &&
               same(parsed, &read);
    if (parsed->kind == DOC_AMOUNT_FIGURE) return false;
    if (doc_amount_is_figure(parsed) && digit == text.len) return true; /* a word in brackets */
    return parsed->earlier != DOC_AMOUNT_ABSENT || (digit == text.len && !has(text, "円") && !has(text, "億"));
}

/* ---- breaking */

/* What scanners read for a digit or a unit, and what other countries count in: nothing of an amount. */
static const char *const strangers[] = {"O",  "o",  "l",  "I",  "|",  "S",  "B",    "○",  "◯",      "ニ",
                                        "ハ", "口", "干", "意", "北", "元", "ドル", "＄", "ユーロ", "￡",
                                        "%",  "人", "+",  "~",  "・", "、", ";",    "'",  "…",      "x"};

/* Replaces `len` bytes at `at`. */
static void splice(struct amount_sample *sample, size_t at, size_t len, struct text_view by)
{
    struct buf text;
    buf_init(&text);
    buf_add(&text, sample->text.bytes, at);
    buf_add(&text, by.at, by.len);
    buf_add(&text, sample->text.bytes + at + len, sample->text.len - at - len);
    buf_clear(&sample->text);
    sample->text = text;
}

/* Length of the character at `at`. */
static size_t character(const struct amount_sample *sample, size_t at)
{
    uint32_t point = 0;
    return text_utf8_decode(text_view_part(view_of(sample), at, sample->text.len), &point);
}

/* Where a character begins, by chance; the text has one. */
static size_t some_place(const struct amount_sample *sample)
{
    size_t at = (size_t)amount_below(sample->state, (int64_t)sample->text.len);
    while (at > 0 && ((unsigned char)sample->text.bytes[at] & 0xC0) == 0x80) {
        at--;
    }
    return at;
}

static struct text_view some_token(const struct amount_sample *sample)
{
    if (amount_chance(sample->state, 6)) {
        return text_view_of(strangers[amount_below(sample->state, (int64_t)COUNT(strangers))]);
    }
    return text_view_of(amount_token((size_t)amount_below(sample->state, (int64_t)amount_token_count())));
}

/* Drops, doubles, moves, replaces or adds a character: what comes of it may be an amount again. */
static void edit(struct amount_sample *sample)
{
    char kept[8];
    size_t at = some_place(sample);
    size_t len = character(sample, at);
    memcpy(kept, sample->text.bytes + at, len);
    struct text_view moved = {kept, len};
    switch (amount_below(sample->state, 5)) {
    case 0:
        splice(sample, at, len, (struct text_view){kept, 0});
        break;
    case 1:
        splice(sample, at, 0, moved);
        break;
    case 2:
        splice(sample, at, len, (struct text_view){kept, 0});
        splice(sample, sample->text.len > 0 ? some_place(sample) : 0, 0, moved);
        break;
    case 3:
        splice(sample, at, len, some_token(sample));
        break;
    default:
        splice(sample, at, 0, some_token(sample));
    }
}

static void amounts_edited_by_chance_read_as_what_stands_there(void **words)
{
    uint64_t state = seed_of_run(1);
    int refused = 0;
    for (int i = 0; i < ROUNDS; i++) {
        struct amount_sample sample;
        struct doc_amount parsed, read = {.kind = DOC_AMOUNT_WRONG};
        amount_sample_make(&sample, &state);
        for (int64_t edits = 1 + amount_below(&state, 2); edits > 0 && sample.text.len > 0; edits--) {
            edit(&sample);
        }
        bool parses = parse(&sample, words, &parsed);
        bool reads = amount_reader_read(view_of(&sample), sample.unit_yen, &read);
        bool remarked = parses && !reads && loses_nothing(&sample, &parsed);
        if (!remarked && (parses != reads || (parses && !same(&parsed, &read)))) {
            say("parser", parses, &parsed);
            say("reader", reads, &read);
            fail_msg("\"%s\", unit %" PRId64, sample.text.bytes, sample.unit_yen);
        }
        refused += !parses;
        buf_clear(&sample.text);
    }
    print_message("%d of %d refused\n", refused, ROUNDS);
    assert_in_range(refused, ROUNDS / 3, ROUNDS * 9 / 10); /* both outcomes are met often */
}

/* ---- breaking for sure */

/* Puts something behind the first digit that leaves no number, whatever follows. */
static void spoil_number(struct amount_sample *sample)
{
    static const char *const wrongs[] = {",,",   "，，", "..",  "．．", "1.2.3", ",.", ".,", ",5,", ".5,000",
                                         ",12.", " 0",   "\n0", "　0",  "一",    "▲",  "-",  "~",   "¥"};
    size_t at = sample->digits + character(sample, sample->digits);
    splice(sample, at, 0, text_view_of(wrongs[amount_below(sample->state, (int64_t)COUNT(wrongs))]));
}

/* A character of the amount becomes, or gets beside it, one that no amount has. */
static void put_stranger(struct amount_sample *sample)
{
    size_t at = some_place(sample);
    size_t len = amount_chance(sample->state, 2) ? 0 : character(sample, at);
    splice(sample, at, len, text_view_of(strangers[amount_below(sample->state, (int64_t)COUNT(strangers))]));
}

/* Another currency, another amount or a rate stands behind it. */
static void put_more(struct amount_sample *sample)
{
    static const char *const more[] = {"ドル", "/年",  "、2億円", "～3億円", "+1円", "（",
                                       "）",   "）（", "年度",    "。",      "％"};
    splice(sample, sample->text.len, 0, text_view_of(more[amount_below(sample->state, (int64_t)COUNT(more))]));
}

/* More digits than any sum has. */
static void put_digits(struct amount_sample *sample)
{
    size_t at = sample->digits + character(sample, sample->digits);
    splice(sample, at, 0,
           text_view_of(sample->wide ? "９９９９９９９９９９９９９９９９９９９９" : "99999999999999999999"));
}

/* A comma one place away from where it belongs: 12,34 and 1,2345. */
static void move_comma(struct amount_sample *sample)
{
    struct text_view run = text_view_part(view_of(sample), sample->digits, sample->digits_end);
    const char *comma = sample->wide ? "，" : ",";
    size_t len = strlen(comma);
    size_t at = text_view_find(run, text_view_of(comma), 0);
    if (at == (size_t)-1) {
        spoil_number(sample);
        return;
    }
    at += sample->digits;
    size_t to = at + character(sample, at + len);
    if (amount_chance(sample->state, 2)) {
        for (to = at - 1; ((unsigned char)sample->text.bytes[to] & 0xC0) == 0x80;) {
            to--;
        }
    }
    splice(sample, at, len, text_view_of(""));
    splice(sample, to, 0, text_view_of(comma));
}

/* 0,500: the digit before the zero is lost. */
static void lose_first_digit(struct amount_sample *sample)
{
    splice(sample, sample->digits, 0, text_view_of(sample->wide ? "０，" : "0,"));
}

static void amounts_broken_for_sure_are_refused(void **words)
{
    static void (*const breakers[])(struct amount_sample *) = {put_stranger, put_more,         spoil_number,
                                                               move_comma,   lose_first_digit, put_digits};
    uint64_t state = seed_of_run(2);
    for (int i = 0; i < ROUNDS; i++) {
        struct amount_sample sample;
        struct doc_amount parsed;
        amount_sample_make(&sample, &state);
        bool arabic = sample.digits_end > 0;
        breakers[amount_below(&state, arabic ? (int64_t)COUNT(breakers) : 2)](&sample);
        if (parse(&sample, words, &parsed) && !loses_nothing(&sample, &parsed)) {
            say("parser", true, &parsed);
            fail_msg("\"%s\", unit %" PRId64, sample.text.bytes, sample.unit_yen);
        }
        buf_clear(&sample.text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(amounts_read_back_as_written),
        cmocka_unit_test(amounts_edited_by_chance_read_as_what_stands_there),
        cmocka_unit_test(amounts_broken_for_sure_are_refused),
    };
    return cmocka_run_group_tests(tests, make_words, free_words);
}
