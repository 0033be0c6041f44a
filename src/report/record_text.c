/* The texts of a request and where the evidence stands in them: a report that marks it needs no file. */
#include "report/record.h"

/* The texts of a request that rules read and people see; its justifications come after them. */
struct text_of_request {
    enum doc_field field;
    const struct doc_text *text;
};

static void add(struct report_recorder *recorder, struct review_text *texts, enum doc_field field, size_t claim,
                const struct doc_text *from)
{
    if (from->value.len == 0) return;
    recorder->texts[recorder->text_count] = from;
    texts[recorder->text_count++] = (struct review_text){field, claim, from->value, report_start(recorder, from->span)};
}

const struct review_text *report_record_texts(struct report_recorder *recorder, const struct doc_request *request,
                                              size_t *out_count)
{
    const struct text_of_request own[] = {{DOC_FIELD_SUMMARY, &request->summary},
                                          {DOC_FIELD_CIO_COORDINATION, &request->cio_coordination},
                                          {DOC_FIELD_OUTCOME, &request->outcome},
                                          {DOC_FIELD_OFFSET, &request->offset},
                                          {DOC_FIELD_OFFICE, &request->office},
                                          {DOC_FIELD_NOTE, &request->note}};
    size_t most = sizeof own / sizeof *own + request->claim_count + 1;
    struct review_text *texts = report_room(recorder, most * sizeof *texts);
    recorder->texts = report_room(recorder, most * sizeof *recorder->texts);
    recorder->text_count = 0;
    recorder->shown = texts;
    *out_count = 0;
    if (!texts || !recorder->texts) return NULL;
    add(recorder, texts, DOC_FIELD_TITLE, REVIEW_NONE, &request->title);
    for (size_t i = 0; i < request->claim_count; i++)
        add(recorder, texts, DOC_FIELD_JUSTIFICATION, i, &request->claims[i].justification);
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        add(recorder, texts, own[i].field, REVIEW_NONE, own[i].text);
    *out_count = recorder->text_count;
    return texts;
}

/* The bytes of the value that stand at that span of the file; nothing when the file's bytes are not known one by one.
 */
static bool find(const struct doc_text *text, struct text_span span, size_t *out_begin, size_t *out_end)
{
    const struct doc_node *node = text->node;
    if (!span.source || !node || node->span.source != span.source) return false;
    if (span.begin < node->span.begin || span.end > node->span.end) return false;
    if (!doc_node_find(node, span, out_begin, out_end)) return false;
    return *out_begin < *out_end && *out_end <= text->value.len;
}

void report_record_mark(const struct report_recorder *recorder, struct text_span span, struct review_evidence *evidence)
{
    for (size_t i = 0; i < recorder->text_count; i++) {
        if (!find(recorder->texts[i], span, &evidence->begin, &evidence->end)) continue;
        evidence->text_index = i;
        return;
    }
}

const struct review_part *report_record_parts(struct report_recorder *recorder, const struct doc_request *request,
                                              size_t *out_count)
{
    struct review_part *parts = report_room(recorder, request->row_count * sizeof *parts);
    for (size_t i = 0; parts && i < request->row_count; i++) {
        const struct doc_row *row = &request->rows[i];
        struct text_span span = row->amount.span.source ? row->amount.span : row->span;
        parts[i] = (struct review_part){row->item.value, report_record_amount(&row->amount), row->partial,
                                        report_start(recorder, span)};
        parts[i].amount.relisted |= row->relisted;
    }
    *out_count = parts ? request->row_count : 0;
    return parts;
}
