/* One function per operator. A node is a concept's name, a list (all of it), or a mapping with one operator as its key:
 *
 *     [iot-device, {any: [repair, {term: 更新}]}]
 *       ALL
 *       ├ CONCEPT iot-device
 *       └ ANY
 *         ├ CONCEPT repair
 *         └ CONCEPT (nameless: 更新)
 *
 * A reader that meets a fault leaves the predicate as it is: the pack will not load, but the rest is still looked at.
 */
#include "rule/predicate.h"

#include "base/limits.h"
#include "rule/check.h"
#include "rule/compare.h"
#include "rule/concept.h"
#include "rule/term.h"

#define CHARS_MOST 10000

static const struct rule_miss KEY_MISS = {DIAGNOSTIC_PACK_KEY_NEAR, DIAGNOSTIC_PACK_KEY};
static const struct rule_miss DOCUMENT_MISS = {DIAGNOSTIC_PACK_DOCUMENT_NEAR, DIAGNOSTIC_PACK_DOCUMENT};
static const struct text_view nothing;

struct reading {
    struct rule_loader *load;
    enum rule_purpose purpose;
    enum rule_given given;
    size_t depth;
    bool in_sentence;
};

/* `key` and `value` are the operator's; `node` is the mapping that they stand in. */
struct operation {
    const struct doc_node *node, *key, *value;
};

static void read_into(struct reading *in, const struct doc_node *node, struct rule_predicate *out_predicate);

/* ---- operands */

static void read_operands(struct reading *in, const struct doc_node *list, struct rule_predicate *predicate)
{
    struct rule_predicate *operands = rule_array(in->load, list, sizeof *operands, &predicate->operand_count);
    predicate->operands = operands;
    if (list && list->kind == DOC_SEQUENCE && list->count == 0)
        rule_fault(in->load, DIAGNOSTIC_PACK_EMPTY_LIST, list, nothing, nothing);
    for (size_t i = 0; i < predicate->operand_count; i++)
        read_into(in, list->members[i].value, &operands[i]);
}

/* True when the predicate's value comes with hits of its own, side by side in the text. */
static bool yields_hits(const struct rule_predicate *predicate)
{
    if (predicate->op != RULE_OP_ANY) return predicate->op == RULE_OP_CONCEPT;
    for (size_t i = 0; i < predicate->operand_count; i++)
        if (!yields_hits(&predicate->operands[i])) return false;
    return true;
}

/* `within` and `order` place hits: two operands at least, each with hits. */
static void check_placed(struct reading *in, const struct operation *of, const struct rule_predicate *predicate)
{
    if (predicate->operand_count == 1) rule_fault(in->load, DIAGNOSTIC_PACK_OPERANDS, of->key, of->key->value, nothing);
    for (size_t i = 0; i < predicate->operand_count; i++)
        if (!yields_hits(&predicate->operands[i]))
            rule_fault_at(in->load, DIAGNOSTIC_PACK_OPERAND, predicate->operands[i].span, of->key->value, nothing);
}

/* ---- operators */

static const struct schema_shape OPERANDS = {.kind = SCHEMA_LIST,
                                             .name = "operands",
                                             .of = &rule_predicate_shape,
                                             .least = 1};
static const struct schema_shape NUMBER = {.kind = SCHEMA_NUMERAL, .least = 1, .most = INT32_MAX};
static const struct schema_shape CHARS = {.kind = SCHEMA_NUMERAL, .least = 1, .most = CHARS_MOST};
static const struct schema_member AT_LEAST_MEMBERS[] = {{"n", true, &NUMBER}, {"of", true, &OPERANDS}};
static const struct schema_shape AT_LEAST = {.name = "at_least", SCHEMA_MEMBERS(AT_LEAST_MEMBERS)};
static const struct schema_member WITHIN_MEMBERS[] = {{"chars", true, &CHARS}, {"of", true, &OPERANDS}};
static const struct schema_shape WITHIN = {.name = "within", SCHEMA_MEMBERS(WITHIN_MEMBERS)};

static void read_term(struct reading *in, const struct operation *of, struct rule_predicate *predicate)
{
    predicate->concept = rule_concept_of_term(in->load, of->node);
}

static void read_regex(struct reading *in, const struct operation *of, struct rule_predicate *predicate)
{
    if (rule_text(in->load, of->value).len > 0) predicate->concept = rule_concept_of_regex(in->load, of->value);
}

static void read_document(struct reading *in, const struct operation *of, struct rule_predicate *predicate)
{
    struct rule_loader *load = in->load;
    struct text_view id = rule_text(load, of->value);
    if (id.len == 0) return;
    uint32_t document = rule_names_find(&load->documents, id);
    if (document != RULE_NAME_NONE) predicate->concept = load->set->documents[document].concept;
    else rule_fault_unknown(load, of->value, &DOCUMENT_MISS, load->documents.names, load->documents.count); }

