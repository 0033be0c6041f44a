#include "rule/claims.h"

#include "doc/yaml.h"
#include "rule/folder.h"
#include "rule/section.h"

#include <stdlib.h>
#include <string.h>

#define PLACE_HOLDER "<<"

static const struct text_view nothing;

struct claims {
    struct rule_loader *load;
    struct rule_claim_example *items;
    size_t count, capacity;
};

/* The value of a key that may be missing. */
static struct text_view value_of(const struct doc_node *node, const char *key)
{
    const struct doc_node *value = doc_node_get(node, key);
    return value && value->kind == DOC_SCALAR ? value->value : nothing;
}

/* The value of a key that must be there. */
static const struct doc_node *required(struct claims *to, const struct doc_node *node, const char *key)
{
    const struct doc_node *value = doc_node_get(node, key);
    if (!value) rule_fault(to->load, DIAGNOSTIC_PACK_REQUIRED, node, text_view_of(key), nothing);
    return value;
}

static bool read_clause(struct claims *to, const struct doc_node *node, uint32_t *out_clause)
{
    static const struct rule_miss MISS = {DIAGNOSTIC_PACK_VALUE_NEAR, DIAGNOSTIC_PACK_VALUE};
    const struct doc_node *value = required(to, node, "clause");
    if (!value || value->kind != DOC_SCALAR) return false;
    uint32_t clause = rule_names_find(&to->load->clauses, value->value);
    if (clause == RULE_NAME_NONE)
        rule_fault_unknown(to->load, value, &MISS, to->load->clauses.names, to->load->clauses.count);
    *out_clause = clause;
    return clause != RULE_NAME_NONE;
}

static void add_claim(struct claims *to, struct rule_claim_example claim)
{
    struct rule_claim_example *items = rule_grow(to->load, to->items, to->count, &to->capacity, sizeof *items);
    if (!items) return;
    to->items = items;
    items[to->count++] = claim;
}

static const struct schema_shape LABEL = {.kind = SCHEMA_WORDS,
                                          .words = (const char *const[]){"unjustified", "justified", NULL}};

static void read_claim(struct claims *to, const struct doc_node *node)
{
    if (node->kind != DOC_MAPPING) {
        rule_fault(to->load, DIAGNOSTIC_PACK_TYPE_MAP, node, nothing, nothing);
        return;
    }
    struct rule_claim_example claim = {.span = node->span};
    const struct doc_node *label = required(to, node, "label"), *text = required(to, node, "justification");
    if (!read_clause(to, node, &claim.clause) || !label || !text || text->kind != DOC_SCALAR) return;
    claim.title = value_of(node, "title");
    claim.summary = value_of(node, "summary");
    claim.ministry = value_of(node, "ministry");
    claim.text = text->value;
    claim.justified = rule_choice(to->load, label, &LABEL, 0) == 1;
    if (text_view_find(claim.text, text_view_of(PLACE_HOLDER), 0) == (size_t)-1) add_claim(to, claim);
}

static void read_list(struct claims *to, const struct doc_node *root)
{
    for (size_t i = 0; i < rule_list(to->load, root); i++)
        read_claim(to, root->members[i].value);
}

static void read_file(struct claims *to, const char *path)
{
    struct rule_loader *load = to->load;
    struct text_view bytes;
    struct text_source *source = NULL;
    struct text_defect defect = {0};
    struct doc_roots roots = {0};
    if (!path || !rule_folder_read(load, path, &bytes)) return;
    enum status status = text_source_open(load->arena, path, bytes, &source, &defect);
    if (status == STATUS_OK && defect.kind != TEXT_DEFECT_NONE) {
        struct text_span span = {source, defect.at, defect.at};
        rule_fault_at(load, DIAGNOSTIC_PACK_ENCODING, span, nothing, nothing);
        return;
    }
    if (status == STATUS_OK) status = doc_yaml_read(load->arena, source, &load->faults, &roots);
    if (status == STATUS_NO_MEMORY) load->status = status;
    for (size_t i = 0; status == STATUS_OK && i < roots.count; i++)
        read_list(to, roots.items[i]);
}

static bool is_yaml(const char *name)
{
    size_t len = strlen(name);
    return len > 5 && strcmp(name + len - 5, ".yaml") == 0;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void rule_claims_read(struct rule_loader *load)
{
    const struct doc_node *node = rule_section_value(load, RULE_SECTION_CLAIMS);
    struct claims claims = {.load = load};
    struct rule_folder_names names = {0};
    if (!node || !load->stand_in || !load->folder) return;
    struct text_view below = rule_text(load, node);
    const char *name = arena_copy(load->arena, below.at ? below.at : "", below.len);
    if (!name) load->status = STATUS_NO_MEMORY;
    const char *folder = name && below.len > 0 ? rule_folder_path(load, load->folder, name) : NULL;
    if (!folder || !rule_folder_list(load, folder, &names)) return;
    if (names.count > 1) qsort(names.items, names.count, sizeof *names.items, by_name);
    for (size_t i = 0; i < names.count && load->status == STATUS_OK; i++)
        if (is_yaml(names.items[i])) read_file(&claims, rule_folder_path(load, folder, names.items[i]));
    load->set->claim_examples = claims.items;
    load->set->claim_example_count = claims.count;
}
