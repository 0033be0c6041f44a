#!/usr/bin/env python3
"""Files made to harm whoever reads them: refused, or read as what they are, at once and within 100 MB.

usage: bombs.py [--binary B] [--measures] [-v]      B: what is tested; else build/juten
Each has the seconds that it took on one slow core and may take ten times as many; --measures prints what each takes.
"""
import argparse
import json
import pathlib
import random
import re
import shutil
import struct
import sys
import tempfile
import threading
import time
import zipfile
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from command import DEFAULT_BINARY  # noqa: E402
from diagnostics import templates, written  # noqa: E402
from measured import MEGABYTE, Runner  # noqa: E402
from tally import Tally  # noqa: E402
from workbook import HEAD, MAIN, PACKAGE, RELATIONS, Formula, Number, Sheet, archive, parts  # noqa: E402

MEMORY_MOST = 100 * MEGABYTE
HEADER = ["府省庁", "年度", "番号", "施策名", "区分", "要求額（百万円）", "前年度額（百万円）", "分野", "理由"]
REASON = "脆弱なIoT機器を見付け、その利用者に設定の改め方を知らせる窓口を置く。"
ROW = ["総務省", "令和2年度", "M-1", "IoT機器の相談窓口", "継続", Number(120), Number(120), "2(1)③", REASON]
SHEET = "xl/worksheets/sheet1.xml"
READ_PARTS = ("_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/styles.xml", SHEET)


def plain(*rows):
    return parts([Sheet("要求", [HEADER, *(rows or [ROW])])])


def changed(**texts):
    return archive({**plain(), **{name.replace("__", "/"): text for name, text in texts.items()}})


def with_part(name, text):
    return archive({**plain(), name: text})


def sheet_xml(inside, before="", after=""):
    return f'{HEAD}<worksheet xmlns="{MAIN}">{before}<sheetData>{inside}</sheetData>{after}</worksheet>'


# ---- archives

def entry(name, data, at, size, method=8):
    """(local header with data, entry of the directory) of a part."""
    name, crc = name.encode(), zlib.crc32(b"")
    shared = struct.pack("<HHHHHIII", 20, 0, method, 0, 33, crc, len(data), size)
    local = b"PK\3\4" + shared + struct.pack("<HH", len(name), 0) + name + data
    central = b"PK\1\2" + struct.pack("<H", 20) + shared + struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, at) + name
    return local, central


def directory(body, entries):
    table = b"".join(entries)
    return body + table + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, len(entries), len(entries), len(table), len(body), 0)


def deflated(data):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def overlapping(count, size):
    """One part's bytes under many names: each sheet of the workbook is the same megabyte."""
    names = [f"xl/worksheets/sheet{i}.xml" for i in range(1, count + 1)]
    kernel = deflated(b" " * size)
    local, _ = entry(names[0], kernel, 0, size)
    return directory(local, [entry(name, kernel, 0, size)[1] for name in names])


def same_part_often(other_letters=False):
    """250 sheets in one part of 25 MB; names of parts are the same in any letters."""
    texts = parts([Sheet(f"s{i}", [["府省庁"]]) for i in range(250)])
    dice = random.Random(1)
    texts[SHEET] = sheet_xml("".join(f'<row r="{i}" a="{dice.random()}"/>' for i in range(1, 500001)))
    relations = "xl/_rels/workbook.xml.rels"
    cases = ["".join(c.upper() if i >> k & 1 else c for k, c in enumerate("worksheets")) for i in range(1024)]
    one = lambda found: f"{cases[int(found[1])] if other_letters else 'worksheets'}/sheet1.xml"  # noqa: E731
    texts[relations] = re.sub(r"worksheets/sheet(\d+).xml", one, texts[relations])
    return archive(texts)


def nested_archive():
    inner = archive({f"{i}.txt": bytes(MEGABYTE) for i in range(100)})
    return with_part("xl/embeddings/bomb.zip", inner)


def lying(actual, said):
    data = bytearray(with_part(SHEET, sheet_xml("<row>" + " " * actual + "</row>")))
    for start, field in ((data.index(SHEET.encode()) - 30, 22), (data.rindex(SHEET.encode()) - 46, 24)):
        struct.pack_into("<I", data, start + field, said)
    return bytes(data)


def endless_directory():
    """A directory that says it has 65535 entries and has none."""
    return b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 65535, 65535, 0, 0, 0)


