#!/usr/bin/env python3
"""`juten diff` says just what was edited: the shipped submissions, edited at random, compared with themselves.

Requests are renamed, renumbered (one by one, or all of a ministry when one is put in at its top), rewritten well or
badly, given other amounts in several notations, handed to another ministry, dropped and added; besides, what must not
matter: order, files, comments, notation, JSON for YAML. Of title, number and text of a request one stays, and two when
it changes hands: without that nobody could find it again. What became of findings is worked out from the two results
by who is who. Stored results (json, ndjson) and the files that they were made from must give the same comparison.

usage: rounds.py [--binary B] [--seed N] [--rounds N] [-v]
"""
import argparse
import collections
import copy
import json
import pathlib
import random
import sys
import tempfile
import time

import yaml

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from command import DEFAULT_BINARY, REPOSITORY, Command  # noqa: E402
from tally import Tally  # noqa: E402

COPIED = "関係者と連携しながらサイバー空間の普及を広く図り、必要な取組を着実に進めていくことを検討する。"
BAD = ("サイバー空間の普及を広く図る（{}）。", COPIED + "{}", "{}")
OVER_SET = {"COM-TEXT-DUPLICATE"}
FILES_MOST = 3      # of one ministry
ODDS = {"number": 0.15, "title": 0.15, "text": 0.25, "amount": 0.25, "notation": 0.2, "drop": 0.06, "hand": 0.04}


def other_names():
    """{name that ministries use: canonical name}"""
    fields = yaml.safe_load((REPOSITORY / "rules" / "common" / "fields.yaml").read_text(encoding="utf-8"))["fields"]
    return {other: name for name, others in fields.items() for other in others} | {"金額": "amount"}


def canonical(value, names):
    if isinstance(value, dict):
        return {names.get(key, key): canonical(inner, names) for key, inner in value.items()}
    return [canonical(inner, names) for inner in value] if isinstance(value, list) else value


class Request:
    """A request with who it is, whatever its round calls it. No two have the same `who`."""

    def __init__(self, who, ministry, head, fields, yen):
        self.who, self.ministry, self.head, self.fields, self.yen = who, ministry, head, fields, yen

    def texts(self):
        return sorted((claim["area"], claim["justification"]) for claim in self.fields["priorities"])

    def copy(self):
        return Request(self.who, self.ministry, self.head, copy.deepcopy(self.fields), self.yen)


def shipped(command):
    """All requests of submissions/r2; the yen are juten's own reading."""
    names, requests = other_names(), []
    yen = {request["id"]: request["amount_yen"]
           for submission in command.result("submissions/r2")["submissions"] for request in submission["requests"]}
    for path in sorted((REPOSITORY / "submissions" / "r2").glob("*.yaml")):
        submission = canonical(yaml.safe_load(path.read_text(encoding="utf-8")), names)
        head = {key: value for key, value in submission.items() if key not in ("requests", "total")}
        for fields in submission["requests"]:
            fields["amount"] = f"{yen[str(fields['id'])]}円"     # which every ministry's unit leaves as it is
            requests.append(Request(len(requests), head["ministry"], head, fields, yen[str(fields["id"])]))
    return requests


# ---- YAML in two hands. Neither folds lines: juten keeps the breaks of the file, so a folded text is another one.
class Literal(yaml.SafeDumper):
    many_lines = "|"


class Quoted(yaml.SafeDumper):
    many_lines = '"'


def write_text(dumper, text):
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=dumper.many_lines if "\n" in text else None)


for each in (Literal, Quoted):
    each.add_representer(str, write_text)


