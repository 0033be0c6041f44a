#include "report/wording.h"

#include "report/word.h"

#include "rule/message.h"
#include "text/printable.h"

#include <string.h>

static const char *const phrases[REPORT_PHRASES][TEXT_LANGUAGES] = {
#define PHRASE(code, ja, en) {ja, en},
#include "report/phrase.def"
#undef PHRASE
};

static const char *const claim_words[EVAL_CLAIMS][TEXT_LANGUAGES] = {
#define CLAIM_WORD(code, ja, en) [EVAL_CLAIM_##code] = {ja, en},
#include "report/words.def"
#undef CLAIM_WORD
};

static const char *const request_words[EVAL_REQUESTS][TEXT_LANGUAGES] = {
#define REQUEST_WORD(code, ja, en) [EVAL_REQUEST_##code] = {ja, en},
#include "report/words.def"
#undef REQUEST_WORD
};

static const char *const state_words[EVAL_STATES][TEXT_LANGUAGES] = {
#define STATE_WORD(code, ja, en) [EVAL_STATE_##code] = {ja, en},
#include "report/words.def"
#undef STATE_WORD
};

static const char *const guard_words[EVAL_GUARDS][TEXT_LANGUAGES] = {
#define GUARD_WORD(code, ja, en) [EVAL_GUARD_##code] = {ja, en},
#include "report/words.def"
#undef GUARD_WORD
};

static const char *const severity_words[][TEXT_LANGUAGES] = {
#define SEVERITY_WORD(code, name, ja, en) [RULE_##code] = {ja, en},
#include "report/words.def"
#undef SEVERITY_WORD
};

static const char *const severity_names[] = {
#define SEVERITY_WORD(code, name, ja, en) [RULE_##code] = name,
#include "report/words.def"
#undef SEVERITY_WORD
};

static const char *const role_words[REVIEW_INPUT_ROLES][TEXT_LANGUAGES] = {
#define ROLE_WORD(code, ja, en) [REVIEW_INPUT_##code] = {ja, en},
#include "report/words.def"
#undef ROLE_WORD
};

const char *report_role_word(enum review_input_role role, enum text_language language)
{
    return role_words[role][language];
}

const char *report_category_word(enum doc_category category, enum text_language language)
{
    static const enum report_phrase words[] = {[DOC_CATEGORY_NONE] = REPORT_CATEGORY_NONE,
                                               [DOC_CATEGORY_NEW] = REPORT_CATEGORY_NEW,
                                               [DOC_CATEGORY_CONTINUING] = REPORT_CATEGORY_CONTINUING,
                                               [DOC_CATEGORY_EXPANDED] = REPORT_CATEGORY_EXPANDED};
    return report_plain(language, words[category]);
}

const char *report_claim_word(enum eval_claim_verdict verdict, enum text_language language)
{
    return claim_words[verdict][language];
}

const char *report_request_word(enum eval_request_verdict verdict, enum text_language language)
{
    return request_words[verdict][language];
}

const char *report_state_word(enum eval_state state, enum text_language language)
{
    return state_words[state][language];
}

const char *report_guard_word(enum eval_guard guard, enum text_language language)
{
    return guard_words[guard][language];
}

const char *report_severity_word(enum rule_severity severity, enum text_language language)
{
    return severity_words[severity][language];
}

const char *report_waiver_word(enum review_waiver_state state, enum text_language language)
{
    static const char *const words[REVIEW_WAIVER_STATES][TEXT_LANGUAGES] = {
#define WAIVER_WORD(code, ja, en) [REVIEW_WAIVER_##code] = {ja, en},
#include "report/words.def"
#undef WAIVER_WORD
    };
    return words[state][language];
}

const char *report_detail_word(enum review_detail_kind kind, enum text_language language)
{
    static const enum report_phrase labels[REVIEW_DETAILS] = {
        [REVIEW_DETAIL_SUGGEST] = REPORT_LABEL_SUGGEST, [REVIEW_DETAIL_ASKS] = REPORT_LABEL_ASKS,
        [REVIEW_DETAIL_EXAMPLE] = REPORT_LABEL_EXAMPLE, [REVIEW_DETAIL_OR] = REPORT_LABEL_OR,
        [REVIEW_DETAIL_BASIS] = REPORT_LABEL_BASIS,     [REVIEW_DETAIL_HINT] = REPORT_LABEL_HINT,
        [REVIEW_DETAIL_FIXED] = REPORT_LABEL_FIXED};
    return report_plain(language, labels[kind]);
}

const char *report_severity_name(enum rule_severity severity)
{
    return severity_names[severity];
}

const char *report_plain(enum text_language language, enum report_phrase phrase)
{
    return phrases[phrase][language];
}

struct text_view report_ministry_name(struct text_view ministry, enum text_language language)
{
    return ministry.len > 0 ? ministry : text_view_of(report_plain(language, REPORT_MINISTRY_UNKNOWN));
}

