/* Line n of one text stands against line n of the other: lines are changed, never added or removed. Changed lines with
 * at most six equal ones between them share a hunk. */
#include "report/line_diff.h"

#define AROUND 3

struct pair { /* the same line in both texts, with its LF */
    struct text_view before, after;
};

struct reader {
    struct text_view before, after;
    size_t line; /* of the pair read last, from 1 */
};

static bool next(struct reader *reader, struct pair *out_pair)
{
    if (reader->before.len == 0 && reader->after.len == 0) return false;
    *out_pair = (struct pair){text_view_take_line(&reader->before), text_view_take_line(&reader->after)};
    reader->line++;
    return true;
}

static bool differs(const struct pair *pair)
{
    return !text_view_equal(pair->before, pair->after);
}

static void add_line(struct buf *out, char mark, struct text_view line)
{
    buf_add_char(out, mark);
    buf_add(out, line.at, line.len);
    if (line.len == 0 || line.at[line.len - 1] != '\n') buf_add_string(out, "\n\\ No newline at end of file\n");
}

/* Lines [first, last] from `start`, which stands before line `first`. Runs of changed lines go out together. */
static void add_hunk(struct buf *out, struct reader start, size_t count)
{
    struct pair pair = {{0}, {0}};
    struct reader from = start;
    for (int side = 0; side < 2; side++) {
        buf_add_string(out, side == 0 ? "@@ -" : " +");
        buf_add_int(out, (int64_t)start.line + 1);
        buf_add_char(out, ',');
        buf_add_int(out, (int64_t)count);
    }
    buf_add_string(out, " @@\n");
    for (size_t i = 0; i < count;) {
        struct reader run = from;
        size_t changed = 0;
        while (i + changed < count && next(&run, &pair) && differs(&pair))
            changed++;
        struct reader added = from;
        for (size_t k = 0; k < changed && next(&from, &pair); k++)
            add_line(out, '-', pair.before);
        for (size_t k = 0; k < changed && next(&added, &pair); k++)
            add_line(out, '+', pair.after);
        i += changed;
        if (changed == 0 && next(&from, &pair)) {
            add_line(out, ' ', pair.before);
            i++;
        }
    }
}

static void add_header(struct buf *out, const char *path)
{
    while (strncmp(path, "./", 2) == 0)
        path += 2;
    for (int side = 0; side < 2; side++) {
        buf_add_string(out, side == 0 ? "--- a" : "+++ b");
        if (*path != '/') buf_add_char(out, '/');
        buf_add_string(out, path);
        buf_add_char(out, '\n');
    }
}

size_t report_line_diff(struct buf *out, const char *path, struct text_view before, struct text_view after)
{
    struct reader reader = {before, after, 0};
    struct reader recent[AROUND] = {reader, reader, reader}; /* where the last lines begin, for the start of a hunk */
    struct reader start = reader;
    struct pair pair;
    size_t changed = 0, last = 0; /* the line of the hunk's last change; 0: no hunk is open */
    for (struct reader here = reader; next(&reader, &pair); here = reader) {
        if (last > 0 && here.line > last + (size_t)2 * AROUND) {
            add_hunk(out, start, last + AROUND - start.line);
            last = 0;
        }
        if (differs(&pair)) {
            if (changed++ == 0) add_header(out, path);
            if (last == 0) start = here.line < AROUND ? recent[0] : recent[here.line % AROUND];
            last = reader.line;
        }
        recent[here.line % AROUND] = here;
    }
    size_t end = last + AROUND < reader.line ? last + AROUND : reader.line;
    if (last > 0) add_hunk(out, start, end - start.line);
    return changed;
}
