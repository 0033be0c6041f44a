#!/usr/bin/env python3
"""Workbooks that no spreadsheet would write, or seldom does: every limit crossed, every refusal, every kind of cell.

usage: workbooks.py [--binary B] [-v]      B: what is tested; else build/juten
What is refused must be refused within a second or so and with no more than 100 MB of memory; damaged files of any kind
must be reported, never crash. What is read is compared by its values.
"""
import argparse
import json
import os
import pathlib
import random
import struct
import subprocess
import sys
import tempfile
import time
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from command import DEFAULT_BINARY  # noqa: E402
from diagnostics import templates, written  # noqa: E402
from tally import Tally  # noqa: E402
from workbook import HEAD, MAIN, Formula, Number, Raw, Sheet, archive, parts, workbook  # noqa: E402

MEGABYTE = 1024 * 1024
MEMORY_MOST = 100 * MEGABYTE
SECONDS_MOST = 5  # on a busy machine
HEADER = ["府省庁", "年度", "番号", "施策名", "区分", "要求額（百万円）", "前年度額（百万円）", "分野", "理由"]
REASON = "脆弱なIoT機器を見付け、その利用者に設定の改め方を知らせる窓口を置く。"
SHEET = "xl/worksheets/sheet1.xml"


def row(**changed):
    values = dict(zip(HEADER, ["総務省", "令和2年度", "M-1", "IoT機器の相談窓口", "継続", Number(120), Number(120), "2(1)③",
                               REASON]))
    values.update({name: value for name, value in changed.items()})
    return [values[name] for name in HEADER]


def book(*rows, header=None, **options):
    return workbook([Sheet("要求", [header or HEADER, *(rows or [row()])], **options)])


def with_part(name, text, sheets=None):
    return archive({**parts(sheets or [Sheet("要求", [HEADER, row()])]), name: text})


def sheet_xml(inside, after=""):
    return f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{inside}</sheetData>{after}</worksheet>'


