#include "doc/vocabulary.h"

int doc_words_find(const struct doc_words *words, struct text_view folded)
{
    for (size_t i = 0; i < words->count; i++)
        if (text_view_equal(words->items[i].folded, folded)) return words->items[i].meaning;
    return -1;
}
