#include "rule/guards.h"

#include "rule/prints.h"
#include "rule/section.h"
#include "text/utf8.h"

#define LIST_ITEMS_MOST  100
#define OWN_LETTERS_MOST 10000

static const struct text_view nothing;

/* Terms and strings, gathered over all packs before they are built into a matcher. */
struct gathered_terms {
    struct text_term *items;
    size_t count, capacity;
};

struct gathered_texts {
    struct text_view *items;
    size_t count, capacity;
};

struct gathered_tests {
    struct rule_guard_test *items;
    size_t count, capacity;
};

struct reading {
    struct rule_loader *load;
    struct rule_guards guards;
    struct gathered_terms words, borrowed;
    struct gathered_texts subjects, joiners, predicates, fillers;
    struct gathered_tests tests;
};

static void add_term(struct rule_loader *load, struct gathered_terms *terms, struct text_view folded, uint32_t owner)
{
    struct text_term *items = rule_grow(load, terms->items, terms->count, &terms->capacity, sizeof *items);
    if (!items) return;
    terms->items = items;
    items[terms->count++] = (struct text_term){.text = folded, .owner = owner, .inside = true};
}

/* A list of strings of two characters or more. */
static void add_terms(struct rule_loader *load, struct gathered_terms *terms, const struct doc_node *list,
                      uint32_t owner)
{
    for (size_t i = 0; i < rule_list(load, list); i++) {
        const struct doc_node *node = list->members[i].value;
        struct text_view text = rule_text_folded(load, node);
        if (text.len > 0 && text_utf8_count(text) < 2) rule_fault(load, DIAGNOSTIC_PACK_TERM, node, text, nothing);
        else if (text.len > 0) add_term(load, terms, text, owner);
    }
}

/* A list of strings of any length. */
static void add_texts(struct rule_loader *load, struct gathered_texts *texts, const struct doc_node *list)
{
    for (size_t i = 0; i < rule_list(load, list); i++) {
        struct text_view text = rule_text_folded(load, list->members[i].value);
        struct text_view *items = rule_grow(load, texts->items, texts->count, &texts->capacity, sizeof *items);
        if (!items) return;
        texts->items = items;
        if (text.len > 0) items[texts->count++] = text;
    }
}

/* ---- examples */

enum { REMOVED, KEPT, AT, TEST_KEYS };

static void read_test(struct reading *in, const struct doc_node *node, const char *guard)
{
    static const struct rule_key KEYS[] = {{"removed", false}, {"kept", false}, {"at", true}};
    const struct doc_node *values[TEST_KEYS];
    struct rule_loader *load = in->load;
    if (!rule_keys(load, node, KEYS, TEST_KEYS, values)) return;
    if (!values[REMOVED] == !values[KEPT]) {
        rule_fault(load, DIAGNOSTIC_PACK_REQUIRED, node, text_view_of("removed / kept"), nothing);
        return;
    }
    struct rule_guard_test test = {.guard = text_view_of(guard), .removed = values[REMOVED], .span = node->span};
    test.text = rule_text(load, test.removed ? values[REMOVED] : values[KEPT]);
    test.at = rule_text(load, values[AT]);
    struct rule_guard_test *items =
        rule_grow(load, in->tests.items, in->tests.count, &in->tests.capacity, sizeof *items);
    if (!items) return;
    in->tests.items = items;
    items[in->tests.count++] = test;
}

static void read_tests(struct reading *in, const struct doc_node *list, const char *guard)
{
    for (size_t i = 0; i < rule_list(in->load, list); i++)
        read_test(in, list->members[i].value, guard);
}

/* ---- one guard each */

static void read_outdated(struct reading *in, const struct doc_node *node)
{
    static const struct rule_key KEYS[] = {{"history", true}, {"tests", false}};
    const struct doc_node *values[2];
    if (!node || !rule_keys(in->load, node, KEYS, 2, values)) return;
    add_terms(in->load, &in->words, values[0], RULE_HISTORY);
    read_tests(in, values[1], "outdated");
}

static void read_words(struct reading *in, const struct doc_node *node, const char *guard, enum rule_phrase_term words,
                       enum rule_phrase_term unless)
{
    static const struct rule_key KEYS[] = {{"words", true}, {"unless", false}, {"tests", false}};
    const struct doc_node *values[3];
    if (!node || !rule_keys(in->load, node, KEYS, 3, values)) return;
    add_terms(in->load, &in->words, values[0], words);
    add_terms(in->load, &in->words, values[1], unless);
    read_tests(in, values[2], guard);
}

static void read_negated(struct reading *in, const struct doc_node *node)
{
    read_words(in, node, "negated", RULE_NEGATED, RULE_NEGATED_UNLESS);
}

static void read_hedged(struct reading *in, const struct doc_node *node)
{
    read_words(in, node, "hedged", RULE_HEDGED, RULE_HEDGED_UNLESS);
}

enum { ITEMS, JOINERS, PREDICATES, FILLERS, LIST_TESTS, LIST_KEYS };

static void read_listed(struct reading *in, const struct doc_node *node)
{
    static const struct rule_key KEYS[LIST_KEYS] = {
        {"items", true}, {"joiners", true}, {"predicates", true}, {"fillers", false}, {"tests", false}};
    const struct doc_node *values[LIST_KEYS];
    if (!node || !rule_keys(in->load, node, KEYS, LIST_KEYS, values)) return;
    in->guards.list_items = (uint32_t)rule_integer(in->load, values[ITEMS], 2, LIST_ITEMS_MOST, 2);
    add_texts(in->load, &in->joiners, values[JOINERS]);
    add_texts(in->load, &in->predicates, values[PREDICATES]);
    add_texts(in->load, &in->fillers, values[FILLERS]);
    read_tests(in, values[LIST_TESTS], "listed");
}

