#include "cli/writing.h"

#include "cli/message.h"
#include "cli/values.h"

#include <string.h>
#include <sys/stat.h>

static const struct {
    const char *name;
    const char *endings[3];
} forms[CLI_FORMS] = {
    [CLI_FORM_YAML] = {"yaml", {".yaml", ".yml"}},        [CLI_FORM_JSON] = {"json", {".json"}},
    [CLI_FORM_LINES] = {"ndjson", {".ndjson", ".jsonl"}}, [CLI_FORM_CSV] = {"csv", {".csv"}},
    [CLI_FORM_MARKDOWN] = {"markdown", {".md"}},          [CLI_FORM_XLSX] = {"xlsx", {".xlsx"}},
};

static enum cli_exit say(const struct cli_writing *writing, enum cli_message message, const char *a, const char *b)
{
    cli_say(stderr, writing->arguments->language, message, a, b);
    return CLI_EXIT_TROUBLE;
}

bool cli_is_stdout(const char *path)
{
    return !path || strcmp(path, "-") == 0;
}

/* The ending is in small letters; the name may have it in capitals. */
static bool ends_with(const char *name, const char *ending)
{
    size_t len = strlen(name), end = strlen(ending);
    for (size_t i = 0; i < end && len > end; i++) {
        char c = name[len - end + i];
        if ((c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c) != ending[i]) return false;
    }
    return len > end;
}

static enum cli_form form_of(const char *path)
{
    for (int form = 0; path && form < CLI_FORMS; form++)
        for (size_t i = 0; forms[form].endings[i]; i++)
            if (ends_with(path, forms[form].endings[i])) return (enum cli_form)form;
    return CLI_FORMS;
}

static enum cli_exit choose_form(struct cli_writing *writing, const char *path, unsigned allowed,
                                 enum cli_form otherwise)
{
    const char *asked = cli_value(writing->arguments, CLI_OPTION_FORMAT, NULL);
    int form = 0;
    while (asked && form < CLI_FORMS && strcmp(forms[form].name, asked) != 0)
        form++;
    if (!asked) form = form_of(writing->path);
    if (form == CLI_FORMS && !asked && !writing->path) form = otherwise;
    writing->form = (enum cli_form)form;
    if (form < CLI_FORMS && allowed & 1u << form) return CLI_EXIT_CLEAN;
    if (!asked) return say(writing, CLI_FORM_UNKNOWN, path ? path : "-", NULL);
    cli_say_bad_value(writing->arguments, CLI_OPTION_FORMAT, asked);
    return CLI_EXIT_TROUBLE;
}

enum cli_exit cli_writing_open(struct cli_writing *writing, const char *path, unsigned allowed, enum cli_form otherwise)
{
    struct stat info;
    writing->path = cli_is_stdout(path) ? NULL : path;
    enum cli_exit exit = choose_form(writing, path, allowed, otherwise);
    if (exit != CLI_EXIT_CLEAN) return exit;
    bool there = writing->path && lstat(writing->path, &info) == 0 && (S_ISREG(info.st_mode) || S_ISLNK(info.st_mode));
    if (there && !cli_given(writing->arguments, CLI_OPTION_FORCE)) return say(writing, CLI_FILE_EXISTS, path, NULL);
    if (!cli_output_open(&writing->output, writing->path))
        return say(writing, CLI_WRITE, path, strerror(writing->output.error));
    if (writing->form == CLI_FORM_XLSX && !writing->output.temporary)
        return say(writing, CLI_XLSX_NEEDS_FILE, path ? path : "-", NULL);
    return CLI_EXIT_CLEAN;
}

const char *cli_writing_target(const struct cli_writing *writing)
{
    return writing->output.temporary;
}

enum cli_exit cli_writing_end(struct cli_writing *writing, const struct buf *bytes)
{
    struct cli_output *output = &writing->output;
    if (bytes && bytes->len > 0) cli_output_write(output, bytes->bytes, bytes->len);
    if (output->error == 0) cli_output_commit(output);
    if (cli_output_reader_left(output)) return CLI_EXIT_TROUBLE;
    if (output->error == 0) return CLI_EXIT_CLEAN;
    return say(writing, CLI_WRITE, writing->path ? writing->path : "stdout", strerror(output->error));
}

enum cli_exit cli_writing_problem(const struct cli_writing *writing, enum doc_xlsx_problem problem)
{
    if (problem == DOC_XLSX_NO_LIBRARY) return say(writing, CLI_XLSX_NEEDS_LIBRARY, doc_xlsx_package(), NULL);
    return say(writing, CLI_XLSX_FAILED, writing->path, NULL);
}

void cli_writing_close(struct cli_writing *writing)
{
    cli_output_close(&writing->output);
}
