#include "review/merge.h"

#include "review/waiver.h"
#include "text/place.h"

#include <stdlib.h>

static const struct text_view none;

/* Something of a file and the result that it stands in. */
struct placed {
    struct text_view path;
    size_t document; /* REVIEW_NONE: it could not be read */
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
    text_diagnostics_add(it->diagnostics, code, part->name.at, nowhere, a, b, c);
    it->status = it->diagnostics->status == STATUS_OK ? STATUS_INVALID : it->diagnostics->status;
}

/* ---- no file twice */

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

/* In one part a file may hold several documents and unreadable lines; in two it may not be at all. */
static bool is_twice(const struct placed *a, const struct placed *b)
{
    bool same_document = a->document == b->document && a->document != REVIEW_NONE;
    return text_view_equal(a->path, b->path) && (a->part != b->part || same_document);
}

static int compare_placed(const void *a, const void *b)
{
    const struct placed *x = a, *y = b;
    int order = text_view_compare(x->path, y->path);
    if (order == 0) order = text_view_compare(x->part->name, y->part->name);
    if (order == 0) order = (x->part > y->part) - (x->part < y->part);
    return order != 0 ? order : (x->document > y->document) - (x->document < y->document);
}

static void refuse_twice(struct merging *it)
{
    size_t count = 0, next = 0;
    for (size_t i = 0; i < it->count; i++)
        count += it->parts[i].submission_count + it->parts[i].error_count;
    struct placed *placed = room_for(it, count, sizeof *placed);
    for (size_t i = 0; placed && i < it->count; i++) {
        const struct review_stored *part = &it->parts[i];
        for (size_t s = 0; s < part->submission_count; s++)
            placed[next++] = (struct placed){part->submissions[s].path, part->submissions[s].document, part};
        for (size_t e = 0; e < part->error_count; e++)
            placed[next++] = (struct placed){part->errors[e].path, REVIEW_NONE, part};
    }
    if (next > 1) qsort(placed, next, sizeof *placed, compare_placed);
    for (size_t i = 1; i < next && it->status == STATUS_OK; i++) {
        if (!is_twice(&placed[i - 1], &placed[i])) continue;
        size_t document = placed[i].document == REVIEW_NONE ? 0 : placed[i].document;
        struct text_view number = digits(it, document);
        if (it->status == STATUS_OK)
            refuse(it, DIAGNOSTIC_RESULT_TWICE, placed[i].part, placed[i].path, number, placed[i - 1].part->name);
    }
}

/* ---- packs */

/* A pack and the result that it stands in. */
struct used {
    const struct review_pack *pack;
    const struct review_stored *part;
};

static int compare_ids(const void *a, const void *b)
{
    const struct review_pack *x = a, *y = b;
    return text_view_compare(x->id, y->id);
}

static const struct review_pack *pack_of(const struct review_stored *whole, struct text_view id)
{
    const struct review_pack key = {.id = id};
    return bsearch(&key, whole->packs, whole->pack_count, sizeof key, compare_ids);
}

/* A claim knows its clause by its number, so the labels must be the same one by one. */
static bool same_rules(const struct review_pack *a, const struct review_pack *b)
{
    bool same = text_view_equal(a->sha256, b->sha256) && a->clause_count == b->clause_count;
    for (size_t i = 0; same && i < a->clause_count; i++)
        same = text_view_equal(a->clauses[i].label, b->clauses[i].label) &&
               a->clauses[i].claimable == b->clauses[i].claimable;
    return same;
}

/* Titles and headings are in the language of each run: the order of the parts must not choose among them. */
static int compare_used(const void *a, const void *b)
{
    const struct used *first = a, *second = b;
    const struct review_pack *x = first->pack, *y = second->pack;
    int order = text_view_compare(x->id, y->id);
    if (order == 0) order = text_view_compare(x->title, y->title);
    for (size_t i = 0; order == 0 && i < x->clause_count && i < y->clause_count; i++)
        order = text_view_compare(x->clauses[i].heading, y->clauses[i].heading);
    return order != 0 ? order : text_view_compare(first->part->name, second->part->name);
}

static void merge_packs(struct merging *it)
{
    size_t most = 0, next = 0, kept = 0;
    for (size_t i = 0; i < it->count; i++)
        most += it->parts[i].pack_count;
    struct used *used = room_for(it, most, sizeof *used), *known = used;
    struct review_pack *packs = room_for(it, most, sizeof *packs);
    if (it->status != STATUS_OK) return;
    for (size_t i = 0; i < it->count; i++)
        for (size_t p = 0; p < it->parts[i].pack_count; p++)
            used[next++] = (struct used){&it->parts[i].packs[p], &it->parts[i]};
    if (next > 1) qsort(used, next, sizeof *used, compare_used);
    for (size_t i = 0; i < next && it->status == STATUS_OK; i++) {
        if (kept == 0 || !text_view_equal(known->pack->id, used[i].pack->id)) {
            known = &used[i];
            packs[kept++] = *known->pack;
        }
        packs[kept - 1].explicit_choice |= used[i].pack->explicit_choice;
        if (!same_rules(known->pack, used[i].pack))
            refuse(it, DIAGNOSTIC_RESULT_RULES, used[i].part, known->pack->id, known->part->name, none);
    }
    it->whole->packs = packs;
    it->whole->pack_count = kept;
}

