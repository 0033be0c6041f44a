#include "support/unit.h"

#include "support/pack.h"

#include <stdio.h>

static const struct rule_predicate *evidence_of(const struct pack_try *try)
{
    return try->set->criteria[0].evidence;
}

static void rule_predicate_reads_every_operator(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum rule_operator op;
        size_t operands;
        uint32_t number;
    } rows[] = {
        {"alpha", RULE_OP_CONCEPT, 0, 0},
        {"{term: some words}", RULE_OP_CONCEPT, 0, 0},
        {"{term: some words, inside: false}", RULE_OP_CONCEPT, 0, 0},
        {"{regex: 'wor(?:ds|k)x'}", RULE_OP_CONCEPT, 0, 0},
        {"{document: plan}", RULE_OP_CONCEPT, 0, 0},
        {"[alpha, beta]", RULE_OP_ALL, 2, 0},
        {"{all: [alpha, {not: beta}]}", RULE_OP_ALL, 2, 0},
        {"{any: [alpha, beta]}", RULE_OP_ANY, 2, 0},
        {"{at_least: {n: 2, of: [alpha, beta, {document: plan}]}}", RULE_OP_AT_LEAST, 3, 2},
        {"{sentence: [alpha, {not: {any: [beta]}}]}", RULE_OP_SENTENCE, 2, 0},
        {"{within: {chars: 12, of: [alpha, {any: [beta, {term: xyz}]}]}}", RULE_OP_WITHIN, 2, 12},
        {"{order: [alpha, beta, alpha]}", RULE_OP_ORDER, 3, 0},
        {"[alpha, {field: {name: note, present: true}}]", RULE_OP_ALL, 2, 0},
        {"{sentence: [{order: [alpha, beta]}, {within: {chars: 3, of: [alpha, beta]}}]}", RULE_OP_SENTENCE, 2, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct pack_try try;
        pack_try_evidence(&try, rows[i].text);
        const struct rule_predicate *evidence = evidence_of(&try);
        if (evidence->op != rows[i].op || evidence->operand_count != rows[i].operands)
            print_error("%s\n", rows[i].text);
        assert_int_equal(evidence->op, rows[i].op);
        assert_int_equal(evidence->operand_count, rows[i].operands);
        assert_int_equal(evidence->number, rows[i].number);
        if (evidence->op == RULE_OP_CONCEPT) assert_true(evidence->concept < try.set->concept_count);
        assert_true(text_span_view(evidence->span).len > 0);
        pack_try_close(&try);
    }
}

static void rule_predicate_makes_nameless_concepts(void **state)
{
    (void)state;
    struct pack_try try;
    pack_try_evidence(&try, "[{term: Ｓｏｍｅ words}, {document: plan}]");
    const struct rule_predicate *operands = evidence_of(&try)->operands;
    const struct rule_concept *term = &try.set->concepts[operands[0].concept];
    assert_int_equal(term->name.len, 0);
    assert_true(text_view_equal(term->label.in[TEXT_JA], text_view_of("Ｓｏｍｅ words")));
    assert_true(text_view_equal(term->terms[0].folded, text_view_of("some words")));
    assert_int_equal(term->source_count, 1);
    assert_int_equal(term->sources[0], operands[0].concept);
    assert_int_equal(operands[1].concept, try.set->documents[0].concept);
    pack_try_close(&try);
}

/* ---- comparisons, in `applies` */

static const struct rule_compare *compare_of(struct pack_try *try, const char *field)
{
    char more[512];
    snprintf(more, sizeof more,
             "values: {category: {expanded: [bigger]}}\n"
             "concepts: {}\n"
             "rules:\n  - {id: F, severity: note, given: claim, require: {field: {%s}}, message: {ja: a, en: b}}\n",
             field);
    pack_try_load(try, pack_sound, more);
    if (try->status != STATUS_OK) print_error("%s: %s\n", field, text_diagnostic_id(try->diagnostics.items[0].code));
    assert_int_equal(try->status, STATUS_OK);
    return try->set->forms[0].cases[0].require->compare;
}

