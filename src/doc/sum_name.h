/* doc/sum_name - what rows that sum up others are called, in tables and in breakdowns. The words are the pack's. */
#ifndef DOC_SUM_NAME_H
#define DOC_SUM_NAME_H

#include "doc/vocabulary.h"

/* Whether a name says that its row sums up others, by a word as it stands or by a pattern (総務省計 by *省計): patterns
 * are for rows that hold nothing but figures. */
enum status doc_sum_named_loosely(struct arena *arena, const struct doc_vocabulary *words, struct text_view name,
                                  enum doc_sum *out_sum) MUST_CHECK;

/* Whether a name says that its row sums up others: 合計, 合　計, （計）, 合計（億円）, 計2件. */
enum status doc_sum_named(struct arena *arena, const struct doc_vocabulary *words, struct text_view name,
                          enum doc_sum *out_sum) MUST_CHECK;

/* The same of a name that is folded already. */
enum status doc_sum_named_folded(struct arena *arena, const struct doc_vocabulary *words, struct text_view folded,
                                 enum doc_sum *out_sum) MUST_CHECK;

/* Whether a row does, of which these are the id and title: by its id, or without one by its title. */
enum status doc_sum_of_row(struct arena *arena, const struct doc_vocabulary *words, struct text_view id,
                           struct text_view title, enum doc_sum *out_sum) MUST_CHECK;

#endif
