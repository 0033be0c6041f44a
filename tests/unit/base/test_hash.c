#include "support/unit.h"

#include "base/hash.h"

static void hex_of(const char *bytes, size_t len, size_t step, char out_hex[HASH_SHA256_HEX])
{
    struct hash_sha256 hash;
    hash_sha256_init(&hash);
    for (size_t at = 0; at < len; at += step) {
        hash_sha256_add(&hash, bytes + at, len - at < step ? len - at : step);
    }
    hash_sha256_add(&hash, NULL, 0);
    hash_sha256_hex(&hash, out_hex);
}

/* The examples of FIPS 180. */
static void base_hash_sha256_known_answers(void **state)
{
    (void)state;
    static const char two_blocks[] = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    char hex[HASH_SHA256_HEX];
    hex_of("", 0, 1, hex);
    assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    hex_of("abc", 3, 3, hex);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    for (size_t step = 1; step < 60; step++) {
        hex_of(two_blocks, sizeof two_blocks - 1, step, hex);
        assert_string_equal(hex, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    }
}

/* The published FNV-1a values for these strings. */
static void base_hash_bytes_known_answers(void **state)
{
    (void)state;
    assert_int_equal(hash_bytes(NULL, 0), 0x811c9dc5);
    assert_int_equal(hash_bytes("a", 1), 0xe40c292c);
    assert_int_equal(hash_bytes("foobar", 6), 0xbf9cf968);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(base_hash_sha256_known_answers),
        cmocka_unit_test(base_hash_bytes_known_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
