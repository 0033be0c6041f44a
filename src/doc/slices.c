/* While the file is read for the first time, the place where a slice may begin is looked for in front of every item. In
 * flow style (JSON) that is where its brace opens: a slice is then read between brackets of its own. In block style it
 * is the line of the item's dash, when nothing but this dash and blanks stands before the item there.
 *
 *     施策:
 *       - 番号: A-1        a slice may begin with this line
 *         施策名: …
 *       -
 *         番号: A-2        but not here: the dash stands further up, and the item goes with the one before */
#include "doc/slices.h"

#include "base/alloc.h"
#include "base/limits.h"
#include "doc/submission_reader.h"
#include "doc/yaml.h"

#include <assert.h>
#include <stdlib.h>

#define FIRST_REQUESTS 64
#define FIRST_SLICES   16

struct finding {
    struct arena *arena; /* of the head */
    struct arena *item;
    const struct text_source *source;
    const struct doc_slice_settings *settings;
    struct doc_reading reading;
    struct doc_slices slices;
    size_t request_capacity, slice_capacity;
};

/* ---- where to cut */

/* Where the line of the item's dash begins; false when more than that stands before the item in its line. */
static bool line_of(const struct doc_node *item, uint32_t *out_begin)
{
    struct text_view bytes = text_source_bytes(item->span.source);
    uint32_t start = text_source_start(item->span.source), at = item->span.begin;
    while (at > start && bytes.at[at - 1] == ' ')
        at--;
    if (at == start || at == item->span.begin || bytes.at[at - 1] != '-') return false;
    at--;
    while (at > start && bytes.at[at - 1] == ' ')
        at--;
    *out_begin = at;
    return at > start && (bytes.at[at - 1] == '\n' || bytes.at[at - 1] == '\r');
}

/* Where the item's brace opens; false when it has none. */
static bool brace_of(const struct doc_node *item, uint32_t *out_begin)
{
    *out_begin = item->span.begin;
    return text_source_bytes(item->span.source).at[item->span.begin] == '{';
}

/* How a list is cut and its slices are read. */
struct doc_slice_style {
    bool (*begin_of)(const struct doc_node *item, uint32_t *out_begin);
    enum status (*read)(struct arena *arena, const struct text_source *source, uint32_t begin, size_t end,
                        struct text_diagnostics *diagnostics, struct doc_roots *out_roots);
    bool to_next; /* a slice ends where the next one begins */
};

static const struct doc_slice_style in_block = {line_of, doc_yaml_read_part, true};
static const struct doc_slice_style in_flow = {brace_of, doc_yaml_read_items_of_flow, false};

/* ---- the head */

/* What stands before the list of requests, with a list in its place that is not empty: nothing is said of it. */
static enum status head_of(struct finding *finding, const struct doc_member *before, size_t count,
                           const struct doc_node *key, struct doc_node *out_head)
{
    struct doc_member *members = arena_alloc(finding->arena, (count + 1) * sizeof *members);
    struct doc_node *list = arena_alloc(finding->arena, sizeof *list);
    if (!members || !list) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < count; i++)
        members[i] = before[i];
    *list = (struct doc_node){.kind = DOC_SEQUENCE, .span = key->span, .count = 1};
    members[count] = (struct doc_member){key, list};
    *out_head = (struct doc_node){.kind = DOC_MAPPING, .span = key->span, .members = members, .count = count + 1};
    return STATUS_OK;
}

static enum status opens(void *context, const struct doc_member *before, size_t count, const struct doc_node *key,
                         bool flow, bool *out_takes)
{
    struct finding *finding = context;
    struct doc_slice_words *with = &finding->slices.with;
    struct doc_submission submission = {0};
    struct doc_node head;
    enum status status = head_of(finding, before, count, key, &head);
    if (status == STATUS_OK) status = finding->settings->choose(finding->settings->context, &head, with);
    if (status != STATUS_OK) return status;
    if (!with->words) return STATUS_INVALID;
    if (doc_words_find(&with->words->fields, key->value) != DOC_FIELD_REQUESTS) return STATUS_OK;
    finding->reading.words = with->words;
    doc_reading_head(&finding->reading, &head, &submission); /* for the unit of its amounts */
    finding->slices.style = flow ? &in_flow : &in_block;
    *out_takes = true;
    return finding->reading.status;
}

