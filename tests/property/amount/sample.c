/* property/amount/sample - a core with what stands before and behind it, each part drawn by chance, its meaning noted
 * while it is written. */
#include "property/amount/sample.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- chance */

static uint64_t next(uint64_t *state)
{
    *state += 0x9E3779B97F4A7C15;
    uint64_t mixed = *state;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
    return mixed ^ (mixed >> 31);
}

int64_t amount_below(uint64_t *state, int64_t limit)
{
    return (int64_t)(next(state) % (uint64_t)limit);
}

bool amount_chance(uint64_t *state, int64_t one_in)
{
    return amount_below(state, one_in) == 0;
}

static int64_t power_of_ten(int exponent)
{
    return exponent <= 0 ? 1 : 10 * power_of_ten(exponent - 1);
}

/* ---- parts */

static void put(struct amount_sample *sample, const char *text)
{
    buf_add_string(&sample->text, text);
}

static void put_one_of(struct amount_sample *sample, const char *const *texts, size_t count)
{
    put(sample, texts[amount_below(sample->state, (int64_t)count)]);
}

static void put_blank(struct amount_sample *sample)
{
    static const char *const blanks[] = {"", "", "", "", "", " ", "　", "\t", "\u00A0"};
    put_one_of(sample, blanks, COUNT(blanks));
}

/* Some samples mix the widths, as 2６ does. */
static void put_digit(struct amount_sample *sample, int digit)
{
    char wide[4] = {'\xEF', '\xBC', (char)(0x90 + digit), '\0'};
    char narrow[2] = {(char)('0' + digit), '\0'};
    bool other = sample->mixed && amount_chance(sample->state, 2);
    put(sample, sample->wide != other ? wide : narrow);
}

static void put_count(struct amount_sample *sample, int64_t count)
{
    int place = 0;
    while (count / power_of_ten(place) >= 10) {
        place++;
    }
    if (sample->digits_end == 0) sample->digits = sample->text.len;
    size_t begin = sample->text.len;
    for (; place >= 0; place--) {
        put_digit(sample, (int)(count / power_of_ten(place) % 10));
        if (sample->grouped && place > 0 && place % 3 == 0) put(sample, sample->wide ? "，" : ",");
    }
    if (begin == sample->digits) sample->digits_end = sample->text.len;
}

/* Decimals down to one yen at most, and behind that perhaps a zero. */
static void put_decimals(struct amount_sample *sample, int limit, struct doc_money *money)
{
    int decimals = (int)amount_below(sample->state, limit + 1);
    bool zero = amount_chance(sample->state, 8);
    if (decimals > 0 || zero) put(sample, sample->wide ? "．" : ".");
    for (int i = 0; i < decimals; i++) {
        int digit = (int)amount_below(sample->state, 10);
        put_digit(sample, digit);
        money->step /= 10;
        money->yen += digit * money->step;
    }
    if (!zero) return;
    put_digit(sample, 0);
    if (money->step > 1) money->step /= 10;
}

/* 1,234.5百万円, ¥1,234 or 1,234.5 in the file's unit. */
static void make_decimal(struct amount_sample *sample, struct doc_money *money)
{
    static const char *const yen_signs[] = {"¥", "￥"};
    static const struct {
        const char *name;
        int zeros;
    } units[] = {{"円", 0}, {"千円", 3}, {"万円", 4}, {"百万円", 6}, {"億円", 8}, {"兆円", 12}, {"億", 8}, {"圓", 0}};
    size_t unit = (size_t)amount_below(sample->state, COUNT(units));
    int zeros = units[unit].zeros;
    bool sign = !sample->bare && zeros == 0 && amount_chance(sample->state, 3);
    if (sample->bare) {
        for (zeros = 0; power_of_ten(zeros) < sample->unit_yen;) {
            zeros++;
        }
    }
    int64_t count = amount_below(sample->state, amount_chance(sample->state, 3) ? 20 : zeros > 8 ? 90000 : 2000000);
    *money = (struct doc_money){count * power_of_ten(zeros), power_of_ten(zeros)};
    if (sign) put_one_of(sample, yen_signs, 2);
    put_count(sample, count);
    put_decimals(sample, zeros, money);
    if (sample->bare || sign) return;
    put_blank(sample);
    put(sample, units[unit].name);
}

static const char *const powers[] = {"兆", "億", "万", ""};

/* 12億3,456万7,890円, any but one left out by chance. */
static void make_compound(struct amount_sample *sample, struct doc_money *money)
{
    size_t from = (size_t)amount_below(sample->state, COUNT(powers));
    for (size_t i = from; i < COUNT(powers); i++) {
        if (i > from && amount_chance(sample->state, 2)) continue;
        int64_t count = 1 + amount_below(sample->state, 9999);
        if (i > from) put_blank(sample);
        money->step = power_of_ten(12 - 4 * (int)i);
        money->yen += count * money->step;
        put_count(sample, count);
        put(sample, powers[i]);
    }
    put(sample, "円");
}

