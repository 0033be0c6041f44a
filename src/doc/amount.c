/* doc/amount - an amount as a row of parts, taken one by one from left to right:
 *
 *     [markers] core [の][markers] [（marker, or the previous year's core with its markers）]
 *
 * A core that is a word may stand in brackets itself. The core is a figure (amount_figure.c), a none-dash, or a word
 * that says by itself what the amount is (none, asked for without a figure …). Marker words are the pack's, folded; the
 * text is folded only when a word may stand in it, and a word found there is led back to its source bytes. Whatever
 * fits nowhere is the part that the error shows.
 *
 *     約1.5億円（１．２億円）    about · 150,000,000 step 10,000,000 · earlier 120,000,000 */
#include "doc/amount.h"

#include "doc/amount_scan.h"
#include "doc/numeral.h"
#include "text/utf8.h"

#define NOTE_DIGITS 2         /* of the number of a note */
#define GREAT       100000000 /* numerals from here on count money in words: the one for 10,000 is in names too */

static const char *const dashes[] = {
#define AMOUNT_DASH(mark) mark,
#include "doc/amount.def"
    NULL};

static const char *const joins[] = {
#define AMOUNT_JOIN(word) word,
#include "doc/amount.def"
    NULL};

static const char *const numbered_marks[] = {
#define AMOUNT_NOTE_MARK(mark, numbered) (numbered) ? mark : "\n", /* no mark is a line end */
#include "doc/amount.def"
    NULL};

static const char *const note_marks[] = {
#define AMOUNT_NOTE_MARK(mark, numbered) mark,
#include "doc/amount.def"
    NULL};

/* A core with its markers: this year's, or the previous year's in brackets. */
struct part {
    enum doc_amount_kind kind; /* ABSENT: no core yet */
    enum doc_amount_bound bound;
    struct doc_money money;
    bool bare;     /* the core is a figure without a unit */
    bool negative; /* a sign stands before it */
    bool newly;
    bool part_of;
    bool relisted;
    struct text_range marked; /* the last marker that only a figure can carry */
};

/* What has been read so far. */
struct reading {
    struct part now;
    struct part earlier;
    struct text_range in_brackets; /* where `earlier` stands */
};

/* ---- markers */

static bool set_bound(struct part *part, enum doc_amount_bound bound)
{
    enum doc_amount_bound before = part->bound;
    if (before == DOC_EXACT || before == DOC_ABOUT) part->bound = bound;
    return before == DOC_EXACT || before == DOC_ABOUT || bound == DOC_ABOUT || bound == before;
}

/* Notes a marker that goes with a core; false when this one does not. */
static bool note_marker(struct part *part, int marker)
{
    switch (marker) {
    case DOC_MARKER_ABOUT:
        return set_bound(part, DOC_ABOUT);
    case DOC_MARKER_AT_LEAST:
        return set_bound(part, DOC_AT_LEAST);
    case DOC_MARKER_AT_MOST:
        return set_bound(part, DOC_AT_MOST);
    case DOC_MARKER_PART_OF:
        part->part_of = true;
        return true;
    case DOC_MARKER_RELISTED:
        part->relisted = true;
        return true;
    default:
        return false;
    }
}

/* Takes a marker that goes with a core, with の before it where a core stands already; false when there is none. */
static bool take_companion(struct doc_scan *scan, struct part *part)
{
    size_t begin = scan->at;
    bool joined = part->kind != DOC_AMOUNT_ABSENT && doc_scan_take(scan, joins);
    doc_scan_space(scan);
    int marker = doc_scan_marker(scan);
    if (marker < 0 || (joined && marker != DOC_MARKER_PART_OF) || !note_marker(part, marker)) {
        scan->at = begin;
        return false;
    }
    if (marker != DOC_MARKER_RELISTED) part->marked = (struct text_range){(uint32_t)begin, (uint32_t)scan->at};
    return true;
}

/* ---- the core */

/* Takes a row of none-dashes. */
static bool take_dashes(struct doc_scan *scan)
{
    size_t begin = scan->at;
    while (doc_scan_take(scan, dashes)) {
    }
    return scan->at > begin;
}

