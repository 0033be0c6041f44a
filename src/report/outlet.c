#include "report/outlet.h"

#include "report/wording.h"

static const struct text_view none = {"", 0};

enum status report_outlet_open(struct report_outlet *outlet, const struct report_format *format,
                               const struct report_run *run, struct report_sink sink)
{
    *outlet = (struct report_outlet){.format = format, .run = run, .open = true};
    return report_open(&outlet->report, format, run, sink);
}

enum status report_outlet_open_parted(struct report_outlet *outlet, const struct report_format *format,
                                      const struct report_run *run, struct report_opener opener)
{
    *outlet = (struct report_outlet){
        .format = format, .run = run, .open = true, .parted = true, .opener = opener, .arena = arena_new()};
    outlet->known.arena = outlet->arena;
    return outlet->arena ? STATUS_OK : STATUS_NO_MEMORY;
}

void report_outlet_close(struct report_outlet *outlet)
{
    if (!outlet->open) return;
    if (!outlet->parted) report_close(&outlet->report);
    for (size_t i = 0; i < outlet->count; i++)
        report_close(&outlet->parts[i]->report);
    arena_free(outlet->arena);
    outlet->open = false;
}

/* ---- parts */

static struct text_view keep(struct arena *arena, struct text_view text)
{
    const char *copy = arena_copy(arena, text.len > 0 ? text.at : "", text.len);
    return copy ? (struct text_view){copy, text.len} : (struct text_view){0};
}

static enum status open_part(struct report_outlet *outlet, struct text_view ministry, struct report_part **out_part)
{
    struct report_part **parts =
        arena_grow(outlet->arena, outlet->parts, outlet->count, &outlet->capacity, sizeof(struct report_part *));
    struct report_part *part = arena_alloc(outlet->arena, sizeof *part);
    struct report_sink sink = {0};
    if (!parts || !part) return STATUS_NO_MEMORY;
    outlet->parts = parts;
    *part = (struct report_part){.ministry = keep(outlet->arena, ministry), .run = *outlet->run};
    if (!part->ministry.at) return STATUS_NO_MEMORY;
    part->manifest.arena = outlet->arena;
    part->run.manifest = &part->manifest;
    part->run.of_part = true;
    /* totals that were printed for all ministries say nothing about one */
    for (int total = 0; total < REPORT_PRINTED_TOTALS; total++)
        part->run.printed[total] = (struct review_amount){0};
    const struct text_view name = report_ministry_name(ministry, outlet->run->settings.language);
    enum status status = outlet->opener.open(outlet->opener.context, name, &sink);
    if (status != STATUS_OK) return status;
    parts[outlet->count++] = part;
    *out_part = part;
    return report_open(&part->report, outlet->format, &part->run, sink);
}

static enum status part_of(struct report_outlet *outlet, struct text_view ministry, struct report_part **out_part)
{
    for (size_t i = 0; i < outlet->count; i++)
        if (text_view_equal(outlet->parts[i]->ministry, ministry)) {
            *out_part = outlet->parts[i];
            return STATUS_OK;
        }
    return open_part(outlet, ministry, out_part);
}

static void count_document(struct report_part *part, const struct review_submission *record, struct text_view path)
{
    if (!text_view_equal(part->path, path)) part->totals.files++;
    part->path = path;
    part->totals.requests += record->request_count;
    for (size_t i = 0; i < record->request_count; i++) {
        const struct review_request *request = &record->requests[i];
        part->totals.claims += request->claim_count;
        part->totals.criteria += request->criterion_count;
        for (size_t c = 0; c < request->claim_count; c++)
            part->totals.criteria += request->claims[c].criterion_count;
    }
    for (size_t i = 0; i < record->finding_count; i++)
        review_totals_count(&part->totals, &record->findings[i]);
}

enum status report_outlet_document(struct report_outlet *outlet, const struct report_document *document)
{
    const struct report_known_document *known;
    struct report_part *part;
    if (!outlet->parted) return outlet->format->document(&outlet->report, document);
    enum status status = report_known_add(&outlet->known, document->record, &known);
    if (status != STATUS_OK) return status;
    struct text_view path = known->path;
    status = part_of(outlet, document->record->ministry, &part);
    if (status != STATUS_OK) return status;
    count_document(part, document->record, path);
    return outlet->format->document(&part->report, document);
}

enum status report_outlet_error(struct report_outlet *outlet, const struct review_error *error)
{
    const struct report_known *known = &outlet->known;
    struct report_part *part;
    if (!outlet->parted) return outlet->format->error(&outlet->report, error);
    bool beside = known->count > 0 && text_view_equal(known->documents[known->count - 1].path, error->path);
    enum status status = part_of(outlet, beside ? known->documents[known->count - 1].ministry : none, &part);
    if (status != STATUS_OK) return status;
    part->totals.errors++;
    return outlet->format->error(&part->report, error);
}

/* ---- findings over the set */

static bool is_of(const struct report_outlet *outlet, const struct report_part *part, struct text_view path,
                  size_t document)
{
    const struct report_known_document *known = report_known_document(&outlet->known, path, document);
    return text_view_equal(known ? known->ministry : none, part->ministry);
}

