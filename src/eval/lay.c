/* A mapping of the submission is gathered from layers, the uppermost first; a field that is there already, or that the
 * example leaves out, is not taken again:
 *
 *     request   <- the item of the example's `requests` <- the example's lines of a request <- the pack's request
 *     claim     <- the item of the example's `priorities` <- its lines of a claim <- the pack's claim <- clause and
 * text
 *
 * A key that is no field is a line of the request: the reader has to say so. */
#include "eval/lay.h"

#include "eval/context.h"

enum { S = DOC_IN_SUBMISSION, R = DOC_IN_REQUEST, P = DOC_IN_CLAIM };

struct laying {
    struct eval_context context;
    const struct rule_form_test *test;
    const struct doc_node *request; /* the pack's; NULL: none */
    const struct doc_node *claim;
};

/* A mapping being gathered. */
struct gathering {
    struct doc_member *members;
    size_t count, capacity;
    uint32_t known; /* bit per field that is there */
};

/* ---- nodes */

static uint32_t bit_of(int field)
{
    return UINT32_C(1) << field;
}

static int field_of(struct laying *lay, const struct doc_node *key)
{
    return doc_words_find(&lay->context.rules->words.fields, eval_fold(&lay->context, text_view_trim(key->value)).text);
}

static const struct doc_node *scalar(struct laying *lay, struct text_view value)
{
    struct doc_node *node = eval_alloc(&lay->context, sizeof *node);
    if (node) *node = (struct doc_node){.kind = DOC_SCALAR, .value = value};
    return node;
}

static const struct doc_node *collection(struct laying *lay, enum doc_kind kind, const struct gathering *from)
{
    struct doc_node *node = eval_alloc(&lay->context, sizeof *node);
    if (node) *node = (struct doc_node){.kind = kind, .members = from->members, .count = from->count};
    return node;
}

static void put(struct laying *lay, struct gathering *to, const struct doc_node *key, const struct doc_node *value)
{
    struct doc_member *members = eval_grow(&lay->context, to->members, to->count, &to->capacity, sizeof *members);
    if (!members) return;
    to->members = members;
    members[to->count++] = (struct doc_member){key, value};
}

/* The value of a field in a mapping, NULL when it is not there. */
static const struct doc_node *value_of(struct laying *lay, const struct doc_node *mapping, enum doc_field field)
{
    for (size_t i = 0; mapping && mapping->kind == DOC_MAPPING && i < mapping->count; i++)
        if (field_of(lay, mapping->members[i].key) == (int)field) return mapping->members[i].value;
    return NULL;
}

static const struct doc_node *first_item(const struct doc_node *list)
{
    return list && list->kind == DOC_SEQUENCE && list->count > 0 ? list->members[0].value : NULL;
}

/* ---- layers */

/* Where a line of an example goes. */
static enum doc_home home_of(int field)
{
    unsigned homes = field < 0 ? R : doc_field_homes((enum doc_field)field);
    if (homes & R) return DOC_IN_REQUEST;
    return homes & S ? DOC_IN_SUBMISSION : homes & P ? DOC_IN_CLAIM : DOC_IN_REQUEST;
}

static bool is_left_out(const struct laying *lay, const struct gathering *to, int field)
{
    return field >= 0 && ((to->known | lay->test->without) & bit_of(field));
}

/* Adds the members of a layer that belong into `home` (0: all); those of the list field are seen to elsewhere. A field
 * that the layer has under two names comes twice: the reader has to say so. */
static void add_layer(struct laying *lay, struct gathering *to, const struct doc_node *layer, unsigned home,
                      enum doc_field list)
{
    uint32_t known = to->known;
    for (size_t i = 0; layer && layer->kind == DOC_MAPPING && i < layer->count; i++) {
        const struct doc_member *member = &layer->members[i];
        int field = field_of(lay, member->key);
        if (field == (int)list || is_left_out(lay, to, field) || (home && home_of(field) != home)) continue;
        put(lay, to, member->key, member->value);
        if (field >= 0) known |= bit_of(field);
    }
    to->known = known;
}

static void add_field(struct laying *lay, struct gathering *to, enum doc_field field, const struct doc_node *value)
{
    if (!value || is_left_out(lay, to, (int)field)) return;
    put(lay, to, scalar(lay, text_view_of(doc_field_name(field))), value);
    to->known |= bit_of((int)field);
}

/* ---- what the pack gives */

static const struct rule_test *first_passing(const struct rule_criterion *criterion)
{
    if (criterion->mode != RULE_MODE_ANY) return NULL;
    for (size_t i = 0; i < criterion->test_count; i++) {
        const struct rule_test *test = &criterion->tests[i];
        if (test->pass && !test->ministry.len && !test->category.len && !test->title.len && test->it_investment < 0)
            return test;
    }
    return NULL;
}

/* A text for the clause: by choice one that anybody can claim it with. */
static const struct rule_test *model_text(const struct rule_set *rules, const struct rule_clause *clause)
{
    const struct rule_test *found = NULL;
    for (size_t i = 0; i < 2 * clause->criterion_count && !found; i++) {
        const struct rule_criterion *criterion = &rules->criteria[clause->criteria[i % clause->criterion_count]];
        if (!criterion->applies || i >= clause->criterion_count) found = first_passing(criterion);
    }
    return found;
}

