#include "doc/workbook.h"

#include "doc/observation.h"
#include "doc/table_read.h"
#include "doc/xlsx_sheet.h"

struct reading {
    struct doc_xlsx_book book;
    const struct doc_vocabulary *words;
    const struct doc_column_map *map;
    const struct doc_node **roots;
    size_t root_count, root_capacity;
    struct doc_left *left;
    size_t left_count, left_capacity;
    struct buf unread; /* names of the sheets without a table */
    enum diagnostic_code absent;
};

static enum status add_roots(struct reading *it, const struct doc_roots *found)
{
    for (size_t i = 0; i < found->count; i++) {
        const struct doc_node **roots =
            arena_grow(it->book.arena, it->roots, it->root_count, &it->root_capacity, sizeof *roots);
        if (!roots) return STATUS_NO_MEMORY;
        it->roots = roots;
        roots[it->root_count++] = found->items[i];
    }
    for (size_t i = 0; i < found->left_count; i++) {
        struct doc_left *left = arena_grow(it->book.arena, it->left, it->left_count, &it->left_capacity, sizeof *left);
        if (!left) return STATUS_NO_MEMORY;
        it->left = left;
        left[it->left_count++] = found->left[i];
    }
    return STATUS_OK;
}

static void note_unread(struct reading *it, const struct doc_xlsx_sheet *sheet)
{
    if (it->unread.len > 0) buf_add_string(&it->unread, ", ");
    buf_add(&it->unread, sheet->name.at, sheet->name.len);
}

static enum status read_sheet(struct reading *it, const struct doc_xlsx_sheet *sheet)
{
    struct doc_table table;
    struct doc_roots found;
    if (!sheet->part) { /* a chart */
        note_unread(it, sheet);
        return STATUS_OK;
    }
    enum status status = doc_xlsx_sheet_read(&it->book, sheet, &table);
    if (status != STATUS_OK) return status;
    status = doc_table_roots(it->book.arena, &table, it->words, it->map, it->book.diagnostics, &found);
    if (status != STATUS_OK) return status;
    if (found.count == 0 && found.absent == DIAGNOSTIC_TABLE_NO_ROWS) it->absent = found.absent;
    if (found.count == 0 && (table.count > 0 || sheet->hidden)) note_unread(it, sheet);
    return add_roots(it, &found);
}

/* The sheets that are no tables, with the first submission. */
static enum status tell_unread(struct reading *it)
{
    const struct doc_node *first = it->root_count > 0 ? it->roots[0] : NULL;
    if (!first || it->unread.len == 0) return buf_status(&it->unread);
    size_t before = first->remarks ? first->remarks->count : 0;
    const char *names = arena_copy(it->book.arena, it->unread.bytes, it->unread.len);
    struct doc_observation *items = arena_alloc(it->book.arena, (before + 1) * sizeof *items);
    struct doc_remarks *remarks = arena_alloc(it->book.arena, sizeof *remarks);
    struct doc_node *root = arena_alloc(it->book.arena, sizeof *root);
    if (!names || !items || !remarks || !root) return STATUS_NO_MEMORY;
    if (before > 0) memcpy(items, first->remarks->items, before * sizeof *items);
    items[before] = (struct doc_observation){.code = DOC_SAW_TABLE_SHEETS_UNREAD,
                                             .field = DOC_FIELD_COUNT,
                                             .request = DOC_NO_INDEX,
                                             .item = DOC_NO_INDEX,
                                             .arguments = {{names, it->unread.len}}};
    *remarks = (struct doc_remarks){items, before + 1};
    *root = *first;
    root->remarks = remarks;
    it->roots[0] = root;
    return buf_status(&it->unread);
}

enum status doc_workbook_read(struct arena *arena, const char *path, struct text_view bytes,
                              const struct doc_vocabulary *words, const struct doc_column_map *map,
                              struct text_diagnostics *diagnostics, struct doc_roots *out_roots)
{
    struct reading it = {.book = {.arena = arena, .path = path, .diagnostics = diagnostics},
                         .words = words,
                         .map = map,
                         .absent = DIAGNOSTIC_TABLE_HEADER};
    bool invalid = false;
    buf_init(&it.unread);
    enum status status = doc_xlsx_book_open(&it.book, bytes);
    if (it.book.is_report) it.absent = DIAGNOSTIC_IS_REPORT;
    for (size_t i = 0; i < it.book.sheet_count && status == STATUS_OK && !it.book.is_report; i++) {
        status = read_sheet(&it, &it.book.sheets[i]);
        invalid |= status == STATUS_INVALID; /* the other sheets' mistakes are told too */
        if (status == STATUS_INVALID) status = STATUS_OK;
    }
    if (status == STATUS_OK) status = tell_unread(&it);
    buf_clear(&it.unread);
    doc_xlsx_book_close(&it.book);
    *out_roots = (struct doc_roots){.items = it.roots, .count = it.root_count, .absent = it.absent};
    out_roots->left = it.left;
    out_roots->left_count = it.left_count;
    return status == STATUS_OK && invalid ? STATUS_INVALID : status;
}

enum status doc_workbook_tables(struct arena *arena, const char *path, struct text_view bytes,
                                struct text_diagnostics *diagnostics, const struct doc_table **out_tables,
                                size_t *out_count)
{
    struct doc_xlsx_book book = {.arena = arena, .path = path, .diagnostics = diagnostics};
    enum status status = doc_xlsx_book_open(&book, bytes);
    struct doc_table *tables = arena_alloc(arena, (book.sheet_count + 1) * sizeof *tables);
    size_t count = 0;
    if (status == STATUS_OK && !tables) status = STATUS_NO_MEMORY;
    for (size_t i = 0; i < book.sheet_count && status == STATUS_OK; i++)
        if (book.sheets[i].part) status = doc_xlsx_sheet_read(&book, &book.sheets[i], &tables[count++]);
    doc_xlsx_book_close(&book);
    *out_tables = tables;
    *out_count = count;
    return status;
}
