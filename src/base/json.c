/* Commas and line breaks are written before a member, never after one, so that what is written is right however it goes
 * on; the line break before a closing bracket only when there was a member: {} and [] stay on their line.
 *
 * Strings without anything to escape, nearly all, are copied as they are; the others go through jansson. Results are
 * looked at on terminals too: besides what JSON demands, DEL, C1 controls, line separators and bidi controls are
 * escaped, so that no text from a file can command the terminal or reorder what a reader sees. */
#include "base/json.h"

#include "base/alloc.h"

#include <assert.h>
#include <jansson.h>
#include <string.h>

void json_init(struct json_writer *writer, struct buf *out, int indent)
{
    memset(writer, 0, sizeof *writer);
    writer->out = out;
    writer->indent = indent;
}

static void new_line(struct json_writer *writer)
{
    if (writer->indent == 0) return;
    buf_add_char(writer->out, '\n');
    buf_add_repeat(writer->out, ' ', (size_t)writer->depth * (size_t)writer->indent);
}

/* The comma and line break before a member of the open object or array. */
static void begin_member(struct json_writer *writer)
{
    if (writer->filled[writer->depth]) buf_add_char(writer->out, ',');
    writer->filled[writer->depth] = true;
    new_line(writer);
}

/* Before every value: nothing at the top and after a key. */
static void begin_value(struct json_writer *writer)
{
    assert(writer->after_key == writer->object[writer->depth]);
    if (writer->depth > 0 && !writer->after_key) begin_member(writer);
    writer->after_key = false;
}

static void begin_nested(struct json_writer *writer, char bracket, bool object)
{
    begin_value(writer);
    assert(writer->depth + 1 < JSON_DEPTH);
    buf_add_char(writer->out, bracket);
    writer->depth++;
    writer->filled[writer->depth] = false;
    writer->object[writer->depth] = object;
}

static void end_nested(struct json_writer *writer, char bracket, bool object)
{
    assert(writer->depth > 0 && writer->object[writer->depth] == object && !writer->after_key);
    (void)object;
    bool filled = writer->filled[writer->depth];
    writer->depth--;
    if (filled) new_line(writer);
    buf_add_char(writer->out, bracket);
}

void json_object_begin(struct json_writer *writer)
{
    begin_nested(writer, '{', true);
}

void json_object_end(struct json_writer *writer)
{
    end_nested(writer, '}', true);
}

void json_array_begin(struct json_writer *writer)
{
    begin_nested(writer, '[', false);
}

void json_array_end(struct json_writer *writer)
{
    end_nested(writer, ']', false);
}

static bool between(unsigned c, unsigned first, unsigned last)
{
    return c >= first && c <= last;
}

/* Bytes of the character at the start when it could act on a terminal and JSON lets it stand: U+007F to U+009F, U+061C,
 * U+200E, U+200F, U+2028 to U+202E, U+2066 to U+2069; else 0. */
static size_t command_len(const unsigned char *at, size_t len)
{
    if (at[0] == 0x7F) return 1;
    if (len >= 2 && at[0] == 0xC2) return between(at[1], 0x80, 0x9F) ? 2 : 0;
    if (len >= 2 && at[0] == 0xD8) return at[1] == 0x9C ? 2 : 0;
    if (len < 3 || at[0] != 0xE2) return 0;
    if (at[1] == 0x80 && (between(at[2], 0x8E, 0x8F) || between(at[2], 0xA8, 0xAE))) return 3;
    return at[1] == 0x81 && between(at[2], 0xA6, 0xA9) ? 3 : 0;
}

/* Bytes up to the first that may not stand in a JSON string as it is. */
static size_t plain_len(const char *bytes, size_t len)
{
    const unsigned char *at = (const unsigned char *)bytes;
    size_t i = 0;
    while (i < len && at[i] >= 0x20 && at[i] != '"' && at[i] != '\\') {
        bool lead = at[i] == 0x7F || at[i] == 0xC2 || at[i] == 0xD8 || at[i] == 0xE2;
        if (lead && command_len(at + i, len - i) > 0) break;
        i++;
    }
    return i;
}

/* Writes the character of len bytes, none beyond U+FFFF, as \uXXXX. */
static void add_code_unit(struct buf *out, const unsigned char *at, size_t len)
{
    static const char digits[] = "0123456789abcdef";
    unsigned point = len == 1 ? at[0] : len == 2 ? at[0] & 0x1Fu : at[0] & 0x0Fu;
    for (size_t i = 1; i < len; i++)
        point = point << 6 | (at[i] & 0x3Fu);
    const char escape[6] = {
        '\\', 'u', digits[point >> 12], digits[point >> 8 & 15], digits[point >> 4 & 15], digits[point & 15]};
    buf_add(out, escape, sizeof escape);
}

