/* Each field has a definition, with the value that it takes; each home (the submission, a request, a row of a
 * breakdown, a claim) is an object with all names of its fields. Take `it_investment` with the other name IT投資:
 *
 *     properties         it_investment, IT投資                 what an editor proposes
 *     patternProperties  any other width or case of these      what the reader takes besides
 *     allOf              not both names at once; for a needed field: one of the names, or one that fits its pattern
 *
 * A needed field's definition takes no empty value. `amount` is needed in a request unless it gives `supplementary`, so
 * there its definition takes one and the condition asks for a `given` value. */
#include "doc/schema.h"

#include "text/character.h"
#include "text/utf8.h"

#include <string.h>

struct writing {
    struct json_writer *json;
    const struct doc_schema *schema;
    enum doc_home home;
};

static const struct {
    enum doc_home home;
    enum doc_field list; /* whose items they are */
    const char *name;    /* under $defs */
} HOMES[] = {{DOC_IN_SUBMISSION, DOC_FIELD_COUNT, "submission"},
             {DOC_IN_REQUEST, DOC_FIELD_REQUESTS, "request"},
             {DOC_IN_ROW, DOC_FIELD_BREAKDOWN, "row"},
             {DOC_IN_CLAIM, DOC_FIELD_PRIORITIES, "claim"}};
#define HOME_COUNT (sizeof HOMES / sizeof *HOMES)

static void add_text(struct json_writer *json, const char *key, const char *text)
{
    json_key(json, key);
    json_add_text(json, text);
}

static void add_view(struct json_writer *json, struct text_view text)
{
    json_add_string(json, text.at ? text.at : "", text.len);
}

/* Ends what was made in a buffer for the writer: its failure is the writer's. */
static void end_made(struct json_writer *json, struct buf *text)
{
    if (buf_status(text) != STATUS_OK && json->out->status == STATUS_OK) json->out->status = STATUS_NO_MEMORY;
    buf_clear(text);
}

/* A member whose value, or a key which, was made in a buffer; the buffer is freed. */
static void add_made(struct json_writer *json, const char *key, struct buf *text)
{
    bool whole = buf_status(text) == STATUS_OK;
    json_key(json, key);
    json_add_string(json, whole ? text->bytes : "", whole ? text->len : 0);
    end_made(json, text);
}

static void add_made_key(struct json_writer *json, struct buf *text)
{
    buf_add_char(text, '\0');
    json_key_escaped(json, buf_status(text) == STATUS_OK ? text->bytes : "");
    end_made(json, text);
}

/* ---- names */

/* The next name of the field from *at on, or nothing behind the last. In Japanese the names that packs give come
 * first, in English the canonical one: `at` counts through the words twice. */
static struct text_view next_name(const struct writing *to, enum doc_field field, size_t *at)
{
    const struct doc_words *words = &to->schema->words->fields;
    struct text_view canonical = text_view_of(doc_field_name(field));
    for (; *at < 2 * words->count; ++*at) {
        const struct doc_word *word = &words->items[*at % words->count];
        bool first = *at < words->count, is_canonical = text_view_equal(word->written, canonical);
        if (word->meaning != (int)field || first != (is_canonical == (to->schema->language == TEXT_EN))) continue;
        ++*at;
        return word->written;
    }
    return (struct text_view){0};
}

static void add_code_point(struct buf *out, uint32_t point)
{
    char bytes[4];
    buf_add(out, bytes, text_utf8_encode(point, bytes));
}

/* Nothing else may have a backslash before it. */
static void add_literally(struct buf *out, uint32_t point)
{
    if (point < 0x80 && point > 0 && strchr("^$\\.*+?()[]{}|/", (int)point)) buf_add_char(out, '\\');
    if (point == '-') buf_add_string(out, "\\u002D"); /* has a meaning between brackets alone */
    else add_code_point(out, point);
}

