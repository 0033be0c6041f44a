/* What must hold of the folding of any text, on whole files and on each of their paragraphs.
 * usage: folding FILE…     exit status 0 when all holds, 1 when something does not, 2 when a file cannot be read */
#include "support/folding.h"

#include "base/file.h"
#include "base/limits.h"
#include "text/utf8.h"

#include <stdio.h>

struct folders {
    const struct text_folder *plain;
    const struct text_folder *spelling;
};

static int report(const char *path, size_t at, const char *problem, struct text_view text)
{
    int shown = text.len < 300 ? (int)text.len : 300;
    printf("%s, byte %zu: %s\n%.*s\n", path, at, problem, shown, text.at);
    return 1;
}

static int check_file(const char *path, const struct folders *folders, struct text_view text)
{
    int wrong = 0;
    const char *problem = folding_problem(folders->plain, folders->spelling, text);
    if (problem) wrong = report(path, 0, problem, text);
    for (size_t begin = 0, end; begin < text.len && wrong < 10; begin = end + 1) {
        end = text_view_find(text, text_view_of("\n\n"), begin);
        end = end == (size_t)-1 ? text.len : end;
        struct text_view part = text_view_part(text, begin, end);
        problem = folding_problem(folders->plain, folders->spelling, part);
        if (problem) wrong += report(path, begin, problem, part);
    }
    return wrong;
}

int main(int count, char **paths)
{
    int wrong = 0;
    struct arena *arena = arena_new();
    struct folders folders = {folding_plain_folder(arena), folding_spelling_folder(arena)};
    for (int i = 1; i < count; i++) {
        struct arena *file = arena_new();
        struct text_view text;
        if (file_read(file, paths[i], LIMIT_FILE_BYTES, &text.at, &text.len) != STATUS_OK ||
            text_utf8_check(text) != text.len) {
            printf("%s: cannot be read as UTF-8\n", paths[i]);
            return 2;
        }
        wrong += check_file(paths[i], &folders, text);
        arena_free(file);
    }
    arena_free(arena);
    return wrong > 0;
}