def two_of_one_name():
    data = bytearray(archive({**plain(), "xl/worksheets/sheet9.xml": sheet_xml("")}))
    other = b"xl/worksheets/sheet9.xml"
    while (at := data.find(other)) >= 0:
        data[at:at + len(other)] = SHEET.encode()
    return bytes(data)


# ---- XML

def laughs(root):
    return '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "' + "ha" * 50 + '">' + "".join(
        f'<!ENTITY {name} "{("&" + before + ";") * 10}">' for before, name in zip("abcdefgh", "bcdefghi")) + \
        f"]><{root}>&i;</{root}>"


def quadratic():
    """One long entity, named often."""
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "{"a" * 100000}">]><worksheet>{"&a;" * 50000}</worksheet>'


# ---- YAML

def billion_laughs():
    lines = ["a: &a [" + ", ".join(["ha"] * 9) + "]"]
    lines += [f"{name}: &{name} [" + ", ".join([f"*{before}"] * 9) + "]" for before, name in zip("abcdefgh", "bcdefghi")]
    return "\n".join(lines) + "\n府省庁: *i\n"


def long_laughs():
    """A text of 1 MB, 1000 times over: few nodes, many bytes."""
    return "府省庁: &a " + "x" * MEGABYTE + "\n施策: [" + "*a, " * 1000 + "]\n"


def request_laughs():
    """Every request is one and the same: no more of them than a file may have."""
    return "府省庁: 総務省\n年度: 2020\n備考: &a {番号: A}\n施策: &b [" + "*a, " * 100001 + "]\n"


def many_keys(count):
    return "府省庁: x\n" + "".join(f"k{i}: 1\n" for i in range(count))


def table_of_ministries(count):
    return "府省庁,番号,施策名\n" + "".join(f"{i}庁,A-{i},x\n" for i in range(count))


# ---- the tables: maker, ending, diagnostic, seconds

