#include "cli/manual.h"

#include "text/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define IDEOGRAPHIC_STOP 0x3002

static const char *const words[CLI_MANUAL_WORDS][TEXT_LANGUAGES] = {
#define MANUAL(code, ja, en) {[TEXT_JA] = ja, [TEXT_EN] = en},
#include "cli/manual.def"
#undef MANUAL
};

const char *cli_manual_word(const struct cli_manual *manual, enum cli_manual_word word)
{
    return words[word][manual->language];
}

void cli_manual_line(struct cli_manual *manual, const char *format, ...)
{
    char line[512];
    va_list arguments;
    va_start(arguments, format);
    int len = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    if (len < 0 || (size_t)len >= sizeof line) manual->out->status = STATUS_LIMIT;
    buf_add_string(manual->out, line);
    buf_add_char(manual->out, '\n');
}

/* Escaped: backslashes, and what would be a macro at the beginning of a line. */
static void add_escaped(struct buf *out, struct text_view line)
{
    if (line.len > 0 && (line.at[0] == '.' || line.at[0] == '\'')) buf_add_string(out, "\\&");
    for (size_t i = 0; i < line.len; i++) {
        if (line.at[i] == '\\') buf_add_string(out, "\\e");
        else buf_add_char(out, line.at[i]);
    }
    buf_add_char(out, '\n');
}

/* "…it. Next": a full stop before a blank and a capital. */
static bool ends_sentence(struct text_view text, size_t at, uint32_t point)
{
    return point == '.' && at + 2 < text.len && text.at[at + 1] == ' ' && text.at[at + 2] >= 'A' &&
           text.at[at + 2] <= 'Z';
}

void cli_manual_text(struct cli_manual *manual, struct text_view text)
{
    size_t begin = 0, at = 0, len;
    uint32_t point;
    for (; (len = text_utf8_decode(text_view_part(text, at, text.len), &point)) > 0; at += len) {
        bool stop = ends_sentence(text, at, point), ends = stop || point == IDEOGRAPHIC_STOP;
        if (!ends || at + len == text.len) continue;
        add_escaped(manual->out, text_view_part(text, begin, at + len));
        begin = at + len + (stop ? 1 : 0);
    }
    if (begin < text.len) add_escaped(manual->out, text_view_part(text, begin, text.len));
}

void cli_manual_say(struct cli_manual *manual, enum cli_manual_word word)
{
    cli_manual_text(manual, text_view_of(cli_manual_word(manual, word)));
}

void cli_manual_begin(struct cli_manual *manual, const char *page, int section, enum cli_manual_word about)
{
    char title[32] = "";
    for (size_t i = 0; page[i] && i + 1 < sizeof title; i++)
        title[i] = page[i] >= 'a' && page[i] <= 'z' ? (char)(page[i] - 'a' + 'A') : page[i];
    buf_add_string(manual->out, ".\\\" Made from the tables in src/ by src/cli/manual.c; do not edit.\n");
    cli_manual_line(manual, ".Dd %s", cli_manual_word(manual, CLI_MANUAL_DATE));
    cli_manual_line(manual, ".Dt %s %d", title, section);
    cli_manual_line(manual, ".Os\n.Sh NAME\n.Nm %s", page);
    cli_manual_line(manual, ".Nd %s", cli_manual_word(manual, about));
}

void cli_manual_heading(struct cli_manual *manual, enum cli_manual_word heading)
{
    cli_manual_line(manual, ".Sh %s", cli_manual_word(manual, heading));
}

void cli_manual_display(struct cli_manual *manual, struct text_view lines)
{
    cli_manual_line(manual, ".Bd -literal -offset indent");
    while (lines.len > 0) {
        struct text_view line = text_view_take_line(&lines);
        if (line.len > 0 && line.at[line.len - 1] == '\n') line.len--;
        if (line.len > 0) add_escaped(manual->out, line);
        else buf_add_string(manual->out, "\\&\n");
    }
    cli_manual_line(manual, ".Ed");
}
