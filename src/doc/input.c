#include "doc/input.h"

#include "base/file.h"
#include "base/limits.h"
#include "doc/content.h"
#include "doc/csv.h"
#include "doc/markdown.h"
#include "doc/report_table.h"
#include "doc/table_cell.h"
#include "doc/table_map_read.h"
#include "doc/table_read.h"
#include "doc/workbook.h"

#include <errno.h>
#include <string.h>

static const struct text_view none;

static enum status refuse(const struct doc_input *input, struct text_diagnostics *diagnostics,
                          enum diagnostic_code code, struct text_span span, struct text_view argument)
{
    text_diagnostics_add(diagnostics, code, input->path, span, argument, none, none);
    return diagnostics->status == STATUS_OK ? STATUS_INVALID : diagnostics->status;
}

static enum diagnostic_code code_of_errno(int reason)
{
    if (reason == ENOENT || reason == ENOTDIR) return DIAGNOSTIC_FILE_MISSING;
    return reason == EACCES || reason == EPERM ? DIAGNOSTIC_FILE_DENIED : DIAGNOSTIC_FILE_READ;
}

static enum status refuse_unread(const struct doc_input *input, struct text_diagnostics *diagnostics,
                                 enum status status, int reason)
{
    const struct text_span nowhere = {0};
    if (status == STATUS_LIMIT) return refuse(input, diagnostics, DIAGNOSTIC_FILE_LARGE, nowhere, text_view_of("256"));
    if (status == STATUS_INVALID)
        return refuse(input, diagnostics, reason == EISDIR ? DIAGNOSTIC_FILE_FOLDER : DIAGNOSTIC_FILE_KIND, nowhere,
                      none);
    if (status == STATUS_NO_MEMORY || reason == ENOMEM) return STATUS_NO_MEMORY;
    return refuse(input, diagnostics, code_of_errno(reason), nowhere, text_view_of(strerror(reason)));
}

enum doc_format doc_input_format(const struct doc_input *input)
{
    enum doc_format format = input->format != DOC_FORMAT_AUTO ? input->format : doc_format_of(input->path);
    return format != DOC_FORMAT_AUTO ? format : DOC_FORMAT_YAML;
}

static enum status read_bytes(struct arena *arena, struct doc_input *input, struct text_diagnostics *diagnostics)
{
    if (!input->in_memory) {
        const char *at = input->stands_at ? input->stands_at : input->path;
        enum status status = file_read(arena, at, LIMIT_FILE_BYTES, &input->bytes.at, &input->bytes.len);
        if (status != STATUS_OK) return refuse_unread(input, diagnostics, status, errno);
    }
    if (input->bytes.len > LIMIT_FILE_BYTES) return refuse_unread(input, diagnostics, STATUS_LIMIT, 0);
    if (input->bytes.len == 0) return refuse(input, diagnostics, DIAGNOSTIC_FILE_EMPTY, (struct text_span){0}, none);
    return STATUS_OK;
}

/* A byte offset in decimal digits, for the message. */
static struct text_view digits_of(struct arena *arena, uint32_t number)
{
    char digits[12];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    const char *kept = arena_copy(arena, digits + at, sizeof digits - at);
    return kept ? (struct text_view){kept, sizeof digits - at} : none;
}

static enum status refuse_defect(struct arena *arena, const struct doc_input *input,
                                 struct text_diagnostics *diagnostics, const struct text_source *source,
                                 struct text_defect defect)
{
    static const enum diagnostic_code codes[] = {
        [TEXT_DEFECT_UTF8] = DIAGNOSTIC_NOT_UTF8,    [TEXT_DEFECT_UTF16] = DIAGNOSTIC_NOT_UTF16,
        [TEXT_DEFECT_CP932] = DIAGNOSTIC_NOT_CP932,  [TEXT_DEFECT_EUC] = DIAGNOSTIC_EUC_JP,
        [TEXT_DEFECT_BINARY] = DIAGNOSTIC_BINARY,    [TEXT_DEFECT_JIS] = DIAGNOSTIC_JIS,
        [TEXT_DEFECT_UNMARKED] = DIAGNOSTIC_UNMARKED};
    struct text_view digits = digits_of(arena, text_source_place(source, defect.at).byte);
    if (!digits.at) return STATUS_NO_MEMORY;
    return refuse(input, diagnostics, codes[defect.kind], (struct text_span){source, defect.at, defect.at}, digits);
}

