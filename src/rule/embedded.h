/* rule/embedded - the shipped packs inside the program: rules/<pack>/<file> as bytes, made at build time by embed.py.
 * Static data, sorted by path. */
#ifndef RULE_EMBEDDED_H
#define RULE_EMBEDDED_H

#include <stddef.h>

struct rule_embedded_file {
    const char *path; /* "common/pack.yaml" */
    const unsigned char *bytes;
    size_t len;
};

extern const struct rule_embedded_file rule_embedded_files[];
extern const size_t rule_embedded_file_count;

/* Ids of the packs that govern fiscal years, sorted. */
extern const char *const rule_embedded_guidelines[];
extern const size_t rule_embedded_guideline_count;

#endif