/* 12億34百万円, 1億2,345千円: a unit word behind a greater power. */
static void make_unit_tail(struct amount_sample *sample, struct doc_money *money)
{
    bool millions = amount_chance(sample->state, 2);
    int64_t head = 1 + amount_below(sample->state, 9999), tail = 1 + amount_below(sample->state, millions ? 99 : 99999);
    money->step = power_of_ten(millions ? 6 : 3);
    money->yen = head * power_of_ten(8) + tail * money->step;
    put_count(sample, head);
    put(sample, "億");
    put_blank(sample);
    put_count(sample, tail);
    put(sample, millions ? "百万円" : "千円");
}

/* 5億6千7百万円: single digits before the small powers. */
static void make_mixed(struct amount_sample *sample, struct doc_money *money)
{
    static const char *const smalls[] = {"", "十", "百", "千"};
    size_t from = (size_t)amount_below(sample->state, COUNT(powers));
    for (size_t i = from; i < COUNT(powers); i++) {
        int only = (int)amount_below(sample->state, 4); /* this one stands; the others by chance */
        bool left_out = i > from && amount_chance(sample->state, 2);
        for (int place = 3; place >= 0 && !left_out; place--) {
            if (place != only && amount_chance(sample->state, 2)) continue;
            int64_t digit = 1 + amount_below(sample->state, 9);
            money->step = power_of_ten(12 - 4 * (int)i + place);
            money->yen += digit * money->step;
            put_count(sample, digit);
            put(sample, smalls[place]);
        }
        put(sample, left_out ? "" : powers[i]);
    }
    put(sample, "円");
}

