/* The facade: what a program that includes juten.h, and nothing else of ours, can do. */
#include "support/unit.h"

#include "base/alloc.h"
#include "juten.h"

#include <stdio.h>
#include <stdlib.h>

#define PACK "tests/packs/judge"
#define HEAD "ministry: 灯台省\nfiscal_year: 2031\nrequests:\n"
#define GOOD                                                                                                           \
    HEAD "- {id: A, title: 灯台, category: continuing, amount: 1円, previous: 1円, priorities: [{area: 5(1)①, "  \
         "justification: 灯火を毎年点検する。3基の灯火。}]}\n"
#define BAD                                                                                                            \
    HEAD "- {id: B, title: 灯台, category: continuing, amount: 1円, previous: 1円, priorities: [{area: 5(1)①, "  \
         "justification: 灯火の普及を広く図る話。}]}\n"

struct page {
    char bytes[200000];
    size_t len;
    size_t room; /* bytes taken before it can't go on; 0: all */
};

static bool take(void *context, const char *bytes, size_t len)
{
    struct page *page = context;
    if ((page->room && page->len + len > page->room) || page->len + len >= sizeof page->bytes) return false;
    memcpy(page->bytes + page->len, bytes, len);
    page->len += len;
    page->bytes[page->len] = '\0';
    return true;
}

static struct juten *open_with(struct juten_settings settings)
{
    struct juten *run = NULL;
    settings.pack = settings.pack ? settings.pack : PACK;
    settings.as_of = "2030-01-02";
    enum juten_status status = juten_open(&settings, &run);
    if (status != JUTEN_OK) fail_msg("%s", run ? juten_problem(run) : "no run");
    return run;
}

static void add(struct juten *run, const char *name, const char *bytes)
{
    assert_int_equal(juten_add_bytes(run, name, bytes, strlen(bytes)), JUTEN_OK);
}

static void juten_checks_from_memory(void **state)
{
    (void)state;
    static struct page json, text;
    struct juten_counts counts;
    struct juten *run = open_with((struct juten_settings){.language = "en"});
    add(run, "a.yaml", GOOD);
    add(run, "b.yaml", BAD);
    assert_int_equal(juten_add_report(run, "json", take, &json), JUTEN_OK);
    assert_int_equal(juten_add_report(run, "text", take, &text), JUTEN_OK);
    assert_int_equal(juten_check(run), JUTEN_OK);
    juten_counts(run, &counts);
    assert_int_equal(counts.files, 2);
    assert_int_equal(counts.requests, 2);
    assert_int_equal(counts.claims, 2);
    assert_int_equal(counts.criteria, 2 + 2 * 4);
    assert_int_equal(counts.error_findings, 1);
    assert_int_equal(counts.errors + counts.skipped + counts.waived, 0);
    assert_non_null(strstr(json.bytes, "\"as_of\": \"2030-01-02\""));
    assert_non_null(strstr(json.bytes, "\"verdict\":\"justified\""));
    assert_non_null(strstr(text.bytes, "b.yaml:"));
    const char *line = juten_counts_line(run);
    assert_true(text.len > strlen(line) && strcmp(text.bytes + text.len - strlen(line), line) == 0);
    assert_string_equal(juten_problem(run), "");
    juten_close(run);
}

/* The same inputs give the same bytes, whatever the number of threads and the order of adding. */
static void juten_is_deterministic(void **state)
{
    (void)state;
    enum { FILES = 150 };
    static struct page pages[3];
    for (size_t p = 0; p < 3; p++) {
        struct juten *run = open_with((struct juten_settings){.jobs = p == 0 ? 1 : 5});
        for (int i = 0; i < FILES; i++) {
            char name[16];
            int number = p == 2 ? FILES - 1 - i : i;
            snprintf(name, sizeof name, "%03d.yaml", number);
            add(run, name, number % 3 ? GOOD : number % 2 ? BAD : "[");
        }
        assert_int_equal(juten_add_report(run, "compact", take, &pages[p]), JUTEN_OK);
        assert_int_equal(juten_check(run), JUTEN_OK);
        juten_close(run);
    }
    assert_string_equal(pages[1].bytes, pages[0].bytes);
    assert_string_equal(pages[2].bytes, pages[0].bytes);
    assert_non_null(strstr(pages[0].bytes, "003.yaml:"));
}

