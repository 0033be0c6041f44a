#include "rule/section.h"

static const struct text_view nothing;

static const struct schema_member KEYS[RULE_SECTION_COUNT] = {
#define SECTION(code, key, merged, shape) {key, false, NULL},
#include "rule/section.def"
#undef SECTION
};
static const struct schema_shape FILE_KEYS = {SCHEMA_MEMBERS(KEYS)};

static const bool MERGED[RULE_SECTION_COUNT] = {
#define SECTION(code, key, merged, shape) merged,
#include "rule/section.def"
#undef SECTION
};

static void add_entry(struct rule_loader *load, enum rule_section section, struct rule_entry entry)
{
    struct rule_entries *entries = &load->sections[section];
    struct rule_entry *last = entries->count ? &entries->items[entries->count - 1] : NULL;
    if (!MERGED[section] && last && last->file->part == entry.file->part)
        rule_fault(load, DIAGNOSTIC_PACK_TWICE, entry.key, entry.key->value, rule_where(load, last->key->span));
    struct rule_entry *items = rule_grow(load, entries->items, entries->count, &entries->capacity, sizeof *items);
    if (!items) return;
    entries->items = items;
    items[entries->count++] = entry;
}

static const struct doc_node *key_of(const struct rule_file *file, const struct doc_node *value)
{
    for (size_t i = 0; i < file->root->count; i++)
        if (file->root->members[i].value == value) return file->root->members[i].key;
    return file->root;
}

/* Beside `clause`, `anchor` is that clause's; without it, `criteria` belong to nothing. */
static bool is_of_clause(struct rule_loader *load, const struct rule_file *file, enum rule_section section,
                         bool has_clause)
{
    if (section == RULE_SECTION_CRITERIA && !has_clause)
        rule_fault(load, DIAGNOSTIC_PACK_REQUIRED, file->root, text_view_of("clause"), nothing);
    return section == RULE_SECTION_CRITERIA || (section == RULE_SECTION_ANCHOR && has_clause);
}

static void collect_file(struct rule_loader *load, const struct rule_file *file)
{
    const struct doc_node *values[RULE_SECTION_COUNT];
    if (!rule_keys(load, file->root, &FILE_KEYS, values)) return;
    for (size_t i = 0; i < RULE_SECTION_COUNT; i++) {
        enum rule_section section = (enum rule_section)i;
        if (!values[i] || is_of_clause(load, file, section, values[RULE_SECTION_CLAUSE] != NULL)) continue;
        add_entry(load, section, (struct rule_entry){key_of(file, values[i]), values[i], file});
    }
}

/* The guideline that a pack without one carries for its examples is read as if it were one more file of the pack. */
static void collect_stand_in(struct rule_loader *load)
{
    const struct rule_entries *entries = &load->sections[RULE_SECTION_STAND_IN];
    const struct rule_entry *last = entries->count > 0 ? &entries->items[entries->count - 1] : NULL;
    if (!load->stand_in || !last || last->file->part + 1 != load->part_count) return;
    struct rule_file *file = rule_alloc(load, 1, sizeof *file);
    if (!file) return;
    *file = *last->file;
    file->root = last->value;
    load->set->stand_in = last->value->span;
    collect_file(load, file);
}

void rule_sections_collect(struct rule_loader *load)
{
    for (size_t i = 0; i < load->file_count && load->status == STATUS_OK; i++)
        if (load->files[i].root) collect_file(load, &load->files[i]);
    collect_stand_in(load);
}

const struct doc_node *rule_section_value(const struct rule_loader *load, enum rule_section section)
{
    const struct rule_entries *entries = &load->sections[section];
    return entries->count ? entries->items[entries->count - 1].value : NULL;
}

const struct doc_member *rule_section_members(struct rule_loader *load, enum rule_section section, enum doc_kind kind,
                                              size_t *out_count)
{
    const struct rule_entries *entries = &load->sections[section];
    size_t count = 0, at = 0;
    for (size_t i = 0; i < entries->count; i++)
        count += entries->items[i].value->count;
    struct doc_member *members = arena_alloc(load->scratch, (count + 1) * sizeof *members);
    if (!members) load->status = STATUS_NO_MEMORY;
    for (size_t i = 0; members && i < entries->count; i++) {
        const struct doc_node *value = entries->items[i].value;
        if (value->kind != kind) {
            rule_fault(load, kind == DOC_MAPPING ? DIAGNOSTIC_PACK_TYPE_MAP : DIAGNOSTIC_PACK_TYPE_LIST, value, nothing,
                       nothing);
            continue;
        }
        for (size_t m = 0; m < value->count; m++)
            members[at++] = value->members[m];
    }
    *out_count = at;
    return members;
}
