/* Which literals must stand in a match (text_pattern_literals). Each part of the expression is read into a piece: what
 * it can match and what it requires (text/literal_set.h). Of alternatives each must require something; a part that may
 * be left out requires nothing.
 *
 *   (?:組込|埋め?込み)(?:機器|システム)+   ->  機器 システム
 *   IoT(?:機器)?[のが]導入                 ->  IoT
 *   (?:機器)?の導入|機器.*                 ->  の導入 機器
 *
 * What a match contains may be underestimated, never overestimated: whatever is not surely understood (flags, back
 * references, recursion, verbs) ends the reading, and no literal is told. */
#include "text/literal_set.h"
#include "text/pattern.h"
#include "text/utf8.h"

#define MOST_IN_CLASS 16
#define MOST_REPEATS  4 /* x{n} is written out up to here */
#define MOST_DEPTH    64
#define ENDLESS       SIZE_MAX

struct reader {
    struct text_literal_memory memory;
    struct text_view rest;
    int depth;
    bool given_up;
};

static const struct text_view nothing = {"", 0};

static struct text_literal_piece give_up(struct reader *reader)
{
    reader->given_up = true;
    return (struct text_literal_piece){0};
}

static struct text_literal_piece exactly(struct reader *reader, struct text_view string)
{
    return (struct text_literal_piece){.exact = text_literals_of(&reader->memory, string)};
}

static bool next_is(const struct reader *reader, const char *set)
{
    return reader->rest.len > 0 && reader->rest.at[0] != '\0' && strchr(set, reader->rest.at[0]);
}

static void advance(struct reader *reader, size_t len)
{
    reader->rest = text_view_part(reader->rest, len, reader->rest.len);
}

static bool skip(struct reader *reader, const char *string)
{
    bool stands = text_view_starts(reader->rest, text_view_of(string));
    if (stands) advance(reader, strlen(string));
    return stands;
}

/* Skips everything up to and with the byte; false when there is none. */
static bool skip_past(struct reader *reader, char byte)
{
    size_t at = text_view_find(reader->rest, (struct text_view){&byte, 1}, 0);
    if (at == SIZE_MAX) return false;
    advance(reader, at + 1);
    return true;
}

static struct text_view take_character(struct reader *reader)
{
    uint32_t point;
    size_t len = text_utf8_decode(reader->rest, &point);
    if (len == 0) {
        reader->given_up = true;
        return nothing;
    }
    struct text_view character = text_view_part(reader->rest, 0, len);
    advance(reader, len);
    return character;
}

/* After \p: one letter or a name in braces. */
static struct text_literal_piece read_property(struct reader *reader)
{
    if (!skip(reader, "{")) take_character(reader);
    else if (!skip_past(reader, '}')) reader->given_up = true;
    return (struct text_literal_piece){0};
}

static struct text_literal_piece read_escape(struct reader *reader)
{
    advance(reader, 1);
    struct text_view character = take_character(reader);
    char c = character.len == 1 ? character.at[0] : ' ';
    bool is_word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!is_word) return exactly(reader, character);
    if (strchr("bBAzZG", c)) return exactly(reader, nothing);
    if (strchr("pP", c)) return read_property(reader);
    return strchr("dDwWsShHvVRXtnrfea", c) ? (struct text_literal_piece){0} : give_up(reader);
}

/* A character between brackets, counted as a member when it stands for itself. */
static void read_member(struct reader *reader, struct text_literals *members, bool *listed)
{
    *listed = *listed && !next_is(reader, "-\\") && members->count < MOST_IN_CLASS;
    if (next_is(reader, "\\")) advance(reader, 1);
    struct text_view member = take_character(reader);
    if (*listed) members->items[members->count++] = member;
}

