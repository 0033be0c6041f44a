/* Lines are joined into blocks, and blocks are cut at sentence marks. What ends a block is a hard line break:
 *
 *     1  (heading in brackets)       hard after: a heading
 *     2  o first item, which is        soft: nothing ends here
 *     3  wrapped here                  hard after: the next line begins with a bullet
 *     4  o second item. And more.      one block, two sentences
 *
 * A mark inside brackets ends nothing, but only when the bracket is closed before the block ends; so ends are kept with
 * the bracket depth at which they stand, and thrown away when a bracket that was open at them is closed. */
#include "text/sentence.h"

#include "text/character.h"
#include "text/decode.h"
#include "text/mark.h"
#include "text/utf8.h"

#include <string.h>

#define DEPTH          16 /* brackets that may be open at once; deeper ones are taken for text */
#define HEADING_LENGTH 40 /* code points; a longer numbered line is an item */
#define LIST_LENGTH    24 /* a heading this short may have commas in it */

struct line {
    uint32_t begin; /* trimmed; begin == end for a blank line */
    uint32_t end;
    uint32_t next;   /* where the next line begins */
    uint32_t length; /* code points */
};

struct ending {
    uint32_t at;
    uint32_t depth;
};

struct cutter {
    struct arena *arena;
    struct text_view text;
    enum text_sentence_mode mode;
    uint32_t longest; /* code points of the longest line; 0: not asked for yet */
    struct text_range *sentences;
    size_t sentence_count, sentence_capacity;
    struct ending *endings; /* of the block */
    size_t ending_count, ending_capacity;
    uint32_t closing[DEPTH]; /* brackets awaited in the block */
    uint32_t depth;
    uint32_t block_begin;
    enum status status;
};

static bool is_space(uint32_t point)
{
    return text_is_blank(point) || text_is_invisible(point) || point == '\n' || point == '\r';
}

static uint32_t skip_space(struct text_view text, uint32_t begin, uint32_t end)
{
    size_t len = 0;
    while (begin < end && is_space(text_decode(text.at + begin, &len))) {
        begin += (uint32_t)len;
    }
    return begin;
}

static uint32_t skip_space_back(struct text_view text, uint32_t begin, uint32_t end)
{
    size_t len = 0;
    while (end > begin) {
        uint32_t before = (uint32_t)text_decode_before(text.at, end);
        if (!is_space(text_decode(text.at + before, &len))) break;
        end = before;
    }
    return end;
}

static uint32_t line_end(struct text_view text, uint32_t begin)
{
    const char *from = text.at + begin, *feed = memchr(from, '\n', text.len - begin);
    const char *end = feed ? feed : text.at + text.len, *carriage = memchr(from, '\r', (size_t)(end - from));
    return (uint32_t)((carriage ? carriage : end) - text.at);
}

static struct line line_at(struct text_view text, uint32_t begin)
{
    const uint32_t end = line_end(text, begin);
    struct line line = {.next = end < text.len ? end + 1 : end};
    if (end + 1 < text.len && text.at[end] == '\r' && text.at[end + 1] == '\n') line.next++;
    line.begin = skip_space(text, begin, end);
    line.end = skip_space_back(text, line.begin, end);
    line.length = (uint32_t)text_utf8_count(text_view_part(text, line.begin, line.end));
    return line;
}

static uint32_t longest_line(struct text_view text)
{
    uint32_t longest = 0;
    for (uint32_t at = 0; at < text.len;) {
        struct line line = line_at(text, at);
        longest = line.length > longest ? line.length : longest;
        at = line.next;
    }
    return longest;
}

static struct text_view view_of(const struct cutter *cutter, const struct line *line)
{
    return text_view_part(cutter->text, line->begin, line->end);
}

static uint32_t last_point(const struct cutter *cutter, const struct line *line)
{
    size_t len = 0;
    return text_decode(cutter->text.at + text_decode_before(cutter->text.at, line->end), &len);
}

