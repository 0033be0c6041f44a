#include "rule/criterion.h"

#include "rule/address.h"
#include "rule/concept.h"
#include "rule/predicate.h"
#include "rule/section.h"
#include "text/nearest.h"

#define GUARD_COUNT 6

static const struct rule_miss CLAUSE_MISS = {DIAGNOSTIC_PACK_CLAUSE_NEAR, DIAGNOSTIC_PACK_CLAUSE};
static const struct rule_miss ITEM_MISS = {DIAGNOSTIC_PACK_ITEM_NEAR, DIAGNOSTIC_PACK_ITEM};
static const struct rule_miss MINISTRY_MISS = {DIAGNOSTIC_PACK_MINISTRY_NEAR, DIAGNOSTIC_PACK_MINISTRY};
static const struct text_view nothing;

static const char *const CATEGORIES[] = {"new", "continuing", "expanded", NULL};
static const struct schema_shape CATEGORY_WORD = {.kind = SCHEMA_WORDS, .words = CATEGORIES};

/* ---- inline tests */

enum { PASS, FAIL, WHY, MINISTRY, CATEGORY, TITLE, IT_INVESTMENT, CIO_COORDINATION, TEST_KEYS };
static const struct schema_member TEST_MEMBERS[TEST_KEYS] = {{"pass", false, &rule_text_shape},
                                                             {"fail", false, &rule_text_shape},
                                                             {"why", false, &rule_text_shape},
                                                             {"ministry", false, &rule_text_shape},
                                                             {"category", false, &CATEGORY_WORD},
                                                             {"title", false, &rule_text_shape},
                                                             {"it_investment", false, &rule_boolean_shape},
                                                             {"cio_coordination", false, &rule_text_shape}};
static const struct schema_shape TEST = {.name = "test",
                                         SCHEMA_MEMBERS(TEST_MEMBERS),
                                         .one_of = (const char *const[]){"pass", "fail", NULL}};

static void check_ministry(struct rule_loader *load, const struct doc_node *node, struct text_view name)
{
    if (name.len > 0 && rule_names_find(&load->ministries, name) == RULE_NAME_NONE)
        rule_fault_unknown(load, node, &MINISTRY_MISS, load->ministries.names, load->ministries.count);
}

/* `why` names the guard that the test expects, or says in free words what is wrong with the example. Free words that
 * look like a guard's name are a slip, which would make the test weaker than its author meant. */
static void read_why(struct rule_loader *load, const struct doc_node *node, struct rule_test *test)
{
    static const struct rule_miss GUARD_MISS = {DIAGNOSTIC_PACK_VALUE_NEAR, DIAGNOSTIC_PACK_VALUE};
    static const char *const GUARDS[GUARD_COUNT] = {"sense", "outdated", "negated", "hedged", "listed", "parroted"};
    struct text_view names[GUARD_COUNT], why = rule_text(load, node);
    for (size_t i = 0; i < GUARD_COUNT; i++) {
        names[i] = text_view_of(GUARDS[i]);
        if (text_view_equal(names[i], why)) test->why = why;
    }
    if (why.len == 0 || test->why.len > 0) return;
    test->remark = why;
    if (text_nearest(why, names, GUARD_COUNT) != (size_t)-1)
        rule_fault_unknown(load, node, &GUARD_MISS, names, GUARD_COUNT);
}

static void read_test(struct rule_loader *load, const struct doc_node *node, struct rule_test *test)
{
    const struct doc_node *values[TEST_KEYS];
    test->span = node->span;
    test->it_investment = -1;
    if (!rule_keys(load, node, &TEST, values)) return;
    if (!values[PASS] == !values[FAIL] || (values[PASS] && values[WHY]))
        rule_fault(load, DIAGNOSTIC_PACK_TEST, node, nothing, nothing);
    test->pass = values[PASS] != NULL;
    test->text = rule_text(load, values[test->pass ? PASS : FAIL]);
    read_why(load, values[WHY], test);
    test->ministry = rule_text(load, values[MINISTRY]);
    check_ministry(load, values[MINISTRY], test->ministry);
    if (values[CATEGORY])
        test->category = rule_name(load, CATEGORIES[rule_choice(load, values[CATEGORY], &CATEGORY_WORD, 0)]);
    test->title = rule_text(load, values[TITLE]);
    test->cio_coordination = rule_text(load, values[CIO_COORDINATION]);
    if (values[IT_INVESTMENT]) test->it_investment = rule_boolean(load, values[IT_INVESTMENT], false);
}

