#include "eval/hit.h"

#include "eval/guard.h"

#include <stdlib.h>
#include <string.h>

static const struct eval_hits no_hits;

/* What is known about a concept that the text may have. */
static struct eval_known *known_of(struct eval_text *text, uint32_t concept)
{
    return &text->known[bitset_rank(&text->seen.concepts, concept)];
}

static const struct eval_hits *remember(struct eval_context *context, const struct eval_hits **place,
                                        struct eval_hits hits)
{
    if (hits.count == 0 && !hits.unknown) return *place = &no_hits;
    struct eval_hits *kept = eval_scratch(context, sizeof *kept);
    if (!kept) return &no_hits;
    *kept = hits;
    return *place = kept;
}

struct collector {
    struct eval_context *context;
    struct eval_hits hits;
    size_t capacity;
};

static void collect(struct collector *to, struct eval_hit hit)
{
    struct eval_hit *items =
        eval_scratch_grow(to->context, to->hits.items, to->hits.count, &to->capacity, sizeof *items);
    if (!items) return;
    to->hits.items = items;
    to->hits.items[to->hits.count++] = hit;
}

static uint32_t longest_except(const struct rule_concept *rule)
{
    size_t longest = 0;
    for (size_t i = 0; i < rule->except_count; i++)
        if (rule->excepts[i].folded.len > longest) longest = rule->excepts[i].folded.len;
    return (uint32_t)longest;
}

/* Excepts come ordered by begin: of those that begin at or before the hit, only the last few can reach its end. */
static bool inside_except(const struct eval_context *context, const struct eval_text *text, uint32_t concept,
                          uint32_t begin, uint32_t end)
{
    size_t count, low = 0;
    if (context->rules->concepts[concept].except_count == 0) return false;
    const struct text_term_hit *excepts = eval_text_scanned(text, rule_owner(concept, RULE_EXCEPT), &count);
    for (size_t high = count; low < high;) {
        size_t middle = low + (high - low) / 2;
        if (excepts[middle].begin <= begin) low = middle + 1;
        else high = middle;
    }
    uint32_t longest = low > 0 ? longest_except(&context->rules->concepts[concept]) : 0;
    while (low > 0 && excepts[low - 1].begin + longest >= end)
        if (end <= excepts[--low].end) return true;
    return false;
}

static void collect_own(struct collector *to, const struct eval_text *text, uint32_t concept, uint32_t begin,
                        uint32_t end)
{
    if (!inside_except(to->context, text, concept, begin, end))
        collect(to, (struct eval_hit){begin, end, concept, EVAL_GUARD_NONE});
}

static void match_sentence(struct collector *to, const struct eval_text *text, uint32_t concept,
                           struct text_pattern *pattern, struct text_range sentence)
{
    struct text_view subject = eval_text_part(text, sentence);
    size_t begin, end, from = 0;
    enum text_match found;
    while ((found = text_pattern_find(pattern, to->context->matcher, subject, from, &begin, &end)) ==
           TEXT_MATCH_FOUND) {
        collect_own(to, text, concept, sentence.begin + (uint32_t)begin, sentence.begin + (uint32_t)end);
        from = end;
    }
    if (found == TEXT_MATCH_LIMIT) to->hits.unknown = true;
    if (found == TEXT_MATCH_NO_MEMORY) to->context->status = STATUS_NO_MEMORY;
}

static void match_every_sentence(struct collector *to, const struct eval_text *text, uint32_t concept,
                                 struct text_pattern *pattern)
{
    for (size_t s = 0; s < text->sentences.count; s++)
        match_sentence(to, text, concept, pattern, text->sentences.items[s]);
}

static bool is_seen_in(const struct eval_text *text, uint32_t trigger, struct text_range sentence)
{
    size_t count;
    const struct text_term_hit *seen = eval_text_scanned(text, rule_owner(trigger, RULE_TRIGGER), &count);
    for (size_t i = 0; i < count && seen[i].begin < sentence.end; i++)
        if (seen[i].begin >= sentence.begin) return true;
    return false;
}

/* A pattern runs only over sentences in which literals that it requires were seen by the term scan. */
static void match_triggered(struct collector *to, const struct eval_text *text, uint32_t concept,
                            struct text_pattern *pattern, struct rule_triggers triggers)
{
    size_t count;
    const struct text_term_hit *seen = eval_text_scanned(text, rule_owner(triggers.first, RULE_TRIGGER), &count);
    uint32_t done = 0;
    for (size_t t = 0; t < count; t++) {
        struct text_range sentence = eval_text_sentence(text, seen[t].begin);
        if (t > 0 && sentence.end <= done) continue;
        done = sentence.end;
        if (triggers.second == RULE_NONE || is_seen_in(text, triggers.second, sentence))
            match_sentence(to, text, concept, pattern, sentence);
    }
}

