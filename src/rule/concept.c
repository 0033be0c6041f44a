#include "rule/concept.h"

#include "rule/include.h"
#include "rule/section.h"
#include "rule/term.h"

static const struct rule_miss CONCEPT_MISS = {DIAGNOSTIC_PACK_CONCEPT_NEAR, DIAGNOSTIC_PACK_CONCEPT};
static const struct text_view nothing;

/* A new concept without anything; RULE_NONE when memory is out. */
static uint32_t new_concept(struct rule_loader *load, const struct doc_node *node)
{
    struct rule_concept *concepts =
        rule_grow(load, load->concepts, load->concept_count, &load->concept_capacity, sizeof *concepts);
    if (!concepts) return RULE_NONE;
    load->concepts = concepts;
    struct rule_inclusion *inclusions =
        rule_grow(load, load->inclusions, load->concept_count, &load->inclusion_capacity, sizeof *inclusions);
    if (!inclusions) return RULE_NONE;
    load->inclusions = inclusions;
    concepts[load->concept_count] =
        (struct rule_concept){.span = node->span, .document = RULE_NONE, .inherited = !rule_is_own(load, node->span)};
    return (uint32_t)load->concept_count++;
}

/* ---- names */

uint32_t rule_concept_named(struct rule_loader *load, const struct doc_node *node)
{
    struct text_view name = rule_text(load, node);
    if (name.len == 0) return RULE_NONE;
    uint32_t concept = rule_names_find(&load->concept_names, name);
    if (concept == RULE_NAME_NONE)
        rule_fault_unknown(load, node, &CONCEPT_MISS, load->concept_names.names, load->concept_names.count);
    return concept;
}

const uint32_t *rule_concept_list(struct rule_loader *load, const struct doc_node *node, size_t *out_count)
{
    uint32_t *concepts = rule_array(load, node, sizeof *concepts, out_count);
    for (size_t i = 0; i < *out_count; i++)
        concepts[i] = rule_concept_named(load, node->members[i].value);
    return concepts;
}

/* ---- nameless concepts */

static struct rule_wording same_in_both(struct text_view text)
{
    return (struct rule_wording){{text, text}};
}

uint32_t rule_concept_of_term(struct rule_loader *load, const struct doc_node *node)
{
    uint32_t concept = new_concept(load, node);
    struct rule_term *term = concept != RULE_NONE ? rule_alloc(load, 1, sizeof *term) : NULL;
    if (!term || !rule_term_read(load, node, concept, RULE_TERM, term)) return concept;
    load->concepts[concept].label = same_in_both(term->text);
    load->concepts[concept].terms = term;
    load->concepts[concept].term_count = 1;
    return concept;
}

uint32_t rule_concept_of_regex(struct rule_loader *load, const struct doc_node *node)
{
    uint32_t concept = new_concept(load, node);
    if (concept == RULE_NONE) return concept;
    load->concepts[concept].label = same_in_both(node->value);
    rule_patterns_read(load, &node, 1, concept);
    return concept;
}

uint32_t rule_concept_of_document(struct rule_loader *load, const struct doc_node *title,
                                  const struct doc_node *aliases, struct rule_wording label)
{
    uint32_t concept = title ? new_concept(load, title) : RULE_NONE;
    size_t alias_count = rule_list(load, aliases), kept = 0;
    struct rule_term *terms = concept != RULE_NONE ? rule_alloc(load, alias_count + 1, sizeof *terms) : NULL;
    if (!terms) return RULE_NONE;
    kept += rule_term_read(load, title, concept, RULE_TERM, &terms[kept]);
    for (size_t i = 0; i < alias_count; i++)
        kept += rule_term_read(load, aliases->members[i].value, concept, RULE_TERM, &terms[kept]);
    load->concepts[concept].label = label;
    load->concepts[concept].terms = terms;
    load->concepts[concept].term_count = kept;
    return concept;
}

/* ---- named concepts */

enum { COMPANION_ANY, COMPANION_IN, COMPANION_KEYS };
static const char *const REACHES[] = {"sentence", "nearby", "field", "request", NULL};
static const struct schema_shape REACH = {.kind = SCHEMA_WORDS, .words = REACHES};
static const struct schema_shape COMPANIONS = {.kind = SCHEMA_LIST, .of = &rule_text_shape, .least = 1};
static const struct schema_member COMPANION_MEMBERS[] = {{"any", true, &COMPANIONS}, {"in", true, &REACH}};
static const struct schema_shape COMPANION = {.name = "companion", SCHEMA_MEMBERS(COMPANION_MEMBERS)};

static struct rule_companion read_companion(struct rule_loader *load, const struct doc_node *node)
{
    const struct doc_node *values[COMPANION_KEYS];
    struct rule_companion companion = {0};
    if (node) companion.span = node->span;
    if (!rule_keys(load, node, &COMPANION, values)) return companion;
    companion.concepts = rule_concept_list(load, values[COMPANION_ANY], &companion.count);
    if (values[COMPANION_ANY] && companion.count == 0)
        rule_fault(load, DIAGNOSTIC_PACK_EMPTY_LIST, values[COMPANION_ANY], text_view_of("any"), nothing);
    companion.reach = (enum rule_reach)rule_choice(load, values[COMPANION_IN], &REACH, RULE_IN_SENTENCE);
    return companion;
}

