/* doc/label - whose heading a text is.
 *
 * Headings are compared as keys: folded, and without blanks except between two latin words, so that layout in the
 * middle of a Japanese heading does not matter. A part of a heading counts only where it does not cut a latin word
 * ("iv" is no part of "active"). */
#include "doc/label_part.h"

#include "text/character.h"
#include "text/nearest.h"
#include "text/utf8.h"

#define PART_OWN   2 /* code points: a part of the heading beside the label says enough */
#define PART_OTHER 4 /* of a heading that somebody else has: short words stand in many */

struct quote {
    const char *open;
    const char *close;
};

static const struct quote quotes[] = {
#define LABEL_QUOTE(open, close) {open, close},
#include "doc/label.def"
};

static bool ends_with(struct text_view view, struct text_view end)
{
    return view.len >= end.len && memcmp(view.at + view.len - end.len, end.at, end.len) == 0;
}

static struct text_view without_quotes(struct text_view view)
{
    view = text_view_trim(view);
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
        struct text_view open = text_view_of(quotes[i].open);
        struct text_view close = text_view_of(quotes[i].close);
        if (view.len > open.len + close.len && text_view_starts(view, open) && ends_with(view, close)) {
            return text_view_trim(text_view_part(view, open.len, view.len - close.len));
        }
    }
    return view;
}

static bool is_word(char c)
{
    return text_is_ascii_word((unsigned char)c);
}

enum status doc_heading_key(const struct text_folder *folder, struct arena *arena, struct text_view heading,
                            struct text_view *out_key)
{
    struct text_folded folded;
    enum status status = text_fold(folder, arena, without_quotes(heading), &folded);
    if (status != STATUS_OK) return status;
    struct text_view text = text_view_trim(folded.text);
    char *bytes = arena_alloc(arena, text.len + 1);
    if (!bytes) return STATUS_NO_MEMORY;
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        bool blank = text.at[i] == ' ' || text.at[i] == '\n';
        bool parts = blank && len > 0 && is_word(bytes[len - 1]) && i + 1 < text.len && is_word(text.at[i + 1]);
        if (parts) bytes[len++] = ' ';
        if (!blank) bytes[len++] = text.at[i];
    }
    *out_key = (struct text_view){bytes, len};
    return STATUS_OK;
}

/* True when `part` stands in `whole` without cutting a latin word. */
static bool is_part(struct text_view part, struct text_view whole, size_t least)
{
    if (text_utf8_count(part) < least) return false;
    size_t at = text_view_find(whole, part, 0);
    while (at != (size_t)-1) {
        size_t end = at + part.len;
        bool cut_before = at > 0 && is_word(whole.at[at - 1]) && is_word(part.at[0]);
        bool cut_after = end < whole.len && is_word(whole.at[end]) && is_word(part.at[part.len - 1]);
        if (!cut_before && !cut_after) return true;
        at = text_view_find(whole, part, at + 1);
    }
    return false;
}

/* Edit distance when at most a third differs, else UINT32_MAX. */
static uint32_t near_distance(struct text_view a, struct text_view b)
{
    size_t longest = text_utf8_count(a.len > b.len ? a : b);
    uint32_t distance = text_distance(a, b);
    return distance != UINT32_MAX && (size_t)distance * 3 <= longest ? distance : UINT32_MAX;
}

bool doc_heading_resembles(struct text_view key, struct text_view heading, uint32_t *out_distance)
{
    uint32_t distance = near_distance(key, heading);
    bool part = is_part(key, heading, PART_OWN) || is_part(heading, key, PART_OWN);
    if (distance == UINT32_MAX && part) distance = 64; /* behind all that are near as a whole */
    *out_distance = distance;
    return distance != UINT32_MAX;
}

static bool has_exactly(const struct doc_label_entry *entry, struct text_view key)
{
    for (size_t i = 0; i < entry->key_count; i++) {
        if (text_view_equal(entry->keys[i], key)) return true;
    }
    return false;
}

static bool has_part(const struct doc_label_entry *entry, struct text_view key, size_t least)
{
    for (size_t i = 0; i < entry->key_count; i++) {
        if (is_part(key, entry->keys[i], least)) return true;
    }
    return false;
}

static uint32_t distance_to(const struct doc_label_entry *entry, struct text_view key)
{
    uint32_t best = UINT32_MAX;
    for (size_t i = 0; i < entry->key_count; i++) {
        uint32_t distance = near_distance(key, entry->keys[i]);
        best = distance < best ? distance : best;
    }
    return best;
}

/* The clause whose heading is nearest, `own` on a tie; DOC_LABEL_NOWHERE when none is near. */
static size_t nearest_to(const struct doc_label_table *table, struct text_view key, size_t own)
{
    size_t nearest = own;
    uint32_t best = own == DOC_LABEL_NOWHERE ? UINT32_MAX : distance_to(&table->entries[own], key);
    for (size_t i = 0; i < table->count; i++) {
        uint32_t distance = distance_to(&table->entries[i], key);
        if (distance < best) {
            best = distance;
            nearest = i;
        }
    }
    return best == UINT32_MAX ? DOC_LABEL_NOWHERE : nearest;
}

/* The one clause that has the key as a part of its heading; DOC_LABEL_NOWHERE when there is none or more than one. */
static size_t only_part_of(const struct doc_label_table *table, struct text_view key)
{
    size_t found = DOC_LABEL_NOWHERE;
    for (size_t i = 0; i < table->count; i++) {
        if (!has_part(&table->entries[i], key, PART_OTHER)) continue;
        if (found != DOC_LABEL_NOWHERE) return DOC_LABEL_NOWHERE;
        found = i;
    }
    return found;
}

enum doc_heading doc_heading_find(const struct doc_label_table *table, struct text_view key, size_t own,
                                  size_t *out_clause)
{
    size_t clause = own;
    if (own != DOC_LABEL_NOWHERE) {
        *out_clause = own;
        if (has_exactly(&table->entries[own], key)) return DOC_HEADING_EXACT;
    }
    for (size_t i = 0; i < table->count; i++) {
        if (!has_exactly(&table->entries[i], key)) continue;
        *out_clause = i;
        return DOC_HEADING_OTHER;
    }
    if (own != DOC_LABEL_NOWHERE && has_part(&table->entries[own], key, PART_OWN)) return DOC_HEADING_LOOSE;
    clause = nearest_to(table, key, own);
    if (clause == DOC_LABEL_NOWHERE) clause = only_part_of(table, key);
    if (clause == DOC_LABEL_NOWHERE) return DOC_HEADING_NONE;
    *out_clause = clause;
    return clause == own ? DOC_HEADING_LOOSE : DOC_HEADING_NEAR;
}
