/* doc/vocabulary - the words that a submission is written in: field names, values, markers. The table types are
 * declared here; the pack loader fills them from rules/common (and the year's pack), so no such word is in src/.
 * All strings are folded (text/fold.h) unless said otherwise, and live as long as the rule set. */
#ifndef DOC_VOCABULARY_H
#define DOC_VOCABULARY_H

#include "doc/field.h"
#include "text/diagnostic.h"
#include "text/fold.h"
#include "text/view.h"

enum doc_category {
    DOC_CATEGORY_NONE,
    DOC_CATEGORY_NEW,
    DOC_CATEGORY_CONTINUING,
    DOC_CATEGORY_EXPANDED,
    DOC_CATEGORIES
};

/* What a marker word says; X(code, name in packs). */
enum doc_marker {
#define MARKER(code, name) DOC_MARKER_##code,
#include "doc/marker.def"
#undef MARKER
    DOC_MARKER_COUNT
};

/* How a field of a list's items is called, where the field's own name does not say whose it is; not folded. */
struct doc_column_label {
    enum doc_field list, field;
    struct text_view in[TEXT_LANGUAGES]; /* by tables */
    struct text_view inside;             /* within the list, in Japanese; empty: as anywhere */
};

/* A word and what it stands for (an enum of this file). */
struct doc_word {
    struct text_view folded;
    int meaning;
    struct text_view written; /* as the pack writes it first, not folded */
};

struct doc_words {
    const struct doc_word *items;
    size_t count;
};

struct doc_ministry {
    struct text_view code;    /* as in the register, not folded */
    struct text_view name;    /* canonical, not folded */
    struct text_view english; /* not folded */
};

/* What the name of a row, of a table or of a breakdown, says that it sums up. */
enum doc_sum { DOC_SUM_NONE, DOC_SUM_TOTAL, DOC_SUM_SUBTOTAL };

/* What other words in tables say. */
enum doc_table_word {
    DOC_TABLE_SERIAL, /* heads running numbers */
    DOC_TABLE_BUDGET, /* behind a fiscal year in a heading: what was voted for it */
    DOC_TABLE_DEMAND, /* there too: what is asked for it */
    DOC_TABLE_DITTO   /* in a cell: as in the cell above */
};

struct doc_vocabulary {
    const struct text_folder *folder;
    struct doc_words fields;                        /* canonical names and aliases -> enum doc_field */
    struct text_view field_labels[DOC_FIELD_COUNT]; /* the first other name of each, not folded; empty: none */
    struct text_view guidance[DOC_FIELD_COUNT][TEXT_LANGUAGES]; /* what each wants, a sentence, not folded; or empty */
    struct doc_words columns; /* of tables: list * DOC_FIELD_COUNT + field of its items */
    const struct doc_column_label *column_labels;
    size_t column_label_count;
    struct doc_words sums;                            /* names of rows that sum up others -> enum doc_sum */
    struct doc_words table_words;                     /* -> enum doc_table_word */
    struct doc_words categories;                      /* -> enum doc_category */
    struct text_view category_labels[DOC_CATEGORIES]; /* the first other name of each, not folded; empty: none */
    struct doc_words booleans;                        /* -> 0 or 1 */
    struct text_view boolean_labels[2];               /* as category_labels */
    struct doc_words markers;                         /* -> enum doc_marker, longest first */
    const struct doc_ministry *ministries;
    size_t ministry_count;
    struct doc_words ministry_names; /* canonical, short, English, code -> index into ministries */
};

/* A folded text without its blanks, in the arena; its `at` NULL when memory is out. */
struct text_view doc_word_without_blanks(struct arena *arena, struct text_view folded);
/* The meaning of a folded word, or -1. */
int doc_words_find(const struct doc_words *words, struct text_view folded);
/* Meaning of a word in any spelling, -1 when it is none of them. Fails only when memory is out. */
enum status doc_find_word(const struct doc_words *words, const struct text_folder *folder, struct arena *arena,
                          struct text_view text, int *out_meaning) MUST_CHECK;
/* How writers call a field in that language: the pack's first name for it in Japanese, else the canonical one. */
struct text_view doc_field_label(const struct doc_vocabulary *words, enum doc_field field, enum text_language language);
/* The same for a field of the items of a list (DOC_FIELD_COUNT: of none), there and as a column of a table. */
struct text_view doc_item_label(const struct doc_vocabulary *words, enum doc_field list, enum doc_field field,
                                enum text_language language);
struct text_view doc_column_label(const struct doc_vocabulary *words, enum doc_field list, enum doc_field field,
                                  enum text_language language);

#endif
