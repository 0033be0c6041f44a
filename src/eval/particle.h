/* eval/particle - particles and other marks in a stretch of folded text, by the lists of a pack (rule/guard.def). */
#ifndef EVAL_PARTICLE_H
#define EVAL_PARTICLE_H

#include "rule/ruleset.h"

/* One of the marks stands in the text, outside every occurrence of an exception (は, but not in には). */
bool eval_particle_in(struct text_view text, struct rule_strings marks, struct rule_strings except);

/* The text begins with one of the strings. */
bool eval_particle_opens(struct text_view text, struct rule_strings openings);

#endif
