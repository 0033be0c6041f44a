/* What must hold of the folding of any text, on whole files and on each of their paragraphs.
 * usage: folding FILE…     exit status 0 when all holds, 1 when something does not, 2 when a file cannot be read */
#include "support/folding.h"

#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>

struct folders {
    const struct text_folder *plain;
    const struct text_folder *spelling;
};

static bool read_file(const char *path, struct text_view *out_text)
{
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0) return false;
    long size = ftell(file);
    char *bytes = malloc((size_t)size + 1);
    rewind(file);
    *out_text = (struct text_view){bytes, bytes ? fread(bytes, 1, (size_t)size, file) : 0};
    fclose(file);
    return out_text->len == (size_t)size;
}

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
        struct text_view text;
        if (!read_file(paths[i], &text) || text_utf8_check(text) != text.len) {
            printf("%s: cannot be read as UTF-8\n", paths[i]);
            return 2;
        }
        wrong += check_file(paths[i], &folders, text);
        free((void *)(uintptr_t)text.at);
    }
    arena_free(arena);
    return wrong > 0;
}
