/* `spelling` becomes the folder. Rules and what they are applied to must have been folded alike, so the rules are
 * first folded by a folder that has none: {to: 取組, from: [取り組み]} with full-width or half-width letters is one. */
#include "rule/section.h"
#include "rule/vocabulary.h"

#define INSIDE_FROM 5 /* when no pack says `katakana: {inside_from: N}` */

struct spellings {
    struct text_spelling *items;
    const struct doc_node **nodes;
    size_t count, capacity, node_capacity;
};

static void add_spelling(struct rule_loader *load, struct spellings *all, const struct doc_node *node,
                         struct text_view to)
{
    struct text_view from = rule_text_folded(load, node);
    if (from.len == 0 || to.len == 0) return;
    struct text_spelling *items = rule_grow(load, all->items, all->count, &all->capacity, sizeof *items);
    const struct doc_node **nodes = rule_grow(load, all->nodes, all->count, &all->node_capacity, sizeof *nodes);
    if (!items || !nodes) return;
    all->items = items;
    all->nodes = nodes;
    nodes[all->count] = node;
    items[all->count++] = (struct text_spelling){from, to};
}

static const struct schema_member SPELLING_MEMBERS[] = {{"to", true, &rule_text_shape},
                                                        {"from", true, &rule_texts_shape}};
static const struct schema_shape SPELLING = {.name = "spelling", SCHEMA_MEMBERS(SPELLING_MEMBERS)};
const struct schema_shape rule_spellings_shape = {.kind = SCHEMA_LIST, .of = &SPELLING};

static void read_spelling(struct rule_loader *load, struct spellings *all, const struct doc_node *node)
{
    const struct doc_node *values[2];
    if (!rule_keys(load, node, &SPELLING, values)) return;
    struct text_view to = rule_text_folded(load, values[0]);
    for (size_t i = 0; i < rule_list(load, values[1]); i++)
        add_spelling(load, all, values[1]->members[i].value, to);
}

static void make_folder(struct rule_loader *load, const struct spellings *all)
{
    struct text_folder *folder;
    size_t bad = 0;
    enum status status = text_folder_new(load->arena, all->items, all->count, &folder, &bad);
    if (status == STATUS_OK) load->set->words.folder = folder;
    else if (status == STATUS_INVALID)
        rule_fault(load, DIAGNOSTIC_PACK_SPELLING, all->nodes[bad], all->items[bad].from, all->items[bad].to);
    else load->status = status;
}

static const struct schema_shape LETTERS = {.kind = SCHEMA_NUMERAL, .least = 1, .most = 100};
static const struct schema_member KATAKANA_MEMBERS[] = {{"inside_from", true, &LETTERS}};
const struct schema_shape rule_katakana_shape = {SCHEMA_MEMBERS(KATAKANA_MEMBERS)};

static void read_katakana(struct rule_loader *load)
{
    const struct doc_node *value, *node = rule_section_value(load, RULE_SECTION_KATAKANA);
    load->inside_from = INSIDE_FROM;
    if (rule_keys(load, node, &rule_katakana_shape, &value))
        load->inside_from = rule_integer(load, value, &LETTERS, INSIDE_FROM);
}

void rule_spelling_read(struct rule_loader *load)
{
    struct spellings all = {0};
    size_t count;
    make_folder(load, &all);
    if (load->status != STATUS_OK) return;
    const struct doc_member *members = rule_section_members(load, RULE_SECTION_SPELLING, DOC_SEQUENCE, &count);
    for (size_t i = 0; i < count; i++)
        read_spelling(load, &all, members[i].value);
    if (load->status == STATUS_OK) make_folder(load, &all);
    read_katakana(load);
}
