/* doc/label_part - private to label: what the files of the label reader share.
 *
 * label_token.c cuts a label into numerals, label_table.c holds the clauses and writes canonical labels,
 * label_heading.c knows headings, label_nearest.c ranks candidates, label_list.c sees lists, label.c reads. */
#ifndef DOC_LABEL_PART_H
#define DOC_LABEL_PART_H

#include "doc/label.h"

#define DOC_LABEL_TOKENS  8 /* more numerals in a row are no label */
#define DOC_LABEL_NOWHERE ((size_t)-1)

struct doc_label_token {
    enum doc_numeral kind;
    int64_t value;
    bool bracketed;
    bool apart; /* a separator, a blank or a bracket parts it from the numeral before */
    size_t end; /* byte offset behind it, brackets included */
    uint32_t
        levels; /* bit per level (the item's behind them) that is written with the words around it; all by itself */
};

struct doc_label_tokens {
    struct doc_label_token items[DOC_LABEL_TOKENS];
    size_t count;
};

/* A clause with what matching needs. */
struct doc_label_entry {
    struct doc_clause_name name;
    struct text_view *keys; /* headings and aliases, as doc_heading_key makes them */
    size_t key_count;
    int64_t *item_values;
};

struct doc_label_table {
    const struct text_folder *folder;
    struct doc_label_grammar grammar;
    struct doc_label_entry *entries;
    size_t count;
};

/* The numbers that a row of tokens says. */
struct doc_label_numbers {
    int64_t levels[DOC_LABEL_LEVELS];
    size_t depth;
    int64_t item; /* 0: none named */
};

/* Cuts the numerals off the start of the text: label_token.c. */
void doc_label_cut(const struct doc_label_grammar *grammar, struct text_view text, struct doc_label_tokens *out_tokens);
/* Length of a separator at the start of the view (blanks around it included), 0 when there is none. */
size_t doc_label_separator(struct text_view view);
/* True when the view starts with an opening bracket. */
bool doc_label_opens(struct text_view view);

enum doc_label_fit {
    DOC_LABEL_FITS,
    DOC_LABEL_SKIPS, /* well-formed numerals, but a level seems to be missing: out holds what stands before the gap */
    DOC_LABEL_NO_FIT
};

/* Gives the first `count` tokens to the grammar's levels from `start` on: label.c. */
enum doc_label_fit doc_label_assign(const struct doc_label_grammar *grammar, const struct doc_label_token *tokens,
                                    size_t count, size_t start, struct doc_label_numbers *out_numbers);

/* Index of the clause with these numbers, or DOC_LABEL_NOWHERE. */
size_t doc_label_find(const struct doc_label_table *table, const struct doc_label_numbers *numbers);

/* Folded, without the blanks that part no latin words, without quotes around it. */
enum status doc_heading_key(const struct text_folder *folder, struct arena *arena, struct text_view heading,
                            struct text_view *out_key) MUST_CHECK;

enum doc_heading {
    DOC_HEADING_NONE,  /* nobody's */
    DOC_HEADING_EXACT, /* the clause's own */
    DOC_HEADING_LOOSE, /* a part of the clause's own, or very near to it */
    DOC_HEADING_OTHER, /* another clause's, exactly */
    DOC_HEADING_NEAR   /* another clause's, nearly or in part */
};

/* Whose heading a key is. `own` may be DOC_LABEL_NOWHERE; *out_clause is set for all but NONE. */
enum doc_heading doc_heading_find(const struct doc_label_table *table, struct text_view key, size_t own,
                                  size_t *out_clause);
/* True when the shorter one is a part of the longer, or they are very near to each other; *out_distance ranks. */
bool doc_heading_resembles(struct text_view key, struct text_view heading, uint32_t *out_distance);

/* Fills label->nearest. `first` (or DOC_LABEL_NOWHERE) leads the list. */
void doc_label_nearest(const struct doc_label_table *table, const struct doc_label_numbers *numbers,
                       const struct doc_label_tokens *tokens, size_t first, struct doc_label *label);
void doc_heading_nearest(const struct doc_label_table *table, struct text_view key, size_t first,
                         struct doc_label *label);

#endif
