#include "doc/table_ditto.h"

#include <string.h>

/* The table while its marks are replaced. */
struct resolving {
    struct doc_table_building *it;
    const struct doc_cell **above; /* by column: the last cell with something in it */
    struct doc_record *records;    /* NULL until the first mark was found */
    const struct doc_cell *first;  /* that held a mark */
    size_t count;
};

/* A mark is its pack's word to the letter, or folded: nothing is folded here for the sake of a few cells in a table. */
static bool is_ditto(const struct doc_vocabulary *words, struct text_view text)
{
    const struct text_view trimmed = text_view_trim(text);
    for (size_t i = 0; i < words->table_words.count; i++) {
        const struct doc_word *word = &words->table_words.items[i];
        if (word->meaning != DOC_TABLE_DITTO) continue;
        if (text_view_equal(trimmed, word->written) || text_view_equal(trimmed, word->folded)) return true;
    }
    return false;
}

/* What stands above, at the place of the mark. */
static struct doc_cell copy_of(struct doc_table_building *it, const struct doc_cell *above, const struct doc_cell *mark)
{
    struct doc_cell_note *note = arena_alloc(it->arena, sizeof *note);
    if (!note) it->status = STATUS_NO_MEMORY;
    if (note && above->note) *note = *above->note;
    if (note) {
        note->continued = false; /* it says so for itself */
        note->copied = true;
    }
    return (struct doc_cell){.text = above->text, .span = mark->span, .note = note};
}

/* The row's cells, to be changed. */
static struct doc_cell *own_cells(struct resolving *resolving, size_t row)
{
    struct doc_table_building *it = resolving->it;
    const struct doc_table *table = it->table;
    if (!resolving->records) resolving->records = arena_alloc(it->arena, table->count * sizeof *resolving->records);
    struct doc_cell *cells = arena_alloc(it->arena, table->records[row].count * sizeof *cells);
    if (!resolving->records || !cells) {
        it->status = STATUS_NO_MEMORY;
        return NULL;
    }
    if (resolving->count == 0) memcpy(resolving->records, table->records, table->count * sizeof *table->records);
    memcpy(cells, table->records[row].cells, table->records[row].count * sizeof *cells);
    resolving->records[row].cells = cells;
    return cells;
}

static void resolve_row(struct resolving *resolving, size_t row)
{
    struct doc_table_building *it = resolving->it;
    const struct doc_record *record = &it->table->records[row];
    struct doc_cell *cells = NULL;
    for (size_t c = 0; c < record->count && c < it->columns.count && it->status == STATUS_OK; c++) {
        const struct doc_cell *cell = &record->cells[c];
        if (it->columns.items[c].owner == DOC_OF_NOBODY || cell->text.len == 0) continue;
        if (!resolving->above[c] || !is_ditto(it->words, cell->text)) {
            resolving->above[c] = cell;
            continue;
        }
        if (!cells) cells = own_cells(resolving, row);
        if (!cells) return;
        if (resolving->count++ == 0) resolving->first = cell;
        cells[c] = copy_of(it, resolving->above[c], cell);
    }
}

/* How many cells were read so, at the first of them. */
static void tell(struct resolving *resolving)
{
    struct doc_table_building *it = resolving->it;
    const struct text_view none = {0};
    struct buf digits;
    buf_init(&digits);
    buf_add_int(&digits, (int64_t)resolving->count);
    const char *kept = arena_copy(it->arena, digits.bytes ? digits.bytes : "", digits.len);
    const struct text_view count = {kept, digits.len};
    enum status status = kept ? buf_status(&digits) : STATUS_NO_MEMORY;
    buf_clear(&digits);
    if (status == STATUS_OK)
        status = doc_cell_remark(&it->cells, DOC_SAW_TABLE_DITTO, resolving->first->span,
                                 text_view_trim(resolving->first->text), count, none);
    if (status != STATUS_OK) it->status = status;
}

void doc_table_resolve_dittos(struct doc_table_building *it)
{
    struct resolving resolving = {.it = it};
    resolving.above = arena_alloc(it->arena, (it->columns.count + 1) * sizeof *resolving.above);
    struct doc_table *table = arena_alloc(it->arena, sizeof *table);
    if (!resolving.above || !table) {
        it->status = STATUS_NO_MEMORY;
        return;
    }
    for (size_t row = it->columns.below; row < it->table->count && it->status == STATUS_OK; row++)
        resolve_row(&resolving, row);
    if (it->status != STATUS_OK || resolving.count == 0) return;
    *table = *it->table;
    table->records = resolving.records;
    it->table = table;
    tell(&resolving);
}
