#include "rule/document.h"

#include "rule/concept.h"
#include "rule/section.h"
#include "rule/term.h"

static const struct text_view nothing;

bool rule_is_date(struct text_view text)
{
    static const char FORM[] = "dddd-dd-dd";
    if (text.len != 4 && text.len != 7 && text.len != 10) return false;
    for (size_t i = 0; i < text.len; i++) {
        bool digit = text.at[i] >= '0' && text.at[i] <= '9';
        if (FORM[i] == 'd' ? !digit : text.at[i] != '-') return false;
    }
    return true;
}

static const struct schema_member EDITION_MEMBERS[] = {{"title", true, &rule_text_shape},
                                                       {"aliases", false, &rule_texts_shape}};
static const struct schema_shape EDITION = {.name = "edition", SCHEMA_MEMBERS(EDITION_MEMBERS)};
static const struct schema_shape EDITION_LIST = {.kind = SCHEMA_LIST, .of = &EDITION};

/* The names of an edition are terms of the document's concept, of a kind of their own. */
static void read_edition(struct rule_loader *load, const struct doc_node *node, uint32_t concept,
                         struct rule_edition *out_edition)
{
    const struct doc_node *values[2];
    struct rule_term term;
    if (!rule_keys(load, node, &EDITION, values)) return;
    if (concept != RULE_NONE && values[0]) rule_term_read(load, values[0], concept, RULE_SUPERSEDED, &term);
    for (size_t i = 0; concept != RULE_NONE && i < rule_list(load, values[1]); i++)
        rule_term_read(load, values[1]->members[i].value, concept, RULE_SUPERSEDED, &term);
    out_edition->title = rule_text(load, values[0]);
    out_edition->aliases = rule_texts(load, values[1], false, &out_edition->alias_count);
}

enum { ID, TITLE, ALIASES, DECIDED, LABEL, SUPERSEDED, KEY_COUNT };
static const struct schema_member MEMBERS[KEY_COUNT] = {
    {"id", true, &rule_text_shape},       {"title", true, &rule_text_shape},    {"aliases", false, &rule_texts_shape},
    {"decided", false, &rule_text_shape}, {"label", true, &rule_wording_shape}, {"superseded", false, &EDITION_LIST}};
static const struct schema_shape DOCUMENT = {.name = "document", SCHEMA_MEMBERS(MEMBERS)};
const struct schema_shape rule_documents_shape = {.kind = SCHEMA_LIST, .of = &DOCUMENT};

static void read_document(struct rule_loader *load, const struct doc_node *node, struct rule_document *out_document)
{
    const struct doc_node *values[KEY_COUNT];
    out_document->span = node->span;
    out_document->concept = RULE_NONE;
    if (!rule_keys(load, node, &DOCUMENT, values)) return;
    out_document->id = rule_text(load, values[ID]);
    out_document->title = rule_text(load, values[TITLE]);
    out_document->decided = rule_text(load, values[DECIDED]);
    out_document->label = rule_wording(load, values[LABEL]);
    out_document->aliases = rule_texts(load, values[ALIASES], false, &out_document->alias_count);
    if (out_document->decided.len > 0 && !rule_is_date(out_document->decided))
        rule_fault(load, DIAGNOSTIC_PACK_DATE, values[DECIDED], out_document->decided, nothing);
    out_document->concept = rule_concept_of_document(load, values[TITLE], values[ALIASES], out_document->label);
    struct rule_edition *editions =
        rule_array(load, values[SUPERSEDED], sizeof *editions, &out_document->superseded_count);
    for (size_t i = 0; i < out_document->superseded_count; i++)
        read_edition(load, values[SUPERSEDED]->members[i].value, out_document->concept, &editions[i]);
    out_document->superseded = editions;
}

static void enter_document(struct rule_loader *load, struct rule_document *documents, size_t index)
{
    struct rule_document *document = &documents[index];
    uint32_t known = document->id.len > 0 ? rule_names_find(&load->documents, document->id) : RULE_NAME_NONE;
    if (known != RULE_NAME_NONE)
        rule_fault_at(load, DIAGNOSTIC_PACK_DUPLICATE, document->span, document->id,
                      rule_where(load, documents[known].span));
    else if (document->id.len > 0) rule_enter(load, &load->documents, document->id, (uint32_t)index);
    if (document->concept != RULE_NONE) load->concepts[document->concept].document = (uint32_t)index;
}

void rule_documents_read(struct rule_loader *load)
{
    size_t count;
    const struct doc_member *members = rule_section_members(load, RULE_SECTION_DOCUMENTS, DOC_SEQUENCE, &count);
    struct rule_document *documents = rule_alloc(load, count, sizeof *documents);
    for (size_t i = 0; documents && i < count; i++) {
        read_document(load, members[i].value, &documents[i]);
        enter_document(load, documents, i);
    }
    load->set->documents = documents;
    load->set->document_count = documents ? count : 0;
}
