/* Years, and the numbers of workbooks in a format (the first line: the number, the second: the format). */
#include "support/fuzzing.h"

#include "doc/number_format.h"
#include "doc/year.h"
#include "text/utf8.h"

static void check_year(struct text_view text)
{
    int year = 0, again = 0;
    struct buf out;
    if (!doc_year_parse(text, &year)) return;
    buf_init(&out);
    doc_year_write(&out, year, false);
    bool reads = doc_year_parse((struct text_view){out.bytes, out.len}, &again);
    fuzz_require(reads && again == year, "a year that is written is the same");
    buf_clear(&out);
}

static void check_number(struct text_view number, struct text_view format, bool from_1904)
{
    struct doc_number_facts facts;
    struct buf written, shown;
    buf_init(&written);
    buf_init(&shown);
    if (doc_number_format(number, format, from_1904, &written, &shown, &facts)) {
        struct text_view text = {written.len > 0 ? written.bytes : "", written.len};
        fuzz_require(text_utf8_check(text) == text.len, "what a number says is UTF-8");
        fuzz_require(facts.scale >= 1, "a format shows no more than is stored");
        fuzz_require(facts.scale > 1 || shown.len == 0 || text.len > 0, "what is shown is said");
    }
    buf_clear(&written);
    buf_clear(&shown);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct text_view text = fuzz_text(bytes, len);
    size_t line = text_view_find(text, text_view_of("\n"), 0);
    check_year(text);
    if (line == (size_t)-1) return 0;
    check_number(text_view_part(text, 0, line), text_view_part(text, line + 1, text.len), len % 2 == 0);
    return 0;
}
