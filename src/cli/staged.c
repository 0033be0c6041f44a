#include "cli/staged.h"

#include "cli/git.h"
#include "cli/message.h"
#include "cli/staged_path.h"
#include "cli/staged_tree.h"

#include <stdlib.h>
#include <string.h>

bool cli_staged_wanted(const struct cli_arguments *arguments)
{
    return cli_given(arguments, CLI_OPTION_STAGED) || cli_given(arguments, CLI_OPTION_INDEX);
}

static bool say(const struct cli_staged *staged, enum cli_message message, const char *argument)
{
    cli_say(stderr, staged->arguments->language, message, argument, NULL);
    return false;
}

/* Runs git; what it wrote is in the arena, followed by a NUL. */
static bool ask(struct cli_staged *staged, const char *const *arguments, struct text_view *out_answer)
{
    struct cli_git git;
    enum cli_git_end end = cli_git_run(&git, arguments, (struct text_view){0});
    const char *answer = NULL;
    if (end == CLI_GIT_DONE) {
        answer = arena_copy(staged->arena, git.out.len ? git.out.bytes : "", git.out.len);
        if (!answer) end = CLI_GIT_NO_MEMORY;
    }
    if (end != CLI_GIT_DONE) cli_git_say(&git, end, staged->arguments->language);
    *out_answer = (struct text_view){answer, git.out.len};
    cli_git_clear(&git);
    return end == CLI_GIT_DONE;
}

static bool ask_line(struct cli_staged *staged, const char *what, const char **out_line)
{
    struct cli_git git;
    const char *const arguments[] = {"rev-parse", what, NULL};
    enum cli_git_end end = cli_git_line(&git, arguments, staged->arena, out_line);
    if (end != CLI_GIT_DONE) cli_git_say(&git, end, staged->arguments->language);
    cli_git_clear(&git);
    return end == CLI_GIT_DONE;
}

/* ---- what the index holds */

/* "MODE HASH STAGE\tPATH", each ended by a NUL, a path once for each side. */
static bool refuse_unmerged(struct cli_staged *staged)
{
    static const char *const arguments[] = {"ls-files", "-u", "-z", "--full-name", "--", ":/", NULL};
    struct text_view list;
    const char *before = "";
    if (!ask(staged, arguments, &list)) return false;
    for (const char *at = list.at; at < list.at + list.len; at += strlen(at) + 1) {
        const char *tab = strchr(at, '\t'), *path = tab ? tab + 1 : at;
        const char *shown = cli_staged_shown(staged, path);
        if (strcmp(path, before) != 0) say(staged, CLI_UNMERGED, shown ? shown : path);
        before = path;
    }
    return list.len == 0;
}

/* One entry of git diff-index: ":OLDMODE NEWMODE OLDHASH NEWHASH STATUS\0PATH\0". */
struct entry {
    const char *path;
    bool regular, deleted;
};

static bool next_entry(const char **at, const char *end, struct entry *out_entry)
{
    if (*at >= end || **at != ':') return false;
    const char *new_mode = strchr(*at, ' '), *status = strrchr(*at, ' ');
    if (!new_mode) return false;
    out_entry->path = *at + strlen(*at) + 1;
    out_entry->regular = strncmp(new_mode + 1, "100", 3) == 0;
    out_entry->deleted = status[1] == 'D';
    if (out_entry->path >= end) return false;
    *at = out_entry->path + strlen(out_entry->path) + 1;
    return true;
}

/* Differences of the index from a tree. Renames are taken apart: a new file, and one that is gone. The plumbing command
 * looks at no settings of the user. An entry that is only intended (git add -N) is in no commit. */
static bool ask_index(struct cli_staged *staged, const char *tree, struct text_view *out_list)
{
    const char *const arguments[] = {
        "diff-index", "--cached", "-z", "--raw", "--no-renames", "--no-relative", "--ita-invisible-in-index",
        tree,         "--",       NULL};
    return ask(staged, arguments, out_list);
}

static bool take_files(struct cli_staged *staged, struct text_view list)
{
    struct entry entry;
    size_t capacity = 0;
    for (const char *at = list.at; next_entry(&at, list.at + list.len, &entry);) {
        struct cli_staged_file *files =
            arena_grow(staged->arena, staged->files, staged->count, &capacity, sizeof *files);
        if (!files) return say(staged, CLI_NO_MEMORY, NULL);
        staged->files = files;
        files[staged->count++] = (struct cli_staged_file){.path = entry.path, .regular = entry.regular};
    }
    if (staged->count > 1) qsort(staged->files, staged->count, sizeof *staged->files, cli_staged_compare);
    return true;
}

static bool take_changed(struct cli_staged *staged, struct text_view list)
{
    struct entry entry;
    size_t capacity = 0;
    for (const char *at = list.at; next_entry(&at, list.at + list.len, &entry);) {
        const char **changed =
            arena_grow(staged->arena, staged->changed, staged->changed_count, &capacity, sizeof *changed);
        if (!changed) return say(staged, CLI_NO_MEMORY, NULL);
        staged->changed = changed;
        changed[staged->changed_count++] = entry.path;
    }
    return true;
}

