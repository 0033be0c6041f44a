#include "support/fuzzing.h"

#include "base/json.h"
#include "support/slices.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>

void fuzz_require(bool holds, const char *what)
{
    if (holds) return;
    fprintf(stderr, "does not hold: %s\n", what);
    abort();
}

const struct rule_set *fuzz_rules(void)
{
    static struct rule_set *rules;
    static struct text_diagnostics diagnostics;
    if (rules) return rules;
    text_diagnostics_init(&diagnostics, arena_new());
    json_use_alloc();
    enum status status = rule_pack_load_embedded(rule_pack_newest(), &diagnostics, &rules);
    fuzz_require(status == STATUS_OK, "the embedded pack loads");
    arena_free(diagnostics.arena);
    return rules;
}

struct text_view fuzz_text(const uint8_t *bytes, size_t len)
{
    struct text_view text = {len > 0 ? (const char *)bytes : "", len};
    return text_view_part(text, 0, text_utf8_check(text));
}

/* ---- places */

static bool is_boundary(struct text_view text, size_t at)
{
    return at == text.len || (at < text.len && ((unsigned char)text.at[at] & 0xC0) != 0x80);
}

bool fuzz_is_in_file(struct text_span span)
{
    return !span.source || (span.begin <= span.end && span.end <= text_source_bytes(span.source).len);
}

bool fuzz_is_inside(struct text_span span)
{
    if (!span.source) return true;
    struct text_view bytes = text_source_bytes(span.source);
    return span.begin <= span.end && is_boundary(bytes, span.begin) && is_boundary(bytes, span.end);
}

static bool is_utf8(struct text_view text)
{
    return text_utf8_check(text) == text.len;
}

/* ---- trees */

static void check_scalar(const struct doc_node *node)
{
    size_t len = 1;
    fuzz_require(is_utf8(node->value), "a value is UTF-8");
    for (size_t at = 0; at < node->value.len; at += len) {
        uint32_t point;
        len = text_utf8_decode(text_view_part(node->value, at, node->value.len), &point);
        struct text_span part = doc_node_part(node, at, at + len);
        fuzz_require(fuzz_is_inside(part), "a part of a value lies inside the source");
        fuzz_require(part.begin >= node->span.begin, "a part of a value does not lie before its node");
    }
}

static void check_tree(const struct doc_node *node)
{
    fuzz_require(fuzz_is_inside(node->span), "a node lies inside the source");
    if (node->kind == DOC_SCALAR) check_scalar(node);
    for (size_t i = 0; i < node->count; i++) {
        const struct doc_member *member = &node->members[i];
        fuzz_require((node->kind == DOC_MAPPING) == (member->key != NULL), "a mapping has keys, a list has none");
        if (member->key) check_tree(member->key);
        check_tree(member->value);
    }
}

static void check_diagnostics(const struct text_diagnostics *diagnostics, enum status status)
{
    fuzz_require(status == STATUS_OK || diagnostics->count > 0, "something is said of what is refused");
    for (size_t i = 0; i < diagnostics->count; i++) {
        struct buf line;
        buf_init(&line);
        fuzz_require(fuzz_is_in_file(diagnostics->items[i].span), "what is said of a file is said of a place in it");
        text_diagnostic_line(&line, &diagnostics->items[i], TEXT_JA);
        fuzz_require(is_utf8((struct text_view){line.bytes, line.len}), "what is said is UTF-8");
        buf_clear(&line);
    }
}

/* ---- submissions */

static void check_text(const struct doc_text *text)
{
    fuzz_require(fuzz_is_inside(text->span) && is_utf8(text->value), "a text lies inside the source");
}

static void check_amount(const struct doc_amount *amount)
{
    fuzz_require(fuzz_is_inside(amount->span) && is_utf8(amount->written), "an amount lies inside the source");
    fuzz_require(amount->kind != DOC_AMOUNT_FIGURE || amount->money.step > 0, "a figure has a precision");
}

