#include "report/marked.h"

#include "report/wording.h"

static const struct text_view none = {"", 0};

void report_mark(struct buf *out, enum text_language language, const struct review_waived *waived)
{
    struct buf words;
    if (!waived) return;
    buf_init(&words);
    report_waived(&words, language, waived);
    report_phrase(out, language, waived->holds ? REPORT_MARK_WAIVED : REPORT_MARK_NOT_WAIVED, report_view(&words), none,
                  none);
    report_done(out, &words);
}

void report_marked(struct buf *out, enum text_language language, const struct review_finding *finding)
{
    report_mark(out, language, finding->waived);
    if (finding->waived) buf_add_string(out, ": ");
    buf_add(out, finding->headline.at ? finding->headline.at : "", finding->headline.len);
    if (finding->reason.len == 0) return;
    buf_add_string(out, report_plain(language, REPORT_NEXT_SENTENCE));
    buf_add(out, finding->reason.at, finding->reason.len);
}
