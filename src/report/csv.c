/* A table of findings for spreadsheets: UTF-8 with BOM and CRLF, a row each; what a spreadsheet would take for a
 * formula is guarded (doc/csv_guard). Inputs that could not be read are rows too. */
#include "doc/write.h"
#include "report/index.h"
#include "report/report.h"
#include "report/wording.h"
#include "text/place.h"

static const struct text_view none;

/* In order. */
enum column {
    COLUMN_LEVEL,
    COLUMN_RULE,
    COLUMN_MINISTRY,
    COLUMN_REQUEST,
    COLUMN_TITLE,
    COLUMN_AREA,
    COLUMN_CRITERION,
    COLUMN_FINDING,
    COLUMN_REASON,
    COLUMN_PATH,
    COLUMN_SHEET,
    COLUMN_CELL,
    COLUMN_LINE,
    COLUMN_COLUMN,
    COLUMN_WAIVED,
    COLUMN_DECISION,
    COLUMN_WAIVED_REASON,
    COLUMN_WAIVED_BY,
    COLUMN_WAIVED_UNTIL,
    COLUMN_FINGERPRINT,
    COLUMNS
};

/* A row; empty cells are not known. */
struct row {
    struct text_view cells[COLUMNS];
    struct buf numbers[COLUMNS]; /* of cells that are made for it */
};

static void add_row(struct buf *out, const struct text_view *cells)
{
    for (size_t i = 0; i < COLUMNS; i++) {
        if (i > 0) buf_add_char(out, ',');
        doc_write_csv_cell(out, cells[i]);
    }
    buf_add_string(out, "\r\n");
}

static enum status begin(struct report *report)
{
    static const enum report_phrase heads[COLUMNS] = {[COLUMN_LEVEL] = REPORT_COLUMN_LEVEL,
                                                      [COLUMN_RULE] = REPORT_COLUMN_RULE,
                                                      [COLUMN_MINISTRY] = REPORT_COLUMN_MINISTRY,
                                                      [COLUMN_REQUEST] = REPORT_COLUMN_REQUEST,
                                                      [COLUMN_TITLE] = REPORT_COLUMN_TITLE,
                                                      [COLUMN_AREA] = REPORT_COLUMN_AREA,
                                                      [COLUMN_CRITERION] = REPORT_COLUMN_CRITERION,
                                                      [COLUMN_FINDING] = REPORT_COLUMN_FINDING,
                                                      [COLUMN_REASON] = REPORT_COLUMN_REASON,
                                                      [COLUMN_PATH] = REPORT_COLUMN_PATH,
                                                      [COLUMN_SHEET] = REPORT_COLUMN_SHEET,
                                                      [COLUMN_CELL] = REPORT_COLUMN_CELL,
                                                      [COLUMN_LINE] = REPORT_COLUMN_LINE,
                                                      [COLUMN_COLUMN] = REPORT_COLUMN_COLUMN,
                                                      [COLUMN_WAIVED] = REPORT_COLUMN_WAIVED,
                                                      [COLUMN_DECISION] = REPORT_COLUMN_DECISION,
                                                      [COLUMN_WAIVED_REASON] = REPORT_COLUMN_WAIVED_REASON,
                                                      [COLUMN_WAIVED_BY] = REPORT_COLUMN_WAIVED_BY,
                                                      [COLUMN_WAIVED_UNTIL] = REPORT_COLUMN_WAIVED_UNTIL,
                                                      [COLUMN_FINGERPRINT] = REPORT_COLUMN_FINGERPRINT};
    struct text_view cells[COLUMNS];
    for (size_t i = 0; i < COLUMNS; i++)
        cells[i] = text_view_of(report_plain(report->run->settings.language, heads[i]));
    buf_add_string(&report->out, "\xEF\xBB\xBF");
    add_row(&report->out, cells);
    return report_flush(report);
}

static void put_number(struct row *row, enum column column, int64_t number)
{
    buf_add_int(&row->numbers[column], number);
    row->cells[column] = report_view(&row->numbers[column]);
}

