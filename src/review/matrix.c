#include "review/matrix.h"

#include "eval/check.h"

#include <stdlib.h>

enum status review_matrix_init(struct review_matrix *matrix)
{
    *matrix = (struct review_matrix){.arena = arena_new()};
    return matrix->arena ? STATUS_OK : STATUS_NO_MEMORY;
}

void review_matrix_clear(struct review_matrix *matrix)
{
    arena_free(matrix->arena);
    *matrix = (struct review_matrix){0};
}

static bool copy_view(struct review_matrix *matrix, struct text_view view, struct text_view *out_view)
{
    const char *copy = arena_copy(matrix->arena, view.at ? view.at : "", view.len);
    if (copy) *out_view = (struct text_view){copy, view.len};
    return copy != NULL;
}

/* ---- lines */

static size_t first_line(const struct review_matrix *matrix, struct text_view pack)
{
    for (size_t i = 0; i < matrix->line_count; i++)
        if (text_view_equal(matrix->lines[i].pack, pack)) return i;
    return matrix->line_count;
}

static enum status add_line(struct review_matrix *matrix, const struct review_pack *pack,
                            const struct review_clause *clause)
{
    struct review_line line = {.claimable = clause->claimable};
    struct review_line *lines =
        arena_grow(matrix->arena, matrix->lines, matrix->line_count, &matrix->line_capacity, sizeof *lines);
    if (!lines) return STATUS_NO_MEMORY;
    matrix->lines = lines;
    if (!copy_view(matrix, pack->id, &line.pack) || !copy_view(matrix, clause->label, &line.label) ||
        !copy_view(matrix, clause->heading, &line.heading))
        return STATUS_NO_MEMORY;
    lines[matrix->line_count++] = line;
    return STATUS_OK;
}

/* Lines of a pack stand in a row, one for each of its clauses, also those that no request can claim: the index of a
 * clause is that of its line behind the first. */
static enum status open_pack(struct review_matrix *matrix, const struct review_pack *pack, size_t *out_first)
{
    enum status status = STATUS_OK;
    *out_first = first_line(matrix, pack->id);
    if (*out_first < matrix->line_count) return STATUS_OK;
    for (size_t i = 0; i < pack->clause_count && status == STATUS_OK; i++)
        status = add_line(matrix, pack, &pack->clauses[i]);
    return status;
}

/* ---- cells */

static struct review_entry *entry_of(struct review_matrix *matrix, uint32_t line, struct text_view ministry,
                                     size_t order)
{
    for (size_t i = matrix->entry_count; i-- > 0;) /* the last ministry's are the last ones */
        if (matrix->entries[i].line == line && text_view_equal(matrix->entries[i].ministry, ministry))
            return &matrix->entries[i];
    struct review_entry *entries =
        arena_grow(matrix->arena, matrix->entries, matrix->entry_count, &matrix->entry_capacity, sizeof *entries);
    if (!entries) return NULL;
    matrix->entries = entries;
    struct review_entry entry = {.line = line, .ministry_order = order};
    if (!copy_view(matrix, ministry, &entry.ministry)) return NULL;
    entries[matrix->entry_count] = entry;
    return &entries[matrix->entry_count++];
}

/* The claim's share or, without one, the whole; of it what the request's other claims here have left. */
static int64_t take_yen(struct review_cell *cell, size_t number, const struct review_request *request, bool own,
                        const struct review_claim *claim)
{
    if (cell->request != number) cell->request_yen = 0;
    cell->request = number;
    int64_t left = review_asked(request) - cell->request_yen;
    int64_t yen = own ? review_figure(&claim->amount) : left;
    if (yen > left) yen = left;
    cell->request_yen += yen;
    return yen;
}

static void add_claim(struct review_cell *cell, size_t number, const struct review_request *request,
                      const struct review_claim *claim)
{
    bool own = claim->amount.kind == DOC_AMOUNT_FIGURE && claim->amount.yen >= 0;
    bool asked = review_is_asked(request);
    int64_t yen = asked ? take_yen(cell, number, request, own, claim) : 0;
    cell->claims++;
    cell->by_claim[claim->verdict]++;
    cell->yen = eval_add_yen(cell->yen, yen);
    cell->yen_by_claim[claim->verdict] = eval_add_yen(cell->yen_by_claim[claim->verdict], yen);
    cell->in_full += asked && !own;
    cell->without_figure += !asked;
}

