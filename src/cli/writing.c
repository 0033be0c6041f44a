#include "cli/writing.h"

#include "cli/message.h"
#include "cli/reason.h"
#include "cli/values.h"

#include <string.h>
#include <sys/stat.h>

static enum cli_exit say(const struct cli_writing *writing, enum cli_message message, const char *a, const char *b)
{
    cli_say(stderr, writing->arguments->language, message, a, b);
    return CLI_EXIT_TROUBLE;
}

bool cli_is_stdout(const char *path)
{
    return !path || strcmp(path, "-") == 0;
}

static enum cli_exit choose_format(struct cli_writing *writing, const char *path, unsigned allowed,
                                   enum doc_format otherwise)
{
    const char *asked = cli_value(writing->arguments, CLI_OPTION_FORMAT, NULL);
    if (asked) writing->format = doc_format_named(asked);
    else writing->format = writing->path ? doc_format_of(writing->path) : otherwise;
    if (writing->format != DOC_FORMAT_AUTO && allowed & 1u << writing->format) return CLI_EXIT_CLEAN;
    if (!asked) return say(writing, CLI_FORM_UNKNOWN, path ? path : "-", NULL);
    cli_say_bad_value(writing->arguments, CLI_OPTION_FORMAT, asked);
    return CLI_EXIT_TROUBLE;
}

enum cli_exit cli_writing_open(struct cli_writing *writing, const char *path, unsigned allowed,
                               enum doc_format otherwise)
{
    struct stat info;
    writing->path = cli_is_stdout(path) ? NULL : path;
    enum cli_exit exit = choose_format(writing, path, allowed, otherwise);
    if (exit != CLI_EXIT_CLEAN) return exit;
    bool there = writing->path && lstat(writing->path, &info) == 0 && (S_ISREG(info.st_mode) || S_ISLNK(info.st_mode));
    if (there && !cli_given(writing->arguments, CLI_OPTION_FORCE)) return say(writing, CLI_FILE_EXISTS, path, NULL);
    if (!cli_output_open(&writing->output, writing->path))
        return say(writing, CLI_WRITE, path, cli_reason(writing->arguments->language, writing->output.error));
    if (writing->format == DOC_FORMAT_XLSX && !writing->output.temporary)
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
    return say(writing, CLI_WRITE, writing->path ? writing->path : "stdout",
               cli_reason(writing->arguments->language, output->error));
}

enum cli_exit cli_writing_problem(const struct cli_writing *writing, enum doc_xlsx_problem problem)
{
    const char *package = doc_xlsx_package();
    if (problem == DOC_XLSX_NO_LIBRARY && *package) return say(writing, CLI_XLSX_NEEDS_LIBRARY, package, NULL);
    if (problem == DOC_XLSX_NO_LIBRARY)
        return say(writing, CLI_FORMAT_NEVER, doc_format_word(DOC_FORMAT_XLSX - 1), NULL);
    return say(writing, CLI_XLSX_FAILED, writing->path, NULL);
}

void cli_writing_close(struct cli_writing *writing)
{
    cli_output_close(&writing->output);
}