static bool has_commit(struct cli_staged *staged, bool *out_has)
{
    static const char *const arguments[] = {"rev-parse", "-q", "--verify", "HEAD^{commit}", NULL};
    struct cli_git git;
    enum cli_git_end end = cli_git_run(&git, arguments, (struct text_view){0});
    bool asked = end == CLI_GIT_DONE || (end == CLI_GIT_REFUSED && git.exit == 1);
    *out_has = end == CLI_GIT_DONE;
    if (!asked) cli_git_say(&git, end, staged->arguments->language);
    cli_git_clear(&git);
    return asked;
}

/* The whole index is what differs from the empty tree, whose name depends on the repository's hash. Before the first
 * commit the whole index is what changes. */
static bool read_index(struct cli_staged *staged)
{
    static const char *const name_empty[] = {"hash-object", "-t", "tree", "--stdin", NULL};
    struct text_view empty, list;
    bool commit = false;
    if (!ask(staged, name_empty, &empty)) return false;
    const char *tree = arena_copy(staged->arena, empty.at, strcspn(empty.at, "\n"));
    if (!tree) return say(staged, CLI_NO_MEMORY, NULL);
    if (!ask_index(staged, tree, &list) || !take_files(staged, list) || !has_commit(staged, &commit)) return false;
    return (!commit || ask_index(staged, "HEAD", &list)) && take_changed(staged, list);
}

/* ---- which of it is asked for */

/* The paths asked for, from the top; none: everything. */
struct roots {
    const char **items;
    size_t count;
};

static bool is_known(const struct cli_staged *staged, const char *root)
{
    for (size_t i = 0; i < staged->count; i++)
        if (cli_staged_below(staged->files[i].path, root)) return true;
    for (size_t i = 0; i < staged->changed_count; i++)
        if (cli_staged_below(staged->changed[i], root)) return true;
    return false;
}

/* A path that is neither in the index nor deleted there is a slip of the user, unless there is nothing but itself. */
static bool read_roots(struct cli_staged *staged, const struct cli_inputs *inputs, struct roots *out_roots)
{
    const char **items = arena_alloc(staged->arena, (inputs->root_count + 1) * sizeof *items);
    bool given = staged->arguments->path_count > 0; /* not by the file of settings */
    if (!items) return say(staged, CLI_NO_MEMORY, NULL);
    *out_roots = (struct roots){items, inputs->root_count};
    for (size_t i = 0; i < inputs->root_count; i++) {
        enum status status = cli_staged_from_top(staged, inputs->roots[i], &items[i]);
        if (status == STATUS_NO_MEMORY) return say(staged, CLI_NO_MEMORY, NULL);
        if (status != STATUS_OK) return say(staged, CLI_NOT_IN_WORK_TREE, inputs->roots[i]);
        if (given && *items[i] && !is_known(staged, items[i])) return say(staged, CLI_NOT_IN_INDEX, inputs->roots[i]);
    }
    return true;
}

static bool is_asked_for(const struct roots *roots, const char *path, bool *out_named)
{
    bool below = roots->count == 0;
    *out_named = false;
    for (size_t i = 0; i < roots->count; i++) {
        below |= cli_staged_below(path, roots->items[i]);
        *out_named |= strcmp(path, roots->items[i]) == 0;
    }
    return below;
}

/* Patterns start from a folder that may be above the top or below it; what is not in it is taken from the top. */
static enum status look_excluded(const struct cli_staged *staged, const struct cli_exclude *exclude, const char *path,
                                 bool *out_excluded)
{
    *out_excluded = false;
    if (!exclude->patterns) return STATUS_OK;
    size_t top = strlen(staged->top), base = strlen(exclude->base), len = strlen(path);
    char *absolute = arena_alloc(staged->arena, top + len + 2);
    if (!absolute) return STATUS_NO_MEMORY;
    memcpy(absolute, staged->top, top);
    absolute[top] = '/';
    memcpy(absolute + top + 1, path, len + 1);
    bool below = strncmp(absolute, exclude->base, base) == 0 && absolute[base] == '/';
    *out_excluded = cli_exclude_has(exclude, below ? absolute + base + 1 : path, false);
    return STATUS_OK;
}

static enum status take(struct cli_staged *staged, struct cli_inputs *inputs, struct cli_staged_file *file, bool named)
{
    enum cli_kind kind = cli_inputs_kind(file->path);
    const char *shown = cli_staged_shown(staged, file->path);
    if (!shown) return STATUS_NO_MEMORY;
    bool by_name = named && !inputs->as_found, excluded = false;
    if (!by_name || inputs->force_exclude) {
        enum status status = look_excluded(staged, &inputs->exclude, file->path, &excluded);
        if (status != STATUS_OK) return status;
    }
    if (excluded) return kind == CLI_KIND_READ || named ? cli_inputs_skip(inputs, shown, CLI_SKIP_EXCLUDED) : STATUS_OK;
    if (file->regular && (by_name || kind == CLI_KIND_READ)) {
        file->wanted = true;
        return cli_inputs_keep(inputs, shown, by_name);
    }
    if (kind == CLI_KIND_LOCK) return cli_inputs_skip(inputs, shown, CLI_SKIP_LOCK);
    if (kind == CLI_KIND_READ) return cli_inputs_skip(inputs, shown, CLI_SKIP_KIND);
    return named ? cli_inputs_skip(inputs, shown, CLI_SKIP_OTHER) : STATUS_OK;
}

