/* rule/ruleset - a pack and what it extends, compiled: immutable after loading, shared by all threads.
 *
 * Everything lives in the set's arena and is reached by index: concepts by concept index, clauses by clause index (the
 * same as in the label table). Strings that match text are folded; strings that are shown are as the pack wrote them.
 * The only part that changes later is a pattern's compiled code, published atomically (text/pattern.h). */
#ifndef RULE_RULESET_H
#define RULE_RULESET_H

#include "doc/label.h"
#include "doc/node.h"
#include "doc/observation.h"
#include "doc/vocabulary.h"
#include "text/diagnostic.h"
#include "text/pattern.h"
#include "text/terms.h"

#include <stdbool.h>
#include <stdint.h>

#define RULE_NONE UINT32_MAX

/* A text in both languages, as the pack wrote it. */
struct rule_wording {
    struct text_view in[TEXT_LANGUAGES];
};

enum rule_severity { RULE_NOTE, RULE_WARNING, RULE_ERROR };
enum rule_reach { RULE_IN_SENTENCE, RULE_NEARBY, RULE_IN_FIELD, RULE_IN_REQUEST };

/* `needs` or `unless` of a concept: hits of any of these must (not) stand within reach. */
struct rule_companion {
    const uint32_t *concepts;
    size_t count; /* 0: not given */
    enum rule_reach reach;
    struct text_span span;
};

/* A term or an except of a concept, as written and as it is matched: for explanations and lint. */
struct rule_term {
    struct text_view text;
    struct text_view folded;
    struct text_span span;
    bool inside; /* text/terms.h */
};

/* The numbers of a pattern's RULE_TRIGGERs: of either, one stands in every match. RULE_NONE: there are none; without a
 * first there is no second, and the pattern runs over every sentence. */
struct rule_triggers {
    uint32_t first, second;
};

/* What a text can speak about. Leaf predicates {term}, {regex} and {document} are nameless concepts, and so is every
 * document of the register. */
struct rule_concept {
    struct text_view name;     /* empty for a nameless one */
    struct rule_wording label; /* what to call it in messages: for a nameless one its term or document title */
    struct text_span span;     /* in the pack */
    bool inherited;            /* from a pack that this one extends */
    const uint32_t *sources;   /* itself and, transitively, what it includes */
    size_t source_count;
    const uint32_t *users; /* the other way round: itself and whatever includes it */
    size_t user_count;
    const uint32_t *includes; /* what it includes itself */
    size_t include_count;
    struct text_pattern **patterns; /* its own */
    const struct text_span *pattern_spans;
    const struct rule_triggers *triggers; /* by pattern */
    size_t pattern_count;
    bool untriggered;              /* one of its patterns has no triggers */
    const struct rule_term *terms; /* its own */
    size_t term_count;
    const struct rule_term *excepts;
    size_t except_count;
    bool has_excepts;
    struct rule_companion needs;
    struct rule_companion unless;
    bool quotable;     /* only tells what a text is about: counts in the guideline's own wording too */
    uint32_t document; /* index into documents for a {document} concept, else RULE_NONE */
};

/* Owners of the term matcher's hits: a concept and what the string is to it; for a trigger its pattern's number. */
enum rule_term_kind {
    RULE_TERM,
    RULE_EXCEPT,
    RULE_TRIGGER,   /* one of the literals of which one stands in every match: where none is seen, it isn't run */
    RULE_SUPERSEDED /* of a document: the name of an edition that is no longer in force */
};

static inline uint32_t rule_owner(uint32_t number, enum rule_term_kind kind)
{
    return number << 2 | (uint32_t)kind;
}
static inline uint32_t rule_owner_number(uint32_t owner)
{
    return owner >> 2;
}
static inline enum rule_term_kind rule_owner_kind(uint32_t owner)
{
    return (enum rule_term_kind)(owner & 3);
}

enum rule_operator {
#define OPERATOR(code, key) RULE_OP_##code,
#include "rule/operator.def"
#undef OPERATOR
    RULE_OP_COUNT
};

enum rule_check {
#define CHECK(code, name, parameters, arguments, given) RULE_CHECK_##code,
#include "rule/check.def"
#undef CHECK
    RULE_CHECKS
};

enum rule_comparison { RULE_PRESENT, RULE_EQUALS, RULE_IN, RULE_LESS, RULE_GREATER };

