#include "rule/mutant_part.h"

#include <string.h>

/* What is taken away: the words of that kind (a guard without its words is off), a list or a number. */
enum away { WORDS_AWAY, STRINGS_AWAY, NUMBER_AWAY, SET_PHRASES_AWAY };

struct part {
    const char *guard, *list; /* its keys */
    enum away away;
    unsigned code;
};

static const struct part PARTS[] = {
#define WORDS(code, guard, key)               {guard, key, WORDS_AWAY, RULE_##code},
#define STRINGS(code, guard, key)             {guard, key, STRINGS_AWAY, RULE_LIST_##code},
#define NUMBER(code, guard, key, least, most) {guard, key, NUMBER_AWAY, RULE_NUMBER_##code},
#include "rule/guard.def"
#undef WORDS
#undef STRINGS
#undef NUMBER
    {"phrase_ends", "", WORDS_AWAY, RULE_PHRASE_END}, {"parroted", "set_phrases", SET_PHRASES_AWAY, 0}};

/* The strings but for those of one owner, built anew; NULL when memory is out. */
static const struct text_terms *without(struct rule_mutating *in, const struct text_term *list, size_t count,
                                        uint32_t owner)
{
    struct text_term *left = rule_mutant_copy(in, list, count * sizeof *left);
    struct text_terms *terms = NULL;
    size_t kept = 0;
    for (size_t i = 0; left && i < count; i++)
        if (list[i].owner != owner) left[kept++] = list[i];
    if (left && text_terms_build(in->arena, left, kept, &terms) != STATUS_OK) in->status = STATUS_NO_MEMORY;
    return terms;
}

static void take_away(struct rule_mutating *in, struct rule_guards *guards, const struct part *part)
{
    switch (part->away) {
    case WORDS_AWAY:
        guards->words = without(in, guards->word_list, guards->word_count, part->code);
        break;
    case STRINGS_AWAY:
        guards->lists[part->code].count = 0;
        break;
    case NUMBER_AWAY:
        guards->numbers[part->code] = 0;
        break;
    case SET_PHRASES_AWAY:
        guards->borrowed = without(in, guards->borrowed_list, guards->borrowed_count, RULE_SET_PHRASE);
        break;
    }
}

static bool is_part(const struct rule_guard_part *part, const char *guard, const char *list)
{
    return text_view_equal(part->guard, text_view_of(guard)) && text_view_equal(part->list, text_view_of(list));
}

/* A list that stands in several files is one, and taken away whole: at the first. */
static bool stands_before(const struct rule_guards *guards, size_t part)
{
    for (size_t i = 0; i < part; i++)
        if (text_view_equal(guards->parts[i].guard, guards->parts[part].guard) &&
            text_view_equal(guards->parts[i].list, guards->parts[part].list))
            return true;
    return false;
}

static void mutate(struct rule_mutating *in, const struct rule_guard_part *part, const struct part *away)
{
    const struct rule_guards *from = &in->set->guards;
    struct rule_guards *changed = rule_mutant_copy(in, from, sizeof *from);
    if (!changed) return;
    take_away(in, changed, away);
    rule_mutant_name(in, text_view_of("guards"));
    buf_add(&in->id, part->guard.at, part->guard.len);
    if (part->list.len > 0) buf_add_char(&in->id, '.');
    buf_add(&in->id, part->list.at, part->list.len);
    rule_mutant_add(in,
                    (struct rule_mutant){.span = part->span, .part = RULE_MUTATED_GUARD, .changed.guards = changed});
}

void rule_mutate_guard(struct rule_mutating *in, uint32_t index)
{
    const struct rule_guard_part *part = &in->set->guards.parts[index];
    if (stands_before(&in->set->guards, index)) return;
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++)
        if (is_part(part, PARTS[i].guard, PARTS[i].list)) mutate(in, part, &PARTS[i]);
}
