#include "eval/subject.h"

struct text_span eval_value_span(const struct doc_text *text)
{
    return text->node && text->value.len > 0 ? doc_node_part(text->node, 0, text->value.len) : text->span;
}

static struct eval_value text_value(const struct doc_text *text)
{
    return (struct eval_value){.kind = EVAL_VALUE_TEXT,
                               .present = text->value.len > 0,
                               .text = text,
                               .span = eval_value_span(text)};
}

static struct eval_value amount_value(const struct doc_amount *amount)
{
    return (struct eval_value){.kind = EVAL_VALUE_AMOUNT,
                               .present = amount->kind != DOC_AMOUNT_ABSENT && amount->kind != DOC_AMOUNT_NONE,
                               .amount = amount,
                               .span = amount->span};
}

static struct eval_value number_value(bool present, int64_t number, struct text_span span)
{
    return (struct eval_value){.kind = EVAL_VALUE_NUMBER, .present = present, .number = number, .span = span};
}

static struct eval_value list_value(size_t count, struct text_span span)
{
    return (struct eval_value){.kind = EVAL_VALUE_LIST, .present = count > 0, .number = (int64_t)count, .span = span};
}

static struct eval_value submission_value(const struct doc_submission *submission, enum doc_field field)
{
    if (field == DOC_FIELD_MINISTRY) {
        struct eval_value ministry = text_value(&submission->ministry_text);
        ministry.number = submission->ministry == (size_t)-1 ? -1 : (int64_t)submission->ministry;
        return ministry;
    }
    if (field == DOC_FIELD_FISCAL_YEAR)
        return number_value(submission->year != 0, submission->year, submission->year_text.span);
    if (field == DOC_FIELD_TOTAL) return amount_value(&submission->total);
    if (field == DOC_FIELD_REQUESTS)
        return list_value(doc_submission_whole(submission)->request_count, submission->span);
    return text_value(&submission->unit_text);
}

static const struct doc_text *request_text(const struct doc_request *request, enum doc_field field)
{
    const struct {
        enum doc_field field;
        const struct doc_text *text;
    } texts[] = {{DOC_FIELD_ID, &request->id},           {DOC_FIELD_TITLE, &request->title},
                 {DOC_FIELD_SUMMARY, &request->summary}, {DOC_FIELD_OUTCOME, &request->outcome},
                 {DOC_FIELD_OFFSET, &request->offset},   {DOC_FIELD_CIO_COORDINATION, &request->cio_coordination},
                 {DOC_FIELD_OFFICE, &request->office},   {DOC_FIELD_NOTE, &request->note}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i].field == field) return texts[i].text;
    return NULL;
}

static const struct doc_amount *request_amount(const struct doc_request *request, enum doc_field field)
{
    const struct {
        enum doc_field field;
        const struct doc_amount *amount;
    } amounts[] = {{DOC_FIELD_AMOUNT, &request->amount},
                   {DOC_FIELD_PREVIOUS, &request->previous},
                   {DOC_FIELD_SUPPLEMENTARY, &request->supplementary},
                   {DOC_FIELD_SPECIAL, &request->special}};
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++)
        if (amounts[i].field == field) return amounts[i].amount;
    return NULL;
}

static struct eval_value request_value(const struct doc_request *request, enum doc_field field)
{
    const struct doc_text *text = request_text(request, field);
    const struct doc_amount *amount = request_amount(request, field);
    if (text) return text_value(text);
    if (amount) return amount_value(amount);
    if (field == DOC_FIELD_CATEGORY)
        return number_value(request->category != DOC_CATEGORY_NONE, request->category, request->category_text.span);
    if (field == DOC_FIELD_IT_INVESTMENT)
        return number_value(request->it_investment != DOC_UNSTATED, request->it_investment == DOC_YES,
                            request->it_investment_span);
    if (field == DOC_FIELD_BREAKDOWN) return list_value(request->row_count, request->breakdown_span);
    return list_value(request->claim_count, request->claim_count ? request->claims[0].span : request->span);
}

static struct eval_value claim_value(const struct doc_claim *claim, enum doc_field field)
{
    if (field == DOC_FIELD_AREA) return text_value(&claim->area);
    return field == DOC_FIELD_AMOUNT ? amount_value(&claim->amount) : text_value(&claim->justification);
}

static struct eval_value row_value(const struct doc_row *row, enum doc_field field)
{
    if (field == DOC_FIELD_ITEM) return text_value(&row->item);
    if (field == DOC_FIELD_AMOUNT) return amount_value(&row->amount);
    return number_value(true, field == DOC_FIELD_RELISTED ? row->relisted : row->partial, row->span);
}

/* Fields that only a submission has are reached from anywhere below it. */
static bool is_submission_field(enum doc_field field)
{
    return field == DOC_FIELD_MINISTRY || field == DOC_FIELD_FISCAL_YEAR || field == DOC_FIELD_UNIT ||
           field == DOC_FIELD_TOTAL || field == DOC_FIELD_REQUESTS;
}

static bool is_claim_field(enum doc_field field)
{
    return field == DOC_FIELD_AREA || field == DOC_FIELD_JUSTIFICATION || field == DOC_FIELD_AMOUNT;
}

static bool is_row_field(enum doc_field field)
{
    return field == DOC_FIELD_ITEM || field == DOC_FIELD_AMOUNT || field == DOC_FIELD_RELISTED ||
           field == DOC_FIELD_PARTIAL;
}

static struct eval_value single_value(const struct eval_context *context, const struct eval_subject *subject,
                                      const struct rule_address *address)
{
    if (is_submission_field(address->field) || !subject->request)
        return submission_value(context->submission, address->field);
    if (subject->claim && !address->parent && is_claim_field(address->field))
        return claim_value(subject->claim, address->field);
    if (subject->row && !address->parent && is_row_field(address->field))
        return row_value(subject->row, address->field);
    return request_value(subject->request, address->field);
}

size_t eval_value_count(const struct eval_context *context, const struct eval_subject *subject,
                        const struct rule_address *address)
{
    if (address->list == DOC_FIELD_REQUESTS) return doc_submission_whole(context->submission)->request_count;
    if (address->list == DOC_FIELD_BREAKDOWN) return subject->request ? subject->request->row_count : 0;
    if (address->list == DOC_FIELD_PRIORITIES) return subject->request ? subject->request->claim_count : 0;
    return 1;
}

struct eval_value eval_value_at(const struct eval_context *context, const struct eval_subject *subject,
                                const struct rule_address *address, size_t index)
{
    if (address->list == DOC_FIELD_REQUESTS)
        return request_value(&doc_submission_whole(context->submission)->requests[index], address->field);
    if (address->list == DOC_FIELD_BREAKDOWN) return row_value(&subject->request->rows[index], address->field);
    if (address->list == DOC_FIELD_PRIORITIES) return claim_value(&subject->request->claims[index], address->field);
    return single_value(context, subject, address);
}

const struct doc_row *eval_row_at(const struct eval_subject *subject, const struct rule_address *address, size_t index)
{
    return address->list == DOC_FIELD_BREAKDOWN ? &subject->request->rows[index] : NULL;
}
