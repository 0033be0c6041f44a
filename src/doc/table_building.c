#include "doc/table_building.h"

void *doc_table_grow(struct doc_table_building *it, void *items, size_t count, size_t *capacity, size_t size)
{
    void *grown = arena_grow(it->arena, items, count, capacity, size);
    if (!grown) it->status = STATUS_NO_MEMORY;
    return grown;
}

struct doc_node *doc_table_node(struct doc_table_building *it, struct doc_node node)
{
    struct doc_node *kept = arena_alloc(it->arena, sizeof *kept);
    if (kept) *kept = node;
    else it->status = STATUS_NO_MEMORY;
    return kept;
}

const struct doc_node *doc_table_key(struct doc_table_building *it, enum doc_field field, struct text_span span)
{
    return doc_table_node(it, (struct doc_node){.kind = DOC_SCALAR,
                                                .quoted = true,
                                                .span = span,
                                                .value = text_view_of(doc_field_name(field))});
}

const struct doc_node *doc_table_value(struct doc_table_building *it, const struct doc_cell *cell,
                                       struct doc_column *column)
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
    return doc_table_node(it, meant);
}

void doc_table_leave(struct doc_table_building *it, enum doc_left_kind kind, const struct doc_cell *cell,
                     struct text_view name)
{
    struct doc_left *left = doc_table_grow(it, it->left, it->left_count, &it->left_capacity, sizeof *left);
    if (!left) return;
    it->left = left;
    left[it->left_count++] = (struct doc_left){kind, cell->span, name};
}

const struct doc_cell *doc_table_cell_at(const struct doc_table_building *it, const struct doc_record *record,
                                         size_t column)
{
    if (column >= record->count || record->cells[column].text.len == 0) return NULL;
    const struct doc_cell *cell = &record->cells[column];
    const struct doc_column *field = column < it->columns.count ? &it->columns.items[column] : NULL;
    const bool amount = field && field->owner != DOC_OF_NOBODY && doc_field_type(field->field) == DOC_TYPE_AMOUNT;
    return !amount && doc_applied_map_is_none(&it->map, cell->text) ? NULL : cell;
}

bool doc_table_is_label(const struct doc_column *column)
{
    return column->owner == DOC_OF_REQUEST && (column->field == DOC_FIELD_ID || column->field == DOC_FIELD_TITLE);
}

bool doc_table_is_continued(const struct doc_cell *cell)
{
    return cell->note && cell->note->continued;
}

struct text_view doc_table_text_of(const struct doc_table_building *it, const struct doc_record *record,
                                   enum doc_owner owner, enum doc_field field)
{
    for (size_t i = 0; i < doc_table_cells(it, record); i++) {
        const struct doc_cell *cell = doc_table_cell_at(it, record, i);
        if (cell && it->columns.items[i].owner == owner && it->columns.items[i].field == field)
            return text_view_trim(cell->text);
    }
    return (struct text_view){"", 0};
}

const struct doc_node *doc_table_taken(const struct doc_table_asked *asked, enum doc_field field)
{
    for (size_t i = 0; i < asked->member_count; i++)
        if (text_view_equal(asked->members[i].key->value, text_view_of(doc_field_name(field))))
            return asked->members[i].value;
    return NULL;
}

struct text_span doc_table_joined(struct text_span a, struct text_span b)
{
    if (!a.source) return b;
    return (struct text_span){a.source, a.begin < b.begin ? a.begin : b.begin, a.end > b.end ? a.end : b.end};
}

void doc_table_refuse_limit(struct doc_table_building *it, enum diagnostic_code code, struct text_span span,
                            const char *limit)
{
    const struct text_view none = {0};
    text_diagnostics_add(it->diagnostics, code, NULL, span, text_view_of(limit), none, none);
    it->status = it->diagnostics->status == STATUS_OK ? STATUS_LIMIT : it->diagnostics->status;
}

/* Points at what it is said of: the file itself does not say it. */
const struct doc_node *doc_table_constant(struct doc_table_building *it, const struct doc_constant *constant,
                                          struct text_span span)
{
    return doc_table_node(
        it, (struct doc_node){.kind = DOC_SCALAR, .quoted = true, .span = span, .value = constant->value});
}
