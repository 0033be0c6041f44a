/* A pattern costs far more than a term, so it is run only where it can match: PCRE2's expression is searched for
 * literals of which one stands in any match, and these become its RULE_TRIGGER terms. The term matcher asks
 * for word boundaries beside ASCII letters and digits, a pattern doesn't; so a literal is cut down to the part without
 * such ends, which stands in any match just as well:
 *     'csirt(?:の)?(?:構築|設置)'  ->  構築, 設置
 *     '(?:第[0-9]次)行動計画v2'    ->  行動計画
 *     'ssl3?'                      ->  nothing is left: the concept is `untriggered` and its patterns run everywhere */
#include "rule/term.h"

#include "text/character.h"
#include "text/utf8.h"

#define TERMS_AT_ONCE 32768
#define TERM_POINTS   2 /* code points of the shortest term: the matcher hangs terms under their first two */

static const struct text_view nothing;

/* Room for a large pack's terms at once: memory that is not written to costs nothing, growing step by step does. */
static bool reserve_terms(struct rule_loader *load)
{
    load->terms = rule_alloc(load, TERMS_AT_ONCE, sizeof *load->terms);
    if (load->terms) load->term_capacity = TERMS_AT_ONCE;
    return load->terms != NULL;
}

static void add_term(struct rule_loader *load, struct text_view folded, uint32_t owner, bool inside)
{
    if (!load->terms && !reserve_terms(load)) return;
    struct text_term *terms = rule_grow(load, load->terms, load->term_count, &load->term_capacity, sizeof *terms);
    if (!terms) return;
    load->terms = terms;
    terms[load->term_count++] = (struct text_term){.text = folded, .owner = owner, .inside = inside};
}

/* ---- terms */

/* By length: short katakana words are found inside others by accident. What is excepted may stand inside anything. */
static bool inside_by_default(const struct rule_loader *load, struct text_view folded, enum rule_term_kind kind)
{
    size_t letters;
    if (kind != RULE_TERM || !text_term_is_katakana(folded, &letters)) return true;
    return (int64_t)letters >= load->inside_from;
}

static const struct schema_member MEMBERS[] = {{"term", true, &rule_text_shape},
                                               {"inside", false, &rule_boolean_shape}};
const struct schema_shape rule_term_shape = {.name = "term", SCHEMA_MEMBERS(MEMBERS)};
static const struct schema_shape TERM_OR_TEXT = {
    .kind = SCHEMA_EITHER, .either = (const struct schema_shape *const[]){&rule_text_shape, &rule_term_shape, NULL}};
const struct schema_shape rule_terms_shape = {.kind = SCHEMA_LIST, .name = "terms", .of = &TERM_OR_TEXT};

/* A term as it is written in a pack. */
struct written {
    const struct doc_node *node;
    struct text_view text; /* empty after a fault, or when memory is out */
    const struct doc_node *inside;
};

static struct written read_written(struct rule_loader *load, const struct doc_node *node)
{
    const struct doc_node *values[2] = {node, NULL};
    if (node->kind == DOC_MAPPING && !rule_keys(load, node, &rule_term_shape, values))
        return (struct written){.node = node};
    return (struct written){.node = values[0], .text = rule_text(load, values[0]), .inside = values[1]};
}

static bool keep_term(struct rule_loader *load, const struct written *written, uint32_t concept,
                      enum rule_term_kind kind, struct rule_term *out_term)
{
    if (written->text.len == 0) return false;
    struct rule_term term = {.text = written->text, .span = written->node->span};
    term.folded = rule_fold(load, term.text);
    if (load->status != STATUS_OK) return false;
    if (text_utf8_count(term.folded) < TERM_POINTS) {
        rule_fault(load, DIAGNOSTIC_PACK_TERM, written->node, term.text, nothing);
        return false;
    }
    term.inside = rule_boolean(load, written->inside, inside_by_default(load, term.folded, kind));
    add_term(load, term.folded, rule_owner(concept, kind), term.inside);
    *out_term = term;
    return true;
}

bool rule_term_read(struct rule_loader *load, const struct doc_node *node, uint32_t concept, enum rule_term_kind kind,
                    struct rule_term *out_term)
{
    const struct written written = read_written(load, node);
    return keep_term(load, &written, concept, kind, out_term);
}

/* The term with an ending behind it; empty when either is, or when memory is out. */
static struct text_view with_ending(struct rule_loader *load, struct text_view term, struct text_view ending)
{
    char *bytes = term.len > 0 && ending.len > 0 ? rule_alloc(load, term.len + ending.len, 1) : NULL;
    if (!bytes) return nothing;
    memcpy(bytes, term.at, term.len);
    memcpy(bytes + term.len, ending.at, ending.len);
    return (struct text_view){bytes, term.len + ending.len};
}

const struct rule_term *rule_terms_read(struct rule_loader *load, const struct doc_node *list,
                                        const struct doc_node *endings, uint32_t concept, enum rule_term_kind kind,
                                        size_t *out_count)
{
    size_t count = rule_list(load, list), ending_count, kept = 0;
    const struct text_view *texts = rule_texts(load, endings, false, &ending_count);
    struct rule_term *terms = rule_alloc(load, count * (ending_count > 0 ? ending_count : 1), sizeof *terms);
    for (size_t i = 0; terms && i < count; i++) {
        const struct written term = read_written(load, list->members[i].value);
        if (ending_count == 0) kept += keep_term(load, &term, concept, kind, &terms[kept]);
        for (size_t e = 0; e < ending_count; e++) {
            struct written whole = term;
            whole.text = with_ending(load, term.text, texts[e]);
            kept += keep_term(load, &whole, concept, kind, &terms[kept]);
        }
    }
    *out_count = kept;
    return terms;
}

