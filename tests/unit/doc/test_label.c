#include "support/unit.h"

#include "base/alloc.h"
#include "base/buf.h"
#include "doc/label.h"
#include "support/table.h"

#include <stdlib.h>

/* ---- made-up guidelines, and the real clauses of one */

struct clause {
    const char *label;
    const char *japanese;
    const char *english;
    const char *alias;
    const char *items; /* apart by blanks */
};

struct level {
    enum doc_numeral numeral;
    const char *before;
    const char *after;
};

struct guideline {
    const char *name;
    const char *prefix;
    int64_t omit;
    struct level levels[DOC_LABEL_LEVELS];
    size_t level_count;
    struct level item;
    struct clause clauses[28];
};

static const struct guideline guidelines[] = {
    {"r2",
     "第",
     2,
     {{DOC_ARABIC, "", ""}, {DOC_ARABIC, "(", ")"}, {DOC_CIRCLED, "", ""}},
     3,
     {DOC_ROMAN, "", ""},
     {{"0", "前文", "Preamble", "まえがき", ""},
      {"1", "基本的な考え方", "Basic approach", NULL, ""},
      {"2(1)①", "新たな価値創出を支えるサイバーセキュリティの推進", "Cybersecurity supporting new value", NULL, ""},
      {"2(1)②", "多様なつながりから価値を生み出すサプライチェーンの実現", "Supply chains", NULL, ""},
      {"2(1)③", "安全なIoTシステムの構築", "Building secure IoT systems", NULL, ""},
      {"2(2)①", "国民・社会を守るための取組", "Protecting people and society", NULL, "i ii iii iv"},
      {"2(2)②", "官民一体となった重要インフラの防護", "Critical infrastructure protection", NULL, "i ii iii"},
      {"2(2)③", "政府機関等におけるセキュリティ強化・充実", "Security of government bodies", NULL, "i ii iii"},
      {"2(2)④", "大学等における安全・安心な教育・研究環境の確保", "Universities", NULL, ""},
      {"2(2)⑤", "2020年東京大会とその後を見据えた取組", "Tokyo 2020 and after", NULL, ""},
      {"2(2)⑥", "従来の枠を超えた情報共有・連携体制の構築", "Information sharing", NULL, ""},
      {"2(2)⑦", "大規模サイバー攻撃事態等への対処態勢の強化", "Large-scale attacks", NULL, ""},
      {"2(3)①", "自由、公正かつ安全なサイバー空間の堅持", "A free, fair and secure cyberspace", NULL, ""},
      {"2(3)②", "我が国の防御力・抑止力・状況把握力の強化", "Defence and deterrence", NULL, ""},
      {"2(3)③", "国際協力・連携", "International cooperation", NULL, ""},
      {"2(4)①", "人材育成・確保", "Human resources", NULL, ""},
      {"2(4)②", "研究開発の推進", "Research and development", NULL, ""},
      {"2(4)③", "全員参加による協働", "Cooperation of all", NULL, ""},
      {"2(5)", "推進体制", "Organisation", NULL, ""},
      {"3", "留意事項", "Remarks", NULL, ""}}},
    {"decimal",
     NULL,
     0,
     {{DOC_ARABIC, "", ""}, {DOC_ARABIC, ".", ""}},
     2,
     {DOC_ARABIC, "", ""},
     {{"5.1", "経済の活力", "Economy", NULL, ""},
      {"5.2", "国民の安全", "Safety", NULL, ""},
      {"5.10", "横断", "Across", NULL, ""}}},
    {"parts",
     "部",
     0,
     {{DOC_ROMAN, "", ""}, {DOC_ARABIC, "-", ""}, {DOC_ARABIC, "(", ")"}},
     3,
     {DOC_CIRCLED, "", ""},
     {{"III-1(1)", "深刻化する脅威", "Threats", NULL, "① ② ③"}, {"III-3(3)", "裾野の拡大", "Breadth", NULL, ""}}},
    {"deep",
     "第",
     0,
     {{DOC_KANJI, "第", "章"}, {DOC_ARABIC, "", ""}, {DOC_ARABIC, "(", ")"}, {DOC_CIRCLED, "", ""}},
     4,
     {DOC_ARABIC, "", ""},
     {{"第二章1", "総則", "General", NULL, ""}, {"第二章1(3)④", "細目", "Detail", NULL, ""}}},
};

