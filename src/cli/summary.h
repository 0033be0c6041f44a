/* cli/summary - the summary of a job on GitHub Actions: with format github the whole report goes there as Markdown,
 * since few annotations are shown. It is appended to the file that GITHUB_STEP_SUMMARY names, when it names one. */
#ifndef CLI_SUMMARY_H
#define CLI_SUMMARY_H

#include "base/buf.h"
#include "cli/command.h"

#include <stdbool.h>

#define CLI_SUMMARY_FORMAT "markdown"
#define CLI_SUMMARY_MOST   (1u << 20) /* bytes that GitHub takes of a step */

struct cli_summary {
    const char *path; /* NULL: none is wanted */
    struct buf text;  /* of no more than CLI_SUMMARY_MOST; its failure is told by cli_summary_status */
    bool cut;
};

/* Whether one is wanted; takes no memory yet. End with cli_summary_close. */
bool cli_summary_open(struct cli_summary *summary, const struct cli_arguments *arguments);
void cli_summary_close(struct cli_summary *summary);
/* For juten_add_report: always goes on. */
bool cli_summary_write(void *summary, const char *bytes, size_t len);
enum status cli_summary_status(const struct cli_summary *summary) MUST_CHECK;
/* Appends what was written, cut at a line where it is too much, with a line that says so; says what is wrong. */
enum cli_exit cli_summary_append(const struct cli_summary *summary, const struct cli_arguments *arguments);

#endif
