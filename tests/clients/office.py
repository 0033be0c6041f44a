#!/usr/bin/env python3
"""Workbooks that juten writes, in LibreOffice and openpyxl.

usage: office.py [--binary B] [-v]      B: what is tested; else build/juten
LibreOffice (headless) turns them into PDF, into CSV sheet by sheet, and into a workbook of its own: it would lose or
repair what is broken, so every cell is compared with what was written. openpyxl reads every sheet, sees the filters,
the drop-down lists and the colours, and fills in decisions that `juten waive import` brings back.
"""
import argparse
import csv
import datetime
import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
try:
    import openpyxl
except ImportError:    # Debian's module belongs to Debian's Python
    if sys.executable != "/usr/bin/python3":
        os.execv("/usr/bin/python3", ["/usr/bin/python3", "-B", *sys.argv])
    raise
from command import DEFAULT_BINARY, Command  # noqa: E402
from sheets import read  # noqa: E402
from tally import Tally  # noqa: E402

SUBMISSIONS = ("submissions/needs-work", "submissions/r2")
SECONDS = 180


def office(folder, target, path):
    """Converts with a profile of its own, so that no running LibreOffice is disturbed. What it says."""
    run = subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", target,
                          "--outdir", str(folder / "out"), str(path)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                         timeout=SECONDS, check=False)
    said = run.stdout.decode(errors="replace")
    return said if run.returncode or re.search(r"repair|corrupt|error", said, re.IGNORECASE) else None


def cells(rows):
    """Every text and number with its place; what is empty leaves no trace."""
    return {(r, c): value for r, row in enumerate(rows) for c, value in enumerate(row) if value not in (None, "")}


def same(one, other):
    if isinstance(one, float) or isinstance(other, float):
        return isinstance(one, (int, float)) and isinstance(other, (int, float)) and abs(one - other) < 1e-6
    return one == other or str(one).replace("\r\n", "\n") == str(other)


def compared(written, got):
    lost = [f"{at}: {value!r} became {got.get(at)!r}" for at, value in written.items() if not same(value, got.get(at))]
    return "\n".join(lost[:5] + [f"{at}: {got[at]!r} is new" for at in got.keys() - written.keys()][:5])


def check_office(tally, folder, path):
    written = read(path)
    tally.check(f"{path.name} into PDF", office(folder, "pdf", path))
    pdf = folder / "out" / f"{path.stem}.pdf"
    tally.check(f"{path.name}: the PDF", None if pdf.exists() and pdf.read_bytes()[:5] == b"%PDF-" else "there is none")
    tally.check(f"{path.name} into a workbook of its own", office(folder, "xlsx", path))
    again = read(folder / "out" / path.name)
    tally.check(f"{path.name}: sheets", None if list(again) == list(written) else f"{list(again)}")
    for name, rows in written.items():
        tally.check(f"{path.name}: cells of {name}", compared(cells(rows), cells(again.get(name, []))))
    text = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1'
    tally.check(f"{path.name} into CSV", office(folder, text, path))
    for name, rows in written.items():
        with open(folder / "out" / f"{path.stem}-{name}.csv", encoding="utf-8", newline="") as lines:
            got = cells(list(csv.reader(lines)))
        texts = {at: value for at, value in cells(rows).items() if isinstance(value, str)}
        tally.check(f"{path.name}: texts of {name} in CSV", compared(texts, {at: got.get(at) for at in texts}))


def check_openpyxl(tally, path):
    book, written = openpyxl.load_workbook(path), read(path)
    tally.check(f"{path.name}: sheets in openpyxl", None if book.sheetnames == list(written) else f"{book.sheetnames}")
    for sheet in book:
        got = {(cell.row - 1, cell.column - 1): cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}
        got = {at: (value - datetime.datetime(1899, 12, 30)).days if isinstance(value, datetime.datetime) else value
               for at, value in got.items()}
        tally.check(f"{path.name}: {sheet.title} in openpyxl", compared(cells(written[sheet.title]), got))
        formulas = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        tally.check(f"{path.name}: no formula in {sheet.title}", f"{formulas}" if formulas else None)



def check_frame(tally, book):
    findings = book["指摘一覧"]
    heads = {cell.value: cell.column_letter for cell in findings[1]}
    lists = [rule for rule in findings.data_validations.dataValidation if rule.type == "list"]
    wanted = '"未対応,確認中,承認,却下,完了"'
    frame = (("frozen", findings.freeze_panes, "F2"), ("filter", findings.auto_filter.ref, findings.dimensions),
             ("list", [(rule.formula1, str(rule.sqref).split(":")[0]) for rule in lists], [(wanted, f"{heads['採否']}2")]),
             ("headings repeated", findings.print_title_rows.replace("$", ""), "1:1"), ("paper", findings.page_setup.orientation, "landscape"),
             ("as wide as the paper", findings.sheet_properties.pageSetUpPr.fitToPage, True),
             ("hidden", [findings.column_dimensions[heads[name]].hidden for name in ("指紋", "文章の指紋")], [True, True]),
             ("colours", len(findings.conditional_formatting) > 0, True),
             ("millions", book["施策一覧"]["E2"].number_format, "#,##0,,;▲#,##0,,;0"))
    for name, got, value in frame:
        tally.check(f"findings: {name}", None if got == value else f"{got!r} instead of {value!r}")


def check_round(tally, check, folder, path):
    book = openpyxl.load_workbook(path)
    sheet = book["指摘一覧"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    for row, word in ((2, "承認"), (3, "却下")):
        for head, value in (("採否", word), ("理由", "確認した"), ("担当", "山田"), ("期限", datetime.date(2030, 3, 31))):
            sheet.cell(row, heads[head]).value = value
    sheet.title = "審査済み"
    book.save(folder / "filled.xlsx")
    run = Command(check.binary, "waive").run("import", str(folder / "filled.xlsx"), "--waivers", str(folder / "w.yaml"),
                                             "--lang", "ja")
    tally.check("decisions filled in with openpyxl", None if "加えた免除 2" in run.stdout.decode() else run.stderr.decode())
    result = check.result("--exit-zero", "--waivers", str(folder / "w.yaml"), *SUBMISSIONS)
    states = sorted(finding["waived"]["state"] for finding in result["findings"] if finding["waived"])
    tally.check("what was decided is there", None if states == ["approved", "rejected"] and result["summary"]["waived"] == 1
                else f"{states}, {result['summary']['waived']} waived")


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--binary", default=DEFAULT_BINARY)
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    tally, check = Tally(options.verbose), Command(options.binary)
    with tempfile.TemporaryDirectory(prefix="juten-office-") as name:
        folder = pathlib.Path(name)
        check.done("--exit-zero", "--lang", "ja", "-f", f"xlsx={folder}/review.xlsx",
                   "-f", f"inquiry-xlsx={folder}/questions.xlsx", *SUBMISSIONS)
        for path in (folder / "review.xlsx", folder / "questions.xlsx"):
            check_office(tally, folder, path)
            check_openpyxl(tally, path)
        check_frame(tally, openpyxl.load_workbook(folder / "review.xlsx"))
        check_round(tally, check, folder, folder / "review.xlsx")
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
