/* A run that cuts its inputs into slices reports, byte for byte, what a run that does not cut them reports. */
#include "support/unit.h"

#include "base/alloc.h"
#include "juten_private.h"

#include <glob.h>
#include <limits.h>
#include <stdio.h>

#define FORMATS 20
#define BATCHES 2 /* one run takes no more than REPORTS_MAX of them */

struct result {
    struct buf reports[FORMATS];
    struct buf details, counts;
};

static const char *const everything[] = {"submissions/*/*.yaml", "tests/golden/*/*/*.yaml", NULL};
static const char *const one_file[] = {"submissions/needs-work/1-*.yaml", NULL};

static bool take(void *context, const char *bytes, size_t len)
{
    buf_add(context, bytes, len);
    return buf_status(context) == STATUS_OK;
}

static void keep(struct buf *out, const char *words)
{
    buf_add(out, words, strlen(words));
}

static void begin(struct juten_settings settings, struct juten **out_run)
{
    settings.as_of = "2030-01-02";
    settings.verbose = true;
    if (juten_open(&settings, out_run) != JUTEN_OK) fail_msg("%s", juten_problem(*out_run));
}

static void add_found(struct juten *run, const char *const *globs)
{
    glob_t found = {0};
    for (size_t i = 0; globs[i]; i++)
        glob(globs[i], i > 0 ? GLOB_APPEND : 0, NULL, &found);
    assert_true(found.gl_pathc > 0);
    for (size_t i = 0; i < found.gl_pathc; i++)
        assert_int_equal(juten_add_file(run, found.gl_pathv[i], false), JUTEN_OK);
    globfree(&found);
}

/* Every format that takes a submission in parts is of one batch. */
static void add_reports(struct juten *run, size_t batch, struct buf *reports)
{
    for (size_t i = 0, n = 0; juten_format_name(i); i++)
        if (report_format_at(i)->in_parts && n++ % BATCHES == batch)
            assert_int_equal(juten_add_report(run, juten_format_name(i), take, &reports[i]), JUTEN_OK);
    if (batch == 0) assert_int_equal(juten_add_report(run, "suggest", take, &reports[FORMATS - 1]), JUTEN_OK);
}

/* The files, cut from that many bytes on; how many slices were judged. */
static size_t check(struct juten_settings settings, const char *const *globs, size_t sliced_from, size_t batch,
                    struct result *out_result)
{
    struct juten *run = NULL;
    struct juten_counts counts;
    char line[400];
    *out_result = (struct result){0};
    begin(settings, &run);
    run->sliced_from = sliced_from;
    run->slice_bytes = 1;
    add_found(run, globs);
    add_reports(run, batch, out_result->reports);
    assert_int_equal(juten_check(run), JUTEN_OK);
    juten_counts(run, &counts);
    snprintf(line, sizeof line, "%zu files %zu requests %zu claims %zu criteria %zu skipped %zu errors %zu %zu %zu",
             counts.files, counts.requests, counts.claims, counts.criteria, counts.skipped, counts.errors,
             counts.error_findings, counts.warning_findings, counts.note_findings);
    keep(&out_result->counts, line);
    keep(&out_result->details, juten_details(run));
    size_t slices = run->slice_count;
    juten_close(run);
    return slices;
}

static void expect_same(struct buf *a, struct buf *b, const char *what)
{
    size_t at = 0, line = 1;
    for (; at < a->len && at < b->len && a->bytes[at] == b->bytes[at]; at++)
        line += a->bytes[at] == '\n';
    if (a->len != b->len || at < a->len) fail_msg("%s differs in line %zu", what, line);
    buf_clear(a);
    buf_clear(b);
}

static void compare_batch(struct juten_settings settings, const char *const *globs, size_t slices, size_t batch)
{
    struct result whole, sliced;
    assert_int_equal(check(settings, globs, SIZE_MAX, batch, &whole), 0);
    assert_true(check(settings, globs, 1, batch, &sliced) >= slices);
    for (size_t i = 0; juten_format_name(i); i++)
        expect_same(&whole.reports[i], &sliced.reports[i], juten_format_name(i));
    expect_same(&whole.reports[FORMATS - 1], &sliced.reports[FORMATS - 1], "suggest");
    expect_same(&whole.details, &sliced.details, "what is said of each file");
    expect_same(&whole.counts, &sliced.counts, "what is counted");
}

static void compare(struct juten_settings settings, const char *const *globs, size_t slices)
{
    for (size_t batch = 0; batch < BATCHES; batch++)
        compare_batch(settings, globs, slices, batch);
}

static void juten_slices_change_no_result(void **state)
{
    (void)state;
    compare((struct juten_settings){.language = "ja"}, everything, 100);
    compare((struct juten_settings){.language = "en", .jobs = 3, .suggest = true}, everything, 100);
    compare((struct juten_settings){.language = "ja", .jobs = 2}, one_file, 2);
    compare((struct juten_settings){.language = "ja", .explain = true}, everything, 100);
}

