/* doc/field - the fields of a submission (field.def): the one table that the reader, the writers, the schema, the rules
 * and the tables' headers go by. */
#ifndef DOC_FIELD_H
#define DOC_FIELD_H

#include "text/view.h"

enum doc_field {
#define FIELD(code, name, type, home, needed) DOC_FIELD_##code,
#include "doc/field.def"
#undef FIELD
    DOC_FIELD_COUNT
};

/* What a field's value is. */
enum doc_type {
    DOC_TYPE_TEXT,
    DOC_TYPE_YEAR,
    DOC_TYPE_UNIT,
    DOC_TYPE_AMOUNT,
    DOC_TYPE_LIST,
    DOC_TYPE_CATEGORY,
    DOC_TYPE_BOOLEAN
};

/* Where a field stands, one bit each. */
enum doc_home { DOC_IN_SUBMISSION = 1, DOC_IN_REQUEST = 2, DOC_IN_ROW = 4, DOC_IN_CLAIM = 8 };

/* The field is not DOC_FIELD_COUNT. The name is the canonical one, never NULL. */
const char *doc_field_name(enum doc_field field);
enum doc_type doc_field_type(enum doc_field field);
unsigned doc_field_homes(enum doc_field field);  /* bits of enum doc_home */
unsigned doc_field_needed(enum doc_field field); /* bits: where it must not be missing (see field.def) */

/* The field of that canonical name, or DOC_FIELD_COUNT. */
enum doc_field doc_field_named(struct text_view name);

#endif
