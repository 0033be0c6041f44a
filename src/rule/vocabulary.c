#include "rule/vocabulary.h"

#include "rule/section.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

static const struct rule_miss FIELD_MISS = {DIAGNOSTIC_PACK_FIELD_NEAR, DIAGNOSTIC_PACK_FIELD};
static const struct rule_miss KEY_MISS = {DIAGNOSTIC_PACK_KEY_NEAR, DIAGNOSTIC_PACK_KEY};

static const struct text_view nothing;

/* A list of words being gathered; a word may have one meaning only. */
struct gathering {
    struct doc_word *items;
    size_t count, capacity;
    struct rule_names known; /* folded -> position in `items` */
};

/* Adds one word; saying the same twice is harmless (a ministry's code, say, may also be among its short names). */
static void add_word(struct rule_loader *load, struct gathering *words, const struct doc_node *at,
                     struct text_view text, int meaning)
{
    struct text_view folded = rule_fold(load, text);
    if (folded.len == 0) return;
    uint32_t known = rule_names_find(&words->known, folded);
    if (known != RULE_NAME_NONE) {
        if (words->items[known].meaning != meaning) rule_fault(load, DIAGNOSTIC_PACK_WORD, at, text, nothing);
        return;
    }
    struct doc_word *items = rule_grow(load, words->items, words->count, &words->capacity, sizeof *items);
    if (!items) return;
    words->items = items;
    items[words->count] = (struct doc_word){folded, meaning, text};
    rule_enter(load, &words->known, folded, (uint32_t)words->count++);
}

static void add_words(struct rule_loader *load, struct gathering *words, const struct doc_node *list, int meaning)
{
    for (size_t i = 0; i < rule_list(load, list); i++)
        add_word(load, words, list->members[i].value, rule_text(load, list->members[i].value), meaning);
}

/* The first of the words as the pack writes it; empty when there is none. */
static struct text_view first_of(const struct doc_node *list)
{
    bool any = list->kind == DOC_SEQUENCE && list->count > 0;
    return any ? list->members[0].value->value : nothing;
}

static struct doc_words gathered(const struct gathering *words)
{
    return (struct doc_words){words->items, words->count};
}

/* ---- fields */

/* A key for every field, each with what the shape is of. */
static size_t gather_fields(const struct schema_shape *shape, struct schema_member *room)
{
    for (int i = 0; i < DOC_FIELD_COUNT; i++)
        room[i] = (struct schema_member){doc_field_name((enum doc_field)i), false, shape->of};
    return DOC_FIELD_COUNT;
}
_Static_assert(DOC_FIELD_COUNT <= SCHEMA_MEMBERS_MOST, "every field is a key");

const struct schema_shape rule_fields_shape = {.kind = SCHEMA_OBJECT, .gather = gather_fields, .of = &rule_texts_shape};
const struct schema_shape rule_guidance_shape = {.kind = SCHEMA_OBJECT,
                                                 .gather = gather_fields,
                                                 .of = &rule_wording_shape};

static void read_fields(struct rule_loader *load)
{
    struct gathering words = {0};
    struct text_view names[DOC_FIELD_COUNT];
    size_t count;
    for (int i = 0; i < DOC_FIELD_COUNT; i++) {
        names[i] = rule_name(load, doc_field_name((enum doc_field)i));
        add_word(load, &words, NULL, names[i], i);
    }
    const struct doc_member *members = rule_section_members(load, RULE_SECTION_FIELDS, DOC_MAPPING, &count);
    for (size_t m = 0; m < count; m++) {
        int field = 0;
        while (field < DOC_FIELD_COUNT && !text_view_equal(names[field], members[m].key->value))
            field++;
        if (field < DOC_FIELD_COUNT) {
            add_words(load, &words, members[m].value, field);
            load->set->words.field_labels[field] = first_of(members[m].value);
        } else rule_fault_unknown(load, members[m].key, &FIELD_MISS, names, DOC_FIELD_COUNT);
    }
    load->set->words.fields = gathered(&words);
}

/* ---- what fields want */

static void read_guidance(struct rule_loader *load)
{
    struct text_view names[DOC_FIELD_COUNT];
    size_t count;
    const struct doc_member *members = rule_section_members(load, RULE_SECTION_GUIDANCE, DOC_MAPPING, &count);
    for (int i = 0; i < DOC_FIELD_COUNT; i++)
        names[i] = text_view_of(doc_field_name((enum doc_field)i));
    for (size_t m = 0; m < count; m++) {
        enum doc_field field = doc_field_named(members[m].key->value);
        if (field == DOC_FIELD_COUNT) {
            rule_fault_unknown(load, members[m].key, &FIELD_MISS, names, DOC_FIELD_COUNT);
            continue;
        }
        struct rule_wording wording = rule_wording(load, members[m].value);
        memcpy(load->set->words.guidance[field], wording.in, sizeof wording.in);
    }
}

