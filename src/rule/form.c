#include "rule/form.h"

#include "doc/observation.h"
#include "rule/address.h"
#include "rule/example.h"
#include "rule/predicate.h"
#include "rule/section.h"

static const struct rule_miss CODE_MISS = {DIAGNOSTIC_PACK_CODE_NEAR, DIAGNOSTIC_PACK_CODE};
static const struct text_view nothing;

/* Keys of a rule; the first CASE_KEYS may stand in each of its `cases` instead. */
enum {
    GIVEN,
    WHEN,
    REQUIRE,
    IN,
    AT,
    MESSAGE,
    MESSAGES,
    CASE_KEYS,
    ID = CASE_KEYS,
    TITLE,
    SEVERITY,
    CASES,
    TESTS,
    RULE_KEYS
};

/* ---- messages by observation code */

static size_t gather_messages(const struct schema_shape *shape, struct schema_member *room)
{
    (void)shape;
    for (int i = 0; i < DOC_SAW_COUNT; i++)
        room[i] =
            (struct schema_member){doc_observation_name((enum doc_observation_code)i), false, &rule_wording_shape};
    return DOC_SAW_COUNT;
}

static const struct schema_shape MESSAGES_BY_CODE = {.kind = SCHEMA_OBJECT,
                                                     .name = "messages",
                                                     .gather = gather_messages};
_Static_assert(DOC_SAW_COUNT <= SCHEMA_MEMBERS_MOST, "every code may have a message");

static int code_named(struct rule_loader *load, const struct doc_node *key)
{
    struct text_view names[DOC_SAW_COUNT];
    for (int i = 0; i < DOC_SAW_COUNT; i++) {
        names[i] = text_view_of(doc_observation_name((enum doc_observation_code)i));
        if (text_view_equal(names[i], key->value)) return i;
    }
    rule_fault_unknown(load, key, &CODE_MISS, names, DOC_SAW_COUNT);
    return DOC_SAW_COUNT;
}

static uint64_t codes_of(const struct rule_case *situation)
{
    const struct rule_predicate *require = situation->require;
    return require && require->op == RULE_OP_CHECK && require->check ? require->check->codes : 0;
}

/* Each code of the rule must have a text, by itself or by `message`; a text for another code is a slip. */
static void match_codes(struct rule_loader *load, const struct doc_node *node, struct rule_case *situation,
                        struct rule_wording *messages, uint64_t worded)
{
    uint64_t codes = codes_of(situation);
    for (int i = 0; codes && i < DOC_SAW_COUNT; i++) {
        uint64_t bit = UINT64_C(1) << i;
        struct text_view name = text_view_of(doc_observation_name((enum doc_observation_code)i));
        if ((worded & bit) && !(codes & bit)) rule_fault(load, DIAGNOSTIC_PACK_MESSAGE_SPARE, node, name, nothing);
        else if ((codes & bit) && !(worded & bit) && situation->message.in[TEXT_JA].len == 0)
            rule_fault(load, DIAGNOSTIC_PACK_MESSAGE_MISSING, node, name, nothing);
        if (!(worded & bit)) messages[i] = situation->message;
    }
}

static void read_messages(struct rule_loader *load, const struct doc_node *node, struct rule_case *situation)
{
    struct rule_wording *messages = node ? rule_alloc(load, DOC_SAW_COUNT, sizeof *messages) : NULL;
    uint64_t worded = 0;
    if (!messages) return;
    if (node->kind != DOC_MAPPING) {
        rule_fault(load, DIAGNOSTIC_PACK_TYPE_MAP, node, nothing, nothing);
        return;
    }
    for (size_t i = 0; i < node->count; i++) {
        int code = code_named(load, node->members[i].key);
        if (code == DOC_SAW_COUNT) continue;
        messages[code] = rule_wording(load, node->members[i].value);
        worded |= UINT64_C(1) << code;
    }
    match_codes(load, node, situation, messages, worded);
    situation->messages = messages;
}

