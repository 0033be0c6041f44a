#include "report/inquiry.h"

#include "report/finding_words.h"

#include <stdlib.h>

static const struct text_view none = {"", 0};

enum status report_inquiry_begin(struct report *report)
{
    struct report_inquiry *inquiry = arena_alloc(report->arena, sizeof *inquiry);
    if (!inquiry) return STATUS_NO_MEMORY;
    *inquiry = (struct report_inquiry){.known = {.arena = report->arena}};
    report->state = inquiry;
    return STATUS_OK;
}

/* ---- gathering */

struct gathering {
    struct report *report;
    struct report_inquiry *inquiry;
    const struct review_pack *pack; /* of the submission; NULL: of a finding over the set */
    enum status status;
};

static struct text_view keep(struct gathering *to, struct text_view text)
{
    const char *copy = arena_copy(to->report->arena, text.len > 0 ? text.at : "", text.len);
    if (!copy) to->status = STATUS_NO_MEMORY;
    return copy ? (struct text_view){copy, text.len} : none;
}

static struct text_view keep_buf(struct gathering *to, struct buf *words)
{
    if (buf_status(words) != STATUS_OK) to->status = STATUS_NO_MEMORY;
    struct text_view kept = keep(to, report_view(words));
    buf_clear(words);
    return kept;
}

static enum report_phrase ask_of(const struct review_pack *pack, const struct review_finding *finding)
{
    const struct review_rule *rule = pack ? review_rule_of(pack, finding->rule) : NULL;
    if (!rule || rule->kind == REVIEW_RULE_FORM) return REPORT_ASK_FORM;
    return rule->kind == REVIEW_RULE_CLAUSE ? REPORT_ASK_CLAUSE : REPORT_ASK_POINT;
}

/* Its label and heading: "2(1)③「…」". */
static struct text_view clause_of(struct gathering *to, struct text_view area)
{
    struct buf words;
    buf_init(&words);
    buf_add(&words, area.at, area.len);
    for (size_t i = 0; to->pack && i < to->pack->clause_count; i++)
        if (area.len > 0 && text_view_equal(to->pack->clauses[i].label, area))
            report_phrase(&words, to->report->run->settings.language, REPORT_QUOTED, to->pack->clauses[i].heading, none,
                          none);
    return keep_buf(to, &words);
}

static struct text_view matter_of(struct gathering *to, const struct review_finding *finding)
{
    enum text_language language = to->report->run->settings.language;
    struct buf words, reason;
    buf_init(&words);
    buf_init(&reason);
    buf_add(&words, finding->headline.at, finding->headline.len);
    report_reason_words(&reason, language, finding, &to->inquiry->known);
    if (reason.len > 0) buf_add_char(&words, '\n');
    buf_add(&words, reason.bytes ? reason.bytes : "", reason.len);
    report_done(&words, &reason);
    return keep_buf(to, &words);
}

static struct text_view details_of(struct gathering *to, const struct review_finding *finding, unsigned kinds)
{
    struct buf words;
    buf_init(&words);
    report_details_words(&words, to->report->run->settings.language, finding, kinds);
    return keep_buf(to, &words);
}

static struct text_view place_of(struct gathering *to, struct text_view path, struct text_place start)
{
    struct buf words;
    buf_init(&words);
    report_place_words(&words, path, start);
    return keep_buf(to, &words);
}

static struct report_question *new_question(struct gathering *to)
{
    struct report_inquiry *inquiry = to->inquiry;
    struct report_question *questions =
        arena_grow(to->report->arena, inquiry->questions, inquiry->count, &inquiry->capacity, sizeof *questions);
    if (!questions) to->status = STATUS_NO_MEMORY;
    if (!questions) return NULL;
    inquiry->questions = questions;
    questions[inquiry->count] = (struct report_question){.order = inquiry->count};
    return &questions[inquiry->count++];
}

