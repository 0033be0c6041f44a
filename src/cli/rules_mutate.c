/* `juten rules mutate`: changes the pack one thing at a time and shows it to the examples. Exit 1 when no example
 * notices a change that the pack's `survivors` do not justify, or when one of these is out of date. */
#include "cli/command.h"
#include "cli/message.h"
#include "cli/pack.h"
#include "cli/place.h"
#include "eval/trial.h"

enum fate { UNKNOWN, NOTICED, JUSTIFIED, SURVIVED, FATES };

static const struct text_view nothing = {"", 0};

struct mutation {
    const struct cli_arguments *arguments;
    const struct rule_set *set;
    struct eval_trial trial;
    struct rule_mutants mutants;
    enum fate *fates; /* by mutant */
    struct buf out;
};

static void end_line(struct mutation *run, enum cli_message message, struct text_view argument)
{
    cli_word(&run->out, run->arguments->language, message, argument);
    buf_add_char(&run->out, '\n');
}

/* ---- mutants */

static const struct rule_survivor *justification(const struct rule_set *set, struct text_view id)
{
    for (size_t i = 0; i < set->survivor_count; i++)
        if (text_view_equal(set->survivors[i].mutant, id)) return &set->survivors[i];
    return NULL;
}

/* Of predicates the words that were changed; of the groups of a concept the id says it all. */
static struct text_view words_of(const struct rule_mutant *mutant)
{
    bool predicate = mutant->part == RULE_MUTATED_CRITERION || mutant->part == RULE_MUTATED_FORM;
    return predicate ? text_span_view(mutant->span) : nothing;
}

static void print_noticed(struct mutation *run, const struct eval_example *example)
{
    struct buf place;
    buf_init(&place);
    cli_place_add(&place, eval_example_span(run->set, example));
    if (buf_status(&place) != STATUS_OK) run->out.status = buf_status(&place);
    end_line(run, CLI_MUTANT_NOTICED, (struct text_view){place.bytes, place.len});
    buf_clear(&place);
}

static void print_mutant(struct mutation *run, const struct rule_mutant *mutant, const struct eval_example *noticed,
                         const struct rule_survivor *survivor)
{
    cli_place_begin(&run->out, mutant->span, mutant->id, words_of(mutant));
    bool dropped = mutant->mutation == RULE_MUTANT_DROPPED;
    if (noticed) print_noticed(run, noticed);
    else if (survivor) end_line(run, CLI_MUTANT_JUSTIFIED, survivor->why.in[cli_text_language(run->arguments)]);
    else end_line(run, dropped ? CLI_MUTANT_DROPPED : CLI_MUTANT_NEGATED, nothing);
}

static enum status try_mutant(struct mutation *run, size_t index)
{
    const struct rule_mutant *mutant = &run->mutants.items[index];
    const struct eval_example *noticed = NULL;
    enum status status = eval_trial_notices(&run->trial, mutant, &noticed);
    const struct rule_survivor *survivor = justification(run->set, mutant->id);
    if (status != STATUS_OK) return status;
    run->fates[index] = noticed ? NOTICED : survivor ? JUSTIFIED : SURVIVED;
    if (run->fates[index] == SURVIVED || cli_given(run->arguments, CLI_OPTION_VERBOSE))
        print_mutant(run, mutant, noticed, survivor);
    return buf_status(&run->out);
}

/* ---- justifications */

static enum fate fate_of(const struct mutation *run, struct text_view id)
{
    for (size_t i = 0; i < run->mutants.count; i++)
        if (text_view_equal(run->mutants.items[i].id, id)) return run->fates[i];
    return UNKNOWN;
}

/* Justifications of mutants that are noticed or don't exist; how many. */
static size_t print_stale(struct mutation *run)
{
    size_t count = 0;
    for (size_t i = 0; i < run->set->survivor_count; i++) {
        const struct rule_survivor *survivor = &run->set->survivors[i];
        enum fate fate = fate_of(run, survivor->mutant);
        if (fate == JUSTIFIED) continue;
        cli_place_begin(&run->out, survivor->span, survivor->mutant, nothing);
        end_line(run, fate == UNKNOWN ? CLI_SURVIVOR_UNKNOWN : CLI_SURVIVOR_NOTICED, nothing);
        count++;
    }
    return count;
}

/* ---- the run */

static size_t count_of(const struct mutation *run, enum fate fate)
{
    size_t count = 0;
    for (size_t i = 0; i < run->mutants.count; i++)
        count += run->fates[i] == fate;
    return count;
}

static enum cli_exit conclude(struct mutation *run)
{
    const char *language = run->arguments->language;
    size_t stale = print_stale(run), broken = run->trial.broken_count, survived = count_of(run, SURVIVED);
    if (!cli_print(&run->out, language)) return CLI_EXIT_TROUBLE;
    if (broken > 0) cli_say_numbers(language, CLI_MUTANTS_BROKEN, (const size_t[]){broken});
    cli_say_numbers(language, CLI_MUTANTS_DONE,
                    (const size_t[]){run->mutants.count, count_of(run, NOTICED), count_of(run, JUSTIFIED), survived,
                                     stale});
    return survived + stale + broken > 0 ? CLI_EXIT_FINDINGS : CLI_EXIT_CLEAN;
}

static enum status try_all(struct mutation *run, struct arena *arena, struct text_matcher *matcher)
{
    enum status status = rule_mutants_list(run->set, arena, &run->mutants);
    if (status == STATUS_OK) status = eval_trial_open(run->set, arena, matcher, &run->trial);
    run->fates = arena_alloc(arena, (run->mutants.count + 1) * sizeof *run->fates);
    if (!run->fates) status = STATUS_NO_MEMORY;
    for (size_t i = 0; i < run->mutants.count && status == STATUS_OK; i++)
        status = try_mutant(run, i);
    return status;
}

static enum cli_exit mutate(struct mutation *run)
{
    struct arena *arena = arena_new();
    struct text_matcher *matcher = NULL;
    enum cli_exit exit = CLI_EXIT_TROUBLE;
    enum status status = arena ? text_matcher_new(&matcher) : STATUS_NO_MEMORY;
    buf_init(&run->out);
    if (status == STATUS_OK) status = try_all(run, arena, matcher);
    if (status == STATUS_OK) exit = conclude(run);
    else cli_say(stderr, run->arguments->language, CLI_NO_MEMORY, NULL, NULL);
    buf_clear(&run->out);
    text_matcher_free(matcher);
    arena_free(arena);
    return exit != CLI_EXIT_TROUBLE && !cli_flush(run->arguments->language) ? CLI_EXIT_TROUBLE : exit;
}

enum cli_exit cli_rules_mutate(const struct cli_arguments *arguments)
{
    struct rule_set *set = cli_pack_load_tested(arguments);
    struct mutation run = {.arguments = arguments, .set = set};
    enum cli_exit exit = set ? mutate(&run) : CLI_EXIT_TROUBLE;
    rule_set_free(set);
    return exit;
}
