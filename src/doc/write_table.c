#include "doc/write_table.h"

#include "base/limits.h"
#include "doc/sum_name.h"

struct layout {
    struct doc_writing *writing;
    struct doc_sheet_column columns[DOC_FIELD_COUNT + DOC_FIELD_COUNT];
    size_t column_count;
    size_t at[DOC_IN_CLAIM + 1][DOC_FIELD_COUNT]; /* by home and field: its column + 1; 0: none */
    const struct doc_written_member **cells;
    size_t row_count, capacity; /* of rows */
    enum status status;
};

static const struct text_view none = {"", 0};

static void refuse(struct layout *it, enum diagnostic_code code, struct text_span span, struct text_view a)
{
    text_diagnostics_add(it->writing->diagnostics, code, NULL, span, a, none, none);
    if (it->status == STATUS_OK) it->status = STATUS_INVALID;
}

static struct text_view text_of(const struct doc_written *from, enum doc_field field)
{
    const struct doc_written_member *member = doc_written_get(from, field);
    return doc_written_is_empty(member) || member->list ? none : text_view_trim(member->text);
}

/* ---- columns */

/* What the fields of that home are used for, over all submissions. */
struct usage {
    bool of[DOC_IN_CLAIM + 1][DOC_FIELD_COUNT];
};

static void look_at(struct usage *usage, const struct doc_written *from, enum doc_home home)
{
    for (size_t i = 0; i < from->count; i++) {
        const struct doc_written_member *member = &from->members[i];
        if (doc_written_is_empty(member)) continue;
        usage->of[home][member->field] = true;
        enum doc_home inner = member->field == DOC_FIELD_REQUESTS    ? DOC_IN_REQUEST
                              : member->field == DOC_FIELD_BREAKDOWN ? DOC_IN_ROW
                                                                     : DOC_IN_CLAIM;
        for (size_t item = 0; member->list && item < member->count; item++)
            look_at(usage, &member->items[item], inner);
    }
}

static void add_column(struct layout *it, enum doc_field field, enum doc_home home, enum doc_field list)
{
    it->columns[it->column_count] =
        (struct doc_sheet_column){field, home,
                                  doc_column_label(it->writing->words, list, field, it->writing->language)};
    it->at[home][field] = ++it->column_count;
}

/* The columns of a list's items: amounts last. */
static void add_list(struct layout *it, const struct usage *usage, enum doc_field list, enum doc_home home)
{
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < DOC_FIELD_COUNT; i++)
            if (usage->of[home][i] && (doc_field_type((enum doc_field)i) == DOC_TYPE_AMOUNT) == (pass == 1))
                add_column(it, (enum doc_field)i, home, list);
}

static void add_columns(struct layout *it, const struct usage *usage)
{
    for (int i = 0; i < DOC_FIELD_COUNT; i++) {
        enum doc_field field = (enum doc_field)i;
        bool always = field == DOC_FIELD_MINISTRY || field == DOC_FIELD_FISCAL_YEAR || field == DOC_FIELD_ID ||
                      field == DOC_FIELD_TITLE;
        enum doc_home home = doc_field_homes(field) & DOC_IN_SUBMISSION ? DOC_IN_SUBMISSION : DOC_IN_REQUEST;
        if (field == DOC_FIELD_REQUESTS) continue;
        if (field == DOC_FIELD_BREAKDOWN) add_list(it, usage, field, DOC_IN_ROW);
        else if (field == DOC_FIELD_PRIORITIES) add_list(it, usage, field, DOC_IN_CLAIM);
        else if (always || usage->of[home][field]) add_column(it, field, home, DOC_FIELD_COUNT);
    }
}

/* ---- rows */

static bool add_row(struct layout *it)
{
    while (it->row_count == it->capacity) {
        size_t capacity = it->capacity > 0 ? 2 * it->capacity : 64;
        const struct doc_written_member **cells =
            arena_alloc(it->writing->arena, capacity * it->column_count * sizeof *cells);
        if (!cells) {
            it->status = STATUS_NO_MEMORY;
            return false;
        }
        if (it->row_count > 0) memcpy(cells, it->cells, it->row_count * it->column_count * sizeof *cells);
        it->cells = cells;
        it->capacity = capacity;
    }
    it->row_count++;
    return true;
}

