#include "cli/pack.h"

#include "cli/message.h"
#include "text/printable.h"

#include <string.h>

enum text_language cli_text_language(const struct cli_arguments *arguments)
{
    return strcmp(arguments->language, "en") == 0 ? TEXT_EN : TEXT_JA;
}

static void word(struct buf *line, const struct text_diagnostic *it, enum text_language language)
{
    const char *path = it->path ? it->path : it->span.source ? text_source_path(it->span.source) : "";
    text_print(line, text_view_of(path));
    if (it->span.source) {
        struct text_place place = text_source_place(it->span.source, it->span.begin);
        buf_add_char(line, ':');
        buf_add_int(line, place.line);
        buf_add_char(line, ':');
        buf_add_int(line, place.column);
    }
    buf_add_string(line, ": [");
    buf_add_string(line, text_diagnostic_id(it->code));
    buf_add_string(line, "] ");
    text_diagnostic_word(line, it, language);
    buf_add_char(line, '\n');
}

bool cli_pack_print(FILE *to, const struct cli_arguments *arguments, const struct text_diagnostics *list)
{
    struct buf line;
    buf_init(&line);
    for (size_t i = 0; i < list->count; i++)
        word(&line, &list->items[i], cli_text_language(arguments));
    bool whole = buf_status(&line) == STATUS_OK;
    if (whole && line.len > 0)
        fwrite(line.bytes, 1, line.len, to);
    if (!whole)
        cli_say(stderr, arguments->language, CLI_NO_MEMORY, NULL, NULL);
    buf_clear(&line);
    return whole;
}

static enum status load(const char *name, struct text_diagnostics *diagnostics, struct rule_set **out_set)
{
    if (!name && rule_pack_embedded_count() > 0)
        name = rule_pack_embedded_id(rule_pack_embedded_count() - 1);
    return name && !rule_pack_is_embedded(name) ? rule_pack_load_folder(name, diagnostics, out_set)
                                                : rule_pack_load_embedded(name ? name : "", diagnostics, out_set);
}

struct rule_set *cli_pack_load(const struct cli_arguments *arguments)
{
    struct text_diagnostics diagnostics;
    struct rule_set *set = NULL;
    struct arena *arena = arena_new();
    if (!arena) {
        cli_say(stderr, arguments->language, CLI_NO_MEMORY, NULL, NULL);
        return NULL;
    }
    text_diagnostics_init(&diagnostics, arena);
    enum status status = load(cli_value(arguments, CLI_OPTION_PACK, NULL), &diagnostics, &set);
    if (status == STATUS_NO_MEMORY)
        cli_say(stderr, arguments->language, CLI_NO_MEMORY, NULL, NULL);
    else if (status != STATUS_OK)
        cli_say(stderr, arguments->language, CLI_PACK_BROKEN, NULL, NULL);
    cli_pack_print(stderr, arguments, &diagnostics);
    arena_free(arena);
    return status == STATUS_OK ? set : NULL;
}
