/* cli/writing - the one file that convert and init write: in which form, where, and never over a file that is there
 * already, unless --force is given. */
#ifndef CLI_WRITING_H
#define CLI_WRITING_H

#include "base/buf.h"
#include "cli/command.h"
#include "cli/output.h"
#include "doc/format.h"
#include "doc/xlsx_page.h"

struct cli_writing {
    const struct cli_arguments *arguments;
    const char *path; /* NULL: standard output */
    enum doc_format format;
    struct cli_output output;
};

/* Whether the path stands for standard output: NULL or "-". */
bool cli_is_stdout(const char *path);
/* Takes the format from --format, else from the ending of the path, else, on standard output, `otherwise` (AUTO: none);
 * it must be one of the bits (1 << format) in `allowed`. Then opens the output. Says what is wrong. */
enum cli_exit cli_writing_open(struct cli_writing *writing, const char *path, unsigned allowed,
                               enum doc_format otherwise);
/* The file that a workbook is to be written over. */
const char *cli_writing_target(const struct cli_writing *writing);
/* Puts the bytes (NULL: what cli_writing_target has) into their place; says what could not be written. */
enum cli_exit cli_writing_end(struct cli_writing *writing, const struct buf *bytes);
/* Says why there is no workbook. */
enum cli_exit cli_writing_problem(const struct cli_writing *writing, enum doc_xlsx_problem problem);
/* Gives everything back; what was not ended leaves nothing behind. */
void cli_writing_close(struct cli_writing *writing);

#endif