static void rule_predicate_reads_literals_by_type(void **state)
{
    (void)state;
    struct pack_try try;
    const struct rule_compare *compare = compare_of(&try, "name: amount, less_than: 1500000");
    assert_int_equal(compare->comparison, RULE_LESS);
    assert_true(compare->literals[0].is_amount);
    assert_int_equal(compare->literals[0].yen, 1500000);
    pack_try_close(&try);

    compare = compare_of(&try, "name: amount, greater_than: 1.5億円");
    assert_int_equal(compare->comparison, RULE_GREATER);
    assert_int_equal(compare->literals[0].yen, 150000000);
    pack_try_close(&try);

    compare = compare_of(&try, "name: amount, greater_than: parent.amount");
    assert_true(compare->literals[0].is_address && compare->literals[0].address.parent);
    assert_false(compare->literals[0].is_amount);
    assert_int_equal(compare->literals[0].address.field, DOC_FIELD_AMOUNT);
    pack_try_close(&try);

    compare = compare_of(&try, "name: category, in: [new, bigger]");
    assert_int_equal(compare->literal_count, 2);
    assert_int_equal(compare->literals[0].number, DOC_CATEGORY_NEW);
    assert_int_equal(compare->literals[1].number, DOC_CATEGORY_EXPANDED);
    pack_try_close(&try);

    compare = compare_of(&try, "name: it_investment, equals: true");
    assert_int_equal(compare->literals[0].number, 1);
    pack_try_close(&try);

    compare = compare_of(&try, "name: ministry, equals: Mint");
    assert_int_equal(compare->literals[0].number, 0);
    pack_try_close(&try);

    compare = compare_of(&try, "name: fiscal_year, equals: FY2020");
    assert_int_equal(compare->literals[0].number, 2020);
    pack_try_close(&try);

    compare = compare_of(&try, "name: title, equals: ＡＢ");
    assert_int_equal(compare->literals[0].number, -1);
    assert_true(text_view_equal(compare->literals[0].folded, text_view_of("ab")));
    pack_try_close(&try);
}

static void rule_predicate_reads_addresses(void **state)
{
    (void)state;
    struct pack_try try;
    const struct rule_compare *compare = compare_of(&try, "name: breakdown.amount, present: false");
    assert_int_equal(compare->address.field, DOC_FIELD_AMOUNT);
    assert_int_equal(compare->address.list, DOC_FIELD_BREAKDOWN);
    assert_int_equal(compare->comparison, RULE_PRESENT);
    assert_false(compare->present);
    pack_try_close(&try);

    compare = compare_of(&try, "name: parent.title, present: true");
    assert_true(compare->address.parent && compare->present);
    assert_int_equal(compare->address.list, DOC_FIELD_COUNT);
    pack_try_close(&try);
}

/* ---- checks */

