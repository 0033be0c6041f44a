#include "doc/table_map_read.h"

#include "base/limits.h"
#include "doc/amount.h"
#include "doc/strict.h"
#include "doc/table_columns.h"
#include "text/nearest.h"

#define FORMAT     "juten-columns/1"
#define NAMES_MOST (3 * DOC_FIELD_COUNT)

static const struct text_view none;

/* What a field may be called in the map, in the order of field.def. */
struct target {
    struct text_view name;
    enum doc_owner owner;
    enum doc_field field;
};

static const struct doc_strict_codes codes = {.documents = DIAGNOSTIC_COLUMNS_DOCUMENTS,
                                              .format = DIAGNOSTIC_COLUMNS_FORMAT,
                                              .mapping = DIAGNOSTIC_COLUMNS_MAPPING,
                                              .text = DIAGNOSTIC_COLUMNS_TEXT,
                                              .list = DIAGNOSTIC_COLUMNS_LIST,
                                              .key = DIAGNOSTIC_COLUMNS_KEY,
                                              .key_near = DIAGNOSTIC_COLUMNS_KEY_NEAR,
                                              .required = DIAGNOSTIC_COLUMNS_REQUIRED};

struct reading {
    struct doc_strict strict;
    const struct doc_vocabulary *words;
    struct target targets[NAMES_MOST];
    struct text_view names[NAMES_MOST]; /* the targets' */
    size_t target_count;
};

static void fault(struct reading *it, enum diagnostic_code code, const struct doc_node *at, struct text_view a,
                  struct text_view b)
{
    doc_strict_fault(&it->strict, code, at, a, b);
}

/* ---- names of fields */

static void add_target(struct reading *it, const char *list, enum doc_field field, enum doc_owner owner)
{
    size_t before = strlen(list), len = before + strlen(doc_field_name(field));
    char *name = doc_strict_room(&it->strict, len, 1);
    if (!name) return;
    memcpy(name, list, before);
    memcpy(name + before, doc_field_name(field), len - before);
    it->names[it->target_count] = (struct text_view){name, len};
    it->targets[it->target_count] = (struct target){it->names[it->target_count], owner, field};
    it->target_count++;
}

/* amount, breakdown.amount, priorities.amount: a list itself has no cell. */
static void list_targets(struct reading *it)
{
    for (int i = 0; i < DOC_FIELD_COUNT; i++) {
        enum doc_field field = (enum doc_field)i;
        unsigned homes = doc_field_homes(field);
        if (doc_field_type(field) == DOC_TYPE_LIST) continue;
        if (homes & DOC_IN_SUBMISSION) add_target(it, "", field, DOC_OF_SUBMISSION);
        if (homes & DOC_IN_REQUEST) add_target(it, "", field, DOC_OF_REQUEST);
        if (homes & DOC_IN_ROW) add_target(it, "breakdown.", field, DOC_OF_ROW);
        if (homes & DOC_IN_CLAIM) add_target(it, "priorities.", field, DOC_OF_CLAIM);
    }
}

/* By the names above, else by those that the column of a table may bear. */
static bool find_target(struct reading *it, const struct doc_node *node, struct text_view name,
                        struct target *out_target)
{
    struct doc_column column;
    for (size_t i = 0; i < it->target_count; i++) {
        *out_target = it->targets[i];
        if (text_view_equal(out_target->name, name)) return true;
    }
    if (doc_column_named(it->strict.arena, it->words, name, &column) != STATUS_OK) it->strict.status = STATUS_NO_MEMORY;
    else if (column.owner != DOC_OF_NOBODY && doc_field_type(column.field) != DOC_TYPE_LIST) {
        *out_target = (struct target){name, column.owner, column.field};
        return true;
    }
    size_t nearest = text_nearest(name, it->names, it->target_count);
    if (nearest == (size_t)-1) fault(it, DIAGNOSTIC_COLUMNS_FIELD, node, name, none);
    else fault(it, DIAGNOSTIC_COLUMNS_FIELD_NEAR, node, name, it->names[nearest]);
    return false;
}

