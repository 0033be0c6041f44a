#include "rule/address.h"

static const struct rule_miss FIELD_MISS = {DIAGNOSTIC_PACK_FIELD_NEAR, DIAGNOSTIC_PACK_FIELD};
static const struct text_view nothing;

static const char *const NAMES[] = {
#define FIELD(code, name, type, home, needed) name,
#include "doc/field.def"
#undef FIELD
    NULL};
const struct schema_shape rule_field_shape = {.kind = SCHEMA_WORDS, .name = "field", .words = NAMES};
const struct schema_shape rule_text_fields_shape = {.kind = SCHEMA_LIST, .of = &rule_field_shape};

/* Homes, from outside in; where a form rule stands is one of them. */
enum { S = DOC_IN_SUBMISSION, R = DOC_IN_REQUEST, B = DOC_IN_ROW, P = DOC_IN_CLAIM };

/* `name` is what `node` says or a part of it. */
static enum doc_field named(struct rule_loader *load, const struct doc_node *node, struct text_view name)
{
    struct text_view names[DOC_FIELD_COUNT];
    enum doc_field field = doc_field_named(name);
    if (field != DOC_FIELD_COUNT) return field;
    struct doc_node part = *node;
    part.value = name;
    for (size_t i = 0; i < DOC_FIELD_COUNT; i++)
        names[i] = text_view_of(doc_field_name((enum doc_field)i));
    rule_fault_unknown(load, &part, &FIELD_MISS, names, DOC_FIELD_COUNT);
    return DOC_FIELD_COUNT;
}

enum doc_field rule_field_read(struct rule_loader *load, const struct doc_node *node)
{
    struct text_view name = rule_text(load, node);
    return name.len > 0 ? named(load, node, name) : DOC_FIELD_COUNT;
}

/* Homes that can be seen from there, without the innermost when `parent`. */
static unsigned homes_seen(enum rule_given given, bool parent)
{
    switch (given) {
    case RULE_GIVEN_SUBMISSION:
        return parent ? 0 : S;
    case RULE_GIVEN_REQUEST:
    case RULE_GIVEN_SET: /* its requests, one beside the other */
        return parent ? S : S | R;
    case RULE_GIVEN_CLAIM:
        return parent ? S | R : S | R | P;
    case RULE_GIVEN_BREAKDOWN:
        return parent ? S | R : S | R | B;
    case RULE_GIVEN_READING:
        break;
    }
    return 0;
}

static unsigned home_of_items(enum doc_field list)
{
    switch ((int)list) {
    case DOC_FIELD_REQUESTS:
        return R;
    case DOC_FIELD_BREAKDOWN:
        return B;
    case DOC_FIELD_PRIORITIES:
        return P;
    default:
        return 0;
    }
}

static bool take_prefix(struct text_view *text, const char *prefix)
{
    struct text_view start = text_view_of(prefix);
    if (!text_view_starts(*text, start)) return false;
    *text = text_view_part(*text, start.len, text->len);
    return true;
}

/* Reads "list.field" or "field" into the address; false with a fault. */
static bool read_parts(struct rule_loader *load, const struct doc_node *node, struct text_view text,
                       struct rule_address *address)
{
    size_t dot = text_view_find(text, text_view_of("."), 0);
    if (dot == (size_t)-1) {
        address->field = named(load, node, text);
        return address->field != DOC_FIELD_COUNT;
    }
    address->list = named(load, node, text_view_part(text, 0, dot));
    if (address->list == DOC_FIELD_COUNT) return false;
    address->field = named(load, node, text_view_part(text, dot + 1, text.len));
    return address->field != DOC_FIELD_COUNT;
}

bool rule_address_read(struct rule_loader *load, const struct doc_node *node, enum rule_given given,
                       struct rule_address *out_address)
{
    struct rule_address address = {.field = DOC_FIELD_COUNT, .list = DOC_FIELD_COUNT};
    struct text_view text = rule_text(load, node);
    if (text.len == 0) return false;
    address.parent = take_prefix(&text, "parent.");
    if (!read_parts(load, node, text, &address)) return false;
    bool listed = address.list != DOC_FIELD_COUNT;
    enum doc_field outer = listed ? address.list : address.field;
    bool seen = doc_field_homes(outer) & homes_seen(given, address.parent);
    bool held = !listed || (doc_field_homes(address.field) & home_of_items(address.list));
    if (seen && held) *out_address = address;
    else rule_fault(load, DIAGNOSTIC_PACK_ADDRESS, node, node->value, nothing);
    return seen && held;
}

uint32_t rule_text_fields_read(struct rule_loader *load, const struct doc_node *node)
{
    uint32_t fields = 0;
    for (size_t i = 0; i < rule_list(load, node); i++) {
        const struct doc_node *item = node->members[i].value;
        enum doc_field field = rule_field_read(load, item);
        if (field == DOC_FIELD_COUNT) continue;
        if (doc_field_type(field) == DOC_TYPE_TEXT) fields |= UINT32_C(1) << field;
        else rule_fault(load, DIAGNOSTIC_PACK_FIELD_TEXT, item, item->value, nothing);
    }
    return fields;
}