static bool take_core_word(struct doc_scan *scan, struct part *part)
{
    size_t begin = scan->at;
    int marker = doc_scan_marker(scan);
    switch (marker) {
    case DOC_MARKER_NEWLY:
        part->newly = true;
        part->kind = DOC_AMOUNT_NONE;
        return true;
    case DOC_MARKER_NONE:
        part->kind = DOC_AMOUNT_NONE;
        return true;
    case DOC_MARKER_ITEM_ONLY:
        part->kind = DOC_AMOUNT_ITEM_ONLY;
        return true;
    case DOC_MARKER_ELSEWHERE:
        part->kind = DOC_AMOUNT_ELSEWHERE;
        return true;
    case DOC_MARKER_GONE:
        return doc_scan_fail(scan, DOC_AMOUNT_GONE, begin, scan->at);
    default:
        scan->at = begin;
        return false;
    }
}

/* True when a kanji numeral stands here. */
static bool kanji_at(const struct doc_scan *scan)
{
    size_t len = 0;
    struct text_view view = doc_scan_left(scan);
    return doc_numeral_kanji_digit(view, &len) >= 0 || doc_numeral_multiplier(view, &len) > 0;
}

static bool take_figure(struct doc_scan *scan, struct part *part)
{
    struct doc_figure figure;
    if (!doc_figure_read(scan, &figure)) return false;
    part->kind = DOC_AMOUNT_FIGURE;
    part->money = figure.money;
    part->bare = !figure.has_unit;
    part->negative = figure.negative;
    return true;
}

/* Takes a core; false when none stands here or after an error. Words go before kanji numerals: a word may begin with
 * one. Signs and arabic digits begin no word, so that plain figures never need folding. */
static bool take_core(struct doc_scan *scan, struct part *part)
{
    bool figure = doc_figure_begins(scan);
    if (!figure && take_dashes(scan)) {
        part->kind = DOC_AMOUNT_NONE;
        return true;
    }
    if ((!figure || kanji_at(scan)) && take_core_word(scan, part)) return true;
    return scan->error == DOC_AMOUNT_OK && figure && take_figure(scan, part);
}

/* Takes a core with the markers on both its sides; false when no core stands here or after an error. */
static bool take_core_and_markers(struct doc_scan *scan, struct part *part)
{
    while (take_companion(scan, part))
        doc_scan_space(scan);
    if (!take_core(scan, part)) return false;
    size_t end = scan->at;
    doc_scan_space(scan);
    while (take_companion(scan, part)) {
        end = scan->at;
        doc_scan_space(scan);
    }
    scan->at = end;
    return true;
}

/* ---- brackets */

/* Shows what stands between the brackets, or the brackets when there is nothing. */
static bool fail_inside(struct doc_scan *scan, size_t open, size_t begin, int pair)
{
    scan->at = begin;
    size_t end = begin;
    while (scan->at < scan->text.len && !doc_scan_close(scan, pair)) {
        uint32_t point = 0;
        size_t len = text_utf8_decode(doc_scan_left(scan), &point);
        scan->at += len > 0 ? len : 1;
        end = scan->at;
    }
    struct text_view inside = text_view_part(scan->text, begin, end);
    struct text_view trimmed = text_view_trim(inside);
    if (trimmed.len == 0) return doc_scan_fail(scan, DOC_AMOUNT_UNPARSABLE, open, scan->at);
    begin += (size_t)(trimmed.at - inside.at);
    return doc_scan_fail(scan, DOC_AMOUNT_UNPARSABLE, begin, begin + trimmed.len);
}

/* True when the part's markers are only such as its core can carry. */
static bool fits_markers(const struct part *part)
{
    return part->kind == DOC_AMOUNT_FIGURE || part->marked.end == 0;
}

/* Takes the word that says whose figure follows, if one does. */
static void take_word_for_earlier(struct doc_scan *scan)
{
    const size_t begin = scan->at;
    if (doc_figure_begins(scan)) return;
    if (doc_scan_marker(scan) != DOC_MARKER_EARLIER) scan->at = begin;
    doc_scan_space(scan);
}