#define GUIDELINES (sizeof guidelines / sizeof *guidelines)

struct fixture {
    struct arena *arena;
    struct text_folder *folder;
    struct doc_label_table *tables[GUIDELINES];
};

static struct doc_label_level level_of(const struct level *level)
{
    return (struct doc_label_level){level->numeral, text_view_of(level->before), text_view_of(level->after)};
}

static struct doc_label_grammar grammar_of(struct arena *arena, const struct guideline *guideline)
{
    struct doc_label_grammar grammar = {.omit = guideline->omit, .level_count = guideline->level_count};
    struct text_view *prefix = arena_alloc(arena, sizeof *prefix);
    *prefix = text_view_of(guideline->prefix);
    grammar.prefixes = prefix;
    grammar.prefix_count = guideline->prefix != NULL;
    for (size_t i = 0; i < guideline->level_count; i++) {
        grammar.levels[i] = level_of(&guideline->levels[i]);
    }
    grammar.item = level_of(&guideline->item);
    return grammar;
}

static struct doc_clause_name clause_of(struct arena *arena, const struct clause *clause)
{
    struct doc_clause_name name = {.label = text_view_of(clause->label)};
    struct text_view *views = arena_alloc(arena, 8 * sizeof *views);
    name.headings[0] = text_view_of(clause->japanese);
    name.headings[1] = text_view_of(clause->english);
    views[0] = text_view_of(clause->alias);
    name.aliases = views;
    name.alias_count = clause->alias != NULL;
    name.items = views + 1;
    for (const char *at = clause->items; *at != '\0';) {
        size_t len = strcspn(at, " ");
        views[1 + name.item_count++] = (struct text_view){at, len};
        at += len + strspn(at + len, " ");
    }
    return name;
}

static enum status make_table(struct arena *arena, const struct text_folder *folder, const struct guideline *guideline,
                              struct doc_label_table **out_table, size_t *out_bad)
{
    struct doc_clause_name clauses[28];
    size_t count = 0;
    struct doc_label_grammar grammar = grammar_of(arena, guideline);
    for (; guideline->clauses[count].label != NULL; count++) {
        clauses[count] = clause_of(arena, &guideline->clauses[count]);
    }
    return doc_label_table_new(arena, folder, &grammar, clauses, count, out_table, out_bad);
}

static int make_fixture(void **state)
{
    static struct fixture fixture;
    size_t bad = 0;
    fixture.arena = arena_new();
    assert_non_null(fixture.arena);
    assert_int_equal(text_folder_new(fixture.arena, NULL, 0, &fixture.folder, &bad), STATUS_OK);
    for (size_t i = 0; i < GUIDELINES; i++) {
        enum status status = make_table(fixture.arena, fixture.folder, &guidelines[i], &fixture.tables[i], &bad);
        if (status != STATUS_OK) fail_msg("%s: clause %zu", guidelines[i].name, bad);
    }
    *state = &fixture;
    return 0;
}

static int free_fixture(void **state)
{
    struct fixture *fixture = *state;
    arena_free(fixture->arena);
    return 0;
}

/* ---- what was read, in the words of labels.txt */

static void add_clause(struct buf *out, const struct doc_label_table *table, size_t clause)
{
    struct text_view label = doc_label_clause(table, clause)->label;
    buf_add_char(out, ' ');
    buf_add(out, label.at, label.len);
}

