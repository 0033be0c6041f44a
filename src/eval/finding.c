#include "eval/finding.h"

#include "base/alloc.h"
#include "base/buf.h"
#include "base/hash.h"
#include "doc/vocabulary.h"

#include <stdlib.h>
#include <string.h>

#define SEPARATOR      "\x1f" /* U+001F joins the parts of a fingerprint */
#define FIRST_FINDINGS 8

/* Into the arena, without room to spare. */
static void settle(struct eval_findings *list)
{
    struct eval_finding *kept = eval_alloc(list->context, list->count * sizeof *kept);
    if (!kept) list->count = 0;
    if (list->count > 0) memcpy(kept, list->items, list->count * sizeof *kept);
    alloc_free(list->items);
    list->items = kept;
}

static int compare_findings(const void *a, const void *b)
{
    const struct eval_finding *x = a, *y = b;
    if (x->span.begin != y->span.begin) return x->span.begin < y->span.begin ? -1 : 1;
    int by_rule = text_view_compare(x->rule, y->rule);
    int by_area = by_rule ? by_rule : text_view_compare(x->area, y->area);
    if (by_area) return by_area;
    return (x->order > y->order) - (x->order < y->order);
}

static struct text_view request_name(const struct doc_submission *submission, const struct eval_finding *finding)
{
    if (finding->request == RULE_NONE) return text_view_of("");
    const struct doc_request *request = &submission->requests[finding->request];
    return request->id.value.len ? request->id.value : request->title.value;
}

static void add_part(struct buf *key, struct text_view part)
{
    buf_add_string(key, SEPARATOR);
    buf_add(key, part.at, part.len);
}

/* List items are named by their `item`, so that moving a row changes nothing: breakdown[機器費].amount */
static void add_field_path(struct buf *key, const struct eval_identity *identity)
{
    buf_add_string(key, SEPARATOR);
    if (identity->over_set) buf_add_string(key, "set.");
    if (identity->row.len > 0) {
        buf_add_string(key, "breakdown[");
        buf_add(key, identity->row.at, identity->row.len);
        buf_add_string(key, "].");
    }
    if (identity->field != DOC_FIELD_COUNT) buf_add_string(key, doc_field_name(identity->field));
}

enum status eval_fingerprint(const struct eval_identity *identity, char out_hex[EVAL_FINGERPRINT])
{
    struct hash_sha256 hash;
    struct buf key;
    char hex[HASH_SHA256_HEX];
    buf_init(&key);
    buf_add(&key, identity->rule.at, identity->rule.len);
    add_part(&key, identity->ministry);
    buf_add_string(&key, SEPARATOR);
    buf_add_int(&key, identity->year);
    add_part(&key, identity->request);
    add_part(&key, identity->area);
    add_field_path(&key, identity);
    if (identity->text.len > 0) add_part(&key, identity->text);
    hash_sha256_init(&hash);
    hash_sha256_add(&hash, key.bytes ? key.bytes : "", key.len);
    hash_sha256_hex(&hash, hex);
    memcpy(out_hex, hex, EVAL_FINGERPRINT - 1);
    out_hex[EVAL_FINGERPRINT - 1] = '\0';
    enum status status = buf_status(&key);
    buf_clear(&key);
    return status;
}

/* Twins are told apart by their text too. */
static void fingerprint(struct eval_context *context, struct eval_finding *finding, bool with_text)
{
    const struct doc_submission *submission = context->submission;
    const struct eval_identity identity = {
        .rule = finding->rule,
        .ministry = doc_submission_ministry(submission, &context->rules->words),
        .year = submission->year,
        .request = request_name(submission, finding),
        .area = finding->area,
        .row = finding->row,
        .field = finding->field,
        .text = with_text ? eval_fold(context, finding->text).text : text_view_of(""),
    };
    enum status status = eval_fingerprint(&identity, finding->fingerprint);
    if (status != STATUS_OK) context->status = status;
}

/* What a finding rests on besides the text of its field: the figures that its message names, and for a judgement on a
 * clause what is read with the justification. A waiver must not outlive a change of these. */
static void add_figures(struct hash_sha256 *hash, const struct eval_finding *finding)
{
    for (size_t i = 0; i < finding->argument_count; i++) {
        const struct eval_argument *argument = &finding->arguments[i];
        int64_t figure = 0;
        if (argument->kind == EVAL_AMOUNT) figure = argument->amount->money.yen;
        else if (argument->kind == EVAL_YEN || argument->kind == EVAL_NUMBER) figure = argument->number;
        else continue;
        hash_sha256_add(hash, SEPARATOR, strlen(SEPARATOR));
        hash_sha256_add(hash, argument->name, strlen(argument->name));
        for (int shift = 0; shift < 64; shift += 8)
            hash_sha256_add(hash, &(unsigned char){(unsigned char)((uint64_t)figure >> shift)}, 1);
    }
}

static bool is_judgement(const struct eval_finding *finding)
{
    return finding->event == EVAL_EVENT_UNJUSTIFIED || finding->criterion;
}

static void add_read_with(struct eval_context *context, struct hash_sha256 *hash, const struct eval_finding *finding)
{
    if (!is_judgement(finding) || finding->request == RULE_NONE) return;
    const struct doc_request *request = &context->submission->requests[finding->request];
    const struct text_view texts[] = {request->title.value, request->summary.value};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct text_view folded = texts[i].len > 0 ? eval_fold(context, texts[i]).text : texts[i];
        hash_sha256_add(hash, SEPARATOR, strlen(SEPARATOR));
        if (folded.len > 0) hash_sha256_add(hash, folded.at, folded.len);
    }
}

