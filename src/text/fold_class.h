/* text/fold_class - what folding does with each character, by one look into a small table.
 *
 * The classes say who must look at a character: those up to FOLD_CAPITAL are copied by the fast path, those from
 * FOLD_VOICE on belong to the character before them. The table lives in the folder and is immutable. Private to fold.
 */
#ifndef TEXT_FOLD_CLASS_H
#define TEXT_FOLD_CLASS_H

#include <stdbool.h>
#include <stdint.h>

enum text_fold_class {
    FOLD_OTHER,     /* itself, and of no meaning to its neighbours */
    FOLD_HAN,       /* itself, Japanese, not kana */
    FOLD_HIRAGANA,  /* itself */
    FOLD_KATAKANA,  /* itself; not U+30FC */
    FOLD_WORD,      /* itself: a-z 0-9 */
    FOLD_CAPITAL,   /* A-Z */
    FOLD_LONG,      /* U+30FC */
    FOLD_DASH,      /* a dash of dash.def */
    FOLD_BLANK,     /* any blank */
    FOLD_BREAK,     /* line feed, carriage return */
    FOLD_WIDE,      /* U+FF01..U+FF5E, the full-width ASCII */
    FOLD_MAPPED,    /* one code point that text_fold_map gives */
    FOLD_COMPLEX,   /* needs Unicode's normal forms */
    FOLD_VOICE,     /* a voiced or semi-voiced sound mark that is not part of its kana */
    FOLD_MARK,      /* may compose with the character before it, or change order among marks */
    FOLD_INVISIBLE, /* dropped */
    FOLD_ASK        /* only in the table: the class is worked out when it is needed */
};

#define FOLD_PAGES 7

struct text_fold_classes {
    uint8_t page_of[256]; /* by the high byte of a code point below U+10000 */
    uint8_t pages[FOLD_PAGES][256];
};

/* Works out the table: about a tenth of a millisecond. */
void text_fold_classes_fill(struct text_fold_classes *classes);

/* The class of any code point, never FOLD_ASK; without the table, slowly. */
enum text_fold_class text_fold_class_ask(uint32_t point);

/* The member that stands for its family: wave dashes, middle dots, double bars, radicals; others are given back as they
 * are. */
uint32_t text_fold_map(uint32_t point);

/* The class of any code point, never FOLD_ASK. */
static inline enum text_fold_class text_fold_class_of(const struct text_fold_classes *classes, uint32_t point)
{
    uint8_t found = point < 0x10000 ? classes->pages[classes->page_of[point >> 8]][point & 0xFF] : FOLD_ASK;
    return found == FOLD_ASK ? text_fold_class_ask(point) : (enum text_fold_class)found;
}

/* Whether the character belongs to the one before it. */
static inline bool text_fold_joins(enum text_fold_class kind)
{
    return kind >= FOLD_VOICE;
}

#endif