/* ---- its requests */

static enum status keep_text(struct finding *finding, struct text_view *text)
{
    struct text_view bytes = text_source_bytes(finding->source);
    bool stays = text->at >= bytes.at && text->at <= bytes.at + bytes.len;
    if (stays || text->len == 0) return STATUS_OK;
    text->at = arena_copy(finding->arena, text->at, text->len);
    return text->at ? STATUS_OK : STATUS_NO_MEMORY;
}

static enum status keep_amount(struct finding *finding, struct doc_amount *amount)
{
    enum status status = keep_text(finding, &amount->written);
    return status == STATUS_OK ? keep_text(finding, &amount->earlier_written) : status;
}

/* Of a request what outlives its slice: its own values, but not its claims and rows. */
static enum status keep_request(struct finding *finding, const struct doc_request *from, struct doc_request *request)
{
    *request = *from;
    request->rows = NULL;
    request->claims = NULL;
    struct doc_text *texts[] = {&request->id,      &request->title,   &request->category_text,
                                &request->summary, &request->outcome, &request->offset,
                                &request->office,  &request->note,    &request->cio_coordination};
    struct doc_amount *amounts[] = {&request->amount, &request->previous, &request->supplementary, &request->special};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof texts / sizeof *texts && status == STATUS_OK; i++) {
        texts[i]->node = NULL;
        status = keep_text(finding, &texts[i]->value);
    }
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts && status == STATUS_OK; i++)
        status = keep_amount(finding, amounts[i]);
    return status;
}

/* Room for one more on the heap: an array that grows in an arena leaves its old copies there. */
static void *grow(void *items, size_t count, size_t *capacity, size_t first, size_t size)
{
    if (count < *capacity) return items;
    size_t wanted = *capacity > 0 ? 2 * *capacity : first;
    void *grown = alloc_resize(items, wanted * size);
    if (grown) *capacity = wanted;
    return grown;
}

static enum status add_request(struct finding *finding, const struct doc_request *request)
{
    struct doc_slices *slices = &finding->slices;
    size_t *count = &slices->whole.request_count;
    struct doc_request *requests =
        grow(slices->requests, *count, &finding->request_capacity, FIRST_REQUESTS, sizeof *requests);
    if (!requests) return STATUS_NO_MEMORY;
    slices->requests = requests;
    return keep_request(finding, request, &requests[(*count)++]);
}

/* Ends the last slice where another begins, or the source ends. */
static void end_last(struct doc_slices *slices, uint32_t at)
{
    if (slices->count > 0 && slices->style->to_next) slices->items[slices->count - 1].end = at;
}

static enum status begin_slice(struct finding *finding, uint32_t begin)
{
    struct doc_slices *slices = &finding->slices;
    struct doc_slice *items = grow(slices->items, slices->count, &finding->slice_capacity, FIRST_SLICES, sizeof *items);
    if (!items) return STATUS_NO_MEMORY;
    slices->items = items;
    end_last(slices, begin);
    items[slices->count++] = (struct doc_slice){.begin = begin, .first = slices->whole.request_count - 1};
    return STATUS_OK;
}

/* The item goes into the slice before it, or begins one. */
static enum status add_to_slice(struct finding *finding, const struct doc_node *item)
{
    struct doc_slices *slices = &finding->slices;
    struct doc_slice *last = slices->count > 0 ? &slices->items[slices->count - 1] : NULL;
    uint32_t begin = 0;
    const bool cuts = slices->style->begin_of(item, &begin);
    if (!last && !cuts) return STATUS_INVALID;
    if (!last || (cuts && begin - last->begin >= finding->settings->bytes)) {
        if (begin_slice(finding, begin) != STATUS_OK) return STATUS_NO_MEMORY;
        last = &slices->items[slices->count - 1];
    }
    last->end = item->span.end;
    last->count++;
    return STATUS_OK;
}