/* A workbook's cell, else line and column; a cell of a CSV file is both. */
static void put_place(struct row *row, struct text_place place, const struct review_cell_place *cell)
{
    bool in_book = place.cell > 0;
    uint32_t at_row = in_book ? place.line : cell ? cell->row : 0;
    uint32_t at_column = in_book ? place.cell : cell ? cell->column : 0;
    row->cells[COLUMN_SHEET] = place.sheet;
    if (at_row > 0) {
        text_cell_name(&row->numbers[COLUMN_CELL], at_row, at_column);
        row->cells[COLUMN_CELL] = report_view(&row->numbers[COLUMN_CELL]);
    }
    if (in_book || place.line == 0) return;
    put_number(row, COLUMN_LINE, place.line);
    put_number(row, COLUMN_COLUMN, place.column);
}

static void put_waived(struct row *row, const struct review_waived *waived, enum text_language language)
{
    if (!waived) return;
    row->cells[COLUMN_WAIVED] = text_view_of(waived->holds ? report_plain(language, REPORT_COLUMN_WAIVED) : "");
    row->cells[COLUMN_DECISION] = text_view_of(report_waiver_word(waived->state, language));
    row->cells[COLUMN_WAIVED_REASON] = waived->reason;
    row->cells[COLUMN_WAIVED_BY] = waived->by;
    row->cells[COLUMN_WAIVED_UNTIL] = waived->until;
}

static void end_row(struct buf *out, struct row *row)
{
    add_row(out, row->cells);
    for (size_t i = 0; i < COLUMNS; i++)
        report_done(out, &row->numbers[i]);
}

/* `title`: of the request that it is on. */
static void add_finding(struct report *report, struct text_view ministry, struct text_view title,
                        const struct review_finding *finding)
{
    enum text_language language = report->run->settings.language;
    struct row row = {0};
    row.cells[COLUMN_LEVEL] = text_view_of(report_severity_word(finding->severity, language));
    row.cells[COLUMN_RULE] = finding->rule;
    row.cells[COLUMN_MINISTRY] = ministry;
    row.cells[COLUMN_REQUEST] = finding->request;
    row.cells[COLUMN_TITLE] = title;
    row.cells[COLUMN_AREA] = finding->area;
    row.cells[COLUMN_CRITERION] = finding->criterion;
    row.cells[COLUMN_FINDING] = finding->headline;
    row.cells[COLUMN_REASON] = finding->reason;
    row.cells[COLUMN_PATH] = finding->path;
    put_place(&row, finding->range.start, &finding->cell);
    put_waived(&row, finding->waived, language);
    row.cells[COLUMN_FINGERPRINT] = finding->fingerprint;
    end_row(&report->out, &row);
}

static enum status document(struct report *report, const struct report_document *document)
{
    const struct review_submission *record = document->record;
    struct arena *arena = arena_new();
    struct report_index index;
    enum status status = arena ? report_index_init(&index, arena, record) : STATUS_NO_MEMORY;
    for (size_t i = 0; i < record->finding_count && status == STATUS_OK; i++) {
        size_t request = report_index_of(&index, &record->findings[i]);
        struct text_view title = request == REVIEW_NONE ? none : record->requests[request].title;
        add_finding(report, record->ministry, title, &record->findings[i]);
    }
    arena_free(arena);
    return status == STATUS_OK ? report_flush(report) : status;
}

static enum status set(struct report *report, const struct review_finding *findings, size_t count)
{
    for (size_t i = 0; i < count; i++)
        add_finding(report, findings[i].ministry, findings[i].title, &findings[i]);
    return report_flush(report);
}

static enum status error(struct report *report, const struct review_error *error)
{
    struct row row = {0};
    row.cells[COLUMN_LEVEL] = text_view_of(report_plain(report->run->settings.language, REPORT_UNREADABLE));
    row.cells[COLUMN_RULE] = error->code;
    row.cells[COLUMN_FINDING] = error->message;
    row.cells[COLUMN_PATH] = error->path;
    put_place(&row, error->start, NULL);
    end_row(&report->out, &row);
    return report_flush(report);
}

static enum status end(struct report *report, const struct review_totals *totals)
{
    (void)totals;
    return report_flush(report);
}

const struct report_format report_csv = {.name = "csv",
                                         .in_parts = true,
                                         .for_machines = true,
                                         .begin = begin,
                                         .document = document,
                                         .error = error,
                                         .set = set,
                                         .end = end};
