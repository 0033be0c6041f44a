/* What a run is told, read into the terms of the rooms: words into levels, and, once the packs are there, ids of rules
 * and labels of clauses looked up in them. */
#include "juten_private.h"

#include "base/date.h"
#include "report/printed.h"
#include "report/wording.h"
#include "review/redact.h"
#include "text/nearest.h"
#include "text/printable.h"

#include <string.h>

static size_t list_length(const char *const *list)
{
    size_t count = 0;
    while (list && list[count])
        count++;
    return count;
}

static enum juten_status copy_globs(struct juten *run, const char *const *list, const struct text_view **out_views,
                                    size_t *out_count)
{
    size_t count = list_length(list);
    struct text_view *views = arena_alloc(run->arena, (count + 1) * sizeof *views);
    if (!views) return JUTEN_NO_MEMORY;
    for (size_t i = 0; i < count; i++)
        views[i] = text_view_of(list[i]);
    *out_views = views;
    *out_count = count;
    return JUTEN_OK;
}

/* "--select: R9-*: what is wrong with it" */
static void add_problem(struct juten *run, const char *name, const char *value, enum report_phrase wanted)
{
    buf_add_string(&run->problem, name);
    text_print(&run->problem, text_view_of(value));
    buf_add_string(&run->problem, value ? ": " : "");
    buf_add_string(&run->problem, report_plain(run->report_run.settings.language, wanted));
}

enum juten_status juten_refuse(struct juten *run, const char *name, const char *value, enum report_phrase wanted)
{
    add_problem(run, name, value, wanted);
    buf_add_char(&run->problem, '\n');
    return JUTEN_SETTING;
}

static enum juten_status copy_levels(struct juten *run, const char *const *list)
{
    struct report_selection *selection = &run->report_run.settings.selection;
    size_t count = list_length(list);
    struct report_level *levels = arena_alloc(run->arena, (count + 1) * sizeof *levels);
    if (!levels) return JUTEN_NO_MEMORY;
    for (size_t i = 0; i < count; i++) {
        if (report_level_read(text_view_of(list[i]), &levels[i])) continue;
        return juten_refuse(run, "--severity: ", list[i], REPORT_PROBLEM_LEVEL);
    }
    selection->levels = levels;
    selection->level_count = count;
    return JUTEN_OK;
}

/* Names the clauses that come nearest to one that no pack has. */
static enum juten_status refuse_clause(struct juten *run, const char *written, const struct rule_set *rules,
                                       const struct doc_label *label)
{
    add_problem(run, "--clause: ", written, REPORT_PROBLEM_CLAUSE);
    buf_add_char(&run->problem, '\n');
    for (size_t i = 0; i < label->nearest_count; i++) {
        const struct rule_clause *clause = &rules->clauses[label->nearest[i]];
        buf_add_string(&run->problem, "  ? ");
        text_print(&run->problem, clause->label);
        buf_add_char(&run->problem, ' ');
        text_print(&run->problem, clause->heading.in[run->report_run.settings.language]);
        buf_add_char(&run->problem, '\n');
    }
    return JUTEN_SETTING;
}

/* A clause given in any notation, as the canonical label of the first pack that has it. */
static enum juten_status find_clause(struct juten *run, const char *written, struct text_view *out_label)
{
    struct doc_label label = {.nearest_count = 0};
    for (size_t i = 0; i < run->pack_count; i++) {
        if (doc_label_parse(run->packs[i]->labels, run->arena, text_view_of(written), &label) != STATUS_OK)
            return JUTEN_NO_MEMORY;
        if (label.result != DOC_LABEL_OK) continue;
        *out_label = run->packs[i]->clauses[label.clause].label;
        return JUTEN_OK;
    }
    return refuse_clause(run, written, run->packs[run->pack_count - 1], &label);
}

static enum juten_status find_clauses(struct juten *run)
{
    size_t count = list_length(run->settings.clauses);
    struct text_view *labels = arena_alloc(run->arena, (count + 1) * sizeof *labels);
    enum juten_status status = labels ? JUTEN_OK : JUTEN_NO_MEMORY;
    for (size_t i = 0; i < count && status == JUTEN_OK; i++)
        status = find_clause(run, run->settings.clauses[i], &labels[i]);
    run->eval.clauses = labels;
    run->eval.clause_count = count;
    return status;
}

static bool read_severity(const char *name, enum rule_severity *out_severity)
{
    int severity = RULE_NOTE;
    while (severity <= RULE_ERROR && name && strcmp(name, review_severity_name((enum rule_severity)severity)) != 0)
        severity++;
    if (severity > RULE_ERROR) return false;
    *out_severity = (enum rule_severity)severity;
    return true;
}

static bool read_level(const char *name, int *out_least)
{
    enum rule_severity least = RULE_ERROR;
    bool none = name && strcmp(name, "none") == 0;
    if (name && !none && !read_severity(name, &least)) return false;
    *out_least = none ? RULE_ERROR + 1 : (int)least;
    return true;
}

static bool read_format(const char *name, enum doc_format *out_format)
{
    *out_format = name ? doc_format_named(name) : DOC_FORMAT_AUTO;
    return !name || *out_format != DOC_FORMAT_AUTO;
}

