/* juten(1), and which page is made where. */
#include "cli/manual.h"

#include "cli/command.h"

#include <string.h>

static const char *language_of(const struct cli_manual *manual)
{
    return manual->language == TEXT_EN ? "en" : "ja";
}

/* "[PATH...]" -> Op Ar PATH ...; "FILE" -> Ar FILE; "check" -> Cm check. */
static void add_usage(struct buf *out, const char *usage)
{
    while (*usage) {
        size_t len = strcspn(usage, " ");
        bool optional = *usage == '[';
        const char *word = usage + optional;
        size_t letters = strcspn(word, ".] ");
        bool operand = *word >= 'A' && *word <= 'Z';
        buf_add_string(out, optional ? " Op" : "");
        buf_add_string(out, operand ? " Ar " : " Cm ");
        buf_add(out, word, letters);
        if (word[letters] == '.') buf_add_string(out, " ...");
        usage += len + strspn(usage + len, " ");
    }
}

static void add_synopsis(struct cli_manual *manual)
{
    cli_manual_line(manual, ".Sh SYNOPSIS");
    for (size_t i = 0; cli_command_at(i); i++) {
        struct buf usage;
        buf_init(&usage);
        add_usage(&usage, cli_command_at(i)->usage);
        buf_add_char(&usage, '\0');
        if (buf_status(&usage) == STATUS_OK)
            cli_manual_line(manual, ".Nm\n.%s\n.Op Ar %s ...", usage.bytes + 1,
                            cli_manual_word(manual, CLI_MANUAL_OPTION));
        else manual->out->status = STATUS_NO_MEMORY;
        buf_clear(&usage);
    }
    cli_manual_line(manual, ".Nm\n.Fl Fl version");
}

static void add_commands(struct cli_manual *manual)
{
    cli_manual_heading(manual, CLI_MANUAL_COMMANDS);
    cli_manual_line(manual, ".Bl -tag -width Ds");
    for (size_t i = 0; cli_command_at(i); i++) {
        const struct cli_command *command = cli_command_at(i);
        buf_add_string(manual->out, ".It");
        add_usage(manual->out, command->usage);
        buf_add_char(manual->out, '\n');
        cli_manual_text(manual, text_view_of(cli_wording(language_of(manual), command->help)));
    }
    cli_manual_line(manual, ".El");
}

/* Which commands take the option, where not all do. */
static void add_commands_of(struct cli_manual *manual, enum cli_option option)
{
    unsigned commands = cli_option_commands(option), all = 0;
    for (size_t i = 0; cli_command_at(i); i++)
        all |= cli_command_at(i)->bit;
    if ((commands & all) == all) return;
    cli_manual_line(manual, ".br");
    buf_add_string(manual->out, cli_manual_word(manual, CLI_MANUAL_OF_COMMANDS));
    for (size_t i = 0, n = 0; cli_command_at(i); i++) {
        if (!(cli_command_at(i)->bit & commands)) continue;
        buf_add_string(manual->out, n++ > 0 ? ", " : " ");
        buf_add_string(manual->out, cli_command_at(i)->name);
    }
    buf_add_char(manual->out, '\n');
}

static void add_options(struct cli_manual *manual)
{
    cli_manual_heading(manual, CLI_MANUAL_OPTIONS);
    cli_manual_line(manual, ".Bl -tag -width Ds");
    for (int i = 0; i < CLI_OPTIONS; i++) {
        enum cli_option option = (enum cli_option)i;
        const char *argument = cli_option_argument(option), *name = cli_option_name(option) + 2;
        char letter = cli_option_letter(option);
        if (letter)
            cli_manual_line(manual, ".It Fl %c , Fl Fl %s%s%s", letter, name, *argument ? " Ar " : "", argument);
        else cli_manual_line(manual, ".It Fl Fl %s%s%s", name, *argument ? " Ar " : "", argument);
        cli_manual_text(manual, text_view_of(cli_option_words(option, language_of(manual))));
        add_commands_of(manual, option);
    }
    cli_manual_line(manual, ".El");
}

