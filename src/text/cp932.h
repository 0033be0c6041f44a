/* text/cp932 - Microsoft's Shift_JIS, which Japanese Windows calls ANSI: JIS X 0208 with NEC's special characters, the
 * IBM extensions and NEC's selection of them, half-width katakana. No allocation.
 *
 * The table (cp932.def) is what the C library's iconv makes of CP932. As there, the user-defined codes F040 to F9FC
 * are the private use characters from U+E000 on, and the bytes 80, A0, FD, FE and FF begin no character. */
#ifndef TEXT_CP932_H
#define TEXT_CP932_H

#include "text/view.h"

#include <stdint.h>

/* Length in bytes of the character at the start of the view, with its code point; 0 when none begins there. */
size_t text_cp932_decode(struct text_view view, uint32_t *out_point);

/* Writes a character: 1 or 2 bytes, 0 when CP932 has none. Of two codes for one character it takes the one that Windows
 * writes: never NEC's selection, else the first. */
size_t text_cp932_encode(uint32_t point, char out_bytes[2]);

/* Length in bytes of a character that CP932 has. */
static inline size_t text_cp932_len(uint32_t point)
{
    return point < 0x80 || (point >= 0xFF61 && point <= 0xFF9F) ? 1 : 2;
}

#endif
