#include "support/unit.h"

#include "base/alloc.h"
#include "support/pack.h"
#include "support/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define PACK_FILES_MOST 64

/* ---- broken packs */

static void expect_place(const struct table_row *row, const struct text_diagnostic *said)
{
    char got[32] = "-";
    if (said->span.source) {
        struct text_place place = text_source_place(said->span.source, said->span.begin);
        snprintf(got, sizeof got, "%u:%u", (unsigned)place.line, (unsigned)place.column);
        const char *path = text_source_path(said->span.source);
        table_expect(row, strstr(path, row->fields[0].at) != NULL, path);
    }
    table_expect(row, strcmp(got, row->fields[2].at) == 0, got);
}

static void rule_pack_names_what_is_wrong(void **state)
{
    (void)state;
    struct table table;
    table_open(&table, "pack-errors.txt");
    for (size_t i = 0; i < table.count; i++) {
        const struct table_row *row = &table.rows[i];
        bool own = strcmp(row->fields[0].at, "pack") == 0;
        struct pack_try try;
        pack_try_load(&try, own ? row->fields[3].at : pack_sound, own ? NULL : row->fields[3].at);
        table_expect(row, try.status == STATUS_INVALID, "it loads");
        struct buf all;
        buf_init(&all);
        for (size_t d = 0; d < try.diagnostics.count; d++) {
            text_diagnostic_word(&all, &try.diagnostics.items[d], TEXT_EN);
            buf_add_string(&all, " | ");
        }
        table_expect(row, try.diagnostics.count == 1, all.bytes);
        const char *id = text_diagnostic_id(try.diagnostics.items[0].code);
        table_expect(row, strcmp(id, row->fields[1].at) == 0, id);
        expect_place(row, &try.diagnostics.items[0]);
        buf_clear(&all);
        pack_try_close(&try);
    }
    assert_true(table.count >= 50);
    table_close(&table);
}

static void expect_wording(const char *more, const char *expected)
{
    struct pack_try try;
    struct buf words;
    buf_init(&words);
    pack_try_load(&try, pack_sound, more);
    assert_int_equal(try.diagnostics.count, 1);
    text_diagnostic_word(&words, &try.diagnostics.items[0], TEXT_EN);
    assert_string_equal(words.bytes, expected);
    buf_clear(&words);
    pack_try_close(&try);
}

static void rule_pack_says_what_was_meant(void **state)
{
    (void)state;
    expect_wording("concept: {}\n", "no key \"concept\" here; did you mean \"concepts\"?");
    expect_wording("concepts:\n  c: {label: {ja: a, en: b}, includes: [bata]}\n",
                   "no concept \"bata\"; did you mean \"beta\"?");
    expect_wording("concepts:\n  beta: {label: {ja: a, en: b}, terms: [ab]}\n",
                   "\"beta\" exists already (t/pack.yaml:14); rename or remove one of them");
    expect_wording("concepts:\n"
                   "  c: {label: {ja: a, en: b}, includes: [d]}\n"
                   "  d: {label: {ja: a, en: b}, includes: [e]}\n"
                   "  e: {label: {ja: a, en: b}, includes: [d]}\n",
                   "includes goes in a circle: d -> e -> d; remove one of them");
}

static void rule_pack_tells_all_faults_in_order(void **state)
{
    (void)state;
    struct pack_try try;
    pack_try_load(&try, pack_sound,
                  "rules:\n  - {id: F, severity: bad, given: request, require: nothing, message: {ja: a, en: b}}\n"
                  "concepts:\n  c: {label: {ja: a, en: b}, terms: [x]}\n");
    assert_int_equal(try.status, STATUS_INVALID);
    assert_null(try.set);
    assert_int_equal(try.diagnostics.count, 3);
    for (size_t i = 1; i < 3; i++)
        assert_true(try.diagnostics.items[i - 1].span.begin < try.diagnostics.items[i].span.begin);
    assert_string_equal(text_diagnostic_id(try.diagnostics.items[2].code), "PACK-TERM");
    /* What they point to has outlived the set. */
    struct text_view text = text_span_view(try.diagnostics.items[2].span);
    assert_memory_equal(text.at, "x", text.len);
    pack_try_close(&try);
}

