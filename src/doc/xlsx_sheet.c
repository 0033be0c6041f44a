/* A sheet comes as a stream of elements; of a cell they are its style, its kind, its formula and its value:
 *
 *     <row r="7"><c r="C7" s="2" t="s"><f>B7</f><v>12</v></c>     C7 says what shared text 12 is, computed from B7
 *
 * The texts go into one buffer, and cells keep offsets into it until the sheet is read and the buffer has its place. */
#include "doc/xlsx_sheet.h"

#include "base/limits.h"
#include "doc/number_format.h"
#include "doc/xlsx_merge.h"

#include <string.h>

struct reader {
    struct doc_xlsx_book *book;
    struct buf text;    /* of all cells */
    struct buf value;   /* of <v>, or of an inline string */
    struct buf formula; /* of <f> */
    struct buf written, shown;
    struct doc_record *records;
    size_t record_count, record_capacity;
    struct doc_cell *cells; /* of the row that is being read, one per column */
    size_t cell_count, cell_capacity;
    struct doc_record row;
    bool *hidden; /* by column */
    struct doc_xlsx_merges merges;
    /* the cell that is being read */
    uint32_t column;
    long style;
    char kind[12];
    bool has_formula;
    struct buf *into; /* where character data goes; NULL: nowhere */
    int phonetic;
};

/* ---- texts of cells */

static enum status broken(struct reader *reader)
{
    return doc_xlsx_refuse(reader->book, DIAGNOSTIC_XLSX_BROKEN, text_view_of("sheetData"), (struct text_view){0},
                           STATUS_INVALID);
}

static struct text_view view_of(const struct buf *buf)
{
    return (struct text_view){buf->len > 0 ? buf->bytes : "", buf->len};
}

static const struct doc_cell_note *keep_note(struct reader *reader, struct doc_cell_note note)
{
    struct doc_cell_note *kept = arena_alloc(reader->book->arena, sizeof *kept);
    if (kept) *kept = note;
    return kept;
}

static enum status add_cell(struct reader *reader, struct text_view text, const struct doc_cell_note *note)
{
    struct doc_xlsx_book *book = reader->book;
    uint32_t begin = (uint32_t)reader->text.len;
    if (text.len == 0) return STATUS_OK;
    if (text.len + 1 > book->text_left) return doc_xlsx_refuse_text(book);
    if (reader->column - reader->cell_count > book->cells_left) return doc_xlsx_refuse_cells(book);
    book->text_left -= text.len + 1;
    book->cells_left -= reader->column - reader->cell_count;
    while (reader->cell_count < reader->column) {
        struct doc_cell *cells =
            arena_grow(book->arena, reader->cells, reader->cell_count, &reader->cell_capacity, sizeof *cells);
        if (!cells) return STATUS_NO_MEMORY;
        reader->cells = cells;
        cells[reader->cell_count++] = (struct doc_cell){.span = {NULL, begin, begin}};
    }
    struct doc_cell *cell = &reader->cells[reader->column - 1];
    cell->span = (struct text_span){NULL, begin, begin + (uint32_t)text.len};
    cell->note = note;
    buf_add(&reader->text, text.at, text.len);
    buf_add_char(&reader->text, '\n');
    return buf_status(&reader->text);
}

static enum status add_fault(struct reader *reader, struct text_view text, enum doc_cell_fault fault)
{
    const struct doc_cell_note *note = keep_note(reader, (struct doc_cell_note){.fault = fault, .scale = 1});
    return note ? add_cell(reader, text, note) : STATUS_NO_MEMORY;
}

