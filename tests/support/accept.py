#!/usr/bin/env python3
"""Acceptance: what the command must say about the shipped submissions.

    submissions/r2          every request passes
    submissions/needs-work  every request fails, and the rule named by the comment `# expect: RULE` above it is an error
    submissions/h27         amounts reconcile, the claims that are carried stay so, the year is noted as not governed
    all three               text, compact and json give the same counts; one and four workers the same bytes

usage: accept.py [--binary B] [-v]      B: what is tested; else build/juten
"""
import argparse
import collections
import pathlib
import re
import sys
import unicodedata

import yaml

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from command import DEFAULT_BINARY, REPOSITORY, Command  # noqa: E402
from tally import Tally  # noqa: E402

# Claims of the real FY2015 requests that are judged unjustified: their texts say too little, or say it in words that the
# rules of FY2020 do not ask for. Whoever changes this list has looked at the texts.
THIN = {"MOD-H27-1 2(3)②", "MOD-H26-HOSEI 2(2)③", "MOFA-H27-1 2(4)①", "MOFA-H26-HOSEI 2(2)③", "METI-H27-2 2(2)②",
        "METI-H27-3 2(2)②", "MIC-H27-1 2(2)⑦", "MIC-H27-2 2(2)①"}
FOLDERS = ("submissions/r2", "submissions/needs-work", "submissions/h27")
ID = re.compile(r"\s*(?:-\s+)?(?:id|番号|施策番号):\s*['\"]?([^'\"#]+?)['\"]?\s*(?:#.*)?$")
EXPECT = re.compile(r"\s*#\s*expect:\s*(\S+)\s*$")
COUNTS = re.compile(r"files ([\d,]+), requests ([\d,]+), claims ([\d,]+), criteria evaluated ([\d,]+); "
                    r"errors ([\d,]+), warnings ([\d,]+), notes ([\d,]+); "
                    r"unreadable ([\d,]+), skipped ([\d,]+), waived ([\d,]+)")


def requests_of(result):
    return [request for submission in result["submissions"] for request in submission["requests"]]


def findings_of(result, request):
    return [finding for finding in result["findings"] if finding["request"] == request["id"]]


def said_about(result, request):
    findings = [finding for finding in findings_of(result, request) if finding["severity"] != "note"]
    return "; ".join(f"{finding['severity']} {finding['rule']}" for finding in findings) or "nothing found"


# ---- the shipped submissions
def check_passing(command, tally):
    result = command.result("--pack", "r2", "submissions/r2")
    requests = requests_of(result)
    tally.check("accept r2: there are requests", None if requests else "none")
    for request in requests:
        problem = None if request["verdict"] == "pass" else f"{request['verdict']}: {said_about(result, request)}"
        tally.check(f"accept r2: {request['id']} passes", problem)


