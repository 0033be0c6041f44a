/* doc/json_escape - what JSON may write and YAML may not: a character beyond U+FFFF as two \u escapes (RFC 8259,
 * section 7). YAML knows \U with eight digits instead. */
#ifndef DOC_JSON_ESCAPE_H
#define DOC_JSON_ESCAPE_H

#include "base/arena.h"
#include "base/status.h"
#include "text/view.h"

#include <stdint.h>

/* The code point of a pair of escapes at the start (twelve bytes), or 0. */
uint32_t doc_json_pair(struct text_view text);

/* The bytes as YAML reads them: the same, or in a copy every pair as an escape of YAML that is as long, so that all
 * places stay. Only for a text that begins as JSON does, since in YAML a backslash may mean itself. */
enum status doc_json_as_yaml(struct arena *arena, struct text_view bytes, struct text_view *out_bytes) MUST_CHECK;

#endif