static enum status add_number(struct reader *reader, struct text_view value)
{
    struct doc_xlsx_book *book = reader->book;
    bool styled = reader->style >= 0 && (size_t)reader->style < book->format_count;
    struct text_view format = styled ? book->formats[reader->style] : text_view_of("General");
    struct doc_number_facts facts;
    buf_reset(&reader->written);
    buf_reset(&reader->shown);
    if (!doc_number_format(value, format, book->from_1904, &reader->written, &reader->shown, &facts))
        return add_fault(reader, value, facts.conditional ? DOC_CELL_CONDITION : DOC_CELL_ERROR);
    struct text_view text = text_view_trim(view_of(&reader->written)), shown = view_of(&reader->shown);
    if (buf_status(&reader->written) != STATUS_OK || buf_status(&reader->shown) != STATUS_OK) return STATUS_NO_MEMORY;
    bool worded = text.len > 0 && (text.at[text.len - 1] < '0' || text.at[text.len - 1] > '9'); /* by its format */
    if (!facts.date && !facts.hidden && facts.scale == 1 && !worded) return add_cell(reader, text, NULL);
    struct doc_cell_note note = {.date = facts.date,
                                 .hidden = facts.hidden,
                                 .unit_named = facts.unit_named,
                                 .scale = facts.scale};
    const char *kept = shown.len > 0 ? arena_copy(book->arena, shown.at, shown.len) : "";
    note.shown = (struct text_view){kept, shown.len};
    const struct doc_cell_note *kept_note = keep_note(reader, note);
    return kept && kept_note ? add_cell(reader, text, kept_note) : STATUS_NO_MEMORY;
}

/* "2019-04-01T00:00:00": a date that is written out. */
static enum status add_date(struct reader *reader, struct text_view value)
{
    const struct doc_cell_note *note = keep_note(reader, (struct doc_cell_note){.date = true, .scale = 1});
    return note ? add_cell(reader, text_view_part(value, 0, value.len < 10 ? value.len : 10), note) : STATUS_NO_MEMORY;
}

static enum status add_without_value(struct reader *reader)
{
    enum status status = STATUS_OK;
    buf_reset(&reader->written);
    buf_add_char(&reader->written, '=');
    buf_add(&reader->written, view_of(&reader->formula).at, reader->formula.len);
    status = buf_status(&reader->written);
    return status == STATUS_OK ? add_fault(reader, view_of(&reader->written), DOC_CELL_NO_VALUE) : status;
}

/* A program that computes nothing writes no value, or a 0 that the next program is asked to compute. */
static bool lacks_value(const struct reader *reader, struct text_view value)
{
    if (!reader->has_formula || strcmp(reader->kind, "str") == 0) return false;
    bool zero = text_view_equal(value, text_view_of("0")) && strcmp(reader->kind, "b") != 0;
    return value.len == 0 || (zero && reader->book->uncalculated);
}

static enum status end_cell(struct reader *reader)
{
    struct text_view value = text_view_trim(view_of(&reader->value));
    if (buf_status(&reader->value) != STATUS_OK || buf_status(&reader->formula) != STATUS_OK) return STATUS_NO_MEMORY;
    if (lacks_value(reader, value)) return add_without_value(reader);
    if (value.len == 0) return STATUS_OK;
    if (strcmp(reader->kind, "s") == 0) {
        long index = doc_xlsx_number(reader->value.bytes, (long)reader->book->string_count - 1, -1);
        return index < 0 ? broken(reader) : add_cell(reader, reader->book->strings[index], NULL);
    }
    if (strcmp(reader->kind, "e") == 0) return add_fault(reader, value, DOC_CELL_ERROR);
    if (strcmp(reader->kind, "d") == 0) return add_date(reader, value);
    if (strcmp(reader->kind, "b") == 0)
        return add_cell(reader, text_view_of(doc_xlsx_is_true(reader->value.bytes) ? "TRUE" : "FALSE"), NULL);
    if (strcmp(reader->kind, "n") == 0) return add_number(reader, value);
    reader->value.len = doc_xlsx_unescape(reader->value.bytes, reader->value.len);
    bool blank = text_view_trim(view_of(&reader->value)).len == 0;
    return blank ? STATUS_OK : add_cell(reader, view_of(&reader->value), NULL);
}

