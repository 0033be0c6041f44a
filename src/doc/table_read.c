#include "doc/table_read.h"

#include "base/limits.h"
#include "doc/amount.h"
#include "doc/table_above.h"
#include "doc/table_beside.h"
#include "doc/table_ditto.h"
#include "doc/table_request.h"
#include "doc/table_total.h"
#include "doc/table_unread.h"
#include "doc/year.h"

#include <stdlib.h>

/* ---- rows */

/* Whether two texts say the same in a field of the file: a year and a unit in any notation. */
static bool same_meaning(enum doc_field field, struct text_view a, struct text_view b)
{
    int year = 0, other = 0;
    a = text_view_trim(a);
    b = text_view_trim(b);
    if (text_view_equal(a, b)) return true;
    if (doc_field_type(field) == DOC_TYPE_UNIT)
        return doc_amount_unit(a) > 0 && doc_amount_unit(a) == doc_amount_unit(b);
    if (doc_field_type(field) != DOC_TYPE_YEAR) return false;
    return doc_year_parse(a, &year) && doc_year_parse(b, &other) && year == other;
}

/* Whose rows: a ministry's of one year. */
struct whose {
    struct text_view ministry, year;
};

/* What the row says of that; what it leaves blank is as in the row above. */
static struct whose whose_row(const struct doc_table_building *it, const struct doc_record *record,
                              struct text_view ministry)
{
    struct whose whose = {ministry, doc_table_text_of(it, record, DOC_OF_SUBMISSION, DOC_FIELD_FISCAL_YEAR)};
    if (it->current == DOC_TABLE_NOWHERE) return whose;
    const struct doc_table_asked *above = &it->submissions[it->current];
    if (whose.ministry.len == 0) whose.ministry = above->ministry;
    if (whose.year.len == 0) whose.year = above->year;
    return whose;
}

/* Its submission, or NOWHERE. */
static size_t known_submission(const struct doc_table_building *it, struct whose whose)
{
    for (size_t i = it->submission_count; i-- > 0;)
        if (text_view_equal(it->submissions[i].ministry, whose.ministry) &&
            same_meaning(DOC_FIELD_FISCAL_YEAR, it->submissions[i].year, whose.year))
            return i;
    return DOC_TABLE_NOWHERE;
}

static size_t new_submission(struct doc_table_building *it, const struct doc_record *record, struct whose whose)
{
    if (it->submission_count == LIMIT_TABLE_SUBMISSIONS) {
        doc_table_refuse_limit(it, DIAGNOSTIC_TABLE_SUBMISSIONS, record->span, "1000");
        return 0;
    }
    struct doc_table_asked *submissions =
        doc_table_grow(it, it->submissions, it->submission_count, &it->submission_capacity, sizeof *submissions);
    if (!submissions) return 0;
    it->submissions = submissions;
    struct doc_table_asked *asked = &submissions[it->submission_count];
    *asked = (struct doc_table_asked){.ministry = whose.ministry, .year = whose.year};
    for (size_t i = 0; i < it->above_count; i++)
        asked->members[asked->member_count++] = it->above[i];
    return it->submission_count++;
}

/* The submission that a row belongs to, and the rows below it that say nothing else. */
static size_t submission_of(struct doc_table_building *it, const struct doc_record *record, struct text_view ministry)
{
    const struct whose whose = whose_row(it, record, ministry);
    size_t submission = known_submission(it, whose);
    if (submission == DOC_TABLE_NOWHERE) submission = new_submission(it, record, whose);
    if (it->status == STATUS_OK) it->current = submission;
    return submission;
}

/* A further row may repeat what the file's field is, but not say something else. */
static void compare_known(struct doc_table_building *it, const struct doc_cell *cell, struct doc_column *column,
                          struct text_view known)
{
    if (text_view_equal(cell->text, known)) return;
    const struct doc_node *value = doc_table_value(it, cell, column);
    if (value && !same_meaning(column->field, known, value->value))
        text_diagnostics_add(it->diagnostics, DIAGNOSTIC_TABLE_FILE_CONFLICT, NULL, cell->span, column->key.value,
                             value->value, known);
}

/* A field of the file is taken from the first row that has it; the others may not differ. */
static void take_field(struct doc_table_building *it, const struct doc_cell *cell, struct doc_column *column,
                       struct doc_table_asked *asked)
{
    const struct doc_node *known = doc_table_taken(asked, column->field);
    if (known) compare_known(it, cell, column, known->value);
    if (known || asked->member_count == DOC_FIELD_COUNT) return;
    asked->members[asked->member_count++] =
        (struct doc_member){doc_table_key(it, column->field, column->key.span), doc_table_value(it, cell, column)};
}

