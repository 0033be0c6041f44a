#include "doc/table_place.h"

#include "doc/year.h"

#include <string.h>

/* Takes the field from columns that have it by name alone where the map gives it to another. */
static void yield_to_map(struct doc_columns *columns)
{
    for (size_t i = 0; i < columns->count; i++)
        for (size_t m = 0; m < columns->count && !columns->items[i].mapped; m++) {
            const struct doc_column *by_map = &columns->items[m];
            bool same = by_map->mapped && by_map->owner != DOC_OF_NOBODY && by_map->owner == columns->items[i].owner &&
                        by_map->field == columns->items[i].field;
            if (same) columns->items[i].owner = DOC_OF_NOBODY;
        }
}

static bool has(const struct doc_columns *columns, enum doc_owner owner, enum doc_field field)
{
    for (size_t i = 0; i < columns->count; i++)
        if (columns->items[i].owner == owner && columns->items[i].field == field) return true;
    return false;
}

/* The column of amounts that a year marks as what is asked for; NULL when none does. */
static const struct doc_column *dated_amount(const struct doc_columns *columns)
{
    for (size_t i = 0; i < columns->count; i++) {
        const struct doc_column *column = &columns->items[i];
        if (column->owner == DOC_OF_REQUEST && column->field == DOC_FIELD_AMOUNT && column->year > 0) return column;
    }
    return NULL;
}

/* Whether the heading is what amounts are called within a list (金額): beside another amount it is not the request's.
 */
static bool is_share_by_name(const struct doc_vocabulary *words, const struct doc_column *column)
{
    return text_view_equal(column->heading, doc_item_label(words, DOC_FIELD_BREAKDOWN, DOC_FIELD_AMOUNT, TEXT_JA)) ||
           text_view_equal(column->heading, doc_item_label(words, DOC_FIELD_PRIORITIES, DOC_FIELD_AMOUNT, TEXT_JA));
}

/* A second column of amounts that the name alone does not place is the breakdown's, or the claims' share. */
static void place_amounts(const struct doc_vocabulary *words, struct doc_columns *columns)
{
    const struct doc_column *asked = NULL, *dated = dated_amount(columns);
    for (size_t i = 0; i < columns->count; i++) {
        struct doc_column *column = &columns->items[i];
        if (column->owner != DOC_OF_REQUEST || column->field != DOC_FIELD_AMOUNT) continue;
        bool same = asked && text_view_equal(asked->key.value, column->key.value); /* two columns for one field */
        if (column->mapped || same || column->year > 0) {
            asked = column;
            continue;
        }
        if (!asked && dated && is_share_by_name(words, column)) asked = dated;
        if (asked && has(columns, DOC_OF_ROW, DOC_FIELD_ITEM) && !has(columns, DOC_OF_ROW, DOC_FIELD_AMOUNT))
            column->owner = DOC_OF_ROW;
        else if (asked && has(columns, DOC_OF_CLAIM, DOC_FIELD_AREA)) column->owner = DOC_OF_CLAIM;
        asked = column;
    }
}

/* The other columns yield to the one that is kept. */
static void keep_only(struct doc_columns *columns, const struct doc_column *kept)
{
    for (size_t i = 0; i < columns->count; i++) {
        struct doc_column *column = &columns->items[i];
        bool same = column->owner == kept->owner && column->field == kept->field;
        if (same && column != kept && (column->year > 0 || column->serial)) column->owner = DOC_OF_NOBODY;
    }
}

/* The column of a field that is it beyond doubt, else the one of the year that is wanted (0: any), else the one of the
 * last year, else the first running number. */
static struct doc_column *best_of(struct doc_columns *columns, enum doc_field field, int wanted)
{
    struct doc_column *best = NULL;
    for (size_t i = 0; i < columns->count; i++) {
        struct doc_column *column = &columns->items[i];
        if (column->owner != DOC_OF_REQUEST || column->field != field) continue;
        if (column->year == 0 && !column->serial) return column;
        const bool hit = wanted > 0 && column->year == wanted, beaten = best && wanted > 0 && best->year == wanted;
        if (!best || hit || (!beaten && column->year > best->year)) best = column;
    }
    return best;
}

/* A running number is the id where nothing else is. Of amounts of several years that of the file's year (0: not known)
 * is asked for, else the last year's; what was voted counts for the year before that one. */
static void place_doubtful(struct doc_columns *columns, int file_year)
{
    static const struct {
        enum doc_field field;
        int behind; /* years behind the file's */
    } fields[] = {{DOC_FIELD_ID, 0}, {DOC_FIELD_AMOUNT, 0}, {DOC_FIELD_SUPPLEMENTARY, 1}, {DOC_FIELD_SPECIAL, 0}};
    int asked = file_year;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        const int wanted = file_year > 0 ? file_year - fields[i].behind : 0;
        const struct doc_column *best = best_of(columns, fields[i].field, wanted);
        if (best) keep_only(columns, best);
        if (best && fields[i].field == DOC_FIELD_AMOUNT && best->year > 0) asked = best->year;
    }
    const struct doc_column *previous = best_of(columns, DOC_FIELD_PREVIOUS, asked > 0 ? asked - 1 : 0);
    if (previous) keep_only(columns, previous);
}

/* The year that a text says when another names the field; 0 when it is none, or the field another. */
static enum status year_named(struct arena *arena, const struct doc_vocabulary *words, struct text_view name,
                              struct text_view value, int *out_year)
{
    struct doc_column column;
    int year = 0;
    *out_year = 0;
    if (!doc_year_parse(text_view_trim(value), &year)) return STATUS_OK;
    enum status status = doc_column_named(arena, words, name, &column);
    bool names = status == STATUS_OK && column.owner == DOC_OF_SUBMISSION && column.field == DOC_FIELD_FISCAL_YEAR;
    if (names) *out_year = year;
    return status;
}

/* "年度：令和2年度": the year behind a colon. */
static enum status year_within(struct arena *arena, const struct doc_vocabulary *words, struct text_view text,
                               int *out_year)
{
    static const char *const colons[] = {":", "\xEF\xBC\x9A"}; /* U+FF1A */
    *out_year = 0;
    for (size_t i = 0; i < sizeof colons / sizeof *colons; i++) {
        const size_t at = text_view_find(text, text_view_of(colons[i]), 0);
        if (at == (size_t)-1) continue;
        return year_named(arena, words, text_view_part(text, 0, at),
                          text_view_part(text, at + strlen(colons[i]), text.len), out_year);
    }
    return STATUS_OK;
}

/* The file's fiscal year as the rows above the header have it; 0 when they don't. */
static enum status year_above(struct arena *arena, const struct doc_table *table, const struct doc_vocabulary *words,
                              size_t rows, int *out_year)
{
    enum status status = STATUS_OK;
    *out_year = 0;
    for (size_t r = 0; r < rows; r++) {
        const struct doc_record *record = &table->records[r];
        for (size_t i = 0; i < record->count && *out_year == 0 && status == STATUS_OK; i++) {
            status = year_within(arena, words, record->cells[i].text, out_year);
            if (status == STATUS_OK && *out_year == 0 && i + 1 < record->count)
                status = year_named(arena, words, record->cells[i].text, record->cells[i + 1].text, out_year);
        }
    }
    return status;
}

enum status doc_columns_place(struct arena *arena, const struct doc_table *table, const struct doc_vocabulary *words,
                              struct doc_columns *columns)
{
    int year = 0;
    enum status status = year_above(arena, table, words, columns->first, &year);
    place_amounts(words, columns);
    place_doubtful(columns, year);
    yield_to_map(columns);
    return status;
}
