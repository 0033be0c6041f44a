/* One input of a run, on the thread of a worker: read, judged by the pack that governs its year, put into words. */
#include "juten_private.h"

#include "doc/input.h"
#include "rule/pack.h"

#include <string.h>

static const struct text_view none;

static struct text_view keep(struct outcome *outcome, const struct buf *words)
{
    const char *kept = arena_copy(outcome->arena, words->bytes ? words->bytes : "", words->len);
    if (!kept || buf_status(words) != STATUS_OK) outcome->status = STATUS_NO_MEMORY;
    return kept ? (struct text_view){kept, words->len} : none;
}

static void refuse_year(struct juten *run, struct outcome *outcome, const struct input *input,
                        const struct doc_node *year)
{
    struct buf governed;
    buf_init(&governed);
    for (size_t i = 0; i < run->pack_count; i++)
        for (size_t y = 0; y < run->packs[i]->info.year_count; y++) {
            buf_add_string(&governed, governed.len > 0 ? ", " : "");
            buf_add_int(&governed, run->packs[i]->info.years[y]);
            buf_add_string(&governed, " = ");
            buf_add(&governed, run->packs[i]->info.id.at, run->packs[i]->info.id.len);
        }
    text_diagnostics_add(&outcome->errors, DIAGNOSTIC_YEAR_NOT_GOVERNED, input->path, year->span,
                         keep(outcome, &governed), year->value, none);
    buf_clear(&governed);
}

static const struct rule_set *newest_pack(const struct juten *run)
{
    const struct rule_set *newest = run->packs[0];
    for (size_t i = 1; i < run->pack_count; i++)
        if (rule_set_last_year(run->packs[i]) > rule_set_last_year(newest)) newest = run->packs[i];
    return newest;
}

const struct rule_set *juten_pack_of(const struct juten *run, int year)
{
    if (run->settings.pack) return run->packs[0];
    if (year == 0) return newest_pack(run);
    for (size_t i = run->pack_count; i-- > 0;)
        if (rule_set_governs(run->packs[i], year)) return run->packs[i];
    return NULL;
}

/* The pack that governs the submission's year; without a readable year the newest, so that the rest is still judged
 * and the year named as missing. NULL after refusing. */
static const struct rule_set *choose_pack(struct juten *run, struct outcome *outcome, const struct input *input,
                                          const struct doc_node *root)
{
    int year = 0;
    const struct doc_node *node = NULL;
    outcome->status = doc_submission_year(root, &run->packs[0]->words, outcome->arena, &year, &node);
    if (outcome->status != STATUS_OK) return NULL;
    const struct rule_set *pack = juten_pack_of(run, year);
    if (pack) return pack;
    if (input->previous) return newest_pack(run); /* never judged: any pack's words will do */
    refuse_year(run, outcome, input, node);
    return NULL;
}

/* Described by the pack's record, which stands where the pack does. */
static enum status record_document(struct juten *run, struct outcome *outcome, const struct input *input,
                                   const struct eval_result *result)
{
    struct report_document *document = &outcome->documents[outcome->document_count];
    struct review_submission *record = arena_alloc(outcome->arena, sizeof *record);
    size_t pack = 0;
    while (run->packs[pack] != result->rules)
        pack++;
    *document = (struct report_document){.path = input->path,
                                         .sha256 = outcome->sha256,
                                         .record = record,
                                         .result = result,
                                         .goes_on = doc_submission_goes_on(result->submission),
                                         .has_more = doc_submission_has_more(result->submission)};
    if (!record) return STATUS_NO_MEMORY;
    enum status status =
        report_record(outcome->arena, &run->report_run.settings, &run->review_packs[pack], document, record);
    if (status == STATUS_OK) outcome->document_count++;
    return status;
}

/* What the rules over the set compare is left behind. */
static enum status want_imprint(const struct juten *run, struct eval_tools *tools)
{
    tools->imprint = arena_alloc(tools->arena, sizeof *tools->imprint);
    if (!tools->imprint) return STATUS_NO_MEMORY;
    tools->imprint->with_texts = eval_set_wants_texts(run->set);
    return STATUS_OK;
}

