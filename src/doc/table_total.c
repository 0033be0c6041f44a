#include "doc/table_total.h"

#include "doc/sum_name.h"
#include "text/character.h"
#include "text/utf8.h"

#include <string.h>

static enum doc_sum named(struct doc_table_building *it, struct text_view name)
{
    enum doc_sum sum;
    enum status status = doc_sum_named_loosely(it->arena, it->words, name, &sum);
    if (status != STATUS_OK) it->status = status;
    return sum;
}

/* Cells that may say whose row it is: besides id and title the ministry's, and those under no field's name. */
static bool is_name(const struct doc_column *column)
{
    bool ministry = column->owner == DOC_OF_SUBMISSION && column->field == DOC_FIELD_MINISTRY;
    return doc_table_is_label(column) || ministry || column->owner == DOC_OF_NOBODY;
}

static bool is_figure(const struct doc_column *column)
{
    return column->owner == DOC_OF_REQUEST && doc_field_type(column->field) == DOC_TYPE_AMOUNT;
}

/* Whether the cell is a word for a sum to the letter: in a row without a label it may stand under any heading. */
static bool is_sum_word(struct doc_table_building *it, const struct doc_cell *cell)
{
    enum doc_sum sum;
    enum status status = doc_sum_named(it->arena, it->words, text_view_trim(cell->text), &sum);
    if (status != STATUS_OK) it->status = status;
    return sum != DOC_SUM_NONE;
}

/* Whether there are figures, and nothing else of a request; `labelled`: the row names one. */
static bool holds_figures_alone(struct doc_table_building *it, const struct doc_record *record, bool labelled)
{
    size_t figures = 0;
    for (size_t i = 0; i < doc_table_cells(it, record); i++) {
        const struct doc_column *column = &it->columns.items[i];
        const struct doc_cell *cell = doc_table_cell_at(it, record, i);
        if (!cell || doc_table_is_continued(cell)) continue;
        figures += is_figure(column);
        if (is_figure(column) || is_name(column) || column->owner == DOC_OF_SUBMISSION) continue;
        if (labelled || !is_sum_word(it, cell)) return false;
    }
    return figures > 0;
}

/* Whether there is what only a request has: a category, a claim, a row of a breakdown. */
static bool asks(const struct doc_table_building *it, const struct doc_record *record)
{
    for (size_t i = 0; i < doc_table_cells(it, record); i++) {
        const struct doc_column *column = &it->columns.items[i];
        const struct doc_cell *cell = doc_table_cell_at(it, record, i);
        bool of_list = column->owner == DOC_OF_ROW || column->owner == DOC_OF_CLAIM;
        bool category = column->owner == DOC_OF_REQUEST && column->field == DOC_FIELD_CATEGORY;
        if (cell && !doc_table_is_continued(cell) && (of_list || category)) return true;
    }
    return false;
}

/* What cells say that name no request, of a row that holds figures and names alone. A word for a total first. */
static enum doc_sum named_beside(struct doc_table_building *it, const struct doc_record *record)
{
    enum doc_sum best = DOC_SUM_NONE;
    for (size_t i = 0; i < doc_table_cells(it, record) && best != DOC_SUM_TOTAL; i++) {
        const struct doc_column *column = &it->columns.items[i];
        const struct doc_cell *cell = doc_table_cell_at(it, record, i);
        if (!cell || doc_table_is_continued(cell) || doc_table_is_label(column) || is_figure(column)) continue;
        enum doc_sum sum = named(it, text_view_trim(cell->text));
        if (sum != DOC_SUM_NONE) best = sum;
    }
    return best;
}

/* "－" in the place of an id. */
static bool is_dash(struct text_view text)
{
    uint32_t point;
    return text.len > 0 && text_utf8_decode(text, &point) == text.len && text_is_dash(point);
}

enum doc_sum doc_table_sum(struct doc_table_building *it, const struct doc_record *record)
{
    enum doc_sum sum;
    struct text_view id = doc_table_text_of(it, record, DOC_OF_REQUEST, DOC_FIELD_ID);
    struct text_view title = doc_table_text_of(it, record, DOC_OF_REQUEST, DOC_FIELD_TITLE);
    if (is_dash(id)) id.len = 0;
    bool figures = holds_figures_alone(it, record, id.len + title.len > 0);
    enum status status = doc_sum_of_row(it->arena, it->words, id, title, &sum);
    if (status != STATUS_OK) it->status = status;
    if (sum != DOC_SUM_NONE) return id.len == 0 && asks(it, record) ? DOC_SUM_NONE : sum;
    if (id.len > 0 || !figures) return DOC_SUM_NONE;
    sum = title.len > 0 ? named(it, title) : named_beside(it, record);
    return sum == DOC_SUM_SUBTOTAL && it->request_count == 0 ? DOC_SUM_NONE : sum; /* of which? */
}

