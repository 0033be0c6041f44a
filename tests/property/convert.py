#!/usr/bin/env python3
"""`juten convert` loses nothing: submissions made at random, with every field and hostile texts, and the shipped ones, go
from YAML through another form and back; what comes out is the same to another reader of YAML, and to `juten check`.

Same means: every field has the same text. Fields with nothing but blanks in them may be gone behind a table, and a
workbook reads CR as LF. Workbooks are opened by openpyxl too, where it is there. Without libxlsxwriter what needs it is
skipped. What a form cannot hold must be refused, with nothing written.

usage: convert.py [--binary B] [--seed N] [--rounds N] [-v]
"""
import argparse
import json
import pathlib
import random
import subprocess
import sys
import tempfile

import yaml

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from command import DEFAULT_BINARY, REPOSITORY, Command  # noqa: E402
from tally import Tally  # noqa: E402

FORMS = {"xlsx": "xlsx", "csv": "csv", "json": "json", "ndjson": "ndjson", "markdown": "md", "yaml": "yaml"}
TABLES = ("csv", "xlsx")
MISTAKEN = ("submissions/needs-work/1-figures.yaml", "submissions/needs-work/2-fields.yaml")   # hold what is no field
OPENPYXL = ("/usr/bin/python3", sys.executable)

FILE = ("ministry", "fiscal_year", "unit", "total")
REQUEST = ("id", "title", "category", "amount", "previous", "supplementary", "special", "it_investment",
           "cio_coordination", "summary", "outcome", "offset", "office", "note")
ROW = ("item", "amount", "relisted", "partial")
CLAIM = ("area", "justification", "amount")
HOSTILE = (
    "=1+1", "+1+cmd|x", "-1-2", "@SUM(A1)", "\t=1", "'=1", "''=1", "'", "''", "'tis", "＝1", "＋x", "－x", "－", "-", "--", "―",
    "-5", "+5", "-1.5", "- x", "? x", ": x", "x:", "x: y", "x #y", "#x", "x#y", "*強化", "&a b", "!tag", "|", "> x", "%x", "`x",
    "[総務省]", "{a: b}", "[", "]", "}", ",", '"', '""', '"x"', 'x"y', "a,b", "012", "2020", "1.50", "1e3", "0x1F", "1_000", "0o7",
    ".5", ".inf", "12:30", "2019-04-01", "2019-04-01T00:00:00Z", "yes", "No", "on", "true", "FALSE", "y", "null", "~", "Null", "<<",
    "=", "---", "...", "--- x", "a\nb", "a\nb\n", "a\n\nb\n\n", "\na", "a\n  b\n c", "a\n---\nb", "---\na", "a\n\tb", "a\r\nb", "a\rb",
    "a\\nb", "\\", " x", "x ", "　x　", "x\u3000", "x\n ", "\tx", "x\t", "ａｂｃ１２３", "①ⅲ", "😀👨‍👩‍👧", "𠮷野家", "e\u0301", "\u200bx", "\ufeffx", "x\u2028y",
    "x\u0085y", "\u202ex", "\x07", "\x1b[31m", "\x7f", "_x000D_", "_x005F_x000D_", "_x0041_", "<b>&amp;</b>", "]]>", "百万円",
    "要求額（百万円）", "施策名", "合計", "計", "分野", "長い" * 700, "a" * 32760, "x,y\r\n\"z\"", "・x", "“x”", "‘x’ y", "「x」", "x “y” #z", "：x", "x：y", "１．５億円", "{0}")
AMOUNTS = ("120", "1.5億円", "１，６４６百万円", "150,000千円", "▲0.3億円", "―", "-", "事項要求", "一括計上", "10億円の内数", "約1.5億円",
           "120（100）", "0", "012", "-30", "12.50", "1億5,000万円", "2147483648", "99999999999999999999")


