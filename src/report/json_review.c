#include "report/json_review.h"

#include "eval/check.h"
#include "report/json_part.h"
#include "report/printed.h"
#include "review/redact.h"

/* Where to, and whether sums may be told. */
struct review_json {
    struct json_writer *json;
    bool withheld;
};

/* Also those for which the contract has null elsewhere. */
static const char *kind_name(enum doc_amount_kind kind)
{
    if (kind == DOC_AMOUNT_ABSENT) return "absent";
    if (kind == DOC_AMOUNT_WRONG) return "unreadable";
    return review_amount_kind_name(kind);
}

/* A sum, null where amounts are withheld. */
static void add_yen(const struct review_json *to, const char *key, int64_t yen)
{
    json_key(to->json, key);
    if (to->withheld) json_add_null(to->json);
    else json_add_int(to->json, yen);
}

/* {NAME: VALUE, "requests" or "claims": n, "yen": n}; what nothing has is left out. */
static void add_part(const struct review_json *to, const char *name, const char *value, const char *what, size_t count,
                     int64_t yen)
{
    struct json_writer *json = to->json;
    if (count == 0) return;
    json_object_begin(json);
    json_key(json, name);
    json_add_text(json, value);
    report_json_int(json, what, (int64_t)count);
    add_yen(to, "yen", yen);
    json_object_end(json);
}

static void add_kind(struct json_writer *json, const char *name, size_t requests)
{
    if (requests == 0) return;
    json_object_begin(json);
    json_key(json, "amount_kind");
    json_add_text(json, name);
    report_json_int(json, "requests", (int64_t)requests);
    json_object_end(json);
}

static void add_left_out(struct json_writer *json, const struct review_sums *sums)
{
    json_key(json, "left_out");
    json_array_begin(json);
    for (int kind = 0; kind < REVIEW_AMOUNT_KINDS; kind++)
        if (kind != DOC_AMOUNT_FIGURE) add_kind(json, kind_name((enum doc_amount_kind)kind), sums->by_kind[kind]);
    add_kind(json, "relisted", sums->relisted);
    add_kind(json, "negative", sums->negative);
    json_array_end(json);
}

static void add_sums(const struct review_json *to, const struct review_sums *sums)
{
    struct json_writer *json = to->json;
    report_json_int(json, "requests", (int64_t)sums->requests);
    add_yen(to, "yen", sums->yen);
    json_key(json, "verdicts");
    json_array_begin(json);
    for (int v = 0; v < EVAL_REQUESTS; v++)
        add_part(to, "verdict", eval_request_name((enum eval_request_verdict)v), "requests", sums->by_verdict[v],
                 sums->yen_by_verdict[v]);
    json_array_end(json);
    json_key(json, "categories");
    json_array_begin(json);
    for (int c = 0; c < REVIEW_CATEGORIES; c++)
        add_part(to, "category", review_category_name((enum doc_category)c), "requests", sums->by_category[c],
                 sums->yen_by_category[c]);
    json_array_end(json);
    add_left_out(json, sums);
    add_yen(to, "supplementary_yen", sums->supplementary_yen);
    add_yen(to, "special_yen", sums->special_yen);
    report_json_int(json, "claims_without_clause", (int64_t)sums->outside.claims);
}

/* Totals that a document prints, and what is not here. */
static void add_printed(const struct review_json *to, const struct report_run *run, const struct review_sums *sums)
{
    struct json_writer *json = to->json;
    static const char *const names[REPORT_PRINTED_TOTALS] = {
        [REPORT_PRINTED_AMOUNT] = "amount", [REPORT_PRINTED_SUPPLEMENTARY] = "supplementary"};
    bool any = false;
    for (int total = 0; total < REPORT_PRINTED_TOTALS; total++) {
        if (run->printed[total].kind != DOC_AMOUNT_FIGURE) continue;
        if (!any) {
            json_key(json, "printed");
            json_array_begin(json);
        }
        any = true;
        int64_t sum = report_printed_listed(sums, (enum report_printed_total)total);
        json_object_begin(json);
        report_json_name(json, "field", names[total]);
        report_json_view(json, "written", to->withheld ? (struct text_view){"", 0} : run->printed[total].written);
        add_yen(to, "printed_yen", run->printed[total].yen);
        add_yen(to, "listed_yen", sum);
        add_yen(to, "remainder_yen", eval_add_yen(run->printed[total].yen, -sum));
        json_object_end(json);
    }
    if (any) json_array_end(json);
}

static void add_cell(const struct review_json *to, const struct review_cell *cell)
{
    struct json_writer *json = to->json;
    report_json_int(json, "claims", (int64_t)cell->claims);
    add_yen(to, "yen", cell->yen);
    report_json_int(json, "in_full", (int64_t)cell->in_full);
    report_json_int(json, "without_figure", (int64_t)cell->without_figure);
    json_key(json, "verdicts");
    json_array_begin(json);
    for (int v = 0; v < EVAL_CLAIMS; v++)
        add_part(to, "verdict", eval_claim_name((enum eval_claim_verdict)v), "claims", cell->by_claim[v],
                 cell->yen_by_claim[v]);
    json_array_end(json);
}

