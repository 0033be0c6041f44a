/* doc/format - the formats that submissions are read from and written in, with their names and the endings of their
 * files (format.def): the one list for reading, converting and looking through folders. */
#ifndef DOC_FORMAT_H
#define DOC_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

/* AUTO: none is chosen, or none is known. JSON is read as YAML. */
enum doc_format {
    DOC_FORMAT_AUTO,
#define FORMAT(code, name, ending, other, found) DOC_FORMAT_##code,
#include "doc/format.def"
#undef FORMAT
    DOC_FORMATS
};

/* The format of that name, AUTO when there is none. */
enum doc_format doc_format_named(const char *name);
/* The name of the n-th format, from 0, NULL behind the last; and the n-th ending of a format. Static. */
const char *doc_format_word(size_t n);
const char *doc_format_ending(enum doc_format format, size_t n);
/* The format whose ending the path has, in small letters or capitals; AUTO when it has none of them. */
enum doc_format doc_format_of(const char *path);
/* Whether files of the format are looked for in folders. */
bool doc_format_is_found(enum doc_format format);

/* Whether the path has the ending, which is in small letters; the path may have it in capitals. */
bool doc_has_ending(const char *path, const char *ending);

#endif