def expectations(folder):
    """{id: rule that must report an error on it}; a comment counts for the next id, other comments between or not."""
    expected, rule = {}, None
    for path in sorted(folder.glob("*.yaml")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if EXPECT.match(line):
                rule = EXPECT.match(line).group(1)
            elif rule and ID.match(line):
                expected[ID.match(line).group(1)] = rule
                rule = None
    return expected


def check_failing(command, tally):
    result = command.result("--pack", "r2", "submissions/needs-work")
    expected = expectations(REPOSITORY / "submissions" / "needs-work")
    requests = requests_of(result)
    tally.check("accept needs-work: there are requests", None if requests else "none")
    for request in requests:
        name = f"accept needs-work: {request['id'] or request['title']}"
        errors = {finding["rule"] for finding in findings_of(result, request) if finding["severity"] == "error"}
        rule = expected.pop(request["id"], None)
        if not rule:
            tally.check(name, "no `# expect: RULE` above its id")
        elif request["verdict"] != "fail" or rule not in errors:
            tally.check(name, f"expected {rule}, got {request['verdict']}: {said_about(result, request)}")
        else:
            tally.check(name, None)
    tally.check("accept needs-work: every expectation has its request", f"left: {expected}" if expected else None)


def check_other_year(command, tally):
    result = command.result("--pack", "r2", "submissions/h27")
    rules = collections.Counter(finding["rule"] for finding in result["findings"])
    amounts = {request["id"]: request["amount_yen"] for request in requests_of(result)}
    sums = [finding["message"] for finding in result["findings"] if finding["rule"] == "COM-AMOUNT-SUM"]
    tally.check("accept h27: the amounts reconcile", "; ".join(sums))
    tally.check("accept h27: the amounts are read", None if 1_650_000_000 in amounts.values() else str(amounts))
    thin = {f"{request['id']} {claim['area']}" for request in requests_of(result) for claim in request["claims"]
            if claim["verdict"] == "unjustified"}
    tally.check("accept h27: the claims that are unjustified", None if thin == THIN else str(sorted(thin ^ THIN)))
    tally.check("accept h27: the year is noted", None if rules["COM-YEAR-MISMATCH"] else "no COM-YEAR-MISMATCH")
    text = command.run("--pack", "r2", "submissions/h27").stdout.decode()
    tally.check("accept h27: the text report says so at its top",
                None if "[COM-YEAR-MISMATCH]" in text.split("\n", 1)[0] else text.split("\n", 1)[0])
    refused = command.run("submissions/h27")
    said = refused.stdout.decode() + refused.stderr.decode()
    problem = None if refused.returncode == 2 and "2020" in said else f"exit {refused.returncode}: {said}"
    tally.check("accept h27: without --pack it is refused and the governed year named", problem)


def check_printed_sums(command, tally):
    """The sums that the FY2015 document prints: reproduced where it prints the parts, the remainder shown elsewhere."""
    result = command.result("--pack", "r2", "--total", "325.8億円", "--total-supplementary", "24.9億円",
                            "submissions/h27")
    printed = {row["field"]: row for row in result["review"]["printed"]}
    for field, total in (("amount", 32_580_000_000), ("supplementary", 2_490_000_000)):
        row = printed[field]
        wrong = row["printed_yen"] != total or row["listed_yen"] + row["remainder_yen"] != total
        tally.check(f"accept h27: what is here and the remainder make the printed total of {field}",
                    str(row) if wrong or row["remainder_yen"] <= 0 else None)
    listed = sum(request["amount_yen"] or 0 for request in requests_of(result))
    tally.check("accept h27: what is here is the sum of the requests",
                None if printed["amount"]["listed_yen"] == listed else str(listed))
    check_against_document(tally)


def plain(text):
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def check_against_document(tally):
    """Every amount in submissions/h27 is printed in the document itself."""
    document = next((REPOSITORY.parent / "shared" / "seeds").glob("000_*.txt"), None)
    if not document:
        tally.skip("accept h27: the amounts are the document's", "../shared is not there")
        return
    text, missing = plain(document.read_text()), []
    for path in sorted((REPOSITORY / "submissions" / "h27").glob("*.yaml")):
        for request in yaml.safe_load(path.read_text())["施策"]:
            written = [request.get(key, "") for key in ("要求額", "前年度額", "補正予算額")]
            written += [row["金額"] for row in request.get("内訳", [])]
            figures = re.findall(r"[\d.,]+(?:百万円|億円)", plain(" ".join(map(str, written))))
            missing += [f"{request['番号']} {figure}" for figure in figures if figure not in text]
    tally.check("accept h27: the amounts are the document's", "; ".join(missing) or None)


# ---- one result, several formats
def summary_numbers(result):
    summary = result["summary"]
    found = summary["findings"]
    return [summary["files"], summary["requests"], summary["claims"], summary["criteria"], found["error"],
            found["warning"], found["note"], summary["errors"], summary["skipped"], summary["waived"]]


def counted_numbers(result):
    """The same numbers, counted in the result itself."""
    requests = requests_of(result)
    claims = [claim for request in requests for claim in request["claims"]]
    criteria = sum(len(each["criteria"]) for each in requests + claims)
    levels = collections.Counter(finding["severity"] for finding in result["findings"])
    return [len({submission["path"] for submission in result["submissions"]}), len(requests), len(claims), criteria,
            levels["error"], levels["warning"], levels["note"], len(result["errors"]), result["summary"]["skipped"], 0]


def printed_numbers(output):
    found = COUNTS.fullmatch(output.rstrip("\n").split("\n")[-1])
    return [int(number.replace(",", "")) for number in found.groups()] if found else output[-200:]


def check_formats(command, tally, folder):
    result = command.result("--pack", "r2", folder)
    numbers = summary_numbers(result)
    tally.check(f"accept {folder}: the summary counts what is there",
                None if counted_numbers(result) == numbers else f"{numbers}, counted {counted_numbers(result)}")
    for form in ("text", "compact"):
        output = command.run("--pack", "r2", "--lang", "en", "-v", "-f", form, folder).stdout.decode()
        printed = printed_numbers(output)
        tally.check(f"accept {folder}: {form} and json give the same counts",
                    None if printed == numbers else f"{printed}, json {numbers}")
        heads = len(re.findall(r"^\S+:\d+:\d+: (?:error|warning|note) \[", output, re.MULTILINE))
        if form == "compact":
            tally.check(f"accept {folder}: compact has a line for each finding",
                        None if heads == sum(numbers[4:7]) else f"{heads} lines, {sum(numbers[4:7])} findings")
    one, four = (command.run("--pack", "r2", "-f", "json", jobs, folder).stdout for jobs in ("-j1", "-j4"))
    tally.check(f"accept {folder}: one and four workers say the same", None if one == four else "they differ")


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--binary", default=DEFAULT_BINARY)
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    tally = Tally(options.verbose)
    command = Command(options.binary)
    parts = [check_passing, check_failing, check_other_year, check_printed_sums]
    for part in parts:
        try:
            part(command, tally)
        except (RuntimeError, ValueError) as error:
            tally.check(f"accept: {part.__name__}", str(error))
    for folder in FOLDERS:
        check_formats(command, tally, folder)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