/* Returns the entry behind the last one of this line. */
static size_t add_line(const struct review_json *to, const struct review_matrix *matrix, size_t line, size_t entry)
{
    struct json_writer *json = to->json;
    json_object_begin(json);
    report_json_view(json, "pack", matrix->lines[line].pack);
    report_json_view(json, "area", matrix->lines[line].label);
    add_cell(to, &matrix->lines[line].total);
    json_key(json, "ministries");
    json_array_begin(json);
    for (; entry < matrix->entry_count && matrix->entries[entry].line == line; entry++) {
        json_object_begin(json);
        report_json_view(json, "ministry", matrix->entries[entry].ministry);
        add_cell(to, &matrix->entries[entry].cell);
        json_object_end(json);
    }
    json_array_end(json);
    json_object_end(json);
    return entry;
}

static bool is_unclaimed(const struct review_line *line)
{
    return line->claimable && line->total.claims == 0;
}

/* By pack: its clauses that could be claimed and are not. */
static void add_unclaimed(struct json_writer *json, const struct review_matrix *matrix)
{
    json_key(json, "unclaimed");
    json_array_begin(json);
    for (size_t line = 0; line < matrix->line_count;) {
        struct text_view pack = matrix->lines[line].pack;
        json_object_begin(json);
        report_json_view(json, "pack", pack);
        json_key(json, "areas");
        json_array_begin(json);
        for (; line < matrix->line_count && text_view_equal(matrix->lines[line].pack, pack); line++)
            if (is_unclaimed(&matrix->lines[line]))
                json_add_string(json, matrix->lines[line].label.at, matrix->lines[line].label.len);
        json_array_end(json);
        json_object_end(json);
    }
    json_array_end(json);
}

/* Each request once, by its ministry. */
static void add_ministries(const struct review_json *to, const struct review_summary *summary)
{
    struct json_writer *json = to->json;
    json_key(json, "ministries");
    json_array_begin(json);
    for (size_t i = 0; i < summary->count; i++) {
        const struct review_row *row = &summary->rows[i];
        json_object_begin(json);
        report_json_view(json, "ministry", row->ministry);
        report_json_int(json, "requests", (int64_t)row->requests);
        report_json_int(json, "claims", (int64_t)row->claims);
        add_yen(to, "yen", row->yen);
        json_key(json, "verdicts");
        json_array_begin(json);
        for (int v = 0; v < EVAL_REQUESTS; v++)
            add_part(to, "verdict", eval_request_name((enum eval_request_verdict)v), "requests", row->by_verdict[v],
                     row->yen_by_verdict[v]);
        json_array_end(json);
        json_object_end(json);
    }
    json_array_end(json);
}

void report_json_review(struct json_writer *json, const struct report_run *run, const struct review_summary *summary,
                        const struct review_matrix *matrix)
{
    const struct review_json to = {json, (run->settings.redact & REVIEW_REDACT_AMOUNTS) != 0};
    size_t entry = 0;
    json_key(json, "review");
    json_object_begin(json);
    add_sums(&to, &matrix->sums);
    add_printed(&to, run, &matrix->sums);
    add_ministries(&to, summary);
    json_key(json, "clauses");
    json_array_begin(json);
    for (size_t line = 0; line < matrix->line_count; line++)
        if (matrix->lines[line].total.claims > 0) entry = add_line(&to, matrix, line, entry);
    json_array_end(json);
    add_unclaimed(json, matrix);
    json_object_end(json);
}

void report_json_manifest(struct json_writer *json, const struct review_manifest *manifest)
{
    json_key(json, "manifest");
    json_object_begin(json);
    report_json_name(json, "sha256", manifest->digest);
    json_key(json, "clauses");
    json_array_begin(json);
    for (size_t i = 0; i < manifest->clause_count; i++)
        json_add_string(json, manifest->clauses[i].at, manifest->clauses[i].len);
    json_array_end(json);
    json_key(json, "filters");
    json_array_begin(json);
    for (size_t i = 0; i < manifest->filter_count; i++)
        json_add_string(json, manifest->filters[i].at, manifest->filters[i].len);
    json_array_end(json);
    json_key(json, "inputs");
    json_array_begin(json);
    for (size_t i = 0; i < manifest->count; i++) {
        json_object_begin(json);
        report_json_view(json, "path", manifest->inputs[i].path);
        report_json_name(json, "role", review_input_role_name(manifest->inputs[i].role));
        report_json_optional(json, "sha256", manifest->inputs[i].sha256);
        json_object_end(json);
    }
    json_array_end(json);
    json_object_end(json);
}
