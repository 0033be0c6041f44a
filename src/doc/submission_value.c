/* Slots into typed values. */
#include "doc/submission_reader.h"

#include "base/alloc.h"
#include "doc/suspect.h"
#include "text/nearest.h"

#define FIRST_SEEN 8

void doc_reading_see(struct doc_reading *reading, enum doc_observation_code code, enum doc_field field,
                     struct text_span span, const struct text_view arguments[DOC_OBSERVATION_ARGUMENTS])
{
    if (reading->status != STATUS_OK) return;
    if (reading->seen_count == reading->seen_capacity) {
        size_t capacity = reading->seen_capacity ? 2 * reading->seen_capacity : FIRST_SEEN;
        struct doc_observation *seen = alloc_resize(reading->seen, capacity * sizeof *seen);
        if (!seen) {
            reading->status = STATUS_NO_MEMORY;
            return;
        }
        reading->seen = seen;
        reading->seen_capacity = capacity;
    }
    struct doc_observation *observation = &reading->seen[reading->seen_count++];
    *observation = (struct doc_observation){.code = code, .field = field, .span = span};
    observation->request = reading->request;
    observation->item = reading->item;
    observation->in_breakdown = reading->in_breakdown;
    memcpy(observation->arguments, arguments, sizeof observation->arguments);
}

static struct text_view name_in_file(const struct doc_slot *slot, enum doc_field field)
{
    return slot->key ? slot->key->value : text_view_of(doc_field_name(field));
}

void doc_slot_see(struct doc_reading *reading, const struct doc_slots *slots, enum doc_field field,
                  enum doc_observation_code code, struct text_span span, struct text_view b, struct text_view c)
{
    struct text_view arguments[DOC_OBSERVATION_ARGUMENTS] = {name_in_file(&slots->of[field], field), b, c};
    doc_reading_see(reading, code, field, span, arguments);
}

struct text_view doc_reading_nearest(struct doc_reading *reading, const struct doc_words *words, struct text_view text)
{
    struct text_view none = {0};
    if (++reading->nearest_lookups > DOC_NEAREST_LOOKUPS || words->count == 0) return none;
    struct text_folded folded;
    struct text_view *entries = arena_alloc(reading->arena, words->count * sizeof *entries);
    if (!entries || text_fold(reading->words->folder, reading->arena, text_view_trim(text), &folded) != STATUS_OK) {
        reading->status = STATUS_NO_MEMORY;
        return none;
    }
    for (size_t i = 0; i < words->count; i++)
        entries[i] = words->items[i].folded;
    size_t nearest = text_nearest(folded.text, entries, words->count);
    return nearest == (size_t)-1 ? none : entries[nearest];
}

bool doc_reading_wants_mapping(struct doc_reading *reading, const struct doc_node *node, enum doc_field list)
{
    if (node->kind == DOC_MAPPING) return true;
    if (doc_slip_colon_item(reading, node)) return false;
    struct text_view arguments[DOC_OBSERVATION_ARGUMENTS] = {text_view_of(doc_field_name(list))};
    doc_reading_see(reading, DOC_SAW_FIELD_ITEM, list, node->span, arguments);
    return false;
}

bool doc_slot_is_empty(const struct doc_slot *slot)
{
    if (!slot->value) return true;
    if (slot->value->kind != DOC_SCALAR) return false;
    return doc_node_is_empty(slot->value) || text_view_trim(slot->value->value).len == 0;
}

static void require(struct doc_reading *reading, const struct doc_slots *slots, enum doc_field field)
{
    const struct doc_slot *slot = &slots->of[field];
    struct text_view none = {0};
    if (slot->told || slot->broken || !doc_slot_is_empty(slot)) return;
    if (slot->key) doc_slot_see(reading, slots, field, DOC_SAW_FIELD_EMPTY, slot->key->span, none, none);
    else doc_slot_see(reading, slots, field, DOC_SAW_FIELD_MISSING, slots->span, none, none);
}

/* A request asks for `amount`, or for `supplementary` alone; with neither, `amount` is what is missing. */
static bool has_supplementary(const struct doc_slots *slots)
{
    const struct doc_slot *supplementary = &slots->of[DOC_FIELD_SUPPLEMENTARY];
    return supplementary->told || supplementary->broken || !doc_slot_is_empty(supplementary);
}

void doc_slots_require(struct doc_reading *reading, const struct doc_slots *slots, enum doc_home home)
{
    for (int i = 0; i < DOC_FIELD_COUNT; i++) {
        enum doc_field field = (enum doc_field)i;
        bool spared = field == DOC_FIELD_AMOUNT && home == DOC_IN_REQUEST && has_supplementary(slots);
        if ((doc_field_needed(field) & home) && !spared) require(reading, slots, field);
    }
}

/* Characters that are not what they seem: the first of each kind is noted. */
static void check_characters(struct doc_reading *reading, const struct doc_slots *slots, enum doc_field field)
{
    static const enum doc_observation_code codes[DOC_SUSPECTS] = {
        [DOC_SUSPECT_INVISIBLE] = DOC_SAW_TEXT_INVISIBLE,
        [DOC_SUSPECT_HOMOGLYPH] = DOC_SAW_TEXT_HOMOGLYPH,
        [DOC_SUSPECT_REPLACEMENT] = DOC_SAW_TEXT_REPLACEMENT,
        [DOC_SUSPECT_EXTRACTION] = DOC_SAW_TEXT_EXTRACTION,
    };
    const struct doc_node *node = slots->of[field].value;
    struct text_range found[DOC_SUSPECTS];
    unsigned kinds = doc_suspect_find(node->value, found);
    for (unsigned kind = 0; kind < DOC_SUSPECTS; kind++) {
        if (!(kinds & 1u << kind)) continue;
        struct text_view part = text_view_part(node->value, found[kind].begin, found[kind].end);
        struct text_span span = doc_node_part(node, found[kind].begin, found[kind].end);
        doc_slot_see(reading, slots, field, codes[kind], span, part, (struct text_view){0});
    }
}

