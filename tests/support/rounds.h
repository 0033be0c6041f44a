/* support/rounds - two rounds laid by hand, compared and said in a few words.
 *
 * Texts stand for their hashes, and fingerprints are made of what real ones are made of. */
#ifndef SUPPORT_ROUNDS_H
#define SUPPORT_ROUNDS_H

#include "base/arena.h"
#include "review/rounds.h"

#define ROUND_ROWS 8
#define FINDINGS   4

struct claim {
    const char *area, *text, *item;
};

struct finding {
    const char *rule, *area, *text;
    enum rule_severity severity;
    bool over_set, on_file;
    const char *also; /* id of another request of the round that it speaks of */
};

/* A request; those of one file follow one another. A row without `id` and `title` at all is a file without requests. */
struct row {
    const char *file, *ministry, *id, *title;
    const struct claim *claims; /* NULL: none; else ended by one without area */
    int64_t yen;
    struct finding findings[FINDINGS];
    const char *text; /* of the request but its claims */
    enum doc_amount_kind kind;
    bool passes;
    size_t document;
};

#define ERROR(rule, area, text)                                                                                        \
    {                                                                                                                  \
        rule, area, text, RULE_ERROR, false, false, NULL                                                               \
    }
#define NOTE(rule, area, text)                                                                                         \
    {                                                                                                                  \
        rule, area, text, RULE_NOTE, false, false, NULL                                                                \
    }
#define SET(rule, area, text)                                                                                          \
    {                                                                                                                  \
        rule, area, text, RULE_WARNING, true, false, NULL                                                              \
    }
#define NONE                                                                                                           \
    {                                                                                                                  \
        0                                                                                                              \
    }
#define FILE_ERROR(rule)                                                                                               \
    {                                                                                                                  \
        rule, NULL, NULL, RULE_ERROR, false, true, NULL                                                                \
    }

#define ON(area_, text_)                                                                                               \
    {                                                                                                                  \
        .area = area_, .text = text_                                                                                   \
    }
#define CLAIM(text_) ((const struct claim[]){ON("5(1)①", text_), {0}})
#define R(id_, title_, text_)                                                                                          \
    {                                                                                                                  \
        .file = "a", .ministry = "M", .id = id_, .title = title_, .claims = CLAIM(text_)                               \
    }
#define OLD(...) ((const struct row[ROUND_ROWS]){__VA_ARGS__})
#define NEW(...) ((const struct row[ROUND_ROWS]){__VA_ARGS__})

/* Two packs of one id and other contents; what is laid is judged by the first. */
extern const struct review_pack round_packs[2];

/* Zeroed; fails the running test when memory is out. */
void *round_room(struct arena *arena, size_t size);
/* A round of these rows, up to one without a file. */
struct review_stored round_lay(struct arena *arena, const struct row *rows);
/* Every request in a few words, then `files` and the findings on files: "1>9 title text 200 fixed:E; files new:SUM".
 * Lives in the arena. */
const char *round_compared(struct arena *arena, const struct row *old, const struct row *new,
                           struct review_rounds *out_rounds);
/* That the comparison says these words, and that what holds of all rounds holds of it: nothing changed in each compared
 * with itself; the other way round the same pairs, and each finding counted once. */
void round_expect(const struct row *old, const struct row *new, const char *words);

#endif
