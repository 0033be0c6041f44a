/* doc/markdown - Markdown with front matter: a YAML mapping between two lines --- at the top, then a text.
 *
 * The front matter is a submission, or the fields of a submission and of its only request side by side; the text below
 * is the request's summary. Where there are several requests, or the only one has a summary, it is not read, and that
 * is remarked upon (and in doc_left, for what converts). */
#ifndef DOC_MARKDOWN_H
#define DOC_MARKDOWN_H

#include "doc/vocabulary.h"
#include "doc/yaml.h"

/* Reads the tree; none when there is no front matter: the file is about something else. STATUS_INVALID after a
 * diagnostic, STATUS_NO_MEMORY. */
enum status doc_markdown_read(struct arena *arena, const struct text_source *source, const struct doc_vocabulary *words,
                              struct text_diagnostics *diagnostics, struct doc_roots *out_roots) MUST_CHECK;

#endif
