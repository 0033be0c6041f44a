#include "doc/table_read.h"

#include "base/limits.h"
#include "doc/amount.h"
#include "doc/table_unread.h"
#include "doc/year.h"

#include <stdlib.h>

/* A request that is being put together from its rows. */
struct asking {
    struct text_view id, title;
    size_t submission;
    struct doc_member *members; /* of the request */
    size_t member_count, member_capacity;
    struct doc_member *rows, *claims; /* items of its lists */
    size_t row_count, row_capacity, claim_count, claim_capacity;
    struct text_span span;
};

/* A ministry's requests of one year. */
struct asked {
    struct text_view ministry, year;
    struct doc_member members[DOC_FIELD_COUNT]; /* of the submission */
    size_t member_count;
    struct doc_member *requests; /* as many as there are, filled when all rows are read */
    size_t request_count, requests_taken;
    struct text_span span;
};

struct building {
    struct arena *arena;
    const struct doc_table *table;
    const struct doc_vocabulary *words;
    struct text_diagnostics *diagnostics;
    struct doc_columns columns;
    struct doc_applied_map map;
    struct doc_cell_reader cells;
    struct doc_member above[DOC_FIELD_COUNT]; /* fields of the file that stand above the header */
    size_t above_count;
    struct asked *submissions;
    size_t submission_count, submission_capacity;
    struct asking *requests;
    size_t request_count, request_capacity;
    struct doc_left *left;
    size_t left_count, left_capacity;
    bool *columns_left; /* told of already */
    bool told_twice;    /* of two columns that are one field */
    enum status status; /* sticky */
};

static void *grow(struct building *it, void *items, size_t count, size_t *capacity, size_t size)
{
    void *grown = arena_grow(it->arena, items, count, capacity, size);
    if (!grown) it->status = STATUS_NO_MEMORY;
    return grown;
}

static struct doc_node *new_node(struct building *it, struct doc_node node)
{
    struct doc_node *kept = arena_alloc(it->arena, sizeof *kept);
    if (kept) *kept = node;
    else it->status = STATUS_NO_MEMORY;
    return kept;
}

static const struct doc_node *key_named(struct building *it, enum doc_field field, struct text_span span)
{
    return new_node(it, (struct doc_node){.kind = DOC_SCALAR,
                                          .quoted = true,
                                          .span = span,
                                          .value = text_view_of(doc_field_name(field))});
}

static const struct doc_node *value_of(struct building *it, const struct doc_cell *cell, struct doc_column *column)
{
    const struct doc_node *node = doc_cell_value(&it->cells, cell, column);
    if (!node) {
        it->status = STATUS_NO_MEMORY;
        return NULL;
    }
    struct text_view value = doc_applied_map_value(&it->map, column, node->value);
    if (value.at == node->value.at) return node;
    struct doc_node meant = *node; /* by the map it stands for something else, which no byte of the file says */
    meant.value = value;
    meant.map = NULL;
    return new_node(it, meant);
}

static struct text_span joined(struct text_span a, struct text_span b)
{
    if (!a.source) return b;
    return (struct text_span){a.source, a.begin < b.begin ? a.begin : b.begin, a.end > b.end ? a.end : b.end};
}

static void leave(struct building *it, enum doc_left_kind kind, const struct doc_cell *cell, struct text_view name)
{
    struct doc_left *left = grow(it, it->left, it->left_count, &it->left_capacity, sizeof *left);
    if (!left) return;
    it->left = left;
    left[it->left_count++] = (struct doc_left){kind, cell->span, name};
}

/* ---- above the header */

/* "年度 | 令和2年度": a name of the file's field and its value beside it. */
static bool take_pair(struct building *it, const struct doc_cell *name, const struct doc_cell *value)
{
    struct doc_column column, beside;
    if (it->above_count == DOC_FIELD_COUNT) return false;
    enum status status = doc_column_named(it->arena, it->words, name->text, &column);
    if (status == STATUS_OK) status = doc_column_named(it->arena, it->words, value->text, &beside);
    if (status != STATUS_OK) it->status = status;
    bool header = status == STATUS_OK && beside.owner != DOC_OF_NOBODY; /* the upper row of one in two rows */
    if (status != STATUS_OK || column.owner != DOC_OF_SUBMISSION || header) return false;
    it->above[it->above_count++] =
        (struct doc_member){key_named(it, column.field, name->span), value_of(it, value, &column)};
    if (column.field == DOC_FIELD_UNIT) it->cells.unit_yen = doc_amount_unit(text_view_trim(value->text));
    return true;
}

