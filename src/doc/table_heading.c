#include "doc/table_heading.h"

#include "doc/amount.h"
#include "doc/year.h"
#include "text/utf8.h"

#include <string.h>

#define NUMBER_MOST      99 /* of a numbered heading */
#define FULL_WIDTH_FIRST 0xFF01
#define BRACKETS_MOST    4  /* behind a name that are looked at */
#define YEAR_MOST        64 /* bytes of a fiscal year in front of a name, whatever its notation */

/* ---- what stands in brackets */

struct name {
    struct text_view text; /* without the unit */
    int64_t unit_yen;
};

/* Length of the bracket that opens or closes there; 0 when none does. */
static size_t bracket_at(struct text_view text, const char *const *marks)
{
    for (size_t i = 0; marks[i]; i++)
        if (text_view_starts(text, text_view_of(marks[i]))) return strlen(marks[i]);
    return 0;
}

static const char *const open[] = {"(", "\xEF\xBC\x88", "[", "\xEF\xBC\xBB", "\xE3\x80\x90", "\xE3\x80\x94", NULL};
static const char *const close[] = {")", "\xEF\xBC\x89", "]", "\xEF\xBC\xBD", "\xE3\x80\x91", "\xE3\x80\x95", NULL};

/* Where the last pair of brackets of a text begins and what it holds, when it closes at the end; whether there is one.
 */
static bool find_last_bracket(struct text_view text, size_t *out_begin, struct text_view *out_inside)
{
    size_t begin = (size_t)-1, inside = 0, end = text.len;
    for (size_t at = 0, len; at < text.len; at++) {
        const struct text_view rest = text_view_part(text, at, text.len);
        if ((len = bracket_at(rest, open)) > 0) {
            begin = at;
            inside = at + len;
        }
        if ((len = bracket_at(rest, close)) > 0 && at + len == text.len) end = at;
    }
    if (begin == (size_t)-1 || end == text.len || inside > end) return false;
    *out_begin = begin;
    *out_inside = text_view_part(text, inside, end);
    return true;
}

/* "A", of any width: what formulas beside a table call a column. */
static bool is_letter(struct text_view text)
{
    uint32_t point = 0;
    if (text.len == 0 || text_utf8_decode(text, &point) != text.len) return false;
    if (point >= FULL_WIDTH_FIRST) point -= FULL_WIDTH_FIRST - '!';
    return (point >= 'A' && point <= 'Z') || (point >= 'a' && point <= 'z');
}

/* "要求額（百万円）", "要求額［単位：百万円］", "要求額(A)（百万円）": 要求額, in 百万円; brackets of any kind and
 * width, also mixed. Those that hold anything else stay. */
static struct name split(struct text_view text)
{
    struct name name = {text_view_trim(text), 0};
    size_t begin = 0;
    struct text_view inside;
    for (int i = 0; i < BRACKETS_MOST && find_last_bracket(name.text, &begin, &inside); i++) {
        const int64_t unit = name.unit_yen == 0 ? doc_amount_unit(doc_amount_unit_meant(inside)) : 0;
        if (unit == 0 && !is_letter(inside)) break;
        if (unit > 0) name.unit_yen = unit;
        name.text = text_view_trim(text_view_part(name.text, 0, begin));
    }
    return name;
}

/* ---- fields */

static enum doc_owner owner_of(enum doc_field field)
{
    unsigned homes = doc_field_homes(field);
    if (homes & DOC_IN_SUBMISSION) return DOC_OF_SUBMISSION;
    if (homes & DOC_IN_REQUEST) return DOC_OF_REQUEST;
    return homes & DOC_IN_ROW ? DOC_OF_ROW : DOC_OF_CLAIM;
}

/* A list has no cell of its own: its name heads what its items are known by. */
static struct doc_column column_of(enum doc_field field)
{
    if (field == DOC_FIELD_BREAKDOWN) return (struct doc_column){.owner = DOC_OF_ROW, .field = DOC_FIELD_ITEM};
    if (field == DOC_FIELD_PRIORITIES) return (struct doc_column){.owner = DOC_OF_CLAIM, .field = DOC_FIELD_AREA};
    if (field == DOC_FIELD_REQUESTS) return (struct doc_column){.owner = DOC_OF_REQUEST, .field = DOC_FIELD_TITLE};
    return (struct doc_column){.owner = owner_of(field), .field = field};
}

/* "番　号", "要 求 額": blanks that only spread a name that is no field with them. */
static enum status drop_blanks(struct arena *arena, const struct doc_vocabulary *words, struct text_folded *name)
{
    bool known = doc_words_find(&words->columns, name->text) >= 0 || doc_words_find(&words->fields, name->text) >= 0;
    if (known || text_view_find(name->text, text_view_of(" "), 0) == (size_t)-1) return STATUS_OK;
    name->text = doc_word_without_blanks(arena, name->text);
    return name->text.at ? STATUS_OK : STATUS_NO_MEMORY;
}

/* ---- the name */

