#include "doc/table_beside.h"

#include <string.h>

/* What notes begin with: U+203B, asterisks, U+6CE8, also within a bracket of either width. */
static const char *const note_marks[] = {
    "(\xE6\xB3\xA8", "\xEF\xBC\x88\xE6\xB3\xA8", "\xE2\x80\xBB", "*", "\xEF\xBC\x8A", "\xE6\xB3\xA8", NULL};
static const char full_stop[] = "\xE3\x80\x82"; /* U+3002 */

static bool is_note(struct text_view text)
{
    size_t stop = strlen(full_stop);
    for (size_t i = 0; note_marks[i]; i++)
        if (text_view_starts_with(text, note_marks[i])) return true;
    return text.len >= stop && memcmp(text.at + text.len - stop, full_stop, stop) == 0;
}

/* Whether the row says what a row of the header does, where that says anything. */
static bool repeats(const struct doc_record *header, const struct doc_record *record)
{
    size_t same = 0;
    for (size_t i = 0; i < record->count && i < header->count; i++) {
        if (record->cells[i].text.len == 0 || header->cells[i].text.len == 0) continue;
        if (!text_view_equal(record->cells[i].text, header->cells[i].text)) return false;
        same++;
    }
    return same > 1;
}

/* Any of the rows that make the header, on the next page. */
static bool repeats_header(const struct doc_table_building *it, const struct doc_record *record)
{
    for (size_t r = it->columns.first; r < it->columns.below; r++)
        if (repeats(&it->table->records[r], record)) return true;
    return false;
}

/* The only cell of the row with something in it, and its column; NULL when there are others. */
static const struct doc_cell *only_cell(const struct doc_table_building *it, const struct doc_record *record,
                                        size_t *out_column)
{
    const struct doc_cell *only = NULL;
    for (size_t i = 0; i < record->count; i++) {
        const struct doc_cell *cell = &record->cells[i];
        if (cell->text.len == 0) continue;
        if (only || doc_table_is_continued(cell)) return NULL;
        only = cell;
        *out_column = i;
    }
    return it->columns.count > 1 ? only : NULL;
}

const struct doc_cell *doc_table_cell_beside(const struct doc_table_building *it, const struct doc_record *record,
                                             bool *out_label)
{
    size_t at = 0;
    const struct doc_cell *cell = only_cell(it, record, &at);
    const struct doc_column *column = cell && at < it->columns.count ? &it->columns.items[at] : NULL;
    *out_label = column && doc_table_is_label(column);
    bool outside = !column || column->owner == DOC_OF_NOBODY;
    return *out_label || outside ? cell : NULL;
}

bool doc_table_leave_beside(struct doc_table_building *it, const struct doc_record *record)
{
    const struct text_view none = {0};
    bool label = false;
    if (repeats_header(it, record)) return true;
    const struct doc_cell *cell = doc_table_cell_beside(it, record, &label);
    if (!cell) return false;
    enum doc_observation_code code =
        label && !is_note(cell->text) ? DOC_SAW_TABLE_ROW_UNREAD : DOC_SAW_TABLE_NOTE_UNREAD;
    doc_table_leave(it, DOC_LEFT_TITLE, cell, cell->text);
    enum status status = doc_cell_remark(&it->cells, code, cell->span, text_view_trim(cell->text), none, none);
    if (status != STATUS_OK) it->status = status;
    return true;
}
