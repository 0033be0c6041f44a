#include "rule/names.h"

#include "base/hash.h"

#include <assert.h>

#define FIRST_SLOTS 64

static size_t first_slot(const struct rule_names *names, struct text_view name)
{
    return hash_bytes(name.at, name.len) & (names->slot_count - 1);
}

/* The slot that holds the name, or the free one where it belongs. */
static size_t find_slot(const struct rule_names *names, struct text_view name)
{
    size_t slot = first_slot(names, name);
    while (names->slots[slot] && !text_view_equal(names->names[names->slots[slot] - 1], name))
        slot = (slot + 1) & (names->slot_count - 1);
    return slot;
}

static enum status widen(struct rule_names *names, struct arena *arena)
{
    size_t wanted = names->slot_count ? names->slot_count * 2 : FIRST_SLOTS;
    uint32_t *slots = arena_alloc(arena, wanted * sizeof *slots);
    if (!slots) return STATUS_NO_MEMORY;
    names->slots = slots;
    names->slot_count = wanted;
    for (size_t i = 0; i < names->count; i++)
        slots[find_slot(names, names->names[i])] = (uint32_t)i + 1;
    return STATUS_OK;
}

static enum status grow(struct rule_names *names, struct arena *arena)
{
    struct text_view *views =
        arena_grow(arena, names->names, names->count, &names->name_capacity, sizeof *names->names);
    if (!views) return STATUS_NO_MEMORY;
    names->names = views;
    uint32_t *values = arena_grow(arena, names->values, names->count, &names->value_capacity, sizeof *names->values);
    if (!values) return STATUS_NO_MEMORY;
    names->values = values;
    return 2 * (names->count + 1) > names->slot_count ? widen(names, arena) : STATUS_OK;
}

enum status rule_names_add(struct rule_names *names, struct arena *arena, struct text_view name, uint32_t value)
{
    enum status status = grow(names, arena);
    if (status != STATUS_OK) return status;
    size_t slot = find_slot(names, name);
    assert(!names->slots[slot]);
    names->names[names->count] = name;
    names->values[names->count] = value;
    names->slots[slot] = (uint32_t)++names->count;
    return STATUS_OK;
}

uint32_t rule_names_find(const struct rule_names *names, struct text_view name)
{
    if (!names->slot_count) return RULE_NAME_NONE;
    uint32_t position = names->slots[find_slot(names, name)];
    return position ? names->values[position - 1] : RULE_NAME_NONE;
}
