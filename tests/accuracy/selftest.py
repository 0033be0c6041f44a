#!/usr/bin/env python3
"""A measure that is never checked measures nothing: made-up claims with made-up answers, whose figures are known.

usage: selftest.py [-v]
"""
import argparse
import contextlib
import gzip
import io
import json
import os
import pathlib
import sys
import tempfile
from fractions import Fraction

import yaml

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support")]
import accuracy  # noqa: E402
import brief  # noqa: E402
import corpus  # noqa: E402
import figures  # noqa: E402
import judge  # noqa: E402
import rates  # noqa: E402
from tally import Tally  # noqa: E402

PACK = """
ministries: [{name: 架空保安庁}, {name: 架空気象庁}]
clauses: [{id: X9-0, label: '0', claimable: false}, {id: X9-1, label: '1', claimable: true},
          {id: X9-2.1, label: 2(1), claimable: true}]
"""
CRITERIA = """
clause: 2(1)
criteria: [{id: X9-2.1-a, mode: any}, {id: X9-2.1-b, mode: any}, {id: X9-2.1-c, mode: must}]
"""
GUIDELINE = "架空の方針である。夜間の見回りを\n\n当番で行うことに資するものであること。昼の見回りは問わない。"
STUB = """#!/usr/bin/env python3
# Answers like juten: `unjustified` where the text says 未定, else `justified`, criterion a met.
import json, pathlib, sys, yaml
requests = []
for path in sorted(pathlib.Path(sys.argv[-1]).glob("*.yaml")):
    for each in yaml.safe_load(path.read_text(encoding="utf-8"))["requests"]:
        open_ = "未定" in each["priorities"][0]["justification"]
        criterion = {"id": "X9-2.1-a", "state": "guarded" if open_ else "met", "guard": "hedged" if open_ else None,
                     "evidence": [{"text": "見回り"}]}
        claim = {"verdict": "unjustified" if open_ else "justified", "criteria": [criterion]}
        requests.append({"id": each["id"], "criteria": [], "claims": [claim]})
print(json.dumps({"submissions": [{"requests": requests}], "findings": []}))
"""


# ---- a small world
def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def register_in(folder, shared=True):
    write(folder / "pack" / "pack.yaml", PACK)
    write(folder / "pack" / "2-1.yaml", CRITERIA)
    if shared:
        write(folder / "shared" / "seeds" / "002_x.txt", GUIDELINE)
        (folder / "shared" / "data").mkdir()
        with gzip.open(folder / "shared" / "data" / "rs2024.jsonl.gz", "wt") as lines:
            lines.write('{"projectId": 77}\n')
    return corpus.Register(folder / "pack", folder / "shared")


def entry(number, label="justified", trap="none", **others):
    made = {"id": f"2.1-{number:02d}", "clause": "2(1)", "ministry": "架空保安庁", "title": "見回り",
            "justification": f"見回りを{number}回する。", "label": label, "trap": trap, "why": "a round"}
    made.update({"met": ["a"]} if label == "justified" else {})
    made.update(others)
    return {name: value for name, value in made.items() if value is not None}


def claim(number, label="justified", trap="none", **others):
    return corpus.Claim(part=others.pop("part", "dev"), place="dev/2-1.yaml", **entry(number, label, trap, **others))


def answer(verdict, guard=None, rules=(), met=()):
    criteria = {name: {"id": name, "state": "met", "guard": None, "evidence": []} for name in met}
    if guard:
        criteria["X9-2.1-b"] = {"id": "X9-2.1-b", "state": "guarded", "guard": guard, "evidence": []}
    return judge.Answer(verdict, criteria, [{"rule": rule, "severity": "warning", "message": ""} for rule in rules])