# ---- submissions made at random
class Maker:
    def __init__(self, random_, empties):
        self.random, self.empties, self.count = random_, empties, 0

    def text(self):
        kind = self.random.random()
        if self.empties and kind < 0.1:
            return self.random.choice(("", "  ", "　"))
        if kind < 0.7:
            return self.random.choice(HOSTILE)
        return "".join(self.random.choice(HOSTILE)[:40] for _ in range(self.random.randint(2, 4)))

    def value(self, field):
        usual = {"category": ("新規", "継続", "expanded"), "it_investment": ("はい", "no", "true"), "relisted": ("true", "はい"),
                 "partial": ("false", "いいえ"), "fiscal_year": ("令和2年度", "2020", "R2"), "unit": ("百万円", "千円"),
                 "area": ("2(1)③", "２（１）③", "2-4-1")}.get(field)
        if "amount" in field or field in ("previous", "supplementary", "special", "total"):
            usual = AMOUNTS
        return self.random.choice(usual) if usual and self.random.random() < 0.8 else self.text()

    def some(self, fields, odds):
        chosen = [field for field in fields if self.random.random() < odds]
        self.random.shuffle(chosen)
        return {field: self.value(field) for field in chosen}

    def items(self, fields):
        made = [self.some(fields, 0.8) for _ in range(self.random.randint(0, 4))]
        return [item for item in made if any(value.strip(" 　\t\r\n") for value in item.values())]

    def request(self):
        self.count += 1
        made = {**self.some(REQUEST, 0.8), "id": f"{self.random.choice(('A-', '0', '=', ''))}{self.count}"}
        if self.random.random() < 0.9:
            made["title"] = f"{self.text()}{self.count}"
        for name, fields in (("breakdown", ROW), ("priorities", CLAIM)):
            items = self.items(fields)
            if items:
                made[name] = items
        return made

    def submission(self, requests):
        self.count += 1
        made = {**self.some(FILE, 0.8), "ministry": f"{self.random.choice(('総務省', '-', '=x', 'a:b'))} {self.count}"}
        return {**made, "requests": [self.request() for _ in range(requests)]}


# ---- comparing
def same_text(form, text):
    text = text.strip(" 　\t\r\n") and text
    return text.replace("\r\n", "\n").replace("\r", "\n") if form == "xlsx" else text


def normal(form, value):
    """What must come through that form: behind a table fields of blanks are gone."""
    if isinstance(value, dict):
        members = {key: normal(form, inner) for key, inner in value.items()}
        return {key: inner for key, inner in members.items() if form not in TABLES or inner not in ("", [])}
    if isinstance(value, list):
        return [normal(form, inner) for inner in value]
    return same_text(form, value) if form in TABLES else value


def first_difference(wanted, got, where="") -> str:
    if type(wanted) is not type(got):
        return f"{where}: {wanted!r:.200} became {got!r:.200}"
    if isinstance(wanted, dict):
        for key in [*wanted, *got]:
            if key not in wanted or key not in got:
                return f"{where}.{key}: only {'before' if key in wanted else 'afterwards'}: {wanted.get(key, got.get(key))!r:.200}"
        return next(filter(None, (first_difference(wanted[key], got[key], f"{where}.{key}") for key in wanted)), "")
    if isinstance(wanted, list):
        if len(wanted) != len(got):
            return f"{where}: {len(wanted)} items became {len(got)}"
        return next(filter(None, (first_difference(*pair, f"{where}[{at}]") for at, pair in enumerate(zip(wanted, got)))), "")
    return "" if wanted == got else f"{where}: {wanted!r:.200} became {got!r:.200}"


def load(path):
    return list(yaml.load_all(path.read_bytes().decode(), Loader=yaml.BaseLoader))


def verdicts(command, path):
    """What check says, without places and the bytes found there (which may be escapes); findings by request."""
    run = command.run("-f", "json", "--lang", "en", "--min-severity", "warning", str(path))
    result = json.loads(run.stdout)
    for submission in result["submissions"]:
        for key in ("path", "sha256", "document", "start"):
            submission.pop(key, None)
    findings = sorted((finding["rule"], finding["severity"], str(finding["request"]), str(finding["area"]))
                      for finding in result["findings"])
    return [without_places(result["submissions"]), findings, [error["code"] for error in result["errors"]]]


def without_places(value):
    if isinstance(value, dict):
        return {key: without_places(inner) for key, inner in value.items() if key not in ("start", "end", "byte", "text")}
    return [without_places(inner) for inner in value] if isinstance(value, list) else value