/* What can't be read is an error, what is no submission is passed over unless it is named; the others go on. */
static void juten_goes_on_after_bad_inputs(void **state)
{
    (void)state;
    static struct page page;
    struct juten_counts counts;
    struct juten *run = open_with((struct juten_settings){.language = "en"});
    add(run, "broken.yaml", "a: [");
    add(run, "binary.yaml", "a\x01\xff\xfe");
    add(run, "empty.yaml", "");
    add(run, "other.yaml", "a: b\n");
    add(run, "good.yaml", GOOD);
    assert_int_equal(juten_add_file(run, "tests/packs/judge/concepts.yaml", false), JUTEN_OK);
    assert_int_equal(juten_add_file(run, "tests/packs/judge/pack.yaml", true), JUTEN_OK);
    assert_int_equal(juten_add_file(run, "tests/no/such/file.yaml", true), JUTEN_OK);
    juten_add_skipped(run, 3);
    assert_int_equal(juten_add_report(run, "compact", take, &page), JUTEN_OK);
    assert_int_equal(juten_check(run), JUTEN_OK);
    juten_counts(run, &counts);
    assert_int_equal(counts.files, 1);
    assert_int_equal(counts.errors, 6);
    assert_int_equal(counts.skipped, 4);
    static const char *const names[] = {"broken.yaml", "binary.yaml",     "empty.yaml",
                                        "other.yaml",  "judge/pack.yaml", "such/file.yaml"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_non_null(strstr(page.bytes, names[i]));
    assert_null(strstr(page.bytes, "concepts.yaml"));
    juten_close(run);
}

/* What the selection hides is in no report and no count; a verdict stays. */
static void juten_selects_what_is_shown(void **state)
{
    (void)state;
    static const char *const select[] = {"J-NEG*", NULL}, *const ignore[] = {"J-5*", NULL};
    const struct juten_settings all[] = {{.select = select}, {.ignore = ignore}, {.min_severity = "error"}, {0}};
    static const size_t errors[] = {0, 0, 1, 1};
    for (size_t i = 0; i < 4; i++) {
        static struct page page;
        struct juten_counts counts;
        page = (struct page){.len = 0};
        struct juten *run = open_with(all[i]);
        add(run, "b.yaml", BAD);
        assert_int_equal(juten_add_report(run, "json", take, &page), JUTEN_OK);
        assert_int_equal(juten_check(run), JUTEN_OK);
        juten_counts(run, &counts);
        assert_int_equal(counts.error_findings, errors[i]);
        assert_non_null(strstr(page.bytes, "\"verdict\":\"fail\""));
        assert_int_equal(strstr(page.bytes, "\"rule\":\"J-5.1.1\"") != NULL, errors[i]);
        juten_close(run);
    }
}

static void juten_judges_only_these_clauses(void **state)
{
    (void)state;
    static const char *const clauses[] = {"５（１）②", NULL};
    struct juten_counts counts;
    struct juten *run = open_with((struct juten_settings){.clauses = clauses});
    add(run, "b.yaml", BAD);
    assert_int_equal(juten_check(run), JUTEN_OK);
    juten_counts(run, &counts);
    assert_int_equal(counts.claims, 0);
    assert_int_equal(counts.requests, 1);
    juten_close(run);
}

/* A wrong setting or pack: a status, words, and a run to close. */
static void juten_says_what_is_wrong(void **state)
{
    (void)state;
    static const char *const clauses[] = {"99(9)\x1b[2J", NULL};
    static const struct {
        struct juten_settings settings;
        enum juten_status status;
    } rows[] = {
        {{.as_of = "2030-01-02", .pack = "no-such-pack"}, JUTEN_PACK},
        {{.as_of = "2030-01-02", .pack = "tests/packs"}, JUTEN_PACK},
        {{.as_of = "2030-01-02", .pack = PACK, .clauses = clauses}, JUTEN_SETTING},
        {{.as_of = "2030-01-02", .pack = PACK, .select = clauses}, JUTEN_SETTING},
        {{.as_of = "2030-01-02", .pack = PACK, .min_severity = "fatal"}, JUTEN_SETTING},
        {{.as_of = "2030-01-02", .pack = PACK, .fail_on = "fatal"}, JUTEN_SETTING},
        {{.as_of = "2030-01-02", .pack = PACK, .language = "tlh"}, JUTEN_SETTING},
        {{.as_of = "2030-02-30", .pack = PACK}, JUTEN_SETTING},
        {{.pack = PACK}, JUTEN_SETTING},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct juten *run = NULL;
        assert_int_equal(juten_open(&rows[i].settings, &run), rows[i].status);
        assert_non_null(run);
        assert_true(strlen(juten_problem(run)) > 0);
        assert_null(strchr(juten_problem(run), '\x1b'));
        juten_close(run);
    }
    struct juten *run = open_with((struct juten_settings){0});
    assert_int_equal(juten_add_report(run, "papyrus", take, NULL), JUTEN_SETTING);
    assert_non_null(strstr(juten_problem(run), "papyrus"));
    juten_close(run);
    juten_close(NULL);
}

/* One run, one check: after a failed opening or a second time it is refused, with words. */
static void juten_checks_once(void **state)
{
    (void)state;
    const struct juten_settings wrong = {.language = "en", .pack = "no-such-pack", .as_of = "2030-01-02"};
    struct juten *run = NULL;
    assert_int_equal(juten_open(&wrong, &run), JUTEN_PACK);
    assert_int_equal(juten_check(run), JUTEN_SETTING);
    assert_non_null(strstr(juten_problem(run), "juten_open"));
    juten_close(run);
    run = open_with((struct juten_settings){.language = "en"});
    add(run, "a.yaml", GOOD);
    assert_int_equal(juten_check(run), JUTEN_OK);
    assert_string_equal(juten_problem(run), "");
    assert_int_equal(juten_check(run), JUTEN_SETTING);
    assert_non_null(strstr(juten_problem(run), "already"));
    juten_close(run);
}

/* Without a pack in the settings the file's year chooses; a year that none governs is an error naming those that are.
 */
static void juten_chooses_the_pack_by_year(void **state)
{
    (void)state;
    static struct page page;
    struct juten_counts counts;
    struct juten *run = NULL;
    const struct juten_settings settings = {.language = "en", .as_of = "2030-01-02"};
    assert_int_equal(juten_open(&settings, &run), JUTEN_OK);
    add(run, "a.yaml", "ministry: x\nfiscal_year: 1999\nrequests: []\n");
    assert_int_equal(juten_add_report(run, "compact", take, &page), JUTEN_OK);
    assert_int_equal(juten_check(run), JUTEN_OK);
    juten_counts(run, &counts);
    assert_int_equal(counts.errors, 1);
    assert_int_equal(counts.files, 0);
    assert_non_null(strstr(page.bytes, "1999"));
    assert_non_null(strstr(page.bytes, "2020"));
    juten_close(run);
}

static void juten_tells_that_a_report_cannot_be_written(void **state)
{
    (void)state;
    for (size_t room = 1; room < 4000; room += 500) {
        static struct page page;
        page = (struct page){.room = room};
        struct juten *run = open_with((struct juten_settings){.jobs = 2});
        add(run, "a.yaml", GOOD);
        add(run, "b.yaml", BAD);
        assert_int_equal(juten_add_report(run, "json", take, &page), JUTEN_OK);
        assert_int_equal(juten_check(run), JUTEN_WRITE);
        juten_close(run);
    }
}

static void juten_lists_its_formats(void **state)
{
    (void)state;
    bool text = false, json = false;
    for (size_t i = 0; juten_format_name(i); i++) {
        text |= strcmp(juten_format_name(i), "text") == 0;
        json |= strcmp(juten_format_name(i), "json") == 0;
    }
    assert_true(text && json);
    assert_true(juten_format_is_for_machines("json"));
    assert_false(juten_format_is_for_machines("text"));
    assert_false(juten_format_is_for_machines("papyrus"));
}

static uint64_t ticks;

static uint64_t tick(void)
{
    return ++ticks;
}

static void juten_tells_where_the_time_went(void **state)
{
    (void)state;
    for (int timed = 0; timed < 2; timed++) {
        ticks = 0;
        struct juten *run = open_with((struct juten_settings){.language = "en", .clock = timed ? tick : NULL});
        add(run, "a.yaml", GOOD);
        assert_int_equal(juten_check(run), JUTEN_OK);
        const char *phase;
        uint64_t spent, all = 0;
        size_t count = 0;
        for (; juten_timing(run, count, &phase, &spent); count++) {
            assert_true(phase[0] != '\0');
            assert_int_equal(spent > 0, timed);
            all += spent;
        }
        assert_int_equal(count, 7);
        assert_true(all <= ticks); /* nothing is counted twice */
        juten_close(run);
    }
}

/* A colon that is full-width is mended; when memory is out, that is said and nothing comes out that is half mended. */
static void juten_mends_whole_or_says_that_memory_is_out(void **state)
{
    (void)state;
    static const char slip[] = "ministry: 灯台省\nfiscal_year: 2031\nrequests:\n- id: A\n  title：灯台\n"
                               "  category: continuing\n  amount: １円\n  previous: 1円\n";
    struct juten *run = open_with((struct juten_settings){.language = "en"});
    struct juten_mended mended;
    alloc_fail_never();
    assert_int_equal(juten_mend_bytes(run, "a.yaml", slip, sizeof slip - 1, &mended), JUTEN_OK);
    unsigned long allocations = alloc_count();
    char *whole = strdup(mended.bytes);
    assert_non_null(strstr(whole, "title: "));
    for (unsigned long n = 1; n <= 2 * allocations; n++) {
        alloc_fail_at((n + 1) / 2, n % 2);
        enum juten_status status = juten_mend_bytes(run, "a.yaml", slip, sizeof slip - 1, &mended);
        alloc_fail_never();
        if (status == JUTEN_NO_MEMORY) continue;
        assert_int_equal(status, JUTEN_OK);
        assert_string_equal(mended.bytes, whole);
    }
    free(whole);
    juten_close(run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(juten_checks_from_memory),
        cmocka_unit_test(juten_is_deterministic),
        cmocka_unit_test(juten_goes_on_after_bad_inputs),
        cmocka_unit_test(juten_selects_what_is_shown),
        cmocka_unit_test(juten_judges_only_these_clauses),
        cmocka_unit_test(juten_says_what_is_wrong),
        cmocka_unit_test(juten_checks_once),
        cmocka_unit_test(juten_chooses_the_pack_by_year),
        cmocka_unit_test(juten_tells_that_a_report_cannot_be_written),
        cmocka_unit_test(juten_lists_its_formats),
        cmocka_unit_test(juten_tells_where_the_time_went),
        cmocka_unit_test(juten_mends_whole_or_says_that_memory_is_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
