/* Findings over the set in words. */
#include "report/record.h"
#include "report/wording.h"

static struct review_relation relation_of(struct report_recorder *recorder, const struct eval_set_relation *from)
{
    return (struct review_relation){.path = report_path(recorder, from->place.path.at),
                                    .document = from->place.document,
                                    .request = from->place.request,
                                    .title = from->place.title,
                                    .area = from->place.area,
                                    .start = from->place.start,
                                    .share = from->share,
                                    .previous = from->place.previous};
}

static void add_relations(struct report_recorder *recorder, const struct eval_set_finding *from,
                          struct review_finding *finding)
{
    struct review_relation *relations = report_room(recorder, from->relation_count * sizeof *relations);
    for (size_t i = 0; relations && i < from->relation_count; i++)
        relations[i] = relation_of(recorder, &from->relations[i]);
    finding->relations = relations;
    finding->relation_count = from->relation_count;
}

static void add_finding(struct report_recorder *recorder, const struct eval_set_finding *from,
                        struct review_finding *finding)
{
    struct buf headline;
    buf_init(&headline);
    report_set_message(&headline, recorder->settings->language, from);
    *finding = (struct review_finding){
        .rule = from->finding.rule,
        .severity = report_severity(&recorder->settings->selection, from->finding.rule, from->finding.severity),
        .headline = report_kept(recorder, &headline),
        .path = report_path(recorder, from->place.path.at),
        .document = from->place.document,
        .ministry = from->place.ministry,
        .request = from->place.request,
        .title = from->place.title,
        .area = from->place.area,
        .range = {from->place.start, from->place.end},
        .fingerprint = text_view_of(from->finding.fingerprint),
        .text_sha256 = text_view_of(from->finding.text_sha256),
        .line_hash = report_record_line(recorder, &from->place.line),
        .over_set = true,
    };
    add_relations(recorder, from, finding);
}

enum status report_set_record(struct arena *arena, const struct report_settings *settings,
                              const struct eval_set_finding *findings, size_t count,
                              struct review_finding **out_findings, size_t *out_count)
{
    struct report_recorder recorder = {.arena = arena, .settings = settings};
    struct review_finding *records = report_room(&recorder, count * sizeof *records);
    *out_count = 0;
    for (size_t i = 0; records && i < count; i++)
        if (report_selects(&settings->selection, findings[i].finding.rule, findings[i].finding.severity))
            add_finding(&recorder, &findings[i], &records[(*out_count)++]);
    *out_findings = records;
    return recorder.status;
}