/* ---- rows and columns */

/* The column that "AB12" names, from 1; 0 when it names none. */
static uint32_t column_named(const char *reference)
{
    uint32_t column = 0;
    for (; *reference >= 'A' && *reference <= 'Z' && column <= LIMIT_TABLE_COLUMNS; reference++)
        column = column * 26 + (uint32_t)(*reference - 'A') + 1;
    return column <= LIMIT_TABLE_COLUMNS ? column : 0;
}

static enum status begin_cell(struct reader *reader, const char *const *attributes)
{
    const char *reference = doc_xml_attribute(attributes, "r"), *kind = doc_xml_attribute(attributes, "t");
    uint32_t column = reference ? column_named(reference) : reader->column + 1;
    if (column <= reader->column || column > LIMIT_TABLE_COLUMNS) return broken(reader);
    reader->column = column;
    reader->style = doc_xlsx_number(doc_xml_attribute(attributes, "s"), 1000000, 0);
    if (!kind) kind = "n";
    if (strlen(kind) >= sizeof reader->kind) return broken(reader);
    memcpy(reader->kind, kind, strlen(kind) + 1);
    reader->has_formula = false;
    buf_reset(&reader->value);
    buf_reset(&reader->formula);
    return STATUS_OK;
}

static bool is_hidden(const char *const *attributes, const char *extent)
{
    const char *size = doc_xml_attribute(attributes, extent);
    return doc_xlsx_is_true(doc_xml_attribute(attributes, "hidden")) || (size && strcmp(size, "0") == 0);
}

static enum status begin_row(struct reader *reader, const char *const *attributes)
{
    const char *number = doc_xml_attribute(attributes, "r");
    long row = number ? doc_xlsx_number(number, LIMIT_TABLE_ROWS, -1) : (long)reader->row.number + 1;
    if (row <= (long)reader->row.number || row > (long)LIMIT_TABLE_ROWS) return broken(reader);
    reader->row = (struct doc_record){.number = (uint32_t)row, .hidden = is_hidden(attributes, "ht")};
    reader->row.span.begin = (uint32_t)reader->text.len;
    reader->cell_count = 0;
    reader->column = 0;
    return STATUS_OK;
}

static enum status end_row(struct reader *reader)
{
    struct arena *arena = reader->book->arena;
    if (reader->cell_count == 0) return STATUS_OK;
    struct doc_cell *cells = arena_alloc(arena, reader->cell_count * sizeof *cells);
    struct doc_record *records =
        arena_grow(arena, reader->records, reader->record_count, &reader->record_capacity, sizeof *records);
    if (!cells || !records) return STATUS_NO_MEMORY;
    memcpy(cells, reader->cells, reader->cell_count * sizeof *cells);
    reader->row.cells = cells;
    reader->row.count = reader->cell_count;
    reader->row.span.end = (uint32_t)reader->text.len - 1;
    reader->records = records;
    records[reader->record_count++] = reader->row;
    return STATUS_OK;
}

static enum status add_columns(struct reader *reader, const char *const *attributes)
{
    long first = doc_xlsx_number(doc_xml_attribute(attributes, "min"), LIMIT_TABLE_COLUMNS, 0);
    long last = doc_xlsx_number(doc_xml_attribute(attributes, "max"), LIMIT_TABLE_COLUMNS, 0);
    if (!is_hidden(attributes, "width") || first < 1) return STATUS_OK;
    if (!reader->hidden) reader->hidden = arena_alloc(reader->book->arena, LIMIT_TABLE_COLUMNS * sizeof(bool));
    if (!reader->hidden) return STATUS_NO_MEMORY;
    for (long column = first; column <= last; column++)
        reader->hidden[column - 1] = true;
    return STATUS_OK;
}

/* ---- the stream */