/* The first clause that can be claimed, with a text for it if any has one. */
static const struct rule_clause *model_clause(const struct rule_set *rules, const struct rule_test **out_text)
{
    const struct rule_clause *first = NULL;
    *out_text = NULL;
    for (size_t c = 0; c < rules->clause_count && !*out_text; c++) {
        if (!rules->clauses[c].claimable) continue;
        *out_text = model_text(rules, &rules->clauses[c]);
        if (*out_text || !first) first = &rules->clauses[c];
    }
    return first;
}

static void add_claim_defaults(struct laying *lay, struct gathering *claim)
{
    const struct rule_test *text;
    const struct rule_clause *clause = model_clause(lay->context.rules, &text);
    if (clause) add_field(lay, claim, DOC_FIELD_AREA, scalar(lay, clause->label));
    if (text) add_field(lay, claim, DOC_FIELD_JUSTIFICATION, scalar(lay, text->text));
}

static void add_year(struct laying *lay, struct gathering *submission)
{
    const struct rule_pack_info *info = &lay->context.rules->info;
    char digits[12];
    size_t at = sizeof digits;
    for (int year = info->year_count > 0 ? info->years[0] : 0; year > 0; year /= 10)
        digits[--at] = (char)('0' + year % 10);
    size_t len = sizeof digits - at;
    char *kept = len > 0 ? eval_alloc(&lay->context, len) : NULL;
    if (!kept) return;
    memcpy(kept, digits + at, len);
    add_field(lay, submission, DOC_FIELD_FISCAL_YEAR, scalar(lay, (struct text_view){kept, len}));
}

static void add_submission_defaults(struct laying *lay, struct gathering *submission)
{
    const struct doc_vocabulary *words = &lay->context.rules->words;
    if (words->ministry_count > 0)
        add_field(lay, submission, DOC_FIELD_MINISTRY, scalar(lay, words->ministries[0].name));
    add_year(lay, submission);
}

/* ---- claims, requests, the submission */

static const struct doc_node *claim_of(struct laying *lay, const struct doc_node *item)
{
    struct gathering claim = {0};
    if (item && item->kind != DOC_MAPPING) return item;
    add_layer(lay, &claim, item, 0, DOC_FIELD_COUNT);
    add_layer(lay, &claim, lay->test->lines, P, DOC_FIELD_COUNT);
    if (item != lay->claim) add_layer(lay, &claim, lay->claim, 0, DOC_FIELD_COUNT);
    add_claim_defaults(lay, &claim);
    return collection(lay, DOC_MAPPING, &claim);
}

/* The list with each item laid out; a single one for no list. What is no list is left as it is. */
static const struct doc_node *list_of(struct laying *lay, const struct doc_node *list,
                                      const struct doc_node *(*lay_out)(struct laying *, const struct doc_node *))
{
    struct gathering items = {0};
    if (list && list->kind != DOC_SEQUENCE) return list;
    if (!list) put(lay, &items, NULL, lay_out(lay, NULL));
    for (size_t i = 0; list && i < list->count; i++)
        put(lay, &items, NULL, lay_out(lay, list->members[i].value));
    return collection(lay, DOC_SEQUENCE, &items);
}

/* The uppermost layer's list. */
static const struct doc_node *claims_in(struct laying *lay, const struct doc_node *item)
{
    const struct doc_node *layers[] = {item, lay->test->lines, lay->request};
    const struct doc_node *found = NULL;
    for (size_t i = 0; i < 3 && !found; i++)
        found = value_of(lay, layers[i], DOC_FIELD_PRIORITIES);
    return found;
}

static const struct doc_node *request_of(struct laying *lay, const struct doc_node *item)
{
    struct gathering request = {0};
    if (item && item->kind != DOC_MAPPING) return item;
    add_layer(lay, &request, item, 0, DOC_FIELD_PRIORITIES);
    add_layer(lay, &request, lay->test->lines, R, DOC_FIELD_PRIORITIES);
    add_layer(lay, &request, lay->request, 0, DOC_FIELD_PRIORITIES);
    add_field(lay, &request, DOC_FIELD_PRIORITIES, list_of(lay, claims_in(lay, item), claim_of));
    return collection(lay, DOC_MAPPING, &request);
}

static const struct doc_node *submission_of(struct laying *lay)
{
    const struct doc_node *example = lay->context.rules->example;
    struct gathering submission = {0};
    lay->request = first_item(value_of(lay, example, DOC_FIELD_REQUESTS));
    lay->claim = first_item(value_of(lay, lay->request, DOC_FIELD_PRIORITIES));
    add_layer(lay, &submission, lay->test->lines, S, DOC_FIELD_REQUESTS);
    add_layer(lay, &submission, example, 0, DOC_FIELD_REQUESTS);
    add_submission_defaults(lay, &submission);
    add_field(lay, &submission, DOC_FIELD_REQUESTS,
              list_of(lay, value_of(lay, lay->test->lines, DOC_FIELD_REQUESTS), request_of));
    return collection(lay, DOC_MAPPING, &submission);
}

enum status eval_lay_out(const struct eval_tools *tools, const struct rule_form_test *test,
                         struct doc_submission **out_submission)
{
    struct laying lay = {.context = {.rules = tools->rules, .arena = tools->arena, .scratch = tools->arena},
                         .test = test};
    struct text_diagnostics diagnostics;
    text_diagnostics_init(&diagnostics, tools->arena);
    const struct doc_node *root = submission_of(&lay);
    if (lay.context.status != STATUS_OK) return lay.context.status;
    return doc_submission_read(tools->arena, root, 0, &tools->rules->words, tools->rules->labels, &diagnostics,
                               out_submission);
}
