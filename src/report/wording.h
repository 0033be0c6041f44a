/* report/wording - findings and verdicts in words. The pack words its form rules; everything else is phrase.def and
 * words.def. Output is printable: untrusted text never reaches a terminal or file unescaped. */
#ifndef REPORT_WORDING_H
#define REPORT_WORDING_H

#include "base/buf.h"
#include "eval/set.h"
#include "review/manifest.h"
#include "review/record.h"

/* Who speaks: where to, in which language, of whose rules. */
struct report_voice {
    struct buf *out;
    enum text_language language;
    const struct rule_set *rules;
};
/* The same voice into a buffer that makes a part of a phrase. */
struct report_voice report_aside(const struct report_voice *to, struct buf *part);

enum report_phrase {
#define PHRASE(code, ja, en) REPORT_##code,
#include "report/phrase.def"
#undef PHRASE
    REPORT_PHRASES
};

/* Appends a phrase with its arguments (printable; unused ones are empty views). */
void report_phrase(struct buf *out, enum text_language language, enum report_phrase phrase, struct text_view a,
                   struct text_view b, struct text_view c);
/* The same with a number for {0}. */
void report_number_phrase(struct buf *out, enum text_language language, enum report_phrase phrase, uint32_t number);
/* A phrase without arguments; static. */
const char *report_plain(enum text_language language, enum report_phrase phrase);
/* The ministry, or the word for one that is not known. */
struct text_view report_ministry_name(struct text_view ministry, enum text_language language);

/* What is in a buffer that makes a part of a phrase; and its end: a failure in it is one of `out`. */
struct text_view report_view(const struct buf *part);
void report_done(struct buf *out, struct buf *part);

/* Words for people (words.def), static: report_claim_word, report_request_word, report_state_word, report_guard_word,
 * report_severity_word, report_waiver_word. */
const char *report_claim_word(enum eval_claim_verdict verdict, enum text_language language);
const char *report_request_word(enum eval_request_verdict verdict, enum text_language language);
const char *report_state_word(enum eval_state state, enum text_language language);
const char *report_guard_word(enum eval_guard guard, enum text_language language);
const char *report_severity_word(enum rule_severity severity, enum text_language language);
/* What reviewers decide on a finding; what a file was to a run. */
const char *report_waiver_word(enum review_waiver_state state, enum text_language language);
const char *report_role_word(enum review_input_role role, enum text_language language);
const char *report_category_word(enum doc_category category, enum text_language language);
/* What stands before a line below a finding: "必要". Static. */
const char *report_detail_word(enum review_detail_kind kind, enum text_language language);
/* error, warning, note: for formats that machines read and the `path:line:col:` line. */
const char *report_severity_name(enum rule_severity severity);

/* The finding's message: what is wrong, in one line. */
void report_message(struct buf *out, enum text_language language, const struct eval_result *result,
                    const struct eval_finding *finding);
/* The message of a finding over the set. */
void report_set_message(struct buf *out, enum text_language language, const struct eval_set_finding *finding);
/* Why a claim is not justified: what is there, what is missing. Of a criterion that is asked for besides: what was
 * found and does not count. Empty for other findings. */
void report_reason(struct buf *out, enum text_language language, const struct eval_result *result,
                   const struct eval_finding *finding);
/* Why what was found of an unmet criterion does not do: what is there, what is missing (the first `most`), or where it
 * fails otherwise. */
struct report_account;
void report_shortfall(const struct report_voice *to, const struct report_account *account, size_t most);
/* The same as report_reason for a claim that is judged unjustified. */
void report_claim_reason(struct buf *out, enum text_language language, const struct eval_result *result,
                         const struct eval_claim *claim);
/* What is taken out of the records (REVIEW_REDACT_… bits), in a sentence; empty when nothing is. Static. */
const char *report_redacted(enum text_language language, unsigned redact);
/* What was decided on a finding: state, reason, by whom, until when. */
void report_waived(struct buf *out, enum text_language language, const struct review_waived *waived);
/* A clause that a text would justify, with the first evidence. */
void report_suggestion(struct buf *out, enum text_language language, const struct eval_result *result,
                       const struct eval_suggestion *suggestion);
/* Where the guideline asks for it: "方針 2(1)③ 第2文". */
void report_source(struct buf *out, enum text_language language, const struct rule_set *rules,
                   const struct rule_criterion *rule);

/* The judged claim that a finding stands on, or NULL. */
const struct eval_claim *report_claim_of(const struct eval_result *result, const struct eval_finding *finding);

#endif
