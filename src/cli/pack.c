#include "cli/pack.h"

#include "cli/message.h"

#include <string.h>

enum text_language cli_text_language(const struct cli_arguments *arguments)
{
    return strcmp(arguments->language, "en") == 0 ? TEXT_EN : TEXT_JA;
}

bool cli_pack_print(FILE *to, const struct cli_arguments *arguments, const struct text_diagnostics *list)
{
    struct buf line;
    buf_init(&line);
    for (size_t i = 0; i < list->count; i++)
        text_diagnostic_line(&line, &list->items[i], cli_text_language(arguments));
    bool whole = buf_status(&line) == STATUS_OK;
    if (whole && line.len > 0) fwrite(line.bytes, 1, line.len, to);
    if (!whole) cli_say(stderr, arguments->language, CLI_NO_MEMORY, NULL, NULL);
    buf_clear(&line);
    return whole;
}

typedef enum status load_function(const char *name, struct text_diagnostics *diagnostics, struct rule_set **out_set);

static struct rule_set *load_by(const struct cli_arguments *arguments, load_function *load, const char *name)
{
    struct text_diagnostics diagnostics;
    struct rule_set *set = NULL;
    struct arena *arena = arena_new();
    if (!arena) {
        cli_say(stderr, arguments->language, CLI_NO_MEMORY, NULL, NULL);
        return NULL;
    }
    text_diagnostics_init(&diagnostics, arena);
    enum status status = load(name, &diagnostics, &set);
    if (status == STATUS_NO_MEMORY) cli_say(stderr, arguments->language, CLI_NO_MEMORY, NULL, NULL);
    else if (status != STATUS_OK) cli_say(stderr, arguments->language, CLI_PACK_BROKEN, NULL, NULL);
    cli_pack_print(stderr, arguments, &diagnostics);
    arena_free(arena);
    return status == STATUS_OK ? set : NULL;
}

static const char *chosen(const struct cli_arguments *arguments)
{
    return cli_value(arguments, CLI_OPTION_PACK, rule_pack_newest());
}

struct rule_set *cli_pack_load(const struct cli_arguments *arguments)
{
    return cli_pack_load_named(arguments, chosen(arguments));
}

struct rule_set *cli_pack_load_named(const struct cli_arguments *arguments, const char *name)
{
    return load_by(arguments, rule_pack_load, name);
}

struct rule_set *cli_pack_load_tested(const struct cli_arguments *arguments)
{
    return load_by(arguments, rule_pack_load_tested, chosen(arguments));
}
