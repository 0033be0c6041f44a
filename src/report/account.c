/* The steps are a tree in a row, each deeper than what it belongs to. Of alternatives that nothing was found of no one
 * is nearer than another; they are one part, "A or B". */
#include "report/account.h"

#include "report/condition.h"
#include "report/word.h"
#include "rule/predicate.h"
#include "text/printable.h"

static const struct text_view none = {"", 0};

#define FOUND_CELLS 24 /* of what the text says, in a list */

struct walk {
    struct report_account *account;
    const struct eval_criterion *criterion;
};

static void add_parts(const struct walk *walk, size_t at);

static void add_part(const struct walk *walk, enum report_part_kind kind, const struct eval_step *step)
{
    struct report_account *account = walk->account;
    if (account->count < REPORT_PART_LIMIT) account->parts[account->count++] = (struct report_part){kind, step};
}

static size_t step_end(const struct eval_criterion *criterion, size_t at)
{
    size_t end = at + 1;
    while (end < criterion->step_count && criterion->steps[end].depth > criterion->steps[at].depth)
        end++;
    return end;
}

/* The parts of what lies below; how many steps were gone into. */
static size_t add_below(const struct walk *walk, size_t at, bool raw_only)
{
    size_t entered = 0, end = step_end(walk->criterion, at);
    for (size_t i = at + 1; i < end; i = step_end(walk->criterion, i)) {
        const struct eval_step *step = &walk->criterion->steps[i];
        if (step->aside || (raw_only && !step->raw)) continue;
        add_parts(walk, i);
        entered++;
    }
    return entered;
}

static enum report_part_kind kind_of(const struct eval_step *step)
{
    if (step->truth == EVAL_TRUE) return REPORT_FOUND;
    if (step->raw) return REPORT_TAKEN_OUT;
    if (step->truth == EVAL_UNKNOWN) return REPORT_IN_DOUBT;
    return step->elsewhere ? REPORT_APART : REPORT_LACKING;
}

/* What must not be there: a part when it is, namely what shows it. */
static void add_unwanted(const struct walk *walk, size_t at)
{
    size_t end = step_end(walk->criterion, at);
    if (report_is_plain(walk->criterion->steps[at].predicate)) {
        if (at + 2 < end) add_parts(walk, at + 2);
        return;
    }
    for (size_t i = at + 1; i < end; i++)
        if (walk->criterion->steps[i].raw && walk->criterion->steps[i].predicate->op == RULE_OP_CONCEPT) {
            add_part(walk, REPORT_UNWANTED, &walk->criterion->steps[i]);
            return;
        }
}

/* What asks of its parts where they stand. */
static bool is_placed(const struct rule_predicate *predicate)
{
    return predicate->op == RULE_OP_SENTENCE || predicate->op == RULE_OP_WITHIN || predicate->op == RULE_OP_ORDER ||
           rule_predicate_is_topical(predicate);
}

static bool fails(const struct eval_step *step)
{
    return !step->raw && step->truth == EVAL_FALSE;
}

/* Whether all parts since `from` were found, counted or not. */
static bool is_there(const struct report_account *account, size_t from)
{
    for (size_t i = from; i < account->count; i++)
        if (account->parts[i].kind != REPORT_FOUND && account->parts[i].kind != REPORT_TAKEN_OUT) return false;
    return true;
}

static void add_parts(const struct walk *walk, size_t at)
{
    const struct eval_step *step = &walk->criterion->steps[at];
    size_t before = walk->account->count;
    switch (step->predicate->op) {
    case RULE_OP_NOT:
        if (step->truth != EVAL_TRUE) add_unwanted(walk, at);
        return;
    case RULE_OP_FIELD:
    case RULE_OP_CHECK:
        if (step->truth != EVAL_TRUE) add_part(walk, REPORT_LACKING, step);
        return;
    case RULE_OP_AT_LEAST:
        add_below(walk, at, true);
        if (!step->raw) add_part(walk, kind_of(step), step);
        return;
    case RULE_OP_ANY:
        if (add_below(walk, at, false) == 0) add_part(walk, kind_of(step), step);
        return;
    case RULE_OP_ALL:
    case RULE_OP_ABOUT:
    case RULE_OP_SENTENCE:
    case RULE_OP_WITHIN:
    case RULE_OP_ORDER:
        add_below(walk, at, false);
        if (step->predicate->op == RULE_OP_SENTENCE) walk->account->others += step->others;
        if (is_placed(step->predicate) && is_there(walk->account, before) && fails(step)) walk->account->unmet = step;
        return;
    case RULE_OP_CONCEPT:
    case RULE_OP_COUNT:
    default:
        add_part(walk, kind_of(step), step);
        return;
    }
}

