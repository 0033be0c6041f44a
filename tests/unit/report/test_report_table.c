/* A table of findings that juten wrote is known again, in either language, by the words that reports write. */
#include "support/unit.h"

#include "doc/csv.h"
#include "doc/report_table.h"
#include "report/wording.h"

static const enum report_phrase headings[] = {REPORT_COLUMN_FINGERPRINT, REPORT_COLUMN_LEVEL, REPORT_COLUMN_RULE,
                                              REPORT_COLUMN_FINDING};
#define HEADINGS (sizeof headings / sizeof *headings)

/* Whether the text is taken for such a table. */
static bool is_report(const char *text)
{
    struct arena *arena = arena_new();
    struct text_diagnostics diagnostics;
    struct text_source *source;
    struct text_defect defect;
    struct doc_table table;
    assert_non_null(arena);
    text_diagnostics_init(&diagnostics, arena);
    assert_int_equal(text_source_open(arena, "a.csv", text_view_of(text), &source, &defect), STATUS_OK);
    assert_int_equal(doc_csv_read(arena, source, DOC_CSV_COMMA, &diagnostics, &table), STATUS_OK);
    bool is = doc_table_is_report(&table);
    arena_free(arena);
    return is;
}

/* The headings in that language, without one of them. */
static bool is_report_without(enum text_language language, size_t left_out)
{
    struct buf line;
    buf_init(&line);
    buf_add_string(&line, "title\n");
    for (size_t i = 0; i < HEADINGS; i++) {
        if (i == left_out) continue;
        buf_add_string(&line, report_plain(language, headings[i]));
        buf_add_char(&line, ',');
    }
    buf_add_string(&line, "x\n");
    assert_int_equal(buf_status(&line), STATUS_OK);
    bool is = is_report(line.bytes);
    buf_clear(&line);
    return is;
}

static void doc_table_is_report_by_what_reports_write(void **state)
{
    (void)state;
    assert_true(is_report_without(TEXT_JA, HEADINGS));
    assert_true(is_report_without(TEXT_EN, HEADINGS));
}

static void doc_table_is_no_report_without_one_of_its_headings(void **state)
{
    (void)state;
    for (size_t i = 0; i < HEADINGS; i++)
        assert_int_equal(is_report_without(TEXT_JA, i), headings[i] == REPORT_COLUMN_LEVEL);
}

static void doc_table_is_no_report_when_languages_are_mixed(void **state)
{
    (void)state;
    assert_false(is_report("規則,finding,指紋\n"));
    assert_false(is_report("\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(doc_table_is_report_by_what_reports_write),
        cmocka_unit_test(doc_table_is_no_report_without_one_of_its_headings),
        cmocka_unit_test(doc_table_is_no_report_when_languages_are_mixed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
