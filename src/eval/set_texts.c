/* Justifications that are (nearly) the same in different requests, as clusters. Texts are taken in order; each joins
 * the representative that it is most like, if it is like enough, or becomes a representative itself. Whom to compare
 * with is told by the keys of the prints (eval/set_bearers), and no key leads to more than a few texts, so that the
 * work grows with the number of texts and not with its square. Every member of a cluster was compared with its
 * representative, gram by gram. */
#include "eval/set_bearers.h"
#include "eval/set_details.h"

#include <string.h>

#define NOBODY UINT32_MAX

struct clusters {
    struct eval_set *set;
    struct arena *arena;   /* of what the clusters are */
    struct arena *scratch; /* of what is read back for one text */
    uint32_t *leader;      /* by text: its representative, itself for one */
    uint8_t *share;        /* by text: per cent that it has in common with its representative */
    uint32_t *members;     /* by text: of a representative */
    /* Until all texts are compared: */
    struct eval_set_bearers bearers;
    uint32_t *tried_by; /* by text: who was compared with it last; 0: nobody (the first text has nobody to try) */
    struct eval_print own, other; /* the text at hand, a candidate */
    uint32_t own_text;            /* whose print the first is; NOBODY: it was not asked for yet */
    int64_t percent;              /* least that any submission asks for */
};

/* ---- comparing */

static const struct eval_set_submission *home_of(const struct clusters *clusters, uint32_t text)
{
    const struct eval_set *set = clusters->set;
    return eval_set_home(set, &set->requests[set->texts[text].request]);
}

static enum status read_own(struct clusters *clusters, uint32_t index)
{
    if (clusters->own_text == index) return STATUS_OK;
    clusters->own_text = index;
    return eval_set_get_print(clusters->set, &clusters->set->texts[index], &clusters->own);
}

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* Most candidates are too unlike: that is asked first, and of the texts' own records, since each look at another one
 * (request, submission) waits for memory. */
static bool is_hopeless(const struct clusters *clusters, uint32_t index, uint32_t candidate, int64_t least)
{
    const struct eval_set *set = clusters->set;
    return eval_sketch_hopeless(eval_set_sketch_of(set, index), set->texts[index].grams,
                                eval_set_sketch_of(set, candidate), set->texts[candidate].grams, least);
}

/* Compares with one candidate; a better one than before is noted. */
static enum status try_candidate(struct clusters *clusters, uint32_t index, uint32_t candidate)
{
    const struct eval_set_text *text = &clusters->set->texts[index], *other = &clusters->set->texts[candidate];
    const int64_t better = clusters->share[index] + 1;
    if (text->request == other->request) return STATUS_OK; /* within a request: eval/check_likeness */
    if (is_hopeless(clusters, index, candidate, larger(better, clusters->percent))) return STATUS_OK;
    if (!eval_set_comparable(home_of(clusters, index), home_of(clusters, candidate))) return STATUS_OK;
    const int64_t least = larger(better, home_of(clusters, candidate)->percent);
    enum status status = read_own(clusters, index);
    if (status == STATUS_OK) status = eval_set_get_print(clusters->set, other, &clusters->other);
    int64_t share = status == STATUS_OK ? eval_print_share(&clusters->own, &clusters->other, least) : 0;
    if (share < least) return status;
    clusters->leader[index] = candidate;
    clusters->share[index] = (uint8_t)share;
    return STATUS_OK;
}

/* Under its other keys, a candidate is met again. */
static bool is_new(struct clusters *clusters, uint32_t index, uint32_t candidate)
{
    const bool tried = clusters->tried_by[candidate] == index;
    clusters->tried_by[candidate] = index;
    return !tried;
}

static enum status try_band(struct clusters *clusters, uint32_t index, size_t band)
{
    size_t count;
    const uint32_t *candidates = eval_set_bearers_of(&clusters->bearers, index, band, &count);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count && status == STATUS_OK; i++)
        if (is_new(clusters, index, candidates[i])) status = try_candidate(clusters, index, candidates[i]);
    return status;
}

static enum status place_text(struct clusters *clusters, uint32_t index)
{
    enum status status = STATUS_OK;
    clusters->leader[index] = NOBODY;
    for (size_t band = 0; band < EVAL_BANDS && clusters->share[index] < 100 && status == STATUS_OK; band++)
        status = try_band(clusters, index, band);
    if (clusters->leader[index] == NOBODY) {
        clusters->leader[index] = index;
        eval_set_bearers_enter(&clusters->bearers, index);
    } else {
        clusters->members[clusters->leader[index]]++;
    }
    return status;
}

/* ---- telling */

static bool keep(struct eval_set *set, struct text_view *view)
{
    view->at = arena_copy(set->arena, view->len > 0 ? view->at : "", view->len);
    return view->at != NULL;
}

/* What a finding says of a text; its hash too, when that is asked for. Of what was put aside, little stays. */
static enum status place_of(struct clusters *clusters, const struct eval_set_text *text,
                            struct eval_set_place *out_place, char out_sha256[HASH_SHA256_HEX])
{
    struct eval_set *set = clusters->set;
    const struct eval_set_request *request = &set->requests[text->request];
    struct eval_set_request_details details;
    struct eval_set_text_details own;
    arena_clear(clusters->scratch);
    enum status status = eval_set_get_request(set, clusters->scratch, request, &details);
    if (status == STATUS_OK) status = eval_set_get_text(set, clusters->scratch, text, &own);
    if (status != STATUS_OK) return status;
    if (!keep(set, &details.id) || !keep(set, &details.title) || !keep(set, &own.area) || !keep(set, &own.start.sheet))
        return STATUS_NO_MEMORY;
    own.end.sheet = own.start.sheet;
    *out_place = eval_set_place_of(set, request, &details);
    out_place->area = own.area;
    out_place->start = own.start;
    out_place->end = own.end;
    out_place->line = own.line;
    if (out_sha256) memcpy(out_sha256, own.sha256, sizeof own.sha256);
    return STATUS_OK;
}

