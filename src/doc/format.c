#include "doc/format.h"

#include "text/character.h"

#include <string.h>

#define ENDINGS 2

static const struct {
    const char *name;
    const char *endings[ENDINGS]; /* NULL: no further one */
    bool found;
} FORMATS[DOC_FORMATS] = {
#define FORMAT(code, name, ending, other, found) [DOC_FORMAT_##code] = {name, {ending, other}, found},
#include "doc/format.def"
#undef FORMAT
};

enum doc_format doc_format_named(const char *name)
{
    for (int format = DOC_FORMAT_AUTO + 1; format < DOC_FORMATS; format++)
        if (strcmp(FORMATS[format].name, name) == 0) return (enum doc_format)format;
    return DOC_FORMAT_AUTO;
}

const char *doc_format_word(size_t n)
{
    return n + 1 < DOC_FORMATS ? FORMATS[n + 1].name : NULL;
}

const char *doc_format_ending(enum doc_format format, size_t n)
{
    return n < ENDINGS ? FORMATS[format].endings[n] : NULL;
}

bool doc_has_ending(const char *path, const char *ending)
{
    size_t len = strlen(path), end = strlen(ending);
    for (size_t i = 0; i < end && len > end; i++)
        if (text_ascii_small(path[len - end + i]) != ending[i]) return false;
    return len > end;
}

enum doc_format doc_format_of(const char *path)
{
    for (int format = DOC_FORMAT_AUTO + 1; format < DOC_FORMATS; format++)
        for (size_t i = 0; i < ENDINGS && FORMATS[format].endings[i]; i++)
            if (doc_has_ending(path, FORMATS[format].endings[i])) return (enum doc_format)format;
    return DOC_FORMAT_AUTO;
}

bool doc_format_is_found(enum doc_format format)
{
    return FORMATS[format].found;
}