/* ---- values */

static const struct text_view *read_texts(struct reading *it, const struct doc_node *list, size_t *out_count)
{
    *out_count = 0;
    if (list->kind != DOC_SEQUENCE || list->count == 0 || list->count > LIMIT_MAP_VALUES) {
        fault(it, DIAGNOSTIC_COLUMNS_LIST, list, none, none);
        return NULL;
    }
    struct text_view *texts = doc_strict_room(&it->strict, list->count, sizeof *texts);
    for (size_t i = 0; texts && i < list->count; i++)
        *out_count += doc_strict_text(&it->strict, list->members[i].value, &texts[*out_count]);
    return texts;
}

static struct text_view folded(struct reading *it, struct text_view text)
{
    struct text_folded result = {.text = none};
    if (text_fold(it->words->folder, it->strict.arena, text, &result) != STATUS_OK)
        it->strict.status = STATUS_NO_MEMORY;
    return result.text;
}

/* ---- columns */

static void read_translations(struct reading *it, const struct doc_node *node, struct doc_mapped_column *column)
{
    if (!doc_strict_is_mapping(&it->strict, node)) return;
    struct doc_translation *values = doc_strict_room(&it->strict, node->count, sizeof *values);
    for (size_t i = 0; values && i < node->count; i++) {
        struct doc_translation *value = &values[column->value_count];
        value->from = text_view_trim(node->members[i].key->value);
        column->value_count += doc_strict_text(&it->strict, node->members[i].value, &value->to);
    }
    column->values = values;
}

static void read_unit(struct reading *it, const struct doc_node *node, struct doc_mapped_column *column)
{
    struct text_view unit;
    if (!doc_strict_text(&it->strict, node, &unit)) return;
    column->unit_yen = doc_amount_unit(unit);
    if (column->unit_yen == 0 || doc_field_type(column->field) != DOC_TYPE_AMOUNT)
        fault(it, DIAGNOSTIC_COLUMNS_UNIT, node, unit, none);
}

/* What stands behind a header: a field's name, a mapping with more, or ~ for a column that is not to be read. */
static void read_target(struct reading *it, const struct doc_node *node, struct doc_mapped_column *column)
{
    static const struct text_view keys[] = {{"field", 5}, {"unit", 4}, {"values", 6}};
    const struct doc_node *values[3] = {node, NULL, NULL};
    struct target target;
    struct text_view name;
    if (node->kind == DOC_SCALAR && doc_node_is_empty(node)) return;
    if (node->kind != DOC_SCALAR && !doc_strict_keys(&it->strict, node, keys, 3, values)) return;
    if (!values[0]) {
        fault(it, DIAGNOSTIC_COLUMNS_REQUIRED, node, keys[0], none);
        return;
    }
    if (!doc_strict_text(&it->strict, values[0], &name) || !find_target(it, values[0], name, &target)) return;
    column->owner = target.owner;
    column->field = target.field;
    if (values[1]) read_unit(it, values[1], column);
    if (values[2]) read_translations(it, values[2], column);
}

static void read_columns(struct reading *it, const struct doc_node *node, struct doc_column_map *map)
{
    if (!doc_strict_is_mapping(&it->strict, node)) return;
    struct doc_mapped_column *columns = doc_strict_room(&it->strict, node->count, sizeof *columns);
    for (size_t i = 0; columns && i < node->count; i++) {
        const struct doc_node *key = node->members[i].key;
        struct doc_mapped_column column = {.header = text_view_trim(key->value), .field = DOC_FIELD_COUNT};
        column.folded = folded(it, column.header);
        for (size_t before = 0; before < map->column_count; before++)
            if (text_view_equal(columns[before].folded, column.folded))
                fault(it, DIAGNOSTIC_COLUMNS_TWICE, key, column.header, columns[before].header);
        read_target(it, node->members[i].value, &column);
        columns[map->column_count++] = column;
    }
    map->columns = columns;
}

/* ---- the rest */