/* ---- columns of tables */

/* Names that say more than a field's name does: of which list's items a column is. The last ones are of no field. */
static const struct {
    const char *name; /* is accepted itself */
    enum doc_field list, field;
} COLUMNS[] = {{"breakdown.item", DOC_FIELD_BREAKDOWN, DOC_FIELD_ITEM},
               {"breakdown.amount", DOC_FIELD_BREAKDOWN, DOC_FIELD_AMOUNT},
               {"breakdown.relisted", DOC_FIELD_BREAKDOWN, DOC_FIELD_RELISTED},
               {"breakdown.partial", DOC_FIELD_BREAKDOWN, DOC_FIELD_PARTIAL},
               {"priorities.area", DOC_FIELD_PRIORITIES, DOC_FIELD_AREA},
               {"priorities.justification", DOC_FIELD_PRIORITIES, DOC_FIELD_JUSTIFICATION},
               {"priorities.amount", DOC_FIELD_PRIORITIES, DOC_FIELD_AMOUNT},
               {"totals", DOC_FIELD_COUNT, DOC_FIELD_COUNT},
               {"subtotals", DOC_FIELD_COUNT, DOC_FIELD_COUNT},
               {"serials", DOC_FIELD_COUNT, DOC_FIELD_COUNT},
               {"budgets", DOC_FIELD_COUNT, DOC_FIELD_COUNT},
               {"demands", DOC_FIELD_COUNT, DOC_FIELD_COUNT},
               {"dittos", DOC_FIELD_COUNT, DOC_FIELD_COUNT}};
/* What the words of the last ones mean, and in which list they are kept. */
enum { SUM_WORDS, TABLE_WORDS, OTHER_WORDS };
static const struct {
    int list, meaning;
} OTHERS[] = {{SUM_WORDS, DOC_SUM_TOTAL},      {SUM_WORDS, DOC_SUM_SUBTOTAL},   {TABLE_WORDS, DOC_TABLE_SERIAL},
              {TABLE_WORDS, DOC_TABLE_BUDGET}, {TABLE_WORDS, DOC_TABLE_DEMAND}, {TABLE_WORDS, DOC_TABLE_DITTO}};
enum {
    COLUMN_COUNT = sizeof COLUMNS / sizeof *COLUMNS,
    ITEM_COLUMN_COUNT = COLUMN_COUNT - sizeof OTHERS / sizeof *OTHERS /* those that name columns */
};

static size_t gather_names(const struct schema_shape *shape, struct schema_member *room)
{
    size_t count = (size_t)shape->row;
    for (size_t i = 0; i < count; i++)
        room[i] = (struct schema_member){COLUMNS[i].name, false, shape->of};
    return count;
}

const struct schema_shape rule_columns_shape = {SCHEMA_OBJECT, .of = &rule_texts_shape, .gather = gather_names,
                                                .row = COLUMN_COUNT};
const struct schema_shape rule_item_names_shape = {SCHEMA_OBJECT, .of = &rule_text_shape, .gather = gather_names,
                                                   .row = ITEM_COLUMN_COUNT};

static int column_meaning(int column)
{
    return (int)COLUMNS[column].list * DOC_FIELD_COUNT + (int)COLUMNS[column].field;
}

/* The names that are always accepted; the labels are those that the pack writes first. */
static struct doc_column_label *begin_columns(struct rule_loader *load, struct gathering *columns)
{
    struct doc_column_label *labels = arena_alloc(load->arena, COLUMN_COUNT * sizeof *labels);
    if (!labels) load->status = STATUS_NO_MEMORY;
    for (int i = 0; labels && i < ITEM_COLUMN_COUNT; i++) {
        struct text_view name = rule_name(load, COLUMNS[i].name);
        add_word(load, columns, NULL, name, column_meaning(i));
        labels[i] =
            (struct doc_column_label){.list = COLUMNS[i].list, .field = COLUMNS[i].field, .in = {nothing, name}};
    }
    return labels;
}

static int column_named(struct text_view name)
{
    int i = 0;
    while (i < COLUMN_COUNT && !text_view_equal(text_view_of(COLUMNS[i].name), name))
        i++;
    return i;
}

static void refuse_column(struct rule_loader *load, const struct doc_node *key)
{
    struct text_view names[COLUMN_COUNT];
    for (int i = 0; i < COLUMN_COUNT; i++)
        names[i] = text_view_of(COLUMNS[i].name);
    rule_fault_unknown(load, key, &KEY_MISS, names, COLUMN_COUNT);
}

