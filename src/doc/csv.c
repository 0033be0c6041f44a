/* libcsv says where cells and rows end; it is fed byte by byte, so that the place of each end is known. What a cell
 * says is then taken from the file's own bytes: between its quotes if it has any, with doubled quotes as one, and
 * without the apostrophe that keeps it from being a formula (doc/csv_guard).
 *
 *     1,"IoT ""機器""",3      cells 1 | IoT "機器" | 3; the map of the second leads its quotes to the doubled ones */
#include "doc/csv.h"

#include "base/alloc.h"
#include "base/limits.h"
#include "doc/csv_guard.h"

#include <csv.h>

#define CELL_MOST (2 * LIMIT_SCALAR_BYTES + 2) /* bytes in the file: every character a doubled quote, within quotes */

struct reader {
    struct arena *arena;
    const struct text_source *source;
    struct text_view bytes;
    struct text_diagnostics *diagnostics;
    struct doc_record *records;
    size_t record_count, record_capacity;
    struct doc_cell *cells; /* of the row that is being read */
    size_t cell_count, cell_capacity;
    size_t all_cells;    /* so far, empty ones too */
    uint32_t at;         /* the byte that is being fed */
    uint32_t cell_begin; /* of the cell that is being read */
    uint32_t row_begin;
    uint32_t row; /* number of the row that is being read */
    bool filled;  /* a cell of it has something in it */
    enum status status;
};

/* ---- a cell */

static size_t count_doubled(struct text_view inner)
{
    size_t count = 0;
    for (size_t i = 0; i + 1 < inner.len; i++)
        if (inner.at[i] == '"' && inner.at[i + 1] == '"') {
            count++;
            i++;
        }
    return count;
}

/* Text and map of a quoted cell in which quotes are doubled: a run up to each pair, and one for the pair. */
static enum status undouble(struct arena *arena, struct text_view inner, uint32_t skip, size_t doubled,
                            struct doc_cell *cell)
{
    char *text = arena_alloc(arena, inner.len + 1);
    struct text_fold_run *runs = arena_alloc(arena, (2 * doubled + 1) * sizeof *runs);
    struct text_folded *map = arena_alloc(arena, sizeof *map);
    if (!text || !runs || !map) return STATUS_NO_MEMORY;
    uint32_t from = 0, len = 0;
    size_t count = 0;
    while (from < inner.len) {
        size_t pair = text_view_find(inner, text_view_of("\"\""), from);
        uint32_t plain = (uint32_t)((pair == (size_t)-1 ? inner.len : pair) - from);
        if (plain > 0) runs[count++] = (struct text_fold_run){len, skip + from, plain, plain, true};
        memcpy(text + len, inner.at + from, plain);
        len += plain;
        from += plain;
        if (pair == (size_t)-1) break;
        runs[count++] = (struct text_fold_run){len, skip + from, 1, 2, false};
        text[len++] = '"';
        from += 2;
    }
    cell->text = (struct text_view){text, len};
    *map = (struct text_folded){cell->text, runs, count, skip + (uint32_t)inner.len};
    cell->map = map;
    return STATUS_OK;
}

static enum status take_whole(struct arena *arena, struct text_view inner, uint32_t skip, struct doc_cell *cell)
{
    struct text_fold_run *run = arena_alloc(arena, sizeof *run);
    struct text_folded *map = arena_alloc(arena, sizeof *map);
    if (!run || !map) return STATUS_NO_MEMORY;
    *run = (struct text_fold_run){0, skip, (uint32_t)inner.len, (uint32_t)inner.len, true};
    *map = (struct text_folded){inner, run, inner.len > 0, skip + (uint32_t)inner.len};
    cell->text = inner;
    cell->map = map;
    return STATUS_OK;
}

static struct doc_cell cell_between(struct reader *reader, uint32_t begin, uint32_t end)
{
    struct text_view raw = text_view_trim(text_view_part(reader->bytes, begin, end));
    uint32_t first = raw.len > 0 ? (uint32_t)(raw.at - reader->bytes.at) : begin;
    struct doc_cell cell = {.span = {reader->source, first, first + (uint32_t)raw.len}};
    if (raw.len == 0) return cell; /* most cells of a wide table: nothing is kept of them */
    bool quoted = raw.len >= 2 && raw.at[0] == '"' && raw.at[raw.len - 1] == '"';
    struct text_view inner = quoted ? text_view_part(raw, 1, raw.len - 1) : raw;
    uint32_t skip = quoted;
    if (doc_csv_has_guard(inner)) {
        inner = text_view_part(inner, 1, inner.len);
        skip++;
    }
    size_t doubled = quoted ? count_doubled(inner) : 0;
    enum status status = doubled > 0 ? undouble(reader->arena, inner, skip, doubled, &cell)
                                     : take_whole(reader->arena, inner, skip, &cell);
    if (status != STATUS_OK) reader->status = status;
    return cell;
}

/* ---- what libcsv tells */

static void refuse_count(struct reader *reader, enum diagnostic_code code, const char *limit)
{
    struct text_span span = {reader->source, reader->cell_begin, reader->at};
    const struct text_view none = {0};
    reader->status = STATUS_LIMIT;
    text_diagnostics_add(reader->diagnostics, code, NULL, span, text_view_of(limit), none, none);
}

