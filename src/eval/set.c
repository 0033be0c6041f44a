#include "base/alloc.h"
#include "eval/set_details.h"
#include "eval/subject.h"
#include "text/place.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_ITEMS 64

/* Room for one more item in an array on the heap: one that grows in an arena leaves its old copies there, and of these
 * there is one item for every request of a country. NULL when memory is out; the items stay as they are. */
static void *grown(void *items, size_t count, size_t *capacity, size_t item_size)
{
    if (count < *capacity) return items;
    const size_t wanted = *capacity > 0 ? 2 * *capacity : FIRST_ITEMS;
    void *moved = alloc_resize(items, wanted * item_size);
    if (moved) *capacity = wanted;
    return moved;
}

/* ---- taking in */

enum status eval_set_new(struct eval_set_wants wants, struct eval_set **out_set)
{
    struct arena *arena = arena_new(), *compared = arena_new();
    struct eval_set *set = arena && compared ? arena_alloc(arena, sizeof *set) : NULL;
    if (!set) {
        arena_free(arena);
        arena_free(compared);
        return STATUS_NO_MEMORY;
    }
    set->arena = arena;
    set->compared = compared;
    set->wants = wants;
    spool_init(&set->spool);
    buf_init(&set->writing);
    *out_set = set;
    return STATUS_OK;
}

void eval_set_free(struct eval_set *set)
{
    if (!set) return;
    spool_clear(&set->spool);
    buf_clear(&set->writing);
    alloc_free(set->submissions);
    alloc_free(set->requests);
    alloc_free(set->names);
    alloc_free(set->texts);
    alloc_free(set->findings);
    arena_free(set->compared);
    arena_free(set->arena);
}

bool eval_set_wants_texts(const struct eval_set *set)
{
    return set->wants.texts;
}

static bool keep(struct eval_set *set, struct text_view view, struct text_view *out_kept)
{
    const char *copy = arena_copy(set->arena, view.len > 0 ? view.at : "", view.len);
    *out_kept = (struct text_view){copy, copy ? view.len : 0};
    return copy != NULL;
}

static void place(struct text_span span, struct text_place *out_start, struct text_place *out_end)
{
    if (!span.source) return;
    *out_start = text_source_place(span.source, span.begin);
    *out_end = text_source_place(span.source, span.end);
}

/* False when memory is out. A workbook has no lines. */
static bool hash_line(const struct eval_set_source *source, struct text_span span, struct text_line_hash *out_line)
{
    if (!source->line_hashes || !span.source || text_source_is_sheet(span.source)) return true;
    const struct text_line_hash *line =
        text_source_line_hash(span.source, text_source_line_of(span.source, span.begin));
    if (line) *out_line = *line;
    return line != NULL;
}

/* Half of the SHA-256 of one or two strings; none when the last is empty. */
static struct eval_set_name name_of(struct text_view first, struct text_view second)
{
    struct eval_set_name name = {{0, 0}};
    unsigned char digest[HASH_SHA256_BYTES];
    struct hash_sha256 hash;
    if (second.len == 0) return name;
    hash_sha256_init(&hash);
    hash_sha256_add(&hash, first.at, first.len);
    hash_sha256_add(&hash, "", 1); /* no string has a NUL in it */
    hash_sha256_add(&hash, second.at, second.len);
    hash_sha256_bytes(&hash, digest);
    memcpy(name.words, digest, sizeof name.words);
    return name;
}

static enum status put_request(struct eval_set *set, const struct eval_set_source *source, size_t index,
                               uint64_t *out_details)
{
    const struct doc_request *doc = &source->submission->requests[index];
    struct eval_set_request_details details = {.id = doc->id.value,
                                               .title = doc->title.value,
                                               .amount = doc->amount,
                                               .previous = doc->previous};
    place(doc->id.span, &details.id_start, &details.id_end);
    place(doc->title.span.source ? doc->title.span : doc->span, &details.title_start, &details.title_end);
    place(doc->previous.span, &details.previous_start, &details.previous_end);
    if (!hash_line(source, doc->id.span, &details.id_line) ||
        !hash_line(source, doc->previous.span, &details.previous_line))
        return STATUS_NO_MEMORY;
    return eval_set_put_request(set, &details, out_details);
}

