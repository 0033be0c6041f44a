#include "support/unit.h"

#include "base/alloc.h"
#include "rule/edition.h"
#include "support/pack.h"

#include <stdio.h>

#define HEAD                                                                                                           \
    "format: juten-pack/1\nid: t\nversion: 1.0.0\n"                                                                    \
    "labels: {levels: [{numeral: arabic, write: '{}'}]}\n"                                                             \
    "ministries: [{code: '1', name: Mint, en: Mint}, {code: '2', name: Fleet, en: Fleet}]\n"                           \
    "concepts: {alpha: {label: {ja: A, en: A}, terms: [alpha]}}\nclauses:\n"
#define CLAUSE(id, label, heading)                                                                                     \
    "  - {id: " id ", label: '" label "', heading: {ja: " heading ", en: h}, claimable: true, suggest: true"
#define S(at, print) "{at: " at ", print: 000000000000000" print ", kind: asks, gist: {ja: a, en: b}}"

struct editions {
    struct pack_try old, new;
    struct arena *arena;
    struct rule_edition_changes changes;
};

static void compare(struct editions *both, const char *old, const char *new, const char *old_file, const char *new_file)
{
    pack_try_load(&both->old, old, old_file);
    pack_try_load(&both->new, new, new_file);
    assert_int_equal(both->old.status, STATUS_OK);
    assert_int_equal(both->new.status, STATUS_OK);
    both->arena = arena_new();
    assert_int_equal(rule_editions_compare(both->arena, both->old.set, both->new.set, &both->changes), STATUS_OK);
}

static void close_both(struct editions *both)
{
    arena_free(both->arena);
    pack_try_close(&both->old);
    pack_try_close(&both->new);
}

static void add_view(struct buf *out, struct text_view view)
{
    buf_add(out, view.at, view.len);
}

/* "1>2 moved reworded -1 +2|": labels, what holds, sentences that went and came. */
static void word_clause(struct buf *out, const struct rule_clause_change *change)
{
    static const char *const words[] = {" moved",  " reworded",   " renamed", " opened",
                                        " closed", " renumbered", " remade"};
    const bool holds[] = {change->moved,  change->reworded,   change->renamed, change->opened,
                          change->closed, change->renumbered, change->remade};
    if (change->old) add_view(out, change->old->label);
    buf_add_char(out, '>');
    if (change->new) add_view(out, change->new->label);
    for (size_t i = 0; i < sizeof holds / sizeof *holds; i++)
        if (holds[i]) buf_add_string(out, words[i]);
    if (change->heir) buf_add_string(out, " in ");
    if (change->heir) add_view(out, change->heir->label);
    for (size_t i = 0; i < change->sentence_count; i++) {
        const struct rule_sentence_change *sentence = &change->sentences[i];
        buf_add_string(out, sentence->old && sentence->new ? " ~" : sentence->new ? " +" : " -");
        add_view(out, sentence->new ? sentence->new->at : sentence->old->at);
    }
    buf_add_char(out, '|');
}

static void expect_map(const char *old, const char *new, const char *expected)
{
    struct editions both;
    struct buf got;
    buf_init(&got);
    compare(&both, old, new, NULL, NULL);
    for (size_t i = 0; i < both.changes.count; i++)
        word_clause(&got, &both.changes.clauses[i]);
    assert_string_equal(got.len > 0 ? got.bytes : "", expected);
    buf_clear(&got);
    close_both(&both);
}

