#include "doc/vocabulary.h"

#include <assert.h>

const char *doc_field_name(enum doc_field field)
{
    static const char *const names[] = {
#define FIELD(code, name, type, home) name,
#include "doc/field.def"
#undef FIELD
    };
    assert(field < DOC_FIELD_COUNT);
    return names[field];
}

int doc_words_find(const struct doc_words *words, struct text_view folded)
{
    for (size_t i = 0; i < words->count; i++)
        if (text_view_equal(words->items[i].folded, folded)) return words->items[i].meaning;
    return -1;
}
