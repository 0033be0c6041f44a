#include "support/unit.h"

#include "support/pack.h"

#include <stdio.h>

static void load_concepts(struct pack_try *try, const char *concepts)
{
    pack_try_load(try, pack_sound, concepts);
    if (try->status == STATUS_INVALID) {
        struct buf words;
        buf_init(&words);
        text_diagnostic_word(&words, &try->diagnostics.items[0], TEXT_EN);
        print_error("%s\n", words.bytes);
        buf_clear(&words);
    }
    assert_int_equal(try->status, STATUS_OK);
}

/* Whether `text` (folded) holds a string of that kind of the concept. */
static bool is_found(const struct pack_try *try, const char *text, uint32_t number, enum rule_term_kind kind)
{
    struct text_term_hits hits = {0};
    assert_int_equal(text_terms_scan(try->set->terms, try->arena, text_view_of(text), &hits), STATUS_OK);
    for (size_t i = 0; i < hits.count; i++)
        if (hits.items[i].owner == rule_owner(number, kind)) return true;
    return false;
}

static bool has_source(const struct rule_concept *concept, uint32_t source)
{
    for (size_t i = 0; i < concept->source_count; i++)
        if (concept->sources[i] == source) return true;
    return false;
}

static void rule_concept_folds_terms(void **state)
{
    (void)state;
    struct pack_try try;
    load_concepts(
        &try, "concepts:\n  c: {label: {ja: a, en: b}, terms: [ＩｏＴ機器, 'Two  Words'], except: [ＩｏＴ機器展]}\n");
    uint32_t c = pack_try_concept(&try, "c");
    const struct rule_concept *concept = &try.set->concepts[c];
    assert_int_equal(concept->term_count, 2);
    assert_true(text_view_equal(concept->terms[0].folded, text_view_of("iot機器")));
    assert_true(text_view_equal(concept->terms[0].text, text_view_of("ＩｏＴ機器")));
    assert_true(concept->has_excepts);
    assert_true(is_found(&try, "その iot機器 は", c, RULE_TERM));
    assert_true(is_found(&try, "two words", c, RULE_TERM));
    assert_true(is_found(&try, "iot機器展", c, RULE_EXCEPT));
    assert_false(is_found(&try, "iot機器", c, RULE_EXCEPT));
    pack_try_close(&try);
}

static void rule_concept_gives_terms_their_endings(void **state)
{
    (void)state;
    struct pack_try try;
    load_concepts(&try,
                  "concepts:\n  c: {label: {ja: a, en: b}, terms: [点検, 調], endings: [し、, べる, 'する。']}\n");
    uint32_t c = pack_try_concept(&try, "c");
    const struct rule_concept *concept = &try.set->concepts[c];
    assert_int_equal(concept->term_count, 6);
    assert_true(text_view_equal(concept->terms[2].text, text_view_of("点検する。")));
    assert_true(text_view_equal(concept->terms[4].text, text_view_of("調べる")));
    assert_true(is_found(&try, "橋を点検し、直す", c, RULE_TERM));
    assert_false(is_found(&try, "橋の点検が要る", c, RULE_TERM));
    pack_try_close(&try);
}

static void rule_concept_bounds_short_katakana(void **state)
{
    (void)state;
    struct pack_try try;
    load_concepts(&try, "katakana: {inside_from: 5}\n"
                        "concepts:\n"
                        "  short: {label: {ja: a, en: b}, terms: [ユーザ]}\n"
                        "  long: {label: {ja: a, en: b}, terms: [セキュリティ]}\n"
                        "  told: {label: {ja: a, en: b}, terms: [{term: セキュリティ, inside: false}]}\n"
                        "  open: {label: {ja: a, en: b}, terms: [{term: ユーザ, inside: true}]}\n");
    uint32_t brief = pack_try_concept(&try, "short"), lengthy = pack_try_concept(&try, "long");
    assert_false(is_found(&try, "ユーザビリティ", brief, RULE_TERM));
    assert_true(is_found(&try, "ユーザの", brief, RULE_TERM));
    assert_true(is_found(&try, "ユーザビリティ", pack_try_concept(&try, "open"), RULE_TERM));
    assert_true(is_found(&try, "サイバーセキュリティリスク", lengthy, RULE_TERM));
    assert_false(is_found(&try, "サイバーセキュリティリスク", pack_try_concept(&try, "told"), RULE_TERM));
    pack_try_close(&try);
}

