#include "report/finding_words.h"

#include "text/place.h"
#include "text/printable.h"

static const struct text_view none = {"", 0};

static void begin_line(struct buf *out, enum text_language language, enum report_phrase label)
{
    if (out->len > 0) buf_add_char(out, '\n');
    buf_add_string(out, report_plain(language, label));
    buf_add_string(out, ": ");
}

static void add_with_source(struct buf *out, enum text_language language, const struct review_detail *detail)
{
    bool both = detail->text.len > 0 && detail->source.len > 0;
    buf_add(out, detail->text.at, detail->text.len);
    if (both) buf_add_string(out, report_plain(language, REPORT_OPEN));
    buf_add(out, detail->source.at, detail->source.len);
    if (both) buf_add_string(out, report_plain(language, REPORT_CLOSE));
}

void report_details_words(struct buf *out, enum text_language language, const struct review_finding *finding,
                          unsigned kinds)
{
    for (size_t i = 0; i < finding->detail_count; i++) {
        const struct review_detail *detail = &finding->details[i];
        if (!(kinds & 1u << detail->kind)) continue;
        if (out->len > 0 && detail->kind == REVIEW_DETAIL_OR) begin_line(out, language, REPORT_LABEL_OR);
        else if (out->len > 0) buf_add_char(out, '\n');
        add_with_source(out, language, detail);
    }
}

void report_place_words(struct buf *out, struct text_view path, struct text_place place)
{
    text_print(out, path);
    text_place_print(out, place);
}

/* Whether the place is in a submission of another ministry than that of the finding. */
static bool is_foreign(const struct report_known *known, const struct review_finding *finding,
                       const struct review_relation *relation)
{
    if (!known) return false;
    if (relation->previous) return relation->share >= 0; /* else the request itself, a year before */
    const struct report_known_document *own = report_known_document(known, finding->path, finding->document);
    const struct report_known_document *other = report_known_document(known, relation->path, relation->document);
    return !own || !other || !text_view_equal(own->ministry, other->ministry);
}

/* "path:line MIC-3「…」2(1)③（98%）" */
static void add_relation(struct buf *out, enum text_language language, const struct review_relation *relation,
                         bool foreign)
{
    struct buf share;
    begin_line(out, language, relation->previous ? REPORT_LABEL_EARLIER : REPORT_LABEL_ALSO);
    if (foreign) {
        buf_add_string(out, report_plain(language, REPORT_MINISTRY_OTHER));
    } else {
        text_print(out, relation->path);
        text_place_print_line(out, relation->start);
        buf_add_char(out, ' ');
        buf_add(out, relation->request.at, relation->request.len);
        report_phrase(out, language, REPORT_QUOTED, relation->title, none, none);
        buf_add(out, relation->area.at, relation->area.len);
    }
    buf_init(&share);
    buf_add_int(&share, relation->share);
    if (relation->share >= 0) report_phrase(out, language, REPORT_SHARE, report_view(&share), none, none);
    report_done(out, &share);
}

void report_reason_words(struct buf *out, enum text_language language, const struct review_finding *finding,
                         const struct report_known *known)
{
    buf_add(out, finding->reason.at, finding->reason.len);
    for (size_t i = 0; i < finding->relation_count; i++)
        add_relation(out, language, &finding->relations[i], is_foreign(known, finding, &finding->relations[i]));
    for (size_t i = 0; i < finding->detail_count; i++) {
        const struct review_detail *detail = &finding->details[i];
        if (detail->kind != REVIEW_DETAIL_SUGGEST && detail->kind != REVIEW_DETAIL_FIXED) continue;
        begin_line(out, language, detail->kind == REVIEW_DETAIL_SUGGEST ? REPORT_LABEL_SUGGEST : REPORT_LABEL_FIXED);
        buf_add(out, detail->text.at, detail->text.len);
    }
}
