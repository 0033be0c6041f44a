/* `juten waive import REVIEW.xlsx`: what reviewers have filled in on the sheet of findings, into the file of waivers.
 *
 * Columns are found by their headings, in either language, wherever they stand and whatever the sheet is called; rows
 * may be in any order, hidden or not. A row without a decision changes nothing. Where anything is wrong, everything
 * that is wrong is said and nothing is written. */
#include "cli/clock.h"
#include "cli/judged.h"
#include "cli/message.h"
#include "cli/pack.h"
#include "cli/results.h"
#include "cli/values.h"
#include "cli/waive_file.h"
#include "doc/date.h"
#include "doc/input.h"
#include "doc/table.h"
#include "report/wording.h"
#include "review/names.h"
#include "text/place.h"

#include <stdlib.h>
#include <string.h>

#define HEAD_ROWS          50 /* the headings stand in one of the first rows */
#define FINGERPRINT_DIGITS 32
#define HASH_DIGITS        64
#define YEAR_DIGITS        4

enum column {
    FINGERPRINT,
    TEXT_SHA256,
    DECISION,
    WHY,
    BY,
    UNTIL,
    RULE,
    MINISTRY,
    YEAR,
    REQUEST,
    AREA,
    OVER_SET,
    COLUMNS
};
#define NEEDED RULE /* those before it */

static const enum report_phrase headings[COLUMNS] = {[FINGERPRINT] = REPORT_COLUMN_FINGERPRINT,
                                                     [TEXT_SHA256] = REPORT_COLUMN_TEXT_SHA256,
                                                     [DECISION] = REPORT_COLUMN_DISPOSITION,
                                                     [WHY] = REPORT_COLUMN_WHY,
                                                     [BY] = REPORT_COLUMN_BY,
                                                     [UNTIL] = REPORT_COLUMN_UNTIL,
                                                     [RULE] = REPORT_COLUMN_RULE,
                                                     [MINISTRY] = REPORT_TABLE_MINISTRY,
                                                     [YEAR] = REPORT_COLUMN_YEAR,
                                                     [REQUEST] = REPORT_COLUMN_ID,
                                                     [AREA] = REPORT_TABLE_CLAUSE,
                                                     [OVER_SET] = REPORT_COLUMN_OVER_SET};

static const struct text_view none = {"", 0};

struct decided {
    struct review_waiver waiver;
    const char *path; /* of the workbook */
    uint32_t row;
    struct text_span span; /* of the decision */
    size_t order;          /* as it was read */
};

struct importing {
    const struct cli_arguments *arguments;
    struct arena *arena;
    enum text_language language;
    struct text_diagnostics diagnostics;
    const char *path;   /* of the workbook in hand */
    size_t at[COLUMNS]; /* of the sheet in hand; REVIEW_NONE: not there */
    struct decided *items;
    size_t count, capacity;
    size_t undecided; /* rows without a decision */
    struct text_view as_of;
};

static enum cli_exit say(const struct importing *it, enum cli_message message, const char *a, const char *b)
{
    cli_say(stderr, it->arguments->language, message, a, b);
    return CLI_EXIT_TROUBLE;
}

static void refuse(struct importing *it, enum diagnostic_code code, struct text_span span, struct text_view a,
                   struct text_view b, struct text_view c)
{
    text_diagnostics_add(&it->diagnostics, code, it->path, span, a, b, c);
}

static const char *heading(const struct importing *it, enum column column)
{
    return report_plain(it->language, headings[column]);
}

/* ---- columns */

static bool is_heading(struct text_view text, enum column column)
{
    struct text_view trimmed = text_view_trim(text);
    for (int language = 0; language < TEXT_LANGUAGES; language++)
        if (text_view_equal(trimmed, text_view_of(report_plain((enum text_language)language, headings[column]))))
            return true;
    return false;
}

/* Of a heading that stands twice the second counts: it is told later. */
static void find_columns(struct importing *it, const struct doc_record *record, bool *out_twice)
{
    for (int column = 0; column < COLUMNS; column++) {
        it->at[column] = REVIEW_NONE;
        out_twice[column] = false;
        for (size_t c = 0; c < record->count; c++) {
            if (!is_heading(record->cells[c].text, (enum column)column)) continue;
            out_twice[column] = it->at[column] != REVIEW_NONE;
            it->at[column] = c;
        }
    }
}

