#include "report/describe.h"

#include "report/condition.h"
#include "report/record.h"
#include "text/character.h"
#include "text/printable.h"

static const struct text_view none = {"", 0};

/* Whether somebody means that id. */
static bool is_id(struct text_view id, struct text_view asked)
{
    if (id.len != asked.len) return false;
    for (size_t i = 0; i < id.len; i++)
        if (text_ascii_small(id.at[i]) != text_ascii_small(asked.at[i])) return false;
    return true;
}

/* ---- what counts, as a tree */

static void add_tree(const struct report_voice *to, const struct rule_predicate *predicate, size_t depth)
{
    if (report_is_plain(predicate)) predicate = &predicate->operands[0].operands[0];
    buf_add_repeat(to->out, ' ', 4 + 2 * depth);
    report_predicate(to, predicate);
    buf_add_char(to->out, '\n');
    for (size_t i = 0; i < predicate->operand_count; i++)
        add_tree(to, &predicate->operands[i], depth + 1);
}

/* ---- lines */

static void add_line(const struct report_voice *to, enum report_phrase label, struct text_view text)
{
    if (text.len == 0) return;
    buf_add_string(to->out, "  ");
    buf_add_string(to->out, report_plain(to->language, label));
    buf_add_string(to->out, ": ");
    text_print(to->out, text);
    buf_add_char(to->out, '\n');
}

static void add_heading(const struct report_voice *to, enum report_phrase label)
{
    buf_add_string(to->out, "  ");
    buf_add_string(to->out, report_plain(to->language, label));
    buf_add_string(to->out, ":\n");
}

static void add_head(const struct report_voice *to, struct text_view id, struct text_view words)
{
    text_print(to->out, id);
    buf_add_string(to->out, "  ");
    text_print(to->out, words);
    buf_add_char(to->out, '\n');
}

/* ---- criteria */

static void add_sources(const struct report_voice *to, const struct rule_criterion *criterion)
{
    const struct rule_clause *clause = &to->rules->clauses[criterion->clause];
    for (size_t s = 0; s < criterion->source_count; s++)
        for (size_t i = 0; i < clause->sentence_count; i++) {
            if (!text_view_equal(clause->sentences[i].at, criterion->source[s])) continue;
            buf_add_string(to->out, "  ");
            report_phrase(to->out, to->language, REPORT_ABOUT_SENTENCE, clause->sentences[i].at,
                          clause->sentences[i].gist.in[to->language], none);
            buf_add_char(to->out, '\n');
        }
}

static void add_examples(const struct report_voice *to, const struct rule_criterion *criterion, bool pass)
{
    for (size_t i = 0; i < criterion->test_count; i++)
        if (criterion->tests[i].pass == pass)
            add_line(to, pass ? REPORT_ABOUT_PASS : REPORT_ABOUT_FAIL, criterion->tests[i].text);
}

static void describe_criterion(const struct report_voice *to, const struct rule_criterion *criterion)
{
    const struct rule_clause *clause = &to->rules->clauses[criterion->clause];
    add_head(to, criterion->id, criterion->asks.in[to->language]);
    buf_add_string(to->out, "  ");
    report_phrase(to->out, to->language, REPORT_ABOUT_CLAUSE, clause->label, clause->heading.in[to->language], none);
    buf_add_char(to->out, '\n');
    add_sources(to, criterion);
    buf_add_string(to->out, "  ");
    buf_add_string(to->out,
                   report_plain(to->language, criterion->mode == RULE_MODE_ANY ? REPORT_ABOUT_ANY : REPORT_ABOUT_MUST));
    buf_add_char(to->out, '\n');
    if (criterion->level == RULE_LEVEL_REQUEST)
        add_line(to, REPORT_ABOUT_APPLIES, text_view_of(report_plain(to->language, REPORT_ABOUT_REQUEST_LEVEL)));
    if (criterion->applies) {
        add_heading(to, REPORT_ABOUT_APPLIES);
        add_tree(to, criterion->applies, 0);
    }
    add_heading(to, REPORT_ABOUT_COUNTS);
    add_tree(to, criterion->evidence, 0);
    add_line(to, REPORT_LABEL_HINT, criterion->hint.in[to->language]);
    add_examples(to, criterion, true);
    add_examples(to, criterion, false);
}

