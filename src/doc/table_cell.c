#include "doc/table_cell.h"

#include "doc/amount.h"

#include "text/place.h"

#define RANGES_SHOWN 12 /* of hidden rows or columns */
#define YEAR_LEN     4  /* 2019-04-01 */

static const struct text_view none = {"", 0};

enum status doc_cell_remark(struct doc_cell_reader *reader, enum doc_observation_code code, struct text_span span,
                            struct text_view a, struct text_view b, struct text_view c)
{
    struct doc_observation *remarks =
        arena_grow(reader->arena, reader->remarks, reader->remark_count, &reader->remark_capacity, sizeof *remarks);
    if (!remarks) return STATUS_NO_MEMORY;
    reader->remarks = remarks;
    remarks[reader->remark_count++] = (struct doc_observation){.code = code,
                                                               .field = DOC_FIELD_COUNT,
                                                               .request = DOC_NO_INDEX,
                                                               .item = DOC_NO_INDEX,
                                                               .span = span,
                                                               .arguments = {a, b, c}};
    return STATUS_OK;
}

/* ---- values */

/* A date means a fiscal year only where calendar and fiscal year agree, from April on. */
static struct text_view year_of(struct text_view date)
{
    bool whole = date.len >= YEAR_LEN + 3 && date.at[YEAR_LEN] == '-';
    bool from_april = whole && (date.at[YEAR_LEN + 1] == '1' || date.at[YEAR_LEN + 2] >= '4');
    return from_april ? text_view_part(date, 0, YEAR_LEN) : date;
}

/* An amount whose format scales: the stored number counts when the column's unit is the yen, since then only the sheet
 * leaves digits out; in any other unit it might be meant either way. */
static enum status look_at_scale(struct doc_cell_reader *reader, const struct doc_cell *cell, struct doc_column *column)
{
    const struct doc_cell_note *note = cell->note;
    int64_t unit = column->unit_yen > 0 ? column->unit_yen : reader->unit_yen;
    if (note->scale <= 1 || doc_field_type(column->field) != DOC_TYPE_AMOUNT ||
        text_view_equal(cell->text, note->shown))
        return STATUS_OK;
    if (unit != 1 && !note->unit_named) {
        text_diagnostics_add(reader->diagnostics, DIAGNOSTIC_XLSX_SCALED, NULL, cell->span, cell->text, note->shown,
                             column->key.value);
        return reader->diagnostics->status;
    }
    if (column->scaled) return STATUS_OK;
    column->scaled = true;
    return doc_cell_remark(reader, DOC_SAW_TABLE_NUMBER_SCALED, cell->span, column->key.value, cell->text, note->shown);
}

static enum status look_at(struct doc_cell_reader *reader, const struct doc_cell *cell, struct doc_column *column)
{
    const struct doc_cell_note *note = cell->note;
    if (note->continued) return STATUS_OK; /* said of the cell above */
    if (note->fault != DOC_CELL_FINE) {
        static const enum diagnostic_code codes[] = {[DOC_CELL_ERROR] = DIAGNOSTIC_XLSX_CELL_ERROR,
                                                     [DOC_CELL_NO_VALUE] = DIAGNOSTIC_XLSX_NO_VALUE,
                                                     [DOC_CELL_CONDITION] = DIAGNOSTIC_XLSX_CONDITION};
        text_diagnostics_add(reader->diagnostics, codes[note->fault], NULL, cell->span, cell->text, none, none);
        return reader->diagnostics->status;
    }
    enum status status = look_at_scale(reader, cell, column);
    if (status != STATUS_OK || !note->hidden || column->hidden) return status;
    column->hidden = true;
    return doc_cell_remark(reader, DOC_SAW_TABLE_NUMBER_HIDDEN, cell->span, column->key.value, cell->text, none);
}

