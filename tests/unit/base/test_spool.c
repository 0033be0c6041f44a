/* What is put aside comes back, from memory and from the file. */
#include "support/unit.h"

#include "base/spool.h"

#define PIECE  1000
#define PIECES 12000 /* three times what is kept in memory */

static void fill(char *bytes, size_t index)
{
    for (size_t i = 0; i < PIECE; i++)
        bytes[i] = (char)(index * 31 + i * 7);
}

static void put_and_read(void)
{
    static uint64_t offsets[PIECES];
    struct spool spool;
    char bytes[PIECE], back[PIECE];
    spool_init(&spool);
    for (size_t i = 0; i < PIECES; i++) {
        fill(bytes, i);
        assert_int_equal(spool_add(&spool, bytes, sizeof bytes, &offsets[i]), STATUS_OK);
    }
    for (size_t i = 0; i < PIECES; i++) {
        size_t index = i * 7919 % PIECES;
        fill(bytes, index);
        assert_int_equal(spool_read(&spool, offsets[index], back, sizeof back), STATUS_OK);
        assert_memory_equal(bytes, back, sizeof bytes);
    }
    for (size_t i = 0; i < PIECES; i++) { /* one after the other, and parts of some again */
        fill(bytes, i);
        assert_int_equal(spool_read(&spool, offsets[i], back, sizeof back), STATUS_OK);
        assert_memory_equal(bytes, back, sizeof bytes);
        if (i % 17 == 0) assert_int_equal(spool_read(&spool, offsets[i] + i % PIECE, back, 1), STATUS_OK);
        if (i % 17 == 0) assert_int_equal(back[0], bytes[i % PIECE]);
    }
    assert_int_equal(spool_read(&spool, offsets[3], back, 0), STATUS_OK);
    spool_clear(&spool);
    spool_clear(&spool);
}

static void spool_gives_back(void **state)
{
    (void)state;
    put_and_read();
}

/* Several pieces at once, the last of them still in memory. */
static void spool_reads_across_its_end(void **state)
{
    (void)state;
    static char back[SPOOL_MEMORY + 5 * PIECE], bytes[PIECE];
    const size_t pieces = sizeof back / PIECE;
    struct spool spool;
    uint64_t offset;
    spool_init(&spool);
    for (size_t i = 0; i < pieces; i++) {
        fill(bytes, i);
        assert_int_equal(spool_add(&spool, bytes, sizeof bytes, &offset), STATUS_OK);
    }
    assert_true(spool.filed > 0 && spool.tail.len > 0);
    assert_int_equal(spool_read(&spool, 0, back, pieces * PIECE), STATUS_OK);
    for (size_t i = 0; i < pieces; i++) {
        fill(bytes, i);
        assert_memory_equal(bytes, back + i * PIECE, PIECE);
    }
    spool_clear(&spool);
}

static void spool_takes_and_appends(void **state)
{
    (void)state;
    struct spool first, second;
    struct buf bytes;
    char back[PIECE], expected[PIECE];
    spool_init(&first);
    spool_init(&second);
    buf_init(&bytes);
    for (int i = 0; i < PIECES; i++) {
        buf_add_repeat(&bytes, (char)i, PIECE);
        assert_int_equal(spool_take(i % 2 ? &second : &first, &bytes), STATUS_OK);
        assert_int_equal(bytes.len, 0);
    }
    assert_int_equal(spool_len(&first) + spool_len(&second), (uint64_t)PIECES * PIECE);
    const uint64_t half = spool_len(&first);
    assert_int_equal(spool_append(&first, &second), STATUS_OK);
    assert_int_equal(spool_len(&first), (uint64_t)PIECES * PIECE);
    for (int i = 0; i < PIECES; i++) {
        const uint64_t at = (uint64_t)(i / 2) * PIECE + (i % 2 ? half : 0);
        memset(expected, i, sizeof expected);
        assert_int_equal(spool_read(&first, at, back, sizeof back), STATUS_OK);
        assert_memory_equal(back, expected, sizeof back);
    }
    assert_int_equal(spool_take(&first, &bytes), STATUS_OK); /* nothing */
    assert_int_equal(spool_len(&first), (uint64_t)PIECES * PIECE);
    buf_clear(&bytes);
    spool_clear(&second);
    spool_clear(&first);
}

static void spool_keeps_memory_bounded(void **state)
{
    (void)state;
    struct spool spool;
    char bytes[PIECE];
    uint64_t offset;
    spool_init(&spool);
    fill(bytes, 1);
    for (size_t i = 0; i < PIECES; i++)
        assert_int_equal(spool_add(&spool, bytes, sizeof bytes, &offset), STATUS_OK);
    assert_true(spool.tail.capacity <= 4 * SPOOL_MEMORY);
    assert_true(spool.filed > 0);
    spool_clear(&spool);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spool_gives_back),
        cmocka_unit_test(spool_reads_across_its_end),
        cmocka_unit_test(spool_takes_and_appends),
        cmocka_unit_test(spool_keeps_memory_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