/* Members of all clusters side by side, each cluster's in order: where those of a representative begin. */
static struct eval_set_relation *lay_out(struct clusters *clusters, uint32_t *begins, enum status *status)
{
    struct eval_set *set = clusters->set;
    uint32_t next = 0;
    for (size_t i = 0; i < set->text_count; i++) {
        begins[i] = next;
        next += clusters->members[i];
        clusters->members[i] = 0;
    }
    struct eval_set_relation *relations = arena_alloc(set->arena, (next + 1) * sizeof *relations);
    *status = relations ? STATUS_OK : STATUS_NO_MEMORY;
    for (size_t i = 0; i < set->text_count && *status == STATUS_OK; i++) {
        const uint32_t leader = clusters->leader[i];
        if (leader == i) continue;
        struct eval_set_relation *relation = &relations[begins[leader] + clusters->members[leader]++];
        relation->share = clusters->share[i];
        *status = place_of(clusters, &set->texts[i], &relation->place, NULL);
    }
    return relations;
}

static enum status find_cluster(struct clusters *clusters, uint32_t leader, const struct eval_set_relation *members)
{
    struct eval_set *set = clusters->set;
    const struct eval_set_text *text = &set->texts[leader];
    struct eval_set_finding finding = {.relations = members, .relation_count = clusters->members[leader]};
    struct eval_check_report report = {.field = DOC_FIELD_JUSTIFICATION};
    int64_t share = 100;
    enum status status = place_of(clusters, text, &finding.place, finding.finding.text_sha256);
    if (status != STATUS_OK) return status;
    for (size_t i = 0; i < finding.relation_count; i++)
        if (members[i].share < share) share = members[i].share;
    eval_report_text(&report, "area", finding.place.area);
    eval_report_number(&report, "count", (int64_t)finding.relation_count);
    eval_report_number(&report, "share", share);
    if (!eval_set_take_report(set, &finding, &report)) return STATUS_NO_MEMORY;
    return eval_set_find(set, RULE_CHECK_NEAR_DUPLICATE, &set->requests[text->request], finding,
                         (struct text_view){NULL, 0});
}

static enum status find_clusters(struct clusters *clusters)
{
    struct eval_set *set = clusters->set;
    enum status status = STATUS_NO_MEMORY;
    uint32_t *begins = arena_alloc(clusters->arena, (set->text_count + 1) * sizeof *begins);
    struct eval_set_relation *relations = begins ? lay_out(clusters, begins, &status) : NULL;
    for (uint32_t i = 0; i < set->text_count && status == STATUS_OK; i++)
        if (clusters->members[i] > 0 && !home_of(clusters, i)->previous)
            status = find_cluster(clusters, i, relations + begins[i]);
    return status;
}

/* ---- */

static enum status open_clusters(struct clusters *clusters)
{
    const struct eval_set *set = clusters->set;
    clusters->arena = arena_new();
    clusters->scratch = arena_new();
    if (!clusters->arena || !clusters->scratch) return STATUS_NO_MEMORY;
    clusters->leader = arena_alloc(clusters->arena, (set->text_count + 1) * sizeof *clusters->leader);
    clusters->share = arena_alloc(clusters->arena, set->text_count + 1);
    clusters->members = arena_alloc(clusters->arena, (set->text_count + 1) * sizeof *clusters->members);
    return clusters->leader && clusters->share && clusters->members ? STATUS_OK : STATUS_NO_MEMORY;
}

static enum status open_comparison(struct clusters *clusters)
{
    struct eval_set *set = clusters->set;
    size_t room = 0;
    for (size_t i = 0; i < set->text_count; i++)
        if (set->texts[i].grams > room) room = set->texts[i].grams;
    clusters->own_text = NOBODY;
    clusters->percent = INT64_MAX;
    for (size_t i = 0; i < set->submission_count; i++)
        if (set->submissions[i].percent < clusters->percent) clusters->percent = set->submissions[i].percent;
    clusters->tried_by = arena_alloc(set->compared, (set->text_count + 1) * sizeof *clusters->tried_by);
    clusters->own.hashes = arena_alloc(set->compared, (room + 1) * sizeof *clusters->own.hashes);
    clusters->other.hashes = arena_alloc(set->compared, (room + 1) * sizeof *clusters->other.hashes);
    const bool whole = clusters->tried_by && clusters->own.hashes && clusters->other.hashes;
    return whole ? eval_set_bearers_open(set, &clusters->bearers) : STATUS_NO_MEMORY;
}

/* Keys, sketches and their tables are most of what the set holds: findings are told when they are gone. */
static void close_comparison(struct clusters *clusters)
{
    arena_free(clusters->set->compared);
    clusters->set->compared = NULL;
}

enum status eval_set_texts(struct eval_set *set)
{
    struct clusters clusters = {.set = set};
    enum status status = open_clusters(&clusters);
    if (status == STATUS_OK) status = open_comparison(&clusters);
    for (uint32_t i = 0; i < set->text_count && status == STATUS_OK; i++)
        status = place_text(&clusters, i);
    close_comparison(&clusters);
    if (status == STATUS_OK) status = find_clusters(&clusters);
    arena_free(clusters.arena);
    arena_free(clusters.scratch);
    return status;
}
