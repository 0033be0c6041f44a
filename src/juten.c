/* The facade: a run holds the packs, the inputs and the reports; each input is read, judged in a worker thread and
 * reported on the calling thread in input order, after which all its memory is given back. */
#include "juten_private.h"

#include "base/pool.h"
#include "doc/table_map.h"
#include "review/redact.h"
#include "rule/pack.h"
#include "text/printable.h"

#include <stdlib.h>
#include <string.h>

static enum juten_status status_of(enum status status)
{
    return status == STATUS_OK ? JUTEN_OK : status == STATUS_IO ? JUTEN_WRITE : JUTEN_NO_MEMORY;
}

/* ---- opening */

static void word_diagnostics(struct juten *run, const struct text_diagnostics *list)
{
    for (size_t i = 0; i < list->count; i++)
        text_diagnostic_line(&run->problem, &list->items[i], run->report_run.settings.language);
}

static enum juten_status load_pack(struct juten *run, const char *name, bool explicit_choice)
{
    struct text_diagnostics diagnostics;
    struct rule_set *set = NULL;
    text_diagnostics_init(&diagnostics, run->arena);
    enum status status = rule_pack_load(name, &diagnostics, &set);
    word_diagnostics(run, &diagnostics);
    if (status == STATUS_NO_MEMORY) return JUTEN_NO_MEMORY;
    if (status != STATUS_OK) return JUTEN_PACK;
    status = report_pack_record(run->arena, set, explicit_choice, run->report_run.settings.language,
                                &run->review_packs[run->pack_count]);
    run->packs[run->pack_count++] = set;
    return status_of(status);
}

static enum juten_status load_packs(struct juten *run)
{
    enum juten_status status = JUTEN_OK;
    if (run->settings.pack) return load_pack(run, run->settings.pack, true);
    for (size_t i = 0; i < rule_pack_embedded_count() && i < PACKS_MAX && status == JUTEN_OK; i++)
        status = load_pack(run, rule_pack_embedded_id(i), false);
    return status;
}

const char *juten_stands_at(const struct juten *run, const char *path)
{
    return run->settings.stands_at ? run->settings.stands_at(run->settings.stands_at_context, path) : NULL;
}

static enum juten_status load_columns(struct juten *run)
{
    struct text_diagnostics diagnostics;
    struct doc_column_map *map = arena_alloc(run->arena, sizeof *map);
    if (!run->settings.columns) return JUTEN_OK;
    if (!map) return JUTEN_NO_MEMORY;
    text_diagnostics_init(&diagnostics, run->arena);
    enum status status =
        doc_input_read_columns(run->arena, run->settings.columns, juten_stands_at(run, run->settings.columns),
                               &run->packs[0]->words, &diagnostics, map);
    word_diagnostics(run, &diagnostics);
    run->columns = map;
    return status == STATUS_INVALID ? JUTEN_SETTING : status_of(status);
}

/* Whether a pack has such a rule over the set, and its findings are shown. */
static bool wants_over_set(const struct juten *run, enum rule_check check)
{
    const struct rule_form *form = NULL;
    for (size_t i = 0; i < run->pack_count; i++)
        if (rule_set_case(run->packs[i], check, &form) &&
            report_selects(&run->report_run.settings.selection, form->id, form->severity))
            return true;
    return false;
}

/* Rules over the set that nobody would see are not computed. */
static enum juten_status open_set(struct juten *run)
{
    const struct eval_set_wants wants = {.ids = wants_over_set(run, RULE_CHECK_OWN_ID),
                                         .texts = wants_over_set(run, RULE_CHECK_NEAR_DUPLICATE),
                                         .previous = wants_over_set(run, RULE_CHECK_PREVIOUS)};
    if (!wants.ids && !wants.texts && !wants.previous) return JUTEN_OK;
    return status_of(eval_set_new(wants, &run->set));
}

static void set_clock(struct juten *run)
{
    run->profile.clock = run->settings.clock;
    for (size_t i = 0; i < LIMIT_JOBS; i++)
        run->profiles[i].clock = run->settings.clock;
}

