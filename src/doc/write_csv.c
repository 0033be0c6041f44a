/* UTF-8 with BOM and CRLF, as spreadsheets want it; what they would take for a formula is guarded (doc/csv_guard). */
#include "doc/csv_guard.h"
#include "doc/write_table.h"

static bool needs_quotes(struct text_view text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] == '"' || text.at[i] == ',' || text.at[i] == '\r' || text.at[i] == '\n') return true;
    return text_view_trim(text).len != text.len;
}

void doc_write_csv_cell(struct buf *out, struct text_view text)
{
    bool guard = doc_csv_needs_guard(text), quotes = needs_quotes(text);
    if (quotes) buf_add_char(out, '"');
    if (guard) buf_add_char(out, '\'');
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '"') buf_add_char(out, '"');
        buf_add_char(out, text.at[i]);
    }
    if (quotes) buf_add_char(out, '"');
}

static enum status add_row(struct doc_writing *writing, const struct doc_sheet *sheet, size_t row, struct buf *out)
{
    for (size_t i = 0; i < sheet->column_count; i++) {
        const struct doc_written_member *member = sheet->cells[row * sheet->column_count + i];
        if (i > 0) buf_add_char(out, ',');
        if (!member) continue;
        if (memchr(member->text.at, '\0', member->text.len))
            return doc_sheet_refuse(writing, sheet, row, i, DIAGNOSTIC_CONVERT_CHARACTER, text_view_of("U+0000"));
        doc_write_csv_cell(out, member->text);
    }
    buf_add_string(out, "\r\n");
    return buf_status(out);
}

enum status doc_write_csv(struct doc_writing *writing, const struct doc_written_set *set, struct buf *out)
{
    struct doc_sheet sheet;
    enum status status = doc_write_table(writing, set->items, set->count, &sheet);
    buf_add_string(out, "\xEF\xBB\xBF");
    for (size_t i = 0; status == STATUS_OK && i < sheet.column_count; i++) {
        if (i > 0) buf_add_char(out, ',');
        doc_write_csv_cell(out, sheet.columns[i].name);
    }
    buf_add_string(out, "\r\n");
    for (size_t i = 0; status == STATUS_OK && i < sheet.row_count; i++)
        status = add_row(writing, &sheet, i, out);
    return status;
}
