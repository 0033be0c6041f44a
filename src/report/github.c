/* Workflow commands for GitHub Actions, which it shows as annotations: `::error file=…,line=…,title=…::message`. It
 * keeps few of each level and step, so the gravest come first and a last notice says how many are not among them; the
 * whole is for the summary of the job, which is format markdown. */
#include "report/escape.h"
#include "report/marked.h"
#include "report/report.h"
#include "report/wording.h"
#include "text/place.h"

#define KEPT 10 /* annotations of a level that are kept of a step */

/* In the order that they are written in. */
enum class { UNREADABLE, ERROR, WARNING, NOTE, WAIVED, CLASSES };
enum level { LEVEL_ERROR, LEVEL_WARNING, LEVEL_NOTICE, LEVELS };
static const char *const level_names[] = {"error", "warning", "notice"};
static const enum level level_of[CLASSES] = {[UNREADABLE] = LEVEL_ERROR,
                                             [ERROR] = LEVEL_ERROR,
                                             [WARNING] = LEVEL_WARNING,
                                             [NOTE] = LEVEL_NOTICE,
                                             [WAIVED] = LEVEL_NOTICE};

struct github {
    struct text_view kept[CLASSES][KEPT]; /* lines, in the report's arena */
    size_t counts[CLASSES];
};

static enum status begin(struct report *report)
{
    report->state = arena_alloc(report->arena, sizeof(struct github));
    return report->state ? STATUS_OK : STATUS_NO_MEMORY;
}

static void add_property(struct buf *line, const char *name, struct text_view value)
{
    buf_add_string(line, name);
    report_command(line, value, REPORT_COMMAND_PROPERTY);
}

static void add_number(struct buf *line, const char *name, uint32_t number)
{
    buf_add_string(line, name);
    buf_add_int(line, number);
}

/* Columns are taken only where the range is in one line; a workbook has no line at all. */
static void add_place(struct buf *line, const struct review_range *range)
{
    const struct text_place *start = &range->start, *end = &range->end;
    if (start->line == 0 || start->cell > 0) return;
    add_number(line, ",line=", start->line);
    if (end->line == 0) return;
    add_number(line, ",endLine=", end->line);
    if (end->line != start->line || start->unit == 0 || end->unit == 0) return;
    add_number(line, ",col=", start->unit);
    add_number(line, ",endColumn=", end->unit);
}

/* "!予算!C12: " */
static void add_cell(struct buf *line, struct text_place place)
{
    struct buf words;
    if (place.cell == 0) return;
    buf_init(&words);
    text_place_print(&words, place);
    report_command(line, report_view(&words), REPORT_COMMAND_DATA);
    buf_add_string(line, ": ");
    report_done(line, &words);
}

struct annotation {
    enum class class;
    struct text_view path, title, message;
    const struct review_range *range;
};

static void add_annotation(struct buf *line, const struct annotation *from)
{
    struct text_view path = from->path;
    while (path.len > 2 && path.at[0] == '.' && path.at[1] == '/')
        path = text_view_part(path, 2, path.len);
    buf_add_string(line, "::");
    buf_add_string(line, level_names[level_of[from->class]]);
    add_property(line, " file=", path);
    add_place(line, from->range);
    add_property(line, ",title=", from->title);
    buf_add_string(line, "::");
    add_cell(line, from->range->start);
    report_command(line, from->message, REPORT_COMMAND_DATA);
    buf_add_char(line, '\n');
}

/* Only what may be written at the end is made and kept. */
static enum status keep(struct report *report, const struct annotation *from)
{
    struct github *github = report->state;
    size_t number = github->counts[from->class]++;
    struct buf line;
    if (number >= KEPT) return STATUS_OK;
    buf_init(&line);
    add_annotation(&line, from);
    enum status status = buf_status(&line);
    const char *copy = status == STATUS_OK ? arena_copy(report->arena, line.bytes, line.len) : NULL;
    if (copy) github->kept[from->class][number] = (struct text_view){copy, line.len};
    buf_clear(&line);
    return copy ? STATUS_OK : STATUS_NO_MEMORY;
}

static enum status set(struct report *report, const struct review_finding *findings, size_t count)
{
    static const enum class classes[] = {[RULE_NOTE] = NOTE, [RULE_WARNING] = WARNING, [RULE_ERROR] = ERROR};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        const struct review_finding *finding = &findings[i];
        struct buf words;
        buf_init(&words);
        report_marked(&words, report->run->settings.language, finding);
        status = buf_status(&words);
        if (status == STATUS_OK)
            status =
                keep(report, &(struct annotation){review_is_open(finding) ? classes[finding->severity] : WAIVED,
                                                  finding->path, finding->rule, report_view(&words), &finding->range});
        buf_clear(&words);
    }
    return status;
}

static enum status document(struct report *report, const struct report_document *document)
{
    return set(report, document->record->findings, document->record->finding_count);
}

static enum status error(struct report *report, const struct review_error *error)
{
    const struct review_range range = {.start = error->start};
    return keep(report, &(struct annotation){UNREADABLE, error->path, error->code, error->message, &range});
}

/* "::notice::ほかに誤り 3 件、…": what was left out, by level. */
static void add_rest(struct report *report, const size_t rest[LEVELS])
{
    static const enum report_phrase words[LEVELS] = {REPORT_MORE_ERRORS, REPORT_MORE_WARNINGS, REPORT_MORE_NOTICES};
    enum text_language language = report->run->settings.language;
    struct buf line;
    buf_init(&line);
    for (size_t level = 0; level < LEVELS; level++) {
        if (rest[level] == 0) continue;
        buf_add_string(&line, line.len > 0 ? report_plain(language, REPORT_LIST_COMMA) : "");
        report_number_phrase(&line, language, words[level], (uint32_t)rest[level]);
    }
    if (line.len > 0) {
        buf_add_string(&report->out, "::notice title=juten::");
        report_command(&report->out, report_view(&line), REPORT_COMMAND_DATA);
        buf_add_char(&report->out, '\n');
    }
    report_done(&report->out, &line);
}

/* A place of the notices is for the one that says what is left out. */
static enum status end(struct report *report, const struct review_totals *totals)
{
    const struct github *github = report->state;
    size_t all[LEVELS] = {0}, written[LEVELS] = {0};
    (void)totals;
    for (size_t class = 0; class < CLASSES; class ++)
        all[level_of[class]] += github->counts[class];
    bool more = all[LEVEL_ERROR] > KEPT || all[LEVEL_WARNING] > KEPT || all[LEVEL_NOTICE] > KEPT;
    for (size_t class = 0; class < CLASSES; class ++) {
        enum level level = level_of[class];
        size_t room = level == LEVEL_NOTICE && more ? KEPT - 1 : KEPT;
        for (size_t i = 0; i < github->counts[class] && i < KEPT && written[level] < room; i++, written[level]++)
            buf_add(&report->out, github->kept[class][i].at, github->kept[class][i].len);
    }
    for (size_t level = 0; level < LEVELS; level++)
        all[level] -= written[level];
    add_rest(report, all);
    return report_flush(report);
}

const struct report_format report_github = {.name = "github",
                                            .in_parts = true,
                                            .for_machines = true,
                                            .begin = begin,
                                            .document = document,
                                            .error = error,
                                            .set = set,
                                            .end = end};
