/* Checks on what is left of a text when certain words are taken away. The words are blanked out in the folded text, so
 * that what remains can be counted without joining what did not stand together. */
#include "eval/check.h"

#include "text/character.h"
#include "text/utf8.h"

#include <string.h>

#define LONG_TEXT 1000 /* letters */

static const struct doc_text *text_at(const struct eval_context *context, const struct eval_subject *subject,
                                      const struct rule_address *address, struct eval_value *out_value)
{
    *out_value = eval_value_at(context, subject, address, 0);
    return out_value->kind == EVAL_VALUE_TEXT && out_value->present ? out_value->text : NULL;
}

static void point_at(struct eval_check_report *report, const struct eval_value *value, enum doc_field field)
{
    report->value = *value;
    report->field = field;
}

/* Overwrites every occurrence of a folded word with blanks; returns how many. */
static size_t blank_out(char *bytes, size_t len, struct text_view word)
{
    size_t found = 0, at = 0;
    struct text_view text = {bytes, len};
    while (word.len > 0 && (at = text_view_find(text, word, at)) != (size_t)-1) {
        memset(bytes + at, ' ', word.len);
        at += word.len;
        found++;
    }
    return found;
}

/* Counts as far as `enough`. */
static size_t count_letters(struct text_view text, size_t enough)
{
    size_t count = 0;
    for (size_t at = 0; at < text.len && count < enough;) {
        uint32_t point;
        at += text_utf8_decode(text_view_part(text, at, text.len), &point);
        count += text_is_letter(point);
    }
    return count;
}

static char *folded_copy(struct eval_context *context, struct text_view text, size_t *out_len)
{
    struct text_folded folded = eval_fold(context, text);
    char *copy = arena_copy(context->scratch, folded.text.at, folded.text.len);
    if (!copy) context->status = STATUS_NO_MEMORY;
    *out_len = folded.text.len;
    return copy;
}

static void blank_borrowed(struct eval_context *context, const struct eval_subject *subject, char *bytes, size_t len)
{
    const struct rule_set *rules = context->rules;
    blank_out(bytes, len, eval_fold(context, subject->request->title.value).text);
    if (subject->judged_claim && subject->judged_claim->clause != RULE_NONE) {
        const struct rule_clause *clause = &rules->clauses[subject->judged_claim->clause];
        blank_out(bytes, len, clause->folded_heading);
        blank_out(bytes, len, clause->folded_label);
    }
    for (size_t d = 0; d < rules->document_count; d++) {
        const struct rule_concept *names = &rules->concepts[rules->documents[d].concept];
        for (size_t t = 0; t < names->term_count; t++)
            blank_out(bytes, len, names->terms[t].folded);
    }
}

bool eval_check_own_text(struct eval_context *context, const struct eval_subject *subject,
                         const struct rule_check_use *use, struct eval_check_report *out_report)
{
    struct eval_value value;
    size_t len;
    const struct doc_text *text = text_at(context, subject, &use->of, &value);
    char *bytes = text ? folded_copy(context, text->value, &len) : NULL;
    if (!bytes) return true; /* an absent text is named as missing by the reader */
    if (len >= LONG_TEXT && count_letters((struct text_view){bytes, len}, LONG_TEXT) == LONG_TEXT)
        return true; /* titles can't make up a text of this length */
    blank_borrowed(context, subject, bytes, len);
    size_t left = count_letters((struct text_view){bytes, len}, (size_t)use->at_least);
    if (left == (size_t)use->at_least) return true;
    eval_report_number(out_report, "count", (int64_t)left);
    eval_report_number(out_report, "limit", use->at_least);
    point_at(out_report, &value, use->of.field);
    return false;
}

bool eval_check_placeholder(struct eval_context *context, const struct eval_subject *subject,
                            const struct rule_check_use *use, struct eval_check_report *out_report)
{
    struct eval_value value;
    size_t len, found = 0;
    const struct doc_text *text = text_at(context, subject, &use->of, &value);
    char *bytes = text ? folded_copy(context, text->value, &len) : NULL;
    if (!bytes) return true;
    for (size_t i = 0; i < use->word_count; i++)
        found += blank_out(bytes, len, use->words[i]);
    if (found == 0 || count_letters((struct text_view){bytes, len}, (size_t)use->at_most + 1) > (size_t)use->at_most)
        return true;
    eval_report_text(out_report, "text", text->value);
    point_at(out_report, &value, use->of.field);
    return false;
}

/* A figure stands in the text: folding has made every digit, circled ones too, an ASCII digit. */
bool eval_check_figure(struct eval_context *context, const struct eval_subject *subject,
                       const struct rule_check_use *use, struct eval_check_report *out_report)
{
    struct eval_value value;
    const struct doc_text *text = text_at(context, subject, &use->of, &value);
    struct text_view folded = text ? eval_fold(context, text->value).text : (struct text_view){"", 0};
    for (size_t i = 0; i < folded.len; i++)
        if (folded.at[i] >= '0' && folded.at[i] <= '9') return true;
    point_at(out_report, &value, use->of.field);
    return false;
}