/* Keys are known again by bytes; those that die with the item are forgotten. */
static void forget_keys(struct finding *finding)
{
    struct text_view bytes = text_source_bytes(finding->source);
    for (size_t i = 0; i < DOC_KEYS_KNOWN; i++) {
        struct doc_known_key *known = &finding->reading.known[i];
        if (known->key.at < bytes.at || known->key.at >= bytes.at + bytes.len) known->key.at = NULL;
    }
}

static enum status take(void *context, const struct doc_node *item)
{
    struct finding *finding = context;
    struct doc_reading *reading = &finding->reading;
    struct doc_request request;
    if (item->kind != DOC_MAPPING || finding->slices.whole.request_count == LIMIT_REQUESTS) return STATUS_INVALID;
    doc_request_read(reading, item, &request);
    reading->seen_count = 0; /* it is noticed again when the slice is read */
    if (reading->status != STATUS_OK) return reading->status;
    enum status status = reading->refused ? STATUS_INVALID : add_request(finding, &request);
    if (status == STATUS_OK) status = add_to_slice(finding, item);
    forget_keys(finding);
    return status;
}

/* ---- the whole */

static int compare_views(const void *a, const void *b)
{
    return text_view_compare(*(const struct text_view *)a, *(const struct text_view *)b);
}

/* Whether they all differ. Sorts them. */
static bool differ(struct text_view *views, size_t count)
{
    if (count > 1) qsort(views, count, sizeof *views, compare_views);
    for (size_t i = 1; i < count; i++)
        if (text_view_equal(views[i - 1], views[i])) return false;
    return true;
}

/* A request is found again by its id or, without one, its title: no two may have the same, for findings on them would
 * be told apart by looking at both. Ids are one when they are spelled alike as far as folding goes. */
static enum status check_names(const struct finding *finding, struct arena *scratch, bool *out_differ)
{
    const struct doc_submission *whole = &finding->slices.whole;
    struct text_view *names = arena_alloc(scratch, (whole->request_count + 1) * sizeof *names);
    struct text_view *ids = arena_alloc(scratch, (whole->request_count + 1) * sizeof *ids);
    size_t id_count = 0;
    bool named = true;
    if (!names || !ids) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < whole->request_count; i++) {
        const struct doc_request *request = &whole->requests[i];
        struct text_folded folded;
        enum status status = text_fold(finding->slices.with.words->folder, scratch, request->id.value, &folded);
        if (status != STATUS_OK) return status;
        if (folded.text.len > 0) ids[id_count++] = folded.text;
        names[i] = request->id.value.len > 0 ? request->id.value : request->title.value;
        named = named && names[i].len > 0;
    }
    *out_differ = named && differ(ids, id_count) && differ(names, whole->request_count);
    return STATUS_OK;
}

/* Whether the list of requests was taken and is the last member of the one root. That list alone counts items that it
 * does not have. */
static bool is_last(const struct finding *finding, const struct doc_roots *roots)
{
    const struct doc_node *root = roots->count == 1 ? roots->items[0] : NULL;
    if (finding->slices.count == 0 || !root || root->kind != DOC_MAPPING) return false;
    const struct doc_node *list = root->members[root->count - 1].value;
    return list->kind == DOC_SEQUENCE && !list->members && list->count == finding->slices.whole.request_count;
}

static enum status read_whole(struct finding *finding, const struct doc_node *root)
{
    struct doc_slices *slices = &finding->slices;
    struct doc_reading *reading = &finding->reading;
    reading->arena = finding->arena;
    reading->seen_count = 0;
    end_last(slices, (uint32_t)text_source_bytes(finding->source).len);
    doc_reading_head(reading, root, &slices->whole);
    slices->whole.requests = slices->requests;
    return reading->status == STATUS_OK ? doc_reading_sort(reading, &slices->whole) : reading->status;
}

