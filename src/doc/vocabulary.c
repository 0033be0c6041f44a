#include "doc/vocabulary.h"

struct text_view doc_word_without_blanks(struct arena *arena, struct text_view folded)
{
    char *bare = arena_alloc(arena, folded.len + 1);
    size_t len = 0;
    for (size_t i = 0; bare && i < folded.len; i++)
        if (folded.at[i] != ' ') bare[len++] = folded.at[i];
    return (struct text_view){bare, len};
}

int doc_words_find(const struct doc_words *words, struct text_view folded)
{
    for (size_t i = 0; i < words->count; i++)
        if (text_view_equal(words->items[i].folded, folded)) return words->items[i].meaning;
    return -1;
}

/* Folding is idempotent and the words are folded: what equals one as it stands need not be folded. */
enum status doc_find_word(const struct doc_words *words, const struct text_folder *folder, struct arena *arena,
                          struct text_view text, int *out_meaning)
{
    int found = doc_words_find(words, text);
    if (found < 0) {
        struct text_folded folded;
        enum status status = text_fold(folder, arena, text_view_trim(text), &folded);
        if (status != STATUS_OK) return status;
        found = doc_words_find(words, folded.text);
    }
    *out_meaning = found;
    return STATUS_OK;
}

struct text_view doc_field_label(const struct doc_vocabulary *words, enum doc_field field, enum text_language language)
{
    struct text_view label = words->field_labels[field];
    return language == TEXT_JA && label.len > 0 ? label : text_view_of(doc_field_name(field));
}

static const struct doc_column_label *label_of(const struct doc_vocabulary *words, enum doc_field list,
                                               enum doc_field field)
{
    for (size_t i = 0; i < words->column_label_count; i++)
        if (words->column_labels[i].list == list && words->column_labels[i].field == field)
            return &words->column_labels[i];
    return NULL;
}

struct text_view doc_item_label(const struct doc_vocabulary *words, enum doc_field list, enum doc_field field,
                                enum text_language language)
{
    const struct doc_column_label *label = label_of(words, list, field);
    bool own = label && language == TEXT_JA && label->inside.len > 0;
    return own ? label->inside : doc_field_label(words, field, language);
}

struct text_view doc_column_label(const struct doc_vocabulary *words, enum doc_field list, enum doc_field field,
                                  enum text_language language)
{
    const struct doc_column_label *label = label_of(words, list, field);
    return label && label->in[language].len > 0 ? label->in[language] : doc_field_label(words, field, language);
}