static void rule_pack_names_missing_packs(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct text_diagnostics said;
    struct rule_set *set = NULL;
    text_diagnostics_init(&said, arena);
    assert_int_equal(rule_pack_load_embedded("no-such-pack", &said, &set), STATUS_INVALID);
    assert_int_equal(said.count, 1);
    assert_string_equal(text_diagnostic_id(said.items[0].code), "PACK-MISSING");
    assert_int_equal(rule_pack_load_folder("tests/packs/no-such-folder", &said, &set), STATUS_INVALID);
    assert_int_equal(said.count, 2);
    assert_string_equal(said.items[1].path, "tests/packs/no-such-folder");
    assert_null(set);
    arena_free(arena);
}

/* ---- folders and tables */

struct table_of_files {
    struct rule_embedded_file items[PACK_FILES_MOST];
    size_t count;
};

/* The file's bytes, with CRLF line ends when `crlf`. */
static void add_file(struct table_of_files *table, const char *root, const char *name, bool crlf)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", root, name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    unsigned char *bytes = malloc(200000);
    size_t len = 0;
    for (int c = fgetc(file); c != EOF; c = fgetc(file)) {
        assert_true(len < 199998);
        if (crlf && c == '\n') bytes[len++] = '\r';
        bytes[len++] = (unsigned char)c;
    }
    fclose(file);
    assert_true(table->count < PACK_FILES_MOST);
    table->items[table->count++] = (struct rule_embedded_file){name, bytes, len};
}

static void free_files(struct table_of_files *table)
{
    for (size_t i = 0; i < table->count; i++)
        free((void *)(uintptr_t)table->items[i].bytes);
}

static void read_tiny(struct table_of_files *table, bool crlf)
{
    static const char *const names[] = {"tiny/2-3-trees.yaml",   "tiny-common/guards.yaml", "tiny/pack.yaml",
                                        "tiny/1-preface.yaml",   "tiny/concepts.yaml",      "tiny-common/forms.yaml",
                                        "tiny-common/pack.yaml", "tiny/2-1-watering.yaml"};
    table->count = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        add_file(table, "tests/packs", names[i], crlf);
}

static void expect_same(const struct rule_set *a, const struct rule_set *b)
{
    assert_string_equal(a->info.sha256, b->info.sha256);
    assert_int_equal(a->concept_count, b->concept_count);
    assert_int_equal(a->clause_count, b->clause_count);
    assert_int_equal(a->criterion_count, b->criterion_count);
    assert_int_equal(a->demand_count, b->demand_count);
    assert_int_equal(a->form_count, b->form_count);
    assert_int_equal(a->document_count, b->document_count);
    assert_int_equal(a->words.fields.count, b->words.fields.count);
    assert_int_equal(a->words.ministry_names.count, b->words.ministry_names.count);
    for (size_t i = 0; i < a->concept_count; i++)
        assert_int_equal(a->concepts[i].term_count, b->concepts[i].term_count);
}

static struct rule_set *load_folder(const char *folder, struct arena *arena)
{
    struct text_diagnostics said;
    struct rule_set *set = NULL;
    text_diagnostics_init(&said, arena);
    assert_int_equal(rule_pack_load_folder(folder, &said, &set), STATUS_OK);
    assert_int_equal(said.count, 0);
    return set;
}

static void rule_pack_is_the_same_from_folder_and_table(void **state)
{
    (void)state;
    for (int crlf = 0; crlf < 2; crlf++) {
        struct arena *arena = arena_new();
        struct text_diagnostics said;
        struct rule_set *from_table = NULL, *from_folder = load_folder("tests/packs/tiny/", arena);
        struct table_of_files files;
        read_tiny(&files, crlf);
        text_diagnostics_init(&said, arena);
        assert_int_equal(rule_pack_load_table(files.items, files.count, "tiny", &said, &from_table), STATUS_OK);
        expect_same(from_folder, from_table);
        rule_set_free(from_folder);
        rule_set_free(from_table);
        free_files(&files);
        arena_free(arena);
    }
}

