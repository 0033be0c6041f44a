/* `juten convert IN OUT`: submissions in another form, every value as it is written. What would be lost is an error,
 * or, where it is no part of a submission (comments, titles), said. */
#include "cli/lines.h"
#include "cli/message.h"
#include "cli/pack.h"
#include "cli/reason.h"
#include "cli/values.h"
#include "cli/writing.h"
#include "doc/comment.h"
#include "doc/input.h"
#include "doc/observation.h"
#include "doc/submission.h"
#include "doc/table_map.h"
#include "doc/write.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#define FORMATS_ALL ((1u << DOC_FORMATS) - 1)

struct conversion {
    const struct cli_arguments *arguments;
    struct arena *arena;
    struct rule_set *rules;
    struct text_diagnostics diagnostics;
    struct doc_input input;
    struct doc_column_map columns;
    struct doc_roots roots;
    struct doc_written_set set;
    struct cli_writing writing;
    struct buf notes; /* what is said when all went well */
    bool notes_lost;  /* memory was out for one of them */
};

static const struct text_view none = {"", 0};

static enum cli_exit say(const struct conversion *it, enum cli_message message, const char *a, const char *b)
{
    cli_say(stderr, it->arguments->language, message, a, b);
    return CLI_EXIT_TROUBLE;
}

static enum cli_exit say_status(const struct conversion *it, enum status status)
{
    if (status == STATUS_OK) return CLI_EXIT_CLEAN;
    bool kept = it->diagnostics.status == STATUS_OK; /* all that is to be said */
    if (status == STATUS_NO_MEMORY || !kept) return say(it, CLI_NO_MEMORY, NULL, NULL);
    cli_pack_print(stderr, it->arguments, &it->diagnostics);
    return CLI_EXIT_TROUBLE;
}

/* ---- reading */

static enum cli_exit read_stdin(struct conversion *it)
{
    struct cli_bytes bytes;
    if (!cli_read_stream(stdin, &bytes))
        return say(it, errno == ENOMEM ? CLI_NO_MEMORY : CLI_READ_LIST, "-",
                   cli_reason(it->arguments->language, errno));
    const char *kept = arena_copy(it->arena, bytes.at, bytes.len);
    it->input.in_memory = true;
    it->input.bytes = (struct text_view){kept, bytes.len};
    it->input.path = cli_value(it->arguments, CLI_OPTION_STDIN_FILENAME, "-");
    cli_bytes_clear(&bytes);
    return kept ? CLI_EXIT_CLEAN : say(it, CLI_NO_MEMORY, NULL, NULL);
}

static enum cli_exit choose_input(struct conversion *it)
{
    const char *asked = cli_value(it->arguments, CLI_OPTION_INPUT_FORMAT, NULL);
    it->input.path = it->arguments->paths[0];
    it->input.format = asked ? doc_format_named(asked) : DOC_FORMAT_AUTO;
    if (!asked || it->input.format != DOC_FORMAT_AUTO) return CLI_EXIT_CLEAN;
    cli_say_bad_value(it->arguments, CLI_OPTION_INPUT_FORMAT, asked);
    return CLI_EXIT_TROUBLE;
}

/* --columns, where one is given. */
static enum cli_exit read_columns(struct conversion *it)
{
    const char *path = cli_value(it->arguments, CLI_OPTION_COLUMNS, NULL);
    if (!path) return CLI_EXIT_CLEAN;
    it->input.columns = &it->columns;
    enum status status =
        doc_input_read_columns(it->arena, path, NULL, &it->rules->words, &it->diagnostics, &it->columns);
    enum cli_exit exit = say_status(it, status);
    if (status == STATUS_INVALID) cli_say_origin(it->arguments, CLI_OPTION_COLUMNS);
    return exit;
}

/* What is no part of a submission is passed over; what may be one must not be. */
static void look_at_left(struct conversion *it)
{
    static const enum diagnostic_code codes[] = {
        [DOC_LEFT_COLUMN] = DIAGNOSTIC_CONVERT_COLUMN, [DOC_LEFT_TEXT] = DIAGNOSTIC_CONVERT_TEXT};
    for (size_t i = 0; i < it->roots.left_count; i++) {
        const struct doc_left *left = &it->roots.left[i];
        if (left->kind == DOC_LEFT_TITLE || left->kind == DOC_LEFT_TOTAL) continue;
        text_diagnostics_add(&it->diagnostics, codes[left->kind], NULL, left->span, left->name, none, none);
    }
}

/* A document that is none is refused as `check` refuses it. */
static enum status look_at_roots(struct conversion *it)
{
    enum status status = STATUS_OK;
    if (it->roots.count == 0)
        text_diagnostics_add(&it->diagnostics, it->roots.absent, it->input.path, (struct text_span){0}, none, none,
                             none);
    for (size_t i = 0; i < it->roots.count && status == STATUS_OK; i++) {
        bool is = false;
        status = doc_submission_is(it->roots.items[i], &it->rules->words, it->arena, &is);
        if (status == STATUS_OK && !is)
            text_diagnostics_add(&it->diagnostics, DIAGNOSTIC_NOT_SUBMISSION, NULL, it->roots.items[i]->span, none,
                                 none, none);
    }
    return status;
}

