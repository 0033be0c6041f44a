#!/usr/bin/env python3
"""One model, many writers: every format shows as many findings of each kind as the JSON result counts.

usage: writers.py [--binary B] [-v]      B: what is tested; else build/juten
READERS has a function for each format that can be read back: it gives the counts that the format shows and the texts of
its findings, and raises ValueError for what the format must never hold. They are run over the shipped submissions, over
an unreadable file and over a stored result that is full of hostile words (hostile.py), whose texts must come through.
What `check` writes and what `report` writes of the stored result is the same, byte for byte.
"""
import argparse
import collections
import csv
import html.parser
import io
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import hostile  # noqa: E402
import sheets  # noqa: E402
from command import DEFAULT_BINARY, REPOSITORY, Command  # noqa: E402
from tally import Tally  # noqa: E402

LEVELS = ("error", "warning", "note")
KINDS = (*LEVELS, "waived", "unreadable")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
csv.field_size_limit(1 << 30)
XSD = REPOSITORY / "tests" / "support" / "junit.xsd"


def count(kinds):
    counts = collections.Counter(kinds)
    return {kind: counts[kind] for kind in KINDS}


def demand(condition, words):
    if not condition:
        raise ValueError(words)


# ---- a reader for each format: bytes -> (counts, texts)

def read_json(data):
    result = json.loads(data)
    kinds = ["waived" if finding["waived"] and finding["waived"]["holds"] else finding["severity"]
             for finding in result["findings"]]
    return count(kinds + ["unreadable"] * len(result["errors"])), [finding["message"] for finding in result["findings"]]


def read_ndjson(data):
    lines = [json.loads(line) for line in data.decode().split("\n")[:-1]]
    parts = [line for line in lines if line["type"] != "summary"]
    findings = [finding for line in parts for finding in line["findings"]]
    errors = [error for line in parts for error in line.get("errors", [])]
    return read_json(json.dumps({"findings": findings, "errors": errors}))