/* Takes what last year's bracket may hold: a figure or none; false otherwise. A minus there is a difference: no year
 * had less than nothing. */
static bool take_earlier(struct doc_scan *scan, struct reading *reading)
{
    struct part *earlier = &reading->earlier;
    if (reading->now.kind == DOC_AMOUNT_ABSENT || earlier->kind != DOC_AMOUNT_ABSENT) return false;
    take_word_for_earlier(scan);
    const size_t begin = scan->at;
    if (!take_core_and_markers(scan, earlier) || !fits_markers(earlier) || earlier->relisted) return false;
    if (earlier->kind != DOC_AMOUNT_FIGURE && earlier->kind != DOC_AMOUNT_NONE) return false;
    if (earlier->bare && !reading->now.bare)
        return false; /* the amount beside it names its unit: which one is meant? */
    if (earlier->negative) return doc_scan_fail(scan, DOC_AMOUNT_GONE, begin, scan->at);
    reading->in_brackets = (struct text_range){(uint32_t)begin, (uint32_t)scan->at};
    return true;
}

/* Takes a marker of the amount that fills the bracket; false, and nothing taken, when more stands there. */
static bool take_lone_marker(struct doc_scan *scan, struct part *part, int pair)
{
    size_t begin = scan->at;
    struct part before = *part;
    if (take_companion(scan, part)) {
        doc_scan_space(scan);
        struct doc_scan ahead = *scan;
        if (scan->at == scan->text.len || doc_scan_close(&ahead, pair)) return true;
    }
    scan->at = begin;
    *part = before;
    return false;
}

/* Takes a word that is an amount by itself, in brackets of its own. A figure there would be a negative one, or the
 * previous year's. */
static bool take_enclosed_word(struct doc_scan *scan, struct part *part)
{
    const bool word = !doc_figure_begins(scan) || kanji_at(scan);
    return part->kind == DOC_AMOUNT_ABSENT && word && take_core_word(scan, part);
}

/* Takes the mark of a note to the amount, with its number ("※1"); false when none stands here. */
static bool take_note_mark(struct doc_scan *scan, const struct part *part)
{
    size_t len = 0;
    if (part->kind == DOC_AMOUNT_ABSENT) return false;
    if (!doc_scan_take(scan, numbered_marks)) return doc_scan_take(scan, note_marks) != NULL;
    for (int digits = 0; digits < NOTE_DIGITS && doc_numeral_digit(doc_scan_left(scan), &len) >= 0; digits++)
        scan->at += len;
    return true;
}

/* Whether a unit of money or a great numeral stands in the text: so may a figure in kanji. */
static bool has_unit(struct text_view text)
{
    int64_t yen = 0;
    size_t len = 0;
    for (size_t at = 0; at < text.len; at++) {
        const struct text_view rest = text_view_part(text, at, text.len);
        if (doc_amount_unit_at(rest, &yen) > 0 || doc_numeral_multiplier(rest, &len) >= GREAT) return true;
    }
    return false;
}

/* Goes on to the bracket that closes; false when it never does, or where `words_only` before a digit. */
static bool go_to_close(struct doc_scan *scan, int pair, bool words_only)
{
    while (scan->at < scan->text.len) {
        struct doc_scan ahead = *scan;
        uint32_t point = 0;
        size_t len = 0;
        if (doc_scan_close(&ahead, pair)) return true;
        if (words_only && doc_numeral_arabic_digit(doc_scan_left(scan), &len) >= 0) return false;
        len = text_utf8_decode(doc_scan_left(scan), &point);
        scan->at += len > 0 ? len : 1;
    }
    return false;
}

/* Takes what stands in brackets behind a word that is an amount without a figure, up to the bracket that closes: why it
 * has none. A figure there would be lost. */
static bool take_reason(struct doc_scan *scan, const struct part *part, int pair)
{
    const size_t begin = scan->at;
    if (part->kind != DOC_AMOUNT_ITEM_ONLY && part->kind != DOC_AMOUNT_ELSEWHERE) return false;
    if (go_to_close(scan, pair, true) && !has_unit(text_view_part(scan->text, begin, scan->at))) return true;
    scan->at = begin;
    return false;
}

