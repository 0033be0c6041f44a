/* A large input, slice by slice: it is read to its end once, for where to cut it and what its requests come to
 * together; then its slices are judged on several threads and reported in order, so that of all but its bytes no more
 * than a few slices are in memory. What can't be cut so that every result stays the same is judged as a whole. */
#include "juten_private.h"

#include "base/file.h"
#include "base/pool.h"

struct sliced {
    struct juten *run;
    const struct input *input;
    struct arena *arena;
    struct text_source *source;
    const struct rule_set *pack;
    struct doc_slices slices;
    struct outcome *outcomes; /* of the slices */
    char sha256[HASH_SHA256_HEX];
};

static size_t size_of(const struct input *input)
{
    return input->in_memory ? input->bytes.len : file_size(input->stands_at ? input->stands_at : input->path);
}

bool juten_is_large(const struct juten *run, const struct input *input)
{
    const struct doc_input read = {.path = input->path, .format = run->format};
    const enum doc_format format = doc_input_format(&read);
    bool in_parts = !input->previous && (format == DOC_FORMAT_YAML || format == DOC_FORMAT_JSON);
    for (size_t i = 0; i < run->output_count; i++)
        in_parts = in_parts && run->outputs[i].format->in_parts && !run->outputs[i].open;
    return in_parts && size_of(input) >= run->sliced_from;
}

/* The pack that governs the year; none when that is to be said of the file. */
static enum status choose(void *context, const struct doc_node *head, struct doc_slice_words *out_with)
{
    struct sliced *it = context;
    const struct doc_node *node = NULL;
    int year = 0;
    enum status status = doc_submission_year(head, &it->run->packs[0]->words, it->arena, &year, &node);
    if (status == STATUS_OK) it->pack = juten_pack_of(it->run, year);
    if (status == STATUS_OK && it->pack) *out_with = (struct doc_slice_words){&it->pack->words, it->pack->labels};
    return status;
}

/* Reads the file and finds its slices; what is wrong with it is told when it is judged as a whole. */
static enum status find(struct sliced *it)
{
    struct profile *profile = &it->run->profiles[0];
    struct doc_input source = {.path = it->input->path,
                               .stands_at = it->input->stands_at,
                               .format = it->run->format,
                               .in_memory = it->input->in_memory,
                               .bytes = it->input->bytes,
                               .profile = profile};
    const struct doc_slice_settings settings = {it->run->slice_bytes, choose, it};
    struct text_diagnostics diagnostics;
    text_diagnostics_init(&diagnostics, it->arena);
    profile_enter(profile, PROFILE_PARSE);
    enum status status = doc_input_open(it->arena, &source, &diagnostics, &it->source);
    if (status == STATUS_OK) status = doc_slices_find(it->arena, it->source, &settings, &it->slices);
    else if (status == STATUS_INVALID) status = STATUS_OK;
    if (status == STATUS_OK && it->slices.count > 0) juten_hash(source.bytes, it->sha256);
    profile_enter(profile, PROFILE_OUTSIDE);
    return status;
}

static void work(void *context, size_t index, unsigned worker)
{
    struct sliced *it = context;
    const struct juten_slice slice = {it->input, &it->slices, index, it->pack, it->sha256};
    juten_judge_slice(it->run, &slice, &it->outcomes[index], worker);
}

static enum status done(void *context, size_t index)
{
    struct sliced *it = context;
    const bool is_last = index + 1 == it->slices.count;
    it->run->slice_count++;
    enum status status = juten_report(it->run, it->input, &it->outcomes[index]);
    juten_tell_progress(it->run, (size_t)(it->input - it->run->inputs) + is_last);
    return status;
}

static enum status judge(struct sliced *it)
{
    const struct pool_task task = {work, done, it};
    it->outcomes = arena_alloc(it->arena, it->slices.count * sizeof *it->outcomes);
    if (!it->outcomes || !text_source_settle(it->source, it->run->report_run.settings.line_hashes))
        return STATUS_NO_MEMORY;
    enum status status = pool_run(it->run->jobs, it->slices.count, &task);
    for (size_t i = 0; i < it->slices.count; i++)
        arena_free(it->outcomes[i].arena);
    return status;
}

enum status juten_run_slices(struct juten *run, const struct input *input, bool *out_sliced)
{
    struct sliced it = {.run = run, .input = input, .arena = arena_new()};
    enum status status = it.arena ? find(&it) : STATUS_NO_MEMORY;
    *out_sliced = it.slices.count > 0;
    if (status == STATUS_OK && *out_sliced) status = judge(&it);
    doc_slices_clear(&it.slices);
    arena_free(it.arena);
    return status;
}
