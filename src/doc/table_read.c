#include "doc/table_read.h"

#include "base/limits.h"
#include "doc/amount.h"
#include "doc/table_above.h"
#include "doc/table_beside.h"
#include "doc/table_total.h"
#include "doc/table_unread.h"
#include "doc/year.h"

#include <stdlib.h>

static struct text_span joined(struct text_span a, struct text_span b)
{
    if (!a.source) return b;
    return (struct text_span){a.source, a.begin < b.begin ? a.begin : b.begin, a.end > b.end ? a.end : b.end};
}

/* ---- rows */

static bool has_any(const struct doc_table_building *it, const struct doc_record *record, enum doc_owner owner)
{
    for (size_t i = 0; i < it->columns.count; i++)
        if (it->columns.items[i].owner == owner && doc_table_cell_at(it, record, i) &&
            !doc_table_is_continued(doc_table_cell_at(it, record, i)))
            return true;
    return false;
}

static void refuse_limit(struct doc_table_building *it, enum diagnostic_code code, struct text_span span,
                         const char *limit)
{
    const struct text_view none = {0};
    text_diagnostics_add(it->diagnostics, code, NULL, span, text_view_of(limit), none, none);
    it->status = it->diagnostics->status == STATUS_OK ? STATUS_LIMIT : it->diagnostics->status;
}

/* The submission that a row belongs to; a blank ministry or year is that of the row above. */
static size_t submission_of(struct doc_table_building *it, const struct doc_record *record, struct text_view ministry)
{
    struct text_view year = doc_table_text_of(it, record, DOC_OF_SUBMISSION, DOC_FIELD_FISCAL_YEAR);
    const struct doc_table_asked *last = it->submission_count > 0 ? &it->submissions[it->submission_count - 1] : NULL;
    if (ministry.len == 0 && last) ministry = last->ministry;
    if (year.len == 0 && last) year = last->year;
    for (size_t i = it->submission_count; i-- > 0;)
        if (text_view_equal(it->submissions[i].ministry, ministry) && text_view_equal(it->submissions[i].year, year))
            return i;
    if (it->submission_count == LIMIT_TABLE_SUBMISSIONS) {
        refuse_limit(it, DIAGNOSTIC_TABLE_SUBMISSIONS, record->span, "1000");
        return 0;
    }
    struct doc_table_asked *submissions =
        doc_table_grow(it, it->submissions, it->submission_count, &it->submission_capacity, sizeof *submissions);
    if (!submissions) return 0;
    it->submissions = submissions;
    struct doc_table_asked *asked = &submissions[it->submission_count];
    *asked = (struct doc_table_asked){.ministry = ministry, .year = year};
    for (size_t i = 0; i < it->above_count; i++)
        asked->members[asked->member_count++] = it->above[i];
    return it->submission_count++;
}

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

/* Fields of the file that stand in columns are taken from the first row that has them; the others may not differ. */
static void take_submission(struct doc_table_building *it, const struct doc_record *record,
                            struct doc_table_asked *asked)
{
    for (size_t i = 0; i < it->columns.count && it->status == STATUS_OK; i++) {
        struct doc_column *column = &it->columns.items[i];
        const struct doc_cell *cell = doc_table_cell_at(it, record, i);
        if (!cell || column->owner != DOC_OF_SUBMISSION) continue;
        const struct doc_node *known = doc_table_taken(asked, column->field);
        if (known) compare_known(it, cell, column, known->value);
        if (known || asked->member_count == DOC_FIELD_COUNT) continue;
        asked->members[asked->member_count++] =
            (struct doc_member){doc_table_key(it, column->field, column->key.span), doc_table_value(it, cell, column)};
    }
    asked->span = joined(asked->span, record->span);
}

static bool is_of(const struct doc_table_asking *request, struct text_view id, struct text_view title,
                  size_t submission)
{
    return request->submission == submission && (id.len == 0 || text_view_equal(id, request->id)) &&
           (title.len == 0 || text_view_equal(title, request->title));
}

/* Whether the row says more of the request than which it is. */
static bool says_more(const struct doc_table_building *it, const struct doc_record *record)
{
    for (size_t i = 0; i < it->columns.count; i++) {
        const struct doc_column *column = &it->columns.items[i];
        bool says = column->owner == DOC_OF_REQUEST && !doc_table_is_label(column);
        if (says && doc_table_cell_at(it, record, i)) return true;
    }
    return false;
}