/* An address: a field, or a field of every item of a list (list != DOC_FIELD_COUNT); parent: one level up. */
struct rule_address {
    enum doc_field field;
    enum doc_field list;
    bool parent;
};

/* A literal of a comparison, in every shape that it can be read as. */
struct rule_literal {
    struct text_view text; /* as written */
    struct text_view folded;
    bool is_amount;
    int64_t yen;
    int number; /* a fiscal year, a category, a boolean or a ministry index, by the field's type; -1 none */
    bool is_address;
    struct rule_address address;
};

struct rule_compare {
    struct rule_address address;
    enum rule_comparison comparison;
    bool present;
    const struct rule_literal *literals;
    size_t literal_count;
};

/* Parameters of a check, by its row in check.def; what a check does not use stays empty. */
struct rule_check_use {
    enum rule_check check;
    struct rule_address of;
    struct rule_address equals;     /* sum */
    struct rule_address at_most_of; /* sum */
    bool has_equals, has_at_most_of;
    struct rule_address over; /* increase */
    int64_t percent, at_least, at_most;
    const struct text_view *words; /* placeholder, near_duplicate: folded */
    size_t word_count;
    const struct text_terms *boilerplate; /* near_duplicate: its words; NULL: none */
    enum doc_category expect;             /* category */
    struct text_view guard;               /* guarded_only */
    uint64_t codes;                       /* reading: bit per enum doc_observation_code */
};

/* What the pack loader guarantees: operands are there; `sentence` is not within `sentence`; operands of `within` and
 * `order` yield hits (a concept, or `any` of such); 1 <= at_least.n <= operands; a criterion's evidence can't
 * hold by `not` or `field` alone; `check` stands in `require` only. */
struct rule_predicate {
    enum rule_operator op;
    struct text_span span;
    uint32_t concept; /* CONCEPT */
    const struct rule_predicate *operands;
    size_t operand_count;
    uint32_t number;                    /* AT_LEAST: n; WITHIN: code points */
    const struct rule_compare *compare; /* FIELD */
    const struct rule_check_use *check; /* CHECK */
};

enum rule_mode { RULE_MODE_ANY, RULE_MODE_MUST };
enum rule_level { RULE_LEVEL_CLAIM, RULE_LEVEL_REQUEST };

/* One inline test of a criterion. */
struct rule_test {
    struct text_view text;
    bool pass;
    struct text_view why;    /* expected guard of a fail, or empty */
    struct text_view remark; /* `why` that names no guard: what sort of failing example it is; shown, not checked */
    struct text_view ministry, category, title, cio_coordination; /* context, or empty */
    int it_investment;                                            /* -1 unstated, 0, 1 */
    struct text_span span;
};

struct rule_criterion {
    struct text_view id;
    uint32_t clause;
    uint32_t item; /* index into the clause's items + 1, or 0 */
    enum rule_mode mode;
    enum rule_level level;
    const struct rule_predicate *applies; /* NULL: always */
    const struct rule_predicate *evidence;
    uint32_t fields;                /* bit per enum doc_field that it reads; 0: the default of its mode and level */
    const struct text_view *source; /* sentence references, as written */
    size_t source_count;
    struct rule_wording asks, hint;
    const struct rule_test *tests;
    size_t test_count;
    struct text_span span;
};

enum rule_sentence_kind { RULE_ASKS, RULE_FRAME, RULE_REVIEWER };

/* A sentence of the guideline, without its words. */
struct rule_sentence {
    struct text_view at;    /* "2", "iii.1" */
    struct text_view print; /* 16 hex digits */
    enum rule_sentence_kind kind;
    struct rule_wording gist;
    struct text_span span; /* in the register */
};

struct rule_clause {
    struct text_view id;    /* R2-2.1.3 style */
    struct text_view label; /* canonical */
    struct rule_wording heading;
    struct text_view folded_label, folded_heading; /* the Japanese one: titles that are no text of one's own */
    const struct text_view *aliases;               /* other headings */
    size_t alias_count;
    bool claimable, suggest;
    const struct text_view *items;
    size_t item_count;
    const uint32_t *anchor; /* concepts; the pack's default when the clause has none */
    size_t anchor_count;
    const uint32_t *criteria; /* indices of the claim-level criteria, in order */
    size_t criterion_count;
    const struct rule_sentence *sentences;
    size_t sentence_count;
    struct text_span span;
};

