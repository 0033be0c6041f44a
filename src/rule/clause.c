#include "rule/clause.h"

#include "rule/concept.h"
#include "rule/section.h"

#define PRINT_DIGITS 16

static const struct text_view nothing;

/* ---- how labels are built */

/* "({})" -> "(" and ")" around the numeral. */
static void read_writing(struct rule_loader *load, const struct doc_node *node, struct doc_label_level *level)
{
    struct text_view text = rule_text(load, node);
    size_t at = text_view_find(text, text_view_of("{}"), 0);
    if (text.len == 0) return;
    if (at == (size_t)-1) {
        rule_fault(load, DIAGNOSTIC_PACK_WRITE, node, text, nothing);
        return;
    }
    level->before = text_view_part(text, 0, at);
    level->after = text_view_part(text, at + 2, text.len);
}

static const char *const NUMERALS[] = {
    [DOC_ARABIC] = "arabic", [DOC_CIRCLED] = "circled", [DOC_ROMAN] = "roman", [DOC_KANJI] = "kanji", NULL};
static const struct schema_shape NUMERAL = {.kind = SCHEMA_WORDS, .words = NUMERALS};
static const struct schema_member LEVEL_MEMBERS[] = {{"numeral", true, &NUMERAL}, {"write", true, &rule_text_shape}};
static const struct schema_shape LEVEL = {.name = "level", SCHEMA_MEMBERS(LEVEL_MEMBERS)};

static void read_level(struct rule_loader *load, const struct doc_node *node, struct doc_label_level *level)
{
    const struct doc_node *values[2];
    if (!rule_keys(load, node, &LEVEL, values)) return;
    level->numeral = (enum doc_numeral)rule_choice(load, values[0], &NUMERAL, DOC_ARABIC);
    read_writing(load, values[1], level);
}

enum { PREFIX, OMIT, LEVELS, ITEM, LABEL_KEYS };
static const struct schema_shape OMITTED = {.kind = SCHEMA_NUMERAL, .least = 0, .most = 1000};
static const struct schema_shape LEVEL_LIST = {.kind = SCHEMA_LIST, .of = &LEVEL, .least = 1, .most = DOC_LABEL_LEVELS};
static const struct schema_member LABEL_MEMBERS[LABEL_KEYS] = {{"prefix", false, &rule_texts_shape},
                                                               {"omit", false, &OMITTED},
                                                               {"levels", true, &LEVEL_LIST},
                                                               {"item", false, &LEVEL}};
const struct schema_shape rule_labels_shape = {SCHEMA_MEMBERS(LABEL_MEMBERS)};

static struct doc_label_grammar read_grammar(struct rule_loader *load)
{
    const struct doc_node *values[LABEL_KEYS], *node = rule_section_value(load, RULE_SECTION_LABELS);
    struct doc_label_grammar grammar = {.level_count = 1, .item.numeral = DOC_ROMAN};
    if (!rule_keys(load, node, &rule_labels_shape, values)) return grammar;
    grammar.prefixes = rule_texts(load, values[PREFIX], false, &grammar.prefix_count);
    grammar.omit = rule_integer(load, values[OMIT], &OMITTED, 0);
    size_t count = rule_list(load, values[LEVELS]);
    if (values[LEVELS] && (count == 0 || count > DOC_LABEL_LEVELS))
        rule_fault(load, DIAGNOSTIC_PACK_LEVELS, values[LEVELS], nothing, nothing);
    for (size_t i = 0; i < count && i < DOC_LABEL_LEVELS; i++) {
        read_level(load, values[LEVELS]->members[i].value, &grammar.levels[i]);
        grammar.level_count = i + 1;
    }
    if (values[ITEM]) read_level(load, values[ITEM], &grammar.item);
    return grammar;
}

/* ---- sentences of the guideline */

static bool is_print(struct text_view text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!((text.at[i] >= '0' && text.at[i] <= '9') || (text.at[i] >= 'a' && text.at[i] <= 'f'))) return false;
    return text.len == PRINT_DIGITS;
}

enum { AT, PRINT, KIND, GIST, SENTENCE_KEYS };
static const char *const KINDS[] = {"asks", "frame", "reviewer", NULL};
static const struct schema_shape KIND_WORD = {.kind = SCHEMA_WORDS, .words = KINDS};
static const struct schema_member SENTENCE_MEMBERS[SENTENCE_KEYS] = {{"at", true, &rule_text_shape},
                                                                     {"print", true, &rule_text_shape},
                                                                     {"kind", true, &KIND_WORD},
                                                                     {"gist", true, &rule_wording_shape}};
static const struct schema_shape SENTENCE = {.name = "sentence", SCHEMA_MEMBERS(SENTENCE_MEMBERS)};
static const struct schema_shape SENTENCE_LIST = {.kind = SCHEMA_LIST, .of = &SENTENCE};

static void read_sentence(struct rule_loader *load, const struct doc_node *node, struct rule_sentence *sentence)
{
    const struct doc_node *values[SENTENCE_KEYS];
    sentence->span = node->span;
    if (!rule_keys(load, node, &SENTENCE, values)) return;
    sentence->at = rule_text(load, values[AT]);
    sentence->print = rule_text(load, values[PRINT]);
    if (sentence->print.len > 0 && !is_print(sentence->print))
        rule_fault(load, DIAGNOSTIC_PACK_PRINT, values[PRINT], sentence->print, nothing);
    sentence->kind = (enum rule_sentence_kind)rule_choice(load, values[KIND], &KIND_WORD, RULE_ASKS);
    sentence->gist = rule_wording(load, values[GIST]);
}