/* The request that a row goes on with: the last one, whose id and title it bears, or neither; or one further up, when
 * it bears its id and says nothing but a claim or a breakdown row. */
static struct doc_table_asking *continued(struct doc_table_building *it, const struct doc_record *record,
                                          struct text_view id, struct text_view title, size_t submission)
{
    size_t count = it->request_count, first = count > LIMIT_TABLE_ROWS_BACK ? count - LIMIT_TABLE_ROWS_BACK : 0;
    if (count > 0 && is_of(&it->requests[count - 1], id, title, submission)) return &it->requests[count - 1];
    if (id.len == 0 || says_more(it, record)) return NULL;
    while (count-- > first)
        if (is_of(&it->requests[count], id, title, submission)) return &it->requests[count];
    return NULL;
}

static void add_member(struct doc_table_building *it, struct doc_table_asking *request, const struct doc_node *key,
                       const struct doc_node *value)
{
    struct doc_member *members =
        doc_table_grow(it, request->members, request->member_count, &request->member_capacity, sizeof *members);
    if (!members) return;
    request->members = members;
    members[request->member_count++] = (struct doc_member){key, value};
}

/* Cells of the request itself; a row that goes on with it may repeat them, but not say something else. */
static void take_request(struct doc_table_building *it, const struct doc_record *record,
                         struct doc_table_asking *request)
{
    const struct text_view none = {0};
    for (size_t i = 0; i < it->columns.count; i++) {
        struct doc_column *column = &it->columns.items[i];
        const struct doc_cell *cell = doc_table_cell_at(it, record, i);
        const struct doc_node *known = NULL;
        if (!cell || column->owner != DOC_OF_REQUEST) continue;
        bool once = doc_table_is_continued(cell) &&
                    doc_field_type(column->field) == DOC_TYPE_AMOUNT; /* told by the row above */
        for (size_t m = 0; m < request->member_count; m++)
            if (text_view_equal(request->members[m].key->value, column->key.value)) known = request->members[m].value;
        if (!known && !once) add_member(it, request, &column->key, doc_table_value(it, cell, column));
        else if (known && !it->told_twice && !text_view_equal(text_view_trim(known->value), text_view_trim(cell->text)))
            text_diagnostics_add(it->diagnostics, DIAGNOSTIC_TABLE_CONFLICT, NULL, cell->span, column->key.value,
                                 cell->text, none);
    }
    request->span = joined(request->span, record->span);
}

/* Cells of one owner as a mapping: a claim, a breakdown row. Of merged cells the text is meant for each of the rows, an
 * amount once. */
static const struct doc_node *mapping_of(struct doc_table_building *it, const struct doc_record *record,
                                         enum doc_owner owner)
{
    struct doc_member *members = arena_alloc(it->arena, (it->columns.count + 1) * sizeof *members);
    struct text_span span = {NULL, 0, 0};
    size_t count = 0;
    if (!members) it->status = STATUS_NO_MEMORY;
    for (size_t i = 0; members && i < it->columns.count; i++) {
        struct doc_column *column = &it->columns.items[i];
        const struct doc_cell *cell = doc_table_cell_at(it, record, i);
        if (!cell || column->owner != owner ||
            (doc_table_is_continued(cell) && doc_field_type(column->field) == DOC_TYPE_AMOUNT))
            continue;
        members[count++] =
            (struct doc_member){doc_table_key(it, column->field, column->key.span), doc_table_value(it, cell, column)};
        span = joined(span, cell->span);
    }
    return doc_table_node(it, (struct doc_node){.kind = DOC_MAPPING, .span = span, .members = members, .count = count});
}