static void rule_concept_uses_spelling(void **state)
{
    (void)state;
    struct pack_try try;
    load_concepts(&try, "spelling: [{to: 取組, from: [取り組み, 取組み]}]\n"
                        "concepts:\n  c: {label: {ja: a, en: b}, terms: [取り組み方針]}\n");
    assert_true(is_found(&try, "取組方針", pack_try_concept(&try, "c"), RULE_TERM));
    pack_try_close(&try);
}

static void rule_concept_flattens_includes(void **state)
{
    (void)state;
    struct pack_try try;
    /* A diamond, and a reference to what stands further down. */
    load_concepts(&try, "concepts:\n"
                        "  top: {label: {ja: a, en: b}, includes: [left, right]}\n"
                        "  left: {label: {ja: a, en: b}, includes: [bottom]}\n"
                        "  right: {label: {ja: a, en: b}, includes: [bottom, alpha]}\n"
                        "  bottom: {label: {ja: a, en: b}, terms: [bottom]}\n");
    uint32_t top = pack_try_concept(&try, "top");
    const struct rule_concept *concept = &try.set->concepts[top];
    assert_int_equal(concept->source_count, 5);
    assert_true(has_source(concept, top) && has_source(concept, pack_try_concept(&try, "left")));
    assert_true(has_source(concept, pack_try_concept(&try, "right")) &&
                has_source(concept, pack_try_concept(&try, "bottom")));
    assert_true(has_source(concept, pack_try_concept(&try, "alpha")));
    assert_int_equal(try.set->concepts[pack_try_concept(&try, "bottom")].source_count, 1);
    pack_try_close(&try);
}

static void rule_concept_refuses_deep_includes(void **state)
{
    (void)state;
    struct buf text;
    struct pack_try try;
    buf_init(&text);
    buf_add_string(&text, "concepts:\n");
    for (int i = 0; i < 40; i++) {
        char line[96];
        snprintf(line, sizeof line, "  c%d: {label: {ja: a, en: b}, includes: [%c%d]}\n", i, i == 39 ? 'b' : 'c',
                 i + 1);
        buf_add_string(&text, line);
    }
    buf_add_string(&text, "  b40: {label: {ja: a, en: b}, terms: [deep]}\n");
    pack_try_load(&try, pack_sound, text.bytes);
    assert_int_equal(try.status, STATUS_INVALID);
    assert_string_equal(text_diagnostic_id(try.diagnostics.items[0].code), "PACK-DEPTH");
    buf_clear(&text);
    pack_try_close(&try);
}

static void rule_concept_reads_companions(void **state)
{
    (void)state;
    struct pack_try try;
    load_concepts(&try, "concepts:\n"
                        "  c: {label: {ja: a, en: b}, terms: [abc], needs: {any: [alpha, beta], in: request},\n"
                        "      unless: {any: [alpha], in: sentence}}\n");
    const struct rule_concept *concept = &try.set->concepts[pack_try_concept(&try, "c")];
    assert_int_equal(concept->needs.count, 2);
    assert_int_equal(concept->needs.concepts[1], pack_try_concept(&try, "beta"));
    assert_int_equal(concept->needs.reach, RULE_IN_REQUEST);
    assert_int_equal(concept->unless.count, 1);
    assert_int_equal(concept->unless.reach, RULE_IN_SENTENCE);
    assert_int_equal(try.set->concepts[pack_try_concept(&try, "alpha")].needs.count, 0);
    pack_try_close(&try);
}

