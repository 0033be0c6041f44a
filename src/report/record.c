#include "report/record.h"

#include "doc/repair.h"
#include "report/cause.h"
#include "report/excerpt.h"
#include "report/wording.h"
#include "text/printable.h"
#include "text/utf8.h"

#define FIXED_BYTES 1000 /* a longer line is not shown mended: nobody would see where */

static const struct text_view none = {"", 0};

/* ---- what all records are made with */

void *report_room(struct report_recorder *recorder, size_t size)
{
    void *room = arena_alloc(recorder->arena, size > 0 ? size : 1);
    if (!room) recorder->status = STATUS_NO_MEMORY;
    return room;
}

struct text_view report_kept(struct report_recorder *recorder, struct buf *words)
{
    const char *copy = words->len > 0 ? arena_copy(recorder->arena, words->bytes, words->len) : "";
    if (!copy || buf_status(words) != STATUS_OK) recorder->status = STATUS_NO_MEMORY;
    struct text_view kept = {copy ? copy : "", copy ? words->len : 0};
    buf_clear(words);
    return kept;
}

struct text_place report_start(struct report_recorder *recorder, struct text_span span)
{
    return span.source ? text_cursor_place(&recorder->cursor, span.source, span.begin) : (struct text_place){0};
}

struct review_range report_range(struct report_recorder *recorder, struct text_span span)
{
    if (!span.source) return (struct review_range){0};
    const struct text_place start = report_start(recorder, span);
    return (struct review_range){start, text_cursor_place(&recorder->cursor, span.source, span.end)};
}

struct text_view report_path(struct report_recorder *recorder, const char *path)
{
    struct text_view view = text_view_of(path);
    struct buf printable;
    if (text_utf8_check(view) == view.len) return view;
    buf_init(&printable);
    text_print(&printable, view);
    return report_kept(recorder, &printable);
}

enum status report_path_record(struct arena *arena, const char *path, struct text_view *out_path)
{
    struct report_recorder recorder = {.arena = arena};
    *out_path = report_path(&recorder, path);
    return recorder.status;
}

/* ---- criteria */

static struct text_view because_of(struct report_recorder *recorder, const struct eval_criterion *criterion,
                                   const struct eval_evidence *evidence)
{
    const struct rule_set *rules = recorder->result->rules;
    struct buf because;
    const struct report_voice to = {&because, recorder->settings->language, rules};
    if (evidence->guard == EVAL_GUARD_NONE) return none;
    buf_init(&because);
    report_cause(&to, &rules->clauses[criterion->rule->clause], evidence);
    return report_kept(recorder, &because);
}

static void add_evidence(struct report_recorder *recorder, const struct eval_criterion *from,
                         struct review_criterion *criterion)
{
    struct review_evidence *evidence = report_room(recorder, from->evidence_count * sizeof *evidence);
    if (!evidence) return;
    for (size_t i = 0; i < from->evidence_count; i++)
        evidence[i] = (struct review_evidence){.text = text_span_view(from->evidence[i].span),
                                               .range = report_range(recorder, from->evidence[i].span),
                                               .text_index = REVIEW_NONE,
                                               .guard = from->evidence[i].guard,
                                               .because = because_of(recorder, from, &from->evidence[i])};
    for (size_t i = 0; i < from->evidence_count; i++)
        report_record_mark(recorder, from->evidence[i].span, &evidence[i]);
    criterion->evidence = evidence;
    criterion->evidence_count = from->evidence_count;
}

/* --explain: each predicate of the criterion, and what became of it where the text came nearest. */
static void add_steps(struct report_recorder *recorder, const struct eval_criterion *from,
                      struct review_criterion *criterion)
{
    const struct rule_set *rules = recorder->result->rules;
    struct review_step *steps = report_room(recorder, from->step_count * sizeof *steps);
    if (!steps) return;
    for (size_t i = 0; i < from->step_count; i++) {
        const struct eval_step *step = &from->steps[i];
        bool leaf = step->predicate->op == RULE_OP_CONCEPT;
        steps[i] = (struct review_step){.depth = step->depth,
                                        .operation = text_view_of(rule_operator_name(step->predicate->op)),
                                        .concept = leaf ? rules->concepts[step->predicate->concept].name : none,
                                        .truth = text_view_of(eval_truth_name(step->truth)),
                                        .guard = text_view_of(eval_guard_name(step->guard)),
                                        .text = leaf && !step->elsewhere ? text_span_view(step->first.span) : none};
    }
    criterion->steps = steps;
    criterion->step_count = from->step_count;
}

static const struct review_criterion *criteria_of(struct report_recorder *recorder, const struct eval_criterion *from,
                                                  size_t count)
{
    struct review_criterion *criteria = report_room(recorder, count * sizeof *criteria);
    for (size_t i = 0; criteria && i < count; i++) {
        criteria[i] = (struct review_criterion){.id = from[i].rule->id, .state = from[i].state, .guard = from[i].guard};
        add_evidence(recorder, &from[i], &criteria[i]);
        if (recorder->settings->explain) add_steps(recorder, &from[i], &criteria[i]);
    }
    return criteria;
}

/* ---- claims and requests */

struct review_amount report_record_amount(const struct doc_amount *amount)
{
    bool figure = amount->kind == DOC_AMOUNT_FIGURE || amount->kind == DOC_AMOUNT_PART_OF;
    return (struct review_amount){.kind = amount->kind,
                                  .yen = figure ? amount->money.yen : 0,
                                  .relisted = amount->relisted,
                                  .written = amount->written};
}

