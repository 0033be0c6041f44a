#include "base/json.h"
#include "doc/write.h"
#include "doc/write_scalar.h"

#define INDENT 2

static int64_t integer_of(struct text_view text)
{
    int64_t value = 0;
    bool negative = text.at[0] == '-';
    for (size_t i = negative; i < text.len; i++)
        value = value * 10 + (text.at[i] - '0');
    return negative ? -value : value;
}

/* Numbers, true, false and null are what stood without quotes and looks the same in JSON; all else is text. */
static void add_value(struct json_writer *json, const struct doc_written_member *member)
{
    struct text_view text = member->text;
    bool yes = text_view_equal(text, text_view_of("true")), no = text_view_equal(text, text_view_of("false"));
    if (doc_written_is_null(member)) json_add_null(json);
    else if (!member->quoted && (yes || no)) json_add_bool(json, yes);
    else if (!member->quoted && doc_scalar_is_integer(text)) json_add_int(json, integer_of(text));
    else json_add_string(json, text.at, text.len);
}

static enum status add_mapping(struct doc_writing *writing, struct json_writer *json, const struct doc_written *from,
                               enum doc_field list);

static enum status add_member(struct doc_writing *writing, struct json_writer *json,
                              const struct doc_written_member *member, enum doc_field list)
{
    enum status status = STATUS_OK;
    struct text_view label = doc_item_label(writing->words, list, member->field, writing->language);
    const char *key = arena_copy(writing->arena, label.at, label.len);
    if (!key) return STATUS_NO_MEMORY;
    json_key(json, key);
    if (!member->list) {
        add_value(json, member);
        return STATUS_OK;
    }
    json_array_begin(json);
    for (size_t i = 0; i < member->count && status == STATUS_OK; i++)
        status = add_mapping(writing, json, &member->items[i], member->field);
    json_array_end(json);
    return status;
}

static enum status add_mapping(struct doc_writing *writing, struct json_writer *json, const struct doc_written *from,
                               enum doc_field list)
{
    enum status status = STATUS_OK;
    json_object_begin(json);
    for (size_t i = 0; i < from->count && status == STATUS_OK; i++)
        status = add_member(writing, json, &from->members[i], list);
    json_object_end(json);
    return status;
}

static enum status add_document(struct doc_writing *writing, const struct doc_written *from, int indent,
                                struct buf *out)
{
    struct json_writer json;
    json_init(&json, out, indent);
    enum status status = add_mapping(writing, &json, from, DOC_FIELD_COUNT);
    buf_add_char(out, '\n');
    return status == STATUS_OK ? buf_status(out) : status;
}

enum status doc_write_json(struct doc_writing *writing, const struct doc_written_set *set, struct buf *out)
{
    const struct text_view none = {0};
    if (set->count == 1) return add_document(writing, &set->items[0], INDENT, out);
    text_diagnostics_add(writing->diagnostics, DIAGNOSTIC_CONVERT_ONE, NULL, set->items[1].span, none, none, none);
    return STATUS_INVALID;
}

enum status doc_write_lines(struct doc_writing *writing, const struct doc_written_set *set, struct buf *out)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < set->count && status == STATUS_OK; i++)
        status = add_document(writing, &set->items[i], 0, out);
    return status;
}
