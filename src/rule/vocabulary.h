/* rule/vocabulary - the words of submissions from a pack: spelling (the folder that all else needs), names of fields,
 * values, markers, the register of ministries. Fills set->words. */
#ifndef RULE_VOCABULARY_H
#define RULE_VOCABULARY_H

#include "rule/loader.h"

/* What `fields`, `guidance`, `columns`, `values`, `markers`, `spelling`, `katakana` and `ministries` look like. */
extern const struct schema_shape rule_fields_shape, rule_guidance_shape, rule_columns_shape, rule_item_names_shape,
    rule_values_shape, rule_markers_shape, rule_spellings_shape, rule_katakana_shape, rule_ministries_shape;

/* The folder and the threshold for katakana: before anything is folded. */
void rule_spelling_read(struct rule_loader *load);
void rule_vocabulary_read(struct rule_loader *load);
void rule_ministries_read(struct rule_loader *load);

#endif
