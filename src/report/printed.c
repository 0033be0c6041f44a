#include "report/printed.h"

#include "eval/check.h"
#include "report/wording.h"
#include "review/redact.h"
#include "text/printable.h"

bool report_printed_read(const char *written, struct review_amount *out_amount)
{
    struct doc_amount amount;
    struct text_range bad;
    *out_amount = (struct review_amount){.kind = DOC_AMOUNT_ABSENT};
    if (!written) return true;
    if (doc_amount_parse(text_view_of(written), 0, NULL, &amount, &bad) != DOC_AMOUNT_OK ||
        amount.kind != DOC_AMOUNT_FIGURE || amount.money.yen < 0 || amount.earlier != DOC_AMOUNT_ABSENT)
        return false;
    *out_amount =
        (struct review_amount){.kind = DOC_AMOUNT_FIGURE, .yen = amount.money.yen, .written = text_view_of(written)};
    return true;
}

int64_t report_printed_listed(const struct review_sums *sums, enum report_printed_total total)
{
    return total == REPORT_PRINTED_AMOUNT ? sums->yen : sums->supplementary_yen;
}

static enum report_phrase phrase_for(enum report_printed_total total, bool over)
{
    static const enum report_phrase phrases[REPORT_PRINTED_TOTALS][2] = {
        [REPORT_PRINTED_AMOUNT] = {REPORT_PRINTED_TOTAL, REPORT_PRINTED_OVER},
        [REPORT_PRINTED_SUPPLEMENTARY] = {REPORT_PRINTED_TOTAL_SUPPLEMENTARY, REPORT_PRINTED_OVER_SUPPLEMENTARY}};
    return phrases[total][over];
}

static void add_line(struct buf *out, enum text_language language, enum report_printed_total total,
                     const struct review_amount *printed, int64_t sum)
{
    int64_t rest = eval_add_yen(printed->yen, -sum);
    bool over = rest < 0;
    struct buf here, remainder;
    buf_init(&here);
    buf_init(&remainder);
    doc_amount_write(&here, sum, language == TEXT_EN);
    doc_amount_write(&remainder, over ? -rest : rest, language == TEXT_EN);
    report_phrase(out, language, phrase_for(total, over), printed->written, report_view(&here),
                  report_view(&remainder));
    buf_add_char(out, '\n');
    report_done(out, &here);
    report_done(out, &remainder);
}

void report_printed_lines(struct buf *out, const struct report_run *run, const struct review_sums *sums)
{
    for (int total = 0; total < REPORT_PRINTED_TOTALS; total++)
        if (run->printed[total].kind == DOC_AMOUNT_FIGURE && !(run->settings.redact & REVIEW_REDACT_AMOUNTS))
            add_line(out, run->settings.language, (enum report_printed_total)total, &run->printed[total],
                     report_printed_listed(sums, (enum report_printed_total)total));
}
