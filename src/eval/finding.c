#include "eval/finding.h"

#include "base/hash.h"
#include "doc/vocabulary.h"

#include <stdlib.h>
#include <string.h>

#define SEPARATOR "\x1f" /* U+001F joins the parts of a fingerprint */

void eval_findings_add(struct eval_findings *list, struct eval_finding finding)
{
    struct eval_finding *items =
        eval_grow(list->context, list->items, list->count, &list->capacity, sizeof *list->items);
    if (!items)
        return;
    list->items = items;
    list->items[list->count++] = finding;
}

static int compare_findings(const void *a, const void *b)
{
    const struct eval_finding *x = a, *y = b;
    if (x->span.begin != y->span.begin)
        return x->span.begin < y->span.begin ? -1 : 1;
    int by_rule = text_view_compare(x->rule, y->rule);
    int by_area = by_rule ? by_rule : text_view_compare(x->area, y->area);
    if (by_area)
        return by_area;
    return (x->order > y->order) - (x->order < y->order);
}

static void add_part(struct hash_sha256 *hash, struct text_view part)
{
    hash_sha256_add(hash, part.at, part.len);
    hash_sha256_add(hash, SEPARATOR, 1);
}

static struct text_view request_name(const struct doc_submission *submission, const struct eval_finding *finding)
{
    if (finding->request == RULE_NONE)
        return text_view_of("");
    const struct doc_request *request = &submission->requests[finding->request];
    return request->id.value.len ? request->id.value : request->title.value;
}

static struct text_view ministry_name(const struct eval_context *context)
{
    const struct doc_submission *submission = context->submission;
    if (submission->ministry == (size_t)-1)
        return submission->ministry_text.value;
    return context->rules->words.ministries[submission->ministry].name;
}

static void add_year(struct hash_sha256 *hash, int year)
{
    char digits[12];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + year % 10);
        year /= 10;
    } while (year > 0);
    add_part(hash, (struct text_view){digits + at, sizeof digits - at});
}

/* List items are named by their `item`, so that moving a row changes nothing: breakdown[機器費].amount */
static void add_field_path(struct hash_sha256 *hash, const struct eval_finding *finding)
{
    if (finding->row.len > 0) {
        hash_sha256_add(hash, "breakdown[", 10);
        hash_sha256_add(hash, finding->row.at, finding->row.len);
        hash_sha256_add(hash, "].", 2);
    }
    if (finding->field != DOC_FIELD_COUNT)
        add_part(hash, text_view_of(doc_field_name(finding->field)));
}

static void fingerprint(const struct eval_context *context, struct eval_finding *finding, bool with_text)
{
    struct hash_sha256 hash;
    char hex[HASH_SHA256_HEX];
    hash_sha256_init(&hash);
    add_part(&hash, finding->rule);
    add_part(&hash, ministry_name(context));
    add_year(&hash, context->submission->year);
    add_part(&hash, request_name(context->submission, finding));
    add_part(&hash, finding->area);
    add_field_path(&hash, finding);
    if (with_text)
        add_part(&hash, text_view_of(finding->text_sha256));
    hash_sha256_hex(&hash, hex);
    memcpy(finding->fingerprint, hex, sizeof finding->fingerprint - 1);
    finding->fingerprint[sizeof finding->fingerprint - 1] = '\0';
}

static void hash_text(struct eval_context *context, struct eval_finding *finding)
{
    struct hash_sha256 hash;
    if (finding->text.len == 0)
        return;
    struct text_view folded = eval_fold(context, finding->text).text;
    hash_sha256_init(&hash);
    hash_sha256_add(&hash, folded.at, folded.len);
    hash_sha256_hex(&hash, finding->text_sha256);
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
    if (!sorted)
        return;
    for (size_t i = 0; i < list->count; i++)
        sorted[i] = &list->items[i];
    if (list->count > 1)
        qsort(sorted, list->count, sizeof *sorted, compare_fingerprints);
    for (size_t i = 0, last; i < list->count; i = last) {
        for (last = i + 1; last < list->count && compare_fingerprints(&sorted[i], &sorted[last]) == 0;)
            last++;
        for (size_t twin = i; last - i > 1 && twin < last; twin++)
            fingerprint(list->context, sorted[twin], true);
    }
}

void eval_findings_finish(struct eval_findings *list)
{
    for (size_t i = 0; i < list->count; i++) {
        list->items[i].order = i;
        hash_text(list->context, &list->items[i]);
        fingerprint(list->context, &list->items[i], false);
    }
    part_twins(list);
    if (list->count > 1)
        qsort(list->items, list->count, sizeof *list->items, compare_findings);
}