static enum status add_request(struct eval_set *set, const struct eval_set_source *source, size_t index)
{
    static const struct text_view nothing = {"", 0};
    const uint32_t home = (uint32_t)set->submission_count - 1;
    struct eval_set_request *requests =
        grown(set->requests, set->request_count, &set->request_capacity, sizeof *requests);
    struct eval_set_names *names = grown(set->names, set->request_count, &set->name_capacity, sizeof *names);
    if (requests) set->requests = requests;
    if (names) set->names = names;
    if (!requests || !names) return STATUS_NO_MEMORY;
    names[set->request_count] =
        (struct eval_set_names){.id = name_of(nothing, source->imprint->ids[index]),
                                .title = name_of(set->submissions[home].ministry, source->imprint->titles[index])};
    requests[set->request_count] = (struct eval_set_request){.submission = home};
    enum status status = put_request(set, source, index, &requests[set->request_count].details);
    if (status == STATUS_OK) set->request_count++;
    return status;
}

static enum status put_text(struct eval_set *set, const struct eval_set_source *source,
                            const struct eval_imprint_text *from, uint64_t *out_details)
{
    struct eval_set_text_details details = {.area = from->area};
    memcpy(details.sha256, from->sha256, sizeof details.sha256);
    place(from->span, &details.start, &details.end);
    if (!hash_line(source, from->span, &details.line)) return STATUS_NO_MEMORY;
    return eval_set_put_text(set, &details, &from->print, out_details);
}

/* Room for the keys of one more text; false when memory is out. */
static bool has_block(struct eval_set *set)
{
    if (set->text_count < set->block_count * EVAL_SET_BLOCK) return true;
    struct eval_set_keys **blocks =
        arena_grow(set->compared, set->blocks, set->block_count, &set->block_capacity, sizeof *blocks);
    struct eval_set_keys *block = blocks ? arena_alloc(set->compared, sizeof *block) : NULL;
    if (!block) return false;
    set->blocks = blocks;
    blocks[set->block_count++] = block;
    return true;
}

static enum status add_text(struct eval_set *set, const struct eval_set_source *source, size_t index,
                            size_t first_request)
{
    const struct eval_imprint_text *from = &source->imprint->texts[index];
    struct eval_set_text text = {.request = (uint32_t)first_request + from->request,
                                 .grams = (uint32_t)from->print.count};
    struct eval_set_text *texts = grown(set->texts, set->text_count, &set->text_capacity, sizeof *texts);
    if (texts) set->texts = texts;
    if (!texts || !has_block(set)) return STATUS_NO_MEMORY;
    memcpy(eval_set_keys_of(set, set->text_count), from->bands, sizeof from->bands);
    *eval_set_sketch_of(set, set->text_count) = eval_print_sketch(&from->print);
    enum status status = put_text(set, source, from, &text.details);
    if (status == STATUS_OK) texts[set->text_count++] = text;
    return status;
}

static int64_t percent_of(const struct rule_set *rules)
{
    const struct rule_form *form;
    const struct rule_case *use = rule_set_case(rules, RULE_CHECK_NEAR_DUPLICATE, &form);
    return use ? use->require->check->percent : INT64_MAX;
}

static enum status add_submission(struct eval_set *set, const struct eval_set_source *source)
{
    const struct doc_submission *doc = source->submission;
    struct eval_set_submission submission = {.rules = source->rules,
                                             .year = doc->year,
                                             .document = doc->document,
                                             .previous = source->previous,
                                             .percent = percent_of(source->rules)};
    struct eval_set_submission *submissions =
        grown(set->submissions, set->submission_count, &set->submission_capacity, sizeof *submissions);
    if (!submissions) return STATUS_NO_MEMORY;
    set->submissions = submissions;
    if (!keep(set, text_view_of(source->path), &submission.path) ||
        !keep(set, doc_submission_ministry(doc, &source->rules->words), &submission.ministry))
        return STATUS_NO_MEMORY;
    submissions[set->submission_count++] = submission;
    return STATUS_OK;
}

enum status eval_set_add(struct eval_set *set, const struct eval_set_source *source)
{
    size_t first = set->request_count;
    bool known = doc_submission_goes_on(source->submission);
    enum status status = known ? STATUS_OK : add_submission(set, source);
    for (size_t i = 0; i < source->submission->request_count && status == STATUS_OK; i++)
        status = add_request(set, source, i);
    for (size_t i = 0; set->wants.texts && i < source->imprint->text_count && status == STATUS_OK; i++)
        status = add_text(set, source, i, first);
    return status;
}

/* ---- findings */

bool eval_set_take_report(struct eval_set *set, struct eval_set_finding *finding,
                          const struct eval_check_report *report)
{
    finding->finding.field = report->field;
    return eval_check_keep(set->arena, report, &finding->finding);
}