static void read_item_names(struct rule_loader *load, struct doc_column_label *labels)
{
    size_t count;
    const struct doc_member *members = rule_section_members(load, RULE_SECTION_ITEM_NAMES, DOC_MAPPING, &count);
    for (size_t m = 0; labels && m < count; m++) {
        int i = column_named(members[m].key->value);
        if (i >= ITEM_COLUMN_COUNT) refuse_column(load, members[m].key);
        else labels[i].inside = rule_text(load, members[m].value);
    }
}

static void read_columns(struct rule_loader *load)
{
    struct gathering columns = {0}, others[OTHER_WORDS] = {{0}};
    size_t count;
    struct doc_column_label *labels = begin_columns(load, &columns);
    const struct doc_member *members = rule_section_members(load, RULE_SECTION_COLUMNS, DOC_MAPPING, &count);
    for (size_t m = 0; labels && m < count; m++) {
        int i = column_named(members[m].key->value);
        if (i == COLUMN_COUNT) refuse_column(load, members[m].key);
        else if (i >= ITEM_COLUMN_COUNT) {
            const int list = OTHERS[i - ITEM_COLUMN_COUNT].list, meaning = OTHERS[i - ITEM_COLUMN_COUNT].meaning;
            add_words(load, &others[list], members[m].value, meaning);
        } else {
            add_words(load, &columns, members[m].value, column_meaning(i));
            labels[i].in[TEXT_JA] = first_of(members[m].value);
        }
    }
    read_item_names(load, labels);
    load->set->words.columns = gathered(&columns);
    load->set->words.column_labels = labels;
    load->set->words.column_label_count = labels ? ITEM_COLUMN_COUNT : 0;
    load->set->words.sums = gathered(&others[SUM_WORDS]);
    load->set->words.table_words = gathered(&others[TABLE_WORDS]);
}

/* ---- values and markers: a map from canonical names to lists of words */

struct meaning {
    const char *name;
    int meaning;
};

/* `labels`: by meaning, the first word that the pack writes for each; NULL: not kept. */
static void read_meanings(struct rule_loader *load, struct gathering *words, const struct doc_member *member,
                          const struct meaning *meanings, size_t count, struct text_view *labels)
{
    struct text_view names[DOC_MARKER_COUNT];
    for (size_t i = 0; i < count; i++) {
        names[i] = text_view_of(meanings[i].name);
        if (!text_view_equal(names[i], member->key->value)) continue;
        add_words(load, words, member->value, meanings[i].meaning);
        if (labels) labels[meanings[i].meaning] = first_of(member->value);
        return;
    }
    rule_fault_unknown(load, member->key, &KEY_MISS, names, count);
}

static void read_value_map(struct rule_loader *load, struct gathering *words, const struct doc_node *map,
                           const struct meaning *meanings, size_t count, struct text_view *labels)
{
    if (map && map->kind != DOC_MAPPING) {
        rule_fault(load, DIAGNOSTIC_PACK_TYPE_MAP, map, nothing, nothing);
        return;
    }
    for (size_t i = 0; map && i < map->count; i++)
        read_meanings(load, words, &map->members[i], meanings, count, labels);
}

static const struct meaning CATEGORIES[] = {{"new", DOC_CATEGORY_NEW},
                                            {"continuing", DOC_CATEGORY_CONTINUING},
                                            {"expanded", DOC_CATEGORY_EXPANDED}};
static const struct meaning BOOLEANS[] = {{"true", 1}, {"false", 0}};
static const struct meaning MARKERS[] = {
#define MARKER(code, name) {name, DOC_MARKER_##code},
#include "doc/marker.def"
#undef MARKER
};
enum { CATEGORY_WORDS, BOOLEAN_WORDS, MARKER_WORDS };
static const struct {
    const struct meaning *meanings;
    size_t count;
} MEANINGS[] = {
    [CATEGORY_WORDS] = {CATEGORIES, 3}, [BOOLEAN_WORDS] = {BOOLEANS, 2}, [MARKER_WORDS] = {MARKERS, DOC_MARKER_COUNT}};

static size_t gather_meanings(const struct schema_shape *shape, struct schema_member *room)
{
    for (size_t i = 0; i < MEANINGS[shape->row].count; i++)
        room[i] = (struct schema_member){MEANINGS[shape->row].meanings[i].name, false, &rule_texts_shape};
    return MEANINGS[shape->row].count;
}

static const struct schema_shape CATEGORY_LISTS = {SCHEMA_OBJECT, .gather = gather_meanings, .row = CATEGORY_WORDS};
static const struct schema_shape BOOLEAN_LISTS = {SCHEMA_OBJECT, .gather = gather_meanings, .row = BOOLEAN_WORDS};
static const struct schema_member VALUE_MEMBERS[] = {{"category", false, &CATEGORY_LISTS},
                                                     {"boolean", false, &BOOLEAN_LISTS}};