enum juten_status juten_open(const struct juten_settings *settings, struct juten **out_run)
{
    struct arena *arena = arena_new();
    struct juten *run = arena ? arena_alloc(arena, sizeof *run) : NULL;
    if (!run) {
        arena_free(arena);
        return JUTEN_NO_MEMORY;
    }
    run->arena = arena;
    run->settings = *settings;
    depot_init(&run->depot);
    buf_init(&run->problem);
    buf_init(&run->counts_line);
    buf_init(&run->details);
    buf_init(&run->mend_diff);
    buf_init(&run->mend_problems);
    run->manifest.arena = arena;
    run->sliced_from = JUTEN_SLICED_FROM;
    run->slice_bytes = JUTEN_SLICE_BYTES;
    *out_run = run;
    enum juten_status status = juten_settings_apply(run);
    set_clock(run);
    profile_enter(&run->profile, PROFILE_PACK);
    if (status == JUTEN_OK) status = load_packs(run);
    profile_enter(&run->profile, PROFILE_OUTSIDE);
    if (status == JUTEN_OK) status = load_columns(run);
    if (status == JUTEN_OK) status = juten_settings_find(run);
    if (status == JUTEN_OK) status = open_set(run);
    run->report_run.packs = run->review_packs;
    run->report_run.pack_count = run->pack_count;
    run->report_run.manifest = &run->manifest;
    for (size_t i = 0; i < run->eval.clause_count && status == JUTEN_OK; i++)
        status = status_of(review_manifest_add_clause(&run->manifest, run->eval.clauses[i]));
    if (status == JUTEN_OK)
        status = status_of(report_note_filters(&run->report_run.settings.selection, &run->manifest));
    run->opened = status == JUTEN_OK;
    return buf_status(&run->problem) == STATUS_OK ? status : JUTEN_NO_MEMORY; /* half a reason is none */
}

void juten_close(struct juten *run)
{
    if (!run) return;
    for (size_t i = 0; i < run->output_count; i++)
        report_outlet_close(&run->outputs[i].outlet);
    for (size_t i = 0; i < LIMIT_JOBS; i++) {
        text_matcher_free(run->matchers[i]);
        arena_free(run->scratches[i]);
    }
    depot_clear(&run->depot);
    for (size_t i = 0; i < run->pack_count; i++)
        rule_set_free(run->packs[i]);
    eval_set_free(run->set);
    buf_clear(&run->problem);
    buf_clear(&run->counts_line);
    buf_clear(&run->details);
    buf_clear(&run->mend_diff);
    buf_clear(&run->mend_problems);
    arena_free(run->mend_arena);
    arena_free(run->arena);
}

const char *juten_problem(const struct juten *run)
{
    return run->problem.bytes ? run->problem.bytes : "";
}

/* ---- inputs and reports */

static enum juten_status add_input(struct juten *run, struct input input, const char *path)
{
    input.path = arena_copy(run->arena, path, strlen(path));
    input.stands_at = input.in_memory ? NULL : juten_stands_at(run, path);
    input.meets = run->meets;
    struct input *inputs = arena_grow(run->arena, run->inputs, run->input_count, &run->input_capacity, sizeof *inputs);
    if (!input.path || !inputs) return JUTEN_NO_MEMORY;
    run->inputs = inputs;
    run->inputs[run->input_count++] = input;
    return JUTEN_OK;
}

enum juten_status juten_add_file(struct juten *run, const char *path, bool named)
{
    return add_input(run, (struct input){.named = named}, path);
}

enum juten_status juten_add_bytes(struct juten *run, const char *name, const void *bytes, size_t len)
{
    struct input input = {.in_memory = true, .named = true};
    /* of what is too large nothing is kept: reading it will say so */
    input.bytes = (struct text_view){arena_copy(run->arena, bytes, len > LIMIT_FILE_BYTES ? 0 : len), len};
    return input.bytes.at ? add_input(run, input, name) : JUTEN_NO_MEMORY;
}

enum juten_status juten_add_previous(struct juten *run, const char *path, bool named)
{
    return add_input(run, (struct input){.named = named, .previous = true}, path);
}

void juten_add_skipped(struct juten *run, size_t count)
{
    run->totals.skipped += count;
}

void juten_note_failure(struct juten *run)
{
    run->report_run.failed = true;
}

enum juten_status juten_name_repository(struct juten *run, const struct juten_repository *repository)
{
    struct report_repository *named = arena_alloc(run->arena, sizeof *named);
    if (!named) return JUTEN_NO_MEMORY;
    *named = (struct report_repository){repository->uri, repository->revision, repository->branch, repository->root};
    run->report_run.repository = named;
    return JUTEN_OK;
}

/* ---- judging and reporting: the latter on the calling thread, in order */

/* Inputs in a row. */
struct batch {
    struct juten *run;
    size_t first;
};

static void work(void *context, size_t index, unsigned worker)
{
    const struct batch *batch = context;
    juten_judge(batch->run, batch->first + index, worker);
}

static void count_document(struct juten *run, const struct report_document *document)
{
    const struct eval_result *result = document->result;
    run->totals.requests += result->counts.requests;
    run->totals.claims += result->counts.claims;
    run->totals.criteria += result->counts.criteria;
    for (size_t i = 0; i < document->record->finding_count; i++)
        review_totals_count(&run->totals, &document->record->findings[i]);
}

static enum status report_input(struct output *output, const struct outcome *outcome)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < outcome->document_count && status == STATUS_OK; i++)
        status = report_outlet_document(&output->outlet, &outcome->documents[i]);
    for (size_t i = 0; i < outcome->errors.count && status == STATUS_OK; i++)
        status = report_outlet_error(&output->outlet, &outcome->unreadable[i]);
    return status;
}

