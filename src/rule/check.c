/* Which keys a check takes is the row in check.def; how each key is read is the table PARAMETERS, and what a check
 * wants its `of` to be is the table SUBJECTS. A new check with known parameters is a row in check.def and one in
 * SUBJECTS. */
#include "rule/check.h"

#include "doc/observation.h"
#include "rule/address.h"
#include "rule/message.h"

#include <assert.h>

#define PARAMETERS_MOST 4
#define COUNT_MOST      1000000
#define SOUGHT_LEAST    80 /* per cent: texts less alike than that would not all be found (eval/likeness.h) */

static const struct rule_miss CHECK_MISS = {DIAGNOSTIC_PACK_CHECK_NEAR, DIAGNOSTIC_PACK_CHECK};
static const struct rule_miss CODE_MISS = {DIAGNOSTIC_PACK_CODE_NEAR, DIAGNOSTIC_PACK_CODE};
static const struct text_view nothing;

/* What `of` must be: a type of field, and whether it is one of a list's items. */
enum subject { ANY_TYPE, AMOUNT_OF_ITEMS, ONE_AMOUNT, ITEMS, A_LIST, ONE_TEXT, ONE_CATEGORY, REGISTERED };

static const enum subject SUBJECTS[RULE_CHECKS] = {
    [RULE_CHECK_SUM] = AMOUNT_OF_ITEMS,  [RULE_CHECK_COMPARED] = AMOUNT_OF_ITEMS,
    [RULE_CHECK_INCREASE] = ONE_AMOUNT,  [RULE_CHECK_CATEGORY] = ONE_CATEGORY,
    [RULE_CHECK_UNIQUE] = ITEMS,         [RULE_CHECK_NEAR_DUPLICATE] = ITEMS,
    [RULE_CHECK_PREVIOUS] = ONE_AMOUNT,  [RULE_CHECK_OWN_ID] = ONE_TEXT,
    [RULE_CHECK_COUNT] = A_LIST,         [RULE_CHECK_OWN_TEXT] = ONE_TEXT,
    [RULE_CHECK_PLACEHOLDER] = ONE_TEXT, [RULE_CHECK_REGISTER] = REGISTERED,
    [RULE_CHECK_FIGURE] = ONE_TEXT,      [RULE_CHECK_PARROTED] = ONE_TEXT,
    [RULE_CHECK_LISTED] = ONE_TEXT,
};

struct checking {
    struct rule_loader *load;
    enum rule_given given;
    struct rule_check_use *use;
};

static bool suits(struct rule_address address, enum subject subject)
{
    enum doc_type type = doc_field_type(address.field);
    bool items = address.list != DOC_FIELD_COUNT;
    switch (subject) {
    case ANY_TYPE:
        return true;
    case AMOUNT_OF_ITEMS:
        return items && type == DOC_TYPE_AMOUNT;
    case ONE_AMOUNT:
        return !items && type == DOC_TYPE_AMOUNT;
    case ITEMS:
        return items;
    case A_LIST:
        return !items && type == DOC_TYPE_LIST;
    case ONE_TEXT:
        return !items && type == DOC_TYPE_TEXT;
    case ONE_CATEGORY:
        return !items && type == DOC_TYPE_CATEGORY;
    case REGISTERED:
        return address.field == DOC_FIELD_MINISTRY || address.field == DOC_FIELD_FISCAL_YEAR;
    }
    return false;
}

static bool read_subject(const struct checking *in, const struct doc_node *node, enum subject subject,
                         struct rule_address *out_address)
{
    if (!rule_address_read(in->load, node, in->given, out_address)) return false;
    if (suits(*out_address, subject)) return true;
    rule_fault(in->load, DIAGNOSTIC_PACK_SUBJECT, node, node->value, text_view_of(rule_check_name(in->use->check)));
    return false;
}

/* ---- parameters */

static void read_of(const struct checking *in, const struct doc_node *node)
{
    read_subject(in, node, SUBJECTS[in->use->check], &in->use->of);
}

static void read_equals(const struct checking *in, const struct doc_node *node)
{
    in->use->has_equals = read_subject(in, node, ONE_AMOUNT, &in->use->equals);
}

static const struct schema_shape COUNT = {.kind = SCHEMA_NUMERAL, .least = 0, .most = COUNT_MOST};
static const struct schema_shape SOUGHT = {.kind = SCHEMA_NUMERAL, .least = SOUGHT_LEAST, .most = COUNT_MOST};

static void read_at_most(const struct checking *in, const struct doc_node *node)
{
    if (in->use->check == RULE_CHECK_SUM)
        in->use->has_at_most_of = read_subject(in, node, ONE_AMOUNT, &in->use->at_most_of);
    else in->use->at_most = rule_integer(in->load, node, &COUNT, 0);
}