/* Takes what jansson has written: valid JSON, in which only the terminal's commands still stand. */
static int add_piece(const char *bytes, size_t len, void *out)
{
    const unsigned char *at = (const unsigned char *)bytes;
    size_t kept = 0;
    for (size_t i = 0; i < len; i++) {
        size_t command = command_len(at + i, len - i);
        if (command == 0) continue;
        buf_add(out, bytes + kept, i - kept);
        add_code_unit(out, at + i, command);
        kept = i + command;
        i = kept - 1;
    }
    buf_add(out, bytes + kept, len - kept);
    return 0;
}

static void add_escaped(struct buf *out, const char *bytes, size_t len)
{
    json_t *string = json_stringn_nocheck(bytes, len);
    if (!string || json_dump_callback(string, add_piece, out, JSON_ENCODE_ANY) != 0) out->status = STATUS_NO_MEMORY;
    json_decref(string);
}

static void add_quoted(struct buf *out, const char *bytes, size_t len)
{
    if (plain_len(bytes, len) < len) {
        add_escaped(out, bytes, len);
        return;
    }
    buf_add_char(out, '"');
    buf_add(out, bytes, len);
    buf_add_char(out, '"');
}

void json_key(struct json_writer *writer, const char *key)
{
    assert(writer->object[writer->depth] && !writer->after_key);
    begin_member(writer);
    add_quoted(writer->out, key, strlen(key));
    buf_add_string(writer->out, writer->indent > 0 ? ": " : ":");
    writer->after_key = true;
}

void json_add_string(struct json_writer *writer, const char *bytes, size_t len)
{
    begin_value(writer);
    add_quoted(writer->out, len > 0 ? bytes : "", len);
}

void json_add_text(struct json_writer *writer, const char *string)
{
    if (string) json_add_string(writer, string, strlen(string));
    else json_add_null(writer);
}

static void add_word(struct json_writer *writer, const char *word)
{
    begin_value(writer);
    buf_add_string(writer->out, word);
}

void json_add_int(struct json_writer *writer, int64_t value)
{
    begin_value(writer);
    buf_add_int(writer->out, value);
}

void json_add_bool(struct json_writer *writer, bool value)
{
    add_word(writer, value ? "true" : "false");
}

void json_add_null(struct json_writer *writer)
{
    add_word(writer, "null");
}

/* jansson calls a failed allocation whatever its parser then missed, so it is noted where it happens. */
static _Thread_local bool memory_was_out;

static void *allocate(size_t size)
{
    void *block = alloc_bytes(size);
    if (!block) memory_was_out = true;
    return block;
}

void json_use_alloc(void)
{
    json_set_alloc_funcs(allocate, alloc_free);
}

/* ---- reading: a json_tree is jansson's value under our name */

static const json_t *own(const struct json_tree *value)
{
    return (const json_t *)(const void *)value;
}

static const struct json_tree *ours(const json_t *value)
{
    return (const struct json_tree *)(const void *)value;
}

enum status json_tree_read(const char *bytes, size_t len, struct json_tree **out_root, struct json_fault *out_fault)
{
    json_error_t error;
    memory_was_out = false;
    json_t *root = json_loadb(bytes, len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_ALLOW_NUL, &error);
    if (!root && (memory_was_out || json_error_code(&error) == json_error_out_of_memory)) return STATUS_NO_MEMORY;
    if (!root) {
        out_fault->byte = error.position > 0 ? (size_t)error.position : 0;
        size_t len_of_words = strnlen(error.text, sizeof out_fault->words - 1);
        memcpy(out_fault->words, error.text, len_of_words);
        out_fault->words[len_of_words] = '\0';
        return STATUS_INVALID;
    }
    *out_root = (struct json_tree *)(void *)root;
    return STATUS_OK;
}

void json_tree_free(struct json_tree *root)
{
    json_decref((json_t *)(void *)root);
}

const struct json_tree *json_tree_get(const struct json_tree *object, const char *key)
{
    return ours(json_object_get(own(object), key));
}

size_t json_tree_count(const struct json_tree *array)
{
    return json_array_size(own(array));
}

const struct json_tree *json_tree_item(const struct json_tree *array, size_t index)
{
    return ours(json_array_get(own(array), index));
}

bool json_tree_is_object(const struct json_tree *value)
{
    return json_is_object(own(value));
}

bool json_tree_is_array(const struct json_tree *value)
{
    return json_is_array(own(value));
}

const char *json_tree_text(const struct json_tree *value, size_t *out_len)
{
    *out_len = json_string_length(own(value));
    return json_string_value(own(value));
}

bool json_tree_int(const struct json_tree *value, int64_t *out_number)
{
    if (!json_is_integer(own(value))) return false;
    *out_number = json_integer_value(own(value));
    return true;
}

bool json_tree_is_true(const struct json_tree *value)
{
    return json_is_true(own(value));
}