static void describe(struct buf *out, const struct doc_label_table *table, const struct doc_label *label)
{
    static const char *const results[] = {"", "!malformed", "!unknown", "!heading", "!item"};
    buf_add_string(out, results[label->result]);
    if (label->result != DOC_LABEL_MALFORMED && label->result != DOC_LABEL_UNKNOWN) {
        assert_int_equal(label->nearest_count, 0);
        add_clause(out, table, label->clause);
    }
    if (label->result == DOC_LABEL_OK && label->item > 0) {
        struct text_view item = doc_label_clause(table, label->clause)->items[label->item - 1];
        buf_add_string(out, " item ");
        buf_add(out, item.at, item.len);
    }
    if (label->result == DOC_LABEL_HEADING) add_clause(out, table, label->other);
    for (size_t i = 0; i < label->nearest_count; i++) {
        add_clause(out, table, label->nearest[i]);
    }
}

static const struct doc_label_table *table_of(const struct fixture *fixture, const struct table_row *row)
{
    size_t i = 0;
    while (i + 1 < GUIDELINES && strcmp(guidelines[i].name, row->fields[0].at) != 0)
        i++;
    table_expect(row, strcmp(guidelines[i].name, row->fields[0].at) == 0, "no such grammar");
    return fixture->tables[i];
}

static bool row_holds(const struct fixture *fixture, const struct table_row *row)
{
    const struct doc_label_table *table = table_of(fixture, row);
    struct arena *arena = arena_new();
    struct doc_label label;
    struct buf got;
    buf_init(&got);
    struct text_view text = {row->fields[1].at, row->fields[1].len};
    assert_int_equal(doc_label_parse(table, arena, text, &label), STATUS_OK);
    describe(&got, table, &label);
    assert_int_equal(buf_status(&got), STATUS_OK);
    const char *read = got.bytes[0] == ' ' ? got.bytes + 1 : got.bytes;
    bool holds = strcmp(read, row->fields[2].at) == 0;
    if (!holds) {
        print_error("tests/table/%s: %s reads as \"%s\", not \"%s\"\n", row->place, row->fields[1].at, read,
                    row->fields[2].at);
    }
    buf_clear(&got);
    arena_free(arena);
    return holds;
}

static void doc_label_reads_the_table(void **state)
{
    struct table table;
    size_t failures = 0;
    table_open(&table, "labels.txt");
    for (size_t i = 0; i < table.count; i++) {
        failures += !row_holds(*state, &table.rows[i]);
    }
    table_close(&table);
    assert_int_equal(failures, 0);
}

static void doc_label_reads_every_canonical_label_and_heading(void **state)
{
    const struct fixture *fixture = *state;
    for (size_t i = 0; i < GUIDELINES; i++) {
        const struct doc_label_table *table = fixture->tables[i];
        for (size_t k = 0; k < doc_label_count(table); k++) {
            const struct doc_clause_name *name = doc_label_clause(table, k);
            const struct text_view texts[] = {name->label, name->headings[0], name->headings[1]};
            for (size_t t = 0; t < 3; t++) {
                struct doc_label label;
                assert_int_equal(doc_label_parse(table, fixture->arena, texts[t], &label), STATUS_OK);
                assert_int_equal(label.result, DOC_LABEL_OK);
                assert_int_equal(label.clause, k);
                assert_int_equal(label.item, 0);
            }
        }
    }
}

static void doc_label_table_tells_numbers(void **state)
{
    const struct fixture *fixture = *state;
    const struct doc_clause_name *name = doc_label_clause(fixture->tables[0], 4);
    assert_int_equal(name->depth, 3);
    assert_int_equal(name->numbers[0], 2);
    assert_int_equal(name->numbers[1], 1);
    assert_int_equal(name->numbers[2], 3);
    assert_int_equal(doc_label_clause(fixture->tables[0], 18)->depth, 2);
}

