#include "support/unit_json.h"

#include "base/alloc.h"
#include "base/json.h"

#include <stdio.h>

static void write_sample(struct json_writer *json)
{
    const struct json_int numbers[] = {{"least", INT64_MIN}, {"most", INT64_MAX}, {"ten", 10}, {"none", 0}};
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
    json_key(json, "numbers");
    json_add_ints(json, numbers, sizeof numbers / sizeof *numbers);
    json_object_end(json);
}

/* The sample, with members on lines of their own down to a depth. */
static void expect_sample(int indent, int depth, const char *expected)
{
    struct buf out;
    struct json_writer json;
    buf_init(&out);
    json_init(&json, &out, indent);
    json_break_down_to(&json, depth);
    write_sample(&json);
    assert_string_equal(out.bytes, expected);
    buf_clear(&out);
}

static void base_json_on_one_line(void **state)
{
    (void)state;
    expect_sample(0, JSON_DEPTH,
                  "{\"text\":\"重点\",\"none\":null,\"empty\":[],\"bare\":{},"
                  "\"list\":[-5,true,false,{\"a\":null}],"
                  "\"numbers\":{\"least\":-9223372036854775808,\"most\":9223372036854775807,\"ten\":10,\"none\":0}}");
}

static void base_json_indented(void **state)
{
    (void)state;
    expect_sample(2, JSON_DEPTH,
                  "{\n"
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
                  "  ],\n"
                  "  \"numbers\": {\n"
                  "    \"least\": -9223372036854775808,\n"
                  "    \"most\": 9223372036854775807,\n"
                  "    \"ten\": 10,\n"
                  "    \"none\": 0\n"
                  "  }\n"
                  "}");
}

/* What lies deeper is on one line. */
static void base_json_broken_down_to_a_depth(void **state)
{
    (void)state;
    expect_sample(2, 1,
                  "{\n"
                  "  \"text\": \"重点\",\n"
                  "  \"none\": null,\n"
                  "  \"empty\": [],\n"
                  "  \"bare\": {},\n"
                  "  \"list\": [-5,true,false,{\"a\":null}],\n"
                  "  \"numbers\": {\"least\":-9223372036854775808,\"most\":9223372036854775807,"
                  "\"ten\":10,\"none\":0}\n"
                  "}");
}

static void base_json_escapes_names_when_asked(void **state)
{
    (void)state;
    struct buf out;
    struct json_writer json;
    buf_init(&out);
    json_init(&json, &out, 2);
    json_object_begin(&json);
    json_key_escaped(&json, "^\\d\"");
    json_add_int(&json, 1);
    json_key_escaped(&json, "plain");
    json_add_int(&json, 2);
    json_object_end(&json);
    assert_string_equal(out.bytes, "{\n  \"^\\\\d\\\"\": 1,\n  \"plain\": 2\n}");
    buf_clear(&out);
}

