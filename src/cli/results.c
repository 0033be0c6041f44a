#include "cli/results.h"

#include "base/limits.h"
#include "cli/lines.h"
#include "cli/message.h"
#include "cli/outputs.h"
#include "cli/pack.h"
#include "cli/reason.h"
#include "cli/values.h"
#include "doc/input.h"

#include <errno.h>
#include <string.h>

static enum cli_exit out_of_memory(const struct cli_arguments *arguments)
{
    cli_say(stderr, arguments->language, CLI_NO_MEMORY, NULL, NULL);
    return CLI_EXIT_TROUBLE;
}

bool cli_results_say(const struct cli_arguments *arguments, const struct text_diagnostics *list)
{
    if (list->count > 0) return cli_pack_print(stderr, arguments, list);
    out_of_memory(arguments); /* none could be kept */
    return false;
}

/* Standard input's bytes, kept in the arena. */
static enum cli_exit read_stdin(const struct cli_arguments *arguments, struct arena *arena, struct doc_input *input)
{
    struct cli_bytes bytes;
    if (!cli_read_stream(stdin, &bytes)) {
        cli_say(stderr, arguments->language, errno == ENOMEM ? CLI_NO_MEMORY : CLI_READ_LIST, "-",
                cli_reason(arguments->language, errno));
        return CLI_EXIT_TROUBLE;
    }
    input->in_memory = true;
    input->bytes =
        (struct text_view){arena_copy(arena, bytes.at, bytes.len > LIMIT_FILE_BYTES ? 0 : bytes.len), bytes.len};
    cli_bytes_clear(&bytes);
    return input->bytes.at ? CLI_EXIT_CLEAN : out_of_memory(arguments);
}

/* What a submission lacks is no help here. */
static enum diagnostic_code code_of_result(enum diagnostic_code code)
{
    if (code == DIAGNOSTIC_FILE_EMPTY) return DIAGNOSTIC_RESULT_EMPTY;
    return code == DIAGNOSTIC_BINARY ? DIAGNOSTIC_RESULT_SCHEMA : code;
}

enum cli_exit cli_result_read(const struct cli_arguments *arguments, struct arena *arena, const char *path,
                              struct review_stored *out_stored)
{
    struct doc_input input = {.path = path};
    struct text_diagnostics diagnostics;
    struct text_source *source;
    text_diagnostics_init(&diagnostics, arena);
    if (strcmp(path, "-") == 0 && read_stdin(arguments, arena, &input) != CLI_EXIT_CLEAN) return CLI_EXIT_TROUBLE;
    enum status status = doc_input_open(arena, &input, &diagnostics, &source);
    if (status == STATUS_OK) status = review_stored_read(arena, source, &diagnostics, out_stored);
    if (status == STATUS_OK) return CLI_EXIT_CLEAN;
    if (status == STATUS_NO_MEMORY) return out_of_memory(arguments);
    for (size_t i = 0; i < diagnostics.count; i++)
        diagnostics.items[i].code = code_of_result(diagnostics.items[i].code);
    cli_results_say(arguments, &diagnostics);
    return CLI_EXIT_TROUBLE;
}

static bool copy_globs(const struct cli_arguments *arguments, struct arena *arena, enum cli_option option,
                       const struct text_view **out_globs, size_t *out_count)
{
    const char *const *list;
    size_t count = 0;
    if (!cli_split_list(arguments, arena, option, &list)) return false;
    while (list[count])
        count++;
    struct text_view *globs = arena_alloc(arena, (count + 1) * sizeof *globs);
    if (!globs) {
        out_of_memory(arguments);
        return false;
    }
    for (size_t i = 0; i < count; i++)
        globs[i] = text_view_of(list[i]);
    *out_globs = globs;
    *out_count = count;
    return true;
}

static bool copy_levels(const struct cli_arguments *arguments, struct arena *arena, struct report_selection *selection)
{
    const char *const *list;
    if (!cli_split_list(arguments, arena, CLI_OPTION_SEVERITY, &list)) return false;
    size_t count = 0;
    while (list[count])
        count++;
    struct report_level *levels = arena_alloc(arena, (count + 1) * sizeof *levels);
    if (!levels) out_of_memory(arguments);
    for (size_t i = 0; levels && i < count; i++)
        if (!report_level_read(text_view_of(list[i]), &levels[i])) {
            cli_say_bad_value(arguments, CLI_OPTION_SEVERITY, list[i]);
            return false;
        }
    selection->levels = levels;
    selection->level_count = count;
    return levels != NULL;
}

enum cli_exit cli_results_settings(const struct cli_arguments *arguments, struct arena *arena,
                                   struct report_settings *out_settings)
{
    struct report_selection *selection = &out_settings->selection;
    if (!cli_is_choice(arguments, CLI_OPTION_LANG) || !cli_is_choice(arguments, CLI_OPTION_COLOR) ||
        !cli_is_choice(arguments, CLI_OPTION_FAIL_ON) || !cli_is_choice(arguments, CLI_OPTION_SARIF_SUPPRESSED) ||
        !cli_is_choice(arguments, CLI_OPTION_MIN_SEVERITY))
        return CLI_EXIT_TROUBLE;
    *out_settings =
        (struct report_settings){.language = cli_text_language(arguments),
                                 .color = cli_wants_color(arguments),
                                 .quiet = cli_given(arguments, CLI_OPTION_QUIET),
                                 .verbose = cli_given(arguments, CLI_OPTION_VERBOSE) ||
                                            strcmp(cli_value(arguments, CLI_OPTION_FAIL_ON, ""), "note") == 0,
                                 .omit_waived = cli_omits_waived(arguments),
                                 .exit_zero = cli_given(arguments, CLI_OPTION_EXIT_ZERO),
                                 .allow_empty = true};
    /* The words of --fail-on go down from error to note, none stands behind these; those of --min-severity go up. */
    out_settings->fails_from = RULE_ERROR - (int)cli_choice_index(arguments, CLI_OPTION_FAIL_ON);
    if (out_settings->fails_from < RULE_NOTE) out_settings->fails_from = RULE_ERROR + 1;
    selection->least = (enum rule_severity)(RULE_NOTE + (int)cli_choice_index(arguments, CLI_OPTION_MIN_SEVERITY));
    bool copied = copy_globs(arguments, arena, CLI_OPTION_SELECT, &selection->select, &selection->select_count) &&
                  copy_globs(arguments, arena, CLI_OPTION_IGNORE, &selection->ignore, &selection->ignore_count) &&
                  copy_levels(arguments, arena, selection);
    return copied ? CLI_EXIT_CLEAN : CLI_EXIT_TROUBLE;
}
