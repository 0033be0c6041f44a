#include "doc/content.h"

#include "doc/csv.h"
#include "doc/submission.h"
#include "doc/table_columns.h"
#include "doc/yaml.h"
#include "doc/zip.h"
#include "text/character.h"

#include <string.h>

#define NAMES_LEAST 3 /* field names in a row that make it a header beyond doubt */

struct search {
    struct arena *arena;
    const struct doc_vocabulary *words;
    struct text_source *source;
    struct text_view text; /* from its first character that is no blank */
    enum doc_content found;
};

/* ---- by the first bytes */

static bool begins(struct text_view bytes, const char *mark, size_t len)
{
    return bytes.len >= len && memcmp(bytes.at, mark, len) == 0;
}

static enum status look_inside(struct text_view bytes, enum doc_content *out_content)
{
    struct doc_zip *zip = NULL;
    enum doc_zip_fault fault;
    enum status status = doc_zip_open(bytes, &zip, &fault);
    *out_content = status == STATUS_OK && doc_zip_has(zip, "xl/") ? DOC_CONTENT_WORKBOOK : DOC_CONTENT_ARCHIVE;
    if (status == STATUS_OK) doc_zip_close(zip);
    return status == STATUS_NO_MEMORY ? status : STATUS_OK;
}

static enum status find_binary(struct text_view bytes, enum doc_content *out_content)
{
    if (begins(bytes, "PK\x03\x04", 4)) return look_inside(bytes, out_content);
    if (begins(bytes, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8)) *out_content = DOC_CONTENT_OLD;
    if (begins(bytes, "%PDF-", 5)) *out_content = DOC_CONTENT_PDF;
    return STATUS_OK;
}

/* ---- by the text */

/* The word is in small letters; the text may have it in capitals. */
static bool begins_any_case(struct text_view text, const char *word)
{
    size_t len = strlen(word);
    for (size_t i = 0; i < len && i < text.len; i++)
        if (text_ascii_small(text.at[i]) != word[i]) return false;
    return text.len >= len;
}

static enum status any_submission(const struct search *it, const struct doc_roots *roots, bool *out_any)
{
    *out_any = false;
    for (size_t i = 0; i < roots->count && !*out_any; i++) {
        enum status status = doc_submission_is(roots->items[i], it->words, it->arena, out_any);
        if (status != STATUS_OK) return status;
    }
    return STATUS_OK;
}

/* Every line but blank ones is an object. */
static bool has_lines_of_objects(const struct search *it)
{
    for (uint32_t line = 1; line <= text_source_line_count(it->source); line++) {
        struct text_view text = text_view_trim(text_source_line(it->source, line));
        if (text.len > 0 && (text.at[0] != '{' || text.at[text.len - 1] != '}') && line > 1) return false;
    }
    return it->text.at[0] == '{';
}

/* JSON is one document; more of them, each within a line, are lines of objects. */
static enum doc_content notation_of(const struct search *it, size_t documents)
{
    if (documents == 1) return it->text.at[0] == '{' || it->text.at[0] == '[' ? DOC_CONTENT_JSON : DOC_CONTENT_YAML;
    return has_lines_of_objects(it) ? DOC_CONTENT_LINES : DOC_CONTENT_YAML;
}

static enum status find_yaml(struct search *it)
{
    struct text_diagnostics unheard;
    struct doc_roots roots;
    bool is = false;
    text_diagnostics_init(&unheard, it->arena);
    enum status status = doc_yaml_read(it->arena, it->source, &unheard, &roots);
    if (status == STATUS_OK) status = any_submission(it, &roots, &is);
    if (is) it->found = notation_of(it, roots.count);
    return status == STATUS_NO_MEMORY ? status : STATUS_OK;
}

static enum status find_lines(struct search *it)
{
    struct text_diagnostics unheard;
    struct doc_roots roots;
    bool is = false;
    if (!has_lines_of_objects(it)) return STATUS_OK;
    text_diagnostics_init(&unheard, it->arena);
    enum status status = doc_yaml_read_lines(it->arena, it->source, &unheard, &roots);
    if (status == STATUS_OK && unheard.count == 0) status = any_submission(it, &roots, &is);
    if (is) it->found = DOC_CONTENT_LINES;
    return status == STATUS_NO_MEMORY ? status : STATUS_OK;
}

static bool is_header(const struct doc_table *table, const struct doc_columns *columns)
{
    size_t named = 0;
    if (!columns->items || columns->items[0].owner == DOC_OF_NOBODY) return false;
    for (size_t i = 0; i < columns->count; i++)
        named += columns->items[i].owner != DOC_OF_NOBODY;
    bool like_it = columns->header + 1 < table->count && table->records[columns->header + 1].count == columns->count;
    return named >= NAMES_LEAST && like_it;
}

static enum status find_table(struct search *it, char separator, enum doc_content content)
{
    struct text_diagnostics unheard;
    struct doc_table table;
    struct doc_columns columns;
    text_diagnostics_init(&unheard, it->arena);
    enum status status = doc_csv_read(it->arena, it->source, separator, &unheard, &table);
    if (status == STATUS_OK) status = doc_columns_find(it->arena, &table, it->words, NULL, &columns);
    if (status == STATUS_OK && is_header(&table, &columns)) it->found = content;
    return status == STATUS_NO_MEMORY ? status : STATUS_OK;
}

static enum status find_csv(struct search *it)
{
    enum status status = find_table(it, DOC_CSV_COMMA, DOC_CONTENT_CSV);
    if (status == STATUS_OK && !it->found) status = find_table(it, '\t', DOC_CONTENT_SEPARATED);
    if (status == STATUS_OK && !it->found) status = find_table(it, ';', DOC_CONTENT_SEPARATED);
    return status;
}

static enum status find_text(struct search *it)
{
    static enum status (*const finders[])(struct search * it) = {find_csv, find_yaml, find_lines};
    enum status status = STATUS_OK;
    if (it->text.len == 0) return STATUS_OK;
    if (begins_any_case(it->text, "<!doctype html") || begins_any_case(it->text, "<html")) {
        it->found = DOC_CONTENT_HTML;
        return STATUS_OK;
    }
    for (size_t i = 0; i < sizeof finders / sizeof *finders && status == STATUS_OK && !it->found; i++)
        status = finders[i](it);
    return status;
}

enum status doc_content_find(struct arena *arena, const char *path, struct text_view bytes,
                             const struct doc_vocabulary *words, enum doc_content *out_content)
{
    struct search it = {.arena = arena, .words = words};
    struct text_defect defect;
    *out_content = DOC_CONTENT_UNKNOWN;
    enum status status = find_binary(bytes, out_content);
    if (status != STATUS_OK || *out_content != DOC_CONTENT_UNKNOWN) return status;
    status = text_source_open_any(arena, path, bytes, &it.source, &defect);
    if (status != STATUS_OK) return status == STATUS_NO_MEMORY ? status : STATUS_OK;
    if (defect.kind != TEXT_DEFECT_NONE) return STATUS_OK;
    struct text_view text = text_source_bytes(it.source);
    it.text = text_view_trim(text_view_part(text, text_source_start(it.source), text.len));
    status = find_text(&it);
    *out_content = it.found;
    return status;
}