static void take_submission(struct doc_table_building *it, const struct doc_record *record,
                            struct doc_table_asked *asked)
{
    for (size_t i = 0; i < doc_table_cells(it, record) && it->status == STATUS_OK; i++) {
        const struct doc_cell *cell = doc_table_cell_at(it, record, i);
        if (cell && it->columns.items[i].owner == DOC_OF_SUBMISSION) take_field(it, cell, &it->columns.items[i], asked);
    }
    asked->span = doc_table_joined(asked->span, record->span);
}

/* Cells in columns that are no field: the first of each column is told of. */
static void look_beside(struct doc_table_building *it, const struct doc_record *record)
{
    for (size_t i = 0; i < record->count; i++) {
        const struct doc_cell *cell = doc_table_cell_at(it, record, i);
        bool known = i < it->columns.count, field = known && it->columns.items[i].owner != DOC_OF_NOBODY;
        if (!cell || field || it->columns_left[i] || doc_applied_map_knows(&it->map, i) ||
            text_view_trim(cell->text).len == 0)
            continue;
        it->columns_left[i] = true;
        bool named = known && it->columns.items[i].heading.len > 0;
        doc_table_leave(it, DOC_LEFT_COLUMN, cell, named ? it->columns.items[i].heading : cell->text);
    }
}

static void read_sum(struct doc_table_building *it, const struct doc_record *record, enum doc_sum sum)
{
    if (sum == DOC_SUM_SUBTOTAL) {
        doc_table_leave_subtotal(it, record);
        return;
    }
    const struct text_view ministry = doc_table_ministry_of_sum(it, record);
    doc_table_add_total(it, record, known_submission(it, whose_row(it, record, ministry)));
}

static void read_request(struct doc_table_building *it, const struct doc_record *record)
{
    size_t submission = submission_of(it, record, doc_table_text_of(it, record, DOC_OF_SUBMISSION, DOC_FIELD_MINISTRY));
    if (it->status != STATUS_OK) return;
    look_beside(it, record);
    if (!it->told_twice) it->told_twice = doc_columns_tell_twice(&it->columns, record, it->diagnostics);
    take_submission(it, record, &it->submissions[submission]);
    doc_table_take_request(it, record, submission);
    it->parted = false;
    doc_table_remember(it, record);
}

/* A ministry or a year alone in its row: the rows below are theirs. */
static bool heads_submission(const struct doc_table_building *it, const struct doc_record *record)
{
    bool any = false;
    for (size_t i = 0; i < doc_table_cells(it, record); i++) {
        if (!doc_table_cell_at(it, record, i)) continue;
        const struct doc_column *column = &it->columns.items[i];
        any = column->owner == DOC_OF_SUBMISSION &&
              (column->field == DOC_FIELD_MINISTRY || column->field == DOC_FIELD_FISCAL_YEAR);
        if (!any) return false;
    }
    return any;
}

/* "総務省", "【外務省】": a ministry's name that is all that a row says, in whatever column; none: not one. */
static struct text_view ministry_alone(struct doc_table_building *it, const struct doc_cell *cell)
{
    bool bracketed = false;
    int ministry = -1;
    const struct text_view name = doc_column_unbracketed(cell->text, &bracketed);
    enum status status = doc_find_word(&it->words->ministry_names, it->words->folder, it->arena, name, &ministry);
    if (status != STATUS_OK) it->status = status;
    return ministry >= 0 ? name : (struct text_view){"", 0};
}

/* Whether the row is the heading of a ministry's rows, though in no column of ministries. Under a heading that is no
 * field, further to the right, a ministry may be anything, such as one that takes part. */
static bool read_ministry_alone(struct doc_table_building *it, const struct doc_record *record)
{
    bool label = false;
    const struct doc_cell *cell = doc_table_cell_beside(it, record, &label);
    bool heads = cell && (label || cell == record->cells);
    const struct text_view name = heads ? ministry_alone(it, cell) : (struct text_view){"", 0};
    if (name.len == 0) return false;
    const size_t submission = submission_of(it, record, name);
    if (it->status != STATUS_OK) return true;
    const struct doc_cell_note whole = {.copied = true, .scale = 1}; /* brackets are no part of the name */
    const struct doc_cell named = {.text = name, .span = cell->span, .note = &whole};
    struct doc_column column = {.owner = DOC_OF_SUBMISSION, .field = DOC_FIELD_MINISTRY};
    column.key = (struct doc_node){.kind = DOC_SCALAR, .quoted = true, .span = cell->span};
    doc_column_relabel(it->words, &column);
    take_field(it, &named, &column, &it->submissions[submission]);
    it->submissions[submission].span = doc_table_joined(it->submissions[submission].span, record->span);
    return true;
}