struct named_words {
    const char *name, *words[TEXT_LANGUAGES];
};

static const struct named_words variables[] = {
#define MANUAL_VARIABLE(name, ja, en) {name, {[TEXT_JA] = ja, [TEXT_EN] = en}},
#include "cli/manual.def"
#undef MANUAL_VARIABLE
};

static const struct named_words files[] = {
#define MANUAL_FILE(name, ja, en) {name, {[TEXT_JA] = ja, [TEXT_EN] = en}},
#include "cli/manual.def"
#undef MANUAL_FILE
};

static const struct named_words examples[] = {
#define MANUAL_EXAMPLE(name, ja, en) {name, {[TEXT_JA] = ja, [TEXT_EN] = en}},
#include "cli/manual.def"
#undef MANUAL_EXAMPLE
};

static void add_named(struct cli_manual *manual, const char *macro, const struct named_words *rows, size_t count)
{
    cli_manual_line(manual, ".Bl -tag -width Ds");
    for (size_t i = 0; i < count; i++) {
        cli_manual_line(manual, ".It %s %s", macro, rows[i].name);
        cli_manual_text(manual, text_view_of(rows[i].words[manual->language]));
    }
    cli_manual_line(manual, ".El");
}

static void add_environment(struct cli_manual *manual)
{
    char twin[CLI_TWIN_ROOM];
    cli_manual_heading(manual, CLI_MANUAL_ENVIRONMENT);
    cli_manual_say(manual, CLI_MANUAL_TWINS);
    cli_manual_line(manual, ".Bl -column -offset indent JUTEN_TOTAL_SUPPLEMENTARY");
    for (int i = 0; i < CLI_OPTIONS; i++) {
        if (i == CLI_OPTION_HELP) continue;
        cli_option_twin((enum cli_option)i, twin);
        cli_manual_line(manual, ".It Ev %s Ta Fl Fl %s", twin, cli_option_name((enum cli_option)i) + 2);
    }
    cli_manual_line(manual, ".El\n.Pp");
    cli_manual_say(manual, CLI_MANUAL_VARIABLES);
    add_named(manual, "Ev", variables, sizeof variables / sizeof *variables);
}

static void add_examples(struct cli_manual *manual)
{
    cli_manual_heading(manual, CLI_MANUAL_EXAMPLES);
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        if (i > 0) cli_manual_line(manual, ".Pp");
        cli_manual_text(manual, text_view_of(examples[i].words[manual->language]));
        cli_manual_line(manual, ".Dl $ %s", examples[i].name);
    }
}

void cli_manual_juten(struct cli_manual *manual)
{
    cli_manual_begin(manual, "juten", 1, CLI_MANUAL_NAME_JUTEN);
    add_synopsis(manual);
    cli_manual_heading(manual, CLI_MANUAL_DESCRIPTION);
    cli_manual_say(manual, CLI_MANUAL_ABOUT_JUTEN);
    add_commands(manual);
    add_options(manual);
    add_environment(manual);
    cli_manual_heading(manual, CLI_MANUAL_FILES);
    add_named(manual, "Pa", files, sizeof files / sizeof *files);
    cli_manual_heading(manual, CLI_MANUAL_EXIT);
    cli_manual_text(manual, text_view_of(cli_wording(language_of(manual), CLI_EXIT_HELP)));
    add_examples(manual);
    cli_manual_heading(manual, CLI_MANUAL_SEE_ALSO);
    cli_manual_line(manual, ".Xr juten-rules 5 ,\n.Xr juten-submission 5");
}

bool cli_manual_page(struct cli_manual *manual, const char *page)
{
    static const struct {
        const char *name;
        void (*make)(struct cli_manual *manual);
    } pages[] = {{"juten", cli_manual_juten},
                 {"juten-rules", cli_manual_rules},
                 {"juten-submission", cli_manual_submission}};
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        if (strcmp(pages[i].name, page) != 0) continue;
        pages[i].make(manual);
        return true;
    }
    return false;
}
