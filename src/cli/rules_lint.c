/* `juten rules lint`: what is unwise in a pack that loads. Exit 1 when there is anything. */
#include "cli/command.h"
#include "cli/message.h"
#include "cli/pack.h"
#include "rule/lint.h"

static void say_done(const struct cli_arguments *arguments, const struct rule_set *set, size_t problems)
{
    const size_t numbers[] = {set->clause_count, set->criterion_count, set->form_count, set->concept_count, problems};
    cli_say_numbers(arguments->language, CLI_LINT_DONE, numbers);
}

enum cli_exit cli_rules_lint(const struct cli_arguments *arguments)
{
    struct rule_set *set = cli_pack_load(arguments);
    struct arena *arena = set ? arena_new() : NULL;
    struct text_diagnostics diagnostics;
    enum cli_exit exit = CLI_EXIT_TROUBLE;
    if (!set) return exit;
    text_diagnostics_init(&diagnostics, arena);
    if (!arena || rule_lint(set, &diagnostics) != STATUS_OK) {
        cli_say(stderr, arguments->language, CLI_NO_MEMORY, NULL, NULL);
    } else {
        bool printed = cli_pack_print(stdout, arguments, &diagnostics);
        say_done(arguments, set, diagnostics.count + diagnostics.dropped);
        exit = !printed ? CLI_EXIT_TROUBLE : diagnostics.count ? CLI_EXIT_FINDINGS : CLI_EXIT_CLEAN;
    }
    if (!cli_flush(arguments->language)) exit = CLI_EXIT_TROUBLE;
    arena_free(arena);
    rule_set_free(set);
    return exit;
}