/* The row of the headings, or NULL: this sheet is another one. */
static const struct doc_record *find_head(struct importing *it, const struct doc_table *table, bool *out_twice)
{
    for (size_t r = 0; r < table->count && r < HEAD_ROWS; r++) {
        find_columns(it, &table->records[r], out_twice);
        bool decisions = it->at[DECISION] != REVIEW_NONE;
        if (decisions &&
            (it->at[FINGERPRINT] != REVIEW_NONE || it->at[TEXT_SHA256] != REVIEW_NONE || it->at[RULE] != REVIEW_NONE))
            return &table->records[r];
    }
    return NULL;
}

static bool check_columns(struct importing *it, const struct doc_record *head, const bool *twice)
{
    bool well = true;
    for (int column = 0; column < COLUMNS; column++) {
        struct text_view name = text_view_of(heading(it, (enum column)column));
        bool lost = column < NEEDED && it->at[column] == REVIEW_NONE;
        if (lost) refuse(it, DIAGNOSTIC_IMPORT_COLUMN, head->span, name, none, none);
        if (twice[column])
            refuse(it, DIAGNOSTIC_IMPORT_COLUMN_TWICE, head->cells[it->at[column]].span, name, none, none);
        well = well && !lost && !twice[column];
    }
    return well;
}

/* ---- rows */

static const struct doc_cell *cell_of(const struct importing *it, const struct doc_record *record, enum column column)
{
    return it->at[column] < record->count ? &record->cells[it->at[column]] : NULL;
}

static struct text_view text_of(const struct importing *it, const struct doc_record *record, enum column column)
{
    const struct doc_cell *cell = cell_of(it, record, column);
    return cell ? text_view_trim(cell->text) : none;
}

static struct text_span span_of(const struct importing *it, const struct doc_record *record, enum column column)
{
    const struct doc_cell *cell = cell_of(it, record, column);
    return cell && cell->text.len > 0 ? cell->span : record->span;
}

static struct text_view keep_buf(struct importing *it, struct buf *words)
{
    const char *kept =
        buf_status(words) == STATUS_OK ? arena_copy(it->arena, words->bytes ? words->bytes : "", words->len) : NULL;
    struct text_view view = kept ? (struct text_view){kept, words->len} : none;
    if (!kept) it->diagnostics.status = STATUS_NO_MEMORY;
    buf_clear(words);
    return view;
}

static struct text_view words_of_states(struct importing *it)
{
    struct buf words;
    buf_init(&words);
    for (int state = 0; state < REVIEW_WAIVER_STATES; state++) {
        if (state > 0) buf_add_string(&words, report_plain(it->language, REPORT_LIST_COMMA));
        buf_add_string(&words, report_waiver_word((enum review_waiver_state)state, it->language));
    }
    return keep_buf(it, &words);
}

/* In the words of either language, or as the file has it. */
static bool read_state(struct text_view text, enum review_waiver_state *out_state)
{
    for (int i = 0; i < REVIEW_WAIVER_STATES; i++) {
        *out_state = (enum review_waiver_state)i;
        if (text_view_equal(text, text_view_of(review_waiver_state_at(i)))) return true;
        for (int language = 0; language < TEXT_LANGUAGES; language++)
            if (text_view_equal(text, text_view_of(report_waiver_word(*out_state, (enum text_language)language))))
                return true;
    }
    return false;
}

static struct text_view cell_name(struct importing *it, const struct doc_record *record, enum column column)
{
    struct buf name;
    buf_init(&name);
    text_cell_name(&name, record->number, (uint32_t)it->at[column] + 1);
    return keep_buf(it, &name);
}

/* A decision needs a reason and somebody who decided. */
static void need(struct importing *it, const struct doc_record *record, enum column column)
{
    if (text_of(it, record, column).len > 0) return;
    refuse(it, DIAGNOSTIC_IMPORT_LACKS, span_of(it, record, DECISION), text_of(it, record, DECISION),
           text_view_of(heading(it, column)), cell_name(it, record, column));
}

static void need_hash(struct importing *it, const struct doc_record *record, enum column column, size_t digits)
{
    struct text_view text = text_of(it, record, column);
    size_t good = 0;
    while (good < text.len && text.at[good] != '\0' && strchr("0123456789abcdef", text.at[good]))
        good++;
    bool may_be_empty = column == TEXT_SHA256 && text.len == 0; /* the finding stands on no text */
    if (may_be_empty || (good == text.len && text.len == digits)) return;
    refuse(it, DIAGNOSTIC_IMPORT_HASH, span_of(it, record, column), text_view_of(heading(it, column)), text, none);
}