/* One of the characters between brackets, when these are few and listed one by one. */
static struct text_literal_piece read_class(struct reader *reader)
{
    struct text_literals members = {arena_alloc(reader->memory.arena, MOST_IN_CLASS * sizeof(struct text_view)), 0};
    reader->memory.no_memory |= !members.items;
    advance(reader, 1);
    bool listed = !skip(reader, "^");
    for (bool first = true; first || !next_is(reader, "]"); first = false) {
        bool by_name = next_is(reader, "[") || text_view_starts(reader->rest, text_view_of("\\Q"));
        if (by_name || reader->rest.len == 0 || reader->given_up || reader->memory.no_memory) return give_up(reader);
        read_member(reader, &members, &listed);
    }
    advance(reader, 1);
    return listed ? (struct text_literal_piece){.exact = members} : (struct text_literal_piece){0};
}

static struct text_literal_piece read_alternatives(struct reader *reader);

static struct text_literal_piece read_body(struct reader *reader)
{
    if (++reader->depth > MOST_DEPTH) return give_up(reader);
    struct text_literal_piece piece = read_alternatives(reader);
    reader->depth--;
    return skip(reader, ")") ? piece : give_up(reader);
}

/* What stands in a lookaround need not stand in the match. */
static struct text_literal_piece read_lookaround(struct reader *reader)
{
    read_body(reader);
    return exactly(reader, nothing);
}

static struct text_literal_piece read_group(struct reader *reader)
{
    if (skip(reader, "(?:") || skip(reader, "(?>") || skip(reader, "(?|")) return read_body(reader);
    if (skip(reader, "(?=") || skip(reader, "(?!") || skip(reader, "(?<=") || skip(reader, "(?<!"))
        return read_lookaround(reader);
    if (skip(reader, "(?<") || skip(reader, "(?P<"))
        return skip_past(reader, '>') ? read_body(reader) : give_up(reader);
    advance(reader, 1);
    return next_is(reader, "?*") ? give_up(reader) : read_body(reader);
}

static struct text_literal_piece read_atom(struct reader *reader)
{
    if (next_is(reader, "(")) return read_group(reader);
    if (next_is(reader, "[")) return read_class(reader);
    if (next_is(reader, "\\")) return read_escape(reader);
    if (next_is(reader, "*+?{")) return give_up(reader);
    if (skip(reader, ".")) return (struct text_literal_piece){0};
    return skip(reader, "^") || skip(reader, "$") ? exactly(reader, nothing) : exactly(reader, take_character(reader));
}

static size_t read_number(struct reader *reader)
{
    size_t value = 0;
    if (!next_is(reader, "0123456789")) reader->given_up = true;
    for (; next_is(reader, "0123456789"); advance(reader, 1))
        value = value < 100000 ? value * 10 + (size_t)(reader->rest.at[0] - '0') : value;
    return value;
}

/* How often the part before may stand; false when no quantifier follows. */
static bool read_quantifier(struct reader *reader, size_t *least, size_t *most)
{
    *least = next_is(reader, "+") ? 1 : 0;
    *most = next_is(reader, "?") ? 1 : ENDLESS;
    if (!skip(reader, "?") && !skip(reader, "*") && !skip(reader, "+")) {
        if (!skip(reader, "{")) return false;
        *least = *most = read_number(reader);
        if (skip(reader, ",")) *most = next_is(reader, "}") ? ENDLESS : read_number(reader);
        reader->given_up |= !skip(reader, "}");
    }
    if (next_is(reader, "?+")) advance(reader, 1); /* lazy or possessive: the same strings, or fewer */
    return true;
}

static struct text_literal_piece repeat(struct reader *reader, struct text_literal_piece piece, size_t least,
                                        size_t most)
{
    struct text_literal_piece repeated = {0};
    if (least == 0) {
        struct text_literals left_out = text_literals_of(&reader->memory, nothing);
        if (most == 1) repeated.exact = text_literals_either(&reader->memory, piece.exact, left_out);
        return repeated;
    }
    repeated.edge = piece.exact;
    repeated.required = piece.required;
    repeated.also = piece.also;
    if (least == most && most <= MOST_REPEATS) {
        repeated.exact = piece.exact;
        for (size_t i = 1; i < most; i++)
            repeated.exact = text_literals_product(&reader->memory, repeated.exact, piece.exact);
    }
    return repeated;
}

