/* text/rewrite - a changed text back into the bytes of its file. */
#ifndef TEXT_REWRITE_H
#define TEXT_REWRITE_H

#include "base/arena.h"
#include "base/status.h"
#include "text/source.h"

/* The file with `after` in place of the source's text; both have the same lines. In another encoding than UTF-8 the
 * characters that stay keep their bytes (CP932 has two codes for some). `bytes` are the file's. The result lives in the
 * arena or is `after` itself. STATUS_INVALID when the encoding has no such character. */
enum status text_rewrite(struct arena *arena, const struct text_source *source, struct text_view bytes,
                         struct text_view after, struct text_view *out_bytes) MUST_CHECK;

#endif
