/* rule/info - what a pack says of itself: format, id, version, the guideline. Fills set->info but for the hash. */
#ifndef RULE_INFO_H
#define RULE_INFO_H

#include "rule/loader.h"

/* What `format` and `guideline` look like (base/schema.h). */
extern const struct schema_shape rule_format_shape, rule_guideline_shape;

/* After the sections; faults for every pack of the chain, values from the last. */
void rule_info_read(struct rule_loader *load);

#endif