static void match(struct collector *to, const struct eval_text *text, uint32_t concept)
{
    const struct rule_concept *rule = &to->context->rules->concepts[concept];
    const enum profile_phase left = profile_enter(to->context->profile, PROFILE_MATCH);
    for (size_t p = 0; p < rule->pattern_count; p++) {
        if (rule->triggers[p].first == RULE_NONE) match_every_sentence(to, text, concept, rule->patterns[p]);
        else match_triggered(to, text, concept, rule->patterns[p], rule->triggers[p]);
    }
    profile_enter(to->context->profile, left);
}

static int compare_hits(const void *a, const void *b)
{
    const struct eval_hit *x = a, *y = b;
    if (x->begin != y->begin) return x->begin < y->begin ? -1 : 1;
    if (x->end != y->end) return x->end > y->end ? -1 : 1;
    return (x->concept > y->concept) - (x->concept < y->concept);
}

/* They mostly are in order: the scan finds them so. */
static void put_in_order(struct eval_hits *hits)
{
    size_t ordered = 1;
    while (ordered < hits->count && compare_hits(&hits->items[ordered - 1], &hits->items[ordered]) <= 0)
        ordered++;
    if (ordered < hits->count) qsort(hits->items, hits->count, sizeof *hits->items, compare_hits);
}

