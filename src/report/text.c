/* For people at a terminal: each finding with its line of the file, what is asked, an example; then a table by
 * ministry, what a pass means, and the counts. */
#include "report/excerpt.h"
#include "report/explain.h"
#include "report/lines.h"
#include "report/printed.h"
#include "report/table.h"
#include "report/wording.h"
#include "text/place.h"
#include "text/printable.h"

#define RELATIONS 8 /* places of a finding over the set that are named */

static const struct text_view none = {"", 0};

static enum status begin(struct report *report)
{
    (void)report;
    return STATUS_OK;
}

struct lines {
    struct buf *out;
    const struct report_settings *settings;
    const struct report_partners *partners; /* of the submission */
    const struct review_finding *finding;
};

static void begin_line(struct buf *out, const struct report_settings *settings, uint32_t line, const char *label)
{
    const struct report_colors *colors = report_colors(settings->color);
    buf_add_repeat(out, ' ', report_gutter(line) + 1);
    buf_add_string(out, colors->gutter);
    buf_add_string(out, "= ");
    buf_add_string(out, colors->reset);
    buf_add_string(out, label);
    buf_add_string(out, ": ");
}

static void label_at(struct buf *out, const struct report_settings *settings, uint32_t line, enum report_phrase label)
{
    begin_line(out, settings, line, report_plain(settings->language, label));
}

static void label_line(const struct lines *to, enum report_phrase label)
{
    label_at(to->out, to->settings, to->finding->range.start.line, label);
}

static void detail_line(const struct lines *to, const struct review_detail *detail)
{
    struct text_view text = review_detail_below(detail);
    bool both = text.len > 0 && detail->source.len > 0;
    begin_line(to->out, to->settings, to->finding->range.start.line,
               report_detail_word(detail->kind, to->settings->language));
    text_print(to->out, text);
    if (both) buf_add_string(to->out, report_plain(to->settings->language, REPORT_OPEN));
    text_print(to->out, detail->source);
    if (both) buf_add_string(to->out, report_plain(to->settings->language, REPORT_CLOSE));
    buf_add_char(to->out, '\n');
}

/* A finding that says why the claim failed is shown inside the clause's. */
static void because_line(const struct lines *to)
{
    const struct review_finding *why = report_partner_of(to->partners, to->finding);
    if (!why || !review_is_open(why)) return;
    label_line(to, REPORT_LABEL_WHY);
    text_print(to->out, why->headline);
    buf_add_string(to->out, " [");
    text_print(to->out, why->rule);
    buf_add_string(to->out, "]\n");
}

/* One that is waived stands by itself, and so does one whose clause's finding is. */
static bool is_inside_clause(const struct lines *to)
{
    const struct review_finding *partner = report_partner_of(to->partners, to->finding);
    return to->finding->explains.len > 0 && partner && review_is_open(partner) && review_is_open(to->finding);
}

/* In a table: the cell and the name of its column. */
static void cell_line(const struct lines *to)
{
    const struct review_cell_place *cell = &to->finding->cell;
    struct buf reference;
    if (cell->row == 0) return;
    buf_init(&reference);
    text_cell_name(&reference, cell->row, cell->column);
    label_line(to, REPORT_LABEL_CELL);
    report_phrase(to->out, to->settings->language, cell->header.len > 0 ? REPORT_CELL_NAMED : REPORT_CELL,
                  report_view(&reference), cell->header, none);
    buf_add_char(to->out, '\n');
    report_done(to->out, &reference);
}

/* What reviewers decided. */
static void waived_line(const struct lines *to)
{
    if (!to->finding->waived) return;
    label_line(to, REPORT_LABEL_WAIVED);
    report_waived(to->out, to->settings->language, to->finding->waived);
    buf_add_char(to->out, '\n');
}

/* Of a waived one nobody has to act on any more, the head and the decision. */
static void write_finding(const struct lines *to)
{
    const struct review_finding *finding = to->finding;
    report_head_line(to->out, to->settings, finding);
    waived_line(to);
    if (!review_is_open(finding)) {
        buf_add_char(to->out, '\n');
        return;
    }
    report_excerpt(to->out, finding->range.start.line, &finding->excerpt, finding->reason,
                   report_colors(to->settings->color));
    cell_line(to);
    if (finding->explains.len == 0) because_line(to);
    for (size_t i = 0; i < finding->detail_count; i++)
        detail_line(to, &finding->details[i]);
    buf_add_char(to->out, '\n');
}