/* Whether the next figure is greater than the amount, or can't be told from it: it is not within. */
static bool exceeds(const struct doc_scan *scan, const struct part *part)
{
    struct doc_scan ahead = *scan;
    struct doc_figure figure;
    ahead.error = DOC_AMOUNT_OK;
    return doc_figure_begins(&ahead) && (!doc_figure_read(&ahead, &figure) || figure.money.yen > part->money.yen);
}

/* Takes a remark in brackets behind a figure that says what is within it: "（うち推進枠1億円）". */
static bool take_within(struct doc_scan *scan, const struct part *part, int pair)
{
    const size_t begin = scan->at;
    const bool figure = part->kind == DOC_AMOUNT_FIGURE;
    if (figure && doc_scan_marker(scan) == DOC_MARKER_OF_WHICH) {
        bool words = !go_to_close(scan, pair, true) && scan->at < scan->text.len; /* up to the first digit */
        if ((!words || !exceeds(scan, part)) && go_to_close(scan, pair, false)) return true;
    }
    scan->at = begin;
    return false;
}

static bool take_remark(struct doc_scan *scan, const struct part *part, int pair)
{
    return take_within(scan, part, pair) || take_reason(scan, part, pair);
}

/* Takes a bracket with what it holds; false when none stands here or after an error. */
static bool take_bracket(struct doc_scan *scan, struct reading *reading)
{
    size_t open = scan->at;
    int pair = doc_scan_open(scan);
    if (pair < 0) return false;
    const size_t begin = scan->at;
    const struct part earlier = reading->earlier;
    doc_scan_space(scan);
    bool good = take_lone_marker(scan, &reading->now, pair) || take_enclosed_word(scan, &reading->now) ||
                take_note_mark(scan, &reading->now) || (doc_scan_is_round(pair) && take_earlier(scan, reading));
    if (!good && scan->error == DOC_AMOUNT_OK) {
        scan->at = begin;
        reading->earlier = earlier;
        good = take_remark(scan, &reading->now, pair);
    }
    doc_scan_space(scan);
    if (good && scan->at == scan->text.len) return doc_scan_fail(scan, DOC_AMOUNT_UNPARSABLE, open, scan->at);
    return (good && doc_scan_close(scan, pair)) || fail_inside(scan, open, begin, pair);
}

/* ---- the whole */

/* Takes the next part, whatever may stand here; false when nothing fits or after an error. */
static bool take_part(struct doc_scan *scan, struct reading *reading)
{
    if (take_bracket(scan, reading)) return true;
    if (scan->error != DOC_AMOUNT_OK) return false;
    if (reading->now.kind == DOC_AMOUNT_ABSENT && take_core(scan, &reading->now)) return true;
    if (scan->error == DOC_AMOUNT_OK && take_note_mark(scan, &reading->now)) return true;
    return scan->error == DOC_AMOUNT_OK && take_companion(scan, &reading->now);
}

static bool read_parts(struct doc_scan *scan, struct reading *reading)
{
    doc_scan_space(scan);
    while (scan->at < scan->text.len) {
        if (!take_part(scan, reading)) return doc_scan_fail(scan, DOC_AMOUNT_UNPARSABLE, scan->at, scan->text.len);
        doc_scan_space(scan);
    }
    return true;
}

/* Looks at the parts together; false when they contradict each other. */
static bool settle(struct doc_scan *scan, const struct reading *reading)
{
    const struct part *now = &reading->now;
    if (!fits_markers(now)) return doc_scan_fail(scan, DOC_AMOUNT_UNPARSABLE, now->marked.begin, now->marked.end);
    if (now->kind == DOC_AMOUNT_ABSENT && !now->relisted) {
        return doc_scan_fail(scan, DOC_AMOUNT_UNPARSABLE, 0, scan->text.len);
    }
    if (scan->unit_yen == 0 && (now->bare || reading->earlier.bare)) {
        return doc_scan_fail(scan, DOC_AMOUNT_NO_UNIT, 0, scan->text.len);
    }
    return true;
}