/* One character of a name in a pattern: an ASCII one in any case and width. */
static void add_any_width(struct buf *out, uint32_t point)
{
    enum { WIDE = 0xFF00 - 0x20 };
    bool letter = (point | 32) >= 'a' && (point | 32) <= 'z';
    if (point <= ' ' || point >= 0x7F) {
        add_code_point(out, point);
        return;
    }
    buf_add_char(out, '[');
    add_literally(out, point);
    add_code_point(out, point + WIDE);
    if (letter) {
        add_code_point(out, point ^ 32);
        add_code_point(out, (point ^ 32) + WIDE);
    }
    buf_add_char(out, ']');
}

/* Folding drops blanks between a Japanese character and an ASCII letter or digit. */
static void add_name_pattern(struct buf *out, struct text_view name)
{
    uint32_t before = 0, point;
    for (size_t at = 0, len; (len = text_utf8_decode(text_view_part(name, at, name.len), &point)) > 0; at += len) {
        bool joins = (text_is_japanese(before) && text_is_ascii_word(point)) ||
                     (text_is_ascii_word(before) && text_is_japanese(point));
        if (joins) buf_add_string(out, "\\s*");
        add_any_width(out, point);
        before = point;
    }
}

static void add_exactly(struct buf *out, struct text_view name)
{
    uint32_t point;
    for (size_t at = 0, len; (len = text_utf8_decode(text_view_part(name, at, name.len), &point)) > 0; at += len)
        add_literally(out, point);
}

/* All names of the field in any width, `exact`: as they are written. */
static void add_names_pattern(const struct writing *to, struct buf *out, enum doc_field field, bool exact)
{
    struct text_view name;
    bool any = false;
    for (size_t at = 0; (name = next_name(to, field, &at)).len > 0; any = true) {
        if (any) buf_add_char(out, '|');
        if (exact) add_exactly(out, name);
        else add_name_pattern(out, name);
    }
}

/* Any name of the field but those that are in `properties`, which would be marked twice. */
static void add_other_names(const struct writing *to, struct buf *out, enum doc_field field)
{
    buf_add_string(out, "^(?!(?:");
    add_names_pattern(to, out, field, true);
    buf_add_string(out, ")$)\\s*(?:");
    add_names_pattern(to, out, field, false);
    buf_add_string(out, ")\\s*$");
}

/* ---- values */

static void add_types(struct json_writer *json, bool with_boolean, bool needed)
{
    json_key(json, "type");
    json_array_begin(json);
    json_add_text(json, "string");
    json_add_text(json, "number");
    if (with_boolean) json_add_text(json, "boolean");
    if (!needed) json_add_text(json, "null");
    json_array_end(json);
    if (needed) add_text(json, "pattern", "\\S");
}

static void begin_proposals(struct json_writer *json)
{
    json_key(json, "anyOf");
    json_array_begin(json);
    json_object_begin(json);
    json_key(json, "enum");
    json_array_begin(json);
}

/* Anything else will do as well. */
static void end_proposals(struct json_writer *json, bool with_boolean, bool needed)
{
    json_array_end(json);
    json_object_end(json);
    json_object_begin(json);
    add_types(json, with_boolean, needed);
    json_object_end(json);
    json_array_end(json);
}

static void add_unit(const struct writing *to, bool needed)
{
    begin_proposals(to->json);
#define AMOUNT_UNIT(word, yen) json_add_text(to->json, word);
#include "doc/amount.def"
#undef AMOUNT_UNIT
    end_proposals(to->json, false, needed);
}

static bool is_ascii(struct text_view text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] & 0x80) return false;
    return true;
}

static void add_words(const struct writing *to, const struct doc_words *words, bool needed)
{
    begin_proposals(to->json);
    for (size_t pass = 0; pass < 2; pass++) /* those of the language first */
        for (size_t i = 0; i < words->count; i++)
            if (is_ascii(words->items[i].written) == (pass == (to->schema->language == TEXT_JA)))
                add_view(to->json, words->items[i].written);
    end_proposals(to->json, true, needed);
}

