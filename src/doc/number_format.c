/* A format has up to four sections with a semicolon between them: for positive numbers, negative ones, zero, text. A
 * section is literal text with digit places in it:
 *
 *     "約"#,##0.0,,"百万円"     before 約 | grouped, one place, scaled by a million | behind 百万円 */
#include "doc/number_format.h"

#include "doc/amount.h"
#include "doc/decimal.h"
#include "text/character.h"
#include "text/utf8.h"

#include <string.h>

#define SECTIONS      4
#define LITERAL_BYTES 128
#define PLACES_MOST   30
#define YEN_SIGN      "\xC2\xA5"
#define WIDE_YEN_SIGN "\xEF\xBF\xA5"
#define YEN           "\xE5\x86\x86"

struct literal {
    char bytes[LITERAL_BYTES];
    size_t len;
};

struct section {
    struct literal before, behind;
    int whole, places, shown_places; /* digits at least; shown_places: digits that are shown at most */
    bool digits, general, grouped, date;
    int commas; /* behind the last digit */
    int percents;
    bool behind_point;
};

/* ---- reading a section */

static struct text_view view_of(const struct literal *literal)
{
    return text_view_trim((struct text_view){literal->bytes, literal->len});
}

static void add_literal(struct section *section, struct text_view text)
{
    struct literal *to = section->digits || section->general ? &section->behind : &section->before;
    if (to->len + text.len > sizeof to->bytes) return;
    memcpy(to->bytes + to->len, text.at, text.len);
    to->len += text.len;
}

static size_t character_at(struct text_view format, size_t at)
{
    uint32_t point;
    size_t len = at < format.len ? text_utf8_decode(text_view_part(format, at, format.len), &point) : 0;
    return len > 0 ? len : at < format.len;
}

static size_t find_char(struct text_view format, size_t from, char c)
{
    while (from < format.len && format.at[from] != c)
        from++;
    return from;
}

/* "[$¥-411]" shows ¥, "[h]" makes it a time; colours and conditions show nothing. */
static void read_bracket(struct section *section, struct text_view inner)
{
    if (inner.len > 0 && inner.at[0] == '$') add_literal(section, text_view_part(inner, 1, find_char(inner, 1, '-')));
    else if (inner.len > 0 && inner.len <= 2 && strchr("hmsHMS", inner.at[0])) section->date = true;
}

static bool is_place(char c)
{
    return c == '0' || c == '#' || c == '?';
}

static void read_place(struct section *section, char c)
{
    section->digits = true;
    section->grouped |= section->commas > 0; /* commas between digits group */
    section->commas = 0;
    if (section->behind_point) section->shown_places++;
    if (c != '0') return;
    if (section->behind_point) section->places = section->shown_places;
    else section->whole++;
}

static bool is_word(struct text_view format, size_t at, const char *word)
{
    size_t len = strlen(word);
    if (at + len > format.len) return false;
    for (size_t i = 0; i < len; i++)
        if (text_ascii_small(format.at[at + i]) != word[i]) return false;
    return true;
}

/* The part of a section that begins at `at`; where the next one begins. */
static size_t read_part(struct section *section, struct text_view format, size_t at)
{
    char c = format.at[at];
    size_t end;
    switch (c) {
    case '"':
        end = find_char(format, at + 1, '"');
        add_literal(section, text_view_part(format, at + 1, end));
        return end + 1;
    case '\\':
        end = at + 1 + character_at(format, at + 1);
        add_literal(section, text_view_part(format, at + 1, end));
        return end;
    case '_':
    case '*':
        return at + 1 + character_at(format, at + 1);
    case '[':
        end = find_char(format, at, ']');
        read_bracket(section, text_view_part(format, at + 1, end));
        return end + 1;
    case '.':
        section->behind_point |= section->digits;
        return at + 1;
    case ',':
        if (section->digits) section->commas++;
        return at + 1;
    case '@':
        section->general = true;
        return at + 1;
    case '%':
        section->percents++;
        break;
    default:
        break;
    }
    if (is_place(c)) {
        read_place(section, c);
        return at + 1;
    }
    if (is_word(format, at, "general")) {
        section->general = true;
        return at + strlen("general");
    }
    if (is_word(format, at, "e+") || is_word(format, at, "e-") || c == '/') {
        section->general = section->digits || section->general; /* an exponent or a fraction: the number as it is */
        if (c != '/') return at + 2;
        if (section->digits) return at + 1;
    }
    if (c != '/' && strchr("ymdhsgeaYMDHSGEA", c)) section->date = true;
    end = at + character_at(format, at);
    add_literal(section, text_view_part(format, at, end));
    return end;
}