def unlinked(text):
    """What a viewer shows of a message: no link is in it, and no backslash that keeps one away."""
    return re.sub(r"(\\*)\\\](?=\()", lambda found: found[1][:len(found[1]) // 2] + "]", text)


def read_sarif(data):
    run, = json.loads(data)["runs"]
    kinds, texts = [], []
    for result in run["results"]:
        demand(all(result["message"]["text"] for _ in [0]), "an empty message")
        region = result["locations"][0]["physicalLocation"].get("region", {})
        demand(region.get("startLine") == region.get("endLine", region.get("startLine")), "a region of several lines")
        demand(re.fullmatch(r"[A-Za-z0-9._~/:%-]*", result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]),
               "a URI that is none")
        demand("primaryLocationLineHash" in result["partialFingerprints"] or "startLine" not in region, "no line hash")
        accepted = any(one["status"] == "accepted" for one in result["suppressions"])
        kinds.append("waived" if accepted else result["level"])
        texts.append(unlinked(result["message"]["text"]))
    notes = [note for note in run["invocations"][0]["toolExecutionNotifications"] if note["level"] == "error"]
    invocation = run["invocations"][0]
    demand(invocation["executionSuccessful"] == (not notes) == (invocation["exitCode"] < 2), "executionSuccessful")
    rules = run["tool"]["driver"]["rules"]
    demand(all("ruleIndex" not in result or rules[result["ruleIndex"]]["id"] == result["ruleId"]
               for result in run["results"]), "ruleIndex")
    return count(kinds + ["unreadable"] * len(notes)), texts


def validate_junit(data):
    with tempfile.NamedTemporaryFile(suffix=".xml") as file:
        file.write(data)
        file.flush()
        run = subprocess.run(["xmllint", "--noout", "--nonet", "--schema", str(XSD), file.name],
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    demand(run.returncode == 0, run.stdout.decode(errors="replace")[:400])


def read_junit(data):
    validate_junit(data)
    kinds, texts = [], []
    for suite in xml.etree.ElementTree.fromstring(data):
        cases = list(suite)
        found = collections.Counter(child.tag for case in cases for child in case)
        demand(int(suite.get("tests")) == len(cases) and int(suite.get("failures")) == found["failure"] and
               int(suite.get("errors")) == found["error"] and int(suite.get("skipped")) == found["skipped"],
               f"counts of the suite {suite.get('name')[:80]}")
        for child in (child for case in cases for child in case):
            if child.tag == "skipped" and child.get("type") in ("unmet", "guarded", "unknown"):
                continue
            level = re.search(": (error|warning|note) \\[", child.text or "")
            kinds.append({"error": "unreadable", "skipped": "waived"}.get(child.tag) or level[1])
            texts.append(f"{child.get('message')} {child.text}")
    return count(kinds), texts


ANNOTATION = re.compile(r"::(error|warning|notice) (?:file=[^,:\n]*(?:,line=\d+(?:,endLine=\d+(?:,col=\d+,endColumn=\d+)?)?)?,)?title=([^,:\n]*)::(.*)")


def read_github(data):
    """Errors with what is unreadable, notes with what is waived; those that are only counted have no text."""
    counts, texts = collections.Counter(), []
    for line in data.decode().split("\n")[:-1]:
        found = ANNOTATION.fullmatch(line)
        demand(found and not CONTROL.search(line) and "\r" not in line, f"no annotation: {line[:80]!r}")
        level, title, message = found.groups()
        if title == "juten":
            for words, kind in (("誤り", "error"), ("照会", "warning"), ("参考・免除", "notice")):
                more = re.search(rf"ほかに{words} (\d+) 件", message)
                counts[kind] += int(more[1]) if more else 0
            demand(counts["notice"] >= 0, "notices")
            continue
        counts[level] += 1
        texts.append(message)
    demand(all(sum(line.startswith(f"::{level} ") for line in data.decode().split("\n")) <= 10
               for level in ("error", "warning", "notice")), "more than 10 of a level")
    return {kind: counts[kind] for kind in ("error", "warning", "notice")}, texts


def read_gitlab(data):
    issues = json.loads(data)
    levels = {"major": "error", "minor": "warning", "info": "note", "blocker": "unreadable"}
    prints = [issue["fingerprint"] for issue in issues]
    demand(len(set(prints)) == len(prints), "a fingerprint twice")
    demand(all(issue["location"]["lines"]["begin"] >= 1 for issue in issues), "a line below 1")
    demand(not any(issue["location"]["path"].startswith("./") for issue in issues), "./")
    kinds = ["waived" if re.match("免除（", issue["description"]) else levels[issue["severity"]] for issue in issues]
    return count(kinds), [issue["description"] for issue in issues]


def unguarded(cell):
    return cell[1:] if re.match("'+[=@\t\r＝＠+＋－-]", cell) else cell


def read_csv(data):
    demand(data.startswith(b"\xef\xbb\xbf"), "no BOM")
    rows = list(csv.reader(io.StringIO(data[3:].decode(), newline=""), strict=True))
    names, words = rows[0], {"誤り": "error", "照会": "warning", "参考": "note", "読めない": "unreadable"}
    kinds, texts = [], []
    for row in rows[1:]:
        demand(len(row) == len(names), "a row of another length")
        demand(not any(re.match("[=@\t\r＝＠]|[+＋－-][^0-9]*[^0-9.,+＋－-]", cell) for cell in row), f"a formula: {row}"[:200])
        one = dict(zip(names, row))
        kinds.append("waived" if one["免除"] == "免除" else words[one["水準"]])
        texts.append(unguarded(one["指摘"]) + " " + unguarded(one["理由"]))
    demand(data.count(b"\r\n") >= len(rows), "lines that end otherwise")
    return count(kinds), texts


def read_markdown(data):
    text = data.decode()
    demand(not CONTROL.search(text), "control characters")
    demand(not re.search("<(?!br>)", text), f"a tag: {re.findall('<(?!br>).{0,40}', text)[:1]}")
    kinds, words = [], {"誤り": "error", "照会": "warning", "参考": "note"}
    for line in re.findall(r"^- \*\*(?:誤り|照会|参考)\*\* .*", text, re.MULTILINE):
        level, waiver = re.match(r"- \*\*(.*?)\*\* \\\[.*?\\\] (\*\*免除)?", line).groups()
        kinds.append("waived" if waiver else words[level])
    unread = re.search(r"^## 読めない\n\n((?:- .*\n)*)", text, re.MULTILINE)
    kinds += ["unreadable"] * (len(unread[1].splitlines()) if unread else 0)
    hidden = re.search(r"^ほかに参考の指摘 ([\d,]+) 件", text, re.MULTILINE)
    kinds += ["note"] * (int(hidden[1]) if hidden else 0)
    return count(kinds), None  # its words are read by a Markdown reader: tests/clients/markdown.js


HEAD_LINE = re.compile(r"^.*?: (error|warning|note|waived) \[(?!INPUT-|YAML-)([A-Za-z0-9._-]+)\] (.*)$")
UNREAD_LINE = re.compile(r"^.*?: error \[INPUT-[A-Z0-9-]+\] ")
WITHIN_LINE = re.compile(r"^ *= 理由: (.*) \[([A-Z0-9.-]+)\]$")


def read_lines(data):
    """Lines of text and compact. What stands within a clause's finding is one too."""
    kinds, texts = [], []
    for line in data.decode().split("\n")[:-1]:
        demand(not CONTROL.search(line), f"control characters: {line[:80]!r}")
        found = HEAD_LINE.match(line)
        if found and not line.startswith((" ", "|")):
            kinds.append(found[1])
            texts.append(found[3])
        elif UNREAD_LINE.match(line):
            kinds.append("unreadable")
        elif WITHIN_LINE.match(line):
            kinds.append("within")
    return kinds, texts


def read_text(data):
    """The level of what stands within another finding is not said."""
    kinds, texts = read_lines(data)
    counts = collections.Counter("open" if kind in ("error", "warning", "within") else kind for kind in kinds)
    return {kind: counts[kind] for kind in ("open", "note", "waived", "unreadable")}, texts


def read_compact(data):
    kinds, texts = read_lines(data)
    return count(kinds), texts


class Page(html.parser.HTMLParser):
    """The findings of the HTML report, by their elements; everything that could run or load is a fault."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.kinds, self.main, self.text, self.unread = [], {}, [], 0

    def handle_starttag(self, tag, attributes):
        named, classes = dict(attributes), (dict(attributes).get("class") or "").split()
        demand(not any(name.startswith("on") or name == "style" for name in named), f"<{tag} {named}>"[:200])
        demand(tag not in ("img", "iframe", "object", "embed", "link", "base"), f"<{tag}>")
        demand("action" not in named, "a form that goes somewhere")
        demand(not (named.get("href") or "#").strip().lower().startswith(("javascript:", "data:", "http")), "a link outwards")
        if tag == "main":
            self.main = {name[5:]: int(value) for name, value in named.items() if name.startswith("data-")}
        if "finding" in classes:
            self.kinds.append("waived" if "waived" in classes else next(one[2:] for one in classes if one.startswith("s-")))
        self.unread += "unread" in classes

    def handle_data(self, data):
        self.text.append(data)


def read_html(data):
    page = Page()
    page.feed(data.decode())
    counts, main = count(page.kinds), page.main
    shown = {"error": main["errors"], "warning": main["warnings"], "note": main["notes"], "waived": main["waived"]}
    demand(all(counts[kind] == shown[kind] for kind in shown), f"elements {counts}, said {shown}")
    return {**counts, "unreadable": main["unreadable"]}, ["".join(page.text)]


def in_book(data):
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(data)
        file.flush()
        return sheets.read(pathlib.Path(file.name))


def read_xlsx(data):
    book = in_book(data)
    words = {"誤り": "error", "照会": "warning", "参考": "note"}
    rows = sheets.table(book["指摘一覧"])
    kinds = ["waived" if (row["免除の扱い"] or "").startswith("免除") else words[row["水準"]] for row in rows]
    unread = [row for row in book["入力と記録"] if row and len(row) > 1 and row[1] == "読めない"]
    return count(kinds + ["unreadable"] * len(unread)), [f"{row['指摘']} {row['内容']}" for row in rows]


def read_inquiry(data):
    """Questions: what is wrong or asked, and what cannot be read, since a ministry has to answer all."""
    demand(not CONTROL.search(data.decode()), "control characters")
    return {"question": len(re.findall(r"^\| \d+ \| ", data.decode(), re.MULTILINE))}, None


def read_inquiry_xlsx(data):
    questions = 0
    for rows in in_book(data).values():
        heads = [at for at, row in enumerate(rows) if row and row[0] == "問"]
        questions += len(rows[heads[0] + 1:]) if heads else 0
    return {"question": questions}, None


READERS = {"text": read_text, "compact": read_compact, "html": read_html, "xlsx": read_xlsx, "inquiry": read_inquiry,
           "inquiry-xlsx": read_inquiry_xlsx, "json": read_json, "ndjson": read_ndjson, "sarif": read_sarif, "junit": read_junit, "github": read_github,
           "gitlab": read_gitlab, "csv": read_csv, "markdown": read_markdown}
CARRIES = {"json": (), "ndjson": (), "sarif": (), "gitlab": (), "csv": (), "junit": ("control",),
           "html": ("control", "right-to-left"), "xlsx": ("control", "right-to-left", "long")}  # all words but these


# ---- what must hold

def expected(summary, form):
    counts = {**summary["findings"], "waived": summary["waived"], "unreadable": summary["errors"]}
    if form.startswith("inquiry"):
        return {"question": counts["error"] + counts["warning"] + counts["unreadable"]}
    if form == "text":
        return {"open": counts["error"] + counts["warning"],
                **{kind: counts[kind] for kind in ("note", "waived", "unreadable")}}
    if form == "github":
        return {"error": counts["error"] + counts["unreadable"], "warning": counts["warning"],
                "notice": counts["note"] + counts["waived"]}
    return counts


def problem_of(form, data, summary):
    try:
        counts, _ = READERS[form](data)
    except (ValueError, KeyError, TypeError, IndexError, xml.etree.ElementTree.ParseError) as error:
        return f"{type(error).__name__}: {error}"
    wanted = expected(summary, form)
    return None if counts == wanted else f"shows {counts}, not {wanted}"


def even(text, form):
    """HTML knows one line end; in a cell of a workbook a carriage return is a blank."""
    return text.replace("\r", " ") if form == "xlsx" else text.replace("\r\n", "\n").replace("\r", "\n")


def lost_words(form, data):
    """Which of the hostile words cannot be read in the texts of a format that carries all."""
    texts = [even(text, form) for text in READERS[form](data)[1]]
    return [name for name, word in hostile.WORDS.items()
            if name not in CARRIES[form] and not any(even(word, form) in text for text in texts)]


def check_set(tally, command, name, arguments, folder):
    stored = pathlib.Path(folder, f"{name}.json")
    ran = command.run("--exit-zero", "-v", "-f", f"json={stored}", *arguments)
    if not stored.exists():
        tally.check(f"writers: {name}", ran.stderr.decode(errors="replace"))
        return None
    result = json.loads(stored.read_text())
    report = Command(command.binary, "report")
    for form in READERS:
        direct = command.run("--exit-zero", "-v", "-f", form, *arguments).stdout
        again = report.run("--exit-zero", "-v", "-f", form, str(stored)).stdout
        tally.check(f"writers: {name} as {form}", problem_of(form, direct, result["summary"]))
        tally.check(f"writers: {name} as {form}, of the stored result", None if again == direct else "differs from that of check")
    return result


def check_hostile(tally, binary, result, folder):
    spoilt, stored = hostile.spoil(result), pathlib.Path(folder, "hostile.json")
    stored.write_text(json.dumps(spoilt, ensure_ascii=False))
    report = Command(binary, "report")
    for form in READERS:
        run = report.run("--exit-zero", "-v", "-f", form, str(stored))
        problem = problem_of(form, run.stdout, spoilt["summary"]) if run.stdout else run.stderr.decode(errors="replace")[:400]
        if not problem and form in CARRIES:
            lost = lost_words(form, run.stdout)
            problem = f"does not carry: {lost}" if lost else None
        tally.check(f"writers: hostile words as {form}", problem)


def check_limits(tally, binary, result, folder):
    """More results than GitHub shows, or takes, are said on standard error and in the log; no other number is."""
    report, stored = Command(binary, "report"), pathlib.Path(folder, "many.json")
    one = {**result["findings"][0], "details": [], "reason": None}
    for number, words in ((5000, None), (5001, "5,000"), (25000, "5,000"), (25001, "25,000")):
        many = {**result, "findings": [one] * number, "errors": []}
        many["summary"] = {**result["summary"], "errors": 0, "waived": 0,
                           "findings": {level: number * (level == one["severity"]) for level in LEVELS}}
        stored.write_text(json.dumps(many, ensure_ascii=False))
        run = report.run("--exit-zero", "-f", "sarif", str(stored))
        said = [line for line in run.stderr.decode().splitlines() if line.startswith("sarif: ")]
        notes = json.loads(run.stdout)["runs"][0]["invocations"][0]["toolExecutionNotifications"]
        noted = [note["message"]["text"] for note in notes if note["level"] == "warning"]
        well = said == noted and len(said) == (1 if words else 0) and (not words or f" {words} 件" in said[0])
        tally.check(f"writers: {number} results as sarif", None if well else f"{said} and in the log {noted}")


def log_of(run):
    return json.loads(run.stdout)["runs"][0]


def check_exit(tally, binary, folder):
    """The exit status that a log in SARIF tells is the one that the command ends with."""
    broken, stored = str(pathlib.Path(folder, "broken.yaml")), str(pathlib.Path(folder, "stored.json"))
    work, clean = "submissions/needs-work", "submissions/r2"
    check, report = Command(binary, "check"), Command(binary, "report")
    seen = set()
    for name, command, arguments in (
            ("clean", check, [clean]), ("findings", check, [work]), ("unreadable", check, [broken]),
            ("both", check, [work, broken]), ("both, --exit-zero", check, ["--exit-zero", work, broken]),
            ("--exit-zero", check, ["--exit-zero", work]), ("--fail-on none", check, ["--fail-on", "none", work]),
            ("--fail-on warning", check, ["--fail-on", "warning", clean]), ("--fail-on note", check, ["--fail-on", "note", clean]),
            ("--select", check, ["--select", "COM-AMOUNT-*", work]), ("nothing", check, ["tests/lint"]),
            ("nothing, --allow-empty", check, ["--allow-empty", "tests/lint"]),
            ("nothing earlier", check, ["--previous", "tests/lint", clean]),
            ("nothing earlier, --allow-empty", check, ["--allow-empty", "--previous", "tests/lint", clean]),
            ("of a result", report, [stored]), ("of a result, --exit-zero", report, ["--exit-zero", stored]),
            ("of a result, --fail-on none", report, ["--fail-on", "none", stored])):
        check.run("-f", f"json={stored}", work)
        run = command.run("-f", "sarif", *arguments)
        told = log_of(run)["invocations"][0]
        seen.add(run.returncode)
        well = told["exitCode"] == run.returncode and told["executionSuccessful"] == (run.returncode < 2) and \
            told["exitCodeDescription"]
        tally.check(f"writers: exit status in sarif, {name}", None if well else f"{told} but ended with {run.returncode}")
    tally.check("writers: all exit statuses were seen", None if seen == {0, 1, 2} else str(seen))


REMOTES = (  # as git has it, and as a log names it
    ("https://git.example.org/team/x.git", "https://git.example.org/team/x.git"),
    ("https://me:s@cret@git.example.org:8443/予算.git?token=t#u", "https://git.example.org:8443/%E4%BA%88%E7%AE%97.git"),
    ("https://token@git.example.org/x", "https://git.example.org/x"), ("https://me:a/b@git.example.org/x", None),
    ("git@git.example.org:team/x.git", "ssh://git.example.org/team/x.git"), ("ssh://git@host:22/x", "ssh://host:22/x"),
    ("/srv/x.git", None), ("../x.git", None), ("file:///srv/x.git", None), ("ext::sh -c secret", None))


def check_provenance(tally, binary, folder):
    """Which repository a log in SARIF names, and that it names none where there is none."""
    tree, command = pathlib.Path(folder, "tree"), [str(pathlib.Path(binary).resolve()), "check", "-f", "sarif"]
    below = tree / "a" / "b"
    below.mkdir(parents=True)
    shutil.copy(REPOSITORY / "tests/golden/shared/good.yaml", below / "good.yaml")

    def git(*arguments):
        return subprocess.run(["git", "-C", str(tree), "-c", "user.name=n", "-c", "user.email=e", *arguments], check=True,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.decode().strip()

    def named(where, *paths, env=None):
        run = subprocess.run([*command, *paths], cwd=where, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False,
                             env={**os.environ, "GIT_CEILING_DIRECTORIES": folder, **(env or {})})
        found = log_of(run).get("versionControlProvenance")
        ended = log_of(run)["invocations"][0]["exitCode"]
        return found[0] if found else None if ended == run.returncode < 2 and not b"git" in run.stderr else run.stderr.decode()

    def expect(name, found, wanted):
        tally.check(f"writers: repository in sarif, {name}", None if found == wanted else f"{found}, not {wanted}")

    expect("no repository", named(below, "good.yaml"), None)
    git("init", "-q", "-b", "main")
    git("remote", "add", "first", "https://other.example.org/x")
    expect("no commit", named(below, "good.yaml"), None)
    git("add", "-A")
    git("commit", "-q", "-m", "m")
    revision = git("rev-parse", "HEAD")
    base = {"revisionId": revision, "branch": "main", "mappedTo": {"uri": "../../", "uriBaseId": "CHECKFOLDER"}}
    expect("no origin", named(below, "good.yaml"), {"repositoryUri": "https://other.example.org/x", **base})
    expect("no git", named(below, "good.yaml", env={"PATH": folder}), None)
    for address, wanted in REMOTES:
        git("config", "remote.origin.url", address)
        expect(address, named(below, "good.yaml"), {"repositoryUri": wanted, **base} if wanted else None)
    git("config", "remote.origin.url", "https://h/x")
    git("checkout", "-q", "--detach")
    at_root = {"repositoryUri": "https://h/x", "revisionId": revision, "mappedTo": {"uriBaseId": "CHECKFOLDER"}}
    expect("at its root, no branch", named(tree, "a/b/good.yaml"), at_root)
    expect("an absolute path", named(tree, str(below / "good.yaml")), None)
    expect("a path upward", named(below, "../b/good.yaml"), None)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--binary", default=DEFAULT_BINARY)
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    tally, command = Tally(options.verbose), Command(options.binary)
    tally.check("writers: xmllint is there", None if shutil.which("xmllint") else "install libxml2-utils")
    with tempfile.TemporaryDirectory() as folder:
        broken = pathlib.Path(folder, "broken.yaml")
        broken.write_text("ministry: [\n")
        for name in ("r2", "h27"):
            check_set(tally, command, name, [f"submissions/{name}"], folder)
        result = check_set(tally, command, "needs-work", ["submissions/needs-work", str(broken)], folder)
        check_set(tally, command, "nothing", ["--allow-empty", "tests/lint"], folder)
        if result:
            check_hostile(tally, options.binary, result, folder)
            check_limits(tally, options.binary, result, folder)
        check_exit(tally, options.binary, folder)
        check_provenance(tally, options.binary, folder)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
