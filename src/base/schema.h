/* base/schema - tables that say what a value looks like, and JSON Schema (draft 2020-12) written from them.
 *
 * A shape is constant data. The readers of packs look their keys up in the members of the very shapes that the schema
 * is written from, so the two cannot part. A shape that stands in several places, or in itself, has a name and is
 * written once, under $defs; any other is written where it stands.
 * In YAML a text may look like a number or a truth value (`version: 1`): SCHEMA_SCALAR and SCHEMA_NUMERAL take what
 * parsers make of one. */
#ifndef BASE_SCHEMA_H
#define BASE_SCHEMA_H

#include "base/json.h"

#define SCHEMA_MEMBERS_MOST 64 /* of one object */
#define SCHEMA_NAMED_MOST   96 /* shapes with a name */

enum schema_kind {
    SCHEMA_ANY,
    SCHEMA_NULL,
    SCHEMA_TEXT,    /* a string */
    SCHEMA_SCALAR,  /* of YAML: text, number or truth value; not blank */
    SCHEMA_INTEGER, /* from `least` to `most` when these differ */
    SCHEMA_NUMERAL, /* of YAML: an integer, or its digits */
    SCHEMA_BOOLEAN,
    SCHEMA_WORDS,  /* one of `words` */
    SCHEMA_LIST,   /* of `of`; at least `least`, at most `most` (0: any number) */
    SCHEMA_MAP,    /* any key, each with `of` */
    SCHEMA_OBJECT, /* members; with `most` so many of them at once, with `least` no fewer */
    SCHEMA_EITHER  /* one of `either` */
};

struct schema_shape;

struct schema_member {
    const char *name;
    bool required;
    const struct schema_shape *shape;
};

struct schema_shape {
    enum schema_kind kind;
    const char *name; /* under $defs; NULL: none */
    const struct schema_member *members;
    size_t count;
    /* For an object whose members are made from another table: fills `room` (SCHEMA_MEMBERS_MOST) and returns how many.
     * Names must last as long as the shape. */
    size_t (*gather)(const struct schema_shape *shape, struct schema_member *room);
    int row;                       /* for `gather`: of which row */
    bool open;                     /* of an object: further members may stand */
    const char *const *one_of;     /* of an object: exactly one of these sets of members, "a b" */
    const char *const *any_of;     /* of an object: one at least of these; NULL-terminated, as all lists here */
    const char *const *together;   /* of an object: two members of which none stands alone */
    const struct schema_shape *of; /* of what is in a list or map */
    const struct schema_shape *const *either; /* NULL-terminated */
    const char *const *words;                 /* NULL-terminated */
    const char *(*word)(int i);               /* instead: `count` words by number, NULL where null stands */
    int64_t least, most;
};

/* Members of a static table, for an initializer. */
#define SCHEMA_MEMBERS(table) .kind = SCHEMA_OBJECT, .members = (table), .count = sizeof(table) / sizeof *(table)

/* The members of an object; `room` (SCHEMA_MEMBERS_MOST) is used when they have to be made. */
const struct schema_member *schema_members(const struct schema_shape *shape, struct schema_member *room,
                                           size_t *out_count);

struct schema_head {
    const char *id; /* a URN */
    const char *title, *description;
};

/* Begins a schema: an object with `$schema` and the head, to which the caller adds and which the caller ends. */
void schema_begin(struct json_writer *json, const struct schema_head *head);
/* The whole schema of one shape; `beside` (or NULL), which has a name, stands under $defs too. Errors are sticky in the
 * writer's buf. */
void schema_write(struct json_writer *json, const struct schema_head *head, const struct schema_shape *root,
                  const struct schema_shape *beside);

#endif
