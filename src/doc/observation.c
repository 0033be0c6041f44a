#include "doc/observation.h"

#include <assert.h>

static const struct {
    const char *name;
    const char *arguments[DOC_OBSERVATION_ARGUMENTS];
} table[] = {
#define OBSERVATION(code, name, a, b, c, d) {name, {a, b, c, d}},
#include "doc/observation.def"
#undef OBSERVATION
};

const char *doc_observation_name(enum doc_observation_code code)
{
    assert(code < DOC_SAW_COUNT);
    return table[code].name;
}

const char *doc_observation_argument(enum doc_observation_code code, size_t n)
{
    assert(code < DOC_SAW_COUNT);
    return n < DOC_OBSERVATION_ARGUMENTS ? table[code].arguments[n] : NULL;
}
