#include "report/html_write.h"

#include "text/printable.h"
#include "text/utf8.h"

/* What a byte of ASCII becomes; NULL: itself. */
static const char *const escapes[256] = {
    ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;"};

#define BLOCK 32

/* Whether nothing in a block is escaped: compared all at once, which compilers turn into a few instructions. */
static bool is_plain_block(const char *at)
{
    unsigned char special = 0;
    for (size_t i = 0; i < BLOCK; i++)
        special |= (at[i] == '&') | (at[i] == '<') | (at[i] == '>') | (at[i] == '"') | (at[i] == '\'');
    return special == 0;
}

/* Index of the first byte from `from` on that is escaped; the length of the text when none is. */
static size_t escaped_from(struct text_view text, size_t from)
{
    for (size_t end; from < text.len; from = end) {
        end = text.len - from < BLOCK ? text.len : from + BLOCK;
        if (end - from == BLOCK && is_plain_block(text.at + from)) continue;
        for (; from < end; from++)
            if (escapes[(unsigned char)text.at[from]]) return from;
    }
    return text.len;
}

static void add_escaped(struct buf *out, struct text_view text)
{
    size_t from = 0;
    for (size_t at; (at = escaped_from(text, from)) < text.len; from = at + 1) {
        buf_add(out, text.at + from, at - from);
        buf_add_string(out, escapes[(unsigned char)text.at[at]]);
    }
    buf_add(out, text.at + from, text.len - from);
}

void report_html_value(struct buf *out, struct text_view text)
{
    struct buf printed;
    if (text_plain_len(text) == text.len) {
        add_escaped(out, text);
        return;
    }
    buf_init(&printed);
    text_print(&printed, text);
    add_escaped(out, (struct text_view){printed.bytes ? printed.bytes : "", printed.len});
    if (buf_status(&printed) != STATUS_OK) out->status = STATUS_NO_MEMORY;
    buf_clear(&printed);
}

/* Bytes at `at` that stand for themselves: a run of them, or one character; or 0. */
static size_t plain_len(struct text_view text, size_t at)
{
    uint32_t point;
    size_t len = text_plain_len(text_view_part(text, at, text.len));
    if (len > 0) return len;
    len = text_utf8_decode(text_view_part(text, at, text.len), &point);
    if (len == 1) return point == '\n';
    return len > 0 && !text_is_spelt(text, at) ? len : 0;
}

/* The character at the start of the text, which does not stand for itself; bytes taken. */
static size_t add_odd(struct buf *out, struct text_view text)
{
    uint32_t point;
    size_t len = text_utf8_decode(text, &point);
    if (text.at[0] == '\r') {
        buf_add_char(out, '\n');
        return text_view_starts(text, text_view_of("\r\n")) ? 2 : 1;
    }
    if (text.at[0] == '\t') {
        buf_add_char(out, '\t');
        return 1;
    }
    buf_add_string(out, "<i class=\"odd\">");
    report_html_value(out, text_view_part(text, 0, len > 0 ? len : 1));
    buf_add_string(out, "</i>");
    return len > 0 ? len : 1;
}

void report_html_text(struct buf *out, struct text_view text)
{
    size_t from = 0;
    for (size_t at = 0; at < text.len;) {
        struct text_view rest = text_view_part(text, at, text.len);
        size_t len = plain_len(text, at);
        if (len > 0) {
            at += len;
            continue;
        }
        add_escaped(out, text_view_part(text, from, at));
        at += add_odd(out, rest);
        from = at;
    }
    add_escaped(out, text_view_part(text, from, text.len));
}

void report_html_element(struct buf *out, const char *name, const char *class_name, struct text_view text)
{
    buf_add_char(out, '<');
    buf_add_string(out, name);
    if (class_name) {
        buf_add_string(out, " class=\"");
        buf_add_string(out, class_name);
        buf_add_char(out, '"');
    }
    buf_add_char(out, '>');
    report_html_text(out, text);
    buf_add_string(out, "</");
    buf_add_string(out, name);
    buf_add_char(out, '>');
}

void report_html_number(struct buf *out, const char *name, int64_t number)
{
    buf_add_char(out, ' ');
    buf_add_string(out, name);
    buf_add_string(out, "=\"");
    buf_add_int(out, number);
    buf_add_char(out, '"');
}