enum rule_given {
    RULE_GIVEN_READING,
    RULE_GIVEN_SUBMISSION,
    RULE_GIVEN_REQUEST,
    RULE_GIVEN_CLAIM,
    RULE_GIVEN_BREAKDOWN,
    RULE_GIVEN_SET /* all submissions of a run together */
};

/* One situation of a form rule. */
struct rule_case {
    enum rule_given given;
    const struct rule_predicate *when; /* NULL: always */
    const struct rule_predicate *require;
    uint32_t fields;   /* texts that predicates read; 0: all */
    enum doc_field at; /* where the finding points; DOC_FIELD_COUNT: by the rule */
    struct rule_wording message;
    const struct rule_wording *messages; /* by observation code, for reading rules with `messages`; else NULL */
    struct text_span span;
};

/* One example of a form rule: a submission, in a few of its fields, that the rule must flag or must let pass. What it
 * does not say comes from the pack's `example` (eval/example.h). */
struct rule_form_test {
    bool flags;
    const struct doc_node *lines;        /* a mapping of fields of a submission, request or claim */
    uint32_t without;                    /* bit per enum doc_field that the example leaves out */
    const struct rule_form_test *others; /* submissions beside it, for rules over the set: their lines only */
    size_t other_count;
    bool previous; /* of an other one: it is an earlier year's */
    struct text_span span;
};

struct rule_form {
    struct text_view id;
    struct rule_wording title; /* what it is about, without a case's figures; may be empty */
    enum rule_severity severity;
    const struct rule_case *cases;
    size_t case_count;
    uint32_t given; /* bits 1 << enum rule_given: what its cases are about */
    const struct rule_form_test *tests;
    size_t test_count;
    struct text_span span;
};

/* A mutant of the pack that no example notices, and why that is right (rule/mutant.h). */
struct rule_survivor {
    struct text_view mutant; /* its id */
    struct rule_wording why;
    struct text_span span;
};

/* What a string of the guards' words is to the phrase it stands in: its end, or a guard's word (guard.def). A denying
 * (undecided) word that follows a hit in its phrase removes it, unless one of the `unless` forms stands there too. */
enum rule_phrase_term {
    RULE_PHRASE_END,
#define WORDS(code, guard, key) RULE_##code,
#include "rule/guard.def"
#undef WORDS
    RULE_PHRASE_TERMS
};

enum rule_guard_list {
#define STRINGS(code, guard, key) RULE_LIST_##code,
#include "rule/guard.def"
#undef STRINGS
    RULE_GUARD_LISTS
};

enum rule_guard_number {
#define NUMBER(code, guard, key, least, most) RULE_NUMBER_##code,
#include "rule/guard.def"
#undef NUMBER
    RULE_GUARD_NUMBERS
};

/* Folded strings. */
struct rule_strings {
    const struct text_view *items;
    size_t count;
};

enum rule_borrowed_term { RULE_TITLE, RULE_SET_PHRASE };

/* An example of a guard: whether it removes a hit on the stretch `at` of the text. */
struct rule_guard_test {
    struct text_view guard; /* its name */
    struct text_view text, at;
    bool removed;
    struct text_span span;
};

/* Where a list or number of a guard stands in the pack. */
struct rule_guard_part {
    struct text_view guard, list; /* its keys; list empty for `phrase_ends` */
    struct text_span span;
};

/* A labelled claim: what a reviewer says of it, to see what the rules say. */
struct rule_claim_example {
    struct text_view title, summary, text, ministry; /* summary, ministry: may be empty */
    uint32_t clause;
    bool justified;
    struct text_span span;
};

/* What guards know, all of it pack data (rules.md, "Guards"). */
struct rule_guards {
    const struct text_terms *words; /* strings that end a phrase, and the guards' words (enum rule_phrase_term) */
    struct rule_strings lists[RULE_GUARD_LISTS];
    uint32_t numbers[RULE_GUARD_NUMBERS]; /* 0: not given: nothing is a list or a copy, all is near */
    const struct text_terms *borrowed;    /* titles, headings, set phrases: nobody's own wording and no copy either */
    const uint32_t *prints;               /* hashes of the guideline's grams (text/gram.h), ascending */
    const uint32_t *print_firsts;         /* by the upper RULE_PRINT_BITS of a hash: its first; NULL: no prints */
    const uint64_t *print_filter;         /* bits by the upper RULE_PRINT_SEEN of a hash: there may be one */
    size_t print_count;
    const struct rule_guard_test *tests;
    size_t test_count;
    const struct rule_guard_part *parts; /* for mutants, as is what the matchers above were built from */
    size_t part_count;
    const struct text_term *word_list, *borrowed_list;
    size_t word_count, borrowed_count;
    const struct rule_term *word_terms; /* as many as in word_list: as the pack writes them, for lint */
};

