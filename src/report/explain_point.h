/* report/explain_point - one point that a guideline asks for (a criterion), judged: its state and why, the sentences of
 * the request that carry it or come nearest. */
#ifndef REPORT_EXPLAIN_POINT_H
#define REPORT_EXPLAIN_POINT_H

#include "report/report.h"
#include "report/wording.h"

/* What explaining needs: who speaks, how, of what. */
struct report_explainer {
    struct report_voice voice;
    const struct report_settings *settings;
    const struct eval_result *result;
};

/* What all that explains is put together from: blanks, a phrase without arguments, the end of a line. */
void report_explain_indent(const struct report_explainer *to, size_t columns);
void report_explain_say(const struct report_explainer *to, enum report_phrase phrase);
void report_explain_end_line(const struct report_explainer *to);

/* Appends the lines of a criterion; `concerns`: it can justify or limit the claim (eval/claim.h). One that does not is
 * shown only when it is met, since then it says what the text speaks of instead. */
void report_explain_point(const struct report_explainer *to, const struct eval_criterion *criterion, bool concerns);

#endif