static void add_claim(struct report_recorder *recorder, const struct eval_claim *from, struct review_claim *claim)
{
    bool named = from->clause != RULE_NONE;
    const struct rule_clause *clause = named ? &recorder->result->rules->clauses[from->clause] : NULL;
    *claim = (struct review_claim){.area = clause ? clause->label : none,
                                   .item = clause && from->item ? clause->items[from->item - 1] : none,
                                   .area_as_written = from->doc->area.value,
                                   .clause = named ? from->clause : REVIEW_NONE,
                                   .amount = report_record_amount(&from->doc->amount),
                                   .verdict = from->verdict,
                                   .criteria = criteria_of(recorder, from->criteria, from->criterion_count),
                                   .criterion_count = from->criterion_count,
                                   .text_sha256 = text_view_of(from->text_sha256)};
}

/* The clauses that the text would justify and does not claim, best first. */
static void add_suggestions(struct report_recorder *recorder, const struct eval_request *from,
                            struct review_request *request)
{
    const struct eval_suggestions *suggestions = &from->suggestions;
    struct text_view *labels = report_room(recorder, suggestions->count * sizeof *labels);
    request->suggested = from->suggested;
    for (size_t i = 0; labels && i < suggestions->count; i++)
        if (!suggestions->items[i].claimed)
            labels[request->suggestion_count++] = recorder->result->rules->clauses[suggestions->items[i].clause].label;
    request->suggestions = labels;
}

static void add_request(struct report_recorder *recorder, const struct eval_request *from,
                        struct review_request *request)
{
    const struct doc_request *doc = from->doc;
    size_t text_count = 0;
    const struct review_text *texts = report_record_texts(recorder, doc, &text_count);
    struct review_claim *claims = report_room(recorder, from->claim_count * sizeof *claims);
    *request = (struct review_request){.id = doc->id.value,
                                       .title = doc->title.value,
                                       .category = doc->category,
                                       .amount = report_record_amount(&doc->amount),
                                       .previous = report_record_amount(&doc->previous),
                                       .supplementary = report_record_amount(&doc->supplementary),
                                       .special = report_record_amount(&doc->special),
                                       .verdict = from->verdict,
                                       .criteria = criteria_of(recorder, from->criteria, from->criterion_count),
                                       .criterion_count = from->criterion_count,
                                       .claims = claims,
                                       .texts = texts,
                                       .text_count = text_count,
                                       .text_sha256 = text_view_of(from->text_sha256)};
    for (size_t i = 0; claims && i < from->claim_count; i++)
        add_claim(recorder, &from->claims[i], &claims[request->claim_count++]);
    request->start = report_start(recorder, doc->span);
    request->parts = report_record_parts(recorder, doc, &request->part_count);
    if (from->suggested) add_suggestions(recorder, from, request);
}

enum status report_record(struct arena *arena, const struct report_settings *settings, const struct review_pack *pack,
                          const struct report_document *document, struct review_submission *out_record)
{
    const struct eval_result *result = document->result;
    struct report_recorder recorder = {
        .arena = arena, .settings = settings, .document = document, .result = result, .status = STATUS_OK};
    struct review_request *requests = report_room(&recorder, result->request_count * sizeof *requests);
    recorder.path = report_path(&recorder, document->path);
    *out_record = (struct review_submission){
        .path = recorder.path,
        .document = result->submission->document,
        .sha256 = text_view_of(document->sha256),
        .pack = pack,
        .ministry = doc_submission_ministry(result->submission, &result->rules->words),
        .ministry_order = result->submission->ministry,
        .year = result->submission->year,
        .total = report_record_amount(&result->submission->total),
        .requests = requests,
    };
    for (size_t i = 0; requests && i < result->request_count; i++)
        add_request(&recorder, &result->requests[i], &requests[out_record->request_count++]);
    out_record->findings = report_record_findings(&recorder, &out_record->finding_count);
    return recorder.status;
}

/* ---- unreadable inputs */

struct text_view report_record_fixed(struct report_recorder *recorder, struct doc_edits *edits,
                                     const struct text_source *source)
{
    doc_edits_settle(edits);
    struct text_view line = edits->count > 0 ? doc_edits_line(edits, source) : none;
    if (edits->status != STATUS_OK || !line.at) recorder->status = STATUS_NO_MEMORY;
    return line.at && line.len <= FIXED_BYTES ? line : none;
}

enum status report_error_record(struct arena *arena, enum text_language language, const struct text_diagnostic *error,
                                struct review_error *out_error)
{
    struct report_recorder recorder = {.arena = arena};
    struct buf words;
    buf_init(&words);
    text_diagnostic_word(&words, error, language);
    struct doc_edits edits;
    doc_edits_init(&edits, arena);
    doc_repair_mistake(error, &edits);
    *out_error =
        (struct review_error){.code = text_view_of(text_diagnostic_id(error->code)),
                              .path = report_path(&recorder,
                                                  error->path ? error->path : text_source_path(error->span.source)),
                              .message = report_kept(&recorder, &words),
                              .fixed = report_record_fixed(&recorder, &edits, error->span.source),
                              .start = report_start(&recorder, error->span),
                              .excerpt = report_excerpt_of(error->span)};
    return recorder.status;
}
