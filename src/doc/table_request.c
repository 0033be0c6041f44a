#include "doc/table_request.h"

#include "base/limits.h"

#include <string.h>

#define JOINED_MOST 100 /* bytes of an amount with figures of further rows behind it: longer ones are no amounts */

/* ---- whose row it is */

static bool is_of(const struct doc_table_asking *request, struct text_view id, struct text_view title,
                  size_t submission)
{
    return request->submission == submission && (id.len == 0 || text_view_equal(id, request->id)) &&
           (title.len == 0 || text_view_equal(title, request->title));
}

/* Whether the row says more of the request than which it is. */
static bool says_more(const struct doc_table_building *it, const struct doc_record *record)
{
    for (size_t i = 0; i < doc_table_cells(it, record); i++) {
        const struct doc_column *column = &it->columns.items[i];
        bool says = column->owner == DOC_OF_REQUEST && !doc_table_is_label(column);
        if (says && doc_table_cell_at(it, record, i)) return true;
    }
    return false;
}

/* The request that a row goes on with: the last one, whose id and title it bears, or, with nothing between, neither; or
 * one further up, when it bears its id and says nothing but a claim or a breakdown row. */
static struct doc_table_asking *bearer_of(struct doc_table_building *it, const struct doc_record *record,
                                          struct text_view id, struct text_view title, size_t submission)
{
    size_t count = it->request_count, first = count > LIMIT_TABLE_ROWS_BACK ? count - LIMIT_TABLE_ROWS_BACK : 0;
    if (id.len == 0 && title.len == 0 && it->parted) return NULL;
    if (count > 0 && is_of(&it->requests[count - 1], id, title, submission)) return &it->requests[count - 1];
    if (id.len == 0 || says_more(it, record)) return NULL;
    while (count-- > first)
        if (is_of(&it->requests[count], id, title, submission)) return &it->requests[count];
    return NULL;
}

/* ---- cells of the request itself */

