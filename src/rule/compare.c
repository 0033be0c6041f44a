#include "rule/compare.h"

#include "doc/amount.h"
#include "doc/year.h"
#include "rule/address.h"

static const struct rule_miss MINISTRY_MISS = {DIAGNOSTIC_PACK_MINISTRY_NEAR, DIAGNOSTIC_PACK_MINISTRY};
static const struct rule_miss VALUE_MISS = {DIAGNOSTIC_PACK_VALUE_NEAR, DIAGNOSTIC_PACK_VALUE};

static const struct text_view nothing;

struct comparing {
    struct rule_loader *load;
    enum rule_given given;
    struct rule_compare *compare;
    enum doc_type type;
};

/* ---- literals */

/* Another field of the same type, where the comparison may be with one. */
static bool read_other_field(const struct comparing *in, const struct doc_node *node, struct rule_literal *literal)
{
    size_t dot = text_view_find(literal->text, text_view_of("."), 0);
    struct text_view last =
        dot == (size_t)-1 ? literal->text : text_view_part(literal->text, dot + 1, literal->text.len);
    enum doc_field field = doc_field_named(last);
    if (field == DOC_FIELD_COUNT || doc_field_type(field) != in->type) return false;
    literal->is_address = rule_address_read(in->load, node, in->given, &literal->address);
    return true;
}

static void read_amount(const struct comparing *in, const struct doc_node *node, struct rule_literal *literal)
{
    struct doc_amount amount;
    struct text_range bad;
    if (read_other_field(in, node, literal)) return;
    if (doc_amount_parse(literal->text, 1, &in->load->set->words, &amount, &bad) == DOC_AMOUNT_OK &&
        amount.kind == DOC_AMOUNT_FIGURE && amount.bound == DOC_EXACT) {
        literal->is_amount = true;
        literal->yen = amount.money.yen;
    } else {
        rule_fault(in->load, DIAGNOSTIC_PACK_AMOUNT, node, literal->text, nothing);
    }
}

static void read_year(const struct comparing *in, const struct doc_node *node, struct rule_literal *literal)
{
    if (read_other_field(in, node, literal)) return;
    if (!doc_year_parse(literal->text, &literal->number))
        rule_fault(in->load, DIAGNOSTIC_PACK_YEAR, node, literal->text, nothing);
}

/* A word of one of the pack's value lists. */
static void read_word(const struct comparing *in, const struct doc_node *node, struct rule_literal *literal,
                      const struct doc_words *words)
{
    literal->number = doc_words_find(words, literal->folded);
    if (literal->number >= 0) return;
    struct text_view *entries = rule_alloc(in->load, words->count, sizeof *entries);
    if (!entries) return;
    for (size_t i = 0; i < words->count; i++)
        entries[i] = words->items[i].folded;
    rule_fault_unknown(in->load, node, &VALUE_MISS, entries, words->count);
}

static void read_text(const struct comparing *in, const struct doc_node *node, struct rule_literal *literal)
{
    struct rule_loader *load = in->load;
    if (in->compare->address.field != DOC_FIELD_MINISTRY) return;
    uint32_t ministry = rule_names_find(&load->ministries, literal->text);
    if (ministry != RULE_NAME_NONE) literal->number = (int)ministry;
    else rule_fault_unknown(load, node, &MINISTRY_MISS, load->ministries.names, load->ministries.count);
}

static void read_literal(const struct comparing *in, const struct doc_node *node, struct rule_literal *literal)
{
    literal->number = -1;
    literal->text = rule_text(in->load, node);
    literal->folded = rule_fold(in->load, literal->text);
    if (literal->folded.len == 0) return;
    switch (in->type) {
    case DOC_TYPE_AMOUNT:
        read_amount(in, node, literal);
        break;
    case DOC_TYPE_YEAR:
        read_year(in, node, literal);
        break;
    case DOC_TYPE_CATEGORY:
        read_word(in, node, literal, &in->load->set->words.categories);
        break;
    case DOC_TYPE_BOOLEAN:
        read_word(in, node, literal, &in->load->set->words.booleans);
        break;
    case DOC_TYPE_TEXT:
        read_text(in, node, literal);
        break;
    case DOC_TYPE_LIST:
    case DOC_TYPE_UNIT:
        break;
    }
}

