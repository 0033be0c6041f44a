/* doc/comment - comments of YAML, which no tree holds. */
#ifndef DOC_COMMENT_H
#define DOC_COMMENT_H

#include "base/arena.h"
#include "doc/yaml.h"

/* The # of the first comment in the source that the roots were read from; a span without source when there is none.
 * `scratch` is for the time of the call. STATUS_NO_MEMORY. */
enum status doc_comment_find(struct arena *scratch, const struct doc_roots *roots,
                             struct text_span *out_first) MUST_CHECK;

#endif
