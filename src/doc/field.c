#include "doc/field.h"

#include <assert.h>

enum { S = DOC_IN_SUBMISSION, R = DOC_IN_REQUEST, B = DOC_IN_ROW, P = DOC_IN_CLAIM };

static const struct {
    const char *name;
    enum doc_type type;
    unsigned homes, needed;
} FIELDS[] = {
#define FIELD(code, name, type, home, needed) {name, DOC_TYPE_##type, home, needed},
#include "doc/field.def"
#undef FIELD
};

const char *doc_field_name(enum doc_field field)
{
    assert(field < DOC_FIELD_COUNT);
    return FIELDS[field].name;
}

enum doc_type doc_field_type(enum doc_field field)
{
    assert(field < DOC_FIELD_COUNT);
    return FIELDS[field].type;
}

unsigned doc_field_homes(enum doc_field field)
{
    assert(field < DOC_FIELD_COUNT);
    return FIELDS[field].homes;
}

unsigned doc_field_needed(enum doc_field field)
{
    assert(field < DOC_FIELD_COUNT);
    return FIELDS[field].needed;
}

enum doc_field doc_field_named(struct text_view name)
{
    for (size_t i = 0; i < DOC_FIELD_COUNT; i++)
        if (text_view_equal(text_view_of(FIELDS[i].name), name)) return (enum doc_field)i;
    return DOC_FIELD_COUNT;
}