/* Of a place in another ministry's submission only that there is one, and how much is the same. */
static enum status hide_others(const struct report_outlet *outlet, const struct report_part *part,
                               struct review_finding *finding)
{
    struct review_relation *relations = arena_alloc(outlet->arena, (finding->relation_count + 1) * sizeof *relations);
    if (!relations) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < finding->relation_count; i++) {
        relations[i] = finding->relations[i];
        bool own_past = relations[i].previous && relations[i].share < 0; /* the request itself, a year before */
        bool own_now = !relations[i].previous && is_of(outlet, part, relations[i].path, relations[i].document);
        if (own_past || own_now) continue;
        relations[i] = (struct review_relation){.path = none,
                                                .request = none,
                                                .area = none,
                                                .title = text_view_of(report_plain(outlet->run->settings.language,
                                                                                   REPORT_MINISTRY_OTHER)),
                                                .share = relations[i].share,
                                                .previous = relations[i].previous};
    }
    finding->relations = relations;
    return STATUS_OK;
}

static enum status set_of(struct report_outlet *outlet, struct report_part *part, const struct review_finding *findings,
                          size_t count)
{
    struct review_finding *own = arena_alloc(outlet->arena, (count + 1) * sizeof *own);
    size_t kept = 0;
    enum status status = own ? STATUS_OK : STATUS_NO_MEMORY;
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        if (!is_of(outlet, part, findings[i].path, findings[i].document)) continue;
        own[kept] = findings[i];
        review_totals_count(&part->totals, &own[kept]);
        status = hide_others(outlet, part, &own[kept++]);
    }
    return status == STATUS_OK && outlet->format->set ? outlet->format->set(&part->report, own, kept) : status;
}

enum status report_outlet_set(struct report_outlet *outlet, const struct review_finding *findings, size_t count)
{
    enum status status = STATUS_OK;
    struct report_part *part;
    if (!outlet->parted) return outlet->format->set ? outlet->format->set(&outlet->report, findings, count) : STATUS_OK;
    for (size_t i = 0; i < count && status == STATUS_OK; i++) /* one on no submission is of no ministry */
        if (!report_known_document(&outlet->known, findings[i].path, findings[i].document))
            status = part_of(outlet, none, &part);
    for (size_t i = 0; i < outlet->count && status == STATUS_OK; i++)
        status = set_of(outlet, outlet->parts[i], findings, count);
    return status;
}

/* ---- the end */

/* What is common to the run, and what holds a submission of the ministry. */
static bool is_input_of(const struct report_outlet *outlet, const struct report_part *part,
                        const struct review_input *input)
{
    const struct report_known *known = &outlet->known;
    bool any = false;
    if (input->role == REVIEW_INPUT_COLUMNS || input->role == REVIEW_INPUT_WAIVERS) return true;
    if (input->role != REVIEW_INPUT_CHECKED && input->role != REVIEW_INPUT_UNREADABLE) return false;
    for (size_t i = report_known_path(known, input->path); i < known->count; i++) {
        if (!text_view_equal(known->documents[i].path, input->path)) break;
        if (text_view_equal(known->documents[i].ministry, part->ministry)) return true;
        any = true;
    }
    return !any && part->ministry.len == 0;
}

static enum status seal(const struct report_outlet *outlet, struct report_part *part)
{
    const struct report_run *run = outlet->run;
    const struct review_seal seal = {.version = text_view_of(run->version),
                                     .as_of = text_view_of(run->as_of),
                                     .packs = run->packs,
                                     .pack_count = run->pack_count,
                                     .totals = &part->totals};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < run->manifest->clause_count && status == STATUS_OK; i++)
        status = review_manifest_add_clause(&part->manifest, run->manifest->clauses[i]);
    for (size_t i = 0; i < run->manifest->filter_count && status == STATUS_OK; i++)
        status = review_manifest_add_filter(&part->manifest, run->manifest->filters[i]);
    for (size_t i = 0; i < run->manifest->count && status == STATUS_OK; i++) {
        const struct review_input *input = &run->manifest->inputs[i];
        if (is_input_of(outlet, part, input))
            status = review_manifest_add(&part->manifest, input->role, input->path, input->sha256);
    }
    return status == STATUS_OK ? review_manifest_seal(&part->manifest, &seal) : status;
}

static enum status end_report(struct report *report, const struct review_totals *totals)
{
    enum status status = report->format->end(report, totals);
    return status == STATUS_OK ? buf_status(&report->notices) : status;
}

enum status report_outlet_end(struct report_outlet *outlet, const struct review_totals *totals)
{
    enum status status = STATUS_OK;
    if (!outlet->parted) return end_report(&outlet->report, totals);
    for (size_t i = 0; i < outlet->count && status == STATUS_OK; i++) {
        status = seal(outlet, outlet->parts[i]);
        if (status == STATUS_OK) status = end_report(&outlet->parts[i]->report, &outlet->parts[i]->totals);
    }
    return status;
}

static void add_notices(const struct report *report, struct buf *out)
{
    if (report->notices.len > 0) buf_add(out, report->notices.bytes, report->notices.len);
}

void report_outlet_notices(const struct report_outlet *outlet, struct buf *out)
{
    if (outlet->open && !outlet->parted) add_notices(&outlet->report, out);
    for (size_t i = 0; i < outlet->count; i++)
        add_notices(&outlet->parts[i]->report, out);
}