enum status doc_input_open(struct arena *arena, struct doc_input *input, struct text_diagnostics *diagnostics,
                           struct text_source **out_source)
{
    struct text_defect defect;
    const enum profile_phase left = profile_enter(input->profile, PROFILE_READ);
    enum status status = read_bytes(arena, input, diagnostics);
    const bool is_read = status == STATUS_OK;
    if (is_read) status = text_source_open_any(arena, input->path, input->bytes, out_source, &defect);
    profile_enter(input->profile, left);
    if (!is_read) return status;
    if (status != STATUS_OK) return refuse_unread(input, diagnostics, status, 0);
    if (defect.kind != TEXT_DEFECT_NONE) return refuse_defect(arena, input, diagnostics, *out_source, defect);
    return STATUS_OK;
}

static enum status read_csv(struct arena *arena, const struct doc_input *input, struct text_source *source,
                            const struct doc_vocabulary *words, struct text_diagnostics *diagnostics,
                            struct doc_roots *out_roots)
{
    struct doc_table table;
    enum status status = doc_csv_read(arena, source, DOC_CSV_COMMA, diagnostics, &table);
    *out_roots = (struct doc_roots){.absent = DIAGNOSTIC_IS_REPORT};
    if (status == STATUS_OK && doc_table_is_report(&table)) return STATUS_OK;
    return status == STATUS_OK ? doc_table_roots(arena, &table, words, input->columns, diagnostics, out_roots) : status;
}

static enum status read_workbook(struct arena *arena, struct doc_input *input, const struct doc_vocabulary *words,
                                 struct text_diagnostics *diagnostics, struct doc_roots *out_roots)
{
    const enum profile_phase left = profile_enter(input->profile, PROFILE_READ);
    enum status status = read_bytes(arena, input, diagnostics);
    profile_enter(input->profile, left);
    if (status != STATUS_OK) return status;
    return doc_workbook_read(arena, input->path, input->bytes, words, input->columns, diagnostics, out_roots);
}

static enum status read_as(struct arena *arena, struct doc_input *input, const struct doc_vocabulary *words,
                           struct text_diagnostics *diagnostics, struct doc_roots *out_roots)
{
    struct text_source *source;
    if (doc_input_format(input) == DOC_FORMAT_XLSX) return read_workbook(arena, input, words, diagnostics, out_roots);
    enum status status = doc_input_open(arena, input, diagnostics, &source);
    if (status != STATUS_OK) return status;
    switch (doc_input_format(input)) {
    case DOC_FORMAT_LINES:
        return doc_yaml_read_lines(arena, source, diagnostics, out_roots);
    case DOC_FORMAT_CSV:
        return read_csv(arena, input, source, words, diagnostics, out_roots);
    case DOC_FORMAT_MARKDOWN:
        return doc_markdown_read(arena, source, words, diagnostics, out_roots);
    case DOC_FORMAT_AUTO:
    case DOC_FORMAT_YAML:
    case DOC_FORMAT_JSON:
    case DOC_FORMAT_XLSX:
    case DOC_FORMATS:
        break;
    }
    return doc_yaml_read(arena, source, diagnostics, out_roots);
}

/* ---- content that is something else than the name says */

/* Whether the content is another format than the one that was tried. Markdown may begin with anything that is text. */
static bool contradicts(enum doc_format tried, enum doc_content content)
{
    bool text = content >= DOC_CONTENT_HTML;
    if (content == DOC_CONTENT_UNKNOWN || (tried == DOC_FORMAT_MARKDOWN && text)) return false;
    if (tried == DOC_FORMAT_CSV) return content != DOC_CONTENT_CSV;
    if (tried == DOC_FORMAT_LINES) return content != DOC_CONTENT_LINES;
    if (tried == DOC_FORMAT_XLSX) return text || content == DOC_CONTENT_PDF;
    return content != DOC_CONTENT_YAML && content != DOC_CONTENT_JSON;
}

/* Whether what was read may be no more than pieces of a text: scalars alone, or lines that are no objects. */
static bool is_doubtful(enum doc_format tried, const struct doc_roots *roots)
{
    for (size_t i = 0; i < roots->count; i++) {
        const struct doc_node *root = roots->items[i];
        bool object = root->kind != DOC_SCALAR;
        if (tried == DOC_FORMAT_LINES) object = text_view_starts(text_span_view(root->span), text_view_of("{"));
        if (object) return false;
    }
    return true;
}