static struct text_view read_until(struct importing *it, const struct doc_record *record)
{
    char date[DATE_LEN + 1];
    struct text_view text = text_of(it, record, UNTIL);
    if (text.len == 0) return none;
    if (!doc_date_parse(text, date)) {
        refuse(it, DIAGNOSTIC_IMPORT_DATE, span_of(it, record, UNTIL), text, none, none);
        return none;
    }
    const char *kept = arena_copy(it->arena, date, DATE_LEN);
    if (!kept) it->diagnostics.status = STATUS_NO_MEMORY;
    return kept ? (struct text_view){kept, DATE_LEN} : none;
}

static bool same_decision(const struct review_waiver *a, const struct review_waiver *b)
{
    return a->state == b->state && text_view_equal(a->reason, b->reason) && text_view_equal(a->by, b->by) &&
           text_view_equal(a->until, b->until) && text_view_equal(a->text_sha256, b->text_sha256);
}

static void add(struct importing *it, const struct review_waiver *waiver, const struct doc_record *record)
{
    struct decided *items = arena_grow(it->arena, it->items, it->count, &it->capacity, sizeof *items);
    if (!items) it->diagnostics.status = STATUS_NO_MEMORY;
    if (!items) return;
    it->items = items;
    items[it->count] = (struct decided){*waiver, it->path, record->number, span_of(it, record, DECISION), it->count};
    it->count++;
}

static void read_row(struct importing *it, const struct doc_record *record)
{
    struct review_waiver waiver = {.fingerprint = text_of(it, record, FINGERPRINT),
                                   .text_sha256 = text_of(it, record, TEXT_SHA256),
                                   .rule = text_of(it, record, RULE),
                                   .ministry = text_of(it, record, MINISTRY),
                                   .request = text_of(it, record, REQUEST),
                                   .area = text_of(it, record, AREA),
                                   .reason = text_of(it, record, WHY),
                                   .by = text_of(it, record, BY),
                                   .date = it->as_of,
                                   .over_set = text_of(it, record, OVER_SET).len > 0};
    struct text_view decision = text_of(it, record, DECISION);
    if (decision.len == 0) {
        bool begun = waiver.reason.len > 0 || waiver.by.len > 0 || text_of(it, record, UNTIL).len > 0;
        if (begun) refuse(it, DIAGNOSTIC_IMPORT_UNDECIDED, record->span, cell_name(it, record, DECISION), none, none);
        it->undecided++;
        return;
    }
    if (!read_state(decision, &waiver.state))
        refuse(it, DIAGNOSTIC_IMPORT_DECISION, span_of(it, record, DECISION), decision, words_of_states(it), none);
    need(it, record, WHY);
    need(it, record, BY);
    need_hash(it, record, FINGERPRINT, FINGERPRINT_DIGITS);
    need_hash(it, record, TEXT_SHA256, HASH_DIGITS);
    waiver.until = read_until(it, record);
    struct text_view year = text_of(it, record, YEAR);
    for (size_t i = 0; i < year.len && i < YEAR_DIGITS && year.at[i] >= '0' && year.at[i] <= '9'; i++)
        waiver.year = waiver.year * 10 + (year.at[i] - '0');
    add(it, &waiver, record);
}

/* ---- workbooks */

static enum status read_workbook(struct importing *it, const char *path)
{
    const struct doc_table *tables;
    size_t count = 0, found = 0;
    bool twice[COLUMNS];
    it->path = path;
    enum status status = doc_input_read_sheets(it->arena, path, &it->diagnostics, &tables, &count);
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        const struct doc_record *head = find_head(it, &tables[i], twice);
        if (!head) continue;
        found++;
        if (!check_columns(it, head, twice)) continue;
        for (const struct doc_record *record = head + 1; record < tables[i].records + tables[i].count; record++)
            read_row(it, record);
    }
    for (size_t i = 0; i < it->diagnostics.count; i++) { /* what would make it a submission is no help here */
        struct text_diagnostic *said = &it->diagnostics.items[i];
        bool no_book = said->code == DIAGNOSTIC_XLSX_BROKEN && text_view_equal(said->arguments[0], text_view_of("zip"));
        if (no_book) said->code = DIAGNOSTIC_IMPORT_BOOK;
    }
    if (status == STATUS_OK && found == 0)
        refuse(it, DIAGNOSTIC_IMPORT_SHEET, (struct text_span){0}, text_view_of(heading(it, DECISION)),
               text_view_of(heading(it, FINGERPRINT)), none);
    return status == STATUS_OK ? it->diagnostics.status : status;
}

static int compare_decided(const void *a, const void *b)
{
    const struct decided *x = a, *y = b;
    int order = text_view_compare(x->waiver.fingerprint, y->waiver.fingerprint);
    return order != 0 ? order : (x->order > y->order) - (x->order < y->order);
}

