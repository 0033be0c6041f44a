#include "text/pattern.h"

#include "base/alloc.h"
#include "base/limits.h"

#include <stdatomic.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

/* Newlines and \R are set, not left to how the library was built; \C could cut a character in two. */
#define COMPILE_OPTIONS (PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C)
#define MATCH_OPTIONS   (PCRE2_NO_UTF_CHECK | PCRE2_NOTEMPTY)
#define JIT_STACK_START ((size_t)32 * 1024)

struct text_pattern {
    struct text_view expression;
    _Atomic(pcre2_code *) code; /* NULL until compiled */
};

struct text_matcher {
    pcre2_general_context *general;
    pcre2_match_context *context;
    pcre2_match_data *data;
    pcre2_jit_stack *stack; /* NULL without JIT */
};

static void *take_memory(PCRE2_SIZE size, void *unused)
{
    (void)unused;
    return alloc_bytes(size);
}

static void give_memory(void *block, void *unused)
{
    (void)unused;
    alloc_free(block);
}

static pcre2_general_context *general_new(void)
{
    return pcre2_general_context_create(take_memory, give_memory, NULL);
}

static enum status compile_failure(int code, size_t offset, struct text_pattern_error *error)
{
    if (code == PCRE2_ERROR_HEAP_FAILED || code == PCRE2_ERROR_NOMEMORY) return STATUS_NO_MEMORY;
    if (error) {
        pcre2_get_error_message(code, (PCRE2_UCHAR *)error->message, sizeof error->message);
        error->offset = offset;
    }
    return STATUS_INVALID;
}

static enum status compile_in(pcre2_compile_context *context, struct text_view expression, pcre2_code **out_code,
                              struct text_pattern_error *error)
{
    pcre2_set_newline(context, PCRE2_NEWLINE_LF);
    pcre2_set_bsr(context, PCRE2_BSR_UNICODE);
    int failure;
    PCRE2_SIZE offset;
    PCRE2_SPTR bytes = (PCRE2_SPTR)(expression.len > 0 ? expression.at : "");
    pcre2_code *code = pcre2_compile(bytes, expression.len, COMPILE_OPTIONS, &failure, &offset, context);
    if (!code) return compile_failure(failure, offset, error);
#ifndef JUTEN_NO_JIT
    pcre2_jit_compile(code, PCRE2_JIT_COMPLETE); /* what cannot be compiled further is interpreted */
#endif
    *out_code = code;
    return STATUS_OK;
}

static enum status compile(struct text_view expression, pcre2_code **out_code, struct text_pattern_error *error)
{
    enum status status = STATUS_NO_MEMORY;
    pcre2_compile_context *context = NULL;
    pcre2_general_context *general = general_new();
    if (general) context = pcre2_compile_context_create(general);
    if (context) status = compile_in(context, expression, out_code, error);
    pcre2_compile_context_free(context);
    pcre2_general_context_free(general);
    return status;
}

enum status text_pattern_new(struct arena *arena, struct text_view expression, bool check_now,
                             struct text_pattern **out_pattern, struct text_pattern_error *out_error)
{
    struct text_pattern *pattern = arena_alloc(arena, sizeof *pattern);
    if (!pattern) return STATUS_NO_MEMORY;
    pcre2_code *code = NULL;
    enum status status = check_now ? compile(expression, &code, out_error) : STATUS_OK;
    if (status != STATUS_OK) return status;
    pattern->expression = expression;
    atomic_init(&pattern->code, code);
    *out_pattern = pattern;
    return STATUS_OK;
}

void text_pattern_clear(struct text_pattern *pattern)
{
    if (pattern) pcre2_code_free(atomic_exchange(&pattern->code, NULL));
}

struct text_view text_pattern_expression(const struct text_pattern *pattern)
{
    return pattern->expression;
}

/* The compiled code, made by whoever comes first; of several threads that compile at once, one wins and the others drop
 * theirs. */
