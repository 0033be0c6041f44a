#include "eval/particle.h"

/* Whether [at, at + len) lies inside an occurrence of one of the strings. */
static bool is_inside(struct text_view text, size_t at, size_t len, struct rule_strings strings)
{
    for (size_t i = 0; i < strings.count; i++) {
        size_t from = at + len > strings.items[i].len ? at + len - strings.items[i].len : 0;
        size_t to = at + strings.items[i].len < text.len ? at + strings.items[i].len : text.len;
        size_t found = text_view_find(text_view_part(text, 0, to), strings.items[i], from);
        if (found <= at && found + strings.items[i].len >= at + len) return true;
    }
    return false;
}

bool eval_particle_in(struct text_view text, struct rule_strings marks, struct rule_strings except)
{
    for (size_t i = 0; i < marks.count; i++)
        for (size_t at = 0; (at = text_view_find(text, marks.items[i], at)) != (size_t)-1; at += marks.items[i].len)
            if (!is_inside(text, at, marks.items[i].len, except)) return true;
    return false;
}

bool eval_particle_opens(struct text_view text, struct rule_strings openings)
{
    for (size_t i = 0; i < openings.count; i++)
        if (text_view_starts(text, openings.items[i])) return true;
    return false;
}
