/* support/unit_json - for unit tests of what reads JSON: its library, too, takes memory where a test can deny it. */
#ifndef SUPPORT_UNIT_JSON_H
#define SUPPORT_UNIT_JSON_H

#include "support/unit.h"

/* A set-up of a group of tests. */
int unit_json_allocates(void **state);

#endif