static void gather(struct gathering *to, const struct review_finding *finding)
{
    if (!review_is_open(finding) || finding->severity == RULE_NOTE) return;
    const struct report_known_document *document =
        report_known_document(&to->inquiry->known, finding->path, finding->document);
    const struct report_known_request *request = report_known_request(document, finding);
    struct report_question *question = document ? new_question(to) : NULL;
    if (!question) return; /* what stands in no submission (a waiver that has expired) is asked of no ministry */
    question->key = (struct review_finding){.severity = finding->severity,
                                            .document = finding->document,
                                            .range = finding->range,
                                            .path = document->path,
                                            .rule = keep(to, finding->rule),
                                            .area = keep(to, finding->area),
                                            .fingerprint = keep(to, finding->fingerprint)};
    question->ministry = document->ministry;
    question->request = keep(to, finding->request);
    question->title = request ? request->title : none;
    question->clause = clause_of(to, question->key.area);
    question->place = place_of(to, finding->path, finding->range.start);
    question->matter = matter_of(to, finding);
    question->asked = details_of(to, finding, REPORT_DETAILS_ASKED);
    question->example = details_of(to, finding, REPORT_DETAILS_EXAMPLE);
    question->ask = ask_of(to->pack, finding);
}

enum status report_inquiry_document(struct report *report, const struct report_document *document)
{
    struct report_inquiry *inquiry = report->state;
    const struct review_submission *record = document->record;
    struct gathering to = {.report = report, .inquiry = inquiry, .pack = record->pack};
    const struct report_known_document *known;
    enum status status = report_known_add(&inquiry->known, record, &known);
    if (status == STATUS_OK) status = review_summary_add(&report->summary, record);
    if (status != STATUS_OK) return status;
    for (size_t i = 0; i < record->finding_count; i++)
        gather(&to, &record->findings[i]);
    return to.status;
}

/* Whose file cannot be read is not known. */
enum status report_inquiry_error(struct report *report, const struct review_error *error)
{
    struct gathering to = {.report = report, .inquiry = report->state};
    struct report_question *question = new_question(&to);
    if (!question) return STATUS_NO_MEMORY;
    question->key =
        (struct review_finding){.severity = RULE_ERROR, .path = keep(&to, error->path), .rule = keep(&to, error->code)};
    question->key.range.start = error->start;
    question->key.range.start.sheet = none;
    question->place = place_of(&to, error->path, error->start);
    question->matter = keep(&to, error->message);
    question->ask = REPORT_ASK_FILE;
    return to.status;
}

enum status report_inquiry_set(struct report *report, const struct review_finding *findings, size_t count)
{
    struct gathering to = {.report = report, .inquiry = report->state};
    for (size_t i = 0; i < count; i++)
        gather(&to, &findings[i]);
    return to.status;
}

/* ---- what was gathered */

static int compare_questions(const void *a, const void *b)
{
    const struct report_question *x = a, *y = b;
    int order = review_finding_compare(&x->key, &y->key);
    return order != 0 ? order : (x->order > y->order) - (x->order < y->order);
}

enum status report_inquiry_ministries(struct report *report, const struct text_view **out_ministries, size_t *out_count)
{
    struct report_inquiry *inquiry = report->state;
    const struct review_summary *summary = &report->summary;
    struct text_view *list = arena_alloc(report->arena, (summary->count + 1) * sizeof *list);
    size_t count = 0;
    if (!list) return STATUS_NO_MEMORY;
    review_summary_sort(&report->summary);
    if (inquiry->count > 1) qsort(inquiry->questions, inquiry->count, sizeof *inquiry->questions, compare_questions);
    for (size_t i = 0; i < summary->count; i++)
        if (summary->rows[i].ministry.len > 0) list[count++] = summary->rows[i].ministry;
    if (count < summary->count || report_inquiry_count(inquiry, none) > 0) list[count++] = none;
    *out_ministries = list;
    *out_count = count;
    return STATUS_OK;
}

const struct report_question *report_inquiry_next(const struct report_inquiry *inquiry, struct text_view ministry,
                                                  size_t *at)
{
    while (*at < inquiry->count) {
        const struct report_question *question = &inquiry->questions[(*at)++];
        if (text_view_equal(question->ministry, ministry)) return question;
    }
    return NULL;
}

size_t report_inquiry_count(const struct report_inquiry *inquiry, struct text_view ministry)
{
    size_t count = 0;
    for (size_t at = 0; report_inquiry_next(inquiry, ministry, &at);)
        count++;
    return count;
}
