/* text/character - what kind of character a code point is, for matching Japanese text. Tables are in
 * character.def, invisible.def, dash.def (look-alikes), radical.def (CJK Radicals Supplement; Unicode's
 * Equivalent_Unified_Ideograph). Pure functions. */
#ifndef TEXT_CHARACTER_H
#define TEXT_CHARACTER_H

#include <stdbool.h>
#include <stdint.h>

bool text_is_katakana(uint32_t point); /* letters, small letters, U+30FC; not the middle dot */
bool text_is_hiragana(uint32_t point); /* letters and iteration marks */
/* Han, hiragana, katakana, iteration marks and U+30FC: a line break between two of these may be inside a word. */
bool text_is_japanese(uint32_t point);
bool text_is_ascii_word(uint32_t point); /* A-Z a-z 0-9: asks for a word boundary */
bool text_is_blank(uint32_t point);      /* Unicode's White_Space but for line feed and carriage return */
/* A dash of dash.def (hyphens, dashes, minus signs, box line; not U+30FC, not the ideograph one). */
bool text_is_dash(uint32_t point);
/* Dropped by folding: zero-width characters, soft hyphen, BOM, variation selectors, bidi controls. */
bool text_is_invisible(uint32_t point);
bool text_is_bidi_control(uint32_t point); /* UAX #9 explicit formatting: may reorder what a reader sees */
bool text_is_control(uint32_t point);      /* C0, DEL, C1, U+2028, U+2029 */
bool text_is_sentence_end(uint32_t point); /* full stop, exclamation, question mark, any width */
bool text_is_comma(uint32_t point);        /* 、 ， and the ASCII one */
/* The small letter of an ASCII capital; every other byte as it is. */
static inline char text_ascii_small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Of folded text: a letter or digit, so no blank, mark or middle dot: what counts as text of one's own. */
static inline bool text_is_letter(uint32_t point)
{
    const bool ascii = (point >= '0' && point <= '9') || (point >= 'a' && point <= 'z');
    const bool mark = point == 0x30FB || (point >= 0xFF00 && point <= 0xFF0F); /* the middle dot, and wide marks */
    return ascii || (point >= 0x3041 && !mark) || point == 0x3005;
}

#endif
