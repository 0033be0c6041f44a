#include "support/unit.h"

#include "base/alloc.h"
#include "base/json.h"

static void write_sample(struct json_writer *json)
{
    json_object_begin(json);
    json_key(json, "text");
    json_add_text(json, "重点");
    json_key(json, "none");
    json_add_text(json, NULL);
    json_key(json, "empty");
    json_array_begin(json);
    json_array_end(json);
    json_key(json, "bare");
    json_object_begin(json);
    json_object_end(json);
    json_key(json, "list");
    json_array_begin(json);
    json_add_int(json, -5);
    json_add_bool(json, true);
    json_add_bool(json, false);
    json_object_begin(json);
    json_key(json, "a");
    json_add_null(json);
    json_object_end(json);
    json_array_end(json);
    json_object_end(json);
}

static void base_json_on_one_line(void **state)
{
    (void)state;
    struct buf out;
    struct json_writer json;
    buf_init(&out);
    json_init(&json, &out, 0);
    write_sample(&json);
    assert_string_equal(out.bytes, "{\"text\":\"重点\",\"none\":null,\"empty\":[],\"bare\":{},"
                                   "\"list\":[-5,true,false,{\"a\":null}]}");
    buf_clear(&out);
}

static void base_json_indented(void **state)
{
    (void)state;
    struct buf out;
    struct json_writer json;
    buf_init(&out);
    json_init(&json, &out, 2);
    write_sample(&json);
    assert_string_equal(out.bytes, "{\n"
                                   "  \"text\": \"重点\",\n"
                                   "  \"none\": null,\n"
                                   "  \"empty\": [],\n"
                                   "  \"bare\": {},\n"
                                   "  \"list\": [\n"
                                   "    -5,\n"
                                   "    true,\n"
                                   "    false,\n"
                                   "    {\n"
                                   "      \"a\": null\n"
                                   "    }\n"
                                   "  ]\n"
                                   "}");
    buf_clear(&out);
}

/* The buffer may be emptied between any two calls. */
static void base_json_streams(void **state)
{
    (void)state;
    struct buf out;
    struct json_writer json;
    buf_init(&out);
    json_init(&json, &out, 0);
    json_array_begin(&json);
    for (int i = 0; i < 3; i++) {
        json_add_int(&json, i);
        assert_string_equal(out.bytes, i == 0 ? "[0" : i == 1 ? ",1" : ",2");
        buf_reset(&out);
    }
    json_array_end(&json);
    assert_string_equal(out.bytes, "]");
    buf_clear(&out);
}

static void base_json_escapes(void **state)
{
    (void)state;
    static const struct {
        const char *text, *expected;
        size_t len;
    } rows[] = {
        {"", "\"\"", 0},
        {"plain 重点 “―…” é 🙂", "\"plain 重点 “―…” é 🙂\"", 0},
        {"say \"hi\"", "\"say \\\"hi\\\"\"", 0},
        {"C:\\dir", "\"C:\\\\dir\"", 0},
        {"a\nb\r\tc", "\"a\\nb\\r\\tc\"", 0},
        {"\x1b[31m", "\"\\u001B[31m\"", 0},
        {"a\0b", "\"a\\u0000b\"", 3},
        {"a\x7f", "\"a\\u007f\"", 0},
        {"\xc2\x9b"
         "2J",
         "\"\\u009b2J\"", 0},            /* C1: control sequence introducer */
        {"\xc2\xa0", "\"\xc2\xa0\"", 0}, /* no-break space is no control */
        {"x\xe2\x80\xae"
         "y\xe2\x80\xac",
         "\"x\\u202ey\\u202c\"", 0},
        {"\xe2\x81\xa6\xe2\x81\xa9\xd8\x9c", "\"\\u2066\\u2069\\u061c\"", 0},
        {"\xe2\x80\xa8\xe2\x80\xa9\n", "\"\\u2028\\u2029\\n\"", 0},
    };
    struct buf out;
    struct json_writer json;
    buf_init(&out);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        buf_reset(&out);
        json_init(&json, &out, 0);
        json_add_string(&json, rows[i].text, rows[i].len ? rows[i].len : strlen(rows[i].text));
        assert_string_equal(out.bytes, rows[i].expected);
    }
    buf_reset(&out);
    json_add_string(&json, NULL, 0);
    assert_string_equal(out.bytes, "\"\"");
    buf_clear(&out);
}

static void base_json_failure_sticks_in_the_buf(void **state)
{
    (void)state;
    long before = alloc_live();
    for (unsigned long n = 1;; n++) {
        struct buf out;
        struct json_writer json;
        buf_init(&out);
        json_init(&json, &out, 2);
        alloc_fail_at(n, false);
        write_sample(&json);
        json_add_text(&json, "\n");
        bool failed = alloc_count() >= n;
        alloc_fail_never();
        assert_int_equal(buf_status(&out), failed ? STATUS_NO_MEMORY : STATUS_OK);
        buf_clear(&out);
        assert_int_equal(alloc_live(), before);
        if (!failed) {
            assert_true(n > 3);
            break;
        }
    }
}

/* Tokens are short here: one that makes jansson's own buffer grow is read past its end when that fails (2.14). */
static void base_json_reading_says_that_memory_is_out(void **state)
{
    (void)state;
    static const char text[] = "{\"a\": [1, {\"b\": \"c\"}], \"d\": null}";
    long before = alloc_live();
    enum status status = STATUS_NO_MEMORY;
    unsigned long n = 1;
    for (; status != STATUS_OK; n++) {
        struct json_tree *root = NULL;
        struct json_fault fault;
        alloc_fail_at(n, false);
        status = json_tree_read(text, sizeof text - 1, &root, &fault);
        alloc_fail_never();
        assert_true(status == STATUS_OK || status == STATUS_NO_MEMORY);
        if (root) json_tree_free(root);
        assert_int_equal(alloc_live(), before);
    }
    assert_true(n > 10);
}

static int use_alloc(void **state)
{
    (void)state;
    json_use_alloc();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(base_json_on_one_line),
        cmocka_unit_test(base_json_indented),
        cmocka_unit_test(base_json_streams),
        cmocka_unit_test(base_json_escapes),
        cmocka_unit_test(base_json_failure_sticks_in_the_buf),
        cmocka_unit_test(base_json_reading_says_that_memory_is_out),
    };
    return cmocka_run_group_tests(tests, use_alloc, NULL);
}