/* ---- situations */

static bool has_check(const struct rule_predicate *predicate, enum rule_check check)
{
    if (predicate->check && predicate->check->check == check) return true;
    for (size_t i = 0; i < predicate->operand_count; i++)
        if (has_check(&predicate->operands[i], check)) return true;
    return false;
}

/* What the reader noticed is taken one by one: nothing but the `reading` check is about that. */
static void check_reading(struct rule_loader *load, const struct doc_node **values, const struct rule_case *situation)
{
    const struct rule_predicate *require = situation->require;
    bool reading = situation->given == RULE_GIVEN_READING;
    if (!require || !reading) {
        if (values[MESSAGES]) rule_fault(load, DIAGNOSTIC_PACK_MESSAGES, values[MESSAGES], nothing, nothing);
        return;
    }
    bool alone = require->op == RULE_OP_CHECK && (!require->check || has_check(require, RULE_CHECK_READING));
    if (!alone || values[WHEN]) rule_fault(load, DIAGNOSTIC_PACK_READING, values[REQUIRE], nothing, nothing);
}

/* Requests of several files are compared by one check; nothing else sees more than one file. */
static void check_set(struct rule_loader *load, const struct doc_node **values, const struct rule_case *situation)
{
    const struct rule_predicate *require = situation->require;
    if (situation->given != RULE_GIVEN_SET || !require) return;
    if (require->op != RULE_OP_CHECK || values[WHEN] || values[AT] || values[IN])
        rule_fault(load, DIAGNOSTIC_PACK_SET, values[REQUIRE], nothing, nothing);
}

static const char *const GIVENS[] = {"reading", "submission", "request", "claim", "breakdown", "set", NULL};
static const char *const SEVERITIES[] = {
    [RULE_NOTE] = "note", [RULE_WARNING] = "warning", [RULE_ERROR] = "error", NULL};
static const struct schema_shape GIVEN_WORD = {.kind = SCHEMA_WORDS, .words = GIVENS};
static const struct schema_shape SEVERITY_WORD = {.kind = SCHEMA_WORDS, .words = SEVERITIES};

#define CASE_MEMBERS                                                                                                   \
    [GIVEN] = {"given", false, &GIVEN_WORD}, [WHEN] = {"when", false, &rule_predicate_shape},                          \
    [REQUIRE] = {"require", false, &rule_predicate_shape}, [IN] = {"in", false, &rule_text_fields_shape},              \
    [AT] = {"at", false, &rule_field_shape}, [MESSAGE] = {"message", false, &rule_wording_shape},                      \
    [MESSAGES] = {"messages", false, &MESSAGES_BY_CODE}
static const struct schema_member CASE_ALONE[] = {CASE_MEMBERS};
static const struct schema_shape CASE = {.name = "case",
                                         SCHEMA_MEMBERS(CASE_ALONE),
                                         .any_of = (const char *const[]){"given require message",
                                                                         "given require messages", NULL}};
static const struct schema_shape CASE_LIST = {.kind = SCHEMA_LIST, .of = &CASE, .least = 1};
static const struct schema_member FORM_MEMBERS[RULE_KEYS] = {CASE_MEMBERS,
                                                             [ID] = {"id", true, &rule_text_shape},
                                                             [TITLE] = {"title", false, &rule_wording_shape},
                                                             [SEVERITY] = {"severity", true, &SEVERITY_WORD},
                                                             [CASES] = {"cases", false, &CASE_LIST},
                                                             [TESTS] = {"tests", false, &rule_form_tests_shape}};
static const struct schema_shape FORM = {.name = "rule",
                                         SCHEMA_MEMBERS(FORM_MEMBERS),
                                         .any_of = (const char *const[]){"cases", "given require message",
                                                                         "given require messages", NULL}};
const struct schema_shape rule_forms_shape = {.kind = SCHEMA_LIST, .of = &FORM};