struct text_view doc_table_ministry_of_sum(struct doc_table_building *it, const struct doc_record *record)
{
    struct text_view ministry = doc_table_text_of(it, record, DOC_OF_SUBMISSION, DOC_FIELD_MINISTRY);
    return named(it, ministry) == DOC_SUM_NONE ? ministry : (struct text_view){"", 0};
}

bool doc_table_goes_on_with_sum(const struct doc_table_building *it, const struct doc_record *record)
{
    size_t figures = 0;
    for (size_t i = 0; i < doc_table_cells(it, record); i++) {
        const struct doc_cell *cell = doc_table_cell_at(it, record, i);
        bool bracketed = false;
        if (!cell || doc_table_is_continued(cell)) continue;
        (void)doc_column_unbracketed(cell->text, &bracketed);
        if (!is_figure(&it->columns.items[i]) || !bracketed) return false;
        figures++;
    }
    return figures > 0;
}

void doc_table_leave_subtotal(struct doc_table_building *it, const struct doc_record *record)
{
    const struct text_view none = {0};
    bool told = false; /* once for the row, at its first figure */
    for (size_t i = 0; i < doc_table_cells(it, record) && it->status == STATUS_OK; i++) {
        const struct doc_column *column = &it->columns.items[i];
        const struct doc_cell *cell = doc_table_cell_at(it, record, i);
        if (!cell || doc_table_is_label(column)) continue;
        doc_table_leave(it, DOC_LEFT_TOTAL, cell, cell->text);
        if (told || !is_figure(column)) continue;
        told = true;
        enum status status =
            doc_cell_remark(&it->cells, DOC_SAW_TABLE_SUBTOTAL, cell->span, text_view_trim(cell->text), none, none);
        if (status != STATUS_OK) it->status = status;
    }
}

/* What stands in the row of the total and is not read. What says whose row it is is no loss. */
static void leave_of_total(struct doc_table_building *it, const struct doc_column *column, const struct doc_cell *cell,
                           const struct doc_node *total)
{
    const struct text_view none = {0};
    bool amount = column->owner == DOC_OF_REQUEST && column->field == DOC_FIELD_AMOUNT;
    bool same = amount && total && text_view_equal(text_view_trim(total->value), text_view_trim(cell->text));
    enum doc_observation_code code = amount ? DOC_SAW_TABLE_TOTAL_AGAIN : DOC_SAW_TABLE_TOTAL_ROW;
    doc_table_leave(it, DOC_LEFT_TOTAL, cell, cell->text);
    if (same || column->owner == DOC_OF_SUBMISSION || column->owner == DOC_OF_NOBODY || doc_table_is_continued(cell))
        return;
    struct text_view about = amount && total ? total->value : column->key.value;
    enum status status = doc_cell_remark(&it->cells, code, cell->span, about, text_view_trim(cell->text), none);
    if (status != STATUS_OK) it->status = status;
}

static void take_total(struct doc_table_building *it, const struct doc_record *record, struct doc_table_asked *asked)
{
    for (size_t i = 0; i < doc_table_cells(it, record) && it->status == STATUS_OK; i++) {
        struct doc_column *column = &it->columns.items[i];
        const struct doc_cell *cell = doc_table_cell_at(it, record, i);
        bool amount = column->owner == DOC_OF_REQUEST && column->field == DOC_FIELD_AMOUNT;
        if (!cell || doc_table_is_label(column)) continue;
        if (!amount || asked->member_count == DOC_FIELD_COUNT || doc_table_taken(asked, DOC_FIELD_TOTAL)) {
            leave_of_total(it, column, cell, doc_table_taken(asked, DOC_FIELD_TOTAL));
            continue;
        }
        asked->members[asked->member_count++] =
            (struct doc_member){doc_table_key(it, DOC_FIELD_TOTAL, column->key.span),
                                doc_table_value(it, cell, column)};
    }
}

void doc_table_add_total(struct doc_table_building *it, const struct doc_record *record, size_t submission)
{
    struct doc_table_total *totals =
        doc_table_grow(it, it->totals, it->total_count, &it->total_capacity, sizeof *totals);
    if (!totals) return;
    it->totals = totals;
    totals[it->total_count++] = (struct doc_table_total){record, submission, it->request_count};
}

static void remark_common_total(struct doc_table_building *it, struct text_span span, struct text_view text)
{
    const struct text_view none = {0};
    enum status status =
        doc_cell_remark(&it->cells, DOC_SAW_TABLE_TOTAL_COMMON, span, text_view_trim(text), none, none);
    if (status != STATUS_OK) it->status = status;
}

