#include "base/schema.h"

#include <assert.h>
#include <string.h>

/* Named shapes are gathered before anything is written, in the order in which they are met; the root is "#". */
struct writing {
    struct json_writer *json;
    const struct schema_shape *root;
    const struct schema_shape *named[SCHEMA_NAMED_MOST];
    size_t count;
};

const struct schema_member *schema_members(const struct schema_shape *shape, struct schema_member *room,
                                           size_t *out_count)
{
    *out_count = shape->gather ? shape->gather(shape, room) : shape->members ? shape->count : 0;
    assert(*out_count <= SCHEMA_MEMBERS_MOST);
    return shape->gather ? room : shape->members;
}

/* ---- which shapes have a name */

static void meet(struct writing *to, const struct schema_shape *shape);

static void meet_parts(struct writing *to, const struct schema_shape *shape)
{
    struct schema_member room[SCHEMA_MEMBERS_MOST];
    size_t count;
    const struct schema_member *members = schema_members(shape, room, &count);
    for (size_t i = 0; i < count; i++)
        meet(to, members[i].shape);
    for (size_t i = 0; shape->either && shape->either[i]; i++)
        meet(to, shape->either[i]);
    if (shape->of) meet(to, shape->of);
}

static void meet(struct writing *to, const struct schema_shape *shape)
{
    if (shape == to->root) return;
    for (size_t i = 0; shape->name && i < to->count; i++)
        if (to->named[i] == shape) return;
    if (shape->name) {
        assert(to->count < SCHEMA_NAMED_MOST);
        to->named[to->count++] = shape;
    }
    meet_parts(to, shape);
}

/* ---- what a shape asks */

static void add_text(struct json_writer *json, const char *key, const char *text)
{
    json_key(json, key);
    json_add_text(json, text);
}

static void add_int(struct json_writer *json, const char *key, int64_t number)
{
    json_key(json, key);
    json_add_int(json, number);
}

static void add_texts(struct json_writer *json, const char *key, const char *const *texts)
{
    json_key(json, key);
    json_array_begin(json);
    for (size_t i = 0; texts[i]; i++)
        json_add_text(json, texts[i]);
    json_array_end(json);
}

static void add_words(struct json_writer *json, const struct schema_shape *shape)
{
    bool has_null = false;
    if (!shape->word) {
        add_texts(json, "enum", shape->words);
        return;
    }
    json_key(json, "enum");
    json_array_begin(json);
    for (int i = 0; i < (int)shape->count; i++) {
        const char *word = shape->word(i);
        if (word || !has_null) json_add_text(json, word);
        has_null = has_null || !word;
    }
    json_array_end(json);
}

static void add_range(struct json_writer *json, const struct schema_shape *shape)
{
    if (shape->least == shape->most) return;
    add_int(json, "minimum", shape->least);
    if (shape->most < INT64_MAX) add_int(json, "maximum", shape->most);
}

static void add_shape(struct writing *to, const struct schema_shape *shape);

static void add_list(struct writing *to, const struct schema_shape *shape)
{
    add_text(to->json, "type", "array");
    json_key(to->json, "items");
    add_shape(to, shape->of);
    if (shape->least > 0) add_int(to->json, "minItems", shape->least);
    if (shape->most > 0) add_int(to->json, "maxItems", shape->most);
}

static void add_required(struct json_writer *json, const struct schema_member *members, size_t count)
{
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        if (!members[i].required) continue;
        if (!any) {
            json_key(json, "required");
            json_array_begin(json);
        }
        any = true;
        json_add_text(json, members[i].name);
    }
    if (any) json_array_end(json);
}

/* The names in "a b". */
static void add_set(struct json_writer *json, const char *names)
{
    json_key(json, "required");
    json_array_begin(json);
    for (size_t len; *names; names += len + strspn(names + len, " ")) {
        len = strcspn(names, " ");
        json_add_string(json, names, len);
    }
    json_array_end(json);
}

static void add_sets(struct json_writer *json, const char *key, const char *const *sets)
{
    json_key(json, key);
    json_array_begin(json);
    for (size_t i = 0; sets[i]; i++) {
        json_object_begin(json);
        add_set(json, sets[i]);
        json_object_end(json);
    }
    json_array_end(json);
}

static void add_together(struct json_writer *json, const char *const *pair)
{
    json_key(json, "dependentRequired");
    json_object_begin(json);
    add_texts(json, pair[0], (const char *const[]){pair[1], NULL});
    add_texts(json, pair[1], (const char *const[]){pair[0], NULL});
    json_object_end(json);
}

