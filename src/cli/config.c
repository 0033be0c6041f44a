#include "cli/config.h"

#include "cli/message.h"
#include "cli/results.h"
#include "cli/upward.h"
#include "doc/input.h"
#include "doc/strict.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define PLACE_ROOM 32 /* of ":line:column" */

static const struct text_view none = {"", 0};

static const struct cli_config_key keys[] = {
#define CONFIG(key, option, kind, commands, otherwise) {key, CLI_OPTION_##option, kind, commands, otherwise},
#include "cli/config.def"
#undef CONFIG
};
#define KEYS (sizeof keys / sizeof *keys)

const struct cli_config_key *cli_config_key_at(size_t index)
{
    return index < KEYS ? &keys[index] : NULL;
}

/* Keys that stand for no option, behind the others. */
enum { KEY_FORMAT = KEYS, KEY_PATHS, ALL_KEYS };

struct reading {
    struct doc_strict strict;
    struct cli_arguments *arguments;
    const char *folder; /* of the file */
};

static const struct doc_strict_codes codes = {.documents = DIAGNOSTIC_CONFIG_DOCUMENTS,
                                              .format = DIAGNOSTIC_CONFIG_FORMAT,
                                              .mapping = DIAGNOSTIC_CONFIG_MAPPING,
                                              .text = DIAGNOSTIC_CONFIG_TEXT,
                                              .list = DIAGNOSTIC_CONFIG_LIST,
                                              .key = DIAGNOSTIC_CONFIG_KEY,
                                              .key_near = DIAGNOSTIC_CONFIG_KEY_NEAR,
                                              .required = DIAGNOSTIC_CONFIG_REQUIRED};

/* ---- values as the command line has them */

static void fault(struct reading *it, enum diagnostic_code code, const struct doc_node *at, struct text_view a,
                  struct text_view b)
{
    doc_strict_fault(&it->strict, code, at, a, b);
}

/* The three texts as one; NULL after noting that memory is out. */
static const char *joined(struct reading *it, struct text_view a, struct text_view b, struct text_view c)
{
    char *text = doc_strict_room(&it->strict, a.len + b.len + c.len, 1);
    if (!text) return NULL;
    if (a.len > 0) memcpy(text, a.at, a.len);
    if (b.len > 0) memcpy(text + a.len, b.at, b.len);
    if (c.len > 0) memcpy(text + a.len + b.len, c.at, c.len);
    return text;
}

/* A path of the file as one that holds from where we are. */
static const char *placed(struct reading *it, struct text_view before, struct text_view path)
{
    struct text_view folder = text_view_of(it->folder);
    bool here = strcmp(it->folder, ".") == 0 || (path.len > 0 && path.at[0] == '/');
    if (here) return joined(it, before, path, none);
    const char *head = joined(it, before, folder, text_view_of(folder.at[folder.len - 1] == '/' ? "" : "/"));
    return head ? joined(it, text_view_of(head), path, none) : NULL;
}

static bool leads_out(struct text_view path)
{
    for (size_t at = 0; at < path.len; at++) {
        bool begins = at == 0 || path.at[at - 1] == '/';
        if (begins &&
            (path.at[at] == '/' ? at == 0 : text_view_starts(text_view_part(path, at, path.len), text_view_of(".."))))
            return true;
    }
    return false;
}

static const char *format_of(struct reading *it, const struct doc_node *node, struct text_view text)
{
    const char *equals = memchr(text.at, '=', text.len);
    size_t at = equals ? (size_t)(equals - text.at) + 1 : text.len;
    struct text_view path = text_view_part(text, at, text.len);
    if (!equals) return joined(it, text, none, none);
    if (leads_out(path)) fault(it, DIAGNOSTIC_CONFIG_OUTSIDE, node, path, none);
    return placed(it, text_view_part(text, 0, at), path);
}

static const char *value_of(struct reading *it, enum cli_config_kind kind, const struct doc_node *node,
                            struct text_view text)
{
    bool is_folder = text.len > 0 && (text.at[0] == '.' || memchr(text.at, '/', text.len));
    switch (kind) {
    case CLI_CONFIG_PATH:
    case CLI_CONFIG_PATHS:
        return placed(it, none, text);
    case CLI_CONFIG_PACK:
        return is_folder ? placed(it, none, text) : joined(it, text, none, none);
    case CLI_CONFIG_FORMATS:
        return format_of(it, node, text);
    case CLI_CONFIG_TEXT:
    case CLI_CONFIG_TEXTS:
    case CLI_CONFIG_SWITCH:
    case CLI_CONFIG_LEVELS:
    default:
        return joined(it, text, none, none);
    }
}

/* ---- reading */

static bool read_text(struct reading *it, const struct doc_node *node, struct text_view *out_text)
{
    if (!doc_strict_text(&it->strict, node, out_text)) return false;
    bool whole = out_text->len == 0 || !memchr(out_text->at, '\0', out_text->len);
    if (!whole) fault(it, DIAGNOSTIC_CONFIG_NUL, node, none, none);
    return whole;
}

