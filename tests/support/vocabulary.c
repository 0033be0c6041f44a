#include "support/vocabulary.h"

#include "support/unit.h"

struct entry {
    const char *word;
    int meaning;
};

static const struct entry fields[] = {
    {"府省庁", DOC_FIELD_MINISTRY},
    {"府省", DOC_FIELD_MINISTRY},
    {"年度", DOC_FIELD_FISCAL_YEAR},
    {"単位", DOC_FIELD_UNIT},
    {"合計", DOC_FIELD_TOTAL},
    {"総額", DOC_FIELD_TOTAL},
    {"施策", DOC_FIELD_REQUESTS},
    {"番号", DOC_FIELD_ID},
    {"施策番号", DOC_FIELD_ID},
    {"施策名", DOC_FIELD_TITLE},
    {"事業名", DOC_FIELD_TITLE},
    {"区分", DOC_FIELD_CATEGORY},
    {"要求額", DOC_FIELD_AMOUNT},
    {"金額", DOC_FIELD_AMOUNT},
    {"前年度額", DOC_FIELD_PREVIOUS},
    {"補正予算額", DOC_FIELD_SUPPLEMENTARY},
    {"要望額", DOC_FIELD_SPECIAL},
    {"内訳", DOC_FIELD_BREAKDOWN},
    {"項目", DOC_FIELD_ITEM},
    {"再掲", DOC_FIELD_RELISTED},
    {"内数", DOC_FIELD_PARTIAL},
    {"IT投資", DOC_FIELD_IT_INVESTMENT},
    {"IT投資調整", DOC_FIELD_CIO_COORDINATION},
    {"概要", DOC_FIELD_SUMMARY},
    {"重点分野", DOC_FIELD_PRIORITIES},
    {"分野", DOC_FIELD_AREA},
    {"理由", DOC_FIELD_JUSTIFICATION},
    {"成果目標", DOC_FIELD_OUTCOME},
    {"財源", DOC_FIELD_OFFSET},
    {"担当", DOC_FIELD_OFFICE},
    {"備考", DOC_FIELD_NOTE},
};

static const struct entry categories[] = {
    {"new", DOC_CATEGORY_NEW},         {"新規", DOC_CATEGORY_NEW},          {"continuing", DOC_CATEGORY_CONTINUING},
    {"継続", DOC_CATEGORY_CONTINUING}, {"expanded", DOC_CATEGORY_EXPANDED}, {"拡充", DOC_CATEGORY_EXPANDED},
};

static const struct entry booleans[] = {{"true", 1}, {"はい", 1}, {"有", 1}, {"false", 0}, {"いいえ", 0}, {"無", 0}};

static const struct entry markers[] = {
    {"事項要求", DOC_MARKER_ITEM_ONLY}, {"一括計上", DOC_MARKER_ELSEWHERE}, {"の内数", DOC_MARKER_PART_OF},
    {"再掲", DOC_MARKER_RELISTED},      {"内数", DOC_MARKER_PART_OF},       {"皆増", DOC_MARKER_NEWLY},
    {"皆減", DOC_MARKER_GONE},          {"程度", DOC_MARKER_ABOUT},         {"以上", DOC_MARKER_AT_LEAST},
    {"以下", DOC_MARKER_AT_MOST},       {"なし", DOC_MARKER_NONE},          {"約", DOC_MARKER_ABOUT},
};

static const struct entry sums[] = {{"合計", DOC_SUM_TOTAL},
                                    {"計", DOC_SUM_TOTAL},
                                    {"小計", DOC_SUM_SUBTOTAL},
                                    {"*省計", DOC_SUM_SUBTOTAL},
                                    {"うち新規", DOC_SUM_SUBTOTAL}};

static const struct entry names[] = {
    {"甲省", 0}, {"Ministry A", 0}, {"01", 0}, {"乙環境庁", 1}, {"乙庁", 1}, {"02", 1}, {"丙委員会", 2}, {"03", 2},
};

static const struct doc_ministry ministries[] = {
    {{"01", 2}, {"甲省", 6}, {"Ministry A", 10}},
    {{"02", 2}, {"乙環境庁", 12}, {"Agency B", 8}},
    {{"03", 2}, {"丙委員会", 12}, {"Commission C", 12}},
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* The entries, folded, behind `before` names of fields. */
static struct doc_words words_of(struct arena *arena, const struct text_folder *folder, const struct entry *entries,
                                 size_t count, size_t before)
{
    struct doc_word *items = arena_alloc(arena, (before + count) * sizeof *items);
    assert_non_null(items);
    for (size_t i = 0; i < before + count; i++) {
        const char *word = i < before ? doc_field_name((enum doc_field)i) : entries[i - before].word;
        struct text_folded folded;
        assert_int_equal(text_fold(folder, arena, text_view_of(word), &folded), STATUS_OK);
        items[i] =
            (struct doc_word){.folded = folded.text, .meaning = i < before ? (int)i : entries[i - before].meaning};
    }
    return (struct doc_words){items, before + count};
}

static struct doc_label_table *labels_of(struct arena *arena, const struct text_folder *folder)
{
    static const struct text_view prefixes[] = {{"第", 3}};
    static const struct text_view items[] = {{"i", 1}, {"ii", 2}};
    static const struct doc_label_grammar grammar = {
        .prefixes = prefixes,
        .prefix_count = 1,
        .omit = 2,
        .levels = {{DOC_ARABIC, {"", 0}, {"", 0}}, {DOC_ARABIC, {"(", 1}, {")", 1}}, {DOC_CIRCLED, {"", 0}, {"", 0}}},
        .level_count = 3,
        .item = {DOC_ROMAN, {"", 0}, {"", 0}},
    };
    struct doc_clause_name clauses[] = {
        {.label = text_view_of("1"), .headings = {text_view_of("基本の方針")}},
        {.label = text_view_of("2(1)①"), .headings = {text_view_of("森林の保全")}},
        {.label = text_view_of("2(1)②"), .headings = {text_view_of("河川の浄化")}},
        {.label = text_view_of("2(2)①"), .headings = {text_view_of("学校の整備")}, .items = items, .item_count = 2},
        {.label = text_view_of("2(5)"), .headings = {text_view_of("推進の体制")}},
    };
    struct doc_label_table *table = NULL;
    size_t bad = 0;
    assert_int_equal(doc_label_table_new(arena, folder, &grammar, clauses, COUNT(clauses), &table, &bad), STATUS_OK);
    return table;
}

struct vocabulary *vocabulary_new(struct arena *arena)
{
    struct vocabulary *made = arena_alloc(arena, sizeof *made);
    struct text_folder *folder = NULL;
    size_t bad = 0;
    assert_non_null(made);
    assert_int_equal(text_folder_new(arena, NULL, 0, &folder, &bad), STATUS_OK);
    made->words.folder = folder;
    made->words.fields = words_of(arena, folder, fields, COUNT(fields), DOC_FIELD_COUNT);
    made->words.categories = words_of(arena, folder, categories, COUNT(categories), 0);
    made->words.booleans = words_of(arena, folder, booleans, COUNT(booleans), 0);
    made->words.markers = words_of(arena, folder, markers, COUNT(markers), 0);
    made->words.sums = words_of(arena, folder, sums, COUNT(sums), 0);
    made->words.ministry_names = words_of(arena, folder, names, COUNT(names), 0);
    made->words.ministries = ministries;
    made->words.ministry_count = COUNT(ministries);
    made->labels = labels_of(arena, folder);
    return made;
}