static void take_lists(struct doc_table_building *it, const struct doc_record *record, struct doc_table_asking *request)
{
    if (has_any(it, record, DOC_OF_ROW)) {
        struct doc_member *rows =
            doc_table_grow(it, request->rows, request->row_count, &request->row_capacity, sizeof *rows);
        if (!rows) return;
        request->rows = rows;
        rows[request->row_count++] = (struct doc_member){NULL, mapping_of(it, record, DOC_OF_ROW)};
    }
    if (has_any(it, record, DOC_OF_CLAIM)) {
        struct doc_member *claims =
            doc_table_grow(it, request->claims, request->claim_count, &request->claim_capacity, sizeof *claims);
        if (!claims) return;
        request->claims = claims;
        claims[request->claim_count++] = (struct doc_member){NULL, mapping_of(it, record, DOC_OF_CLAIM)};
    }
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
        bool named = known && it->columns.items[i].key.value.len > 0;
        doc_table_leave(it, DOC_LEFT_COLUMN, cell, named ? it->columns.items[i].key.value : cell->text);
    }
}

static void read_sum(struct doc_table_building *it, const struct doc_record *record, enum doc_sum sum)
{
    if (sum == DOC_SUM_SUBTOTAL) {
        doc_table_leave_subtotal(it, record);
        return;
    }
    struct text_view ministry = doc_table_ministry_of_sum(it, record);
    bool below = it->submission_count == 0 && ministry.len == 0;
    size_t submission = below ? DOC_TABLE_NOWHERE : submission_of(it, record, ministry);
    if (it->status == STATUS_OK) doc_table_add_total(it, record, submission);
}

static void read_request(struct doc_table_building *it, const struct doc_record *record)
{
    struct text_view id = doc_table_text_of(it, record, DOC_OF_REQUEST, DOC_FIELD_ID);
    struct text_view title = doc_table_text_of(it, record, DOC_OF_REQUEST, DOC_FIELD_TITLE);
    size_t submission = submission_of(it, record, doc_table_text_of(it, record, DOC_OF_SUBMISSION, DOC_FIELD_MINISTRY));
    if (it->status != STATUS_OK) return;
    look_beside(it, record);
    if (!it->told_twice) it->told_twice = doc_columns_tell_twice(&it->columns, record, it->diagnostics);
    take_submission(it, record, &it->submissions[submission]);
    struct doc_table_asking *request = continued(it, record, id, title, submission);
    if (!request && it->request_count == LIMIT_REQUESTS) {
        refuse_limit(it, DIAGNOSTIC_TOO_MANY_REQUESTS, record->span, "");
        return;
    }
    if (!request) {
        struct doc_table_asking *requests =
            doc_table_grow(it, it->requests, it->request_count, &it->request_capacity, sizeof *requests);
        if (!requests) return;
        it->requests = requests;
        request = &requests[it->request_count++];
        *request = (struct doc_table_asking){.id = id, .title = title, .submission = submission};
        it->submissions[submission].request_count++;
    }
    take_request(it, record, request);
    take_lists(it, record, request);
}

/* A ministry or a year alone in its row: the rows below are theirs. */
static bool heads_submission(const struct doc_table_building *it, const struct doc_record *record)
{
    bool any = false;
    for (size_t i = 0; i < it->columns.count; i++) {
        if (!doc_table_cell_at(it, record, i)) continue;
        const struct doc_column *column = &it->columns.items[i];
        any = column->owner == DOC_OF_SUBMISSION &&
              (column->field == DOC_FIELD_MINISTRY || column->field == DOC_FIELD_FISCAL_YEAR);
        if (!any) return false;
    }
    return any;
}

static void read_row(struct doc_table_building *it, const struct doc_record *record)
{
    if (doc_applied_map_leaves_out(&it->map, record) || doc_table_leave_beside(it, record)) return;
    enum doc_sum sum = doc_table_sum(it, record);
    if (it->status != STATUS_OK) return;
    if (sum == DOC_SUM_NONE && heads_submission(it, record)) {
        size_t submission =
            submission_of(it, record, doc_table_text_of(it, record, DOC_OF_SUBMISSION, DOC_FIELD_MINISTRY));
        if (it->status == STATUS_OK) take_submission(it, record, &it->submissions[submission]);
    } else if (sum == DOC_SUM_NONE) read_request(it, record);
    else read_sum(it, record, sum);
}

/* ---- trees */

