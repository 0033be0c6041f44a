/* base/json - writing JSON in a stream, and reading it whole (the one door to jansson).
 *
 * A writer puts members one after another into a buf, with commas, indentation and escaping in order; nothing is kept,
 * so results of any size can be written piece by piece and the buf emptied in between. Strings must be valid UTF-8
 * (they are, since text/source.h checks at the door); control and bidi characters are escaped. Errors are sticky in the
 * buf. Misuse (a value without a key in an object) is a programmer's error and asserted.
 * Values are "added" because jansson has a json_string and a json_null of its own. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/buf.h"

#include <stdbool.h>

#define JSON_DEPTH 32

struct json_writer {
    struct buf *out;
    int indent; /* spaces per level, 0 = everything on one line */
    int broken; /* objects and arrays at this depth or above have each member on a line of its own */
    int depth;
    bool filled[JSON_DEPTH]; /* whether the open object or array at this depth has a member already */
    bool object[JSON_DEPTH]; /* whether it is an object: its values need keys */
    bool after_key;
};

/* A writer at the top level, where a value may follow another without a comma (one per line, say). */
void json_init(struct json_writer *writer, struct buf *out, int indent);
/* What lies deeper than `depth` objects and arrays is written on one line: results are large, and half of them would be
 * indentation. Behind json_init. */
void json_break_down_to(struct json_writer *writer, int depth);
/* Objects and arrays nest up to JSON_DEPTH - 1; empty ones stay on their line: {} and []. */
void json_object_begin(struct json_writer *writer);
void json_object_end(struct json_writer *writer);  /* the object begun last */
void json_array_begin(struct json_writer *writer); /* a value, as an object is */
void json_array_end(struct json_writer *writer);   /* the array begun last */
/* The name of the next value, in which nothing needs escaping; before every value in an object, nowhere else. */
void json_key(struct json_writer *writer, const char *key);
/* The same for any name in UTF-8. */
void json_key_escaped(struct json_writer *writer, const char *key);
/* A value each. */
void json_add_string(struct json_writer *writer, const char *bytes, size_t len);
void json_add_text(struct json_writer *writer, const char *string); /* NUL-terminated; NULL gives null */
void json_add_int(struct json_writer *writer, int64_t value);
void json_add_bool(struct json_writer *writer, bool value);
/* An object of integers under names in which nothing needs escaping. */
struct json_int {
    const char *key;
    int64_t value;
};
void json_add_ints(struct json_writer *writer, const struct json_int *members, size_t count);
void json_add_null(struct json_writer *writer);

/* A value that was read, with all that is in it; borrowed from the root, which alone is freed. */
struct json_tree;

/* Where reading failed: a byte offset, and in words why. */
struct json_fault {
    size_t byte;
    bool cut; /* the text ends too early */
    char words[160];
};

/* Reads one JSON value and nothing behind it: UTF-8, no key twice. STATUS_INVALID with *out_fault, STATUS_NO_MEMORY. */
enum status json_tree_read(const char *bytes, size_t len, struct json_tree **out_root,
                           struct json_fault *out_fault) MUST_CHECK;
void json_tree_free(struct json_tree *root); /* accepts NULL */
/* The member of an object; NULL when it is none or has none of that name. Accepts NULL, as all below. */
const struct json_tree *json_tree_get(const struct json_tree *object, const char *key);
size_t json_tree_count(const struct json_tree *array); /* 0 when it is none */
const struct json_tree *json_tree_item(const struct json_tree *array, size_t index);
bool json_tree_is_object(const struct json_tree *value);
bool json_tree_is_array(const struct json_tree *value);
bool json_tree_is_bool(const struct json_tree *value);
bool json_tree_is_null(const struct json_tree *value); /* also when it is absent: NULL */
/* The text, and its bytes in *out_len; NULL when it is none. */
const char *json_tree_text(const struct json_tree *value, size_t *out_len);
/* False when it is no integer. */
bool json_tree_int(const struct json_tree *value, int64_t *out_number);
bool json_tree_is_true(const struct json_tree *value);

/* Lets jansson take its memory from base/alloc. Call once, before any thread is started. */
void json_use_alloc(void);

#endif
