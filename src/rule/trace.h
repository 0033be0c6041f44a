/* rule/trace - the links between the sentences of a guideline and the criteria that answer them, and what is wrong with
 * them: `juten rules trace`.
 *
 * A link is a criterion's `source` that names a sentence of its clause. What is wrong comes as diagnostics: orphaned
 * (an end without a link), ambiguous (a link that could have two ends), outdated (the register is not what the
 * guideline's text says, or calls a document superseded that is in force). They borrow from the set, and from the text,
 * and must outlive neither. STATUS_OK or STATUS_NO_MEMORY. */
#ifndef RULE_TRACE_H
#define RULE_TRACE_H

#include "rule/ruleset.h"

/* True when the criterion answers that sentence of its clause. */
bool rule_trace_links(const struct rule_criterion *criterion, struct text_view at);

/* Adds what is wrong within the pack, clause by clause, then in the register of documents. */
enum status rule_trace(const struct rule_set *set, struct text_diagnostics *diagnostics) MUST_CHECK;

/* Adds where the register and the guideline's text differ: registered sentences that the text lacks, then sentences of
 * the text that no clause registers. The title, lines in brackets and numbered headings are no sentences. */
enum status rule_trace_text(const struct rule_set *set, const struct text_source *text,
                            struct text_diagnostics *diagnostics) MUST_CHECK;

#endif
