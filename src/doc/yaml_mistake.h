/* doc/yaml_mistake - from libyaml's complaint to what the writer did (private to doc/yaml.c).
 *
 * libyaml says in English what it could not go on with, at the place where it noticed. This names the mistake itself,
 * at its own place: a full-width colon two lines above, an unclosed quote, a value that begins with a bracket. */
#ifndef DOC_YAML_MISTAKE_H
#define DOC_YAML_MISTAKE_H

#include "doc/scalar.h"
#include "text/diagnostic.h"

struct doc_yaml_complaint {
    const char *problem; /* libyaml's words, static; never NULL */
    const char *context; /* likewise; "" when it gave none */
    uint32_t problem_at; /* byte offsets in the source */
    uint32_t context_at;
    bool has_scalar; /* the last scalar that was read before, and how it was written */
    struct text_span scalar;
    enum doc_scalar_style style;
};

/* Adds exactly one diagnostic. */
void doc_yaml_explain(const struct text_source *source, const struct doc_yaml_complaint *complaint,
                      struct text_diagnostics *diagnostics);

#endif
