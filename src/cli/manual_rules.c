/* juten-rules(5): the sections of a pack, from the shapes that their readers go by. A shape with a name is described
 * once, behind the sections; any other where it stands. */
#include "cli/manual.h"

#include "rule/schema.h"

#include <string.h>

static const struct {
    const char *key, *words[TEXT_LANGUAGES];
} sections[] = {
#define MANUAL_SECTION(code, ja, en) {#code, {[TEXT_JA] = ja, [TEXT_EN] = en}},
#include "cli/manual.def"
#undef MANUAL_SECTION
};
#define SECTIONS (sizeof sections / sizeof *sections)

struct naming {
    struct cli_manual *manual;
    const struct schema_shape *named[SCHEMA_NAMED_MOST];
    size_t count;
};

static void add_shape(struct naming *to, const struct schema_shape *shape, bool by_name);

static void add(struct naming *to, const char *text)
{
    cli_manual_text(to->manual, text_view_of(text));
}

static void say(struct naming *to, enum cli_manual_word word)
{
    cli_manual_say(to->manual, word);
}

/* Each name once. */
static void note_name(struct naming *to, const struct schema_shape *shape)
{
    for (size_t i = 0; i < to->count; i++)
        if (strcmp(to->named[i]->name, shape->name) == 0) return;
    if (to->count < SCHEMA_NAMED_MOST) to->named[to->count++] = shape;
    else to->manual->out->status = STATUS_LIMIT;
}

static void add_words(struct naming *to, const struct schema_shape *shape)
{
    size_t n = 0;
    say(to, CLI_MANUAL_SHAPE_WORDS);
    for (size_t i = 0; shape->words ? shape->words[i] != NULL : i < shape->count; i++) {
        const char *word = shape->words ? shape->words[i] : shape->word((int)i);
        if (!word) continue;
        cli_manual_line(to->manual, "%s%s", n++ > 0 ? "| " : "", word);
    }
}

/* Members that all look alike are named in one line. */
static bool are_alike(const struct schema_member *members, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (members[i].required || members[i].shape != members[0].shape) return false;
    return count > 1;
}

static void add_alike(struct naming *to, const struct schema_member *members, size_t count)
{
    for (size_t i = 0; i < count; i++)
        cli_manual_line(to->manual, ".Ic \"%s\"%s", members[i].name, i + 1 < count ? " ," : "");
    say(to, CLI_MANUAL_SHAPE_EACH);
    add_shape(to, members[0].shape, true);
}

static void add_members(struct naming *to, const struct schema_shape *shape)
{
    struct schema_member room[SCHEMA_MEMBERS_MOST];
    size_t count;
    const struct schema_member *members = schema_members(shape, room, &count);
    if (are_alike(members, count)) {
        add_alike(to, members, count);
        return;
    }
    cli_manual_line(to->manual, ".Bl -tag -width Ds -compact");
    for (size_t i = 0; i < count; i++) {
        cli_manual_line(to->manual, ".It Ic \"%s\"", members[i].name);
        if (members[i].required) cli_manual_line(to->manual, ".Pq %s", cli_manual_word(to->manual, CLI_MANUAL_NEEDED));
        add_shape(to, members[i].shape, true);
    }
    cli_manual_line(to->manual, ".El");
}

static void add_either(struct naming *to, const struct schema_shape *shape)
{
    for (size_t i = 0; shape->either[i]; i++) {
        if (i > 0) say(to, CLI_MANUAL_OR);
        add_shape(to, shape->either[i], true);
    }
}

