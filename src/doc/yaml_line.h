/* doc/yaml_line - one line of a YAML text as a person sees it (private to doc/). Byte offsets into the text. */
#ifndef DOC_YAML_LINE_H
#define DOC_YAML_LINE_H

#include "text/view.h"

#include <stdint.h>

#define DOC_NOWHERE UINT32_MAX

#define DOC_WIDE_SPACE "\xE3\x80\x80" /* U+3000 */
#define DOC_WIDE_COLON "\xEF\xBC\x9A" /* U+FF1A */

struct doc_line {
    uint32_t begin;
    uint32_t text; /* its first character that is no blank, of any width */
    uint32_t body; /* behind the dashes of list items */
    uint32_t end;  /* without the line break */
};

/* The line that holds byte `at`; the one after it, in *line (false: there is none). */
struct doc_line doc_line_at(struct text_view text, uint32_t at);
bool doc_line_next(struct text_view text, struct doc_line *line);

/* Where the value behind the line's key begins: behind the first colon with a blank behind it. DOC_NOWHERE when the
 * line has none, or begins within { } or [ ] or with a quote. */
uint32_t doc_line_value(struct text_view text, struct doc_line line);
/* Where a value that begins there ends, without blanks: at a comment (`comment`) or at the line's end. */
uint32_t doc_line_value_end(struct text_view text, struct doc_line line, uint32_t begin, bool comment);
/* Behind blanks of any width that stand at `at`. */
uint32_t doc_line_skip_blanks(struct text_view text, struct doc_line line, uint32_t at);
/* Whether the text ends with a full stop of Japanese. */
bool doc_ends_sentence(struct text_view text);
/* Whether typographic quotes stand around the text, and nowhere in it: they are no quotes to YAML. */
bool doc_is_curly_quoted(struct text_view text);

/* Each gives a byte offset, or DOC_NOWHERE. */
uint32_t doc_line_tab(struct text_view text, struct doc_line line);        /* a tab in the indentation */
uint32_t doc_line_wide_space(struct text_view text, struct doc_line line); /* U+3000 in the indentation */
uint32_t doc_line_wide_colon(struct text_view text, struct doc_line line); /* U+FF1A where the key's colon should be */
uint32_t doc_line_wide_dash(struct text_view text, struct doc_line line);  /* a full-width dash or dot as list mark */
uint32_t doc_line_tight_colon(struct text_view text,
                              struct doc_line line);                       /* a key's colon without a blank behind it */
uint32_t doc_line_tight_dash(struct text_view text, struct doc_line line); /* a list mark without a blank behind it */

#endif