static void check_request(const struct doc_request *request)
{
    fuzz_require(fuzz_is_inside(request->span), "a request lies inside the source");
    check_text(&request->id);
    check_text(&request->title);
    check_text(&request->summary);
    check_text(&request->note);
    check_amount(&request->amount);
    check_amount(&request->previous);
    for (size_t i = 0; i < request->row_count; i++) {
        check_text(&request->rows[i].item);
        check_amount(&request->rows[i].amount);
    }
    for (size_t i = 0; i < request->claim_count; i++) {
        check_text(&request->claims[i].area);
        check_text(&request->claims[i].justification);
        check_amount(&request->claims[i].amount);
    }
}

static void check_observation(const struct doc_observation *seen, const struct doc_submission *submission)
{
    bool whole = seen->request == DOC_NO_INDEX;
    fuzz_require(fuzz_is_inside(seen->span), "an observation is of a place inside the source");
    fuzz_require(seen->code < DOC_SAW_COUNT, "an observation has a code");
    fuzz_require(whole || seen->request < submission->request_count, "an observation is of a request that is there");
    for (size_t i = 0; i < DOC_OBSERVATION_ARGUMENTS; i++)
        fuzz_require(is_utf8(seen->arguments[i]), "what an observation says is UTF-8");
}

/* NULL: it is refused. */
static const struct doc_submission *read_submission(struct arena *arena, const struct doc_node *root, uint32_t document)
{
    const struct rule_set *rules = fuzz_rules();
    struct text_diagnostics diagnostics;
    struct doc_submission *submission;
    text_diagnostics_init(&diagnostics, arena);
    enum status status =
        doc_submission_read(arena, root, document, &rules->words, rules->labels, &diagnostics, &submission);
    check_diagnostics(&diagnostics, status);
    if (status != STATUS_OK) return NULL;
    for (size_t i = 0; i < submission->request_count; i++)
        check_request(&submission->requests[i]);
    for (size_t i = 0; i < submission->observation_count; i++)
        check_observation(&submission->observations[i], submission);
    return submission;
}

/* Read slice by slice it says the same; what can't be read, or only with something said of it, is not cut. */
static void check_slices(struct arena *arena, struct doc_input input, const struct doc_submission *whole)
{
    const struct rule_set *rules = fuzz_rules();
    struct text_diagnostics diagnostics;
    struct text_source *source;
    size_t count;
    text_diagnostics_init(&diagnostics, arena);
    if (doc_input_open(arena, &input, &diagnostics, &source) != STATUS_OK) return;
    /* places are compared, and those are of one source */
    if (whole) source = (struct text_source *)whole->source;
    const char *problem =
        slices_problem(arena, source, (struct doc_slice_words){&rules->words, rules->labels}, 1, whole, &count);
    fuzz_require(!problem, problem);
}

void fuzz_read(enum doc_format format, const uint8_t *bytes, size_t len)
{
    struct arena *arena = arena_new();
    struct doc_input input = {.path = "input", .format = format, .in_memory = true};
    struct text_diagnostics diagnostics;
    struct doc_roots roots = {0};
    input.bytes = (struct text_view){(const char *)bytes, len};
    text_diagnostics_init(&diagnostics, arena);
    enum status status = doc_input_read(arena, &input, &fuzz_rules()->words, &diagnostics, &roots);
    fuzz_require(status != STATUS_NO_MEMORY, "there is memory");
    check_diagnostics(&diagnostics, status);
    const struct doc_submission *last = NULL;
    for (size_t i = 0; status == STATUS_OK && i < roots.count; i++) {
        check_tree(roots.items[i]);
        last = read_submission(arena, roots.items[i], (uint32_t)i);
    }
    if (format == DOC_FORMAT_YAML) check_slices(arena, input, roots.count == 1 && diagnostics.count == 0 ? last : NULL);
    arena_free(arena);
}
