/* Of the 65,536 code points of the basic plane a Japanese text uses ideographs (all of one class), kana and CJK marks
 * (U+30xx), ASCII, full-width forms (U+FFxx), general punctuation (U+20xx) and shapes (U+25xx): a page of 256 classes
 * for each. All else is on a page that says "ask", which costs a decomposition each time. */
#include "text/fold_class.h"

#include "text/character.h"
#include "text/fold_cluster.h"

#include <stddef.h>
#include <string.h>

enum page { PAGE_ASK, PAGE_HAN, PAGE_ASCII, PAGE_KANA, PAGE_WIDE, PAGE_MARKS, PAGE_SHAPES };
_Static_assert(PAGE_SHAPES + 1 == FOLD_PAGES, "one page each");

#define FIRST_WIDE 0xFF01u
#define LAST_WIDE  0xFF5Eu

static const uint16_t radicals[] = {
#define RADICAL(point, unified) point,
#include "text/radical.def"
#undef RADICAL
};

static const uint32_t ideographs[] = {
#define RADICAL(point, unified) unified,
#include "text/radical.def"
#undef RADICAL
};

/* radical.def leaves out two code points of the block, so a radical stands at most two places before its distance from
 * the first. */
static uint32_t ideograph_of(uint32_t point)
{
    size_t count = sizeof radicals / sizeof radicals[0];
    if (point < radicals[0] || point > radicals[count - 1]) return point;
    size_t at = point - radicals[0];
    for (at = at < count ? at : count - 1; at > 0 && radicals[at] > point; at--)
        ;
    return radicals[at] == point ? ideographs[at] : point;
}

uint32_t text_fold_map(uint32_t point)
{
    switch (point) {
#define DASH(member)
#define WAVE(member) case member:
#define DOT(member)
#define BAR(member)
#include "text/dash.def"
#undef WAVE
#undef DOT
        return '~';
#define WAVE(member)
#define DOT(member) case member:
#include "text/dash.def"
#undef DOT
#undef BAR
        return 0x30FB;
#define DOT(member)
#define BAR(member) case member:
#include "text/dash.def"
#undef DASH
#undef WAVE
#undef DOT
#undef BAR
        return 0x2016;
    default:
        return ideograph_of(point);
    }
}

static enum text_fold_class class_of_ascii(uint32_t point)
{
    if (point == '\n' || point == '\r') return FOLD_BREAK;
    if (text_is_blank(point)) return FOLD_BLANK;
    if (point == '-') return FOLD_DASH;
    if (point >= 'A' && point <= 'Z') return FOLD_CAPITAL;
    return text_is_ascii_word(point) ? FOLD_WORD : FOLD_OTHER;
}

/* The class of a code point whose normal form is itself. */
static enum text_fold_class class_of_stable(uint32_t point)
{
    if (point == 0x30FC) return FOLD_LONG;
    if (text_is_katakana(point)) return FOLD_KATAKANA;
    if (text_is_hiragana(point)) return FOLD_HIRAGANA;
    return text_is_japanese(point) ? FOLD_HAN : FOLD_OTHER;
}

/* U+3099 U+309A combining, U+309B U+309C spacing, U+FF9E U+FF9F half-width: all taken as the combining one. */
static bool is_voice(uint32_t point)
{
    return (point >= 0x3099 && point <= 0x309C) || point == 0xFF9E || point == 0xFF9F;
}

enum text_fold_class text_fold_class_ask(uint32_t point)
{
    if (point < 0x80) return class_of_ascii(point);
    if (is_voice(point)) return FOLD_VOICE;
    if (text_is_invisible(point)) return FOLD_INVISIBLE;
    if (text_is_blank(point)) return FOLD_BLANK;
    if (text_is_dash(point)) return FOLD_DASH;
    if (text_fold_map(point) != point) return FOLD_MAPPED;
    enum text_fold_form form = text_fold_form_of(point);
    if (form == FOLD_FORM_BACKWARD) return FOLD_MARK;
    return form == FOLD_FORM_STABLE ? class_of_stable(point) : FOLD_COMPLEX;
}

static void fill_page(struct text_fold_classes *classes, uint32_t block, enum page page)
{
    classes->page_of[block] = (uint8_t)page;
    for (uint32_t low = 0; low < 256; low++) {
        classes->pages[page][low] = (uint8_t)text_fold_class_ask(block << 8 | low);
    }
}

void text_fold_classes_fill(struct text_fold_classes *classes)
{
    memset(classes->page_of, PAGE_ASK, sizeof classes->page_of);
    memset(classes->pages[PAGE_ASK], FOLD_ASK, sizeof classes->pages[PAGE_ASK]);
    memset(classes->pages[PAGE_HAN], FOLD_HAN, sizeof classes->pages[PAGE_HAN]);
    memset(classes->page_of + 0x4E, PAGE_HAN, 0xA0 - 0x4E);
    fill_page(classes, 0x00, PAGE_ASCII);
    fill_page(classes, 0x30, PAGE_KANA);
    fill_page(classes, 0x20, PAGE_MARKS);
    fill_page(classes, 0x25, PAGE_SHAPES);
    fill_page(classes, 0xFF, PAGE_WIDE);
    for (uint32_t point = FIRST_WIDE; point <= LAST_WIDE; point++) {
        classes->pages[PAGE_WIDE][point & 0xFF] = FOLD_WIDE;
    }
}
