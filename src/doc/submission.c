/* The submission's own fields and the list of its requests. The unit of the file is read before any amount, wherever
 * it stands: mappings are sorted into slots first. */
#include "doc/submission.h"

#include "base/alloc.h"
#include "base/limits.h"
#include "doc/submission_reader.h"
#include "doc/year.h"

#include <stdlib.h>

/* Whether the name is that of a field by which a submission is known. */
static enum status tells_submission(const struct doc_vocabulary *words, struct arena *scratch, struct text_view name,
                                    bool *out_tells)
{
    int field = -1;
    enum status status = doc_find_word(&words->fields, words->folder, scratch, name, &field);
    if (status == STATUS_OK)
        *out_tells = field == DOC_FIELD_MINISTRY || field == DOC_FIELD_FISCAL_YEAR || field == DOC_FIELD_REQUESTS;
    return status;
}

/* Where the first full-width colon stands in a text that should have been a mapping: (size_t)-1 when there is none. */
static size_t wide_colon_in(const struct doc_node *root)
{
    if (root->kind != DOC_SCALAR || root->quoted) return (size_t)-1;
    return text_view_find(root->value, text_view_of(DOC_WIDE_COLON), 0);
}

enum status doc_submission_is(const struct doc_node *root, const struct doc_vocabulary *words, struct arena *scratch,
                              bool *out_is)
{
    bool is = false;
    enum status status = STATUS_OK;
    if (wide_colon_in(root) != (size_t)-1) status = tells_submission(words, scratch, doc_key_meant(root->value), &is);
    for (size_t i = 0; root->kind == DOC_MAPPING && i < root->count && !is && status == STATUS_OK; i++)
        status = tells_submission(words, scratch, doc_key_meant(root->members[i].key->value), &is);
    if (status == STATUS_OK) *out_is = is;
    return status;
}

struct text_view doc_submission_ministry(const struct doc_submission *submission, const struct doc_vocabulary *words)
{
    if (submission->ministry == (size_t)-1) return submission->ministry_text.value;
    return words->ministries[submission->ministry].name;
}

enum status doc_submission_year(const struct doc_node *root, const struct doc_vocabulary *words, struct arena *scratch,
                                int *out_year, const struct doc_node **out_node)
{
    const struct doc_node *node = NULL;
    int year = 0;
    for (size_t i = 0; root->kind == DOC_MAPPING && i < root->count; i++) {
        const struct doc_member *member = &root->members[i];
        int field = -1;
        enum status status = doc_find_word(&words->fields, words->folder, scratch, member->key->value, &field);
        if (status != STATUS_OK) return status;
        if (field != DOC_FIELD_FISCAL_YEAR) continue;
        bool known = member->value->kind == DOC_SCALAR && doc_year_parse(text_view_trim(member->value->value), &year);
        if (!known) year = 0;
        node = member->value;
        break;
    }
    *out_year = year;
    *out_node = node;
    return STATUS_OK;
}

static void read_ministry(struct doc_reading *reading, const struct doc_slots *slots, struct doc_submission *submission)
{
    const struct doc_vocabulary *words = reading->words;
    submission->ministry_text = doc_slot_text(reading, slots, DOC_FIELD_MINISTRY);
    submission->ministry = submission->ministry_nearest = (size_t)-1;
    struct text_view name = submission->ministry_text.value;
    if (name.len == 0) return;
    int found = doc_reading_find(reading, &words->ministry_names, name);
    if (found >= 0) {
        submission->ministry = (size_t)found;
        return;
    }
    struct text_view nearest = doc_reading_nearest(reading, &words->ministry_names, name);
    int candidate = nearest.len > 0 ? doc_words_find(&words->ministry_names, nearest) : -1;
    if (candidate >= 0) submission->ministry_nearest = (size_t)candidate;
}

static void read_year(struct doc_reading *reading, const struct doc_slots *slots, struct doc_submission *submission)
{
    submission->year_text = doc_slot_text(reading, slots, DOC_FIELD_FISCAL_YEAR);
    const struct doc_text *text = &submission->year_text;
    if (text->value.len == 0 || doc_year_parse(text_view_trim(text->value), &submission->year)) return;
    struct text_view arguments[DOC_OBSERVATION_ARGUMENTS] = {text->value};
    doc_reading_see(reading, DOC_SAW_YEAR_UNPARSABLE, DOC_FIELD_FISCAL_YEAR, text->span, arguments);
}

static void read_unit(struct doc_reading *reading, const struct doc_slots *slots, struct doc_submission *submission)
{
    submission->unit_text = doc_slot_text(reading, slots, DOC_FIELD_UNIT);
    const struct doc_text *text = &submission->unit_text;
    if (text->value.len == 0) return;
    submission->unit_yen = reading->unit_yen = doc_amount_unit(text_view_trim(text->value));
    if (submission->unit_yen == 0)
        doc_slot_see(reading, slots, DOC_FIELD_UNIT, DOC_SAW_VALUE_UNKNOWN, text->span, text->value,
                     (struct text_view){0});
}

void doc_reading_requests(struct doc_reading *reading, const struct doc_node *list, struct doc_submission *submission)
{
    struct doc_request *requests = arena_alloc(reading->arena, list->count * sizeof *requests);
    if (!requests) {
        reading->status = STATUS_NO_MEMORY;
        return;
    }
    submission->requests = requests;
    for (size_t i = 0; i < list->count && reading->status == STATUS_OK; i++) {
        const struct doc_node *node = list->members[i].value;
        if (!doc_reading_wants_mapping(reading, node, DOC_FIELD_REQUESTS)) continue;
        reading->request = (uint32_t)submission->request_count++;
        doc_request_read(reading, node, &requests[reading->request]);
        reading->request = DOC_NO_INDEX;
    }
}

