#include "doc/report_table.h"

#define HEAD_ROWS 10 /* a heading stands in one of the first */
#define LANGUAGES 2

static bool has_cell(const struct doc_record *record, const char *text)
{
    for (size_t i = 0; i < record->count; i++)
        if (text_view_equal(text_view_trim(record->cells[i].text), text_view_of(text))) return true;
    return false;
}

static bool has_headings(const struct doc_record *record)
{
    static const char *const headings[][LANGUAGES] = {
#define HEADING(japanese, english) {japanese, english},
#include "doc/report_heading.def"
#undef HEADING
    };
    const size_t all = sizeof headings / sizeof *headings;
    for (size_t language = 0; language < LANGUAGES; language++) {
        size_t found = 0;
        while (found < all && has_cell(record, headings[found][language]))
            found++;
        if (found == all) return true;
    }
    return false;
}

bool doc_table_is_report(const struct doc_table *table)
{
    for (size_t i = 0; i < table->count && i < HEAD_ROWS; i++)
        if (has_headings(&table->records[i])) return true;
    return false;
}
