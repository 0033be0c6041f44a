/* rule/include - what concepts include, flattened. */
#ifndef RULE_INCLUDE_H
#define RULE_INCLUDE_H

#include "rule/loader.h"

/* Gives every concept its `sources`: itself, and once each whatever it includes, directly or through another. A circle
 * is a fault, named by its members in order. */
void rule_includes_flatten(struct rule_loader *load);

#endif
