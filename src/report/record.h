/* report/record - an evaluation put into words: the record that every writer gets (review/record.h).
 *
 * Made once per submission, by the thread that judged it, in the same arena. Only what the selection shows is worded.
 */
#ifndef REPORT_RECORD_H
#define REPORT_RECORD_H

#include "doc/edit.h"
#include "eval/set.h"
#include "report/report.h"
#include "report/wording.h"
#include "review/waiver.h"

/* Makes the record of a judged submission; it borrows from the result, its submission and its rules. `pack` describes
 * these rules (report_pack_record). */
enum status report_record(struct arena *arena, const struct report_settings *settings, const struct review_pack *pack,
                          const struct report_document *document, struct review_submission *out_record) MUST_CHECK;

/* Describes a pack; borrows from it. */
enum status report_pack_record(struct arena *arena, const struct rule_set *rules, bool explicit_choice,
                               enum text_language language, struct review_pack *out_pack) MUST_CHECK;

/* Describes an input that could not be read; borrows from the diagnostic's source. */
enum status report_error_record(struct arena *arena, enum text_language language, const struct text_diagnostic *error,
                                struct review_error *out_error) MUST_CHECK;

/* Makes records of the selected findings over the set; they borrow from the set. */
enum status report_set_record(struct arena *arena, const struct report_settings *settings,
                              const struct eval_set_finding *findings, size_t count,
                              struct review_finding **out_findings, size_t *out_count) MUST_CHECK;

/* Makes records of the waivers that are expired, stale, unused or unknown, when all findings are marked; selected ones.
 * They borrow from the waivers. */
enum status report_waiver_record(struct arena *arena, const struct report_settings *settings,
                                 const struct review_waivers *waivers, const struct review_waiver_scope *scope,
                                 struct review_finding **out_findings, size_t *out_count) MUST_CHECK;
/* What such a finding says, unfilled; and what its rule does. */
enum report_phrase report_waiver_message(enum review_waiver_fault fault);
struct review_rule report_waiver_rule(enum review_waiver_fault fault, enum text_language language);

/* A path as records have it; borrows from it. */
enum status report_path_record(struct arena *arena, const char *path, struct text_view *out_path) MUST_CHECK;

/* For the files of this room that make records. */
struct report_recorder {
    struct arena *arena;
    const struct report_settings *settings;
    const struct report_document *document;
    const struct eval_result *result;
    struct text_view path;
    const struct doc_text **texts; /* of the request in hand, as many as its record has */
    size_t text_count;
    const struct review_text *shown; /* their records */
    struct text_cursor cursor;       /* where the last place was: most are near each other */
    enum status status;              /* sticky */
};
/* The place of a span, or of its beginning; line 0 without a source. */
struct review_range report_range(struct report_recorder *recorder, struct text_span span);
struct text_place report_start(struct report_recorder *recorder, struct text_span span);
/* A path is what the file system has; one that is no UTF-8 is shown in its printable form. */
struct text_view report_path(struct report_recorder *recorder, const char *path);
/* Zeroed memory; NULL after noting that it is out. */
void *report_room(struct report_recorder *recorder, size_t size);
/* What was put into a buffer, kept in the arena; ends the buffer. */
struct text_view report_kept(struct report_recorder *recorder, struct buf *words);
/* The line of the source that the first edit stands in, as --fix writes it; empty when there is no edit, or when the
 * line is too long to be shown. */
struct text_view report_record_fixed(struct report_recorder *recorder, struct doc_edits *edits,
                                     const struct text_source *source);
/* A line hash in words; empty where it is not known. The one of the line that the span begins in: empty too where no
 * format asks for it, and in a workbook, which has no lines. */
struct text_view report_record_line(struct report_recorder *recorder, const struct text_line_hash *line);
struct text_view report_record_line_of(struct report_recorder *recorder, struct text_span span);
struct review_amount report_record_amount(const struct doc_amount *amount);
/* The texts of a request; they are those that report_record_mark looks in from now on. */
const struct review_text *report_record_texts(struct report_recorder *recorder, const struct doc_request *request,
                                              size_t *out_count);
/* Notes where in these texts the evidence stands, when it does. */
void report_record_mark(const struct report_recorder *recorder, struct text_span span,
                        struct review_evidence *evidence);
const struct review_part *report_record_parts(struct report_recorder *recorder, const struct doc_request *request,
                                              size_t *out_count);
/* The first text that meets the criterion, or empty. */
struct text_view report_example(const struct rule_criterion *criterion);
/* The findings that the selection shows. */
struct review_finding *report_record_findings(struct report_recorder *recorder, size_t *out_count);
/* The lines below a finding of a claim that is not justified, or of a criterion. */
const struct review_detail *report_record_details(struct report_recorder *recorder, const struct eval_finding *finding,
                                                  size_t *out_count);

#endif