static void read_regexes(struct rule_loader *load, const struct doc_node *list, uint32_t concept)
{
    size_t count = rule_list(load, list);
    if (count == 0) return;
    const struct doc_node **nodes = arena_alloc(load->scratch, count * sizeof *nodes);
    if (!nodes) load->status = STATUS_NO_MEMORY;
    for (size_t i = 0; nodes && i < count; i++)
        nodes[i] = list->members[i].value;
    if (nodes) rule_patterns_read(load, nodes, count, concept);
}

/* Given and not an empty list; what is no list has had its fault. */
static bool is_given(const struct doc_node *node)
{
    return node && (node->kind != DOC_SEQUENCE || node->count > 0);
}

enum { LABEL, TERMS, ENDINGS, REGEX, EXCEPT, INCLUDES, NEEDS, UNLESS, QUOTABLE, KEY_COUNT };
static const struct schema_member MEMBERS[KEY_COUNT] = {{"label", true, &rule_wording_shape},
                                                        {"terms", false, &rule_terms_shape},
                                                        {"endings", false, &rule_texts_shape},
                                                        {"regex", false, &rule_texts_shape},
                                                        {"except", false, &rule_terms_shape},
                                                        {"includes", false, &rule_texts_shape},
                                                        {"needs", false, &COMPANION},
                                                        {"unless", false, &COMPANION},
                                                        {"quotable", false, &rule_boolean_shape}};
static const struct schema_shape CONCEPT = {.name = "concept", SCHEMA_MEMBERS(MEMBERS)};
const struct schema_shape rule_concepts_shape = {.kind = SCHEMA_MAP, .of = &CONCEPT};

static void read_concept(struct rule_loader *load, const struct doc_node *node, uint32_t index)
{
    const struct doc_node *values[KEY_COUNT];
    if (!rule_keys(load, node, &CONCEPT, values)) return;
    struct rule_concept *concept = &load->concepts[index]; /* no concept is added here, so it does not move */
    concept->label = rule_wording(load, values[LABEL]);
    concept->terms = rule_terms_read(load, values[TERMS], values[ENDINGS], index, RULE_TERM, &concept->term_count);
    concept->excepts = rule_terms_read(load, values[EXCEPT], NULL, index, RULE_EXCEPT, &concept->except_count);
    concept->has_excepts = concept->except_count > 0;
    read_regexes(load, values[REGEX], index);
    struct rule_inclusion *inclusion = &load->inclusions[index];
    inclusion->node = values[INCLUDES];
    inclusion->concepts = rule_concept_list(load, values[INCLUDES], &inclusion->count);
    concept->needs = read_companion(load, values[NEEDS]);
    concept->unless = read_companion(load, values[UNLESS]);
    concept->quotable = rule_boolean(load, values[QUOTABLE], false);
    if (!is_given(values[TERMS]) && !is_given(values[REGEX]) && !is_given(values[INCLUDES]))
        rule_fault(load, DIAGNOSTIC_PACK_CONCEPT_EMPTY, node, concept->name, nothing);
}

/* Enters the name; RULE_NONE when it is taken. */
static uint32_t declare(struct rule_loader *load, const struct doc_member *member)
{
    struct text_view name = rule_text(load, member->key);
    if (name.len == 0) return RULE_NONE;
    uint32_t known = rule_names_find(&load->concept_names, name);
    if (known != RULE_NAME_NONE) {
        rule_fault(load, DIAGNOSTIC_PACK_DUPLICATE, member->key, name, rule_where(load, load->concepts[known].span));
        return RULE_NONE;
    }
    uint32_t concept = new_concept(load, member->key);
    if (concept == RULE_NONE) return concept;
    load->concepts[concept].name = name;
    rule_enter(load, &load->concept_names, name, concept);
    return concept;
}

void rule_concepts_read(struct rule_loader *load)
{
    size_t count;
    const struct doc_member *members = rule_section_members(load, RULE_SECTION_CONCEPTS, DOC_MAPPING, &count);
    uint32_t *declared = arena_alloc(load->scratch, (count + 1) * sizeof *declared);
    if (!declared) load->status = STATUS_NO_MEMORY;
    for (size_t i = 0; declared && i < count; i++)
        declared[i] = declare(load, &members[i]);
    for (size_t i = 0; declared && i < count && load->status == STATUS_OK; i++)
        if (declared[i] != RULE_NONE) read_concept(load, members[i].value, declared[i]);
}

static void list_untriggered(struct rule_loader *load)
{
    size_t count = 0;
    for (size_t c = 0; c < load->concept_count; c++)
        count += load->concepts[c].untriggered ? load->concepts[c].user_count : 0;
    uint32_t *untriggered = rule_alloc(load, count, sizeof *untriggered);
    for (size_t c = 0; untriggered && c < load->concept_count; c++)
        for (size_t u = 0; load->concepts[c].untriggered && u < load->concepts[c].user_count; u++)
            untriggered[load->set->untriggered_count++] = load->concepts[c].users[u];
    load->set->untriggered = untriggered;
}

void rule_concepts_finish(struct rule_loader *load)
{
    struct text_terms *terms;
    rule_includes_flatten(load);
    load->set->concepts = load->concepts;
    load->set->concept_count = load->concept_count;
    if (load->status != STATUS_OK || load->faults.count > 0) return;
    load->set->trigger_concepts = load->trigger_concepts;
    load->set->trigger_count = load->trigger_count;
    list_untriggered(load);
    load->status = text_terms_build(load->arena, load->terms, load->term_count, &terms);
    if (load->status == STATUS_OK) load->set->terms = terms;
}
