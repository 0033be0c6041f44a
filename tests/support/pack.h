/* support/pack - packs written in a test: a sound one, and files beside it. */
#ifndef SUPPORT_PACK_H
#define SUPPORT_PACK_H

#include "rule/pack.h"

/* The sound pack `t`: clauses 1 (items i, ii) and 2, concepts alpha and beta, document plan, ministry Mint. */
extern const char *const pack_sound;

struct pack_try {
    struct arena *arena;
    struct text_diagnostics diagnostics;
    struct rule_set *set; /* NULL when it did not load */
    enum status status;
};

/* Loads a pack `t` of pack.yaml and, unless NULL, a second file. Close with pack_try_close. */
void pack_try_load(struct pack_try *try, const char *pack, const char *more);
void pack_try_close(struct pack_try *try);

/* The sound pack with one criterion K of clause 1 that has this evidence (YAML on one line), which must load. */
void pack_try_evidence(struct pack_try *try, const char *evidence);

/* Index of the concept of that name; fails the test when there is none. */
uint32_t pack_try_concept(const struct pack_try *try, const char *name);

#endif