static void read_literals(const struct comparing *in, const struct doc_node *node, bool list)
{
    size_t count = list ? rule_list(in->load, node) : 1;
    struct rule_literal *literals = rule_alloc(in->load, count, sizeof *literals);
    if (list && node->kind == DOC_SEQUENCE && count == 0)
        rule_fault(in->load, DIAGNOSTIC_PACK_EMPTY_LIST, node, text_view_of("in"), nothing);
    if (!literals) return;
    in->compare->literals = literals;
    in->compare->literal_count = count;
    for (size_t i = 0; i < count; i++)
        read_literal(in, list ? node->members[i].value : node, &literals[i]);
}

/* ---- comparisons */

enum { NAME, PRESENT, EQUALS, IN, LESS_THAN, GREATER_THAN, KEY_COUNT };
static const struct schema_shape LITERALS = {.kind = SCHEMA_LIST, .of = &rule_text_shape, .least = 1};
static const struct schema_member MEMBERS[KEY_COUNT] = {{"name", true, &rule_text_shape},
                                                        {"present", false, &rule_boolean_shape},
                                                        {"equals", false, &rule_text_shape},
                                                        {"in", false, &LITERALS},
                                                        {"less_than", false, &rule_text_shape},
                                                        {"greater_than", false, &rule_text_shape}};
static const char *const COMPARISON_KEYS[] = {"present", "equals", "in", "less_than", "greater_than", NULL};
const struct schema_shape rule_compare_shape = {.name = "comparison",
                                                SCHEMA_MEMBERS(MEMBERS),
                                                .one_of = COMPARISON_KEYS};

static bool is_ordered(enum doc_type type)
{
    return type == DOC_TYPE_AMOUNT || type == DOC_TYPE_YEAR;
}

/* Which of the comparison keys is given: exactly one, or KEY_COUNT and a fault. */
static int single_comparison(struct rule_loader *load, const struct doc_node *node, const struct doc_node **values)
{
    int found = KEY_COUNT, count = 0;
    for (int i = PRESENT; i < KEY_COUNT; i++)
        if (values[i]) {
            found = i;
            count++;
        }
    if (count == 1) return found;
    rule_fault(load, DIAGNOSTIC_PACK_COMPARE, node, nothing, nothing);
    return KEY_COUNT;
}

static bool fits(const struct comparing *in, const struct doc_node *node, int key)
{
    bool ordered = key != LESS_THAN && key != GREATER_THAN;
    bool list = in->type != DOC_TYPE_LIST || key == PRESENT;
    if ((ordered || is_ordered(in->type)) && list) return true;
    rule_fault(in->load, DIAGNOSTIC_PACK_COMPARE_TYPE, node, text_view_of(doc_field_name(in->compare->address.field)),
               nothing);
    return false;
}

const struct rule_compare *rule_compare_read(struct rule_loader *load, const struct doc_node *node,
                                             enum rule_given given)
{
    static const enum rule_comparison COMPARISONS[] = {[PRESENT] = RULE_PRESENT,
                                                       [EQUALS] = RULE_EQUALS,
                                                       [IN] = RULE_IN,
                                                       [LESS_THAN] = RULE_LESS,
                                                       [GREATER_THAN] = RULE_GREATER};
    const struct doc_node *values[KEY_COUNT];
    struct comparing in = {.load = load, .given = given};
    if (!rule_keys(load, node, &rule_compare_shape, values)) return NULL;
    in.compare = rule_alloc(load, 1, sizeof *in.compare);
    int key = single_comparison(load, node, values);
    if (!in.compare || key == KEY_COUNT || !rule_address_read(load, values[NAME], given, &in.compare->address))
        return NULL;
    in.type = doc_field_type(in.compare->address.field);
    in.compare->comparison = COMPARISONS[key];
    if (!fits(&in, node, key)) return NULL;
    if (key == PRESENT) in.compare->present = rule_boolean(load, values[key], true);
    else read_literals(&in, values[key], key == IN);
    return in.compare;
}
