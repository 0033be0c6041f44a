/* rule/files - the files of a pack and of what it extends, read and parsed.
 *
 * Packs come from a table of files (the embedded ones, or a test's) or from a folder; what a folder extends is looked
 * for beside it, then in the table. Extended packs come first, each once; a circle is a fault. */
#ifndef RULE_FILES_H
#define RULE_FILES_H

#include "rule/embedded.h"
#include "rule/loader.h"

struct rule_origin {
    const struct rule_embedded_file *table;
    const struct rule_embedded_image *images; /* of the table's files; NULL: they are parsed */
    size_t table_count;
    const char *folder; /* NULL: the pack `id` of the table */
    const char *id;
    bool stand_in; /* read the pack's `stand_in` too */
};

/* Fills load->files and load->parts. Faults for whatever can't be read or isn't YAML. */
void rule_files_read(struct rule_loader *load, const struct rule_origin *origin);

#endif
