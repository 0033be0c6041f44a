/* Labels, years, amounts and units of a submission in plain notation. A value is replaced only where its bytes stand
 * in the file as they are (no escape in it), and by one that reads the same.
 *
 * In { } a comma ends a value: an amount that gets one there is put in quotes. */
#include "doc/amount.h"
#include "doc/repair.h"
#include "doc/year.h"
#include "text/utf8.h"

#define WIDE_ZERO  0xFF10u
#define WIDE_NINE  0xFF19u
#define WIDE_SHIFT 0xFEE0u /* from a full-width form to its ASCII character */

struct plainer {
    const struct doc_submission *submission;
    const struct doc_vocabulary *words;
    const struct doc_label_table *labels;
    struct doc_edits *edits;
};

static void failed(struct plainer *to, enum status status)
{
    if (status != STATUS_OK) to->edits->status = status;
}

static struct text_view wrapped(struct plainer *to, struct text_view text)
{
    char *out = arena_alloc(to->edits->arena, text.len + 3);
    if (!out) {
        failed(to, STATUS_NO_MEMORY);
        return text;
    }
    out[0] = out[text.len + 1] = '"';
    memcpy(out + 1, text.at, text.len);
    return (struct text_view){out, text.len + 2};
}

static bool is_quote(char c)
{
    return c == '"' || c == '\'';
}

/* Replaces a value that stands in the file as it is, in quotes or not. */
static void replace(struct plainer *to, struct text_span span, struct text_view value, struct text_view text, bool flow)
{
    struct text_view written = text_span_view(span);
    bool quoted = written.len >= 2 && is_quote(written.at[0]);
    if (quoted) written = text_view_part(written, 1, written.len - 1);
    if (text.len == 0 || text_view_equal(text_view_trim(value), text) || !text_view_equal(written, value)) return;
    uint32_t begin = (uint32_t)(span.begin + quoted);
    uint32_t end = begin + (uint32_t)written.len;
    bool comma = memchr(text.at, ',', text.len) && !memchr(value.at, ',', value.len);
    doc_edits_add(to->edits, begin, end, flow && !quoted && comma ? wrapped(to, text) : text);
}

static void amount(struct plainer *to, const struct doc_amount *amount, bool flow)
{
    struct text_view plain = {0};
    if (amount->written.len == 0) return;
    failed(to, doc_amount_plain(to->edits->arena, amount->written, to->submission->unit_yen, to->words, &plain));
    replace(to, amount->span, amount->written, plain, flow);
}

/* Digits in half width; nothing when none is wide. */
static struct text_view narrowed(struct plainer *to, struct text_view text)
{
    char *out = arena_alloc(to->edits->arena, text.len + 1);
    size_t len = 0, width;
    if (!out) failed(to, STATUS_NO_MEMORY);
    for (size_t at = 0; out && at < text.len; at += width) {
        uint32_t point = 0;
        width = text_utf8_decode(text_view_part(text, at, text.len), &point);
        if (point >= WIDE_ZERO && point <= WIDE_NINE) out[len++] = (char)(point - WIDE_SHIFT);
        else {
            memcpy(out + len, text.at + at, width);
            len += width;
        }
    }
    return len < text.len ? (struct text_view){out, len} : (struct text_view){"", 0};
}

static void year(struct plainer *to)
{
    const struct doc_text *text = &to->submission->year_text;
    struct text_view plain = text->value.len > 0 ? narrowed(to, text->value) : text->value;
    int year = 0;
    if (plain.len > 0 && doc_year_parse(text_view_trim(plain), &year) && year == to->submission->year)
        replace(to, text->span, text->value, plain, false);
}

static void unit(struct plainer *to)
{
    const struct doc_text *text = &to->submission->unit_text;
    if (text->value.len > 0) replace(to, text->span, text->value, doc_amount_unit_meant(text->value), false);
}

/* "2(1)③", with the item behind it when one is named. */
static struct text_view canonical(struct plainer *to, const struct doc_label *label)
{
    const struct doc_clause_name *clause = doc_label_clause(to->labels, label->clause);
    if (label->item == 0) return clause->label;
    struct text_view item = clause->items[label->item - 1];
    char *out = arena_alloc(to->edits->arena, clause->label.len + 1 + item.len);
    if (!out) {
        failed(to, STATUS_NO_MEMORY);
        return (struct text_view){0};
    }
    memcpy(out, clause->label.at, clause->label.len);
    out[clause->label.len] = ' ';
    memcpy(out + clause->label.len + 1, item.at, item.len);
    return (struct text_view){out, clause->label.len + 1 + item.len};
}

/* The label alone is replaced; a heading behind it stays as it is written. */
static void label(struct plainer *to, const struct doc_text *area, const struct doc_label *label)
{
    struct doc_label again;
    if (label->result != DOC_LABEL_OK || label->written == 0 || !area->node) return;
    struct text_view trimmed = text_view_trim(area->value), plain = canonical(to, label);
    if (text_view_equal(text_view_part(trimmed, 0, label->written), plain)) return;
    struct text_view rest = text_view_part(trimmed, label->written, trimmed.len);
    char *out = arena_alloc(to->edits->arena, plain.len + rest.len + 1);
    if (!out) failed(to, STATUS_NO_MEMORY);
    if (!out || plain.len == 0) return;
    memcpy(out, plain.at, plain.len);
    memcpy(out + plain.len, rest.at, rest.len);
    struct text_view text = {out, plain.len + rest.len};
    failed(to, doc_label_parse(to->labels, to->edits->arena, text, &again));
    if (to->edits->status == STATUS_OK && again.result == DOC_LABEL_OK && again.clause == label->clause &&
        again.item == label->item)
        replace(to, area->span, area->value, text, false);
}

static bool is_flow(struct text_span mapping)
{
    struct text_view written = text_span_view(mapping);
    return written.len > 0 && written.at[0] == '{';
}

static void request(struct plainer *to, const struct doc_request *request)
{
    const struct doc_amount *amounts[] = {&request->amount, &request->previous, &request->supplementary,
                                          &request->special};
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++)
        amount(to, amounts[i], is_flow(request->span));
    for (size_t i = 0; i < request->row_count; i++)
        amount(to, &request->rows[i].amount, is_flow(request->rows[i].span));
    for (size_t i = 0; i < request->claim_count; i++) {
        const struct doc_claim *claim = &request->claims[i];
        amount(to, &claim->amount, is_flow(claim->span));
        label(to, &claim->area, &claim->label);
    }
}

void doc_repair_notation(const struct doc_submission *submission, const struct doc_vocabulary *words,
                         const struct doc_label_table *labels, struct doc_edits *edits)
{
    struct plainer to = {submission, words, labels, edits};
    year(&to);
    unit(&to);
    amount(&to, &submission->total, is_flow(submission->span));
    for (size_t i = 0; i < submission->request_count && edits->status == STATUS_OK; i++)
        request(&to, &submission->requests[i]);
}