# ---- edits
class Editor:
    def __init__(self, rng, requests):
        self.rng, self.fresh, self.count = rng, 1000, len(requests)
        self.good = {request.who: copy.deepcopy(request.fields["priorities"]) for request in requests}
        self.heads = {request.ministry: request.head for request in requests}

    def happens(self, what):
        return self.rng.random() < ODDS[what]

    def name(self, stem):
        self.fresh += 1
        return f"{stem}{self.fresh}"

    def amount(self, yen):
        """The same yen in one of the notations that can say them."""
        ways = [f"{yen}円", f"{yen:,}円"]
        ways += [f"{yen // 1000:,}千円"] if yen % 1000 == 0 else []
        ways += [f"{yen // 10**6}百万円", f"{yen // 10**4:,}万円"] if yen % 10**6 == 0 else []
        ways += [f"{yen // 10**8}.{yen % 10**8 // 10**6:02}億円"] if yen % 10**6 == 0 else []
        way = self.rng.choice(ways)
        full = {ord(a): b for a, b in zip("0123456789,", "０１２３４５６７８９，")}
        return way.translate(full) if self.rng.random() < 0.2 else way

    def rewrite(self, request):
        """One claim's text: made bad, put right again, or changed without harm."""
        index = self.rng.randrange(len(request.fields["priorities"]))
        claim, good = request.fields["priorities"][index], self.good[request.who][index]["justification"]
        before = claim["justification"]
        if self.rng.random() < 0.5:
            claim["justification"] = self.rng.choice(BAD).format(self.name("その"))
        elif before == good:
            claim["justification"] = good.rstrip() + f"\n{self.name('第')}号の計画による。"
        else:
            claim["justification"] = good

    def keeps_a_text(self, request):
        return len(request.fields["priorities"]) > 1

    def edit(self, request):
        """Changes a request so that it can be found again."""
        number, title, text = self.happens("number"), self.happens("title"), self.happens("text")
        if text and number and title and not self.keeps_a_text(request):
            number = title = False
        if self.happens("hand"):
            number, title, text = False, False, text
            request.ministry = self.rng.choice(sorted(self.heads))
            request.head = self.heads[request.ministry]
        if number:
            request.fields["id"] = self.name("N-")
        if title:
            request.fields["title"] = self.name("改めた施策名その")
        if text:
            self.rewrite(request)
        if self.happens("amount"):
            request.yen += self.rng.choice((-1, 1)) * self.rng.choice((1, 1000, 10**6, 25 * 10**6)) * self.rng.randint(1, 9)
            request.yen = max(request.yen, 0)
            request.fields["amount"] = self.amount(request.yen)
        elif self.happens("notation"):
            request.fields["amount"] = self.amount(request.yen)

    def add(self, like):
        self.count += 1
        request = Request(self.count, like.ministry, like.head, copy.deepcopy(like.fields), 5 * 10**6)
        request.fields |= {"id": self.name("A-"), "title": self.name("加えた施策"), "amount": self.amount(request.yen)}
        for claim in request.fields["priorities"]:
            claim["justification"] = self.name("加えた施策で市町村の職員を対象に教材を作り配る。その")
        self.good[request.who] = copy.deepcopy(request.fields["priorities"])
        return request

    def shift(self, requests):
        """One more at the top of a ministry, which takes the numbers of all below it: each gets that of the next."""
        ministry = self.rng.choice(sorted({request.ministry for request in requests}))
        own = [request for request in requests if request.ministry == ministry]
        new = self.add(own[0])
        numbers = [request.fields["id"] for request in own] + [self.name("N-")]
        for request, number in zip([new] + own, numbers):
            request.fields["id"] = number
        return [new] + requests

    def round(self, requests):
        """The next round of these; those that are gone are not in it."""
        after = [request.copy() for request in requests if not self.happens("drop")]
        shifted = self.rng.random() < 0.4
        if shifted:
            after = self.shift(after)
        known = {request.who: request for request in requests}
        for request in after:
            if request.who not in known:
                continue
            number = request.fields["id"]
            self.edit(request)
            if number != known[request.who].fields["id"] and not self.keeps_title_or_text(known[request.who], request):
                request.fields["title"] = known[request.who].fields["title"]
            if number != known[request.who].fields["id"] and request.ministry != known[request.who].ministry:
                request.ministry, request.head = known[request.who].ministry, known[request.who].head
        for like in self.rng.sample(after, self.rng.randint(0, 2)):
            after.append(self.add(like))
        self.rng.shuffle(after)
        return after

    @staticmethod
    def keeps_title_or_text(before, after):
        texts = {text for _, text in before.texts()} & {text for _, text in after.texts()}
        return before.fields["title"] == after.fields["title"] or texts

    # ---- files
    def write(self, requests, folder):
        folder.mkdir()
        by_ministry = collections.defaultdict(list)
        for request in requests:
            by_ministry[request.ministry].append(request)
        for ministry, own in sorted(by_ministry.items()):
            parts = self.rng.randint(1, min(FILES_MOST, len(own)))
            for part in range(parts):
                name = folder / f"{self.rng.randint(10, 99)}-{ministry}-{part}"
                self.write_file(name, own[0].head, [request.fields for request in own[part::parts]])

    def write_file(self, name, head, requests):
        submission = copy.deepcopy(head | {"requests": requests})    # so that yaml writes no anchors
        if self.rng.random() < 0.2:
            name.with_suffix(".json").write_text(json.dumps(submission, ensure_ascii=False, indent=1), encoding="utf-8")
        else:
            text = yaml.dump(submission, Dumper=self.rng.choice((Literal, Quoted)), allow_unicode=True, width=10**6,
                             sort_keys=self.rng.random() < 0.5)
            name.with_suffix(".yaml").write_text(f"# 表紙\n{text}# {self.name('覚え書き')}\n", encoding="utf-8")