static enum status sheet_begin(void *context, const char *name, const char *const *attributes)
{
    struct reader *reader = context;
    reader->into = NULL;
    if (strcmp(name, "c") == 0) return begin_cell(reader, attributes);
    if (strcmp(name, "v") == 0) reader->into = &reader->value;
    else if (strcmp(name, "f") == 0) {
        reader->into = &reader->formula;
        reader->has_formula = true;
    } else if (strcmp(name, "t") == 0 && reader->phonetic == 0) reader->into = &reader->value;
    else if (strcmp(name, "rPh") == 0) reader->phonetic++;
    else if (strcmp(name, "row") == 0) return begin_row(reader, attributes);
    else if (strcmp(name, "col") == 0) return add_columns(reader, attributes);
    else if (strcmp(name, "mergeCell") == 0)
        return doc_xlsx_merge_add(reader->book, &reader->merges, doc_xml_attribute(attributes, "ref"));
    return STATUS_OK;
}

static enum status sheet_end(void *context, const char *name)
{
    struct reader *reader = context;
    reader->into = NULL;
    if (strcmp(name, "c") == 0) return end_cell(reader);
    if (strcmp(name, "row") == 0) return end_row(reader);
    if (strcmp(name, "rPh") == 0) reader->phonetic--;
    return STATUS_OK;
}

static enum status sheet_text(void *context, struct text_view text)
{
    struct reader *reader = context;
    if (!reader->into) return STATUS_OK;
    if (reader->into->len + text.len > LIMIT_SCALAR_BYTES) return doc_xlsx_refuse_cell_text(reader->book);
    buf_add(reader->into, text.at, text.len);
    return buf_status(reader->into);
}

/* ---- the table */

/* The texts get their place in the arena, and the cells their texts. */
static enum status settle(struct reader *reader, const struct doc_xlsx_sheet *sheet, struct doc_table *out_table)
{
    struct doc_xlsx_book *book = reader->book;
    const char *bytes = arena_copy(book->arena, reader->text.len > 0 ? reader->text.bytes : "", reader->text.len);
    struct text_source *source;
    if (!bytes) return STATUS_NO_MEMORY;
    const struct text_view texts = {bytes, reader->text.len};
    enum status status = text_source_open_checked(book->arena, book->path, texts, &source);
    if (status != STATUS_OK) return status;
    text_source_set_sheet(source, sheet->name);
    for (size_t r = 0; r < reader->record_count; r++) {
        struct doc_record *record = &reader->records[r];
        struct doc_cell *cells = (struct doc_cell *)record->cells; /* made by end_row */
        record->span.source = source;
        for (size_t c = 0; c < record->count; c++) {
            cells[c].span.source = source;
            cells[c].text = text_view_part(texts, cells[c].span.begin, cells[c].span.end);
        }
    }
    *out_table = (struct doc_table){.source = source,
                                    .records = reader->records,
                                    .count = reader->record_count,
                                    .sheet = sheet->name,
                                    .hidden = sheet->hidden,
                                    .hidden_columns = reader->hidden,
                                    .hidden_column_count = reader->hidden ? LIMIT_TABLE_COLUMNS : 0};
    return doc_xlsx_merges_fill(book, &reader->merges, reader->records, reader->record_count);
}

enum status doc_xlsx_sheet_read(struct doc_xlsx_book *book, const struct doc_xlsx_sheet *sheet,
                                struct doc_table *out_table)
{
    struct reader reader = {.book = book};
    const struct doc_xml_listener listener = {&reader, sheet_begin, sheet_end, sheet_text};
    struct buf *const buffers[] = {&reader.text, &reader.value, &reader.formula, &reader.written, &reader.shown};
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++)
        buf_init(buffers[i]);
    enum status status = doc_xlsx_part_read(book, sheet->part, &listener);
    if (status == STATUS_OK) status = settle(&reader, sheet, out_table);
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++)
        buf_clear(buffers[i]);
    return status;
}