static void read_heading(struct doc_table_building *it, const struct doc_record *record)
{
    const struct text_view ministry = doc_table_text_of(it, record, DOC_OF_SUBMISSION, DOC_FIELD_MINISTRY);
    const size_t submission = submission_of(it, record, ministry);
    if (it->status == STATUS_OK) take_submission(it, record, &it->submissions[submission]);
}

static void read_row(struct doc_table_building *it, const struct doc_record *raw)
{
    if (doc_applied_map_leaves_out(&it->map, raw)) return;
    if (read_ministry_alone(it, raw)) {
        it->parted = true;
        return;
    }
    if (doc_table_leave_beside(it, raw)) return;
    const struct doc_record *record = doc_table_undittoed(it, raw);
    enum doc_sum sum = it->status == STATUS_OK ? doc_table_sum(it, record) : DOC_SUM_NONE;
    if (it->status != STATUS_OK) return;
    bool heads = sum == DOC_SUM_NONE && heads_submission(it, record);
    if (sum != DOC_SUM_NONE) read_sum(it, record, sum);
    else if (heads) read_heading(it, record);
    else if (it->parted && doc_table_goes_on_with_sum(it, record)) doc_table_leave_subtotal(it, record);
    else read_request(it, record);
    it->parted = it->parted || heads || sum != DOC_SUM_NONE;
}

/* ---- trees */

static void add_file_constants(struct doc_table_building *it, struct doc_table_asked *asked)
{
    for (size_t i = 0; it->map.map && i < it->map.map->constant_count; i++) {
        const struct doc_constant *constant = &it->map.map->constants[i];
        if (constant->owner != DOC_OF_SUBMISSION || doc_table_taken(asked, constant->field) ||
            asked->member_count == DOC_FIELD_COUNT)
            continue;
        asked->members[asked->member_count++] = (struct doc_member){doc_table_key(it, constant->field, asked->span),
                                                                    doc_table_constant(it, constant, asked->span)};
    }
}

/* What is said of the table goes with its first submission. */
static const struct doc_remarks *remarks_of(struct doc_table_building *it)
{
    if (it->cells.remark_count == 0) return NULL;
    struct doc_remarks *remarks = arena_alloc(it->arena, sizeof *remarks);
    if (!remarks) it->status = STATUS_NO_MEMORY;
    else *remarks = (struct doc_remarks){it->cells.remarks, it->cells.remark_count};
    return remarks;
}

/* Hands every submission its requests. */
static void share_out_requests(struct doc_table_building *it)
{
    for (size_t i = 0; i < it->submission_count; i++) {
        struct doc_table_asked *asked = &it->submissions[i];
        asked->requests = arena_alloc(it->arena, (asked->request_count + 1) * sizeof *asked->requests);
        if (!asked->requests) it->status = STATUS_NO_MEMORY;
    }
    for (size_t i = 0; i < it->request_count && it->status == STATUS_OK; i++) {
        struct doc_table_asked *asked = &it->submissions[it->requests[i].submission];
        asked->requests[asked->requests_taken++] = (struct doc_member){NULL, doc_table_request(it, &it->requests[i])};
    }
}

static const struct doc_node *root_of(struct doc_table_building *it, size_t submission)
{
    struct doc_table_asked *asked = &it->submissions[submission];
    struct doc_member *members = arena_alloc(it->arena, (DOC_FIELD_COUNT + 1) * sizeof *members);
    add_file_constants(it, asked);
    if (!members) {
        it->status = STATUS_NO_MEMORY;
        return NULL;
    }
    const struct doc_node *list = doc_table_node(it, (struct doc_node){.kind = DOC_SEQUENCE,
                                                                       .span = asked->span,
                                                                       .members = asked->requests,
                                                                       .count = asked->requests_taken});
    memcpy(members, asked->members, asked->member_count * sizeof *members);
    members[asked->member_count] = (struct doc_member){doc_table_key(it, DOC_FIELD_REQUESTS, asked->span), list};
    return doc_table_node(it, (struct doc_node){.kind = DOC_MAPPING,
                                                .span = asked->span,
                                                .members = members,
                                                .count = asked->member_count + 1,
                                                .remarks = submission == 0 ? remarks_of(it) : NULL});
}