struct report_account report_account_of(const struct eval_criterion *criterion)
{
    struct report_account account = {.count = 0};
    const struct walk walk = {&account, criterion};
    if (criterion->step_count > 0) add_parts(&walk, 0);
    return account;
}

size_t report_parts_of(const struct report_account *account, enum report_part_kind kind)
{
    size_t count = 0;
    for (size_t i = 0; i < account->count; i++)
        count += account->parts[i].kind == kind;
    return count;
}

/* ---- lists */

static bool contains(const struct buf *list, struct text_view words)
{
    return words.len > 0 && text_view_find(report_view(list), words, 0) != (size_t)-1;
}

void report_part_label(const struct report_voice *to, const struct report_part *part)
{
    const struct rule_predicate *asked = part->step->predicate;
    if (asked->op == RULE_OP_CONCEPT) text_print(to->out, to->rules->concepts[asked->concept].label.in[to->language]);
    else report_condition(to, asked);
}

/* 「…」, unless the words are a condition that has its own quotes. */
static void add_words(const struct report_voice *to, const struct report_part *part)
{
    bool by_label = part->kind == REPORT_LACKING || part->kind == REPORT_IN_DOUBT;
    struct buf words;
    const struct report_voice inner = report_aside(to, &words);
    if (by_label) report_part_label(&inner, part);
    else text_print_cut(&words, report_word(part->step->first.span), FOUND_CELLS, true);
    bool quote = !by_label || part->step->predicate->op == RULE_OP_CONCEPT;
    if (quote && words.len > 0) report_phrase(to->out, to->language, REPORT_QUOTED, report_view(&words), none, none);
    else buf_add(to->out, report_view(&words).at, words.len);
    report_done(to->out, &words);
}

/* Found, and the same words are missed in the sentence that the rest stands in. */
static bool is_missed(const struct report_account *account, size_t at)
{
    const struct text_span *span = &account->parts[at].step->first.span;
    for (size_t i = 0; account->parts[at].kind == REPORT_FOUND && i < account->count; i++)
        if (account->parts[i].kind == REPORT_APART && account->parts[i].step->first.span.begin == span->begin)
            return true;
    return false;
}

void report_parts(const struct report_voice *to, const struct report_account *account, enum report_part_kind kind,
                  size_t most)
{
    struct buf list;
    size_t shown = 0;
    buf_init(&list);
    for (size_t i = 0; i < account->count && shown < most; i++) {
        struct buf words;
        if (account->parts[i].kind != kind || is_missed(account, i)) continue;
        const struct report_voice inner = report_aside(to, &words);
        add_words(&inner, &account->parts[i]);
        if (words.len > 0 && !contains(&list, report_view(&words))) {
            enum report_phrase joiner = kind == REPORT_LACKING ? REPORT_LIST_COMMA : REPORT_LIST_QUOTED;
            if (shown++ > 0) buf_add_string(&list, report_plain(to->language, joiner));
            buf_add(&list, words.bytes, words.len);
        }
        report_done(&list, &words);
    }
    buf_add(to->out, report_view(&list).at, list.len);
    report_done(to->out, &list);
}

const struct eval_evidence *report_taken_out(const struct eval_criterion *criterion,
                                             const struct report_account *account)
{
    for (size_t i = 0; i < account->count; i++) {
        const struct eval_evidence *first = &account->parts[i].step->first;
        if (account->parts[i].kind == REPORT_TAKEN_OUT && first->guard == criterion->guard) return first;
    }
    for (size_t i = 0; i < criterion->evidence_count; i++)
        if (criterion->evidence[i].guard == criterion->guard) return &criterion->evidence[i];
    return NULL;
}
