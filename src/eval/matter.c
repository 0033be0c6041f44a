#include "eval/matter.h"

#include "eval/particle.h"
#include "text/character.h"
#include "text/utf8.h"

static bool is_digit(uint32_t point)
{
    return point >= '0' && point <= '9';
}

/* From the first letter (a mark, a bracket or a bullet opens nothing) up to the first comma: a theme further on only
 * contrasts (通信は専用の回線に限り). A comma between digits is part of a figure. */
static struct text_view beginning(struct text_view text)
{
    uint32_t point = 0, last = 0;
    size_t at = 0, first = text.len;
    for (size_t len; at < text.len; at += len, last = point) {
        len = text_utf8_decode(text_view_part(text, at, text.len), &point);
        if (len == 0) break;
        if (first == text.len && text_is_letter(point)) first = at;
        bool in_figure = is_digit(last) && at + len < text.len && is_digit((uint32_t)text.at[at + len]);
        if (first < text.len && text_is_comma(point) && !in_figure) break;
    }
    return text_view_part(text, first < at ? first : at, at);
}

static bool opens_matter(const struct eval_context *context, const struct eval_text *text, struct text_range sentence)
{
    const struct rule_strings *lists = context->rules->guards.lists;
    struct text_view written = beginning(eval_text_part(text, sentence));
    return eval_particle_opens(written, lists[RULE_LIST_OPENERS]) ||
           eval_particle_in(written, lists[RULE_LIST_THEMES], lists[RULE_LIST_SAME_THEMES]);
}

/* For every sentence whether it opens a matter of its own, worked out once; NULL when memory is out. */
static const bool *opened(struct eval_context *context, struct eval_text *text)
{
    size_t count = text->sentences.count;
    if (text->opens_matter) return text->opens_matter;
    bool *opens = eval_scratch(context, count * sizeof *opens);
    for (size_t s = 0; opens && s < count; s++)
        opens[s] = text->parted[s] || opens_matter(context, text, text->sentences.items[s]);
    return text->opens_matter = opens;
}

bool eval_matter_goes_on(struct eval_context *context, struct eval_text *text, size_t sentence)
{
    const bool *opens = opened(context, text);
    return opens && sentence > 0 && !opens[sentence];
}