static enum status code_of(struct text_pattern *pattern, pcre2_code **out_code)
{
    pcre2_code *code = atomic_load_explicit(&pattern->code, memory_order_acquire);
    if (!code) {
        pcre2_code *mine;
        enum status status = compile(pattern->expression, &mine, NULL);
        if (status != STATUS_OK) return status;
        if (atomic_compare_exchange_strong(&pattern->code, &code, mine)) code = mine;
        else pcre2_code_free(mine);
    }
    *out_code = code;
    return STATUS_OK;
}

/* False when memory is out; true without a stack where the library has no JIT. */
static bool add_jit_stack(struct text_matcher *matcher)
{
#ifndef JUTEN_NO_JIT
    uint32_t available = 0;
    pcre2_config(PCRE2_CONFIG_JIT, &available);
    if (available == 0) return true;
    matcher->stack = pcre2_jit_stack_create(JIT_STACK_START, (size_t)LIMIT_PATTERN_STACK_KB * 1024, matcher->general);
    if (matcher->stack) pcre2_jit_stack_assign(matcher->context, NULL, matcher->stack);
    return matcher->stack != NULL;
#else
    (void)matcher;
    return true;
#endif
}

static bool fill(struct text_matcher *matcher)
{
    matcher->general = general_new();
    if (!matcher->general) return false;
    matcher->context = pcre2_match_context_create(matcher->general);
    matcher->data = pcre2_match_data_create(1, matcher->general);
    if (!matcher->context || !matcher->data) return false;
    pcre2_set_match_limit(matcher->context, LIMIT_PATTERN_MATCH);
    pcre2_set_depth_limit(matcher->context, LIMIT_PATTERN_DEPTH);
    pcre2_set_heap_limit(matcher->context, LIMIT_PATTERN_HEAP_KB);
    return add_jit_stack(matcher);
}

enum status text_matcher_new(struct text_matcher **out_matcher)
{
    struct text_matcher *matcher = alloc_zeroed(1, sizeof *matcher);
    if (!matcher) return STATUS_NO_MEMORY;
    if (!fill(matcher)) {
        text_matcher_free(matcher);
        return STATUS_NO_MEMORY;
    }
    *out_matcher = matcher;
    return STATUS_OK;
}

void text_matcher_free(struct text_matcher *matcher)
{
    if (!matcher) return;
    pcre2_jit_stack_free(matcher->stack);
    pcre2_match_data_free(matcher->data);
    pcre2_match_context_free(matcher->context);
    pcre2_general_context_free(matcher->general);
    alloc_free(matcher);
}

/* Every failure but "no match" and "no memory" leaves the question open, as a limit does. */
static enum text_match failed_match(int result)
{
    if (result == PCRE2_ERROR_NOMATCH) return TEXT_MATCH_NONE;
    return result == PCRE2_ERROR_NOMEMORY ? TEXT_MATCH_NO_MEMORY : TEXT_MATCH_LIMIT;
}

enum text_match text_pattern_find(struct text_pattern *pattern, struct text_matcher *matcher, struct text_view subject,
                                  size_t from, size_t *out_begin, size_t *out_end)
{
    if (from >= subject.len) return TEXT_MATCH_NONE; /* nothing but an empty match could be there */
    pcre2_code *code;
    enum status status = code_of(pattern, &code);
    if (status != STATUS_OK) return status == STATUS_NO_MEMORY ? TEXT_MATCH_NO_MEMORY : TEXT_MATCH_LIMIT;
    int result =
        pcre2_match(code, (PCRE2_SPTR)subject.at, subject.len, from, MATCH_OPTIONS, matcher->data, matcher->context);
    if (result < 0) return failed_match(result);
    const PCRE2_SIZE *bounds = pcre2_get_ovector_pointer(matcher->data);
    if (bounds[0] >= bounds[1]) return TEXT_MATCH_LIMIT; /* \K in a lookaround, in versions that still allow it */
    *out_begin = bounds[0];
    *out_end = bounds[1];
    return TEXT_MATCH_FOUND;
}

/* ---- counting steps */

#define METER_OPTIONS (COMPILE_OPTIONS | PCRE2_NO_START_OPTIMIZE)
#define STEPS_FIRST   256u
#define STEPS_PARTS   16u /* a count is known to within one of so many parts of it */

