/* The command line and its environment twins: the table options.txt; the list itself. */
#include "support/table.h"
#include "support/unit.h"

#include "base/alloc.h"
#include "base/buf.h"
#include "cli/choice.h"
#include "cli/message.h"
#include "cli/option.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

extern char **environ;

/* Standard error goes elsewhere while usage errors are provoked. */
static int silence(void)
{
    fflush(stderr);
    int saved = dup(STDERR_FILENO);
    assert_non_null(freopen("/dev/null", "w", stderr));
    return saved;
}

static void speak(int saved)
{
    fflush(stderr);
    dup2(saved, STDERR_FILENO);
    close(saved);
}

static size_t split(char *text, char **words, size_t most)
{
    size_t count = 0;
    if (strcmp(text, "-") == 0) text = text + 1;
    for (char *word = strtok(text, " "); word && count + 1 < most; word = strtok(NULL, " "))
        words[count++] = word;
    words[count] = NULL;
    return count;
}

static void add_list(struct buf *out, const char *const *list)
{
    for (size_t i = 0; list && list[i]; i++) {
        buf_add_string(out, i ? "," : "");
        buf_add_string(out, list[i]);
    }
}

static void describe(struct buf *out, const struct cli_arguments *arguments)
{
    for (int i = 0; i < CLI_OPTIONS; i++) {
        if (!cli_given(arguments, (enum cli_option)i)) continue;
        buf_add_string(out, out->len ? " " : "");
        buf_add_string(out, cli_option_name((enum cli_option)i) + 2);
        buf_add_char(out, '=');
        add_list(out, (const char *const *)arguments->values[i]);
    }
    for (size_t i = 0; i < arguments->path_count; i++) {
        buf_add_string(out, out->len ? " " : "");
        buf_add_string(out, arguments->paths[i]);
    }
    assert_null(arguments->paths[arguments->path_count]);
}

static void cli_option_follows_the_table(void **state)
{
    (void)state;
    struct table table;
    char **outer = environ;
    table_open(&table, "options.txt");
    for (size_t i = 0; i < table.count; i++) {
        const struct table_row *row = &table.rows[i];
        char *env[16], *argv[16];
        struct cli_arguments arguments;
        struct buf got;
        char dash[] = "-";
        bool only_dash = strcmp(row->fields[1].at, "-") == 0 && strcmp(row->fields[2].at, "-") == 0;
        split(row->fields[0].at, env, 16);
        size_t count = split(row->fields[1].at, argv, 16);
        if (only_dash) argv[count++] = dash;
        buf_init(&got);
        environ = env;
        int saved = silence();
        bool good = cli_arguments_parse(&arguments, CLI_CHECK, (int)count, argv);
        speak(saved);
        environ = outer;
        if (good) describe(&got, &arguments);
        else buf_add_string(&got, "usage");
        assert_int_equal(buf_status(&got), STATUS_OK);
        table_expect(row, strcmp(got.bytes ? got.bytes : "", row->fields[2].at) == 0, got.bytes ? got.bytes : "");
        buf_clear(&got);
        cli_arguments_clear(&arguments);
    }
    table_close(&table);
}

/* An option belongs to its commands; each name and letter is taken once. */
static void cli_option_list_is_sound(void **state)
{
    (void)state;
    char format[] = "--format", json[] = "json", pack[] = "--pack=x";
    char *argv[] = {format, json, NULL}, *other[] = {pack, NULL};
    struct cli_arguments arguments;
    int saved = silence();
    bool good = cli_arguments_parse(&arguments, CLI_LIST, 2, argv);
    speak(saved);
    assert_false(good);
    cli_arguments_clear(&arguments);
    assert_true(cli_arguments_parse(&arguments, CLI_LIST, 1, other));
    assert_string_equal(cli_value(&arguments, CLI_OPTION_PACK, "y"), "x");
    assert_string_equal(cli_value(&arguments, CLI_OPTION_OUTPUT, "y"), "y");
    cli_arguments_clear(&arguments);
    for (int i = 0; i < CLI_OPTIONS; i++)
        for (int j = 0; j < i; j++)
            assert_string_not_equal(cli_option_name((enum cli_option)i), cli_option_name((enum cli_option)j));
}

static const unsigned every_command[] = {CLI_CHECK,   CLI_SUGGEST, CLI_REPORT,   CLI_DIFF,
                                         CLI_CONVERT, CLI_INIT,    CLI_WAIVE_ADD};

/* The word stands there, and not as a part of a longer one. */
static bool says(const char *text, const char *word)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz-";
    size_t len = strlen(word);
    for (const char *at = text; (at = strstr(at, word)); at++)
        if ((at == text || !strchr(letters, at[-1])) && (!at[len] || !strchr(letters, at[len]))) return true;
    return false;
}

