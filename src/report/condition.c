#include "report/condition.h"

#include "text/printable.h"

static const struct text_view none = {"", 0};

bool report_is_plain(const struct rule_predicate *predicate)
{
    return predicate->op == RULE_OP_NOT && predicate->operands[0].op == RULE_OP_NOT;
}

/* ---- values of fields */

static struct text_view field_label(const struct report_voice *to, enum doc_field field)
{
    struct text_view label = to->rules->words.field_labels[field];
    return to->language == TEXT_JA && label.len > 0 ? label : text_view_of(doc_field_name(field));
}

static bool is_ascii(struct text_view word)
{
    for (size_t i = 0; i < word.len; i++)
        if ((unsigned char)word.at[i] >= 0x80) return false;
    return true;
}

/* What people write for a value: of the words that mean it, the first one of the language. */
static struct text_view word_for(const struct report_voice *to, const struct doc_words *words, int meaning,
                                 struct text_view otherwise)
{
    for (size_t i = 0; i < words->count; i++)
        if (words->items[i].meaning == meaning && is_ascii(words->items[i].folded) == (to->language == TEXT_EN))
            return words->items[i].folded;
    return otherwise;
}

static struct text_view literal_word(const struct report_voice *to, enum doc_field field,
                                     const struct rule_literal *literal)
{
    const struct doc_vocabulary *words = &to->rules->words;
    if (literal->is_address) return field_label(to, literal->address.field);
    if (field == DOC_FIELD_CATEGORY) return word_for(to, &words->categories, literal->number, literal->text);
    if (field == DOC_FIELD_IT_INVESTMENT) return word_for(to, &words->booleans, literal->number, literal->text);
    bool known = field == DOC_FIELD_MINISTRY && literal->number >= 0 && (size_t)literal->number < words->ministry_count;
    return known && to->language == TEXT_EN ? words->ministries[literal->number].english : literal->text;
}

static void add_comparison(const struct report_voice *to, const struct rule_compare *compare)
{
    static const enum report_phrase phrases[] = {[RULE_PRESENT] = REPORT_IF_PRESENT,
                                                 [RULE_EQUALS] = REPORT_IF_IN,
                                                 [RULE_IN] = REPORT_IF_IN,
                                                 [RULE_LESS] = REPORT_IF_LESS,
                                                 [RULE_GREATER] = REPORT_IF_GREATER};
    bool absent = compare->comparison == RULE_PRESENT && !compare->present;
    struct buf values;
    buf_init(&values);
    for (size_t i = 0; i < compare->literal_count; i++) {
        if (i > 0) buf_add_string(&values, report_plain(to->language, REPORT_LIST_OR));
        struct text_view word = literal_word(to, compare->address.field, &compare->literals[i]);
        bool quote = to->language == TEXT_JA || !compare->literals[i].is_address; /* as the phrases do with fields */
        if (quote) report_phrase(&values, to->language, REPORT_QUOTED, word, none, none);
        else text_print(&values, word);
    }
    report_phrase(to->out, to->language, absent ? REPORT_IF_ABSENT : phrases[compare->comparison],
                  field_label(to, compare->address.field), report_view(&values), none);
    report_done(to->out, &values);
}

/* ---- lines of the tree */

static const enum report_phrase operator_phrases[RULE_OP_COUNT] = {
    [RULE_OP_CONCEPT] = REPORT_QUOTED,       [RULE_OP_ALL] = REPORT_OP_ALL,     [RULE_OP_ANY] = REPORT_OP_ANY,
    [RULE_OP_AT_LEAST] = REPORT_OP_AT_LEAST, [RULE_OP_NOT] = REPORT_OP_NOT,     [RULE_OP_SENTENCE] = REPORT_OP_SENTENCE,
    [RULE_OP_WITHIN] = REPORT_OP_WITHIN,     [RULE_OP_ORDER] = REPORT_OP_ORDER, [RULE_OP_FIELD] = REPORT_QUOTED,
    [RULE_OP_ABOUT] = REPORT_OP_ABOUT,       [RULE_OP_CHECK] = REPORT_OP_CHECK,
};