# ---- what the comparison must say
def of_round(result):
    """{id: findings on it} out of a result, those on whole files and over the set left out."""
    on, places = collections.defaultdict(list), {}
    for submission in result["submissions"]:
        where = (submission["path"], submission.get("document", 0))
        places[where] = sorted((request["start"]["byte"], request["id"]) for request in submission["requests"])
    for finding in result["findings"]:
        if finding["on_file"] or finding["rule"] in OVER_SET:
            continue
        starts = places[finding["path"], finding.get("document", 0)]
        on[[number for byte, number in starts if byte <= finding["start"]["byte"]][-1]].append(finding)
    return on


def matter(finding):
    return finding["rule"], finding["area"], finding["criterion"]


def became(before, after, olds, news):
    """Counter of (state, rule) for one request; no edit touches which clauses it claims. Findings over the set, which
    move from request to request, are left out: check_alike knows what is to be said of them."""
    counts = collections.Counter()
    old, new = collections.Counter(map(matter, olds)), collections.Counter(map(matter, news))
    severity = {matter(finding): finding["severity"] for finding in olds + news}
    for one in old | new:
        common = min(old[one], new[one])
        worse = before and severity[one] != "note"
        counts["open", one[0]] += common
        counts["fixed" if after else "withdrawn", one[0]] += old[one] - common
        counts["regressed" if worse else "new", one[0]] += new[one] - common
    return +counts


def expected(before, after, results):
    """{who: what must be said of it} for every request of either round."""
    olds, news = ({request.who: request for request in each} for each in (before, after))
    found = [of_round(result) for result in results]
    facts = {}
    for who in olds.keys() | news.keys():
        old, new = olds.get(who), news.get(who)
        facts[who] = {
            "state": "matched" if old and new else "added" if new else "withdrawn",
            "ids": (old and old.fields["id"], new and new.fields["id"]),
            "renamed": bool(old and new) and old.fields["title"] != new.fields["title"],
            "renumbered": bool(old and new) and old.fields["id"] != new.fields["id"],
            "handed": bool(old and new) and old.ministry != new.ministry,
            "text_changed": bool(old and new) and old.texts() != new.texts(),
            "moved": new.yen - old.yen if old and new else 0,
            "findings": became(old, new, found[0][old.fields["id"]] if old else [], found[1][new.fields["id"]] if new else []),
        }
    return facts


def said(change, who_of):
    old, new = change["old"], change["new"]
    ids = (old and old["id"], new and new["id"])
    return {
        "state": change["state"], "ids": ids, "renamed": change["renamed"], "renumbered": change["renumbered"],
        "handed": bool(old and new) and old["ministry"] != new["ministry"], "text_changed": change["text_changed"],
        "moved": sum(moved["difference_yen"] for moved in change["moved"] if moved["field"] == "amount"),
        "findings": collections.Counter((finding["state"], finding["rule"]) for finding in change["findings"]
                                        if finding["rule"] not in OVER_SET),
    }, who_of[1][ids[1]] if new else who_of[0][ids[0]]