/* An edition that the one in force replaced. */
struct rule_edition {
    struct text_view title;
    const struct text_view *aliases;
    size_t alias_count;
};

struct rule_document {
    struct text_view id, title, decided; /* decided: ISO date, its day or month may be missing; empty when not given */
    struct rule_wording label;
    const struct text_view *aliases;
    size_t alias_count;
    const struct rule_edition *superseded;
    size_t superseded_count;
    uint32_t concept; /* its nameless concept: title and aliases are the terms, older editions RULE_SUPERSEDED */
    struct text_span span;
};

struct rule_pack_info {
    struct text_view id, version;
    struct rule_wording title; /* of the guideline; of the pack when it is none */
    struct rule_wording decided_by;
    struct text_view decided; /* ISO date or empty */
    struct text_view source;  /* what the guideline rests on; may be empty */
    const int *years;         /* fiscal years it governs */
    size_t year_count;
    const struct text_view *extends;
    size_t extends_count;
    char sha256[65]; /* over its files and those it extends */
};

struct rule_set {
    struct arena *arena;
    struct rule_pack_info info;
    struct doc_vocabulary words;
    const struct doc_label_table *labels;
    const struct rule_concept *concepts;
    size_t concept_count;
    const uint32_t *trigger_concepts; /* by trigger number: whose pattern it is; RULE_NONE for a second one */
    size_t trigger_count;
    const uint32_t *untriggered; /* concepts of which one of the sources is untriggered; some may stand here twice */
    size_t untriggered_count;
    const struct text_terms *terms; /* all terms, excepts and triggers */
    const struct rule_clause *clauses;
    size_t clause_count;
    const struct rule_criterion *criteria; /* in pack order */
    size_t criterion_count;
    const uint32_t *demands; /* indices of the request-level criteria */
    size_t demand_count;
    const struct rule_form *forms;
    size_t form_count;
    const struct rule_document *documents;
    size_t document_count;
    const struct doc_node *example; /* what examples of form rules are laid over: a submission; NULL: none */
    const struct rule_survivor *survivors;
    size_t survivor_count;
    const struct text_source *const *sources; /* the files of the pack itself, without those it extends */
    size_t source_count;
    const struct rule_claim_example *claim_examples; /* read for tests only */
    size_t claim_example_count;
    struct text_span stand_in; /* the guideline that stands in for one that the pack does not have; see rule/pack.h */
    struct rule_guards guards;
};

/* Frees the patterns' code and the arena; accepts NULL. */
void rule_set_free(struct rule_set *set);
/* The operator's key in packs; static. */
const char *rule_operator_name(enum rule_operator op);
/* asks, frame, reviewer; static. */
const char *rule_sentence_kind_name(enum rule_sentence_kind kind);
/* The first case of a form rule over the set that makes this check, and its rule; NULL when there is none. */
const struct rule_case *rule_set_case(const struct rule_set *set, enum rule_check check,
                                      const struct rule_form **out_form);
/* Index of the form rule with this id, or (size_t)-1. */
size_t rule_form_find(const struct rule_set *set, const char *id);
/* The ids of all clauses, criteria and form rules, in the arena; NULL when memory is out. They borrow from the set. */
struct text_view *rule_set_ids(const struct rule_set *set, struct arena *arena, size_t *out_count);
/* True when a shell-like pattern names a form rule, criterion or clause: something that a finding can be called. */
bool rule_set_names(const struct rule_set *set, struct text_view glob);
/* The latest fiscal year that the pack governs; 0 when none. */
int rule_set_last_year(const struct rule_set *set);
/* True when a span stands in the pack itself: not in one that it extends, not in the guideline that stands in. */
bool rule_set_owns(const struct rule_set *set, struct text_span span);
/* True when the pack governs that fiscal year. */
bool rule_set_governs(const struct rule_set *set, int year);

#endif
