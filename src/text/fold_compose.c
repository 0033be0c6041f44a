/* Where a boundary of the second writing falls inside a whole run of the first, the pieces on both sides of it come
 * from one stretch of source and become one run:
 *     source   U+3351 (one character)  U+30AF
 *     middle   ri tto ru               ku        whole 4 <- 1, plain 1 <- 1
 *     second   ri tto X                          X stands for "ru ku"
 *     result   whole "ri tto X" <- both */
#include "text/fold_compose.h"

void text_fold_compose_begin(struct text_fold_compose *compose, struct arena *arena, const struct text_folded *middle)
{
    *compose = (struct text_fold_compose){.middle = middle, .source_len = middle->source_len};
    text_fold_out_begin(&compose->out, arena, middle->text.len);
}

/* The middle run that holds byte `at`, which is not before the last one asked for. */
static const struct text_fold_run *run_with(struct text_fold_compose *compose, uint32_t at)
{
    const struct text_fold_run *runs = compose->middle->runs;
    while (at >= runs[compose->run].folded + runs[compose->run].folded_len) {
        compose->run++;
    }
    return &runs[compose->run];
}

static uint32_t source_of_end(const struct text_fold_run *run, uint32_t end)
{
    return run->plain ? run->source + (end - run->folded) : run->source + run->source_len;
}

void text_fold_compose_keep(struct text_fold_compose *compose, const char *bytes, uint32_t begin, uint32_t end)
{
    for (uint32_t at = begin; at < end;) {
        const struct text_fold_run *run = run_with(compose, at);
        uint32_t run_end = run->folded + run->folded_len;
        uint32_t stop = run_end < end ? run_end : end;
        text_fold_out_add(&compose->out, bytes + (at - begin), stop - at, source_of_end(run, stop), run->plain);
        at = stop;
    }
}

void text_fold_compose_put(struct text_fold_compose *compose, struct text_view text, uint32_t begin, uint32_t end)
{
    const struct text_fold_run *first = run_with(compose, begin);
    bool is_cut = !first->plain && begin > first->folded;
    const struct text_fold_run *last = run_with(compose, end - 1);
    if (is_cut) text_fold_out_join(&compose->out, text.at, text.len, source_of_end(last, end));
    else text_fold_out_add(&compose->out, text.at, text.len, source_of_end(last, end), false);
}

enum status text_fold_compose_end(struct text_fold_compose *compose, struct text_folded *out_folded)
{
    enum status status = text_fold_out_end(&compose->out, out_folded);
    if (status == STATUS_OK) out_folded->source_len = compose->source_len;
    return status;
}

enum status text_fold_compose(struct arena *arena, const struct text_folded *middle, const struct text_folded *second,
                              struct text_folded *out_folded)
{
    struct text_fold_compose compose;
    text_fold_compose_begin(&compose, arena, middle);
    for (size_t i = 0; i < second->run_count; i++) {
        const struct text_fold_run *run = &second->runs[i];
        const char *bytes = second->text.at + run->folded;
        if (run->plain) text_fold_compose_keep(&compose, bytes, run->source, run->source + run->source_len);
        else
            text_fold_compose_put(&compose, (struct text_view){bytes, run->folded_len}, run->source,
                                  run->source + run->source_len);
    }
    return text_fold_compose_end(&compose, out_folded);
}