static void rule_pack_embedded_is_the_folder(void **state)
{
    (void)state;
    for (size_t i = 0; i < rule_pack_embedded_count(); i++) {
        const char *id = rule_pack_embedded_id(i);
        char folder[64];
        struct arena *arena = arena_new();
        struct text_diagnostics said;
        struct rule_set *embedded = NULL;
        text_diagnostics_init(&said, arena);
        assert_true(rule_pack_is_embedded(id));
        assert_int_equal(rule_pack_load_embedded(id, &said, &embedded), STATUS_OK);
        assert_true(embedded->info.year_count > 0);
        snprintf(folder, sizeof folder, "rules/%s", id);
        struct rule_set *from_folder = load_folder(folder, arena);
        expect_same(from_folder, embedded);
        rule_set_free(from_folder);
        rule_set_free(embedded);
        arena_free(arena);
    }
    assert_false(rule_pack_is_embedded("no-such-pack"));
    assert_false(rule_pack_is_embedded("comm"));
}

/* The digest is the contract itself, not only equal to itself: counted by hand with sha256sum for this pack. */
static void rule_pack_digest_is_over_paths_and_contents(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct text_diagnostics said;
    struct rule_set *set = NULL;
    static const char pack[] = "format: juten-pack/1\r\nid: x\r\nversion: 1.0.0\r\n";
    static const char prints[] = "juten-prints/1\nsentence ab\rc";
    static const struct rule_embedded_file files[] = {
        {"x/pack.yaml", (const unsigned char *)pack, sizeof pack - 1},
        {"x/a.prints", (const unsigned char *)prints, sizeof prints - 1},
        {"x/below/ignored.yaml", (const unsigned char *)"zzz: 1", 6},
        {"y/pack.yaml", (const unsigned char *)"zzz: 1", 6},
    };
    text_diagnostics_init(&said, arena);
    assert_int_equal(rule_pack_load_table(files, 4, "x", &said, &set), STATUS_OK);
    assert_string_equal(set->info.sha256, "501b9721b4d6b81a444d6019e8865bfc9eafc4f5eb268e64305be4b893f18d38");
    rule_set_free(set);
    arena_free(arena);
}

/* ---- what the tiny pack holds */

static void rule_pack_reads_a_whole_guideline(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct rule_set *set = load_folder("tests/packs/tiny", arena);
    assert_true(text_view_equal(set->info.id, text_view_of("tiny")));
    assert_true(text_view_equal(set->info.version, text_view_of("0.2.1")));
    assert_int_equal(set->info.extends_count, 1);
    assert_true(rule_set_governs(set, 2032) && rule_set_governs(set, 2033) && !rule_set_governs(set, 2020));
    assert_int_equal(set->words.ministry_count, 3);
    assert_int_equal(doc_words_find(&set->words.ministry_names, text_view_of("mot")), 1);
    assert_int_equal(doc_words_find(&set->words.fields, text_view_of("title")), DOC_FIELD_TITLE);
    assert_int_equal(doc_words_find(&set->words.booleans, text_view_of("true")), 1);
    assert_int_equal(set->clause_count, 3);
    assert_int_equal(set->clauses[2].item_count, 2);
    assert_int_equal(set->clauses[2].criterion_count, 2);
    assert_int_equal(set->criteria[set->clauses[2].criteria[1]].item, 2);
    assert_int_equal(set->clauses[1].sentences[1].kind, RULE_REVIEWER);
    assert_int_equal(set->demand_count, 1);
    assert_int_equal(set->criteria[set->demands[0]].mode, RULE_MODE_MUST);
    assert_int_equal(set->form_count, 3);
    assert_int_equal(set->forms[rule_form_find(set, "TINY-LARGE")].case_count, 2);
    assert_true(rule_form_find(set, "TINY-NONE") == (size_t)-1);
    assert_int_equal(set->documents[0].superseded_count, 1);
    assert_int_equal(set->concepts[set->documents[0].concept].term_count, 2);
    rule_set_free(set);
    arena_free(arena);
}

/* ---- memory */

