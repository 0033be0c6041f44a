/* rule/section - the top-level keys of all files, put together (section.def). */
#ifndef RULE_SECTION_H
#define RULE_SECTION_H

#include "rule/loader.h"

/* Fills load->sections from load->files. Faults: unknown keys, a key that may stand once standing twice. */
void rule_sections_collect(struct rule_loader *load);

/* The value of a key that stands once: the nearest pack's (the pack itself, then what it extends last); NULL: none. */
const struct doc_node *rule_section_value(const struct rule_loader *load, enum rule_section section);

/* All members of a merged key, in the order of packs and files; `kind` is what each value must be. */
const struct doc_member *rule_section_members(struct rule_loader *load, enum rule_section section, enum doc_kind kind,
                                              size_t *out_count);

#endif