static void refuse(struct reader *reader, enum diagnostic_code code, uint32_t begin, uint32_t end, enum status status)
{
    const struct text_view none = {0};
    if (reader->status != STATUS_OK) return;
    reader->status = status;
    text_diagnostics_add(reader->diagnostics, code, NULL, (struct text_span){reader->source, begin, end}, none, none,
                         none);
}

/* Whether a cell of that many bytes more is one too many. */
static bool exceeds(struct reader *reader, size_t len)
{
    if (len > LIMIT_SCALAR_BYTES)
        refuse(reader, DIAGNOSTIC_YAML_SCALAR_LARGE, reader->cell_begin, reader->at, STATUS_LIMIT);
    else if (reader->cell_count == LIMIT_TABLE_COLUMNS) refuse_count(reader, DIAGNOSTIC_TABLE_COLUMNS, "16384");
    else if (++reader->all_cells > LIMIT_CSV_CELLS) refuse_count(reader, DIAGNOSTIC_TABLE_CELLS, "4000000");
    return reader->status != STATUS_OK;
}

static void end_cell(void *bytes, size_t len, void *context)
{
    struct reader *reader = context;
    (void)bytes;
    if (reader->status != STATUS_OK) return;
    if (exceeds(reader, len)) return;
    struct doc_cell *cells =
        arena_grow(reader->arena, reader->cells, reader->cell_count, &reader->cell_capacity, sizeof *cells);
    if (!cells) {
        reader->status = STATUS_NO_MEMORY;
        return;
    }
    reader->cells = cells;
    cells[reader->cell_count] = cell_between(reader, reader->cell_begin, reader->at);
    reader->filled |= cells[reader->cell_count++].text.len > 0;
    reader->cell_begin = reader->at + 1;
}

static void end_row(int terminator, void *context)
{
    struct reader *reader = context;
    struct doc_record record = {.count = reader->cell_count,
                                .number = reader->row,
                                .span = {reader->source, reader->row_begin, reader->at}};
    (void)terminator;
    if (reader->filled && reader->status == STATUS_OK) {
        struct doc_cell *cells = arena_alloc(reader->arena, reader->cell_count * sizeof *cells);
        struct doc_record *records =
            arena_grow(reader->arena, reader->records, reader->record_count, &reader->record_capacity, sizeof *records);
        if (!cells || !records) {
            reader->status = STATUS_NO_MEMORY;
            return;
        }
        memcpy(cells, reader->cells, reader->cell_count * sizeof *cells);
        record.cells = cells;
        reader->records = records;
        records[reader->record_count++] = record;
    }
    reader->cell_count = 0;
    reader->filled = false;
    reader->row++;
}

/* ---- feeding */

static bool is_break(char c)
{
    return c == '\n' || c == '\r';
}

/* Whether the byte ends an empty row, or is the LF of a CRLF: libcsv is silent about both. */
static bool is_silent(const struct reader *reader, char before)
{
    char c = reader->bytes.at[reader->at];
    return reader->cell_count == 0 && reader->cell_begin == reader->at && is_break(c) &&
           (reader->at == reader->row_begin || before == '\r');
}

static void feed(struct reader *reader, struct csv_parser *parser)
{
    char before = 0;
    for (; reader->at < reader->bytes.len && reader->status == STATUS_OK; reader->at++) {
        char c = reader->bytes.at[reader->at];
        if (reader->at - reader->cell_begin > CELL_MOST && exceeds(reader, CELL_MOST)) return;
        bool silent = is_silent(reader, before);
        bool second = silent && c == '\n' && before == '\r';
        uint32_t rows = reader->row;
        if (csv_parse(parser, &c, 1, end_cell, end_row, reader) != 1) {
            bool memory = csv_error(parser) != CSV_EPARSE;
            if (memory) reader->status = STATUS_NO_MEMORY;
            else refuse(reader, DIAGNOSTIC_CSV_QUOTE, reader->at, reader->at + 1, STATUS_INVALID);
            return;
        }
        if (silent && !second) reader->row++;
        if (silent || reader->row > rows) reader->row_begin = reader->cell_begin = reader->at + 1;
        before = c;
    }
}

static void finish(struct reader *reader, struct csv_parser *parser)
{
    if (reader->status != STATUS_OK || csv_fini(parser, end_cell, end_row, reader) == 0) return;
    if (csv_error(parser) == CSV_EPARSE)
        refuse(reader, DIAGNOSTIC_CSV_QUOTE_OPEN, reader->cell_begin, reader->cell_begin + 1, STATUS_INVALID);
    else reader->status = STATUS_NO_MEMORY;
}

enum status doc_csv_read(struct arena *arena, struct text_source *source, char separator,
                         struct text_diagnostics *diagnostics, struct doc_table *out_table)
{
    struct reader reader = {.arena = arena,
                            .source = source,
                            .bytes = text_source_bytes(source),
                            .diagnostics = diagnostics,
                            .at = text_source_start(source),
                            .row = 1};
    struct csv_parser parser;
    reader.cell_begin = reader.row_begin = reader.at;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) return STATUS_NO_MEMORY;
    csv_set_delim(&parser, (unsigned char)separator);
    csv_set_realloc_func(&parser, alloc_resize);
    csv_set_free_func(&parser, alloc_free);
    feed(&reader, &parser);
    finish(&reader, &parser);
    csv_free(&parser);
    *out_table = (struct doc_table){.source = source, .records = reader.records, .count = reader.record_count};
    return reader.status;
}