/* What was said of the content is taken back when it is something else: that is the mistake. */
static enum status look_again(struct arena *arena, const struct doc_input *input, const struct doc_vocabulary *words,
                              struct text_diagnostics *diagnostics, size_t said, enum status status)
{
    static const enum diagnostic_code codes[DOC_CONTENT_COUNT] = {
        [DOC_CONTENT_WORKBOOK] = DIAGNOSTIC_IS_WORKBOOK, [DOC_CONTENT_ARCHIVE] = DIAGNOSTIC_IS_ARCHIVE,
        [DOC_CONTENT_OLD] = DIAGNOSTIC_IS_OLD,           [DOC_CONTENT_PDF] = DIAGNOSTIC_IS_PDF,
        [DOC_CONTENT_HTML] = DIAGNOSTIC_IS_HTML,         [DOC_CONTENT_YAML] = DIAGNOSTIC_IS_YAML,
        [DOC_CONTENT_JSON] = DIAGNOSTIC_IS_JSON,         [DOC_CONTENT_LINES] = DIAGNOSTIC_IS_LINES,
        [DOC_CONTENT_CSV] = DIAGNOSTIC_IS_CSV,           [DOC_CONTENT_SEPARATED] = DIAGNOSTIC_IS_SEPARATED};
    enum doc_content content = DOC_CONTENT_UNKNOWN;
    if (doc_content_find(arena, input->path, input->bytes, words, &content) != STATUS_OK) return STATUS_NO_MEMORY;
    if (!contradicts(doc_input_format(input), content)) return status;
    text_diagnostics_cut(diagnostics, said);
    return refuse(input, diagnostics, codes[content], (struct text_span){0}, none);
}

enum status doc_input_read(struct arena *arena, struct doc_input *input, const struct doc_vocabulary *words,
                           struct text_diagnostics *diagnostics, struct doc_roots *out_roots)
{
    size_t said = diagnostics->count;
    enum status status = read_as(arena, input, words, diagnostics, out_roots);
    bool good = status == STATUS_OK && diagnostics->count == said && !is_doubtful(doc_input_format(input), out_roots);
    if (good || status == STATUS_NO_MEMORY || status == STATUS_LIMIT || input->bytes.len == 0) return status;
    return look_again(arena, input, words, diagnostics, said, status);
}

enum status doc_input_read_columns(struct arena *arena, const char *path, const char *stands_at,
                                   const struct doc_vocabulary *words, struct text_diagnostics *diagnostics,
                                   struct doc_column_map *out_map)
{
    struct doc_input input = {.path = path, .stands_at = stands_at, .format = DOC_FORMAT_YAML};
    struct text_source *source;
    size_t said = diagnostics->count;
    enum status status = doc_input_open(arena, &input, diagnostics, &source);
    if (status == STATUS_OK) status = doc_column_map_read(arena, source, words, diagnostics, out_map);
    if (status != STATUS_INVALID || diagnostics->count == said) return status;
    enum diagnostic_code code = diagnostics->items[said].code;
    if (code != DIAGNOSTIC_FILE_EMPTY && code != DIAGNOSTIC_YAML_EMPTY) return status;
    text_diagnostics_cut(diagnostics, said); /* its cure is that of a submission */
    return refuse(&input, diagnostics, DIAGNOSTIC_COLUMNS_EMPTY, (struct text_span){0}, none);
}

enum status doc_input_read_sheets(struct arena *arena, const char *path, struct text_diagnostics *diagnostics,
                                  const struct doc_table **out_tables, size_t *out_count)
{
    struct doc_input input = {.path = path, .format = DOC_FORMAT_XLSX};
    enum status status = read_bytes(arena, &input, diagnostics);
    if (status != STATUS_OK) return status;
    const struct doc_columns unnamed = {.header = (size_t)-1};
    status = doc_workbook_tables(arena, path, input.bytes, diagnostics, out_tables, out_count);
    for (size_t i = 0; i < *out_count && status == STATUS_OK; i++)
        status = doc_cells_tell(arena, &(*out_tables)[i], &unnamed);
    return status;
}
