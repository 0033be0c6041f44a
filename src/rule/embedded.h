/* rule/embedded - the shipped packs inside the program, made at build time by src/cli/embed: every file of rules/ as
 * its bytes, every YAML file also as the image of its tree (doc/image.h) for packs that extend it, and every pack as it
 * is once it is loaded (rule/frozen.h). Static data, sorted by path. */
#ifndef RULE_EMBEDDED_H
#define RULE_EMBEDDED_H

#include "rule/frozen.h"

struct rule_embedded_file {
    const char *path; /* "common/pack.yaml" */
    const unsigned char *bytes;
    size_t len;
};

struct rule_embedded_image {
    const unsigned char *bytes;
    size_t len; /* 0: the file is no YAML */
};

/* A pack that was loaded, and so checked, when the program was built. */
struct rule_embedded_pack {
    const char *id;
    int last_year; /* that it governs; 0: it only serves to be extended */
    const struct rule_frozen *frozen;
};

extern const uintptr_t rule_embedded_text[]; /* paths and bytes of all files, as the frozen sets point into it */
extern const struct rule_embedded_file rule_embedded_files[];
extern const struct rule_embedded_image rule_embedded_images[]; /* one for each file */
extern const size_t rule_embedded_file_count;

extern const struct rule_embedded_pack rule_embedded_packs[]; /* sorted by id */
extern const size_t rule_embedded_pack_count;

#endif