static void read_sentences(struct rule_loader *load, const struct doc_node *list, struct rule_clause *clause)
{
    struct rule_sentence *sentences = rule_array(load, list, sizeof *sentences, &clause->sentence_count);
    clause->sentences = sentences;
    for (size_t i = 0; i < clause->sentence_count; i++) {
        const struct doc_node *node = list->members[i].value;
        read_sentence(load, node, &sentences[i]);
        for (size_t before = 0; before < i; before++)
            if (sentences[i].at.len > 0 && text_view_equal(sentences[before].at, sentences[i].at))
                rule_fault(load, DIAGNOSTIC_PACK_DUPLICATE, node, sentences[i].at,
                           rule_where(load, list->members[before].value->span));
    }
}

/* ---- clauses */

enum { ID, LABEL, ALIASES, HEADING, CLAIMABLE, SUGGEST, ITEMS, SENTENCES, CLAUSE_KEYS };
static const struct schema_member CLAUSE_MEMBERS[CLAUSE_KEYS] = {
    {"id", true, &rule_text_shape},           {"label", true, &rule_text_shape},
    {"aliases", false, &rule_texts_shape},    {"heading", true, &rule_wording_shape},
    {"claimable", true, &rule_boolean_shape}, {"suggest", true, &rule_boolean_shape},
    {"items", false, &rule_texts_shape},      {"sentences", false, &SENTENCE_LIST}};
static const struct schema_shape CLAUSE = {.name = "clause", SCHEMA_MEMBERS(CLAUSE_MEMBERS)};
const struct schema_shape rule_clauses_shape = {.kind = SCHEMA_LIST, .of = &CLAUSE};

static void read_clause(struct rule_loader *load, const struct doc_node *node, struct rule_clause *clause,
                        uint32_t index)
{
    const struct doc_node *values[CLAUSE_KEYS];
    clause->span = node->span;
    if (!rule_keys(load, node, &CLAUSE, values)) return;
    clause->id = rule_text(load, values[ID]);
    clause->label = rule_text(load, values[LABEL]);
    clause->aliases = rule_texts(load, values[ALIASES], false, &clause->alias_count);
    clause->heading = rule_wording(load, values[HEADING]);
    clause->folded_label = rule_fold(load, clause->label);
    clause->folded_heading = rule_fold(load, clause->heading.in[TEXT_JA]);
    clause->claimable = rule_boolean(load, values[CLAIMABLE], false);
    clause->suggest = rule_boolean(load, values[SUGGEST], false);
    clause->items = rule_texts(load, values[ITEMS], false, &clause->item_count);
    read_sentences(load, values[SENTENCES], clause);
    if (values[ID]) rule_enter_id(load, values[ID], clause->id);
    if (clause->label.len == 0) return;
    uint32_t known = rule_names_find(&load->clauses, clause->label);
    if (known == RULE_NAME_NONE) rule_enter(load, &load->clauses, clause->label, index);
    else
        rule_fault(load, DIAGNOSTIC_PACK_DUPLICATE, values[LABEL], clause->label,
                   rule_where(load, load->clause_items[known].span));
}

static void make_table(struct rule_loader *load, const struct doc_label_grammar *grammar)
{
    size_t count = load->set->clause_count, bad = 0;
    struct doc_label_table *table;
    struct doc_clause_name *names = rule_alloc(load, count, sizeof *names);
    if (!names || load->faults.count > 0) return; /* half a grammar or clause would only give follow-up faults */
    for (size_t i = 0; i < count; i++) {
        const struct rule_clause *clause = &load->clause_items[i];
        names[i] = (struct doc_clause_name){.label = clause->label,
                                            .headings = {clause->heading.in[TEXT_JA], clause->heading.in[TEXT_EN]},
                                            .aliases = clause->aliases,
                                            .alias_count = clause->alias_count,
                                            .items = clause->items,
                                            .item_count = clause->item_count};
    }
    enum status status = doc_label_table_new(load->arena, load->set->words.folder, grammar, names, count, &table, &bad);
    if (status == STATUS_OK) load->set->labels = table;
    else if (status == STATUS_INVALID)
        rule_fault_at(load, DIAGNOSTIC_PACK_LABEL, load->clause_items[bad].span, names[bad].label, nothing);
    else load->status = status;
}

void rule_clauses_read(struct rule_loader *load)
{
    size_t count, anchor_count = 0;
    struct doc_label_grammar grammar = read_grammar(load);
    const uint32_t *anchor = rule_concept_list(load, rule_section_value(load, RULE_SECTION_ANCHOR), &anchor_count);
    const struct doc_member *members = rule_section_members(load, RULE_SECTION_CLAUSES, DOC_SEQUENCE, &count);
    struct rule_clause *clauses = rule_alloc(load, count, sizeof *clauses);
    if (!clauses) return;
    load->clause_items = clauses;
    load->set->clauses = clauses;
    load->set->clause_count = count;
    for (size_t i = 0; i < count; i++) {
        read_clause(load, members[i].value, &clauses[i], (uint32_t)i);
        clauses[i].anchor = anchor;
        clauses[i].anchor_count = anchor_count;
    }
    make_table(load, &grammar);
}