static void read_at_least(const struct checking *in, const struct doc_node *node)
{
    in->use->at_least = rule_integer(in->load, node, &COUNT, 0);
}

static void read_over(const struct checking *in, const struct doc_node *node)
{
    read_subject(in, node, ONE_AMOUNT, &in->use->over);
}

static void read_percent(const struct checking *in, const struct doc_node *node)
{
    bool sought = in->use->check == RULE_CHECK_NEAR_DUPLICATE && in->given == RULE_GIVEN_SET;
    in->use->percent = rule_integer(in->load, node, sought ? &SOUGHT : &COUNT, 0);
}

/* Stretches of text that say nothing of who wrote them. */
static void build_boilerplate(const struct checking *in, const struct doc_node *node)
{
    struct text_term *terms = rule_alloc(in->load, in->use->word_count, sizeof *terms);
    struct text_terms *built = NULL;
    if (!terms) return;
    for (size_t i = 0; i < in->use->word_count; i++)
        terms[i] = (struct text_term){.text = in->use->words[i], .inside = true};
    enum status status = text_terms_build(in->load->set->arena, terms, in->use->word_count, &built);
    if (status == STATUS_INVALID) rule_fault(in->load, DIAGNOSTIC_PACK_TERM, node, nothing, nothing);
    else if (status != STATUS_OK) in->load->status = status;
    in->use->boilerplate = built;
}

static void read_words(const struct checking *in, const struct doc_node *node)
{
    in->use->words = rule_texts(in->load, node, true, &in->use->word_count);
    if (in->use->check == RULE_CHECK_NEAR_DUPLICATE) build_boilerplate(in, node);
}

static const char *const CATEGORIES[] = {"new", "continuing", "expanded", NULL};
static const char *const GUARDS[] = {"negated", "hedged", "listed", NULL};
static const char *const CODES[] = {
#define OBSERVATION(code, name, a, b, c, d) name,
#include "doc/observation.def"
#undef OBSERVATION
    NULL};
static const struct schema_shape EXPECTED = {.kind = SCHEMA_WORDS, .words = CATEGORIES};
static const struct schema_shape GUARD_WORD = {.kind = SCHEMA_WORDS, .words = GUARDS};
static const struct schema_shape CODE_WORD = {.kind = SCHEMA_WORDS, .words = CODES};
static const struct schema_shape CODE_LIST = {.kind = SCHEMA_LIST, .of = &CODE_WORD, .least = 1};

static void read_expect(const struct checking *in, const struct doc_node *node)
{
    in->use->expect = (enum doc_category)(DOC_CATEGORY_NEW + rule_choice(in->load, node, &EXPECTED, 0));
}

static void read_guard(const struct checking *in, const struct doc_node *node)
{
    in->use->guard = rule_name(in->load, GUARDS[rule_choice(in->load, node, &GUARD_WORD, 0)]);
}

static void read_codes(const struct checking *in, const struct doc_node *node)
{
    struct text_view names[DOC_SAW_COUNT];
    for (int i = 0; i < DOC_SAW_COUNT; i++)
        names[i] = text_view_of(doc_observation_name((enum doc_observation_code)i));
    for (size_t i = 0; i < rule_list(in->load, node); i++) {
        struct text_view name = rule_text(in->load, node->members[i].value);
        unsigned code = 0;
        while (code < DOC_SAW_COUNT && !text_view_equal(names[code], name))
            code++;
        if (code < DOC_SAW_COUNT) in->use->codes |= UINT64_C(1) << code;
        else if (name.len > 0) rule_fault_unknown(in->load, node->members[i].value, &CODE_MISS, names, DOC_SAW_COUNT);
    }
    if (node->kind == DOC_SEQUENCE && node->count == 0)
        rule_fault(in->load, DIAGNOSTIC_PACK_EMPTY_LIST, node, text_view_of("codes"), nothing);
}

static const struct {
    const char *name;
    void (*read)(const struct checking *in, const struct doc_node *node);
    const struct schema_shape *shape;
} PARAMETERS[] = {{"of", read_of, &rule_text_shape},        {"equals", read_equals, &rule_text_shape},
                  {"at_most", read_at_most, &COUNT},        {"at_least", read_at_least, &COUNT},
                  {"over", read_over, &rule_text_shape},    {"percent", read_percent, &COUNT},
                  {"words", read_words, &rule_texts_shape}, {"expect", read_expect, &EXPECTED},
                  {"guard", read_guard, &GUARD_WORD},       {"codes", read_codes, &CODE_LIST}};
#define PARAMETER_COUNT (sizeof PARAMETERS / sizeof *PARAMETERS)

/* ---- the check */