static void add(struct reading *it, const struct cli_config_key *key, const char *value)
{
    bool kept = value && cli_arguments_add(it->arguments, key->option, value, CLI_FROM_FILE);
    if (!kept) it->strict.status = STATUS_NO_MEMORY;
}

static void read_one(struct reading *it, const struct cli_config_key *key, const struct doc_node *node)
{
    struct text_view text;
    if (read_text(it, node, &text)) add(it, key, value_of(it, key->kind, node, text));
}

static void read_list(struct reading *it, const struct cli_config_key *key, const struct doc_node *node)
{
    if (node->kind == DOC_MAPPING) fault(it, DIAGNOSTIC_CONFIG_LIST, node, none, none);
    if (node->kind == DOC_SCALAR) read_one(it, key, node);
    for (size_t i = 0; node->kind == DOC_SEQUENCE && i < node->count; i++)
        read_one(it, key, node->members[i].value);
}

static void read_levels(struct reading *it, const struct cli_config_key *key, const struct doc_node *node)
{
    struct text_view level;
    if (!doc_strict_is_mapping(&it->strict, node)) return;
    for (size_t i = 0; i < node->count; i++)
        if (read_text(it, node->members[i].value, &level))
            add(it, key, joined(it, text_view_trim(node->members[i].key->value), text_view_of("="), level));
}

static void read_switch(struct reading *it, const struct cli_config_key *key, const struct doc_node *node)
{
    struct text_view text;
    if (!read_text(it, node, &text)) return;
    if (text_view_equal(text, text_view_of("true"))) add(it, key, "1");
    else if (!text_view_equal(text, text_view_of("false")))
        fault(it, DIAGNOSTIC_CONFIG_SWITCH, node, text_view_of(key->key), text);
}

static const char *place_of(struct reading *it, const struct doc_node *node)
{
    char tail[PLACE_ROOM];
    struct text_place place = text_source_place(node->span.source, node->span.begin);
    snprintf(tail, sizeof tail, ":%u:%u", (unsigned)place.line, (unsigned)place.column);
    return joined(it, text_view_of(it->arguments->config), text_view_of(tail), none);
}

/* What the command takes and nobody has given yet; all of it is looked at. */
static void read_setting(struct reading *it, const struct cli_config_key *key, const struct doc_node *node)
{
    static void (*const readers[])(struct reading *, const struct cli_config_key *, const struct doc_node *) = {
        [CLI_CONFIG_TEXT] = read_one,     [CLI_CONFIG_TEXTS] = read_list,   [CLI_CONFIG_SWITCH] = read_switch,
        [CLI_CONFIG_PATH] = read_one,     [CLI_CONFIG_PATHS] = read_list,   [CLI_CONFIG_PACK] = read_one,
        [CLI_CONFIG_FORMATS] = read_list, [CLI_CONFIG_LEVELS] = read_levels};
    struct cli_arguments *arguments = it->arguments;
    bool heeded = key->commands & arguments->command && cli_takes(arguments, key->option);
    bool wanted = heeded && arguments->origins[key->option] == CLI_FROM_NOWHERE;
    struct cli_arguments aside = {.language = arguments->language};
    if (!wanted) it->arguments = &aside;
    readers[key->kind](it, key, node);
    it->arguments = arguments;
    cli_arguments_clear(&aside);
    if (wanted && cli_given(arguments, key->option)) arguments->places[key->option] = place_of(it, node);
}

/* The paths to check, where none were given. */
static void read_paths(struct reading *it, const struct doc_node *node)
{
    struct cli_arguments *arguments = it->arguments;
    size_t count = node->kind == DOC_SEQUENCE ? node->count : 1;
    bool wanted =
        arguments->command == CLI_CHECK && arguments->path_count == 0 && !cli_given(arguments, CLI_OPTION_FILES_FROM);
    const char **paths = doc_strict_room(&it->strict, count, sizeof *paths);
    if (node->kind == DOC_MAPPING) fault(it, DIAGNOSTIC_CONFIG_LIST, node, none, none);
    for (size_t i = 0; paths && i < count && node->kind != DOC_MAPPING; i++) {
        struct text_view text;
        const struct doc_node *item = node->kind == DOC_SEQUENCE ? node->members[i].value : node;
        if (read_text(it, item, &text)) paths[i] = placed(it, none, text);
    }
    if (!wanted || !paths) return;
    arguments->config_paths = (const char *const *)paths;
    arguments->paths_place = place_of(it, node);
}

static void read_root(struct reading *it, const struct doc_node *root)
{
    struct text_view names[ALL_KEYS] = {[KEY_FORMAT] = {"format", 6}, [KEY_PATHS] = {"paths", 5}};
    const struct doc_node *values[ALL_KEYS];
    for (size_t i = 0; i < KEYS; i++)
        names[i] = text_view_of(keys[i].key);
    if (!doc_strict_keys(&it->strict, root, names, ALL_KEYS, values)) return;
    doc_strict_format(&it->strict, root, values[KEY_FORMAT], CLI_CONFIG_FORMAT_ID);
    if (values[KEY_PATHS]) read_paths(it, values[KEY_PATHS]);
    for (size_t m = 0; m < root->count; m++) /* what is wrong is told in the order of the file */
        for (size_t i = 0; i < KEYS; i++)
            if (values[i] == root->members[m].value) read_setting(it, &keys[i], values[i]);
}