static void read_list(struct reading *in, const struct operation *of, struct rule_predicate *predicate)
{
    read_operands(in, of->value, predicate);
}

static void read_at_least(struct reading *in, const struct operation *of, struct rule_predicate *predicate)
{
    const struct doc_node *values[2];
    if (!rule_keys(in->load, of->value, &AT_LEAST, values)) return;
    read_operands(in, values[1], predicate);
    struct schema_shape number = NUMBER;
    number.most = predicate->operand_count > 0 ? (int64_t)predicate->operand_count : 1;
    predicate->number = (uint32_t)rule_integer(in->load, values[0], &number, 1);
}

static void read_not(struct reading *in, const struct operation *of, struct rule_predicate *predicate)
{
    struct rule_predicate *operand = rule_alloc(in->load, 1, sizeof *operand);
    if (!operand) return;
    predicate->operands = operand;
    predicate->operand_count = 1;
    read_into(in, of->value, operand);
}

static void read_sentence(struct reading *in, const struct operation *of, struct rule_predicate *predicate)
{
    if (in->in_sentence) {
        rule_fault(in->load, DIAGNOSTIC_PACK_NESTED, of->key, nothing, nothing);
        return;
    }
    in->in_sentence = true;
    read_operands(in, of->value, predicate);
    in->in_sentence = false;
}

static void read_within(struct reading *in, const struct operation *of, struct rule_predicate *predicate)
{
    const struct doc_node *values[2];
    if (!rule_keys(in->load, of->value, &WITHIN, values)) return;
    predicate->number = (uint32_t)rule_integer(in->load, values[0], &CHARS, 1);
    read_operands(in, values[1], predicate);
    check_placed(in, of, predicate);
}

static void read_order(struct reading *in, const struct operation *of, struct rule_predicate *predicate)
{
    read_operands(in, of->value, predicate);
    check_placed(in, of, predicate);
}

static void read_field(struct reading *in, const struct operation *of, struct rule_predicate *predicate)
{
    predicate->compare = rule_compare_read(in->load, of->value, in->given);
}

static void read_check(struct reading *in, const struct operation *of, struct rule_predicate *predicate)
{
    if (in->purpose != RULE_FOR_REQUIRE) rule_fault(in->load, DIAGNOSTIC_PACK_CHECK_PLACE, of->key, nothing, nothing);
    else predicate->check = rule_check_read(in->load, of->node, in->given);
}

/* Keys of packs; those that are not in operator.def become nameless concepts. `term` and `check` have further keys. */
static const struct operator_row {
    const char *key;
    enum rule_operator op;
    bool more_keys;
    void (*read)(struct reading *in, const struct operation *of, struct rule_predicate *predicate);
    const struct schema_shape *shape; /* of the value; with further keys, of the mapping */
} OPERATORS[] = {
    {"all", RULE_OP_ALL, false, read_list, &OPERANDS},
    {"any", RULE_OP_ANY, false, read_list, &OPERANDS},
    {"at_least", RULE_OP_AT_LEAST, false, read_at_least, &AT_LEAST},
    {"not", RULE_OP_NOT, false, read_not, &rule_predicate_shape},
    {"sentence", RULE_OP_SENTENCE, false, read_sentence, &OPERANDS},
    {"within", RULE_OP_WITHIN, false, read_within, &WITHIN},
    {"order", RULE_OP_ORDER, false, read_order, &OPERANDS},
    {"about", RULE_OP_ABOUT, false, read_list, &OPERANDS},
    {"field", RULE_OP_FIELD, false, read_field, &rule_compare_shape},
    {"term", RULE_OP_CONCEPT, true, read_term, &rule_term_shape},
    {"regex", RULE_OP_CONCEPT, false, read_regex, &rule_text_shape},
    {"document", RULE_OP_CONCEPT, false, read_document, &rule_text_shape},
    {"check", RULE_OP_CHECK, true, read_check, &rule_check_shape},
};

#define OPERATOR_COUNT (sizeof OPERATORS / sizeof *OPERATORS)

/* Those that stand alone in their mapping. */
static size_t gather_operators(const struct schema_shape *shape, struct schema_member *room)
{
    size_t count = 0;
    (void)shape;
    for (size_t i = 0; i < OPERATOR_COUNT; i++)
        if (!OPERATORS[i].more_keys)
            room[count++] = (struct schema_member){OPERATORS[i].key, false, OPERATORS[i].shape};
    return count;
}

static const struct schema_shape OPERATOR = {
    .kind = SCHEMA_OBJECT, .name = "operator", .gather = gather_operators, .least = 1, .most = 1};
const struct schema_shape rule_predicate_shape = {.kind = SCHEMA_EITHER,
                                                  .name = "predicate",
                                                  .either =
                                                      (const struct schema_shape *const[]){&rule_text_shape, &OPERANDS,
                                                                                           &OPERATOR, &rule_term_shape,
                                                                                           &rule_check_shape, NULL}};

