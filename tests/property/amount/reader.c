/* property/amount/reader - tokens, the shapes as regular expressions, figures by decimal places. */
#include "property/amount/reader.h"

#include <regex.h>
#include <stdlib.h>
#include <string.h>

#define LENGTH 200 /* tokens of a text; longer ones are refused */

/* d k digits, s b powers of ten below and above 千, y Y 円 and ¥, - ^ = what is a sign and a dash, a sign, a dash;
 * a m u p r markers that go with an amount, N I E words that are one, x what has no place in any. */
struct token {
    const char *text;
    char letter;
    int value; /* of a digit; power of ten */
};

static const struct token tokens[] = {
    {"事項要求", 'I', 0}, {"一括計上", 'E', 0}, {"の内数", 'p', 0}, {"内数", 'p', 0}, {"再掲", 'r', 0},
    {"皆増", 'N', 0},     {"皆減", 'x', 0},     {"なし", 'N', 0},   {"程度", 'a', 0}, {"以上", 'm', 0},
    {"以下", 'u', 0},     {"約", 'a', 0},       {"の", 'n', 0},     {"0", 'd', 0},    {"1", 'd', 1},
    {"2", 'd', 2},        {"3", 'd', 3},        {"4", 'd', 4},      {"5", 'd', 5},    {"6", 'd', 6},
    {"7", 'd', 7},        {"8", 'd', 8},        {"9", 'd', 9},      {"０", 'd', 0},   {"１", 'd', 1},
    {"２", 'd', 2},       {"３", 'd', 3},       {"４", 'd', 4},     {"５", 'd', 5},   {"６", 'd', 6},
    {"７", 'd', 7},       {"８", 'd', 8},       {"９", 'd', 9},     {"〇", 'k', 0},   {"一", 'k', 1},
    {"二", 'k', 2},       {"三", 'k', 3},       {"四", 'k', 4},     {"五", 'k', 5},   {"六", 'k', 6},
    {"七", 'k', 7},       {"八", 'k', 8},       {"九", 'k', 9},     {"零", 'k', 0},   {"壱", 'k', 1},
    {"弐", 'k', 2},       {"参", 'k', 3},       {"十", 's', 1},     {"百", 's', 2},   {"千", 's', 3},
    {"拾", 's', 1},       {"万", 'b', 4},       {"億", 'b', 8},     {"兆", 'b', 12},  {"萬", 'b', 4},
    {"円", 'y', 0},       {"圓", 'y', 0},       {"¥", 'Y', 0},      {"￥", 'Y', 0},   {",", ',', 0},
    {"，", ',', 0},       {".", '.', 0},        {"．", '.', 0},     {"▲", '^', 0},    {"△", '^', 0},
    {"−", '-', 0},        {"－", '-', 0},       {"-", '-', 0},      {"‐", '-', 0},    {"―", '=', 0},
    {"ー", '=', 0},       {"ｰ", '=', 0},        {"—", '=', 0},      {"–", '=', 0},    {"‑", '=', 0},
    {"─", '=', 0},        {"━", '=', 0},        {" ", ' ', 0},      {"　", ' ', 0},   {"\t", ' ', 0},
    {"\u00A0", ' ', 0},   {"\n", '/', 0},       {"(", '(', 0},      {")", ')', 0},    {"（", '(', 0},
    {"）", ')', 0},       {"【", '[', 0},       {"】", ']', 0},     {"〔", '{', 0},   {"〕", '}', 0},
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

size_t amount_token_count(void)
{
    return COUNT(tokens);
}

const char *amount_token(size_t i)
{
    return tokens[i].text;
}

/* ---- text to letters */

struct letters {
    char at[LENGTH + 1];
    int value[LENGTH];
    size_t count;
};

/* Length of one line break with the blanks around it, 0 when none stands here: folding drops it within a word. */
static size_t break_length(struct text_view view)
{
    static const char *const blanks[] = {" ", "　", "\t", "\u00A0", "\n"};
    size_t at = 0;
    int breaks = 0;
    for (size_t i = 0; i < COUNT(blanks); i++) {
        struct text_view blank = text_view_of(blanks[i]);
        if (!text_view_starts(text_view_part(view, at, view.len), blank)) continue;
        at += blank.len;
        breaks += *blanks[i] == '\n';
        i = (size_t)-1; /* from the first again */
    }
    return breaks == 1 ? at : 0;
}

/* Length of the token here, 0 when it does not stand here; a word may be broken over two lines. */
static size_t token_length(struct text_view view, const char *text)
{
    size_t at = 0;
    for (const char *wanted = text; *wanted != '\0'; wanted++, at++) {
        bool inside = wanted > text && (*wanted & 0xC0) != 0x80;
        if (inside) at += break_length(text_view_part(view, at, view.len));
        if (at >= view.len || view.at[at] != *wanted) return 0;
    }
    return at;
}

static bool spell(struct text_view text, struct letters *letters)
{
    letters->count = 0;
    while (text.len > 0) {
        size_t i = 0;
        size_t len = 0;
        while (i < COUNT(tokens) && len == 0) {
            len = token_length(text, tokens[i++].text);
        }
        if (len == 0 || letters->count == LENGTH) return false;
        letters->at[letters->count] = tokens[i - 1].letter;
        letters->value[letters->count++] = tokens[i - 1].value;
        text = text_view_part(text, len, text.len);
    }
    letters->at[letters->count] = '\0';
    return true;
}

/* ---- shapes */

#define SPACE     "[ /]*"
#define NUMBER    "((d+|d{1,3}(,d{3})+)([.]d+)?|k+)"
#define SMALL     "( *(" NUMBER " *)?s)"
#define LAST      "( *" NUMBER ")"
#define GROUP     "(" SMALL "+" LAST "?|" LAST ")"
#define FIGURE    "([-^]? *Y?((" GROUP " *b)+(" GROUP " *y| *y)?|" GROUP "( *y)?))"
#define IN_ANY(x) "(" x "|[(]" SPACE x SPACE "[)]|[[]" SPACE x SPACE "[]]|[{]" SPACE x SPACE "[}])"
#define BEHIND    "(n?" SPACE "p|[amur])"
#define EARLIER   "(n?" SPACE "p|[amu])"

/* The parts of an amount, each with the blanks before it. */
enum shape { SHAPE_BEFORE, SHAPE_CORE, SHAPE_BEHIND, SHAPE_OPEN, SHAPE_CLOSE, SHAPES };

static const char *const shapes[SHAPES] = {[SHAPE_BEFORE] = "^(" SPACE IN_ANY("[amupr]") ")*" SPACE,
                                           [SHAPE_CORE] = "^(" FIGURE "|[-=]+|[NIE])",
                                           [SHAPE_BEHIND] = "^(" SPACE IN_ANY(BEHIND) ")*" SPACE,
                                           [SHAPE_OPEN] = "^[(]" SPACE "([amup]" SPACE ")*",
                                           [SHAPE_CLOSE] = "^(" SPACE EARLIER ")*" SPACE "[)]"};

/* Length of the shape at the start of the letters, -1 when it does not stand there. */
static int length_of(enum shape shape, const char *letters)
{
    static regex_t compiled[SHAPES];
    static bool ready[SHAPES];
    regmatch_t match;
    if (!ready[shape] && regcomp(&compiled[shape], shapes[shape], REG_EXTENDED) != 0) abort();
    ready[shape] = true;
    return regexec(&compiled[shape], letters, 1, &match, 0) == 0 ? (int)match.rm_eo : -1;
}

/* ---- figures */

struct term {
    int digits[LENGTH];
    int count;
    int decimals; /* how many of the digits; -1: no point yet */
    bool kanji;
    int small; /* powers of ten */
    int big;
};

struct figure {
    struct term terms[LENGTH];
    int count;
    bool negative;
    bool yen_sign;
    bool closed; /* a power of ten from 万 on stands in it */
    bool yen;
    bool odd; /* 0,500 */
};

/* Notes one letter of a number; `term` is the one in the making. */
static void note_digit(struct figure *figure, struct term *term, char letter, int value)
{
    if (letter == 'd' || letter == 'k') {
        term->kanji = letter == 'k';
        term->digits[term->count++] = value;
        if (term->decimals >= 0) term->decimals++;
    } else if (letter == '.') {
        term->decimals = 0;
    } else if (letter == ',' && term->digits[0] == 0) {
        figure->odd = true;
    }
}

/* Ends the term in the making; the small power makes one by itself. */
static void end_term(struct figure *figure, struct term *term, int small)
{
    if (term->count == 0) term->kanji = true;
    term->small = small;
    if (term->count > 0 || small > 0) figure->terms[figure->count++] = *term;
    *term = (struct term){.decimals = -1, .big = -1};
}

static void close_group(struct figure *figure, int big)
{
    for (int i = 0; i < figure->count; i++) {
        if (figure->terms[i].big < 0) figure->terms[i].big = big;
    }
}

static void gather(struct figure *figure, const struct letters *letters, size_t begin, size_t end)
{
    struct term term = {.decimals = -1, .big = -1};
    memset(figure, 0, sizeof *figure);
    for (size_t i = begin; i < end; i++) {
        char letter = letters->at[i];
        note_digit(figure, &term, letter, letters->value[i]);
        if (letter == '-' || letter == '^') figure->negative = true;
        if (letter == 'Y') figure->yen_sign = true;
        if (letter == 'y') figure->yen = true;
        if (letter == 's') end_term(figure, &term, letters->value[i]);
        if (letter != 'b') continue;
        end_term(figure, &term, 0);
        close_group(figure, letters->value[i]);
        figure->closed = true;
    }
    end_term(figure, &term, 0);
}

/* Adds digit x 10^place; false when it is no whole yen, or too many. */
static bool lay(int64_t *yen, int digit, int place)
{
    int64_t weight = 1;
    if (digit == 0) return true;
    if (place < 0 || place > 18) return false;
    for (; place > 0; place--) {
        weight *= 10;
    }
    if (digit > (INT64_MAX - *yen) / weight) return false;
    *yen += digit * weight;
    return true;
}

/* How many places a term's whole number takes. */
static int whole_places(const struct term *term)
{
    int places = term->count - (term->decimals > 0 ? term->decimals : 0);
    for (int i = 0; places > 1 && term->digits[i] == 0; i++) {
        places--;
    }
    return places > 1 ? places : 1;
}

/* Lays a term out from the place that its powers say, if that is free; *free gets the first place above it. */
static bool lay_term(const struct term *term, int *free, int64_t *yen)
{
    int place = term->small + term->big - (term->decimals > 0 ? term->decimals : 0);
    if (term->small + term->big < *free) return false;
    *free = term->small + term->big + whole_places(term);
    if (term->count == 0) return lay(yen, 1, place);
    for (int i = 0; i < term->count; i++) {
        if (!lay(yen, term->digits[term->count - 1 - i], place + i)) return false;
    }
    return true;
}

/* The place of the last digit shown: kanji write no zeros, so that it is the group's unless they stand in places. */
static int64_t step_of(const struct term *last)
{
    int place = last->big + (last->kanji && whole_places(last) < 2 ? 0 : last->small);
    int64_t step = 1;
    for (int i = last->decimals > 0 ? last->decimals : 0; i < place; i++) {
        step *= 10;
    }
    return step;
}

/* True when a number without 万 and 円 needs its unit: one kanji digit may be a dash, and 5千 is half of 5千円. */
static bool needs_yen(const struct figure *figure)
{
    const struct term *first = &figure->terms[0];
    if (!first->kanji) return first->small > 0;
    return figure->count == 1 && whole_places(first) < 2 && first->small == 0;
}

/* True when the terms are a unit word that nothing counts: 千円, 百万円. */
static bool is_unit(const struct figure *figure)
{
    const struct term *first = &figure->terms[0];
    if (figure->count > 1 || first->count > 0) return false;
    return figure->closed ? first->small == 2 && first->big == 4 : first->small == 3;
}

/* True for 百万 and 千円 at the end, which count any number: 12億34百万円. */
static bool ends_in_unit(const struct figure *figure)
{
    const struct term *last = &figure->terms[figure->count - 1];
    return last->small == 2 ? last->big == 4 : last->small == 3 && last->big < 0 && figure->yen;
}

static bool can_count(const struct figure *figure)
{
    if (figure->odd || is_unit(figure) || (figure->yen && figure->yen_sign)) return false;
    if (!figure->yen && !figure->yen_sign && !figure->closed && needs_yen(figure)) return false;
    for (int i = 0; i < figure->count && figure->count > 1; i++) {
        const struct term *term = &figure->terms[i];
        bool counts = i + 1 == figure->count && ends_in_unit(figure);
        if (term->small > 0 && whole_places(term) > 1 && !counts) return false;
        if (i + 1 < figure->count && term->decimals > 0) return false;
    }
    return true;
}

/* Reads the figure; unit_place is the file's unit, -1 for none. *out_bare: it counts in that. */
static bool read_figure(const struct letters *letters, size_t begin, size_t end, int64_t unit_yen,
                        struct doc_money *out_money, bool *out_bare)
{
    static struct figure figure;
    int unit = 0;
    int free = 0;
    gather(&figure, letters, begin, end);
    *out_bare = !figure.yen && !figure.yen_sign && !figure.closed;
    while (*out_bare && unit_yen > 1) {
        unit_yen /= 10;
        unit++;
    }
    if (!can_count(&figure) || (*out_bare && unit_yen == 0)) return false;
    close_group(&figure, unit);
    out_money->yen = 0;
    out_money->step = step_of(&figure.terms[figure.count - 1]);
    for (int i = figure.count - 1; i >= 0; i--) {
        if (!lay_term(&figure.terms[i], &free, &out_money->yen)) return false;
    }
    if (figure.negative) out_money->yen = -out_money->yen;
    return true;
}

/* ---- the whole */

struct reading {
    const struct letters *letters;
    size_t at;
    int64_t unit_yen;
    struct doc_amount amount;
    bool bare;         /* the core counts in the file's unit */
    size_t open, shut; /* where last year's brackets begin and end; the same when there are none */
};

/* Takes a shape and returns its length, -1 when it does not stand here. */
static int take(struct reading *reading, enum shape shape)
{
    int len = length_of(shape, reading->letters->at + reading->at);
    if (len > 0) reading->at += (size_t)len;
    return len;
}

static bool read_core(struct reading *reading, enum doc_amount_kind *out_kind, struct doc_money *out_money,
                      bool *out_bare)
{
    static const char words[] = "NIE";
    static const enum doc_amount_kind kinds[] = {DOC_AMOUNT_NONE, DOC_AMOUNT_ITEM_ONLY, DOC_AMOUNT_ELSEWHERE};
    size_t begin = reading->at;
    int len = take(reading, SHAPE_CORE);
    const char *letters = reading->letters->at + begin;
    *out_bare = false;
    *out_money = (struct doc_money){0, 0};
    if (len <= 0) return false;
    const char *word = strchr(words, *letters);
    *out_kind = word ? kinds[word - words] : DOC_AMOUNT_NONE;
    if (word || strspn(letters, "-=") >= (size_t)len) return true;
    *out_kind = DOC_AMOUNT_FIGURE;
    return read_figure(reading->letters, begin, reading->at, reading->unit_yen, out_money, out_bare);
}

/* What the markers between two letters say. */
struct marks {
    bool about, least, most, part, relisted;
};

static void note_marks(const struct letters *letters, size_t begin, size_t end, struct marks *marks)
{
    for (size_t i = begin; i < end; i++) {
        marks->about |= letters->at[i] == 'a';
        marks->least |= letters->at[i] == 'm';
        marks->most |= letters->at[i] == 'u';
        marks->part |= letters->at[i] == 'p';
        marks->relisted |= letters->at[i] == 'r';
    }
}

/* What the markers make of a core; false when it can't carry them. */
static bool apply(const struct marks *marks, enum doc_amount_kind *kind, enum doc_amount_bound *out_bound)
{
    bool figure = *kind == DOC_AMOUNT_FIGURE;
    *out_bound = marks->about ? DOC_ABOUT : DOC_EXACT;
    if (marks->least) *out_bound = DOC_AT_LEAST;
    if (marks->most) *out_bound = DOC_AT_MOST;
    if (figure && marks->part) *kind = DOC_AMOUNT_PART_OF;
    return !(marks->least && marks->most) && (figure || (*out_bound == DOC_EXACT && !marks->part));
}

/* Reads last year's amount in brackets, which has no sign; true when none stands here. */
static bool read_earlier(struct reading *reading)
{
    bool bare = false;
    struct marks marks = {0};
    struct doc_amount *amount = &reading->amount;
    reading->open = reading->at;
    if (take(reading, SHAPE_OPEN) >= 0) {
        char first = reading->letters->at[reading->at];
        if (!read_core(reading, &amount->earlier, &amount->earlier_money, &bare)) return false;
        bool figure = amount->earlier == DOC_AMOUNT_FIGURE;
        if (figure ? first == '-' || first == '^' : amount->earlier != DOC_AMOUNT_NONE) return false;
        if ((bare && !reading->bare) || take(reading, SHAPE_CLOSE) < 0) return false;
    }
    reading->shut = reading->at;
    note_marks(reading->letters, reading->open, reading->shut, &marks);
    return apply(&marks, &amount->earlier, &amount->earlier_bound);
}

/* What the markers outside last year's brackets say. */
static bool mark(struct reading *reading, bool core)
{
    struct marks marks = {0};
    struct doc_amount *amount = &reading->amount;
    note_marks(reading->letters, 0, reading->open, &marks);
    note_marks(reading->letters, reading->shut, reading->letters->count, &marks);
    amount->relisted = marks.relisted;
    if (!core) amount->kind = DOC_AMOUNT_NONE;
    return apply(&marks, &amount->kind, &amount->bound) && (core || marks.relisted);
}

bool amount_reader_read(struct text_view text, int64_t unit_yen, struct doc_amount *out_amount)
{
    struct letters letters;
    struct reading reading = {.letters = &letters, .unit_yen = unit_yen};
    if (!spell(text, &letters)) return false;
    take(&reading, SHAPE_BEFORE);
    bool core = length_of(SHAPE_CORE, letters.at + reading.at) > 0;
    if (core) {
        if (!read_core(&reading, &reading.amount.kind, &reading.amount.money, &reading.bare)) return false;
        take(&reading, SHAPE_BEHIND);
        if (!read_earlier(&reading)) return false;
        take(&reading, SHAPE_BEHIND);
    }
    if (reading.at < letters.count || !mark(&reading, core)) return false;
    *out_amount = reading.amount;
    return true;
}
