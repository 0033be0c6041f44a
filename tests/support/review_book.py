#!/usr/bin/env python3
"""The reviewer's workbook and the question sheets hold what the JSON result holds, and decisions come back.

usage: review_book.py [--binary B] [-v]      B: what is tested; else build/juten
Written from one run beside its JSON: every finding, request, sum and input; one question for every open error and
warning; a file for each ministry, which together are the whole and of which none speaks of another. Then decisions are
filled in, in a workbook written anew with its columns in another order, imported and checked: what was approved is
waived, and nothing is written when anything is wrong.
"""
import argparse
import collections
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from command import DEFAULT_BINARY, REPOSITORY, Command  # noqa: E402
from sheets import read, table  # noqa: E402
from tally import Tally  # noqa: E402
from workbook import Number, Sheet, workbook  # noqa: E402

SETS = (["submissions/needs-work"], ["submissions/r2"], ["submissions/needs-work", "submissions/r2"])
SHEETS = {"ja": ["総括", "施策一覧", "指摘一覧", "重点分野×府省庁", "金額突合", "入力と記録"],
          "en": ["Summary", "Requests", "Findings", "Areas by ministry", "Amounts", "Inputs and record"]}
LEVELS = {"誤り": "error", "照会": "warning", "参考": "note"}
VERDICTS = {"指摘なし": "pass", "要照会": "explain", "要修正": "fail", "判定不能": "unknown"}
DECISIONS = {"承認": "approved", "却下": "rejected", "確認中": "investigating", "open": "open", "closed": "closed"}


def differences(pairs):
    return "\n".join(f"{what}: {got} instead of {wanted}" for what, got, wanted in pairs if got != wanted)


def requests_of(result):
    return [(submission, request) for submission in result["submissions"] for request in submission["requests"]]


# ---- the workbook
def check_requests(book, result):
    rows = table(book["施策一覧"])
    wanted = requests_of(result)
    asked = sum(row["要求額（百万円）"] for row in rows if isinstance(row["要求額（百万円）"], int))
    levels = {name: sum(row[name] or 0 for row in rows) for name in LEVELS}
    found = collections.Counter(finding["severity"] for finding in result["findings"]
                                if not finding["on_file"] and "related" not in finding)
    return differences([("requests", len(rows), len(wanted)), ("yen", asked, result["review"]["yen"]),
                        ("verdicts", collections.Counter(VERDICTS[row["判定"]] for row in rows),
                         collections.Counter(request["verdict"] for _, request in wanted)),
                        ("levels", {LEVELS[name]: count for name, count in levels.items() if count}, dict(found)),
                        ("ids", [row["番号"] or "" for row in rows], [request["id"] or "" for _, request in wanted])])


def check_findings(book, result):
    rows = table(book["指摘一覧"])
    pairs = [("findings", len(rows), len(result["findings"]))]
    for row, finding in zip(rows, result["findings"]):
        place = f"row of {finding['fingerprint']}"
        pairs += [(place, row["指紋"], finding["fingerprint"]), (place, row["文章の指紋"] or "", finding["text_sha256"] or ""),
                  (place, row["規則"], finding["rule"]), (place, LEVELS[row["水準"]], finding["severity"]),
                  (place, row["番号"] or "", finding["request"] or ""), (place, row["重点分野"] or "", finding["area"] or "")]
        if finding["headline"] and not re.search(r"[^\x20-\uffff]|[\u200b-\u200f\u202a-\u202e\ufeff\u00ad]", finding["headline"]):
            pairs.append((place, row["指摘"], finding["headline"]))
    return differences(pairs)


