#include "support/unit.h"

#include "base/schema.h"

static const struct schema_shape node;
static const struct schema_shape leaf = {.kind = SCHEMA_SCALAR, .name = "leaf"};
static const struct schema_shape nodes = {.kind = SCHEMA_LIST, .of = &node, .least = 1};
static const struct schema_member node_members[] = {{"value", true, &leaf}, {"below", false, &nodes}};
static const struct schema_shape node = {.name = "node", SCHEMA_MEMBERS(node_members)};

static const char *word(int i)
{
    static const char *const WORDS[] = {"a", NULL, NULL};
    return WORDS[i];
}

static size_t gather(const struct schema_shape *shape, struct schema_member *room)
{
    room[0] = (struct schema_member){shape->row == 1 ? "first" : "other", true, &leaf};
    return 1;
}

static const struct schema_head HEAD = {"urn:x", "T", "D"};
#define HEAD_JSON                                                                                                      \
    "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"$id\":\"urn:x\",\"title\":\"T\","                 \
    "\"description\":\"D\","
#define LEAF_JSON "\"leaf\":{\"type\":[\"string\",\"number\",\"boolean\"],\"pattern\":\"\\\\S\"}"

static void check(const struct schema_shape *root, const struct schema_shape *beside, const char *expected)
{
    struct buf out;
    struct json_writer json;
    buf_init(&out);
    json_init(&json, &out, 0);
    schema_write(&json, &HEAD, root, beside);
    assert_int_equal(buf_status(&out), STATUS_OK);
    assert_string_equal(out.bytes, expected);
    buf_clear(&out);
}

/* A shape with a name is written once, even one that holds itself; the root is "#". */
static void base_schema_names(void **state)
{
    (void)state;
    static const struct schema_member members[] = {{"one", false, &node}, {"all", false, &nodes}};
    static const struct schema_shape root = {SCHEMA_MEMBERS(members), .open = true};
    check(&root, NULL,
          HEAD_JSON "\"type\":\"object\",\"properties\":{\"one\":{\"$ref\":\"#/$defs/node\"},\"all\":{\"type\":"
                    "\"array\",\"items\":{\"$ref\":\"#/$defs/node\"},\"minItems\":1}},\"$defs\":{\"node\":{\"type\":"
                    "\"object\",\"properties\":{\"value\":{\"$ref\":\"#/$defs/leaf\"},\"below\":{\"type\":\"array\","
                    "\"items\":{\"$ref\":\"#/$defs/node\"},\"minItems\":1}},\"required\":[\"value\"],"
                    "\"additionalProperties\":false}," LEAF_JSON "}}");
    check(&node, NULL,
          HEAD_JSON "\"type\":\"object\",\"properties\":{\"value\":{\"$ref\":\"#/$defs/leaf\"},\"below\":{\"type\":"
                    "\"array\",\"items\":{\"$ref\":\"#\"},\"minItems\":1}},\"required\":[\"value\"],"
                    "\"additionalProperties\":false,\"$defs\":{" LEAF_JSON "}}");
}

/* Members made from another table, sets of which one must be there, and a shape beside the root. */
static void base_schema_objects(void **state)
{
    (void)state;
    static const char *const SETS[] = {"a b", "c", NULL};
    static const char *const PAIR[] = {"a", "b"};
    static const struct schema_shape root = {
        .kind = SCHEMA_OBJECT, .gather = gather, .row = 1, .one_of = SETS, .together = PAIR, .most = 2};
    static const struct schema_shape beside = {.kind = SCHEMA_MAP, .name = "beside", .of = &leaf};
    check(&root, &beside,
          HEAD_JSON
          "\"type\":\"object\",\"properties\":{\"first\":{\"$ref\":\"#/$defs/leaf\"}},\"required\":[\"first\"],"
          "\"oneOf\":[{\"required\":[\"a\",\"b\"]},{\"required\":[\"c\"]}],\"dependentRequired\":{\"a\":[\"b\"],"
          "\"b\":[\"a\"]},\"maxProperties\":2,\"additionalProperties\":false,\"$defs\":{" LEAF_JSON
          ",\"beside\":{\"type\":\"object\",\"additionalProperties\":{\"$ref\":\"#/$defs/leaf\"}}}}");
}

/* Words by number give null once; an integer has bounds only where they differ, and no greatest number of all. */
static void base_schema_values(void **state)
{
    (void)state;
    static const struct schema_shape words = {.kind = SCHEMA_WORDS, .word = word, .count = 3};
    static const struct schema_shape count = {.kind = SCHEMA_INTEGER, .most = INT64_MAX};
    static const struct schema_shape any = {.kind = SCHEMA_ANY}, number = {.kind = SCHEMA_INTEGER};
    static const struct schema_shape *const EITHER[] = {&words, &count, &any, &number, NULL};
    static const struct schema_shape root = {.kind = SCHEMA_EITHER, .either = EITHER};
    check(&root, NULL,
          HEAD_JSON
          "\"anyOf\":[{\"enum\":[\"a\",null]},{\"type\":\"integer\",\"minimum\":0},{},{\"type\":\"integer\"}],"
          "\"$defs\":{}}");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(base_schema_names),
        cmocka_unit_test(base_schema_objects),
        cmocka_unit_test(base_schema_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
