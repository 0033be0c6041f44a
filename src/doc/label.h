/* doc/label - clause labels: 2(1)③, ２（１）③, 2-(1)-③, 2.1.3, (1)③, 第2(1)③, 2（２）①ⅲ, 2(5), with or without the
 * clause's heading, or the heading alone, normalised to one clause of the year's guideline.
 *
 * How labels are built is pack data (struct doc_label_grammar); this file knows numerals and separators, no clauses.
 * Labels are read from unfolded text: folding turns ２① into 21. Any numeral kind is accepted for a level when
 * separators or brackets make the levels clear; canonical writing uses the grammar's own. */
#ifndef DOC_LABEL_H
#define DOC_LABEL_H

#include "base/arena.h"
#include "base/status.h"
#include "doc/numeral.h"
#include "text/fold.h"

#define DOC_LABEL_LEVELS  4
#define DOC_LABEL_NEAREST 3

struct doc_label_level {
    enum doc_numeral numeral;
    struct text_view before; /* "(" of "({})" */
    struct text_view after;  /* ")" */
};

struct doc_label_grammar {
    const struct text_view *prefixes; /* may stand before a label and mean nothing */
    size_t prefix_count;
    int64_t omit; /* value of the first level when it is left out; 0: never left out */
    struct doc_label_level levels[DOC_LABEL_LEVELS];
    size_t level_count;
    struct doc_label_level item; /* below a clause */
};

/* One clause as the grammar sees it. numbers[] is filled by doc_label_table_new from `label`. */
struct doc_clause_name {
    struct text_view label;          /* canonical, as the pack writes it */
    struct text_view headings[2];    /* ja, en; not folded */
    const struct text_view *aliases; /* other headings */
    size_t alias_count;
    const struct text_view *items; /* canonical item names, in order */
    size_t item_count;
    int64_t numbers[DOC_LABEL_LEVELS];
    size_t depth;
};

struct doc_label_table;

/* Takes the clauses (copied, in order) and reads their labels by the grammar. Folder, and what the views and lists of
 * grammar and clauses point at, are borrowed and must live as long as the table. STATUS_INVALID when a label does not
 * follow the grammar or two are alike: *out_bad is its index. */
enum status doc_label_table_new(struct arena *arena, const struct text_folder *folder,
                                const struct doc_label_grammar *grammar, const struct doc_clause_name *clauses,
                                size_t count, struct doc_label_table **out_table, size_t *out_bad) MUST_CHECK;

/* How many clauses it holds. */
size_t doc_label_count(const struct doc_label_table *table);
/* A clause as the table holds it, numbers and depth filled in. */
const struct doc_clause_name *doc_label_clause(const struct doc_label_table *table, size_t index);

enum doc_label_result {
    DOC_LABEL_OK,
    DOC_LABEL_MALFORMED, /* no clause label and no heading */
    DOC_LABEL_UNKNOWN,   /* well-formed, but the guideline has no such clause */
    DOC_LABEL_HEADING,   /* label and heading belong to different clauses: clause and other */
    DOC_LABEL_ITEM       /* the clause has no such item */
};

struct doc_label {
    enum doc_label_result result;
    size_t clause;                     /* OK, HEADING, ITEM: index into the clauses */
    size_t item;                       /* index into its items + 1; 0: none named */
    size_t other;                      /* HEADING: the clause that the heading belongs to */
    size_t nearest[DOC_LABEL_NEAREST]; /* UNKNOWN, MALFORMED: candidates, best first */
    size_t nearest_count;
    size_t written; /* OK: bytes of the trimmed text that are the label, without its heading; 0: a heading alone */
};

/* Reads a label; no failure but memory (folding the heading needs scratch from the arena). */
enum status doc_label_parse(const struct doc_label_table *table, struct arena *arena, struct text_view text,
                            struct doc_label *out_label) MUST_CHECK;

/* Whether the text names two clauses or more that the guideline has, with marks between them or by their last numerals
 * (2(1)①③). No failure but memory. */
enum status doc_label_lists(const struct doc_label_table *table, struct arena *arena, struct text_view text,
                            bool *out_several) MUST_CHECK;

#endif
