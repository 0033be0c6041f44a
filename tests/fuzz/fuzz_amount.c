/* Amounts: a part that is not understood is one of the text, and what is written of a figure reads as that figure.
 * The first byte chooses the unit of the file. */
#include "support/fuzzing.h"

#include "doc/amount.h"

static struct doc_money reread(const struct doc_amount *amount, bool english)
{
    struct buf out;
    struct doc_amount again = {0};
    struct text_range bad;
    buf_init(&out);
    doc_amount_write(&out, amount->money.yen, english);
    struct text_view text = {out.bytes, out.len};
    enum doc_amount_error error = doc_amount_parse(text, 0, &fuzz_rules()->words, &again, &bad);
    fuzz_require(error == DOC_AMOUNT_OK, "what is written is an amount");
    fuzz_require(again.kind == DOC_AMOUNT_FIGURE, "what is written is a figure");
    buf_clear(&out);
    return again.money;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static const int64_t units[] = {0, 1, 1000, 1000000, 100000000};
    struct text_view text = fuzz_text(bytes + (len > 0), len - (len > 0));
    struct text_range bad = {0, 0};
    struct doc_amount amount = {.kind = DOC_AMOUNT_WRONG};
    int64_t unit = units[len > 0 ? bytes[0] % (sizeof units / sizeof *units) : 0];
    enum doc_amount_error error = doc_amount_parse(text, unit, &fuzz_rules()->words, &amount, &bad);
    if (error != DOC_AMOUNT_OK) {
        fuzz_require(bad.begin <= bad.end && bad.end <= text.len, "what is not understood stands in the text");
        fuzz_require(amount.kind == DOC_AMOUNT_WRONG, "nothing is told of what could not be read");
        return 0;
    }
    fuzz_require(amount.written.len <= text.len, "what was read stands in the text");
    if (amount.kind != DOC_AMOUNT_FIGURE) return 0;
    fuzz_require(amount.money.step > 0, "a figure has a precision");
    fuzz_require(reread(&amount, false).yen == amount.money.yen, "a figure written in Japanese is the same");
    return 0;
}
