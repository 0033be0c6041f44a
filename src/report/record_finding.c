/* Findings in words, with the lines below them: what is asked, where the guideline says so, an example. */
#include "doc/repair.h"
#include "report/excerpt.h"
#include "report/record.h"
#include "report/wording.h"

#include <string.h>

#define ALTERNATIVES 3 /* of what would also justify the clause */
#define DETAILS      (ALTERNATIVES + 3)

static const struct text_view none = {"", 0};

/* ---- details */

struct details {
    struct report_recorder *recorder;
    struct review_detail *items;
    size_t count;
};

static enum text_language language_of(const struct details *to)
{
    return to->recorder->settings->language;
}

static void add(struct details *to, enum review_detail_kind kind, struct text_view text, struct text_view source)
{
    if (text.len > 0 || source.len > 0) to->items[to->count++] = (struct review_detail){kind, text, source};
}

static struct text_view source_of(const struct details *to, const struct rule_criterion *rule)
{
    struct buf source;
    buf_init(&source);
    report_source(&source, language_of(to), to->recorder->result->rules, rule);
    return report_kept(to->recorder, &source);
}

static void add_asked(struct details *to, enum review_detail_kind kind, const struct rule_criterion *rule)
{
    add(to, kind, rule->asks.in[language_of(to)], source_of(to, rule));
}

/* The clause that the text carries instead of the one that it claims. */
static void add_suggestion(struct details *to, const struct eval_claim *claim)
{
    bool fits_clause = claim->reason == EVAL_REASON_OTHER_ITEM || claim->reason == EVAL_REASON_RESERVED;
    for (size_t i = 0; !fits_clause && i < claim->suggestions.count; i++) {
        struct buf words;
        if (claim->suggestions.items[i].clause == claim->clause) continue;
        buf_init(&words);
        report_suggestion(&words, language_of(to), to->recorder->result, &claim->suggestions.items[i]);
        add(to, REVIEW_DETAIL_SUGGEST, report_kept(to->recorder, &words), none);
        return;
    }
}

/* What would justify the clause: the nearest criterion first, then the others that apply. */
static void add_clause(struct details *to, const struct eval_claim *claim)
{
    size_t shown = 0;
    if (claim->nearest == (size_t)-1) return;
    const struct rule_criterion *nearest = claim->criteria[claim->nearest].rule;
    add_asked(to, REVIEW_DETAIL_ASKS, nearest);
    add(to, REVIEW_DETAIL_EXAMPLE, report_example(nearest), none);
    for (size_t i = 0; i < claim->criterion_count && shown < ALTERNATIVES; i++) {
        const struct eval_criterion *other = &claim->criteria[i];
        bool fits = other->rule->mode == RULE_MODE_ANY && other->state != EVAL_STATE_NOT_APPLICABLE &&
                    (claim->item == 0 || other->rule->item == claim->item);
        if (i == claim->nearest || !fits) continue;
        add_asked(to, REVIEW_DETAIL_OR, other->rule);
        shown++;
    }
}

static void add_fixed(struct details *to, const struct doc_observation *observed)
{
    struct doc_edits edits;
    doc_edits_init(&edits, to->recorder->arena);
    doc_repair_seen(observed, &edits);
    add(to, REVIEW_DETAIL_FIXED, report_record_fixed(to->recorder, &edits, observed->span.source), none);
}

const struct review_detail *report_record_details(struct report_recorder *recorder, const struct eval_finding *finding,
                                                  size_t *out_count)
{
    const struct eval_claim *claim = report_claim_of(recorder->result, finding);
    struct review_detail room[DETAILS] = {0};
    struct details to = {.recorder = recorder, .items = room};
    bool unjustified = finding->event == EVAL_EVENT_UNJUSTIFIED && claim;
    if (!unjustified && !finding->criterion && !finding->observed) return NULL;
    if (unjustified) {
        add_suggestion(&to, claim);
        add_clause(&to, claim);
    } else if (finding->observed) {
        add_fixed(&to, finding->observed);
    } else {
        add_asked(&to, REVIEW_DETAIL_BASIS, finding->criterion->rule);
        add(&to, REVIEW_DETAIL_HINT, finding->criterion->rule->hint.in[language_of(&to)], none);
    }
    if (to.count == 0) return NULL;
    struct review_detail *kept = report_room(recorder, to.count * sizeof *kept);
    if (!kept) return NULL;
    memcpy(kept, room, to.count * sizeof *kept);
    *out_count = to.count;
    return kept;
}

/* What --fix would put in its place; nothing of a workbook, which it does not touch. */
static void add_fixes(struct report_recorder *recorder, const struct doc_observation *observed,
                      struct review_finding *finding)
{
    const struct text_source *source = observed->span.source;
    struct doc_edits edits;
    if (!doc_repair_is_sure(observed) || text_source_is_sheet(source)) return;
    doc_edits_init(&edits, recorder->arena);
    doc_repair_seen(observed, &edits);
    doc_edits_settle(&edits);
    if (edits.status != STATUS_OK) recorder->status = STATUS_NO_MEMORY;
    struct review_fix *fixes = report_room(recorder, edits.count * sizeof *fixes);
    for (size_t i = 0; fixes && i < edits.count; i++)
        fixes[i] = (struct review_fix){.range = report_range(recorder, (struct text_span){source, edits.items[i].begin,
                                                                                          edits.items[i].end}),
                                       .text = edits.items[i].text};
    finding->fixes = fixes;
    finding->fix_count = fixes ? edits.count : 0;
}

