/* guideline.prints: made from a text, read back, and what is wrong in one. */
#include "support/unit.h"

#include "rule/prints.h"
#include "support/pack.h"

static void load(struct pack_try *try, const char *prints)
{
    const struct rule_embedded_file files[] = {
        {"t/pack.yaml", (const unsigned char *)pack_sound, strlen(pack_sound)},
        {"t/guideline.prints", (const unsigned char *)prints, strlen(prints)},
    };
    *try = (struct pack_try){.arena = arena_new()};
    text_diagnostics_init(&try->diagnostics, try->arena);
    try->status = rule_pack_load_table(files, 2, "t", &try->diagnostics, &try->set);
}

static void rule_prints_are_read_in_order(void **state)
{
    (void)state;
    struct pack_try try;
    load(&try, "juten-prints/1\nsentence 00112233445566aa\ngrams 3\n0000000b 00000002\n00000002\r\nffffffff\n");
    assert_int_equal(try.status, STATUS_OK);
    assert_int_equal(try.set->guards.print_count, 3);
    assert_int_equal(try.set->guards.prints[0], 2);
    assert_int_equal(try.set->guards.prints[1], 11);
    assert_int_equal(try.set->guards.prints[2], 0xffffffffu);
    pack_try_close(&try);
}

static void rule_prints_name_a_line_that_is_wrong(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "juten-prints/2\n",
        "juten-prints/1\ngrams 5\n",
        "juten-prints/1\ngrams 3\n0000000b 0002\n",
        "juten-prints/1\ngrams 3\n0000000B\n",
        "juten-prints/1\ngrams 3\n0000000b,00000002\n",
        "juten-prints/1\nwords\n",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct pack_try try;
        load(&try, wrong[i]);
        assert_int_equal(try.status, STATUS_INVALID);
        assert_int_equal(try.diagnostics.count, 1);
        assert_int_equal(try.diagnostics.items[0].code, DIAGNOSTIC_PACK_PRINTS);
        pack_try_close(&try);
    }
}

/* What is written is read again, and a text is a copy of itself; the words don't stand in the file. */
static void rule_prints_are_written_without_words(void **state)
{
    (void)state;
    struct pack_try plain, printed;
    struct buf out;
    buf_init(&out);
    pack_try_load(&plain, pack_sound, NULL);
    assert_int_equal(plain.status, STATUS_OK);
    struct text_view text = text_view_of("灯台を毎年点検する。傷んだ灯台は直ちに修繕する。");
    assert_int_equal(rule_prints_write(plain.arena, plain.set, text, false, &out), STATUS_OK);
    buf_add_char(&out, '\0');
    assert_null(strstr(out.bytes, "灯台"));
    load(&printed, out.bytes);
    assert_int_equal(printed.status, STATUS_OK);
    assert_int_equal(printed.set->guards.print_count, 20); /* 22 letters in a row, over the full stop */
    buf_clear(&out);
    pack_try_close(&plain);
    pack_try_close(&printed);
}

static void rule_prints_show_sentences_to_who_asks(void **state)
{
    (void)state;
    struct pack_try try;
    struct buf out;
    buf_init(&out);
    pack_try_load(&try, pack_sound, NULL);
    struct text_view text = text_view_of("公園の散水は夜間に行う。");
    assert_int_equal(rule_prints_write(try.arena, try.set, text, true, &out), STATUS_OK);
    buf_add_char(&out, '\0');
    assert_non_null(strstr(out.bytes, "sentence 4aa39c6551a4c39c\t公園の散水は夜間に行う。\n")); /* sha256sum */
    buf_clear(&out);
    pack_try_close(&try);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rule_prints_are_read_in_order),
        cmocka_unit_test(rule_prints_name_a_line_that_is_wrong),
        cmocka_unit_test(rule_prints_are_written_without_words),
        cmocka_unit_test(rule_prints_show_sentences_to_who_asks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
