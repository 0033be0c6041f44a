/* A run is either plain, any number of characters that stand one to one, or whole, a stretch that maps as one:
 *     source  F F 0 1 | ( U+FF71 )      "FF01" stands for a full-width 1
 *     folded  1       | U+30A2          runs: whole 1 <- 3 bytes, plain 3 <- 3 bytes */
#include "text/fold_out.h"

#include "text/decode.h"

#include <assert.h>
#include <string.h>

void text_fold_out_begin(struct text_fold_out *out, struct arena *arena, size_t expected)
{
    *out = (struct text_fold_out){.arena = arena, .capacity = expected + 1};
    out->bytes = arena_alloc(arena, out->capacity);
    if (!out->bytes) out->status = STATUS_NO_MEMORY;
}

static bool has_room(struct text_fold_out *out, size_t len)
{
    if (out->status != STATUS_OK) return false;
    if (out->capacity - out->len > len) /* one is kept for the NUL */
        return true;
    size_t capacity = out->capacity * 2 + len;
    char *bytes = arena_alloc(out->arena, capacity);
    if (!bytes) {
        out->status = STATUS_NO_MEMORY;
        return false;
    }
    memcpy(bytes, out->bytes, out->len);
    out->bytes = bytes;
    out->capacity = capacity;
    return true;
}

static bool put(struct text_fold_out *out, const char *bytes, size_t len)
{
    if (!has_room(out, len)) return false;
    memcpy(out->bytes + out->len, bytes, len);
    out->len += len;
    return true;
}

static void add_run(struct text_fold_out *out, struct text_fold_run run)
{
    if (out->run_count == out->run_capacity) {
        void *runs = arena_grow(out->arena, out->runs, out->run_count, &out->run_capacity, sizeof *out->runs);
        if (!runs) {
            out->status = STATUS_NO_MEMORY;
            return;
        }
        out->runs = runs;
    }
    out->runs[out->run_count++] = run;
}

static struct text_fold_run *last_run(struct text_fold_out *out)
{
    return out->run_count > 0 ? &out->runs[out->run_count - 1] : NULL;
}

/* Makes the last folded character a whole run of its own, so that more can be said to belong to it. */
static struct text_fold_run *isolate_last(struct text_fold_out *out)
{
    struct text_fold_run *last = last_run(out);
    if (!last->plain) return last;
    uint32_t end = last->folded + last->folded_len;
    uint32_t begin = (uint32_t)text_decode_before(out->bytes, end);
    if (begin == last->folded) {
        last->plain = false;
        return last;
    }
    uint32_t len = end - begin;
    last->folded_len -= len;
    last->source_len -= len;
    add_run(out, (struct text_fold_run){begin, last->source + last->source_len, len, len, false});
    return last_run(out);
}

void text_fold_out_join(struct text_fold_out *out, const char *bytes, size_t len, uint32_t source_end)
{
    if (out->run_count == 0) {
        text_fold_out_add(out, bytes, len, source_end, false);
        return;
    }
    struct text_fold_run *last = isolate_last(out);
    if (out->status != STATUS_OK || !put(out, bytes, len)) return;
    last->folded_len += (uint32_t)len;
    last->source_len += source_end - out->source_end;
    out->source_end = source_end;
}

void text_fold_out_add(struct text_fold_out *out, const char *bytes, size_t len, uint32_t source_end, bool plain)
{
    assert(source_end >= out->source_end);
    uint32_t stretch = source_end - out->source_end;
    struct text_fold_run *last = last_run(out);
    if (stretch == 0 && last) {
        text_fold_out_join(out, bytes, len, source_end);
        return;
    }
    uint32_t begin = (uint32_t)out->len;
    if (!put(out, bytes, len)) return;
    plain = plain && stretch == len;
    if (plain && last && last->plain) {
        last->folded_len += (uint32_t)len;
        last->source_len += stretch;
    } else {
        add_run(out, (struct text_fold_run){begin, out->source_end, (uint32_t)len, stretch, plain});
    }
    out->source_end = source_end;
}

void text_fold_out_drop(struct text_fold_out *out, uint32_t source_end)
{
    if (out->status != STATUS_OK || out->run_count == 0) return;
    struct text_fold_run *last = isolate_last(out);
    if (out->status != STATUS_OK) return;
    last->source_len += source_end - out->source_end;
    out->source_end = source_end;
}

void text_fold_out_shorten(struct text_fold_out *out, size_t len)
{
    if (out->status != STATUS_OK) return;
    out->len = len;
    while (last_run(out)->folded >= len) {
        out->run_count--;
    }
    struct text_fold_run *last = last_run(out);
    if (last->folded + last->folded_len > len) {
        last->folded_len = (uint32_t)len - last->folded;
        last->source_len = last->plain ? last->folded_len : last->source_len;
    }
    last = isolate_last(out);
    if (out->status == STATUS_OK) last->source_len = out->source_end - last->source;
}

enum status text_fold_out_end(struct text_fold_out *out, struct text_folded *out_folded)
{
    if (out->status != STATUS_OK) return out->status;
    out->bytes[out->len] = '\0';
    *out_folded = (struct text_folded){{out->bytes, out->len}, out->runs, out->run_count, out->source_end};
    return STATUS_OK;
}