/* Pairs of cells side by side, from the first that has something in it; what is no pair is a title. */
static void read_above(struct building *it, const struct doc_record *record)
{
    const struct doc_cell *name = NULL;
    bool pairs = true;
    for (size_t i = 0; i < record->count && it->status == STATUS_OK; i++) {
        const struct doc_cell *cell = &record->cells[i];
        if (cell->text.len == 0) continue;
        if (!pairs) leave(it, DOC_LEFT_TITLE, cell, cell->text);
        else if (!name) name = cell;
        else {
            pairs = take_pair(it, name, cell);
            if (!pairs) leave(it, DOC_LEFT_TITLE, name, name->text);
            if (!pairs) leave(it, DOC_LEFT_TITLE, cell, cell->text);
            name = NULL;
        }
    }
    if (name) leave(it, DOC_LEFT_TITLE, name, name->text);
}

/* ---- rows */

/* The cell of a column, NULL when nothing stands in it. */
static const struct doc_cell *cell_at(const struct building *it, const struct doc_record *record, size_t column)
{
    if (column >= record->count || record->cells[column].text.len == 0) return NULL;
    const struct doc_cell *cell = &record->cells[column];
    const struct doc_column *field = column < it->columns.count ? &it->columns.items[column] : NULL;
    const bool amount = field && field->owner != DOC_OF_NOBODY && doc_field_type(field->field) == DOC_TYPE_AMOUNT;
    return !amount && doc_applied_map_is_none(&it->map, cell->text) ? NULL : cell;
}

static bool is_continued(const struct doc_cell *cell)
{
    return cell->note && cell->note->continued;
}

static struct text_view text_of(const struct building *it, const struct doc_record *record, enum doc_owner owner,
                                enum doc_field field)
{
    for (size_t i = 0; i < it->columns.count; i++) {
        const struct doc_cell *cell = cell_at(it, record, i);
        if (cell && it->columns.items[i].owner == owner && it->columns.items[i].field == field)
            return text_view_trim(cell->text);
    }
    return (struct text_view){"", 0};
}

static bool has_any(const struct building *it, const struct doc_record *record, enum doc_owner owner)
{
    for (size_t i = 0; i < it->columns.count; i++)
        if (it->columns.items[i].owner == owner && cell_at(it, record, i) && !is_continued(cell_at(it, record, i)))
            return true;
    return false;
}

/* What a submission has in the field; NULL when nothing yet. */
static const struct doc_node *taken(const struct asked *asked, enum doc_field field)
{
    for (size_t i = 0; i < asked->member_count; i++)
        if (text_view_equal(asked->members[i].key->value, text_view_of(doc_field_name(field))))
            return asked->members[i].value;
    return NULL;
}

static void refuse_limit(struct building *it, enum diagnostic_code code, struct text_span span, const char *limit)
{
    const struct text_view none = {0};
    text_diagnostics_add(it->diagnostics, code, NULL, span, text_view_of(limit), none, none);
    it->status = it->diagnostics->status == STATUS_OK ? STATUS_LIMIT : it->diagnostics->status;
}

