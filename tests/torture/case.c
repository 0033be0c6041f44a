#include "torture/case.h"

#include "torture/files.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define FILL_MAX 1000000 /* bytes of a `fill` file: bigger ones test limits, not memory */

static void add_word(struct words *words, char *word)
{
    if (words->count == TORTURE_WORDS) torture_die("too many words", word);
    words->items[words->count++] = word;
    words->items[words->count] = NULL;
}

/* One word of a shell line, unquoted in place; NULL at the end. */
static char *next_word(char **at)
{
    char *from = *at + strspn(*at, " \t\r\n"), *to = from, *word = from, quote = '\0';
    if (!*from) return NULL;
    for (; *from && (quote || !strchr(" \t\r\n", *from)); from++) {
        if (quote ? *from == quote : *from == '\'' || *from == '"') quote = quote ? '\0' : *from;
        else if (*from == '\\' && quote != '\'' && from[1]) *to++ = *++from;
        else *to++ = *from;
    }
    *at = *from ? from + 1 : from;
    *to = '\0';
    return word;
}

static bool names_jobs(const struct words *words)
{
    for (size_t i = 0; i < words->count; i++)
        if (strncmp(words->items[i], "-j", 2) == 0 || strncmp(words->items[i], "--jobs", 6) == 0 ||
            strncmp(words->items[i], "JUTEN_JOBS=", 11) == 0)
            return true;
    return false;
}

void torture_case_read(struct torture_case *it, const char *folder)
{
    static char name[] = "juten", locale[] = "LC_ALL=C.UTF-8", zone[] = "TZ=UTC", jobs[] = "JUTEN_JOBS=1";
    static char epoch[] = "SOURCE_DATE_EPOCH=1567209600";
    *it = (struct torture_case){.folder = folder};
    it->args_bytes = torture_read_in(folder, "args");
    it->env_bytes = torture_read_in(folder, "env");
    if (!it->args_bytes) torture_die("no case", folder);
    add_word(&it->args, name);
    for (char *at = it->args_bytes, *word; (word = next_word(&at));)
        add_word(&it->args, word);
    add_word(&it->env, locale);
    add_word(&it->env, zone);
    add_word(&it->env, epoch);
    for (char *line = it->env_bytes ? strtok(it->env_bytes, "\n") : NULL; line; line = strtok(NULL, "\n"))
        add_word(&it->env, line);
    if (!names_jobs(&it->args) && !names_jobs(&it->env)) add_word(&it->env, jobs);
}

void torture_case_clear(struct torture_case *it)
{
    free(it->args_bytes);
    free(it->env_bytes);
}

/* ---- laying it out */

static bool is_control(const char *name)
{
    static const char *const names[] = {"args", "stdout", "stderr", "exit",     "stdin", "env",
                                        "copy", "fill",   "after",  "variants", ".",     ".."};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0) return true;
    return false;
}

static void lay_copies(const char *folder, const char *root, const char *work)
{
    char *lines = torture_read_in(folder, "copy");
    for (char *line = lines ? strtok(lines, "\n") : NULL; line; line = strtok(NULL, "\n")) {
        char *blank = strchr(line, ' '), *slash = strrchr(line, '/');
        if (blank) *blank = '\0';
        char *from = torture_path(root, line);
        char *to = torture_path(work, blank ? blank + 1 : slash ? slash + 1 : line);
        char *end = strrchr(to, '/');
        *end = '\0';
        torture_run_tool((const char *const[]){"mkdir", "-p", "--", to, NULL});
        *end = '/';
        torture_copy(from, to);
        free(from);
        free(to);
    }
    free(lines);
}

static void lay_fills(const char *folder, const char *work)
{
    char *lines = torture_read_in(folder, "fill");
    for (char *line = lines ? strtok(lines, "\n") : NULL; line; line = strtok(NULL, "\n")) {
        char *count = strchr(line, ' '), *text = count ? strchr(count + 1, ' ') : NULL;
        if (!text) torture_die("bad fill", line);
        *count = '\0';
        char *path = torture_path(work, line);
        FILE *stream = fopen(path, "wb");
        size_t times = strtoul(count + 1, NULL, 10), most = FILL_MAX / strlen(text + 1);
        for (size_t i = 0; stream && i < times && i < most; i++)
            fputs(text + 1, stream);
        if (!stream || fclose(stream) != 0) torture_die("cannot write", path);
        free(path);
    }
    free(lines);
}

void torture_case_lay_out(const char *folder, const char *root, const char *work)
{
    DIR *stream = opendir(folder);
    if (!stream || mkdir(work, 0777) != 0) torture_die("cannot lay out", folder);
    for (struct dirent *entry; (entry = readdir(stream));) {
        if (is_control(entry->d_name)) continue;
        char *from = torture_path(folder, entry->d_name), *to = torture_path(work, entry->d_name);
        torture_copy(from, to);
        free(from);
        free(to);
    }
    closedir(stream);
    lay_copies(folder, root, work);
    lay_fills(folder, work);
}
