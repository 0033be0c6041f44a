/* Mutants of the predicates of criteria and form rules. A tree is walked from its root; a changed node gets a copy of
 * the nodes above it, and all else is shared:
 *
 *     ALL                 ALL'
 *     ├ CONCEPT a         ├ CONCEPT a
 *     └ ANY          ->   └ ANY'            "evidence[2].any[1] dropped"
 *       ├ CONCEPT b         └ CONCEPT c
 *       └ CONCEPT c
 */
#include "rule/mutant_part.h"

#include <string.h>

enum slot { EVIDENCE, APPLIES, WHEN, REQUIRE };

static const char *const SLOT_NAMES[] = {"evidence", "applies", "when", "require"};

/* Where a tree hangs: in a criterion, or in one situation of a form rule. */
struct site {
    struct rule_mutating *in;
    enum slot slot;
    uint32_t index;      /* of the criterion or form rule */
    uint32_t situation;  /* WHEN, REQUIRE */
    struct text_view id; /* of the criterion or form rule */
};

/* A node and the way to it from the root. */
struct place {
    const struct place *outer; /* NULL at the root */
    const struct rule_predicate *node;
    size_t index; /* among the operands of `outer` */
    bool placed;  /* within `within` or `order` */
};

/* ---- names */

static bool is_list(const struct rule_predicate *predicate)
{
    return predicate->op != RULE_OP_CONCEPT && predicate->op != RULE_OP_FIELD && predicate->op != RULE_OP_CHECK &&
           predicate->op != RULE_OP_NOT;
}

static void name_operand(struct buf *id, const struct rule_predicate *outer, size_t index)
{
    if (outer->op != RULE_OP_ALL) {
        buf_add_char(id, '.');
        buf_add_string(id, rule_operator_name(outer->op));
    }
    if (!is_list(outer)) return;
    buf_add_char(id, '[');
    buf_add_int(id, (int64_t)index + 1);
    buf_add_char(id, ']');
}

static void name_way(struct buf *id, const struct place *at)
{
    if (!at->outer) return;
    name_way(id, at->outer);
    name_operand(id, at->outer->node, at->index);
}

static void name_site(const struct site *site)
{
    struct rule_mutating *in = site->in;
    rule_mutant_name(in, site->id);
    bool many = site->slot >= WHEN && in->set->forms[site->index].case_count > 1;
    if (many) {
        buf_add_string(&in->id, "cases[");
        buf_add_int(&in->id, (int64_t)site->situation + 1);
        buf_add_string(&in->id, "].");
    }
    buf_add_string(&in->id, SLOT_NAMES[site->slot]);
}

/* ---- what a changed tree makes */

static const struct rule_criterion *changed_criterion(const struct site *site, const struct rule_predicate *root)
{
    const struct rule_criterion *from = &site->in->set->criteria[site->index];
    struct rule_criterion *criterion = rule_mutant_copy(site->in, from, sizeof *from);
    if (criterion && site->slot == EVIDENCE) criterion->evidence = root;
    if (criterion && site->slot == APPLIES) criterion->applies = root;
    return criterion;
}

static const struct rule_form *changed_form(const struct site *site, const struct rule_predicate *root)
{
    const struct rule_form *from = &site->in->set->forms[site->index];
    struct rule_form *form = rule_mutant_copy(site->in, from, sizeof *from);
    struct rule_case *cases = rule_mutant_copy(site->in, from->cases, from->case_count * sizeof *cases);
    if (!form || !cases) return NULL;
    if (site->slot == WHEN) cases[site->situation].when = root;
    else cases[site->situation].require = root;
    form->cases = cases;
    return form;
}

/* The id stands in site->in->id. `root`: NULL for a condition that is left out. */
static void add(const struct site *site, enum rule_mutation mutation, struct text_span span,
                const struct rule_predicate *root)
{
    struct rule_mutant mutant = {.span = span, .mutation = mutation, .index = site->index};
    if (site->slot <= APPLIES) {
        mutant.part = RULE_MUTATED_CRITERION;
        mutant.changed.criterion = changed_criterion(site, root);
    } else {
        mutant.part = RULE_MUTATED_FORM;
        mutant.changed.form = changed_form(site, root);
    }
    rule_mutant_add(site->in, mutant);
}

/* The root of the tree in which `changed` stands at that place; NULL when memory is out. */
static const struct rule_predicate *rebuilt(const struct site *site, const struct place *at,
                                            const struct rule_predicate *changed)
{
    for (; at->outer && changed; at = at->outer) {
        const struct rule_predicate *outer = at->outer->node;
        struct rule_predicate *copy = rule_mutant_copy(site->in, outer, sizeof *outer);
        struct rule_predicate *operands =
            rule_mutant_copy(site->in, outer->operands, outer->operand_count * sizeof *operands);
        if (!copy || !operands) return NULL;
        operands[at->index] = *changed;
        copy->operands = operands;
        changed = copy;
    }
    return changed;
}

/* ---- the walk */

