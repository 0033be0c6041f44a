/* report/condition - what a pack asks for, in words: a line of its tree, or a condition as half a sentence. */
#ifndef REPORT_CONDITION_H
#define REPORT_CONDITION_H

#include "report/wording.h"

/* One line of the tree, without what lies below it: the label of what a text speaks about, the condition on a field, or
 * what is asked of the lines below. Printable. */
void report_predicate(const struct report_voice *to, const struct rule_predicate *predicate);

/* The whole of it in half a sentence: for whom a point is meant, or what is missing. Printable. */
void report_condition(const struct report_voice *to, const struct rule_predicate *predicate);

/* What is asked for as "not: not" only keeps its words from being cited: in words it is the plain thing. */
bool report_is_plain(const struct rule_predicate *predicate);

#endif
