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
    json_break_down_to(writer, JSON_DEPTH);
}

void json_break_down_to(struct json_writer *writer, int depth)
{
    writer->broken = writer->indent > 0 ? depth : 0;
}

static bool is_broken(const struct json_writer *writer, int depth)
{
    return depth <= writer->broken;
}

/* A line break and the indentation at this depth. */
static void new_line(struct json_writer *writer)
{
    buf_add_char(writer->out, '\n');
    buf_add_repeat(writer->out, ' ', (size_t)writer->depth * (size_t)writer->indent);
}

/* Whether a comma stands before the next member of the open object or array; with its line break, where there is one,
 * written already. */
static bool begins_with_comma(struct json_writer *writer)
{
    const bool comma = writer->filled[writer->depth];
    writer->filled[writer->depth] = true;
    if (!is_broken(writer, writer->depth)) return comma;
    if (comma) buf_add_char(writer->out, ',');
    new_line(writer);
    return false;
}

/* Before every value: nothing at the top and after a key. */
static void begin_value(struct json_writer *writer)
{
    assert(writer->after_key == writer->object[writer->depth]);
    if (writer->depth > 0 && !writer->after_key && begins_with_comma(writer)) buf_add_char(writer->out, ',');
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
    if (filled && is_broken(writer, writer->depth + 1)) new_line(writer);
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

/* Bytes that may not stand in a JSON string as they are, and those that may begin a command. */
static const bool is_special[256] = {
#define FOUR(byte) [byte] = true, [(byte) + 1] = true, [(byte) + 2] = true, [(byte) + 3] = true
    FOUR(0x00),   FOUR(0x04),    FOUR(0x08),    FOUR(0x0C),    FOUR(0x10),    FOUR(0x14),   FOUR(0x18), FOUR(0x1C),
    ['"'] = true, ['\\'] = true, [0x7F] = true, [0xC2] = true, [0xD8] = true, [0xE2] = true
#undef FOUR
};

#define BLOCK 32

/* Whether a block has none of these: compared all at once, which compilers turn into a few instructions. */
static bool is_plain_block(const unsigned char *at)
{
    unsigned char special = 0;
    for (size_t i = 0; i < BLOCK; i++)
        special |= (at[i] < 0x20) | (at[i] == '"') | (at[i] == '\\') | (at[i] == 0x7F) | (at[i] == 0xC2) |
                   (at[i] == 0xD8) | (at[i] == 0xE2);
    return special == 0;
}

/* Index of the first byte from `from` on, before `to`, that may not stand in a JSON string as it is; else `to`. */
static size_t special_from(const unsigned char *at, size_t from, size_t to, size_t len)
{
    for (size_t i = from; i < to; i++) {
        if (!is_special[at[i]]) continue;
        if (at[i] < 0x20 || at[i] == '"' || at[i] == '\\' || command_len(at + i, len - i) > 0) return i;
    }
    return to;
}

/* Bytes up to the first that may not stand in a JSON string as it is. */
static size_t plain_len(const char *bytes, size_t len)
{
    const unsigned char *at = (const unsigned char *)bytes;
    size_t begin = 0;
    for (; len - begin >= BLOCK; begin += BLOCK) {
        if (is_plain_block(at + begin)) continue;
        const size_t special = special_from(at, begin, begin + BLOCK, len);
        if (special < begin + BLOCK) return special;
    }
    return special_from(at, begin, len, len);
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
    char *to = buf_room(out, len + 2);
    if (!to) return;
    to[0] = to[len + 1] = '"';
    memcpy(to + 1, bytes, len);
}

/* In one piece: names are a good part of what is written. */
void json_key(struct json_writer *writer, const char *key)
{
    assert(writer->object[writer->depth] && !writer->after_key);
    const size_t len = strlen(key);
    const bool comma = begins_with_comma(writer), blank = is_broken(writer, writer->depth);
    char *to = buf_room(writer->out, comma + len + sizeof "\"\":" - 1 + blank);
    writer->after_key = true;
    if (!to) return;
    if (comma) *to++ = ',';
    *to++ = '"';
    memcpy(to, key, len);
    to[len] = '"';
    to[len + 1] = ':';
    if (blank) to[len + 2] = ' ';
}

void json_key_escaped(struct json_writer *writer, const char *key)
{
    assert(writer->object[writer->depth] && !writer->after_key);
    if (begins_with_comma(writer)) buf_add_char(writer->out, ',');
    add_quoted(writer->out, key, strlen(key));
    buf_add(writer->out, ": ", is_broken(writer, writer->depth) ? 2 : 1);
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

/* Room for a member on one line, without its name: ,"": and the number. */
#define INT_MEMBER (sizeof ",\"\":" - 1 + BUF_INT)

static char *write_int_member(char *to, const struct json_int *member)
{
    const size_t len = strlen(member->key);
    *to++ = '"';
    memcpy(to, member->key, len);
    to += len;
    *to++ = '"';
    *to++ = ':';
    return buf_write_int(to, member->value);
}

/* In one piece: half of a result's members tell places. */
static void add_ints_on_line(struct json_writer *writer, const struct json_int *members, size_t count)
{
    size_t most = sizeof "{}" - 1;
    for (size_t i = 0; i < count; i++)
        most += INT_MEMBER + strlen(members[i].key);
    begin_value(writer);
    char *const room = buf_room(writer->out, most), *to = room;
    if (!room) return;
    *to++ = '{';
    for (size_t i = 0; i < count; i++) {
        if (i > 0) *to++ = ',';
        to = write_int_member(to, &members[i]);
    }
    *to++ = '}';
    buf_take_back(writer->out, (size_t)(room + most - to));
}

void json_add_ints(struct json_writer *writer, const struct json_int *members, size_t count)
{
    if (!is_broken(writer, writer->depth + 1)) {
        add_ints_on_line(writer, members, count);
        return;
    }
    json_object_begin(writer);
    for (size_t i = 0; i < count; i++) {
        json_key(writer, members[i].key);
        json_add_int(writer, members[i].value);
    }
    json_object_end(writer);
}

void json_add_bool(struct json_writer *writer, bool value)
{
    add_word(writer, value ? "true" : "false");
}

void json_add_null(struct json_writer *writer)
{
    add_word(writer, "null");
}

/* Whether jansson was denied memory by this thread: it calls that a mistake in the text, here and there. */
static _Thread_local bool denied;

static void *bytes_for_jansson(size_t size)
{
    void *bytes = alloc_bytes(size);
    if (!bytes) denied = true;
    return bytes;
}

void json_use_alloc(void)
{
    json_set_alloc_funcs(bytes_for_jansson, alloc_free);
}

/* ---- feeding jansson
 *
 * Jansson collects every token in one buffer. When that cannot grow, bytes of the token are missing in it, and reading
 * a string out of it runs past its end. So the text is given to it inside an array, behind a number, of which bytes may
 * be missing, as long as the longest token of the text:
 *
 *     [0.000000000000,{"text":"token"}]
 *
 * The buffer has then grown to what it will need; if that went wrong, the end of the input follows in place of the
 * text. Any later denial jansson bears. */

#define FEED_HEAD 4 /* bytes before the text that are no 0 of the long row */

struct feed {
    const char *bytes;
    size_t len;
    size_t row;   /* zeros of the number behind its point */
    size_t given; /* bytes of all */
};

static size_t feed(void *to, size_t most, void *context)
{
    struct feed *it = context;
    size_t text = it->row + FEED_HEAD, end = text + it->len;
    char *out = to;
    size_t count = 0;
    if (denied || it->given > end) return 0;
    for (; count < most && it->given < text - 1; it->given++)
        out[count++] = it->given < 3 ? "[0."[it->given] : '0';
    if (count > 0) return count; /* a denial must be seen before the text */
    if (it->given == text - 1) {
        out[0] = ',';
        it->given++;
        return 1;
    }
    count = end - it->given < most ? end - it->given : most;
    memcpy(out, it->bytes + (it->given - text), count);
    if (count == 0) out[count++] = ']';
    it->given += count;
    return count;
}

/* Jansson's buffer doubles from 16 bytes on, with one for the NUL. The byte behind the number, too, must find room: a
 * denial just there would be too late. */
static size_t row_for(size_t longest)
{
    size_t row = longest + 1, whole = row + FEED_HEAD - 1;
    return (whole & (whole - 1)) == 0 ? row + 1 : row;
}

/* Bytes of the longest string, with its quotes, or other run without a blank. */
static size_t longest_token(const char *bytes, size_t len)
{
    size_t longest = 0, begin = 0;
    for (size_t i = 0; i < len; i++) {
        if (bytes[i] == '"') {
            for (begin = i++; i < len && bytes[i] != '"'; i++)
                i += bytes[i] == '\\';
        }
        size_t end = i < len ? i + 1 : len;
        if (end - begin > longest) longest = end - begin;
        if (i < len && strchr("\" \t\r\n,:[]{}", bytes[i])) begin = i + 1;
    }
    return longest;
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

/* Without an error of jansson's: the text is none, or several values with commas between them. */
static void set_fault(struct json_fault *fault, const json_error_t *error, size_t before, size_t len)
{
    const char *words = error ? error->text : "one value expected";
    size_t position = error && error->position > 0 ? (size_t)error->position : 0;
    bool more = error && json_error_code(error) == json_error_end_of_input_expected;
    fault->cut = position > before + len && !more;
    if (fault->cut) words = "premature end of input"; /* not: unexpected ']', which is ours */
    size_t words_len = strnlen(words, sizeof fault->words - 1);
    fault->byte = position > before ? position - before : 0;
    if (fault->byte > len) fault->byte = len;
    memcpy(fault->words, words, words_len);
    fault->words[words_len] = '\0';
}

enum status json_tree_read(const char *bytes, size_t len, struct json_tree **out_root, struct json_fault *out_fault)
{
    json_error_t error;
    struct feed it = {.bytes = bytes, .len = len, .row = row_for(longest_token(bytes, len))};
    denied = false;
    json_t *list = json_load_callback(feed, &it, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
    if (!list && (denied || json_error_code(&error) == json_error_out_of_memory)) return STATUS_NO_MEMORY;
    json_t *root = json_array_size(list) == 2 ? json_incref(json_array_get(list, 1)) : NULL;
    if (!root) set_fault(out_fault, list ? NULL : &error, it.row + FEED_HEAD, len);
    json_decref(list);
    if (!root) return STATUS_INVALID;
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

bool json_tree_is_bool(const struct json_tree *value)
{
    return json_is_boolean(own(value));
}

bool json_tree_is_null(const struct json_tree *value)
{
    return !value || json_is_null(own(value));
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