/* Puts the fields of one mapping into a row; how many had something in them. */
static size_t fill(struct layout *it, size_t row, const struct doc_written *from, enum doc_home home)
{
    size_t filled = 0;
    for (size_t i = 0; i < from->count; i++) {
        const struct doc_written_member *member = &from->members[i];
        if (doc_written_is_empty(member)) it->writing->dropped++;
        else if (!member->list) it->cells[row * it->column_count + it->at[home][member->field] - 1] = member;
        filled += !doc_written_is_empty(member);
    }
    return filled;
}

static void fill_list(struct layout *it, size_t first, const struct doc_written_member *list, enum doc_home home)
{
    for (size_t i = 0; list && list->list && i < list->count && it->status != STATUS_NO_MEMORY; i++) {
        if (first + i == it->row_count && !add_row(it)) return;
        if (fill(it, first + i, &list->items[i], home) == 0)
            refuse(it, DIAGNOSTIC_CONVERT_NOTHING, list->items[i].span, none);
    }
}

/* Fields of the file, once more with every request; the total, which would look like more than one, only once. */
static size_t fill_file(struct layout *it, size_t row, const struct doc_written *submission, bool first)
{
    size_t filled = 0;
    for (size_t i = 0; i < submission->count; i++) {
        const struct doc_written_member *member = &submission->members[i];
        if (member->list || (member->field == DOC_FIELD_TOTAL && !first)) continue;
        if (doc_written_is_empty(member)) {
            it->writing->dropped += first;
            continue;
        }
        it->cells[row * it->column_count + it->at[DOC_IN_SUBMISSION][member->field] - 1] = member;
        filled++;
    }
    return filled;
}

/* Whether the reader would take the request for the row of a sum. */
static void check_total(struct layout *it, const struct doc_written *request)
{
    const struct doc_vocabulary *words = it->writing->words;
    struct text_view id = text_of(request, DOC_FIELD_ID), title = text_of(request, DOC_FIELD_TITLE);
    enum doc_sum sum;
    enum status status = doc_sum_of_row(it->writing->arena, words, id, title, &sum);
    if (status == STATUS_OK && sum == DOC_SUM_NONE && id.len == 0)
        status = doc_sum_named_loosely(it->writing->arena, words, title, &sum);
    if (status != STATUS_OK) it->status = status;
    else if (sum != DOC_SUM_NONE) refuse(it, DIAGNOSTIC_CONVERT_TOTAL, request->span, id.len > 0 ? id : title);
}

/* Whether the reader would take it for further rows of the one above. */
static void check_joined(struct layout *it, const struct doc_written *above, const struct doc_written *request)
{
    struct text_view id = text_of(request, DOC_FIELD_ID), title = text_of(request, DOC_FIELD_TITLE);
    bool same_id = id.len == 0 || text_view_equal(id, text_of(above, DOC_FIELD_ID));
    bool same_title = title.len == 0 || text_view_equal(title, text_of(above, DOC_FIELD_TITLE));
    if (same_id && same_title) refuse(it, DIAGNOSTIC_CONVERT_SAME, request->span, none);
}

/* Whether its row would hold one text alone, which the reader takes for a note or a heading. */
static void check_alone(struct layout *it, const struct doc_written *request)
{
    bool lists = doc_written_get(request, DOC_FIELD_BREAKDOWN) || doc_written_get(request, DOC_FIELD_PRIORITIES);
    struct text_view id = text_of(request, DOC_FIELD_ID), title = text_of(request, DOC_FIELD_TITLE);
    if (!lists && id.len + title.len > 0) refuse(it, DIAGNOSTIC_CONVERT_ALONE, request->span, none);
}

static void add_request(struct layout *it, const struct doc_written *submission, const struct doc_written *request,
                        bool first)
{
    size_t row = it->row_count;
    if (!add_row(it)) return;
    size_t filled = fill_file(it, row, submission, first);
    filled += fill(it, row, request, DOC_IN_REQUEST);
    if (filled == 0) refuse(it, DIAGNOSTIC_CONVERT_NOTHING, request->span, none);
    if (filled == 1) check_alone(it, request);
    check_total(it, request);
    fill_list(it, row, doc_written_get(request, DOC_FIELD_BREAKDOWN), DOC_IN_ROW);
    fill_list(it, row, doc_written_get(request, DOC_FIELD_PRIORITIES), DOC_IN_CLAIM);
}

