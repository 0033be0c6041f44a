/* cli/lines - a stream read whole, and its lines. */
#ifndef CLI_LINES_H
#define CLI_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct cli_bytes {
    char *at; /* followed by a NUL; owned: cli_bytes_clear */
    size_t len;
};

/* Reads until the end; false with errno set (nothing to free). Of more than LIMIT_FILE_BYTES `len` is one byte more
 * than these, whatever there is, and the bytes are not to be looked at. */
bool cli_read_stream(FILE *stream, struct cli_bytes *out_bytes);
/* The same for a list of lines: false also for one above the limit (EFBIG), or with a NUL in it (EILSEQ). */
bool cli_read_list(FILE *stream, struct cli_bytes *out_bytes);
void cli_bytes_clear(struct cli_bytes *bytes);
/* Ends the line at LF or CRLF with a NUL and returns the next one, or NULL after the last. */
char *cli_next_line(char *line);

#endif
