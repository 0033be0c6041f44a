#include "doc/table_ditto.h"

#include <string.h>

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

/* The row's cells, to be changed; NULL when memory is out. */
static struct doc_cell *own_cells(struct doc_table_building *it, const struct doc_record *record)
{
    struct doc_cell *cells = arena_alloc(it->arena, record->count * sizeof *cells);
    if (!cells) it->status = STATUS_NO_MEMORY;
    else memcpy(cells, record->cells, record->count * sizeof *cells);
    return cells;
}

/* The row with other cells. */
static const struct doc_record *with_cells(struct doc_table_building *it, const struct doc_record *record,
                                           const struct doc_cell *cells)
{
    struct doc_record *copy = arena_alloc(it->arena, sizeof *copy);
    if (!copy) {
        it->status = STATUS_NO_MEMORY;
        return record;
    }
    *copy = *record;
    copy->cells = cells;
    return copy;
}

static bool is_field(const struct doc_table_building *it, size_t column)
{
    return it->columns.items[column].owner != DOC_OF_NOBODY;
}

const struct doc_record *doc_table_undittoed(struct doc_table_building *it, const struct doc_record *record)
{
    struct doc_table_dittos *dittos = &it->dittos;
    struct doc_cell *cells = NULL;
    for (size_t c = 0; c < doc_table_cells(it, record) && it->status == STATUS_OK; c++) {
        const struct doc_cell *cell = &record->cells[c];
        if (!is_field(it, c) || !dittos->above[c] || !is_ditto(it->words, cell->text)) continue;
        if (!cells) cells = own_cells(it, record);
        if (!cells) break;
        if (dittos->count++ == 0) {
            dittos->first = cell->span;
            dittos->mark = text_view_trim(cell->text);
        }
        cells[c] = copy_of(it, dittos->above[c], cell);
    }
    return cells ? with_cells(it, record, cells) : record;
}

void doc_table_remember(struct doc_table_building *it, const struct doc_record *record)
{
    for (size_t c = 0; c < doc_table_cells(it, record); c++)
        if (is_field(it, c) && record->cells[c].text.len > 0) it->dittos.above[c] = &record->cells[c];
}

void doc_table_tell_dittos(struct doc_table_building *it)
{
    const struct text_view none = {0};
    if (it->dittos.count == 0) return;
    struct buf digits;
    buf_init(&digits);
    buf_add_int(&digits, (int64_t)it->dittos.count);
    const char *kept = arena_copy(it->arena, digits.bytes ? digits.bytes : "", digits.len);
    const struct text_view count = {kept, digits.len};
    enum status status = kept ? buf_status(&digits) : STATUS_NO_MEMORY;
    buf_clear(&digits);
    if (status == STATUS_OK)
        status = doc_cell_remark(&it->cells, DOC_SAW_TABLE_DITTO, it->dittos.first, it->dittos.mark, count, none);
    if (status != STATUS_OK) it->status = status;
}
