#include "rule/example.h"

#include "rule/section.h"

static const struct text_view nothing;

/* ---- examples of form rules */

/* The field of that name in any spelling; DOC_FIELD_COUNT and a fault when there is none. */
static enum doc_field field_of(struct rule_loader *load, const struct doc_node *node)
{
    static const struct rule_miss FIELD_MISS = {DIAGNOSTIC_PACK_FIELD_NEAR, DIAGNOSTIC_PACK_FIELD};
    struct text_view names[DOC_FIELD_COUNT], folded = rule_text_folded(load, node);
    int found = doc_words_find(&load->set->words.fields, folded);
    if (found >= 0) return (enum doc_field)found;
    for (int i = 0; i < DOC_FIELD_COUNT; i++)
        names[i] = text_view_of(doc_field_name((enum doc_field)i));
    if (folded.len > 0) rule_fault_unknown(load, node, &FIELD_MISS, names, DOC_FIELD_COUNT);
    return DOC_FIELD_COUNT;
}

enum { FLAGS, PASSES, WITHOUT, BESIDE, PREVIOUS, TEST_KEYS };
static const struct schema_shape LINES_LIST = {.kind = SCHEMA_LIST, .of = &rule_lines_shape};
static const struct schema_member TEST_MEMBERS[TEST_KEYS] = {{"flags", false, &rule_lines_shape},
                                                             {"passes", false, &rule_lines_shape},
                                                             {"without", false, &rule_texts_shape},
                                                             {"beside", false, &LINES_LIST},
                                                             {"previous", false, &LINES_LIST}};
static const struct schema_shape TEST = {.name = "form_test",
                                         SCHEMA_MEMBERS(TEST_MEMBERS),
                                         .one_of = (const char *const[]){"flags", "passes", NULL}};
const struct schema_shape rule_form_tests_shape = {.kind = SCHEMA_LIST, .of = &TEST};

static void read_lines(struct rule_loader *load, const struct doc_node *node, struct rule_form_test *test)
{
    test->span = node->span;
    test->lines = node;
    if (node->kind != DOC_MAPPING) rule_fault(load, DIAGNOSTIC_PACK_TYPE_MAP, node, nothing, nothing);
}

/* What is checked together with the example, and what is read of earlier years. */
static void read_others(struct rule_loader *load, const struct doc_node *beside, const struct doc_node *previous,
                        struct rule_form_test *test)
{
    size_t count = rule_list(load, beside), earlier = rule_list(load, previous);
    struct rule_form_test *others = rule_alloc(load, count + earlier, sizeof *others);
    if (!others) return;
    for (size_t i = 0; i < count; i++)
        read_lines(load, beside->members[i].value, &others[i]);
    for (size_t i = 0; i < earlier; i++) {
        read_lines(load, previous->members[i].value, &others[count + i]);
        others[count + i].previous = true;
    }
    test->others = others;
    test->other_count = count + earlier;
}

static void read_test(struct rule_loader *load, const struct doc_node *node, struct rule_form_test *test)
{
    const struct doc_node *values[TEST_KEYS];
    if (!rule_keys(load, node, &TEST, values)) return;
    if (!values[FLAGS] == !values[PASSES]) {
        rule_fault(load, DIAGNOSTIC_PACK_FORM_TEST, node, nothing, nothing);
        return;
    }
    test->flags = values[FLAGS] != NULL;
    read_lines(load, values[test->flags ? FLAGS : PASSES], test);
    test->span = node->span;
    for (size_t i = 0; i < rule_list(load, values[WITHOUT]); i++) {
        enum doc_field field = field_of(load, values[WITHOUT]->members[i].value);
        if (field != DOC_FIELD_COUNT) test->without |= UINT32_C(1) << field;
    }
    read_others(load, values[BESIDE], values[PREVIOUS], test);
}

void rule_form_tests_read(struct rule_loader *load, const struct doc_node *list, struct rule_form *form)
{
    struct rule_form_test *tests = rule_array(load, list, sizeof *tests, &form->test_count);
    form->tests = tests;
    for (size_t i = 0; i < form->test_count; i++)
        read_test(load, list->members[i].value, &tests[i]);
}

/* ---- mutants that may survive */

enum { MUTANT, WHY, SURVIVOR_KEYS };
static const struct schema_member SURVIVOR_MEMBERS[] = {{"mutant", true, &rule_text_shape},
                                                        {"why", true, &rule_wording_shape}};
static const struct schema_shape SURVIVOR = {.name = "survivor", SCHEMA_MEMBERS(SURVIVOR_MEMBERS)};
const struct schema_shape rule_survivors_shape = {.kind = SCHEMA_LIST, .of = &SURVIVOR};

static void read_survivor(struct rule_loader *load, const struct doc_node *node, struct rule_survivor *survivor)
{
    const struct doc_node *values[SURVIVOR_KEYS];
    survivor->span = node->span;
    if (!rule_keys(load, node, &SURVIVOR, values)) return;
    survivor->mutant = rule_text(load, values[MUTANT]);
    survivor->why = rule_wording(load, values[WHY]);
}

/* Those of the pack itself: an extended pack answers for its own. */
static void read_survivors(struct rule_loader *load)
{
    size_t count;
    const struct doc_member *members = rule_section_members(load, RULE_SECTION_SURVIVORS, DOC_SEQUENCE, &count);
    struct rule_survivor *survivors = rule_alloc(load, count, sizeof *survivors);
    if (!survivors) return;
    load->set->survivors = survivors;
    for (size_t i = 0; i < count; i++) {
        struct rule_survivor *survivor = &survivors[load->set->survivor_count];
        if (!rule_is_own(load, members[i].value->span)) continue;
        read_survivor(load, members[i].value, survivor);
        for (size_t before = 0; before < load->set->survivor_count; before++)
            if (survivor->mutant.len > 0 && text_view_equal(survivors[before].mutant, survivor->mutant))
                rule_fault(load, DIAGNOSTIC_PACK_DUPLICATE, members[i].value, survivor->mutant,
                           rule_where(load, survivors[before].span));
        load->set->survivor_count++;
    }
}

/* ---- */

static void note_sources(struct rule_loader *load)
{
    const struct text_source **sources = rule_alloc(load, load->file_count, sizeof *sources);
    if (!sources) return;
    load->set->sources = sources;
    for (size_t i = 0; i < load->file_count; i++)
        if (load->files[i].part + 1 == load->part_count) sources[load->set->source_count++] = load->files[i].source;
}

void rule_examples_read(struct rule_loader *load)
{
    const struct doc_node *example = rule_section_value(load, RULE_SECTION_EXAMPLE);
    if (example && example->kind != DOC_MAPPING) rule_fault(load, DIAGNOSTIC_PACK_TYPE_MAP, example, nothing, nothing);
    load->set->example = example;
    read_survivors(load);
    note_sources(load);
}