/* ---- clauses */

static void describe_clause(const struct report_voice *to, uint32_t index)
{
    const struct rule_clause *clause = &to->rules->clauses[index];
    add_head(to, clause->id, clause->label);
    buf_add_string(to->out, "  ");
    report_phrase(to->out, to->language, REPORT_ABOUT_CLAUSE, clause->label, clause->heading.in[to->language], none);
    buf_add_char(to->out, '\n');
    if (!clause->claimable)
        add_line(to, REPORT_ABOUT_APPLIES, text_view_of(report_plain(to->language, REPORT_ABOUT_NOT_CLAIMABLE)));
    for (size_t i = 0; i < clause->sentence_count; i++) {
        buf_add_string(to->out, "  ");
        report_phrase(to->out, to->language, REPORT_ABOUT_SENTENCE, clause->sentences[i].at,
                      clause->sentences[i].gist.in[to->language], none);
        buf_add_char(to->out, '\n');
    }
    for (size_t i = 0; i < to->rules->criterion_count; i++) {
        if (to->rules->criteria[i].clause != index) continue;
        buf_add_string(to->out, "  ");
        add_head(to, to->rules->criteria[i].id, to->rules->criteria[i].asks.in[to->language]);
    }
}

/* ---- form rules */

/* Where a {name} or {0} at the start ends; (size_t)-1 when none begins there: other braces are the message's own. */
static size_t placeholder_end(struct text_view text)
{
    size_t at = 1;
    while (at < text.len && ((text.at[at] >= 'a' && text.at[at] <= 'z') || (text.at[at] >= '0' && text.at[at] <= '9') ||
                             text.at[at] == '_'))
        at++;
    return text.at[0] == '{' && at > 1 && at < text.len && text.at[at] == '}' ? at : (size_t)-1;
}

/* A message before it is filled in: what it tells of, and what it says only sometimes, shown as gaps and as said. */
static void add_template(const struct report_voice *to, struct text_view message)
{
    struct buf line;
    buf_init(&line);
    for (size_t i = 0; i < message.len; i++) {
        struct text_view rest = text_view_part(message, i, message.len);
        size_t close = placeholder_end(rest);
        bool bracket = text_view_starts_with(rest, "[[") || text_view_starts_with(rest, "]]");
        if (close != (size_t)-1) buf_add_string(&line, report_plain(to->language, REPORT_ABOUT_GAP));
        else if (!bracket) buf_add_char(&line, rest.at[0]);
        if (close != (size_t)-1) i += close;
        else if (bracket) i++;
    }
    add_line(to, REPORT_ABOUT_SAYS, report_view(&line));
    report_done(to->out, &line);
}

static void describe_form(const struct report_voice *to, const struct rule_form *form)
{
    struct text_view severity = text_view_of(report_severity_word(form->severity, to->language));
    add_head(to, form->id, form->title.in[to->language]);
    buf_add_string(to->out, "  ");
    report_phrase(to->out, to->language, REPORT_ABOUT_FORM, severity, none, none);
    buf_add_char(to->out, '\n');
    for (size_t c = 0; c < form->case_count; c++) {
        const struct rule_case *one = &form->cases[c];
        add_template(to, one->message.in[to->language]);
        for (size_t code = 0; one->messages && code < DOC_SAW_COUNT; code++)
            add_template(to, one->messages[code].in[to->language]);
    }
}

/* What is said of waivers is the same whatever the pack. */
static void describe_waiver_rules(const struct report_voice *to, struct text_view id)
{
    for (int fault = 0; fault < REVIEW_WAIVER_FAULTS; fault++) {
        const struct review_rule rule = report_waiver_rule((enum review_waiver_fault)fault, to->language);
        if (!is_id(rule.id, id)) continue;
        add_head(to, rule.id, rule.title);
        buf_add_string(to->out, "  ");
        report_phrase(to->out, to->language, REPORT_ABOUT_FORM,
                      text_view_of(report_severity_word(rule.severity, to->language)), none, none);
        buf_add_char(to->out, '\n');
        add_template(to,
                     text_view_of(report_plain(to->language, report_waiver_message((enum review_waiver_fault)fault))));
    }
}

/* ---- refusals */