/* ---- findings */

static struct text_view headline_of(struct report_recorder *recorder, const struct eval_finding *finding)
{
    struct buf words;
    buf_init(&words);
    report_message(&words, recorder->settings->language, recorder->result, finding);
    return report_kept(recorder, &words);
}

static struct text_view reason_of(struct report_recorder *recorder, const struct eval_finding *finding)
{
    struct buf words;
    buf_init(&words);
    report_reason(&words, recorder->settings->language, recorder->result, finding);
    return report_kept(recorder, &words);
}

static bool is_selected(const struct report_recorder *recorder, const struct eval_finding *finding)
{
    return report_selects(&recorder->settings->selection, finding->rule, finding->severity);
}

/* A finding that says why a claim failed names the finding that says that it failed, if that is shown too. */
static struct text_view explained_by(const struct report_recorder *recorder, const struct eval_finding *finding)
{
    if (!finding->within_clause || finding->partner == RULE_NONE) return none;
    const struct eval_finding *partner = &recorder->result->findings[finding->partner];
    return is_selected(recorder, partner) ? text_view_of(partner->fingerprint) : none;
}

static struct review_cell_place cell_of(struct text_span span)
{
    const struct text_cell *cell = span.source ? text_source_cell(span.source, span.begin) : NULL;
    if (!cell) return (struct review_cell_place){0};
    return (struct review_cell_place){cell->row, cell->column, cell->header};
}

struct text_view report_record_line(struct report_recorder *recorder, const struct text_line_hash *line)
{
    struct buf words;
    if (line->ordinal == 0) return none;
    buf_init(&words);
    buf_add_hex(&words, line->hash);
    buf_add_char(&words, ':');
    buf_add_int(&words, line->ordinal);
    return report_kept(recorder, &words);
}

struct text_view report_record_line_of(struct report_recorder *recorder, struct text_span span)
{
    if (!recorder->settings->line_hashes || !span.source || text_source_is_sheet(span.source)) return none;
    const struct text_line_hash *line =
        text_source_line_hash(span.source, text_source_line_of(span.source, span.begin));
    if (!line) recorder->status = STATUS_NO_MEMORY;
    return line ? report_record_line(recorder, line) : none;
}

/* Which of the request's claims it is, where several are on the same clause. */
static size_t claim_number(const struct doc_request *request, const struct doc_claim *claim)
{
    size_t on_clause = 0;
    for (size_t i = 0; i < request->claim_count; i++)
        on_clause +=
            request->claims[i].label.result == DOC_LABEL_OK && request->claims[i].label.clause == claim->label.clause;
    return on_clause > 1 ? (size_t)(claim - request->claims) + 1 : 0;
}

static void add_words(struct report_recorder *recorder, const struct eval_finding *from, struct review_finding *finding)
{
    finding->headline = headline_of(recorder, from);
    finding->reason = reason_of(recorder, from);
    finding->range = report_range(recorder, from->span);
    finding->cell = cell_of(from->span);
    finding->excerpt = report_excerpt_of(from->span);
    finding->line_hash = report_record_line_of(recorder, from->span);
    finding->details = report_record_details(recorder, from, &finding->detail_count);
    if (from->observed && from->observed->span.source) add_fixes(recorder, from->observed, finding);
}

static void add_finding(struct report_recorder *recorder, const struct eval_finding *from,
                        struct review_finding *finding)
{
    const struct eval_result *result = recorder->result;
    const struct doc_request *request =
        from->request == RULE_NONE ? NULL : &result->submission->requests[from->request];
    const struct doc_claim *claim = from->claim == RULE_NONE ? NULL : &request->claims[from->claim];
    bool named = claim && claim->label.result == DOC_LABEL_OK;
    *finding = (struct review_finding){
        .rule = from->rule,
        .severity = report_severity(&recorder->settings->selection, from->rule, from->severity),
        .path = recorder->path,
        .document = result->submission->document,
        .request = request ? request->id.value : none,
        .area = named ? result->rules->clauses[claim->label.clause].label : none,
        .criterion = from->criterion ? from->criterion->rule->id : none,
        .claim = named ? claim_number(request, claim) : 0,
        .fingerprint = text_view_of(from->fingerprint),
        .text_sha256 = text_view_of(from->text_sha256),
        .explains = explained_by(recorder, from),
        .on_file = from->request == RULE_NONE,
        .on_rows = from->on_rows,
    };
    add_words(recorder, from, finding);
}

struct review_finding *report_record_findings(struct report_recorder *recorder, size_t *out_count)
{
    const struct eval_result *result = recorder->result;
    struct review_finding *findings = report_room(recorder, result->finding_count * sizeof *findings);
    for (size_t i = 0; findings && i < result->finding_count; i++)
        if (is_selected(recorder, &result->findings[i]))
            add_finding(recorder, &result->findings[i], &findings[(*out_count)++]);
    return findings;
}
