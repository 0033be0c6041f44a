/* Folding goes in two layers, each with a map, and the maps are composed:
 *   plain      characters and their neighbours (fold_plain)
 *   spelling   variants replaced in the plainly folded text (fold_spelling)
 * What a replacement leaves may touch its neighbours in a new way (a blank beside it goes, a second variant arises), so
 * both layers are run again until nothing changes; nearly always the second round finds nothing. A text that would take
 * more than ROUNDS keeps its own spelling: also then a folded text folds to itself. */
#include "text/fold.h"

#include "text/decode.h"
#include "text/fold_compose.h"
#include "text/fold_private.h"
#include "text/fold_spelling.h"

#define ROUNDS 8

struct text_folder {
    struct text_fold_classes classes;
    struct text_fold_spelling spelling;
    size_t spelling_count;
};

static enum status fold_side(const struct text_folder *folder, struct arena *arena, struct text_view side,
                             struct text_view *out_folded)
{
    struct text_folded folded;
    enum status status = text_fold_plain(&folder->classes, arena, side, TEXT_FOLD_FAST, &folded);
    if (status == STATUS_OK) *out_folded = folded.text;
    return status;
}

static enum status fold_rules(const struct text_folder *folder, struct arena *arena,
                              const struct text_spelling *spellings, size_t count, struct text_spelling **out_rules)
{
    struct text_spelling *rules = arena_alloc(arena, count * sizeof *rules);
    enum status status = rules ? STATUS_OK : STATUS_NO_MEMORY;
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        status = fold_side(folder, arena, spellings[i].from, &rules[i].from);
        if (status == STATUS_OK) status = fold_side(folder, arena, spellings[i].to, &rules[i].to);
    }
    if (status == STATUS_OK) *out_rules = rules;
    return status;
}

enum status text_folder_new(struct arena *arena, const struct text_spelling *spellings, size_t count,
                            struct text_folder **out_folder, size_t *out_bad)
{
    struct text_folder *folder = arena_alloc(arena, sizeof *folder);
    if (!folder) return STATUS_NO_MEMORY;
    text_fold_classes_fill(&folder->classes);
    if (count > 0) {
        struct text_spelling *rules = NULL;
        enum status status = fold_rules(folder, arena, spellings, count, &rules);
        if (status == STATUS_OK) status = text_fold_spelling_new(arena, rules, count, &folder->spelling, out_bad);
        if (status != STATUS_OK) return status;
    }
    folder->spelling_count = count;
    *out_folder = folder;
    return STATUS_OK;
}

/* One round over *folded: spelling, then the plain layer over what came out. */
static enum status one_round(const struct text_folder *folder, struct arena *arena, struct text_folded *folded,
                             bool *out_changed)
{
    struct text_folded respelt, again;
    enum status status = text_fold_respell(&folder->spelling, arena, folded, &respelt, out_changed);
    if (status != STATUS_OK || !*out_changed) return status;
    status = text_fold_plain(&folder->classes, arena, respelt.text, TEXT_FOLD_FAST, &again);
    if (status != STATUS_OK) return status;
    if (!text_view_equal(again.text, respelt.text)) status = text_fold_compose(arena, &respelt, &again, &respelt);
    if (status == STATUS_OK) *folded = respelt;
    return status;
}

/* Whether every character is itself and of no meaning to its neighbours: most terms of a pack, many short texts. */
static bool is_settled(const struct text_fold_classes *classes, struct text_view source)
{
    size_t len;
    for (size_t at = 0; at < source.len; at += len)
        if (text_fold_class_of(classes, text_decode(source.at + at, &len)) >= FOLD_CAPITAL) return false;
    return source.len > 0;
}

/* A settled text is its own folding: a copy and one run, in one block. */
static enum status fold_settled(struct arena *arena, struct text_view source, struct text_folded *out_folded)
{
    struct text_fold_run *run = arena_alloc(arena, sizeof *run + source.len + 1);
    if (!run) return STATUS_NO_MEMORY;
    char *text = (char *)(run + 1);
    uint32_t len = (uint32_t)source.len;
    memcpy(text, source.at, source.len);
    *run = (struct text_fold_run){.folded_len = len, .source_len = len, .plain = true};
    *out_folded = (struct text_folded){.text = {text, source.len}, .runs = run, .run_count = 1, .source_len = len};
    return STATUS_OK;
}

enum status text_fold_by(const struct text_folder *folder, struct arena *arena, struct text_view source,
                         enum text_fold_path path, struct text_folded *out_folded)
{
    struct text_folded plain;
    enum status status = path == TEXT_FOLD_FAST && is_settled(&folder->classes, source)
                             ? fold_settled(arena, source, &plain)
                             : text_fold_plain(&folder->classes, arena, source, path, &plain);
    struct text_folded folded = plain;
    bool changed = folder->spelling_count > 0;
    for (int round = 0; round < ROUNDS && changed && status == STATUS_OK; round++) {
        status = one_round(folder, arena, &folded, &changed);
    }
    if (status == STATUS_OK) *out_folded = changed ? plain : folded;
    return status;
}

enum status text_fold(const struct text_folder *folder, struct arena *arena, struct text_view source,
                      struct text_folded *out_folded)
{
    return text_fold_by(folder, arena, source, TEXT_FOLD_FAST, out_folded);
}

/* Index of the last run whose folded (or source) begin is at or before `at`. */
static const struct text_fold_run *run_at(const struct text_folded *folded, uint32_t at, bool in_source)
{
    size_t low = 0, high = folded->run_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        const struct text_fold_run *run = &folded->runs[middle];
        if ((in_source ? run->source : run->folded) <= at) low = middle;
        else high = middle;
    }
    return &folded->runs[low];
}

uint32_t text_fold_begin(const struct text_folded *folded, uint32_t at)
{
    if (folded->run_count == 0) return 0;
    if (at >= folded->text.len) return folded->source_len;
    const struct text_fold_run *run = run_at(folded, at, false);
    return run->plain ? run->source + (at - run->folded) : run->source;
}

uint32_t text_fold_end(const struct text_folded *folded, uint32_t at)
{
    if (at == 0) return 0;
    if (at >= folded->text.len) return folded->source_len;
    const struct text_fold_run *run = run_at(folded, at - 1, false);
    return run->plain ? run->source + (at - run->folded) : run->source + run->source_len;
}

uint32_t text_fold_at(const struct text_folded *folded, uint32_t source)
{
    if (folded->run_count == 0 || source >= folded->source_len) return (uint32_t)folded->text.len;
    const struct text_fold_run *run = run_at(folded, source, true);
    uint32_t into = source - run->source;
    if (!run->plain) return into == 0 ? run->folded : run->folded + run->folded_len;
    uint32_t at = run->folded + into;
    while (at < folded->text.len && ((unsigned char)folded->text.at[at] & 0xC0) == 0x80) {
        at++; /* an offset inside a character: the next one is the first after it */
    }
    return at;
}

bool text_fold_keeps(const struct text_folder *folder, struct arena *arena, struct text_view source)
{
    struct text_term_hits hits = {0};
    if (!is_settled(&folder->classes, source)) return false;
    if (folder->spelling_count == 0) return true;
    return text_terms_scan(folder->spelling.from, arena, source, &hits) == STATUS_OK && hits.count == 0;
}