static bool take_inputs(struct cli_staged *staged, struct cli_inputs *inputs)
{
    struct roots roots;
    bool named;
    if (!read_roots(staged, inputs, &roots)) return false;
    size_t count = staged->whole ? staged->count : staged->changed_count;
    for (size_t i = 0; i < count; i++) {
        const char *path = staged->whole ? staged->files[i].path : staged->changed[i];
        struct cli_staged_file *file = cli_staged_find(staged, path);
        if (!file || !is_asked_for(&roots, path, &named)) continue; /* one that is gone is no input */
        if (take(staged, inputs, file, named) != STATUS_OK) return say(staged, CLI_NO_MEMORY, NULL);
    }
    return true;
}

/* ---- what is read besides */

/* juten's own files wherever they lie, and what options name. */
static bool want_others(struct cli_staged *staged)
{
    static const enum cli_option options[] = {CLI_OPTION_COLUMNS, CLI_OPTION_WAIVERS};
    for (size_t i = 0; i < staged->count; i++)
        staged->files[i].wanted |= staged->files[i].regular && cli_inputs_is_own(staged->files[i].path);
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        const char *value = cli_value(staged->arguments, options[i], NULL), *path = NULL;
        enum status status = value ? cli_staged_from_top(staged, value, &path) : STATUS_INVALID;
        if (status == STATUS_NO_MEMORY) return say(staged, CLI_NO_MEMORY, NULL);
        struct cli_staged_file *file = status == STATUS_OK ? cli_staged_find(staged, path) : NULL;
        if (file) file->wanted |= file->regular;
    }
    return true;
}

/* Options that speak of the work tree, or of other inputs. */
static bool goes_together(const struct cli_staged *staged)
{
    static const enum cli_option others[] = {CLI_OPTION_FIX, CLI_OPTION_DIFF, CLI_OPTION_FILES_FROM};
    enum cli_option asked = staged->whole ? CLI_OPTION_INDEX : CLI_OPTION_STAGED;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (!cli_given(staged->arguments, others[i])) continue;
        cli_say(stderr, staged->arguments->language, CLI_NOT_TOGETHER, cli_option_name(asked),
                cli_option_name(others[i]));
        return false;
    }
    for (size_t i = 0; i < staged->arguments->path_count; i++) {
        if (strcmp(staged->arguments->paths[i], "-") != 0) continue;
        cli_say(stderr, staged->arguments->language, CLI_NOT_TOGETHER, cli_option_name(asked), "-");
        return false;
    }
    return true;
}

bool cli_staged_open(struct cli_staged *staged, struct cli_inputs *inputs)
{
    staged->whole = cli_given(staged->arguments, CLI_OPTION_INDEX);
    return goes_together(staged) && ask_line(staged, "--show-toplevel", &staged->top) &&
           ask_line(staged, "--show-prefix", &staged->prefix) && refuse_unmerged(staged) && read_index(staged) &&
           take_inputs(staged, inputs) && want_others(staged) && cli_staged_lay_out(staged);
}

void cli_staged_close(struct cli_staged *staged)
{
    cli_staged_take_away(staged);
}

const char *cli_staged_stands_at(void *context, const char *path)
{
    struct cli_staged *staged = context;
    const char *from_top = NULL;
    if (cli_staged_from_top(staged, path, &from_top) != STATUS_OK) return NULL;
    const struct cli_staged_file *file = cli_staged_find(staged, from_top);
    return file && file->wanted ? cli_staged_laid(staged, file) : NULL;
}

enum status cli_staged_nearest(struct cli_staged *staged, const char *path, const char *name, const char **out_path)
{
    const char *from_top = NULL;
    size_t name_len = strlen(name);
    *out_path = NULL;
    enum status status = cli_staged_from_top(staged, path, &from_top);
    if (status != STATUS_OK) return status == STATUS_NO_MEMORY ? status : STATUS_OK;
    size_t len = strlen(from_top);
    char *candidate = arena_alloc(staged->arena, len + name_len + 1);
    if (!candidate) return STATUS_NO_MEMORY;
    memcpy(candidate, from_top, len);
    while (len > 0) {
        while (len > 0 && candidate[len - 1] != '/')
            len--;
        memcpy(candidate + len, name, name_len + 1);
        const struct cli_staged_file *file = cli_staged_find(staged, candidate);
        if (file && file->wanted) {
            *out_path = cli_staged_shown(staged, file->path);
            return *out_path ? STATUS_OK : STATUS_NO_MEMORY;
        }
        if (len > 0) len--; /* the slash: on to the folder above */
    }
    return STATUS_OK;
}
