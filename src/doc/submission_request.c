/* One request: its own fields and its breakdown. */
#include "doc/submission_reader.h"
#include "doc/sum_name.h"

#include "text/character.h"
#include "text/utf8.h"

/* Half of each displayed unit; a figure in yen is exact. */
static uint64_t tolerance(struct doc_money money)
{
    return money.step > 1 ? (uint64_t)money.step / 2 : 0;
}

/* Like kinds that differ by no more than their display allows; an approximate figure is not compared. */
static bool agree(const struct doc_amount *amount, const struct doc_amount *previous)
{
    if (previous->kind != amount->earlier) return false;
    if (previous->kind != DOC_AMOUNT_FIGURE && previous->kind != DOC_AMOUNT_PART_OF) return true;
    if (previous->bound != DOC_EXACT || amount->earlier_bound != DOC_EXACT) return true;
    int64_t a = amount->earlier_money.yen, b = previous->money.yen;
    uint64_t difference = a > b ? (uint64_t)a - (uint64_t)b : (uint64_t)b - (uint64_t)a;
    return difference <= tolerance(amount->earlier_money) + tolerance(previous->money);
}

/* As written, with the unit that a figure without one is counted in. */
static struct text_view shown(struct doc_reading *reading, const struct doc_amount *amount)
{
    struct buf words;
    buf_init(&words);
    buf_add(&words, amount->written.at, amount->written.len);
    doc_amount_add_unit(&words, amount);
    const char *kept = arena_copy(reading->arena, words.bytes ? words.bytes : "", words.len);
    struct text_view view = {kept ? kept : "", kept ? words.len : 0};
    if (!kept || buf_status(&words) != STATUS_OK) reading->status = STATUS_NO_MEMORY;
    buf_clear(&words);
    return view;
}

/* The figure in （ ） after an amount is the previous year's: it supplies `previous`, or must agree with it. */
static void settle_previous(struct doc_reading *reading, const struct doc_slots *slots, struct doc_request *request)
{
    const struct doc_amount *amount = &request->amount;
    struct doc_amount *previous = &request->previous;
    if (amount->earlier == DOC_AMOUNT_ABSENT || previous->kind == DOC_AMOUNT_WRONG) return;
    if (previous->kind == DOC_AMOUNT_ABSENT) {
        *previous = (struct doc_amount){.kind = amount->earlier,
                                        .bound = amount->earlier_bound,
                                        .money = amount->earlier_money,
                                        .written = amount->earlier_written,
                                        .bare_unit = amount->earlier_unit,
                                        .span = amount->span};
        return;
    }
    if (agree(amount, previous)) return;
    const struct doc_node *key = slots->of[DOC_FIELD_AMOUNT].key;
    const struct doc_amount earlier = {.written = amount->earlier_written, .bare_unit = amount->earlier_unit};
    struct text_view arguments[DOC_OBSERVATION_ARGUMENTS] = {key->value, amount->written, shown(reading, &earlier),
                                                             shown(reading, previous)};
    doc_reading_see(reading, DOC_SAW_AMOUNT_PARENTHESIS, DOC_FIELD_AMOUNT, amount->span, arguments);
}

static bool ends_word(struct text_view text, size_t at)
{
    uint32_t point;
    if (text_utf8_decode(text_view_part(text, at, text.len), &point) == 0) return true;
    return !text_is_japanese(point) && !text_is_ascii_word(point);
}

static bool ends_some_word(struct text_view name, struct text_view word)
{
    for (size_t at = 0; (at = text_view_find(name, word, at)) != (size_t)-1; at += word.len)
        if (ends_word(name, at + word.len)) return true;
    return false;
}

/* Which markers of rows end a word in the item's folded name, a bit each: "機器（再掲）", "運営費の内数", but not
 * "再掲載". */
static unsigned markers_in(struct text_view name, const struct doc_words *markers)
{
    const unsigned of_rows = 1u << DOC_MARKER_RELISTED | 1u << DOC_MARKER_PART_OF;
    unsigned found = 0;
    for (size_t i = 0; i < markers->count; i++) {
        const struct doc_word *marker = &markers->items[i];
        const unsigned bit = 1u << marker->meaning;
        if ((bit & of_rows) && marker->folded.len > 0 && ends_some_word(name, marker->folded)) found |= bit;
    }
    return found;
}

/* What the item's name says about the row. Folding fails only when memory is out. */
static void read_item_markers(struct doc_reading *reading, struct doc_row *row)
{
    const struct doc_vocabulary *words = reading->words;
    struct text_folded name;
    enum doc_sum sum = DOC_SUM_NONE;
    if (row->item.value.len == 0) return;
    enum status status = text_fold(words->folder, reading->arena, row->item.value, &name);
    if (status == STATUS_OK) status = doc_sum_named_folded(reading->arena, words, name.text, &sum);
    if (status != STATUS_OK) {
        reading->status = STATUS_NO_MEMORY;
        return;
    }
    const unsigned markers = markers_in(name.text, &words->markers);
    row->relisted = row->relisted || (markers & 1u << DOC_MARKER_RELISTED);
    row->partial = row->partial || (markers & 1u << DOC_MARKER_PART_OF) || sum != DOC_SUM_NONE;
}

