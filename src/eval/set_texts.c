/* Justifications that are (nearly) the same in different requests, as clusters. Texts are taken in order; each joins
 * the representative that it is most like, if it is like enough, or becomes a representative itself. Whom to compare
 * with is looked up by the keys of the prints (eval/likeness.h) in one table of open addresses, and no key leads to
 * more than CANDIDATES texts, so that the work grows with the number of texts and not with its square. Every member of
 * a cluster was compared with its representative, gram by gram. */
#include "eval/set_part.h"

#include "base/hash.h"

#include <string.h>

#define CANDIDATES 8 /* representatives under one key; more share a phrase, not a text */
#define NOBODY     UINT32_MAX

struct clusters {
    struct eval_set *set;
    uint32_t *slots; /* text index + 1 of a representative; 0: free */
    size_t mask;
    uint32_t *leader;             /* by text: its representative, itself for one */
    uint8_t *share;               /* by text: per cent that it has in common with its representative */
    size_t *members;              /* by text: of a representative */
    struct eval_print own, other; /* the text at hand, a candidate */
    size_t room;                  /* grams that both have room for */
};

/* ---- reading prints */

static enum status read_print(struct eval_set *set, const struct eval_set_text *text, struct eval_print *print)
{
    print->count = text->grams;
    return spool_read(&set->spool, text->print, print->hashes, text->grams * sizeof *print->hashes);
}

static int64_t percent_of(const struct eval_set *set, const struct eval_set_text *text)
{
    const struct rule_form *form;
    const struct rule_set *rules = eval_set_home(set, &set->requests[text->request])->rules;
    const struct rule_case *use = rule_set_case(rules, RULE_CHECK_NEAR_DUPLICATE, &form);
    return use ? use->require->check->percent : INT64_MAX;
}

/* ---- looking up */

static size_t slot_of(const struct clusters *clusters, const struct eval_set_text *text, size_t band)
{
    return (text->bands[band] * 0x9E3779B1u + band) & clusters->mask;
}

static void enter(struct clusters *clusters, uint32_t index)
{
    const struct eval_set_text *text = &clusters->set->texts[index];
    for (size_t band = 0; band < EVAL_BANDS; band++) {
        size_t slot = slot_of(clusters, text, band), bearers = 0;
        for (; clusters->slots[slot] != 0 && bearers < CANDIDATES; slot = (slot + 1) & clusters->mask)
            bearers += clusters->set->texts[clusters->slots[slot] - 1].bands[band] == text->bands[band];
        if (clusters->slots[slot] == 0) clusters->slots[slot] = index + 1; /* else nobody would look so far */
    }
}

/* Compares with one candidate; a better one than before is noted. */
static enum status try_candidate(struct clusters *clusters, uint32_t index, uint32_t candidate)
{
    const struct eval_set_text *text = &clusters->set->texts[index], *other = &clusters->set->texts[candidate];
    const struct eval_set_request *requests = clusters->set->requests;
    if (text->request == other->request) return STATUS_OK; /* within a request: eval/check_likeness */
    if (!eval_set_comparable(eval_set_home(clusters->set, &requests[text->request]),
                             eval_set_home(clusters->set, &requests[other->request])))
        return STATUS_OK;
    int64_t least = percent_of(clusters->set, other), better = clusters->share[index] + 1;
    if (least < better) least = better;
    if (eval_print_hopeless(text->grams, other->grams, least)) return STATUS_OK;
    enum status status = read_print(clusters->set, other, &clusters->other);
    int64_t share = status == STATUS_OK ? eval_print_share(&clusters->own, &clusters->other, least) : 0;
    if (share < least) return status;
    clusters->leader[index] = candidate;
    clusters->share[index] = (uint8_t)share;
    return STATUS_OK;
}

struct tried {
    uint32_t items[EVAL_BANDS * CANDIDATES];
    size_t count;
};

static bool is_new(struct tried *tried, uint32_t candidate)
{
    for (size_t i = 0; i < tried->count; i++)
        if (tried->items[i] == candidate) return false;
    tried->items[tried->count++] = candidate;
    return true;
}

static enum status try_band(struct clusters *clusters, uint32_t index, size_t band, struct tried *tried)
{
    const struct eval_set_text *texts = clusters->set->texts;
    enum status status = STATUS_OK;
    size_t slot = slot_of(clusters, &texts[index], band), met = 0;
    for (; clusters->slots[slot] != 0 && met < CANDIDATES && status == STATUS_OK; slot = (slot + 1) & clusters->mask) {
        uint32_t candidate = clusters->slots[slot] - 1;
        if (texts[candidate].bands[band] != texts[index].bands[band]) continue;
        met++;
        if (is_new(tried, candidate)) status = try_candidate(clusters, index, candidate);
    }
    return status;
}