static void add_object(struct writing *to, const struct schema_shape *shape)
{
    struct schema_member room[SCHEMA_MEMBERS_MOST];
    size_t count;
    const struct schema_member *members = schema_members(shape, room, &count);
    add_text(to->json, "type", "object");
    json_key(to->json, "properties");
    json_object_begin(to->json);
    for (size_t i = 0; i < count; i++) {
        json_key_escaped(to->json, members[i].name);
        add_shape(to, members[i].shape);
    }
    json_object_end(to->json);
    add_required(to->json, members, count);
    if (shape->one_of) add_sets(to->json, "oneOf", shape->one_of);
    if (shape->any_of) add_sets(to->json, "anyOf", shape->any_of);
    if (shape->together) add_together(to->json, shape->together);
    if (shape->least > 0) add_int(to->json, "minProperties", shape->least);
    if (shape->most > 0) add_int(to->json, "maxProperties", shape->most);
    if (shape->open) return;
    json_key(to->json, "additionalProperties");
    json_add_bool(to->json, false);
}

static void add_map(struct writing *to, const struct schema_shape *shape)
{
    add_text(to->json, "type", "object");
    json_key(to->json, "additionalProperties");
    add_shape(to, shape->of);
}

static void add_either(struct writing *to, const struct schema_shape *shape)
{
    json_key(to->json, "anyOf");
    json_array_begin(to->json);
    for (size_t i = 0; shape->either[i]; i++)
        add_shape(to, shape->either[i]);
    json_array_end(to->json);
}

static void add_body(struct writing *to, const struct schema_shape *shape)
{
    static const char *const SCALAR[] = {"string", "number", "boolean", NULL};
    static const char *const NUMERAL[] = {"integer", "string", NULL};
    struct json_writer *json = to->json;
    switch (shape->kind) {
    case SCHEMA_ANY:
        break;
    case SCHEMA_NULL:
        add_text(json, "type", "null");
        break;
    case SCHEMA_TEXT:
        add_text(json, "type", "string");
        break;
    case SCHEMA_SCALAR:
        add_texts(json, "type", SCALAR);
        add_text(json, "pattern", "\\S");
        break;
    case SCHEMA_INTEGER:
        add_text(json, "type", "integer");
        add_range(json, shape);
        break;
    case SCHEMA_NUMERAL:
        add_texts(json, "type", NUMERAL);
        add_range(json, shape);
        add_text(json, "pattern", "^\\s*-?[0-9]+\\s*$");
        break;
    case SCHEMA_BOOLEAN:
        add_text(json, "type", "boolean");
        break;
    case SCHEMA_WORDS:
        add_words(json, shape);
        break;
    case SCHEMA_LIST:
        add_list(to, shape);
        break;
    case SCHEMA_MAP:
        add_map(to, shape);
        break;
    case SCHEMA_OBJECT:
        add_object(to, shape);
        break;
    case SCHEMA_EITHER:
        add_either(to, shape);
        break;
    }
}

/* "#/$defs/NAME" */
static void add_reference(struct json_writer *json, const char *name)
{
    static const char DEFINITIONS[] = "#/$defs/";
    char pointer[128];
    size_t len = strlen(name);
    assert(sizeof DEFINITIONS + len <= sizeof pointer);
    memcpy(pointer, DEFINITIONS, sizeof DEFINITIONS - 1);
    memcpy(pointer + sizeof DEFINITIONS - 1, name, len + 1);
    add_text(json, "$ref", pointer);
}

static void add_shape(struct writing *to, const struct schema_shape *shape)
{
    json_object_begin(to->json);
    if (shape == to->root) add_text(to->json, "$ref", "#");
    else if (shape->name) add_reference(to->json, shape->name);
    else add_body(to, shape);
    json_object_end(to->json);
}

/* ---- the whole */

void schema_begin(struct json_writer *json, const struct schema_head *head)
{
    json_object_begin(json);
    add_text(json, "$schema", "https://json-schema.org/draft/2020-12/schema");
    add_text(json, "$id", head->id);
    add_text(json, "title", head->title);
    add_text(json, "description", head->description);
}

void schema_write(struct json_writer *json, const struct schema_head *head, const struct schema_shape *root,
                  const struct schema_shape *beside)
{
    struct writing to = {.json = json, .root = root};
    meet_parts(&to, root);
    if (beside) meet(&to, beside);
    schema_begin(json, head);
    add_body(&to, root);
    json_key(json, "$defs");
    json_object_begin(json);
    for (size_t i = 0; i < to.count; i++) {
        json_key(json, to.named[i]->name);
        json_object_begin(json);
        add_body(&to, to.named[i]);
        json_object_end(json);
    }
    json_object_end(json);
    json_object_end(json);
}
