/* doc/observation - what the reader noticed about a submission's content: code, place, arguments; never worded here.
 * The pack's rules with `given: reading` give them id, severity and text. */
#ifndef DOC_OBSERVATION_H
#define DOC_OBSERVATION_H

#include "doc/vocabulary.h"
#include "text/source.h"

#include <stdint.h>

#define DOC_OBSERVATION_ARGUMENTS 4
#define DOC_NO_INDEX              UINT32_MAX

/* OBSERVATION(code, name, arg names…) */
enum doc_observation_code {
#define OBSERVATION(code, name, a, b, c, d) DOC_SAW_##code,
#include "doc/observation.def"
#undef OBSERVATION
    DOC_SAW_COUNT
};

struct doc_observation {
    enum doc_observation_code code;
    enum doc_field field; /* the field it is about (DOC_FIELD_COUNT: none) */
    uint32_t request;     /* index, or DOC_NO_INDEX */
    uint32_t item;        /* index of the claim or breakdown row, or DOC_NO_INDEX */
    bool in_breakdown;    /* item is a breakdown row */
    struct text_span span;
    struct text_view arguments[DOC_OBSERVATION_ARGUMENTS]; /* in the order of observation.def; as written */
};

/* What was noticed about a table before its fields were read. */
struct doc_remarks {
    const struct doc_observation *items;
    size_t count;
};

/* Name in packs; static, never NULL. */
const char *doc_observation_name(enum doc_observation_code code);
/* Name of the n-th argument, or NULL when the code has fewer. */
const char *doc_observation_argument(enum doc_observation_code code, size_t n);

#endif
