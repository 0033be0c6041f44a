#include "report/escape.h"

#include "text/character.h"
#include "text/printable.h"
#include "text/utf8.h"

#include <string.h>

/* A character of a text, and where it stands there. */
struct letter {
    struct text_view bytes;
    size_t at;
    uint32_t point;
    bool sound; /* it is UTF-8 */
};

/* The character at *at, which moves on; false at the end. */
static bool next(struct text_view text, size_t *at, struct letter *out)
{
    if (*at == text.len) return false;
    *out = (struct letter){.at = *at};
    size_t len = text_utf8_decode(text_view_part(text, *at, text.len), &out->point);
    out->sound = len > 0;
    if (!out->sound) len = 1;
    if (!out->sound) out->point = 0xFFFD;
    out->bytes = text_view_part(text, *at, *at + len);
    *at += len;
    return true;
}

/* As on a terminal, with the brackets of what is spelt out as entities. */
static void print(struct buf *out, struct text_view bytes)
{
    struct buf words;
    buf_init(&words);
    text_print(&words, bytes);
    for (size_t i = 0; i < words.len; i++) {
        if (words.bytes[i] == '<') buf_add_string(out, "&lt;");
        else if (words.bytes[i] == '>') buf_add_string(out, "&gt;");
        else buf_add_char(out, words.bytes[i]);
    }
    if (buf_status(&words) != STATUS_OK && out->status == STATUS_OK) out->status = STATUS_NO_MEMORY;
    buf_clear(&words);
}

static void reference(struct buf *out, uint32_t point)
{
    buf_add_string(out, "&#x");
    buf_add_hex(out, point);
    buf_add_char(out, ';');
}

const char *report_entity(uint32_t point)
{
    switch (point) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    default:
        return NULL;
    }
}

/* ---- Markdown */

static bool are_digits(struct text_view text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] < '0' || text.at[i] > '9') return false;
    return true;
}

/* Whether the character would be a mark where it stands: anywhere; at the beginning, of a list or a line under a
 * heading; before "//" and behind "www", of an address. */
static bool is_mark(struct text_view text, struct letter letter)
{
    if (letter.point >= 0x7F || letter.point <= ' ') return false;
    char c = (char)letter.point;
    struct text_view before = text_view_part(text, 0, letter.at), after = text_view_part(text, letter.at, text.len);
    if (strchr("\\`*_[]#|~$", c)) return true;
    if (strchr("-+=", c)) return before.len == 0;
    if (c == ':') return text_view_starts(after, text_view_of("://"));
    bool address = before.len >= 3 && (before.at[before.len - 1] | 0x20) == 'w';
    return (c == '.' && address) || ((c == '.' || c == ')') && are_digits(before));
}

void report_markdown(struct buf *out, struct text_view text)
{
    struct letter letter;
    for (size_t at = 0; next(text, &at, &letter);) {
        const char *entity = letter.point == '"' ? NULL : report_entity(letter.point);
        if (entity) {
            buf_add_string(out, entity);
        } else if (letter.point == '\n' || letter.point == '\r') {
            if (letter.point == '\r' && at < text.len && text.at[at] == '\n') at++;
            buf_add_string(out, "<br>");
        } else if (letter.sound && text_is_invisible(letter.point) && !text_is_bidi_control(letter.point)) {
            reference(out, letter.point);
        } else {
            if (is_mark(text, letter)) buf_add_char(out, '\\');
            print(out, letter.bytes);
        }
    }
}

/* ---- XML */

/* XML 1.0, 2.2: what a document may hold at all. */
static bool xml_has(uint32_t point)
{
    return point == '\t' || point == '\n' || point == '\r' || (point >= ' ' && point != 0xFFFE && point != 0xFFFF);
}

/* Two code points that nothing shows and XML may not hold; text_print has no need to spell them. */
static void spell(struct buf *out, uint32_t point)
{
    buf_add_string(out, point == 0xFFFE ? "&lt;U+FFFE&gt;" : "&lt;U+FFFF&gt;");
}

void report_xml(struct buf *out, struct text_view text)
{
    struct letter letter;
    for (size_t at = 0; next(text, &at, &letter);) {
        const char *entity = report_entity(letter.point);
        bool unseen =
            text_is_control(letter.point) || text_is_bidi_control(letter.point) || text_is_invisible(letter.point);
        if (entity) buf_add_string(out, entity);
        else if (!letter.sound || (!xml_has(letter.point) && letter.point < ' ')) print(out, letter.bytes);
        else if (!xml_has(letter.point)) spell(out, letter.point);
        else if (unseen) reference(out, letter.point);
        else buf_add(out, letter.bytes.at, letter.bytes.len);
    }
}

/* ---- workflow commands */

static const char *per_cent_of(uint32_t point, enum report_command where)
{
    switch (point) {
    case '%':
        return "%25";
    case '\r':
        return "%0D";
    case '\n':
        return "%0A";
    case ':':
        return where == REPORT_COMMAND_PROPERTY ? "%3A" : NULL;
    case ',':
        return where == REPORT_COMMAND_PROPERTY ? "%2C" : NULL;
    default:
        return NULL;
    }
}

void report_command(struct buf *out, struct text_view text, enum report_command where)
{
    struct letter letter;
    for (size_t at = 0; next(text, &at, &letter);) {
        const char *escaped = per_cent_of(letter.point, where);
        if (escaped) buf_add_string(out, escaped);
        else text_print(out, letter.bytes);
    }
}