struct doc_text doc_slot_text(struct doc_reading *reading, const struct doc_slots *slots, enum doc_field field)
{
    const struct doc_slot *slot = &slots->of[field];
    if (!slot->value) return (struct doc_text){0};
    struct doc_text text = {.node = slot->value, .span = slot->value->span};
    if (doc_slot_is_empty(slot)) return text;
    text.value = slot->value->value;
    check_characters(reading, slots, field);
    return text;
}

static void see_amount_error(struct doc_reading *reading, const struct doc_slots *slots, enum doc_field field,
                             enum doc_amount_error error, struct text_range bad)
{
    static const enum doc_observation_code codes[] = {
        [DOC_AMOUNT_UNPARSABLE] = DOC_SAW_AMOUNT_UNPARSABLE,
        [DOC_AMOUNT_NO_UNIT] = DOC_SAW_AMOUNT_NO_UNIT,
        [DOC_AMOUNT_OVERFLOW] = DOC_SAW_AMOUNT_OVERFLOW,
        [DOC_AMOUNT_GONE] = DOC_SAW_AMOUNT_GONE,
    };
    const struct doc_node *node = slots->of[field].value;
    bool shown = error == DOC_AMOUNT_UNPARSABLE || error == DOC_AMOUNT_GONE;
    bool in_part = shown && bad.begin < bad.end && bad.end <= node->value.len;
    struct text_span span = in_part ? doc_node_part(node, bad.begin, bad.end) : node->span;
    struct text_view part = in_part ? text_view_part(node->value, bad.begin, bad.end) : node->value;
    doc_slot_see(reading, slots, field, codes[error], span, error == DOC_AMOUNT_GONE ? part : node->value,
                 error == DOC_AMOUNT_UNPARSABLE ? part : (struct text_view){0});
}

struct doc_amount doc_slot_amount(struct doc_reading *reading, const struct doc_slots *slots, enum doc_field field)
{
    const struct doc_slot *slot = &slots->of[field];
    struct doc_amount amount = {.kind = slot->told || slot->broken ? DOC_AMOUNT_WRONG : DOC_AMOUNT_ABSENT};
    if (!slot->value) return amount;
    amount.written = slot->value->value;
    amount.span = slot->value->span;
    if (slot->broken || doc_slot_is_empty(slot)) return amount;
    struct text_range bad = {0};
    int64_t unit_yen = slot->value->unit_yen > 0 ? slot->value->unit_yen : reading->unit_yen;
    enum doc_amount_error error = doc_amount_parse(slot->value->value, unit_yen, reading->words, &amount, &bad);
    amount.span = slot->value->span;
    if (error == DOC_AMOUNT_OK && amount.newly && field != DOC_FIELD_PREVIOUS) { /* says nothing of what is asked for */
        error = DOC_AMOUNT_GONE;
        bad = (struct text_range){0, (uint32_t)slot->value->value.len};
    }
    if (error == DOC_AMOUNT_OK) return amount;
    amount.kind = DOC_AMOUNT_WRONG;
    if (error == DOC_AMOUNT_NO_MEMORY) {
        reading->status = STATUS_NO_MEMORY;
        return amount;
    }
    see_amount_error(reading, slots, field, error, bad);
    return amount;
}

static void see_unknown_value(struct doc_reading *reading, const struct doc_slots *slots, enum doc_field field,
                              const struct doc_words *words)
{
    const struct doc_node *node = slots->of[field].value;
    doc_slot_see(reading, slots, field, DOC_SAW_VALUE_UNKNOWN, node->span, node->value,
                 doc_reading_nearest(reading, words, node->value));
}

enum doc_category doc_slot_category(struct doc_reading *reading, const struct doc_slots *slots)
{
    const struct doc_slot *slot = &slots->of[DOC_FIELD_CATEGORY];
    if (doc_slot_is_empty(slot)) return DOC_CATEGORY_NONE;
    int found = doc_reading_find(reading, &reading->words->categories, slot->value->value);
    if (found < 0) see_unknown_value(reading, slots, DOC_FIELD_CATEGORY, &reading->words->categories);
    return found < 0 ? DOC_CATEGORY_NONE : (enum doc_category)found;
}

/* What YAML itself knows as yes and no; other words are the pack's. */
static int yaml_boolean(struct text_view value)
{
    static const struct doc_word items[] = {{.folded = {"true", 4}, .meaning = 1},
                                            {.folded = {"yes", 3}, .meaning = 1},
                                            {.folded = {"false", 5}, .meaning = 0},
                                            {.folded = {"no", 2}, .meaning = 0}};
    static const struct doc_words booleans = {items, sizeof items / sizeof *items};
    return doc_words_find(&booleans, value);
}

enum doc_truth doc_slot_truth(struct doc_reading *reading, const struct doc_slots *slots, enum doc_field field)
{
    const struct doc_slot *slot = &slots->of[field];
    if (doc_slot_is_empty(slot)) return DOC_UNSTATED;
    int found = yaml_boolean(slot->value->value);
    if (found < 0) found = doc_reading_find(reading, &reading->words->booleans, slot->value->value);
    if (found < 0) see_unknown_value(reading, slots, field, &reading->words->booleans);
    return found < 0 ? DOC_UNSTATED : found ? DOC_YES : DOC_NO;
}
