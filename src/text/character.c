#include "text/character.h"

#include <stddef.h>

struct range {
    uint32_t first;
    uint32_t last;
};

#define RANGE(first, last) {first, last},
static const struct range invisible[] = {
#include "text/invisible.def"
};
#undef RANGE

/* character.def holds several lists; each is read with the others switched off. */
#define KATAKANA(first, last)
#define HIRAGANA(first, last)
#define HAN(first, last)
#define BLANK(first, last)
#define BIDI(first, last)
#define ENDING(first, last)

#undef KATAKANA
#define KATAKANA(first, last) {first, last},
static const struct range katakana[] = {
#include "text/character.def"
};
#undef KATAKANA
#define KATAKANA(first, last)

#undef HIRAGANA
#define HIRAGANA(first, last) {first, last},
static const struct range hiragana[] = {
#include "text/character.def"
};
#undef HIRAGANA
#define HIRAGANA(first, last)

#undef HAN
#define HAN(first, last) {first, last},
static const struct range han[] = {
#include "text/character.def"
};
#undef HAN
#define HAN(first, last)

#undef BLANK
#define BLANK(first, last) {first, last},
static const struct range blank[] = {
#include "text/character.def"
};
#undef BLANK
#define BLANK(first, last)

#undef BIDI
#define BIDI(first, last) {first, last},
static const struct range bidi[] = {
#include "text/character.def"
};
#undef BIDI
#define BIDI(first, last)

#undef ENDING
#define ENDING(first, last) {first, last},
static const struct range ending[] = {
#include "text/character.def"
};

/* The lists are short and in order: a walk that stops early beats a binary search. */
static bool is_in(const struct range *ranges, size_t count, uint32_t point)
{
    for (size_t i = 0; i < count && point >= ranges[i].first; i++) {
        if (point <= ranges[i].last) return true;
    }
    return false;
}

#define IS_IN(ranges, point) is_in(ranges, sizeof(ranges) / sizeof(ranges)[0], point)

bool text_is_katakana(uint32_t point)
{
    return IS_IN(katakana, point);
}

bool text_is_hiragana(uint32_t point)
{
    return IS_IN(hiragana, point);
}

bool text_is_japanese(uint32_t point)
{
    if (point >= 0x4E00 && point <= 0x9FFF) /* most of what is asked */
        return true;
    return IS_IN(hiragana, point) || IS_IN(katakana, point) || IS_IN(han, point);
}

bool text_is_ascii_word(uint32_t point)
{
    return (point >= '0' && point <= '9') || (point >= 'A' && point <= 'Z') || (point >= 'a' && point <= 'z');
}

bool text_is_blank(uint32_t point)
{
    return IS_IN(blank, point);
}

bool text_is_dash(uint32_t point)
{
    switch (point) {
#define DASH(member) case member:
#define WAVE(member)
#define DOT(member)
#define BAR(member)
#include "text/dash.def"
#undef DASH
#undef WAVE
#undef DOT
#undef BAR
        return true;
    default:
        return false;
    }
}

bool text_is_invisible(uint32_t point)
{
    return IS_IN(invisible, point);
}

bool text_is_bidi_control(uint32_t point)
{
    return IS_IN(bidi, point);
}

bool text_is_control(uint32_t point)
{
    return point < 0x20 || (point >= 0x7F && point <= 0x9F) || point == 0x2028 || point == 0x2029;
}

bool text_is_sentence_end(uint32_t point)
{
    return IS_IN(ending, point);
}

#define IDEOGRAPHIC_COMMA 0x3001u
#define WIDE_COMMA        0xFF0Cu

bool text_is_comma(uint32_t point)
{
    return point == IDEOGRAPHIC_COMMA || point == WIDE_COMMA || point == ',';
}