def check_amounts(book, result):
    pairs = []
    for row, (_, request) in zip(table(book["金額突合"]), requests_of(result)):
        figures = [part for part in request["breakdown"] if part["amount"].get("kind") == "figure" and
                   not part["amount"]["relisted"] and not part["partial"]]
        if request["breakdown"]:
            pairs.append((request["id"], row["内訳の計（円）"], sum(part["amount"]["yen"] for part in figures)))
        if isinstance(row["差（円）"], int):
            pairs.append((request["id"], row["差（円）"], row["内訳の計（円）"] - request["amount_yen"]))
        if isinstance(row["要求額（円）"], int):
            pairs.append((request["id"], row["要求額（円）"], request["amount_yen"]))
        if isinstance(row["増減（円）"], int):
            pairs.append((request["id"], row["増減（円）"], request["amount_yen"] - request["previous"]["yen"]))
    return differences(pairs)


def check_areas(book, result):
    rows = book["重点分野×府省庁"]
    heads = [at for at, row in enumerate(rows) if row and row[0] == "重点分野"]
    ministries, pairs = rows[heads[0]][3:], [("blocks", len(heads), 4)]
    several = len(result["packs"]) > 1
    claims = {row[0]: row for row in rows[heads[0] + 1:heads[1]] if row and row[0]}
    yen = {row[0]: row for row in rows[heads[1] + 1:heads[2]] if row and row[0]}
    for clause in result["review"]["clauses"]:
        label = f"{clause['pack']} {clause['area']}" if several else clause["area"]
        pairs += [(label, claims[label][2] or 0, clause["claims"])]
        pairs += [(label, round((yen[label][2] or 0) * 10**8), clause["yen"])]
        for cell in clause["ministries"]:
            at = 3 + ministries.index(cell["ministry"])
            pairs += [(label, claims[label][at], cell["claims"]), (label, round(yen[label][at] * 10**8), cell["yen"])]
    return differences(pairs)


def check_summary(book, result):
    rows = {row[0]: row for row in book["総括"] if row and row[0]}
    summary, pairs = result["summary"], []
    for name, wanted in (("ファイル", summary["files"]), ("施策", summary["requests"]), ("重点分野の申告", summary["claims"]),
                         ("判定した項目", summary["criteria"]), ("誤り", summary["findings"]["error"]),
                         ("照会", summary["findings"]["warning"]), ("参考", summary["findings"]["note"]),
                         ("免除", summary["waived"]), ("読めない", summary["errors"]), ("対象外", summary["skipped"])):
        pairs.append((name, rows[name][1], wanted))
    for ministry in result["review"]["ministries"]:
        row = rows[ministry["ministry"]]
        pairs += [(row[0], row[1], ministry["requests"]), (row[0], row[6], ministry["yen"]),
                  (row[0], round(row[7] * 10**8), ministry["yen"])]
    inputs = {row[0]: row[2] for row in book["入力と記録"] if len(row) > 2}
    pairs += [(item["path"], inputs.get(item["path"]), item["sha256"]) for item in result["manifest"]["inputs"]]
    pairs.append(("digest", inputs.get("実行の照合値（SHA-256）"), result["manifest"]["sha256"]))
    return differences(pairs)


def check_book(tally, check, folder, paths):
    name = " ".join(paths)
    result = json.loads(check.done("--exit-zero", "--lang", "ja", "-f", "json", "-f", f"xlsx={folder}/a.xlsx", *paths))
    book = read(folder / "a.xlsx")
    tally.check(f"{name}: sheets", differences([("sheets", list(book), SHEETS["ja"])]))
    for part in (check_requests, check_findings, check_amounts, check_areas, check_summary):
        tally.check(f"{name}: {part.__name__}", part(book, result))
    check.done("--exit-zero", "--lang", "ja", "-f", f"xlsx={folder}/b.xlsx", *paths)
    same = (folder / "a.xlsx").read_bytes() == (folder / "b.xlsx").read_bytes()
    tally.check(f"{name}: the same workbook twice", None if same else "the bytes differ")
    return result


# ---- question sheets and a file for each ministry
def open_findings(result):
    return [finding for finding in result["findings"] if finding["severity"] != "note" and not finding["waived"]]