static enum doc_amount_kind kind_of(const struct part *part)
{
    return part->kind == DOC_AMOUNT_FIGURE && part->part_of ? DOC_AMOUNT_PART_OF : part->kind;
}

/* The span stays the caller's. */
static void tell(const struct reading *reading, const struct doc_scan *scan, struct doc_amount *out_amount)
{
    struct text_view text = scan->text;
    const struct part *now = &reading->now, *earlier = &reading->earlier;
    struct text_range in = reading->in_brackets;
    *out_amount = (struct doc_amount){.kind = now->kind == DOC_AMOUNT_ABSENT ? DOC_AMOUNT_NONE : kind_of(now),
                                      .bound = now->bound,
                                      .money = now->money,
                                      .relisted = now->relisted,
                                      .newly = now->newly,
                                      .earlier = kind_of(earlier),
                                      .earlier_bound = earlier->bound,
                                      .earlier_money = earlier->money,
                                      .earlier_written = text_view_part(text, in.begin, in.end),
                                      .written = text,
                                      .bare_unit = now->bare ? scan->unit_yen : 0,
                                      .earlier_unit = earlier->bare ? scan->unit_yen : 0,
                                      .span = out_amount->span};
}

/* Where the first arabic digit stands; the length of the text when it has none. */
static size_t first_digit(struct text_view text)
{
    size_t at = 0, len;
    uint32_t point;
    while (at < text.len && doc_numeral_arabic_digit(text_view_part(text, at, text.len), &len) < 0) {
        len = text_utf8_decode(text_view_part(text, at, text.len), &point);
        at += len > 0 ? len : 1;
    }
    return at;
}

/* "運営費交付金の内数": a part of what has a name, with or without a figure of it. Nothing is lost: it is never added.
 */
static bool read_part_of_named(struct doc_scan *scan, struct reading *reading)
{
    const size_t digit = first_digit(scan->text);
    const bool named = scan->error == DOC_AMOUNT_UNPARSABLE && reading->now.kind == DOC_AMOUNT_ABSENT;
    if (!named || digit == 0 || !doc_scan_ends(scan, DOC_MARKER_PART_OF)) return false;
    *reading = (struct reading){.now = {.kind = DOC_AMOUNT_ITEM_ONLY}};
    if (digit == scan->text.len) return !has_unit(scan->text);
    struct doc_scan behind = {.text = text_view_part(scan->text, digit, scan->text.len),
                              .unit_yen = scan->unit_yen,
                              .words = scan->words};
    *reading = (struct reading){.now = {.kind = DOC_AMOUNT_ABSENT}};
    bool good = read_parts(&behind, reading) && settle(&behind, reading) && reading->now.part_of;
    arena_free(behind.scratch);
    reading->in_brackets.begin += (uint32_t)digit;
    reading->in_brackets.end += (uint32_t)digit;
    if (behind.error == DOC_AMOUNT_NO_MEMORY || behind.error == DOC_AMOUNT_NO_UNIT) scan->error = behind.error;
    return good;
}

enum doc_amount_error doc_amount_parse(struct text_view text, int64_t unit_yen, const struct doc_vocabulary *words,
                                       struct doc_amount *out_amount, struct text_range *out_bad)
{
    struct text_view trimmed = text_view_trim(text);
    size_t skipped = trimmed.len > 0 ? (size_t)(trimmed.at - text.at) : 0;
    struct doc_scan scan = {.text = trimmed, .unit_yen = unit_yen, .words = words};
    struct reading reading = {.now = {.kind = DOC_AMOUNT_ABSENT}};
    bool good = (read_parts(&scan, &reading) && settle(&scan, &reading)) || read_part_of_named(&scan, &reading);
    arena_free(scan.scratch);
    if (scan.error == DOC_AMOUNT_NO_MEMORY) return DOC_AMOUNT_NO_MEMORY;
    if (!good) {
        *out_bad = (struct text_range){scan.bad.begin + (uint32_t)skipped, scan.bad.end + (uint32_t)skipped};
        return scan.error;
    }
    tell(&reading, &scan, out_amount);
    return DOC_AMOUNT_OK;
}