class Runner:
    def __init__(self, binary, folder):
        self.binary, self.folder = binary, pathlib.Path(folder)

    def made(self, make):
        """The file that the maker makes, in a process of its own: what a child is said to have used at most begins with
        what its parent has used, and bombs are large here."""
        path = self.folder / "refused.xlsx"
        maker = os.fork()
        if maker == 0:
            try:
                path.write_bytes(make())
            finally:
                os._exit(0)
        os.waitpid(maker, 0)
        return path

    def run(self, data, *arguments, name="in.xlsx"):
        """Status, standard output, standard error, bytes of memory at most and seconds."""
        path = data if isinstance(data, pathlib.Path) else self.folder / name
        if path is not data:
            path.write_bytes(data)
        begin = time.monotonic()
        child = subprocess.Popen([self.binary, "check", "--pack", "r2", *arguments, str(path)], stdin=subprocess.DEVNULL,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                 env={**os.environ, "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "1567209600"})
        out = child.stdout.read()
        error = child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        child.stdout.close()
        child.stderr.close()
        return child.returncode, out.decode(), error.decode(errors="replace"), usage.ru_maxrss * 1024, \
            time.monotonic() - begin

    def result(self, data, *arguments):
        status, out, error, *_ = self.run(data, "-f", "json", *arguments)
        if status not in (0, 1, 2):
            raise RuntimeError(f"status {status}: {error[-300:]}")
        return json.loads(out)


# ---- refused

def many_parts():
    return archive({**parts([Sheet("要求", [HEADER, row()])]), **{f"xl/media/image{i}.png": b"" for i in range(1000)}})


def many_bytes():
    return archive({**parts([Sheet("要求", [HEADER, row()])]), **{f"xl/media/{i}.png": bytes(MEGABYTE) for i in range(257)}})


def bomb(size):
    """A sheet that expands a thousandfold."""
    return with_part(SHEET, sheet_xml("<row>" + " " * size + "</row>"))


def lying():
    """The bomb, with a directory that says it was small: no more than that is expanded."""
    data = bytearray(bomb(50 * MEGABYTE))
    at = data.index(SHEET.encode())
    central = data.rindex(SHEET.encode())
    for start, field in ((at - 30, 22), (central - 46, 24)):
        struct.pack_into("<I", data, start + field, 1000)
    return bytes(data)


def encrypted():
    data = bytearray(book())
    at = -1
    for signature, field in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        while (at := data.find(signature, at + 1)) >= 0:
            data[at + field] |= 1
    return bytes(data)


def far_cells():
    rows = "".join(f'<row r="{i}"><c r="XFD{i}"><v>1</v></c></row>' for i in range(1, 101))
    return with_part(SHEET, sheet_xml(rows))


def amplified():
    """One text of nearly a megabyte that a hundred cells share."""
    table = parts([Sheet("要求", [HEADER, *[row(理由="長" * 300000, 番号=f"M-{i}") for i in range(100)]])])
    return archive(table)


ENTITIES = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "{"a" * 100}">' + "".join(
    f'<!ENTITY {name} "{"&" + before + ";"}{"&" + before + ";"}">' for before, name in zip("abcdefgh", "bcdefghi")) + \
    f']><worksheet xmlns="{MAIN}"><sheetData>&i;</sheetData></worksheet>'

OVERLAID = "".join(f'<mergeCell ref="A1:A{1048576 - i}"/>' for i in range(2000))

REFUSED = {
    "parts": (many_parts, "XLSX_PARTS"),
    "expanded bytes": (many_bytes, "XLSX_EXPANDED"),
    "ratio": (lambda: bomb(200 * MEGABYTE), "XLSX_RATIO"),
    "a part above the limit": (lambda: bomb(300 * MEGABYTE), "XLSX_EXPANDED"),
    "a directory that lies": (lying, "XLSX_BROKEN"),
    "a password": (encrypted, "XLSX_LOCKED"),
    "depth": (lambda: with_part(SHEET, sheet_xml("<x>" * 63 + "</x>" * 63)), "XLSX_DEPTH"),
    "entities": (lambda: with_part(SHEET, ENTITIES), "XLSX_DOCTYPE"),
    "entities of shared texts": (lambda: with_part("xl/sharedStrings.xml", ENTITIES), "XLSX_DOCTYPE"),
    "an external entity": (lambda: with_part(SHEET, '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'), "XLSX_DOCTYPE"),
    "cells far to the right": (far_cells, "XLSX_CELLS"),
    "a shared text": (amplified, "XLSX_TEXT"),
    "a long cell": (lambda: archive(parts([Sheet("要求", [HEADER, row(理由="長" * 400000)])], inline=True), zipfile.ZIP_STORED), "XLSX_CELL_TEXT"),
    "a long shared text": (lambda: archive(parts([Sheet("要求", [HEADER, row(理由="長" * 400000)])]), zipfile.ZIP_STORED), "XLSX_CELL_TEXT"),
    "sheets": (lambda: workbook([Sheet(f"s{i}", [["x"]]) for i in range(257)]), "XLSX_SHEETS"),
    "merged ranges": (lambda: archive({**parts([Sheet("要求", [HEADER, row()])]), SHEET: sheet_xml("", '<mergeCell ref="A1:A2"/>' * 100001)}, zipfile.ZIP_STORED), "XLSX_MERGES"),
    "merged ranges upon each other": (lambda: with_part(SHEET, sheet_xml(
        "".join(f'<row r="{i}"><c r="A{i}"><v>1</v></c></row>' for i in range(1, 1001)), OVERLAID)), "XLSX_CELLS"),
    "external links": (lambda: with_part("xl/externalLinks/externalLink1.xml", "<x/>"), "XLSX_EXTERNAL"),
    "external references": (lambda: archive(parts([Sheet("要求", [HEADER, row()])], workbook_extra=(
        "<externalReferences><externalReference/></externalReferences>"))), "XLSX_EXTERNAL"),
    "connections": (lambda: with_part("xl/connections.xml", "<x/>"), "XLSX_EXTERNAL"),
    "no workbook part": (lambda: archive({"a.txt": "x"}), "XLSX_BROKEN"),
    "no sheet part": (lambda: archive({name: text for name, text in parts([Sheet("要求", [HEADER, row()])]).items()
                                       if name != SHEET}), "XLSX_BROKEN"),
    "XML that is cut off": (lambda: with_part(SHEET, sheet_xml("")[:-5]), "XLSX_BROKEN"),
    "rows that go back": (lambda: with_part(SHEET, sheet_xml('<row r="2"/><row r="1"/>')), "XLSX_BROKEN"),
    "cells that go back": (lambda: with_part(SHEET, sheet_xml('<row><c r="B1"/><c r="A1"/></row>')), "XLSX_BROKEN"),
    "a row beyond the last": (lambda: with_part(SHEET, sheet_xml('<row r="1048577"/>')), "XLSX_BROKEN"),
    "a column beyond the last": (lambda: with_part(SHEET, sheet_xml('<row><c r="XFE1"/></row>')), "XLSX_BROKEN"),
    "a shared text that is not there": (lambda: with_part(SHEET, sheet_xml(
        '<row><c t="s"><v>99</v></c></row>')), "XLSX_BROKEN"),
    "an error value": (lambda: book(row(理由=Raw('<c r="{r}" t="e"><v>#REF!</v></c>'))), "XLSX_CELL_ERROR"),
    "a formula never computed": (lambda: book(row(**{"要求額（百万円）": Formula("1+1")})), "XLSX_NO_VALUE"),
    "a number that is none": (lambda: book(row(**{"要求額（百万円）": Number("12x")})), "XLSX_CELL_ERROR"),
    "a yen sign under another unit": (lambda: amount("120400000", format='"¥"#,##0'), "TABLE_SIGN"),
    "a scaled number": (lambda: book(row(**{"要求額（百万円）": Number(120000000, "#,##0,,")})), "XLSX_SCALED"),
}
CELLS = {"an error value": "I2", "a formula never computed": "F2", "a number that is none": "F2", "a yen sign under another unit": "F2", "a scaled number": "F2"}


def check_refused(tally, runner):
    diagnostics = templates()
    for name, (make, diagnostic) in REFUSED.items():
        path = runner.made(make)
        status, out, error, memory, seconds = runner.run(path, "-f", "json")
        path.unlink()
        problem = None
        if status != 2:
            problem = f"status {status}: {error[-300:]}"
        else:
            errors = json.loads(out)["errors"]
            code, words, _ = diagnostics[diagnostic]
            if [(each["code"], (each["start"] or {}).get("cell")) for each in errors] != [(code, CELLS.get(name))]:
                problem = f"says {errors}, not {code}"
            elif not written(words, errors[0]["message"]):
                problem = f"says {errors[0]['message']}, not {words}"
            elif memory > MEMORY_MOST or seconds > SECONDS_MOST:
                problem = f"{memory // MEGABYTE} MB, {seconds:.1f} s"
        tally.check(f"workbooks: refused: {name}", problem)


# ---- read

def amount(value, header="要求額（百万円）", format="General"):
    return book([*row()[:5], Number(value, format), *row()[6:]], header=[*HEADER[:5], header, *HEADER[6:]])


def request(result):
    return result["submissions"][0]["requests"][0]


YEN = {  # stored, format, header -> yen
    "plain": (("120.4", "General", "要求額（百万円）"), 120400000),
    "binary noise": (("120.40000000000001", "General", "要求額（百万円）"), 120400000),
    "an exponent": (("1.204E2", "General", "要求額（百万円）"), 120400000),
    "grouped": (("120400", "#,##0", "要求額（千円）"), 120400000),
    "rounded on the screen": (("120.4", "#,##0", "要求額（百万円）"), 120400000),
    "the unit in the format": (("120.4", '#,##0.0"百万円"', "要求額（千円）"), 120400000),
    "a yen sign": (("120400000", '"¥"#,##0', "要求額（円）"), 120400000),
    "scaled under yen": (("120400000", "#,##0,", "要求額（円）"), 120400000),
    "scaled, with the unit shown": (("120400000", '#,##0,,"百万円"', "要求額（百万円）"), 120400000),
    "scaled zero": (("0", "#,##0,,", "要求額（百万円）"), 0),
    "a built-in look": (("120.4", "0.00_ ;[Red]\\-0.00\\ ", "要求額（百万円）"), 120400000),
    "hidden by its format": (("120.4", ";;;", "要求額（百万円）"), 120400000),
}


def check_read(tally, runner):
    def compare(name, actual, expected):
        tally.check(f"workbooks: read: {name}", None if actual == expected else f"{actual!r}, not {expected!r}")

    for name, ((stored, format, header), yen) in YEN.items():
        compare(name, request(runner.result(amount(stored, header, format)))["amount"]["yen"], yen)
    first = lambda data: request(runner.result(data))  # noqa: E731
    compare("digits of an id", first(book(row(番号=Number(7, '"M-"000'))))["id"], "M-007")
    compare("a negative", first(amount("-30", format='#,##0;"▲"#,##0'))["amount"]["written"], "▲30")
    compare("a negative in brackets", first(amount("-30", format="#,##0;(#,##0)"))["amount"]["written"], "-30")
    compare("a dash for zero", first(amount("0", format='#,##0;-#,##0;"―"'))["amount"]["kind"], "none")
    furigana = Raw('<c r="{r}" t="inlineStr"><is><r><t>共通</t></r><rPh sb="0" eb="2"><t>キョウツウ</t></rPh>'
                   '<r><t xml:space="preserve">の基盤_x000D_&#10;整備</t></r></is></c>')
    compare("furigana and line breaks", first(book(row(施策名=furigana)))["title"], "共通の基盤\n整備")
    shared = parts([Sheet("要求", [HEADER, row(施策名="題")])])
    shared["xl/sharedStrings.xml"] = shared["xl/sharedStrings.xml"].replace(
        '<t xml:space="preserve">題</t>', '<r><rPr><b/></rPr><t>題</t></r><r><t>名</t></r><rPh sb="0" eb="1"><t>ダイ</t></rPh>')
    compare("furigana of shared texts", first(archive(shared))["title"], "題名")
    compare("a text formula", first(book(row(施策名=Formula("A1", "題名"))))["title"], "題名")
    compare("no references", first(with_part(SHEET, sheet_xml("".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{value}</t></is></c>' for value in values) + "</row>"
        for values in (HEADER, [*row()[:5], "1億円", "―", "2(1)③", REASON])))))["amount"]["yen"], 100000000)
    stored = archive(parts([Sheet("要求", [HEADER, row()])]), zipfile.ZIP_STORED)
    compare("parts that are not compressed", first(stored)["amount"]["yen"], 120000000)

    years = {"from April": (Number(43922, "yyyy/m/d"), 2020), "to March": (Number(43845, "yyyy/m/d"), None),
             "a number": (Number(2020), 2020), "an era": (Number(2, '"令和"0"年度"'), 2020)}
    for name, (cell, year) in years.items():
        compare(f"a year: {name}", runner.result(book(row(年度=cell)))["submissions"][0]["fiscal_year"], year)
    data = archive(parts([Sheet("要求", [HEADER, row(年度=Number(42460, "yyyy/m/d"))])],
                         workbook_extra='<workbookPr date1904="1"/>'))
    compare("a year: counted from 1904", runner.result(data)["submissions"][0]["fiscal_year"], 2020)

    finding = next(each for each in runner.result(book(row(理由="IoTの普及を図る。")))["findings"]
                   if each["rule"] == "R2-2.1.3")
    compare("a place", (finding["start"], finding["end"]), (
        {"sheet": "要求", "cell": "I2", "row": 2, "column": 9, "char": 1, "byte": None},
        {"sheet": "要求", "cell": "I2", "row": 2, "column": 9, "char": 11, "byte": None}))
    hidden = runner.result(book(row(), row(番号="M-2"), row(番号="M-3"), hidden_rows=(2, 3, 4), hidden_columns=(5, 7)))
    compare("hidden rows and columns", sorted(each["headline"].split("（")[1].split("）")[0] for each in hidden["findings"]
                                              if each["rule"] == "COM-TABLE-HIDDEN"), ["2-4", "E, G"])
    rules = lambda data: [each["rule"] for each in runner.result(data)["findings"] if "TABLE" in each["rule"]]  # noqa
    compare("a number hidden", rules(amount("120", format=";;;")), ["COM-TABLE-HIDDEN"])
    compare("a number scaled", rules(amount("120400000", "要求額（円）", "#,##0,")), ["COM-TABLE-READ"])
    compare("a sheet hidden", rules(book(hidden=True)), ["COM-TABLE-HIDDEN"])
    compare("a sheet unread", rules(workbook([Sheet("注", [["読み方"]]), Sheet("要求", [HEADER, row()])])), ["COM-TABLE-READ"])
    two = workbook([Sheet("甲", [HEADER, row()]), Sheet("乙", [HEADER, row(番号="M-2")])])
    compare("two sheets", [each["requests"][0]["id"] for each in runner.result(two)["submissions"]], ["M-1", "M-2"])


