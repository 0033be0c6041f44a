#include "review/waiver.h"

#include <stdlib.h>

const char *review_waiver_rule(enum review_waiver_fault fault)
{
    static const char *const ids[REVIEW_WAIVER_FAULTS] = {
#define WAIVER_FAULT(code, id) id,
#include "review/waiver.def"
#undef WAIVER_FAULT
    };
    return ids[fault];
}

bool review_is_on_waiver(const struct review_finding *finding)
{
    for (int fault = 0; fault < REVIEW_WAIVER_FAULTS; fault++)
        if (text_view_equal(finding->rule, text_view_of(review_waiver_rule((enum review_waiver_fault)fault))))
            return true;
    return false;
}

/* ---- order */

static int compare_waivers(const void *a, const void *b)
{
    const struct review_waiver *x = a, *y = b;
    return text_view_compare(x->fingerprint, y->fingerprint);
}

/* Which one is meant, nobody could tell. */
static void refuse_twice(const struct review_waivers *waivers, struct text_diagnostics *diagnostics)
{
    const struct text_view none = {"", 0};
    for (size_t i = 1; i < waivers->count; i++) {
        const struct review_waiver *waiver = &waivers->items[i];
        if (compare_waivers(waiver - 1, waiver) == 0)
            text_diagnostics_add(diagnostics, DIAGNOSTIC_WAIVERS_TWICE, NULL, waiver->span, waiver->fingerprint, none,
                                 none);
    }
}

enum status review_waivers_ready(struct review_waivers *waivers, struct text_diagnostics *diagnostics)
{
    size_t faults = diagnostics->count;
    if (waivers->count > 1) qsort(waivers->items, waivers->count, sizeof *waivers->items, compare_waivers);
    refuse_twice(waivers, diagnostics);
    if (diagnostics->status != STATUS_OK) return STATUS_NO_MEMORY;
    return diagnostics->count > faults ? STATUS_INVALID : STATUS_OK;
}

static struct review_waiver *waiver_of(const struct review_waivers *waivers, struct text_view fingerprint)
{
    const struct review_waiver key = {.fingerprint = fingerprint};
    if (waivers->count == 0) return NULL;
    return bsearch(&key, waivers->items, waivers->count, sizeof key, compare_waivers);
}

/* ---- marking */

static bool is_expired(const struct review_waivers *waivers, const struct review_waiver *waiver)
{
    return waiver->until.len > 0 && text_view_compare(waiver->until, waivers->as_of) < 0;
}

enum status review_waivers_mark(struct review_waivers *waivers, struct arena *arena, struct review_finding *findings,
                                size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct review_waiver *waiver = waiver_of(waivers, findings[i].fingerprint);
        if (!waiver) continue;
        struct review_waived *mark = arena_alloc(arena, sizeof *mark);
        if (!mark) return STATUS_NO_MEMORY;
        bool fits = text_view_equal(waiver->text_sha256, findings[i].text_sha256);
        bool holds = waiver->state == REVIEW_WAIVER_APPROVED && fits && !is_expired(waivers, waiver);
        *mark = (struct review_waived){waiver->state, holds, waiver->reason, waiver->by, waiver->until};
        findings[i].waived = mark;
        waiver->met = true;
        waiver->stale |= !fits;
    }
    return STATUS_OK;
}

static bool has_request(const struct review_submission *submission, struct text_view id)
{
    for (size_t i = 0; i < submission->request_count; i++)
        if (text_view_equal(submission->requests[i].id, id)) return true;
    return false;
}

void review_waivers_see(struct review_waivers *waivers, const struct review_submission *submission, bool whole)
{
    for (size_t i = 0; i < waivers->count; i++) {
        struct review_waiver *waiver = &waivers->items[i];
        if (waiver->year != submission->year || !text_view_equal(waiver->ministry, submission->ministry)) continue;
        waiver->ministry_seen = true;
        waiver->whole_seen |= whole;
        waiver->request_seen =
            waiver->request_seen || waiver->request.len == 0 || has_request(submission, waiver->request);
    }
}

/* ---- what is wrong with a waiver */

static const struct review_rule *rule_of(const struct review_waiver_scope *scope, struct text_view id)
{
    for (size_t i = 0; i < scope->pack_count; i++) {
        const struct review_rule *rule = review_rule_of(&scope->packs[i], id);
        if (rule) return rule;
    }
    return NULL;
}

/* That no finding meets it says something only when its matter was checked, under its rule, and all of it. */
static enum review_waiver_fault judge_unmet(const struct review_waiver *waiver, const struct review_waiver_scope *scope)
{
    const struct review_rule *rule = rule_of(scope, waiver->rule);
    if (!waiver->ministry_seen || waiver->state == REVIEW_WAIVER_CLOSED) return REVIEW_WAIVER_SOUND;
    if (waiver->rule.len > 0 && !rule) return REVIEW_WAIVER_FAULT_UNKNOWN;
    bool whole = waiver->whole_seen && !scope->unread;
    if (!waiver->request_seen) return whole ? REVIEW_WAIVER_FAULT_UNKNOWN : REVIEW_WAIVER_SOUND;
    if (scope->limited || !rule || !scope->shows(scope->context, rule->id, rule->severity)) return REVIEW_WAIVER_SOUND;
    return waiver->over_set && !whole ? REVIEW_WAIVER_SOUND : REVIEW_WAIVER_FAULT_UNUSED;
}

enum review_waiver_fault review_waiver_judge(const struct review_waivers *waivers, const struct review_waiver *waiver,
                                             const struct review_waiver_scope *scope)
{
    if (!waiver->met) return judge_unmet(waiver, scope);
    if (waiver->state == REVIEW_WAIVER_CLOSED) return REVIEW_WAIVER_SOUND;
    if (is_expired(waivers, waiver)) return REVIEW_WAIVER_FAULT_EXPIRED;
    return waiver->stale ? REVIEW_WAIVER_FAULT_STALE : REVIEW_WAIVER_SOUND;
}
