/* report/diff - two rounds compared, into bytes: the formats of `juten diff`. */
#ifndef REPORT_DIFF_H
#define REPORT_DIFF_H

#include "report/report.h"
#include "review/rounds.h"

/* A format: appends the whole comparison. */
struct report_diff_format {
    const char *name;
    void (*write)(struct buf *out, const struct report_run *run, const struct review_rounds *rounds);
};

/* The format of that name, or NULL. */
const struct report_diff_format *report_diff_find(const char *name);
/* The n-th format, or NULL. */
const struct report_diff_format *report_diff_at(size_t n);

extern const struct report_diff_format report_diff_text, report_diff_json, report_diff_sarif;

/* The words of a change; static. */
const char *report_change_word(enum review_change change, enum text_language language);

#endif