static bool name_plain(const struct doc_vocabulary *words, struct text_view folded, struct doc_column *out_column)
{
    int column = doc_words_find(&words->columns, folded), field = doc_words_find(&words->fields, folded);
    if (column >= 0) {
        out_column->owner = column / DOC_FIELD_COUNT == DOC_FIELD_BREAKDOWN ? DOC_OF_ROW : DOC_OF_CLAIM;
        out_column->field = (enum doc_field)(column % DOC_FIELD_COUNT);
    } else if (field >= 0) *out_column = column_of((enum doc_field)field);
    return out_column->owner != DOC_OF_NOBODY;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* The folded name without the number at its end, in brackets or not; 0 in *out_number when there is none. */
static struct text_view without_number(struct text_view folded, uint32_t *out_number)
{
    bool bracketed = folded.len > 0 && folded.at[folded.len - 1] == ')';
    size_t end = folded.len - bracketed, begin = end;
    uint32_t number = 0;
    while (begin > 0 && is_digit(folded.at[begin - 1]))
        begin--;
    for (size_t at = begin; at < end && number <= NUMBER_MOST; at++)
        number = number * 10 + (uint32_t)(folded.at[at] - '0');
    if (bracketed) begin -= begin > 0 && folded.at[begin - 1] == '(' ? 1 : begin;
    *out_number = number <= NUMBER_MOST ? number : 0;
    return text_view_trim(text_view_part(folded, 0, begin));
}

/* "理由2": of the second claim in the row. Only items of lists are numbered. */
static bool name_numbered(const struct doc_vocabulary *words, struct text_view folded, struct doc_column *out_column)
{
    struct doc_column column = *out_column;
    uint32_t number = 0;
    const struct text_view base = without_number(folded, &number);
    bool listed =
        number > 0 && name_plain(words, base, &column) && (column.owner == DOC_OF_ROW || column.owner == DOC_OF_CLAIM);
    if (!listed) return false;
    *out_column = column;
    out_column->number = number;
    return true;
}

/* Length of the fiscal year that the name begins with, and the year; 0 when it begins with none. */
static size_t year_at(struct text_view name, int *out_year)
{
    size_t found = 0, len;
    uint32_t point;
    for (size_t at = 0;
         at < name.len && at < YEAR_MOST && (len = text_utf8_decode(text_view_part(name, at, name.len), &point)) > 0;) {
        at += len;
        if (doc_year_parse(text_view_part(name, 0, at), out_year)) found = at;
    }
    if (found > 0) (void)doc_year_parse(text_view_part(name, 0, found), out_year);
    return found;
}

/* "令和2年度要求額": an amount of a year; what was voted for one is the previous amount of another. */
static enum status name_dated(struct arena *arena, const struct doc_vocabulary *words, struct text_view name,
                              struct doc_column *out_column)
{
    struct doc_column column = *out_column;
    struct text_folded folded;
    const size_t behind = year_at(name, &column.year);
    if (behind == 0 || behind == name.len) return STATUS_OK;
    enum status status = text_fold(words->folder, arena, text_view_part(name, behind, name.len), &folded);
    if (status != STATUS_OK) return status;
    const int year = column.year, word = doc_words_find(&words->table_words, folded.text);
    if (word == DOC_TABLE_BUDGET) column = column_of(DOC_FIELD_PREVIOUS);
    else if (word == DOC_TABLE_DEMAND) column = column_of(DOC_FIELD_AMOUNT);
    else if (!name_plain(words, folded.text, &column)) return STATUS_OK;
    if (column.owner != DOC_OF_REQUEST || doc_field_type(column.field) != DOC_TYPE_AMOUNT) return STATUS_OK;
    *out_column = column;
    out_column->year = year;
    return STATUS_OK;
}

static enum status name_column(struct arena *arena, const struct doc_vocabulary *words, struct text_view name,
                               struct text_view folded, struct doc_column *out_column)
{
    if (name_plain(words, folded, out_column) || name_numbered(words, folded, out_column)) return STATUS_OK;
    if (doc_words_find(&words->table_words, folded) != DOC_TABLE_SERIAL)
        return name_dated(arena, words, name, out_column);
    *out_column = column_of(DOC_FIELD_ID);
    out_column->serial = true;
    return STATUS_OK;
}

void doc_column_relabel(const struct doc_vocabulary *words, struct doc_column *column)
{
    column->key.value = doc_field_label(words, column->field, TEXT_JA);
}

enum status doc_column_named(struct arena *arena, const struct doc_vocabulary *words, struct text_view heading,
                             struct doc_column *out_column)
{
    const struct name name = split(heading);
    struct text_folded folded;
    *out_column = (struct doc_column){.owner = DOC_OF_NOBODY, .field = DOC_FIELD_COUNT};
    if (name.text.len == 0) return STATUS_OK;
    enum status status = text_fold(words->folder, arena, name.text, &folded);
    if (status == STATUS_OK) status = drop_blanks(arena, words, &folded);
    if (status == STATUS_OK) status = name_column(arena, words, name.text, folded.text, out_column);
    if (status != STATUS_OK) return status;
    out_column->unit_yen = name.unit_yen;
    out_column->heading = name.text;
    out_column->key = (struct doc_node){.kind = DOC_SCALAR, .quoted = true, .value = name.text};
    if (out_column->serial || out_column->year > 0) doc_column_relabel(words, out_column);
    return STATUS_OK;
}

struct text_view doc_heading_name(struct text_view heading)
{
    return split(heading).text;
}

struct text_view doc_column_unbracketed(struct text_view text, bool *out_had)
{
    struct text_view trimmed = text_view_trim(text);
    size_t first = bracket_at(trimmed, open), last = 0;
    for (size_t i = 0; close[i]; i++) {
        size_t len = strlen(close[i]);
        bool ends = trimmed.len >= first + len && memcmp(trimmed.at + trimmed.len - len, close[i], len) == 0;
        if (ends) last = len;
    }
    *out_had = first > 0 && last > 0;
    return *out_had ? text_view_trim(text_view_part(trimmed, first, trimmed.len - last)) : trimmed;
}