static bool rests_on_figures(const struct eval_finding *finding)
{
    for (size_t i = 0; i < finding->argument_count; i++) {
        enum eval_argument_kind kind = finding->arguments[i].kind;
        if (kind == EVAL_AMOUNT || kind == EVAL_YEN || kind == EVAL_NUMBER) return true;
    }
    return false;
}

/* What is missing in a claim is said point by point: all these findings rest on the same. */
static bool have_same_basis(const struct eval_finding *a, const struct eval_finding *b)
{
    return is_judgement(a) && is_judgement(b) && a->request == b->request && a->text.at == b->text.at &&
           a->text.len == b->text.len && !rests_on_figures(a) && !rests_on_figures(b);
}

static void hash_basis(struct eval_context *context, struct eval_finding *finding)
{
    struct hash_sha256 hash;
    if (finding->text.len == 0 && !rests_on_figures(finding) && !is_judgement(finding)) return;
    struct text_view folded = finding->text.len > 0 ? eval_fold(context, finding->text).text : finding->text;
    hash_sha256_init(&hash);
    if (folded.len > 0) hash_sha256_add(&hash, folded.at, folded.len);
    add_figures(&hash, finding);
    add_read_with(context, &hash, finding);
    hash_sha256_hex(&hash, finding->text_sha256);
}

void eval_findings_add(struct eval_findings *list, struct eval_finding finding)
{
    if (list->count == list->capacity) {
        size_t capacity = list->capacity ? 2 * list->capacity : FIRST_FINDINGS;
        struct eval_finding *items = alloc_resize(list->items, capacity * sizeof *items);
        if (!items) {
            list->context->status = STATUS_NO_MEMORY;
            return;
        }
        list->items = items;
        list->capacity = capacity;
    }
    struct eval_finding *added = &list->items[list->count];
    const struct eval_finding *before = list->count > 0 ? added - 1 : NULL;
    list->count++;
    *added = finding;
    added->text_sha256[0] = '\0';
    if (before && have_same_basis(before, added))
        memcpy(added->text_sha256, before->text_sha256, sizeof added->text_sha256);
    else hash_basis(list->context, added);
}

void eval_hash_text(struct eval_context *context, struct text_view text, char out_hex[65])
{
    struct hash_sha256 hash;
    out_hex[0] = '\0';
    if (text.len == 0) return;
    struct text_view folded = eval_fold(context, text).text;
    hash_sha256_init(&hash);
    hash_sha256_add(&hash, folded.at, folded.len);
    hash_sha256_hex(&hash, out_hex);
}

void eval_hash_request(struct eval_context *context, const struct doc_request *request, char out_hex[65])
{
    const struct doc_text *texts[] = {&request->summary, &request->outcome, &request->offset,
                                      &request->cio_coordination, &request->note};
    struct hash_sha256 hash;
    hash_sha256_init(&hash);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct text_view folded = eval_fold(context, texts[i]->value).text;
        hash_sha256_add(&hash, folded.at, folded.len);
        hash_sha256_add(&hash, SEPARATOR, 1);
    }
    hash_sha256_hex(&hash, out_hex);
}

static int compare_fingerprints(const void *a, const void *b)
{
    const struct eval_finding *x = *(struct eval_finding *const *)a, *y = *(struct eval_finding *const *)b;
    return strcmp(x->fingerprint, y->fingerprint);
}

/* Two findings that share all that names them are told apart by their text. */
static void part_twins(struct eval_findings *list)
{
    struct eval_finding **sorted = eval_alloc(list->context, (list->count + 1) * sizeof *sorted);
    if (!sorted) return;
    for (size_t i = 0; i < list->count; i++)
        sorted[i] = &list->items[i];
    if (list->count > 1) qsort(sorted, list->count, sizeof *sorted, compare_fingerprints);
    for (size_t i = 0, last; i < list->count; i = last) {
        for (last = i + 1; last < list->count && compare_fingerprints(&sorted[i], &sorted[last]) == 0;)
            last++;
        for (size_t twin = i; last - i > 1 && twin < last; twin++)
            fingerprint(list->context, sorted[twin], true);
    }
}

static int compare_claims(const void *a, const void *b)
{
    const struct eval_finding *x = *(struct eval_finding *const *)a, *y = *(struct eval_finding *const *)b;
    if (x->request != y->request) return x->request < y->request ? -1 : 1;
    return (x->claim > y->claim) - (x->claim < y->claim);
}

/* Pairs the finding of a failed claim with the one that says why (at most one: eval/form). */
static void pair_reasons(struct eval_findings *list)
{
    struct eval_finding **sorted = eval_alloc(list->context, (list->count + 1) * sizeof *sorted);
    size_t count = 0;
    for (size_t i = 0; sorted && i < list->count; i++) {
        list->items[i].partner = RULE_NONE;
        if (list->items[i].within_clause || list->items[i].event == EVAL_EVENT_UNJUSTIFIED)
            sorted[count++] = &list->items[i];
    }
    if (count > 1) qsort(sorted, count, sizeof *sorted, compare_claims);
    for (size_t i = 1; i < count; i++) {
        if (compare_claims(&sorted[i - 1], &sorted[i]) != 0 || sorted[i - 1]->within_clause == sorted[i]->within_clause)
            continue;
        sorted[i - 1]->partner = (uint32_t)(sorted[i] - list->items);
        sorted[i]->partner = (uint32_t)(sorted[i - 1] - list->items);
    }
}

void eval_findings_finish(struct eval_findings *list)
{
    settle(list);
    for (size_t i = 0; i < list->count; i++) {
        list->items[i].order = i;
        list->items[i].fingerprint[0] = '\0';
        fingerprint(list->context, &list->items[i], false);
    }
    part_twins(list);
    if (list->count > 1) qsort(list->items, list->count, sizeof *list->items, compare_findings);
    pair_reasons(list);
}
