#include "cli/message.h"

#include "cli/reason.h"
#include "text/printable.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const char *const messages[CLI_MESSAGES][2] = {
#define MESSAGE(code, ja, en) {ja, en},
#include "cli/message.def"
#undef MESSAGE
};

static const char *first_set(const char *const *names)
{
    for (; *names; names++) {
        const char *value = getenv(*names);
        if (value && *value) return value;
    }
    return "";
}

const char *cli_language(const char *asked_for)
{
    static const char *const names[] = {"JUTEN_LANG", "LC_ALL", "LC_MESSAGES", "LANG", NULL};
    const char *locale = asked_for ? asked_for : first_set(names);
    return strncmp(locale, "en", 2) == 0 ? "en" : "ja";
}

const char *cli_language_among(int argc, char *const *argv)
{
    static const char option[] = "--lang";
    const char *asked = NULL;
    for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++) {
        bool is = strncmp(argv[i], option, sizeof option - 1) == 0;
        const char *behind = argv[i] + (is ? sizeof option - 1 : 0);
        if (is && *behind == '=') asked = behind + 1;
        else if (is && *behind == '\0' && i + 1 < argc) asked = argv[i + 1];
    }
    return cli_language(asked);
}

const char *cli_wording(const char *language, enum cli_message message)
{
    return messages[message][strcmp(language, "en") == 0];
}

static bool is_plain(const char *argument)
{
    while (*argument >= 0x20 && *argument < 0x7F)
        argument++;
    return *argument == '\0';
}

/* Arguments come from outside: nothing in them may command the terminal. False when memory is out. */
static bool put_argument(FILE *to, const char *argument)
{
    struct buf printable;
    if (!argument || is_plain(argument)) {
        fputs(argument ? argument : "", to);
        return true;
    }
    buf_init(&printable);
    text_print(&printable, text_view_of(argument));
    bool whole = buf_status(&printable) == STATUS_OK;
    if (whole) fwrite(printable.bytes, 1, printable.len, to);
    buf_clear(&printable);
    return whole;
}

void cli_say(FILE *to, const char *language, enum cli_message message, const char *a, const char *b)
{
    bool whole = true;
    for (const char *at = cli_wording(language, message); *at; at++) {
        bool filled = at[0] == '{' && (at[1] == '0' || at[1] == '1') && at[2] == '}';
        if (filled) {
            whole &= put_argument(to, at[1] == '0' ? a : b);
            at += 2;
        } else {
            putc(*at, to);
        }
    }
    putc('\n', to);
    if (!whole) cli_say(to, language, CLI_NO_MEMORY, NULL, NULL);
}

void cli_word(struct buf *out, const char *language, enum cli_message message, struct text_view argument)
{
    const char *wording = cli_wording(language, message), *hole = strstr(wording, "{0}");
    buf_add(out, wording, hole ? (size_t)(hole - wording) : strlen(wording));
    if (!hole) return;
    text_print(out, argument);
    buf_add_string(out, hole + 3);
}

void cli_note(struct buf *out, const char *language, enum cli_message message, const char *a, const char *b)
{
    for (const char *at = cli_wording(language, message); *at; at++) {
        bool filled = at[0] == '{' && (at[1] == '0' || at[1] == '1') && at[2] == '}';
        const char *argument = filled && at[1] == '0' ? a : b;
        if (!filled) buf_add_char(out, *at);
        else if (argument) text_print(out, text_view_of(argument));
        if (filled) at += 2;
    }
    buf_add_char(out, '\n');
}

void cli_say_numbers(const char *language, enum cli_message message, const size_t *numbers)
{
    for (const char *at = cli_wording(language, message); *at; at++) {
        if (at[0] == '{' && at[2] == '}') {
            printf("%zu", numbers[at[1] - '0']);
            at += 2;
        } else {
            putchar(*at);
        }
    }
    putchar('\n');
}

void cli_suggestion(const char *language, struct text_view nearest, char out_words[CLI_SUGGESTION_ROOM])
{
    const char *wording = cli_wording(language, CLI_DID_YOU_MEAN), *hole = strstr(wording, "{0}");
    snprintf(out_words, CLI_SUGGESTION_ROOM, "%.*s%.*s%s", (int)(hole - wording), wording, (int)nearest.len, nearest.at,
             hole + 3);
}

/* Why standard output could not be written. When that was found out on the way, errno has long been another's: the
 * stream is asked once more. */
static int output_error(void)
{
    errno = 0;
    bool written = fflush(stdout) == 0;
    if (written && !ferror(stdout)) return 0;
    if (written && putc('\n', stdout) != EOF) fflush(stdout);
    return errno ? errno : EIO;
}

bool cli_flush(const char *language)
{
    int error = output_error();
    if (error != 0 && error != EPIPE) /* nobody reads on (`| head`): they know */
        cli_say(stderr, language, CLI_WRITE, "stdout", cli_reason(language, error));
    return error == 0;
}

bool cli_print(const struct buf *text, const char *language)
{
    if (buf_status(text) != STATUS_OK) {
        cli_say(stderr, language, CLI_NO_MEMORY, NULL, NULL);
        return false;
    }
    fwrite(text->bytes ? text->bytes : "", 1, text->len, stdout);
    return cli_flush(language);
}
