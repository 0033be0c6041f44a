#!/usr/bin/env python3
"""The workbooks of the golden cases, as three producers write them: openpyxl, LibreOffice and libxlsxwriter.

usage: make.py [openpyxl] [libreoffice] [libxlsxwriter]      none named: all
They are checked in, so that tests need none of the three. Made once with python3-openpyxl 3.0.9, LibreOffice 7.4
(`soffice --headless`) and libxlsxwriter 1.1.4 (`gcc make.c -lxlsxwriter`), on Debian 12. What a producer writes differs
in time stamps from run to run; what juten reads does not.
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
HEADER = ["府省庁", "年度", "番号", "施策名", "区分", "要求額（百万円）", "前年度額（百万円）", "内訳項目",
          "内訳金額（百万円）", "分野", "理由"]
REASON = "脆弱なIoT機器を見付け、その利用者に設定の改め方を知らせる窓口を置く。"


def openpyxl_book():
    """Titles above, merged cells, a formula that was never computed beside nothing else, hidden things, a date."""
    import datetime

    import openpyxl
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "要求"
    sheet["A1"] = "令和2年度概算要求（サイバーセキュリティ関係）"
    sheet.merge_cells("A1:K1")
    for column, name in enumerate(HEADER, 1):
        sheet.cell(3, column, name)
    rows = [["総務省", datetime.date(2020, 4, 1), "MIC-1", "IoT機器の相談窓口", "継続", 120.4, 100, "窓口", 100.4, "2(1)③", REASON],
            [None, None, None, None, None, None, None, "広報", 20, None, None],
            ["総務省", datetime.date(2020, 4, 1), "MIC-2", "IoT機器の調査", "新規", 30, 0, "調査", 30, "2(1)③",
             "IoTの普及を図る。"]]
    for number, row in enumerate(rows, 4):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column, value)
    for column in range(1, 8):
        sheet.merge_cells(start_row=4, end_row=5, start_column=column, end_column=column)
    for row in range(4, 7):
        sheet.cell(row, 2).number_format = '[$-411]ggge"年度"'
        for column in (6, 9):
            sheet.cell(row, column).number_format = "#,##0.0"
        sheet.cell(row, 7).number_format = '#,##0;"▲"#,##0;"―"'
    sheet.row_dimensions[6].hidden = True
    sheet.column_dimensions["G"].hidden = True
    notes = book.create_sheet("記入要領")
    notes["A1"] = "各府省庁は「要求」のシートに記入する。"
    hidden = book.create_sheet("旧版")
    hidden.append(["番号", "施策名", "要求額"])
    hidden.append(["MIC-0", "旧い施策", "1億円"])
    hidden.sheet_state = "hidden"
    book.save(HERE / "openpyxl.xlsx")

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "要求"
    sheet.append(["府省庁", "年度", "番号", "施策名", "区分", "要求額（百万円）", "分野", "理由"])
    sheet.append(["総務省", "令和2年度", "MIC-1", "IoT機器の相談窓口", "新規", "=60*2", "2(1)③", REASON])
    book.save(HERE / "uncalculated.xlsx")


def currency_book():
    """Amounts in yen by their number format, under a header in 百万円; an amount merged over two requests."""
    import openpyxl
    for name in ("currency", "merged-amount"):
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = "要求"
        sheet.append(["府省庁", "年度", "番号", "施策名", "区分", "要求額（百万円）", "分野", "理由"])
        for number in (1, 2):
            sheet.append(["総務省", "令和2年度", f"MIC-{number}", f"IoT機器の相談窓口{number}", "新規", 120, "2(1)③", REASON])
        if name == "currency":
            sheet["F2"].number_format = '"¥"#,##0'
        else:
            sheet.merge_cells("F2:F3")
        book.save(HERE / f"{name}.xlsx")


LIBREOFFICE_CSV = '''府省庁,年度,番号,施策名,区分,要求額（千円）,前年度額（千円）,IT投資,分野,理由
総務省,令和2年度,MIC-1,IoT機器の相談窓口,継続,=60000+60400,"=""1億円""",=TRUE(),2(1)③,REASON
総務省,令和2年度,MIC-2,IoT機器の調査,新規,SECOND,―,=FALSE(),2(1)③,"IoTの普及
を図る。"
'''


def libreoffice_book():
    """Formulas with the values that it computed: a number, a text, booleans, an error."""
    for name, second in (("libreoffice", "=SUM(10000,20000)"), ("libreoffice-error", "=1/0")):
        with tempfile.TemporaryDirectory() as folder:
            source = pathlib.Path(folder, f"{name}.csv")
            source.write_text(LIBREOFFICE_CSV.replace("REASON", REASON).replace("SECOND", f'"{second}"'))
            # separator, quote, UTF-8, first line, no column formats, Japanese, quoted fields as text, formulas computed
            filters = "CSV:44,34,76,1,,1041,false,true,false,false,false,-1,true"
            subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
                            f"--infilter={filters}", "--convert-to", "xlsx", "--outdir", folder, source],
                           check=True, stdout=subprocess.DEVNULL)
            shutil.copy(pathlib.Path(folder, f"{name}.xlsx"), HERE)


def libxlsxwriter_books():
    """Scaled number formats in three units, rich strings; formulas with a value and without."""
    with tempfile.TemporaryDirectory() as folder:
        program = pathlib.Path(folder, "make")
        subprocess.run(["gcc", "-o", program, HERE / "make.c", "-lxlsxwriter"], check=True)
        subprocess.run([program], cwd=HERE, check=True)


PRODUCERS = {"openpyxl": openpyxl_book, "currency": currency_book, "libreoffice": libreoffice_book, "libxlsxwriter": libxlsxwriter_books}

if __name__ == "__main__":
    for name in sys.argv[1:] or PRODUCERS:
        PRODUCERS[name]()
