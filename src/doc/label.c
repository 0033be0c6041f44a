/* doc/label - reading a label: numerals go to the levels of the year's grammar, what follows must be a heading.
 *
 * A text may be cut into "label" and "heading" at several places ("2(2)⑤ 2020年東京大会…": the heading begins with a
 * number). So every cut is judged, longest label first, then the whole text as a heading, and the best result wins; on
 * a tie the longer label does.
 *
 * Numerals are given to levels by position. Arabic and kanji numerals fit any level; circled and roman ones that the
 * grammar uses for one certain level (③ for the third) must not stand at another, unless all levels are there: in ２①
 * the second level is missing, so it is no way of writing 2(1). A bracketed numeral in front, where the first level has
 * no brackets, says that the first level was left out:
 *
 *     2(1)③   2-1-3   (1)③  ->  2 · 1 · 3        ２①  ->  unknown, nearest 2(1)① 2(2)① 2(3)① */
#include "doc/label.h"

#include "doc/label_part.h"

#define ITEM_GREATEST 50 /* a greater number behind a label is something else, as the year in a heading */

/* How good a reading is, best first. */
enum rank { RANK_EXACT, RANK_LOOSE, RANK_HEADING, RANK_ITEM, RANK_UNKNOWN, RANK_MALFORMED };

struct reading {
    enum rank rank;
    size_t clause; /* or DOC_LABEL_NOWHERE */
    size_t item;
    size_t other;
    struct doc_label_numbers numbers;
    size_t written; /* bytes that its tokens take */
};

struct reader {
    const struct doc_label_table *table;
    struct arena *arena;
    struct text_view text;
    struct doc_label_tokens tokens;
};

/* ---- numerals to levels */

static bool is_neutral(enum doc_numeral kind)
{
    return kind == DOC_ARABIC || kind == DOC_KANJI;
}

static enum doc_numeral kind_at(const struct doc_label_grammar *grammar, size_t level)
{
    return level < grammar->level_count ? grammar->levels[level].numeral : grammar->item.numeral;
}

/* True when the grammar uses this kind of numeral, or the words around it, but not for this level (level_count: the
 * item). */
static bool is_displaced(const struct doc_label_grammar *grammar, const struct doc_label_token *token, size_t level)
{
    if (!(token->levels >> level & 1)) return true;
    if (is_neutral(token->kind) || kind_at(grammar, level) == token->kind) return false;
    for (size_t i = 0; i <= grammar->level_count; i++) {
        if (kind_at(grammar, i) == token->kind) return true;
    }
    return false;
}

static bool can_be_item(const struct doc_label_grammar *grammar, const struct doc_label_token *token)
{
    if (token->value < 1 || token->value > ITEM_GREATEST) return false;
    return kind_at(grammar, grammar->level_count) == token->kind || (is_neutral(token->kind) && token->apart);
}

/* True when the last of `count` tokens names an item: all levels are taken, or it can be nothing else. */
static bool ends_with_item(const struct doc_label_grammar *grammar, const struct doc_label_token *tokens, size_t count,
                           size_t start)
{
    size_t level = start + count - 1;
    if (level >= grammar->level_count) return true;
    const struct doc_label_token *last = &tokens[count - 1];
    return count > 1 && is_displaced(grammar, last, level) && can_be_item(grammar, last);
}

enum doc_label_fit doc_label_assign(const struct doc_label_grammar *grammar, const struct doc_label_token *tokens,
                                    size_t count, size_t start, struct doc_label_numbers *out_numbers)
{
    struct doc_label_numbers numbers = {.depth = start};
    bool item = ends_with_item(grammar, tokens, count, start);
    size_t levels = count - item;
    bool all = start + levels == grammar->level_count;
    if (start + levels > grammar->level_count || levels == 0) return DOC_LABEL_NO_FIT;
    if (item && !can_be_item(grammar, &tokens[levels])) return DOC_LABEL_NO_FIT;
    if (start > 0) numbers.levels[0] = grammar->omit;
    bool skips = false;
    for (size_t i = 0; i < levels; i++) {
        bool displaced = is_displaced(grammar, &tokens[i], start + i);
        skips = skips || (displaced && (!all || i + 1 == levels));
        if (!skips) numbers.levels[numbers.depth++] = tokens[i].value;
    }
    numbers.item = item ? tokens[levels].value : 0;
    *out_numbers = numbers;
    return skips ? DOC_LABEL_SKIPS : DOC_LABEL_FITS;
}

/* ---- one cut */

static size_t find_item(const struct doc_label_entry *entry, int64_t value)
{
    for (size_t i = 0; i < entry->name.item_count; i++) {
        if (entry->item_values[i] == value) return i + 1;
    }
    return 0;
}

/* What the first `count` tokens say, given to the levels from `start` on, whatever follows them. */
static struct reading read_tokens(const struct reader *reader, size_t count, size_t start)
{
    const struct doc_label_table *table = reader->table;
    struct reading reading = {.rank = RANK_MALFORMED, .clause = DOC_LABEL_NOWHERE};
    enum doc_label_fit fit = doc_label_assign(&table->grammar, reader->tokens.items, count, start, &reading.numbers);
    if (fit == DOC_LABEL_NO_FIT) return reading;
    reading.rank = RANK_UNKNOWN;
    if (fit == DOC_LABEL_FITS) reading.clause = doc_label_find(table, &reading.numbers);
    if (reading.clause == DOC_LABEL_NOWHERE) return reading;
    int64_t item = reading.numbers.item;
    reading.item = item == 0 ? 0 : find_item(&table->entries[reading.clause], item);
    reading.rank = item != 0 && reading.item == 0 ? RANK_ITEM : RANK_EXACT;
    return reading;
}

