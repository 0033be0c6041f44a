/* An entry is a stretch of whole lines: from behind the entry before it (so that comments above it go with it) to the
 * end of its own last line.
 *
 *     waivers:
 *       # agreed on 31 August        <- goes with the entry below
 *       - fingerprint: …
 *         state: approved            <- its last line
 */
#include "review/waiver_write.h"

#include "doc/write_scalar.h"

#include <string.h>

#define HEAD   "format: juten-waivers/1\nwaivers:\n"
#define INDENT 2 /* of a new file's entries */

/* ---- one entry as YAML */

struct writing {
    struct buf *out;
    size_t indent; /* blanks before the entry's dash */
};

static void begin_member(const struct writing *to, const char *key)
{
    buf_add_repeat(to->out, ' ', to->indent + 2);
    buf_add_string(to->out, key);
    buf_add_string(to->out, ": ");
}

static void add_member(const struct writing *to, const char *key, struct text_view value)
{
    if (value.len == 0) return;
    begin_member(to, key);
    doc_write_scalar(to->out, value, false, to->indent + 4);
    buf_add_char(to->out, '\n');
}

static void add_entry(const struct writing *to, const struct review_waiver *waiver)
{
    buf_add_repeat(to->out, ' ', to->indent);
    buf_add_string(to->out, "- fingerprint: ");
    doc_write_scalar(to->out, waiver->fingerprint, false, to->indent + 4);
    buf_add_char(to->out, '\n');
    add_member(to, "text_sha256", waiver->text_sha256);
    add_member(to, "rule", waiver->rule);
    add_member(to, "ministry", waiver->ministry);
    if (waiver->year != 0) {
        begin_member(to, "fiscal_year");
        buf_add_int(to->out, waiver->year);
        buf_add_char(to->out, '\n');
    }
    add_member(to, "request", waiver->request);
    add_member(to, "area", waiver->area);
    if (waiver->over_set) {
        begin_member(to, "over_set");
        buf_add_string(to->out, "true\n");
    }
    add_member(to, "state", text_view_of(review_waiver_state_name(waiver->state)));
    add_member(to, "reason", waiver->reason);
    add_member(to, "by", waiver->by);
    add_member(to, "date", waiver->date);
    add_member(to, "until", waiver->until);
}

/* ---- the lines of an entry */

/* Bytes of the file. */
struct stretch {
    uint32_t begin, end;
};

/* Where the line ends that holds the last byte of the span. */
static uint32_t end_of_lines(struct text_span span)
{
    uint32_t last = span.end > span.begin ? span.end - 1 : span.end;
    struct text_view bytes = text_source_bytes(span.source);
    while (last > span.begin && memchr(" \t\r\n", bytes.at[last], 4)) /* YAML ends a mapping where the next begins */
        last--;
    return text_source_line_begin(span.source, text_source_line_of(span.source, last) + 1);
}

/* Whether nothing but "- " stands before the entry in its line, and it is no flow mapping, whose brace may end in any
 * line. */
static bool begins_line(struct text_span span)
{
    if (text_source_bytes(span.source).at[span.begin] == '{') return false;
    uint32_t line = text_source_line_begin(span.source, text_source_line_of(span.source, span.begin));
    struct text_view before = text_view_part(text_source_bytes(span.source), line, span.begin);
    return text_view_equal(text_view_trim(before), text_view_of("-"));
}

/* The head of the file up to the first entry's comments: its line with `waivers`. */
static uint32_t end_of_head(const struct text_source *source, const struct review_waivers *kept)
{
    uint32_t line = text_source_line_of(source, kept->items[0].span.begin);
    while (line > 1) {
        struct text_view above = text_view_trim(text_source_line(source, line - 1));
        if (above.len > 0 && above.at[0] != '#') break;
        line--;
    }
    return text_source_line_begin(source, line);
}

static bool is_writable(const struct review_waivers *kept)
{
    for (size_t i = 0; i < kept->count; i++)
        if (!begins_line(kept->items[i].span)) return false;
    return true;
}

/* ---- the file */

static void add_bytes(struct buf *out, const struct text_source *source, struct stretch stretch)
{
    buf_add(out, text_source_bytes(source).at + stretch.begin, stretch.end - stretch.begin);
}

static size_t indent_of(const struct text_source *source, const struct review_waivers *kept)
{
    uint32_t line = text_source_line_of(source, kept->items[0].span.begin);
    struct text_view text = text_source_line(source, line);
    size_t blanks = 0;
    while (blanks < text.len && text.at[blanks] == ' ')
        blanks++;
    return blanks;
}

static void end_line(struct buf *out)
{
    if (out->len > 0 && out->bytes[out->len - 1] != '\n') buf_add_char(out, '\n');
}

/* The comments above an entry, with what stands instead of it. */
static void add_changed(const struct writing *to, const struct text_source *source, uint32_t at,
                        const struct review_waiver *held, const struct review_waiver *instead)
{
    uint32_t own = text_source_line_begin(source, text_source_line_of(source, held->span.begin));
    add_bytes(to->out, source, (struct stretch){at, own});
    add_entry(to, instead);
}

/* The head, and the entries that stay; returns where the rest of the file begins. */
static uint32_t add_kept(const struct writing *to, const struct text_source *source,
                         const struct review_waiver_changes *changes)
{
    const struct review_waivers *kept = changes->kept;
    uint32_t at = end_of_head(source, kept);
    add_bytes(to->out, source, (struct stretch){0, at});
    for (size_t i = 0; i < kept->count; i++) {
        const struct review_waiver_fate *fate = &changes->fates[i];
        uint32_t end = end_of_lines(kept->items[i].span);
        if (fate->instead) add_changed(to, source, at, &kept->items[i], fate->instead);
        else if (!fate->removed) add_bytes(to->out, source, (struct stretch){at, end});
        at = end;
    }
    end_line(to->out);
    return at;
}

/* A file without entries has a list in some form or none: only its comments are kept. */
static void add_new_head(struct buf *out, const struct text_source *source)
{
    for (uint32_t line = 1; source && line <= text_source_line_count(source); line++) {
        struct text_view text = text_source_line(source, line);
        if (!text_view_starts(text_view_trim(text), text_view_of("#"))) continue;
        buf_add(out, text.at, text.len);
        buf_add_char(out, '\n');
    }
    buf_add_string(out, HEAD);
}

enum status review_waivers_change(struct buf *out, const struct text_source *source,
                                  const struct review_waiver_changes *changes, struct text_diagnostics *diagnostics)
{
    const struct text_view none = {"", 0};
    bool any = source && changes->kept->count > 0;
    uint32_t rest = 0;
    if (any && !is_writable(changes->kept)) {
        text_diagnostics_add(diagnostics, DIAGNOSTIC_WAIVERS_SHAPE, NULL, changes->kept->items[0].span, none, none,
                             none);
        return diagnostics->status == STATUS_OK ? STATUS_INVALID : STATUS_NO_MEMORY;
    }
    const struct writing to = {out, any ? indent_of(source, changes->kept) : INDENT};
    if (any) rest = add_kept(&to, source, changes);
    else add_new_head(out, source);
    for (size_t i = 0; i < changes->added_count; i++)
        add_entry(&to, &changes->added[i]);
    if (any) add_bytes(out, source, (struct stretch){rest, (uint32_t)text_source_bytes(source).len});
    return buf_status(out);
}
