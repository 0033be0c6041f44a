/* rule/document - the register of documents that a guideline cites. Fills set->documents and load->documents. */
#ifndef RULE_DOCUMENT_H
#define RULE_DOCUMENT_H

#include "rule/loader.h"

/* What `documents` look like (base/schema.h). */
extern const struct schema_shape rule_documents_shape;

/* After the folder; each document becomes a nameless concept. */
void rule_documents_read(struct rule_loader *load);

/* True for 2019-05-23, 2016-08 or 2016. */
bool rule_is_date(struct text_view text);

#endif