/* A file is either skipped or holds documents, or submissions of earlier years. */
static void add_details(struct juten *run, const struct input *input, const struct outcome *outcome)
{
    for (size_t i = 0; run->settings.verbose && i < outcome->document_count + outcome->skipped + outcome->earlier_count;
         i++) {
        text_print(&run->details, text_view_of(input->path));
        buf_add_string(&run->details, ": ");
        if (outcome->skipped) {
            buf_add_string(&run->details, report_plain(run->report_run.settings.language, REPORT_SKIPPED));
        } else if (input->previous) {
            buf_add_string(&run->details, report_plain(run->report_run.settings.language, REPORT_EARLIER));
        } else {
            const struct eval_result *result = outcome->documents[i].result;
            const struct rule_pack_info *info = &result->rules->info;
            const struct text_source *source = result->submission->source;
            buf_add_string(&run->details,
                           text_source_is_sheet(source) ? "XLSX" : text_encoding_name(text_source_encoding(source)));
            buf_add_string(&run->details, ", ");
            buf_add(&run->details, info->id.at, info->id.len);
            buf_add_char(&run->details, ' ');
            buf_add(&run->details, info->version.at, info->version.len);
        }
        buf_add_char(&run->details, '\n');
    }
}

/* Only what is older than something judged is compared with. */
static void count_years(struct juten *run, struct outcome *outcome)
{
    size_t earlier = 0;
    for (size_t i = 0; i < outcome->document_count; i++) {
        int year = outcome->documents[i].result->submission->year;
        if (year > run->newest_year) run->newest_year = year;
    }
    for (size_t i = 0; i < outcome->earlier_count; i++)
        earlier += eval_set_is_earlier(outcome->earlier_years[i], run->newest_year);
    outcome->earlier_count = earlier;
    run->previous += earlier;
}

static enum status note_input(struct juten *run, const struct input *input, const struct outcome *outcome)
{
    enum review_input_role role = outcome->errors.count > 0 ? REVIEW_INPUT_UNREADABLE
                                  : outcome->skipped        ? REVIEW_INPUT_SKIPPED
                                  : input->previous         ? REVIEW_INPUT_PREVIOUS
                                                            : REVIEW_INPUT_CHECKED;
    struct text_view path;
    enum status status = report_path_record(outcome->arena, input->path, &path);
    return status == STATUS_OK ? review_manifest_add(&run->manifest, role, path, text_view_of(outcome->sha256))
                               : status;
}

static struct review_redaction redaction_of(const struct juten *run, struct arena *arena)
{
    const struct report_settings *settings = &run->report_run.settings;
    return (struct review_redaction){settings->redact, text_view_of(report_plain(settings->language, REPORT_HIDDEN)),
                                     arena};
}

/* After waivers, which know a text by its hash. */
static enum status redact_outcome(const struct juten *run, struct outcome *outcome)
{
    const struct review_redaction redaction = redaction_of(run, outcome->arena);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < outcome->document_count && status == STATUS_OK; i++)
        status = review_redact_submission(&redaction, outcome->documents[i].record);
    for (size_t i = 0; i < outcome->errors.count && status == STATUS_OK; i++)
        status = review_redact_error(&redaction, &outcome->unreadable[i]);
    return status;
}

/* What is told once of an input: with its first slice where it comes in slices. */
static enum status note_outcome(struct juten *run, const struct input *input, struct outcome *outcome)
{
    if (outcome->document_count > 0 && outcome->documents[0].goes_on) return STATUS_OK;
    count_years(run, outcome);
    run->totals.files += outcome->document_count > 0;
    run->totals.errors += outcome->errors.count + outcome->errors.dropped;
    run->totals.skipped += input->previous ? 0 : outcome->skipped;
    add_details(run, input, outcome);
    return note_input(run, input, outcome);
}

enum status juten_report(struct juten *run, const struct input *input, struct outcome *outcome)
{
    enum status status = outcome->status;
    profile_enter(&run->profile, PROFILE_REPORT);
    if (status == STATUS_OK) status = juten_waivers_mark(input, outcome);
    if (status == STATUS_OK) status = redact_outcome(run, outcome);
    for (size_t i = 0; i < run->output_count && status == STATUS_OK; i++)
        status = report_input(&run->outputs[i], outcome);
    for (size_t i = 0; i < outcome->document_count; i++)
        count_document(run, &outcome->documents[i]);
    for (size_t i = 0; i < outcome->source_count && status == STATUS_OK; i++)
        status = eval_set_add(run->set, &outcome->sources[i]);
    if (status == STATUS_OK) status = note_outcome(run, input, outcome);
    depot_give(&run->depot, outcome->arena);
    outcome->arena = NULL;
    profile_enter(&run->profile, PROFILE_OUTSIDE);
    return status;
}

