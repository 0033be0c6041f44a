/* Parts that follow each other and have known strings form a run; every product of neighbours in a run is required, and
 * so is what a part requires by itself. The best of these is kept: without a literal wholly in hiragana, which stand
 * everywhere; then the fewest; then the longest. Of all runs, the best two are.
 *
 *   組込 埋込み 埋め込み | 機器 システム   ->  機器 システム
 *   IoT | "" 機器 | の が | 導入           ->  IoT */
#include "text/literal_set.h"

#include "text/character.h"
#include "text/utf8.h"

#include <stdint.h>

#define MOST_STRINGS 64 /* in a set: more would cost more than they save */

static struct text_literals new_set(struct text_literal_memory *memory, size_t count)
{
    struct text_literals set = {arena_alloc(memory->arena, count * sizeof *set.items), count};
    if (!set.items) {
        memory->no_memory = true;
        set.count = 0;
    }
    return set;
}

struct text_literals text_literals_of(struct text_literal_memory *memory, struct text_view string)
{
    struct text_literals set = new_set(memory, 1);
    if (set.count > 0) set.items[0] = string;
    return set;
}

static struct text_view join(struct text_literal_memory *memory, struct text_view a, struct text_view b)
{
    char *bytes = arena_alloc(memory->arena, a.len + b.len);
    if (!bytes) {
        memory->no_memory = true;
        return a;
    }
    memcpy(bytes, a.at, a.len);
    memcpy(bytes + a.len, b.at, b.len);
    return (struct text_view){bytes, a.len + b.len};
}

struct text_literals text_literals_product(struct text_literal_memory *memory, struct text_literals a,
                                           struct text_literals b)
{
    if (a.count * b.count == 0 || a.count * b.count > MOST_STRINGS) return (struct text_literals){0};
    struct text_literals set = new_set(memory, a.count * b.count);
    for (size_t i = 0; i < set.count; i++)
        set.items[i] = join(memory, a.items[i / b.count], b.items[i % b.count]);
    return set;
}

struct text_literals text_literals_either(struct text_literal_memory *memory, struct text_literals a,
                                          struct text_literals b)
{
    if (a.count == 0 || b.count == 0 || a.count + b.count > MOST_STRINGS) return (struct text_literals){0};
    struct text_literals set = new_set(memory, a.count + b.count);
    for (size_t i = 0; i < set.count; i++)
        set.items[i] = i < a.count ? a.items[i] : b.items[i - a.count];
    return set;
}

static bool is_hiragana(struct text_view string)
{
    uint32_t point = 0;
    for (size_t at = 0, len; at < string.len; at += len) {
        len = text_utf8_decode(text_view_part(string, at, string.len), &point);
        if (len == 0 || !text_is_hiragana(point)) return false;
    }
    return true;
}

static size_t shortest(struct text_literals set)
{
    size_t least = SIZE_MAX;
    for (size_t i = 0; i < set.count; i++) {
        size_t count = text_utf8_count(set.items[i]);
        least = count < least ? count : least;
    }
    return least;
}

static bool has_hiragana(struct text_literals set)
{
    for (size_t i = 0; i < set.count; i++) {
        if (is_hiragana(set.items[i])) return true;
    }
    return false;
}

static size_t total(struct text_literals set)
{
    size_t len = 0;
    for (size_t i = 0; i < set.count; i++)
        len += set.items[i].len;
    return len;
}

static bool is_better(struct text_literals a, struct text_literals b)
{
    if (b.count == 0 || has_hiragana(a) != has_hiragana(b)) return b.count == 0 || has_hiragana(b);
    if (a.count != b.count) return a.count < b.count;
    return shortest(a) != shortest(b) ? shortest(a) > shortest(b) : total(a) > total(b);
}

static void consider(struct text_literals *best, struct text_literals candidate)
{
    if (candidate.count > 0 && shortest(candidate) >= 2 && is_better(candidate, *best)) *best = candidate;
}

/* What another part requires, beside what those before it do. */
static void add_requirement(struct text_literal_sequence *sequence, struct text_literals part)
{
    if (part.count == 0) return;
    if (is_better(part, sequence->required)) {
        sequence->also = sequence->required;
        sequence->required = part;
    } else if (is_better(part, sequence->also)) {
        sequence->also = part;
    }
}

/* Takes the requirements out of the run and begins a new one. */
static void end_run(struct text_literal_memory *memory, struct text_literal_sequence *sequence)
{
    for (size_t i = 0; i < sequence->run_count; i++) {
        struct text_literals joined = sequence->run[i];
        consider(&sequence->best, joined);
        for (size_t j = i + 1; j < sequence->run_count && joined.count > 0; j++) {
            joined = text_literals_product(memory, joined, sequence->run[j]);
            consider(&sequence->best, joined);
        }
    }
    add_requirement(sequence, sequence->best);
    sequence->best = (struct text_literals){0};
    sequence->run_count = 0;
}

static void add_to_run(struct text_literal_memory *memory, struct text_literal_sequence *sequence,
                       struct text_literals set)
{
    struct text_literals *last = sequence->run_count > 0 ? &sequence->run[sequence->run_count - 1] : NULL;
    if (last && last->count == 1 && set.count == 1) {
        *last = text_literals_product(memory, *last, set);
        return;
    }
    if (sequence->run_count == TEXT_LITERAL_RUN) end_run(memory, sequence);
    sequence->run[sequence->run_count++] = set;
}

void text_literal_sequence_add(struct text_literal_memory *memory, struct text_literal_sequence *sequence,
                               const struct text_literal_piece *piece)
{
    sequence->whole = text_literals_product(memory, sequence->whole, piece->exact);
    if (piece->exact.count > 0) {
        consider(&sequence->best, piece->required);
        add_to_run(memory, sequence, piece->exact);
        return;
    }
    if (piece->edge.count > 0) add_to_run(memory, sequence, piece->edge);
    end_run(memory, sequence);
    add_requirement(sequence, piece->required);
    add_requirement(sequence, piece->also);
    if (piece->edge.count > 0) add_to_run(memory, sequence, piece->edge);
}

struct text_literal_sequence text_literal_sequence_begin(struct text_literal_memory *memory)
{
    return (struct text_literal_sequence){.whole = text_literals_of(memory, text_view_of(""))};
}

struct text_literal_piece text_literal_sequence_end(struct text_literal_memory *memory,
                                                    struct text_literal_sequence *sequence)
{
    end_run(memory, sequence);
    return (
        struct text_literal_piece){.exact = sequence->whole, .required = sequence->required, .also = sequence->also};
}
