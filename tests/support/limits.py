#!/usr/bin/env python3
"""Every limit of src/base/limits.h: just below it an input is read, just above it is refused, with code, place and words.

usage: limits.py [--binary B] [-v]      B: what is tested; else build/juten
The table names each limit with its value and how messages write it, so that a limit that is changed, or two that are
mixed up, are noticed; a limit that is neither in the table nor among the exceptions is one without a test. Then the
ways by which a file comes in: none of them reads a file of 2 GB, or waits for a pipe or a device.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import sys
import tempfile
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from command import DEFAULT_BINARY, REPOSITORY  # noqa: E402
from diagnostics import templates, written  # noqa: E402
from measured import MEGABYTE, Runner  # noqa: E402
from tally import Tally  # noqa: E402
from workbook import HEAD, MAIN, Number, Sheet, archive, parts, workbook  # noqa: E402

MEMORY_MOST = 100 * MEGABYTE
HUGE = 2048 * MEGABYTE
SHEET = "xl/worksheets/sheet1.xml"
HEADER = ["府省庁", "年度", "番号", "施策名", "区分", "要求額（百万円）", "前年度額（百万円）", "分野", "理由"]
ROW = ["総務省", "令和2年度", "M-1", "IoT機器の相談窓口", "継続", Number(120), Number(120), "2(1)③", "IoTの窓口を置く。"]
FRONT = "府省庁: 総務省\n年度: 令和2年度\n"
REQUEST = "番号: M-1\n施策名: 窓口\n区分: 継続\n要求額: 1億円\n前年度額: 1億円\n"


def header_limits():
    """Name -> value of every limit in the header."""
    text = (REPOSITORY / "src/base/limits.h").read_text(encoding="utf-8")
    found = re.findall(r"^#define LIMIT_(\w+)\s+(\([^)]*\)|\S+)", text, re.MULTILINE)
    return {name: eval(re.sub(r"(\d)u\b", r"\1", value), {"__builtins__": {}}) for name, value in found}  # noqa: S307


# ---- inputs: each is made in a process of its own, so that what they take is not counted as juten's

def nested(levels):
    return FRONT + "備考: " + "[" * levels + "]" * levels + "\n"


def aliases(last):
    """1000 nodes behind an anchor, 3998 times over; with 994 at the end 4,000,000 and FRONT's 4."""
    return "a: &a [" + "0," * 999 + "]\nb: [" + "*a," * 3998 + "]\nc: [" + "0," * last + "]\n" + FRONT


def anchors(count):
    return FRONT + "備考: [" + ", ".join(f"&a{i} x" for i in range(count)) + "]\n"


def long_text(count):
    return FRONT + "備考: " + "x" * count + "\n"


def requests(count):
    return FRONT + "施策:\n" + "- {}\n" * count


def stored(sheets, inline=False):
    """A workbook that is not compressed: no ratio is asked of it."""
    return archive(parts(sheets, inline=inline), zipfile.ZIP_STORED)


def table(header, rows):
    return "\n".join([header, *rows]) + "\n"


def csv_requests(count):
    return table("番号,施策名", (f"A-{i},x" for i in range(count)))


def with_sheet(inside, after="", before=""):
    xml = f'{HEAD}<worksheet xmlns="{MAIN}">{before}<sheetData>{inside}</sheetData>{after}</worksheet>'
    return archive({**parts([Sheet("要求", [HEADER, ROW])]), SHEET: xml}, zipfile.ZIP_STORED)


def with_parts(extra):
    return archive({**parts([Sheet("要求", [HEADER, ROW])]), **extra})


def part_count(count):
    own = len(parts([Sheet("要求", [HEADER, ROW])]))
    return with_parts({f"xl/media/image{i}.png": b"" for i in range(count - own)})


