/* The blocks that the set's arena handed out are walked from the set itself on, in both loads side by side: a word that
 * points into a block of the one must point to the same place of the same block of the other. Blocks are numbered as
 * they are first met, so their order says nothing about where they lay; what nothing points to is left out.
 *
 *     load 1   set -> [ 7 | 0x5610 | 3 ]    0x5610: [ a b c d ]
 *     load 2   set -> [ 7 | 0x98f0 | 3 ]    0x98f0: [ a b c d ]     so the second word is a pointer to block 1
 *
 * Blocks with pointers are written first (the program copies them and sets the pointers), then those without (the
 * program uses them where they are): above, the linked words 7, 24, 3, of which the second is a link, and the plain
 * word "abcd", which begins at byte 24. */
#include "cli/freeze.h"

#include "base/alloc.h"
#include "rule/frozen.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define WORDS_PER_LINE 8
#define ALIGNMENT      _Alignof(max_align_t)
#define NOT_MET        SIZE_MAX

/* Where this program lies; made by the linker. */
extern const char __executable_start, _end;

struct block {
    const char *at;
    size_t len;
    size_t number; /* as met; or NOT_MET */
};

/* One of the loads. */
struct side {
    const struct arena *arena;
    struct text_view text;
    struct block *blocks; /* by address */
    size_t count, capacity;
    const struct block **met; /* by number */
};

struct placed {
    bool linked;   /* it holds a pointer */
    size_t offset; /* among the linked or the plain blocks */
};

struct freezing {
    struct side sides[2];
    size_t met;
    struct placed *placed; /* by number */
    size_t linked_len, plain_len;
};

/* ---- the blocks of an arena */

static void add_block(void *context, const void *at, size_t len)
{
    struct side *side = context;
    if (side->blocks && side->count < side->capacity) side->blocks[side->count] = (struct block){at, len, NOT_MET};
    side->count++;
}

static int by_address(const void *a, const void *b)
{
    const struct block *x = a, *y = b;
    return (x->at > y->at) - (x->at < y->at);
}

static bool open_side(struct side *side, const struct cli_loaded *loaded)
{
    *side = (struct side){.arena = loaded->set->arena, .text = loaded->text};
    arena_each(side->arena, add_block, side);
    side->capacity = side->count;
    side->count = 0;
    side->blocks = alloc_zeroed(side->capacity, sizeof *side->blocks);
    side->met = alloc_zeroed(side->capacity, sizeof *side->met);
    if (!side->blocks || !side->met) return false;
    arena_each(side->arena, add_block, side);
    qsort(side->blocks, side->count, sizeof *side->blocks, by_address);
    return true;
}

/* The block that holds the address, its end included; blocks never touch. */
static struct block *block_at(const struct side *side, const char *address)
{
    size_t low = 0, high = side->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        struct block *block = &side->blocks[middle];
        if (address < block->at) high = middle;
        else if (address > block->at + block->len) low = middle + 1;
        else return block;
    }
    return NULL;
}

/* ---- words */

/* What a word is in one of the loads. */
struct meaning {
    enum { NOWHERE, TO_ARENA, TO_BLOCK, TO_TEXT } kind;
    size_t offset; /* from the block's or the text's beginning */
    struct block *block;
};

/* What it takes among the others: its end, which something may point to, is within. */
static size_t room_of(const struct block *block)
{
    return (block->len + ALIGNMENT) / ALIGNMENT * ALIGNMENT;
}

static uintptr_t word_at(const struct block *block, size_t at)
{
    uintptr_t word;
    memcpy(&word, block->at + at, sizeof word);
    return word;
}

static struct meaning meaning_of(const struct side *side, uintptr_t word)
{
    const char *address = (const char *)word;
    struct block *block = block_at(side, address);
    if (address == (const char *)side->arena) return (struct meaning){.kind = TO_ARENA};
    if (block) return (struct meaning){TO_BLOCK, (size_t)(address - block->at), block};
    if (address >= side->text.at && address <= side->text.at + side->text.len)
        return (struct meaning){.kind = TO_TEXT, .offset = (size_t)(address - side->text.at)};
    return (struct meaning){.kind = NOWHERE};
}