static void read_tests(struct rule_loader *load, const struct doc_node *list, struct rule_criterion *criterion)
{
    struct rule_test *tests = rule_array(load, list, sizeof *tests, &criterion->test_count);
    criterion->tests = tests;
    for (size_t i = 0; i < criterion->test_count; i++)
        read_test(load, list->members[i].value, &tests[i]);
}

/* ---- one criterion */

static const char *const MODES[] = {"any", "must", NULL};
static const char *const LEVELS[] = {"claim", "request", NULL};
static const struct schema_shape MODE_WORD = {.kind = SCHEMA_WORDS, .words = MODES};
static const struct schema_shape LEVEL_WORD = {.kind = SCHEMA_WORDS, .words = LEVELS};
static const struct schema_shape TEST_LIST = {.kind = SCHEMA_LIST, .of = &TEST};

enum { ID, ITEM, MODE, LEVEL, APPLIES, SOURCE, ASKS, EVIDENCE, IN, HINT, TESTS, KEY_COUNT };
static const struct schema_member MEMBERS[KEY_COUNT] = {{"id", true, &rule_text_shape},
                                                        {"item", false, &rule_text_shape},
                                                        {"mode", false, &MODE_WORD},
                                                        {"level", false, &LEVEL_WORD},
                                                        {"applies", false, &rule_predicate_shape},
                                                        {"source", false, &rule_texts_shape},
                                                        {"asks", true, &rule_wording_shape},
                                                        {"evidence", true, &rule_predicate_shape},
                                                        {"in", false, &rule_text_fields_shape},
                                                        {"hint", false, &rule_wording_shape},
                                                        {"tests", false, &TEST_LIST}};
static const struct schema_shape CRITERION = {.name = "criterion", SCHEMA_MEMBERS(MEMBERS)};
const struct schema_shape rule_criteria_shape = {.kind = SCHEMA_LIST, .of = &CRITERION};

static void read_item(struct rule_loader *load, const struct doc_node *node, struct rule_criterion *criterion)
{
    const struct rule_clause *clause = &load->clause_items[criterion->clause];
    struct text_view item = rule_text(load, node);
    if (item.len == 0) return;
    for (size_t i = 0; i < clause->item_count; i++)
        if (text_view_equal(clause->items[i], item)) criterion->item = (uint32_t)i + 1;
    if (criterion->item == 0) rule_fault_unknown(load, node, &ITEM_MISS, clause->items, clause->item_count);
}

/* What is judged once per request is a demand on it: it is a `must`, whether or not that is said. */
static void read_mode_and_level(struct rule_loader *load, const struct doc_node **values,
                                struct rule_criterion *criterion)
{
    criterion->level = (enum rule_level)rule_choice(load, values[LEVEL], &LEVEL_WORD, RULE_LEVEL_CLAIM);
    bool request = criterion->level == RULE_LEVEL_REQUEST;
    criterion->mode =
        (enum rule_mode)rule_choice(load, values[MODE], &MODE_WORD, request ? RULE_MODE_MUST : RULE_MODE_ANY);
    if (request && criterion->mode == RULE_MODE_ANY)
        rule_fault(load, DIAGNOSTIC_PACK_MODE, values[MODE], nothing, nothing);
}

