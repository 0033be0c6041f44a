/* Duplicate keys. libyaml accepts them and keeps both; which one the writer meant nobody can tell. A few keys are
 * compared with each other, many are sorted first. */
#include "doc/yaml_tree.h"

#include <stdlib.h>

#define FEW 16

struct entry {
    struct text_view key;
    size_t index;
};

/* By key, then in the order of the file: no two are equal, so every way of sorting gives one result. */
static int compare_entries(const void *a, const void *b)
{
    const struct entry *left = a, *right = b;
    int order = text_view_compare(left->key, right->key);
    return order != 0 ? order : (left->index > right->index) - (left->index < right->index);
}

/* { amount: 30,000千円, previous: 20,000千円 } makes two stray keys 000千円. They are no duplicates but a comma too
 * many, and doc/submission says so. */
static bool is_stray(const struct doc_member *member)
{
    const struct doc_node *key = member->key;
    bool digit = key->value.len > 0 && key->value.at[0] >= '0' && key->value.at[0] <= '9';
    return digit && !key->quoted && member->value->kind == DOC_SCALAR &&
           member->value->span.begin == member->value->span.end;
}

static void refuse_second(struct doc_tree *tree, const struct doc_node *mapping, size_t second)
{
    const struct doc_member *member = &mapping->members[second];
    if (!is_stray(member)) doc_tree_refuse(tree, DIAGNOSTIC_YAML_DUPLICATE, member->key->span, member->key->value);
}

static void check_few(struct doc_tree *tree, const struct doc_node *mapping)
{
    for (size_t i = 1; i < mapping->count; i++) {
        bool found = false;
        for (size_t j = 0; j < i && !found; j++)
            found = text_view_equal(mapping->members[i].key->value, mapping->members[j].key->value);
        if (found) refuse_second(tree, mapping, i);
    }
}

enum status doc_tree_check_keys(struct doc_tree *tree, const struct doc_node *mapping)
{
    if (mapping->count <= FEW) {
        check_few(tree, mapping);
        return STATUS_OK;
    }
    struct entry *entries = arena_alloc(tree->arena, mapping->count * sizeof *entries);
    if (!entries) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < mapping->count; i++)
        entries[i] = (struct entry){mapping->members[i].key->value, i};
    qsort(entries, mapping->count, sizeof *entries, compare_entries);
    for (size_t i = 1; i < mapping->count; i++)
        if (text_view_equal(entries[i].key, entries[i - 1].key)) refuse_second(tree, mapping, entries[i].index);
    return STATUS_OK;
}