/* A list of one is as good as its member, and what is denied twice as what is not: there the outer one is negated. */
static bool is_negated_apart(const struct place *at)
{
    if (at->placed) return false;
    if (!at->outer) return true;
    const struct rule_predicate *outer = at->outer->node;
    return outer->op != RULE_OP_NOT && (outer->operand_count > 1 || outer->op == RULE_OP_SENTENCE);
}

static void negate(const struct site *site, const struct place *at)
{
    const struct rule_predicate *node = at->node, *changed;
    struct rule_predicate opposite = {.op = RULE_OP_NOT, .span = node->span, .operands = node, .operand_count = 1};
    if (!is_negated_apart(at)) return;
    if (node->op == RULE_OP_NOT) changed = node->operands;
    else changed = rule_mutant_copy(site->in, &opposite, sizeof opposite);
    name_site(site);
    name_way(&site->in->id, at);
    add(site, RULE_MUTANT_NEGATED, node->span, rebuilt(site, at, changed));
}

static void drop_operand(const struct site *site, const struct place *at, size_t dropped)
{
    const struct rule_predicate *node = at->node;
    struct rule_predicate *operands =
        rule_mutant_copy(site->in, node->operands, node->operand_count * sizeof *operands);
    struct rule_predicate *changed = rule_mutant_copy(site->in, node, sizeof *node);
    if (!operands || !changed) return;
    memmove(&operands[dropped], &operands[dropped + 1], (node->operand_count - dropped - 1) * sizeof *operands);
    changed->operands = operands;
    changed->operand_count--;
    if (node->op == RULE_OP_AT_LEAST && changed->number > changed->operand_count)
        changed->number--; /* all of them: all that are left */
    name_site(site);
    name_way(&site->in->id, at);
    name_operand(&site->in->id, node, dropped);
    add(site, RULE_MUTANT_DROPPED, node->operands[dropped].span, rebuilt(site, at, changed));
}

static void walk(const struct site *site, const struct place *at)
{
    const struct rule_predicate *node = at->node;
    bool placed = at->placed || node->op == RULE_OP_WITHIN || node->op == RULE_OP_ORDER;
    negate(site, at);
    for (size_t i = 0; is_list(node) && node->operand_count > 1 && i < node->operand_count; i++)
        drop_operand(site, at, i);
    for (size_t i = 0; i < node->operand_count; i++)
        walk(site, &(struct place){.outer = at, .node = &node->operands[i], .index = i, .placed = placed});
}

/* ---- criteria and form rules */

/* A condition that may be missing altogether. */
static void drop_condition(const struct site *site, const struct rule_predicate *root)
{
    name_site(site);
    add(site, RULE_MUTANT_DROPPED, root->span, NULL);
}

static void mutate_root(const struct site *site, const struct rule_predicate *root)
{
    if (!root) return;
    if (site->slot == APPLIES || site->slot == WHEN) drop_condition(site, root);
    walk(site, &(struct place){.node = root});
}

void rule_mutate_criterion(struct rule_mutating *in, uint32_t index)
{
    const struct rule_criterion *criterion = &in->set->criteria[index];
    struct site site = {.in = in, .slot = EVIDENCE, .index = index, .id = criterion->id};
    mutate_root(&site, criterion->evidence);
    site.slot = APPLIES;
    mutate_root(&site, criterion->applies);
}

static void drop_code(const struct site *site, const struct rule_predicate *root, enum doc_observation_code code)
{
    struct rule_check_use *use = rule_mutant_copy(site->in, root->check, sizeof *use);
    struct rule_predicate *changed = rule_mutant_copy(site->in, root, sizeof *root);
    if (!use || !changed) return;
    use->codes &= ~(UINT64_C(1) << code);
    changed->check = use;
    name_site(site);
    buf_add_string(&site->in->id, ".codes[");
    buf_add_string(&site->in->id, doc_observation_name(code));
    buf_add_char(&site->in->id, ']');
    add(site, RULE_MUTANT_DROPPED, root->span, changed);
}

/* The codes of a reading rule, when there are several. */
static void mutate_codes(const struct site *site, const struct rule_predicate *root)
{
    uint64_t codes = root && root->op == RULE_OP_CHECK && root->check ? root->check->codes : 0;
    if ((codes & (codes - 1)) == 0) return;
    for (int i = 0; i < DOC_SAW_COUNT; i++)
        if (codes >> i & 1) drop_code(site, root, (enum doc_observation_code)i);
}

void rule_mutate_form(struct rule_mutating *in, uint32_t index)
{
    const struct rule_form *form = &in->set->forms[index];
    struct site site = {.in = in, .index = index, .id = form->id};
    for (uint32_t i = 0; i < form->case_count; i++) {
        site.situation = i;
        site.slot = WHEN;
        mutate_root(&site, form->cases[i].when);
        site.slot = REQUIRE;
        mutate_root(&site, form->cases[i].require);
        mutate_codes(&site, form->cases[i].require);
    }
}