static struct text_literal_piece read_sequence(struct reader *reader)
{
    struct text_literal_sequence sequence = text_literal_sequence_begin(&reader->memory);
    while (reader->rest.len > 0 && !next_is(reader, "|)") && !reader->given_up && !reader->memory.no_memory) {
        struct text_literal_piece piece = read_atom(reader);
        size_t least, most;
        if (read_quantifier(reader, &least, &most)) piece = repeat(reader, piece, least, most);
        text_literal_sequence_add(&reader->memory, &sequence, &piece);
    }
    return text_literal_sequence_end(&reader->memory, &sequence);
}

static struct text_literal_piece read_alternatives(struct reader *reader)
{
    struct text_literal_piece all = read_sequence(reader);
    while (!reader->given_up && !reader->memory.no_memory && skip(reader, "|")) {
        struct text_literal_piece next = read_sequence(reader);
        all.exact = text_literals_either(&reader->memory, all.exact, next.exact);
        all.required = text_literals_either(&reader->memory, all.required, next.required);
        all.also = text_literals_either(&reader->memory, all.also, next.also);
    }
    return all;
}

/* True when the set holds a part of this one, or the same before it: where this stands, that stands too. */
static bool is_needless(struct text_literals set, size_t index)
{
    for (size_t i = 0; i < set.count; i++) {
        bool same = text_view_equal(set.items[i], set.items[index]);
        if (same ? i < index : text_view_find(set.items[index], set.items[i], 0) != SIZE_MAX) return true;
    }
    return false;
}

static enum status keep(struct arena *arena, struct text_literals set, struct text_needed *out_needed)
{
    struct text_needed kept = {arena_alloc(arena, set.count * sizeof *kept.literals), 0};
    if (!kept.literals) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < set.count; i++) {
        if (is_needless(set, i)) continue;
        const char *bytes = arena_copy(arena, set.items[i].at, set.items[i].len);
        if (!bytes) return STATUS_NO_MEMORY;
        kept.literals[kept.count++] = (struct text_view){bytes, set.items[i].len};
    }
    *out_needed = kept;
    return STATUS_OK;
}

/* True when each string of the first set has one of the second in it: the second says nothing more. */
static bool is_implied(struct text_literals first, struct text_literals second)
{
    for (size_t i = 0; i < first.count; i++) {
        bool found = false;
        for (size_t j = 0; j < second.count && !found; j++)
            found = text_view_find(first.items[i], second.items[j], 0) != SIZE_MAX;
        if (!found) return false;
    }
    return true;
}

enum status text_pattern_literals(struct arena *arena, struct text_view expression,
                                  struct text_needed out_needed[TEXT_NEEDED])
{
    struct reader reader = {.memory.arena = arena_new(), .rest = expression};
    if (!reader.memory.arena) return STATUS_NO_MEMORY;
    struct text_literal_piece piece = read_alternatives(&reader);
    if (reader.given_up || reader.rest.len > 0) piece = (struct text_literal_piece){0};
    if (is_implied(piece.required, piece.also)) piece.also = (struct text_literals){0};
    const struct text_literals sets[TEXT_NEEDED] = {piece.required, piece.also};
    struct text_needed needed[TEXT_NEEDED] = {{0}};
    enum status status = reader.memory.no_memory ? STATUS_NO_MEMORY : STATUS_OK;
    for (size_t i = 0; i < TEXT_NEEDED && status == STATUS_OK; i++)
        status = keep(arena, sets[i], &needed[i]);
    if (status == STATUS_OK) memcpy(out_needed, needed, sizeof needed);
    arena_free(reader.memory.arena);
    return status;
}