const struct schema_shape rule_values_shape = {SCHEMA_MEMBERS(VALUE_MEMBERS)};
const struct schema_shape rule_markers_shape = {SCHEMA_OBJECT, .gather = gather_meanings, .row = MARKER_WORDS};

static void read_values(struct rule_loader *load)
{
    const struct rule_entries *entries = &load->sections[RULE_SECTION_VALUES];
    struct gathering categories = {0}, booleans = {0};
    const struct doc_node *values[2];
    for (size_t i = 0; i < 3; i++)
        add_word(load, &categories, NULL, rule_name(load, CATEGORIES[i].name), CATEGORIES[i].meaning);
    for (size_t i = 0; i < 2; i++)
        add_word(load, &booleans, NULL, rule_name(load, BOOLEANS[i].name), BOOLEANS[i].meaning);
    for (size_t i = 0; i < entries->count; i++) {
        if (!rule_keys(load, entries->items[i].value, &rule_values_shape, values)) continue;
        read_value_map(load, &categories, values[0], CATEGORIES, 3, load->set->words.category_labels);
        read_value_map(load, &booleans, values[1], BOOLEANS, 2, load->set->words.boolean_labels);
    }
    load->set->words.categories = gathered(&categories);
    load->set->words.booleans = gathered(&booleans);
}

static int longest_first(const void *a, const void *b)
{
    const struct doc_word *x = a, *y = b;
    if (x->folded.len != y->folded.len) return x->folded.len > y->folded.len ? -1 : 1;
    return text_view_compare(x->folded, y->folded);
}

static void read_markers(struct rule_loader *load)
{
    struct gathering words = {0};
    size_t count;
    const struct doc_member *members = rule_section_members(load, RULE_SECTION_MARKERS, DOC_MAPPING, &count);
    for (size_t i = 0; i < count; i++)
        read_meanings(load, &words, &members[i], MARKERS, DOC_MARKER_COUNT, NULL);
    if (words.count > 1) qsort(words.items, words.count, sizeof *words.items, longest_first);
    load->set->words.markers = gathered(&words);
}

void rule_vocabulary_read(struct rule_loader *load)
{
    read_fields(load);
    read_guidance(load);
    read_columns(load);
    read_values(load);
    read_markers(load);
}

/* ---- ministries */

enum { MINISTRY_CODE, MINISTRY_NAME, MINISTRY_SHORT, MINISTRY_ENGLISH, MINISTRY_KEYS };
static const struct schema_member MINISTRY_MEMBERS[MINISTRY_KEYS] = {{"code", true, &rule_text_shape},
                                                                     {"name", true, &rule_text_shape},
                                                                     {"short", false, &rule_texts_shape},
                                                                     {"en", true, &rule_text_shape}};
static const struct schema_shape MINISTRY = {.name = "ministry", SCHEMA_MEMBERS(MINISTRY_MEMBERS)};
const struct schema_shape rule_ministries_shape = {.kind = SCHEMA_LIST, .of = &MINISTRY};

static void read_ministry(struct rule_loader *load, struct gathering *words, const struct doc_node *node,
                          struct doc_ministry *out_ministry, int index)
{
    const struct doc_node *values[MINISTRY_KEYS];
    if (!rule_keys(load, node, &MINISTRY, values)) return;
    out_ministry->code = rule_text(load, values[MINISTRY_CODE]);
    out_ministry->name = rule_text(load, values[MINISTRY_NAME]);
    out_ministry->english = rule_text(load, values[MINISTRY_ENGLISH]);
    add_word(load, words, values[MINISTRY_NAME], out_ministry->name, index);
    add_word(load, words, values[MINISTRY_CODE], out_ministry->code, index);
    add_word(load, words, values[MINISTRY_ENGLISH], out_ministry->english, index);
    add_words(load, words, values[MINISTRY_SHORT], index);
    if (out_ministry->name.len > 0 && rule_names_find(&load->ministries, out_ministry->name) == RULE_NAME_NONE)
        rule_enter(load, &load->ministries, out_ministry->name, (uint32_t)index);
}

void rule_ministries_read(struct rule_loader *load)
{
    struct gathering words = {0};
    size_t count;
    const struct doc_member *members = rule_section_members(load, RULE_SECTION_MINISTRIES, DOC_SEQUENCE, &count);
    struct doc_ministry *ministries = rule_alloc(load, count, sizeof *ministries);
    for (size_t i = 0; ministries && i < count; i++)
        read_ministry(load, &words, members[i].value, &ministries[i], (int)i);
    load->set->words.ministries = ministries;
    load->set->words.ministry_count = ministries ? count : 0;
    load->set->words.ministry_names = gathered(&words);
}
