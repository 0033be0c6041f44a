/* doc/zip - the parts of an archive in memory (the one door to minizip).
 *
 * Opening looks at the directory alone: too many parts, too much when expanded, a part that expands like a bomb are
 * refused before anything is expanded. The archive's bytes are borrowed. Owned: doc_zip_close. One thread, one part at
 * a time. minizip takes no memory hooks: what it holds is some 100 KB. */
#ifndef DOC_ZIP_H
#define DOC_ZIP_H

#include "base/status.h"
#include "text/view.h"

#include <stdint.h>

struct doc_zip;

enum doc_zip_fault {
    DOC_ZIP_FINE,
    DOC_ZIP_BROKEN,    /* no archive, or a damaged one */
    DOC_ZIP_ENCRYPTED, /* a part needs a password */
    DOC_ZIP_ENTRIES,   /* LIMIT_ZIP_ENTRIES */
    DOC_ZIP_BYTES,     /* LIMIT_ZIP_BYTES */
    DOC_ZIP_RATIO      /* LIMIT_ZIP_RATIO */
};

/* STATUS_INVALID or STATUS_LIMIT with *out_fault; STATUS_NO_MEMORY. */
enum status doc_zip_open(struct text_view bytes, struct doc_zip **out_zip, enum doc_zip_fault *out_fault) MUST_CHECK;
void doc_zip_close(struct doc_zip *zip);

/* Whether any part's name begins so (no case is folded). */
bool doc_zip_has(struct doc_zip *zip, const char *beginning);

/* Goes to the part of that name (any case); false when there is none, or two: which one counts nobody can tell. */
bool doc_zip_find(struct doc_zip *zip, const char *name);
/* The next expanded bytes of the part, up to `size` of them; *out_len 0 at its end, where its checksum is compared.
 * STATUS_INVALID when the part is damaged; STATUS_LIMIT when all that was read, parts that were read again included, is
 * more than LIMIT_ZIP_BYTES. */
enum status doc_zip_read(struct doc_zip *zip, char *buffer, uint32_t size, uint32_t *out_len) MUST_CHECK;

#endif