/* Digits of the SHA-256 of a text as it is folded. */
static enum status hash_folded(struct eval_set *set, const struct rule_set *rules, struct text_view text,
                               char out_hex[HASH_SHA256_HEX])
{
    struct text_folded folded;
    struct hash_sha256 hash;
    enum status status = text_fold(rules->words.folder, set->arena, text, &folded);
    if (status != STATUS_OK) return status;
    hash_sha256_init(&hash);
    hash_sha256_add(&hash, folded.text.at, folded.text.len);
    hash_sha256_hex(&hash, out_hex);
    return STATUS_OK;
}

static enum status fingerprint(struct eval_set_finding *finding, bool with_text)
{
    const struct eval_set_submission *home = finding->home;
    const struct eval_identity identity = {.rule = finding->finding.rule,
                                           .ministry = home->ministry,
                                           .year = home->year,
                                           .request = finding->place.request.len > 0 ? finding->place.request
                                                                                     : finding->place.title,
                                           .area = finding->place.area,
                                           .field = finding->finding.field,
                                           .over_set = true,
                                           .text = text_view_of(with_text ? finding->finding.text_sha256 : "")};
    return eval_fingerprint(&identity, finding->finding.fingerprint);
}

enum status eval_set_find(struct eval_set *set, enum rule_check check, const struct eval_set_request *request,
                          struct eval_set_finding finding, struct text_view text)
{
    const struct eval_set_submission *home = eval_set_home(set, request);
    const struct rule_form *form = NULL;
    const struct rule_case *use = rule_set_case(home->rules, check, &form);
    struct eval_set_finding *findings =
        grown(set->findings, set->finding_count, &set->finding_capacity, sizeof *findings);
    if (!findings) return STATUS_NO_MEMORY;
    set->findings = findings;
    finding.rules = home->rules;
    finding.home = home;
    finding.finding.rule = form->id;
    finding.finding.severity = form->severity;
    finding.finding.message = &use->message;
    finding.finding.event = EVAL_EVENT_FORM;
    finding.finding.area = finding.place.area;
    finding.finding.request = finding.finding.claim = finding.finding.partner = RULE_NONE;
    enum status status = text.len > 0 ? hash_folded(set, home->rules, text, finding.finding.text_sha256) : STATUS_OK;
    if (status == STATUS_OK) status = fingerprint(&finding, false);
    findings[set->finding_count++] = finding;
    return status;
}

static int compare_fingerprints(const void *a, const void *b)
{
    const struct eval_set_finding *x = *(struct eval_set_finding *const *)a, *y = *(struct eval_set_finding *const *)b;
    return strcmp(x->finding.fingerprint, y->finding.fingerprint);
}

/* Findings that share all that names them are told apart by their text. */
static enum status part_twins(struct eval_set *set)
{
    struct eval_set_finding **sorted = arena_alloc(set->arena, (set->finding_count + 1) * sizeof *sorted);
    enum status status = sorted ? STATUS_OK : STATUS_NO_MEMORY;
    for (size_t i = 0; sorted && i < set->finding_count; i++)
        sorted[i] = &set->findings[i];
    if (sorted && set->finding_count > 1) qsort(sorted, set->finding_count, sizeof *sorted, compare_fingerprints);
    for (size_t i = 0, last; status == STATUS_OK && i < set->finding_count; i = last) {
        for (last = i + 1; last < set->finding_count && compare_fingerprints(&sorted[i], &sorted[last]) == 0;)
            last++;
        for (size_t twin = i; last - i > 1 && twin < last && status == STATUS_OK; twin++)
            status = fingerprint(sorted[twin], true);
    }
    return status;
}

static int compare_findings(const void *a, const void *b)
{
    const struct eval_set_finding *x = a, *y = b;
    int order = text_view_compare(x->place.path, y->place.path);
    if (order == 0) order = (x->place.document > y->place.document) - (x->place.document < y->place.document);
    if (order == 0) order = text_place_compare(x->place.start, y->place.start);
    if (order == 0) order = text_view_compare(x->finding.rule, y->finding.rule);
    return order != 0 ? order : text_view_compare(x->finding.area, y->finding.area);
}

/* Texts are compared when they are gone. */
static void forget_names(struct eval_set *set)
{
    alloc_free(set->names);
    set->names = NULL;
}

enum status eval_set_judge(struct eval_set *set, const struct eval_set_finding **out_findings, size_t *out_count)
{
    enum status status = STATUS_OK;
    if (set->wants.ids) status = eval_set_ids(set);
    if (status == STATUS_OK && set->wants.previous) status = eval_set_previous(set);
    forget_names(set);
    if (status == STATUS_OK && set->wants.texts) status = eval_set_texts(set);
    if (status == STATUS_OK) status = part_twins(set);
    if (set->finding_count > 1) qsort(set->findings, set->finding_count, sizeof *set->findings, compare_findings);
    *out_findings = set->findings;
    *out_count = set->finding_count;
    return status;
}
