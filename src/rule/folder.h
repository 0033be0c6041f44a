/* rule/folder - the part of the file system that a pack loader needs: list a folder, read a file, find a neighbour.
 * What can't be done is a fault of the pack (load->faults); results live in the set's arena. */
#ifndef RULE_FOLDER_H
#define RULE_FOLDER_H

#include "rule/loader.h"

struct rule_folder_names {
    const char **items;
    size_t count, capacity;
};

/* Names of all entries but hidden ones, in no order; false when the folder can't be read. */
bool rule_folder_list(struct rule_loader *load, const char *folder, struct rule_folder_names *out_names);
/* "folder/name"; NULL when memory is out. */
const char *rule_folder_path(struct rule_loader *load, const char *folder, const char *name);
/* All bytes of a regular file; false when it can't be read. */
bool rule_folder_read(struct rule_loader *load, const char *path, struct text_view *out_bytes);
/* The folder `name` beside `folder`, or NULL when there is none (or no folder is given). */
const char *rule_folder_beside(struct rule_loader *load, const char *folder, const char *name);

#endif
