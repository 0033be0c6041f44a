/* A report to be read and passed on, in Markdown (GitHub's, for the tables): what was checked and what came of it, the
 * tables by ministry and by clause, then every finding under its request. Findings come first and stand last, so they
 * are put aside until the counts are known. */
#include "report/escape.h"
#include "report/index.h"
#include "report/lines.h"
#include "report/markdown_table.h"
#include "report/marked.h"
#include "report/money.h"
#include "report/printed.h"
#include "report/table.h"
#include "report/wording.h"
#include "text/place.h"
#include "text/printable.h"

struct markdown {
    size_t hidden; /* notes that are not shown */
    bool headed;   /* the submission that is written has its heading */
};

static const struct text_view none = {"", 0};

static enum status begin(struct report *report)
{
    report->state = arena_alloc(report->arena, sizeof(struct markdown));
    return report->state ? STATUS_OK : STATUS_NO_MEMORY;
}

/* ---- findings */

struct page {
    struct report *report;
    struct buf *out;
    enum text_language language;
};

static void add_item(const struct page *page, const char *label, struct text_view text, struct text_view source)
{
    bool both = text.len > 0 && source.len > 0;
    buf_add_string(page->out, "  - ");
    buf_add_string(page->out, label);
    buf_add_string(page->out, ": ");
    report_markdown(page->out, text);
    if (both) buf_add_string(page->out, report_plain(page->language, REPORT_OPEN));
    report_markdown(page->out, source);
    if (both) buf_add_string(page->out, report_plain(page->language, REPORT_CLOSE));
    buf_add_char(page->out, '\n');
}

static void add_phrase_item(const struct page *page, enum report_phrase label, struct text_view text)
{
    if (text.len > 0) add_item(page, report_plain(page->language, label), text, none);
}

static void name_place(struct buf *out, struct text_view path, struct text_place place)
{
    buf_add(out, path.at ? path.at : "", path.len);
    text_place_print(out, place);
}

/* "other.yaml:3 B-1「…」1（98％）" */
static void add_relation(const struct page *page, const struct review_relation *relation)
{
    struct buf words, number;
    buf_init(&words);
    buf_init(&number);
    name_place(&words, relation->path, relation->start);
    buf_add_char(&words, ' ');
    buf_add(&words, relation->request.at ? relation->request.at : "", relation->request.len);
    report_phrase(&words, page->language, REPORT_QUOTED, relation->title, none, none);
    buf_add(&words, relation->area.at ? relation->area.at : "", relation->area.len);
    buf_add_int(&number, relation->share);
    if (relation->share >= 0) report_phrase(&words, page->language, REPORT_SHARE, report_view(&number), none, none);
    add_phrase_item(page, relation->previous ? REPORT_LABEL_EARLIER : REPORT_LABEL_ALSO, report_view(&words));
    report_done(page->out, &number);
    report_done(page->out, &words);
}

static void add_waived(const struct page *page, const struct review_finding *finding)
{
    struct buf words;
    if (!finding->waived) return;
    buf_init(&words);
    report_mark(&words, page->language, finding->waived);
    buf_add_string(page->out, "**");
    report_markdown(page->out, report_view(&words));
    buf_add_string(page->out, "** ");
    report_done(page->out, &words);
}

/* "- **誤り** [R2-2.1.3] …" and what stands below it. */
static void add_finding(const struct page *page, const struct review_finding *finding)
{
    struct buf place;
    buf_init(&place);
    name_place(&place, finding->path, finding->range.start);
    buf_add_string(page->out, "- **");
    buf_add_string(page->out, report_severity_word(finding->severity, page->language));
    buf_add_string(page->out, "** \\[");
    report_markdown(page->out, finding->rule);
    buf_add_string(page->out, "\\] ");
    add_waived(page, finding);
    report_markdown(page->out, finding->headline);
    buf_add_char(page->out, '\n');
    add_phrase_item(page, REPORT_LABEL_PLACE, report_view(&place));
    add_phrase_item(page, REPORT_LABEL_WHY, finding->reason);
    for (size_t i = 0; i < finding->detail_count; i++)
        add_item(page, report_detail_word(finding->details[i].kind, page->language),
                 review_detail_below(&finding->details[i]), finding->details[i].source);
    for (size_t i = 0; i < finding->relation_count; i++)
        add_relation(page, &finding->relations[i]);
    report_done(page->out, &place);
}