/* A section's end: the next semicolon that is not in quotes, in brackets or escaped. */
static size_t section_end(struct text_view format, size_t at)
{
    while (at < format.len && format.at[at] != ';') {
        char c = format.at[at];
        if (c == '"') at = find_char(format, at + 1, '"');
        else if (c == '[') at = find_char(format, at, ']');
        else if (c == '\\' || c == '_' || c == '*') at++;
        at++;
    }
    return at < format.len ? at : format.len;
}

static struct section read_section(struct text_view format)
{
    struct section section = {.digits = false};
    for (size_t at = 0; at < format.len;)
        at = read_part(&section, format, at);
    if (section.whole > PLACES_MOST) section.whole = PLACES_MOST;
    if (section.places > PLACES_MOST) section.places = PLACES_MOST;
    return section;
}

/* "[>=100]0,;0": not colours, currencies or times, which stand in brackets too. */
static bool is_conditional(struct text_view format)
{
    for (size_t i = 0; i + 1 < format.len; i++) {
        if (format.at[i] == '"') i = find_char(format, i + 1, '"');
        else if (strchr("\\_*", format.at[i])) i++;
        else if (format.at[i] == '[' && strchr("<>=", format.at[i + 1])) return true;
    }
    return false;
}

/* The section that is for this number; *out_own: the negative numbers' own, which shows the sign itself. */
static struct text_view section_for(struct text_view format, const struct doc_decimal *number, bool *out_own)
{
    struct text_view sections[SECTIONS];
    size_t count = 0, at = 0;
    while (count < SECTIONS && at <= format.len) {
        size_t end = section_end(format, at);
        sections[count++] = text_view_part(format, at, end);
        at = end + 1;
    }
    *out_own = number->negative && count >= 2;
    if (*out_own) return sections[1];
    return number->count == 0 && count >= 3 ? sections[2] : sections[0];
}

/* ---- dates */

static bool write_date(struct buf *out, const struct doc_decimal *number, bool from_1904)
{
    int64_t serial = doc_decimal_whole(number, 2958465); /* 9999-12-31 */
    if (serial < 0) return false;
    /* 1900 is counted as a leap year; day 0 of the civil count is 1970-01-01. */
    int64_t day = from_1904 ? serial - 24107 : serial - 25569 + (serial < 60);
    int64_t shifted = day + 719468, era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int64_t of_era = shifted - era * 146097;
    int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month = (5 * of_year + 2) / 153, date = of_year - (153 * month + 2) / 5 + 1;
    month = month < 10 ? month + 3 : month - 9;
    buf_add_int(out, year_of_era + era * 400 + (month <= 2));
    buf_add_string(out, month < 10 ? "-0" : "-");
    buf_add_int(out, month);
    buf_add_string(out, date < 10 ? "-0" : "-");
    buf_add_int(out, date);
    return true;
}

/* ---- numbers */

static bool holds(struct text_view text, const char *mark)
{
    return text_view_find(text, text_view_of(mark), 0) != (size_t)-1;
}

