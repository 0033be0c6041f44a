#include "report/word.h"

#include "text/character.h"
#include "text/utf8.h"

/* Characters; a word that runs on further is shown as the hit that it is. */
#define REACH_KATAKANA 8
#define REACH_KANJI    1
#define REACH_ENDING   3
#define REACH_STEM     8
#define BARE_ENDING    2 /* so few hiragana alone are the ending of a word */

enum script { OTHER_SCRIPT, KANJI, KATAKANA, HIRAGANA };

static enum script script_of(uint32_t point)
{
    if (text_is_katakana(point)) return KATAKANA;
    if (text_is_hiragana(point)) return HIRAGANA;
    return text_is_japanese(point) ? KANJI : OTHER_SCRIPT;
}

struct character {
    uint32_t begin, end;
    uint32_t point;
    enum script script;
};

static struct character character_at(struct text_view bytes, uint32_t at)
{
    struct character character = {.begin = at, .end = at};
    if (at < bytes.len)
        character.end += (uint32_t)text_utf8_decode(text_view_part(bytes, at, bytes.len), &character.point);
    character.script = character.end > at ? script_of(character.point) : OTHER_SCRIPT;
    return character;
}

/* The character that ends at an offset, which is not 0. */
static struct character character_before(struct text_view bytes, uint32_t at)
{
    do
        at--;
    while (at > 0 && ((unsigned char)bytes.at[at] & 0xC0) == 0x80);
    return character_at(bytes, at);
}

static uint32_t widened_begin(struct text_view bytes, uint32_t begin)
{
    enum script script = character_at(bytes, begin).script;
    uint32_t at = begin;
    for (int i = 0; at > 0 && (script == KANJI || script == KATAKANA); i++) {
        struct character before = character_before(bytes, at);
        if (before.script != script) return at;
        if (i == (script == KANJI ? REACH_KANJI : REACH_KATAKANA)) return begin;
        at = before.begin;
    }
    return at;
}

static bool is_particle(uint32_t point)
{
    static const uint32_t particles[] = {0x3092, 0x306B, 0x304C, 0x306F, 0x306E, 0x3068, 0x3067, 0x3082, 0x3078};
    for (size_t i = 0; i < sizeof particles / sizeof *particles; i++) /* o ni ga wa no to de mo e */
        if (point == particles[i]) return true;
    return false;
}

/* Marks at the end of a hit (整え、) and a particle behind a noun (専門家を) are no part of the word. */
static uint32_t narrowed_end(struct text_view bytes, uint32_t begin, uint32_t end)
{
    struct character last = {0};
    for (; end > begin; end = last.begin) {
        last = character_before(bytes, end);
        if (text_is_letter(last.point) || text_is_ascii_word(last.point)) break;
    }
    if (end == begin || last.begin == begin) return end;
    enum script before = character_before(bytes, last.begin).script;
    bool follows_noun = before == KANJI || before == KATAKANA;
    return is_particle(last.point) && follows_noun ? last.begin : end;
}

static uint32_t widened_end(struct text_view bytes, uint32_t begin, uint32_t end)
{
    enum script script = character_before(bytes, end).script;
    if (script == HIRAGANA && character_at(bytes, begin).script != KANJI) return end; /* a word of hiragana */
    if (script == HIRAGANA && is_particle(character_at(bytes, end).point)) return end;
    int reach = script == HIRAGANA ? REACH_ENDING : REACH_KATAKANA;
    uint32_t at = end;
    for (int i = 0; script == HIRAGANA || script == KATAKANA; i++) {
        struct character next = character_at(bytes, at);
        if (next.script != script) return at;
        if (i == reach) return end;
        at = next.end;
    }
    return end;
}

/* A particle before a noun (の更新, を増員) is no part of the word. */
static uint32_t narrowed_begin(struct text_view bytes, uint32_t begin, uint32_t end)
{
    const struct character first = character_at(bytes, begin), next = character_at(bytes, first.end);
    bool noun = first.end < end && (next.script == KANJI || next.script == KATAKANA);
    return noun && is_particle(first.point) ? first.end : begin;
}

static bool is_bare_ending(struct text_view bytes, uint32_t begin, uint32_t end)
{
    uint32_t at = begin;
    for (int i = 0; i < BARE_ENDING && at < end; i++) {
        const struct character next = character_at(bytes, at);
        if (next.script != HIRAGANA) return false;
        at = next.end;
    }
    return at == end;
}

/* Where the word begins of which only the ending was hit (た of 実施した): its hiragana and one run of kanji or
 * katakana before them. */
static uint32_t stem_begin(struct text_view bytes, uint32_t begin)
{
    enum script stem = HIRAGANA;
    uint32_t at = begin;
    for (int i = 0; i < REACH_STEM && at > 0; i++) {
        const struct character before = character_before(bytes, at);
        bool first_of_stem = stem == HIRAGANA && (before.script == KANJI || before.script == KATAKANA);
        if (first_of_stem) stem = before.script;
        if (before.script != stem) break;
        at = before.begin;
    }
    return stem == HIRAGANA ? begin : at;
}

struct text_view report_word(struct text_span span)
{
    struct text_view hit = text_span_view(span);
    if (!span.source || hit.len == 0) return hit;
    struct text_view bytes = text_source_bytes(span.source);
    uint32_t end = narrowed_end(bytes, span.begin, span.end);
    if (end == span.begin) return hit;
    uint32_t begin = narrowed_begin(bytes, span.begin, end);
    if (is_bare_ending(bytes, begin, end)) return text_view_part(bytes, stem_begin(bytes, begin), end);
    if (begin == span.begin) begin = widened_begin(bytes, begin);
    if (end == span.end) end = widened_end(bytes, span.begin, end);
    return text_view_part(bytes, begin, end);
}
