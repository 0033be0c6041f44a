#!/usr/bin/env python3
"""How the comparison of texts over the set grows: the real texts of ../shared/data once, twice and four times over, each
copy with small edits of its own, judged with and without the rule
on texts alike by a pack that has little else.

usage: set_growth.py [--binary B] [--copies 1,2,4]
Prints for every size the CPU seconds of both runs, their difference, the peak memory of the run with it, the clusters,
and the ratio of the difference to that of the size before. A doubling of the texts may cost at most 2.3 times as much.
Needs ../shared.
"""
import argparse
import gzip
import json
import pathlib
import random
import resource
import subprocess
import sys
import tempfile

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent.parent
DATA = REPOSITORY.parent / "shared" / "data" / "rs2024.jsonl.gz"
PACK = str(REPOSITORY / "tests" / "packs" / "alike")  # rules over the set alone: little else is computed
PER_FILE = 50
ROUNDS = 5


def texts():
    with gzip.open(DATA, "rt") as lines:
        for line in lines:
            programme = json.loads(line)
            parts = [programme.get(key) or "" for key in ("purpose", "currentIssues", "overview")]
            text = "".join(c for c in " ".join(parts) if c.isprintable())
            yield programme["projectId"], programme["projectName"], text or "―"


def edited(text, copy, dice):
    """A copy says the same in nearly all places: one letter in fifty is another."""
    letters = list(text)
    for _ in range(len(letters) // 50 if copy else 0):
        letters[dice.randrange(len(letters))] = dice.choice("市町村県国海山川空")
    return "".join(letters)


def write(folder, copies):
    dice = random.Random(20)
    requests = [(f"RS-{number}-{copy}", title, edited(text, copy, dice))
                for copy in range(copies) for number, title, text in texts()]
    for start in range(0, len(requests), PER_FILE):
        items = [{"id": id_, "title": title, "category": "継続", "amount": "1.0億円", "previous": "1.0億円",
                  "priorities": [{"area": "1", "justification": text}]}
                 for id_, title, text in requests[start:start + PER_FILE]]
        submission = {"ministry": "灯台省", "fiscal_year": 2031, "requests": items}
        (folder / f"{start:06}.json").write_text(json.dumps(submission, ensure_ascii=False))
    return len(requests)


def run(binary, folder, rule):
    """CPU seconds, peak memory in MB (of the largest run so far), result."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([binary, "check", "--pack", PACK, "-j1", "--exit-zero", "-f", "json", "--select", rule, str(folder)],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, after.ru_maxrss / 1024, done.stdout


def measure(binary, folder):
    """The least of some runs each: what else the machine does only adds."""
    plain = min(run(binary, folder, "A-BEFORE")[0] for _ in range(ROUNDS))
    best = min((run(binary, folder, "A-ALIKE") for _ in range(ROUNDS)), key=lambda it: it[0])
    clusters = sum("related" in finding for finding in json.loads(best[2])["findings"])
    return plain, best[0], best[1], clusters


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--binary", default=str(REPOSITORY / "build" / "juten"))
    parser.add_argument("--copies", default="1,2,4")
    options = parser.parse_args()
    if not DATA.exists():
        print(f"set_growth: {DATA.name} is not there (../shared)")
        return 0
    before = None
    print(f"{'texts':>8} {'without':>9} {'with':>9} {'for it':>9} {'memory':>9} {'clusters':>9} {'ratio':>7}")
    for copies in map(int, options.copies.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            count = write(pathlib.Path(folder), copies)
            plain, full, memory, clusters = measure(options.binary, folder)
        cost = full - plain
        ratio = f"{cost / before:7.2f}" if before else f"{'':>7}"
        print(f"{count:>8} {plain:>8.2f}s {full:>8.2f}s {cost:>8.2f}s {memory:>7.0f}MB {clusters:>9} {ratio}", flush=True)
        before = cost
    return 0


if __name__ == "__main__":
    sys.exit(main())