static void add_ministry(const struct writing *to)
{
    const struct doc_vocabulary *words = to->schema->words;
    begin_proposals(to->json);
    for (size_t i = 0; i < words->ministry_count; i++)
        add_view(to->json, to->schema->language == TEXT_EN ? words->ministries[i].english : words->ministries[i].name);
    end_proposals(to->json, true, true);
}

/* A clause with its heading beside it, each by itself: an editor shows one when it proposes the other. */
static void add_area(const struct writing *to)
{
    struct json_writer *json = to->json;
    json_key(json, "anyOf");
    json_array_begin(json);
    for (size_t i = 0; i < to->schema->area_count; i++) {
        json_object_begin(json);
        json_key(json, "const");
        add_view(json, to->schema->areas[i].label);
        json_key(json, "description");
        add_view(json, to->schema->areas[i].heading);
        json_object_end(json);
    }
    json_object_begin(json);
    add_types(json, true, true);
    json_object_end(json);
    json_array_end(json);
}

static void add_items(const struct writing *to, enum doc_field field)
{
    struct buf pointer;
    buf_init(&pointer);
    buf_add_string(&pointer, "#/$defs/");
    for (size_t i = 0; i < HOME_COUNT; i++)
        if (HOMES[i].list == field) buf_add_string(&pointer, HOMES[i].name);
    json_key(to->json, "items");
    json_object_begin(to->json);
    add_made(to->json, "$ref", &pointer);
    json_object_end(to->json);
}

static void add_list(const struct writing *to, enum doc_field field)
{
    add_text(to->json, "type", "array");
    add_items(to, field);
    json_key(to->json, "minItems");
    json_add_int(to->json, 1);
}

/* Nothing at all, also as an empty text, is no list and no mistake. */
static void add_optional_list(const struct writing *to, enum doc_field field)
{
    struct json_writer *json = to->json;
    json_key(json, "anyOf");
    json_array_begin(json);
    json_object_begin(json);
    add_text(json, "type", "array");
    add_items(to, field);
    json_object_end(json);
    json_object_begin(json);
    add_text(json, "type", "null");
    json_object_end(json);
    json_object_begin(json);
    add_text(json, "const", "");
    add_text(json, "type", "string");
    json_object_end(json);
    json_array_end(json);
}

static void add_value(const struct writing *to, enum doc_field field, bool needed)
{
    if (field == DOC_FIELD_MINISTRY) {
        add_ministry(to);
        return;
    }
    if (field == DOC_FIELD_AREA) {
        add_area(to);
        return;
    }
    switch (doc_field_type(field)) {
    case DOC_TYPE_TEXT:
        add_types(to->json, true, needed);
        break;
    case DOC_TYPE_YEAR:
    case DOC_TYPE_AMOUNT:
        add_types(to->json, false, needed);
        break;
    case DOC_TYPE_UNIT:
        add_unit(to, needed);
        break;
    case DOC_TYPE_CATEGORY:
        add_words(to, &to->schema->words->categories, needed);
        break;
    case DOC_TYPE_BOOLEAN:
        add_words(to, &to->schema->words->booleans, needed);
        break;
    case DOC_TYPE_LIST:
        if (needed) add_list(to, field);
        else add_optional_list(to, field);
        break;
    }
}

/* ---- definitions */

#define NEEDED    "_needed"    /* ends the name of the definition that takes no empty value */
#define OTHERWISE "_otherwise" /* … of the condition that the field is there under a spelling of no property */

/* Whether the value itself may not be empty there. */
static bool is_needed(enum doc_field field, enum doc_home home)
{
    bool instead = field == DOC_FIELD_AMOUNT && home == DOC_IN_REQUEST;
    return (doc_field_needed(field) & home) && !instead;
}

/* Whether the field has such a definition. */
static bool is_defined(enum doc_field field, bool needed)
{
    for (size_t i = 0; i < HOME_COUNT; i++)
        if ((doc_field_homes(field) & HOMES[i].home) && is_needed(field, HOMES[i].home) == needed) return true;
    return false;
}

