#include "review/summary.h"

#include "eval/check.h"

#include <stdlib.h>

enum status review_summary_init(struct review_summary *summary)
{
    *summary = (struct review_summary){.arena = arena_new()};
    return summary->arena ? STATUS_OK : STATUS_NO_MEMORY;
}

void review_summary_clear(struct review_summary *summary)
{
    arena_free(summary->arena);
    *summary = (struct review_summary){0};
}

static struct review_row *find_row(struct review_summary *summary, struct text_view ministry)
{
    for (size_t i = 0; i < summary->count; i++)
        if (text_view_equal(summary->rows[i].ministry, ministry)) return &summary->rows[i];
    return NULL;
}

static struct review_row *add_row(struct review_summary *summary, struct text_view ministry, size_t order)
{
    const char *name = arena_copy(summary->arena, ministry.at, ministry.len);
    struct review_row *rows =
        arena_grow(summary->arena, summary->rows, summary->count, &summary->capacity, sizeof *rows);
    if (!name || !rows) return NULL;
    summary->rows = rows;
    rows[summary->count] = (struct review_row){.ministry = {name, ministry.len}, .order = order};
    return &rows[summary->count++];
}

static void add_request(struct review_row *row, const struct review_request *request)
{
    int64_t yen = review_asked(request);
    row->requests++;
    row->by_verdict[request->verdict]++;
    row->yen = eval_add_yen(row->yen, yen);
    row->yen_by_verdict[request->verdict] = eval_add_yen(row->yen_by_verdict[request->verdict], yen);
    for (size_t i = 0; i < request->claim_count; i++) {
        row->claims++;
        row->by_claim[request->claims[i].verdict]++;
    }
}

enum status review_summary_add(struct review_summary *summary, const struct review_submission *record)
{
    struct review_row *row = find_row(summary, record->ministry);
    if (!row) row = add_row(summary, record->ministry, record->ministry_order);
    if (!row) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < record->request_count; i++)
        add_request(row, &record->requests[i]);
    return STATUS_OK;
}

static int compare_rows(const void *a, const void *b)
{
    const struct review_row *x = a, *y = b;
    if (x->order != y->order) return x->order < y->order ? -1 : 1;
    return text_view_compare(x->ministry, y->ministry);
}

void review_summary_sort(struct review_summary *summary)
{
    if (summary->count > 1) qsort(summary->rows, summary->count, sizeof *summary->rows, compare_rows);
}

struct review_row review_summary_total(const struct review_summary *summary)
{
    struct review_row total = {0};
    for (size_t i = 0; i < summary->count; i++) {
        const struct review_row *row = &summary->rows[i];
        total.requests += row->requests;
        total.claims += row->claims;
        total.yen = eval_add_yen(total.yen, row->yen);
        for (size_t v = 0; v < EVAL_REQUESTS; v++) {
            total.by_verdict[v] += row->by_verdict[v];
            total.yen_by_verdict[v] = eval_add_yen(total.yen_by_verdict[v], row->yen_by_verdict[v]);
        }
        for (size_t v = 0; v < EVAL_CLAIMS; v++)
            total.by_claim[v] += row->by_claim[v];
    }
    return total;
}