# ---- damaged

def check_damaged(tally, runner, dice):
    whole = book(row(), row(番号="M-2"), merges=("A2:A3",))
    problem = None
    for i in range(150):
        data = bytearray(whole)
        if i % 3 == 0:
            data = data[:dice.randrange(len(data))]
        for _ in range(dice.randrange(1, 8) if i % 3 else 0):
            data[dice.randrange(len(data))] = dice.randrange(256)
        status, _, error, memory, _ = runner.run(bytes(data), "-q", name=f"damaged{i}.xlsx")
        if status not in (0, 1, 2) or memory > MEMORY_MOST:
            problem = f"damaged{i}.xlsx: status {status}, {memory // MEGABYTE} MB: {error[-200:]}"
            break
    tally.check("workbooks: damaged", problem)
    problem = None
    texts = parts([Sheet("要求", [HEADER, row(), row(番号="M-2")], merges=("A2:A3",), hidden_columns=(2,))])
    for i in range(150):
        name = dice.choice([name for name in texts if name != "[Content_Types].xml"])
        data = bytearray(texts[name].encode())
        for _ in range(dice.randrange(1, 4)):
            data[dice.randrange(len(data))] = dice.choice(b"<>/\"=&;09AZaz \0\xff")
        status, _, error, memory, _ = runner.run(archive({**texts, name: bytes(data)}), "-q", name=f"part{i}.xlsx")
        if status not in (0, 1, 2) or memory > MEMORY_MOST:
            problem = f"part{i}.xlsx: status {status}, {memory // MEGABYTE} MB: {error[-200:]}"
            break
    tally.check("workbooks: damaged parts", problem)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--binary", default=DEFAULT_BINARY)
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    tally = Tally(options.verbose)
    with tempfile.TemporaryDirectory() as folder:
        runner = Runner(str(pathlib.Path(options.binary).resolve()), folder)
        check_refused(tally, runner)
        check_read(tally, runner)
        check_damaged(tally, runner, random.Random(7))
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