/* A sentence mark, or brackets closed right after one. */
static bool ends_sentence(const struct cutter *cutter, const struct line *line)
{
    uint32_t end = line->end;
    while (end > line->begin) {
        size_t len = 0;
        end = (uint32_t)text_decode_before(cutter->text.at, end);
        uint32_t point = text_decode(cutter->text.at + end, &len);
        if (text_is_sentence_end(point)) return true;
        if (!text_mark_is_closing(point)) return false;
    }
    return false;
}

/* Shorter than two thirds of the longest line; but nobody ends a sentence with a comma. */
static bool is_short(struct cutter *cutter, const struct line *line)
{
    if (cutter->longest == 0) cutter->longest = longest_line(cutter->text);
    return (uint64_t)line->length * 3 < (uint64_t)cutter->longest * 2 && !text_is_comma(last_point(cutter, line));
}

/* A numbered line that is no sentence: where blank lines are soft, it must not run into the text that it heads. */
static bool is_heading(const struct cutter *cutter, const struct line *line)
{
    struct text_view view = view_of(cutter, line);
    if (line->length > HEADING_LENGTH || !(text_mark_begins(view, false) || text_mark_is_section(view))) return false;
    size_t len = 0;
    for (size_t at = 0; at < view.len; at += len) {
        uint32_t point = text_decode(view.at + at, &len);
        if (text_is_sentence_end(point)) return false;
        if (text_is_comma(point) && line->length > LIST_LENGTH) return false;
    }
    return true;
}

/* Whether something new begins with `line`; `before` is the last line that was not blank. */
static bool is_hard_break(struct cutter *cutter, const struct line *before, const struct line *line, bool blank)
{
    if (blank && cutter->mode == TEXT_SENTENCE_TYPED) return true;
    struct text_view view = view_of(cutter, line);
    if (text_mark_begins(view, cutter->depth > 0) || text_mark_is_title(view) ||
        text_mark_is_title(view_of(cutter, before)))
        return true;
    if (!blank) return is_short(cutter, before);
    return ends_sentence(cutter, before) || text_mark_ends_article(view_of(cutter, before)) ||
           is_heading(cutter, before) || text_mark_is_section(view);
}

static void add_sentence(struct cutter *cutter, uint32_t begin, uint32_t end)
{
    begin = skip_space(cutter->text, begin, end);
    end = skip_space_back(cutter->text, begin, end);
    if (begin == end || cutter->status != STATUS_OK) return;
    struct text_range *grown =
        arena_grow(cutter->arena, cutter->sentences, cutter->sentence_count, &cutter->sentence_capacity, sizeof *grown);
    if (!grown) {
        cutter->status = STATUS_NO_MEMORY;
        return;
    }
    cutter->sentences = grown;
    grown[cutter->sentence_count++] = (struct text_range){begin, end};
}

static void add_ending(struct cutter *cutter, uint32_t at)
{
    struct ending *grown =
        arena_grow(cutter->arena, cutter->endings, cutter->ending_count, &cutter->ending_capacity, sizeof *grown);
    if (!grown) {
        cutter->status = STATUS_NO_MEMORY;
        return;
    }
    cutter->endings = grown;
    grown[cutter->ending_count++] = (struct ending){at, cutter->depth};
}

/* Moves an ending that stands right before [begin, end) at this depth behind it; false when there is none. */
static bool move_ending(struct cutter *cutter, uint32_t begin, uint32_t end)
{
    struct ending *last = cutter->ending_count > 0 ? &cutter->endings[cutter->ending_count - 1] : NULL;
    if (!last || last->at != begin || last->depth != cutter->depth) return false;
    last->at = end;
    return true;
}

static void close_bracket(struct cutter *cutter, uint32_t point, uint32_t begin, uint32_t end)
{
    uint32_t depth = cutter->depth;
    while (depth > 0 && cutter->closing[depth - 1] != point) {
        depth--;
    }
    if (depth == 0) { /* closes nothing: a part of what stands before it */
        move_ending(cutter, begin, end);
        return;
    }
    cutter->depth = depth - 1;
    while (cutter->ending_count > 0 && cutter->endings[cutter->ending_count - 1].depth > cutter->depth) {
        cutter->ending_count--;
    }
}