static void add_request(struct review_sums *sums, const struct review_request *request)
{
    int64_t yen = review_asked(request);
    sums->requests++;
    sums->yen = eval_add_yen(sums->yen, yen);
    sums->by_verdict[request->verdict]++;
    sums->yen_by_verdict[request->verdict] = eval_add_yen(sums->yen_by_verdict[request->verdict], yen);
    sums->by_category[request->category]++;
    sums->yen_by_category[request->category] = eval_add_yen(sums->yen_by_category[request->category], yen);
    if (request->amount.relisted) sums->relisted++;
    else if (request->amount.kind == DOC_AMOUNT_FIGURE && request->amount.yen < 0) sums->negative++;
    else sums->by_kind[request->amount.kind]++;
    sums->supplementary_yen = eval_add_yen(sums->supplementary_yen, review_figure(&request->supplementary));
    sums->special_yen = eval_add_yen(sums->special_yen, review_figure(&request->special));
}

/* The claims of a request with one verdict. */
static enum status add_claims(struct review_matrix *matrix, const struct review_submission *record, size_t first,
                              const struct review_request *request, enum eval_claim_verdict verdict)
{
    for (size_t c = 0; c < request->claim_count; c++) {
        const struct review_claim *claim = &request->claims[c];
        if (claim->verdict != verdict) continue;
        if (claim->clause == REVIEW_NONE) {
            add_claim(&matrix->sums.outside, matrix->sums.requests, request, claim);
            continue;
        }
        struct review_entry *entry =
            entry_of(matrix, (uint32_t)(first + claim->clause), record->ministry, record->ministry_order);
        if (!entry) return STATUS_NO_MEMORY;
        add_claim(&entry->cell, matrix->sums.requests, request, claim);
    }
    return STATUS_OK;
}

enum status review_matrix_add(struct review_matrix *matrix, const struct review_submission *record)
{
    static const enum eval_claim_verdict gravest_first[EVAL_CLAIMS] = {EVAL_CLAIM_UNJUSTIFIED, EVAL_CLAIM_INVALID,
                                                                       EVAL_CLAIM_UNKNOWN, EVAL_CLAIM_PARTIAL,
                                                                       EVAL_CLAIM_JUSTIFIED};
    size_t first = 0;
    enum status status = open_pack(matrix, record->pack, &first);
    for (size_t r = 0; r < record->request_count && status == STATUS_OK; r++) {
        add_request(&matrix->sums, &record->requests[r]);
        for (size_t v = 0; v < EVAL_CLAIMS && status == STATUS_OK; v++)
            status = add_claims(matrix, record, first, &record->requests[r], gravest_first[v]);
    }
    return status;
}

/* ---- order */

static int compare_entries(const void *a, const void *b)
{
    const struct review_entry *x = a, *y = b;
    if (x->line != y->line) return x->line < y->line ? -1 : 1;
    if (x->ministry_order != y->ministry_order) return x->ministry_order < y->ministry_order ? -1 : 1;
    return text_view_compare(x->ministry, y->ministry);
}

static void add_cell(struct review_cell *to, const struct review_cell *from)
{
    to->claims += from->claims;
    to->yen = eval_add_yen(to->yen, from->yen);
    to->in_full += from->in_full;
    to->without_figure += from->without_figure;
    for (size_t v = 0; v < EVAL_CLAIMS; v++) {
        to->by_claim[v] += from->by_claim[v];
        to->yen_by_claim[v] = eval_add_yen(to->yen_by_claim[v], from->yen_by_claim[v]);
    }
}

void review_matrix_sort(struct review_matrix *matrix)
{
    if (matrix->entry_count > 1) qsort(matrix->entries, matrix->entry_count, sizeof *matrix->entries, compare_entries);
    for (size_t i = 0; i < matrix->entry_count; i++)
        add_cell(&matrix->lines[matrix->entries[i].line].total, &matrix->entries[i].cell);
}