static void read_row(struct doc_reading *reading, const struct doc_node *node, struct doc_row *out_row)
{
    struct doc_slots slots;
    doc_slots_fill(reading, node, DOC_IN_ROW, &slots);
    doc_slots_require(reading, &slots, DOC_IN_ROW);
    struct doc_row row = {.span = node->span};
    row.item = doc_slot_text(reading, &slots, DOC_FIELD_ITEM);
    row.amount = doc_slot_amount(reading, &slots, DOC_FIELD_AMOUNT);
    row.relisted = doc_slot_truth(reading, &slots, DOC_FIELD_RELISTED) == DOC_YES || row.amount.relisted;
    row.partial =
        doc_slot_truth(reading, &slots, DOC_FIELD_PARTIAL) == DOC_YES || row.amount.kind == DOC_AMOUNT_PART_OF;
    read_item_markers(reading, &row);
    *out_row = row;
}

static void read_rows(struct doc_reading *reading, const struct doc_node *list, struct doc_request *request)
{
    request->breakdown_span = list->span;
    if (list->kind != DOC_SEQUENCE || list->count == 0) return;
    struct doc_row *rows = arena_alloc(reading->arena, list->count * sizeof *rows);
    if (!rows) {
        reading->status = STATUS_NO_MEMORY;
        return;
    }
    request->rows = rows;
    for (size_t i = 0; i < list->count && reading->status == STATUS_OK; i++) {
        const struct doc_node *node = list->members[i].value;
        if (!doc_reading_wants_mapping(reading, node, DOC_FIELD_BREAKDOWN)) continue;
        reading->in_breakdown = true;
        reading->item = (uint32_t)request->row_count++;
        read_row(reading, node, &rows[reading->item]);
        reading->in_breakdown = false;
        reading->item = DOC_NO_INDEX;
    }
}

static void read_texts(struct doc_reading *reading, const struct doc_slots *slots, struct doc_request *request)
{
    request->id = doc_slot_text(reading, slots, DOC_FIELD_ID);
    request->title = doc_slot_text(reading, slots, DOC_FIELD_TITLE);
    request->category_text = doc_slot_text(reading, slots, DOC_FIELD_CATEGORY);
    request->summary = doc_slot_text(reading, slots, DOC_FIELD_SUMMARY);
    request->outcome = doc_slot_text(reading, slots, DOC_FIELD_OUTCOME);
    request->offset = doc_slot_text(reading, slots, DOC_FIELD_OFFSET);
    request->cio_coordination = doc_slot_text(reading, slots, DOC_FIELD_CIO_COORDINATION);
    request->office = doc_slot_text(reading, slots, DOC_FIELD_OFFICE);
    request->note = doc_slot_text(reading, slots, DOC_FIELD_NOTE);
}

static void read_amounts(struct doc_reading *reading, const struct doc_slots *slots, struct doc_request *request)
{
    request->amount = doc_slot_amount(reading, slots, DOC_FIELD_AMOUNT);
    request->previous = doc_slot_amount(reading, slots, DOC_FIELD_PREVIOUS);
    request->supplementary = doc_slot_amount(reading, slots, DOC_FIELD_SUPPLEMENTARY);
    request->special = doc_slot_amount(reading, slots, DOC_FIELD_SPECIAL);
    settle_previous(reading, slots, request);
}

static bool is_marker(const struct doc_vocabulary *words, struct text_view text)
{
    return doc_words_find(&words->markers, text_view_trim(text)) == (int)DOC_MARKER_RELISTED;
}

/* What stands in the bracket that ends a folded text; empty when none does. */
static struct text_view last_bracket(struct text_view text)
{
    size_t end = text.len, open = end;
    if (end == 0 || text.at[end - 1] != ')') return (struct text_view){"", 0};
    while (open > 0 && text.at[open - 1] != '(')
        open--;
    return open > 0 ? text_view_part(text, open, end - 1) : (struct text_view){"", 0};
}

/* "実務者研修（再掲）", or a note 再掲: what is asked for stands in another request. */
static void read_request_markers(struct doc_reading *reading, struct doc_request *request)
{
    const struct doc_vocabulary *words = reading->words;
    struct text_folded title, note;
    if (reading->status != STATUS_OK) return;
    if (text_fold(words->folder, reading->arena, request->title.value, &title) != STATUS_OK ||
        text_fold(words->folder, reading->arena, request->note.value, &note) != STATUS_OK) {
        reading->status = STATUS_NO_MEMORY;
        return;
    }
    /* in a longer note it may speak of something else, in a title without brackets of what is done */
    const struct text_view noted = text_view_trim(note.text), within = last_bracket(noted);
    bool alone = is_marker(words, noted) || (within.len + 2 == noted.len && is_marker(words, within));
    if (!alone && !is_marker(words, last_bracket(text_view_trim(title.text)))) return;
    request->amount.relisted = request->supplementary.relisted = request->special.relisted = true;
}

void doc_request_read(struct doc_reading *reading, const struct doc_node *node, struct doc_request *out_request)
{
    struct doc_slots slots;
    doc_slots_fill(reading, node, DOC_IN_REQUEST, &slots);
    doc_slots_require(reading, &slots, DOC_IN_REQUEST);
    struct doc_request request = {.span = node->span};
    read_texts(reading, &slots, &request);
    request.category = doc_slot_category(reading, &slots);
    read_amounts(reading, &slots, &request);
    read_request_markers(reading, &request);
    request.it_investment = doc_slot_truth(reading, &slots, DOC_FIELD_IT_INVESTMENT);
    const struct doc_node *stated = slots.of[DOC_FIELD_IT_INVESTMENT].value;
    if (stated) request.it_investment_span = stated->span;
    const struct doc_node *breakdown = slots.of[DOC_FIELD_BREAKDOWN].value;
    if (breakdown) read_rows(reading, breakdown, &request);
    if (!doc_slot_is_empty(&slots.of[DOC_FIELD_PRIORITIES])) doc_claims_read(reading, &slots, &request);
    *out_request = request;
}
