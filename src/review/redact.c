#include "review/redact.h"

#include "doc/amount_hide.h"

#include <string.h>

static const struct text_view none = {"", 0};

static const struct {
    const char *word;
    unsigned what;
} words[] = {{"text", REVIEW_REDACT_TEXT}, {"amounts", REVIEW_REDACT_AMOUNTS}, {"all", REVIEW_REDACT_ALL}};

const char *review_redact_word(size_t n)
{
    return n < sizeof words / sizeof *words ? words[n].word : NULL;
}

unsigned review_redact_named(const char *word)
{
    for (size_t i = 0; review_redact_word(i); i++)
        if (strcmp(words[i].word, word) == 0) return words[i].what;
    return 0;
}

/* ---- what all parts are made with */

struct redacting {
    const struct review_redaction *as;
    struct doc_hidden *hidden; /* of each text of the request in hand */
    enum status status;        /* sticky */
};

static bool hides(const struct redacting *it, unsigned what)
{
    return (it->as->what & what) != 0;
}

static struct text_view without_figures(struct redacting *it, struct text_view text, struct doc_hidden *out_hidden)
{
    *out_hidden = (struct doc_hidden){.text = text};
    if (text.at && text.len > 0 && doc_amount_hide(it->as->arena, text, out_hidden) != STATUS_OK)
        it->status = STATUS_NO_MEMORY;
    return out_hidden->text;
}

/* What stands behind a figure tells by its place how long that is: lines, rows and cells stay, columns go. */
static void redact_place(const struct redacting *it, struct text_place *place)
{
    if (!hides(it, REVIEW_REDACT_AMOUNTS) || place->line == 0) return;
    place->column = place->unit = 1;
    place->byte = 0;
}

static void redact_range(const struct redacting *it, struct review_range *range)
{
    if (!hides(it, REVIEW_REDACT_AMOUNTS)) return;
    redact_place(it, &range->start);
    range->end = range->start;
}

/* What somebody wrote: the word instead of it, or its figures taken out. */
static struct text_view written(struct redacting *it, struct text_view text)
{
    struct doc_hidden hidden;
    if (text.len == 0) return text;
    if (hides(it, REVIEW_REDACT_TEXT)) return it->as->hidden;
    return hides(it, REVIEW_REDACT_AMOUNTS) ? without_figures(it, text, &hidden) : text;
}

/* The same of what says nothing without it. */
static struct text_view quoted(struct redacting *it, struct text_view text)
{
    return hides(it, REVIEW_REDACT_TEXT) ? none : written(it, text);
}

static void *copy_of(struct redacting *it, const void *items, size_t count, size_t size)
{
    void *copy = arena_alloc(it->as->arena, (count + 1) * size);
    if (!copy) it->status = STATUS_NO_MEMORY;
    else if (count > 0) memcpy(copy, items, count * size);
    return copy;
}

static void redact_amount(struct redacting *it, struct review_amount *amount)
{
    bool figure = amount->kind == DOC_AMOUNT_FIGURE || amount->kind == DOC_AMOUNT_PART_OF;
    if (hides(it, REVIEW_REDACT_AMOUNTS)) {
        amount->withheld = figure;
        amount->yen = 0;
    }
    if (amount->written.len > 0 && (hides(it, REVIEW_REDACT_AMOUNTS) || !figure)) amount->written = it->as->hidden;
}

/* ---- texts and criteria */

/* The texts as they are told, and where what stood in them stands now. */
static const struct review_text *redact_texts(struct redacting *it, const struct review_request *request)
{
    struct review_text *texts = copy_of(it, request->texts, request->text_count, sizeof *texts);
    it->hidden = arena_alloc(it->as->arena, (request->text_count + 1) * sizeof *it->hidden);
    if (!it->hidden) it->status = STATUS_NO_MEMORY;
    for (size_t i = 0; texts && it->hidden && i < request->text_count; i++) {
        texts[i].text =
            hides(it, REVIEW_REDACT_TEXT) ? it->as->hidden : without_figures(it, texts[i].text, &it->hidden[i]);
        redact_place(it, &texts[i].start);
    }
    return texts;
}