/* ---- submissions, findings over the set, and unreadable inputs */

static int compare_submissions(const void *a, const void *b)
{
    const struct review_submission *x = a, *y = b;
    int order = text_view_compare(x->path, y->path);
    return order != 0 ? order : (x->document > y->document) - (x->document < y->document);
}

static void merge_submissions(struct merging *it)
{
    size_t count = 0, next = 0;
    for (size_t i = 0; i < it->count; i++)
        count += it->parts[i].submission_count;
    struct review_submission *submissions = room_for(it, count, sizeof *submissions);
    for (size_t i = 0; submissions && i < it->count; i++)
        for (size_t s = 0; s < it->parts[i].submission_count; s++) {
            submissions[next] = it->parts[i].submissions[s];
            submissions[next].pack = pack_of(it->whole, submissions[next].pack->id);
            next++;
        }
    if (next > 1) qsort(submissions, next, sizeof *submissions, compare_submissions);
    it->whole->submissions = submissions;
    it->whole->submission_count = next;
}

/* Those of one file stay as they stand: they come from one part. */
static int compare_errors(const void *a, const void *b)
{
    const struct review_error *x = *(const struct review_error *const *)a, *y = *(const struct review_error *const *)b;
    int order = text_view_compare(x->path, y->path);
    return order != 0 ? order : (x > y) - (x < y);
}

/* What is wrong with a waiver, which each part says by itself. Findings over the files of different parts stay. */
static bool says_the_same(const struct review_finding *a, const struct review_finding *b)
{
    return review_is_on_waiver(a) && text_view_equal(a->rule, b->rule) &&
           text_view_equal(a->fingerprint, b->fingerprint) && text_view_equal(a->path, b->path) &&
           a->range.start.line == b->range.start.line && text_view_equal(a->headline, b->headline);
}

/* Leaves one of several that say the same: sorted, they stand side by side. */
static size_t once_each(struct review_finding *findings, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || !says_the_same(&findings[i], &findings[kept - 1])) findings[kept++] = findings[i];
    return kept;
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
    if (findings && review_findings_sort(it->arena, findings, count) != STATUS_OK) it->status = STATUS_NO_MEMORY;
    else if (findings) it->whole->finding_count = once_each(findings, count);
    it->whole->findings = findings;
}

static void merge_errors(struct merging *it)
{
    size_t count = 0, next = 0;
    for (size_t i = 0; i < it->count; i++)
        count += it->parts[i].error_count;
    struct review_error *errors = room_for(it, count, sizeof *errors);
    const struct review_error **order = room_for(it, count, sizeof *order);
    for (size_t i = 0; order && i < it->count; i++)
        for (size_t e = 0; e < it->parts[i].error_count; e++)
            order[next++] = &it->parts[i].errors[e];
    if (next > 1) qsort(order, next, sizeof *order, compare_errors);
    for (size_t i = 0; errors && i < next; i++)
        errors[i] = *order[i];
    it->whole->errors = errors;
    it->whole->error_count = errors ? next : 0;
}

static void merge_manifests(struct merging *it)
{
    for (size_t i = 0; i < it->count; i++) {
        const struct review_manifest *from = &it->parts[i].manifest;
        for (size_t n = 0; n < from->count && it->status == STATUS_OK; n++)
            it->status = review_manifest_add(&it->whole->manifest, from->inputs[n].role, from->inputs[n].path,
                                             from->inputs[n].sha256);
        for (size_t n = 0; n < from->clause_count && it->status == STATUS_OK; n++)
            it->status = review_manifest_add_clause(&it->whole->manifest, from->clauses[n]);
        for (size_t n = 0; n < from->filter_count && it->status == STATUS_OK; n++)
            it->status = review_manifest_add_filter(&it->whole->manifest, from->filters[n]);
    }
}

enum status review_merge(struct arena *arena, const struct review_stored *parts, size_t count,
                         struct text_diagnostics *diagnostics, struct review_stored *out_whole)
{
    struct merging it = {arena, parts, count, diagnostics, out_whole, STATUS_OK};
    *out_whole = (struct review_stored){.name = {"", 0}, .manifest = {.arena = arena}};
    for (size_t i = 0; i < count; i++) {
        review_totals_add(&out_whole->totals, &parts[i].totals);
        out_whole->parts += parts[i].parts;
        out_whole->redacted |= parts[i].redacted;
        if (text_view_compare(parts[i].as_of, out_whole->as_of) > 0) out_whole->as_of = parts[i].as_of;
        if (text_view_compare(parts[i].version, out_whole->version) > 0) out_whole->version = parts[i].version;
    }
    merge_packs(&it);
    if (it.status == STATUS_OK) refuse_twice(&it);
    if (it.status == STATUS_OK) merge_submissions(&it);
    if (it.status == STATUS_OK) merge_findings(&it);
    if (it.status == STATUS_OK) merge_errors(&it);
    if (it.status == STATUS_OK) merge_manifests(&it);
    return it.status;
}
