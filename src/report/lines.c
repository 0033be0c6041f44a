#include "report/lines.h"

#include "report/excerpt.h"
#include "report/wording.h"
#include "text/place.h"
#include "text/printable.h"

bool report_is_shown(const struct report_settings *settings, const struct review_finding *finding)
{
    bool asked_for = settings->verbose || settings->selection.select_count > 0;
    return report_selects(&settings->selection, finding->rule, finding->severity) &&
           (finding->severity != RULE_NOTE || asked_for || finding->on_file); /* such as: the year is not governed */
}

#define WAIVED "waived" /* where the level stands: nothing that a problem matcher counts */

static void add_level(struct buf *out, const struct report_colors *colors, enum rule_severity severity, bool waived,
                      struct text_view id)
{
    buf_add_string(out, colors->severity[waived ? RULE_NOTE : severity]);
    buf_add_string(out, waived ? WAIVED : report_severity_name(severity));
    buf_add_string(out, colors->reset);
    buf_add_string(out, " [");
    text_print(out, id);
    buf_add_string(out, "] ");
}

/* "path:line:col: ", "path!sheet!C12: ", or "path: " without a place. */
static void add_place(struct buf *out, struct text_view path, struct text_place place)
{
    text_print(out, path);
    text_place_print(out, place);
    buf_add_string(out, ": ");
}

void report_head_line(struct buf *out, const struct report_settings *settings, const struct review_finding *finding)
{
    const struct report_colors *colors = report_colors(settings->color);
    add_place(out, finding->path, finding->range.start);
    add_level(out, colors, finding->severity, !review_is_open(finding), finding->rule);
    buf_add_string(out, colors->bold);
    text_print(out, finding->headline);
    buf_add_string(out, colors->reset);
    buf_add_char(out, '\n');
}

void report_error_line(struct buf *out, const struct report_settings *settings, const struct review_error *error)
{
    const struct report_colors *colors = report_colors(settings->color);
    add_place(out, error->path, error->start);
    add_level(out, colors, RULE_ERROR, false, error->code);
    text_print(out, error->message);
    buf_add_char(out, '\n');
}

enum status report_lines_begin(struct report *report)
{
    (void)report;
    return STATUS_OK;
}

enum status report_lines_error(struct report *report, const struct review_error *error)
{
    report_error_line(&report->out, &report->run->settings, error);
    return report_flush(report);
}

enum status report_lines_end(struct report *report, const struct review_totals *totals)
{
    report_counts(&report->out, report->run->settings.language, totals);
    return report_flush(report);
}