/* The list of requests, when there is one that can be read. */
static const struct doc_node *request_list(struct doc_reading *reading, const struct doc_slots *slots)
{
    const struct doc_slot *slot = &slots->of[DOC_FIELD_REQUESTS];
    struct text_view none = {0};
    if (doc_slot_is_empty(slot)) return NULL;
    if (slot->value->count > 0) return slot->value;
    doc_slot_see(reading, slots, DOC_FIELD_REQUESTS, DOC_SAW_LIST_EMPTY, slot->value->span, none, none);
    return NULL;
}

static enum status refuse(struct doc_reading *reading, enum diagnostic_code code, struct text_span span,
                          enum status status)
{
    struct text_view none = {0};
    text_diagnostics_add(reading->diagnostics, code, NULL, span, none, none, none);
    return status;
}

/* Observations in the order of the file. What stands at one place keeps the order in which it was noticed. */
static int compare_places(const void *a, const void *b)
{
    const struct doc_observation *const *left = a, *const *right = b;
    uint32_t x = (*left)->span.begin, y = (*right)->span.begin;
    return x != y ? (x > y) - (x < y) : (*left > *right) - (*left < *right);
}

enum status doc_reading_sort(struct doc_reading *reading, struct doc_submission *submission)
{
    size_t count = reading->seen_count;
    if (count == 0) return STATUS_OK;
    const struct doc_observation **order = arena_alloc(reading->arena, count * sizeof(const struct doc_observation *));
    struct doc_observation *sorted = arena_alloc(reading->arena, count * sizeof *sorted);
    if (!order || !sorted) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < count; i++)
        order[i] = &reading->seen[i];
    qsort(order, count, sizeof *order, compare_places);
    for (size_t i = 0; i < count; i++)
        sorted[i] = *order[i];
    submission->observations = sorted;
    submission->observation_count = count;
    return STATUS_OK;
}

const struct doc_node *doc_reading_head(struct doc_reading *reading, const struct doc_node *root,
                                        struct doc_submission *submission)
{
    struct doc_slots slots;
    submission->source = root->span.source;
    submission->span = root->span;
    doc_slots_fill(reading, root, DOC_IN_SUBMISSION, &slots);
    doc_slots_require(reading, &slots, DOC_IN_SUBMISSION);
    read_ministry(reading, &slots, submission);
    read_year(reading, &slots, submission);
    read_unit(reading, &slots, submission);
    submission->total = doc_slot_amount(reading, &slots, DOC_FIELD_TOTAL);
    return request_list(reading, &slots);
}

static enum status read_all(struct doc_reading *reading, const struct doc_node *root, struct doc_submission *submission)
{
    const struct doc_node *list = doc_reading_head(reading, root, submission);
    if (list && list->count > LIMIT_REQUESTS)
        return refuse(reading, DIAGNOSTIC_TOO_MANY_REQUESTS, list->members[LIMIT_REQUESTS].value->span, STATUS_LIMIT);
    if (list) doc_reading_requests(reading, list, submission);
    if (reading->status == STATUS_OK) reading->status = doc_reading_sort(reading, submission);
    if (reading->status != STATUS_OK) return reading->status;
    return reading->refused ? STATUS_INVALID : STATUS_OK;
}

/* The root is no mapping: either another kind of file, or a submission all of whose colons are full-width. */
static enum status refuse_root(struct doc_reading *reading, const struct doc_node *root)
{
    bool is = false;
    struct text_span start = {root->span.source, root->span.begin, root->span.begin};
    enum status status = doc_submission_is(root, reading->words, reading->arena, &is);
    if (status != STATUS_OK) return status;
    if (!is) return refuse(reading, DIAGNOSTIC_NOT_SUBMISSION, start, STATUS_INVALID);
    size_t colon = wide_colon_in(root);
    struct text_span span = doc_node_part(root, colon, colon + sizeof DOC_WIDE_COLON - 1);
    return refuse(reading, DIAGNOSTIC_YAML_WIDE_COLON, span, STATUS_INVALID);
}

enum status doc_submission_read(struct arena *arena, const struct doc_node *root, uint32_t document,
                                const struct doc_vocabulary *words, const struct doc_label_table *labels,
                                struct text_diagnostics *diagnostics, struct doc_submission **out_submission)
{
    struct doc_reading reading = {.arena = arena, .words = words, .labels = labels, .diagnostics = diagnostics};
    reading.request = reading.item = DOC_NO_INDEX;
    for (size_t i = 0; root->remarks && i < root->remarks->count; i++) {
        const struct doc_observation *remark = &root->remarks->items[i];
        doc_reading_see(&reading, remark->code, remark->field, remark->span, remark->arguments);
    }
    enum status status = STATUS_NO_MEMORY;
    struct doc_submission *submission = arena_alloc(arena, sizeof *submission);
    if (!submission) goto out;
    submission->document = document;
    status = root->kind == DOC_MAPPING ? read_all(&reading, root, submission) : refuse_root(&reading, root);
    if (status == STATUS_OK && diagnostics->status != STATUS_OK) status = diagnostics->status;
    if (status == STATUS_OK) *out_submission = submission;
out:
    alloc_free(reading.seen);
    return status;
}
