/* The workbooks of the golden cases that libxlsxwriter writes; see make.py. */
#include <xlsxwriter.h>

static const char *const header[] = {"府省庁", "年度", "番号", "施策名", "区分", NULL, "分野", "理由"};

/* A sheet with one request; its amount stands in column F in that format. */
static lxw_worksheet *sheet_with(lxw_workbook *book, const char *unit)
{
    lxw_worksheet *sheet = workbook_add_worksheet(book, "要求");
    for (lxw_col_t i = 0; i < 8; i++)
        worksheet_write_string(sheet, 0, i, header[i] ? header[i] : unit, NULL);
    worksheet_write_string(sheet, 1, 0, "総務省", NULL);
    worksheet_write_number(sheet, 1, 1, 2020, NULL);
    worksheet_write_string(sheet, 1, 2, "MIC-1", NULL);
    worksheet_write_string(sheet, 1, 3, "IoT機器の相談窓口", NULL);
    worksheet_write_string(sheet, 1, 4, "新規", NULL);
    worksheet_write_string(sheet, 1, 6, "2(1)③", NULL);
    return sheet;
}

static void add_reason(lxw_workbook *book, lxw_worksheet *sheet)
{
    lxw_format *bold = workbook_add_format(book);
    format_set_bold(bold);
    lxw_rich_string_tuple first = {.format = bold, .string = "脆弱なIoT機器を見付け、"};
    lxw_rich_string_tuple second = {.format = NULL, .string = "その利用者に設定の改め方を知らせる窓口を置く。"};
    lxw_rich_string_tuple *parts[] = {&first, &second, NULL};
    worksheet_write_rich_string(sheet, 1, 7, parts, NULL);
}

static void scaled(const char *file, const char *unit, const char *shown, double amount)
{
    lxw_workbook *book = workbook_new(file);
    lxw_worksheet *sheet = sheet_with(book, unit);
    lxw_format *format = workbook_add_format(book);
    format_set_num_format(format, shown);
    worksheet_write_number(sheet, 1, 5, amount, format);
    add_reason(book, sheet);
    workbook_close(book);
}

static void formula(const char *file, double value)
{
    lxw_workbook *book = workbook_new(file);
    lxw_worksheet *sheet = sheet_with(book, "要求額（百万円）");
    worksheet_write_formula_num(sheet, 1, 5, "=60*2", NULL, value);
    add_reason(book, sheet);
    workbook_close(book);
}

int main(void)
{
    scaled("scaled-yen.xlsx", "要求額（円）", "#,##0,,", 120400000);
    scaled("scaled-million.xlsx", "要求額（百万円）", "#,##0,,", 120400000);
    scaled("scaled-named.xlsx", "要求額", "#,##0,,\"百万円\"", 120400000);
    scaled("conditional.xlsx", "要求額（円）", "[>=1000000]#,##0,,;0", 120400000);
    formula("formula.xlsx", 120);
    formula("formula-zero.xlsx", 0);
    return 0;
}
