/* Why something that was found does not count. The guard says of what kind the trouble is, its cause where it lies. */
#include "report/cause.h"

#include "report/word.h"
#include "text/printable.h"

static const struct text_view none = {"", 0};

#define CAUSE_CELLS  36 /* of the word that denies */
#define ALTERNATIVES 3  /* of what might have shown the sense */

/* 「A」または「B」. */
static void add_labels(const struct report_voice *to, const uint32_t *concepts, size_t count)
{
    for (size_t i = 0; i < count && i < ALTERNATIVES; i++) {
        if (i > 0) buf_add_string(to->out, report_plain(to->language, REPORT_LIST_OR));
        report_phrase(to->out, to->language, REPORT_QUOTED, to->rules->concepts[concepts[i]].label.in[to->language],
                      none, none);
    }
    if (count > ALTERNATIVES) buf_add_string(to->out, report_plain(to->language, REPORT_LIST_MORE));
}

static void with_labels(const struct report_voice *to, enum report_phrase phrase, const uint32_t *concepts,
                        size_t count)
{
    struct buf labels;
    const struct report_voice inner = report_aside(to, &labels);
    add_labels(&inner, concepts, count);
    report_phrase(to->out, to->language, phrase, report_view(&labels), none, none);
    report_done(to->out, &labels);
}

/* A phrase on the word that denies or shows another sense. */
static void with_word(const struct report_voice *to, enum report_phrase phrase, struct text_view word,
                      struct text_view label)
{
    struct buf shown;
    buf_init(&shown);
    text_print_cut(&shown, word, CAUSE_CELLS, true);
    report_phrase(to->out, to->language, phrase, report_view(&shown), label, none);
    report_done(to->out, &shown);
}

static void add_sense(const struct report_voice *to, const struct rule_clause *clause, const struct eval_cause *cause)
{
    static const enum report_phrase alone[] = {[RULE_IN_SENTENCE] = REPORT_CAUSE_ALONE_IN_SENTENCE,
                                               [RULE_NEARBY] = REPORT_CAUSE_ALONE_NEARBY,
                                               [RULE_IN_FIELD] = REPORT_CAUSE_ALONE_IN_FIELD,
                                               [RULE_IN_REQUEST] = REPORT_CAUSE_ALONE_IN_REQUEST};
    const struct rule_concept *concept = cause->concept == RULE_NONE ? NULL : &to->rules->concepts[cause->concept];
    if (cause->span.source && concept)
        with_word(to,
                  text_view_equal(text_span_view(cause->span), concept->label.in[to->language])
                      ? REPORT_CAUSE_OTHER_WORD
                      : REPORT_CAUSE_OTHER_SENSE,
                  report_word(cause->span), concept->label.in[to->language]);
    else if (concept && concept->needs.count > 0)
        with_labels(to, alone[concept->needs.reach], concept->needs.concepts, concept->needs.count);
    else if (!concept && clause && clause->anchor_count > 0)
        with_labels(to, REPORT_CAUSE_NO_ANCHOR, clause->anchor, 1); /* the others are further words for the first */
    else buf_add_string(to->out, report_guard_word(EVAL_GUARD_SENSE, to->language));
}

static void add_outdated(const struct report_voice *to, const struct eval_evidence *evidence)
{
    const struct rule_concept *concept = &to->rules->concepts[evidence->concept];
    report_phrase(to->out, to->language, REPORT_CAUSE_OUTDATED,
                  concept->document == RULE_NONE ? concept->label.in[to->language]
                                                 : to->rules->documents[concept->document].title,
                  none, none);
}

void report_cause(const struct report_voice *to, const struct rule_clause *clause, const struct eval_evidence *evidence)
{
    const struct eval_cause *cause = &evidence->cause;
    const bool next = cause->refers_back;
    switch (evidence->guard) {
    case EVAL_GUARD_SENSE:
        add_sense(to, clause, cause);
        return;
    case EVAL_GUARD_OUTDATED:
        add_outdated(to, evidence);
        return;
    case EVAL_GUARD_NEGATED:
        with_word(to, next ? REPORT_CAUSE_DENIED_NEXT : REPORT_CAUSE_DENIED, text_span_view(cause->span), none);
        return;
    case EVAL_GUARD_HEDGED:
        with_word(to, next ? REPORT_CAUSE_OPEN_NEXT : REPORT_CAUSE_OPEN, text_span_view(cause->span), none);
        return;
    case EVAL_GUARD_LISTED:
        report_number_phrase(to->out, to->language, REPORT_CAUSE_LISTED, cause->number);
        return;
    case EVAL_GUARD_PARROTED:
        report_number_phrase(to->out, to->language, REPORT_CAUSE_PARROTED, cause->number);
        return;
    case EVAL_GUARD_NONE:
    case EVAL_GUARDS:
    default:
        return;
    }
}