/* "### MIC-1「…」: 要修正・120 百万円" */
static void add_request_head(const struct page *page, const struct review_finding *finding,
                             const struct review_request *request)
{
    struct text_view id = finding->request.len > 0 ? finding->request : none;
    buf_add_string(page->out, "\n### ");
    if (finding->on_file) buf_add_string(page->out, report_plain(page->language, REPORT_ON_FILE));
    else report_markdown(page->out, id);
    if (request) {
        struct buf words;
        buf_init(&words);
        report_phrase(&words, page->language, REPORT_QUOTED, request->title, none, none);
        buf_add_string(&words, ": ");
        buf_add_string(&words, report_request_word(request->verdict, page->language));
        report_markdown(page->out, report_view(&words));
        report_done(page->out, &words);
    }
    buf_add_string(page->out, "\n\n");
}

static bool is_shown(struct report *report, const struct review_finding *finding)
{
    struct markdown *markdown = report->state;
    bool shown = report_is_shown(&report->run->settings, finding);
    markdown->hidden += !shown;
    return shown;
}

/* "## 総務省（mic.yaml）" */
static void add_file_head(const struct page *page, const struct review_submission *record)
{
    buf_add_string(page->out, "\n## ");
    report_markdown(page->out, report_ministry_name(record->ministry, page->language));
    buf_add_string(page->out, report_plain(page->language, REPORT_OPEN));
    report_markdown(page->out, record->path);
    buf_add_string(page->out, report_plain(page->language, REPORT_CLOSE));
    buf_add_char(page->out, '\n');
}

static void add_findings(const struct page *page, const struct review_submission *record,
                         const struct report_index *index)
{
    struct markdown *markdown = page->report->state;
    const struct review_finding *before = NULL;
    size_t last = REVIEW_NONE;
    for (size_t i = 0; i < record->finding_count; i++) {
        const struct review_finding *finding = &record->findings[i];
        size_t request = report_index_of(index, finding);
        if (!is_shown(page->report, finding)) continue;
        if (!markdown->headed) add_file_head(page, record);
        markdown->headed = true;
        bool same = before && request == last && before->on_file == finding->on_file &&
                    text_view_equal(before->request, finding->request);
        if (!same) add_request_head(page, finding, request == REVIEW_NONE ? NULL : &record->requests[request]);
        add_finding(page, finding);
        before = finding;
        last = request;
    }
}

static struct page page_of(struct report *report)
{
    return (struct page){report, &report->findings, report->run->settings.language};
}

static enum status document(struct report *report, const struct report_document *document)
{
    const struct page page = page_of(report);
    struct markdown *markdown = report->state;
    struct arena *arena = arena_new();
    struct report_index index;
    enum status status = arena ? report_index_init(&index, arena, document->record) : STATUS_NO_MEMORY;
    if (!document->goes_on) markdown->headed = false;
    if (status == STATUS_OK) add_findings(&page, document->record, &index);
    arena_free(arena);
    report->documents += !document->goes_on;
    if (status == STATUS_OK) status = review_summary_add(&report->summary, document->record);
    if (status == STATUS_OK) status = review_matrix_add(&report->matrix, document->record);
    return status == STATUS_OK ? spool_take(&report->spool, &report->findings) : status;
}

static enum status set(struct report *report, const struct review_finding *findings, size_t count)
{
    const struct page page = page_of(report);
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        if (!is_shown(report, &findings[i])) continue;
        if (!any) {
            buf_add_string(page.out, "\n## ");
            buf_add_string(page.out, report_plain(page.language, REPORT_SUITE_SET));
            buf_add_string(page.out, "\n\n");
        }
        any = true;
        add_finding(&page, &findings[i]);
    }
    return spool_take(&report->spool, &report->findings);
}

