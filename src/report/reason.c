/* Why a claim is not justified, from the criterion that came nearest: the parts that are there by what the text says,
 * the missing ones by their labels. */
#include "report/account.h"
#include "report/cause.h"
#include "report/word.h"
#include "text/printable.h"

#define NAMED_PARTS    3 /* more would bury what matters */
#define EVIDENCE_CELLS 36

static const struct text_view none = {"", 0};

/* ---- found, and not counted */

static void add_taken_out(const struct report_voice *to, const struct rule_criterion *rule,
                          const struct eval_evidence *evidence)
{
    struct buf text, cause;
    buf_init(&text);
    const struct report_voice inner = report_aside(to, &cause);
    text_print_cut(&text, report_word(evidence->span), EVIDENCE_CELLS, true);
    report_cause(&inner, &to->rules->clauses[rule->clause], evidence);
    report_phrase(to->out, to->language, REPORT_GUARDED, report_view(&text), report_view(&cause), none);
    report_done(to->out, &text);
    report_done(to->out, &cause);
}

static void word_guarded(const struct report_voice *to, const struct eval_criterion *criterion)
{
    struct report_account account = report_account_of(criterion);
    const struct eval_evidence *evidence = report_taken_out(criterion, &account);
    if (evidence) add_taken_out(to, criterion->rule, evidence);
    else
        report_phrase(to->out, to->language, REPORT_GUARDED, none,
                      text_view_of(report_guard_word(criterion->guard, to->language)), none);
}

/* ---- not all there */

static void add_unwanted(const struct report_voice *to, const struct report_part *part)
{
    struct buf label;
    const struct report_voice inner = report_aside(to, &label);
    report_part_label(&inner, part);
    report_phrase(to->out, to->language, REPORT_OUT_OF_PLACE, report_word(part->step->first.span), report_view(&label),
                  none);
    report_done(to->out, &label);
}

static const struct report_part *part_of(const struct report_account *account, enum report_part_kind kind)
{
    for (size_t i = 0; i < account->count; i++)
        if (account->parts[i].kind == kind) return &account->parts[i];
    return NULL;
}

/* All is there, but not together. */
static void add_apart(const struct report_voice *to, const struct report_account *account, struct text_view found,
                      struct text_view apart)
{
    const struct eval_step *unmet = account->unmet;
    struct buf digits;
    buf_init(&digits);
    bool topical = unmet && unmet->predicate->op == RULE_OP_ALL;
    if (topical) buf_add_int(&digits, to->rules->guards.numbers[RULE_NUMBER_NEARBY]);
    else buf_add_int(&digits, unmet ? unmet->predicate->number : 0);
    enum report_phrase phrase = REPORT_PARTS_ELSEWHERE;
    if (topical) phrase = REPORT_TOPIC_FAR;
    else if (unmet && unmet->predicate->op == RULE_OP_WITHIN) phrase = REPORT_PARTS_FAR;
    else if (unmet && unmet->predicate->op == RULE_OP_ORDER) phrase = REPORT_PARTS_ORDER;
    else if (apart.len > 0 && found.len > 0) phrase = REPORT_PARTS_APART;
    report_phrase(to->out, to->language, phrase, found.len > 0 ? found : apart,
                  phrase == REPORT_PARTS_APART ? apart : report_view(&digits), none);
    report_done(to->out, &digits);
}

void report_shortfall(const struct report_voice *to, const struct report_account *account, size_t most)
{
    const struct report_part *unwanted = part_of(account, REPORT_UNWANTED);
    struct buf found, apart, missing;
    const struct report_voice to_found = report_aside(to, &found), to_apart = report_aside(to, &apart),
                              to_missing = report_aside(to, &missing);
    report_parts(&to_found, account, REPORT_FOUND, most);
    if (found.len == 0) report_parts(&to_found, account, REPORT_TAKEN_OUT, most);
    report_parts(&to_apart, account, REPORT_APART, most);
    report_parts(&to_missing, account, REPORT_LACKING, most);
    if (found.len == 0 && apart.len == 0) buf_add_string(to->out, report_plain(to->language, REPORT_NOTHING));
    else if (missing.len > 0)
        report_phrase(to->out, to->language, REPORT_PARTS, report_view(&found), report_view(&missing), none);
    else if (unwanted && apart.len == 0) add_unwanted(to, unwanted);
    else add_apart(to, account, report_view(&found), report_view(&apart));
    report_done(to->out, &found);
    report_done(to->out, &apart);
    report_done(to->out, &missing);
}

static void word_parts(const struct report_voice *to, const struct eval_criterion *criterion)
{
    struct report_account account = report_account_of(criterion);
    const struct report_part *out = part_of(&account, REPORT_TAKEN_OUT);
    if (out && report_parts_of(&account, REPORT_FOUND) == 0) add_taken_out(to, criterion->rule, &out->step->first);
    else report_shortfall(to, &account, NAMED_PARTS);
}

/* ---- reasons */

static void word_anchor(const struct report_voice *to, const struct eval_claim *claim)
{
    report_cause(to, &to->rules->clauses[claim->clause],
                 &(struct eval_evidence){.guard = EVAL_GUARD_SENSE, .cause = {.concept = RULE_NONE}});
}

void report_claim_reason(struct buf *out, enum text_language language, const struct eval_result *result,
                         const struct eval_claim *claim)
{
    const struct report_voice to = {out, language, result->rules};
    const struct eval_criterion *nearest = claim->nearest == (size_t)-1 ? NULL : &claim->criteria[claim->nearest];
    bool by_parts = claim->reason == EVAL_REASON_PARTS || claim->reason == EVAL_REASON_NOTHING;
    if (by_parts && nearest) word_parts(&to, nearest);
    else if (claim->reason == EVAL_REASON_GUARDED && nearest) word_guarded(&to, nearest);
    else if (claim->reason == EVAL_REASON_ANCHOR) word_anchor(&to, claim);
    else if (claim->reason == EVAL_REASON_NO_TEXT) buf_add_string(out, report_plain(language, REPORT_NO_TEXT));
    else if (claim->reason == EVAL_REASON_RESERVED) buf_add_string(out, report_plain(language, REPORT_RESERVED));
    else if (claim->reason == EVAL_REASON_OTHER_ITEM) buf_add_string(out, report_plain(language, REPORT_OTHER_ITEM));
    else buf_add_string(out, report_plain(language, REPORT_NOTHING));
}

void report_reason(struct buf *out, enum text_language language, const struct eval_result *result,
                   const struct eval_finding *finding)
{
    const struct eval_claim *claim = report_claim_of(result, finding);
    const struct report_voice to = {out, language, result->rules};
    if (finding->event == EVAL_EVENT_UNJUSTIFIED && claim) report_claim_reason(out, language, result, claim);
    else if (finding->criterion && finding->criterion->state == EVAL_STATE_GUARDED)
        word_guarded(&to, finding->criterion);
}