static struct text_view label_of(const struct report_voice *to, const struct rule_predicate *predicate)
{
    return to->rules->concepts[predicate->concept].label.in[to->language];
}

void report_predicate(const struct report_voice *to, const struct rule_predicate *predicate)
{
    if (predicate->op == RULE_OP_FIELD) add_comparison(to, predicate->compare);
    else if (predicate->op == RULE_OP_CONCEPT)
        report_phrase(to->out, to->language, REPORT_QUOTED, label_of(to, predicate), none, none);
    else report_number_phrase(to->out, to->language, operator_phrases[predicate->op], predicate->number);
}

/* ---- half a sentence */

#define ALTERNATIVES 3 /* of what a text may say; more would bury what matters */

static bool are_words(const struct rule_predicate *predicate)
{
    for (size_t i = 0; i < predicate->operand_count; i++)
        if (predicate->operands[i].op != RULE_OP_CONCEPT) return false;
    return true;
}

/* A or B or C, in short. */
static void add_alternatives(const struct report_voice *to, const struct rule_predicate *predicate)
{
    const bool words = are_words(predicate);
    for (size_t i = 0; i < predicate->operand_count && !(words && i == ALTERNATIVES); i++) {
        if (i > 0) buf_add_string(to->out, report_plain(to->language, words ? REPORT_LIST_OR : REPORT_LIST_OR_IF));
        report_condition(to, &predicate->operands[i]);
    }
    if (words && predicate->operand_count > ALTERNATIVES)
        buf_add_string(to->out, report_plain(to->language, REPORT_LIST_MORE));
}

static void add_operands(const struct report_voice *to, const struct rule_predicate *predicate,
                         enum report_phrase joiner)
{
    for (size_t i = 0; i < predicate->operand_count; i++) {
        if (i > 0) buf_add_string(to->out, report_plain(to->language, joiner));
        report_condition(to, &predicate->operands[i]);
    }
}

/* The operands in a phrase of their own. */
static void add_within_phrase(const struct report_voice *to, const struct rule_predicate *predicate,
                              enum report_phrase phrase, enum report_phrase joiner)
{
    struct buf inner, digits;
    const struct report_voice aside = report_aside(to, &inner);
    buf_init(&digits);
    buf_add_int(&digits, predicate->number);
    add_operands(&aside, predicate, joiner);
    report_phrase(to->out, to->language, phrase, report_view(&inner), report_view(&digits), none);
    report_done(to->out, &inner);
    report_done(to->out, &digits);
}

void report_condition(const struct report_voice *to, const struct rule_predicate *predicate)
{
    switch (predicate->op) {
    case RULE_OP_CONCEPT:
        report_phrase(to->out, to->language, REPORT_QUOTED, label_of(to, predicate), none, none);
        return;
    case RULE_OP_FIELD:
        add_comparison(to, predicate->compare);
        return;
    case RULE_OP_ANY:
        add_alternatives(to, predicate);
        return;
    case RULE_OP_AT_LEAST:
        add_within_phrase(to, predicate, REPORT_IF_AT_LEAST, REPORT_LIST_QUOTED);
        return;
    case RULE_OP_SENTENCE:
        add_within_phrase(to, predicate, REPORT_IF_SENTENCE, REPORT_LIST_AND);
        return;
    case RULE_OP_WITHIN:
        add_within_phrase(to, predicate, REPORT_IF_WITHIN, REPORT_LIST_AND);
        return;
    case RULE_OP_ABOUT:
        add_within_phrase(to, predicate, REPORT_IF_ABOUT, REPORT_LIST_AND);
        return;
    case RULE_OP_NOT:
        if (report_is_plain(predicate)) report_condition(to, &predicate->operands[0].operands[0]);
        else add_within_phrase(to, predicate, REPORT_IF_NOT, REPORT_LIST_AND);
        return;
    case RULE_OP_ALL:
    case RULE_OP_ORDER:
    case RULE_OP_CHECK:
    case RULE_OP_COUNT:
    default:
        add_operands(to, predicate, REPORT_LIST_AND);
        return;
    }
}