static const struct schema_shape NAMES[RULE_CHECKS] = {
#define CHECK(code, name, parameters, arguments, given)                                                                \
    {.kind = SCHEMA_WORDS, .words = (const char *const[]){name, NULL}},
#include "rule/check.def"
#undef CHECK
};

static size_t parameter_named(const char *name, size_t len)
{
    for (size_t i = 0; i < PARAMETER_COUNT; i++)
        if (strlen(PARAMETERS[i].name) == len && strncmp(PARAMETERS[i].name, name, len) == 0) return i;
    return PARAMETER_COUNT;
}

/* The sum is compared with another amount; whatever else has an `at_most` has a number. */
static const struct schema_shape *shape_of(enum rule_check check, size_t parameter)
{
    bool amount = check == RULE_CHECK_SUM && PARAMETERS[parameter].read == read_at_most;
    return amount ? &rule_text_shape : PARAMETERS[parameter].shape;
}

/* The keys of a check from its row, "of equals? at_most?", behind `check` itself. */
static size_t gather_parameters(const struct schema_shape *shape, struct schema_member *room)
{
    const char *at = rule_check_parameters((enum rule_check)shape->row);
    size_t count = 0;
    room[count++] = (struct schema_member){"check", true, &NAMES[shape->row]};
    while (*at) {
        size_t len = strcspn(at, " ?"), parameter = parameter_named(at, len);
        assert(parameter < PARAMETER_COUNT && count <= PARAMETERS_MOST);
        room[count++] = (struct schema_member){PARAMETERS[parameter].name, at[len] != '?',
                                               shape_of((enum rule_check)shape->row, parameter)};
        at += len + strspn(at + len, "? ");
    }
    return count;
}

static const struct schema_shape CHECKS[RULE_CHECKS] = {
#define CHECK(code, name, parameters, arguments, given)                                                                \
    {.kind = SCHEMA_OBJECT, .gather = gather_parameters, .row = RULE_CHECK_##code},
#include "rule/check.def"
#undef CHECK
};

static const struct schema_shape *const EACH_CHECK[] = {
#define CHECK(code, name, parameters, arguments, given) &CHECKS[RULE_CHECK_##code],
#include "rule/check.def"
#undef CHECK
    NULL};
const struct schema_shape rule_check_shape = {.kind = SCHEMA_EITHER, .name = "check", .either = EACH_CHECK};

static void read_parameter(const struct checking *in, const char *name, const struct doc_node *node)
{
    for (size_t i = 0; i < sizeof PARAMETERS / sizeof *PARAMETERS; i++)
        if (strcmp(PARAMETERS[i].name, name) == 0) PARAMETERS[i].read(in, node);
}

static int read_name(struct rule_loader *load, const struct doc_node *node)
{
    struct text_view names[RULE_CHECKS], name = rule_text(load, node);
    for (int i = 0; i < RULE_CHECKS; i++)
        names[i] = text_view_of(rule_check_name((enum rule_check)i));
    for (int i = 0; i < RULE_CHECKS; i++)
        if (text_view_equal(names[i], name)) return i;
    if (name.len > 0) rule_fault_unknown(load, node, &CHECK_MISS, names, RULE_CHECKS);
    return RULE_CHECKS;
}

static bool may_stand(enum rule_check check, enum rule_given given)
{
    static const char *const GIVENS[] = {"reading", "submission", "request", "claim", "breakdown", "set"};
    return text_view_find(text_view_of(rule_check_given(check)), text_view_of(GIVENS[given]), 0) != (size_t)-1;
}

const struct rule_check_use *rule_check_read(struct rule_loader *load, const struct doc_node *node,
                                             enum rule_given given)
{
    const struct doc_node *name = doc_node_get(node, "check"), *values[PARAMETERS_MOST + 1];
    struct schema_member keys[SCHEMA_MEMBERS_MOST];
    int check = read_name(load, name);
    struct rule_check_use *use = rule_alloc(load, 1, sizeof *use);
    if (!use || check == RULE_CHECKS) return NULL;
    use->check = (enum rule_check)check;
    struct checking in = {load, given, use};
    size_t count = gather_parameters(&CHECKS[check], keys);
    if (!may_stand(use->check, given)) {
        rule_fault(load, DIAGNOSTIC_PACK_GIVEN, name, name->value, text_view_of(rule_check_given(use->check)));
        return NULL;
    }
    rule_keys(load, node, &CHECKS[check], values);
    for (size_t i = 1; i < count; i++)
        if (values[i]) read_parameter(&in, keys[i].name, values[i]);
    if (use->check == RULE_CHECK_SUM && !values[2] == !values[3])
        rule_fault(load, DIAGNOSTIC_PACK_SUM, node, nothing, nothing);
    return use;
}
