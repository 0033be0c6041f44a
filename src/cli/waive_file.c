#include "cli/waive_file.h"

#include "cli/message.h"
#include "cli/output.h"
#include "cli/reason.h"
#include "cli/results.h"
#include "cli/upward.h"

#include <string.h>
#include <sys/stat.h>

static enum cli_exit say(const struct cli_waive_file *file, enum cli_message message, const char *a, const char *b)
{
    cli_say(stderr, file->arguments->language, message, a, b);
    return CLI_EXIT_TROUBLE;
}

/* Beside the inputs, a check of them finds it. */
static const char *place_beside(struct arena *arena, const char *beside)
{
    const char *folder = cli_folder_of(arena, beside);
    if (!folder) return NULL;
    if (strcmp(folder, ".") == 0) return CLI_WAIVERS_NAME;
    size_t len = strlen(folder), name = strlen(CLI_WAIVERS_NAME);
    char *path = arena_alloc(arena, len + name + 2);
    if (!path) return NULL;
    memcpy(path, folder, len);
    path[len] = '/';
    memcpy(path + len + 1, CLI_WAIVERS_NAME, name + 1);
    return path;
}

static enum cli_exit choose(struct cli_waive_file *file, const char *beside)
{
    struct cli_upward found = {.arena = file->arena, .name = CLI_WAIVERS_NAME};
    file->path = cli_value(file->arguments, CLI_OPTION_WAIVERS, NULL);
    if (file->path) return CLI_EXIT_CLEAN;
    if (cli_upward_of(&found, beside, &file->path) != STATUS_OK) return say(file, CLI_NO_MEMORY, NULL, NULL);
    if (!file->path) file->path = place_beside(file->arena, beside);
    return file->path ? CLI_EXIT_CLEAN : say(file, CLI_NO_MEMORY, NULL, NULL);
}

static enum cli_exit read_held(struct cli_waive_file *file)
{
    struct review_waiver_file read;
    struct text_diagnostics diagnostics;
    text_diagnostics_init(&diagnostics, file->arena);
    enum status status = review_waivers_read(&file->held, file->path, NULL, &diagnostics, &read);
    file->source = read.source;
    if (status == STATUS_OK) return CLI_EXIT_CLEAN;
    if (status == STATUS_NO_MEMORY) return say(file, CLI_NO_MEMORY, NULL, NULL);
    cli_results_say(file->arguments, &diagnostics);
    return CLI_EXIT_TROUBLE;
}

enum cli_exit cli_waive_file_open(struct cli_waive_file *file, const char *beside)
{
    struct stat info;
    enum cli_exit exit = choose(file, beside);
    file->held = (struct review_waivers){.arena = file->arena};
    if (exit == CLI_EXIT_CLEAN && stat(file->path, &info) == 0) exit = read_held(file);
    if (exit != CLI_EXIT_CLEAN) return exit;
    enum status status = cli_fingerprints_of(file->arena, file->held.items, file->held.count, &file->index);
    return status == STATUS_OK ? CLI_EXIT_CLEAN : say(file, CLI_NO_MEMORY, NULL, NULL);
}

static enum cli_exit put_back(const struct cli_waive_file *file, const struct buf *bytes)
{
    struct cli_output output;
    bool written = cli_output_open(&output, file->path) && cli_output_write(&output, bytes->bytes, bytes->len) &&
                   cli_output_commit(&output);
    if (!written) say(file, CLI_WRITE, file->path, cli_reason(file->arguments->language, output.error));
    cli_output_close(&output);
    return written ? CLI_EXIT_CLEAN : CLI_EXIT_TROUBLE;
}

static enum cli_exit change(const struct cli_waive_file *file, const struct review_waiver_changes *changes)
{
    struct text_diagnostics diagnostics;
    struct buf bytes;
    buf_init(&bytes);
    text_diagnostics_init(&diagnostics, file->arena);
    enum status status = review_waivers_change(&bytes, file->source, changes, &diagnostics);
    enum cli_exit exit = CLI_EXIT_TROUBLE;
    if (status == STATUS_OK) exit = put_back(file, &bytes);
    else cli_results_say(file->arguments, &diagnostics);
    buf_clear(&bytes);
    return exit;
}

static struct review_waiver_fate *fates_of(const struct cli_waive_file *file)
{
    struct review_waiver_fate *fates = arena_alloc(file->arena, (file->held.count + 1) * sizeof *fates);
    if (!fates) say(file, CLI_NO_MEMORY, NULL, NULL);
    return fates;
}

enum cli_exit cli_waive_file_remove(const struct cli_waive_file *file, const bool *removed)
{
    struct review_waiver_fate *fates = fates_of(file);
    if (!fates) return CLI_EXIT_TROUBLE;
    for (size_t i = 0; i < file->held.count; i++)
        fates[i].removed = removed[i];
    const struct review_waiver_changes changes = {.kept = &file->held, .fates = fates};
    return change(file, &changes);
}

const struct review_waiver *cli_waive_file_held(const struct cli_waive_file *file, struct text_view fingerprint)
{
    size_t index = cli_fingerprints_find(&file->index, fingerprint);
    return index < file->held.count ? &file->held.items[index] : NULL;
}

enum cli_exit cli_waive_file_add(const struct cli_waive_file *file, const struct review_waiver *waivers, size_t count,
                                 size_t *out_replaced)
{
    struct review_waiver_fate *fates = fates_of(file);
    struct review_waiver *added = arena_alloc(file->arena, (count + 1) * sizeof *added);
    size_t added_count = 0;
    if (!fates) return CLI_EXIT_TROUBLE;
    if (!added) return say(file, CLI_NO_MEMORY, NULL, NULL);
    for (size_t i = 0; i < count; i++) {
        size_t held = cli_fingerprints_find(&file->index, waivers[i].fingerprint);
        if (held < file->held.count) fates[held].instead = &waivers[i];
        else added[added_count++] = waivers[i];
    }
    *out_replaced = count - added_count;
    const struct review_waiver_changes changes = {&file->held, fates, added, added_count};
    return change(file, &changes);
}