static void move_mark(const struct redacting *it, struct review_evidence *evidence)
{
    if (evidence->text_index == REVIEW_NONE) return;
    if (hides(it, REVIEW_REDACT_TEXT) || !it->hidden) {
        evidence->text_index = REVIEW_NONE;
        return;
    }
    const struct doc_hidden *hidden = &it->hidden[evidence->text_index];
    evidence->begin = doc_hidden_place(hidden, evidence->begin, false);
    evidence->end = doc_hidden_place(hidden, evidence->end, true);
}

static const struct review_evidence *redact_evidence(struct redacting *it, const struct review_criterion *criterion)
{
    struct review_evidence *evidence = copy_of(it, criterion->evidence, criterion->evidence_count, sizeof *evidence);
    for (size_t i = 0; evidence && i < criterion->evidence_count; i++) {
        evidence[i].text = written(it, evidence[i].text);
        redact_range(it, &evidence[i].range);
        evidence[i].because = quoted(it, evidence[i].because);
        move_mark(it, &evidence[i]);
    }
    return evidence;
}

static const struct review_step *redact_steps(struct redacting *it, const struct review_criterion *criterion)
{
    struct review_step *steps = copy_of(it, criterion->steps, criterion->step_count, sizeof *steps);
    for (size_t i = 0; steps && i < criterion->step_count; i++)
        steps[i].text = quoted(it, steps[i].text);
    return steps;
}

static const struct review_criterion *redact_criteria(struct redacting *it, const struct review_criterion *from,
                                                      size_t count)
{
    struct review_criterion *criteria = copy_of(it, from, count, sizeof *criteria);
    for (size_t i = 0; criteria && i < count; i++) {
        criteria[i].evidence = redact_evidence(it, &criteria[i]);
        if (criteria[i].steps) criteria[i].steps = redact_steps(it, &criteria[i]);
    }
    return criteria;
}

/* ---- requests */

static const struct review_claim *redact_claims(struct redacting *it, const struct review_request *request)
{
    struct review_claim *claims = copy_of(it, request->claims, request->claim_count, sizeof *claims);
    for (size_t i = 0; claims && i < request->claim_count; i++) {
        struct review_claim *claim = &claims[i];
        bool named = claim->clause != REVIEW_NONE;
        claim->area_as_written = named && hides(it, REVIEW_REDACT_TEXT) ? claim->area : claim->area_as_written;
        if (!named && claim->area_as_written.len > 0 && hides(it, REVIEW_REDACT_TEXT))
            claim->area_as_written = it->as->hidden;
        redact_amount(it, &claim->amount);
        claim->criteria = redact_criteria(it, claim->criteria, claim->criterion_count);
        claim->text_sha256 = none;
    }
    return claims;
}

static const struct review_part *redact_parts(struct redacting *it, const struct review_request *request)
{
    struct review_part *parts = copy_of(it, request->parts, request->part_count, sizeof *parts);
    for (size_t i = 0; parts && i < request->part_count; i++) {
        parts[i].item = written(it, parts[i].item);
        redact_amount(it, &parts[i].amount);
        /* rows often share a line: where one begins tells how long the figure before it is */
        if (hides(it, REVIEW_REDACT_AMOUNTS)) parts[i].start = (struct text_place){0};
    }
    return parts;
}

static void redact_request(struct redacting *it, struct review_request *request)
{
    request->title = written(it, request->title);
    redact_place(it, &request->start);
    redact_amount(it, &request->amount);
    redact_amount(it, &request->previous);
    redact_amount(it, &request->supplementary);
    redact_amount(it, &request->special);
    request->texts = redact_texts(it, request);
    request->criteria = redact_criteria(it, request->criteria, request->criterion_count);
    request->claims = redact_claims(it, request);
    request->parts = redact_parts(it, request);
    request->text_sha256 = none;
}

/* ---- findings */

/* A message of a clause or criterion is the pack's own; any other may name figures and words of the file. */
static bool speaks_of_pack(const struct review_rule *rule)
{
    return rule && rule->kind != REVIEW_RULE_FORM;
}