# ---- the form of the corpus
QUOTE = "「<<夜間の見回…資するもの>>」です。"
FILLED = "「夜間の見回りを当番で行うことに資するもの」です。"
BAD = [  # a claim that is wrong, and the words that say so
    (entry(1, why=None), "no why"),
    (entry(1, colour="red"), "no field has the name colour"),
    (entry(1, title=""), "title cannot be"),
    (entry(1, title="見\u0007回り"), "title cannot be"),
    (entry(1, programme="77"), "programme cannot be"),
    (entry(1, programme=78), "no programme has the number 78"),
    (entry(1, clause="2(2)"), "nothing can be claimed under 2(2)"),
    (entry(1, clause="0"), "nothing can be claimed under 0"),
    (entry(1, id="2.2-01"), "reads 2.1-01"),
    (entry(1, clause=1, id="1-01", met=None), "stand in 1.yaml"),
    (entry(1, ministry="架空庁"), "not in the pack's register"),
    (entry(1, label="good"), "no such label"),
    (entry(1, trap="odd"), "no such label or trap"),
    (entry(1, "justified", "slogan"), "a claim with trap slogan is not justified"),
    (entry(1, "unjustified"), "a claim with trap none is not unjustified"),
    (entry(1, met=None), "met is for"),
    (entry(1, "unjustified", "slogan", met=["a"]), "met is for"),
    (entry(1, met=["z"]), "no criterion z"),
    (entry(1, met=["c"]), "nothing that justifies"),
    (entry(1, trap="outdated"), "cites_outdated is for"),
    (entry(1, cites_outdated=True), "cites_outdated is for"),
    (entry(1, "unjustified", "wrong-clause"), "carries is for"),
    (entry(1, "unjustified", "wrong-clause", carries="2(1)"), "is no other clause"),
    (entry(1, justification="<<昼夜の見回…資するもの>>"), "0 times, not once"),
    (entry(1, justification="<<見回り…資するもの>>"), "its ends have"),
    (entry(1, justification="<<の見回り…資するもの>>"), "times, not once"),
    (entry(1, justification="<<夜間の見回…架空の方針>>"), "is not there"),
    (entry(1, justification="<<架空の方針…夜間の見回>>"), "makes 14 characters"),
    (entry(1, justification="<<夜間の見回りを当番で>>"), "reads <<START…END>>"),
    (entry(1, title=QUOTE), "reads <<START…END>>"),
    (entry(1, swap=[["見回り", "巡回"]]), "swap without"),
    (entry(1, justification=QUOTE, swap=[["山", "川"]]), "swap: 山 is in no stretch"),
    ("claim", "not a claim"),
]