def expanded(count):
    """So many bytes in all, in parts of a megabyte, which no ratio is asked of."""
    own = sum(len(text.encode()) for text in parts([Sheet("要求", [HEADER, ROW])]).values())
    sizes = [MEGABYTE] * ((count - own) // MEGABYTE) + [(count - own) % MEGABYTE]
    return with_parts({f"xl/media/{i}.png": bytes(size) for i, size in enumerate(sizes)})


def ratio(hundredth):
    """A part of 20 MB, of which so many hundredths of a per cent cannot be compressed."""
    noise = os.urandom(20 * MEGABYTE * hundredth // 10000)
    return with_parts({"xl/media/image.png": noise + bytes(20 * MEGABYTE - len(noise))})


def cells(last):
    rows = [f'<row r="{i}"><c r="XFD{i}"><v>1</v></c></row>' for i in range(1, 62)]
    return with_sheet("".join(rows) + f'<row r="62"><c r="{last}62"><v>1</v></c></row>')


def texts(more):
    """32 cells of a megabyte, a line end included, and so many bytes."""
    rows = [["x" * (MEGABYTE - 1)] for _ in range(32)] + ([["y" * more]] if more else [])
    return stored([Sheet("要求", rows)])


def padded(own, size):
    """A workbook of these parts, not compressed, that is so many bytes long."""
    bare = len(archive({**own, "xl/media/a.png": b""}, zipfile.ZIP_STORED))
    return archive({**own, "xl/media/a.png": bytes(size - bare)}, zipfile.ZIP_STORED)


def many_cells(last):
    """2 million cells in a file of two bytes for each."""
    rows = [f'<row r="{i}"><c r="XFD{i}"><v>1</v></c></row>' for i in range(1, 123)]
    xml = (f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}'
           f'<row r="123"><c r="{last}123"><v>1</v></c></row></sheetData></worksheet>')
    return padded({**parts([Sheet("要求", [HEADER, ROW])]), SHEET: xml}, 4000000)


def much_text(more):
    """40 cells that share a text of a megabyte, line ends included, and so many bytes, in a file of an eighth of that."""
    rows = [["x" * (MEGABYTE - 1)] for _ in range(40)] + ([["y" * more]] if more else [])
    return padded(parts([Sheet("要求", rows)]), 5 * MEGABYTE)


def columns(count):
    return table("番号,施策名", ["A-1,x" + "," * (count - 2)])


def csv_cells(count):
    return "番号,施策名\nA-1,x\n" + ("," * 999 + "\n") * ((count - 4) // 1000) + "," * ((count - 4) % 1000 - 1) + "\n"


def styles(count):
    xml = f'{HEAD}<styleSheet xmlns="{MAIN}"><cellXfs>{"<xf/>" * count}</cellXfs></styleSheet>'
    return with_parts({"xl/styles.xml": xml})


def formats(count):
    own = "".join(f'<numFmt numFmtId="{200 + i}" formatCode="0"/>' for i in range(count))
    return with_parts({"xl/styles.xml": f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts>{own}</numFmts></styleSheet>'})


def duplicates(count):
    return "".join(f"k{i}: 1\nk{i}: 1\n" for i in range(count)) + FRONT


class Sparse:
    """A file of so many bytes, none of which takes room."""

    def __init__(self, size):
        self.size = size


# ---- the table

class Row:
    """below and above: what makes the file; None as below: another test reads it. place: (line, column), a cell, or
    None for the file as a whole. value and words: as the header and as the messages have the limit."""

    def __init__(self, limit, value, words, diagnostic, suffix, below, above, place, arguments=()):
        self.limit, self.value, self.words, self.diagnostic = limit, value, words, diagnostic
        self.suffix, self.below, self.above, self.place, self.arguments = suffix, below, above, place, arguments


def scalar_rows():
    most = MEGABYTE
    words = ("1 MB", "1 MB")
    return [
        Row("SCALAR_BYTES", most, words, "YAML_SCALAR_LARGE", "yaml", lambda: long_text(most),
            lambda: long_text(most + 1), (3, 5)),
        Row("SCALAR_BYTES", most, words, "YAML_SCALAR_LARGE", "json",
            lambda: json.dumps({"ministry": "x", "note": "x" * most}),
            lambda: json.dumps({"ministry": "x", "note": "x" * (most + 1)}), (1, 27)),
        Row("SCALAR_BYTES", most, words, "YAML_SCALAR_LARGE", "csv", lambda: table("番号,備考", ["A-1," + "x" * most]),
            lambda: table("番号,備考", ["A-1," + "x" * (most + 1)]), (2, 5)),
        Row("SCALAR_BYTES", most, words, "YAML_SCALAR_LARGE", "csv", lambda: "番号,備考\nA-1," + '"' + '""' * most + '"\n',
            lambda: '番号,備考\nA-1,"' + "x" * (4 * most), (2, 5)),
        Row("SCALAR_BYTES", most, words, "YAML_SCALAR_LARGE", "md", lambda: "---\n" + long_text(most) + "---\n",
            lambda: "---\n" + long_text(most + 1) + "---\n", (4, 5)),
        Row("SCALAR_BYTES", most, words, "MARKDOWN_LARGE", "md",
            lambda: "---\n" + FRONT + REQUEST + "---\n\n" + "x" * most + "\n",
            lambda: "---\n" + FRONT + REQUEST + "---\n\n" + "x" * (most + 1) + "\n", (11, 1)),
        Row("SCALAR_BYTES", most, words, "XLSX_CELL_TEXT", "xlsx",
            lambda: stored([Sheet("a", [["x" * most]])], inline=True),
            lambda: stored([Sheet("a", [["x" * (most + 1)]])], inline=True), None),
        Row("SCALAR_BYTES", most, words, "XLSX_CELL_TEXT", "xlsx", lambda: stored([Sheet("a", [["x" * most]])]),
            lambda: stored([Sheet("a", [["x" * (most + 1)]])]), None),
    ]


def workbook_rows():
    merge = '<mergeCell ref="A1:A2"/>'
    return [
        Row("ZIP_ENTRIES", 1000, ("1000 個", "limit of 1000"), "XLSX_PARTS", "xlsx", lambda: part_count(1000),
            lambda: part_count(1001), None),
        Row("ZIP_BYTES", 256 * MEGABYTE, ("256 MB", "256 MB"), "XLSX_EXPANDED", "xlsx",
            lambda: expanded(256 * MEGABYTE), lambda: expanded(256 * MEGABYTE + 1), None),
        Row("ZIP_RATIO", 200, ("200 倍", "200 times"), "XLSX_RATIO", "xlsx", lambda: ratio(45), lambda: ratio(35), None),
        Row("ZIP_SMALL", MEGABYTE, ("200 倍", "200 times"), "XLSX_RATIO", "xlsx",
            lambda: with_parts({"xl/media/a.png": bytes(MEGABYTE)}),
            lambda: with_parts({"xl/media/a.png": bytes(MEGABYTE + 1)}), None),
        Row("XML_DEPTH", 64, ("64 段", "limit of 64"), "XLSX_DEPTH", "xlsx",
            lambda: with_sheet("<x>" * 62 + "</x>" * 62), lambda: with_sheet("<x>" * 63 + "</x>" * 63), None),
        Row("XML_TOKEN", MEGABYTE, ("1 MB", "limit of 1 MB"), "XLSX_TOKEN", "xlsx",
            lambda: with_sheet(f'<row x="{"x" * (MEGABYTE - 70000)}"/>'),
            lambda: with_sheet(f'<row x="{"x" * (MEGABYTE + 70000)}"/>'), None),
        Row("XML_TOKEN", MEGABYTE, ("1 MB", "limit of 1 MB"), "XLSX_TOKEN", "xlsx",
            lambda: with_sheet("<!--x-->" * 500000), lambda: with_sheet(f'<!--{"x" * (MEGABYTE + 70000)}-->'), None),
        Row("TABLE_CELLS", 1000000, ("1000000 個", "limit of 1000000"), "XLSX_CELLS", "xlsx", lambda: cells("VD"),
            lambda: cells("VE"), None),
        Row("TABLE_TEXT", 32 * MEGABYTE, ("32 MB", "32 MB"), "XLSX_TEXT", "xlsx", lambda: texts(0), lambda: texts(1),
            None),
        Row("TABLE_CELL_BYTES", 2, ("2000000 個", "limit of 2000000"), "XLSX_CELLS", "xlsx", lambda: many_cells("ARH"),
            lambda: many_cells("ARI"), None),
        Row("TABLE_TEXT_RATIO", 8, ("40 MB", "40 MB"), "XLSX_TEXT", "xlsx", lambda: much_text(0), lambda: much_text(1),
            None),
        Row("TABLE_COLUMNS", 16384, ("sheetData", "sheetData"), "XLSX_BROKEN", "xlsx",
            lambda: with_sheet('<row><c r="XFD1"><v>1</v></c></row>'), lambda: with_sheet('<row><c r="XFE1"/></row>'), None),
        Row("TABLE_ROWS", 1048576, ("sheetData", "sheetData"), "XLSX_BROKEN", "xlsx",
            lambda: with_sheet('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'),
            lambda: with_sheet('<row r="1048577"/>'), None),
        Row("SHEETS", 256, ("256 枚", "limit of 256"), "XLSX_SHEETS", "xlsx",
            lambda: workbook([Sheet(f"s{i}", [["x"]]) for i in range(256)]),
            lambda: workbook([Sheet(f"s{i}", [["x"]]) for i in range(257)]), None),
        Row("MERGES", 100000, ("100000 か所", "limit of 100000"), "XLSX_MERGES", "xlsx",
            lambda: with_sheet("", merge * 100000), lambda: with_sheet("", merge * 100001), None),
        Row("STYLES", 65536, ("65536 種類", "limit of 65536"), "XLSX_STYLES", "xlsx", lambda: styles(65536),
            lambda: styles(65537), None),
        Row("NUMBER_FORMATS", 1024, ("1024 種類", "limit of 1024"), "XLSX_FORMATS", "xlsx", lambda: formats(1024),
            lambda: formats(1025), None),
    ]


TABLE = [
    Row("FILE_BYTES", 256 * MEGABYTE, ("256 MB", "256 MB"), "FILE_LARGE", "yaml", lambda: Sparse(256 * MEGABYTE),
        lambda: Sparse(256 * MEGABYTE + 1), None),
    Row("YAML_DEPTH", 64, ("上限 64", "deeper than 64"), "YAML_DEPTH", "yaml", lambda: nested(63), lambda: nested(64),
        (3, 68)),
    Row("YAML_DEPTH", 64, ("上限 64", "deeper than 64"), "YAML_DEPTH", "json",
        lambda: '{"note": ' + "[" * 63 + "]" * 63 + "}", lambda: '{"note": ' + "[" * 64 + "]" * 64 + "}", (1, 73)),
    Row("YAML_NODES", 4000000, ("400 万個", "4 million"), "YAML_NODES", "yaml", lambda: aliases(990),
        lambda: aliases(991), (5, 5)),
    Row("YAML_NODES", 4000000, ("400 万個", "4 million"), "YAML_NODES", "ndjson",
        None, lambda: ("{年度: &a [" + "0," * 999 + "], 備考: [" + "*a," * 1600 + "]}\n") * 3, (3, 4404)),
    Row("YAML_ANCHORS", 256, ("256 まで", "256 in a document"), "YAML_ANCHORS", "yaml", lambda: anchors(256),
        lambda: anchors(257), (3, 2206)),
    *scalar_rows(),
    Row("REQUESTS", 100000, ("10 万件", "100,000"), "TOO_MANY_REQUESTS", "yaml", None, lambda: requests(100001),
        (100004, 3)),
    Row("REQUESTS", 100000, ("10 万件", "100,000"), "TOO_MANY_REQUESTS", "csv", None, lambda: csv_requests(100001),
        (100002, 1)),
    *workbook_rows(),
    Row("TABLE_COLUMNS", 16384, ("16384 個", "limit of 16384"), "TABLE_COLUMNS", "csv", lambda: columns(16384),
        lambda: columns(16385), (2, 16389)),
    Row("TABLE_SUBMISSIONS", 1000, ("1000 組", "limit of 1000"), "TABLE_SUBMISSIONS", "csv",
        lambda: table("府省庁,番号,施策名", (f"{i}庁,A-{i},x" for i in range(1000))),
        lambda: table("府省庁,番号,施策名", (f"{i}庁,A-{i},x" for i in range(1001))), (1002, 1)),
    Row("CSV_CELLS", 4000000, ("4000000 個", "limit of 4000000"), "TABLE_CELLS", "csv", lambda: csv_cells(4000000),
        lambda: csv_cells(4000001), (4002, 997)),
]

EXCEPTIONS = {  # limit -> the file that tests it, where no input of a few lines can
    "DIAGNOSTICS": "tests/support/limits.py",
    "MEND_ROUNDS": "tests/support/limits.py",
    "MEND_BYTES": "tests/support/limits.py",
    "TABLE_ROWS_BACK": "tests/support/limits.py",
    "MAP_VALUES": "tests/support/limits.py",
    "INCLUDES_DEPTH": "tests/support/limits.py",
    "PREDICATE_DEPTH": "tests/support/limits.py",
    "JOBS": "tests/support/limits.py",
    "PATTERN_MATCH": "tests/unit/text/test_pattern.c",
    "PATTERN_DEPTH": "tests/unit/text/test_pattern.c",
    "PATTERN_HEAP_KB": "tests/unit/text/test_pattern.c",
    "PATTERN_STACK_KB": "tests/unit/text/test_pattern.c",
}


# ---- checking

def start_of(error):
    start = error["start"]
    return None if not start else start.get("cell") or (start["line"], start["column"])


def refusal_problem(run, row, language, template):
    if run.status != 2:
        return f"{language}: status {run.status}: {run.error[-300:]}"
    errors = json.loads(run.out)["errors"]
    if not errors or len(errors) > 1:
        return f"{language}: {len(errors)} errors: {errors[:2]}"
    code, words = template[0], template[1 if language == "ja" else 2]
    if errors[0]["code"] != code or not written(words, errors[0]["message"]):
        return f"{language}: says {errors[0]['code']} {errors[0]['message']}"
    if row.words[language == "en"] not in errors[0]["message"]:
        return f"{language}: does not name the limit: {errors[0]['message']}"
    if row.place != start_of(errors[0]):
        return f"{language}: stands at {start_of(errors[0])}, not {row.place}"
    return None


def limited(run):
    """The errors that speak of a limit."""
    if run.status not in (0, 1, 2):
        return f"status {run.status}: {run.error[-300:]}"
    codes = [error["code"] for error in json.loads(run.out)["errors"]]
    return f"refused: {codes}" if "INPUT-LIMIT" in codes or "INPUT-XLSX" in codes else None


def check_row(tally, runner, row, number, diagnostics, header):
    name = f"limits: {row.limit} ({row.diagnostic} in {row.suffix}, {number})"
    if header.get(row.limit) != row.value:
        tally.check(name, f"the header has {header.get(row.limit)}, the table {row.value}")
        return
    if row.below:
        path = runner.made(row.below, f"below.{row.suffix}")
        tally.check(f"{name}: just below", limited(runner.run("check", "--pack", "r2", "-f", "json", path)))
        path.unlink()
    path = runner.made(row.above, f"above.{row.suffix}")
    problem = None
    for language in ("ja", "en"):
        run = runner.run("check", "--pack", "r2", "-f", "json", "--lang", language, path)
        problem = problem or refusal_problem(run, row, language, diagnostics[row.diagnostic])
    tally.check(f"{name}: just above", problem)
    path.unlink()


def check_complete(tally, header):
    known = {row.limit for row in TABLE} | set(EXCEPTIONS)
    tally.check("limits: each has a test", ", ".join(sorted(set(header) - known)))
    tally.check("limits: each that is tested is there", ", ".join(sorted(known - set(header))))
    for limit, path in EXCEPTIONS.items():
        text = (REPOSITORY / path).read_text(encoding="utf-8")
        word = "MATCH_LIMIT" if limit.startswith("PATTERN") else f'"{limit}"'
        tally.check(f"limits: {limit} is tested by {path}", None if word in text else "it does not speak of it")


def check_diagnostics(tally, runner, header):
    """Mistakes beyond the limit are counted, not kept."""
    for over in (0, 1, 500):
        count = header["DIAGNOSTICS"] + over
        path = runner.made(lambda: duplicates(count), "many.yaml")  # noqa: B023
        run = runner.run("check", "--pack", "r2", "-f", "json", path)
        result = json.loads(run.out)
        counts = len(result["errors"]), result["summary"]["errors"]
        tally.check(f"limits: DIAGNOSTICS + {over}", None if counts == (1000, count) else f"{counts}")


def check_requests(tally, runner):
    """Just below the limit they are all counted; several documents have it together."""
    path = runner.made(lambda: csv_requests(100000), "many.csv")
    run = runner.run("check", "--pack", "r2", "-q", path)
    tally.check("limits: REQUESTS in a table: just below", None if "100,000" in run.out else run.out[-300:])
    path = runner.made(lambda: requests(60000) + "---\n" + requests(60000), "two.yaml")
    run = runner.run("check", "--pack", "r2", "-q", path)
    good = run.status == 2 and "60,000" in run.out and "10 万件" in run.out
    tally.check("limits: REQUESTS in two documents", None if good else run.out[-300:])


def check_jobs(tally, runner):
    path = runner.made(lambda: FRONT + "施策: []\n", "jobs.yaml")
    outputs = [runner.run("check", "--pack", "r2", "-f", "json", "-j", jobs, path) for jobs in ("1", "64", "65", "1024")]
    same = len({(run.status, run.out) for run in outputs}) == 1 and outputs[0].status == 1
    tally.check("limits: JOBS: more are no more", None if same else f"{[run.status for run in outputs]}")
    tally.check("limits: JOBS: 1025", None if runner.run("check", "-j", "1025", path).status == 2 else "taken")


def check_mending(tally, runner, header):
    """So many mistakes are mended, the next one is named."""
    for over in (0, 1):
        count = header["MEND_ROUNDS"] + over
        path = runner.made(lambda: FRONT + "".join(f"k{i}：1\n" for i in range(count)), "mend.yaml")  # noqa: B023
        run = runner.run("check", "--pack", "r2", "-q", "--fix", path)
        left = path.read_text(encoding="utf-8").count("：")
        good = left == over and run.status == (2 if over else 1)
        tally.check(f'limits: "MEND_ROUNDS" + {over}', None if good else f"{left} left, status {run.status}")


    slips = "".join(f"k{i}：1\n" for i in range(60))
    path = runner.made(lambda: FRONT + f"# {'x' * 998}\n" * (header["MEND_BYTES"] // 50000) + slips, "mend.yaml")
    run = runner.run("check", "--pack", "r2", "-q", "--fix", path)
    left = path.read_text(encoding="utf-8").count("：")
    good = 0 < left < 60 and run.status == 2 and "もう一度 --fix" in run.error
    tally.check('limits: "MEND_BYTES"', None if good else f"{left} left, status {run.status}: {run.error[-200:]}")


def check_rows_back(tally, runner, header):
    """A row goes on with a request so many requests further up; one beyond that is a request of its own."""
    for over in (0, 1):
        between = header["TABLE_ROWS_BACK"] - 1 + over
        rows = ["R-0,x,新規,1億円,2(1)③,y", *(f"R-{i},x,新規,1億円,2(1)③,y" for i in range(1, between + 1)), "R-0,x,,,2(4)③,z"]
        path = runner.made(lambda: table("番号,施策名,区分,要求額,分野,理由", rows), "back.csv")  # noqa: B023
        run = runner.run("convert", path, "-", "-f", "json")
        requests = json.loads(run.out)["施策"]
        counts = len(requests), len(requests[0]["重点分野"])
        good = counts == ((between + 2, 1) if over else (between + 1, 2))
        tally.check(f'limits: "TABLE_ROWS_BACK" + {over}', None if good else f"{counts}: {run.error[-200:]}")


def check_map(tally, runner, diagnostics, header):
    table_path = runner.made(lambda: table("番号,施策名,府省庁", ["A-1,x,y"]), "mapped.csv")
    for over in (0, 1):
        marks = ", ".join(f"m{i}" for i in range(header["MAP_VALUES"] + over))
        path = runner.made(lambda: f"format: juten-columns/1\ncolumns: {{番号: id}}\nnone: [{marks}]\n", "map.yaml")  # noqa: B023
        run = runner.run("check", "--columns", path, table_path, "--pack", "r2", "-q")
        refused = diagnostics["COLUMNS_LIST"][1].split("{")[0] in run.error and run.status == 2
        tally.check(f'limits: "MAP_VALUES" + {over}', None if refused == bool(over) else f"{run.status}: {run.error[-200:]}")


# ---- writing

def documents(count):
    return "".join(f"---\nministry: m{i}\nfiscal_year: 2020\nrequests: [{{id: A}}]\n" for i in range(count))


def check_writing(tally, runner, diagnostics):
    """What another form can't hold is refused with its words, and nothing is written; just below it is written."""
    cells, request = 32767, "ministry: m\nfiscal_year: 2020\nrequests: [{{id: A, summary: {}}}]\n"
    cases = {
        "CONVERT_LONG": ("xlsx", lambda: request.format("x" * cells), lambda: request.format("x" * (cells + 1))),
        "CONVERT_SIZE": ("xlsx", lambda: documents(255), lambda: documents(256)),
        "CONVERT_MANY": ("csv", lambda: documents(1000), lambda: documents(1001)),
    }
    for name, (form, below, above) in cases.items():
        for label, make, wanted in (("just below", below, 0), ("just above", above, 2)):
            target = runner.folder / f"out.{form}"
            target.unlink(missing_ok=True)
            run = runner.run("convert", runner.made(make, "in.yaml"), target)
            said = [line.split("] ", 1)[1] for line in run.error.splitlines() if f"[{diagnostics[name][0]}]" in line]
            right = wanted == 0 or (len(said) == 1 and written(diagnostics[name][1], said[0]))
            good = run.status == wanted and right and target.exists() == (wanted == 0)
            tally.check(f"limits: writing: {name}: {label}", None if good else f"{run.status}: {run.error[-300:]}")
    run = runner.run("convert", runner.made(lambda: request.format('"a\\rb"'), "in.yaml"), runner.folder / "cr.xlsx")
    told = "改行の CR を含む値（1 か所）" in run.error and run.status == 0
    tally.check("limits: writing: CR is said to become LF in a workbook", None if told else f"{run.status}: {run.error[-300:]}")


# ---- packs

PACK = """format: juten-pack/1
id: t
version: 1.0.0
labels: {levels: [{numeral: arabic, write: '{}'}]}
anchor: [c0]
ministries: [{code: '1', name: Mint, en: The Mint}]
clauses: [{id: C1, label: '1', heading: {ja: one, en: One}, claimable: true, suggest: true}]
concepts:
"""


def included(depth):
    """A chain of so many concepts, the outermost first."""
    chain = "".join(f"  c{i}: {{label: {{ja: A, en: A}}, terms: [alpha{i}], includes: [c{i + 1}]}}\n" for i in range(depth - 1))
    return PACK + chain + f"  c{depth - 1}: {{label: {{ja: A, en: A}}, terms: [omega]}}\n"


def predicates(depth):
    evidence = "{all: [" * (depth - 1) + "c0" + "]}" * (depth - 1)
    return included(1) + f"---\nclause: '1'\ncriteria: [{{id: K, asks: {{ja: a, en: b}}, evidence: {evidence}}}]\n"


PACKS = {"INCLUDES_DEPTH": (included, 32, "PACK_INCLUDES_DEPTH", ("32 段", "deeper than 32")),
         "PREDICATE_DEPTH": (predicates, 16, "PACK_PREDICATE_DEPTH", ("16 段", "deeper than 16"))}


def check_packs(tally, runner, diagnostics, header):
    for limit, (make, value, diagnostic, words) in PACKS.items():
        tally.check(f"limits: {limit}", None if header[limit] == value else f"the header has {header[limit]}")
        for depth in (value, value + 1):
            folder = runner.folder / f"{limit}-{depth}"
            folder.mkdir()
            for name, text in zip(("pack.yaml", "more.yaml"), make(depth).split("---\n")):
                (folder / name).write_text(text, encoding="utf-8")
            for language in ("ja", "en"):
                run = runner.run("rules", "list", "--pack", folder, "--lang", language)
                if depth == value:
                    problem = None if run.status == 0 else run.error
                else:
                    good = run.status == 2 and diagnostics[diagnostic][0] in run.error and words[language == "en"] in run.error
                    problem = None if good else f"status {run.status}: {run.error}"
                tally.check(f"limits: {limit}: depth {depth}, {language}", problem)


# ---- the ways in

def ways(folder):
    """Name -> arguments, and what is standard input; {} stands for the file."""
    good = REPOSITORY / "tests/golden/shared/good.yaml"
    return {
        **{f"check x.{ending}": (("check", f"{{}}.{ending}"), None)
           for ending in ("yaml", "yml", "json", "ndjson", "csv", "md", "xlsx")},
        "check -": (("check", "-"), "{}"), "check - as a workbook": (("check", "-", "--input-format", "xlsx"), "{}"),
        "check --fix": (("check", "--fix", "{}.yaml"), None),
        "suggest": (("suggest", "{}"), None), "--previous": (("check", good, "--previous", "{}.yaml"), None),
        "--files-from": (("check", "--files-from", "{}"), None), "--files-from -": (("check", "--files-from", "-"), "{}"),
        "diff, old": (("diff", "{}.yaml", good), None), "diff, new": (("diff", good, "{}.yaml"), None),
        "diff -": (("diff", "-", good), "{}"), "diff, a result": (("diff", "{}.result", good), None),
        "report": (("report", "{}"), None), "report -": (("report", "-"), "{}"),
        "rules print": (("rules", "print", "{}", "--pack", "r2"), None),
        "rules trace": (("rules", "trace", "{}", "--pack", "r2"), None),
        "--pack": (("check", good, "--pack", folder / "pack"), None),
        "explain --pack": (("explain", "C1", "--pack", folder / "prints"), None),
        "rules trace --against": (("rules", "trace", "--pack", "r2", "--against", folder / "pack"), None),
    }


def lay_packs(folder):
    for name, large in (("pack", "more.yaml"), ("prints", "guideline.prints")):
        (folder / name).mkdir()
        (folder / name / "pack.yaml").write_text(included(1), encoding="utf-8")
        os.truncate(os.open(folder / name / large, os.O_CREAT | os.O_WRONLY), HUGE)


def check_huge(tally, runner):
    """A file of 2 GB: refused without being read."""
    for ending in ("", ".yaml", ".yml", ".json", ".ndjson", ".csv", ".md", ".xlsx", ".result"):
        path = runner.folder / f"huge{ending}"
        path.write_text('{"schema": "juten-result/1", ' if ending == ".result" else "", encoding="utf-8")
        os.truncate(path, HUGE)
    lay_packs(runner.folder)
    huge = str(runner.folder / "huge")
    for name, (arguments, stdin) in ways(runner.folder).items():
        given = [str(argument).replace("{}", huge) for argument in arguments]
        run = runner.run(*given, stdin=huge if stdin else None)
        words = run.out + run.error
        problem = None
        if run.status != 2 or not re.search("256 MB|File too large|大きすぎ", words):
            problem = f"status {run.status}: {words[-300:]}"
        elif run.memory > MEMORY_MOST or run.seconds > 2:
            problem = f"{run.memory // MEGABYTE} MB, {run.seconds:.1f} s"
        tally.check(f"limits: 2 GB: {name}", problem)


def check_pipe(tally, runner):
    """More than fits comes through a pipe: no more than that is read."""
    for arguments in (("check", "-"), ("report", "-"), ("check", "--files-from", "-")):
        run = runner.run(*arguments, piped=runner.folder / "huge")
        good = run.status == 2 and re.search("256 MB|大きすぎ", run.out + run.error)
        problem = None if good and run.memory < 300 * MEGABYTE else f"{run.status}, {run.memory // MEGABYTE} MB: {run.error[-300:]}"
        tally.check(f"limits: an endless pipe: {' '.join(arguments)}", problem)


def check_kinds(tally, runner):
    """What is no file is not waited for."""
    pipe, folder = runner.folder / "pipe.yaml", runner.folder / "folder.yaml"
    os.mkfifo(pipe)
    folder.mkdir()
    good = REPOSITORY / "tests/golden/shared/good.yaml"
    for name, path in (("a pipe", pipe), ("a device", "/dev/zero"), ("a folder", folder)):
        for arguments in (("check", path), ("check", good, "--previous", path), ("report", path), ("diff", path, good),
                          ("rules", "print", path, "--pack", "r2"), ("check", good, "--pack", path)):
            run = runner.run(*arguments)
            problem = None if run.status == 2 and run.out + run.error else f"status {run.status}: {run.error[-300:]}"
            if run.memory > MEMORY_MOST or run.seconds > 2:
                problem = f"{run.memory // MEGABYTE} MB, {run.seconds:.1f} s"
            tally.check(f"limits: {name}: {' '.join(map(str, arguments[:1]))} … {name}", problem)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--binary", default=DEFAULT_BINARY)
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    tally, header, diagnostics = Tally(options.verbose), header_limits(), templates()
    folder = pathlib.Path(tempfile.mkdtemp())
    try:
        runner = Runner(options.binary, folder, Sparse)
        check_complete(tally, header)
        for number, row in enumerate(TABLE, 1):
            check_row(tally, runner, row, number, diagnostics, header)
        check_diagnostics(tally, runner, header)
        check_requests(tally, runner)
        check_jobs(tally, runner)
        check_mending(tally, runner, header)
        check_rows_back(tally, runner, header)
        check_map(tally, runner, diagnostics, header)
        check_writing(tally, runner, diagnostics)
        check_packs(tally, runner, diagnostics, header)
        check_huge(tally, runner)
        check_pipe(tally, runner)
        check_kinds(tally, runner)
    finally:
        shutil.rmtree(folder)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