static void add_list(struct doc_table_building *it, struct doc_table_asking *request, enum doc_field field,
                     const struct doc_member *items, size_t count)
{
    if (count == 0) return;
    const struct doc_node *list = doc_table_node(
        it, (struct doc_node){.kind = DOC_SEQUENCE, .span = items[0].value->span, .members = items, .count = count});
    add_member(it, request, doc_table_key(it, field, items[0].value->span), list);
}

static bool has_field(const struct doc_table_building *it, const struct doc_table_asking *request, enum doc_field field)
{
    for (size_t m = 0; m < request->member_count; m++)
        for (size_t i = 0; i < it->columns.count; i++)
            if (request->members[m].key == &it->columns.items[i].key && it->columns.items[i].field == field)
                return true;
    return false;
}

/* Points at what it is said of: the file itself does not say it. */
static const struct doc_node *constant_node(struct doc_table_building *it, const struct doc_constant *constant,
                                            struct text_span span)
{
    return doc_table_node(
        it, (struct doc_node){.kind = DOC_SCALAR, .quoted = true, .span = span, .value = constant->value});
}

static void add_constants(struct doc_table_building *it, struct doc_table_asking *request)
{
    for (size_t i = 0; it->map.map && i < it->map.map->constant_count; i++) {
        const struct doc_constant *constant = &it->map.map->constants[i];
        if (constant->owner == DOC_OF_REQUEST && !has_field(it, request, constant->field))
            add_member(it, request, doc_table_key(it, constant->field, request->span),
                       constant_node(it, constant, request->span));
    }
}

static void add_file_constants(struct doc_table_building *it, struct doc_table_asked *asked)
{
    for (size_t i = 0; it->map.map && i < it->map.map->constant_count; i++) {
        const struct doc_constant *constant = &it->map.map->constants[i];
        if (constant->owner != DOC_OF_SUBMISSION || doc_table_taken(asked, constant->field) ||
            asked->member_count == DOC_FIELD_COUNT)
            continue;
        asked->members[asked->member_count++] = (struct doc_member){doc_table_key(it, constant->field, asked->span),
                                                                    constant_node(it, constant, asked->span)};
    }
}

static const struct doc_node *request_node(struct doc_table_building *it, struct doc_table_asking *request)
{
    add_constants(it, request);
    add_list(it, request, DOC_FIELD_BREAKDOWN, request->rows, request->row_count);
    add_list(it, request, DOC_FIELD_PRIORITIES, request->claims, request->claim_count);
    return doc_table_node(it, (struct doc_node){.kind = DOC_MAPPING,
                                                .span = request->span,
                                                .members = request->members,
                                                .count = request->member_count});
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
        asked->requests[asked->requests_taken++] = (struct doc_member){NULL, request_node(it, &it->requests[i])};
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

enum status doc_table_roots(struct arena *arena, const struct doc_table *table, const struct doc_vocabulary *words,
                            const struct doc_column_map *map, struct text_diagnostics *diagnostics,
                            struct doc_roots *out_roots)
{
    struct doc_table_building it = {.arena = arena, .table = table, .words = words, .diagnostics = diagnostics};
    it.cells = (struct doc_cell_reader){.arena = arena, .diagnostics = diagnostics};
    it.map = (struct doc_applied_map){.map = map, .table = table, .columns = &it.columns};
    it.status = doc_columns_find(arena, table, words, map, &it.columns);
    *out_roots = (struct doc_roots){.absent = DIAGNOSTIC_TABLE_HEADER};
    if (it.status != STATUS_OK || !it.columns.items) return it.status;
    size_t faults = diagnostics->count;
    it.columns_left = arena_alloc(arena, doc_table_width(table) * sizeof *it.columns_left);
    if (!it.columns_left) return STATUS_NO_MEMORY;
    it.status = doc_applied_map_open(&it.map, arena, words, diagnostics);
    if (it.status == STATUS_OK) it.status = doc_cells_tell(arena, table, &it.columns);
    if (it.status == STATUS_OK && diagnostics->count > faults) return STATUS_INVALID;
    for (size_t i = 0; i < it.columns.header && it.status == STATUS_OK; i++)
        doc_table_read_above(&it, &table->records[i]);
    for (size_t i = it.columns.header + 1; i < table->count && it.status == STATUS_OK; i++)
        read_row(&it, &table->records[i]);
    if (it.status == STATUS_OK) doc_table_settle_totals(&it);
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
