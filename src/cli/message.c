#include "cli/message.h"

#include "text/printable.h"

#include <stdbool.h>
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
        if (value && *value)
            return value;
    }
    return "";
}

const char *cli_language(const char *asked_for)
{
    static const char *const names[] = {"JUTEN_LANG", "LC_ALL", "LC_MESSAGES", "LANG", NULL};
    const char *locale = asked_for ? asked_for : first_set(names);
    return strncmp(locale, "en", 2) == 0 ? "en" : "ja";
}

const char *cli_wording(const char *language, enum cli_message message)
{
    return messages[message][strcmp(language, "en") == 0];
}

/* Arguments come from outside: nothing in them may command the terminal. */
static void put_argument(FILE *to, const char *argument)
{
    struct buf printable;
    buf_init(&printable);
    text_print(&printable, text_view_of(argument ? argument : ""));
    if (buf_status(&printable) == STATUS_OK && printable.len > 0)
        fwrite(printable.bytes, 1, printable.len, to);
    buf_clear(&printable);
}

void cli_say(FILE *to, const char *language, enum cli_message message, const char *a, const char *b)
{
    for (const char *at = cli_wording(language, message); *at; at++) {
        bool filled = at[0] == '{' && (at[1] == '0' || at[1] == '1') && at[2] == '}';
        if (filled) {
            put_argument(to, at[1] == '0' ? a : b);
            at += 2;
        } else {
            putc(*at, to);
        }
    }
    putc('\n', to);
}
