#include "review/manifest.h"

#include "base/buf.h"

#include <stdlib.h>

const char *review_input_role_name(enum review_input_role role)
{
    static const char *const names[REVIEW_INPUT_ROLES] = {
#define INPUT_ROLE(code, name) name,
#include "review/input_role.def"
#undef INPUT_ROLE
    };
    return names[role];
}

static bool keep(struct review_manifest *manifest, struct text_view text, struct text_view *out_kept)
{
    const char *copy = arena_copy(manifest->arena, text.len > 0 ? text.at : "", text.len);
    *out_kept = (struct text_view){copy, copy ? text.len : 0};
    return copy != NULL;
}

enum status review_manifest_add(struct review_manifest *manifest, enum review_input_role role, struct text_view path,
                                struct text_view sha256)
{
    struct review_input *inputs =
        arena_grow(manifest->arena, manifest->inputs, manifest->count, &manifest->capacity, sizeof *inputs);
    if (!inputs) return STATUS_NO_MEMORY;
    manifest->inputs = inputs;
    struct review_input *input = &inputs[manifest->count];
    input->role = role;
    if (!keep(manifest, path, &input->path) || !keep(manifest, sha256, &input->sha256)) return STATUS_NO_MEMORY;
    manifest->count++;
    return STATUS_OK;
}

/* To a list of texts, unless it is there. */
static enum status add_once(struct review_manifest *manifest, struct text_view **list, size_t *count, size_t *capacity,
                            struct text_view text)
{
    for (size_t i = 0; i < *count; i++)
        if (text_view_equal((*list)[i], text)) return STATUS_OK;
    struct text_view *grown = arena_grow(manifest->arena, *list, *count, capacity, sizeof *grown);
    if (!grown) return STATUS_NO_MEMORY;
    *list = grown;
    if (!keep(manifest, text, &grown[*count])) return STATUS_NO_MEMORY;
    ++*count;
    return STATUS_OK;
}

enum status review_manifest_add_clause(struct review_manifest *manifest, struct text_view clause)
{
    return add_once(manifest, &manifest->clauses, &manifest->clause_count, &manifest->clause_capacity, clause);
}

enum status review_manifest_add_filter(struct review_manifest *manifest, struct text_view filter)
{
    return add_once(manifest, &manifest->filters, &manifest->filter_count, &manifest->filter_capacity, filter);
}

void review_manifest_withhold(struct review_manifest *manifest)
{
    for (size_t i = 0; i < manifest->count; i++)
        manifest->inputs[i].sha256 = (struct text_view){"", 0};
}

/* ---- order: the same however the work was spread */

/* What is common to a run, what was judged or passed over, what was compared with. */
static int rank_of(const struct review_input *input)
{
    if (input->role == REVIEW_INPUT_COLUMNS || input->role == REVIEW_INPUT_WAIVERS) return 0;
    return input->role == REVIEW_INPUT_PREVIOUS ? 2 : 1;
}

static int compare_inputs(const void *a, const void *b)
{
    const struct review_input *x = a, *y = b;
    int order = rank_of(x) - rank_of(y);
    if (order == 0) order = text_view_compare(x->path, y->path);
    if (order == 0) order = (x->role > y->role) - (x->role < y->role);
    return order != 0 ? order : text_view_compare(x->sha256, y->sha256);
}

static int compare_texts(const void *a, const void *b)
{
    const struct text_view *x = a, *y = b;
    return text_view_compare(*x, *y);
}

/* Parts of a check that are merged have seen the same maps, waivers and earlier files. */
static void put_in_order(struct review_manifest *manifest)
{
    size_t kept = 0;
    if (manifest->clause_count > 1)
        qsort(manifest->clauses, manifest->clause_count, sizeof(struct text_view), compare_texts);
    if (manifest->filter_count > 1)
        qsort(manifest->filters, manifest->filter_count, sizeof(struct text_view), compare_texts);
    if (manifest->count > 1) qsort(manifest->inputs, manifest->count, sizeof *manifest->inputs, compare_inputs);
    for (size_t i = 0; i < manifest->count; i++)
        if (kept == 0 || compare_inputs(&manifest->inputs[kept - 1], &manifest->inputs[i]) != 0)
            manifest->inputs[kept++] = manifest->inputs[i];
    manifest->count = kept;
}

/* ---- the digest: over lines of text that anybody can write down and hash again */

static int compare_hashes(const void *a, const void *b)
{
    const struct review_input *x = *(const struct review_input *const *)a, *y = *(const struct review_input *const *)b;
    return x->role != y->role ? (x->role > y->role) - (x->role < y->role) : text_view_compare(x->sha256, y->sha256);
}

static void add_line(struct buf *lines, const char *name, struct text_view a, struct text_view b)
{
    buf_add_string(lines, name);
    buf_add_char(lines, ' ');
    buf_add(lines, a.at, a.len);
    if (b.len > 0) buf_add_char(lines, ' ');
    buf_add(lines, b.at, b.len);
    buf_add_char(lines, '\n');
}

static void add_count(struct buf *lines, const char *name, size_t count)
{
    buf_add_string(lines, name);
    buf_add_char(lines, ' ');
    buf_add_int(lines, (int64_t)count);
    buf_add_char(lines, '\n');
}

static enum status add_inputs(struct buf *lines, const struct review_manifest *manifest)
{
    const struct review_input **order = arena_alloc(manifest->arena, (manifest->count + 1) * sizeof *order);
    if (!order) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < manifest->count; i++)
        order[i] = &manifest->inputs[i];
    if (manifest->count > 1) qsort(order, manifest->count, sizeof *order, compare_hashes);
    for (size_t i = 0; i < manifest->count; i++)
        add_line(lines, review_input_role_name(order[i]->role), order[i]->sha256, (struct text_view){"", 0});
    return STATUS_OK;
}

static void add_totals(struct buf *lines, const struct review_totals *totals)
{
    add_count(lines, "files", totals->files);
    add_count(lines, "requests", totals->requests);
    add_count(lines, "claims", totals->claims);
    add_count(lines, "criteria", totals->criteria);
    for (int severity = RULE_ERROR; severity >= RULE_NOTE; severity--)
        add_count(lines, review_severity_name((enum rule_severity)severity), totals->findings[severity]);
    add_count(lines, "waived", totals->waived);
    add_count(lines, "errors", totals->errors);
}

enum status review_manifest_seal(struct review_manifest *manifest, const struct review_seal *seal)
{
    struct hash_sha256 hash;
    struct buf lines;
    buf_init(&lines);
    put_in_order(manifest);
    add_line(&lines, "juten", seal->version, (struct text_view){"", 0});
    add_line(&lines, "as_of", seal->as_of, (struct text_view){"", 0});
    for (size_t i = 0; i < seal->pack_count; i++)
        add_line(&lines, "pack", seal->packs[i].id, seal->packs[i].sha256);
    for (size_t i = 0; i < manifest->clause_count; i++)
        add_line(&lines, "clause", manifest->clauses[i], (struct text_view){"", 0});
    for (size_t i = 0; i < manifest->filter_count; i++)
        add_line(&lines, "filter", manifest->filters[i], (struct text_view){"", 0});
    enum status status = add_inputs(&lines, manifest);
    add_totals(&lines, seal->totals);
    if (status == STATUS_OK) status = buf_status(&lines);
    if (status == STATUS_OK) {
        hash_sha256_init(&hash);
        hash_sha256_add(&hash, lines.bytes, lines.len);
        hash_sha256_hex(&hash, manifest->digest);
    }
    buf_clear(&lines);
    return status;
}
