/* First circles are looked for, depth first with three colours: a concept is white before its visit, grey while what
 * it includes is being visited, black after. Meeting a grey one closes a circle, and the grey ones from it on, in the
 * order of the visit, are the circle's members:
 *     a includes b, b includes c, c includes b   ->   "b -> c -> b", at c's list
 * Then each concept gathers what it reaches; a stamp per concept says "gathered for this one already". */
#include "rule/include.h"

#include "base/limits.h"

#include <string.h>

static const struct text_view nothing;

enum colour { WHITE, GREY, BLACK };

struct visit {
    struct rule_loader *load;
    unsigned char *colours;
    uint32_t path[LIMIT_INCLUDES_DEPTH];
    size_t depth;
};

static struct text_view circle_text(struct visit *visit, uint32_t closing)
{
    struct buf text;
    size_t from = 0;
    buf_init(&text);
    while (visit->path[from] != closing)
        from++;
    for (size_t i = from; i < visit->depth; i++) {
        struct text_view name = visit->load->concepts[visit->path[i]].name;
        buf_add(&text, name.at, name.len);
        buf_add_string(&text, " -> ");
    }
    struct text_view name = visit->load->concepts[closing].name;
    buf_add(&text, name.at, name.len);
    char *kept = buf_status(&text) == STATUS_OK ? arena_copy(visit->load->scratch, text.bytes, text.len) : NULL;
    size_t len = text.len;
    buf_clear(&text);
    if (!kept) visit->load->status = STATUS_NO_MEMORY;
    return kept ? (struct text_view){kept, len} : nothing;
}

static void look_for_circles(struct visit *visit, uint32_t concept)
{
    const struct rule_inclusion *inclusion = &visit->load->inclusions[concept];
    if (visit->depth == LIMIT_INCLUDES_DEPTH) {
        const struct rule_concept *deepest = &visit->load->concepts[concept];
        rule_fault_at(visit->load, DIAGNOSTIC_PACK_INCLUDES_DEPTH, deepest->span, deepest->name, nothing);
        return;
    }
    visit->path[visit->depth++] = concept;
    visit->colours[concept] = GREY;
    for (size_t i = 0; i < inclusion->count; i++) {
        uint32_t included = inclusion->concepts[i];
        if (included == RULE_NONE) continue;
        if (visit->colours[included] == GREY)
            rule_fault(visit->load, DIAGNOSTIC_PACK_CYCLE, inclusion->node->members[i].value,
                       circle_text(visit, included), nothing);
        else if (visit->colours[included] == WHITE) look_for_circles(visit, included);
    }
    visit->colours[concept] = BLACK;
    visit->depth--;
}

struct gathering {
    const struct rule_concept *concepts;
    uint32_t *stamps;  /* the concept, plus one, for which this one was gathered last */
    uint32_t *sources; /* the one gathered so far, for as many as there are concepts */
    size_t count;
};

/* Breadth first: the list of what was gathered is the queue of what to look at. */
static void gather(struct gathering *to, uint32_t concept)
{
    to->sources[0] = concept;
    to->stamps[concept] = concept + 1;
    to->count = 1;
    for (size_t at = 0; at < to->count; at++) {
        const struct rule_concept *from = &to->concepts[to->sources[at]];
        for (size_t i = 0; i < from->include_count; i++) {
            uint32_t included = from->includes[i];
            if (included == RULE_NONE || to->stamps[included] == concept + 1) continue;
            to->stamps[included] = concept + 1;
            to->sources[to->count++] = included;
        }
    }
}

/* The lists of users are the lists of sources turned round: counted, laid out one after the other, filled. */
static bool list_users(struct rule_concept *concepts, size_t count, struct arena *arena, struct arena *scratch)
{
    size_t total = 0;
    for (size_t c = 0; c < count; c++) {
        concepts[c].user_count = 0;
        total += concepts[c].source_count;
    }
    uint32_t *users = arena_alloc(arena, (total + 1) * sizeof *users);
    uint32_t **ends = arena_alloc(scratch, (count + 1) * sizeof *ends);
    if (!users || !ends) return false;
    for (size_t c = 0; c < count; c++)
        for (size_t i = 0; i < concepts[c].source_count; i++)
            concepts[concepts[c].sources[i]].user_count++;
    for (size_t c = 0; c < count; users += concepts[c++].user_count)
        concepts[c].users = ends[c] = users;
    for (uint32_t c = 0; c < count; c++)
        for (size_t i = 0; i < concepts[c].source_count; i++)
            *ends[concepts[c].sources[i]]++ = c;
    return true;
}

static bool list_sources(struct rule_concept *concepts, size_t count, struct arena *arena, struct arena *scratch)
{
    struct gathering to = {.concepts = concepts,
                           .stamps = arena_alloc(scratch, (count + 1) * sizeof *to.stamps),
                           .sources = arena_alloc(scratch, (count + 1) * sizeof *to.sources)};
    uint32_t *alone = arena_alloc(arena, (count + 1) * sizeof *alone);
    if (!to.stamps || !to.sources || !alone) return false;
    for (uint32_t c = 0; c < count; c++) {
        alone[c] = c;
        concepts[c].sources = &alone[c];
        concepts[c].source_count = 1;
        if (!concepts[c].include_count) continue;
        gather(&to, c);
        uint32_t *sources = arena_alloc(arena, to.count * sizeof *sources);
        if (!sources) return false;
        memcpy(sources, to.sources, to.count * sizeof *sources);
        concepts[c].sources = sources;
        concepts[c].source_count = to.count;
    }
    return true;
}

bool rule_include_sources(struct rule_concept *concepts, size_t count, struct arena *arena, struct arena *scratch)
{
    return list_sources(concepts, count, arena, scratch) && list_users(concepts, count, arena, scratch);
}

void rule_includes_flatten(struct rule_loader *load)
{
    struct visit visit = {.load = load, .colours = arena_alloc(load->scratch, load->concept_count + 1)};
    if (!visit.colours) load->status = STATUS_NO_MEMORY;
    for (uint32_t c = 0; c < load->concept_count && load->status == STATUS_OK; c++) {
        if (visit.colours[c] == WHITE) look_for_circles(&visit, c);
        load->concepts[c].includes = load->inclusions[c].concepts;
        load->concepts[c].include_count = load->inclusions[c].count;
    }
    if (load->status == STATUS_OK &&
        !rule_include_sources(load->concepts, load->concept_count, load->arena, load->scratch))
        load->status = STATUS_NO_MEMORY;
}
