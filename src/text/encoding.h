/* text/encoding - the encodings that an input may have, each read strictly into UTF-8. No allocation.
 *
 * What a character takes in the original can be told from the character, so that an offset in the UTF-8 text leads back
 * to one in the original without a table: in UTF-16 two bytes, or four for what takes four in UTF-8; in CP932 one for
 * ASCII and half-width katakana, else two. */
#ifndef TEXT_ENCODING_H
#define TEXT_ENCODING_H

#include "text/view.h"

#include <stdint.h>

enum text_encoding { TEXT_ENCODING_UTF8, TEXT_ENCODING_UTF16LE, TEXT_ENCODING_UTF16BE, TEXT_ENCODING_CP932 };

const char *text_encoding_name(enum text_encoding encoding); /* as juten states it. Static */

/* Length of the byte order mark that the encoding cannot do without: 2 for UTF-16, else 0. */
size_t text_encoding_mark(enum text_encoding encoding);
/* The kind of UTF-16 whose byte order mark the bytes begin with; else UTF-8. */
enum text_encoding text_encoding_marked(struct text_view bytes);

/* How many bytes, from the start, are characters of the encoding (not UTF-8) and none of them NUL: all, or up to the
 * first that is not; and how many bytes these take in UTF-8. Without the byte order mark. */
size_t text_encoding_check(enum text_encoding encoding, struct text_view bytes, size_t *out_len);
/* Writes as UTF-8 what text_encoding_check has found good. */
void text_encoding_decode(enum text_encoding encoding, struct text_view bytes, char *out_text);
/* Writes one character in the encoding (not UTF-8): up to 4 bytes; 0 when it has no such character. */
size_t text_encoding_put(enum text_encoding encoding, uint32_t point, char out_bytes[4]);
/* Bytes that the characters which begin in [begin, end) of a text take in the encoding that it came from. */
size_t text_encoding_span(enum text_encoding encoding, struct text_view text, size_t begin, size_t end);

/* Not valid as UTF-8, but with more of its characters of three bytes and more than of bytes that are not UTF-8, or good
 * for longer than as CP932: a UTF-8 text with something broken, which CP932 might read as a salad of characters. */
bool text_encoding_is_broken_utf8(struct text_view bytes);
/* EUC-JP, whose bytes CP932 may read as half-width katakana: all bytes have the form of EUC-JP, with its kana often
 * enough among them. Japanese CP932 has bytes from 80 to A0 in nearly every word, where EUC-JP has none. */
bool text_encoding_is_euc(struct text_view bytes);
/* Where ISO-2022-JP (RFC 1468) goes over to Japanese: ESC $ @ or ESC $ B; the length of the bytes when nowhere. */
size_t text_encoding_find_jis(struct text_view bytes);
/* UTF-16 without a byte order mark: whole units, and NULs as the one half of several (ASCII), never as the other.
 */
bool text_encoding_is_unmarked(struct text_view bytes);

#endif