/* Formats that take a submission only as a whole leave it whole. */
static void juten_slices_only_for_reports_in_parts(void **state)
{
    (void)state;
    static const struct {
        const char *format;
        bool explain, sliced;
    } rows[] = {{"compact", false, true}, {"text", false, true},     {"sarif", false, true}, {"json", false, true},
                {"junit", false, true},   {"inquiry", false, false}, {"text", true, true}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct juten *run = NULL;
        struct buf out;
        buf_init(&out);
        begin((struct juten_settings){.explain = rows[i].explain}, &run);
        run->sliced_from = 1;
        add_found(run, everything);
        assert_int_equal(juten_add_report(run, rows[i].format, take, &out), JUTEN_OK);
        assert_int_equal(juten_check(run), JUTEN_OK);
        assert_true((run->slice_count > 0) == rows[i].sliced);
        juten_close(run);
        buf_clear(&out);
    }
}

/* What was told of a check while it went on. */
struct told {
    size_t times;
    struct juten_progress last;
};

static void hear(void *context, const struct juten_progress *so_far)
{
    struct told *told = context;
    assert_true(so_far->inputs >= told->last.inputs && so_far->requests >= told->last.requests);
    assert_true(so_far->inputs <= so_far->of);
    told->last = *so_far;
    told->times++;
}

/* Every input is told, and every slice of one; in the end all are done. */
static void juten_slices_tell_progress(void **state)
{
    (void)state;
    for (int sliced = 0; sliced < 2; sliced++) {
        struct juten *run = NULL;
        struct juten_counts counts;
        struct told told = {0};
        begin((struct juten_settings){.jobs = 2, .progress = hear, .progress_context = &told}, &run);
        run->slice_bytes = 1;
        if (sliced) run->sliced_from = 1;
        add_found(run, everything);
        assert_int_equal(juten_check(run), JUTEN_OK);
        juten_counts(run, &counts);
        assert_int_equal(told.last.inputs, run->input_count);
        assert_int_equal(told.last.of, run->input_count);
        assert_int_equal(told.last.requests, counts.requests);
        if (sliced) assert_true(run->slice_count > 100 && told.times > run->input_count);
        else assert_int_equal(told.times, run->input_count);
        juten_close(run);
    }
}

static bool refuse(void *context, const char *bytes, size_t len)
{
    (void)bytes;
    (void)len;
    return ++*(size_t *)context < 5;
}

/* A report that can't be written on ends the run, and all slices that wait are given back. */
static void juten_slices_end_with_the_report(void **state)
{
    (void)state;
    long live = alloc_live();
    for (unsigned jobs = 1; jobs <= 3; jobs++) {
        struct juten *run = NULL;
        size_t writes = 0;
        begin((struct juten_settings){.jobs = jobs}, &run);
        run->sliced_from = run->slice_bytes = 1;
        add_found(run, everything);
        assert_int_equal(juten_add_report(run, "text", refuse, &writes), JUTEN_OK);
        assert_int_equal(juten_check(run), JUTEN_WRITE);
        juten_close(run);
    }
    assert_int_equal(alloc_live(), live);
}

/* When memory is out that is said, or the report is whole. */
static void juten_slices_survive_failing_allocations(void **state)
{
    (void)state;
    static const char text[] = "ministry: 灯台省\nfiscal_year: 2031\ntotal: 9円\nrequests:\n"
                               "- {id: A, title: 灯台, category: continuing, amount: 1円, previous: 1円}\n"
                               "- {id: \"B\\x31\", title: 灯台, category: new, amount: 二円, note: 1}\n";
    struct buf whole;
    bool done = false;
    buf_init(&whole);
    for (unsigned long n = 0; !done; n += 1 + n / 16) {
        struct juten *run = NULL;
        struct juten_settings settings = {.pack = "tests/packs/judge", .jobs = 1 + n % 2};
        struct buf out;
        buf_init(&out);
        begin(settings, &run);
        run->sliced_from = run->slice_bytes = 1;
        assert_int_equal(juten_add_bytes(run, "a.yaml", text, sizeof text - 1), JUTEN_OK);
        assert_int_equal(juten_add_report(run, "text", take, n > 0 ? &out : &whole), JUTEN_OK);
        alloc_fail_at(n > 0 ? n : ULONG_MAX, n % 3 == 0);
        enum juten_status status = juten_check(run);
        done = n > 0 && alloc_count() < n;
        alloc_fail_never();
        if (n == 0 || done) assert_int_equal(status, JUTEN_OK);
        if (n == 0 || done) assert_int_equal(run->slice_count, 2);
        if (status == JUTEN_OK && n > 0) assert_int_equal(out.len, whole.len);
        if (status == JUTEN_OK && n > 0) assert_memory_equal(out.bytes, whole.bytes, whole.len);
        juten_close(run);
        buf_clear(&out);
    }
    buf_clear(&whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(juten_slices_change_no_result),
        cmocka_unit_test(juten_slices_only_for_reports_in_parts),
        cmocka_unit_test(juten_slices_tell_progress),
        cmocka_unit_test(juten_slices_end_with_the_report),
        cmocka_unit_test(juten_slices_survive_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
