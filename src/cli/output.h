/* cli/output - where reports go: standard output, or a file that is written whole or not at all (a temporary file
 * beside it, then rename). A symbolic link stays and what it leads to is written. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

struct cli_output {
    const char *path; /* NULL: standard output */
    char *target;     /* what the path leads to */
    char *temporary;
    FILE *stream;
    int error;    /* errno of the first failure */
    bool existed; /* the file was there before: device and number say which */
    dev_t device;
    ino_t number;
};

/* Opens; false with output->error set. */
bool cli_output_open(struct cli_output *output, const char *path);
/* For juten_add_report. */
bool cli_output_write(void *output, const char *bytes, size_t len);
/* Ends well: flushes and, for a file, puts it in its place; false with output->error set. */
bool cli_output_commit(struct cli_output *output);
/* Whether nobody reads standard output any more (`| head`): no reason to complain. */
bool cli_output_reader_left(const struct cli_output *output);
/* Gives everything back; an uncommitted file leaves nothing behind. */
void cli_output_close(struct cli_output *output);

#endif
