/* The HTML report: one file that stands alone, for reviewers and ministries.
 *
 *     head · figures · areas × ministries · bars · list of requests, each line opening to its card ·
 *     findings on files and over the set · unreadable inputs · rules · record of the run
 *
 * A card is made when its submission comes in and put aside (base/spool); at the end the cards are copied behind what
 * is known by then, those with most unjustified yen first. Everything can be read without scripts: these only filter,
 * order and link. Policy of the page: no network, no script or style but its own, named by their hashes. */
#include "report/html_part.h"

#include "eval/check.h"
#include "report/html_page.h"
#include "review/redact.h"
#include "text/place.h"
#include "text/printable.h"

#include <stdlib.h>

#define GROUP 50 /* cards of a group, which a browser lays out when it comes into view; page.css counts on as many */

static enum status begin(struct report *report)
{
    struct html *to = arena_alloc(report->arena, sizeof *to);
    if (!to) return STATUS_NO_MEMORY;
    *to = (struct html){.report = report,
                        .out = &report->out,
                        .settings = &report->run->settings,
                        .language = report->run->settings.language,
                        .hides_yen = (report->run->settings.redact & REVIEW_REDACT_AMOUNTS) != 0};
    spool_init(&to->cards);
    buf_init(&to->on_files);
    report->state = to;
    return STATUS_OK;
}

static void close(struct report *report)
{
    struct html *to = report->state;
    if (!to) return;
    spool_clear(&to->cards);
    buf_clear(&to->on_files);
}

/* ---- submissions */

/* A finding and the request that it stands on. */
struct finding_of_request {
    size_t request, finding;
};

struct sorted {
    struct finding_of_request *findings;
    const struct review_finding **of_one; /* those of the request that is written */
    size_t finding_count, next;
};

static int compare_findings(const void *a, const void *b)
{
    const struct finding_of_request *x = a, *y = b;
    if (x->request != y->request) return x->request < y->request ? -1 : 1;
    return x->finding < y->finding ? -1 : x->finding > y->finding;
}

static enum status sort_findings(struct arena *arena, const struct review_submission *record, struct sorted *out)
{
    struct report_index index;
    struct sorted sorted = {.findings = arena_alloc(arena, (record->finding_count + 1) * sizeof *sorted.findings),
                            .of_one = arena_alloc(arena, (record->finding_count + 1) * sizeof *sorted.of_one),
                            .finding_count = record->finding_count};
    if (!sorted.findings || !sorted.of_one || report_index_init(&index, arena, record) != STATUS_OK)
        return STATUS_NO_MEMORY;
    for (size_t i = 0; i < record->finding_count; i++)
        sorted.findings[i] = (struct finding_of_request){report_index_of(&index, &record->findings[i]), i};
    if (record->finding_count > 1)
        qsort(sorted.findings, record->finding_count, sizeof *sorted.findings, compare_findings);
    *out = sorted;
    return STATUS_OK;
}

static enum status put_aside(struct html *to, const struct review_request *request)
{
    struct report *report = to->report;
    struct html_card *places =
        arena_grow(report->arena, to->places, to->card_count, &to->card_capacity, sizeof *places);
    if (!places) return STATUS_NO_MEMORY;
    to->places = places;
    struct html_card *card = &places[to->card_count];
    *card = (struct html_card){.offset = spool_len(&to->cards),
                               .len = report->out.len,
                               .unjustified = review_unjustified(request)};
    enum status status = spool_take(&to->cards, &report->out);
    if (status == STATUS_OK) to->card_count++;
    return status;
}

static enum status add_card(struct html *to, struct sorted *sorted, size_t request)
{
    const struct review_submission *record = to->record;
    struct html_findings findings = {sorted->of_one, 0};
    for (; sorted->next < sorted->finding_count && sorted->findings[sorted->next].request == request; sorted->next++)
        sorted->of_one[findings.count++] = &record->findings[sorted->findings[sorted->next].finding];
    enum status status = report_html_card(to, &record->requests[request], &findings, to->card_count);
    int64_t unjustified = review_unjustified(&record->requests[request]);
    to->unjustified = eval_add_yen(to->unjustified, unjustified);
    to->unjustified_requests += unjustified > 0;
    return status == STATUS_OK ? put_aside(to, &record->requests[request]) : status;
}

/* Findings that stand on no request, which come last. */
static enum status add_on_file(struct html *to, const struct sorted *sorted)
{
    enum status status = STATUS_OK;
    to->out = &to->on_files;
    for (size_t i = sorted->next; i < sorted->finding_count && status == STATUS_OK; i++, to->on_file_count++)
        status = report_html_finding(to, &to->record->findings[sorted->findings[i].finding], HTML_APART);
    to->out = &to->report->out;
    return status == STATUS_OK ? buf_status(&to->on_files) : status;
}

static size_t pack_number(const struct report_run *run, const struct review_pack *pack)
{
    size_t number = 0;
    while (number < run->pack_count && &run->packs[number] != pack && !text_view_equal(run->packs[number].id, pack->id))
        number++;
    return number;
}

static size_t first_line(const struct review_matrix *matrix, const struct review_pack *pack)
{
    size_t line = 0;
    while (line < matrix->line_count && !text_view_equal(matrix->lines[line].pack, pack->id))
        line++;
    return line;
}

