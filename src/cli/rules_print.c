/* `juten rules print FILE`: the prints of a guideline from its text (taken from a PDF, as it mostly is), in the form
 * that a pack keeps as guideline.prints; with --words each sentence stands behind its print, for whoever writes the
 * register of sentences. */
#include "cli/command.h"
#include "cli/message.h"
#include "cli/pack.h"
#include "doc/input.h"
#include "rule/prints.h"

struct printing {
    const struct cli_arguments *arguments;
    const struct rule_set *set;
    struct arena *arena;
    struct buf out;
};

static enum status add_prints(struct printing *to, struct text_source *source)
{
    struct text_view bytes = text_source_bytes(source);
    struct text_view text = text_view_part(bytes, text_source_start(source), bytes.len);
    return rule_prints_write(to->arena, to->set, text, cli_given(to->arguments, CLI_OPTION_WORDS), &to->out);
}

static enum cli_exit print_file(struct printing *to, const char *path)
{
    struct text_diagnostics faults;
    struct text_source *source;
    text_diagnostics_init(&faults, to->arena);
    enum status status = doc_input_open(to->arena, &(struct doc_input){.path = path}, &faults, &source);
    if (status == STATUS_OK) status = add_prints(to, source);
    if (status == STATUS_NO_MEMORY) cli_say(stderr, to->arguments->language, CLI_NO_MEMORY, NULL, NULL);
    cli_pack_print(stderr, to->arguments, &faults);
    bool written = status == STATUS_OK && cli_print(&to->out, to->arguments->language);
    return written ? CLI_EXIT_CLEAN : CLI_EXIT_TROUBLE;
}

enum cli_exit cli_rules_print(const struct cli_arguments *arguments)
{
    struct printing to = {.arguments = arguments};
    enum cli_exit exit = CLI_EXIT_TROUBLE;
    struct rule_set *set = NULL;
    buf_init(&to.out);
    if (arguments->path_count != 1) cli_say(stderr, arguments->language, CLI_USAGE_OF, "rules print FILE", NULL);
    else to.set = set = cli_pack_load(arguments);
    to.arena = set ? arena_new() : NULL;
    if (set && !to.arena) cli_say(stderr, arguments->language, CLI_NO_MEMORY, NULL, NULL);
    if (set && to.arena) exit = print_file(&to, arguments->paths[0]);
    buf_clear(&to.out);
    arena_free(to.arena);
    rule_set_free(set);
    return exit;
}
