/* One line per finding: path:line:col: level [id] message - for editors, problem matchers and grep. */
#include "report/lines.h"
#include "report/wording.h"

static enum status begin(struct report *report)
{
    (void)report;
    return STATUS_OK;
}

static enum status document(struct report *report, const struct report_document *document)
{
    const struct report_settings *settings = &report->run->settings;
    for (size_t i = 0; !settings->quiet && i < document->result->finding_count; i++) {
        const struct eval_finding *finding = &document->result->findings[i];
        if (!report_is_shown(settings, finding)) continue;
        report_head_line(&report->out, settings, document, finding);
    }
    return report_flush(report);
}

static enum status error(struct report *report, const struct text_diagnostic *error)
{
    report_error_line(&report->out, &report->run->settings, error);
    return report_flush(report);
}

static enum status end(struct report *report, const struct report_totals *totals)
{
    report_counts(&report->out, report->run->settings.language, totals);
    return report_flush(report);
}

const struct report_format report_compact = {"compact", false, begin, document, error, end};
