#include "rule/guards.h"

#include "rule/prints.h"
#include "rule/section.h"
#include "text/utf8.h"

#include <string.h>

static const struct text_view nothing;

/* Terms and strings, gathered over all packs before they are built into a matcher. */
struct gathered_terms {
    struct text_term *items;
    struct rule_term *written; /* as many: as the pack writes them; empty for what is no list of the pack's */
    size_t count, capacity, written_capacity;
};

struct gathered_texts {
    struct text_view *items;
    size_t count, capacity;
};

struct gathered_tests {
    struct rule_guard_test *items;
    size_t count, capacity;
};

struct gathered_parts {
    struct rule_guard_part *items;
    size_t count, capacity;
};

struct reading {
    struct rule_loader *load;
    struct rule_guards guards;
    struct gathered_terms words, borrowed;
    struct gathered_texts lists[RULE_GUARD_LISTS];
    struct gathered_tests tests;
    struct gathered_parts parts;
};

static void note_part(struct reading *in, struct text_view guard, struct text_view list, struct text_span span)
{
    struct rule_guard_part *items =
        rule_grow(in->load, in->parts.items, in->parts.count, &in->parts.capacity, sizeof *items);
    if (!items) return;
    in->parts.items = items;
    items[in->parts.count++] = (struct rule_guard_part){guard, list, span};
}

/* Where each list and number of each guard stands. */
static void note_parts(struct reading *in, const struct doc_node *section)
{
    for (size_t i = 0; i < section->count; i++) {
        const struct doc_node *guard = section->members[i].value;
        for (size_t m = 0; guard->kind == DOC_MAPPING && m < guard->count; m++)
            note_part(in, section->members[i].key->value, guard->members[m].key->value, guard->members[m].value->span);
    }
}

static void add_term(struct rule_loader *load, struct gathered_terms *terms, const struct rule_term *term,
                     uint32_t owner)
{
    struct text_term *items = rule_grow(load, terms->items, terms->count, &terms->capacity, sizeof *items);
    if (!items) return;
    terms->items = items;
    struct rule_term *written =
        rule_grow(load, terms->written, terms->count, &terms->written_capacity, sizeof *written);
    if (!written) return;
    terms->written = written;
    written[terms->count] = *term;
    items[terms->count++] = (struct text_term){.text = term->folded, .owner = owner, .inside = true};
}

/* A list of strings of two characters or more. */
static void add_terms(struct rule_loader *load, struct gathered_terms *terms, const struct doc_node *list,
                      uint32_t owner)
{
    for (size_t i = 0; i < rule_list(load, list); i++) {
        const struct doc_node *node = list->members[i].value;
        struct rule_term term = {.text = rule_text(load, node), .span = node->span, .inside = true};
        term.folded = rule_fold(load, term.text);
        if (term.folded.len > 0 && text_utf8_count(term.folded) < 2)
            rule_fault(load, DIAGNOSTIC_PACK_TERM, node, term.folded, nothing);
        else if (term.folded.len > 0) add_term(load, terms, &term, owner);
    }
}

/* A list of strings of any length. */
static void add_texts(struct rule_loader *load, struct gathered_texts *texts, const struct doc_node *list)
{
    for (size_t i = 0; i < rule_list(load, list); i++) {
        struct text_view text = rule_text_folded(load, list->members[i].value);
        struct text_view *items = rule_grow(load, texts->items, texts->count, &texts->capacity, sizeof *items);
        if (!items) return;
        texts->items = items;
        if (text.len > 0) items[texts->count++] = text;
    }
}

/* ---- examples */

enum { REMOVED, KEPT, AT, TEST_KEYS };
static const struct schema_member TEST_MEMBERS[TEST_KEYS] = {{"removed", false, &rule_text_shape},
                                                             {"kept", false, &rule_text_shape},
                                                             {"at", true, &rule_text_shape}};
static const struct schema_shape TEST = {.name = "guard_test",
                                         SCHEMA_MEMBERS(TEST_MEMBERS),
                                         .one_of = (const char *const[]){"removed", "kept", NULL}};