static enum juten_status check_values(struct juten *run)
{
    const struct juten_settings *settings = &run->settings;
    const char *language = settings->language;
    if (language && strcmp(language, "ja") != 0 && strcmp(language, "en") != 0)
        return juten_refuse(run, "--lang: ", language, REPORT_PROBLEM_LANGUAGE);
    if (!date_is_valid(settings->as_of)) return juten_refuse(run, "--as-of: ", settings->as_of, REPORT_PROBLEM_DATE);
    const char *format = settings->input_format;
    if (!read_format(format, &run->format))
        return juten_refuse(run, "--input-format: ", format, REPORT_PROBLEM_INPUT_FORMAT);
    if (settings->redact && !run->report_run.settings.redact)
        return juten_refuse(run, "--redact: ", settings->redact, REPORT_PROBLEM_REDACT);
    static const char *const names[REPORT_PRINTED_TOTALS] = {
        [REPORT_PRINTED_AMOUNT] = "--total: ", [REPORT_PRINTED_SUPPLEMENTARY] = "--total-supplementary: "};
    const char *const totals[REPORT_PRINTED_TOTALS] = {
        [REPORT_PRINTED_AMOUNT] = settings->total, [REPORT_PRINTED_SUPPLEMENTARY] = settings->total_supplementary};
    for (int total = 0; total < REPORT_PRINTED_TOTALS; total++)
        if (!report_printed_read(totals[total], &run->report_run.printed[total]))
            return juten_refuse(run, names[total], totals[total], REPORT_PROBLEM_TOTAL);
    return JUTEN_OK;
}

static enum juten_status apply(struct juten *run)
{
    const struct juten_settings *from = &run->settings;
    struct report_settings *to = &run->report_run.settings;
    *to = (struct report_settings){.language = from->language && strcmp(from->language, "en") == 0 ? TEXT_EN : TEXT_JA,
                                   .color = from->color,
                                   .quiet = from->quiet,
                                   .verbose = from->verbose || from->notes,
                                   .explain = from->explain,
                                   .omit_waived = from->omit_waived,
                                   .exit_zero = from->exit_zero,
                                   .allow_empty = from->allow_empty};
    run->report_run.version = JUTEN_VERSION;
    run->report_run.as_of = from->as_of;
    to->redact = from->redact ? review_redact_named(from->redact) : 0;
    run->eval.keep_steps = from->explain;
    run->eval.suggest = from->suggest;
    run->eval.pack_explicit = from->pack != NULL;
    run->jobs = from->jobs == 0 ? 1 : from->jobs > LIMIT_JOBS ? LIMIT_JOBS : from->jobs;
    if (!read_severity(from->min_severity, &to->selection.least))
        return juten_refuse(run, "--min-severity: ", from->min_severity, REPORT_PROBLEM_SEVERITY);
    if (!read_level(from->fail_on, &to->fails_from))
        return juten_refuse(run, "--fail-on: ", from->fail_on, REPORT_PROBLEM_FAIL_ON);
    enum juten_status status = copy_globs(run, from->select, &to->selection.select, &to->selection.select_count);
    if (status == JUTEN_OK) status = copy_globs(run, from->ignore, &to->selection.ignore, &to->selection.ignore_count);
    return status == JUTEN_OK ? copy_levels(run, from->severity) : status;
}

static bool names_waiver_rule(struct text_view glob)
{
    for (int fault = 0; fault < REVIEW_WAIVER_FAULTS; fault++)
        if (text_view_glob(text_view_of(review_waiver_rule((enum review_waiver_fault)fault)), glob)) return true;
    return false;
}

static bool names_rule(const struct juten *run, struct text_view glob)
{
    bool known = names_waiver_rule(glob);
    for (size_t p = 0; p < run->pack_count && !known; p++)
        known = rule_set_names(run->packs[p], glob);
    return known;
}

/* Names the rule that comes nearest, of all packs. */
static enum juten_status refuse_rule(struct juten *run, const char *option, const char *written, struct text_view glob)
{
    const struct text_view none = {0};
    struct text_view best = none;
    for (size_t p = 0; p < run->pack_count; p++) {
        size_t count = 0;
        const struct text_view *ids = rule_set_ids(run->packs[p], run->arena, &count);
        if (!ids) return JUTEN_NO_MEMORY;
        for (size_t i = 0; i < count; i++)
            best = text_nearer(glob, best, ids[i]);
    }
    add_problem(run, option, written, REPORT_PROBLEM_RULE);
    if (best.len > 0)
        report_phrase(&run->problem, run->report_run.settings.language, REPORT_PROBLEM_NEAREST, best, none, none);
    buf_add_char(&run->problem, '\n');
    return JUTEN_SETTING;
}

static enum juten_status check_globs(struct juten *run, const char *option, const struct text_view *globs, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!names_rule(run, globs[i])) return refuse_rule(run, option, globs[i].at, globs[i]);
    return JUTEN_OK;
}

static enum juten_status check_levels(struct juten *run)
{
    const struct report_selection *selection = &run->report_run.settings.selection;
    for (size_t i = 0; i < selection->level_count; i++) {
        const struct text_view rules = selection->levels[i].rules;
        if (!names_rule(run, rules)) return refuse_rule(run, "--severity: ", run->settings.severity[i], rules);
    }
    return JUTEN_OK;
}

/* ---- what the facade calls */

enum juten_status juten_settings_apply(struct juten *run)
{
    enum juten_status status = apply(run);
    return status == JUTEN_OK ? check_values(run) : status;
}

enum juten_status juten_settings_find(struct juten *run)
{
    const struct report_selection *selection = &run->report_run.settings.selection;
    enum juten_status status = find_clauses(run);
    if (status == JUTEN_OK) status = check_globs(run, "--select: ", selection->select, selection->select_count);
    if (status == JUTEN_OK) status = check_globs(run, "--ignore: ", selection->ignore, selection->ignore_count);
    return status == JUTEN_OK ? check_levels(run) : status;
}