static const struct operator_row *operator_of(const struct doc_node *key)
{
    for (size_t i = 0; i < OPERATOR_COUNT; i++)
        if (text_view_equal(text_view_of(OPERATORS[i].key), key->value)) return &OPERATORS[i];
    return NULL;
}

/* ---- predicates */

static void fault_operator(struct reading *in, const struct doc_node *node)
{
    struct text_view names[OPERATOR_COUNT];
    for (size_t i = 0; i < OPERATOR_COUNT; i++)
        names[i] = text_view_of(OPERATORS[i].key);
    if (node->count > 0) rule_fault_unknown(in->load, node->members[0].key, &KEY_MISS, names, OPERATOR_COUNT);
    else rule_fault(in->load, DIAGNOSTIC_PACK_PREDICATE, node, nothing, nothing);
}

/* The member whose key is an operator; further ones have no meaning beside it. */
static void read_mapping(struct reading *in, const struct doc_node *node, struct rule_predicate *predicate)
{
    const struct operator_row *found = NULL;
    struct operation of = {.node = node};
    for (size_t i = 0; i < node->count && !found; i++) {
        found = operator_of(node->members[i].key);
        of.key = node->members[i].key;
        of.value = node->members[i].value;
    }
    if (!found) {
        fault_operator(in, node);
    } else if (!found->more_keys && node->count > 1) {
        rule_fault(in->load, DIAGNOSTIC_PACK_PREDICATE, node, nothing, nothing);
    } else {
        predicate->op = found->op;
        found->read(in, &of, predicate);
    }
}

static void read_into(struct reading *in, const struct doc_node *node, struct rule_predicate *out_predicate)
{
    *out_predicate = (struct rule_predicate){.op = RULE_OP_CONCEPT, .span = node->span, .concept = RULE_NONE};
    if (in->depth == LIMIT_PREDICATE_DEPTH) {
        rule_fault(in->load, DIAGNOSTIC_PACK_PREDICATE_DEPTH, node, nothing, nothing);
        return;
    }
    in->depth++;
    if (node->kind == DOC_MAPPING) {
        read_mapping(in, node, out_predicate);
    } else if (node->kind == DOC_SEQUENCE) {
        out_predicate->op = RULE_OP_ALL;
        read_operands(in, node, out_predicate);
    } else {
        out_predicate->concept = rule_concept_named(in->load, node);
    }
    in->depth--;
}

/* ---- evidence */

static size_t count_holding(const struct rule_predicate *predicate);

/* Whether the predicate could hold in a text in which nothing is found: by `not`, a comparison or what the title says
 * alone, none of which is evidence of its own. */
static bool holds_on_nothing(const struct rule_predicate *predicate)
{
    switch (predicate->op) {
    case RULE_OP_CONCEPT:
    case RULE_OP_CHECK:
        return false; /* a check has had its fault */
    case RULE_OP_ABOUT:
    case RULE_OP_FIELD:
    case RULE_OP_NOT:
        return true;
    case RULE_OP_ANY:
        return count_holding(predicate) > 0;
    case RULE_OP_AT_LEAST:
        return count_holding(predicate) >= predicate->number;
    case RULE_OP_ALL:
    case RULE_OP_SENTENCE:
    case RULE_OP_WITHIN:
    case RULE_OP_ORDER:
        return predicate->operand_count > 0 && count_holding(predicate) == predicate->operand_count;
    case RULE_OP_COUNT:
        break;
    }
    return false;
}

static size_t count_holding(const struct rule_predicate *predicate)
{
    size_t count = 0;
    for (size_t i = 0; i < predicate->operand_count; i++)
        count += holds_on_nothing(&predicate->operands[i]);
    return count;
}

const struct rule_predicate *rule_predicate_read(struct rule_loader *load, const struct doc_node *node,
                                                 enum rule_purpose purpose, enum rule_given given)
{
    struct reading in = {.load = load, .purpose = purpose, .given = given};
    if (!node) return NULL;
    struct rule_predicate *predicate = rule_alloc(load, 1, sizeof *predicate);
    if (!predicate) return NULL;
    read_into(&in, node, predicate);
    if (purpose == RULE_FOR_EVIDENCE && holds_on_nothing(predicate))
        rule_fault(load, DIAGNOSTIC_PACK_NOT_ALONE, node, nothing, nothing);
    return predicate;
}

static size_t operands_of(const struct rule_predicate *predicate, enum rule_operator op)
{
    size_t count = 0;
    for (size_t i = 0; i < predicate->operand_count; i++)
        count += predicate->operands[i].op == op;
    return count;
}

bool rule_predicate_is_topical(const struct rule_predicate *predicate)
{
    return predicate->op == RULE_OP_ALL && operands_of(predicate, RULE_OP_SENTENCE) == 1 &&
           operands_of(predicate, RULE_OP_ABOUT) > 0;
}
