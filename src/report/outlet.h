/* report/outlet - where a format goes: one report, or one for each ministry, so that each can be given its own.
 *
 * Fed as a format is (report/report.h). Of the reports by ministry each has the totals, the inputs and the findings of
 * its ministry alone; a place in a submission of another is not named. Inputs that cannot be read belong to the
 * ministry of the other submissions in the file, else to none. Owned in place: report_outlet_close. */
#ifndef REPORT_OUTLET_H
#define REPORT_OUTLET_H

#include "report/known.h"
#include "report/report.h"

/* Opens the sink of a ministry; `ministry` is the word for an unknown one where there is none. */
struct report_opener {
    enum status (*open)(void *context, struct text_view ministry, struct report_sink *out_sink);
    void *context;
};

struct report_part {
    struct text_view ministry; /* as in records; empty: unknown */
    struct report report;
    struct report_run run;
    struct review_manifest manifest;
    struct review_totals totals;
    struct text_view path; /* of the file counted last */
};

struct report_outlet {
    const struct report_format *format;
    const struct report_run *run;
    struct report report; /* unless by ministry */
    bool open;
    bool parted;
    struct report_opener opener;
    struct arena *arena;
    struct report_known known;
    struct report_part **parts; /* in the order in which their ministries came */
    size_t count, capacity;
};

/* Begins; close in any case. */
enum status report_outlet_open(struct report_outlet *outlet, const struct report_format *format,
                               const struct report_run *run, struct report_sink sink) MUST_CHECK;
enum status report_outlet_open_parted(struct report_outlet *outlet, const struct report_format *format,
                                      const struct report_run *run, struct report_opener opener) MUST_CHECK;
void report_outlet_close(struct report_outlet *outlet);

/* Feed it, in the order of report/report.h: submissions and unreadable inputs, findings over the set, the end. */
enum status report_outlet_document(struct report_outlet *outlet, const struct report_document *document) MUST_CHECK;
/* An input that cannot be read. */
enum status report_outlet_error(struct report_outlet *outlet, const struct review_error *error) MUST_CHECK;
/* Findings over the set. */
enum status report_outlet_set(struct report_outlet *outlet, const struct review_finding *findings,
                              size_t count) MUST_CHECK;
/* The end; `totals` are those of the run. */
enum status report_outlet_end(struct report_outlet *outlet, const struct review_totals *totals) MUST_CHECK;
/* Appends what the reports leave to be said to whoever runs them. */
void report_outlet_notices(const struct report_outlet *outlet, struct buf *out);

#endif