static enum status document(struct report *report, const struct report_document *document)
{
    struct html *to = report->state;
    struct arena *arena = arena_new();
    struct sorted sorted = {0};
    to->record = document->record;
    to->pack = pack_number(report->run, to->record->pack);
    enum status status = arena ? review_summary_add(&report->summary, to->record) : STATUS_NO_MEMORY;
    if (status == STATUS_OK) status = review_matrix_add(&report->matrix, to->record);
    to->first_line = first_line(&report->matrix, to->record->pack);
    if (status == STATUS_OK) status = sort_findings(arena, to->record, &sorted);
    for (size_t i = 0; i < to->record->request_count && status == STATUS_OK; i++)
        status = add_card(to, &sorted, i);
    if (status == STATUS_OK) status = add_on_file(to, &sorted);
    report->documents += !document->goes_on;
    to->record = NULL;
    arena_free(arena);
    return status;
}

/* ---- what stands beside them */

static enum status error(struct report *report, const struct review_error *error)
{
    struct html *to = report->state;
    struct buf place;
    to->out = &report->errors;
    buf_init(&place);
    text_print(&place, error->path);
    text_place_print(&place, error->start);
    report_html_add(to, "<li><p class=\"what\">");
    report_html_severity_chip(to, RULE_ERROR);
    report_html_add(to, "<strong>");
    report_html_text(to->out, error->message);
    report_html_add(to, "</strong> ");
    report_html_element(to->out, "span", "rule", error->code);
    report_html_add(to, "</p>");
    report_html_element(to->out, "small", "place", report_view(&place));
    report_html_add(to, "</li>\n");
    report_done(to->out, &place);
    report->error_count++;
    to->out = &report->out;
    return buf_status(&report->errors);
}

static enum status set(struct report *report, const struct review_finding *findings, size_t count)
{
    struct html *to = report->state;
    enum status status = STATUS_OK;
    to->out = &report->findings;
    for (size_t i = 0; i < count && status == STATUS_OK; i++, to->set_count++)
        status = report_html_finding(to, &findings[i], HTML_APART);
    to->out = &report->out;
    return status == STATUS_OK ? buf_status(&report->findings) : status;
}

/* ---- the end */

static int most_unjustified_first(const void *a, const void *b)
{
    const struct html_card *x = a, *y = b;
    if (x->unjustified != y->unjustified) return x->unjustified > y->unjustified ? -1 : 1;
    return x->offset < y->offset ? -1 : x->offset > y->offset;
}

/* Groups of the same number, and what is left over in one that is always laid out, since its height cannot be told. */
static enum status open_group(struct html *to, size_t left)
{
    report_html_add(to, left >= GROUP ? "<ol class=\"group\" role=\"list\">\n" : "<ol role=\"list\">\n");
    return report_flush(to->report);
}

static enum status copy_cards(struct html *to)
{
    enum status status = STATUS_OK;
    if (!to->hides_yen && to->card_count > 1)
        qsort(to->places, to->card_count, sizeof *to->places, most_unjustified_first);
    for (size_t i = 0; i < to->card_count && status == STATUS_OK; i++) {
        if (i % GROUP == 0) status = open_group(to, to->card_count - i);
        if (status == STATUS_OK) status = report_copy(to->report, &to->cards, to->places[i].offset, to->places[i].len);
        if (i % GROUP == GROUP - 1 || i + 1 == to->card_count) report_html_add(to, "</ol>");
    }
    return status;
}

static void section(struct html *to, const char *name, enum html_word title, const char *list,
                    const struct buf *content)
{
    if (content->len == 0) return;
    report_html_add(to, "<section id=\"");
    report_html_add(to, name);
    report_html_add(to, "\">");
    report_html_element(to->out, "h2", NULL, text_view_of(report_html_plain(to, title)));
    report_html_add(to, "<");
    report_html_add(to, list);
    report_html_add(to, ">");
    buf_add(to->out, content->bytes, content->len);
    report_html_add(to, "</");
    report_html_add(to, list);
    report_html_add(to, "></section>\n");
    if (buf_status(content) != STATUS_OK) to->out->status = STATUS_NO_MEMORY;
}

static enum status end(struct report *report, const struct review_totals *totals)
{
    struct html *to = report->state;
    review_summary_sort(&report->summary);
    review_matrix_sort(&report->matrix);
    report_html_head(to);
    report_html_summary(to, totals);
    section(to, "unread", HTML_UNREAD, "ul", &report->errors);
    report_html_matrix(to);
    report_html_charts(to);
    report_html_filters(to);
    enum status status = copy_cards(to);
    report_html_add(to, "</div></section>\n");
    section(to, "files", HTML_ON_FILES, "div", &to->on_files);
    section(to, "set", HTML_SET, "div", &report->findings);
    report_html_rules(to);
    report_html_run(to);
    report_html_add(to, "</main>\n<script>");
    buf_add(to->out, report_html_script.bytes, report_html_script.len);
    report_html_add(to, "</script>\n</body>\n</html>\n");
    return status == STATUS_OK ? report_flush(report) : status;
}

const struct report_format report_html = {.name = "html",
                                          .for_machines = true,
                                          .in_parts = true,
                                          .begin = begin,
                                          .document = document,
                                          .error = error,
                                          .set = set,
                                          .end = end,
                                          .close = close};