/* A total of several submissions together is nobody's own: it is compared with none of their sums. */
static void leave_common_total(struct doc_table_building *it, const struct doc_record *record)
{
    for (size_t i = 0; i < doc_table_cells(it, record) && it->status == STATUS_OK; i++) {
        const struct doc_column *column = &it->columns.items[i];
        const struct doc_cell *cell = doc_table_cell_at(it, record, i);
        if (!cell || doc_table_is_label(column)) continue;
        if (column->owner != DOC_OF_REQUEST || column->field != DOC_FIELD_AMOUNT) {
            leave_of_total(it, column, cell, NULL);
            continue;
        }
        doc_table_leave(it, DOC_LEFT_TOTAL, cell, cell->text);
        remark_common_total(it, cell->span, cell->text);
    }
}

/* Takes away the total that stands above the header, and says so. */
static void leave_total_above(struct doc_table_building *it)
{
    const struct doc_node *total = NULL;
    for (size_t i = 0; i < it->submission_count; i++) {
        struct doc_table_asked *asked = &it->submissions[i];
        for (size_t m = 0; m < it->above_count; m++) { /* each begins with what stands there */
            if (!text_view_equal(asked->members[m].key->value, text_view_of(doc_field_name(DOC_FIELD_TOTAL)))) continue;
            total = asked->members[m].value;
            memmove(&asked->members[m], &asked->members[m + 1], (asked->member_count - m - 1) * sizeof *asked->members);
            asked->member_count--;
            break;
        }
    }
    if (!total) return;
    doc_table_leave(it, DOC_LEFT_TOTAL, &(struct doc_cell){.span = total->span}, total->value);
    remark_common_total(it, total->span, total->value);
}

/* The only submission of the ministry and year that a row names, if it names any; else NOWHERE. */
static size_t only_one(struct doc_table_building *it, const struct doc_record *record)
{
    const struct text_view ministry = doc_table_ministry_of_sum(it, record);
    const struct text_view year = doc_table_text_of(it, record, DOC_OF_SUBMISSION, DOC_FIELD_FISCAL_YEAR);
    size_t only = DOC_TABLE_NOWHERE;
    for (size_t i = 0; i < it->submission_count; i++) {
        bool fits = (ministry.len == 0 || text_view_equal(it->submissions[i].ministry, ministry)) &&
                    (year.len == 0 || text_view_equal(it->submissions[i].year, year));
        if (fits && only != DOC_TABLE_NOWHERE) return DOC_TABLE_NOWHERE;
        if (fits) only = i;
    }
    return only;
}

/* Where totals stand between the requests of the only submission, they are of its parts, and the last is of all: its
 * index; else NOWHERE. */
static size_t total_of_all(struct doc_table_building *it)
{
    size_t last = DOC_TABLE_NOWHERE;
    bool parts = false;
    for (size_t i = 0; it->submission_count == 1 && i < it->total_count; i++) {
        if (only_one(it, it->totals[i].record) == DOC_TABLE_NOWHERE) continue;
        parts = parts || (it->totals[i].requests_above > 0 && it->totals[i].requests_above < it->request_count);
        last = i;
    }
    return parts ? last : DOC_TABLE_NOWHERE;
}

void doc_table_settle_totals(struct doc_table_building *it)
{
    bool *has = arena_alloc(it->arena, it->submission_count + 1), each = true;
    if (!has) {
        it->status = STATUS_NO_MEMORY;
        return;
    }
    for (size_t i = 0; i < it->total_count; i++) {
        const size_t named = only_one(it, it->totals[i].record), of = it->totals[i].submission;
        if (named != DOC_TABLE_NOWHERE || of != DOC_TABLE_NOWHERE) has[named != DOC_TABLE_NOWHERE ? named : of] = true;
    }
    for (size_t i = 0; i < it->submission_count; i++)
        each = each && has[i];
    if (it->submission_count > 1) leave_total_above(it);
    const size_t last = total_of_all(it);
    if (last != DOC_TABLE_NOWHERE) take_total(it, it->totals[last].record, &it->submissions[0]);
    for (size_t i = 0; i < it->total_count && it->status == STATUS_OK; i++) {
        const struct doc_table_total *total = &it->totals[i];
        if (i == last) continue;
        size_t submission = only_one(it, total->record);
        bool above = each && submission == DOC_TABLE_NOWHERE && total->submission != DOC_TABLE_NOWHERE;
        if (above && !doc_table_taken(&it->submissions[total->submission], DOC_FIELD_TOTAL))
            submission = total->submission; /* a further one is that of all */
        if (submission != DOC_TABLE_NOWHERE) take_total(it, total->record, &it->submissions[submission]);
        else leave_common_total(it, total->record);
    }
}