static const struct review_detail *redact_details(struct redacting *it, struct review_finding *finding)
{
    struct review_detail *details = copy_of(it, finding->details, finding->detail_count, sizeof *details);
    size_t kept = 0;
    for (size_t i = 0; details && i < finding->detail_count; i++)
        if (details[i].kind != REVIEW_DETAIL_SUGGEST && details[i].kind != REVIEW_DETAIL_FIXED)
            details[kept++] = details[i];
    finding->detail_count = kept;
    return details;
}

static const struct review_relation *redact_relations(struct redacting *it, const struct review_finding *finding)
{
    struct review_relation *relations = copy_of(it, finding->relations, finding->relation_count, sizeof *relations);
    for (size_t i = 0; relations && i < finding->relation_count; i++) {
        relations[i].title = written(it, relations[i].title);
        redact_place(it, &relations[i].start);
    }
    return relations;
}

static const struct review_waived *redact_waived(struct redacting *it, const struct review_waived *from)
{
    struct review_waived *waived = from ? copy_of(it, from, 1, sizeof *waived) : NULL;
    if (!waived) return NULL;
    waived->reason = written(it, waived->reason);
    waived->by = written(it, waived->by);
    return waived;
}

static void redact_excerpt(struct redacting *it, struct review_excerpt *excerpt)
{
    struct doc_hidden hidden;
    if (hides(it, REVIEW_REDACT_TEXT)) *excerpt = (struct review_excerpt){.text = {NULL, 0}};
    if (!excerpt->text.at || !hides(it, REVIEW_REDACT_AMOUNTS)) return;
    excerpt->text = without_figures(it, excerpt->text, &hidden);
    excerpt->begin = doc_hidden_place(&hidden, excerpt->begin, false);
    excerpt->end = doc_hidden_place(&hidden, excerpt->end, true);
}

static void redact_finding(struct redacting *it, const struct review_rule *rule, struct review_finding *finding)
{
    if (!speaks_of_pack(rule)) finding->headline = rule && rule->title.len > 0 ? rule->title : it->as->hidden;
    finding->reason = quoted(it, finding->reason);
    finding->cell.header = quoted(it, finding->cell.header);
    redact_excerpt(it, &finding->excerpt);
    redact_range(it, &finding->range);
    finding->text_sha256 = none;
    finding->line_hash = none;
    finding->waived = redact_waived(it, finding->waived);
    finding->details = redact_details(it, finding);
    finding->title = written(it, finding->title);
    finding->relations = redact_relations(it, finding);
    finding->fix_count = 0; /* they are words of the file */
}

enum status review_redact_findings(const struct review_redaction *redaction, const struct review_pack *packs,
                                   size_t pack_count, struct review_finding *findings, size_t count)
{
    struct redacting it = {.as = redaction};
    for (size_t i = 0; redaction->what && i < count; i++) {
        const struct review_rule *rule = NULL;
        for (size_t p = 0; !rule && p < pack_count; p++)
            rule = review_rule_of(&packs[p], findings[i].rule);
        redact_finding(&it, rule, &findings[i]);
    }
    return it.status;
}

enum status review_redact_submission(const struct review_redaction *redaction, struct review_submission *submission)
{
    struct redacting it = {.as = redaction};
    if (!redaction->what) return STATUS_OK;
    struct review_request *requests = copy_of(&it, submission->requests, submission->request_count, sizeof *requests);
    for (size_t i = 0; requests && i < submission->request_count; i++)
        redact_request(&it, &requests[i]);
    submission->requests = requests;
    submission->sha256 = none;
    redact_amount(&it, &submission->total);
    if (it.status != STATUS_OK) return it.status;
    return review_redact_findings(redaction, submission->pack, 1, submission->findings, submission->finding_count);
}

enum status review_redact_error(const struct review_redaction *redaction, struct review_error *error)
{
    struct redacting it = {.as = redaction};
    if (!redaction->what) return STATUS_OK;
    error->message = written(&it, error->message);
    redact_place(&it, &error->start);
    error->fixed = quoted(&it, error->fixed);
    redact_excerpt(&it, &error->excerpt);
    return it.status;
}
