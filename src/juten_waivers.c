/* The waivers of a run: read before anything is judged, laid over the findings on the calling thread, and looked at
 * themselves when all is known. */
#include "juten_private.h"

#include <string.h>

static enum juten_status status_of(enum status status)
{
    if (status == STATUS_OK) return JUTEN_OK;
    return status == STATUS_NO_MEMORY ? JUTEN_NO_MEMORY : JUTEN_SETTING;
}

static enum status note_input(struct juten *run, const char *path, struct text_view bytes)
{
    struct hash_sha256 hash;
    char sha256[HASH_SHA256_HEX];
    struct text_view shown;
    enum status status = report_path_record(run->arena, path, &shown);
    if (status != STATUS_OK) return status;
    hash_sha256_init(&hash);
    hash_sha256_add(&hash, bytes.at, bytes.len);
    hash_sha256_hex(&hash, sha256);
    return review_manifest_add(&run->manifest, REVIEW_INPUT_WAIVERS, shown, text_view_of(sha256));
}

static enum status read_file(struct juten *run, struct waiver_file *file, struct text_diagnostics *diagnostics)
{
    struct review_waiver_file read;
    file->held = (struct review_waivers){.arena = run->arena, .as_of = text_view_of(run->report_run.as_of)};
    enum status status =
        review_waivers_read(&file->held, file->path, juten_stands_at(run, file->path), diagnostics, &read);
    if (status == STATUS_OK) status = review_waivers_ready(&file->held, diagnostics);
    return status == STATUS_OK ? note_input(run, file->path, read.bytes) : status;
}

/* The place of the file of that path in the list, or the list's end. */
static struct waiver_file **place_of(struct juten *run, const char *path)
{
    struct waiver_file **place = &run->waivers;
    while (*place && strcmp((*place)->path, path) != 0)
        place = &(*place)->next;
    return place;
}

enum juten_status juten_meet_waivers(struct juten *run, const char *path, bool whole)
{
    struct text_diagnostics diagnostics;
    struct waiver_file **place = path ? place_of(run, path) : NULL;
    run->meets = place ? *place : NULL;
    if (!path || run->meets) return JUTEN_OK;
    struct waiver_file *file = arena_alloc(run->arena, sizeof *file);
    const char *kept = arena_copy(run->arena, path, strlen(path));
    if (!file || !kept) return JUTEN_NO_MEMORY;
    *file = (struct waiver_file){.path = kept, .whole = whole};
    text_diagnostics_init(&diagnostics, run->arena);
    enum status status = read_file(run, file, &diagnostics);
    for (size_t i = 0; i < diagnostics.count; i++)
        text_diagnostic_line(&run->problem, &diagnostics.items[i], run->report_run.settings.language);
    if (status == STATUS_OK) *place = run->meets = file;
    return buf_status(&run->problem) == STATUS_OK ? status_of(status) : JUTEN_NO_MEMORY; /* half a reason is none */
}

enum status juten_waivers_mark(const struct input *input, struct outcome *outcome)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; input->meets && i < outcome->document_count && status == STATUS_OK; i++) {
        const struct review_submission *record = outcome->documents[i].record;
        review_waivers_see(&input->meets->held, record, input->meets->whole);
        status = review_waivers_mark(&input->meets->held, outcome->arena, record->findings, record->finding_count);
    }
    return status;
}

static bool shows(const void *context, struct text_view rule, enum rule_severity severity)
{
    return report_selects(context, rule, severity);
}

/* Those over the set and those on waivers, in the order of findings everywhere. */
static enum status join(struct juten *run, const struct review_finding *more, size_t more_count,
                        struct review_finding **findings, size_t *count)
{
    if (more_count == 0) return STATUS_OK;
    struct review_finding *all = arena_alloc(run->arena, (*count + more_count) * sizeof *all);
    if (!all) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < *count; i++)
        all[i] = (*findings)[i];
    for (size_t i = 0; i < more_count; i++)
        all[*count + i] = more[i];
    *findings = all;
    *count += more_count;
    return review_findings_sort(run->arena, all, *count);
}

enum status juten_waivers_conclude(struct juten *run, struct review_finding **findings, size_t *count)
{
    const struct report_settings *settings = &run->report_run.settings;
    const struct review_waiver_scope scope = {.packs = run->review_packs,
                                              .pack_count = run->pack_count,
                                              .limited = run->eval.clause_count > 0,
                                              .unread = run->totals.errors > 0,
                                              .shows = shows,
                                              .context = &settings->selection};
    enum status status = STATUS_OK;
    size_t over_set = *count;
    for (struct waiver_file *file = run->waivers; file && status == STATUS_OK; file = file->next)
        status = review_waivers_mark(&file->held, run->arena, *findings, over_set);
    for (struct waiver_file *file = run->waivers; file && status == STATUS_OK; file = file->next) {
        struct review_finding *faults = NULL;
        size_t fault_count = 0;
        status = report_waiver_record(run->arena, settings, &file->held, &scope, &faults, &fault_count);
        if (status == STATUS_OK) status = join(run, faults, fault_count, findings, count);
    }
    return status;
}
