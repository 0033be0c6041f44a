/* cli/reason - why the system refused something, in the user's language. */
#ifndef CLI_REASON_H
#define CLI_REASON_H

/* The words for an errno; those of the system where there are none in the language. Valid until the next call. */
const char *cli_reason(const char *language, int error);

#endif