static void describe_refusal(const struct report_voice *to, struct text_view id)
{
    bool any = false;
    for (int code = 0; code < DIAGNOSTIC_COUNT; code++) {
        const struct text_view own = text_view_of(text_diagnostic_id((enum diagnostic_code)code));
        if (!is_id(own, id)) continue;
        if (!any) add_head(to, own, text_view_of(report_plain(to->language, REPORT_ABOUT_REFUSAL)));
        add_template(to, text_view_of(text_diagnostic_template((enum diagnostic_code)code, to->language)));
        any = true;
    }
}

/* ---- concepts */

static void add_terms(const struct report_voice *to, enum report_phrase label, const struct rule_term *terms,
                      size_t count)
{
    struct buf line;
    buf_init(&line);
    for (size_t i = 0; i < count; i++) {
        buf_add_string(&line, i > 0 ? report_plain(to->language, REPORT_LIST_COMMA) : "");
        buf_add(&line, terms[i].text.at, terms[i].text.len);
    }
    add_line(to, label, (struct text_view){line.bytes, line.len});
    if (buf_status(&line) != STATUS_OK) to->out->status = STATUS_NO_MEMORY;
    buf_clear(&line);
}

static void add_concepts(const struct report_voice *to, enum report_phrase label, const uint32_t *concepts,
                         size_t count, const struct rule_concept *but)
{
    for (size_t i = 0; i < count; i++) {
        const struct rule_concept *concept = &to->rules->concepts[concepts[i]];
        if (concept != but)
            add_line(to, label, concept->name.len > 0 ? concept->name : concept->label.in[to->language]);
    }
}

static bool uses(const struct rule_predicate *predicate, uint32_t concept)
{
    if (predicate->op == RULE_OP_CONCEPT && predicate->concept == concept) return true;
    for (size_t i = 0; i < predicate->operand_count; i++)
        if (uses(&predicate->operands[i], concept)) return true;
    return false;
}

static void describe_concept(const struct report_voice *to, uint32_t index)
{
    const struct rule_concept *concept = &to->rules->concepts[index];
    add_head(to, concept->name, concept->label.in[to->language]);
    add_terms(to, REPORT_ABOUT_TERMS, concept->terms, concept->term_count);
    for (size_t i = 0; i < concept->pattern_count; i++)
        add_line(to, REPORT_ABOUT_PATTERNS, text_pattern_expression(concept->patterns[i]));
    add_terms(to, REPORT_ABOUT_EXCEPT, concept->excepts, concept->except_count);
    add_concepts(to, REPORT_ABOUT_INCLUDES, concept->sources, concept->source_count, concept);
    add_concepts(to, REPORT_ABOUT_NEEDS, concept->needs.concepts, concept->needs.count, NULL);
    add_concepts(to, REPORT_ABOUT_UNLESS, concept->unless.concepts, concept->unless.count, NULL);
    for (size_t i = 0; i < to->rules->criterion_count; i++)
        if (uses(to->rules->criteria[i].evidence, index)) add_line(to, REPORT_ABOUT_USED, to->rules->criteria[i].id);
}

/* ---- finding what the id names */

static bool is_called(const struct rule_concept *concept, struct text_view id)
{
    return concept->name.len > 0 &&
           (text_view_equal(concept->name, id) || text_view_equal(concept->label.in[TEXT_JA], id) ||
            text_view_equal(concept->label.in[TEXT_EN], id));
}

bool report_describe(struct buf *out, enum text_language language, const struct rule_set *rules, struct text_view id)
{
    const struct report_voice to = {out, language, rules};
    size_t before = out->len;
    for (uint32_t i = 0; i < rules->clause_count; i++)
        if (is_id(rules->clauses[i].id, id) || text_view_equal(rules->clauses[i].label, id)) describe_clause(&to, i);
    for (size_t i = 0; i < rules->criterion_count; i++)
        if (is_id(rules->criteria[i].id, id)) describe_criterion(&to, &rules->criteria[i]);
    for (size_t i = 0; i < rules->form_count; i++)
        if (is_id(rules->forms[i].id, id)) describe_form(&to, &rules->forms[i]);
    describe_waiver_rules(&to, id);
    describe_refusal(&to, id);
    for (uint32_t i = 0; i < rules->concept_count; i++)
        if (is_called(&rules->concepts[i], id)) describe_concept(&to, i);
    return out->len > before;
}
