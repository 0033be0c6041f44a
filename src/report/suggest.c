/* For `juten suggest`: each request with the clauses that its text would justify, best first, claimed or not. Not one
 * of the formats that --format offers. */
#include "report/lines.h"
#include "report/wording.h"
#include "text/place.h"
#include "text/printable.h"

static void add_head(struct buf *out, enum text_language language, const struct report_document *document,
                     const struct doc_request *request)
{
    text_print(out, text_view_of(document->path));
    text_place_print_line(out, text_source_place(request->span.source, request->span.begin));
    buf_add_string(out, ": ");
    text_print(out, request->id.value);
    report_phrase(out, language, REPORT_TITLED, request->title.value, (struct text_view){"", 0},
                  (struct text_view){"", 0});
    buf_add_char(out, '\n');
}

static enum status document(struct report *report, const struct report_document *document)
{
    enum text_language language = report->run->settings.language;
    for (size_t i = 0; i < document->result->request_count; i++) {
        const struct eval_request *request = &document->result->requests[i];
        add_head(&report->out, language, document, request->doc);
        for (size_t s = 0; s < request->suggestions.count; s++) {
            buf_add_string(&report->out, "  ");
            report_suggestion(&report->out, language, document->result, &request->suggestions.items[s]);
            buf_add_char(&report->out, '\n');
        }
        if (request->suggestions.count == 0) {
            buf_add_string(&report->out, "  ");
            buf_add_string(&report->out, report_plain(language, REPORT_SUGGEST_NONE));
            buf_add_char(&report->out, '\n');
        }
    }
    return report_flush(report);
}

const struct report_format report_suggest = {.name = "suggest",
                                             .has_colors = true,
                                             .in_parts = true,
                                             .begin = report_lines_begin,
                                             .document = document,
                                             .error = report_lines_error,
                                             .end = report_lines_end};