static void read_test(struct reading *in, const struct doc_node *node, const char *guard)
{
    const struct doc_node *values[TEST_KEYS];
    struct rule_loader *load = in->load;
    if (!rule_keys(load, node, &TEST, values)) return;
    if (!values[REMOVED] == !values[KEPT]) {
        rule_fault(load, DIAGNOSTIC_PACK_REQUIRED, node, text_view_of("removed / kept"), nothing);
        return;
    }
    struct rule_guard_test *items =
        rule_grow(load, in->tests.items, in->tests.count, &in->tests.capacity, sizeof *items);
    if (!items) return;
    in->tests.items = items;
    struct rule_guard_test *test =
        &items[in->tests.count++]; /* filled in place: padding off the stack is not embedded */
    test->guard = rule_name(load, guard);
    test->removed = values[REMOVED];
    test->text = rule_text(load, values[test->removed ? REMOVED : KEPT]);
    test->at = rule_text(load, values[AT]);
    test->span = node->span;
}

static void read_tests(struct reading *in, const struct doc_node *list, const char *guard)
{
    for (size_t i = 0; i < rule_list(in->load, list); i++)
        read_test(in, list->members[i].value, guard);
}

/* ---- one guard each */

enum row_kind { WORDS_ROW, STRINGS_ROW, NUMBER_ROW, BORROWED_ROW, TESTS_ROW };

struct row {
    const char *guard, *key;
    enum row_kind kind;
    unsigned code;
    struct schema_shape shape;
};

#define TEXTS_ROW                                                                                                      \
    {                                                                                                                  \
        .kind = SCHEMA_LIST, .of = &rule_text_shape                                                                    \
    }
#define CASES_ROW                                                                                                      \
    {                                                                                                                  \
        .kind = SCHEMA_LIST, .of = &TEST                                                                               \
    }