/* text and bytes are the same */
static const struct text_folded *same(struct arena *arena, struct text_view text)
{
    struct text_fold_run *run = arena_alloc(arena, sizeof *run);
    struct text_folded *map = arena_alloc(arena, sizeof *map);
    if (!run || !map) return NULL;
    *run = (struct text_fold_run){0, 0, (uint32_t)text.len, (uint32_t)text.len, true};
    *map = (struct text_folded){text, run, text.len > 0, (uint32_t)text.len};
    return map;
}

struct text_view doc_cell_text(const struct doc_cell *cell, const struct doc_column *column)
{
    bool date = cell->note && cell->note->date && column->field == DOC_FIELD_FISCAL_YEAR;
    return date ? year_of(cell->text) : cell->text;
}

/* "1200円": what a workbook's currency format makes of a number. */
static bool is_bare_yen(struct text_view text)
{
    size_t digits = 0;
    while (digits < text.len && (strchr("0123456789,.-", text.at[digits])))
        digits++;
    return digits > 0 && digits < text.len && doc_amount_unit(text_view_part(text, digits, text.len)) == 1;
}

/* ¥1,200 under 要求額（百万円）: one of the two is wrong, by a factor that nobody may guess. */
static void check_sign(struct doc_cell_reader *reader, const struct doc_cell *cell, const struct doc_column *column,
                       struct text_view value)
{
    int64_t unit_yen = column->unit_yen > 0 ? column->unit_yen : reader->unit_yen;
    bool amount = unit_yen > 1 && doc_field_type(column->field) == DOC_TYPE_AMOUNT;
    if (amount && (doc_amount_has_sign(value) || (cell->note && cell->note->scale <= 1 && is_bare_yen(value))))
        text_diagnostics_add(reader->diagnostics, DIAGNOSTIC_TABLE_SIGN, NULL, cell->span, value, column->key.value,
                             (struct text_view){0});
}

const struct doc_node *doc_cell_value(struct doc_cell_reader *reader, const struct doc_cell *cell,
                                      struct doc_column *column)
{
    struct text_view value = doc_cell_text(cell, column);
    struct doc_node *node = arena_alloc(reader->arena, sizeof *node);
    const bool copied = cell->note && cell->note->copied;
    const struct text_folded *map = cell->map || copied ? cell->map : same(reader->arena, value);
    if (!node || (!map && !copied) || (cell->note && look_at(reader, cell, column) != STATUS_OK)) return NULL;
    check_sign(reader, cell, column, value);
    *node = (struct doc_node){.kind = DOC_SCALAR,
                              .quoted = true,
                              .span = cell->span,
                              .value = value,
                              .map = map,
                              .unit_yen = column->unit_yen};
    return node;
}

/* ---- what is hidden */

struct ranges {
    struct buf words;
    size_t count;
    uint32_t first, last; /* the one that is growing; 0: none */
    bool columns;
};

static void add_number(struct ranges *ranges, uint32_t number)
{
    if (ranges->columns) text_column_name(&ranges->words, number);
    else buf_add_int(&ranges->words, number);
}

static void end_range(struct ranges *ranges)
{
    if (ranges->first == 0) return;
    if (++ranges->count > RANGES_SHOWN + 1) return;
    if (ranges->count > 1) buf_add_string(&ranges->words, ", ");
    if (ranges->count > RANGES_SHOWN) {
        buf_add_string(&ranges->words, "...");
        return;
    }
    add_number(ranges, ranges->first);
    if (ranges->last > ranges->first) buf_add_char(&ranges->words, '-');
    if (ranges->last > ranges->first) add_number(ranges, ranges->last);
}

static void add_to_ranges(struct ranges *ranges, uint32_t number)
{
    if (ranges->first > 0 && number == ranges->last + 1) {
        ranges->last = number;
        return;
    }
    end_range(ranges);
    ranges->first = ranges->last = number;
}