/* The fiscal year that a heading with a year should name; 0 when any will do. */
static int year_wanted(enum doc_field field, int year)
{
    if (field == DOC_FIELD_PREVIOUS) return year - 1;
    return field == DOC_FIELD_SUPPLEMENTARY ? 0 : year; /* which may be of either year */
}

/* A column of another year than a submission's is told of, once. */
static void tell_year(struct doc_table_building *it, const struct doc_column *column)
{
    const struct text_view none = {0};
    for (size_t i = 0; i < it->submission_count; i++) {
        const struct doc_node *said = doc_table_taken(&it->submissions[i], DOC_FIELD_FISCAL_YEAR);
        int year = 0;
        if (!said || !doc_year_parse(said->value, &year)) continue;
        const int wanted = year_wanted(column->field, year);
        if (wanted == 0 || wanted == column->year) continue;
        enum status status = doc_cell_remark(&it->cells, DOC_SAW_TABLE_COLUMN_YEAR, column->key.span, column->heading,
                                             text_view_trim(said->value), none);
        if (status != STATUS_OK) it->status = status;
        return;
    }
}

static void tell_years(struct doc_table_building *it)
{
    for (size_t i = 0; i < it->columns.count && it->status == STATUS_OK; i++)
        if (it->columns.items[i].year > 0 && it->columns.items[i].owner != DOC_OF_NOBODY)
            tell_year(it, &it->columns.items[i]);
}

enum status doc_table_roots(struct arena *arena, const struct doc_table *table, const struct doc_vocabulary *words,
                            const struct doc_column_map *map, struct text_diagnostics *diagnostics,
                            struct doc_roots *out_roots)
{
    struct doc_table_building it = {.arena = arena, .table = table, .words = words, .diagnostics = diagnostics};
    it.current = DOC_TABLE_NOWHERE;
    it.cells = (struct doc_cell_reader){.arena = arena, .diagnostics = diagnostics};
    it.map = (struct doc_applied_map){.map = map, .table = table, .columns = &it.columns};
    it.status = doc_columns_find(arena, table, words, map, &it.columns);
    *out_roots = (struct doc_roots){.absent = DIAGNOSTIC_TABLE_HEADER};
    if (it.status != STATUS_OK || !it.columns.items) return it.status;
    size_t faults = diagnostics->count;
    it.columns_left = arena_alloc(arena, doc_table_width(table) * sizeof *it.columns_left);
    it.dittos.above = arena_alloc(arena, (it.columns.count + 1) * sizeof *it.dittos.above);
    if (!it.columns_left || !it.dittos.above) return STATUS_NO_MEMORY;
    it.status = doc_applied_map_open(&it.map, arena, words, diagnostics);
    if (it.status == STATUS_OK) it.status = doc_cells_tell(arena, table, &it.columns);
    if (it.status == STATUS_OK && diagnostics->count > faults) return STATUS_INVALID;
    for (size_t i = 0; i < it.columns.first && it.status == STATUS_OK; i++)
        doc_table_read_above(&it, &table->records[i]);
    for (size_t i = it.columns.below; i < it.table->count && it.status == STATUS_OK; i++)
        read_row(&it, &it.table->records[i]);
    if (it.status == STATUS_OK) doc_table_tell_dittos(&it);
    if (it.status == STATUS_OK) doc_table_settle_totals(&it);
    if (it.status == STATUS_OK) tell_years(&it);
    const struct doc_node **roots = arena_alloc(arena, (it.submission_count + 1) * sizeof *roots);
    if (!roots) it.status = STATUS_NO_MEMORY;
    if (it.status == STATUS_OK) it.status = doc_applied_map_tell(&it.map, &it.cells);
    if (it.status == STATUS_OK) it.status = doc_columns_tell_unread(&it.cells, &it.map, words);
    if (it.status == STATUS_OK) it.status = doc_cells_hidden(&it.cells, table);
    if (it.status == STATUS_OK) share_out_requests(&it);
    for (size_t i = 0; i < it.submission_count && it.status == STATUS_OK; i++)
        roots[i] = root_of(&it, i);
    *out_roots = (struct doc_roots){.items = roots,
                                    .count = it.submission_count,
                                    .absent = DIAGNOSTIC_TABLE_NO_ROWS,
                                    .left = it.left,
                                    .left_count = it.left_count};
    if (it.status == STATUS_OK && diagnostics->count > faults) return STATUS_INVALID;
    return it.status;
}
