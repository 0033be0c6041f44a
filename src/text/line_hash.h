/* text/line_hash - which line of a file this is, by what stands in it: what code hosts know a finding again by when
 * lines above it come and go (primaryLocationLineHash of GitHub's SARIF, as github/codeql-action reckons it).
 *
 * Over the next TEXT_LINE_HASH_UNITS code units of UTF-16 from the line's start, blanks and tabs left out, each line
 * end one LF, 0xFFFF at the end of the file and zeros behind it: h = h * 37 + unit, modulo 2^64. Lines of one hash are
 * numbered from 1 down the file. */
#ifndef TEXT_LINE_HASH_H
#define TEXT_LINE_HASH_H

#include "base/arena.h"
#include "text/view.h"

#include <stdint.h>

#define TEXT_LINE_HASH_UNITS 100

struct text_line_hash {
    uint64_t hash;
    uint32_t ordinal; /* among the lines of this hash, from 1 */
};

/* Hashes lines that begin at these bytes of valid UTF-8, in order; as many are written. NULL when memory is out. */
struct text_line_hash *text_line_hashes(struct arena *arena, struct text_view text, const uint32_t *begins,
                                        size_t count);

#endif