static void read_parroted(struct reading *in, const struct doc_node *node)
{
    static const struct rule_key KEYS[] = {{"percent", false},
                                           {"own_letters", false},
                                           {"set_phrases", false},
                                           {"tests", false}};
    const struct doc_node *values[4];
    if (!node || !rule_keys(in->load, node, KEYS, 4, values)) return;
    struct rule_guards *guards = &in->guards;
    guards->copied_percent = (uint32_t)rule_integer(in->load, values[0], 1, 100, guards->copied_percent);
    guards->own_letters = (uint32_t)rule_integer(in->load, values[1], 1, OWN_LETTERS_MOST, guards->own_letters);
    add_terms(in->load, &in->borrowed, values[2], 0);
    read_tests(in, values[3], "parroted");
}

enum { TOPICS, SUBJECTS, NOMINALS, CONTRASTS, CAUSES, REFERS_BACK, REACH_KEYS };

/* How far a denying or undecided word reaches. */
static void read_reach(struct reading *in, const struct doc_node *node)
{
    static const struct rule_key KEYS[REACH_KEYS] = {{"topics", true},    {"subjects", true}, {"nominals", true},
                                                     {"contrasts", true}, {"causes", true},   {"refers_back", true}};
    const struct doc_node *values[REACH_KEYS];
    if (!node || !rule_keys(in->load, node, KEYS, REACH_KEYS, values)) return;
    add_terms(in->load, &in->words, values[TOPICS], RULE_TOPIC);
    add_texts(in->load, &in->subjects, values[SUBJECTS]);
    add_terms(in->load, &in->words, values[NOMINALS], RULE_NOMINAL);
    add_terms(in->load, &in->words, values[CONTRASTS], RULE_CONTRAST);
    add_terms(in->load, &in->words, values[CAUSES], RULE_CAUSE);
    add_terms(in->load, &in->words, values[REFERS_BACK], RULE_REFERS_BACK);
}

enum { GUARD_KEYS = 6 };

static void read_section(struct reading *in, const struct doc_node *node)
{
    static const struct rule_key KEYS[GUARD_KEYS] = {{"reach", false}, {"outdated", false}, {"negated", false},
                                                     {"hedged", false},      {"listed", false},   {"parroted", false}};
    static void (*const READ[GUARD_KEYS])(struct reading *,
                                          const struct doc_node *) = {read_reach, read_outdated, read_negated,
                                                                      read_hedged,      read_listed,   read_parroted};
    const struct doc_node *values[GUARD_KEYS];
    if (!rule_keys(in->load, node, KEYS, GUARD_KEYS, values)) return;
    for (size_t i = 0; i < GUARD_KEYS; i++)
        READ[i](in, values[i]);
}

/* ---- what is nobody's own wording */

static void borrow(struct reading *in, struct text_view text)
{
    struct text_view folded = rule_fold(in->load, text);
    if (text_utf8_count(folded) >= 2) add_term(in->load, &in->borrowed, folded, 0);
}

static void borrow_titles(struct reading *in)
{
    const struct rule_set *set = in->load->set;
    for (size_t i = 0; i < set->document_count; i++) {
        const struct rule_document *document = &set->documents[i];
        borrow(in, document->title);
        for (size_t a = 0; a < document->alias_count; a++)
            borrow(in, document->aliases[a]);
        for (size_t e = 0; e < document->superseded_count; e++)
            borrow(in, document->superseded[e].title);
    }
}

static void borrow_headings(struct reading *in)
{
    for (size_t i = 0; i < in->load->set->clause_count; i++)
        borrow(in, in->load->set->clauses[i].heading.in[TEXT_JA]);
}

static const struct text_terms *built(struct rule_loader *load, const struct gathered_terms *terms)
{
    struct text_terms *matcher = NULL;
    if (load->status != STATUS_OK || load->faults.count > 0) return NULL;
    load->status = text_terms_build(load->arena, terms->items, terms->count, &matcher);
    return load->status == STATUS_OK ? matcher : NULL;
}

void rule_guards_read(struct rule_loader *load)
{
    struct reading in = {.load = load};
    const struct rule_entries *guards = &load->sections[RULE_SECTION_GUARDS];
    const struct rule_entries *ends = &load->sections[RULE_SECTION_PHRASE_ENDS];
    for (size_t i = 0; i < guards->count; i++)
        read_section(&in, guards->items[i].value);
    for (size_t i = 0; i < ends->count; i++)
        add_terms(load, &in.words, ends->items[i].value, RULE_PHRASE_END);
    borrow_titles(&in);
    borrow_headings(&in);
    in.guards.words = built(load, &in.words);
    in.guards.borrowed = built(load, &in.borrowed);
    in.guards.subjects = in.subjects.items;
    in.guards.subject_count = in.subjects.count;
    in.guards.fillers = in.fillers.items;
    in.guards.filler_count = in.fillers.count;
    in.guards.joiners = in.joiners.items;
    in.guards.joiner_count = in.joiners.count;
    in.guards.predicates = in.predicates.items;
    in.guards.predicate_count = in.predicates.count;
    in.guards.tests = in.tests.items;
    in.guards.test_count = in.tests.count;
    load->set->guards = in.guards;
    rule_prints_read(load);
}