def check_inquiry(tally, check, folder, paths, result):
    name, ministry_of = " ".join(paths), {}
    for submission in result["submissions"]:
        ministry_of[submission["path"], submission.get("document", 0)] = submission["ministry"]
    wanted = collections.Counter(ministry_of[finding["path"], finding["document"]] for finding in open_findings(result))
    check.done("--exit-zero", "--lang", "ja", "-f", f"inquiry={folder}/q.md", "-f", f"inquiry-xlsx={folder}/q.xlsx", *paths)
    got, numbers, ministry = collections.Counter(), [], None
    for line in (folder / "q.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            ministry = re.fullmatch(r"# 照会票（(.*)）", line).group(1)
        elif number := re.match(r"\| (\d+) \| .* \|  \|  \|$", line):
            got[ministry] += 1
            numbers.append((int(number.group(1)), got[ministry]))
    tally.check(f"{name}: questions in Markdown", differences([("questions", got, wanted)] +
                                                              [("number", *pair) for pair in numbers]))
    in_book = collections.Counter()
    for sheet, rows in read(folder / "q.xlsx").items():
        heads = [at for at, row in enumerate(rows) if row and row[0] == "問"]
        for row in rows[heads[0] + 1:] if heads else ():
            in_book[sheet] += 1
            if row[9:11] != [None, None][:len(row[9:11])]:
                tally.check(f"{name}: cells to answer in", f"not empty: {row[9:11]}")
    tally.check(f"{name}: questions in the workbook", differences([("questions", +in_book, +wanted)]))


def check_parts(tally, check, folder, paths, result):
    name = " ".join(paths)
    report = Command(check.binary, "report")
    (folder / "by").mkdir()
    check.done("--exit-zero", "--lang", "ja", "-f", f"json={folder}/by/{{ministry}}.json",
               "-f", f"xlsx={folder}/by/{{ministry}}.xlsx", "-f", f"inquiry={folder}/by/{{ministry}}.md", *paths)
    parts = sorted((folder / "by").glob("*.json"))
    whole = json.loads(report.done("--exit-zero", "-f", "json", *map(str, parts)))
    tally.check(f"{name}: all parts are the whole", differences(
        [("summary", whole["summary"], result["summary"]), ("yen", whole["review"]["yen"], result["review"]["yen"]),
         ("ministries", len(parts), len(result["review"]["ministries"]))]))
    some = "COM-AMOUNT-*"
    check.done("--exit-zero", "--select", some, "-f", f"json={folder}/by/{{ministry}}.some", *paths)
    filters = {json.loads(part.read_text(encoding="utf-8"))["manifest"]["filters"][0] for part in (folder / "by").glob("*.some")}
    tally.check(f"{name}: parts say what is left out", differences([("filters", filters, {f"--select {some}"})]))
    for part in parts:
        own = json.loads(part.read_text(encoding="utf-8"))
        paths_of = {submission["path"] for submission in own["submissions"]}
        others = {submission["path"] for submission in result["submissions"]} - paths_of
        text = part.read_text(encoding="utf-8") + part.with_suffix(".md").read_text(encoding="utf-8")
        text += json.dumps(read(part.with_suffix(".xlsx")), ensure_ascii=False)
        told = sorted(path for path in others if re.search(re.escape(path) + r"(?![\w.])", text))
        tally.check(f"{name}: {part.stem} speaks of itself alone",
                    f"names {told}" if told else differences([("ministries", len(own["review"]["ministries"]), 1)]))


# ---- decisions
def headed(rows):
    return {head: at for at, head in enumerate(rows[0])}


def rewritten(rows, changes, seed=1, drop=(), extra=()):
    """The sheet in another order of rows and columns, with a title above and a column of the reviewer's own."""
    order = random.Random(seed)
    heads = headed(rows)
    table_rows = [row + [None] * (len(rows[0]) - len(row)) for row in rows[1:]]
    for at, filled in changes.items():
        for head, value in filled.items():
            table_rows[at][heads[head]] = value
    table_rows += [list(row) for row in extra]
    columns = [at for at, head in enumerate(rows[0]) if head not in drop]
    order.shuffle(columns)
    order.shuffle(table_rows)
    kept = [[row[at] for at in columns] + ["自分用"] for row in [rows[0], *table_rows]]
    kept[0][-1] = "メモ"
    cells = [[Number(value) if isinstance(value, (int, float)) else value for value in row] for row in kept]
    return workbook([Sheet("はじめに", [["ここには何もない"]]), Sheet("確認済み", [["審査用"], *cells])])


class Round:
    def __init__(self, check, folder):
        self.check, self.folder, self.waive = check, folder, Command(check.binary, "waive")
        self.file = folder / "juten-waivers.yaml"
        check.done("--exit-zero", "--lang", "ja", "-f", f"xlsx={folder}/review.xlsx", "submissions/needs-work")
        self.rows = read(folder / "review.xlsx")["指摘一覧"]

    def bring(self, workbook_bytes, *arguments):
        (self.folder / "filled.xlsx").write_bytes(workbook_bytes)
        return self.waive.run("import", str(self.folder / "filled.xlsx"), "--waivers", str(self.file), "--lang", "ja",
                              "--as-of", "2026-11-22", *arguments)


def check_round(tally, it):
    decisions = {at: {"採否": word, "理由": f"={at}+1\n\"理由\": {at}", "担当": "山田", "期限": until}
                 for at, (word, until) in enumerate(zip(DECISIONS, (47573, "2030/3/31", "令和12年3月31日", "２０３０年３月３１日",
                                                                    None)))}
    run = it.bring(rewritten(it.rows, decisions))
    said = run.stdout.decode()
    tally.check("decisions are imported", None if run.returncode == 0 and "加えた免除 5" in said else said + run.stderr.decode())
    result = it.check.result("--exit-zero", "--waivers", str(it.file), "--as-of", "2026-11-22", "submissions/needs-work")
    waived = {finding["fingerprint"]: finding["waived"] for finding in result["findings"] if finding["waived"]}
    heads, pairs = headed(it.rows), [("waived", result["summary"]["waived"], 1), ("decided", len(waived), 5)]
    for at, decision in decisions.items():
        got = waived.get(it.rows[at + 1][heads["指紋"]], {})
        pairs += [(at, got.get("state"), DECISIONS[decision["採否"]]), (at, got.get("reason"), decision["理由"]),
                  (at, got.get("by"), "山田"), (at, got.get("until"), "2030-03-31" if decision["期限"] else None)]
    tally.check("what was decided comes back", differences(pairs))
    before = it.file.read_bytes()
    again = it.bring(rewritten(it.rows, decisions, seed=2)).stdout.decode()
    tally.check("a second import changes nothing", None if "変わらない免除 5" in again and it.file.read_bytes() == before else again)
    it.check.done("--exit-zero", "--lang", "ja", "--waivers", str(it.file), "--as-of", "2026-11-22",
                  "-f", f"xlsx={it.folder}/second.xlsx", "submissions/needs-work")
    second = table(read(it.folder / "second.xlsx")["指摘一覧"])
    tally.check("the next workbook shows them", differences(
        [("decision", [row["採否"] for row in second if row["採否"]], ["承認", "却下", "確認中", "未対応", "完了"]),
         ("standing", [row["免除の扱い"] for row in second if row["免除の扱い"] == "免除中"], ["免除中"]),
         ("until", second[0]["期限"], 47573)]))
    changed = {0: {"採否": "却下", "理由": "見直した", "担当": "鈴木"}}
    run = it.bring(rewritten(it.rows, changed))
    tally.check("a changed decision takes the place of the other",
                None if "書き換えた免除 1" in run.stdout.decode() else run.stderr.decode())


def check_refusals(tally, it):
    full = {"採否": "承認", "理由": "確認した", "担当": "山田"}
    heads = headed(it.rows)
    other = it.rows[1] + [None] * (len(it.rows[0]) - len(it.rows[1]))
    other = [{"採否": "却下", "理由": "別", "担当": "山田"}.get(head, other[at]) for head, at in heads.items()]
    cases = (("no reason", {0: {**full, "理由": " "}}, {}, "理由」がありません|に理由がありません", r"[A-Z]+\d+ に書いて"),
             ("nobody", {0: {**full, "担当": None}}, {}, "に担当がありません", r"[A-Z]+\d+ に書いて"),
             ("no date", {0: {**full, "期限": "来年"}}, {}, "「来年」は日付として", r"!確認済み![A-Z]+(?!1:)\d+:"),
             ("no day", {0: {**full, "期限": "2030-02-30"}}, {}, "「2030-02-30」は日付として", r"!確認済み![A-Z]+(?!1:)\d+:"),
             ("a number that is no day", {0: {**full, "期限": 12}}, {}, "「12」は日付として", r"!確認済み![A-Z]+(?!1:)\d+:"),
             ("another word", {0: {**full, "採否": "よい"}}, {}, "「よい」は採否の値では", r"!確認済み![A-Z]+(?!1:)\d+:"),
             ("a reason without a decision", {0: {"理由": "書きかけ"}}, {}, r"採否（[A-Z]+\d+）が空です", r"!確認済み![A-Z]+(?!1:)\d+:"),
             ("a changed fingerprint", {0: {**full, "指紋": "abc"}}, {}, "「指紋」が書き換え", r"!確認済み![A-Z]+(?!1:)\d+:"),
             ("no column of fingerprints", {0: full}, {"drop": ("指紋",)}, "「指紋」の列がありません", "確認済み"),
             ("no column of texts", {0: full}, {"drop": ("文章の指紋",)}, "「文章の指紋」の列がありません", "確認済み"),
             ("no column of decisions", {0: full}, {"drop": ("採否",)}, "列のある表がありません", "filled.xlsx"),
             ("a finding decided twice", {0: full}, {"extra": (other,)}, "行目とは違う判断", r"!確認済み![A-Z]+(?!1:)\d+:"))
    for name, changes, how, message, place in cases:
        it.file.unlink(missing_ok=True)
        run = it.bring(rewritten(it.rows, changes, **how))
        said = run.stderr.decode()
        good = run.returncode == 2 and re.search(message, said) and re.search(place, said) and not it.file.exists()
        tally.check(f"refused: {name}", None if good else f"exit {run.returncode}: {said}")
    twice = rewritten(it.rows, {0: full}, extra=([full.get(head, it.rows[1][at] if at < len(it.rows[1]) else None)
                                                 for head, at in heads.items()],))
    run = it.bring(twice)
    tally.check("one decision in two rows", None if "加えた免除 1" in run.stdout.decode() else run.stderr.decode())


# ---- texts that look like something else
HOSTILE = """府省庁: 総務省
年度: 令和2年度
施策:
  - {番号: "=1+1", 施策名: "=HYPERLINK(\\"http://x\\")|*a*<b>_x000D_", 区分: 新規, 要求額: 9100兆円,
     重点分野: [{分野: 2(1)③, 理由: "@SUM(A1) \\u202E 何もしない。"}]}
"""


def check_hostile(tally, check, folder):
    (folder / "hostile.yaml").write_text(HOSTILE, encoding="utf-8")
    check.done("--exit-zero", "--lang", "ja", "-f", f"xlsx={folder}/h.xlsx", "-f", f"inquiry={folder}/h.md",
               "-f", f"inquiry-xlsx={folder}/hq.xlsx", str(folder / "hostile.yaml"))
    row = table(read(folder / "h.xlsx")["施策一覧"])[0]
    tally.check("texts stay texts", differences(
        [("id", row["番号"], "=1+1"), ("title", row["施策名"], '=HYPERLINK("http://x")|*a*<b>_x000D_'),
         ("more than a cell holds exactly", row["要求額（百万円）"], "9,100,000,000,000,000")]))
    lines = [line for line in (folder / "h.md").read_text(encoding="utf-8").splitlines() if line.startswith("| 1 ")]
    tally.check("marks of Markdown are escaped",
                None if lines and r"\|\*a\*&lt;b>\_x000D\_" in lines[0] else f"{lines}")


def check_redacted(tally, check, folder):
    check.done("--exit-zero", "--lang", "ja", "--redact", "amounts", "-f", f"xlsx={folder}/r.xlsx", "submissions/needs-work")
    told = [(name, value) for name, rows in read(folder / "r.xlsx").items() for row in rows for value in row
            if isinstance(value, (int, float)) and abs(value) >= 10000]
    tally.check("no amounts where they are withheld", f"{told[:3]}" if told else None)


def check_no_library(tally, check, folder):
    """A library that cannot be opened stands for one that is not there."""
    (folder / "libxlsxwriter.so.4").write_bytes(b"")
    env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "LD_LIBRARY_PATH": str(folder)}
    for form in ("xlsx", "inquiry-xlsx"):
        run = subprocess.run([check.binary, "check", "submissions/r2", "--lang", "en", "-f", f"{form}={folder}/none.xlsx"],
                             cwd=REPOSITORY, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        good = run.returncode == 2 and b"apt-get install libxlsxwriter4" in run.stderr and not (folder / "none.xlsx").exists()
        tally.check(f"{form} without the library", None if good else f"exit {run.returncode}: {run.stderr.decode()}")


def check_own(tally, check, folder):
    """What juten wrote for reviewers lies beside the requests: it is passed over, and refused where it is named."""
    own = folder / "own"
    own.mkdir()
    (own / "in.yaml").write_bytes((REPOSITORY / "submissions" / "needs-work" / "1-figures.yaml").read_bytes())
    for form in ("xlsx", "inquiry-xlsx"):
        check.done("--exit-zero", "-f", f"{form}={own}/{form}.xlsx", str(own / "in.yaml"))
    summary = json.loads(check.run("--exit-zero", "-f", "json", str(own)).stdout)["summary"]
    tally.check("its own workbooks in a folder", differences([("files", summary["files"], 1), ("skipped", summary["skipped"], 2),
                                                               ("errors", summary["errors"], 0)]))
    named = check.run("--lang", "ja", str(own / "xlsx.xlsx"))
    tally.check("its own workbook, named", None if named.returncode == 2 and "審査用・照会用".encode() in named.stdout else
                f"exit {named.returncode}: {named.stdout.decode()}")


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--binary", default=DEFAULT_BINARY)
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    tally, check = Tally(options.verbose), Command(options.binary)
    for paths in SETS:
        with tempfile.TemporaryDirectory(prefix="juten-review-") as name:
            result = check_book(tally, check, pathlib.Path(name), paths)
            check_inquiry(tally, check, pathlib.Path(name), paths, result)
            check_parts(tally, check, pathlib.Path(name), paths, result)
    with tempfile.TemporaryDirectory(prefix="juten-review-") as name:
        folder = pathlib.Path(name)
        check.done("--exit-zero", "--lang", "en", "-f", f"xlsx={folder}/e.xlsx", "submissions/needs-work")
        tally.check("sheets in English", differences([("sheets", list(read(folder / "e.xlsx")), SHEETS["en"])]))
        it = Round(check, folder)
        check_round(tally, it)
        check_refusals(tally, it)
        check_hostile(tally, check, folder)
        check_redacted(tally, check, folder)
        check_no_library(tally, check, folder)
        check_own(tally, check, folder)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