static enum status find(struct finding *finding, struct text_diagnostics *diagnostics, bool *out_found)
{
    struct doc_roots roots = {0};
    const struct doc_taker taker = {opens, take, finding, finding->item};
    enum status status = doc_yaml_read_items(finding->arena, finding->source, &taker, diagnostics, &roots);
    bool found = status == STATUS_OK && is_last(finding, &roots);
    if (status == STATUS_NO_MEMORY || diagnostics->status != STATUS_OK) return STATUS_NO_MEMORY;
    if (!found) return STATUS_OK;
    status = read_whole(finding, roots.items[0]);
    arena_clear(finding->item);
    if (status == STATUS_OK) status = check_names(finding, finding->item, &found);
    bool answered = finding->reading.nearest_lookups < DOC_NEAREST_LOOKUPS; /* none was spared for those before */
    *out_found = found && answered && !finding->reading.refused && diagnostics->count == 0;
    return status;
}

enum status doc_slices_find(struct arena *arena, const struct text_source *source,
                            const struct doc_slice_settings *settings, struct doc_slices *out_slices)
{
    struct finding finding = {.arena = arena, .item = arena_new(), .source = source, .settings = settings};
    struct text_diagnostics diagnostics;
    bool found = false;
    text_diagnostics_init(&diagnostics, arena);
    finding.reading = (struct doc_reading){.arena = finding.item, .diagnostics = &diagnostics};
    finding.reading.request = finding.reading.item = DOC_NO_INDEX;
    enum status status = finding.item ? find(&finding, &diagnostics, &found) : STATUS_NO_MEMORY;
    alloc_free(finding.reading.seen);
    arena_free(finding.item);
    if (!found || status != STATUS_OK) finding.slices.count = 0;
    *out_slices = finding.slices;
    return status;
}

void doc_slices_clear(struct doc_slices *slices)
{
    alloc_free(slices->requests);
    alloc_free(slices->items);
    *slices = (struct doc_slices){0};
}

/* ---- one slice */

/* Those of the head stand before all others. */
static enum status add_head(struct arena *arena, const struct doc_submission *whole, struct doc_submission *part)
{
    size_t count = whole->observation_count + part->observation_count;
    struct doc_observation *all = arena_alloc(arena, (count + 1) * sizeof *all);
    if (!all) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < whole->observation_count; i++)
        all[i] = whole->observations[i];
    for (size_t i = 0; i < part->observation_count; i++)
        all[whole->observation_count + i] = part->observations[i];
    part->observations = all;
    part->observation_count = count;
    return STATUS_OK;
}

static enum status read_part(struct doc_reading *reading, const struct doc_slices *slices,
                             const struct doc_slice *slice, struct doc_submission *part)
{
    struct doc_roots roots = {0};
    const struct text_source *source = slices->whole.source;
    enum status status =
        slices->style->read(reading->arena, source, slice->begin, slice->end, reading->diagnostics, &roots);
    if (status != STATUS_OK || reading->diagnostics->status != STATUS_OK) return STATUS_NO_MEMORY;
    assert(roots.count == 1 && roots.items[0]->count == slice->count);
    *part = slices->whole;
    part->whole = &slices->whole;
    part->first = slice->first;
    part->request_count = 0;
    part->observations = NULL;
    part->observation_count = 0;
    doc_reading_requests(reading, roots.items[0], part);
    return reading->status == STATUS_OK ? doc_reading_sort(reading, part) : reading->status;
}

enum status doc_slice_read(struct arena *arena, const struct doc_slices *slices, size_t index,
                           struct doc_submission **out_part)
{
    struct text_diagnostics diagnostics;
    struct doc_reading reading = {.arena = arena,
                                  .words = slices->with.words,
                                  .labels = slices->with.labels,
                                  .diagnostics = &diagnostics,
                                  .unit_yen = slices->whole.unit_yen};
    reading.request = reading.item = DOC_NO_INDEX;
    text_diagnostics_init(&diagnostics, arena);
    struct doc_submission *part = arena_alloc(arena, sizeof *part);
    enum status status = part ? read_part(&reading, slices, &slices->items[index], part) : STATUS_NO_MEMORY;
    if (status == STATUS_OK && index == 0) status = add_head(arena, &slices->whole, part);
    alloc_free(reading.seen);
    *out_part = part;
    return status;
}
