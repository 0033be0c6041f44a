/* A text of a request with the evidence marked in it. Evidence of several criteria overlaps: what touches is one mark,
 * which names them all; what does not count is marked as such where nothing that counts covers it. */
#include "report/html_part.h"

#include <stdlib.h>

#define NAMED 6 /* criteria that a mark names */

static enum status take(struct html *to, const struct review_criterion *criterion)
{
    struct html_hits *hits = &to->hits;
    for (size_t i = 0; i < criterion->evidence_count; i++) {
        const struct review_evidence *evidence = &criterion->evidence[i];
        bool counts = evidence->guard == EVAL_GUARD_NONE;
        if (evidence->text_index == REVIEW_NONE || (counts && criterion->state != EVAL_STATE_MET)) continue;
        struct html_hit *items =
            arena_grow(to->report->arena, hits->items, hits->count, &hits->capacity, sizeof *items);
        if (!items) return STATUS_NO_MEMORY;
        hits->items = items;
        items[hits->count++] = (struct html_hit){.text = evidence->text_index,
                                                 .begin = evidence->begin,
                                                 .end = evidence->end,
                                                 .counts = counts,
                                                 .criterion = criterion,
                                                 .evidence = evidence};
    }
    return STATUS_OK;
}

/* By text, what counts first, by place; the longer first, so that equal input gives equal output. */
static int compare(const void *a, const void *b)
{
    const struct html_hit *x = a, *y = b;
    if (x->text != y->text) return x->text < y->text ? -1 : 1;
    if (x->counts != y->counts) return x->counts ? -1 : 1;
    if (x->begin != y->begin) return x->begin < y->begin ? -1 : 1;
    if (x->end != y->end) return x->end > y->end ? -1 : 1;
    return text_view_compare(x->criterion->id, y->criterion->id);
}

enum status report_html_hits_take(struct html *to, const struct review_request *request)
{
    enum status status = STATUS_OK;
    to->hits.count = 0;
    for (size_t i = 0; i < request->criterion_count && status == STATUS_OK; i++)
        status = take(to, &request->criteria[i]);
    for (size_t c = 0; c < request->claim_count; c++)
        for (size_t i = 0; i < request->claims[c].criterion_count && status == STATUS_OK; i++)
            status = take(to, &request->claims[c].criteria[i]);
    if (to->hits.count > 1) qsort(to->hits.items, to->hits.count, sizeof *to->hits.items, compare);
    return status;
}

/* Hits that touch, of one kind. */
struct group {
    const struct html_hit *first;
    size_t count, begin, end;
};

static struct group group_at(const struct html_hit *hits, size_t count)
{
    struct group group = {hits, 1, hits->begin, hits->end};
    while (group.count < count && hits[group.count].begin <= group.end) {
        if (hits[group.count].end > group.end) group.end = hits[group.count].end;
        group.count++;
    }
    return group;
}

/* The criteria of a group, each once, as far as they are named. */
static void name_criteria(struct html *to, const struct group *group)
{
    struct text_view named[NAMED];
    size_t count = 0;
    for (size_t i = 0; i < group->count; i++) {
        struct text_view id = group->first[i].criterion->id;
        size_t j = 0;
        while (j < count && !text_view_equal(named[j], id))
            j++;
        if (j < count) continue;
        if (count == NAMED) {
            report_html_add(to, " &hellip;");
            return;
        }
        if (count > 0) buf_add_char(to->out, ' ');
        report_html_value(to->out, id);
        named[count++] = id;
    }
}

static void open_mark(struct html *to, const struct group *group)
{
    const struct html_hit *first = group->first;
    report_html_add(to, first->counts ? "<mark title=\"" : "<mark class=\"not\" title=\"");
    name_criteria(to, group);
    if (!first->counts) {
        report_html_add(to, ": ");
        report_html_value(to->out, first->evidence->because);
        report_html_add(to, "\" data-why=\"");
        report_html_value(to->out, text_view_of(report_guard_word(first->evidence->guard, to->language)));
    }
    report_html_add(to, "\">");
}

/* Where the hits of one text and kind begin and how many they are. */
struct run {
    const struct html_hit *at;
    size_t count;
};

/* The first hit that does not stand before those of the text and kind. */
static size_t first_of(const struct html_hits *hits, size_t text, bool counts)
{
    size_t low = 0, high = hits->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct html_hit *hit = &hits->items[middle];
        if (hit->text < text || (hit->text == text && hit->counts && !counts)) low = middle + 1;
        else high = middle;
    }
    return low;
}

static struct run run_of(const struct html_hits *hits, size_t text, bool counts)
{
    size_t first = first_of(hits, text, counts);
    size_t end = counts ? first_of(hits, text, false) : first_of(hits, text + 1, true);
    return (struct run){hits->count > 0 ? hits->items + first : NULL, end - first};
}

/* The next group of the run that ends behind `at`; an empty one behind the text when there is none. */
static struct group next_group(struct run *run, size_t at, size_t len)
{
    while (run->count > 0) {
        struct group group = group_at(run->at, run->count);
        if (group.end > at && group.end <= len) {
            if (group.begin < at) group.begin = at;
            return group;
        }
        run->at += group.count;
        run->count -= group.count;
    }
    return (struct group){NULL, 0, len, len};
}

static void write_text(struct html *to, struct text_view text, struct run good, struct run bad)
{
    for (size_t at = 0; at < text.len;) {
        struct group counted = next_group(&good, at, text.len), not_counted = next_group(&bad, at, text.len);
        const struct group *next = counted.begin <= not_counted.begin ? &counted : &not_counted;
        size_t end = next == &not_counted && not_counted.end > counted.begin ? counted.begin : next->end;
        report_html_text(to->out, text_view_part(text, at, next->begin));
        if (next->count > 0) {
            open_mark(to, next);
            report_html_text(to->out, text_view_part(text, next->begin, end));
            report_html_add(to, "</mark>");
        }
        at = end;
    }
}

void report_html_marked(struct html *to, const struct review_request *request, size_t text)
{
    write_text(to, request->texts[text].text, run_of(&to->hits, text, true), run_of(&to->hits, text, false));
}