static void read_rule(struct reading *it, const struct doc_node *node, struct doc_left_out *rule)
{
    static const struct text_view keys[] = {{"column", 6}, {"values", 6}, {"except", 6}};
    const struct doc_node *values[3];
    if (!doc_strict_keys(&it->strict, node, keys, 3, values)) return;
    if (!values[0]) fault(it, DIAGNOSTIC_COLUMNS_REQUIRED, node, keys[0], none);
    else if (doc_strict_text(&it->strict, values[0], &rule->column)) rule->folded = folded(it, rule->column);
    if (!values[1] == !values[2]) {
        fault(it, DIAGNOSTIC_COLUMNS_ONE_OF, node, keys[1], keys[2]);
        return;
    }
    rule->except = values[2] != NULL;
    rule->values = read_texts(it, values[rule->except ? 2 : 1], &rule->value_count);
}

static void read_left_out(struct reading *it, const struct doc_node *node, struct doc_column_map *map)
{
    if (node->kind != DOC_SEQUENCE) {
        fault(it, DIAGNOSTIC_COLUMNS_LIST, node, none, none);
        return;
    }
    struct doc_left_out *rules = doc_strict_room(&it->strict, node->count, sizeof *rules);
    for (size_t i = 0; rules && i < node->count; i++)
        read_rule(it, node->members[i].value, &rules[map->left_out_count++]);
    map->left_out = rules;
}

static void read_constants(struct reading *it, const struct doc_node *node, struct doc_column_map *map)
{
    if (!doc_strict_is_mapping(&it->strict, node)) return;
    struct doc_constant *constants = doc_strict_room(&it->strict, node->count, sizeof *constants);
    for (size_t i = 0; constants && i < node->count; i++) {
        const struct doc_node *key = node->members[i].key;
        struct target target;
        struct text_view value;
        if (!find_target(it, key, key->value, &target) || !doc_strict_text(&it->strict, node->members[i].value, &value))
            continue;
        if (target.owner != DOC_OF_SUBMISSION && target.owner != DOC_OF_REQUEST)
            fault(it, DIAGNOSTIC_COLUMNS_CONSTANT, key, key->value, none);
        for (size_t before = 0; before < map->constant_count; before++)
            if (constants[before].field == target.field)
                fault(it, DIAGNOSTIC_COLUMNS_TWICE, key, key->value, text_view_of(doc_field_name(target.field)));
        constants[map->constant_count++] = (struct doc_constant){target.owner, target.field, value};
    }
    map->constants = constants;
}

static void read_root(struct reading *it, const struct doc_node *root, struct doc_column_map *map)
{
    static const struct text_view keys[] = {
        {"format", 6}, {"columns", 7}, {"leave_out", 9}, {"none", 4}, {"constants", 9}};
    const struct doc_node *values[5];
    list_targets(it);
    if (it->strict.status != STATUS_OK || !doc_strict_keys(&it->strict, root, keys, 5, values)) return;
    doc_strict_format(&it->strict, root, values[0], FORMAT);
    if (!values[1]) fault(it, DIAGNOSTIC_COLUMNS_REQUIRED, root, keys[1], none);
    else read_columns(it, values[1], map);
    if (values[2]) read_left_out(it, values[2], map);
    if (values[3]) map->none = read_texts(it, values[3], &map->none_count);
    if (values[4]) read_constants(it, values[4], map);
}

enum status doc_column_map_read(struct arena *arena, const struct text_source *source,
                                const struct doc_vocabulary *words, struct text_diagnostics *diagnostics,
                                struct doc_column_map *out_map)
{
    struct reading *it = arena_alloc(arena, sizeof *it);
    const struct doc_node *root;
    size_t faults = diagnostics->count;
    if (!it) return STATUS_NO_MEMORY;
    *it = (struct reading){.strict = {.arena = arena, .diagnostics = diagnostics, .codes = &codes}, .words = words};
    *out_map = (struct doc_column_map){.columns = NULL};
    enum status status = doc_strict_root(&it->strict, source, &root);
    if (status != STATUS_OK) return status;
    read_root(it, root, out_map);
    return doc_strict_end(&it->strict, faults);
}