static bool shows_sign(struct text_view before)
{
    static const char *const signs[] = {"-", "\xE2\x96\xB2", "\xE2\x96\xB3", "\xE2\x88\x92", "\xEF\xBC\x8D"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (holds(before, signs[i])) return true;
    return false;
}

/* Where the yen sign stands in the words before a number, and how long it is; -1 when it does not. */
static size_t find_yen_sign(struct text_view before, size_t *out_len)
{
    size_t narrow = text_view_find(before, text_view_of(YEN_SIGN), 0);
    *out_len = narrow != (size_t)-1 ? sizeof YEN_SIGN - 1 : sizeof WIDE_YEN_SIGN - 1;
    return narrow != (size_t)-1 ? narrow : text_view_find(before, text_view_of(WIDE_YEN_SIGN), 0);
}

static void add_view(struct buf *out, struct text_view view)
{
    buf_add(out, view.at, view.len);
}

static struct text_view without_bracket(struct text_view behind)
{
    static const char *const brackets[] = {")", "\xEF\xBC\x89"};
    for (size_t i = 0; i < sizeof brackets / sizeof *brackets; i++) {
        size_t at = text_view_find(behind, text_view_of(brackets[i]), 0);
        if (at != (size_t)-1) return text_view_part(behind, 0, at);
    }
    return behind;
}

/* The stored number, in full, with the words around it. Brackets and colours are a sign that is written as one. */
static void write_stored(struct buf *out, const struct section *section, struct doc_decimal number, bool yen)
{
    struct text_view before = view_of(&section->before), behind = view_of(&section->behind);
    if (section->percents > 0 && number.count > 0) number.point += 2 * section->percents;
    bool brackets = number.negative && (holds(before, "(") || holds(before, "\xEF\xBC\x88"));
    bool sign = number.negative && !shows_sign(before);
    size_t len, at = find_yen_sign(before, &len);
    bool currency = at != (size_t)-1;
    if (sign) buf_add_char(out, '-');
    if (!brackets && currency) add_view(out, text_view_part(before, 0, at));
    if (!brackets) add_view(out, currency ? text_view_part(before, at + len, before.len) : before);
    doc_decimal_write(out, &number, section->whole, section->places, false);
    if (yen || (currency && behind.len == 0)) buf_add_string(out, YEN);
    else add_view(out, brackets ? without_bracket(behind) : behind);
}

static void write_shown(struct buf *out, const struct section *section, struct doc_decimal number)
{
    if (number.negative && !shows_sign(view_of(&section->before))) buf_add_char(out, '-');
    add_view(out, view_of(&section->before));
    number.point -= 3 * section->commas;
    doc_decimal_round(&number, section->shown_places);
    doc_decimal_write(out, &number, section->whole, section->places, section->grouped);
    add_view(out, view_of(&section->behind));
}

static int64_t scale_of(const struct section *section)
{
    int64_t scale = 1;
    for (int i = 0; i < section->commas && i < 4; i++)
        scale *= 1000;
    return scale;
}

bool doc_number_format(struct text_view text, struct text_view format, bool from_1904, struct buf *out_text,
                       struct buf *out_shown, struct doc_number_facts *out_facts)
{
    struct doc_decimal number;
    bool own;
    *out_facts = (struct doc_number_facts){.scale = 1, .conditional = is_conditional(format)};
    if (out_facts->conditional || !doc_decimal_parse(text_view_trim(text), &number)) return false;
    struct section section = read_section(section_for(format, &number, &own));
    if (section.date && !section.digits) {
        out_facts->date = true;
        return write_date(out_text, &number, from_1904);
    }
    bool places = section.digits || section.general;
    out_facts->hidden = !places && view_of(&section.before).len == 0;
    if (!places && !out_facts->hidden) {
        add_view(out_text, view_of(&section.before));
        return true;
    }
    if (section.general) section.whole = section.places = 0;
    out_facts->scale = section.general ? 1 : scale_of(&section);
    out_facts->unit_named = out_facts->scale > 1 && doc_amount_unit(view_of(&section.behind)) == out_facts->scale;
    write_stored(out_text, &section, number, out_facts->unit_named);
    if (out_facts->scale > 1) write_shown(out_shown, &section, number);
    return true;
}

const char *doc_number_format_built_in(long id)
{
    static const char *const formats[] = {[1] = "0",
                                          [2] = "0.00",
                                          [3] = "#,##0",
                                          [4] = "#,##0.00",
                                          [5] = "\xC2\xA5#,##0;\xC2\xA5-#,##0",
                                          [6] = "\xC2\xA5#,##0;\xC2\xA5-#,##0",
                                          [7] = "\xC2\xA5#,##0.00;\xC2\xA5-#,##0.00",
                                          [8] = "\xC2\xA5#,##0.00;\xC2\xA5-#,##0.00",
                                          [9] = "0%",
                                          [10] = "0.00%",
                                          [37] = "#,##0;-#,##0",
                                          [38] = "#,##0;-#,##0",
                                          [39] = "#,##0.00;-#,##0.00",
                                          [40] = "#,##0.00;-#,##0.00",
                                          [41] = "#,##0;-#,##0;\"-\"",
                                          [42] = "\xC2\xA5#,##0;\xC2\xA5-#,##0;\"-\"",
                                          [43] = "#,##0.00;-#,##0.00;\"-\"",
                                          [44] = "\xC2\xA5#,##0.00;\xC2\xA5-#,##0.00;\"-\"",
                                          [49] = "@"};
    bool date = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
    if (date) return "yyyy-mm-dd";
    bool known = id > 0 && id < (long)(sizeof formats / sizeof *formats) && formats[id];
    return known ? formats[id] : "General";
}