static void read_case(struct rule_loader *load, const struct doc_node *node, const struct doc_node **values,
                      struct rule_case *situation)
{
    situation->span = node->span;
    situation->given = (enum rule_given)rule_choice(load, values[GIVEN], &GIVEN_WORD, RULE_GIVEN_REQUEST);
    situation->when = rule_predicate_read(load, values[WHEN], RULE_FOR_WHEN, situation->given);
    situation->require = rule_predicate_read(load, values[REQUIRE], RULE_FOR_REQUIRE, situation->given);
    situation->fields = rule_text_fields_read(load, values[IN]);
    situation->at = rule_field_read(load, values[AT]);
    situation->message = rule_wording(load, values[MESSAGE]);
    read_messages(load, values[MESSAGES], situation);
    check_reading(load, values, situation);
    check_set(load, values, situation);
    if (!values[GIVEN]) rule_fault(load, DIAGNOSTIC_PACK_REQUIRED, node, text_view_of("given"), nothing);
    if (!values[REQUIRE]) rule_fault(load, DIAGNOSTIC_PACK_REQUIRED, node, text_view_of("require"), nothing);
    if (!values[MESSAGE] && !values[MESSAGES])
        rule_fault(load, DIAGNOSTIC_PACK_REQUIRED, node, text_view_of("message"), nothing);
}

static void read_cases(struct rule_loader *load, const struct doc_node *list, struct rule_form *form)
{
    struct rule_case *cases = rule_array(load, list, sizeof *cases, &form->case_count);
    const struct doc_node *values[CASE_KEYS];
    form->cases = cases;
    if (list->kind == DOC_SEQUENCE && list->count == 0)
        rule_fault(load, DIAGNOSTIC_PACK_EMPTY_LIST, list, text_view_of("cases"), nothing);
    for (size_t i = 0; i < form->case_count; i++)
        if (rule_keys(load, list->members[i].value, &CASE, values))
            read_case(load, list->members[i].value, values, &cases[i]);
}

static void read_single_case(struct rule_loader *load, const struct doc_node *node, const struct doc_node **values,
                             struct rule_form *form)
{
    struct rule_case *situation = rule_alloc(load, 1, sizeof *situation);
    if (!situation) return;
    form->cases = situation;
    form->case_count = 1;
    read_case(load, node, values, situation);
}

static void read_form(struct rule_loader *load, const struct doc_node *node, struct rule_form *form)
{
    const struct doc_node *values[RULE_KEYS];
    bool single = false;
    form->span = node->span;
    if (!rule_keys(load, node, &FORM, values)) return;
    form->id = rule_text(load, values[ID]);
    if (values[ID]) rule_enter_id(load, values[ID], form->id);
    form->title = rule_wording(load, values[TITLE]);
    form->severity = (enum rule_severity)rule_choice(load, values[SEVERITY], &SEVERITY_WORD, RULE_ERROR);
    for (size_t i = 0; i < CASE_KEYS; i++)
        single = single || values[i];
    if (values[CASES] && single) rule_fault(load, DIAGNOSTIC_PACK_CASES, node, nothing, nothing);
    else if (values[CASES]) read_cases(load, values[CASES], form);
    else read_single_case(load, node, values, form);
    for (size_t i = 0; i < form->case_count; i++)
        form->given |= 1u << form->cases[i].given;
    rule_form_tests_read(load, values[TESTS], form);
}

void rule_forms_read(struct rule_loader *load)
{
    size_t count;
    const struct doc_member *members = rule_section_members(load, RULE_SECTION_RULES, DOC_SEQUENCE, &count);
    struct rule_form *forms = rule_alloc(load, count, sizeof *forms);
    for (size_t i = 0; forms && i < count && load->status == STATUS_OK; i++)
        read_form(load, members[i].value, &forms[i]);
    load->set->forms = forms;
    load->set->form_count = forms ? count : 0;
}
