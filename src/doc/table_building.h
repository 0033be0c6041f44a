/* doc/table_building - the trees of a table while its rows are read (private to doc/table_*.c).
 *
 * Failure is sticky in `status`; then what is handed back is NULL or of no use. */
#ifndef DOC_TABLE_BUILDING_H
#define DOC_TABLE_BUILDING_H

#include "doc/table_apply.h"
#include "doc/yaml.h"

/* Items of a list of a request. */
struct doc_table_list {
    struct doc_member *items;
    size_t count, capacity;
};

/* A request that is being put together from its rows. */
struct doc_table_asking {
    struct text_view id, title;
    size_t submission;
    struct doc_member *members; /* of the request */
    size_t member_count, member_capacity;
    struct doc_table_list rows, claims;
    struct doc_table_list notes; /* of further rows: texts that go with the note it has */
    struct text_span span;
};

/* A ministry's requests of one year. */
struct doc_table_asked {
    struct text_view ministry, year;
    struct doc_member members[DOC_FIELD_COUNT]; /* of the submission */
    size_t member_count;
    struct doc_member *requests; /* as many as there are, filled when all rows are read */
    size_t request_count, requests_taken;
    struct text_span span;
};

#define DOC_TABLE_NOWHERE ((size_t)-1)

/* Cells that say "as above" (table_ditto.c). */
struct doc_table_dittos {
    const struct doc_cell **above; /* by column: the last cell of a request with something in it */
    struct text_span first;        /* that held a mark */
    struct text_view mark;
    size_t count;
};

/* A row that is the sum of others. */
struct doc_table_total {
    const struct doc_record *record;
    size_t submission; /* of the rows above it, or of the ministry and year that it names; NOWHERE: of those below */
    size_t requests_above;
};

struct doc_table_building {
    struct arena *arena;
    const struct doc_table *table;
    const struct doc_vocabulary *words;
    struct text_diagnostics *diagnostics;
    struct doc_columns columns;
    struct doc_applied_map map;
    struct doc_cell_reader cells;
    struct doc_member above[DOC_FIELD_COUNT]; /* fields of the file that stand above the header */
    size_t above_count;
    struct doc_table_asked *submissions;
    size_t submission_count, submission_capacity;
    size_t current; /* submission of the row above; NOWHERE: there is none yet */
    bool parted;    /* a sum or a heading stands between the last row of a request and this one */
    struct doc_table_asking *requests;
    size_t request_count, request_capacity;
    struct doc_table_total *totals;
    size_t total_count, total_capacity;
    struct doc_left *left;
    size_t left_count, left_capacity;
    bool *columns_left; /* told of already */
    struct doc_table_dittos dittos;
    bool told_twice;    /* of two columns that are one field */
    enum status status; /* sticky */
};

/* Room for one more item in the building's arena. */
void *doc_table_grow(struct doc_table_building *it, void *items, size_t count, size_t *capacity, size_t size);
/* A node of its own. */
struct doc_node *doc_table_node(struct doc_table_building *it, struct doc_node node);
/* A key that names a field, pointing at what gave it. */
const struct doc_node *doc_table_key(struct doc_table_building *it, enum doc_field field, struct text_span span);
/* What a cell says in its column, and the map of columns of that. */
const struct doc_node *doc_table_value(struct doc_table_building *it, const struct doc_cell *cell,
                                       struct doc_column *column);
/* Notes what is no part of the trees. */
void doc_table_leave(struct doc_table_building *it, enum doc_left_kind kind, const struct doc_cell *cell,
                     struct text_view name);
/* How many cells of the row stand under columns. */
static inline size_t doc_table_cells(const struct doc_table_building *it, const struct doc_record *record)
{
    return record->count < it->columns.count ? record->count : it->columns.count;
}
/* The cell of a column, NULL when nothing stands in it. */
const struct doc_cell *doc_table_cell_at(const struct doc_table_building *it, const struct doc_record *record,
                                         size_t column);
/* Whether the column names requests: by id or title. */
bool doc_table_is_label(const struct doc_column *column);
/* Whether it is merged with the one above. */
bool doc_table_is_continued(const struct doc_cell *cell);
/* The text of the first cell of a row in a column of that field, empty when there is none. */
struct text_view doc_table_text_of(const struct doc_table_building *it, const struct doc_record *record,
                                   enum doc_owner owner, enum doc_field field);
/* What a submission has in the field; NULL when nothing yet. */
const struct doc_node *doc_table_taken(const struct doc_table_asked *asked, enum doc_field field);
/* Both spans and what is between them; one without a source is none. */
struct text_span doc_table_joined(struct text_span a, struct text_span b);
/* Refuses the table for what there is too much of, at `span`; `limit`: how many are allowed, in figures. */
void doc_table_refuse_limit(struct doc_table_building *it, enum diagnostic_code code, struct text_span span,
                            const char *limit);
/* What a constant of the map says; points at what it is said of: the file itself does not say it. */
const struct doc_node *doc_table_constant(struct doc_table_building *it, const struct doc_constant *constant,
                                          struct text_span span);

#endif