/* Whether the word points to what belongs to this program; says to what, which mostly is a string. */
static bool is_in_program(uintptr_t word)
{
    bool inside = word >= (uintptr_t)&__executable_start && word < (uintptr_t)&_end;
    if (inside) fprintf(stderr, "embed: a pointer to: %.60s\n", (const char *)word);
    return inside;
}

/* ---- both loads, side by side */

static const char *meet(struct freezing *freezing, struct block *a, struct block *b)
{
    if (a->number != b->number || a->len != b->len) return "two loads point to different things";
    if (a->number != NOT_MET) return NULL;
    freezing->sides[0].met[freezing->met] = a;
    freezing->sides[1].met[freezing->met] = b;
    a->number = b->number = freezing->met++;
    return NULL;
}

/* Both loads are in memory at once: what points to somewhere in its own load is never the same number in both. */
static bool is_link(const struct freezing *freezing, size_t number, size_t at)
{
    uintptr_t x = word_at(freezing->sides[0].met[number], at), y = word_at(freezing->sides[1].met[number], at);
    return x != y && meaning_of(&freezing->sides[0], x).kind != NOWHERE &&
           meaning_of(&freezing->sides[1], y).kind != NOWHERE;
}

/* The word without its second half, which some compilers leave as it happens to be where nothing stands behind a member
 * of 32 bits. */
static uintptr_t first_half(uintptr_t word)
{
    memset((char *)&word + sizeof word / 2, 0, sizeof word / 2);
    return word;
}

/* What is wrong with the word there. A number that happens to look like an address in the program is refused too. */
static const char *compare_word(struct freezing *freezing, size_t number, size_t at)
{
    uintptr_t x = word_at(freezing->sides[0].met[number], at), y = word_at(freezing->sides[1].met[number], at);
    if (x == y && is_in_program(x))
        return "there is a pointer to what belongs to the program; what a set keeps must be copied (rule_name)";
    if (x == y) return NULL;
    if (!is_link(freezing, number, at))
        return first_half(x) == first_half(y) ? NULL : "two loads differ, or there is a pointer out of the arena";
    struct meaning a = meaning_of(&freezing->sides[0], x), b = meaning_of(&freezing->sides[1], y);
    if (a.kind != b.kind || a.offset != b.offset) return "two loads have different pointers";
    return a.kind == TO_BLOCK ? meet(freezing, a.block, b.block) : NULL;
}

static const char *compare_block(struct freezing *freezing, size_t number)
{
    const struct block *a = freezing->sides[0].met[number], *b = freezing->sides[1].met[number];
    size_t words = a->len / sizeof(uintptr_t) * sizeof(uintptr_t);
    bool linked = false;
    const char *wrong = NULL;
    for (size_t at = 0; at < words && !wrong; at += sizeof(uintptr_t)) {
        linked = linked || is_link(freezing, number, at);
        wrong = compare_word(freezing, number, at);
    }
    if (!wrong && memcmp(a->at + words, b->at + words, a->len - words) != 0) wrong = "two loads differ";
    size_t *len = linked ? &freezing->linked_len : &freezing->plain_len;
    freezing->placed[number] = (struct placed){linked, *len};
    *len += room_of(a);
    return wrong;
}

static const char *compare(struct freezing *freezing, const struct cli_loaded both[2])
{
    struct side *a = &freezing->sides[0], *b = &freezing->sides[1];
    freezing->placed = alloc_zeroed(a->count, sizeof *freezing->placed);
    if (!freezing->placed) return "memory is out";
    struct block *set_a = block_at(a, (const char *)both[0].set), *set_b = block_at(b, (const char *)both[1].set);
    const char *wrong = meet(freezing, set_a, set_b);
    for (size_t number = 0; number < freezing->met && !wrong; number++)
        wrong = compare_block(freezing, number);
    return wrong;
}

