/* rule/embedded - the shipped packs inside the program, made at build time by src/cli/embed: every file of rules/ as
 * its bytes, and every YAML file also as the image of its tree (doc/image.h), so that nothing is parsed at start.
 * Static data, sorted by path. */
#ifndef RULE_EMBEDDED_H
#define RULE_EMBEDDED_H

#include <stddef.h>

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
    const char *sha256; /* as rule/digest.h gives it */
    int last_year;      /* that it governs; 0: it only serves to be extended */
};

extern const struct rule_embedded_file rule_embedded_files[];
extern const struct rule_embedded_image rule_embedded_images[]; /* one for each file */
extern const size_t rule_embedded_file_count;

extern const struct rule_embedded_pack rule_embedded_packs[]; /* sorted by id */
extern const size_t rule_embedded_pack_count;

#endif