void report_phrase(struct buf *out, enum text_language language, enum report_phrase phrase, struct text_view a,
                   struct text_view b, struct text_view c)
{
    const struct text_view arguments[] = {a, b, c};
    const char *rest = phrases[phrase][language];
    for (const char *at = rest; (at = strchr(at, '{')) != NULL; at++) {
        if (at[1] < '0' || at[1] > '2' || at[2] != '}') continue;
        buf_add(out, rest, (size_t)(at - rest));
        text_print_joined(out, arguments[at[1] - '0']);
        at += 2;
        rest = at + 1;
    }
    buf_add_string(out, rest);
}

void report_number_phrase(struct buf *out, enum text_language language, enum report_phrase phrase, uint32_t number)
{
    const struct text_view none = {"", 0};
    struct buf digits;
    buf_init(&digits);
    buf_add_int(&digits, number);
    report_phrase(out, language, phrase, report_view(&digits), none, none);
    report_done(out, &digits);
}

struct report_voice report_aside(const struct report_voice *to, struct buf *part)
{
    buf_init(part);
    return (struct report_voice){part, to->language, to->rules};
}

struct text_view report_view(const struct buf *part)
{
    return (struct text_view){part->bytes ? part->bytes : "", part->len};
}

void report_done(struct buf *out, struct buf *part)
{
    if (buf_status(part) != STATUS_OK) out->status = STATUS_NO_MEMORY;
    buf_clear(part);
}

const struct eval_claim *report_claim_of(const struct eval_result *result, const struct eval_finding *finding)
{
    if (finding->request == RULE_NONE || finding->claim == RULE_NONE) return NULL;
    const struct eval_request *request = &result->requests[finding->request];
    for (size_t i = 0; i < request->claim_count; i++)
        if (request->claims[i].doc == &request->doc->claims[finding->claim]) return &request->claims[i];
    return NULL;
}

/* A field named canonically (it is missing, so the file does not name it) is called what the pack calls it first. */
static struct text_view field_name(struct text_view name, const struct rule_set *rules, enum text_language language)
{
    for (int field = 0; rules && language == TEXT_JA && field < DOC_FIELD_COUNT; field++)
        if (text_view_equal(name, text_view_of(doc_field_name((enum doc_field)field))) &&
            rules->words.field_labels[field].len > 0)
            return rules->words.field_labels[field];
    return name;
}

static void add_argument(struct buf *out, const struct eval_argument *argument, const struct rule_set *rules,
                         enum text_language language)
{
    switch (argument->kind) {
    case EVAL_TEXT:
        if (strcmp(argument->name, "field") == 0) text_print(out, field_name(argument->text, rules, language));
        else text_print_cut(out, argument->text, 120, true);
        return;
    case EVAL_EVIDENCE:
        text_print_cut(out, report_word(argument->span), 120, true);
        return;
    case EVAL_GUARD:
        buf_add_string(out, report_guard_word((enum eval_guard)argument->number, language));
        return;
    case EVAL_REASON:
        buf_add_string(out,
                       report_plain(language, argument->number == EVAL_REASON_NOT_OPEN ? REPORT_REASON_NOT_OPEN
                                                                                       : REPORT_REASON_NOT_CLAIMABLE));
        return;
    case EVAL_NUMBER:
        buf_add_grouped(out, argument->number);
        return;
    case EVAL_YEN:
        doc_amount_write(out, argument->number, language == TEXT_EN);
        return;
    case EVAL_AMOUNT:
        text_print(out, argument->amount->written);
        doc_amount_add_unit(out, argument->amount);
        return;
    }
}

/* Names that every message may use. */
static bool add_common(struct buf *out, struct text_view name, enum text_language language,
                       const struct eval_result *result, const struct eval_finding *finding)
{
    const struct eval_claim *claim = report_claim_of(result, finding);
    const struct doc_request *request =
        finding->request == RULE_NONE ? NULL : &result->submission->requests[finding->request];
    if (text_view_equal(name, text_view_of("ministry")))
        text_print(out, doc_submission_ministry(result->submission, &result->rules->words));
    else if (text_view_equal(name, text_view_of("area"))) text_print(out, finding->area);
    else if (claim && claim->clause != RULE_NONE && text_view_equal(name, text_view_of("heading")))
        text_print(out, result->rules->clauses[claim->clause].heading.in[language]);
    else if (request && text_view_equal(name, text_view_of("title")))
        text_print_cut(out, request->title.value, 60, true);
    else if (request && text_view_equal(name, text_view_of("id"))) text_print(out, request->id.value);
    else return false;
    return true;
}

/* `result` is NULL for a finding over the set: such a message names arguments alone. */
static void add_named(struct buf *out, struct text_view name, enum text_language language,
                      const struct eval_result *result, const struct eval_finding *finding)
{
    for (size_t i = 0; i < finding->argument_count; i++)
        if (text_view_equal(name, text_view_of(finding->arguments[i].name))) {
            add_argument(out, &finding->arguments[i], result ? result->rules : NULL, language);
            return;
        }
    if (result) add_common(out, name, language, result, finding);
}