/* The remark with the ranges as its second argument, if there are any. */
static enum status tell_ranges(struct doc_cell_reader *reader, enum doc_observation_code code, struct text_view sheet,
                               struct text_span span, struct ranges *ranges)
{
    end_range(ranges);
    const char *kept = arena_copy(reader->arena, ranges->words.len > 0 ? ranges->words.bytes : "", ranges->words.len);
    struct text_view words = {kept, ranges->words.len};
    enum status status = kept ? buf_status(&ranges->words) : STATUS_NO_MEMORY;
    buf_clear(&ranges->words);
    if (status != STATUS_OK || words.len == 0) return status;
    return doc_cell_remark(reader, code, span, sheet, words, none);
}

static enum status hidden_rows(struct doc_cell_reader *reader, const struct doc_table *table)
{
    struct ranges ranges = {.columns = false};
    struct text_span first = {NULL, 0, 0};
    buf_init(&ranges.words);
    for (size_t r = 0; r < table->count; r++) {
        if (!table->records[r].hidden) continue;
        if (!first.source) first = table->records[r].span;
        add_to_ranges(&ranges, table->records[r].number);
    }
    return tell_ranges(reader, DOC_SAW_TABLE_ROWS_HIDDEN, table->sheet, first, &ranges);
}

/* The first cell of a column that has something in it; NULL when there is none. */
static const struct doc_cell *first_in(const struct doc_table *table, size_t column)
{
    for (size_t r = 0; r < table->count; r++)
        if (column < table->records[r].count && table->records[r].cells[column].text.len > 0)
            return &table->records[r].cells[column];
    return NULL;
}

static enum status hidden_columns(struct doc_cell_reader *reader, const struct doc_table *table)
{
    struct ranges ranges = {.columns = true};
    struct text_span first = {NULL, 0, 0};
    size_t widest = 0;
    buf_init(&ranges.words);
    for (size_t r = 0; r < table->count; r++)
        if (table->records[r].count > widest) widest = table->records[r].count;
    for (size_t c = 0; c < table->hidden_column_count && c < widest; c++) {
        const struct doc_cell *cell = table->hidden_columns[c] ? first_in(table, c) : NULL;
        if (!cell) continue;
        if (!first.source) first = cell->span;
        add_to_ranges(&ranges, (uint32_t)c + 1);
    }
    return tell_ranges(reader, DOC_SAW_TABLE_COLUMNS_HIDDEN, table->sheet, first, &ranges);
}

enum status doc_cells_hidden(struct doc_cell_reader *reader, const struct doc_table *table)
{
    enum status status = STATUS_OK;
    if (table->hidden && table->count > 0)
        status = doc_cell_remark(reader, DOC_SAW_TABLE_SHEET_HIDDEN, table->records[0].span, table->sheet, none, none);
    if (status == STATUS_OK) status = hidden_rows(reader, table);
    return status == STATUS_OK ? hidden_columns(reader, table) : status;
}

enum status doc_cells_tell(struct arena *arena, const struct doc_table *table, const struct doc_columns *columns)
{
    size_t most = 0, count = 0;
    for (size_t r = 0; r < table->count; r++)
        most += table->records[r].count;
    struct text_cell *cells = arena_alloc(arena, (most + 1) * sizeof *cells);
    if (!cells) return STATUS_NO_MEMORY;
    for (size_t r = 0; r < table->count; r++)
        for (size_t c = 0; c < table->records[r].count; c++) {
            const struct doc_cell *cell = &table->records[r].cells[c];
            bool named = r > columns->header && c < columns->count;
            if (cell->text.len == 0 || (cell->note && cell->note->continued)) continue;
            cells[count] = (struct text_cell){.begin = cell->span.begin,
                                              .end = cell->span.end,
                                              .row = table->records[r].number,
                                              .column = (uint32_t)c + 1};
            if (named) cells[count].header = columns->items[c].heading;
            count++;
        }
    text_source_set_cells(table->source, cells, count);
    return STATUS_OK;
}