static void add_definition(const struct writing *to, enum doc_field field, bool needed)
{
    struct text_view guidance = to->schema->words->guidance[field][to->schema->language];
    struct buf name;
    buf_init(&name);
    buf_add_string(&name, doc_field_name(field));
    if (needed) buf_add_string(&name, NEEDED);
    add_made_key(to->json, &name);
    json_object_begin(to->json);
    if (guidance.len > 0) {
        json_key(to->json, "description");
        add_view(to->json, guidance);
    }
    add_value(to, field, needed);
    json_object_end(to->json);
}

/* Some other name is there: it is not so that no name fits. */
static void add_condition(const struct writing *to, enum doc_field field)
{
    struct json_writer *json = to->json;
    struct buf key, pattern;
    buf_init(&key);
    buf_init(&pattern);
    buf_add_string(&key, doc_field_name(field));
    buf_add_string(&key, OTHERWISE);
    add_other_names(to, &pattern, field);
    add_made_key(json, &key);
    json_object_begin(json);
    json_key(json, "not");
    json_object_begin(json);
    json_key(json, "propertyNames");
    json_object_begin(json);
    json_key(json, "not");
    json_object_begin(json);
    add_made(json, "pattern", &pattern);
    for (int i = 0; i < 4; i++)
        json_object_end(json);
}

static void add_reference(const struct writing *to, enum doc_field field)
{
    struct buf pointer;
    buf_init(&pointer);
    buf_add_string(&pointer, "#/$defs/");
    buf_add_string(&pointer, doc_field_name(field));
    if (is_needed(field, to->home)) buf_add_string(&pointer, NEEDED);
    json_object_begin(to->json);
    add_made(to->json, "$ref", &pointer);
    json_object_end(to->json);
}

/* ---- homes */

static bool is_here(const struct writing *to, enum doc_field field)
{
    return doc_field_homes(field) & to->home;
}

static void add_key(struct json_writer *json, struct text_view name)
{
    struct buf key;
    buf_init(&key);
    buf_add(&key, name.at, name.len);
    add_made_key(json, &key);
}

static void add_properties(const struct writing *to)
{
    json_key(to->json, "properties");
    json_object_begin(to->json);
    for (int i = 0; i < DOC_FIELD_COUNT; i++) {
        struct text_view name;
        for (size_t at = 0; is_here(to, (enum doc_field)i) && (name = next_name(to, (enum doc_field)i, &at)).len > 0;) {
            add_key(to->json, name);
            add_reference(to, (enum doc_field)i);
        }
    }
    json_object_end(to->json);
}

static void add_patterns(const struct writing *to)
{
    json_key(to->json, "patternProperties");
    json_object_begin(to->json);
    for (int i = 0; i < DOC_FIELD_COUNT; i++) {
        struct buf pattern;
        if (!is_here(to, (enum doc_field)i)) continue;
        buf_init(&pattern);
        add_other_names(to, &pattern, (enum doc_field)i);
        add_made_key(to->json, &pattern);
        add_reference(to, (enum doc_field)i);
    }
    json_object_end(to->json);
}

static void add_required(struct json_writer *json, struct text_view first, struct text_view second)
{
    json_key(json, "required");
    json_array_begin(json);
    add_view(json, first);
    if (second.len > 0) add_view(json, second);
    json_array_end(json);
}

/* The name is there; `given`: with a value. */
static void add_presence(struct json_writer *json, struct text_view name, bool given)
{
    json_object_begin(json);
    add_required(json, name, (struct text_view){0});
    if (given) {
        json_key(json, "properties");
        json_object_begin(json);
        add_key(json, name);
        json_object_begin(json);
        add_text(json, "$ref", "#/$defs/given");
        json_object_end(json);
        json_object_end(json);
    }
    json_object_end(json);
}

static void add_other_presence(const struct writing *to, enum doc_field field)
{
    struct buf pointer;
    buf_init(&pointer);
    buf_add_string(&pointer, "#/$defs/");
    buf_add_string(&pointer, doc_field_name(field));
    buf_add_string(&pointer, OTHERWISE);
    json_object_begin(to->json);
    add_made(to->json, "$ref", &pointer);
    json_object_end(to->json);
}

