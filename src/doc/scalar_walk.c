#include "doc/scalar_walk.h"

#include <stdint.h>

bool doc_walk_stopped(const struct doc_walk *walk)
{
    return walk->misfit || walk->no_memory;
}

/* Notes that the next `len` bytes of the result come from `source_len` bytes of the source at `begin`. */
static void add_run(struct doc_walk *walk, const char *bytes, size_t len, size_t begin, size_t source_len)
{
    bool plain = len == source_len && memcmp(bytes, walk->source.at + begin, len) == 0;
    struct text_fold_run *last = walk->run_count ? &walk->runs[walk->run_count - 1] : NULL;
    bool joins = last && last->plain && plain && last->source + last->source_len == begin;
    if (!joins) {
        struct text_fold_run *runs =
            arena_grow(walk->arena, walk->runs, walk->run_count, &walk->run_capacity, sizeof *runs);
        if (!runs) {
            walk->no_memory = true;
            return;
        }
        walk->runs = runs;
        last = &walk->runs[walk->run_count++];
        *last = (struct text_fold_run){(uint32_t)walk->out_len, (uint32_t)begin, 0, 0, plain};
    }
    last->folded_len += (uint32_t)len;
    last->source_len += (uint32_t)source_len;
    memcpy(walk->out + walk->out_len, bytes, len);
    walk->out_len += len;
}

void doc_walk_take(struct doc_walk *walk, const char *bytes, size_t len, size_t source_len)
{
    if (walk->value.len - walk->done < len || memcmp(walk->value.at + walk->done, bytes, len) != 0) {
        walk->misfit = true;
        return;
    }
    add_run(walk, bytes, len, walk->at, source_len);
    walk->done += len;
    walk->at += source_len;
}

void doc_walk_take_breaks(struct doc_walk *walk, size_t count, size_t became, size_t end)
{
    if (count > 0) add_run(walk, "\n", 1, walk->at, end - walk->at);
    if (walk->no_memory) return;
    for (size_t i = 1; i < count; i++) {
        walk->out[walk->out_len++] = '\n';
        walk->runs[walk->run_count - 1].folded_len++;
    }
    walk->done += became;
    walk->at = end;
}

size_t doc_walk_newlines(const struct doc_walk *walk, size_t limit)
{
    size_t n = 0;
    while (n < limit && walk->done + n < walk->value.len && walk->value.at[walk->done + n] == '\n')
        n++;
    return n;
}