static enum cli_exit read_input(struct conversion *it)
{
    enum cli_exit exit = strcmp(it->input.path, "-") == 0 ? read_stdin(it) : CLI_EXIT_CLEAN;
    if (exit != CLI_EXIT_CLEAN) return exit;
    enum status status = doc_input_read(it->arena, &it->input, &it->rules->words, &it->diagnostics, &it->roots);
    if (status == STATUS_OK) status = look_at_roots(it);
    if (status == STATUS_OK) look_at_left(it);
    if (status == STATUS_OK && it->diagnostics.count == 0)
        status = doc_written_read(it->arena, &it->roots, &it->rules->words, &it->diagnostics, &it->set);
    if (status == STATUS_OK && it->diagnostics.count > 0) status = STATUS_INVALID;
    if (it->diagnostics.status != STATUS_OK) status = it->diagnostics.status;
    return say_status(it, status);
}

/* ---- what is said besides: made before the output is put in its place, so that nothing can fail after that */

static void note(struct conversion *it, enum cli_message message, const char *a, const char *b)
{
    cli_note(&it->notes, it->arguments->language, message, a, b);
}

static void say_count(struct conversion *it, enum cli_message message, size_t count)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%zu", count);
    if (count > 0) note(it, message, digits, NULL);
}

static void say_place(struct conversion *it, enum cli_message message, struct text_span span, const char *more)
{
    struct buf place;
    buf_init(&place);
    text_diagnostic_place(&place, NULL, span);
    bool whole = buf_status(&place) == STATUS_OK && place.len > 2;
    if (whole) place.bytes[place.len - 2] = '\0'; /* without ": " */
    if (whole) note(it, message, place.bytes, more);
    if (buf_status(&place) != STATUS_OK) it->notes_lost = true;
    buf_clear(&place);
}

static void say_titles(struct conversion *it)
{
    const struct doc_left *first = NULL;
    size_t count = 0;
    for (size_t i = 0; i < it->roots.left_count; i++)
        if (count++ == 0) first = &it->roots.left[i];
    if (!first) return;
    char digits[24];
    struct buf more;
    snprintf(digits, sizeof digits, "%zu", count - 1);
    buf_init(&more);
    if (count > 1) cli_word(&more, it->arguments->language, CLI_NOT_CARRIED_MORE, text_view_of(digits));
    say_place(it, CLI_NOT_CARRIED_CELL, first->span, more.len > 0 ? more.bytes : "");
    if (buf_status(&more) != STATUS_OK) it->notes_lost = true;
    buf_clear(&more);
}

/* Sheets and rows that hold no requests, or none that --columns wants. */
static void say_unread(struct conversion *it)
{
    for (size_t i = 0; i < it->roots.count; i++) {
        const struct doc_remarks *remarks = it->roots.items[i]->remarks;
        for (size_t r = 0; remarks && r < remarks->count; r++)
            if (remarks->items[r].code == DOC_SAW_TABLE_SHEETS_UNREAD)
                note(it, CLI_NOT_CARRIED_SHEETS, remarks->items[r].arguments[0].at, NULL);
            else if (remarks->items[r].code == DOC_SAW_TABLE_ROWS_LEFT_OUT)
                note(it, CLI_NOT_CARRIED_ROWS, remarks->items[r].arguments[1].at, remarks->items[r].arguments[0].at);
    }
}

static enum status say_comments(struct conversion *it)
{
    enum doc_format format = doc_input_format(&it->input);
    struct text_span first = {0};
    if (format == DOC_FORMAT_CSV || format == DOC_FORMAT_XLSX) return STATUS_OK;
    enum status status = doc_comment_find(it->arena, &it->roots, &first);
    if (first.source) say_place(it, CLI_NOT_CARRIED, first, NULL);
    return status;
}

static void say_done(struct conversion *it)
{
    char documents[24], requests[24];
    size_t count = 0;
    for (size_t i = 0; i < it->set.count; i++) {
        const struct doc_written_member *list = doc_written_get(&it->set.items[i], DOC_FIELD_REQUESTS);
        count += list ? list->count : 0;
    }
    snprintf(documents, sizeof documents, "%zu", it->set.count);
    snprintf(requests, sizeof requests, "%zu", count);
    note(it, CLI_CONVERTED, documents, requests);
}

