/* text/utf8 - code points in UTF-8, strictly (RFC 3629). No allocation. */
#ifndef TEXT_UTF8_H
#define TEXT_UTF8_H

#include "text/view.h"

#include <stdint.h>

/* Length in bytes of the valid sequence at the start of the view, with its code point; 0 when it is not valid. */
size_t text_utf8_decode(struct text_view view, uint32_t *out_point);
/* Offset of the first invalid byte sequence, or view.len when all is valid. */
size_t text_utf8_check(struct text_view view);
/* Code points in valid UTF-8. */
size_t text_utf8_count(struct text_view view);
/* Byte offset behind the next *count characters from `at`, where one begins, in valid UTF-8; the end when there are
 * fewer: *count is then how many there were. */
size_t text_utf8_skip(struct text_view view, size_t at, size_t *count);
/* Those of four bytes, in valid UTF-8. */
size_t text_utf8_count_long(struct text_view view);
/* Appends up to 4 bytes; returns how many. */
size_t text_utf8_encode(uint32_t point, char out_bytes[4]);
/* Start of the character that holds byte `at` (0 < at <= len gives the one before it when at is a boundary). */
size_t text_utf8_previous(struct text_view view, size_t at);

#endif