void juten_tell_progress(const struct juten *run, size_t inputs)
{
    const struct juten_progress so_far = {inputs, run->input_count, run->totals.requests};
    if (run->settings.progress) run->settings.progress(run->settings.progress_context, &so_far);
}

static enum status done(void *context, size_t index)
{
    const struct batch *batch = context;
    index += batch->first;
    enum status status = juten_report(batch->run, &batch->run->inputs[index], &batch->run->outcomes[index]);
    juten_tell_progress(batch->run, index + 1);
    return status;
}

static enum status run_batch(struct juten *run, size_t first, size_t count)
{
    struct batch batch = {run, first};
    const struct pool_task task = {work, done, &batch};
    return pool_run(run->jobs, count, &task);
}

/* A large input is cut into slices, which then are what the workers share; what can't be cut goes with those behind. */
static enum status run_inputs(struct juten *run)
{
    size_t first = 0;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < run->input_count && status == STATUS_OK; i++) {
        bool sliced = false;
        if (!juten_is_large(run, &run->inputs[i])) continue;
        status = run_batch(run, first, i - first);
        first = i;
        if (status == STATUS_OK) status = juten_run_slices(run, &run->inputs[i], &sliced);
        first += sliced;
    }
    return status == STATUS_OK ? run_batch(run, first, run->input_count - first) : status;
}

/* Rules over the set, when all has been read. */
static enum status report_set(struct juten *run)
{
    const struct eval_set_finding *found = NULL;
    struct review_finding *findings = NULL;
    size_t count = 0;
    profile_enter(&run->profile, PROFILE_EVALUATE);
    enum status status = run->set ? eval_set_judge(run->set, &found, &count) : STATUS_OK;
    profile_enter(&run->profile, PROFILE_REPORT);
    if (run->set && status == STATUS_OK)
        status = report_set_record(run->arena, &run->report_run.settings, found, count, &findings, &count);
    if (status == STATUS_OK) status = juten_waivers_conclude(run, &findings, &count);
    const struct review_redaction redaction = redaction_of(run, run->arena);
    if (status == STATUS_OK)
        status = review_redact_findings(&redaction, run->review_packs, run->pack_count, findings, count);
    for (size_t i = 0; i < count && status == STATUS_OK; i++)
        review_totals_count(&run->totals, &findings[i]);
    for (size_t i = 0; i < run->output_count && status == STATUS_OK; i++)
        status = report_outlet_set(&run->outputs[i].outlet, findings, count);
    return status;
}

static enum status end_reports(struct juten *run)
{
    enum status status = report_set(run);
    run->report_run.failed |= run->settings.wants_previous && run->previous == 0 && !run->settings.allow_empty;
    const struct review_seal seal = {.version = text_view_of(run->report_run.version),
                                     .as_of = text_view_of(run->report_run.as_of),
                                     .packs = run->report_run.packs,
                                     .pack_count = run->report_run.pack_count,
                                     .totals = &run->totals};
    if (run->report_run.settings.redact) review_manifest_withhold(&run->manifest);
    if (status == STATUS_OK) status = review_manifest_seal(&run->manifest, &seal);
    for (size_t i = 0; i < run->output_count && status == STATUS_OK; i++) {
        status = report_outlet_end(&run->outputs[i].outlet, &run->totals);
        report_outlet_notices(&run->outputs[i].outlet, &run->details);
    }
    profile_enter(&run->profile, PROFILE_OUTSIDE);
    return status;
}

/* Findings are sorted by path (interface.md), so the inputs are: the order of arguments shows in no result. What is
 * only compared with comes last. */
static int compare_inputs(const void *a, const void *b)
{
    const struct input *x = a, *y = b;
    return x->previous != y->previous ? x->previous - y->previous : strcmp(x->path, y->path);
}

enum juten_status juten_check(struct juten *run)
{
    if (!run->opened || run->checked)
        return juten_refuse(run, "juten_check: ", NULL, run->opened ? REPORT_PROBLEM_CHECKED : REPORT_PROBLEM_NOT_OPEN);
    run->checked = true;
    run->outcomes = arena_alloc(run->arena, (run->input_count + 1) * sizeof *run->outcomes);
    if (run->input_count > 1) qsort(run->inputs, run->input_count, sizeof *run->inputs, compare_inputs);
    enum status status = run->outcomes ? juten_outputs_begin(run) : STATUS_NO_MEMORY;
    if (status == STATUS_OK) status = run_inputs(run);
    if (status == STATUS_OK) status = end_reports(run);
    for (size_t i = 0; run->outcomes && i < run->input_count; i++)
        arena_free(run->outcomes[i].arena);
    return status_of(status);
}