static enum status take_partners(struct report *report, const struct review_submission *record)
{
    enum status status = STATUS_OK;
    report_partners_clear(&report->partners);
    for (size_t i = 0; i < record->finding_count && status == STATUS_OK; i++)
        if (report_is_shown(&report->run->settings, &record->findings[i]))
            status = report_partners_add(&report->partners, report->arena, &record->findings[i]);
    report_partners_sort(&report->partners);
    return status;
}

/* The reasons follow all findings of a submission: those of its parts are put aside until the last has come. */
static enum status explain(struct report *report, const struct report_document *document)
{
    enum status status = report_explain(&report->findings, &report->run->settings, document);
    if (status == STATUS_OK) status = spool_take(&report->spool, &report->findings);
    if (status != STATUS_OK || document->has_more) return status;
    status = report_copy(report, &report->spool, 0, spool_len(&report->spool));
    spool_clear(&report->spool);
    return status;
}

static enum status document(struct report *report, const struct report_document *document)
{
    const struct report_settings *settings = &report->run->settings;
    const struct review_submission *record = document->record;
    if (settings->quiet) return STATUS_OK;
    enum status status = take_partners(report, record);
    for (size_t i = 0; i < record->finding_count && status == STATUS_OK; i++) {
        struct lines to = {&report->out, settings, &report->partners, &record->findings[i]};
        if (report_is_shown(settings, to.finding) && !is_inside_clause(&to)) write_finding(&to);
        status = report_relieve(report);
    }
    const bool may_explain = settings->explain && !settings->redact; /* it tells of the texts themselves */
    if (status == STATUS_OK && may_explain && document->result) status = explain(report, document);
    report->documents += !document->goes_on;
    if (status == STATUS_OK) status = review_summary_add(&report->summary, record);
    if (status == STATUS_OK) status = review_matrix_add(&report->matrix, record);
    enum status flushed = report_flush(report);
    return status != STATUS_OK ? status : flushed;
}

/* "path:line: MIC-3「…」2(1)③（98%）" */
static void relation_line(const struct lines *to, const struct review_relation *relation)
{
    struct buf number;
    label_line(to, relation->previous ? REPORT_LABEL_EARLIER : REPORT_LABEL_ALSO);
    text_print(to->out, relation->path);
    text_place_print_line(to->out, relation->start);
    buf_add_string(to->out, ": ");
    text_print(to->out, relation->request);
    report_phrase(to->out, to->settings->language, REPORT_TITLED, relation->title, none, none);
    if (to->settings->language == TEXT_EN && relation->area.len > 0) buf_add_char(to->out, ' ');
    text_print(to->out, relation->area);
    buf_init(&number);
    buf_add_int(&number, relation->share);
    if (relation->share >= 0)
        report_phrase(to->out, to->settings->language, REPORT_SHARE, report_view(&number), none, none);
    report_done(to->out, &number);
    buf_add_char(to->out, '\n');
}

static void write_set_finding(const struct lines *to)
{
    const struct review_finding *finding = to->finding;
    size_t shown = finding->relation_count <= RELATIONS + 1 ? finding->relation_count : RELATIONS;
    report_head_line(to->out, to->settings, finding);
    waived_line(to);
    for (size_t i = 0; i < shown; i++)
        relation_line(to, &finding->relations[i]);
    if (shown < finding->relation_count) {
        label_line(to, REPORT_LABEL_ALSO);
        report_number_phrase(to->out, to->settings->language, REPORT_MORE_PLACES,
                             (uint32_t)(finding->relation_count - shown));
        buf_add_char(to->out, '\n');
    }
    buf_add_char(to->out, '\n');
}

/* Not what is wrong with a waiver, which stands there too. */
static bool finding_compares(const struct review_finding *finding)
{
    return finding->relation_count > 0;
}