/* One thing to escape at every place of a string that is looked through in blocks. */
static void base_json_escapes_anywhere(void **state)
{
    (void)state;
    enum { LONGEST = 100 };
    char text[LONGEST], expected[LONGEST + 8];
    struct buf out;
    struct json_writer json;
    buf_init(&out);
    for (size_t at = 0; at < LONGEST; at++) {
        memset(text, 'a', LONGEST);
        text[at] = '\n';
        int len = snprintf(expected, sizeof expected, "\"%.*s\\n%.*s\"", (int)at, text, (int)(LONGEST - at - 1),
                           text + at + 1);
        buf_reset(&out);
        json_init(&json, &out, 0);
        json_add_string(&json, text, LONGEST);
        assert_int_equal(out.len, len);
        assert_memory_equal(out.bytes, expected, out.len);
    }
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
        {"\b\f\x1f", "\"\\b\\f\\u001F\"", 0},
        {"a\"\\\n", "\"a\\\"\\\\\\n\"", 0},
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
        for (int i = 0; i < 200; i++) /* the buffer grows again and again, in plain pieces and in escaped ones */
            json_add_text(&json, i % 2 == 0 ? "\n\x01重点" : "重点");
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

/* ---- reading */

static struct json_tree *read_tree(const char *text)
{
    struct json_tree *root = NULL;
    struct json_fault fault;
    if (json_tree_read(text, strlen(text), &root, &fault) != STATUS_OK) fail_msg("%s: %s", text, fault.words);
    return root;
}

static void base_json_tree_has_values(void **state)
{
    (void)state;
    size_t len;
    int64_t number = 0;
    struct json_tree *root =
        read_tree(" {\"a\": [1, -9223372036854775808, 1.0, \"\\u91cd\\u0000\", null, true, false], \"b\": {}} \n");
    const struct json_tree *list = json_tree_get(root, "a");
    assert_true(json_tree_is_object(root) && json_tree_is_object(json_tree_get(root, "b")));
    assert_true(json_tree_is_array(list) && !json_tree_is_array(root));
    assert_int_equal(json_tree_count(list), 7);
    assert_true(json_tree_int(json_tree_item(list, 1), &number));
    assert_true(number == INT64_MIN);
    assert_false(json_tree_int(json_tree_item(list, 2), &number));
    assert_memory_equal(json_tree_text(json_tree_item(list, 3), &len), "重\0", 5);
    assert_int_equal(len, 4);
    assert_null(json_tree_text(list, &len));
    assert_true(json_tree_is_null(json_tree_item(list, 4)) && !json_tree_is_bool(json_tree_item(list, 4)));
    assert_true(json_tree_is_true(json_tree_item(list, 5)) && !json_tree_is_true(json_tree_item(list, 6)));
    assert_true(json_tree_is_bool(json_tree_item(list, 6)) && !json_tree_is_null(json_tree_item(list, 6)));
    json_tree_free(root);
}

/* What is not there is NULL, and NULL is nothing in every question. */
static void base_json_tree_bears_absence(void **state)
{
    (void)state;
    size_t len;
    int64_t number;
    struct json_tree *root = read_tree("{\"a\": 1}");
    const struct json_tree *none = json_tree_get(root, "b");
    assert_null(none);
    assert_null(json_tree_get(json_tree_get(root, "a"), "c"));
    assert_null(json_tree_item(root, 0));
    assert_null(json_tree_get(none, "c"));
    assert_null(json_tree_item(none, 0));
    assert_int_equal(json_tree_count(none), 0);
    assert_int_equal(json_tree_count(root), 0);
    assert_null(json_tree_text(none, &len));
    assert_false(json_tree_int(none, &number));
    assert_true(json_tree_is_null(none));
    assert_false(json_tree_is_object(none) || json_tree_is_array(none) || json_tree_is_bool(none));
    json_tree_free(root);
    json_tree_free(NULL);
}

static void base_json_tree_refuses(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t byte; /* where, as far as it can be said */
    } rows[] = {
        {"", 0},
        {" ", 1},
        {"{", 1},
        {"{\"a\"", 4},
        {"[1,]", 4},
        {"[1 2]", 4},
        {"{} {}", 4},
        {"{},{}", 0},
        {"{}]", 3},
        {"]", 1},
        {"{'a':1}", 2},
        {"{\"a\":1,\"a\":2}", 10},
        {"[01]", 2},
        {"+1", 1},
        {"nul", 3},
        {"99999999999999999999", 20},
        {"\"\\ud800\"", 8},
        {"\"\\x\"", 3},
        {"\"a", 2},
        {"\"a\nb\"", 2},
        {"\"\xff\"", 1},
        {"1e999", 5},
        {"\"\\", 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct json_tree *root = NULL;
        struct json_fault fault = {.byte = 999};
        size_t len = strlen(rows[i].text);
        if (json_tree_read(rows[i].text, len, &root, &fault) != STATUS_INVALID) fail_msg("%s is read", rows[i].text);
        assert_null(root);
        assert_true(strlen(fault.words) > 0);
        if (fault.byte != rows[i].byte) fail_msg("%s: %zu (%s)", rows[i].text, fault.byte, fault.words);
    }
}

/* Texts with a string of so many letters and escapes, or a number. */
static void make_text(struct buf *text, size_t letters)
{
    buf_init(text);
    buf_add_string(text, "{\"short\": \"a\", \"long\": \"");
    for (size_t i = 0; i < letters; i++)
        buf_add_string(text, i % 5 ? "a" : i % 2 ? "\\\"" : "\\u91cd");
    buf_add_string(text, "\", \"list\": [1, 2.5, {\"x\": [[], {}]}, null, true, ");
    buf_add_repeat(text, '0' + 7, letters % 17 + 1);
    buf_add_string(text, "]}");
}

/* Denied memory, jansson would write behind a string that could not grow, or stop at an assertion: never with what it
 * is fed, however long the longest token is. Said by valgrind, too. */
static void base_json_tree_survives_failing_memory(void **state)
{
    (void)state;
    long live = alloc_live();
    for (size_t letters = 0; letters < 140; letters++) {
        struct buf text;
        make_text(&text, letters);
        enum status status = STATUS_NO_MEMORY;
        for (unsigned long n = 1; status != STATUS_OK; n++)
            for (int keep = 1; keep >= 0; keep--) {
                struct json_tree *root = NULL;
                struct json_fault fault;
                alloc_fail_at(n, keep);
                status = json_tree_read(text.bytes, text.len, &root, &fault);
                alloc_fail_never();
                assert_true(status == STATUS_OK || status == STATUS_NO_MEMORY);
                json_tree_free(root);
                assert_true(n < 1000);
            }
        buf_clear(&text);
        assert_int_equal(alloc_live(), live);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(base_json_on_one_line),
        cmocka_unit_test(base_json_indented),
        cmocka_unit_test(base_json_broken_down_to_a_depth),
        cmocka_unit_test(base_json_escapes_names_when_asked),
        cmocka_unit_test(base_json_escapes_anywhere),
        cmocka_unit_test(base_json_streams),
        cmocka_unit_test(base_json_escapes),
        cmocka_unit_test(base_json_failure_sticks_in_the_buf),
        cmocka_unit_test(base_json_tree_has_values),
        cmocka_unit_test(base_json_tree_bears_absence),
        cmocka_unit_test(base_json_tree_refuses),
        cmocka_unit_test(base_json_tree_survives_failing_memory),
    };
    return cmocka_run_group_tests(tests, unit_json_allocates, NULL);
}