static void add_source(struct juten *run, struct outcome *outcome, const struct input *input,
                       const struct eval_tools *tools, const struct doc_submission *submission)
{
    outcome->sources[outcome->source_count++] =
        (struct eval_set_source){.path = input->path,
                                 .previous = input->previous,
                                 .rules = tools->rules,
                                 .submission = submission,
                                 .imprint = tools->imprint,
                                 .line_hashes = run->report_run.settings.line_hashes && !input->previous};
}

static enum status judge_submission(struct juten *run, struct outcome *outcome, const struct input *input,
                                    const struct eval_tools *tools, const struct doc_submission *submission)
{
    struct eval_result *result;
    if (input->previous) {
        outcome->earlier_years[outcome->earlier_count++] = submission->year;
        if (!tools->imprint) return STATUS_OK;
        return eval_imprint(tools, submission, &run->eval, tools->imprint->with_texts, tools->imprint);
    }
    enum status status = eval_submission(tools, submission, &run->eval, &result);
    profile_enter(tools->profile, PROFILE_REPORT);
    if (status == STATUS_OK) status = record_document(run, outcome, input, result);
    profile_enter(tools->profile, PROFILE_EVALUATE);
    return status;
}

/* The limit is one of the file, however many documents it holds. */
static enum status count_requests(struct outcome *outcome, const struct doc_submission *submission)
{
    outcome->request_count += submission->request_count;
    if (outcome->request_count <= LIMIT_REQUESTS) return STATUS_OK;
    text_diagnostics_add(&outcome->errors, DIAGNOSTIC_TOO_MANY_REQUESTS, NULL, submission->span, none, none, none);
    return STATUS_LIMIT;
}

static struct eval_tools tools_of(struct juten *run, const struct rule_set *pack, const struct outcome *outcome,
                                  unsigned worker)
{
    return (struct eval_tools){.rules = pack,
                               .arena = outcome->arena,
                               .scratch = run->scratches[worker],
                               .matcher = run->matchers[worker],
                               .profile = &run->profiles[worker]};
}

/* Once it is read. */
static enum status judge_read(struct juten *run, struct outcome *outcome, const struct input *input,
                              struct eval_tools *tools, const struct doc_submission *submission)
{
    enum status status = STATUS_OK;
    profile_enter(tools->profile, PROFILE_EVALUATE);
    if (run->set) status = want_imprint(run, tools);
    if (status == STATUS_OK) status = judge_submission(run, outcome, input, tools, submission);
    if (status == STATUS_OK && tools->imprint) add_source(run, outcome, input, tools, submission);
    profile_enter(tools->profile, PROFILE_PARSE);
    return status;
}

static void judge_document(struct juten *run, struct outcome *outcome, const struct input *input,
                           const struct doc_node *root, unsigned worker)
{
    const struct rule_set *pack = choose_pack(run, outcome, input, root);
    struct doc_submission *submission;
    if (!pack) return;
    struct eval_tools tools = tools_of(run, pack, outcome, worker);
    enum status status = doc_submission_read(outcome->arena, root, outcome->root, &pack->words, pack->labels,
                                             &outcome->errors, &submission);
    if (status == STATUS_OK) status = count_requests(outcome, submission);
    if (status == STATUS_OK) status = judge_read(run, outcome, input, &tools, submission);
    if (status == STATUS_NO_MEMORY) outcome->status = status;
}

static void make_room(struct outcome *outcome, size_t documents)
{
    outcome->documents = arena_alloc(outcome->arena, (documents + 1) * sizeof *outcome->documents);
    outcome->sources = arena_alloc(outcome->arena, (documents + 1) * sizeof *outcome->sources);
    outcome->earlier_years = arena_alloc(outcome->arena, (documents + 1) * sizeof *outcome->earlier_years);
    if (!outcome->documents || !outcome->sources || !outcome->earlier_years) outcome->status = STATUS_NO_MEMORY;
}

