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

/* Appends the lines of a criterion; `concerns`: it can justify or limit the claim (eval/claim.h). One that does not is
 * shown only when it is met, since then it says what the text speaks of instead. */
void report_explain_point(const struct report_explainer *to, const struct eval_criterion *criterion, bool concerns);

#endif
