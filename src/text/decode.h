/* text/decode - code points out of text that is known to be valid UTF-8: no check, no length, inlined.
 * Private to text/: everybody else uses text/utf8.h. */
#ifndef TEXT_DECODE_H
#define TEXT_DECODE_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* The code point at `at`, which is the start of a character; *out_len is its length in bytes. */
static inline uint32_t text_decode(const char *at, size_t *out_len)
{
    const unsigned char *byte = (const unsigned char *)at;
    if (byte[0] < 0x80) {
        *out_len = 1;
        return byte[0];
    }
    if (byte[0] < 0xE0) {
        *out_len = 2;
        return (uint32_t)(byte[0] & 0x1F) << 6 | (byte[1] & 0x3F);
    }
    if (byte[0] < 0xF0) {
        *out_len = 3;
        return (uint32_t)(byte[0] & 0x0F) << 12 | (uint32_t)(byte[1] & 0x3F) << 6 | (byte[2] & 0x3F);
    }
    *out_len = 4;
    return (uint32_t)(byte[0] & 0x07) << 18 | (uint32_t)(byte[1] & 0x3F) << 12 | (uint32_t)(byte[2] & 0x3F) << 6 |
           (byte[3] & 0x3F);
}

/* The bytes of the character at `at` as one number, for hashes: which number depends on the machine. Reads nothing
 * at or behind `end`, the end of the text. */
static inline uint32_t text_decode_bytes(const char *at, const char *end, size_t *out_len)
{
    static const unsigned char masks[][4] = {{0}, {255}, {255, 255}, {255, 255, 255}, {255, 255, 255, 255}};
    const unsigned char lead = (unsigned char)*at;
    const size_t len = (lead & 0xF0) == 0xE0 ? 3 : lead < 0x80 ? 1 : lead < 0xE0 ? 2 : 4;
    uint32_t bytes = 0, mask = 0;
    *out_len = len;
    if (end - at < 4) {
        memcpy(&bytes, at, len);
        return bytes;
    }
    memcpy(&bytes, at, sizeof bytes);
    memcpy(&mask, masks[len], sizeof mask);
    return bytes & mask;
}

/* Start of the character that ends at offset `at` > 0. */
static inline size_t text_decode_before(const char *bytes, size_t at)
{
    do {
        at--;
    } while (((unsigned char)bytes[at] & 0xC0) == 0x80);
    return at;
}

#endif