static void add_submission(struct layout *it, const struct doc_written *submission)
{
    const struct doc_written_member *list = doc_written_get(submission, DOC_FIELD_REQUESTS);
    if (doc_written_is_empty(list)) {
        refuse(it, DIAGNOSTIC_CONVERT_NO_REQUESTS, submission->span, none);
        return;
    }
    for (size_t i = 0; i < list->count && it->status != STATUS_NO_MEMORY; i++) {
        if (i > 0) check_joined(it, &list->items[i - 1], &list->items[i]);
        add_request(it, submission, &list->items[i], i == 0);
    }
}

/* ---- the table */

struct whose {
    struct text_view ministry, year;
};

/* Rows are told apart by ministry and year; a blank one is that of the row above. */
static void check_submissions(struct layout *it, const struct doc_written *submissions, size_t count)
{
    if (count > LIMIT_TABLE_SUBMISSIONS) {
        refuse(it, DIAGNOSTIC_CONVERT_MANY, submissions[LIMIT_TABLE_SUBMISSIONS].span, none);
        return;
    }
    struct whose *known = arena_alloc(it->writing->arena, count * sizeof *known);
    if (!known) it->status = STATUS_NO_MEMORY;
    for (size_t i = 0; known && i < count; i++) {
        known[i] = (struct whose){text_of(&submissions[i], DOC_FIELD_MINISTRY),
                                  text_of(&submissions[i], DOC_FIELD_FISCAL_YEAR)};
        if (i > 0 && known[i].ministry.len == 0) known[i].ministry = known[i - 1].ministry;
        if (i > 0 && known[i].year.len == 0) known[i].year = known[i - 1].year;
        for (size_t j = 0; j < i; j++)
            if (text_view_equal(known[i].ministry, known[j].ministry) && text_view_equal(known[i].year, known[j].year))
                refuse(it, DIAGNOSTIC_CONVERT_SUBMISSIONS, submissions[i].span, none);
    }
}

enum status doc_write_table(struct doc_writing *writing, const struct doc_written *submissions, size_t count,
                            struct doc_sheet *out_sheet)
{
    struct usage usage = {{{false}}};
    struct layout *it = arena_alloc(writing->arena, sizeof *it);
    if (!it) return STATUS_NO_MEMORY;
    it->writing = writing;
    for (size_t i = 0; i < count; i++)
        look_at(&usage, &submissions[i], DOC_IN_SUBMISSION);
    add_columns(it, &usage);
    if (count > 1) check_submissions(it, submissions, count);
    for (size_t i = 0; i < count && it->status != STATUS_NO_MEMORY; i++)
        add_submission(it, &submissions[i]);
    *out_sheet = (struct doc_sheet){it->columns, it->column_count, it->cells, it->row_count};
    return it->status;
}

struct text_view doc_sheet_request(const struct doc_sheet *sheet, size_t row)
{
    for (size_t r = row + 1; r-- > 0;) {
        struct text_view id = none, title = none;
        for (size_t c = 0; c < sheet->column_count; c++) {
            const struct doc_written_member *member = sheet->cells[r * sheet->column_count + c];
            if (member && sheet->columns[c].field == DOC_FIELD_ID) id = member->text;
            if (member && sheet->columns[c].field == DOC_FIELD_TITLE) title = member->text;
        }
        if (id.len > 0 || title.len > 0) return id.len > 0 ? id : title;
    }
    return none;
}

enum status doc_sheet_refuse(struct doc_writing *writing, const struct doc_sheet *sheet, size_t row, size_t column,
                             enum diagnostic_code code, struct text_view what)
{
    const struct doc_written_member *member = sheet->cells[row * sheet->column_count + column];
    bool told = writing->diagnostics->count < LIMIT_DIAGNOSTICS; /* beyond it they are only counted */
    text_diagnostics_add(writing->diagnostics, code, NULL, member->span, told ? doc_sheet_request(sheet, row) : none,
                         sheet->columns[column].name, what);
    return STATUS_INVALID;
}
