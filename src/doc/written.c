#include "doc/written.h"

#include "doc/amount.h"
#include "doc/amount_carry.h"

struct reading {
    struct arena *arena;
    const struct doc_vocabulary *words;
    struct text_diagnostics *diagnostics;
    int64_t unit_yen; /* of the submission */
    enum status status;
};

static const struct text_view none = {"", 0};

static void refuse(struct reading *it, enum diagnostic_code code, struct text_span span, struct text_view a,
                   struct text_view b)
{
    text_diagnostics_add(it->diagnostics, code, NULL, span, a, b, none);
    if (it->status == STATUS_OK) it->status = STATUS_INVALID;
}

static bool memory_is_out(const struct reading *it)
{
    return it->status == STATUS_NO_MEMORY;
}

/* ---- members */

/* The field that a key names here, or DOC_FIELD_COUNT after a diagnostic. */
static enum doc_field field_of(struct reading *it, const struct doc_node *key, enum doc_home home)
{
    int found = -1;
    if (doc_find_word(&it->words->fields, it->words->folder, it->arena, key->value, &found) != STATUS_OK) {
        it->status = STATUS_NO_MEMORY;
        return DOC_FIELD_COUNT;
    }
    if (found >= 0 && doc_field_homes((enum doc_field)found) & home) return (enum doc_field)found;
    refuse(it, DIAGNOSTIC_CONVERT_FIELD, key->span, key->value, none);
    return DOC_FIELD_COUNT;
}

static void read_text(struct reading *it, const struct doc_node *node, struct doc_written_member *member)
{
    member->quoted = node->quoted;
    member->text = node->value;
    if (node->unit_yen == 0 || doc_field_type(member->field) != DOC_TYPE_AMOUNT) return;
    const struct doc_amount_units units = {.own_yen = node->unit_yen, .file_yen = it->unit_yen};
    enum status status = doc_amount_carry(it->arena, node->value, units, it->words, &member->text);
    if (status == STATUS_NO_MEMORY) it->status = status;
    else if (status != STATUS_OK) refuse(it, DIAGNOSTIC_CONVERT_UNIT, node->span, node->value, none);
}

static struct doc_written read_mapping(struct reading *it, const struct doc_node *node, enum doc_home home);

static enum doc_home home_of(enum doc_field list)
{
    if (list == DOC_FIELD_REQUESTS) return DOC_IN_REQUEST;
    return list == DOC_FIELD_BREAKDOWN ? DOC_IN_ROW : DOC_IN_CLAIM;
}

static void read_list(struct reading *it, const struct doc_node *key, const struct doc_node *node,
                      struct doc_written_member *member)
{
    struct doc_written *items = arena_alloc(it->arena, (node->count + 1) * sizeof *items);
    if (!items) it->status = STATUS_NO_MEMORY;
    for (size_t i = 0; i < node->count && !memory_is_out(it); i++) {
        const struct doc_node *item = node->members[i].value;
        if (item->kind == DOC_MAPPING) items[i] = read_mapping(it, item, home_of(member->field));
        else refuse(it, DIAGNOSTIC_CONVERT_KIND, item->span, key->value, none);
    }
    member->list = true;
    member->items = items;
    member->count = node->count;
}

static void read_value(struct reading *it, const struct doc_node *key, const struct doc_node *node,
                       struct doc_written_member *member)
{
    bool list = doc_field_type(member->field) == DOC_TYPE_LIST;
    member->span = node->span;
    if (node->kind == DOC_SCALAR && (!list || doc_node_is_empty(node))) read_text(it, node, member);
    else if (node->kind == DOC_SEQUENCE && list) read_list(it, key, node, member);
    else refuse(it, DIAGNOSTIC_CONVERT_KIND, node->span, key->value, none);
}

static struct doc_written read_mapping(struct reading *it, const struct doc_node *node, enum doc_home home)
{
    const struct doc_node *keys[DOC_FIELD_COUNT] = {NULL};
    struct doc_written_member *members = arena_alloc(it->arena, (node->count + 1) * sizeof *members);
    struct doc_written written = {.members = members, .span = node->span};
    if (!members) it->status = STATUS_NO_MEMORY;
    for (size_t i = 0; i < node->count && !memory_is_out(it); i++) {
        const struct doc_node *key = node->members[i].key;
        enum doc_field field = field_of(it, key, home);
        if (field == DOC_FIELD_COUNT) continue;
        if (keys[field]) {
            refuse(it, DIAGNOSTIC_FIELD_TWICE, key->span, keys[field]->value, key->value);
            continue;
        }
        keys[field] = key;
        members[written.count] = (struct doc_written_member){.field = field};
        read_value(it, key, node->members[i].value, &members[written.count++]);
    }
    return written;
}

/* ---- submissions */

/* The unit of the file, wherever it stands in it. */
static int64_t unit_of(struct reading *it, const struct doc_node *root)
{
    for (size_t i = 0; i < root->count && !memory_is_out(it); i++) {
        const struct doc_member *member = &root->members[i];
        int found = -1;
        if (doc_find_word(&it->words->fields, it->words->folder, it->arena, member->key->value, &found) != STATUS_OK)
            it->status = STATUS_NO_MEMORY;
        if (found == DOC_FIELD_UNIT && member->value->kind == DOC_SCALAR)
            return doc_amount_unit(text_view_trim(member->value->value));
    }
    return 0;
}

enum status doc_written_read(struct arena *arena, const struct doc_roots *roots, const struct doc_vocabulary *words,
                             struct text_diagnostics *diagnostics, struct doc_written_set *out_set)
{
    struct reading it = {.arena = arena, .words = words, .diagnostics = diagnostics};
    struct doc_written *items = arena_alloc(arena, (roots->count + 1) * sizeof *items);
    if (!items) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < roots->count && !memory_is_out(&it); i++) {
        const struct doc_node *root = roots->items[i];
        if (root->kind != DOC_MAPPING) {
            refuse(&it, DIAGNOSTIC_NOT_SUBMISSION, root->span, none, none);
            continue;
        }
        it.unit_yen = unit_of(&it, root);
        items[i] = read_mapping(&it, root, DOC_IN_SUBMISSION);
    }
    if (it.status == STATUS_OK) *out_set = (struct doc_written_set){items, roots->count};
    return diagnostics->status != STATUS_OK ? diagnostics->status : it.status;
}

/* ---- looking at it */

const struct doc_written_member *doc_written_get(const struct doc_written *from, enum doc_field field)
{
    for (size_t i = 0; i < from->count; i++)
        if (from->members[i].field == field) return &from->members[i];
    return NULL;
}

bool doc_written_is_null(const struct doc_written_member *member)
{
    const struct doc_node node = {.kind = DOC_SCALAR, .quoted = member->quoted, .value = member->text};
    return !member->list && !member->quoted && doc_node_is_empty(&node);
}

bool doc_written_is_empty(const struct doc_written_member *member)
{
    if (!member) return true;
    if (member->list) return member->count == 0;
    return doc_written_is_null(member) || text_view_trim(member->text).len == 0;
}