def problems(comparison, before, after, results):
    who_of = [{str(request.fields["id"]): request.who for request in each} for each in (before, after)]
    facts, lines, totals = expected(before, after, results), [], collections.Counter()
    for change in comparison["requests"]:
        told, who = said(change, who_of)
        wanted = facts.pop(who, None)
        if told != wanted:
            lines.append(f"said     {told}\nexpected {wanted}")
        totals.update(finding["state"] for finding in change["findings"])
    lines += [f"not said: {fact}" for fact in facts.values()]
    totals.update(finding["state"] for finding in comparison["findings"])
    summary = comparison["summary"]
    if +totals != +collections.Counter(summary["findings"]):
        lines.append(f"counted {dict(totals)}, summary {summary['findings']}")
    for result, states in zip(results, (("open", "fixed", "withdrawn"), ("open", "new", "regressed"))):
        if sum(totals[state] for state in states) != len(result["findings"]):
            lines.append(f"{len(result['findings'])} findings in a round, {dict(totals)} in the comparison")
    moved = sum(request.yen for request in after) - sum(request.yen for request in before)
    if summary["amount_difference_yen"] != moved:
        lines.append(f"amounts moved by {moved}, said {summary['amount_difference_yen']}")
    return "\n".join(lines)


def check_alike(comparison):
    """Of two rounds that hold the same, in other files and another order. Near copies may fall into other groups."""
    findings = [finding for change in comparison["requests"] for finding in change["findings"]] + comparison["findings"]
    wrong = [(finding["state"], finding["rule"]) for finding in findings
             if finding["state"] != "open" and (finding["state"] == "regressed" or finding["rule"] not in OVER_SET)]
    return f"nothing was edited, and yet: {wrong}" if wrong else None


def check_round(check, diff, tally, name, folder, rounds):
    """Compares two rounds that lie in folder/old and folder/new, as files and as results."""
    paths = [str(folder / which) for which in ("old", "new")]
    results, stored = [], [[], []]
    for path in paths:
        for index, form in enumerate(("json", "ndjson")):
            bytes_ = check.done("-f", form, path)
            target = pathlib.Path(f"{path}.{form}")
            target.write_bytes(bytes_)
            stored[index].append(str(target))
            if form == "json":
                results.append(json.loads(bytes_))
    run = diff.run("-f", "json", *paths)
    comparison = json.loads(run.stdout) if run.returncode in (0, 1) else None
    if not comparison:
        tally.check(name, run.stderr.decode())
        return None
    tally.check(name, problems(comparison, *rounds, results))
    worse = comparison["summary"]["findings"]["regressed"] > 0
    tally.check(f"{name}: exit status", None if run.returncode == worse else f"{run.returncode}, regressed: {worse}")
    for form, pair in zip(("json", "ndjson", "json and files"), (*stored, [stored[0][0], paths[1]])):
        same = diff.run("-f", "json", *pair).stdout == run.stdout
        tally.check(f"{name}: the same from {form}", None if same else "they differ")
    return comparison


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--binary", default=DEFAULT_BINARY)
    parser.add_argument("--seed", type=int, default=int(time.time()) % 1000000)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    print(f"seed {options.seed}")
    tally, rng = Tally(options.verbose), random.Random(options.seed)
    check, diff = Command(options.binary), Command(options.binary, "diff")
    requests = shipped(check)
    editor = Editor(rng, requests)
    with tempfile.TemporaryDirectory(prefix="juten-rounds-") as place:
        before = requests
        for number in range(options.rounds):
            folder = pathlib.Path(place, str(number))
            folder.mkdir()
            alike = number % 3 == 2
            after = rng.sample(before, len(before)) if alike else editor.round(before)
            editor.write(before, folder / "old")
            editor.write(after, folder / "new")
            name = f"rounds: seed {options.seed}, round {number}"
            comparison = check_round(check, diff, tally, name, folder, (before, after))
            if alike and comparison:
                tally.check(f"{name}: alike", check_alike(comparison))
            before = after
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