struct text_meter {
    pcre2_general_context *general;
    pcre2_match_context *context;
    pcre2_match_data *data;
    pcre2_code *code;
};

enum status text_meter_new(struct text_view expression, struct text_meter **out_meter)
{
    int failure = 0;
    PCRE2_SIZE offset;
    struct text_meter *meter = alloc_zeroed(1, sizeof *meter);
    if (!meter) return STATUS_NO_MEMORY;
    meter->general = general_new();
    pcre2_compile_context *options = meter->general ? pcre2_compile_context_create(meter->general) : NULL;
    meter->context = meter->general ? pcre2_match_context_create(meter->general) : NULL;
    meter->data = meter->general ? pcre2_match_data_create(1, meter->general) : NULL;
    bool whole = options && meter->context && meter->data;
    if (whole) {
        pcre2_set_newline(options, PCRE2_NEWLINE_LF);
        pcre2_set_bsr(options, PCRE2_BSR_UNICODE);
        meter->code =
            pcre2_compile((PCRE2_SPTR)expression.at, expression.len, METER_OPTIONS, &failure, &offset, options);
    }
    pcre2_compile_context_free(options);
    if (meter->code) {
        *out_meter = meter;
        return STATUS_OK;
    }
    text_meter_free(meter);
    return whole ? compile_failure(failure, offset, NULL) : STATUS_NO_MEMORY;
}

void text_meter_free(struct text_meter *meter)
{
    if (!meter) return;
    pcre2_code_free(meter->code);
    pcre2_match_data_free(meter->data);
    pcre2_match_context_free(meter->context);
    pcre2_general_context_free(meter->general);
    alloc_free(meter);
}

/* What is looked at: a text, and where in it matches may begin. */
struct search {
    struct text_view subject;
    size_t places;
};

static enum status match_from(struct text_meter *meter, struct text_view subject, size_t from)
{
    int result = pcre2_match(meter->code, (PCRE2_SPTR)subject.at, subject.len, from,
                             MATCH_OPTIONS | PCRE2_NO_JIT | PCRE2_ANCHORED, meter->data, meter->context);
    if (result == PCRE2_ERROR_NOMEMORY) return STATUS_NO_MEMORY;
    return result == PCRE2_ERROR_MATCHLIMIT || result == PCRE2_ERROR_HEAPLIMIT ? STATUS_LIMIT : STATUS_OK;
}

/* STATUS_LIMIT when from some place the search was not over after so many steps. */
static enum status search_within(struct text_meter *meter, const struct search *search, uint32_t limit)
{
    enum status status = STATUS_OK;
    pcre2_set_match_limit(meter->context, limit);
    pcre2_set_depth_limit(meter->context, UINT32_MAX);
    for (size_t from = 0; status == STATUS_OK && from < search->places; from++)
        if (((unsigned char)search->subject.at[from] & 0xC0) != 0x80) status = match_from(meter, search->subject, from);
    return status;
}

enum status text_meter_steps(struct text_meter *meter, struct text_view subject, size_t places, uint32_t most,
                             uint32_t *out_steps)
{
    struct search search = {subject, places < subject.len ? places : subject.len};
    uint32_t enough = STEPS_FIRST < most ? STEPS_FIRST : most, few = 0;
    enum status status;
    while ((status = search_within(meter, &search, enough)) == STATUS_LIMIT && enough < most) {
        few = enough;
        enough = enough < most / 2 ? enough * 2 : most;
    }
    if (status == STATUS_LIMIT) enough = UINT32_MAX;
    while (status == STATUS_OK && enough - few > enough / STEPS_PARTS + 1) {
        uint32_t middle = few + (enough - few) / 2;
        status = search_within(meter, &search, middle);
        if (status == STATUS_OK) enough = middle;
        else few = middle;
        if (status == STATUS_LIMIT) status = STATUS_OK;
    }
    if (status == STATUS_NO_MEMORY) return status;
    *out_steps = enough;
    return STATUS_OK;
}
