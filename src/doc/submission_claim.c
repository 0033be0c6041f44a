/* The claims of a request: which clause, and why. */
#include "doc/submission_reader.h"

#define JOIN "\xE3\x80\x81" /* U+3001, the comma of Japanese lists */

static void add_clause(struct buf *out, const struct doc_clause_name *clause)
{
    buf_add(out, clause->label.at, clause->label.len);
    buf_add_char(out, ' ');
    buf_add(out, clause->headings[0].at, clause->headings[0].len);
}

/* The buffer's text in the arena; the buffer is freed. */
static struct text_view keep(struct doc_reading *reading, struct buf *text)
{
    struct text_view kept = {NULL, text->len};
    bool whole = buf_status(text) == STATUS_OK;
    if (whole) kept.at = arena_copy(reading->arena, text->len > 0 ? text->bytes : "", text->len);
    buf_clear(text);
    if (kept.at) return kept;
    reading->status = STATUS_NO_MEMORY;
    return (struct text_view){0};
}

static struct text_view clause_text(struct doc_reading *reading, size_t clause)
{
    struct buf text;
    buf_init(&text);
    add_clause(&text, doc_label_clause(reading->labels, clause));
    return keep(reading, &text);
}

static struct text_view nearest_clauses(struct doc_reading *reading, const struct doc_label *label)
{
    struct buf text;
    buf_init(&text);
    for (size_t i = 0; i < label->nearest_count; i++) {
        if (i > 0) buf_add_string(&text, JOIN);
        add_clause(&text, doc_label_clause(reading->labels, label->nearest[i]));
    }
    return keep(reading, &text);
}

/* All items of the clause, each with the clause's label before it. */
static struct text_view items_of(struct doc_reading *reading, size_t index)
{
    const struct doc_clause_name *clause = doc_label_clause(reading->labels, index);
    struct buf text;
    buf_init(&text);
    for (size_t i = 0; i < clause->item_count; i++) {
        if (i > 0) buf_add_string(&text, JOIN);
        buf_add(&text, clause->label.at, clause->label.len);
        buf_add_char(&text, ' ');
        buf_add(&text, clause->items[i].at, clause->items[i].len);
    }
    return clause->item_count > 0 ? keep(reading, &text) : clause_text(reading, index);
}

static void see_label(struct doc_reading *reading, const struct doc_text *area, const struct doc_label *label)
{
    static const enum doc_observation_code codes[] = {
        [DOC_LABEL_MALFORMED] = DOC_SAW_CLAUSE_MALFORMED,
        [DOC_LABEL_UNKNOWN] = DOC_SAW_CLAUSE_UNKNOWN,
        [DOC_LABEL_HEADING] = DOC_SAW_CLAUSE_HEADING_MISMATCH,
        [DOC_LABEL_ITEM] = DOC_SAW_CLAUSE_ITEM_UNKNOWN,
    };
    struct text_view arguments[DOC_OBSERVATION_ARGUMENTS] = {area->value};
    bool several = false;
    enum status status = label->result == DOC_LABEL_OK
                             ? STATUS_OK
                             : doc_label_lists(reading->labels, reading->arena, area->value, &several);
    if (status != STATUS_OK) reading->status = status;
    if (several) {
        doc_reading_see(reading, DOC_SAW_CLAUSE_SEVERAL, DOC_FIELD_AREA, area->span, arguments);
        return;
    }
    switch (label->result) {
    case DOC_LABEL_OK:
        return;
    case DOC_LABEL_MALFORMED:
    case DOC_LABEL_UNKNOWN:
        arguments[1] = nearest_clauses(reading, label);
        break;
    case DOC_LABEL_HEADING:
        arguments[1] = clause_text(reading, label->clause);
        arguments[2] = clause_text(reading, label->other);
        break;
    case DOC_LABEL_ITEM:
        arguments[1] = items_of(reading, label->clause);
        break;
    }
    doc_reading_see(reading, codes[label->result], DOC_FIELD_AREA, area->span, arguments);
}

static struct doc_label read_label(struct doc_reading *reading, const struct doc_text *area)
{
    struct doc_label label = {.result = DOC_LABEL_MALFORMED};
    if (area->value.len == 0 || !reading->labels || reading->status != STATUS_OK) return label;
    enum status status = doc_label_parse(reading->labels, reading->arena, area->value, &label);
    if (status == STATUS_OK) see_label(reading, area, &label);
    else reading->status = status;
    return label;
}

static void read_claim(struct doc_reading *reading, const struct doc_node *node, struct doc_claim *out_claim)
{
    struct doc_slots slots;
    doc_slots_fill(reading, node, DOC_IN_CLAIM, &slots);
    doc_slots_require(reading, &slots, DOC_IN_CLAIM);
    struct doc_claim claim = {.span = node->span};
    claim.area = doc_slot_text(reading, &slots, DOC_FIELD_AREA);
    claim.label = read_label(reading, &claim.area);
    claim.justification = doc_slot_text(reading, &slots, DOC_FIELD_JUSTIFICATION);
    claim.amount = doc_slot_amount(reading, &slots, DOC_FIELD_AMOUNT);
    *out_claim = claim;
}

void doc_claims_read(struct doc_reading *reading, const struct doc_slots *slots, struct doc_request *request)
{
    const struct doc_node *list = slots->of[DOC_FIELD_PRIORITIES].value;
    struct text_view none = {0};
    if (list->count == 0) {
        doc_slot_see(reading, slots, DOC_FIELD_PRIORITIES, DOC_SAW_LIST_EMPTY, list->span, none, none);
        return;
    }
    struct doc_claim *claims = arena_alloc(reading->arena, list->count * sizeof *claims);
    if (!claims) {
        reading->status = STATUS_NO_MEMORY;
        return;
    }
    request->claims = claims;
    for (size_t i = 0; i < list->count && reading->status == STATUS_OK; i++) {
        const struct doc_node *node = list->members[i].value;
        if (!doc_reading_wants_mapping(reading, node, DOC_FIELD_PRIORITIES)) continue;
        reading->item = (uint32_t)request->claim_count++;
        read_claim(reading, node, &claims[reading->item]);
        reading->item = DOC_NO_INDEX;
    }
}