/* Fills a stretch of a message; true when every argument in it had something to say. */
static bool fill_stretch(struct buf *out, struct text_view stretch, enum text_language language,
                         const struct eval_result *result, const struct eval_finding *finding)
{
    struct text_view name;
    size_t from = 0, begin, end;
    bool full = true;
    while (rule_message_next(stretch, from, &name, &begin, &end)) {
        buf_add(out, stretch.at + from, begin - from);
        size_t before = out->len;
        add_named(out, name, language, result, finding);
        full &= out->len > before;
        from = end;
    }
    buf_add(out, stretch.at + from, stretch.len - from);
    return full;
}

/* What stands in [[ ]] is left out when an argument in it is empty: "no such field[[ (nearest: {nearest})]]". */
static void fill_template(struct buf *out, enum text_language language, const struct eval_result *result,
                          const struct eval_finding *finding)
{
    struct text_view rest = finding->message->in[language];
    size_t open, close;
    while ((open = text_view_find(rest, text_view_of("[["), 0)) != (size_t)-1 &&
           (close = text_view_find(rest, text_view_of("]]"), open)) != (size_t)-1) {
        fill_stretch(out, text_view_part(rest, 0, open), language, result, finding);
        size_t before = out->len;
        if (!fill_stretch(out, text_view_part(rest, open + 2, close), language, result, finding)) out->len = before;
        rest = text_view_part(rest, close + 2, rest.len);
    }
    fill_stretch(out, rest, language, result, finding);
}

void report_message(struct buf *out, enum text_language language, const struct eval_result *result,
                    const struct eval_finding *finding)
{
    static const struct text_view none = {"", 0};
    const struct eval_claim *claim = report_claim_of(result, finding);
    switch (finding->event) {
    case EVAL_EVENT_FORM:
        fill_template(out, language, result, finding);
        return;
    case EVAL_EVENT_UNJUSTIFIED:
        report_phrase(out, language, REPORT_UNJUSTIFIED, finding->area,
                      claim ? result->rules->clauses[claim->clause].heading.in[language] : none, none);
        return;
    case EVAL_EVENT_MUST:
    case EVAL_EVENT_ADVICE:
        report_phrase(out, language, finding->event == EVAL_EVENT_MUST ? REPORT_MUST : REPORT_ADVICE,
                      finding->criterion->rule->asks.in[language], none, none);
        return;
    }
}

void report_set_message(struct buf *out, enum text_language language, const struct eval_set_finding *finding)
{
    fill_template(out, language, NULL, &finding->finding);
}

static bool is_number(struct text_view text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] < '0' || text.at[i] > '9') return false;
    return text.len > 0;
}

void report_source(struct buf *out, enum text_language language, const struct rule_set *rules,
                   const struct rule_criterion *rule)
{
    struct text_view label = rules->clauses[rule->clause].label;
    struct text_view source = rule->source_count > 0 ? rule->source[0] : (struct text_view){"", 0};
    report_phrase(out, language, is_number(source) ? REPORT_LABEL_SOURCE : REPORT_LABEL_SOURCE_ITEM, label, source,
                  (struct text_view){"", 0});
}

#define SHOWN_EVIDENCE 3

/* 「演習」「学生」: the first few different pieces of evidence. */
static void add_evidence(struct buf *out, enum text_language language, const struct eval_criterion *criterion)
{
    size_t shown = 0;
    for (size_t i = 0; i < criterion->evidence_count && shown < SHOWN_EVIDENCE; i++) {
        struct text_view text = report_word(criterion->evidence[i].span);
        bool seen = text.len == 0;
        for (size_t j = 0; j < i && !seen; j++)
            seen = text_view_equal(text, report_word(criterion->evidence[j].span));
        if (seen) continue;
        if (shown++ > 0) buf_add_string(out, report_plain(language, REPORT_LIST_QUOTED));
        report_phrase(out, language, REPORT_QUOTED, text, (struct text_view){"", 0}, (struct text_view){"", 0});
    }
}

void report_suggestion(struct buf *out, enum text_language language, const struct eval_result *result,
                       const struct eval_suggestion *suggestion)
{
    const struct rule_clause *clause = &result->rules->clauses[suggestion->clause];
    struct buf evidence;
    buf_init(&evidence);
    add_evidence(&evidence, language, &suggestion->best);
    report_phrase(out, language, suggestion->claimed ? REPORT_SUGGESTION_CLAIMED : REPORT_SUGGESTION, clause->label,
                  clause->heading.in[language], (struct text_view){evidence.bytes, evidence.len});
    if (buf_status(&evidence) != STATUS_OK) out->status = STATUS_NO_MEMORY;
    buf_clear(&evidence);
}
