/* A walk through source and value side by side. Each step takes the next piece of the source, says which bytes of the
 * value it must have become, checks that they stand there, and notes a run (value bytes, source bytes). Nothing is
 * trusted: a step that does not fit ends the walk, and the scalar keeps only its whole span.
 *
 *     source   "IoT\u6A5F器
 *                の対策"              (double quoted, two lines)
 *     value    IoT機器 の対策          (what libyaml says)
 *     result   IoT | 機 | 器 | \n | の対策     the runs; 機 leads to the six bytes of \u6A5F, \n to the break and the
 *                                            indentation after it
 *
 * One-line scalars without escapes, nearly all of them, take a short cut: the value is the source itself.
 */
#include "doc/scalar.h"

#include "doc/scalar_walk.h"

#include <stdint.h>

/* Without the quotes, for the quoted styles; *out_skip is what was taken off in front. */
static struct text_view inside_quotes(enum doc_scalar_style style, struct text_view source, size_t *out_skip)
{
    bool quoted = style == DOC_SINGLE_QUOTED || style == DOC_DOUBLE_QUOTED;
    *out_skip = quoted && source.len >= 2;
    return *out_skip ? text_view_part(source, 1, source.len - 1) : source;
}

/* The result when the walk failed: the value as YAML gave it, the source without the blank lines at its end. */
static enum status unaligned(struct arena *arena, struct text_view source, struct text_view value,
                             struct doc_scalar *out_scalar)
{
    const char *copy = arena_copy(arena, value.at, value.len);
    if (!copy) return STATUS_NO_MEMORY;
    size_t end = source.len;
    while (end > 0 && strchr(" \t\r\n", source.at[end - 1]))
        end--;
    *out_scalar = (struct doc_scalar){.value = {copy, value.len}, .source_len = end};
    return STATUS_OK;
}

/* Room for the value with every break of the source put back. */
static char *room_for(struct arena *arena, struct text_view source, struct text_view value)
{
    size_t breaks = 0;
    for (size_t i = 0; i < source.len; i++)
        breaks += doc_walk_break(source, i) > 0;
    return arena_alloc(arena, value.len + breaks + 1);
}

/* End of the last source byte that a run other than the last line break leads to. */
static size_t last_source(const struct doc_walk *walk, size_t skip)
{
    for (size_t i = walk->run_count; i-- > 0;) {
        const struct text_fold_run *run = &walk->runs[i];
        size_t end = run->source + run->source_len;
        while (end > run->source && (walk->source.at[end - 1] == '\n' || walk->source.at[end - 1] == '\r'))
            end--;
        if (end > run->source) return end + skip;
    }
    return skip;
}

static enum status finish(struct doc_walk *walk, enum doc_scalar_style style, size_t skip, size_t source_len,
                          struct doc_scalar *out_scalar)
{
    struct text_folded *map = arena_alloc(walk->arena, sizeof *map);
    if (!map) return STATUS_NO_MEMORY;
    bool block = style == DOC_LITERAL || style == DOC_FOLDED;
    size_t used = block ? last_source(walk, skip) : source_len;
    for (size_t i = 0; i < walk->run_count; i++)
        walk->runs[i].source += (uint32_t)skip;
    const struct text_fold_run *last = walk->run_count > 0 ? &walk->runs[walk->run_count - 1] : NULL;
    uint32_t reached =
        last ? last->source + last->source_len : (uint32_t)skip; /* what text_fold_end gives at the end */
    *map = (struct text_folded){{walk->out, walk->out_len}, walk->runs, walk->run_count, reached};
    *out_scalar = (struct doc_scalar){.value = map->text, .map = map, .source_len = used};
    return STATUS_OK;
}

enum status doc_scalar_align(struct arena *arena, enum doc_scalar_style style, struct text_view source,
                             struct text_view value, struct doc_scalar *out_scalar)
{
    size_t skip;
    struct text_view inner = inside_quotes(style, source, &skip);
    bool block = style == DOC_LITERAL || style == DOC_FOLDED;
    if (!block && text_view_equal(inner, value)) {
        *out_scalar = (struct doc_scalar){.value = inner, .verbatim = true, .source_len = inner.len + 2 * skip};
        return STATUS_OK;
    }
    struct doc_walk walk = {.arena = arena, .source = inner, .value = value};
    walk.out = room_for(arena, inner, value);
    if (!walk.out) return STATUS_NO_MEMORY;
    if (block) doc_walk_block(&walk, style);
    else doc_walk_flow(&walk, style);
    if (walk.no_memory) return STATUS_NO_MEMORY;
    if (walk.misfit || walk.done != value.len || (!block && walk.at != inner.len))
        return unaligned(arena, source, value, out_scalar);
    return finish(&walk, style, skip, source.len, out_scalar);
}
