/* Members of a JSON value, each looked at for its type: what is absent or null may be harmless, what is of another type
 * never is. */
#include "review/stored_part.h"

static const struct text_view none;

void review_reader_fault(struct review_reader *reader, const char *member)
{
    if (reader->status != STATUS_OK) return;
    reader->status = review_reader_refuse(reader, DIAGNOSTIC_RESULT_MEMBER, reader->line, text_view_of(member), none);
}

enum status review_reader_refuse(struct review_reader *reader, enum diagnostic_code code, uint32_t byte,
                                 struct text_view a, struct text_view b)
{
    const struct text_span span = {reader->source, byte, byte};
    text_diagnostics_add(reader->diagnostics, code, NULL, span, a, b, none);
    return reader->diagnostics->status == STATUS_OK ? STATUS_INVALID : reader->diagnostics->status;
}

void *review_reader_room(struct review_reader *reader, size_t count, size_t size)
{
    void *room = arena_alloc(reader->arena, (count + 1) * size);
    if (!room) reader->status = STATUS_NO_MEMORY;
    return room;
}

/* ---- plain values */

struct text_view review_reader_text(struct review_reader *reader, const struct json_tree *object, const char *key)
{
    const struct json_tree *value = json_tree_get(object, key);
    size_t len;
    const char *text = json_tree_text(value, &len);
    if (!text && !json_tree_is_null(value)) review_reader_fault(reader, key);
    const char *copy = text && len > 0 ? arena_copy(reader->arena, text, len) : "";
    if (!copy) reader->status = STATUS_NO_MEMORY;
    return (struct text_view){copy ? copy : "", copy && text ? len : 0};
}

struct text_view review_reader_name(struct review_reader *reader, const struct json_tree *object, const char *key)
{
    if (json_tree_is_null(json_tree_get(object, key))) review_reader_fault(reader, key);
    return review_reader_text(reader, object, key);
}

int64_t review_reader_int(struct review_reader *reader, const struct json_tree *object, const char *key,
                          int64_t otherwise)
{
    const struct json_tree *value = json_tree_get(object, key);
    int64_t number = otherwise;
    if (!json_tree_int(value, &number) && !json_tree_is_null(value)) review_reader_fault(reader, key);
    return number;
}

uint32_t review_reader_count(struct review_reader *reader, const struct json_tree *object, const char *key)
{
    int64_t number = review_reader_int(reader, object, key, 0);
    if (number >= 0 && number <= INT32_MAX) return (uint32_t)number;
    review_reader_fault(reader, key);
    return 0;
}

bool review_reader_flag(struct review_reader *reader, const struct json_tree *object, const char *key)
{
    const struct json_tree *value = json_tree_get(object, key);
    if (!json_tree_is_bool(value) && !json_tree_is_null(value)) review_reader_fault(reader, key);
    return json_tree_is_true(value);
}

int review_reader_choice(struct review_reader *reader, const struct json_tree *object, const char *key,
                         const char *(*name_at)(int), int count, int otherwise)
{
    const struct json_tree *value = json_tree_get(object, key);
    size_t len;
    const char *text = json_tree_text(value, &len);
    for (int i = 0; text && i < count; i++)
        if (name_at(i) && text_view_equal(text_view_of(name_at(i)), (struct text_view){text, len})) return i;
    if (otherwise < 0 || !json_tree_is_null(value)) review_reader_fault(reader, key);
    return otherwise < 0 ? 0 : otherwise;
}

/* ---- what holds others */

const struct json_tree *review_reader_object(struct review_reader *reader, const struct json_tree *object,
                                             const char *key)
{
    const struct json_tree *value = json_tree_get(object, key);
    if (json_tree_is_object(value)) return value;
    if (!json_tree_is_null(value)) review_reader_fault(reader, key);
    return NULL;
}

const struct json_tree *review_reader_list(struct review_reader *reader, const struct json_tree *object,
                                           const char *key)
{
    const struct json_tree *value = json_tree_get(object, key);
    if (json_tree_is_array(value)) return value;
    if (!json_tree_is_null(value)) review_reader_fault(reader, key);
    return NULL;
}

const struct json_tree *review_reader_item(struct review_reader *reader, const struct json_tree *list, size_t index,
                                           const char *key)
{
    const struct json_tree *item = json_tree_item(list, index);
    if (!json_tree_is_object(item)) review_reader_fault(reader, key);
    return item;
}

struct text_place review_reader_place(struct review_reader *reader, const struct json_tree *object, const char *key)
{
    const struct json_tree *from = review_reader_object(reader, object, key);
    if (json_tree_get(from, "sheet"))
        return (struct text_place){.line = review_reader_count(reader, from, "row"),
                                   .column = review_reader_count(reader, from, "char"),
                                   .cell = review_reader_count(reader, from, "column"),
                                   .sheet = review_reader_name(reader, from, "sheet")};
    struct text_place place = {.line = review_reader_count(reader, from, "line"),
                               .column = review_reader_count(reader, from, "column"),
                               .byte = review_reader_count(reader, from, "byte"),
                               .unit = review_reader_count(reader, from, "utf16")};
    if (place.unit == 0) place.unit = place.column;
    return place.line > 0 ? place : (struct text_place){0};
}