static enum status error(struct report *report, const struct review_error *error)
{
    struct buf place;
    buf_init(&place);
    name_place(&place, error->path, error->start);
    buf_add_string(&report->errors, "- ");
    buf_add_string(&report->errors, "\\[");
    report_markdown(&report->errors, error->code);
    buf_add_string(&report->errors, "\\] ");
    report_markdown(&report->errors, report_view(&place));
    buf_add_string(&report->errors, ": ");
    report_markdown(&report->errors, error->message);
    buf_add_char(&report->errors, '\n');
    report_done(&report->errors, &place);
    return buf_status(&report->errors);
}

/* ---- the head */

/* Lines that are made for a terminal, as items of a list. */
static void add_lines(struct buf *out, struct buf *lines)
{
    struct text_view rest = report_view(lines);
    while (rest.len > 0) {
        struct text_view line = text_view_trim(text_view_take_line(&rest));
        if (line.len == 0) continue;
        buf_add_string(out, "- ");
        report_markdown(out, line);
        buf_add_char(out, '\n');
    }
    report_done(out, lines);
}

static void add_head(struct report *report, const struct review_totals *totals)
{
    const struct report_run *run = report->run;
    enum text_language language = run->settings.language;
    struct buf lines;
    buf_add_string(&report->out, "# ");
    buf_add_string(&report->out, report_plain(language, REPORT_MARKDOWN_TITLE));
    buf_add_string(&report->out, "\n\n");
    buf_init(&lines);
    report_counts(&lines, language, totals);
    for (size_t i = 0; i < run->pack_count; i++) {
        const struct review_pack *pack = &run->packs[i];
        report_phrase(&lines, language, REPORT_PACK_LINE, pack->title, pack->decided,
                      pack->sha256.len >= 12 ? text_view_part(pack->sha256, 0, 12) : none);
        buf_add_char(&lines, '\n');
    }
    report_phrase(&lines, language, REPORT_MARKDOWN_RUN, text_view_of(run->version), text_view_of(run->as_of),
                  text_view_of(run->manifest->digest));
    buf_add_char(&lines, '\n');
    buf_add_string(&lines, report_redacted(language, run->settings.redact));
    add_lines(&report->out, &lines);
    buf_add_string(&report->out, "\n> ");
    buf_add_string(&report->out, report_plain(language, REPORT_NO_APPROVAL));
    buf_add_char(&report->out, '\n');
}

static void add_tables(struct report *report)
{
    const struct report_settings *settings = &report->run->settings;
    struct buf lines;
    if (report->documents == 0) return;
    review_summary_sort(&report->summary);
    review_matrix_sort(&report->matrix);
    report_markdown_ministries(&report->out, settings, &report->summary);
    report_markdown_clauses(&report->out, settings, &report->matrix);
    buf_init(&lines);
    report_left_out(&lines, settings, &report->matrix.sums);
    report_printed_lines(&lines, report->run, &report->matrix.sums);
    if (report->run->parts > 1) {
        report_number_phrase(&lines, settings->language, REPORT_MERGED, (uint32_t)report->run->parts);
        buf_add_char(&lines, '\n');
    }
    if (lines.len > 0) buf_add_char(&report->out, '\n');
    add_lines(&report->out, &lines);
}

static enum status end(struct report *report, const struct review_totals *totals)
{
    const struct markdown *markdown = report->state;
    enum text_language language = report->run->settings.language;
    enum status status = buf_status(&report->errors);
    if (status != STATUS_OK) return status;
    add_head(report, totals);
    add_tables(report);
    if (report->errors.len > 0) {
        buf_add_string(&report->out, "\n## ");
        buf_add_string(&report->out, report_plain(language, REPORT_UNREADABLE));
        buf_add_string(&report->out, "\n\n");
        buf_add(&report->out, report->errors.bytes, report->errors.len);
    }
    status = report_copy(report, &report->spool, 0, spool_len(&report->spool));
    if (markdown->hidden > 0) {
        buf_add_char(&report->out, '\n');
        report_number_phrase(&report->out, language, REPORT_MARKDOWN_HIDDEN, (uint32_t)markdown->hidden);
        buf_add_char(&report->out, '\n');
    }
    return status == STATUS_OK ? report_flush(report) : status;
}

const struct report_format report_markdown_format = {
    .name = "markdown", .in_parts = true, .begin = begin, .document = document, .error = error, .set = set, .end = end};