static void add_shape(struct naming *to, const struct schema_shape *shape, bool by_name)
{
    static const enum cli_manual_word plain[] = {
        [SCHEMA_ANY] = CLI_MANUAL_SHAPE_ANY,         [SCHEMA_NULL] = CLI_MANUAL_SHAPE_NULL,
        [SCHEMA_TEXT] = CLI_MANUAL_SHAPE_TEXT,       [SCHEMA_SCALAR] = CLI_MANUAL_SHAPE_TEXT,
        [SCHEMA_INTEGER] = CLI_MANUAL_SHAPE_INTEGER, [SCHEMA_NUMERAL] = CLI_MANUAL_SHAPE_INTEGER,
        [SCHEMA_BOOLEAN] = CLI_MANUAL_SHAPE_BOOLEAN, [SCHEMA_LIST] = CLI_MANUAL_SHAPE_LIST,
        [SCHEMA_MAP] = CLI_MANUAL_SHAPE_MAP,         [SCHEMA_OBJECT] = CLI_MANUAL_SHAPE_OBJECT};
    if (shape == rule_schema_shape()) {
        say(to, CLI_MANUAL_SHAPE_SECTIONS);
        return;
    }
    if (by_name && shape->name && shape->kind != SCHEMA_SCALAR) {
        note_name(to, shape);
        cli_manual_line(to->manual, ".Em %s", shape->name);
        return;
    }
    if (shape->kind == SCHEMA_WORDS) add_words(to, shape);
    else if (shape->kind == SCHEMA_EITHER) add_either(to, shape);
    else say(to, plain[shape->kind]);
    if ((shape->kind == SCHEMA_LIST || shape->kind == SCHEMA_MAP) && shape->of) add_shape(to, shape->of, true);
    if (shape->kind == SCHEMA_OBJECT) add_members(to, shape);
}

/* The words of a section, by its key in the table of sections; "" fails the build's check of the page. */
static const char *section_words(const struct cli_manual *manual, const char *code)
{
    for (size_t i = 0; i < SECTIONS; i++)
        if (strcmp(sections[i].key, code) == 0) return sections[i].words[manual->language];
    return NULL;
}

static void add_section(struct naming *to, const char *code, const struct schema_member *member)
{
    const char *words = section_words(to->manual, code);
    if (!words) to->manual->out->status = STATUS_INVALID;
    cli_manual_line(to->manual, ".It Ic \"%s\"", member->name);
    add(to, words ? words : "");
    cli_manual_line(to->manual, ".br");
    add_shape(to, member->shape, true);
}

static void add_sections(struct naming *to)
{
    static const char *const codes[] = {
#define SECTION(code, key, merged, shape) #code,
#include "rule/section.def"
#undef SECTION
    };
    struct schema_member room[SCHEMA_MEMBERS_MOST];
    size_t count;
    const struct schema_member *members = schema_members(rule_schema_shape(), room, &count);
    cli_manual_line(to->manual, ".Bl -tag -width Ds");
    for (size_t i = 0; i < count; i++)
        add_section(to, codes[i], &members[i]);
    cli_manual_line(to->manual, ".El");
}

/* Describing one may name further ones. */
static void add_definitions(struct naming *to)
{
    cli_manual_line(to->manual, ".Bl -tag -width Ds");
    for (size_t i = 0; i < to->count; i++) {
        cli_manual_line(to->manual, ".It Em %s", to->named[i]->name);
        add_shape(to, to->named[i], false);
    }
    cli_manual_line(to->manual, ".El");
}

static void add_checks(struct cli_manual *manual)
{
    cli_manual_heading(manual, CLI_MANUAL_CHECKS);
    cli_manual_say(manual, CLI_MANUAL_ABOUT_CHECKS);
    cli_manual_line(manual, ".Bl -tag -width Ds -compact");
#define CHECK(code, name, parameters, arguments, given)                                                                \
    cli_manual_line(manual, ".It Ic %s", name);                                                                        \
    cli_manual_line(manual, ".Pq %s", *parameters ? parameters : "\\&");
#include "rule/check.def"
#undef CHECK
    cli_manual_line(manual, ".El");
}

void cli_manual_rules(struct cli_manual *manual)
{
    struct naming to = {.manual = manual};
    cli_manual_begin(manual, "juten-rules", 5, CLI_MANUAL_NAME_RULES);
    cli_manual_heading(manual, CLI_MANUAL_DESCRIPTION);
    cli_manual_say(manual, CLI_MANUAL_ABOUT_RULES);
    cli_manual_heading(manual, CLI_MANUAL_SECTIONS);
    add_sections(&to);
    cli_manual_heading(manual, CLI_MANUAL_DEFINITIONS);
    add_definitions(&to);
    add_checks(manual);
    cli_manual_heading(manual, CLI_MANUAL_SEE_ALSO);
    cli_manual_line(manual, ".Xr juten 1 ,\n.Xr juten-submission 5");
}
