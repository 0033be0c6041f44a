/* report/sarif_tool - what stands in a SARIF log once: the rules with their words, and the guidelines with their
 * clauses as taxonomies. */
#ifndef REPORT_SARIF_TOOL_H
#define REPORT_SARIF_TOOL_H

#include "report/report.h"

/* The rules of all packs, each id once, in order. */
struct report_sarif_rules {
    const struct review_rule **items;
    size_t count;
};
enum status report_sarif_rules(struct arena *arena, const struct report_run *run,
                               struct report_sarif_rules *out_rules) MUST_CHECK;
/* Where the rule of that id stands, or REVIEW_NONE. */
size_t report_sarif_rule_index(const struct report_sarif_rules *rules, struct text_view id);

/* The name of what relative paths are relative to; NULL when the log has none. */
const char *report_sarif_base(const struct report_run *run);
/* Members of the run: "tool", "taxonomies". */
void report_sarif_tool(struct json_writer *json, const struct report_run *run, const struct report_sarif_rules *rules);
void report_sarif_taxonomies(struct json_writer *json, const struct report_run *run);
/* Where the pack stands among the taxonomies, and the clause in it; REVIEW_NONE where there is none. */
size_t report_sarif_pack_index(const struct report_run *run, const struct review_pack *pack);
size_t report_sarif_clause_index(const struct review_pack *pack, struct text_view label);

#endif
