/* `juten diff OLD NEW`: two rounds compared. Exit 1 when something regressed. */
#include "report/diff.h"
#include "base/buf.h"
#include "cli/judged.h"
#include "cli/message.h"
#include "cli/results.h"
#include "juten.h"

#include <stdio.h>
#include <string.h>

struct comparison {
    const struct cli_arguments *arguments;
    struct arena *arena;
    struct report_run run;
    struct cli_outputs outputs;
    const struct report_diff_format *formats[CLI_OUTPUTS_MAX];
    struct review_stored rounds[2];
    struct cli_judging judging;
    bool unread; /* an input of a round could not be read */
};

static enum cli_exit say(const struct comparison *it, enum cli_message message, const char *a)
{
    cli_say(stderr, it->arguments->language, message, a, NULL);
    return CLI_EXIT_TROUBLE;
}

/* ---- a round */

static enum cli_exit read_round(struct comparison *it, const char *path, struct review_stored *out_round)
{
    enum cli_exit exit = cli_judged_read(&it->judging, path, out_round);
    if (exit == CLI_EXIT_CLEAN) exit = cli_judged_say_errors(&it->judging, out_round, &it->unread);
    if (exit != CLI_EXIT_CLEAN) return exit;
    return out_round->submission_count > 0 ? CLI_EXIT_CLEAN : say(it, CLI_NOTHING_TO_COMPARE, path);
}

/* ---- writing */

static bool add_format(void *context, const char *format, struct cli_output *output, const struct cli_by_ministry *by)
{
    (void)by;
    struct comparison *it = context;
    const struct report_diff_format *found = report_diff_find(format);
    it->formats[output - it->outputs.items] = found;
    return found != NULL;
}

static enum cli_exit write_all(struct comparison *it, const struct review_rounds *rounds)
{
    bool well = true;
    for (size_t i = 0; i < it->outputs.count && well; i++) {
        struct buf page;
        buf_init(&page);
        it->formats[i]->write(&page, &it->run, rounds);
        well = buf_status(&page) == STATUS_OK;
        if (!well) say(it, CLI_NO_MEMORY, NULL);
        else well = cli_output_write(&it->outputs.items[i], page.bytes, page.len);
        buf_clear(&page);
    }
    if (cli_outputs_commit(&it->outputs, well) != CLI_EXIT_CLEAN || !well) return CLI_EXIT_TROUBLE;
    return CLI_EXIT_CLEAN;
}

static enum cli_exit compare(struct comparison *it)
{
    struct review_rounds rounds;
    it->run.version = JUTEN_VERSION;
    if (review_rounds_compare(it->arena, &it->rounds[0], &it->rounds[1], &rounds) != STATUS_OK)
        return say(it, CLI_NO_MEMORY, NULL);
    if (write_all(it, &rounds) != CLI_EXIT_CLEAN || it->unread) return CLI_EXIT_TROUBLE;
    bool worse = rounds.findings[REVIEW_REGRESSED] > 0 && !cli_given(it->arguments, CLI_OPTION_EXIT_ZERO);
    return worse ? CLI_EXIT_FINDINGS : CLI_EXIT_CLEAN;
}

static enum cli_exit run_diff(struct comparison *it)
{
    const struct cli_arguments *arguments = it->arguments;
    enum cli_exit exit = cli_results_settings(arguments, it->arena, &it->run.settings);
    it->judging = (struct cli_judging){.arguments = arguments, .arena = it->arena, .outputs = &it->outputs};
    if (exit == CLI_EXIT_CLEAN) exit = cli_judging_settings(&it->judging);
    if (exit != CLI_EXIT_CLEAN) return exit;
    exit = cli_outputs_open(&it->outputs, "text", add_format, it);
    for (size_t i = 0; i < 2 && exit == CLI_EXIT_CLEAN; i++)
        exit = read_round(it, arguments->paths[i], &it->rounds[i]);
    return exit == CLI_EXIT_CLEAN ? compare(it) : exit;
}

enum cli_exit cli_diff(const struct cli_arguments *arguments)
{
    struct comparison it = {.arguments = arguments, .arena = arena_new()};
    it.outputs = (struct cli_outputs){.arguments = arguments, .arena = it.arena};
    enum cli_exit exit = CLI_EXIT_TROUBLE;
    if (arguments->path_count != 2) cli_say(stderr, arguments->language, CLI_USAGE_OF, "diff OLD NEW", NULL);
    else if (strcmp(arguments->paths[0], "-") == 0 && strcmp(arguments->paths[1], "-") == 0)
        say(&it, CLI_STDIN_TWICE, "-");
    else exit = it.arena ? run_diff(&it) : say(&it, CLI_NO_MEMORY, NULL);
    cli_outputs_close(&it.outputs);
    arena_free(it.arena);
    return exit;
}
