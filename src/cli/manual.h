/* cli/manual - the pages of the manual, in mdoc, made from the tables that the program itself goes by: options,
 * commands, words, fields, formats, the shapes of a pack. Run when the program is built (src/cli/embed/manual.c). */
#ifndef CLI_MANUAL_H
#define CLI_MANUAL_H

#include "base/buf.h"
#include "rule/ruleset.h"

#include <stdbool.h>

enum cli_manual_word {
#define MANUAL(code, ja, en) CLI_MANUAL_##code,
#include "cli/manual.def"
#undef MANUAL
    CLI_MANUAL_WORDS
};

struct cli_manual {
    struct buf *out; /* errors are sticky in it */
    enum text_language language;
    const struct rule_set *rules; /* whose names of fields are given */
};

/* Appends the page "juten", "juten-rules" or "juten-submission"; false when there is no such page. */
bool cli_manual_page(struct cli_manual *manual, const char *page);

/* ---- for the parts of it */

/* Each appends one whole page. */
void cli_manual_juten(struct cli_manual *manual);
/* As cli_manual_juten: the sections of a pack. */
void cli_manual_rules(struct cli_manual *manual);
/* As cli_manual_juten: the fields of a submission, by the names that `rules` gives. */
void cli_manual_submission(struct cli_manual *manual);

const char *cli_manual_word(const struct cli_manual *manual, enum cli_manual_word word); /* static */
/* A line of mdoc as it is: a macro with its arguments, formatted; arguments of %s are not escaped. */
void cli_manual_line(struct cli_manual *manual, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Text as lines of its own, escaped; each Japanese sentence on its own line. */
void cli_manual_text(struct cli_manual *manual, struct text_view text);
void cli_manual_say(struct cli_manual *manual, enum cli_manual_word word);
/* The title, the name and what the page is about; a section's heading. */
void cli_manual_begin(struct cli_manual *manual, const char *page, int section, enum cli_manual_word about);
void cli_manual_heading(struct cli_manual *manual, enum cli_manual_word heading);
/* An example of lines, as they are. */
void cli_manual_display(struct cli_manual *manual, struct text_view lines);

#endif