/* ---- printing */

/* Where a pointer leads: a byte of the linked blocks, the plain ones, the text, in this order, or one past all. */
static uintptr_t link_of(const struct freezing *freezing, uintptr_t word)
{
    struct meaning meaning = meaning_of(&freezing->sides[0], word);
    size_t text = freezing->linked_len + freezing->plain_len;
    if (meaning.kind == TO_ARENA) return RULE_FROZEN_ARENA;
    if (meaning.kind == TO_TEXT) return text + meaning.offset;
    const struct placed *placed = &freezing->placed[meaning.block->number];
    return (placed->linked ? 0 : freezing->linked_len) + placed->offset + meaning.offset;
}

/* What is written for the word there. */
static uintptr_t written_word(const struct freezing *freezing, size_t number, size_t at)
{
    uintptr_t x = word_at(freezing->sides[0].met[number], at), y = word_at(freezing->sides[1].met[number], at);
    if (x == y) return x;
    return is_link(freezing, number, at) ? link_of(freezing, x) : first_half(x);
}

static uintptr_t last_word(const struct block *block, size_t at)
{
    uintptr_t word = 0;
    if (at < block->len) memcpy(&word, block->at + at, block->len - at);
    return word;
}

static void print_word(uintptr_t word, size_t *printed)
{
    printf("%s%#" PRIxPTR ",", *printed % WORDS_PER_LINE == 0 ? "\n    " : "", word);
    ++*printed;
}

static void print_block(const struct freezing *freezing, size_t number, size_t *printed)
{
    const struct block *block = freezing->sides[0].met[number];
    for (size_t at = 0; at < room_of(block); at += sizeof(uintptr_t)) {
        bool whole = at + sizeof(uintptr_t) <= block->len;
        print_word(whole ? written_word(freezing, number, at) : last_word(block, at), printed);
    }
}

static void print_blocks(const struct freezing *freezing, size_t set, bool linked)
{
    size_t printed = 0;
    printf("static _Alignas(max_align_t) const uintptr_t %s_%zu[] = {", linked ? "linked" : "plain", set);
    for (size_t i = 0; i < freezing->met; i++)
        if (freezing->placed[i].linked == linked) print_block(freezing, i, &printed);
    printf("\n    0};\n");
}

static void print_links(const struct freezing *freezing, size_t set, size_t *out_count)
{
    size_t printed = 0;
    printf("static const uint32_t links_%zu[] = {", set);
    for (size_t i = 0; i < freezing->met; i++) {
        size_t len = freezing->sides[0].met[i]->len;
        for (size_t at = 0; at + sizeof(uintptr_t) <= len; at += sizeof(uintptr_t))
            if (is_link(freezing, i, at)) print_word((freezing->placed[i].offset + at) / sizeof(uintptr_t), &printed);
    }
    printf("\n    0};\n");
    *out_count = printed;
}

static void print(const struct freezing *freezing, size_t number)
{
    size_t links;
    print_blocks(freezing, number, true);
    print_blocks(freezing, number, false);
    print_links(freezing, number, &links);
    printf("static const struct rule_frozen frozen_%zu = {linked_%zu, %zu, plain_%zu, %zu, links_%zu, %zu};\n", number,
           number, freezing->linked_len, number, freezing->plain_len, number, links);
}

const char *cli_freeze(const struct cli_loaded both[2], size_t number)
{
    struct freezing freezing = {0};
    const char *wrong = "memory is out";
    if (open_side(&freezing.sides[0], &both[0]) && open_side(&freezing.sides[1], &both[1]))
        wrong = compare(&freezing, both);
    if (!wrong) print(&freezing, number);
    for (size_t i = 0; i < 2; i++) {
        alloc_free(freezing.sides[i].blocks);
        alloc_free(freezing.sides[i].met);
    }
    alloc_free(freezing.placed);
    return wrong;
}
