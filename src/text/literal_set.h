/* text/literal_set - sets of strings that a part of an expression can match or needs: the arithmetic of text/literal.c.
 *
 * Sets and their strings live in the arena of the memory given; when it is out, no_memory is set and what is returned
 * is of no use. */
#ifndef TEXT_LITERAL_SET_H
#define TEXT_LITERAL_SET_H

#include "base/arena.h"
#include "text/view.h"

#define TEXT_LITERAL_RUN 32

/* Strings of which one is meant; no item means that nothing is known. */
struct text_literals {
    struct text_view *items;
    size_t count;
};

/* What is known about a part of an expression. */
struct text_literal_piece {
    struct text_literals exact;    /* every string that it can match, when these are few */
    struct text_literals edge;     /* else: strings of which one begins and one ends any match of it */
    struct text_literals required; /* strings of which one stands in any match of it, each of two code points or more */
    struct text_literals also;     /* the same for another part of it; not known unless `required` is */
};

/* Parts that follow each other, while they are read. */
struct text_literal_sequence {
    struct text_literals run[TEXT_LITERAL_RUN]; /* the latest parts, as far back as their strings are known */
    size_t run_count;
    struct text_literals whole;
    struct text_literals best; /* that the run so far requires */
    struct text_literals required;
    struct text_literals also;
};

struct text_literal_memory {
    struct arena *arena;
    bool no_memory;
};

/* Just this string, which is borrowed. */
struct text_literals text_literals_of(struct text_literal_memory *memory, struct text_view string);
/* Each string of a followed by each of b; unknown when one of them is, or when these are too many. */
struct text_literals text_literals_product(struct text_literal_memory *memory, struct text_literals a,
                                           struct text_literals b);
/* Both together; unknown when one of them is, or when these are too many. */
struct text_literals text_literals_either(struct text_literal_memory *memory, struct text_literals a,
                                          struct text_literals b);

/* No part yet: nothing but the empty string. */
struct text_literal_sequence text_literal_sequence_begin(struct text_literal_memory *memory);
/* The next part. */
void text_literal_sequence_add(struct text_literal_memory *memory, struct text_literal_sequence *sequence,
                               const struct text_literal_piece *piece);
/* The parts as one. */
struct text_literal_piece text_literal_sequence_end(struct text_literal_memory *memory,
                                                    struct text_literal_sequence *sequence);

#endif
