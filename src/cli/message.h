/* cli/message - what the command itself says, in the user's language. Messages go to standard error unless a command
 * prints them as its result. */
#ifndef CLI_MESSAGE_H
#define CLI_MESSAGE_H

#include "text/view.h"

#include "base/buf.h"

#include <stdbool.h>
#include <stdio.h>

enum cli_message {
#define MESSAGE(code, ja, en) CLI_##code,
#include "cli/message.def"
#undef MESSAGE
    CLI_MESSAGES
};

/* "ja" or "en" from --lang or the environment (LC_ALL, LC_MESSAGES, LANG); Japanese when unknown. */
const char *cli_language(const char *asked_for);

/* The same, --lang being wherever it is among the arguments: for what is said before they are read. */
const char *cli_language_among(int argc, char *const *argv);

/* Writes a message with its arguments (NULL: empty) and a line end; control and bidi characters in arguments are
 * spelt out. */
void cli_say(FILE *to, const char *language, enum cli_message message, const char *a, const char *b);
/* Appends what cli_say writes, for what must be whole before it is said. */
void cli_note(struct buf *out, const char *language, enum cli_message message, const char *a, const char *b);
/* Appends a message with its one argument, without a line end. */
void cli_word(struct buf *out, const char *language, enum cli_message message, struct text_view argument);
/* Writes a message with numbers for {0} {1} … and a line end to standard output. */
void cli_say_numbers(const char *language, enum cli_message message, const size_t *numbers);
#define CLI_SUGGESTION_ROOM 160
/* " (did you mean X?)" for the end of a message; cut when it does not fit. */
void cli_suggestion(const char *language, struct text_view nearest, char out_words[CLI_SUGGESTION_ROOM]);
/* Ends what was written to standard output; false after saying that it could not be written (not a word when the reader
 * has left). */
bool cli_flush(const char *language);
/* Writes a finished text to standard output; false after saying that it, or memory for it, failed. */
bool cli_print(const struct buf *text, const char *language);
/* Its wording, unfilled; static. */
const char *cli_wording(const char *language, enum cli_message message);

#endif