/* What the request says in the column already, or NULL. */
static struct doc_member *known_in(const struct doc_table_asking *request, const struct doc_column *column)
{
    for (size_t m = 0; m < request->member_count; m++)
        if (text_view_equal(request->members[m].key->value, column->key.value)) return &request->members[m];
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

static void add_item(struct doc_table_building *it, struct doc_table_list *list, const struct doc_node *value)
{
    struct doc_member *items = doc_table_grow(it, list->items, list->count, &list->capacity, sizeof *items);
    if (!items) return;
    list->items = items;
    items[list->count++] = (struct doc_member){NULL, value};
}

/* Whether the last `len` bytes of both are the same. */
static bool ends_as(struct text_view a, struct text_view b, size_t len)
{
    return a.len >= len && b.len >= len && memcmp(a.at + a.len - len, b.at + b.len - len, len) == 0;
}

/* The bracketed figure in the row below an amount is the previous year's, as it is behind an amount in one cell: the
 * two as one text, of which no bytes of the file are the whole. One that stands there already may be said again. NULL
 * when the cell says anything else. */
static const struct doc_node *with_earlier(struct doc_table_building *it, const struct doc_column *column,
                                           const struct doc_node *known, const struct doc_cell *cell)
{
    bool below = false;
    struct doc_node node = *known;
    (void)doc_column_unbracketed(cell->text, &below);
    struct text_view parts[] = {text_view_trim(known->value), text_view_trim(cell->text)};
    if (doc_field_type(column->field) != DOC_TYPE_AMOUNT || !below) return NULL;
    if (ends_as(parts[0], parts[1], parts[1].len)) return known;
    if (parts[0].len > JOINED_MOST) return NULL;
    char *both = arena_alloc(it->arena, parts[0].len + parts[1].len + 1);
    if (!both) {
        it->status = STATUS_NO_MEMORY;
        return NULL;
    }
    memcpy(both, parts[0].at, parts[0].len);
    memcpy(both + parts[0].len, parts[1].at, parts[1].len);
    node.value = (struct text_view){both, parts[0].len + parts[1].len};
    node.map = NULL;
    return doc_table_node(it, node);
}

/* A cell that differs from what the request has already. */
static void take_further(struct doc_table_building *it, struct doc_table_asking *request, struct doc_member *known,
                         struct doc_column *column, const struct doc_cell *cell)
{
    const struct text_view none = {0};
    if (column->field == DOC_FIELD_NOTE) { /* a remark on the further row */
        add_item(it, &request->notes, doc_table_value(it, cell, column));
        return;
    }
    const struct doc_node *both = with_earlier(it, column, known->value, cell);
    if (both) known->value = both;
    else if (!it->told_twice)
        text_diagnostics_add(it->diagnostics, DIAGNOSTIC_TABLE_CONFLICT, NULL, cell->span, column->key.value,
                             cell->text, none);
}

/* Cells of the request itself; a row that goes on with it may repeat them, but not say something else. */
static void take_request(struct doc_table_building *it, const struct doc_record *record,
                         struct doc_table_asking *request)
{
    for (size_t i = 0; i < doc_table_cells(it, record); i++) {
        struct doc_column *column = &it->columns.items[i];
        const struct doc_cell *cell = doc_table_cell_at(it, record, i);
        if (!cell || column->owner != DOC_OF_REQUEST) continue;
        bool once = doc_table_is_continued(cell) &&
                    doc_field_type(column->field) == DOC_TYPE_AMOUNT; /* told by the row above */
        struct doc_member *known = known_in(request, column);
        if (!known && !once) add_member(it, request, &column->key, doc_table_value(it, cell, column));
        else if (known && !text_view_equal(text_view_trim(known->value->value), text_view_trim(cell->text)))
            take_further(it, request, known, column, cell);
    }
    request->span = doc_table_joined(request->span, record->span);
}

/* ---- items of its lists */

/* Whose items of a row's lists a column may be of: those of one owner that bear the same number. */
struct item {
    enum doc_owner owner;
    uint32_t number;
};

static bool is_of_item(const struct doc_column *column, struct item item)
{
    return column->owner == item.owner && column->number == item.number;
}

static bool has_any(const struct doc_table_building *it, const struct doc_record *record, struct item item)
{
    for (size_t i = 0; i < doc_table_cells(it, record); i++)
        if (is_of_item(&it->columns.items[i], item) && doc_table_cell_at(it, record, i) &&
            !doc_table_is_continued(doc_table_cell_at(it, record, i)))
            return true;
    return false;
}

/* What the field is called within its list, in the language of the heading: messages quote it. */
static const struct doc_node *item_key(struct doc_table_building *it, const struct doc_column *column)
{
    const enum doc_field list = column->owner == DOC_OF_ROW ? DOC_FIELD_BREAKDOWN : DOC_FIELD_PRIORITIES;
    const struct text_view english = doc_column_label(it->words, list, column->field, TEXT_EN);
    struct doc_node key = column->key;
    key.value = text_view_equal(column->heading, english) ? text_view_of(doc_field_name(column->field))
                                                          : doc_item_label(it->words, list, column->field, TEXT_JA);
    return doc_table_node(it, key);
}

/* Cells of one item as a mapping: a claim, a breakdown row. Of merged cells the text is meant for each of the rows, an
 * amount once. */
static const struct doc_node *mapping_of(struct doc_table_building *it, const struct doc_record *record,
                                         struct item item)
{
    struct doc_member *members = arena_alloc(it->arena, (it->columns.count + 1) * sizeof *members);
    struct text_span span = {NULL, 0, 0};
    size_t count = 0;
    if (!members) it->status = STATUS_NO_MEMORY;
    for (size_t i = 0; members && i < doc_table_cells(it, record); i++) {
        struct doc_column *column = &it->columns.items[i];
        const struct doc_cell *cell = doc_table_cell_at(it, record, i);
        if (!cell || !is_of_item(column, item) ||
            (doc_table_is_continued(cell) && doc_field_type(column->field) == DOC_TYPE_AMOUNT))
            continue;
        members[count++] = (struct doc_member){item_key(it, column), doc_table_value(it, cell, column)};
        span = doc_table_joined(span, cell->span);
    }
    return doc_table_node(it, (struct doc_node){.kind = DOC_MAPPING, .span = span, .members = members, .count = count});
}

static void take_item(struct doc_table_building *it, const struct doc_record *record, struct item item,
                      struct doc_table_list *list)
{
    if (!has_any(it, record, item)) return;
    const struct doc_node *mapping = mapping_of(it, record, item);
    if (it->status == STATUS_OK) add_item(it, list, mapping);
}

static void take_lists(struct doc_table_building *it, const struct doc_record *record, struct doc_table_asking *request)
{
    for (uint32_t number = 0; number <= it->columns.lists; number++) {
        take_item(it, record, (struct item){DOC_OF_ROW, number}, &request->rows);
        take_item(it, record, (struct item){DOC_OF_CLAIM, number}, &request->claims);
    }
}

static bool adds_item(const struct doc_table_building *it, const struct doc_record *record)
{
    for (uint32_t number = 0; number <= it->columns.lists; number++)
        if (has_any(it, record, (struct item){DOC_OF_ROW, number}) ||
            has_any(it, record, (struct item){DOC_OF_CLAIM, number}))
            return true;
    return false;
}

static bool says_amount_again(const struct doc_table_building *it, const struct doc_record *record,
                              const struct doc_table_asking *request)
{
    for (size_t i = 0; i < doc_table_cells(it, record); i++) {
        const struct doc_column *column = &it->columns.items[i];
        const struct doc_cell *cell = doc_table_cell_at(it, record, i);
        const struct doc_member *known = column->owner == DOC_OF_REQUEST ? known_in(request, column) : NULL;
        if (known && cell && column->field == DOC_FIELD_AMOUNT && !doc_table_is_continued(cell) &&
            text_view_equal(text_view_trim(known->value->value), text_view_trim(cell->text)))
            return true;
    }
    return false;
}

/* The request that the row goes on with, or NULL. Without an id, a row that asks for the same amount once more and adds
 * nothing to the request is another one of the same title. */
static struct doc_table_asking *continued(struct doc_table_building *it, const struct doc_record *record,
                                          struct text_view id, struct text_view title, size_t submission)
{
    struct doc_table_asking *request = bearer_of(it, record, id, title, submission);
    bool another = request && id.len == 0 && says_amount_again(it, record, request) && !adds_item(it, record);
    return another ? NULL : request;
}

void doc_table_take_request(struct doc_table_building *it, const struct doc_record *record, size_t submission)
{
    struct text_view id = doc_table_text_of(it, record, DOC_OF_REQUEST, DOC_FIELD_ID);
    struct text_view title = doc_table_text_of(it, record, DOC_OF_REQUEST, DOC_FIELD_TITLE);
    struct doc_table_asking *request = continued(it, record, id, title, submission);
    if (!request && it->request_count == LIMIT_REQUESTS) {
        doc_table_refuse_limit(it, DIAGNOSTIC_TOO_MANY_REQUESTS, record->span, "");
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

/* ---- its tree */

static void add_list(struct doc_table_building *it, struct doc_table_asking *request, enum doc_field field,
                     const struct doc_table_list *list)
{
    if (list->count == 0) return;
    const struct text_span first = list->items[0].value->span;
    const struct doc_node *node = doc_table_node(
        it, (struct doc_node){.kind = DOC_SEQUENCE, .span = first, .members = list->items, .count = list->count});
    add_member(it, request, doc_table_key(it, field, first), node);
}

/* What the request has in a field of its own; NULL when nothing. */
static struct doc_member *member_of(const struct doc_table_building *it, const struct doc_table_asking *request,
                                    enum doc_field field)
{
    for (size_t m = 0; m < request->member_count; m++)
        for (size_t i = 0; i < it->columns.count; i++)
            if (request->members[m].key == &it->columns.items[i].key && it->columns.items[i].field == field)
                return &request->members[m];
    return NULL;
}

static void add_constants(struct doc_table_building *it, struct doc_table_asking *request)
{
    for (size_t i = 0; it->map.map && i < it->map.map->constant_count; i++) {
        const struct doc_constant *constant = &it->map.map->constants[i];
        if (constant->owner == DOC_OF_REQUEST && !member_of(it, request, constant->field))
            add_member(it, request, doc_table_key(it, constant->field, request->span),
                       doc_table_constant(it, constant, request->span));
    }
}

/* The first note and those of further rows, a line each. */
static struct text_view all_notes(struct doc_table_building *it, struct text_view first,
                                  const struct doc_table_list *further)
{
    struct buf text;
    buf_init(&text);
    buf_add(&text, first.at, first.len);
    for (size_t i = 0; i < further->count; i++) {
        const struct text_view note = further->items[i].value->value;
        buf_add_char(&text, '\n');
        buf_add(&text, note.at, note.len);
    }
    const struct text_view all = {arena_copy(it->arena, text.bytes ? text.bytes : "", text.len), text.len};
    if (!all.at || buf_status(&text) != STATUS_OK) it->status = STATUS_NO_MEMORY;
    buf_clear(&text);
    return all;
}

/* No bytes of the file are the whole of the notes: what is said of them points at the first. */
static void join_notes(struct doc_table_building *it, struct doc_table_asking *request)
{
    struct doc_member *note = request->notes.count > 0 ? member_of(it, request, DOC_FIELD_NOTE) : NULL;
    if (!note) return;
    struct doc_node node = *note->value;
    node.value = all_notes(it, node.value, &request->notes);
    node.map = NULL;
    note->value = doc_table_node(it, node);
}

const struct doc_node *doc_table_request(struct doc_table_building *it, struct doc_table_asking *request)
{
    join_notes(it, request);
    add_constants(it, request);
    add_list(it, request, DOC_FIELD_BREAKDOWN, &request->rows);
    add_list(it, request, DOC_FIELD_PRIORITIES, &request->claims);
    return doc_table_node(it, (struct doc_node){.kind = DOC_MAPPING,
                                                .span = request->span,
                                                .members = request->members,
                                                .count = request->member_count});
}
