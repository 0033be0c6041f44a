/* A guard's own examples: the stretch that an example names is taken for a hit. Which older editions there are is the
 * year's: an example of `outdated` takes the stretch for one, and asks whether the text relies on it. */
#include "eval/evaluate.h"
#include "eval/guard.h"

static enum eval_guard guard_at(struct eval_context *context, struct eval_text *text,
                                const struct rule_guard_test *test, size_t begin, size_t len)
{
    uint32_t at = (uint32_t)begin;
    bool edition = text_view_equal(test->guard, text_view_of(eval_guard_name(EVAL_GUARD_OUTDATED)));
    if (edition && !eval_guard_is_history(context, text, at)) return EVAL_GUARD_OUTDATED;
    return eval_guard_of(context, text, at, at + (uint32_t)len);
}

enum status eval_guard_test(const struct eval_tools *tools, const struct rule_guard_test *test, bool *out_found,
                            enum eval_guard *out_guard)
{
    struct eval_context context = {.rules = tools->rules,
                                   .arena = tools->arena,
                                   .scratch = tools->arena,
                                   .matcher = tools->matcher};
    struct doc_text written = {.value = test->text};
    struct eval_text text;
    eval_text_open(&context, &written, DOC_FIELD_JUSTIFICATION, RULE_NONE, &text);
    struct text_view stretch = eval_fold(&context, test->at).text;
    size_t begin = stretch.len > 0 ? text_view_find(text.folded.text, stretch, 0) : (size_t)-1;
    bool found = begin != (size_t)-1;
    enum eval_guard guard = found ? guard_at(&context, &text, test, begin, stretch.len) : EVAL_GUARD_NONE;
    if (context.status != STATUS_OK) return context.status;
    *out_found = found;
    *out_guard = guard;
    return STATUS_OK;
}
