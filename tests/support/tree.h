/* support/tree - YAML text into nodes for tests, and what must hold of every tree. */
#ifndef SUPPORT_TREE_H
#define SUPPORT_TREE_H

#include "doc/yaml.h"

struct tree {
    struct arena *arena;
    struct text_source *source;
    struct text_diagnostics diagnostics;
    struct doc_roots roots;
    enum status status;
};

/* Reads the text (borrowed, without defects); `status` and `diagnostics` tell what came of it. */
void tree_read(struct tree *tree, struct text_view text);
/* Likewise, with a document on every line. */
void tree_read_lines(struct tree *tree, struct text_view text);
void tree_free(struct tree *tree);

/* Whether every span of the tree, also of every character of every value, lies inside the source; NULL when all is
 * well, else what is not (static words). */
const char *tree_problem(const struct text_source *source, const struct doc_node *node);
/* Likewise for the places of all diagnostics. */
const char *tree_diagnostic_problem(const struct text_source *source, const struct text_diagnostics *diagnostics);

/* One of a fixed row of numbers: *seed goes on with each. */
uint32_t tree_random(uint32_t *seed);
/* Changes a few bytes of the text as a careless hand would; the result is UTF-8 in the arena. */
struct text_view tree_mutate(struct arena *arena, struct text_view text, uint32_t *seed);

#endif