static void add_presences(const struct writing *to, enum doc_field field, bool given)
{
    struct text_view name;
    for (size_t at = 0; (name = next_name(to, field, &at)).len > 0;)
        add_presence(to->json, name, given);
    add_other_presence(to, field);
}

static void add_need(const struct writing *to, enum doc_field field)
{
    bool given = !is_needed(field, to->home);
    if (!(doc_field_needed(field) & to->home)) return;
    json_object_begin(to->json);
    json_key(to->json, "anyOf");
    json_array_begin(to->json);
    add_presences(to, field, given);
    if (given) add_presences(to, DOC_FIELD_SUPPLEMENTARY, given);
    json_array_end(to->json);
    json_object_end(to->json);
}

static void add_not_both(struct json_writer *json, struct text_view first, struct text_view second)
{
    json_object_begin(json);
    json_key(json, "not");
    json_object_begin(json);
    add_text(json, "type", "object"); /* what is none has no names */
    add_required(json, first, second);
    json_object_end(json);
    json_object_end(json);
}

/* Not one of its names and another spelling besides. */
static void add_not_also(const struct writing *to, enum doc_field field)
{
    struct json_writer *json = to->json;
    struct text_view name;
    json_object_begin(json);
    json_key(json, "not");
    json_object_begin(json);
    add_text(json, "type", "object");
    json_key(json, "allOf");
    json_array_begin(json);
    add_other_presence(to, field);
    json_object_begin(json);
    json_key(json, "anyOf");
    json_array_begin(json);
    for (size_t at = 0; (name = next_name(to, field, &at)).len > 0;)
        add_presence(json, name, false);
    json_array_end(json);
    json_object_end(json);
    json_array_end(json);
    json_object_end(json);
    json_object_end(json);
}

/* No two of its names. */
static void add_single(const struct writing *to, enum doc_field field)
{
    struct text_view first, second;
    for (size_t at = 0; (first = next_name(to, field, &at)).len > 0;)
        for (size_t behind = at; (second = next_name(to, field, &behind)).len > 0;)
            add_not_both(to->json, first, second);
    add_not_also(to, field);
}

static void add_home(struct writing *to, enum doc_home home)
{
    struct json_writer *json = to->json;
    to->home = home;
    add_text(json, "type", "object");
    add_properties(to);
    add_patterns(to);
    json_key(json, "additionalProperties");
    json_add_bool(json, false);
    json_key(json, "allOf");
    json_array_begin(json);
    for (int i = 0; i < DOC_FIELD_COUNT; i++) {
        if (!is_here(to, (enum doc_field)i)) continue;
        add_need(to, (enum doc_field)i);
        add_single(to, (enum doc_field)i);
    }
    json_array_end(json);
}

static void add_definitions(struct writing *to)
{
    struct json_writer *json = to->json;
    json_key(json, "$defs");
    json_object_begin(json);
    for (size_t i = 1; i < HOME_COUNT; i++) {
        json_key(json, HOMES[i].name);
        json_object_begin(json);
        add_home(to, HOMES[i].home);
        json_object_end(json);
    }
    for (int i = 0; i < DOC_FIELD_COUNT; i++) {
        for (int needed = 0; needed < 2; needed++)
            if (is_defined((enum doc_field)i, needed)) add_definition(to, (enum doc_field)i, needed);
        add_condition(to, (enum doc_field)i);
    }
    json_key(json, "given");
    json_object_begin(json);
    add_types(json, true, true);
    json_object_end(json);
    json_object_end(json);
}

void doc_schema_write(struct json_writer *json, const struct doc_schema *schema)
{
    struct writing to = {.json = json, .schema = schema};
    schema_begin(json, &schema->head);
    add_home(&to, DOC_IN_SUBMISSION);
    add_definitions(&to);
    json_object_end(json);
}