def faults_of(folder, register, files):
    """What the corpus made of {path: entries or text} is told."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        for name, entries in files.items():
            text = entries if isinstance(entries, str) else yaml.safe_dump(entries, allow_unicode=True)
            write(pathlib.Path(place, name), text)
        made = corpus.Corpus(place, register)
        return made, "\n".join(made.faults)


def test_form(folder, register, tally):
    good = [entry(1), entry(2, "unjustified", "wrong-clause", carries=1),
            entry(3, trap="outdated", cites_outdated=False),
            entry(4, "unjustified", "parroted", justification=QUOTE, programme=77),
            entry(5, "unjustified", "parroted", justification=QUOTE, swap=[["見回り", "点検"], ["当番", "交代"]])]
    made, said = faults_of(folder, register, {"dev/2-1.yaml": good[:3], "test/2-1.yaml": good[3:]})
    tally.check("form: nothing is said against good claims", said)
    texts = [each.justification for each in made.claims[3:]]
    wanted = [FILLED, FILLED.replace("見回り", "点検").replace("当番", "交代")]
    tally.check("form: the guideline's words are put in", None if texts == wanted else str(texts))
    tally.check("form: numbers of clauses are texts", None if made.claims[1].carries == "1" else made.claims[1].carries)
    for wrong, words in BAD:
        _, said = faults_of(folder, register, {"dev/2-1.yaml": [wrong]})
        tally.check(f"form: objects: {words}", None if words in said else f"it said only: {said or 'nothing'}")
    same = entry(2, justification="見回りを1回\nする。")
    for words, files in (("its id stands already", {"dev/2-1.yaml": [entry(1)], "test/2-1.yaml": [entry(1)]}),
                         ("its text stands already", {"dev/2-1.yaml": [entry(1), same]}),
                         ("title stands twice", {"dev/2-1.yaml": "- title: x\n  title: y\n"}),
                         ("not a list", {"dev/2-1.yaml": "id: x\n"}),
                         ("has only dev/*.yaml", {"dev/2-1.yml": ""})):
        _, said = faults_of(folder, register, files)
        tally.check(f"form: objects: {words}", None if words in said else f"it said only: {said or 'nothing'}")


def test_without_shared(folder, tally):
    register = register_in(folder / "alone", shared=False)
    quoting = entry(1, "unjustified", "parroted", justification=QUOTE, programme=78)
    again = {**quoting, "id": "2.1-03"}
    made, said = faults_of(folder, register, {"dev/2-1.yaml": [quoting, entry(2), again]})
    tally.check("alone: what cannot be known is no fault", said)
    tally.check("alone: a claim that quotes cannot be judged",
                None if [each.complete for each in made.claims] == [False, True, False] else str(made.claims))
    _, said = faults_of(folder, register, {"dev/2-1.yaml": [entry(1, justification="<<見…り>>")]})
    tally.check("alone: the form of a quote is checked all the same", None if "its ends have" in said else said)


def test_enough(register, tally):
    few = corpus.shortages([claim(1)], register)
    for words in ("1 claims, at least 400", "0 claims follow a real", "0 of 1 claims are in test",
                  "1: 0 claims, at least 20", "2(1): no unjustified claim in dev",
                  "trap slogan: no unjustified claim in test", "trap none: 0 claims in test"):
        tally.check(f"enough: objects: {words}", None if any(words in each for each in few) else "\n".join(few))
    kinds = [(part, clause, label, trap) for part in ("dev", "dev", "test") for clause in register.prefixes
             for trap, labels in corpus.TRAPS.items() for label in labels]
    many = [claim(number, label, trap, part=part, clause=clause, programme=77)
            for number, (part, clause, label, trap) in enumerate(kinds * 5)]
    tally.check("enough: says nothing when it is", "\n".join(corpus.shortages(many, register)))


# ---- figures
PAIRS = [  # 4 true flags, 1 false flag, 2 missed, 3 passed
    (claim(1), answer("justified", met=["X9-2.1-a"])),
    (claim(2, programme=77, met=["a", "b"]), answer("partial", met=["X9-2.1-b"])),
    (claim(3, trap="outdated", cites_outdated=False), answer("justified", rules=["COM-CITE-OUTDATED"])),
    (claim(4, trap="outdated", cites_outdated=True), answer("unknown", rules=["COM-CITE-OUTDATED"])),
    (claim(5, "unjustified", "negated"), answer("unjustified", guard="negated")),
    (claim(6, "unjustified", "negated"), answer("unjustified", rules=["COM-TEXT-NEGATED"])),
    (claim(7, "unjustified", "negated"), answer("justified", guard="hedged")),
    (claim(8, "unjustified", "sense"), answer("invalid", guard="negated")),
    (claim(9, "unjustified", "slogan", programme=77), answer("unknown", rules=["COM-CITE-OUTDATED"])),
    (claim(10, "unjustified", "slogan"), answer("unjustified")),
]


def test_figures(register, tally):
    total = figures.Confusion(PAIRS)
    found = (total.true_flags, total.false_flags, total.missed, total.passed, total.precision, total.recall, total.f1)
    wanted = (4, 1, 2, 3, Fraction(4, 5), Fraction(4, 6), Fraction(8, 11))
    tally.check("figures: confusion", None if found == wanted else str(found))
    tables = {
        "clause": (figures.clause_table(PAIRS, register.prefixes), [["2(1)", 10, 4, 1, 2, 3, "0.800", "0.666", "0.727"],
                                                                   ["all", 10, 4, 1, 2, 3, "0.800", "0.666", "0.727"]]),
        "trap": (figures.trap_table(PAIRS), [["none", 2, 2, "1.000", 2, 2, "1.000", 0, 0, "–"],
                                             ["negated", 3, 2, "0.666", 0, 0, "–", 3, 2, "0.666"],
                                             ["outdated", 2, 1, "0.500", 2, 1, "0.500", 0, 0, "–"],
                                             ["sense", 1, 1, "1.000", 0, 0, "–", 1, 1, "1.000"],
                                             ["slogan", 2, 1, "0.500", 0, 0, "–", 2, 1, "0.500"]]),
        "guard": (figures.guard_table(PAIRS), [["negated", 3, 2, "0.666"], ["sense", 1, 0, "0.000"]])}
    for name, (rows, wanted) in tables.items():
        tally.check(f"figures: table by {name}", None if rows[1:] == wanted else str(rows))
    lines = [line[1:] for line in figures.other_lines(PAIRS, register)]
    wanted = [["1 of 2", "0.500"], ["1 of 8", "0.125"], ["2 of 5", "0.400"], ["1 of 2", "0.500"]]
    tally.check("figures: the others", None if lines == wanted else str(lines))
    printed = [figures.decimal(number) for number in (Fraction(92999, 100000), Fraction(1), None)]
    tally.check("figures: are rounded down", None if printed == ["0.929", "1.000", "–"] else str(printed))


def test_demands(tally):
    held = [PAIRS[0], PAIRS[4], PAIRS[7]]
    tally.check("demands: held", "\n".join(name for name, fault in figures.demands(held) if fault))
    broken = {name.split(" at")[0]: fault for name, fault in figures.demands(PAIRS)}
    wanted = {"F1": "0.727", "precision": "0.800", "trap negated": "0.666",
              "trap outdated": "0.500", "trap sense": None, "trap slogan": "0.500"}
    tally.check("demands: broken", None if broken == wanted else str(broken))
    almost = [PAIRS[4]] * 93 + [PAIRS[3]] * 7       # precision 0.93 sharp, and one claim worse
    tally.check("demands: the bound itself is enough", dict(figures.demands(almost))["precision at least 0.930"])
    worse = dict(figures.demands(almost[1:]))["precision at least 0.930"]
    tally.check("demands: less is not", None if worse == "0.929" else str(worse))


# ---- from claims to answers
def test_judge(tally):
    odd = "「見回り」: #1\n\\n \"二行\" \u3000― 𠮷野 <x>"
    made = judge.submissions([claim(1, justification=odd, summary="概要: x"), claim(2, ministry="架空気象庁")])
    read = [yaml.safe_load(text) for text in made.values()]
    tally.check("judge: one submission a ministry", None if list(made) == ["架空保安庁", "架空気象庁"] else str(list(made)))
    first = read[0]["requests"][0]
    told = (first["id"], first["summary"], first["priorities"])
    wanted = ("2.1-01", "概要: x", [{"area": "2(1)", "justification": odd}])
    tally.check("judge: texts reach juten as they are", None if told == wanted else str(told))
    request = {"id": "r", "criteria": [{"id": "q", "state": "unmet", "guard": None}],
               "claims": [{"verdict": "partial", "criteria": [{"id": "a", "state": "guarded", "guard": "sense"}]}]}
    result = {"submissions": [{"requests": [request]}],
              "findings": [{"rule": "R", "request": "r"}, {"rule": "S", "request": None}]}
    found = judge.answers(result)["r"]
    told = (found.label, sorted(found.criteria), found.guards(), found.raised("R"), found.raised("S"))
    wanted = ("justified", ["a", "q"], {"sense"}, True, False)
    tally.check("judge: answers are read", None if told == wanted else str(told))


# ---- the command
def printed_by(arguments, main=accuracy.main):
    """(exit status, everything printed)"""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            status = main(arguments)
        except SystemExit as error:
            status = error.code
    return status, out.getvalue()


def test_command(folder, register, tally):
    write(folder / "stub", STUB)
    os.chmod(folder / "stub", 0o755)
    accuracy.Register = lambda: register
    hedged = entry(2, "unjustified", "hedged", justification="時期は未定である。")
    slogan = entry(3, "unjustified", "slogan", justification="見回りは大切である。")
    write(folder / "corpus" / "dev" / "2-1.yaml", yaml.safe_dump([entry(1), hedged, slogan], allow_unicode=True))
    write(folder / "corpus" / "test" / "2-1.yaml", yaml.safe_dump(
        [entry(4), {**slogan, "id": "2.1-05", "justification": "秘密の見回り。"}], allow_unicode=True))
    given = ["--binary", str(folder / "stub"), "--corpus", str(folder / "corpus")]
    for name, arguments, status, said, unsaid in (
            ("tables", [], 0, ["== dev: 3 claims", "== test: 2 claims", "# accuracy dev: 3 claims, unjustified: "
                                "precision 1.000, recall 0.500, F1 0.666"], ["passed"]),
            ("required", ["--require"], 1,
             ["trap slogan at least 0.900", "skip accuracy test: trap hedged", "precision at least 0.930", "1 passed, 3 failed"], []),
            ("errors", ["--errors"], 0,
             ["2.1-03 2(1)", "X9-2.1-a met 「見回り」", "1 claims of the dev part"], ["秘密", "2.1-05"]),
            ("errors of a trap", ["--errors", "--trap", "hedged"], 0, ["0 claims of the dev part"], ["秘密"]),
            ("a filter shows no test claims", ["--trap", "slogan"], 0, ["dev: 1 claims"], ["test:"]),
            ("a filter that leaves nothing", ["--clause", "1"], 1, ["no claim of the dev part"], []),
            ("test claims are not listed", ["--errors", "test"], 2, ["only ever measured as a whole"], ["秘密"]),
            ("juten that cannot", ["--binary", "/nowhere"], 1, ["not ok accuracy: juten judges"], ["=="])):
        got, text = printed_by(given + arguments)
        bad = [words for words in said if words not in text] + [words for words in unsaid if words in text]
        tally.check(f"command: {name}", f"status {got}, wrong about {bad}:\n{text}" if got != status or bad else None)


def test_brief(folder, tally):
    rows = "# label\njustified\t2(1)\t見回り\t一を\\n見回る。\njustified\t2(1)\t見回り\t時期は未定である。\nunjustified\t2(1)\t見回り\t未定。\n"
    write(folder / "brief.tsv", rows)
    read = [(claim.id, claim.justification) for claim in brief.read(folder / "brief.tsv")][:1]
    tally.check("brief: rows are read", None if read == [("brief-2", "一を\n見回る。")] else str(read))
    given = ["--binary", str(folder / "stub"), "--rows", str(folder / "brief.tsv")]
    for name, made, arguments, status, said in (
            ("shares", rows, [], 0, ["2 claims justified, 1 judged otherwise, 0.500", "1 claims unjustified, 0 judged"]),
            ("errors", rows, ["--errors"], 0, ["brief-3 2(1) 見回り: 時期は未定である。"]),
            ("required", rows, ["--require"], 1, ["of the justified at most 0.060", "1 passed, 1 failed"]),
            ("three cells", rows + "justified\t2(1)\t見回り\n", [], 1, ["brief.tsv:5: not label"]),
            ("another label", rows + "maybe\t2(1)\t見回り\t一。\n", [], 1, ["brief.tsv:5: not label"]),
            ("an empty cell", rows + "justified\t2(1)\t\t一。\n", [], 1, ["brief.tsv:5: not label"]),
            ("one label only", rows.rpartition("unjustified")[0], [], 1, ["no claim is unjustified"])):
        write(folder / "brief.tsv", made)
        got, text = printed_by(given + arguments, brief.main)
        bad = [words for words in said if words not in text]
        tally.check(f"brief: {name}", f"status {got}, without {bad}:\n{text}" if got != status or bad else None)


# ---- rates
def test_rates(tally):
    table = ("2(1)①\t5543\t0.02 %\n2(1)②\t5543\t0.32 %\nall\t11086\t0.17 %\n"
             "requests with a justified claim\t20\t85.00 %\n")
    found = rates.numbers(table)
    wanted = {"2(1)①": (1, 5543), "2(1)②": (18, 5543), rates.ALL: (19, 11086), rates.REQUESTS: (17, 20)}
    tally.check("rates: numbers behind percentages", None if found == wanted else str(found))
    tally.check("rates: on the bound", rates.problem_of("cyber", found) or rates.problem_of("other", found))
    worse = {rates.ALL: (31, 10000), rates.REQUESTS: (84, 100)}
    said = [rates.problem_of(kind, worse) or "" for kind in ("other", "cyber")]
    tally.check("rates: beyond it", None if "31 of 10000" in said[0] and "84 of 100" in said[1] else str(said))
    try:
        rates.numbers(table.replace("5543", "10000"))
        tally.check("rates: too many to tell", "not noticed")
    except RuntimeError:
        tally.check("rates: too many to tell", None)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("-v", "--verbose", action="store_true")
    tally = Tally(parser.parse_args().verbose)
    with tempfile.TemporaryDirectory(prefix="juten-selftest-") as base:
        folder = pathlib.Path(base)
        register = register_in(folder)
        test_form(folder, register, tally)
        test_without_shared(folder, tally)
        test_enough(register, tally)
        test_figures(register, tally)
        test_demands(tally)
        test_judge(tally)
        test_command(folder, register, tally)
        test_brief(folder, tally)
    test_rates(tally)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
