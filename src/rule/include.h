/* rule/include - what concepts include, flattened. */
#ifndef RULE_INCLUDE_H
#define RULE_INCLUDE_H

#include "rule/loader.h"

/* Gives every concept its `sources`: itself, and once each whatever it includes, directly or through another; and its
 * `users`, the same seen from the other end. A circle is a fault, named by its members in order. */
void rule_includes_flatten(struct rule_loader *load);

/* The same for concepts whose `includes` have no circle, RULE_NONE among them is stepped over: the lists live in
 * `arena`, what the work needs in `scratch`, which may be the same. False when memory is out. */
bool rule_include_sources(struct rule_concept *concepts, size_t count, struct arena *arena, struct arena *scratch);

#endif
