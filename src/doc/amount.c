/* doc/amount - an amount as a row of parts, taken one by one from left to right:
 *
 *     [markers] core [の][markers] [（previous year's figure, none-mark or marker）]
 *
 * The core is a figure (amount_figure.c), a none-dash, or a word that says by itself what the amount is (none, asked
 * for without a figure …). Marker words are the pack's, folded; the text is folded only when a word may stand in it,
 * and a word found there is led back to its source bytes. Whatever fits nowhere is the part that the error shows.
 *
 *     約1.5億円（１．２億円）    about · 150,000,000 step 10,000,000 · earlier 120,000,000 */
#include "doc/amount.h"

#include "doc/amount_scan.h"
#include "doc/numeral.h"
#include "text/utf8.h"

static const char *const dashes[] = {
#define AMOUNT_DASH(mark) mark,
#include "doc/amount.def"
    NULL};

static const char *const joins[] = {
#define AMOUNT_JOIN(word) word,
#include "doc/amount.def"
    NULL};

/* What has been read so far, with the places that an error may have to show. */
struct reading {
    struct doc_amount amount;
    bool has_core;
    bool bare; /* the core is a figure without a unit */
    bool bare_earlier;
    bool part_of;
    struct text_range marked; /* the last marker that only a figure can carry */
};

/* ---- markers */

static bool set_bound(struct reading *reading, enum doc_amount_bound bound)
{
    enum doc_amount_bound before = reading->amount.bound;
    if (before == DOC_EXACT || before == DOC_ABOUT) reading->amount.bound = bound;
    return before == DOC_EXACT || before == DOC_ABOUT || bound == DOC_ABOUT || bound == before;
}

/* Notes a marker that goes with a core; false when this one does not. */
static bool note_marker(struct reading *reading, int marker)
{
    switch (marker) {
    case DOC_MARKER_ABOUT:
        return set_bound(reading, DOC_ABOUT);
    case DOC_MARKER_AT_LEAST:
        return set_bound(reading, DOC_AT_LEAST);
    case DOC_MARKER_AT_MOST:
        return set_bound(reading, DOC_AT_MOST);
    case DOC_MARKER_PART_OF:
        reading->part_of = true;
        return true;
    case DOC_MARKER_RELISTED:
        reading->amount.relisted = true;
        return true;
    default:
        return false;
    }
}

