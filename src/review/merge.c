#include "review/merge.h"

#include "text/place.h"

#include <stdlib.h>

static const struct text_view none;

/* A submission and the result that it stands in. */
struct placed {
    const struct review_submission *record;
    const struct review_stored *part;
};

struct merging {
    struct arena *arena;
    const struct review_stored *parts;
    size_t count;
    struct text_diagnostics *diagnostics;
    struct review_stored *whole;
    enum status status;
};

static void *room_for(struct merging *it, size_t count, size_t size)
{
    void *room = arena_alloc(it->arena, (count + 1) * size);
    if (!room) it->status = STATUS_NO_MEMORY;
    return room;
}

static void refuse(struct merging *it, enum diagnostic_code code, const struct review_stored *part, struct text_view a,
                   struct text_view b, struct text_view c)
{
    const struct text_span nowhere = {0};
    it->status = STATUS_INVALID;
    text_diagnostics_add(it->diagnostics, code, part->name.at, nowhere, a, b, c);
}

/* ---- submissions */

static int compare_placed(const void *a, const void *b)
{
    const struct placed *x = a, *y = b;
    int order = text_view_compare(x->record->path, y->record->path);
    if (order == 0) order = (x->record->document > y->record->document) - (x->record->document < y->record->document);
    return order != 0 ? order : text_view_compare(x->part->name, y->part->name);
}

static struct text_view digits(struct merging *it, size_t number)
{
    struct buf words;
    buf_init(&words);
    buf_add_int(&words, (int64_t)number);
    const char *kept = buf_status(&words) == STATUS_OK ? arena_copy(it->arena, words.bytes, words.len) : NULL;
    if (!kept) it->status = STATUS_NO_MEMORY;
    struct text_view view = {kept, kept ? words.len : 0};
    buf_clear(&words);
    return view;
}

static void refuse_twice(struct merging *it, const struct placed *first, const struct placed *second)
{
    struct text_view document = digits(it, first->record->document);
    if (it->status == STATUS_OK)
        refuse(it, DIAGNOSTIC_RESULT_TWICE, second->part, second->record->path, document, first->part->name);
}

static void merge_submissions(struct merging *it)
{
    size_t count = 0, next = 0;
    for (size_t i = 0; i < it->count; i++)
        count += it->parts[i].submission_count;
    struct placed *placed = room_for(it, count, sizeof *placed);
    struct review_submission *submissions = room_for(it, count, sizeof *submissions);
    if (it->status != STATUS_OK) return;
    for (size_t i = 0; i < it->count; i++)
        for (size_t s = 0; s < it->parts[i].submission_count; s++)
            placed[next++] = (struct placed){&it->parts[i].submissions[s], &it->parts[i]};
    if (count > 1) qsort(placed, count, sizeof *placed, compare_placed);
    for (size_t i = 0; i < count && it->status == STATUS_OK; i++) {
        const struct placed *before = i > 0 ? &placed[i - 1] : NULL;
        if (before && before->record->document == placed[i].record->document &&
            text_view_equal(before->record->path, placed[i].record->path))
            refuse_twice(it, before, &placed[i]);
        submissions[i] = *placed[i].record;
    }
    it->whole->submissions = submissions;
    it->whole->submission_count = count;
}

/* ---- findings over the set, and unreadable inputs */

static int compare_findings(const void *a, const void *b)
{
    return review_finding_compare(a, b);
}

static int compare_errors(const void *a, const void *b)
{
    const struct review_error *x = a, *y = b;
    int order = text_view_compare(x->path, y->path);
    if (order == 0) order = text_place_compare(x->start, y->start);
    return order != 0 ? order : text_view_compare(x->message, y->message);
}

static void merge_findings(struct merging *it)
{
    size_t count = 0;
    for (size_t i = 0; i < it->count; i++)
        count += it->parts[i].finding_count;
    struct review_finding *findings = room_for(it, count, sizeof *findings);
    for (size_t i = 0; findings && i < it->count; i++)
        for (size_t f = 0; f < it->parts[i].finding_count; f++)
            findings[it->whole->finding_count++] = it->parts[i].findings[f];
    if (findings && count > 1) qsort(findings, count, sizeof *findings, compare_findings);
    it->whole->findings = findings;
}

static void merge_errors(struct merging *it)
{
    size_t count = 0;
    for (size_t i = 0; i < it->count; i++)
        count += it->parts[i].error_count;
    struct review_error *errors = room_for(it, count, sizeof *errors);
    for (size_t i = 0; errors && i < it->count; i++)
        for (size_t e = 0; e < it->parts[i].error_count; e++)
            errors[it->whole->error_count++] = it->parts[i].errors[e];
    if (errors && count > 1) qsort(errors, count, sizeof *errors, compare_errors);
    it->whole->errors = errors;
}

/* ---- packs and totals */

static const struct review_pack *pack_of(const struct review_stored *stored, struct text_view id)
{
    for (size_t i = 0; i < stored->pack_count; i++)
        if (text_view_equal(stored->packs[i].id, id)) return &stored->packs[i];
    return NULL;
}

static int compare_packs(const void *a, const void *b)
{
    const struct review_pack *x = a, *y = b;
    return text_view_compare(x->id, y->id);
}

static void merge_packs(struct merging *it)
{
    size_t most = 0;
    for (size_t i = 0; i < it->count; i++)
        most += it->parts[i].pack_count;
    struct review_pack *packs = room_for(it, most, sizeof *packs);
    it->whole->packs = packs;
    for (size_t i = 0; packs && i < it->count; i++)
        for (size_t p = 0; p < it->parts[i].pack_count && it->status == STATUS_OK; p++) {
            const struct review_pack *pack = &it->parts[i].packs[p], *known = pack_of(it->whole, pack->id);
            if (!known) packs[it->whole->pack_count++] = *pack;
            else if (!text_view_equal(known->sha256, pack->sha256))
                refuse(it, DIAGNOSTIC_RESULT_RULES, &it->parts[i], pack->id, it->parts[0].name, none);
        }
    if (packs && it->whole->pack_count > 1) qsort(packs, it->whole->pack_count, sizeof *packs, compare_packs);
}

static void add_totals(struct review_totals *to, const struct review_totals *from)
{
    to->files += from->files;
    to->requests += from->requests;
    to->claims += from->claims;
    to->criteria += from->criteria;
    to->skipped += from->skipped;
    to->errors += from->errors;
    to->waived += from->waived;
    for (int severity = RULE_NOTE; severity <= RULE_ERROR; severity++)
        to->findings[severity] += from->findings[severity];
}

enum status review_merge(struct arena *arena, const struct review_stored *parts, size_t count,
                         struct text_diagnostics *diagnostics, struct review_stored *out_whole)
{
    struct merging it = {arena, parts, count, diagnostics, out_whole, STATUS_OK};
    *out_whole = (struct review_stored){.name = {"", 0}};
    for (size_t i = 0; i < count; i++) {
        add_totals(&out_whole->totals, &parts[i].totals);
        out_whole->parts += parts[i].parts;
        if (text_view_compare(parts[i].as_of, out_whole->as_of) > 0) out_whole->as_of = parts[i].as_of;
        if (text_view_compare(parts[i].version, out_whole->version) > 0) out_whole->version = parts[i].version;
    }
    merge_packs(&it);
    if (it.status == STATUS_OK) merge_submissions(&it);
    if (it.status == STATUS_OK) merge_findings(&it);
    if (it.status == STATUS_OK) merge_errors(&it);
    return it.status;
}
