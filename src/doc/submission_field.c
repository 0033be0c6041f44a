/* Keys into slots. A key that is no field may be a mistake of its own: a full-width colon that made it part of the key,
 * a full-width space before it, a comma inside an amount. Each is named as what it is. */
#include "doc/submission_reader.h"

#include "doc/numeral.h"

#define WIDE_SPACE "\xE3\x80\x80" /* U+3000 */

/* Folding is idempotent and the words are folded: what equals one as it stands need not be folded. */
enum status doc_find_word(const struct doc_words *words, const struct text_folder *folder, struct arena *arena,
                          struct text_view text, int *out_meaning)
{
    int found = doc_words_find(words, text);
    if (found < 0) {
        struct text_folded folded;
        enum status status = text_fold(folder, arena, text_view_trim(text), &folded);
        if (status != STATUS_OK) return status;
        found = doc_words_find(words, folded.text);
    }
    *out_meaning = found;
    return STATUS_OK;
}

int doc_reading_find(struct doc_reading *reading, const struct doc_words *words, struct text_view text)
{
    int found = -1;
    enum status status = doc_find_word(words, reading->words->folder, reading->arena, text, &found);
    if (status != STATUS_OK) reading->status = status;
    return found;
}

static int find_field(struct doc_reading *reading, struct text_view name)
{
    return doc_reading_find(reading, &reading->words->fields, name);
}

/* A field that was meant by a mistaken key is not reported missing besides. */
static void mark_told(struct doc_reading *reading, struct doc_slots *slots, struct text_view meant)
{
    int field = find_field(reading, meant);
    if (field >= 0) slots->of[field].told = true;
}

struct text_view doc_key_meant(struct text_view key)
{
    size_t colon = text_view_find(key, text_view_of(DOC_WIDE_COLON), 0);
    struct text_view name = text_view_trim(colon == (size_t)-1 ? key : text_view_part(key, 0, colon));
    while (name.len > 0 && name.at[0] == '-')
        name = text_view_trim(text_view_part(name, 1, name.len));
    return name;
}

static bool wide_space(struct doc_reading *reading, struct doc_slots *slots, const struct doc_node *key)
{
    if (key->quoted || !text_view_starts(key->value, text_view_of(WIDE_SPACE))) return false;
    struct text_view name = doc_key_meant(key->value);
    mark_told(reading, slots, name);
    struct text_view arguments[DOC_OBSERVATION_ARGUMENTS] = {name};
    doc_reading_see(reading, DOC_SAW_FIELD_IDEOGRAPHIC_SPACE, DOC_FIELD_COUNT, key->span, arguments);
    return true;
}

static bool wide_colon(struct doc_reading *reading, struct doc_slots *slots, const struct doc_node *key)
{
    size_t colon = text_view_find(key->value, text_view_of(DOC_WIDE_COLON), 0);
    if (colon == (size_t)-1) return false;
    mark_told(reading, slots, doc_key_meant(key->value));
    struct text_view arguments[DOC_OBSERVATION_ARGUMENTS] = {key->value};
    struct text_span span = doc_node_part(key, colon, colon + sizeof DOC_WIDE_COLON - 1);
    doc_reading_see(reading, DOC_SAW_FIELD_FULLWIDTH_COLON, DOC_FIELD_COUNT, span, arguments);
    return true;
}

/* Whether so many digits, of any width, stand at the start. */
static bool begins_with_digits(struct text_view text, size_t count)
{
    size_t len = 0;
    for (; count > 0 && doc_numeral_digit(text, &len) >= 0; count--)
        text = text_view_part(text, len, text.len);
    return count == 0;
}

static bool ends_with_digit(struct text_view text)
{
    size_t at = text.len;
    while (at > 0 && ((unsigned char)text.at[--at] & 0xC0) == 0x80) {
    }
    return begins_with_digits(text_view_part(text, at, text.len), 1);
}

/* A key that came from behind the comma of an amount: three digits and more, no value at all. */
static bool is_rest(const struct doc_member *member)
{
    const struct doc_node *key = member->key;
    return begins_with_digits(key->value, 3) && !key->quoted && member->value->kind == DOC_SCALAR &&
           member->value->span.begin == member->value->span.end;
}

/* { item: x, amount: 30,000千円 }: the members after `at` that are the rest of its value. Notes them as one mistake. */
static size_t flow_comma(struct doc_reading *reading, const struct doc_node *mapping, size_t at)
{
    const struct doc_node *value = mapping->members[at].value;
    struct text_view written = text_span_view(mapping->span);
    bool flow = written.len > 0 && written.at[0] == '{';
    bool cut = flow && value->kind == DOC_SCALAR && ends_with_digit(value->value);
    size_t rest = 0;
    while (cut && at + rest + 1 < mapping->count && is_rest(&mapping->members[at + rest + 1]))
        rest++;
    if (rest == 0) return 0;
    struct text_span span = {value->span.source, value->span.begin, mapping->members[at + rest].key->span.end};
    struct text_view arguments[DOC_OBSERVATION_ARGUMENTS] = {text_span_view(span)};
    int field = find_field(reading, mapping->members[at].key->value);
    doc_reading_see(reading, DOC_SAW_FIELD_FLOW_COMMA, field < 0 ? DOC_FIELD_COUNT : (enum doc_field)field, span,
                    arguments);
    return rest;
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
    doc_slot_see(reading, slots, field, DOC_SAW_FIELD_TYPE, slot->value->span, none, none);
    slot->value = NULL;
    slot->told = true;
}

static void take_member(struct doc_reading *reading, const struct doc_member *member, enum doc_home home, bool broken,
                        struct doc_slots *slots)
{
    const struct doc_node *key = member->key;
    if (wide_space(reading, slots, key)) return;
    int field = find_field(reading, key->value);
    if (field < 0 || !(doc_field_homes((enum doc_field)field) & home)) {
        if (!wide_colon(reading, slots, key)) unknown(reading, key, home, field >= 0);
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
}

void doc_slots_fill(struct doc_reading *reading, const struct doc_node *mapping, enum doc_home home,
                    struct doc_slots *out_slots)
{
    *out_slots = (struct doc_slots){.span = mapping->span};
    for (size_t i = 0; i < mapping->count && reading->status == STATUS_OK; i++) {
        size_t rest = flow_comma(reading, mapping, i);
        take_member(reading, &mapping->members[i], home, rest > 0, out_slots);
        i += rest;
    }
}