# ---- runs
class Rounds:
    def __init__(self, tally, binary, folder):
        self.tally, self.folder = tally, folder
        self.convert, self.check = Command(binary, "convert"), Command(binary, "check")
        self.workbooks = self.can_write_workbooks()
        self.opener = next((python for python in OPENPYXL if has_openpyxl(python)), None)

    def can_write_workbooks(self):
        source = self.folder / "probe.yaml"
        source.write_text("ministry: x\nrequests: [{id: a, title: b}]\n", encoding="utf-8")
        run = self.convert.run(str(source), str(self.folder / "probe.xlsx"))
        return run.returncode == 0 or b"libxlsxwriter" not in run.stderr

    def run(self, *arguments):
        """None, or what was said."""
        run = self.convert.run(*map(str, arguments))
        return None if run.returncode == 0 else f"exit {run.returncode}: {run.stderr.decode(errors='replace')[-600:]}"

    def through(self, title, source, form, language):
        """From YAML through a form to YAML with English names."""
        if form == "xlsx" and not self.workbooks:
            self.tally.skip(f"{title}: {form}", "libxlsxwriter is not installed")
            return
        middle, back = source.with_name(f"middle.{FORMS[form]}"), source.with_name("back.yaml")
        middle.unlink(missing_ok=True), back.unlink(missing_ok=True)
        problem = self.run(source, middle, "--lang", language) or self.run(middle, back, "--lang", "en")
        if not problem:
            wanted, got = normal(form, load(source)), normal(form, load(back))
            problem = first_difference(wanted, got)
            if not problem and wanted == load(source):
                problem = first_difference(verdicts(self.check, source), verdicts(self.check, back))
        self.tally.check(f"{title}: {form} ({language})", problem)
        if form == "xlsx" and middle.exists():
            self.open_workbook(title, middle)

    def open_workbook(self, title, path):
        if not self.opener:
            self.tally.skip(f"{title}: openpyxl opens the workbook", "openpyxl is not installed")
            return
        script = ("import openpyxl, sys\nfor sheet in openpyxl.load_workbook(sys.argv[1]):\n for row in sheet:\n"
                  "  for cell in row: assert cell.data_type != 'f', cell.coordinate")
        run = subprocess.run([self.opener, "-c", script, str(path)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        self.tally.check(f"{title}: openpyxl opens the workbook, no formula in it", run.returncode and run.stdout.decode()[-400:])

    def made(self, number, random_):
        maker = Maker(random_, number % 2 == 1)
        single = number % 3 == 0
        documents = [maker.submission(1 if single else random_.randint(1, 4)) for _ in range(1 if single else random_.randint(1, 3))]
        source = self.folder / "made.yaml"
        source.write_text(yaml.dump_all(documents, default_style='"', allow_unicode=random_.random() < 0.5, width=10 ** 7,
                                        sort_keys=False), encoding="utf-8")
        for form in FORMS:
            if (form == "markdown" and sum(len(document["requests"]) for document in documents) > 1) or (form == "json" and len(documents) > 1):
                self.refused(f"round {number}", source, form)
            else:
                self.through(f"round {number}", source, form, random_.choice(("ja", "en")))

    def refused(self, title, source, form):
        target = self.folder / (f"refused.{FORMS[form]}")
        run = self.convert.run(str(source), str(target))
        left = [path.name for path in self.folder.glob("refused*")]
        well = run.returncode == 2 and b"CONVERT-" in run.stderr and not left
        self.tally.check(f"{title}: {form} is refused", None if well else f"exit {run.returncode}, {left}: {run.stderr.decode()[-300:]}")

    def shipped(self, path, language):
        """The shipped files, in canonical names first: other readers join the lines that YAML folds."""
        name, source = path.relative_to(REPOSITORY).as_posix(), self.folder / "shipped.yaml"
        source.unlink(missing_ok=True)
        if path.relative_to(REPOSITORY).as_posix() in MISTAKEN:
            self.refused(name, path, "csv")
            return
        problem = self.run(path, source, "--lang", "en")
        if not problem:
            problem = first_difference(verdicts(self.check, path), verdicts(self.check, source))
        self.tally.check(f"{name}: yaml", problem)
        for form in ("xlsx", "csv") if not problem else ():
            self.through(name, source, form, language)

    def impossible(self):
        """What a form cannot hold, one thing each; YAML can hold them all."""
        request = {"id": "A", "title": "t", "amount": "1円"}
        cases = {"a NUL": ("csv xlsx", {"requests": [{**request, "note": "a\0b"}]}),
                 "U+FFFE": ("xlsx", {"requests": [{**request, "note": "\ufffe"}]}),
                 "a long text": ("xlsx", {"requests": [{**request, "note": "a" * 32768}]}),
                 "two requests alike": ("csv xlsx", {"requests": [request, request]}),
                 "a request without name": ("csv xlsx", {"requests": [request, {"amount": "2円"}]}),
                 "a request called total": ("csv xlsx", {"requests": [{"title": "合計", "amount": "1円"}]}),
                 "an empty row": ("csv xlsx", {"requests": [{**request, "breakdown": [{"item": "a"}, {"item": " "}]}]}),
                 "no requests": ("csv xlsx markdown", {"requests": []})}
        for name, (forms, submission) in cases.items():
            source = self.folder / "impossible.yaml"
            source.write_text(yaml.dump({"ministry": "総務省", **submission}, default_style='"', width=10 ** 7), encoding="utf-8")
            for form in forms.split():
                if form != "xlsx" or self.workbooks:
                    self.refused(name, source, form)
            self.through(name, source, "yaml", "ja")
        source.write_text(yaml.dump({"ministry": "総務省", "requests": [{**request, "note": "😀" + "a" * 32765}]}), encoding="utf-8")
        self.through("a text as long as a cell may be", source, "xlsx", "ja")

    def templates(self):
        """Each template can be read as it is, and is no finished submission; that of a workbook has its lists."""
        for form in ("yaml", "csv", "xlsx"):
            for language in ("ja", "en"):
                target = self.folder / f"template-{language}.{form}"
                run = Command(self.convert.binary, "init").run(str(target), "--lang", language)
                if form == "xlsx" and not self.workbooks:
                    self.tally.skip(f"template {form} ({language})", "libxlsxwriter is not installed")
                    continue
                check = self.check.run("-f", "json", str(target))
                result = json.loads(check.stdout)
                well = run.returncode == 0 and check.returncode == 1 and not result["errors"] and result["summary"]["requests"] == 1
                self.tally.check(f"template {form} ({language}) is read, with findings", None if well else check.stdout.decode()[:600])
        if self.workbooks and self.opener:
            script = ("import openpyxl, sys\nsheet, lists = openpyxl.load_workbook(sys.argv[1]).worksheets\n"
                      "for rule in sheet.data_validations.dataValidation:\n"
                      " cells = lists[rule.formula1.split('!')[1].replace('$', '')]\n"
                      " assert len(cells) > 1 and all(cell.value for row in cells for cell in row), rule.formula1\n"
                      "assert len(sheet.data_validations.dataValidation) >= 4 and sheet.freeze_panes")
            run = subprocess.run([self.opener, "-c", script, str(self.folder / "template-ja.xlsx")], stdout=subprocess.PIPE,
                                 stderr=subprocess.STDOUT, check=False)
            self.tally.check("template xlsx: drop-down lists", run.returncode and run.stdout.decode()[-400:])

    def without_library(self):
        """A workbook where libxlsxwriter cannot be opened: its package is named, nothing is written, all else goes on."""
        hidden = self.folder / "hidden"
        hidden.mkdir()
        for number in range(20):
            (hidden / f"libxlsxwriter.so.{number}").write_bytes(b"")
        env = {"LD_LIBRARY_PATH": str(hidden), "LC_ALL": "C.UTF-8"}
        for verb, arguments in (("convert", [str(self.folder / "probe.yaml")]), ("init", [])):
            target = self.folder / f"{verb}-without.xlsx"
            run = subprocess.run([self.convert.binary, verb, *arguments, str(target)], env=env, stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE, check=False)
            well = run.returncode == 2 and b"apt-get install libxlsxwriter" in run.stderr and not list(self.folder.glob("*-without*"))
            self.tally.check(f"{verb} to xlsx without libxlsxwriter", None if well else f"exit {run.returncode}: {run.stderr.decode()}")
        run = subprocess.run([self.convert.binary, "init"], env=env, stdout=subprocess.DEVNULL, check=False)
        self.tally.check("init without libxlsxwriter", run.returncode and f"exit {run.returncode}")


def has_openpyxl(python):
    try:
        return subprocess.run([python, "-c", "import openpyxl"], stderr=subprocess.DEVNULL, check=False).returncode == 0
    except OSError:
        return False


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--binary", default=DEFAULT_BINARY)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("-v", action="store_true", dest="verbose")
    options = parser.parse_args()
    print(f"seed {options.seed}")
    tally = Tally(options.verbose)
    with tempfile.TemporaryDirectory(prefix="juten-convert-") as name:
        rounds = Rounds(tally, options.binary, pathlib.Path(name))
        rounds.impossible()
        rounds.templates()
        rounds.without_library()
        for number in range(options.rounds):
            rounds.made(number, random.Random(f"{options.seed} {number}"))
        random_ = random.Random(options.seed)
        for path in sorted((REPOSITORY / "submissions").glob("*/*.yaml")):
            rounds.shipped(path, random_.choice(("ja", "en")))
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
