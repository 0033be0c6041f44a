#include "rule/lint_part.h"

#include "doc/observation.h"
#include "rule/message.h"

#define ALWAYS "title id ministry area"

static const struct text_view nothing;

/* Whether `name` is one of the blank-separated words. */
static bool is_word_of(struct text_view name, const char *words)
{
    while (*words) {
        size_t len = strcspn(words, " ");
        if (text_view_equal(name, (struct text_view){words, len})) return true;
        words += len + strspn(words + len, " ");
    }
    return false;
}

static bool code_gives(enum doc_observation_code code, struct text_view name)
{
    for (size_t i = 0; doc_observation_argument(code, i); i++)
        if (text_view_equal(text_view_of(doc_observation_argument(code, i)), name)) return true;
    return false;
}

/* True when whatever the predicate can find fault with comes with that argument. */
static bool predicate_gives(const struct rule_predicate *predicate, struct text_view name)
{
    if (predicate->check && is_word_of(name, rule_check_arguments(predicate->check->check))) return true;
    for (size_t i = 0; i < predicate->operand_count; i++)
        if (predicate_gives(&predicate->operands[i], name)) return true;
    return false;
}

static bool codes_give(uint64_t codes, struct text_view name)
{
    for (int i = 0; i < DOC_SAW_COUNT; i++)
        if ((codes & UINT64_C(1) << i) && !code_gives((enum doc_observation_code)i, name)) return false;
    return codes != 0;
}

static void add_word(struct buf *text, const char *word)
{
    if (text->len > 0) buf_add_char(text, ' ');
    buf_add_string(text, word);
}

static void add_given(struct buf *text, const struct rule_predicate *predicate, uint64_t codes)
{
    if (predicate->check && *rule_check_arguments(predicate->check->check))
        add_word(text, rule_check_arguments(predicate->check->check));
    for (size_t i = 0; i < predicate->operand_count; i++)
        add_given(text, &predicate->operands[i], 0);
    for (int c = 0; codes && c < DOC_SAW_COUNT; c++)
        for (size_t i = 0; doc_observation_argument((enum doc_observation_code)c, i); i++) {
            const char *word = doc_observation_argument((enum doc_observation_code)c, i);
            bool known = text->len > 0 && is_word_of(text_view_of(word), text->bytes);
            if ((codes & UINT64_C(1) << c) && !known && codes_give(codes, text_view_of(word))) add_word(text, word);
        }
}

static void report(struct rule_linter *lint, const struct rule_case *situation, uint64_t codes, struct text_view name)
{
    struct buf possible;
    buf_init(&possible);
    add_given(&possible, situation->require, codes);
    add_word(&possible, ALWAYS);
    if (buf_status(&possible) == STATUS_OK)
        rule_lint_report(lint, DIAGNOSTIC_LINT_ARGUMENT, situation->span, name,
                         rule_lint_keep(lint, possible.bytes, possible.len), nothing);
    else lint->status = STATUS_NO_MEMORY;
    buf_clear(&possible);
}

/* `codes`: those that the wording is for; 0 when the rule is not about what the reader noticed. */
static void lint_wording(struct rule_linter *lint, const struct rule_case *situation,
                         const struct rule_wording *wording, uint64_t codes)
{
    for (size_t language = 0; language < TEXT_LANGUAGES; language++) {
        struct text_view name;
        size_t begin, end = 0;
        while (rule_message_next(wording->in[language], end, &name, &begin, &end)) {
            if (is_word_of(name, ALWAYS) || predicate_gives(situation->require, name) || codes_give(codes, name))
                continue;
            report(lint, situation, codes, name);
        }
    }
}

static void lint_case(struct rule_linter *lint, const struct rule_case *situation)
{
    uint64_t codes = situation->require->check ? situation->require->check->codes : 0;
    if (!situation->messages) {
        lint_wording(lint, situation, &situation->message, codes);
        return;
    }
    for (int i = 0; i < DOC_SAW_COUNT; i++)
        if (codes & UINT64_C(1) << i) lint_wording(lint, situation, &situation->messages[i], UINT64_C(1) << i);
}

void rule_lint_messages(struct rule_linter *lint)
{
    for (size_t f = 0; f < lint->set->form_count; f++)
        for (size_t c = 0; c < lint->set->forms[f].case_count; c++)
            lint_case(lint, &lint->set->forms[f].cases[c]);
}