size_t eval_hit_from(const struct eval_hits *hits, uint32_t from)
{
    size_t low = 0, high = hits->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (hits->items[middle].begin < from) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* Older editions of a document: found, and not counted. They are longer than the title that stands in them. */
static void collect_superseded(struct collector *to, const struct eval_text *text, uint32_t concept)
{
    size_t count;
    const struct text_term_hit *editions = eval_text_scanned(text, rule_owner(concept, RULE_SUPERSEDED), &count);
    for (size_t i = 0; i < count; i++)
        collect(to, (struct eval_hit){editions[i].begin, editions[i].end, concept, EVAL_GUARD_OUTDATED});
}

/* Terms and patterns of the concept itself, less its excepts; ordered, they may overlap. */
static const struct eval_hits *own_hits(struct eval_context *context, struct eval_text *text, uint32_t concept)
{
    if (!eval_text_may_have(text, concept)) return &no_hits;
    const struct eval_hits **known = &known_of(text, concept)->own;
    if (*known) return *known;
    struct collector to = {.context = context};
    size_t count;
    const struct text_term_hit *terms = eval_text_scanned(text, rule_owner(concept, RULE_TERM), &count);
    for (size_t i = 0; i < count && context->rules->concepts[concept].term_count > 0; i++) /* a mutant may have none */
        collect_own(&to, text, concept, terms[i].begin, terms[i].end);
    if (context->rules->concepts[concept].pattern_count > 0) match(&to, text, concept);
    if (context->rules->concepts[concept].document != RULE_NONE) collect_superseded(&to, text, concept);
    put_in_order(&to.hits);
    return remember(context, known, to.hits);
}

/* Whether a companion is there, and the hit that shows it. */
struct company {
    enum eval_truth truth;
    uint32_t concept; /* the companion */
    const struct eval_text *text;
    const struct eval_hit *hit;
};

static struct company stands_in(struct eval_context *context, struct eval_text *text, uint32_t concept,
                                struct text_range range)
{
    const struct rule_concept *rule = &context->rules->concepts[concept];
    struct company found = {.truth = EVAL_FALSE};
    for (size_t s = 0; s < rule->source_count; s++) {
        const struct eval_hits *own = own_hits(context, text, rule->sources[s]);
        for (size_t i = eval_hit_from(own, range.begin); i < own->count && own->items[i].begin < range.end; i++)
            if (own->items[i].end <= range.end) return (struct company){EVAL_TRUE, concept, text, &own->items[i]};
        found.truth = own->unknown ? EVAL_UNKNOWN : found.truth;
    }
    return found;
}

static struct company stands_in_request(struct eval_context *context, const struct eval_texts *request,
                                        uint32_t concept)
{
    struct company found = {.truth = EVAL_FALSE};
    for (size_t i = 0; i < request->count && found.truth != EVAL_TRUE; i++) {
        struct eval_text *text = &request->items[i];
        struct text_range whole = {0, (uint32_t)text->folded.text.len};
        struct company here = stands_in(context, text, concept, whole);
        if (here.truth > found.truth) found = here;
    }
    return found;
}

static struct company companion_found(struct eval_context *context, const struct eval_texts *request,
                                      struct eval_text *text, const struct rule_companion *companion, uint32_t at)
{
    struct text_range range = {0, (uint32_t)text->folded.text.len};
    bool close = companion->reach == RULE_IN_SENTENCE || companion->reach == RULE_NEARBY;
    if (close) range = eval_text_sentence(text, at);
    if (companion->reach == RULE_NEARBY) range = eval_text_vicinity(context, text, range);
    struct company found = {.truth = EVAL_FALSE};
    for (size_t i = 0; i < companion->count && found.truth != EVAL_TRUE; i++) {
        uint32_t concept = companion->concepts[i];
        struct company here = companion->reach == RULE_IN_REQUEST ? stands_in_request(context, request, concept)
                                                                  : stands_in(context, text, concept, range);
        if (here.truth > found.truth) found = here;
    }
    return found;
}

/* Whether a hit has the sense that `concept` means: its companions are there, what excludes it is not. */
static enum eval_truth right_sense(struct eval_context *context, const struct eval_texts *request,
                                   struct eval_text *text, uint32_t concept, uint32_t at)
{
    const struct rule_concept *rule = &context->rules->concepts[concept];
    enum eval_truth truth = EVAL_TRUE;
    if (rule->needs.count) truth = companion_found(context, request, text, &rule->needs, at).truth;
    if (rule->unless.count)
        truth = eval_truth_all(truth, eval_truth_not(companion_found(context, request, text, &rule->unless, at).truth));
    return truth;
}

/* A hit in the wrong sense hides no other: where it overlaps one in the right sense, that one is kept. */
static void keep_leftmost_longest(struct eval_hits *hits)
{
    size_t kept = 0;
    put_in_order(hits);
    for (size_t i = 0; i < hits->count; i++) {
        const struct eval_hit hit = hits->items[i];
        if (kept == 0 || hit.begin >= hits->items[kept - 1].end) hits->items[kept++] = hit;
        else if (hits->items[kept - 1].guard == EVAL_GUARD_SENSE && hit.guard == EVAL_GUARD_NONE)
            hits->items[kept - 1] = hit;
    }
    hits->count = kept;
}

static void collect_all(struct collector *to, const struct eval_hits *hits)
{
    const size_t count = to->hits.count + hits->count;
    to->hits.unknown |= hits->unknown;
    if (count > to->capacity) {
        struct eval_hit *items = eval_scratch(to->context, count * sizeof *items);
        if (!items) return;
        if (to->hits.count > 0) memcpy(items, to->hits.items, to->hits.count * sizeof *items);
        to->hits.items = items;
        to->capacity = count;
    }
    if (hits->count > 0) memcpy(&to->hits.items[to->hits.count], hits->items, hits->count * sizeof *hits->items);
    to->hits.count = count;
}

/* Marks the hits that have not the sense of this concept. A companion that a limit hid leaves the hit in doubt: not
 * counted, and not known to be none. */
static void judge_sense(struct eval_context *context, const struct eval_texts *request, struct eval_text *text,
                        uint32_t concept, struct eval_hits *hits)
{
    for (size_t i = 0; i < hits->count; i++) {
        enum eval_truth sense = right_sense(context, request, text, concept, hits->items[i].begin);
        if (sense != EVAL_TRUE) hits->items[i].guard = EVAL_GUARD_SENSE;
        hits->unknown |= sense == EVAL_UNKNOWN;
    }
}

/* The concept's own hits and those of what it includes, each concept on the way asking for its sense: of `a includes b
 * includes c`, a hit of c counts for a when it has the sense of c, b and a. They may overlap; other guards are not set.
 * Most often one of them alone has hits, and nothing is asked of these: they are the same, and need no copy.
 */
static const struct eval_hits *sensed_hits(struct eval_context *context, const struct eval_texts *request,
                                           struct eval_text *text, uint32_t concept)
{
    if (!eval_text_may_have(text, concept)) return &no_hits;
    const struct eval_hits **known = &known_of(text, concept)->sensed;
    if (*known) return *known;
    const struct rule_concept *rule = &context->rules->concepts[concept];
    const bool asks = rule->needs.count > 0 || rule->unless.count > 0;
    const struct eval_hits *only = own_hits(context, text, concept);
    struct collector to = {.context = context};
    size_t parts = only != &no_hits;
    for (size_t i = 0; i < rule->include_count; i++) {
        const struct eval_hits *included = sensed_hits(context, request, text, rule->includes[i]);
        if (included == &no_hits) continue;
        if (parts++ == 1) collect_all(&to, only);
        if (parts > 1) collect_all(&to, included);
        only = included;
    }
    if (parts == 0 || (parts == 1 && !asks)) return *known = only;
    if (parts == 1) collect_all(&to, only);
    if (asks) judge_sense(context, request, text, concept, &to.hits);
    return remember(context, known, to.hits);
}

const struct eval_hits *eval_hits_in_sense(struct eval_context *context, const struct eval_texts *request,
                                           struct eval_text *text, uint32_t concept)
{
    return sensed_hits(context, request, text, concept);
}

/* Whoever names a document has to write what the guideline writes. */
static bool is_quotable(const struct rule_concept *concept)
{
    return concept->quotable || concept->document != RULE_NONE;
}

/* What stands around a hit decides the other guards. A quotable concept may stand in the guideline's own wording. */
static void judge_place(struct eval_context *context, struct eval_text *text, bool quotable, struct eval_hit *hit)
{
    if (hit->guard != EVAL_GUARD_NONE) return;
    hit->guard = eval_guard_of(context, text, hit->begin, hit->end);
    if (quotable && hit->guard == EVAL_GUARD_PARROTED) hit->guard = EVAL_GUARD_NONE;
}

const struct eval_hits *eval_hits_of(struct eval_context *context, const struct eval_texts *request,
                                     struct eval_text *text, uint32_t concept)
{
    if (!eval_text_may_have(text, concept)) return &no_hits;
    const struct eval_hits **known = &known_of(text, concept)->all;
    if (*known) return *known;
    struct collector to = {.context = context};
    collect_all(&to, sensed_hits(context, request, text, concept));
    keep_leftmost_longest(&to.hits);
    for (size_t i = 0; i < to.hits.count; i++)
        judge_place(context, text, is_quotable(&context->rules->concepts[concept]), &to.hits.items[i]);
    return remember(context, known, to.hits);
}

/* Why a hit has not the sense that `concept` itself means; `concept` RULE_NONE when it has. */
static struct eval_cause cause_of_sense(struct eval_context *context, const struct eval_texts *request,
                                        struct eval_text *text, uint32_t concept, uint32_t at)
{
    const struct rule_concept *rule = &context->rules->concepts[concept];
    if (rule->needs.count && companion_found(context, request, text, &rule->needs, at).truth != EVAL_TRUE)
        return (struct eval_cause){.concept = concept};
    struct company other = {.truth = EVAL_FALSE};
    if (rule->unless.count) other = companion_found(context, request, text, &rule->unless, at);
    if (other.truth != EVAL_TRUE) return (struct eval_cause){.concept = RULE_NONE};
    return (struct eval_cause){.concept = other.concept,
                               .span = eval_text_span(other.text, other.hit->begin, other.hit->end)};
}

static bool reaches(const struct rule_set *rules, uint32_t from, uint32_t to)
{
    const struct rule_concept *rule = &rules->concepts[from];
    for (size_t i = 0; i < rule->source_count; i++)
        if (rule->sources[i] == to) return true;
    return false;
}

/* The first reason on the way from the concept that was asked for down to the one whose word was found. */
static struct eval_cause cause_on_the_way(struct eval_context *context, const struct eval_texts *request,
                                          struct eval_text *text, uint32_t concept, const struct eval_hit *hit)
{
    const struct rule_concept *rule = &context->rules->concepts[concept];
    struct eval_cause cause = cause_of_sense(context, request, text, concept, hit->begin);
    for (size_t i = 0; i < rule->include_count && cause.concept == RULE_NONE && concept != hit->concept; i++)
        if (reaches(context->rules, rule->includes[i], hit->concept))
            cause = cause_on_the_way(context, request, text, rule->includes[i], hit);
    return cause;
}

struct eval_cause eval_hit_cause(struct eval_context *context, const struct eval_texts *request, struct eval_text *text,
                                 uint32_t concept, const struct eval_hit *hit)
{
    if (hit->guard == EVAL_GUARD_OUTDATED) return (struct eval_cause){.concept = hit->concept};
    if (hit->guard != EVAL_GUARD_SENSE) return eval_guard_cause(context, text, hit->begin, hit->end);
    struct eval_cause cause = cause_on_the_way(context, request, text, concept, hit);
    if (cause.concept == RULE_NONE) cause.concept = concept; /* a limit hid what would decide */
    return cause;
}