REFUSED = {
    "flat, a thousandfold": (lambda: with_part(SHEET, sheet_xml(" " * (200 * MEGABYTE))), "xlsx", "XLSX_RATIO", 0.05),
    "flat, more than everything may be": (lambda: with_part(SHEET, " " * (300 * MEGABYTE)), "xlsx", "XLSX_EXPANDED", 0.05),
    "many entries": (lambda: archive({**plain(), **{f"{i}": b"" for i in range(30000)}}), "xlsx", "XLSX_PARTS", 0.05),
    "entries upon each other": (lambda: overlapping(900, MEGABYTE), "xlsx", "XLSX_EXPANDED", 0.05),
    "entries upon each other, few": (lambda: overlapping(250, MEGABYTE), "xlsx", "XLSX_BROKEN", 0.05),
    "one part read often, in other letters": (lambda: same_part_often(True), "xlsx", "XLSX_EXPANDED", 3),
    "one part read often": (same_part_often, "xlsx", "XLSX_BROKEN", 0.05),
    "a size that is too small": (lambda: lying(50 * MEGABYTE, 1000), "xlsx", "XLSX_BROKEN", 0.05),
    "a size that is too large": (lambda: lying(1000, 4294967295), "xlsx", "XLSX_EXPANDED", 0.05),
    "a directory without end": (endless_directory, "xlsx", "XLSX_BROKEN", 0.05),
    "cut off": (lambda: archive(plain())[:-30], "xlsx", "XLSX_BROKEN", 0.05),
    "two parts of one name": (two_of_one_name, "xlsx", "XLSX_BROKEN", 0.05),
    **{f"entities in {name}": (lambda name=name: with_part(name, laughs("x")), "xlsx", "XLSX_DOCTYPE", 0.05)
       for name in READ_PARTS},
    "a long entity": (lambda: with_part(SHEET, quadratic()), "xlsx", "XLSX_DOCTYPE", 0.05),
    "an external entity": (lambda: with_part(SHEET, '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'),
                           "xlsx", "XLSX_DOCTYPE", 0.05),
    "a parameter entity": (lambda: with_part(SHEET, '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://x.invalid/">%a;]><x/>'),
                           "xlsx", "XLSX_DOCTYPE", 0.05),
    "an attribute of 50 MB": (lambda: archive({**plain(), SHEET: sheet_xml(f'<row a="{"x" * 50 * MEGABYTE}"/>')},
                                              zipfile.ZIP_STORED), "xlsx", "XLSX_TOKEN", 0.1),
    "external links": (lambda: with_part("xl/externalLinks/externalLink1.xml", "<x/>"), "xlsx", "XLSX_EXTERNAL", 0.05),
    "a DDE link": (lambda: with_part("xl/externalLinks/externalLink2.xml", '<x><ddeLink ddeService="cmd" ddeTopic="/c calc"/></x>'),
                   "xlsx", "XLSX_EXTERNAL", 0.05),
    "external references": (lambda: archive(parts([Sheet("要求", [HEADER, ROW])], workbook_extra=(
        "<externalReferences><externalReference/></externalReferences>"))), "xlsx", "XLSX_EXTERNAL", 0.05),
    "data connections": (lambda: with_part("xl/connections.xml", "<x/>"), "xlsx", "XLSX_EXTERNAL", 0.05),
    "a workbook part elsewhere": (lambda: with_part("_rels/.rels", (
        f'{HEAD}<Relationships xmlns="{PACKAGE}"><Relationship Id="a" Type="{RELATIONS}/officeDocument" '
        'TargetMode="External" Target="http://x.invalid/a.xml"/></Relationships>')), "xlsx", "XLSX_BROKEN", 0.05),
    "a sheet elsewhere": (lambda: with_part("xl/_rels/workbook.xml.rels", (
        f'{HEAD}<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{RELATIONS}/worksheet" '
        'TargetMode="External" Target="http://x.invalid/a.xml"/></Relationships>')), "xlsx", "TABLE_HEADER", 0.05),
    "billion laughs": (billion_laughs, "yaml", "YAML_NODES", 0.05),
    "billion laughs in JSON's dress": (lambda: "{" + billion_laughs().replace("\n", ",\n").rstrip(",\n") + "}", "json",
                                       "YAML_NODES", 0.05),
    "a long text, often": (long_laughs, "yaml", "YAML_NODES", 0.1),
    "one request, often": (request_laughs, "yaml", "TOO_MANY_REQUESTS", 0.3),
    "brackets without end": (lambda: "府省庁: " + "[" * 5000000, "yaml", "YAML_DEPTH", 0.1),
    "braces without end": (lambda: '{"a":' * 1000000, "json", "YAML_DEPTH", 0.1),
    "a block without end": (lambda: "- " * 1000000, "yaml", "YAML_DEPTH", 0.1),
    "commas without end": (lambda: "番号,施策名\n" + "," * (50 * MEGABYTE), "csv", "TABLE_COLUMNS", 0.2),
    "rows of commas without end": (lambda: "番号,施策名\nA,x\n" + ("," * 999 + "\n") * 30000, "csv", "TABLE_CELLS", 0.5),
    "a quote without end": (lambda: '番号,施策名\nA,"' + "x" * (50 * MEGABYTE), "csv", "YAML_SCALAR_LARGE", 0.3),
    "ministries without end": (lambda: table_of_ministries(50000), "csv", "TABLE_SUBMISSIONS", 0.3),
}