/* Takes a marker that goes with a core, with の before it where a core stands already; false when there is none. */
static bool take_companion(struct doc_scan *scan, struct reading *reading)
{
    size_t begin = scan->at;
    bool joined = reading->has_core && doc_scan_take(scan, joins);
    doc_scan_space(scan);
    int marker = doc_scan_marker(scan);
    if (marker < 0 || (joined && marker != DOC_MARKER_PART_OF) || !note_marker(reading, marker)) {
        scan->at = begin;
        return false;
    }
    if (marker != DOC_MARKER_RELISTED) reading->marked = (struct text_range){(uint32_t)begin, (uint32_t)scan->at};
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

static bool take_core_word(struct doc_scan *scan, enum doc_amount_kind *out_kind)
{
    size_t begin = scan->at;
    int marker = doc_scan_marker(scan);
    switch (marker) {
    case DOC_MARKER_NONE:
    case DOC_MARKER_NEWLY:
        *out_kind = DOC_AMOUNT_NONE;
        return true;
    case DOC_MARKER_ITEM_ONLY:
        *out_kind = DOC_AMOUNT_ITEM_ONLY;
        return true;
    case DOC_MARKER_ELSEWHERE:
        *out_kind = DOC_AMOUNT_ELSEWHERE;
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

/* Takes a core; false when none stands here or after an error. Words go before kanji numerals: a word may begin with
 * one. Signs and arabic digits begin no word, so that plain figures never need folding. */
static bool take_core(struct doc_scan *scan, enum doc_amount_kind *out_kind, struct doc_figure *out_figure)
{
    bool figure = doc_figure_begins(scan);
    if (!figure && take_dashes(scan)) {
        *out_kind = DOC_AMOUNT_NONE;
        return true;
    }
    if ((!figure || kanji_at(scan)) && take_core_word(scan, out_kind)) return true;
    if (scan->error != DOC_AMOUNT_OK || !figure) return false;
    *out_kind = DOC_AMOUNT_FIGURE;
    return doc_figure_read(scan, out_figure);
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

/* Takes what last year's bracket may hold: a figure or none; false otherwise. */
static bool take_earlier(struct doc_scan *scan, struct reading *reading)
{
    enum doc_amount_kind kind = DOC_AMOUNT_ABSENT;
    struct doc_figure figure = {{0, 0}, true};
    if (!reading->has_core || reading->amount.earlier != DOC_AMOUNT_ABSENT || scan->at == scan->text.len) return false;
    if (!take_core(scan, &kind, &figure)) return false;
    if (kind != DOC_AMOUNT_FIGURE && kind != DOC_AMOUNT_NONE) return false;
    if (!figure.has_unit && !reading->bare) return false; /* the amount beside it names its unit: which one is meant? */
    reading->amount.earlier = kind;
    reading->amount.earlier_money = figure.money;
    reading->bare_earlier = !figure.has_unit;
    return true;
}

/* Takes a bracket with what it holds; false when none stands here or after an error. */
static bool take_bracket(struct doc_scan *scan, struct reading *reading)
{
    size_t open = scan->at;
    int pair = doc_scan_open(scan);
    if (pair < 0) return false;
    size_t begin = scan->at;
    doc_scan_space(scan);
    bool good = take_companion(scan, reading) || (doc_scan_is_round(pair) && take_earlier(scan, reading));
    doc_scan_space(scan);
    if (good && scan->at == scan->text.len) return doc_scan_fail(scan, DOC_AMOUNT_UNPARSABLE, open, scan->at);
    return (good && doc_scan_close(scan, pair)) || fail_inside(scan, open, begin, pair);
}

/* ---- the whole */

static void keep_core(struct reading *reading, enum doc_amount_kind kind, const struct doc_figure *figure)
{
    reading->has_core = true;
    reading->amount.kind = kind;
    reading->amount.money = figure->money;
    reading->bare = !figure->has_unit;
}

/* Takes the next part, whatever may stand here; false when nothing fits or after an error. */
static bool take_part(struct doc_scan *scan, struct reading *reading)
{
    enum doc_amount_kind kind = DOC_AMOUNT_ABSENT;
    struct doc_figure figure = {{0, 0}, true};
    if (take_bracket(scan, reading)) return true;
    if (scan->error != DOC_AMOUNT_OK) return false;
    if (!reading->has_core && take_core(scan, &kind, &figure)) {
        keep_core(reading, kind, &figure);
        return true;
    }
    return scan->error == DOC_AMOUNT_OK && take_companion(scan, reading);
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
static bool settle(struct doc_scan *scan, struct reading *reading)
{
    struct doc_amount *amount = &reading->amount;
    bool figure = reading->has_core && amount->kind == DOC_AMOUNT_FIGURE;
    if (!figure && reading->marked.end > 0) {
        return doc_scan_fail(scan, DOC_AMOUNT_UNPARSABLE, reading->marked.begin, reading->marked.end);
    }
    if (!reading->has_core && !amount->relisted) {
        return doc_scan_fail(scan, DOC_AMOUNT_UNPARSABLE, 0, scan->text.len);
    }
    if (scan->unit_yen == 0 && (reading->bare || reading->bare_earlier)) {
        return doc_scan_fail(scan, DOC_AMOUNT_NO_UNIT, 0, scan->text.len);
    }
    if (!reading->has_core) amount->kind = DOC_AMOUNT_NONE;
    if (figure && reading->part_of) amount->kind = DOC_AMOUNT_PART_OF;
    return true;
}

enum doc_amount_error doc_amount_parse(struct text_view text, int64_t unit_yen, const struct doc_vocabulary *words,
                                       struct doc_amount *out_amount, struct text_range *out_bad)
{
    struct text_view trimmed = text_view_trim(text);
    size_t skipped = trimmed.len > 0 ? (size_t)(trimmed.at - text.at) : 0;
    struct doc_scan scan = {.text = trimmed, .unit_yen = unit_yen, .words = words};
    struct reading reading = {.has_core = false};
    bool good = read_parts(&scan, &reading) && settle(&scan, &reading);
    arena_free(scan.scratch);
    if (scan.error == DOC_AMOUNT_NO_MEMORY) return DOC_AMOUNT_NO_MEMORY;
    if (!good) {
        *out_bad = (struct text_range){scan.bad.begin + (uint32_t)skipped, scan.bad.end + (uint32_t)skipped};
        return scan.error;
    }
    reading.amount.written = trimmed;
    reading.amount.span = out_amount->span;
    *out_amount = reading.amount;
    return DOC_AMOUNT_OK;
}