static enum status load_tiny(const struct table_of_files *files)
{
    struct arena *arena = arena_new();
    struct text_diagnostics said;
    struct rule_set *set = NULL;
    enum status status = STATUS_NO_MEMORY;
    if (arena) {
        text_diagnostics_init(&said, arena);
        status = rule_pack_load_table(files->items, files->count, "tiny", &said, &set);
    }
    rule_set_free(set);
    arena_free(arena);
    return status;
}

static void rule_pack_gives_back_all_when_memory_is_out(void **state)
{
    (void)state;
    struct table_of_files files;
    long before = alloc_live();
    read_tiny(&files, false);
    unsigned long fail_at = 1;
    for (enum status status = STATUS_NO_MEMORY; status != STATUS_OK; fail_at++) {
        alloc_fail_at(fail_at, fail_at % 2);
        status = load_tiny(&files);
        alloc_fail_never();
        assert_int_equal(alloc_live(), before);
        assert_true(status == STATUS_OK || status == STATUS_NO_MEMORY);
    }
    assert_true(fail_at > 3);
    free_files(&files);
}

/* A pack in a folder with files of its own beside its parts: labelled claims. */
static void rule_pack_reads_claims_or_says_that_memory_is_out(void **state)
{
    (void)state;
    unsigned long allocations = 1;
    for (unsigned long n = 0; n <= 2 * allocations; n++) {
        struct text_diagnostics said;
        struct rule_set *set = NULL;
        long before = alloc_live();
        struct arena *arena = arena_new();
        text_diagnostics_init(&said, arena);
        if (n > 0) alloc_fail_at((n + 1) / 2, n % 2);
        else alloc_fail_never();
        enum status status = rule_pack_load_tested("tests/packs/labelled", &said, &set);
        if (n == 0) allocations = alloc_count();
        alloc_fail_never();
        assert_true(status == STATUS_OK || (n > 0 && status == STATUS_NO_MEMORY));
        if (status == STATUS_OK) assert_int_equal(set->claim_example_count, 3);
        rule_set_free(set);
        arena_free(arena);
        assert_int_equal(alloc_live(), before);
    }
}

/* What is wrong with a pack is told whole, or it is said that memory is out. */
static void rule_pack_tells_faults_or_that_memory_is_out(void **state)
{
    (void)state;
    static const char broken[] = "format: juten-pack/1\nid: x\nversion: one\nconcepts: {a: {trems: [b]}}\n";
    static const struct rule_embedded_file file = {"x/pack.yaml", (const unsigned char *)broken, sizeof broken - 1};
    enum status status = STATUS_NO_MEMORY;
    for (unsigned long fail_at = 1; status != STATUS_INVALID; fail_at++) {
        struct text_diagnostics said;
        struct rule_set *set = NULL;
        long before = alloc_live();
        struct arena *arena = arena_new();
        text_diagnostics_init(&said, arena);
        alloc_fail_at(fail_at, fail_at % 2);
        status = rule_pack_load_table(&file, 1, "x", &said, &set);
        alloc_fail_never();
        assert_true(status == STATUS_INVALID || status == STATUS_NO_MEMORY);
        assert_null(set);
        if (status == STATUS_INVALID) assert_int_equal(said.count, 4);
        arena_free(arena);
        assert_int_equal(alloc_live(), before);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rule_pack_names_what_is_wrong),
        cmocka_unit_test(rule_pack_says_what_was_meant),
        cmocka_unit_test(rule_pack_tells_all_faults_in_order),
        cmocka_unit_test(rule_pack_names_missing_packs),
        cmocka_unit_test(rule_pack_is_the_same_from_folder_and_table),
        cmocka_unit_test(rule_pack_embedded_is_the_folder),
        cmocka_unit_test(rule_pack_digest_is_over_paths_and_contents),
        cmocka_unit_test(rule_pack_reads_a_whole_guideline),
        cmocka_unit_test(rule_pack_gives_back_all_when_memory_is_out),
        cmocka_unit_test(rule_pack_reads_claims_or_says_that_memory_is_out),
        cmocka_unit_test(rule_pack_tells_faults_or_that_memory_is_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