static void read_criterion(struct rule_loader *load, const struct doc_node *node, struct rule_criterion *criterion)
{
    const struct doc_node *values[KEY_COUNT];
    criterion->span = node->span;
    if (!rule_keys(load, node, &CRITERION, values)) return;
    criterion->id = rule_text(load, values[ID]);
    if (values[ID]) rule_enter_id(load, values[ID], criterion->id);
    read_item(load, values[ITEM], criterion);
    read_mode_and_level(load, values, criterion);
    criterion->applies = rule_predicate_read(load, values[APPLIES], RULE_FOR_APPLIES, RULE_GIVEN_REQUEST);
    criterion->source = rule_texts(load, values[SOURCE], false, &criterion->source_count);
    criterion->asks = rule_wording(load, values[ASKS]);
    criterion->evidence = rule_predicate_read(load, values[EVIDENCE], RULE_FOR_EVIDENCE, RULE_GIVEN_REQUEST);
    criterion->fields = rule_text_fields_read(load, values[IN]);
    criterion->hint = rule_wording(load, values[HINT]);
    read_tests(load, values[TESTS], criterion);
}

/* ---- the file of a clause */

struct criteria {
    struct rule_criterion *items;
    size_t count, capacity;
};

static uint32_t clause_of(struct rule_loader *load, const struct doc_node *node)
{
    struct text_view label = rule_text(load, node);
    if (label.len == 0) return RULE_NONE;
    uint32_t clause = rule_names_find(&load->clauses, label);
    if (clause == RULE_NAME_NONE)
        rule_fault_unknown(load, node, &CLAUSE_MISS, load->clauses.names, load->clauses.count);
    return clause;
}

static void read_anchor(struct rule_loader *load, const struct doc_node *node, struct rule_clause *clause)
{
    if (node) clause->anchor = rule_concept_list(load, node, &clause->anchor_count);
}

static void read_clause_file(struct rule_loader *load, const struct rule_entry *entry, struct criteria *criteria)
{
    uint32_t clause = clause_of(load, entry->value);
    const struct doc_node *list = doc_node_get(entry->file->root, "criteria");
    if (!list) rule_fault(load, DIAGNOSTIC_PACK_REQUIRED, entry->file->root, text_view_of("criteria"), nothing);
    if (clause == RULE_NONE) return;
    read_anchor(load, doc_node_get(entry->file->root, "anchor"), &load->clause_items[clause]);
    for (size_t i = 0; i < rule_list(load, list); i++) {
        struct rule_criterion *items =
            rule_grow(load, criteria->items, criteria->count, &criteria->capacity, sizeof *items);
        if (!items) return;
        criteria->items = items;
        items[criteria->count] = (struct rule_criterion){.clause = clause};
        read_criterion(load, list->members[i].value, &items[criteria->count++]);
    }
}

/* ---- who has which */

/* Lists the claim-level criteria of each clause, and the request-level ones of all. */
static void distribute(struct rule_loader *load, const struct criteria *criteria)
{
    uint32_t *demands = rule_alloc(load, criteria->count, sizeof *demands);
    uint32_t *lists = rule_alloc(load, criteria->count, sizeof *lists); /* one clause's after the other's */
    size_t demand_count = 0, used = 0;
    if (!demands || !lists) return;
    for (size_t c = 0; c < load->set->clause_count; c++) {
        struct rule_clause *clause = &load->clause_items[c];
        clause->criteria = &lists[used];
        for (size_t i = 0; i < criteria->count; i++)
            if (criteria->items[i].clause == c && criteria->items[i].level == RULE_LEVEL_CLAIM)
                lists[used++] = (uint32_t)i;
        clause->criterion_count = (size_t)(&lists[used] - clause->criteria);
    }
    for (size_t i = 0; i < criteria->count; i++)
        if (criteria->items[i].level == RULE_LEVEL_REQUEST) demands[demand_count++] = (uint32_t)i;
    load->set->demands = demands;
    load->set->demand_count = demand_count;
}

void rule_criteria_read(struct rule_loader *load)
{
    const struct rule_entries *files = &load->sections[RULE_SECTION_CLAUSE];
    struct criteria criteria = {0};
    for (size_t i = 0; i < files->count && load->status == STATUS_OK; i++)
        read_clause_file(load, &files->items[i], &criteria);
    load->set->criteria = criteria.items;
    load->set->criterion_count = criteria.count;
    distribute(load, &criteria);
}
