#include "report/money.h"

#include "report/wording.h"
#include "review/redact.h"

#define YEN_PER_MILLION 1000000

int64_t report_in_millions(int64_t yen)
{
    int64_t rest = yen % YEN_PER_MILLION;
    return yen / YEN_PER_MILLION + (2 * rest >= YEN_PER_MILLION) - (2 * rest <= -YEN_PER_MILLION);
}

static void add_figure(struct buf *out, const struct report_settings *settings, int64_t figure)
{
    if (settings->redact & REVIEW_REDACT_AMOUNTS) buf_add_string(out, report_plain(settings->language, REPORT_HIDDEN));
    else buf_add_grouped(out, figure);
}

void report_millions(struct buf *out, const struct report_settings *settings, int64_t yen)
{
    add_figure(out, settings, report_in_millions(yen));
}

void report_yen(struct buf *out, const struct report_settings *settings, int64_t yen)
{
    add_figure(out, settings, yen);
}

const char *report_redacted(enum text_language language, unsigned redact)
{
    static const enum report_phrase phrases[] = {[REVIEW_REDACT_TEXT] = REPORT_REDACTED_TEXT,
                                                 [REVIEW_REDACT_AMOUNTS] = REPORT_REDACTED_AMOUNTS,
                                                 [REVIEW_REDACT_ALL] = REPORT_REDACTED_ALL};
    return redact ? report_plain(language, phrases[redact & REVIEW_REDACT_ALL]) : "";
}