/* The words that the option takes in one command: help has each of them, in both languages. */
static size_t check_words(enum cli_option option, unsigned command)
{
    size_t n = 0;
    for (const char *word; (word = cli_choice(option, command, n)); n++) {
        if (says(cli_option_argument(option), word)) continue;
        if (!says(cli_option_words(option, "ja"), word) || !says(cli_option_words(option, "en"), word))
            fail_msg("%s: the help lacks %s", cli_option_name(option), word);
    }
    return n;
}

/* Every argument of an option is of a known kind. */
static void cli_option_help_has_the_words_that_are_taken(void **state)
{
    (void)state;
    size_t words = 0;
    for (int i = 0; i < CLI_OPTIONS; i++) {
        enum cli_option option = (enum cli_option)i;
        if (*cli_option_argument(option) && cli_value_kind(option) == CLI_KIND_NONE)
            fail_msg("choice.def does not say what %s %s is", cli_option_name(option), cli_option_argument(option));
        for (size_t c = 0; c < sizeof every_command / sizeof *every_command; c++)
            if (cli_option_commands(option) & every_command[c]) words += check_words(option, every_command[c]);
    }
    assert_true(words > 60);
    assert_int_equal(cli_operand_kind("explain ID"), CLI_KIND_MEANING);
    assert_int_equal(cli_operand_kind("check [PATH...]"), CLI_KIND_FILE);
    assert_int_equal(cli_operand_kind("rules list"), CLI_KIND_NONE);
    assert_null(cli_choice(CLI_OPTION_JOBS, CLI_ANY, 0));
}

/* --lang, JUTEN_LANG, LC_ALL, LC_MESSAGES, LANG; Japanese when unknown. */
static void cli_option_chooses_the_language(void **state)
{
    (void)state;
    static const struct {
        const char *env, *lang, *language;
    } rows[] = {
        {"-", NULL, "ja"},
        {"LANG=en_US.UTF-8", NULL, "en"},
        {"LANG=ja_JP.UTF-8", NULL, "ja"},
        {"LANG=C", NULL, "ja"},
        {"LANG=en_US LC_ALL=ja_JP", NULL, "ja"},
        {"LANG=ja_JP LC_MESSAGES=en_GB", NULL, "en"},
        {"LC_ALL=en_US JUTEN_LANG=ja", NULL, "ja"},
        {"LC_ALL=en_US", "ja", "ja"},
        {"LC_ALL=ja_JP", "en", "en"},
        {"LC_ALL= LANG=en_US", NULL, "en"},
    };
    char **outer = environ;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[80], option[] = "--lang", value[8], *env[16], *argv[] = {option, value, NULL};
        struct cli_arguments arguments;
        snprintf(text, sizeof text, "%s", rows[i].env);
        snprintf(value, sizeof value, "%s", rows[i].lang ? rows[i].lang : "");
        split(text, env, 16);
        environ = env;
        assert_true(cli_arguments_parse(&arguments, CLI_CHECK, rows[i].lang ? 2 : 0, argv));
        environ = outer;
        assert_string_equal(arguments.language, rows[i].language);
        cli_arguments_clear(&arguments);
    }
}

static void cli_option_survives_failing_memory(void **state)
{
    (void)state;
    char quiet[] = "-q", format[] = "-fjson", path[] = "x", *argv[] = {quiet, format, format, path, NULL};
    bool good = false;
    for (unsigned long n = 1; !good; n++) {
        struct cli_arguments arguments;
        long live = alloc_live();
        int saved = silence();
        alloc_fail_at(n, n % 2);
        good = cli_arguments_parse(&arguments, CLI_CHECK, 4, argv);
        alloc_fail_never();
        speak(saved);
        cli_arguments_clear(&arguments);
        assert_int_equal(alloc_live(), live);
        assert_true(n < 50);
    }
}

/* Arguments of messages come from outside. */
static void cli_option_messages_are_printable(void **state)
{
    (void)state;
    FILE *stream = tmpfile();
    char bytes[200];
    assert_non_null(stream);
    cli_say(stream, "en", CLI_UNKNOWN_COMMAND,
            "a\x1b[2J\xE2\x80\xAE"
            "b",
            " {1}{0}");
    cli_say(stream, "en", CLI_BAD_VALUE, NULL, NULL);
    cli_say(stream, "ja", CLI_NO_MEMORY, NULL, NULL);
    rewind(stream);
    size_t len = fread(bytes, 1, sizeof bytes - 1, stream);
    bytes[len] = '\0';
    fclose(stream);
    assert_string_equal(bytes,
                        "no such command: a<U+001B>[2J<U+202E>b {1}{0}\nbad value for : \nメモリーが足りません\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cli_option_follows_the_table),
        cmocka_unit_test(cli_option_list_is_sound),
        cmocka_unit_test(cli_option_help_has_the_words_that_are_taken),
        cmocka_unit_test(cli_option_chooses_the_language),
        cmocka_unit_test(cli_option_survives_failing_memory),
        cmocka_unit_test(cli_option_messages_are_printable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