static enum cli_exit make_notes(struct conversion *it, const struct doc_writing *writing)
{
    bool lost = say_comments(it) != STATUS_OK;
    say_titles(it);
    say_unread(it);
    say_count(it, CLI_EMPTY_DROPPED, writing->dropped);
    say_count(it, CLI_RETURNS_CHANGED, writing->reflowed);
    say_done(it);
    lost |= it->notes_lost || buf_status(&it->notes) != STATUS_OK;
    return lost ? say(it, CLI_NO_MEMORY, NULL, NULL) : CLI_EXIT_CLEAN;
}

/* ---- writing */

typedef enum status write_function(struct doc_writing *writing, const struct doc_written_set *set, struct buf *out);

static enum cli_exit write_bytes(struct conversion *it, struct doc_writing *writing)
{
    static write_function *const functions[DOC_FORMATS] = {
        [DOC_FORMAT_YAML] = doc_write_yaml,         [DOC_FORMAT_JSON] = doc_write_json,
        [DOC_FORMAT_LINES] = doc_write_lines,       [DOC_FORMAT_CSV] = doc_write_csv,
        [DOC_FORMAT_MARKDOWN] = doc_write_markdown,
    };
    struct buf out;
    buf_init(&out);
    enum cli_exit exit = say_status(it, functions[it->writing.format](writing, &it->set, &out));
    if (exit == CLI_EXIT_CLEAN) exit = make_notes(it, writing);
    if (exit == CLI_EXIT_CLEAN) exit = cli_writing_end(&it->writing, &out);
    buf_clear(&out);
    return exit;
}

static enum cli_exit write_workbook(struct conversion *it, struct doc_writing *writing)
{
    enum doc_xlsx_problem problem = DOC_XLSX_FINE;
    enum status status = doc_write_xlsx(writing, &it->set, cli_writing_target(&it->writing), &problem);
    if (status == STATUS_IO) return cli_writing_problem(&it->writing, problem);
    enum cli_exit exit = say_status(it, status);
    if (exit == CLI_EXIT_CLEAN) exit = make_notes(it, writing);
    return exit == CLI_EXIT_CLEAN ? cli_writing_end(&it->writing, NULL) : exit;
}

static enum cli_exit write_output(struct conversion *it)
{
    struct doc_writing writing = {.arena = it->arena,
                                  .words = &it->rules->words,
                                  .language = cli_text_language(it->arguments),
                                  .diagnostics = &it->diagnostics};
    bool workbook = it->writing.format == DOC_FORMAT_XLSX;
    enum cli_exit exit = workbook ? write_workbook(it, &writing) : write_bytes(it, &writing);
    if (exit == CLI_EXIT_CLEAN) fwrite(it->notes.bytes, 1, it->notes.len, stderr);
    return exit;
}

static bool is_file(const char *path, const struct stat *file)
{
    struct stat info;
    return path && strcmp(path, "-") != 0 && stat(path, &info) == 0 && S_ISREG(info.st_mode) &&
           info.st_dev == file->st_dev && info.st_ino == file->st_ino;
}

/* Writing over what is being read would leave nothing of it when the two are of different forms. */
static enum cli_exit check_paths(struct conversion *it)
{
    const struct cli_arguments *arguments = it->arguments;
    struct stat out;
    if (arguments->path_count != 2) return say(it, CLI_CONVERT_PATHS, NULL, NULL);
    const char *to = arguments->paths[1];
    if (cli_is_stdout(to) || stat(to, &out) != 0) return CLI_EXIT_CLEAN;
    bool input = is_file(arguments->paths[0], &out) || is_file(cli_value(arguments, CLI_OPTION_COLUMNS, NULL), &out);
    return input ? say(it, CLI_OUTPUT_IS_INPUT, to, NULL) : CLI_EXIT_CLEAN;
}

enum cli_exit cli_convert(const struct cli_arguments *arguments)
{
    struct conversion it = {.arguments = arguments, .writing = {.arguments = arguments}};
    enum cli_exit exit = check_paths(&it);
    if (exit != CLI_EXIT_CLEAN) return exit;
    it.arena = arena_new();
    if (!it.arena) return say(&it, CLI_NO_MEMORY, NULL, NULL);
    text_diagnostics_init(&it.diagnostics, it.arena);
    buf_init(&it.notes);
    exit = choose_input(&it);
    if (exit == CLI_EXIT_CLEAN) exit = cli_writing_open(&it.writing, arguments->paths[1], FORMATS_ALL, DOC_FORMAT_AUTO);
    if (exit == CLI_EXIT_CLEAN && !(it.rules = cli_pack_load(arguments))) exit = CLI_EXIT_TROUBLE;
    if (exit == CLI_EXIT_CLEAN) exit = read_columns(&it);
    if (exit == CLI_EXIT_CLEAN) exit = read_input(&it);
    if (exit == CLI_EXIT_CLEAN) exit = write_output(&it);
    cli_writing_close(&it.writing);
    buf_clear(&it.notes);
    rule_set_free(it.rules);
    arena_free(it.arena);
    return exit;
}
