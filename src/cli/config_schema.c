/* JSON Schema of juten.yaml, for completion in editors, from the list that it is read by. */
#include "cli/config.h"

static const char *const FORMATS[] = {CLI_CONFIG_FORMAT_ID, NULL};
static const char *const LEVELS[] = {"note", "warning", "error", NULL};

static const struct schema_shape FORMAT = {.kind = SCHEMA_WORDS, .words = FORMATS};
static const struct schema_shape TEXT = {.kind = SCHEMA_SCALAR};
static const struct schema_shape SWITCH = {.kind = SCHEMA_BOOLEAN};
static const struct schema_shape LIST = {.kind = SCHEMA_LIST, .of = &TEXT};
static const struct schema_shape *const ONE_OR_LIST[] = {&TEXT, &LIST, NULL};
static const struct schema_shape TEXTS = {.kind = SCHEMA_EITHER, .either = ONE_OR_LIST};
static const struct schema_shape LEVEL = {.kind = SCHEMA_WORDS, .words = LEVELS};
static const struct schema_shape BY_RULE = {.kind = SCHEMA_MAP, .of = &LEVEL};

static const struct schema_shape *shape_of(enum cli_config_kind kind)
{
    static const struct schema_shape *const shapes[] = {
        [CLI_CONFIG_TEXT] = &TEXT,     [CLI_CONFIG_TEXTS] = &TEXTS,   [CLI_CONFIG_SWITCH] = &SWITCH,
        [CLI_CONFIG_PATH] = &TEXT,     [CLI_CONFIG_PATHS] = &TEXTS,   [CLI_CONFIG_PACK] = &TEXT,
        [CLI_CONFIG_FORMATS] = &TEXTS, [CLI_CONFIG_LEVELS] = &BY_RULE};
    return shapes[kind];
}

static size_t gather(const struct schema_shape *shape, struct schema_member *room)
{
    size_t count = 0;
    (void)shape;
    room[count++] = (struct schema_member){"format", true, &FORMAT};
    room[count++] = (struct schema_member){"paths", false, &TEXTS};
    for (size_t i = 0; cli_config_key_at(i); i++)
        room[count++] = (struct schema_member){cli_config_key_at(i)->key, false, shape_of(cli_config_key_at(i)->kind)};
    return count;
}

void cli_config_schema(struct json_writer *json, const struct schema_head *head)
{
    static const struct schema_shape settings = {.kind = SCHEMA_OBJECT, .gather = gather};
    schema_write(json, head, &settings, NULL);
}
