#include "rule/schema.h"

#include "rule/clause.h"
#include "rule/concept.h"
#include "rule/criterion.h"
#include "rule/document.h"
#include "rule/example.h"
#include "rule/form.h"
#include "rule/guards.h"
#include "rule/info.h"
#include "rule/vocabulary.h"

/* A pack is read as one, whatever its files are called and whichever of them says its id: each may hold any section. */
static const struct schema_shape rule_file_shape;

static const struct schema_member SECTIONS[RULE_SECTION_COUNT] = {
#define SECTION(code, key, merged, shape) {key, false, &shape},
#include "rule/section.def"
#undef SECTION
};

static const struct schema_shape rule_file_shape = {SCHEMA_MEMBERS(SECTIONS),
                                                    .together = (const char *const[]){"clause", "criteria"}};

const struct schema_shape *rule_schema_shape(void)
{
    return &rule_file_shape;
}

void rule_schema_write(struct json_writer *json, const struct schema_head *head)
{
    schema_write(json, head, &rule_file_shape, NULL);
}
