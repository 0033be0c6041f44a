/* A source names a sentence as the register writes it. It is ambiguous where it could be read as another one, too:
 *     sentences 1, iii.1; a criterion with `item: iii` and `source: [1]`     sentence 1 of the clause, or of the item
 *     sentences iii.1, III.1                                                  one of them, by the way it is written */
#include "rule/trace.h"

static const struct text_view nothing;

struct tracing {
    const struct rule_set *set;
    struct text_diagnostics *to;
    struct arena *scratch;
    enum status status; /* sticky: STATUS_NO_MEMORY */
};

static void report(struct tracing *in, enum diagnostic_code code, struct text_span at, struct text_view a,
                   struct text_view b, struct text_view c)
{
    text_diagnostics_add(in->to, code, NULL, at, a, b, c);
}

static struct text_view folded(struct tracing *in, struct text_view text)
{
    struct text_folded result;
    if (in->status != STATUS_OK) return nothing;
    in->status = text_fold(in->set->words.folder, in->scratch, text, &result);
    return in->status == STATUS_OK ? result.text : nothing;
}

bool rule_trace_links(const struct rule_criterion *criterion, struct text_view at)
{
    for (size_t i = 0; i < criterion->source_count; i++)
        if (text_view_equal(criterion->source[i], at)) return true;
    return false;
}

/* ---- criteria to sentences */

static const struct rule_sentence *find_sentence(const struct rule_clause *clause, struct text_view at)
{
    for (size_t i = 0; i < clause->sentence_count; i++)
        if (text_view_equal(clause->sentences[i].at, at)) return &clause->sentences[i];
    return NULL;
}

/* iii.1 for the item iii and 1. */
static bool is_of_item(struct text_view at, struct text_view item, struct text_view source)
{
    return at.len == item.len + 1 + source.len && text_view_starts(at, item) && at.at[item.len] == '.' &&
           text_view_equal(text_view_part(at, item.len + 1, at.len), source);
}

/* Another sentence that the source could name. */
static const struct rule_sentence *other_sentence(struct tracing *in, const struct rule_criterion *criterion,
                                                  struct text_view source)
{
    const struct rule_clause *clause = &in->set->clauses[criterion->clause];
    for (size_t i = 0; i < clause->sentence_count; i++) {
        struct text_view at = clause->sentences[i].at;
        if (text_view_equal(at, source)) continue;
        if (criterion->item > 0 && is_of_item(at, clause->items[criterion->item - 1], source))
            return &clause->sentences[i];
        if (text_view_equal(folded(in, at), folded(in, source))) return &clause->sentences[i];
    }
    return NULL;
}

static void trace_criterion(struct tracing *in, const struct rule_criterion *criterion)
{
    const struct rule_clause *clause = &in->set->clauses[criterion->clause];
    if (criterion->source_count == 0)
        report(in, DIAGNOSTIC_TRACE_SOURCE_NONE, criterion->span, criterion->id, nothing, nothing);
    for (size_t i = 0; i < criterion->source_count; i++) {
        const struct rule_sentence *other = other_sentence(in, criterion, criterion->source[i]);
        if (!find_sentence(clause, criterion->source[i]))
            report(in, DIAGNOSTIC_TRACE_SOURCE, criterion->span, criterion->id, criterion->source[i], clause->label);
        else if (other)
            report(in, DIAGNOSTIC_TRACE_SOURCE_TWO, criterion->span, criterion->id, criterion->source[i], other->at);
    }
}

/* ---- sentences to criteria */

static bool is_answered(const struct rule_set *set, size_t clause, struct text_view at)
{
    for (size_t i = 0; i < set->criterion_count; i++)
        if (set->criteria[i].clause == clause && rule_trace_links(&set->criteria[i], at)) return true;
    return false;
}

/* An earlier sentence of the register with this print; its clause in *out_clause. */
static const struct rule_sentence *same_print(const struct rule_set *set, const struct rule_sentence *sentence,
                                              const struct rule_clause **out_clause)
{
    for (size_t c = 0; c < set->clause_count; c++) {
        *out_clause = &set->clauses[c];
        for (size_t i = 0; i < set->clauses[c].sentence_count; i++) {
            const struct rule_sentence *other = &set->clauses[c].sentences[i];
            if (other == sentence) return NULL;
            if (text_view_equal(other->print, sentence->print)) return other;
        }
    }
    return NULL;
}

static void trace_sentence(struct tracing *in, size_t clause, const struct rule_sentence *sentence)
{
    const struct rule_clause *other_clause = NULL;
    const struct rule_sentence *other = same_print(in->set, sentence, &other_clause);
    if (sentence->kind == RULE_ASKS && !is_answered(in->set, clause, sentence->at))
        report(in, DIAGNOSTIC_TRACE_SENTENCE, sentence->span, in->set->clauses[clause].label, sentence->at, nothing);
    if (other) report(in, DIAGNOSTIC_TRACE_PRINT, sentence->span, sentence->at, other_clause->label, other->at);
}

/* What can be claimed and has no criterion can't be judged. What can't be claimed needs none. */
static void trace_clause(struct tracing *in, size_t index)
{
    const struct rule_clause *clause = &in->set->clauses[index];
    size_t criteria = 0;
    for (size_t i = 0; i < in->set->criterion_count; i++)
        criteria += in->set->criteria[i].clause == index;
    if (clause->sentence_count == 0)
        report(in, DIAGNOSTIC_TRACE_NO_SENTENCES, clause->span, clause->label, nothing, nothing);
    if (clause->claimable && criteria == 0)
        report(in, DIAGNOSTIC_TRACE_NO_CRITERIA, clause->span, clause->label, nothing, nothing);
    for (size_t i = 0; i < clause->sentence_count; i++)
        trace_sentence(in, index, &clause->sentences[i]);
    for (size_t i = 0; i < in->set->criterion_count && criteria > 0; i++)
        if (in->set->criteria[i].clause == index) trace_criterion(in, &in->set->criteria[i]);
}

/* ---- documents */

static bool is_name_of(struct tracing *in, const struct rule_document *document, struct text_view name)
{
    if (text_view_equal(folded(in, document->title), name)) return true;
    for (size_t i = 0; i < document->alias_count; i++)
        if (text_view_equal(folded(in, document->aliases[i]), name)) return true;
    return false;
}

static void trace_older_name(struct tracing *in, const struct rule_document *document, struct text_view title)
{
    struct text_view name = folded(in, title);
    for (size_t i = 0; i < in->set->document_count && in->status == STATUS_OK; i++) {
        if (!is_name_of(in, &in->set->documents[i], name)) continue;
        report(in, DIAGNOSTIC_TRACE_DOCUMENT, document->span, document->id, title, in->set->documents[i].id);
        return;
    }
}

static void trace_document(struct tracing *in, const struct rule_document *document)
{
    for (size_t e = 0; e < document->superseded_count; e++) {
        const struct rule_edition *edition = &document->superseded[e];
        trace_older_name(in, document, edition->title);
        for (size_t i = 0; i < edition->alias_count; i++)
            trace_older_name(in, document, edition->aliases[i]);
    }
}

enum status rule_trace(const struct rule_set *set, struct text_diagnostics *diagnostics)
{
    struct tracing in = {.set = set, .to = diagnostics, .scratch = arena_new()};
    if (!in.scratch) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < set->clause_count; i++)
        trace_clause(&in, i);
    for (size_t i = 0; i < set->document_count; i++)
        trace_document(&in, &set->documents[i]);
    arena_free(in.scratch);
    return in.status != STATUS_OK ? in.status : diagnostics->status;
}
