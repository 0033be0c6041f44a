/* doc/content - what the bytes of a file evidently are. Asked only once they could not be read as what the file's name
 * says, so that nothing that can be read is ever refused for its looks. */
#ifndef DOC_CONTENT_H
#define DOC_CONTENT_H

#include "base/arena.h"
#include "base/status.h"
#include "doc/vocabulary.h"

enum doc_content {
    DOC_CONTENT_UNKNOWN,
    DOC_CONTENT_WORKBOOK, /* an archive that has a workbook in it */
    DOC_CONTENT_ARCHIVE,  /* any other */
    DOC_CONTENT_OLD,      /* a compound file: .xls, .doc, or a workbook with a password */
    DOC_CONTENT_PDF,
    DOC_CONTENT_HTML,
    DOC_CONTENT_YAML, /* a submission */
    DOC_CONTENT_JSON, /* the same in JSON */
    DOC_CONTENT_LINES,
    DOC_CONTENT_CSV,       /* a row of field names with rows like it below */
    DOC_CONTENT_SEPARATED, /* the same with tabs or semicolons for commas */
    DOC_CONTENT_COUNT
};

/* STATUS_OK, or STATUS_NO_MEMORY. */
enum status doc_content_find(struct arena *arena, const char *path, struct text_view bytes,
                             const struct doc_vocabulary *words, enum doc_content *out_content) MUST_CHECK;

#endif