static void put_kanji_digit(struct amount_sample *sample, int64_t digit)
{
    static const char *const names[] = {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    static const char *const legal[] = {"零", "壱", "弐", "参"};
    put(sample, digit < 4 && sample->grouped ? legal[digit] : names[digit]);
}

/* 二千十五, with 一 before 十 百 千 or without. */
static void put_kanji_group(struct amount_sample *sample, int64_t count)
{
    static const char *const smalls[] = {"", "十", "百", "千"};
    for (int place = 3; place >= 0; place--) {
        int64_t digit = count / power_of_ten(place) % 10;
        if (digit > 1 || (digit == 1 && (place == 0 || sample->wide))) put_kanji_digit(sample, digit);
        if (digit > 0) put(sample, place == 1 && sample->grouped ? "拾" : smalls[place]);
    }
}

/* 一億五千万円: no zeros are written, so that the step is the last group's. */
static void make_kanji(struct amount_sample *sample, struct doc_money *money)
{
    size_t from = (size_t)amount_below(sample->state, COUNT(powers));
    for (size_t i = from; i < COUNT(powers); i++) {
        if (i > from && amount_chance(sample->state, 2)) continue;
        int64_t count = 1 + amount_below(sample->state, 9999);
        if (count == 100 || count == 1000) count++; /* 百万円, 千円: a unit without a number */
        money->step = power_of_ten(12 - 4 * (int)i);
        money->yen += count * money->step;
        put_kanji_group(sample, count);
        put(sample, powers[i]);
    }
    put(sample, "円");
}

/* 一五〇百万円: kanji digits in places, the last one is the step. */
static void make_kanji_places(struct amount_sample *sample, struct doc_money *money)
{
    static const struct {
        const char *name;
        int64_t yen;
    } units[] = {{"円", 1}, {"千円", 1000}, {"百万円", 1000000}, {"億円", 100000000}};
    size_t unit = (size_t)amount_below(sample->state, COUNT(units));
    int64_t count = 10 + amount_below(sample->state, 990);
    *money = (struct doc_money){count * units[unit].yen, units[unit].yen};
    if (count >= 100) put_kanji_digit(sample, count / 100);
    put_kanji_digit(sample, count / 10 % 10);
    put_kanji_digit(sample, count % 10);
    put(sample, units[unit].name);
}

static void make_positive(struct amount_sample *sample, struct doc_money *money)
{
    static void (*const makers[])(struct amount_sample *,
                                  struct doc_money *) = {make_decimal, make_decimal, make_compound,    make_unit_tail,
                                                         make_mixed,   make_kanji,   make_kanji_places};
    *money = (struct doc_money){0, 0};
    makers[sample->bare ? 0 : amount_below(sample->state, COUNT(makers))](sample, money);
}

static void make_figure(struct amount_sample *sample, struct doc_money *money)
{
    static const char *const signs[] = {"▲", "△", "−", "－", "-", "‐"};
    bool negative = amount_chance(sample->state, 4);
    if (negative) put_one_of(sample, signs, COUNT(signs));
    if (negative) put_blank(sample);
    make_positive(sample, money);
    if (negative) money->yen = -money->yen;
}

static void put_dashes(struct amount_sample *sample)
{
    static const char *const dashes[] = {"―", "－", "-", "ー", "‐", "ｰ", "--", "――", "—", "なし", "皆増"};
    put_one_of(sample, dashes, COUNT(dashes));
}

/* The markers of a figure, before it and behind it; the first so many of those behind may stand in brackets. */
#define WITHOUT_BRACKETS 5

static void put_before(struct amount_sample *sample, enum doc_amount_bound *bound)
{
    if (!amount_chance(sample->state, 5)) return;
    put(sample, "約");
    *bound = DOC_ABOUT;
    put_blank(sample);
}

static void put_behind(struct amount_sample *sample, size_t most, enum doc_amount_bound *bound,
                       enum doc_amount_kind *kind)
{
    static const struct {
        const char *text;
        enum doc_amount_bound bound;
        bool part_of;
    } markers[] = {{"程度", DOC_ABOUT, false},       {"以上", DOC_AT_LEAST, false},   {"以下", DOC_AT_MOST, false},
                   {"の内数", DOC_EXACT, true},      {"程度の内数", DOC_ABOUT, true}, {"（内数）", DOC_EXACT, true},
                   {"（以上）", DOC_AT_LEAST, false}};
    if (!amount_chance(sample->state, 4)) return;
    size_t i = (size_t)amount_below(sample->state, (int64_t)(most < COUNT(markers) ? most : COUNT(markers)));
    put_blank(sample);
    put(sample, markers[i].text);
    if (markers[i].bound != DOC_EXACT) *bound = markers[i].bound;
    if (markers[i].part_of) *kind = DOC_AMOUNT_PART_OF;
}

static void put_core(struct amount_sample *sample)
{
    int64_t kind = amount_below(sample->state, 20);
    if (kind > 2) {
        sample->means.kind = DOC_AMOUNT_FIGURE;
        put_before(sample, &sample->means.bound);
        make_figure(sample, &sample->means.money);
        put_behind(sample, SIZE_MAX, &sample->means.bound, &sample->means.kind);
    } else if (kind == 2) {
        sample->means.kind = DOC_AMOUNT_NONE;
        put_dashes(sample);
    } else {
        sample->means.kind = kind == 0 ? DOC_AMOUNT_ITEM_ONLY : DOC_AMOUNT_ELSEWHERE;
        put(sample, kind == 0 ? "事項要求" : "一括計上");
    }
}

static void put_earlier(struct amount_sample *sample)
{
    static const char *const opens[] = {"（", "(", "\n（", " ( "};
    static const char *const closes[] = {"）", ")", " ）"};
    if (!amount_chance(sample->state, 3)) return;
    put_one_of(sample, opens, COUNT(opens));
    sample->means.earlier = amount_chance(sample->state, 4) ? DOC_AMOUNT_NONE : DOC_AMOUNT_FIGURE;
    if (sample->means.earlier == DOC_AMOUNT_NONE) {
        put_dashes(sample);
    } else {
        put_before(sample, &sample->means.earlier_bound);
        make_positive(sample, &sample->means.earlier_money);
        put_behind(sample, WITHOUT_BRACKETS, &sample->means.earlier_bound, &sample->means.earlier);
    }
    put_one_of(sample, closes, COUNT(closes));
}

static void put_relisted(struct amount_sample *sample)
{
    static const char *const markers[] = {"（再掲）", "【再掲】", "〔再掲〕", "再掲"};
    if (sample->means.relisted || !amount_chance(sample->state, 12)) return;
    put_one_of(sample, markers, COUNT(markers));
    sample->means.relisted = true;
}

void amount_sample_make(struct amount_sample *sample, uint64_t *state)
{
    static const int64_t units[] = {1, 1000, 1000000, 100000000};
    *sample = (struct amount_sample){.state = state, .unit_yen = units[amount_below(state, COUNT(units))]};
    buf_init(&sample->text);
    sample->wide = amount_chance(state, 2);
    sample->mixed = amount_chance(state, 8);
    sample->grouped = amount_chance(state, 2);
    sample->bare = amount_chance(state, 6);
    put_blank(sample);
    put_relisted(sample);
    put_core(sample);
    put_blank(sample);
    if (sample->means.kind != DOC_AMOUNT_FIGURE) sample->bare = false;
    put_earlier(sample);
    put_relisted(sample);
    put_blank(sample);
}
