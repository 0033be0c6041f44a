#include "report/lines.h"

#include "report/excerpt.h"
#include "report/wording.h"
#include "text/printable.h"

bool report_is_shown(const struct report_settings *settings, const struct eval_finding *finding)
{
    bool asked_for = settings->verbose || settings->selection.select_count > 0;
    bool on_whole_file = finding->request == RULE_NONE; /* such as: its year is not governed by the pack */
    return report_selects(&settings->selection, finding) &&
           (finding->severity != RULE_NOTE || asked_for || on_whole_file);
}

static void add_level(struct buf *out, const struct report_colors *colors, enum rule_severity severity,
                      struct text_view id)
{
    buf_add_string(out, colors->severity[severity]);
    buf_add_string(out, report_severity_name(severity));
    buf_add_string(out, colors->reset);
    buf_add_string(out, " [");
    text_print(out, id);
    buf_add_string(out, "] ");
}

void report_head_line(struct buf *out, const struct report_settings *settings, const struct report_document *document,
                      const struct eval_finding *finding)
{
    const struct report_colors *colors = report_colors(settings->color);
    text_diagnostic_place(out, document->path, finding->span);
    add_level(out, colors, finding->severity, finding->rule);
    buf_add_string(out, colors->bold);
    report_message(out, settings->language, document->result, finding);
    buf_add_string(out, colors->reset);
    buf_add_char(out, '\n');
}

void report_error_line(struct buf *out, const struct report_settings *settings, const struct text_diagnostic *error)
{
    const struct report_colors *colors = report_colors(settings->color);
    text_diagnostic_place(out, error->path, error->span);
    add_level(out, colors, RULE_ERROR, text_view_of(text_diagnostic_id(error->code)));
    text_diagnostic_word(out, error, settings->language);
    buf_add_char(out, '\n');
}

enum status report_lines_begin(struct report *report)
{
    (void)report;
    return STATUS_OK;
}

enum status report_lines_error(struct report *report, const struct text_diagnostic *error)
{
    report_error_line(&report->out, &report->run->settings, error);
    return report_flush(report);
}

enum status report_lines_end(struct report *report, const struct report_totals *totals)
{
    report_counts(&report->out, report->run->settings.language, totals);
    return report_flush(report);
}