static const struct row ROWS[] = {
#define WORDS(code, guard, key)   {guard, key, WORDS_ROW, RULE_##code, TEXTS_ROW},
#define STRINGS(code, guard, key) {guard, key, STRINGS_ROW, RULE_LIST_##code, TEXTS_ROW},
#define NUMBER(code, guard, key, from, to)                                                                             \
    {guard, key, NUMBER_ROW, RULE_NUMBER_##code, {SCHEMA_NUMERAL, .least = from, .most = to}},
#include "rule/guard.def"
#undef WORDS
#undef STRINGS
#undef NUMBER
    {"parroted", "set_phrases", BORROWED_ROW, RULE_SET_PHRASE, TEXTS_ROW},
    {"outdated", "tests", TESTS_ROW, 0, CASES_ROW},
    {"negated", "tests", TESTS_ROW, 0, CASES_ROW},
    {"hedged", "tests", TESTS_ROW, 0, CASES_ROW},
    {"listed", "tests", TESTS_ROW, 0, CASES_ROW},
    {"parroted", "tests", TESTS_ROW, 0, CASES_ROW},
};

#define ROW_COUNT (sizeof ROWS / sizeof *ROWS)

static void read_row(struct reading *in, const struct row *row, const struct doc_node *node)
{
    uint32_t *number = row->kind == NUMBER_ROW ? &in->guards.numbers[row->code] : NULL;
    switch (row->kind) {
    case WORDS_ROW:
        add_terms(in->load, &in->words, node, row->code);
        break;
    case STRINGS_ROW:
        add_texts(in->load, &in->lists[row->code], node);
        break;
    case NUMBER_ROW:
        *number = (uint32_t)rule_integer(in->load, node, &row->shape, *number);
        break;
    case BORROWED_ROW:
        add_terms(in->load, &in->borrowed, node, row->code);
        break;
    case TESTS_ROW:
        read_tests(in, node, row->guard);
        break;
    }
}

/* The rows of the guard whose shape it is. */
static size_t gather_rows(const struct schema_shape *shape, struct schema_member *room)
{
    size_t count = 0;
    for (size_t i = 0; i < ROW_COUNT; i++)
        if (strcmp(ROWS[i].guard, shape->name) == 0)
            room[count++] = (struct schema_member){ROWS[i].key, false, &ROWS[i].shape};
    return count;
}
_Static_assert(ROW_COUNT <= SCHEMA_MEMBERS_MOST, "all rows may be of one guard");

static const struct schema_shape GUARDS[] = {{SCHEMA_OBJECT, "reach", .gather = gather_rows},
                                             {SCHEMA_OBJECT, "outdated", .gather = gather_rows},
                                             {SCHEMA_OBJECT, "negated", .gather = gather_rows},
                                             {SCHEMA_OBJECT, "hedged", .gather = gather_rows},
                                             {SCHEMA_OBJECT, "listed", .gather = gather_rows},
                                             {SCHEMA_OBJECT, "parroted", .gather = gather_rows}};
#define GUARD_COUNT (sizeof GUARDS / sizeof *GUARDS)

static size_t gather_guards(const struct schema_shape *shape, struct schema_member *room)
{
    (void)shape;
    for (size_t i = 0; i < GUARD_COUNT; i++)
        room[i] = (struct schema_member){GUARDS[i].name, false, &GUARDS[i]};
    return GUARD_COUNT;
}

const struct schema_shape rule_guards_shape = {SCHEMA_OBJECT, .gather = gather_guards};

static void read_guard(struct reading *in, const struct schema_shape *guard, const struct doc_node *node)
{
    const struct doc_node *values[ROW_COUNT];
    size_t at = 0;
    if (!rule_keys(in->load, node, guard, values)) return;
    for (size_t i = 0; i < ROW_COUNT; i++) {
        if (strcmp(ROWS[i].guard, guard->name) != 0) continue;
        if (values[at]) read_row(in, &ROWS[i], values[at]);
        at++;
    }
}

static void read_section(struct reading *in, const struct doc_node *node)
{
    const struct doc_node *values[GUARD_COUNT];
    if (!rule_keys(in->load, node, &rule_guards_shape, values)) return;
    note_parts(in, node);
    for (size_t i = 0; i < GUARD_COUNT; i++)
        if (values[i]) read_guard(in, &GUARDS[i], values[i]);
}

/* ---- what is nobody's own wording */

static void borrow(struct reading *in, struct text_view text)
{
    struct rule_term term = {.text = text, .folded = rule_fold(in->load, text), .inside = true};
    if (text_utf8_count(term.folded) >= 2) add_term(in->load, &in->borrowed, &term, RULE_TITLE);
}

static void borrow_titles(struct reading *in)
{
    const struct rule_set *set = in->load->set;
    for (size_t i = 0; i < set->document_count; i++) {
        const struct rule_document *document = &set->documents[i];
        borrow(in, document->title);
        for (size_t a = 0; a < document->alias_count; a++)
            borrow(in, document->aliases[a]);
        for (size_t e = 0; e < document->superseded_count; e++)
            borrow(in, document->superseded[e].title);
    }
}

static void borrow_headings(struct reading *in)
{
    for (size_t i = 0; i < in->load->set->clause_count; i++)
        borrow(in, in->load->set->clauses[i].heading.in[TEXT_JA]);
}

static const struct text_terms *built(struct rule_loader *load, const struct gathered_terms *terms)
{
    struct text_terms *matcher = NULL;
    if (load->status != STATUS_OK || load->faults.count > 0) return NULL;
    load->status = text_terms_build(load->arena, terms->items, terms->count, &matcher);
    return load->status == STATUS_OK ? matcher : NULL;
}

void rule_guards_read(struct rule_loader *load)
{
    struct reading in = {.load = load};
    const struct rule_entries *guards = &load->sections[RULE_SECTION_GUARDS];
    const struct rule_entries *ends = &load->sections[RULE_SECTION_PHRASE_ENDS];
    for (size_t i = 0; i < guards->count; i++)
        read_section(&in, guards->items[i].value);
    for (size_t i = 0; i < ends->count; i++) {
        note_part(&in, rule_name(load, "phrase_ends"), nothing, ends->items[i].value->span);
        add_terms(load, &in.words, ends->items[i].value, RULE_PHRASE_END);
    }
    borrow_titles(&in);
    borrow_headings(&in);
    in.guards.words = built(load, &in.words);
    in.guards.borrowed = built(load, &in.borrowed);
    for (size_t i = 0; i < RULE_GUARD_LISTS; i++)
        in.guards.lists[i] = (struct rule_strings){in.lists[i].items, in.lists[i].count};
    in.guards.tests = in.tests.items;
    in.guards.test_count = in.tests.count;
    in.guards.parts = in.parts.items;
    in.guards.part_count = in.parts.count;
    in.guards.word_list = in.words.items;
    in.guards.word_terms = in.words.written;
    in.guards.word_count = in.words.count;
    in.guards.borrowed_list = in.borrowed.items;
    in.guards.borrowed_count = in.borrowed.count;
    load->set->guards = in.guards;
    rule_prints_read(load);
}