/* ---- patterns */

static struct text_view without_ascii_ends(struct text_view literal)
{
    size_t begin = 0, end = literal.len;
    while (begin < end && text_is_ascii_word((unsigned char)literal.at[begin]))
        begin++;
    while (end > begin && text_is_ascii_word((unsigned char)literal.at[end - 1]))
        end--;
    return text_view_part(literal, begin, end);
}

/* The number that the triggers of the next pattern have; RULE_NONE when memory is out. */
static uint32_t new_trigger(struct rule_loader *load, uint32_t concept)
{
    uint32_t *concepts =
        rule_grow(load, load->trigger_concepts, load->trigger_count, &load->trigger_capacity, sizeof *concepts);
    if (!concepts) return RULE_NONE;
    load->trigger_concepts = concepts;
    concepts[load->trigger_count] = concept;
    return (uint32_t)load->trigger_count++;
}

/* The number under which the literals become triggers; RULE_NONE when there is none to rely on. */
static uint32_t add_triggers(struct rule_loader *load, struct text_needed needed, uint32_t concept)
{
    bool reliable = needed.count > 0;
    for (size_t i = 0; i < needed.count; i++) {
        needed.literals[i] = without_ascii_ends(needed.literals[i]);
        reliable = reliable && text_utf8_count(needed.literals[i]) >= TERM_POINTS;
    }
    const uint32_t trigger = reliable ? new_trigger(load, concept) : RULE_NONE;
    for (size_t i = 0; trigger != RULE_NONE && i < needed.count; i++)
        add_term(load, needed.literals[i], rule_owner(trigger, RULE_TRIGGER), true);
    return trigger;
}

/* Of two sets of triggers that a pattern has, the first tells that its concept may have hits; one alone is the first.
 */
static struct rule_triggers triggers_of(struct rule_loader *load, const struct doc_node *node,
                                        struct text_view expression, uint32_t concept)
{
    struct text_needed needed[TEXT_NEEDED];
    struct rule_triggers none = {RULE_NONE, RULE_NONE}, found;
    if (text_pattern_literals(load->arena, expression, needed) != STATUS_OK) {
        load->status = STATUS_NO_MEMORY;
        return none;
    }
    if (needed[0].count == 0) rule_fault(load, DIAGNOSTIC_PACK_REGEX_LITERAL, node, expression, nothing);
    found.first = add_triggers(load, needed[0], concept);
    found.second = add_triggers(load, needed[1], found.first == RULE_NONE ? concept : RULE_NONE);
    if (found.first == RULE_NONE) found = (struct rule_triggers){found.second, RULE_NONE};
    if (found.first == RULE_NONE) load->concepts[concept].untriggered = true;
    return found;
}

static void fault_pattern(struct rule_loader *load, const struct doc_node *node, const struct text_pattern_error *error)
{
    size_t len = strlen(error->message);
    size_t at = error->offset < node->value.len ? error->offset : node->value.len;
    const char *message = arena_copy(load->scratch, error->message, len);
    if (!message) load->status = STATUS_NO_MEMORY;
    rule_fault_at(load, DIAGNOSTIC_PACK_REGEX, doc_node_part(node, at, at), node->value,
                  (struct text_view){message, message ? len : 0});
}

static struct text_pattern *make_pattern(struct rule_loader *load, const struct doc_node *node,
                                         struct text_view expression)
{
    struct text_pattern *pattern;
    struct text_pattern_error error;
    enum status status = text_pattern_new(load->arena, expression, load->check_patterns, &pattern, &error);
    if (status == STATUS_INVALID) fault_pattern(load, node, &error);
    else if (status != STATUS_OK) load->status = status;
    return status == STATUS_OK ? pattern : NULL;
}

void rule_patterns_read(struct rule_loader *load, const struct doc_node *const *nodes, size_t count, uint32_t concept)
{
    struct text_pattern **patterns = rule_alloc(load, count, sizeof *patterns);
    struct text_span *spans = rule_alloc(load, count, sizeof *spans);
    struct rule_triggers *triggers = rule_alloc(load, count, sizeof *triggers);
    if (!patterns || !spans || !triggers) return;
    load->concepts[concept].patterns = patterns;
    load->concepts[concept].pattern_spans = spans;
    load->concepts[concept].triggers = triggers;
    for (size_t i = 0; i < count && load->status == STATUS_OK; i++) {
        struct text_view expression = rule_text(load, nodes[i]).len > 0 ? nodes[i]->value : nothing;
        struct text_pattern *pattern = expression.len > 0 ? make_pattern(load, nodes[i], expression) : NULL;
        if (!pattern) continue;
        size_t at = load->concepts[concept].pattern_count++;
        patterns[at] = pattern;
        spans[at] = nodes[i]->span;
        triggers[at] = triggers_of(load, nodes[i], expression, concept);
    }
}