static void rule_concept_gives_patterns_their_triggers(void **state)
{
    (void)state;
    struct pack_try try;
    load_concepts(&try, "concepts:\n"
                        "  kanji: {label: {ja: a, en: b}, regex: ['(?:組込|埋め?込み)(?:機器|システム)']}\n"
                        "  mixed: {label: {ja: a, en: b}, regex: ['csirt構築[0-9]']}\n"
                        "  ascii: {label: {ja: a, en: b}, regex: ['ssl[0-9]']}\n");
    uint32_t kanji = pack_try_concept(&try, "kanji"), mixed = pack_try_concept(&try, "mixed");
    uint32_t ascii = pack_try_concept(&try, "ascii");
    assert_int_equal(try.set->concepts[kanji].pattern_count, 1);
    assert_true(is_found(&try, "機器", try.set->concepts[kanji].triggers[0].first, RULE_TRIGGER));
    assert_true(is_found(&try, "情報システム", try.set->concepts[kanji].triggers[0].first, RULE_TRIGGER));
    assert_false(is_found(&try, "組込", try.set->concepts[kanji].triggers[0].first, RULE_TRIGGER));
    assert_false(try.set->concepts[kanji].untriggered);
    /* The matcher wants a word boundary before csirt, the pattern does not: the trigger is what is left. */
    assert_true(is_found(&try, "xcsirt構築9", try.set->concepts[mixed].triggers[0].first, RULE_TRIGGER));
    assert_false(try.set->concepts[mixed].untriggered);
    assert_true(try.set->concepts[ascii].untriggered);
    pack_try_close(&try);
}

static void rule_concept_of_document_has_its_titles(void **state)
{
    (void)state;
    struct pack_try try;
    load_concepts(&try, "documents: [{id: d, title: Roads Act, aliases: [Law on Roads], label: {ja: R, en: R},\n"
                        "             superseded: [{title: Old Roads Act}]}]\n");
    const struct rule_document *document = &try.set->documents[1];
    const struct rule_concept *concept = &try.set->concepts[document->concept];
    assert_int_equal(concept->document, 1);
    assert_int_equal(concept->name.len, 0);
    assert_true(text_view_equal(concept->label.in[TEXT_EN], text_view_of("R")));
    assert_true(is_found(&try, "by the law on roads", document->concept, RULE_TERM));
    assert_int_equal(concept->term_count, 2); /* what is superseded is kept aside */
    assert_int_equal(document->superseded_count, 1);
    pack_try_close(&try);
}

static void rule_concept_knows_what_is_inherited(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct text_diagnostics said;
    struct rule_set *set = NULL;
    text_diagnostics_init(&said, arena);
    assert_int_equal(rule_pack_load_folder("tests/packs/tiny", &said, &set), STATUS_OK);
    for (size_t i = 0; i < set->concept_count; i++)
        assert_int_equal(set->concepts[i].inherited,
                         text_view_equal(set->concepts[i].name, text_view_of("price-rise")) ||
                             text_view_equal(set->concepts[i].label.in[TEXT_EN], text_view_of("理由")));
    rule_set_free(set);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rule_concept_folds_terms),
        cmocka_unit_test(rule_concept_gives_terms_their_endings),
        cmocka_unit_test(rule_concept_bounds_short_katakana),
        cmocka_unit_test(rule_concept_uses_spelling),
        cmocka_unit_test(rule_concept_flattens_includes),
        cmocka_unit_test(rule_concept_refuses_deep_includes),
        cmocka_unit_test(rule_concept_reads_companions),
        cmocka_unit_test(rule_concept_gives_patterns_their_triggers),
        cmocka_unit_test(rule_concept_of_document_has_its_titles),
        cmocka_unit_test(rule_concept_knows_what_is_inherited),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