/* A question mark in a web address ends no sentence. */
static bool is_ending_at(struct text_view text, uint32_t point, uint32_t after)
{
    if (!text_is_sentence_end(point)) return false;
    return point >= 0x80 || after >= text.len || text.at[after] <= ' ' || (unsigned char)text.at[after] >= 0x80;
}

/* Kana and ideographs, most of what there is, are neither brackets nor marks. */
static bool is_letter(uint32_t point)
{
    return point >= 0x3041 && point <= 0x9FFF;
}

static void scan_point(struct cutter *cutter, uint32_t point, uint32_t begin, uint32_t end)
{
    uint32_t closing = text_mark_closing(point);
    if (closing != 0 && cutter->depth < DEPTH) cutter->closing[cutter->depth++] = closing;
    else if (text_mark_is_closing(point)) close_bracket(cutter, point, begin, end);
    else if (is_ending_at(cutter->text, point, end) && !move_ending(cutter, begin, end)) add_ending(cutter, end);
}

static void scan_line(struct cutter *cutter, const struct line *line)
{
    size_t len = 0;
    for (uint32_t at = line->begin; at < line->end && cutter->status == STATUS_OK; at += (uint32_t)len) {
        uint32_t point = text_decode(cutter->text.at + at, &len);
        if (!is_letter(point)) scan_point(cutter, point, at, at + (uint32_t)len);
    }
}

static void end_block(struct cutter *cutter, uint32_t end)
{
    uint32_t begin = cutter->block_begin;
    for (size_t i = 0; i < cutter->ending_count; i++) {
        add_sentence(cutter, begin, cutter->endings[i].at);
        begin = cutter->endings[i].at;
    }
    add_sentence(cutter, begin, end);
    cutter->ending_count = 0;
    cutter->depth = 0;
}

enum status text_sentences(struct arena *arena, struct text_view text, enum text_sentence_mode mode,
                           struct text_ranges *out_sentences)
{
    struct cutter cutter = {.arena = arena, .text = text, .mode = mode};
    struct line before = {0};
    bool blank = false, is_first = true;
    for (uint32_t at = 0; at < text.len && cutter.status == STATUS_OK;) {
        struct line line = line_at(text, at);
        at = line.next;
        if (line.length == 0) {
            blank = true;
            continue;
        }
        if (!is_first && is_hard_break(&cutter, &before, &line, blank)) {
            end_block(&cutter, before.end);
            cutter.block_begin = line.begin;
        }
        scan_line(&cutter, &line);
        before = line;
        blank = is_first = false;
    }
    end_block(&cutter, before.end);
    if (cutter.status == STATUS_OK) *out_sentences = (struct text_ranges){cutter.sentences, cutter.sentence_count};
    return cutter.status;
}

enum status text_phrase_ends(struct arena *arena, const struct text_term_hits *found, uint32_t **out_ends,
                             size_t *out_count)
{
    uint32_t *ends = arena_alloc(arena, (found->count + 1) * sizeof *ends);
    size_t count = 0;
    if (!ends) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < found->count; i++) {
        if (count == 0 || found->items[i].begin >= ends[count - 1]) ends[count++] = found->items[i].end;
    }
    *out_ends = ends;
    *out_count = count;
    return STATUS_OK;
}

struct text_range text_phrase_at(struct text_range sentence, const uint32_t *ends, size_t end_count, uint32_t at)
{
    size_t low = 0, high = end_count;
    while (low < high) { /* the first end beyond `at` */
        size_t middle = low + (high - low) / 2;
        if (ends[middle] <= at) low = middle + 1;
        else high = middle;
    }
    struct text_range phrase = sentence;
    if (low > 0 && ends[low - 1] > phrase.begin) phrase.begin = ends[low - 1];
    if (low < end_count && ends[low] < phrase.end) phrase.end = ends[low];
    return phrase;
}
