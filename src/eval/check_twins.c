/* Justifications of one request that say the same under two clauses. Two texts are twins when the grams that they share
 * are so large a part of the shorter one; a text of a few words says too little to tell.
 *
 *     灯台を毎年点検し、扉を直す   7 of 10 grams stand in the other: 70 %
 *     灯台を毎年点検し、窓を直す */
#include "eval/area.h"
#include "eval/check.h"
#include "text/gram.h"

#include <stdlib.h>

#define GRAMS_LEAST 12 /* as for copies of the guideline (eval/wording.c) */
#define CLAIMS_MOST 32 /* compared with each other; so many claims are a finding of their own (COM-CLAIM-MANY) */

/* The hashes of a text's grams, ascending, each once. */
struct fingerprint {
    uint32_t *hashes;
    size_t count;
};

static int compare_hashes(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static struct fingerprint fingerprint_of(struct eval_context *context, struct text_view text)
{
    struct text_grams grams = {0};
    struct fingerprint print = {0};
    enum status status = text_grams(context->scratch, eval_fold(context, text).text, &grams);
    print.hashes = eval_scratch(context, (grams.count + 1) * sizeof *print.hashes);
    if (status != STATUS_OK) context->status = status;
    if (status != STATUS_OK || !print.hashes) return (struct fingerprint){0};
    for (size_t i = 0; i < grams.count; i++)
        print.hashes[i] = grams.items[i].hash;
    if (grams.count > 1) qsort(print.hashes, grams.count, sizeof *print.hashes, compare_hashes);
    for (size_t i = 0; i < grams.count; i++)
        if (i == 0 || print.hashes[i] != print.hashes[i - 1]) print.hashes[print.count++] = print.hashes[i];
    return print;
}

/* Per cent of the shorter one that the two have in common. */
static int64_t share_of(const struct fingerprint *a, const struct fingerprint *b)
{
    size_t common = 0, least = a->count < b->count ? a->count : b->count;
    for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
        common += a->hashes[i] == b->hashes[j];
        if (a->hashes[i] <= b->hashes[j]) i++;
        else j++;
    }
    return least < GRAMS_LEAST ? 0 : (int64_t)(common * 100 / least);
}

static void report_twins(struct eval_context *context, const struct doc_claim *first, const struct doc_claim *second,
                         int64_t share, struct eval_check_report *out_report)
{
    eval_report_text(out_report, "area", eval_area_of(context, second));
    eval_report_text(out_report, "twin", eval_area_of(context, first));
    eval_report_number(out_report, "share", share);
    out_report->value.text = &second->justification;
    out_report->value.span = second->justification.span;
}

/* One finding a request: the first claim whose text stands already under another clause. */
bool eval_check_twins(struct eval_context *context, const struct eval_subject *subject,
                      const struct rule_check_use *use, struct eval_check_report *out_report)
{
    const struct doc_request *request = subject->request;
    size_t count = request->claim_count < CLAIMS_MOST ? request->claim_count : CLAIMS_MOST;
    struct fingerprint prints[CLAIMS_MOST];
    out_report->field = use->of.field;
    for (size_t i = 0; i < count; i++) {
        prints[i] = fingerprint_of(context, request->claims[i].justification.value);
        for (size_t j = 0; j < i; j++) {
            int64_t share = share_of(&prints[i], &prints[j]);
            if (share < use->percent || eval_area_same(&request->claims[i].label, &request->claims[j].label)) continue;
            report_twins(context, &request->claims[j], &request->claims[i], share, out_report);
            return false;
        }
    }
    return true;
}