static enum status read_source(struct reading *it, const struct text_source *source)
{
    const struct doc_node *root;
    size_t faults = it->strict.diagnostics->count;
    enum status status = doc_strict_root(&it->strict, source, &root);
    if (status != STATUS_OK) return status;
    read_root(it, root);
    return doc_strict_end(&it->strict, faults);
}

static enum cli_exit say(const struct cli_arguments *arguments, enum cli_message message, const char *a, const char *b)
{
    cli_say(stderr, arguments->language, message, a, b);
    return CLI_EXIT_TROUBLE;
}

static enum cli_exit read_file(struct cli_arguments *arguments, const char *path)
{
    struct arena *arena = arguments->config_arena;
    struct doc_input input = {.path = path, .format = DOC_FORMAT_YAML};
    struct text_diagnostics said;
    struct text_source *source;
    text_diagnostics_init(&said, arena);
    struct reading it = {.strict = {.arena = arena, .diagnostics = &said, .codes = &codes},
                         .arguments = arguments,
                         .folder = cli_folder_of(arena, path)};
    arguments->config = path;
    enum status status = it.folder ? doc_input_open(arena, &input, &said, &source) : STATUS_NO_MEMORY;
    if (status == STATUS_OK) status = read_source(&it, source);
    for (size_t i = 0; i < said.count; i++) { /* an empty file lacks what this one needs */
        enum diagnostic_code *code = &said.items[i].code;
        if (*code == DIAGNOSTIC_FILE_EMPTY || *code == DIAGNOSTIC_YAML_EMPTY) *code = DIAGNOSTIC_CONFIG_EMPTY;
    }
    if (status == STATUS_OK) return CLI_EXIT_CLEAN;
    if (status == STATUS_NO_MEMORY) return say(arguments, CLI_NO_MEMORY, NULL, NULL);
    arguments->config_is_wrong = cli_results_say(arguments, &said);
    return CLI_EXIT_TROUBLE;
}

/* ---- finding */

/* The paths whose folders say which file holds: what is checked or changed; of two rounds the new one. */
static void inputs_of(const struct cli_arguments *arguments, const char *const **out_paths, size_t *out_count)
{
    const unsigned all = CLI_CHECK | CLI_SUGGEST | CLI_WAIVE_ADD | CLI_WAIVE_LIST | CLI_WAIVE_PRUNE;
    const char *const *paths = (const char *const *)arguments->paths;
    size_t count = arguments->path_count;
    *out_paths = arguments->command == CLI_DIFF && count > 1 ? paths + count - 1 : paths;
    *out_count = arguments->command & all ? count : arguments->command & (CLI_CONVERT | CLI_DIFF) ? count > 0 : 0;
}

static bool same_file(const char *a, const char *b)
{
    struct stat first, second;
    if (!a || !b) return !a && !b;
    return stat(a, &first) == 0 && stat(b, &second) == 0 && first.st_dev == second.st_dev &&
           first.st_ino == second.st_ino;
}

static enum cli_exit find(struct cli_arguments *arguments, const char **out_path)
{
    static const char *const here[] = {"."};
    struct cli_upward upward = {.arena = arguments->config_arena, .name = CLI_CONFIG_NAME};
    const char *const *paths;
    const char *nowhere = cli_wording(arguments->language, CLI_NOWHERE);
    size_t count;
    inputs_of(arguments, &paths, &count);
    if (count == 0) paths = here;
    for (size_t i = 0; i < (count == 0 ? 1 : count); i++) {
        const char *found,
            *path = strcmp(paths[i], "-") == 0 ? cli_value(arguments, CLI_OPTION_STDIN_FILENAME, ".") : paths[i];
        if (cli_upward_of(&upward, path, &found) != STATUS_OK) return say(arguments, CLI_NO_MEMORY, NULL, NULL);
        if (i == 0) *out_path = found;
        if (!same_file(found, *out_path))
            return say(arguments, CLI_CONFIG_DIFFER, *out_path ? *out_path : nowhere, found ? found : nowhere);
    }
    return CLI_EXIT_CLEAN;
}

enum cli_exit cli_config_apply(struct cli_arguments *arguments)
{
    const char *path = cli_value(arguments, CLI_OPTION_CONFIG, NULL);
    if (cli_takes_away(arguments, CLI_OPTION_NO_CONFIG, CLI_OPTION_CONFIG)) return CLI_EXIT_CLEAN;
    arguments->config_arena = arena_new();
    if (!arguments->config_arena) return say(arguments, CLI_NO_MEMORY, NULL, NULL);
    if (!path && find(arguments, &path) != CLI_EXIT_CLEAN) return CLI_EXIT_TROUBLE;
    return path ? read_file(arguments, path) : CLI_EXIT_CLEAN;
}