/* The same with the first level given or left out, whichever reads better. */
static struct reading read_label(const struct reader *reader, size_t count)
{
    const struct doc_label_grammar *grammar = &reader->table->grammar;
    bool bracketed = reader->tokens.items[0].bracketed && !doc_label_opens(grammar->levels[0].before);
    if (!bracketed || grammar->omit == 0) return read_tokens(reader, count, 0);
    struct reading omitted = read_tokens(reader, count, 1);
    struct reading given = read_tokens(reader, count, 0);
    return given.rank < omitted.rank ? given : omitted;
}

/* What stands behind the label, without separators in front. */
static struct text_view heading_behind(const struct reader *reader, size_t count)
{
    struct text_view view = text_view_part(reader->text, reader->tokens.items[count - 1].end, reader->text.len);
    size_t len = doc_label_separator(view);
    return text_view_trim(text_view_part(view, len, view.len));
}

/* Judges label and heading together. `last`: no numeral follows that could belong to the label. */
static void judge_heading(const struct doc_label_table *table, struct text_view key, bool last, struct reading *reading)
{
    size_t other = DOC_LABEL_NOWHERE;
    enum doc_heading heading = doc_heading_find(table, key, reading->clause, &other);
    if (reading->rank == RANK_UNKNOWN) {
        if (heading == DOC_HEADING_NONE && !(last && reading->numbers.depth > 1)) reading->rank = RANK_MALFORMED;
        reading->other = other;
        return;
    }
    if (heading == DOC_HEADING_LOOSE && reading->rank == RANK_EXACT) reading->rank = RANK_LOOSE;
    if (heading == DOC_HEADING_NONE) reading->rank = RANK_MALFORMED;
    if (heading == DOC_HEADING_OTHER || heading == DOC_HEADING_NEAR) {
        reading->rank = RANK_HEADING;
        reading->other = other;
    }
}

static enum status read_cut(const struct reader *reader, size_t count, struct reading *out_reading)
{
    struct reading reading = read_label(reader, count);
    struct text_view heading = heading_behind(reader, count);
    reading.written = reader->tokens.items[count - 1].end;
    reading.other = DOC_LABEL_NOWHERE;
    if (heading.len > 0 && reading.rank != RANK_MALFORMED) {
        struct text_view key;
        enum status status = doc_heading_key(reader->table->folder, reader->arena, heading, &key);
        if (status != STATUS_OK) return status;
        judge_heading(reader->table, key, count == reader->tokens.count, &reading);
    }
    *out_reading = reading;
    return STATUS_OK;
}

/* ---- the whole */

/* The best of all cuts; *out_clause is the clause that the longest label names, whatever follows it. */
static enum status read_cuts(const struct reader *reader, struct reading *best, size_t *out_clause)
{
    for (size_t count = reader->tokens.count; count > 0 && best->rank != RANK_EXACT; count--) {
        struct reading reading;
        enum status status = read_cut(reader, count, &reading);
        if (status != STATUS_OK) return status;
        if (*out_clause == DOC_LABEL_NOWHERE) *out_clause = reading.clause;
        if (reading.rank < best->rank) *best = reading;
    }
    return STATUS_OK;
}

static void tell(const struct reader *reader, const struct reading *reading, struct doc_label *label)
{
    static const enum doc_label_result results[] = {DOC_LABEL_OK,   DOC_LABEL_OK,      DOC_LABEL_HEADING,
                                                    DOC_LABEL_ITEM, DOC_LABEL_UNKNOWN, DOC_LABEL_MALFORMED};
    label->result = results[reading->rank];
    if (reading->rank < RANK_UNKNOWN) {
        label->clause = reading->clause;
        label->item = reading->item;
        label->written = reading->written;
    }
    if (reading->rank == RANK_HEADING) label->other = reading->other;
    if (reading->rank == RANK_UNKNOWN) {
        doc_label_nearest(reader->table, &reading->numbers, &reader->tokens, reading->other, label);
    }
}

/* The whole text as a heading; unless it is one, the headings that resemble it become candidates. */
static enum status read_heading(const struct reader *reader, size_t first, struct doc_label *label)
{
    struct text_view key;
    size_t clause = DOC_LABEL_NOWHERE;
    enum status status = doc_heading_key(reader->table->folder, reader->arena, reader->text, &key);
    if (status != STATUS_OK) return status;
    if (key.len > 0 && doc_heading_find(reader->table, key, DOC_LABEL_NOWHERE, &clause) == DOC_HEADING_OTHER) {
        *label = (struct doc_label){.result = DOC_LABEL_OK, .clause = clause};
    } else if (label->result == DOC_LABEL_MALFORMED && reader->text.len > 0) {
        doc_heading_nearest(reader->table, key, first, label);
    }
    return STATUS_OK;
}

enum status doc_label_parse(const struct doc_label_table *table, struct arena *arena, struct text_view text,
                            struct doc_label *out_label)
{
    struct reader reader = {.table = table, .arena = arena, .text = text_view_trim(text)};
    struct reading best = {.rank = RANK_MALFORMED, .clause = DOC_LABEL_NOWHERE};
    struct doc_label label = {.result = DOC_LABEL_MALFORMED};
    size_t named = DOC_LABEL_NOWHERE;
    doc_label_cut(&table->grammar, reader.text, &reader.tokens);
    enum status status = read_cuts(&reader, &best, &named);
    if (status == STATUS_OK) tell(&reader, &best, &label);
    if (status == STATUS_OK && best.rank != RANK_EXACT) status = read_heading(&reader, named, &label);
    if (status == STATUS_OK) *out_label = label;
    return status;
}