static void judge_roots(struct juten *run, struct outcome *outcome, const struct input *input,
                        const struct doc_roots *roots, unsigned worker)
{
    make_room(outcome, roots->count);
    for (size_t i = 0; i < roots->count && outcome->status == STATUS_OK; i++) {
        bool is = false;
        outcome->root = (uint32_t)i;
        outcome->status = doc_submission_is(roots->items[i], &run->packs[0]->words, outcome->arena, &is);
        if (outcome->status != STATUS_OK) break;
        if (is) judge_document(run, outcome, input, roots->items[i], worker);
        else if (input->named)
            text_diagnostics_add(&outcome->errors, DIAGNOSTIC_NOT_SUBMISSION, input->path, roots->items[i]->span, none,
                                 none, none);
    }
    if (roots->count == 0 && input->named)
        text_diagnostics_add(&outcome->errors, roots->absent, input->path, (struct text_span){0}, none, none, none);
    outcome->skipped =
        !input->named && outcome->document_count == 0 && outcome->source_count == 0 && outcome->errors.count == 0;
}

void juten_hash(struct text_view bytes, char out_hex[HASH_SHA256_HEX])
{
    struct hash_sha256 hash;
    hash_sha256_init(&hash);
    hash_sha256_add(&hash, bytes.at, bytes.len);
    hash_sha256_hex(&hash, out_hex);
}

static void judge_input(struct juten *run, struct outcome *outcome, const struct input *input, unsigned worker)
{
    struct doc_input source = {.path = input->path,
                               .stands_at = input->stands_at,
                               .format = run->format,
                               .columns = run->columns,
                               .in_memory = input->in_memory,
                               .bytes = input->bytes,
                               .profile = &run->profiles[worker]};
    struct doc_roots roots = {0};
    enum status status = doc_input_read(outcome->arena, &source, &run->packs[0]->words, &outcome->errors, &roots);
    if (status == STATUS_NO_MEMORY) outcome->status = status;
    if (status == STATUS_OK) {
        juten_hash(source.bytes, outcome->sha256);
        judge_roots(run, outcome, input, &roots, worker);
    }
    if (outcome->errors.status != STATUS_OK) outcome->status = outcome->errors.status;
}

static void word_errors(struct juten *run, struct outcome *outcome)
{
    outcome->unreadable = arena_alloc(outcome->arena, (outcome->errors.count + 1) * sizeof *outcome->unreadable);
    if (!outcome->unreadable) outcome->status = STATUS_NO_MEMORY;
    for (size_t i = 0; i < outcome->errors.count && outcome->status == STATUS_OK; i++)
        outcome->status = report_error_record(outcome->arena, run->report_run.settings.language,
                                              &outcome->errors.items[i], &outcome->unreadable[i]);
}

static void begin(struct juten *run, struct outcome *outcome, unsigned worker)
{
    outcome->arena = depot_take(&run->depot);
    if (!run->scratches[worker]) run->scratches[worker] = arena_new();
    outcome->status = outcome->arena && run->scratches[worker] ? STATUS_OK : STATUS_NO_MEMORY;
    if (outcome->status == STATUS_OK && !run->matchers[worker])
        outcome->status = text_matcher_new(&run->matchers[worker]);
    if (outcome->status == STATUS_OK) text_diagnostics_init(&outcome->errors, outcome->arena);
}

void juten_judge_slice(struct juten *run, const struct juten_slice *slice, struct outcome *outcome, unsigned worker)
{
    struct doc_submission *part = NULL;
    begin(run, outcome, worker);
    if (outcome->status == STATUS_OK) make_room(outcome, 1);
    if (outcome->status != STATUS_OK) return;
    struct eval_tools tools = tools_of(run, slice->pack, outcome, worker);
    memcpy(outcome->sha256, slice->sha256, sizeof outcome->sha256);
    profile_enter(tools.profile, PROFILE_PARSE);
    outcome->status = doc_slice_read(outcome->arena, slice->slices, slice->index, &part);
    if (outcome->status == STATUS_OK) outcome->status = judge_read(run, outcome, slice->input, &tools, part);
    profile_enter(tools.profile, PROFILE_OUTSIDE);
}

void juten_judge(struct juten *run, size_t index, unsigned worker)
{
    struct outcome *outcome = &run->outcomes[index];
    begin(run, outcome, worker);
    if (outcome->status != STATUS_OK) return;
    profile_enter(&run->profiles[worker], PROFILE_PARSE);
    judge_input(run, outcome, &run->inputs[index], worker);
    if (outcome->status == STATUS_OK) word_errors(run, outcome);
    profile_enter(&run->profiles[worker], PROFILE_OUTSIDE);
}