static void rule_predicate_reads_checks(void **state)
{
    (void)state;
    struct pack_try try;
    pack_try_load(
        &try, pack_sound,
        "rules:\n"
        "  - id: F\n"
        "    severity: warning\n"
        "    cases:\n"
        "      - {given: request, require: {check: sum, of: breakdown.amount, at_most: amount}, at: amount,\n"
        "         in: [title, note], message: {ja: a, en: b}}\n"
        "      - {given: claim, require: {check: placeholder, of: justification, words: [ＴＢＤ, x], at_most: 8},\n"
        "         message: {ja: a, en: b}}\n"
        "      - {given: request, require: {not: {check: category, of: category, expect: expanded}},\n"
        "         message: {ja: a, en: b}}\n"
        "      - {given: reading, require: {check: reading, codes: [field_missing, list_empty]},\n"
        "         messages: {list_empty: {ja: c, en: d}}, message: {ja: a, en: b}}\n");
    assert_int_equal(try.status, STATUS_OK);
    const struct rule_case *cases = try.set->forms[0].cases;
    assert_int_equal(try.set->forms[0].severity, RULE_WARNING);
    assert_int_equal(cases[0].at, DOC_FIELD_AMOUNT);
    assert_int_equal(cases[0].fields, 1u << DOC_FIELD_TITLE | 1u << DOC_FIELD_NOTE);
    const struct rule_check_use *sum = cases[0].require->check;
    assert_true(sum->has_at_most_of && !sum->has_equals);
    assert_int_equal(sum->at_most_of.field, DOC_FIELD_AMOUNT);
    const struct rule_check_use *placeholder = cases[1].require->check;
    assert_int_equal(cases[1].given, RULE_GIVEN_CLAIM);
    assert_int_equal(placeholder->at_most, 8);
    assert_int_equal(placeholder->word_count, 2);
    assert_true(text_view_equal(placeholder->words[0], text_view_of("tbd")));
    assert_int_equal(cases[2].require->operands[0].check->expect, DOC_CATEGORY_EXPANDED);
    assert_int_equal(cases[3].require->check->codes, UINT64_C(1) << DOC_SAW_FIELD_MISSING | UINT64_C(1)
                                                                                                << DOC_SAW_LIST_EMPTY);
    assert_true(text_view_equal(cases[3].messages[DOC_SAW_LIST_EMPTY].in[TEXT_EN], text_view_of("d")));
    assert_true(text_view_equal(cases[3].messages[DOC_SAW_FIELD_MISSING].in[TEXT_EN], text_view_of("b")));
    pack_try_close(&try);
}

/* ---- criteria around predicates */

static void rule_predicate_defaults_of_criteria(void **state)
{
    (void)state;
    struct pack_try try;
    pack_try_load(&try, pack_sound,
                  "clause: '1'\nanchor: [beta]\ncriteria:\n"
                  "  - {id: K1, asks: {ja: a, en: b}, evidence: alpha, item: ii, source: [2, i.1],\n"
                  "     tests: [{pass: x, ministry: Mint}, {fail: y, why: negated, it_investment: false},\n"
                  "             {fail: z, why: off topic}]}\n"
                  "  - {id: K2, asks: {ja: a, en: b}, evidence: alpha, level: request, in: [note]}\n");
    assert_int_equal(try.status, STATUS_OK);
    const struct rule_criterion *first = &try.set->criteria[0], *second = &try.set->criteria[1];
    assert_int_equal(first->mode, RULE_MODE_ANY);
    assert_int_equal(first->level, RULE_LEVEL_CLAIM);
    assert_int_equal(first->item, 2);
    assert_int_equal(first->fields, 0);
    assert_null(first->applies);
    assert_true(text_view_equal(first->source[1], text_view_of("i.1")));
    assert_int_equal(first->test_count, 3);
    assert_true(first->tests[0].pass && first->tests[0].it_investment == -1);
    assert_true(text_view_equal(first->tests[1].why, text_view_of("negated")) && first->tests[1].it_investment == 0);
    assert_true(first->tests[2].why.len == 0 && text_view_equal(first->tests[2].remark, text_view_of("off topic")));
    assert_int_equal(second->mode, RULE_MODE_MUST);
    assert_int_equal(second->fields, 1u << DOC_FIELD_NOTE);
    assert_int_equal(try.set->clauses[0].criterion_count, 1);
    assert_int_equal(try.set->demand_count, 1);
    assert_int_equal(try.set->clauses[0].anchor[0], pack_try_concept(&try, "beta"));
    assert_int_equal(try.set->clauses[1].anchor[0], pack_try_concept(&try, "alpha"));
    pack_try_close(&try);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rule_predicate_reads_every_operator),
        cmocka_unit_test(rule_predicate_makes_nameless_concepts),
        cmocka_unit_test(rule_predicate_reads_literals_by_type),
        cmocka_unit_test(rule_predicate_reads_addresses),
        cmocka_unit_test(rule_predicate_reads_checks),
        cmocka_unit_test(rule_predicate_defaults_of_criteria),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
