#include "text/fold_spelling.h"

#include "text/fold_compose.h"
#include "text/utf8.h"

/* A rule that could be applied to its own result, or by another to its result, would never come to an end. */
static bool is_good(const struct text_spelling *rule, const struct text_spelling *rules, size_t count)
{
    if (rule->to.len == 0 || text_utf8_count(rule->from) < 2) return false;
    for (size_t i = 0; i < count; i++) {
        if (rules[i].from.len > 0 && text_view_find(rule->to, rules[i].from, 0) != (size_t)-1) return false;
    }
    return true;
}

enum status text_fold_spelling_new(struct arena *arena, const struct text_spelling *rules, size_t count,
                                   struct text_fold_spelling *out_spelling, size_t *out_bad)
{
    struct text_term *from = arena_alloc(arena, count * sizeof *from);
    struct text_view *to = arena_alloc(arena, count * sizeof *to);
    if (!from || !to) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < count; i++) {
        if (!is_good(&rules[i], rules, count)) {
            *out_bad = i;
            return STATUS_INVALID;
        }
        from[i] = (struct text_term){.text = rules[i].from, .owner = (uint32_t)i, .inside = true};
        to[i] = rules[i].to;
    }
    enum status status = text_terms_build(arena, from, count, &out_spelling->from);
    if (status == STATUS_OK) out_spelling->to = to;
    return status;
}

enum status text_fold_respell(const struct text_fold_spelling *spelling, struct arena *arena,
                              const struct text_folded *folded, struct text_folded *out_folded, bool *out_changed)
{
    struct text_term_hits hits = {0};
    enum status status = text_terms_scan(spelling->from, arena, folded->text, &hits);
    if (status != STATUS_OK) return status;
    *out_changed = hits.count > 0;
    if (hits.count == 0) return STATUS_OK;
    struct text_fold_compose compose;
    text_fold_compose_begin(&compose, arena, folded);
    uint32_t at = 0;
    for (size_t i = 0; i < hits.count; i++) {
        const struct text_term_hit *hit = &hits.items[i];
        if (hit->begin < at) /* inside one that began earlier, or shorter than one that begins here */
            continue;
        text_fold_compose_keep(&compose, folded->text.at + at, at, hit->begin);
        text_fold_compose_put(&compose, spelling->to[hit->owner], hit->begin, hit->end);
        at = hit->end;
    }
    text_fold_compose_keep(&compose, folded->text.at + at, at, (uint32_t)folded->text.len);
    return text_fold_compose_end(&compose, out_folded);
}
