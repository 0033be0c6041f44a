/* Decisions of reviewers in words, and what is wrong with a waiver as a finding. */
#include "eval/finding.h"
#include "report/excerpt.h"
#include "report/record.h"
#include "report/wording.h"

static const struct text_view none = {"", 0};

void report_waived(struct buf *out, enum text_language language, const struct review_waived *waived)
{
    struct buf who;
    buf_init(&who);
    if (waived->by.len > 0 && waived->until.len > 0)
        report_phrase(&who, language, REPORT_WAIVED_BY_UNTIL, waived->by, waived->until, none);
    else if (waived->by.len > 0) report_phrase(&who, language, REPORT_WAIVED_BY, waived->by, none, none);
    else if (waived->until.len > 0) report_phrase(&who, language, REPORT_WAIVED_UNTIL, waived->until, none, none);
    report_phrase(out, language, REPORT_WAIVED, text_view_of(report_waiver_word(waived->state, language)),
                  waived->reason, report_view(&who));
    report_done(out, &who);
}

/* ---- waivers that are expired, stale, unused or unknown */

/* "COM-AMOUNT-SUM 総務省 MIC-1 2(1)③" */
static void add_matter(struct buf *out, const struct review_waiver *waiver)
{
    const struct text_view names[] = {waiver->rule, waiver->ministry, waiver->request, waiver->area};
    bool any = false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (names[i].len == 0) continue;
        if (any) buf_add_char(out, ' ');
        buf_add(out, names[i].at, names[i].len);
        any = true;
    }
    if (!any) buf_add(out, waiver->fingerprint.at, waiver->fingerprint.len);
}

enum report_phrase report_waiver_message(enum review_waiver_fault fault)
{
    static const enum report_phrase phrases[REVIEW_WAIVER_FAULTS] = {
        [REVIEW_WAIVER_FAULT_EXPIRED] = REPORT_WAIVER_EXPIRED,
        [REVIEW_WAIVER_FAULT_STALE] = REPORT_WAIVER_STALE,
        [REVIEW_WAIVER_FAULT_UNUSED] = REPORT_WAIVER_UNUSED,
        [REVIEW_WAIVER_FAULT_UNKNOWN] = REPORT_WAIVER_UNKNOWN};
    return phrases[fault];
}

static struct text_view headline_of(struct report_recorder *recorder, const struct review_waiver *waiver,
                                    enum review_waiver_fault fault)
{
    struct buf matter, headline;
    buf_init(&matter);
    buf_init(&headline);
    add_matter(&matter, waiver);
    report_phrase(&headline, recorder->settings->language, report_waiver_message(fault), report_view(&matter),
                  waiver->until, none);
    report_done(&headline, &matter);
    return report_kept(recorder, &headline);
}

/* Known by the waiver and what is wrong with it. */
static struct text_view fingerprint_of(struct report_recorder *recorder, const struct review_waiver *waiver,
                                       enum review_waiver_fault fault)
{
    const struct eval_identity identity = {.rule = text_view_of(review_waiver_rule(fault)),
                                           .ministry = waiver->ministry,
                                           .request = waiver->fingerprint,
                                           .year = waiver->year,
                                           .field = DOC_FIELD_COUNT,
                                           .over_set = true};
    char *hex = report_room(recorder, EVAL_FINGERPRINT);
    if (hex && eval_fingerprint(&identity, hex) != STATUS_OK) recorder->status = STATUS_NO_MEMORY;
    return hex ? text_view_of(hex) : none;
}

static void add_finding(struct report_recorder *recorder, const struct review_waiver *waiver,
                        enum review_waiver_fault fault, struct review_finding *finding)
{
    struct text_view rule = text_view_of(review_waiver_rule(fault));
    *finding = (struct review_finding){.rule = rule,
                                       .severity = report_severity(&recorder->settings->selection, rule, RULE_WARNING),
                                       .headline = headline_of(recorder, waiver, fault),
                                       .path = report_path(recorder, text_source_path(waiver->span.source)),
                                       .range = report_range(recorder, waiver->span),
                                       .line_hash = report_record_line_of(recorder, waiver->span),
                                       .fingerprint = fingerprint_of(recorder, waiver, fault),
                                       .over_set = true};
}

enum status report_waiver_record(struct arena *arena, const struct report_settings *settings,
                                 const struct review_waivers *waivers, const struct review_waiver_scope *scope,
                                 struct review_finding **out_findings, size_t *out_count)
{
    struct report_recorder recorder = {.arena = arena, .settings = settings};
    struct review_finding *findings = report_room(&recorder, waivers->count * sizeof *findings);
    *out_count = 0;
    for (size_t i = 0; findings && i < waivers->count; i++) {
        enum review_waiver_fault fault = review_waiver_judge(waivers, &waivers->items[i], scope);
        if (fault == REVIEW_WAIVER_SOUND) continue;
        if (report_selects(&settings->selection, text_view_of(review_waiver_rule(fault)), RULE_WARNING))
            add_finding(&recorder, &waivers->items[i], fault, &findings[(*out_count)++]);
    }
    *out_findings = findings;
    return recorder.status;
}

struct review_rule report_waiver_rule(enum review_waiver_fault fault, enum text_language language)
{
    static const enum report_phrase titles[REVIEW_WAIVER_FAULTS] = {
        [REVIEW_WAIVER_FAULT_EXPIRED] = REPORT_WAIVER_EXPIRED_TITLE,
        [REVIEW_WAIVER_FAULT_STALE] = REPORT_WAIVER_STALE_TITLE,
        [REVIEW_WAIVER_FAULT_UNUSED] = REPORT_WAIVER_UNUSED_TITLE,
        [REVIEW_WAIVER_FAULT_UNKNOWN] = REPORT_WAIVER_UNKNOWN_TITLE};
    return (struct review_rule){.id = text_view_of(review_waiver_rule(fault)),
                                .kind = REVIEW_RULE_FORM,
                                .severity = RULE_WARNING,
                                .title = text_view_of(report_plain(language, titles[fault]))};
}
