/* juten-submission(5): fields, formats and units. */
#include "cli/manual.h"

#include "cli/template.h"
#include "doc/format.h"

#include <string.h>

static const struct {
    enum doc_home home;
    enum cli_manual_word heading;
} homes[] = {{DOC_IN_SUBMISSION, CLI_MANUAL_IN_SUBMISSION},
             {DOC_IN_REQUEST, CLI_MANUAL_IN_REQUEST},
             {DOC_IN_ROW, CLI_MANUAL_IN_ROW},
             {DOC_IN_CLAIM, CLI_MANUAL_IN_CLAIM}};

static enum cli_manual_word type_word(enum doc_field field)
{
    static const enum cli_manual_word types[] = {
        [DOC_TYPE_TEXT] = CLI_MANUAL_TYPE_TEXT,      [DOC_TYPE_YEAR] = CLI_MANUAL_TYPE_YEAR,
        [DOC_TYPE_UNIT] = CLI_MANUAL_TYPE_UNIT,      [DOC_TYPE_AMOUNT] = CLI_MANUAL_TYPE_AMOUNT,
        [DOC_TYPE_LIST] = CLI_MANUAL_TYPE_LIST,      [DOC_TYPE_CATEGORY] = CLI_MANUAL_TYPE_CATEGORY,
        [DOC_TYPE_BOOLEAN] = CLI_MANUAL_TYPE_BOOLEAN};
    return types[doc_field_type(field)];
}

/* All names that the pack gives the field besides its own. */
static void add_names(struct cli_manual *manual, enum doc_field field)
{
    const struct doc_words *names = &manual->rules->words.fields;
    for (size_t i = 0; i < names->count; i++) {
        struct text_view name = names->items[i].written;
        if (names->items[i].meaning != (int)field || text_view_equal(name, text_view_of(doc_field_name(field))))
            continue;
        cli_manual_line(manual, " , Ic \"%.*s\"", (int)name.len, name.at);
        manual->out->len--; /* goes on in the same line */
    }
    buf_add_char(manual->out, '\n');
}

static void add_field(struct cli_manual *manual, enum doc_field field, enum doc_home home)
{
    bool needed = doc_field_needed(field) & home;
    cli_manual_line(manual, ".It Ic %s", doc_field_name(field));
    manual->out->len--;
    add_names(manual, field);
    cli_manual_line(manual, ".Pq %s%s%s", cli_manual_word(manual, type_word(field)), needed ? ", " : "",
                    needed ? cli_manual_word(manual, CLI_MANUAL_NEEDED) : "");
    cli_manual_text(manual, manual->rules->words.guidance[field][manual->language]);
}

static void add_formats(struct cli_manual *manual)
{
    cli_manual_heading(manual, CLI_MANUAL_FORMATS);
    cli_manual_say(manual, CLI_MANUAL_ABOUT_FORMATS);
    cli_manual_line(manual, ".Bl -tag -width Ds");
    for (int format = DOC_FORMAT_AUTO + 1; format < DOC_FORMATS; format++) {
        cli_manual_line(manual, ".It Ic %s", doc_format_word((size_t)format - 1));
        for (size_t n = 0; doc_format_ending((enum doc_format)format, n); n++)
            cli_manual_line(manual, ".Pa %s", doc_format_ending((enum doc_format)format, n));
    }
    cli_manual_line(manual, ".El");
}

static void add_units(struct cli_manual *manual)
{
    cli_manual_heading(manual, CLI_MANUAL_UNITS);
#define AMOUNT_UNIT(word, yen) cli_manual_text(manual, text_view_of(word));
#include "doc/amount.def"
#undef AMOUNT_UNIT
}

static enum status add_template(struct cli_manual *manual, struct arena *arena)
{
    struct buf lines;
    struct text_diagnostics diagnostics;
    struct cli_template template = {.arena = arena,
                                    .rules = manual->rules,
                                    .language = manual->language == TEXT_EN ? "en" : "ja",
                                    .text_language = manual->language};
    text_diagnostics_init(&diagnostics, arena);
    struct doc_writing writing = {.arena = arena,
                                  .words = &manual->rules->words,
                                  .language = manual->language,
                                  .diagnostics = &diagnostics};
    buf_init(&lines);
    enum status status = cli_template_make(&template);
    if (status == STATUS_OK) status = doc_write_yaml(&writing, &template.set, &lines);
    if (status == STATUS_OK) status = buf_status(&lines);
    if (status == STATUS_OK) cli_manual_display(manual, (struct text_view){lines.bytes, lines.len});
    buf_clear(&lines);
    return status;
}

void cli_manual_submission(struct cli_manual *manual)
{
    struct arena *arena = arena_new();
    cli_manual_begin(manual, "juten-submission", 5, CLI_MANUAL_NAME_SUBMISSION);
    cli_manual_heading(manual, CLI_MANUAL_DESCRIPTION);
    cli_manual_say(manual, CLI_MANUAL_ABOUT_SUBMISSION);
    for (size_t h = 0; h < sizeof homes / sizeof *homes; h++) {
        cli_manual_heading(manual, homes[h].heading);
        cli_manual_line(manual, ".Bl -tag -width Ds");
        for (int field = 0; field < DOC_FIELD_COUNT; field++)
            if (doc_field_homes((enum doc_field)field) & homes[h].home)
                add_field(manual, (enum doc_field)field, homes[h].home);
        cli_manual_line(manual, ".El");
    }
    add_units(manual);
    add_formats(manual);
    cli_manual_heading(manual, CLI_MANUAL_EXAMPLES);
    cli_manual_say(manual, CLI_MANUAL_EMPTY_FIELDS);
    enum status status = arena ? add_template(manual, arena) : STATUS_NO_MEMORY;
    if (status != STATUS_OK) manual->out->status = status;
    arena_free(arena);
    cli_manual_heading(manual, CLI_MANUAL_SEE_ALSO);
    cli_manual_line(manual, ".Xr juten 1 ,\n.Xr juten-rules 5");
}