static int compare_order(const void *a, const void *b)
{
    const struct decided *x = a, *y = b;
    return (x->order > y->order) - (x->order < y->order);
}

/* One finding in two rows (a copied sheet, two workbooks): once, when they agree. */
static void unite(struct importing *it)
{
    size_t kept = 0;
    if (it->count > 1) qsort(it->items, it->count, sizeof *it->items, compare_decided);
    for (size_t i = 0; i < it->count; i++) {
        struct decided *before = kept > 0 ? &it->items[kept - 1] : NULL;
        bool again = before && text_view_equal(before->waiver.fingerprint, it->items[i].waiver.fingerprint);
        struct buf row;
        if (!again) {
            it->items[kept++] = it->items[i];
            continue;
        }
        if (same_decision(&before->waiver, &it->items[i].waiver)) continue;
        buf_init(&row);
        buf_add_int(&row, before->row);
        it->path = it->items[i].path;
        refuse(it, DIAGNOSTIC_IMPORT_TWICE, it->items[i].span, keep_buf(it, &row), none, none);
    }
    it->count = kept;
    if (it->count > 1) qsort(it->items, it->count, sizeof *it->items, compare_order);
}

/* ---- the file */

static bool is_held(const struct cli_waive_file *file, const struct review_waiver *waiver)
{
    const struct review_waiver *held = cli_waive_file_held(file, waiver->fingerprint);
    return held && same_decision(held, waiver);
}

static enum cli_exit write_decided(struct importing *it, const struct cli_waive_file *file)
{
    struct review_waiver *changed = arena_alloc(it->arena, (it->count + 1) * sizeof *changed);
    size_t count = 0, replaced = 0;
    if (!changed) return say(it, CLI_NO_MEMORY, NULL, NULL);
    for (size_t i = 0; i < it->count; i++)
        if (!is_held(file, &it->items[i].waiver)) changed[count++] = it->items[i].waiver;
    enum cli_exit exit = count > 0 ? cli_waive_file_add(file, changed, count, &replaced) : CLI_EXIT_CLEAN;
    if (exit != CLI_EXIT_CLEAN) return exit;
    if (count > 0) cli_say(stdout, it->arguments->language, CLI_WAIVE_WROTE, file->path, NULL);
    const size_t numbers[] = {count - replaced, replaced, it->count - count, it->undecided};
    cli_say_numbers(it->arguments->language, CLI_WAIVE_IMPORTED, numbers);
    return cli_flush(it->arguments->language) ? CLI_EXIT_CLEAN : CLI_EXIT_TROUBLE;
}

static enum cli_exit read_all(struct importing *it)
{
    const struct cli_arguments *arguments = it->arguments;
    bool invalid = false;
    for (size_t i = 0; i < arguments->path_count; i++) {
        enum status status = read_workbook(it, arguments->paths[i]);
        if (status == STATUS_NO_MEMORY) return say(it, CLI_NO_MEMORY, NULL, NULL);
        invalid |= status != STATUS_OK;
    }
    unite(it);
    if (it->diagnostics.status == STATUS_NO_MEMORY) return say(it, CLI_NO_MEMORY, NULL, NULL);
    if (!invalid && it->diagnostics.count == 0) return CLI_EXIT_CLEAN;
    cli_results_say(arguments, &it->diagnostics);
    return CLI_EXIT_TROUBLE;
}

static enum cli_exit import(struct importing *it)
{
    struct cli_judging judging = {.arguments = it->arguments, .arena = it->arena};
    struct cli_waive_file file = {.arguments = it->arguments, .arena = it->arena};
    if (it->arguments->path_count == 0) return say(it, CLI_USAGE_OF, "waive import REVIEW.xlsx...", NULL);
    enum cli_exit exit = cli_judging_settings(&judging);
    it->as_of = text_view_of(judging.as_of);
    text_diagnostics_init(&it->diagnostics, it->arena);
    if (exit == CLI_EXIT_CLEAN) exit = read_all(it);
    if (exit == CLI_EXIT_CLEAN) exit = cli_waive_file_open(&file, ".");
    return exit == CLI_EXIT_CLEAN ? write_decided(it, &file) : exit;
}

enum cli_exit cli_waive_import(const struct cli_arguments *arguments)
{
    struct importing it = {.arguments = arguments, .arena = arena_new(), .language = cli_text_language(arguments)};
    enum cli_exit exit = it.arena ? import(&it) : say(&it, CLI_NO_MEMORY, NULL, NULL);
    arena_free(it.arena);
    return exit;
}
