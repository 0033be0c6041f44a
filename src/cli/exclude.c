#include "cli/exclude.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* ---- one pattern */

/* Bytes of the character at `at`: one, or what a lead byte of UTF-8 begins. */
static size_t character(const char *at)
{
    size_t len = 1;
    while ((at[len] & 0xC0) == 0x80)
        len++;
    return len;
}

/* The end of the bracket expression that begins at `pattern`; NULL: it is none. */
static const char *bracket_end(const char *pattern)
{
    const char *at = pattern + 1;
    if (*at == '!' || *at == '^') at++;
    if (*at == ']') at++;
    for (; *at && *at != ']'; at += character(at))
        if (*at == '\\' && at[1]) at++;
    return *at == ']' ? at + 1 : NULL;
}

static int compare_characters(const char *a, const char *b)
{
    size_t len_a = character(a), len_b = character(b);
    return len_a != len_b ? (len_a < len_b ? -1 : 1) : memcmp(a, b, len_a);
}

/* Whether the character at `text` is in the bracket expression. */
static bool bracket_has(const char *pattern, const char *end, const char *text)
{
    const char *at = pattern + 1;
    bool negated = *at == '!' || *at == '^', found = false;
    at += negated;
    for (bool first = true; at < end - 1 || first; first = false) {
        if (*at == '\\' && at + 1 < end - 1) at++;
        const char *low = at, *high = at;
        at += character(at);
        if (*at == '-' && at + 1 < end - 1) {
            high = at + 1;
            if (*high == '\\' && high + 1 < end - 1) high++;
            at = high + character(high);
        }
        found |= compare_characters(low, text) <= 0 && compare_characters(text, high) <= 0;
    }
    return found != negated;
}

/* The character at *text against that of the pattern, both passed over when they fit. */
static bool one_fits(const char **pattern, const char **text)
{
    const char *end = **pattern == '[' ? bracket_end(*pattern) : NULL;
    bool escaped = **pattern == '\\' && (*pattern)[1];
    if (**text == '\0' || **pattern == '\0') return false;
    if (**pattern == '?' || end) {
        if (**text == '/' || (end && !bracket_has(*pattern, end, *text))) return false;
        *pattern = end ? end : *pattern + 1;
        *text += character(*text);
        return true;
    }
    if ((*pattern)[escaped] != **text) return false;
    *pattern += 1 + escaped;
    *text += 1;
    return true;
}

/* Where to try again: only the last star and the last run of folders matter, so the work is at most the product of the
 * lengths. */
struct retry {
    const char *pattern, *text;
};

/* Lets the last star take one character more, else the last run of folders one folder more. */
static bool try_again(struct retry *star, struct retry *folders, const char **pattern, const char **text, bool *begins)
{
    const char *slash = folders->pattern ? strchr(folders->text, '/') : NULL;
    bool longer = star->pattern && *star->text != '\0' && *star->text != '/';
    if (!longer && !slash) return false;
    if (longer) star->text += character(star->text);
    else *star = (struct retry){NULL, NULL};
    if (!longer) folders->text = slash + 1;
    *pattern = longer ? star->pattern : folders->pattern;
    *text = longer ? star->text : folders->text;
    *begins = !longer;
    return true;
}

static bool fits(const char *pattern, const char *text)
{
    struct retry star = {NULL, NULL}, folders = {NULL, NULL};
    bool begins = true; /* of a folder's name */
    for (;;) {
        if (begins && strcmp(pattern, "**") == 0) return *text != '\0';
        if (begins && strncmp(pattern, "**/", 3) == 0) {
            pattern += 3;
            folders = (struct retry){pattern, text};
            star = (struct retry){NULL, NULL};
        } else if (*pattern == '*') {
            pattern += strspn(pattern, "*");
            star = (struct retry){pattern, text};
            begins = false;
        } else if (*pattern == '\0' && *text == '\0') {
            return true;
        } else if (one_fits(&pattern, &text)) {
            begins = pattern[-1] == '/';
        } else if (!try_again(&star, &folders, &pattern, &text, &begins)) {
            return false;
        }
    }
}

/* ---- a line of patterns */

struct line {
    bool negated, folders_only, tied;
    char pattern[PATH_MAX];
};