static void rule_edition_maps_clauses(void **state)
{
    (void)state;
    static const char old[] =
        HEAD CLAUSE("A", "1", "夜の水やり") ", sentences: [" S("1", "1") ", " S("2", "2") "]}\n" CLAUSE(
            "B", "2", "木の剪定") ", sentences: [" S("1", "3") "]}\n" CLAUSE("C", "3", "肥料") "}\n";
    expect_map(old, old, "1>1|2>2|3>3|");
    /* reworded in its place, numbers and kinds changed */
    expect_map(old,
               HEAD CLAUSE("A", "1", "夜の水やり") ", sentences: [" S("1", "8") ", " S("2", "9") "]}\n" CLAUSE(
                   "B", "2", "木の剪定") ", sentences: [" S("4", "3") "]}\n" CLAUSE("C", "3", "肥料") "}\n",
               "1>1 reworded -1 -2 +1 +2|2>2 renumbered ~4|3>3|");
    /* found by prints, by a similar heading, by neither */
    expect_map(old,
               HEAD CLAUSE("A", "1", "生け垣") "}\n" CLAUSE("B", "2", "夜間の散水") ", sentences: [" S(
                   "1", "2") "]}\n" CLAUSE("C", "5", "街の木の剪定") ", sentences: [" S("1", "7") "]}\n",
               ">1|1>2 moved reworded renamed renumbered -1 ~1|2>5 moved reworded renamed -1 +1|3>|");
    /* what is gone and lives on in another clause */
    expect_map(old,
               HEAD CLAUSE("A", "1", "夜の水やり") ", sentences: [" S("1", "1") ", " S("2", "2") ", " S("3",
                                                                                                        "3") "]}\n",
               "1>1 reworded +3|2> in 1 -1|3>|");
    /* a sentence given to another clause does not take the clause with it */
    expect_map(old,
               HEAD CLAUSE("A", "1", "夜の水やり") ", sentences: [" S("1", "1") "]}\n" CLAUSE(
                   "B", "2", "木の剪定") ", sentences: [" S("1", "3") ", " S("2", "2") "]}\n" CLAUSE("C", "3",
                                                                                                     "肥料") "}\n",
               "1>1 reworded -2|2>2 reworded +2|3>3|");
    expect_map(HEAD CLAUSE("A", "1", "水") ", sentences: [" S("1", "1") ", " S("2", "1") "]}\n",
               HEAD CLAUSE("A", "1", "水") ", sentences: [" S("1", "1") ", " S("2", "1") "]}\n", "1>1|");
}

static void rule_edition_tells_what_is_open_to_claims(void **state)
{
    (void)state;
    static const char open[] = HEAD CLAUSE("A", "1", "水") "}\n";
    static const char shut[] =
        HEAD "  - {id: A, label: '1', heading: {ja: 水, en: h}, claimable: false, suggest: false}\n";
    expect_map(open, shut, "1>1 closed|");
    expect_map(shut, open, "1>1 opened|");
}

#define CRITERION(id, more) "  - {id: " id ", evidence: alpha" more "}\n"
#define ASKS(ja)            ", asks: {ja: " ja ", en: b}"

static void word_criterion(struct buf *out, const struct rule_criterion_change *change)
{
    static const char *const words[] = {" mode", " level", " who", " asks"};
    const bool holds[] = {change->mode, change->level, change->who, change->asks};
    if (change->old) add_view(out, change->old->id);
    buf_add_char(out, '>');
    if (change->new) add_view(out, change->new->id);
    for (size_t i = 0; i < sizeof holds / sizeof *holds; i++)
        if (holds[i]) buf_add_string(out, words[i]);
    buf_add_char(out, '|');
}

static void expect_criteria(const char *old, const char *new, const char *expected)
{
    static const char pack[] = HEAD CLAUSE("A", "1", "水") "}\n";
    struct editions both;
    struct buf got;
    buf_init(&got);
    compare(&both, pack, pack, old, new);
    assert_int_equal(both.changes.count, 1);
    for (size_t i = 0; i < both.changes.clauses[0].criterion_count; i++)
        word_criterion(&got, &both.changes.clauses[0].criteria[i]);
    assert_string_equal(got.len > 0 ? got.bytes : "", expected);
    buf_clear(&got);
    close_both(&both);
}

#define IN(names) ", applies: {field: {name: ministry, in: [" names "]}}"

