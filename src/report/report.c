#include "report/report.h"

#include "base/alloc.h"
#include "report/wording.h"

#include <stdio.h>
#include <string.h>

#define MUCH ((size_t)64 * 1024) /* bytes that are written at once */

static const struct report_format *const formats[] = {&report_text,    &report_compact,     &report_json,
                                                      &report_ndjson,  &report_sarif,       &report_junit,
                                                      &report_github,  &report_gitlab,      &report_csv,
                                                      &report_xlsx,    &report_html,        &report_markdown_format,
                                                      &report_inquiry, &report_inquiry_xlsx};

const struct report_format *report_format_at(size_t index)
{
    return index < sizeof formats / sizeof *formats ? formats[index] : NULL;
}

const struct report_format *report_format_find(const char *name)
{
    for (size_t i = 0; report_format_at(i); i++)
        if (strcmp(formats[i]->name, name) == 0) return formats[i];
    return strcmp(report_suggest.name, name) == 0 ? &report_suggest : NULL;
}

static bool matches_any(struct text_view id, const struct text_view *globs, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (text_view_glob(id, globs[i])) return true;
    return false;
}

bool report_level_read(struct text_view written, struct report_level *out_level)
{
    const char *equals = written.len > 0 ? memchr(written.at, '=', written.len) : NULL;
    if (!equals || equals == written.at) return false;
    size_t at = (size_t)(equals - written.at);
    struct text_view level = text_view_part(written, at + 1, written.len);
    out_level->rules = text_view_part(written, 0, at);
    for (int severity = RULE_NOTE; severity <= RULE_ERROR; severity++)
        if (text_view_equal(level, text_view_of(review_severity_name((enum rule_severity)severity)))) {
            out_level->severity = (enum rule_severity)severity;
            return true;
        }
    return false;
}

enum rule_severity report_severity(const struct report_selection *selection, struct text_view rule,
                                   enum rule_severity severity)
{
    for (size_t i = selection->level_count; i-- > 0;)
        if (text_view_glob(rule, selection->levels[i].rules)) return selection->levels[i].severity;
    return severity;
}

bool report_selects(const struct report_selection *selection, struct text_view rule, enum rule_severity severity)
{
    if (report_severity(selection, rule, severity) < selection->least) return false;
    if (selection->select_count && !matches_any(rule, selection->select, selection->select_count)) return false;
    return !matches_any(rule, selection->ignore, selection->ignore_count);
}

static enum status note_filter(struct review_manifest *manifest, const char *option, struct text_view value,
                               const char *level)
{
    struct buf words;
    buf_init(&words);
    buf_add_string(&words, option);
    buf_add(&words, value.at, value.len);
    buf_add_string(&words, level);
    enum status status = buf_status(&words);
    if (status == STATUS_OK) status = review_manifest_add_filter(manifest, report_view(&words));
    buf_clear(&words);
    return status;
}

enum status report_note_filters(const struct report_selection *selection, struct review_manifest *manifest)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < selection->select_count && status == STATUS_OK; i++)
        status = note_filter(manifest, "--select ", selection->select[i], "");
    for (size_t i = 0; i < selection->ignore_count && status == STATUS_OK; i++)
        status = note_filter(manifest, "--ignore ", selection->ignore[i], "");
    if (selection->least > RULE_NOTE && status == STATUS_OK)
        status = note_filter(manifest, "--min-severity ", text_view_of(review_severity_name(selection->least)), "");
    for (size_t i = 0; i < selection->level_count && status == STATUS_OK; i++) {
        const struct report_level *level = &selection->levels[i];
        char behind[16];
        snprintf(behind, sizeof behind, "=%s", review_severity_name(level->severity));
        status = note_filter(manifest, "--severity ", level->rules, behind);
    }
    return status;
}

enum report_outcome report_outcome(const struct report_run *run, const struct review_totals *totals)
{
    const struct report_settings *settings = &run->settings;
    bool nothing = totals->files == 0 && !settings->allow_empty;
    size_t failing = 0;
    for (int severity = settings->fails_from; severity <= RULE_ERROR; severity++)
        failing += totals->findings[severity];
    if (run->failed || totals->errors > 0 || nothing) return REPORT_OUTCOME_TROUBLE;
    return failing > 0 && !settings->exit_zero ? REPORT_OUTCOME_FINDINGS : REPORT_OUTCOME_CLEAN;
}

enum status report_open(struct report *report, const struct report_format *format, const struct report_run *run,
                        struct report_sink sink)
{
    *report = (struct report){.format = format, .run = run, .sink = sink};
    buf_init(&report->out);
    buf_init(&report->errors);
    buf_init(&report->findings);
    buf_init(&report->notices);
    spool_init(&report->spool);
    report->arena = arena_new();
    enum status status = report->arena ? review_summary_init(&report->summary) : STATUS_NO_MEMORY;
    if (status == STATUS_OK) status = review_matrix_init(&report->matrix);
    return status == STATUS_OK ? format->begin(report) : status;
}

void report_close(struct report *report)
{
    if (report->format->close) report->format->close(report);
    buf_clear(&report->out);
    buf_clear(&report->errors);
    buf_clear(&report->findings);
    buf_clear(&report->notices);
    spool_clear(&report->spool);
    alloc_free(report->spooled);
    arena_free(report->arena);
    review_summary_clear(&report->summary);
    review_matrix_clear(&report->matrix);
}

enum status report_flush(struct report *report)
{
    enum status status = buf_status(&report->out);
    if (status == STATUS_OK && report->out.len > 0)
        status = report->sink.write(report->sink.context, report->out.bytes, report->out.len);
    buf_reset(&report->out);
    return status;
}

enum status report_relieve(struct report *report)
{
    return report->out.len >= MUCH ? report_flush(report) : STATUS_OK;
}

enum status report_copy(struct report *report, struct spool *spool, uint64_t offset, uint64_t len)
{
    enum status status = STATUS_OK;
    for (uint64_t at = 0; at < len && status == STATUS_OK; at += MUCH) {
        const size_t piece = len - at < MUCH ? (size_t)(len - at) : MUCH;
        char *room = buf_room(&report->out, piece);
        status = room ? spool_read(spool, offset + at, room, piece) : STATUS_NO_MEMORY;
        if (status == STATUS_OK) status = report_relieve(report);
    }
    return status;
}

static void add_numbers(struct buf *out, enum text_language language, enum report_phrase phrase,
                        const size_t numbers[4])
{
    for (const char *at = report_plain(language, phrase); *at; at++) {
        if (at[0] == '{' && at[2] == '}') {
            buf_add_grouped(out, (int64_t)numbers[at[1] - '0']);
            at += 2;
        } else {
            buf_add_char(out, *at);
        }
    }
}

void report_counts(struct buf *out, enum text_language language, const struct review_totals *totals)
{
    const size_t work[] = {totals->files, totals->requests, totals->claims, totals->criteria};
    const size_t found[] = {totals->findings[RULE_ERROR], totals->findings[RULE_WARNING], totals->findings[RULE_NOTE],
                            0};
    const size_t rest[] = {totals->errors, totals->skipped, totals->waived, 0};
    add_numbers(out, language, REPORT_COUNTS, work);
    add_numbers(out, language, REPORT_COUNTS_FINDINGS, found);
    add_numbers(out, language, REPORT_COUNTS_REST, rest);
    buf_add_char(out, '\n');
}
