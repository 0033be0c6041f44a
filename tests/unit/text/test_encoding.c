#include "support/unit.h"

#include "support/table.h"
#include "text/cp932.h"
#include "text/encoding.h"
#include "text/utf8.h"

#include <iconv.h>

/* The one code point that iconv makes of all the bytes; 0 when it refuses them. */
static uint32_t by_iconv(iconv_t converter, const char *bytes, size_t len)
{
    char copy[4];
    unsigned char out[8];
    char *from = memcpy(copy, bytes, len), *to = (char *)out;
    size_t from_left = len, to_left = sizeof out;
    iconv(converter, NULL, NULL, NULL, NULL);
    if (iconv(converter, &from, &from_left, &to, &to_left) == (size_t)-1 || from_left > 0) return 0;
    if (to_left != sizeof out - 4) return 0; /* no character, or two of them */
    return (uint32_t)out[0] << 24 | (uint32_t)out[1] << 16 | (uint32_t)out[2] << 8 | out[3];
}

static uint32_t by_table(const char *bytes, size_t len)
{
    uint32_t point = 0;
    return text_cp932_decode((struct text_view){bytes, len}, &point) == len ? point : 0;
}

static iconv_t open_iconv(void)
{
    iconv_t converter = iconv_open("UTF-32BE", "CP932");
    if (converter == (iconv_t)-1) {
        print_message("skip text_encoding_cp932_is_that_of_iconv: iconv has no CP932 here\n");
        skip();
    }
    return converter;
}

static void text_encoding_cp932_is_that_of_iconv(void **state)
{
    (void)state;
    iconv_t converter = open_iconv();
    size_t known = 0;
    for (unsigned code = 1; code <= 0xFFFF; code++) {
        char bytes[] = {(char)(code >> 8), (char)(code & 0xFF)};
        size_t len = code > 0xFF ? 2 : 1;
        const char *at = bytes + 2 - len;
        uint32_t expected = by_iconv(converter, at, len), point = by_table(at, len);
        if (point != expected) fail_msg("%0*X: U+%04X, iconv: U+%04X", (int)len * 2, code, point, expected);
        known += point > 0;
    }
    assert_int_equal(known, 127 + 63 + 9604);
    iconv_close(converter);
}

/* A character's length is told by its code point, so that places lead back to the file. */
static void text_encoding_lengths_are_those_read(void **state)
{
    (void)state;
    for (unsigned code = 0; code <= 0xFFFF; code++) {
        const char bytes[] = {(char)(code >> 8), (char)(code & 0xFF)};
        char text[4];
        uint32_t point;
        size_t len = text_cp932_decode((struct text_view){bytes, 2}, &point);
        if (len == 0) continue;
        struct text_view written = {text, text_utf8_encode(point, text)};
        if (text_encoding_span(TEXT_ENCODING_CP932, written, 0, written.len) != len) fail_msg("%04X", code);
    }
}

/* What is written is what Windows writes: iconv's choice among two codes, but for NEC's selection, which it avoids too.
 */
static void text_encoding_cp932_writes_what_it_reads(void **state)
{
    (void)state;
    iconv_t converter = iconv_open("CP932", "UTF-32BE");
    char written[4];
    for (uint32_t point = 1; point <= 0xFFFF; point++) {
        unsigned char in[] = {0, 0, (unsigned char)(point >> 8), (unsigned char)(point & 0xFF)};
        char expected[8], *from = (char *)in, *to = expected;
        size_t from_left = sizeof in, to_left = sizeof expected, len = text_cp932_encode(point, written);
        if (len > 0 && by_table(written, len) != point) fail_msg("U+%04X is written as another character", point);
        if (converter == (iconv_t)-1) continue;
        iconv(converter, NULL, NULL, NULL, NULL);
        bool known = iconv(converter, &from, &from_left, &to, &to_left) != (size_t)-1;
        size_t wanted = sizeof expected - to_left;
        bool read_back = known && by_table(expected, wanted) == point; /* iconv writes some as look-alikes */
        if (read_back && (len != wanted || memcmp(written, expected, len) != 0))
            fail_msg("U+%04X: %zu bytes %02X, iconv: %zu bytes %02X", point, len, (unsigned char)written[0], wanted,
                     (unsigned char)expected[0]);
        if (known && !read_back && len > 0) fail_msg("U+%04X is no character of CP932", point);
    }
    if (converter != (iconv_t)-1) iconv_close(converter);
}

static void text_encoding_utf16_writes_what_it_reads(void **state)
{
    (void)state;
    static const uint32_t points[] = {0x41, 0x3042, 0xFFFD, 0x10000, 0x20B9F, 0x10FFFF};
    for (size_t i = 0; i < sizeof points / sizeof *points; i++)
        for (int big = 0; big < 2; big++) {
            enum text_encoding encoding = big ? TEXT_ENCODING_UTF16BE : TEXT_ENCODING_UTF16LE;
            char bytes[4], text[4], expected[4];
            size_t out = 0, len = text_encoding_put(encoding, points[i], bytes);
            assert_int_equal(text_encoding_check(encoding, (struct text_view){bytes, len}, &out), len);
            assert_int_equal(out, text_utf8_encode(points[i], expected));
            text_encoding_decode(encoding, (struct text_view){bytes, len}, text);
            assert_memory_equal(text, expected, out);
        }
}

static void text_encoding_of_nothing(void **state)
{
    (void)state;
    uint32_t point = 7;
    size_t len = 7;
    struct text_view nothing = {NULL, 0};
    assert_int_equal(text_cp932_decode(nothing, &point), 0);
    assert_int_equal(point, 7);
    assert_int_equal(text_encoding_check(TEXT_ENCODING_UTF16LE, nothing, &len), 0);
    assert_int_equal(len, 0);
    assert_false(text_encoding_is_euc(nothing));
    assert_false(text_encoding_is_broken_utf8(nothing));
    assert_false(text_encoding_is_broken_utf8(text_view_of("重点")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_encoding_cp932_is_that_of_iconv),
        cmocka_unit_test(text_encoding_lengths_are_those_read),
        cmocka_unit_test(text_encoding_cp932_writes_what_it_reads),
        cmocka_unit_test(text_encoding_utf16_writes_what_it_reads),
        cmocka_unit_test(text_encoding_of_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
