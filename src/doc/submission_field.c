/* Keys into slots. A key that is no field may be a slip of its own (submission_slip.c). */
#include "doc/submission_reader.h"

int doc_reading_find(struct doc_reading *reading, const struct doc_words *words, struct text_view text)
{
    int found = -1;
    enum status status = doc_find_word(words, reading->words->folder, reading->arena, text, &found);
    if (status != STATUS_OK) reading->status = status;
    return found;
}

/* Where a key is kept: by its length, its last byte and one from its middle. First bytes are alike in Japanese. */
static size_t hash_of(struct text_view key)
{
    if (key.len == 0) return 0;
    return (key.len + (unsigned char)key.at[key.len - 1] * 5u + (unsigned char)key.at[key.len / 2] * 3u) %
           DOC_KEYS_KNOWN;
}

int doc_reading_find_field(struct doc_reading *reading, struct text_view name)
{
    struct doc_known_key *known = &reading->known[hash_of(name)];
    if (known->key.at && text_view_equal(known->key, name)) return known->field;
    int field = doc_reading_find(reading, &reading->words->fields, name);
    if (reading->status == STATUS_OK) *known = (struct doc_known_key){name, field};
    return field;
}

/* The names of the fields that may stand here. */
static struct doc_words words_at(struct doc_reading *reading, enum doc_home home)
{
    const struct doc_words *all = &reading->words->fields;
    struct doc_word *items = arena_alloc(reading->arena, all->count * sizeof *items);
    struct doc_words words = {items, 0};
    if (!items) reading->status = STATUS_NO_MEMORY;
    for (size_t i = 0; items && i < all->count; i++)
        if (doc_field_homes((enum doc_field)all->items[i].meaning) & home) items[words.count++] = all->items[i];
    return words;
}

/* A name that is a field elsewhere has no nearest one; any other has: if none of those here, then one from elsewhere.
 */
static struct text_view nearest_field(struct doc_reading *reading, struct text_view name, enum doc_home home,
                                      bool misplaced)
{
    struct text_view nearest = {0};
    if (misplaced || reading->nearest_lookups >= DOC_NEAREST_LOOKUPS) return nearest;
    struct doc_words here = words_at(reading, home);
    nearest = doc_reading_nearest(reading, &here, name);
    return nearest.len > 0 ? nearest : doc_reading_nearest(reading, &reading->words->fields, name);
}

static void unknown(struct doc_reading *reading, const struct doc_node *key, enum doc_home home, bool misplaced)
{
    struct text_view nearest = nearest_field(reading, key->value, home, misplaced);
    struct text_view arguments[DOC_OBSERVATION_ARGUMENTS] = {key->value, nearest};
    doc_reading_see(reading, DOC_SAW_FIELD_UNKNOWN, DOC_FIELD_COUNT, key->span, arguments);
}

static void twice(struct doc_reading *reading, const struct doc_slot *first, const struct doc_node *key)
{
    text_diagnostics_add(reading->diagnostics, DIAGNOSTIC_FIELD_TWICE, NULL, key->span, first->key->value, key->value,
                         (struct text_view){0});
    reading->refused = true;
}

/* A value of the wrong kind is noted and taken away. Nothing at all fits every kind. */
static void check_kind(struct doc_reading *reading, struct doc_slots *slots, enum doc_field field)
{
    struct doc_slot *slot = &slots->of[field];
    enum doc_kind wanted = doc_field_type(field) == DOC_TYPE_LIST ? DOC_SEQUENCE : DOC_SCALAR;
    if (slot->value->kind == wanted || doc_node_is_empty(slot->value)) return;
    struct text_view none = {0};
    enum doc_observation_code code = wanted == DOC_SEQUENCE ? DOC_SAW_FIELD_LIST : DOC_SAW_FIELD_TYPE;
    doc_slot_see(reading, slots, field, code, slot->value->span, none, none);
    slot->value = NULL;
    slot->told = true;
}

static void take_member(struct doc_reading *reading, const struct doc_member *member, enum doc_home home, bool broken,
                        struct doc_slots *slots)
{
    const struct doc_node *key = member->key;
    if (doc_slip_wide_space(reading, slots, key)) return;
    int field = doc_reading_find_field(reading, key->value);
    if (field < 0 && doc_slip_curly_key(reading, slots, key)) return;
    if (field < 0 || !(doc_field_homes((enum doc_field)field) & home)) {
        if (!doc_slip_colon(reading, slots, key)) unknown(reading, key, home, field >= 0);
        return;
    }
    struct doc_slot *slot = &slots->of[field];
    if (slot->key) {
        twice(reading, slot, key);
        return;
    }
    slot->key = key;
    slot->value = member->value;
    slot->broken = broken;
    check_kind(reading, slots, (enum doc_field)field);
    doc_slip_value(reading, slots, (enum doc_field)field);
}

void doc_slots_fill(struct doc_reading *reading, const struct doc_node *mapping, enum doc_home home,
                    struct doc_slots *out_slots)
{
    *out_slots = (struct doc_slots){.span = mapping->span};
    for (size_t i = 0; i < mapping->count && reading->status == STATUS_OK; i++) {
        size_t rest = doc_slip_flow_comma(reading, mapping, i);
        take_member(reading, &mapping->members[i], home, rest > 0, out_slots);
        i += rest;
    }
}
