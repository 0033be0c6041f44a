/* A pack in words: its clauses, and what each of its rules says. */
#include "report/record.h"
#include "report/wording.h"

static const struct text_view none = {"", 0};

struct text_view report_example(const struct rule_criterion *criterion)
{
    for (size_t i = 0; i < criterion->test_count; i++)
        if (criterion->tests[i].pass) return criterion->tests[i].text;
    return none;
}

static struct text_view source_of(struct report_recorder *recorder, enum text_language language,
                                  const struct rule_set *rules, const struct rule_criterion *criterion)
{
    struct buf source;
    buf_init(&source);
    report_source(&source, language, rules, criterion);
    return report_kept(recorder, &source);
}

static struct review_rule clause_rule(const struct rule_clause *clause, enum text_language language)
{
    return (struct review_rule){.id = clause->id,
                                .kind = REVIEW_RULE_CLAUSE,
                                .severity = RULE_ERROR,
                                .title = clause->heading.in[language],
                                .area = clause->label};
}

/* Of a criterion that must be met what is missing is asked for; of one of several it is only worth knowing. */
static struct review_rule criterion_rule(struct report_recorder *recorder, const struct rule_set *rules,
                                         const struct rule_criterion *from, enum text_language language)
{
    const struct rule_clause *clause = &rules->clauses[from->clause];
    bool must = from->mode == RULE_MODE_MUST;
    return (struct review_rule){.id = from->id,
                                .kind = from->level == RULE_LEVEL_REQUEST ? REVIEW_RULE_DEMAND : REVIEW_RULE_CRITERION,
                                .severity = must ? RULE_WARNING : RULE_NOTE,
                                .must = must,
                                .title = from->asks.in[language],
                                .area = clause->label,
                                .item = from->item ? clause->items[from->item - 1] : none,
                                .hint = from->hint.in[language],
                                .source = source_of(recorder, language, rules, from),
                                .example = report_example(from)};
}

static struct review_rule form_rule(const struct rule_form *form, enum text_language language)
{
    return (struct review_rule){.id = form->id,
                                .kind = REVIEW_RULE_FORM,
                                .severity = form->severity,
                                .title = form->title.in[language]};
}

static void add_rules(struct report_recorder *recorder, const struct rule_set *rules, enum text_language language,
                      struct review_pack *pack)
{
    size_t most = rules->clause_count + rules->criterion_count + rules->form_count + REVIEW_WAIVER_FAULTS, count = 0;
    struct review_rule *list = report_room(recorder, most * sizeof *list);
    for (size_t i = 0; list && i < rules->clause_count; i++)
        if (rules->clauses[i].claimable) list[count++] = clause_rule(&rules->clauses[i], language);
    for (size_t i = 0; list && i < rules->criterion_count; i++)
        list[count++] = criterion_rule(recorder, rules, &rules->criteria[i], language);
    for (size_t i = 0; list && i < rules->form_count; i++)
        list[count++] = form_rule(&rules->forms[i], language);
    for (int fault = 0; list && fault < REVIEW_WAIVER_FAULTS; fault++)
        list[count++] = report_waiver_rule((enum review_waiver_fault)fault, language);
    review_rules_sort(list, count);
    pack->rules = list;
    pack->rule_count = count;
}

enum status report_pack_record(struct arena *arena, const struct rule_set *rules, bool explicit_choice,
                               enum text_language language, struct review_pack *out_pack)
{
    struct report_recorder recorder = {.arena = arena};
    const struct rule_pack_info *info = &rules->info;
    struct review_clause *clauses = report_room(&recorder, rules->clause_count * sizeof *clauses);
    for (size_t i = 0; clauses && i < rules->clause_count; i++)
        clauses[i] = (struct review_clause){rules->clauses[i].label, rules->clauses[i].heading.in[language],
                                            rules->clauses[i].claimable};
    *out_pack = (struct review_pack){.id = info->id,
                                     .version = info->version,
                                     .title = info->title.in[language],
                                     .decided = info->decided,
                                     .sha256 = text_view_of(info->sha256),
                                     .extends = info->extends,
                                     .extends_count = info->extends_count,
                                     .explicit_choice = explicit_choice,
                                     .clauses = clauses,
                                     .clause_count = rules->clause_count};
    add_rules(&recorder, rules, language, out_pack);
    return recorder.status;
}