static enum status set(struct report *report, const struct review_finding *findings, size_t count)
{
    const struct report_settings *settings = &report->run->settings;
    for (size_t i = 0; !settings->quiet && i < count; i++) {
        const struct lines to = {&report->out, settings, NULL, &findings[i]};
        if (!report_is_shown(settings, to.finding)) continue;
        write_set_finding(&to);
        report->set_count += finding_compares(&findings[i]);
    }
    return report_flush(report);
}

static void fixed_line(struct report *report, const struct review_error *error)
{
    if (error->fixed.len == 0) return;
    label_at(&report->out, &report->run->settings, error->start.line, REPORT_LABEL_FIXED);
    text_print(&report->out, error->fixed);
    buf_add_char(&report->out, '\n');
}

static enum status error(struct report *report, const struct review_error *error)
{
    report_error_line(&report->out, &report->run->settings, error);
    if (!report->run->settings.quiet) {
        report_excerpt(&report->out, error->start.line, &error->excerpt, none,
                       report_colors(report->run->settings.color));
        fixed_line(report, error);
        buf_add_char(&report->out, '\n');
    }
    return report_flush(report);
}

/* What the tables above do not take in. */
static void set_line(struct report *report)
{
    enum text_language language = report->run->settings.language;
    if (report->set_count > 0) {
        report_number_phrase(&report->out, language, REPORT_SET_APART, (uint32_t)report->set_count);
        buf_add_char(&report->out, '\n');
    }
    if (report->run->parts > 1) {
        report_number_phrase(&report->out, language, REPORT_MERGED, (uint32_t)report->run->parts);
        buf_add_char(&report->out, '\n');
    }
}

/* Nobody may take a part of the findings for all. */
static void filter_line(struct report *report)
{
    const struct review_manifest *manifest = report->run->manifest;
    struct buf list;
    if (manifest->filter_count == 0) return;
    buf_init(&list);
    for (size_t i = 0; i < manifest->filter_count; i++) {
        if (i > 0) buf_add_string(&list, report_plain(report->run->settings.language, REPORT_LIST_COMMA));
        text_print(&list, manifest->filters[i]);
    }
    report_phrase(&report->out, report->run->settings.language, REPORT_FILTERED, report_view(&list), none, none);
    buf_add_char(&report->out, '\n');
    report_done(&report->out, &list);
}

static void redacted_line(struct report *report)
{
    const struct report_settings *settings = &report->run->settings;
    if (!settings->redact) return;
    buf_add_string(&report->out, report_redacted(settings->language, settings->redact));
    buf_add_char(&report->out, '\n');
}

static void pack_lines(struct report *report)
{
    enum text_language language = report->run->settings.language;
    for (size_t i = 0; i < report->run->pack_count; i++) {
        const struct review_pack *pack = &report->run->packs[i];
        report_phrase(&report->out, language, REPORT_PACK_LINE, pack->title, pack->decided,
                      pack->sha256.len >= 12 ? text_view_part(pack->sha256, 0, 12) : none);
        buf_add_char(&report->out, '\n');
    }
}

static enum status end(struct report *report, const struct review_totals *totals)
{
    const struct report_settings *settings = &report->run->settings;
    if (!settings->quiet && report->documents > 0) {
        review_summary_sort(&report->summary);
        report_table(&report->out, settings, &report->summary);
        review_matrix_sort(&report->matrix);
        if (report->documents > 1) report_clause_table(&report->out, settings, &report->matrix);
        report_left_out(&report->out, settings, &report->matrix.sums);
        if (report->documents > 1) buf_add_char(&report->out, '\n');
        report_printed_lines(&report->out, report->run, &report->matrix.sums);
        set_line(report);
        redacted_line(report);
        filter_line(report);
        pack_lines(report);
        buf_add_string(&report->out, report_plain(settings->language, REPORT_NO_APPROVAL));
        buf_add_char(&report->out, '\n');
    }
    report_counts(&report->out, settings->language, totals);
    return report_flush(report);
}

const struct report_format report_text = {.name = "text",
                                          .has_colors = true,
                                          .in_parts = true,
                                          .begin = begin,
                                          .document = document,
                                          .error = error,
                                          .set = set,
                                          .end = end};