/* The index that a table with this label in the middle is refused for; -1 when it is not refused. */
static int refused_at(const struct fixture *fixture, const char *label)
{
    struct guideline guideline = guidelines[0];
    struct doc_label_table *table = NULL;
    size_t bad = 99;
    memset(guideline.clauses, 0, sizeof guideline.clauses);
    guideline.clauses[0] = (struct clause){"2(1)①", "甲", "A", NULL, ""};
    guideline.clauses[1] = (struct clause){label, "乙", "B", NULL, ""};
    guideline.clauses[2] = (struct clause){"2(1)③", "丙", "C", NULL, ""};
    enum status status = make_table(fixture->arena, fixture->folder, &guideline, &table, &bad);
    assert_true(status == STATUS_OK ? table != NULL : status == STATUS_INVALID && table == NULL);
    return status == STATUS_OK ? -1 : (int)bad;
}

static void doc_label_table_refuses_labels_against_the_grammar(void **state)
{
    static const char *const wrong[] = {"",   "2-1-2", "2(1)2", "２(1)②", "(1)②",  "2(1)② ",
                                        "2①", "前文",  "2(1)",  "2(1)②i", "2(1)①", "2(1)②の推進"};
    assert_int_equal(refused_at(*state, "2(1)②"), -1);
    assert_int_equal(refused_at(*state, "2(2)"), -1);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        if (strcmp(wrong[i], "2(1)") == 0) continue; /* a clause of its own */
        if (refused_at(*state, wrong[i]) != 1) fail_msg("%s was taken", wrong[i]);
    }
    assert_int_equal(refused_at(*state, "2(1)③"), 2); /* the second of two alike */
}

static void doc_label_empty_table_knows_nothing(void **state)
{
    const struct fixture *fixture = *state;
    struct guideline guideline = guidelines[0];
    struct doc_label_table *table = NULL;
    struct doc_label label;
    size_t bad = 0;
    memset(guideline.clauses, 0, sizeof guideline.clauses);
    assert_int_equal(make_table(fixture->arena, fixture->folder, &guideline, &table, &bad), STATUS_OK);
    assert_int_equal(doc_label_parse(table, fixture->arena, text_view_of("2(1)③ IoT"), &label), STATUS_OK);
    assert_int_equal(label.result, DOC_LABEL_UNKNOWN);
    assert_int_equal(label.nearest_count, 0);
}

static void doc_label_tells_when_memory_is_out(void **state)
{
    const struct fixture *fixture = *state;
    enum status status = STATUS_NO_MEMORY;
    unsigned long fails = 0;
    for (unsigned long n = 1; status != STATUS_OK; n++) {
        struct doc_label label = {.result = DOC_LABEL_ITEM};
        struct doc_label_table *table = NULL;
        size_t bad = 0;
        struct arena *arena = arena_new();
        struct arena *names = arena_new();
        assert_non_null(arena);
        assert_non_null(names);
        struct doc_label_grammar grammar = grammar_of(names, &guidelines[0]);
        struct doc_clause_name clause = clause_of(names, &guidelines[0].clauses[5]);
        alloc_fail_at(n, false);
        status = doc_label_table_new(arena, fixture->folder, &grammar, &clause, 1, &table, &bad);
        if (status == STATUS_OK) status = doc_label_parse(table, arena, text_view_of("2(2)① 国際"), &label);
        alloc_fail_never();
        assert_true(status == STATUS_OK || (status == STATUS_NO_MEMORY && label.result == DOC_LABEL_ITEM));
        fails += status != STATUS_OK;
        arena_free(arena);
        arena_free(names);
    }
#ifdef JUTEN_ARENA_MALLOC
    assert_true(fails > 5); /* an arena of pages asks the heap for less */
#else
    (void)fails;
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(doc_label_reads_the_table),
        cmocka_unit_test(doc_label_reads_every_canonical_label_and_heading),
        cmocka_unit_test(doc_label_table_tells_numbers),
        cmocka_unit_test(doc_label_table_refuses_labels_against_the_grammar),
        cmocka_unit_test(doc_label_empty_table_knows_nothing),
        cmocka_unit_test(doc_label_tells_when_memory_is_out),
    };
    return cmocka_run_group_tests(tests, make_fixture, free_fixture);
}