static enum status place_text(struct clusters *clusters, uint32_t index)
{
    struct tried tried = {.count = 0};
    enum status status = read_print(clusters->set, &clusters->set->texts[index], &clusters->own);
    clusters->leader[index] = NOBODY;
    for (size_t band = 0; band < EVAL_BANDS && clusters->share[index] < 100 && status == STATUS_OK; band++)
        status = try_band(clusters, index, band, &tried);
    if (clusters->leader[index] == NOBODY) {
        clusters->leader[index] = index;
        enter(clusters, index);
    } else {
        clusters->members[clusters->leader[index]]++;
    }
    return status;
}

/* ---- telling */

static struct eval_set_place place_of(const struct eval_set *set, const struct eval_set_text *text)
{
    struct eval_set_place place = eval_set_place_of(set, &set->requests[text->request]);
    place.area = text->area;
    place.start = text->start;
    place.end = text->end;
    place.line = text->line;
    return place;
}

/* Members of all clusters side by side, each cluster's in order: where those of a representative begin. */
static struct eval_set_relation *lay_out(struct clusters *clusters, size_t *begins)
{
    struct eval_set *set = clusters->set;
    struct eval_set_relation *relations = arena_alloc(set->arena, (set->text_count + 1) * sizeof *relations);
    size_t next = 0;
    for (size_t i = 0; relations && i < set->text_count; i++) {
        begins[i] = next;
        next += clusters->members[i];
        clusters->members[i] = 0;
        if (clusters->leader[i] == i) continue;
        uint32_t leader = clusters->leader[i];
        relations[begins[leader] + clusters->members[leader]++] =
            (struct eval_set_relation){place_of(set, &set->texts[i]), clusters->share[i]};
    }
    return relations;
}

static enum status find_cluster(struct clusters *clusters, uint32_t leader, const struct eval_set_relation *members)
{
    struct eval_set *set = clusters->set;
    const struct eval_set_text *text = &set->texts[leader];
    struct eval_set_finding finding = {.place = place_of(set, text),
                                       .relations = members,
                                       .relation_count = clusters->members[leader]};
    struct eval_check_report report = {.field = DOC_FIELD_JUSTIFICATION};
    int64_t share = 100;
    for (size_t i = 0; i < finding.relation_count; i++)
        if (members[i].share < share) share = members[i].share;
    eval_report_text(&report, "area", text->area);
    eval_report_number(&report, "count", (int64_t)finding.relation_count);
    eval_report_number(&report, "share", share);
    if (!eval_set_take_report(set, &finding, &report)) return STATUS_NO_MEMORY;
    enum status status =
        spool_read(&set->spool, text->print - HASH_SHA256_HEX, finding.finding.text_sha256, HASH_SHA256_HEX);
    return status == STATUS_OK ? eval_set_find(set, RULE_CHECK_NEAR_DUPLICATE, &set->requests[text->request], finding,
                                               (struct text_view){NULL, 0})
                               : status;
}

static enum status find_clusters(struct clusters *clusters)
{
    struct eval_set *set = clusters->set;
    size_t *begins = arena_alloc(set->arena, (set->text_count + 1) * sizeof *begins);
    struct eval_set_relation *relations = begins ? lay_out(clusters, begins) : NULL;
    enum status status = relations ? STATUS_OK : STATUS_NO_MEMORY;
    for (uint32_t i = 0; i < set->text_count && status == STATUS_OK; i++)
        if (clusters->members[i] > 0 && !eval_set_home(set, &set->requests[set->texts[i].request])->previous)
            status = find_cluster(clusters, i, relations + begins[i]);
    return status;
}

/* ---- */

static enum status open_clusters(struct clusters *clusters)
{
    struct eval_set *set = clusters->set;
    size_t capacity = 2;
    for (size_t i = 0; i < set->text_count; i++)
        if (set->texts[i].grams > clusters->room) clusters->room = set->texts[i].grams;
    while (capacity < 2 * EVAL_BANDS * (set->text_count + 1))
        capacity *= 2;
    clusters->mask = capacity - 1;
    clusters->slots = arena_alloc(set->arena, capacity * sizeof *clusters->slots);
    clusters->leader = arena_alloc(set->arena, (set->text_count + 1) * sizeof *clusters->leader);
    clusters->share = arena_alloc(set->arena, set->text_count + 1);
    clusters->members = arena_alloc(set->arena, (set->text_count + 1) * sizeof *clusters->members);
    clusters->own.hashes = arena_alloc(set->arena, (clusters->room + 1) * sizeof *clusters->own.hashes);
    clusters->other.hashes = arena_alloc(set->arena, (clusters->room + 1) * sizeof *clusters->other.hashes);
    bool whole = clusters->slots && clusters->leader && clusters->share && clusters->members && clusters->own.hashes &&
                 clusters->other.hashes;
    return whole ? STATUS_OK : STATUS_NO_MEMORY;
}

enum status eval_set_texts(struct eval_set *set)
{
    struct clusters clusters = {.set = set};
    enum status status = open_clusters(&clusters);
    for (uint32_t i = 0; i < set->text_count && status == STATUS_OK; i++)
        status = place_text(&clusters, i);
    return status == STATUS_OK ? find_clusters(&clusters) : status;
}