/* Its length without blanks at the end, unless a backslash keeps them. */
static size_t length_of(const char *text)
{
    size_t len = strlen(text);
    while (len > 0 && text[len - 1] == ' ' && (len < 2 || text[len - 2] != '\\'))
        len--;
    return len;
}

/* False for a remark, and for what is too long to be in any path. */
static bool read_line(const char *text, struct line *line)
{
    if (*text == '#') return false;
    line->negated = *text == '!';
    text += line->negated;
    size_t len = length_of(text);
    line->folders_only = len > 0 && text[len - 1] == '/';
    len -= line->folders_only;
    const char *slash = memchr(text, '/', len);
    line->tied = slash != NULL;
    if (slash == text) {
        text++;
        len--;
    }
    if (len == 0 || len >= sizeof line->pattern) return false;
    memcpy(line->pattern, text, len);
    line->pattern[len] = '\0';
    return true;
}

static bool line_fits(const struct line *line, const char *path, bool is_folder)
{
    const char *slash = strrchr(path, '/');
    if (line->folders_only && !is_folder) return false;
    return fits(line->pattern, line->tied || !slash ? path : slash + 1);
}

/* ---- paths */

/* What the last line that fits says of the path alone. */
static bool is_left_out(const struct cli_exclude *exclude, const char *path, bool is_folder)
{
    struct line line;
    bool out = false;
    for (size_t i = 0; exclude->patterns[i]; i++)
        if (read_line(exclude->patterns[i], &line) && line.negated == out && line_fits(&line, path, is_folder))
            out = !line.negated;
    return out;
}

bool cli_exclude_has(const struct cli_exclude *exclude, const char *path, bool is_folder)
{
    char above[PATH_MAX];
    if (!exclude->patterns || strlen(path) >= sizeof above) return false;
    for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
        memcpy(above, path, (size_t)(slash - path));
        above[slash - path] = '\0';
        if (is_left_out(exclude, above, true)) return true;
    }
    return is_left_out(exclude, path, is_folder);
}

enum status cli_exclude_open(struct cli_exclude *exclude, struct arena *arena, const char *const *patterns,
                             const char *base)
{
    char absolute[PATH_MAX];
    *exclude = (struct cli_exclude){.patterns = patterns};
    if (!patterns) return STATUS_OK;
    if (!realpath(base, absolute)) return STATUS_IO;
    exclude->base = arena_copy(arena, absolute, strlen(absolute));
    return exclude->base ? STATUS_OK : STATUS_NO_MEMORY;
}

/* The path of a file itself, symlinks in the folders above it followed: as git sees it from its work tree. */
static bool locate(const char *path, char out[PATH_MAX])
{
    char folder[PATH_MAX];
    size_t len = strlen(path);
    while (len > 1 && path[len - 1] == '/')
        len--;
    size_t name = len;
    while (name > 0 && path[name - 1] != '/')
        name--;
    if (name >= sizeof folder) return false;
    bool whole = strcmp(path, ".") == 0 || strcmp(path, "..") == 0 || name == len; /* no name of its own */
    if (whole) return realpath(path, out) != NULL;
    memcpy(folder, path, name);
    memcpy(folder + name, name == 0 ? "." : "", name == 0 ? 2 : 1);
    if (!realpath(folder, out)) return false;
    size_t at = strlen(out);
    if (at + 1 + (len - name) >= PATH_MAX) return false;
    if (at > 1) out[at++] = '/';
    memcpy(out + at, path + name, len - name);
    out[at + len - name] = '\0';
    return true;
}

/* What follows a folder in an absolute path; NULL: it does not lie in it. */
static const char *below(const char *folder, const char *path)
{
    size_t len = strcmp(folder, "/") == 0 ? 0 : strlen(folder);
    return strncmp(path, folder, len) == 0 && path[len] == '/' ? path + len + 1 : NULL;
}

bool cli_exclude_finds(const struct cli_exclude *exclude, const char *path, const char *root, bool is_folder)
{
    char absolute[PATH_MAX], from[PATH_MAX];
    if (!exclude->patterns || !locate(path, absolute)) return false;
    const char *rest = below(exclude->base, absolute);
    if (!rest && root && realpath(root, from)) rest = below(from, absolute);
    if (!rest && !root) rest = strrchr(absolute, '/') + 1;
    return rest && cli_exclude_has(exclude, rest, is_folder);
}
