/* One line per finding: path:line:col: level [id] message - for editors, problem matchers and grep. */
#include "report/lines.h"
#include "report/wording.h"

static enum status document(struct report *report, const struct report_document *document)
{
    const struct report_settings *settings = &report->run->settings;
    for (size_t i = 0; !settings->quiet && i < document->record->finding_count; i++) {
        const struct review_finding *finding = &document->record->findings[i];
        if (!report_is_shown(settings, finding)) continue;
        report_head_line(&report->out, settings, finding);
    }
    return report_flush(report);
}

static enum status set(struct report *report, const struct review_finding *findings, size_t count)
{
    const struct report_settings *settings = &report->run->settings;
    for (size_t i = 0; !settings->quiet && i < count; i++)
        if (report_is_shown(settings, &findings[i])) report_head_line(&report->out, settings, &findings[i]);
    return report_flush(report);
}

const struct report_format report_compact = {.name = "compact",
                                             .has_colors = true,
                                             .in_parts = true,
                                             .begin = report_lines_begin,
                                             .document = document,
                                             .error = report_lines_error,
                                             .set = set,
                                             .end = report_lines_end};
