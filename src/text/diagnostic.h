/* text/diagnostic - "this file is wrong": code, place, arguments; collected, never overwritten, worded later.
 *
 * Codes, their ids (INPUT-YAML) and their wording in both languages are one table: diagnostic.def, which also feeds
 * the tests and the README. A list lives in an arena; arguments are borrowed views that must live as long. After
 * LIMIT_DIAGNOSTICS entries further ones are only counted. */
#ifndef TEXT_DIAGNOSTIC_H
#define TEXT_DIAGNOSTIC_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/status.h"
#include "text/source.h"

#define DIAGNOSTIC_ARGUMENTS 3

enum diagnostic_code {
#define DIAGNOSTIC(code, id, ja, en) DIAGNOSTIC_##code,
#include "text/diagnostic.def"
#undef DIAGNOSTIC
    DIAGNOSTIC_COUNT
};

enum text_language { TEXT_JA, TEXT_EN, TEXT_LANGUAGES };

struct text_diagnostic {
    enum diagnostic_code code;
    const char *path;                                 /* of the file, also when there is no source (a missing file) */
    struct text_span span;                            /* span.source NULL: the file as a whole */
    struct text_view arguments[DIAGNOSTIC_ARGUMENTS]; /* {0} {1} {2} in the wording */
};

struct text_diagnostics {
    struct arena *arena;
    struct text_diagnostic *items;
    size_t count;
    size_t capacity;
    size_t dropped;
    enum status status; /* sticky: STATUS_NO_MEMORY when an entry could not be kept */
};

/* An empty list whose entries will live in the arena. */
void text_diagnostics_init(struct text_diagnostics *list, struct arena *arena);
/* Adds an entry; unused arguments are empty views. `path` may be NULL when span has a source. */
void text_diagnostics_add(struct text_diagnostics *list, enum diagnostic_code code, const char *path,
                          struct text_span span, struct text_view a, struct text_view b, struct text_view c);

/* Takes back all entries but the first `count`. */
void text_diagnostics_cut(struct text_diagnostics *list, size_t count);

/* What results call it; several codes share an id. Static. */
const char *text_diagnostic_id(enum diagnostic_code code);
/* The wording, {0} {1} {2} in the place of its arguments. Static. */
const char *text_diagnostic_template(enum diagnostic_code code, enum text_language language);
/* Appends the whole diagnostic as a line: path:line:col: [CODE] words. */
void text_diagnostic_line(struct buf *out, const struct text_diagnostic *diagnostic, enum text_language language);
/* Appends "path:line:col: ", or "path: " without a place; printable. */
void text_diagnostic_place(struct buf *out, const char *path, struct text_span span);
/* Appends the wording with its arguments filled in, printable (text/printable.h). */
void text_diagnostic_word(struct buf *out, const struct text_diagnostic *diagnostic, enum text_language language);

#endif