HARMLESS = {  # what looks like harm and is read as what it is; many ministries' files have hyperlinks
    "an archive in the archive": (nested_archive, 0.05),
    "names that lead out": (lambda: archive({**plain(), "../../../tmp/x": "x", "/etc/x": "x", "..\\x": "x"}), 0.05),
    "a hyperlink": (lambda: archive({**plain(), "xl/worksheets/_rels/sheet1.xml.rels": (
        f'{HEAD}<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{RELATIONS}/hyperlink" '
        'TargetMode="External" Target="https://www.example.go.jp/"/></Relationships>')}), 0.05),
    "a web extension": (lambda: with_part("xl/webextensions/webextension1.xml", "<x/>"), 0.05),
    "entities in a part that is not read": (lambda: with_part("docProps/app.xml", laughs("x")), 0.05),
    "a formula that would call a program": (lambda: archive(plain(
        [*ROW[:3], Formula("cmd|'/c calc'!A1", ROW[3]), *ROW[4:]])), 0.05),
    "a count of texts that is not true": (lambda: with_part("xl/sharedStrings.xml", plain()["xl/sharedStrings.xml"].replace(
        "<sst ", '<sst count="4294967295" uniqueCount="4294967295" ')), 0.05),
    "a dimension that is not true": (lambda: with_part(SHEET, plain()[SHEET].replace(
        "<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')), 0.05),
    "an empty row at the end of the sheet": (lambda: with_part(SHEET, plain()[SHEET].replace(
        "</sheetData>", '<row r="1048576"><c r="XFD1048576"/></row></sheetData>')), 0.05),
    "a merged range over the whole sheet": (lambda: with_part(SHEET, plain()[SHEET].replace(
        "</sheetData>", '</sheetData><mergeCells><mergeCell ref="J1:XFD1048576"/></mergeCells>')), 0.05),
}

ENDURED = {"keys": (lambda: many_keys(10000), "yaml", 0.5), "lines": (lambda: "府省庁: x\n" + "\n" * 5000000, "yaml", 0.5),
           "comments": (lambda: "府省庁: x\n" + "# x\n" * 1000000, "yaml", 0.5)}


# ---- checking

class Check:
    def __init__(self, tally, runner, measures):
        self.tally, self.runner, self.measures = tally, runner, measures
        self.diagnostics = templates()

    def run(self, name, make, ending, seconds, arguments=("-f", "json")):
        """The run, and what is wrong with what it took."""
        path = self.runner.made(make, f"bomb.{ending}")
        run = self.runner.run("check", "--pack", "r2", *arguments, path)
        path.unlink()
        if self.measures:
            print(f"{run.seconds:6.2f} s {run.memory / MEGABYTE:6.1f} MB  {name}", flush=True)
        if run.status not in (0, 1, 2):
            return run, f"status {run.status}: {run.error[-300:]}"
        if run.memory > MEMORY_MOST or run.seconds > 10 * seconds:
            return run, f"{run.memory // MEGABYTE} MB, {run.seconds:.1f} s"
        return run, None

    def refused(self, name, make, ending, diagnostic, seconds):
        run, problem = self.run(name, make, ending, seconds)
        if not problem:
            errors = json.loads(run.out)["errors"]
            code, words, _ = self.diagnostics[diagnostic]
            if len(errors) != 1 or errors[0]["code"] != code or not written(words, errors[0]["message"]):
                problem = f"says {errors}, not {diagnostic}"
        self.tally.check(f"bombs: refused: {name}", problem)

    def harmless(self, name, make, seconds):
        run, problem = self.run(name, make, "xlsx", seconds)
        if not problem:
            result = json.loads(run.out)
            found = [request["title"] for each in result["submissions"] for request in each["requests"]]
            if result["errors"] or found != [ROW[3]]:
                problem = f"{found}, {result['errors']}"
        self.tally.check(f"bombs: harmless: {name}", problem)


def restless(path, whole, stop):
    """A file that grows, shrinks and is replaced while it is read."""
    dice = random.Random(3)
    while not stop.is_set():
        with open(path, "r+b") as file:
            file.truncate(dice.randrange(len(whole)))
            file.seek(0)
            file.write(whole[:dice.randrange(len(whole))])
        time.sleep(0.0005)


def check_restless(tally, runner):
    text = ("府省庁: 総務省\n年度: 2020\n施策:\n" + "- {番号: A, 施策名: 窓口}\n" * 2000).encode()
    sheets = [Sheet("要求", [HEADER, *[ROW] * 200])]
    for ending, whole in (("yaml", text), ("csv", "番号,施策名\nA,窓口\n".encode() * 3000), ("xlsx", archive(parts(sheets)))):
        path, stop = runner.folder / f"restless.{ending}", threading.Event()
        path.write_bytes(whole)
        writer = threading.Thread(target=restless, args=(path, whole, stop))
        writer.start()
        runs = [runner.run("check", "--pack", "r2", "-q", path) for _ in range(15)]
        stop.set()
        writer.join()
        bad = [run for run in runs if run.status not in (0, 1, 2)]
        tally.check(f"bombs: a file that changes while it is read: {ending}", f"{bad[0].status}" if bad else None)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--binary", default=DEFAULT_BINARY)
    parser.add_argument("--measures", action="store_true")
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    tally = Tally(options.verbose)
    folder = pathlib.Path(tempfile.mkdtemp())
    try:
        check = Check(tally, Runner(options.binary, folder), options.measures)
        for name, (make, ending, diagnostic, seconds) in REFUSED.items():
            check.refused(name, make, ending, diagnostic, seconds)
        for name, (make, seconds) in HARMLESS.items():
            check.harmless(name, make, seconds)
        for name, (make, ending, seconds) in ENDURED.items():
            tally.check(f"bombs: endured: {name}", check.run(name, make, ending, seconds, ("-q",))[1])
        check_restless(tally, check.runner)
    finally:
        shutil.rmtree(folder)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