/* The submission that a row belongs to; a blank ministry or year is that of the row above. */
static size_t submission_of(struct building *it, const struct doc_record *record)
{
    struct text_view ministry = text_of(it, record, DOC_OF_SUBMISSION, DOC_FIELD_MINISTRY);
    struct text_view year = text_of(it, record, DOC_OF_SUBMISSION, DOC_FIELD_FISCAL_YEAR);
    const struct asked *last = it->submission_count > 0 ? &it->submissions[it->submission_count - 1] : NULL;
    if (ministry.len == 0 && last) ministry = last->ministry;
    if (year.len == 0 && last) year = last->year;
    for (size_t i = it->submission_count; i-- > 0;)
        if (text_view_equal(it->submissions[i].ministry, ministry) && text_view_equal(it->submissions[i].year, year))
            return i;
    if (it->submission_count == LIMIT_TABLE_SUBMISSIONS) {
        refuse_limit(it, DIAGNOSTIC_TABLE_SUBMISSIONS, record->span, "1000");
        return 0;
    }
    struct asked *submissions =
        grow(it, it->submissions, it->submission_count, &it->submission_capacity, sizeof *submissions);
    if (!submissions) return 0;
    it->submissions = submissions;
    struct asked *asked = &submissions[it->submission_count];
    *asked = (struct asked){.ministry = ministry, .year = year};
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
static void compare_known(struct building *it, const struct doc_cell *cell, struct doc_column *column,
                          struct text_view known)
{
    if (text_view_equal(cell->text, known)) return;
    const struct doc_node *value = value_of(it, cell, column);
    if (value && !same_meaning(column->field, known, value->value))
        text_diagnostics_add(it->diagnostics, DIAGNOSTIC_TABLE_FILE_CONFLICT, NULL, cell->span, column->key.value,
                             value->value, known);
}

/* Fields of the file that stand in columns are taken from the first row that has them; the others may not differ. */
static void take_submission(struct building *it, const struct doc_record *record, struct asked *asked)
{
    for (size_t i = 0; i < it->columns.count && it->status == STATUS_OK; i++) {
        struct doc_column *column = &it->columns.items[i];
        const struct doc_cell *cell = cell_at(it, record, i);
        if (!cell || column->owner != DOC_OF_SUBMISSION) continue;
        const struct doc_node *known = taken(asked, column->field);
        if (known) compare_known(it, cell, column, known->value);
        if (known || asked->member_count == DOC_FIELD_COUNT) continue;
        asked->members[asked->member_count++] =
            (struct doc_member){key_named(it, column->field, column->key.span), value_of(it, cell, column)};
    }
    asked->span = joined(asked->span, record->span);
}

static bool is_of(const struct asking *request, struct text_view id, struct text_view title, size_t submission)
{
    return request->submission == submission && (id.len == 0 || text_view_equal(id, request->id)) &&
           (title.len == 0 || text_view_equal(title, request->title));
}

/* Whether the row says more of the request than which it is. */
static bool says_more(const struct building *it, const struct doc_record *record)
{
    for (size_t i = 0; i < it->columns.count; i++) {
        const struct doc_column *column = &it->columns.items[i];
        bool which = column->field == DOC_FIELD_ID || column->field == DOC_FIELD_TITLE;
        if (column->owner == DOC_OF_REQUEST && !which && cell_at(it, record, i)) return true;
    }
    return false;
}

/* The request that a row goes on with: the last one, whose id and title it bears, or neither; or one further up, when
 * it bears its id and says nothing but a claim or a breakdown row. */
static struct asking *continued(struct building *it, const struct doc_record *record, struct text_view id,
                                struct text_view title, size_t submission)
{
    size_t count = it->request_count, first = count > LIMIT_TABLE_ROWS_BACK ? count - LIMIT_TABLE_ROWS_BACK : 0;
    if (count > 0 && is_of(&it->requests[count - 1], id, title, submission)) return &it->requests[count - 1];
    if (id.len == 0 || says_more(it, record)) return NULL;
    while (count-- > first)
        if (is_of(&it->requests[count], id, title, submission)) return &it->requests[count];
    return NULL;
}

static void add_member(struct building *it, struct asking *request, const struct doc_node *key,
                       const struct doc_node *value)
{
    struct doc_member *members =
        grow(it, request->members, request->member_count, &request->member_capacity, sizeof *members);
    if (!members) return;
    request->members = members;
    members[request->member_count++] = (struct doc_member){key, value};
}

/* Cells of the request itself; a row that goes on with it may repeat them, but not say something else. */
static void take_request(struct building *it, const struct doc_record *record, struct asking *request)
{
    const struct text_view none = {0};
    for (size_t i = 0; i < it->columns.count; i++) {
        struct doc_column *column = &it->columns.items[i];
        const struct doc_cell *cell = cell_at(it, record, i);
        const struct doc_node *known = NULL;
        if (!cell || column->owner != DOC_OF_REQUEST) continue;
        bool once = is_continued(cell) && doc_field_type(column->field) == DOC_TYPE_AMOUNT; /* told by the row above */
        for (size_t m = 0; m < request->member_count; m++)
            if (text_view_equal(request->members[m].key->value, column->key.value)) known = request->members[m].value;
        if (!known && !once) add_member(it, request, &column->key, value_of(it, cell, column));
        else if (known && !it->told_twice && !text_view_equal(text_view_trim(known->value), text_view_trim(cell->text)))
            text_diagnostics_add(it->diagnostics, DIAGNOSTIC_TABLE_CONFLICT, NULL, cell->span, column->key.value,
                                 cell->text, none);
    }
    request->span = joined(request->span, record->span);
}

/* Cells of one owner as a mapping: a claim, a breakdown row. Of merged cells the text is meant for each of the rows, an
 * amount once. */
static const struct doc_node *mapping_of(struct building *it, const struct doc_record *record, enum doc_owner owner)
{
    struct doc_member *members = arena_alloc(it->arena, (it->columns.count + 1) * sizeof *members);
    struct text_span span = {NULL, 0, 0};
    size_t count = 0;
    if (!members) it->status = STATUS_NO_MEMORY;
    for (size_t i = 0; members && i < it->columns.count; i++) {
        struct doc_column *column = &it->columns.items[i];
        const struct doc_cell *cell = cell_at(it, record, i);
        if (!cell || column->owner != owner || (is_continued(cell) && doc_field_type(column->field) == DOC_TYPE_AMOUNT))
            continue;
        members[count++] =
            (struct doc_member){key_named(it, column->field, column->key.span), value_of(it, cell, column)};
        span = joined(span, cell->span);
    }
    return new_node(it, (struct doc_node){.kind = DOC_MAPPING, .span = span, .members = members, .count = count});
}

static void take_lists(struct building *it, const struct doc_record *record, struct asking *request)
{
    if (has_any(it, record, DOC_OF_ROW)) {
        struct doc_member *rows = grow(it, request->rows, request->row_count, &request->row_capacity, sizeof *rows);
        if (!rows) return;
        request->rows = rows;
        rows[request->row_count++] = (struct doc_member){NULL, mapping_of(it, record, DOC_OF_ROW)};
    }
    if (has_any(it, record, DOC_OF_CLAIM)) {
        struct doc_member *claims =
            grow(it, request->claims, request->claim_count, &request->claim_capacity, sizeof *claims);
        if (!claims) return;
        request->claims = claims;
        claims[request->claim_count++] = (struct doc_member){NULL, mapping_of(it, record, DOC_OF_CLAIM)};
    }
}

/* A row whose id or title, and that alone, says that it is the sum of the others. */
static bool is_total(struct building *it, struct text_view id, struct text_view title)
{
    bool is = false;
    if ((id.len > 0) == (title.len > 0)) return false;
    enum status status = doc_total_named(it->arena, it->words, id.len > 0 ? id : title, &is);
    if (status != STATUS_OK) it->status = status;
    return is;
}

/* What stands in the row of the total and is not read. What says whose row it is is no loss. */
static void leave_of_total(struct building *it, const struct doc_column *column, const struct doc_cell *cell,
                           const struct doc_node *total)
{
    const struct text_view none = {0};
    bool amount = column->owner == DOC_OF_REQUEST && column->field == DOC_FIELD_AMOUNT;
    bool same = amount && total && text_view_equal(text_view_trim(total->value), text_view_trim(cell->text));
    enum doc_observation_code code = amount ? DOC_SAW_TABLE_TOTAL_AGAIN : DOC_SAW_TABLE_TOTAL_ROW;
    leave(it, DOC_LEFT_TOTAL, cell, cell->text);
    if (same || column->owner == DOC_OF_SUBMISSION || column->owner == DOC_OF_NOBODY || is_continued(cell)) return;
    struct text_view about = amount && total ? total->value : column->key.value;
    enum status status = doc_cell_remark(&it->cells, code, cell->span, about, text_view_trim(cell->text), none);
    if (status != STATUS_OK) it->status = status;
}

static void take_total(struct building *it, const struct doc_record *record, struct asked *asked)
{
    for (size_t i = 0; i < it->columns.count && it->status == STATUS_OK; i++) {
        struct doc_column *column = &it->columns.items[i];
        const struct doc_cell *cell = cell_at(it, record, i);
        bool amount = column->owner == DOC_OF_REQUEST && column->field == DOC_FIELD_AMOUNT;
        bool label = column->field == DOC_FIELD_ID || column->field == DOC_FIELD_TITLE;
        if (!cell || label) continue;
        if (!amount || asked->member_count == DOC_FIELD_COUNT || taken(asked, DOC_FIELD_TOTAL)) {
            leave_of_total(it, column, cell, taken(asked, DOC_FIELD_TOTAL));
            continue;
        }
        asked->members[asked->member_count++] =
            (struct doc_member){key_named(it, DOC_FIELD_TOTAL, column->key.span), value_of(it, cell, column)};
    }
}

/* Cells in columns that are no field: the first of each column is told of. */
static void look_beside(struct building *it, const struct doc_record *record)
{
    for (size_t i = 0; i < record->count; i++) {
        const struct doc_cell *cell = cell_at(it, record, i);
        bool known = i < it->columns.count, field = known && it->columns.items[i].owner != DOC_OF_NOBODY;
        if (!cell || field || it->columns_left[i] || doc_applied_map_knows(&it->map, i) ||
            text_view_trim(cell->text).len == 0)
            continue;
        it->columns_left[i] = true;
        bool named = known && it->columns.items[i].key.value.len > 0;
        leave(it, DOC_LEFT_COLUMN, cell, named ? it->columns.items[i].key.value : cell->text);
    }
}

static void read_row(struct building *it, const struct doc_record *record)
{
    struct text_view id = text_of(it, record, DOC_OF_REQUEST, DOC_FIELD_ID);
    struct text_view title = text_of(it, record, DOC_OF_REQUEST, DOC_FIELD_TITLE);
    if (doc_applied_map_leaves_out(&it->map, record)) return;
    size_t submission = submission_of(it, record);
    if (it->status != STATUS_OK) return;
    if (is_total(it, id, title)) {
        take_total(it, record, &it->submissions[submission]);
        return;
    }
    look_beside(it, record);
    if (!it->told_twice) it->told_twice = doc_columns_tell_twice(&it->columns, record, it->diagnostics);
    take_submission(it, record, &it->submissions[submission]);
    struct asking *request = continued(it, record, id, title, submission);
    if (!request && it->request_count == LIMIT_REQUESTS) {
        refuse_limit(it, DIAGNOSTIC_TOO_MANY_REQUESTS, record->span, "");
        return;
    }
    if (!request) {
        struct asking *requests = grow(it, it->requests, it->request_count, &it->request_capacity, sizeof *requests);
        if (!requests) return;
        it->requests = requests;
        request = &requests[it->request_count++];
        *request = (struct asking){.id = id, .title = title, .submission = submission};
        it->submissions[submission].request_count++;
    }
    take_request(it, record, request);
    take_lists(it, record, request);
}

/* ---- trees */

static void add_list(struct building *it, struct asking *request, enum doc_field field, const struct doc_member *items,
                     size_t count)
{
    if (count == 0) return;
    const struct doc_node *list = new_node(
        it, (struct doc_node){.kind = DOC_SEQUENCE, .span = items[0].value->span, .members = items, .count = count});
    add_member(it, request, key_named(it, field, items[0].value->span), list);
}

static bool has_field(const struct building *it, const struct asking *request, enum doc_field field)
{
    for (size_t m = 0; m < request->member_count; m++)
        for (size_t i = 0; i < it->columns.count; i++)
            if (request->members[m].key == &it->columns.items[i].key && it->columns.items[i].field == field)
                return true;
    return false;
}

/* Points at what it is said of: the file itself does not say it. */
static const struct doc_node *constant_node(struct building *it, const struct doc_constant *constant,
                                            struct text_span span)
{
    return new_node(it, (struct doc_node){.kind = DOC_SCALAR, .quoted = true, .span = span, .value = constant->value});
}

static void add_constants(struct building *it, struct asking *request)
{
    for (size_t i = 0; it->map.map && i < it->map.map->constant_count; i++) {
        const struct doc_constant *constant = &it->map.map->constants[i];
        if (constant->owner == DOC_OF_REQUEST && !has_field(it, request, constant->field))
            add_member(it, request, key_named(it, constant->field, request->span),
                       constant_node(it, constant, request->span));
    }
}

static void add_file_constants(struct building *it, struct asked *asked)
{
    for (size_t i = 0; it->map.map && i < it->map.map->constant_count; i++) {
        const struct doc_constant *constant = &it->map.map->constants[i];
        if (constant->owner != DOC_OF_SUBMISSION || taken(asked, constant->field) ||
            asked->member_count == DOC_FIELD_COUNT)
            continue;
        asked->members[asked->member_count++] =
            (struct doc_member){key_named(it, constant->field, asked->span), constant_node(it, constant, asked->span)};
    }
}

static const struct doc_node *request_node(struct building *it, struct asking *request)
{
    add_constants(it, request);
    add_list(it, request, DOC_FIELD_BREAKDOWN, request->rows, request->row_count);
    add_list(it, request, DOC_FIELD_PRIORITIES, request->claims, request->claim_count);
    return new_node(it, (struct doc_node){.kind = DOC_MAPPING,
                                          .span = request->span,
                                          .members = request->members,
                                          .count = request->member_count});
}

/* What is said of the table goes with its first submission. */
static const struct doc_remarks *remarks_of(struct building *it)
{
    if (it->cells.remark_count == 0) return NULL;
    struct doc_remarks *remarks = arena_alloc(it->arena, sizeof *remarks);
    if (!remarks) it->status = STATUS_NO_MEMORY;
    else *remarks = (struct doc_remarks){it->cells.remarks, it->cells.remark_count};
    return remarks;
}

/* Hands every submission its requests. */
static void share_out_requests(struct building *it)
{
    for (size_t i = 0; i < it->submission_count; i++) {
        struct asked *asked = &it->submissions[i];
        asked->requests = arena_alloc(it->arena, (asked->request_count + 1) * sizeof *asked->requests);
        if (!asked->requests) it->status = STATUS_NO_MEMORY;
    }
    for (size_t i = 0; i < it->request_count && it->status == STATUS_OK; i++) {
        struct asked *asked = &it->submissions[it->requests[i].submission];
        asked->requests[asked->requests_taken++] = (struct doc_member){NULL, request_node(it, &it->requests[i])};
    }
}

static const struct doc_node *root_of(struct building *it, size_t submission)
{
    struct asked *asked = &it->submissions[submission];
    struct doc_member *members = arena_alloc(it->arena, (DOC_FIELD_COUNT + 1) * sizeof *members);
    add_file_constants(it, asked);
    if (!members) {
        it->status = STATUS_NO_MEMORY;
        return NULL;
    }
    const struct doc_node *list = new_node(it, (struct doc_node){.kind = DOC_SEQUENCE,
                                                                 .span = asked->span,
                                                                 .members = asked->requests,
                                                                 .count = asked->requests_taken});
    memcpy(members, asked->members, asked->member_count * sizeof *members);
    members[asked->member_count] = (struct doc_member){key_named(it, DOC_FIELD_REQUESTS, asked->span), list};
    return new_node(it, (struct doc_node){.kind = DOC_MAPPING,
                                          .span = asked->span,
                                          .members = members,
                                          .count = asked->member_count + 1,
                                          .remarks = submission == 0 ? remarks_of(it) : NULL});
}

enum status doc_table_roots(struct arena *arena, const struct doc_table *table, const struct doc_vocabulary *words,
                            const struct doc_column_map *map, struct text_diagnostics *diagnostics,
                            struct doc_roots *out_roots)
{
    struct building it = {.arena = arena, .table = table, .words = words, .diagnostics = diagnostics};
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
        read_above(&it, &table->records[i]);
    for (size_t i = it.columns.header + 1; i < table->count && it.status == STATUS_OK; i++)
        read_row(&it, &table->records[i]);
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