static void rule_edition_compares_criteria(void **state)
{
    (void)state;
    static const char head[] = "clause: '1'\ncriteria:\n";
    static const struct {
        const char *old, *new, *expected;
    } rows[] = {
        {CRITERION("A-1", ASKS("a")), CRITERION("A-1", ASKS("a")), ""},
        {CRITERION("A-1", ASKS("a")), CRITERION("B-1", ASKS("a")), ""}, /* the next pack's own beginning */
        {CRITERION("A-1", ASKS("a")), CRITERION("B-2", ASKS("a")), "A-1>B-2|"},
        {CRITERION("A-1", ASKS("a")), CRITERION("B-2", ASKS("c")), "A-1>|>B-2|"},
        {CRITERION("A-1", ASKS("a")), CRITERION("A-1", ASKS("a") ", mode: must"), "A-1>A-1 mode|"},
        {CRITERION("A-1", ASKS("a")), CRITERION("A-1", ASKS("a") ", level: request"), "A-1>A-1 mode level|"},
        {CRITERION("A-1", ASKS("a")), CRITERION("A-1", ASKS("c")), "A-1>A-1 asks|"},
        {CRITERION("A-1", ASKS("a")), CRITERION("A-1", ASKS("a") IN("Mint")), "A-1>A-1 who|"},
        {CRITERION("A-1", ASKS("a") IN("Mint")), CRITERION("A-1", ASKS("a") IN("Mint")), ""},
        {CRITERION("A-1", ASKS("a") IN("Mint")), CRITERION("A-1", ASKS("a") IN("Mint, Fleet")), "A-1>A-1 who|"},
        {CRITERION("A-1", ASKS("a") IN("Mint")), CRITERION("A-1", ASKS("a") IN("Fleet")), "A-1>A-1 who|"},
        {CRITERION("A-1", ASKS("a") IN("Mint")),
         CRITERION("A-1", ASKS("a") ", applies: {not: {field: {name: ministry, in: [Mint]}}}"), "A-1>A-1 who|"},
        {CRITERION("A-1", ASKS("a") ", applies: {field: {name: amount, less_than: previous}}"),
         CRITERION("A-1", ASKS("a") ", applies: {field: {name: amount, greater_than: previous}}"), "A-1>A-1 who|"},
        {CRITERION("A-1", ASKS("a")) CRITERION("A-2", ASKS("c")),
         CRITERION("A-2", ASKS("a")) CRITERION("A-1", ASKS("c")), "A-2>A-2 asks|A-1>A-1 asks|"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char old[512], new[512];
        snprintf(old, sizeof old, "%s%s", head, rows[i].old);
        snprintf(new, sizeof new, "%s%s", head, rows[i].new);
        expect_criteria(old, new, rows[i].expected);
    }
}

static void rule_edition_tells_when_memory_is_out(void **state)
{
    (void)state;
    struct editions both;
    static const char pack[] = HEAD CLAUSE("A", "1", "水") ", sentences: [" S("1", "1") "]}\n";
    static const char next[] = HEAD CLAUSE("A", "2", "水") ", sentences: [" S("1", "2") "]}\n";
    compare(&both, pack, next, "clause: '1'\ncriteria:\n" CRITERION("A-1", ASKS("a")), NULL);
    enum status status = STATUS_NO_MEMORY;
    for (unsigned long fail_at = 1; status != STATUS_OK; fail_at++) {
        struct arena *arena = arena_new();
        alloc_fail_at(fail_at, false);
        status = rule_editions_compare(arena, both.old.set, both.new.set, &both.changes);
        alloc_fail_never();
        assert_true(status == STATUS_OK || status == STATUS_NO_MEMORY);
        arena_free(arena);
    }
    close_both(&both);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rule_edition_maps_clauses),
        cmocka_unit_test(rule_edition_tells_what_is_open_to_claims),
        cmocka_unit_test(rule_edition_compares_criteria),
        cmocka_unit_test(rule_edition_tells_when_memory_is_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
