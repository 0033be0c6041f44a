#!/usr/bin/env python3
"""Results of parts, merged, say what one run over everything says.

The shipped submissions and the inputs of the golden cases - sound, faulty and unreadable ones - are split at random into
parts. Each is checked by itself, its result stored as json or ndjson; some are merged beforehand, some stand one behind
the other in one stream. `juten report` on these, in any order, must write every format byte for byte as the run over
everything does, but for saying that it was merged; with --select or --min-severity too, given only then. Findings over the set are left out (--ignore): a part does not see
the others.

usage: spread.py --binary B --seed N [--rounds N]
"""
import argparse
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(REPOSITORY / "tests" / "support"))
sys.dont_write_bytecode = True
from tally import Tally  # noqa: E402

OVER_THE_SET = "COM-ID-DUPLICATE,COM-TEXT-DUPLICATE,COM-AMOUNT-PREVIOUS"
FORMATS = ("text", "compact", "json", "ndjson")
MERGED_JSON = re.compile(rb'^  "merged": \{\n(?:    .*\n)*  \},\n', re.MULTILINE)
MERGED_TEXT = re.compile("^.*(?:それぞれの結果の中だけ|within each of them only).*\n".encode(), re.MULTILINE)
TAKEN = 40      # golden inputs in one round: all of them would take too long


def golden_inputs():
    """YAML files of golden cases that are no part of a pack, and beside which no waivers lie: what is wrong with those
    is said in every part."""
    paths = sorted((REPOSITORY / "tests" / "golden").glob("**/*.yaml"))
    paths = [path for path in paths if "waivers" not in path.parts]
    packs = {path.parent for path in paths if path.name == "pack.yaml"}
    return [path for path in paths if not packs & set(path.parents) and "after" not in path.parts]


def lay_out(folder, random_):
    """Copies inputs into the folder; their names."""
    shipped = sorted((REPOSITORY / "submissions").glob("*/*.yaml"))
    golden = golden_inputs()
    chosen = shipped + random_.sample(golden, min(TAKEN, len(golden)))
    for path in chosen:
        target = folder / path.relative_to(REPOSITORY)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    lines = ['{"ministry": "総務省", "fiscal_year": 2020, "requests": []}', '{"ministry": "broken', "",
             '{"ministry": "財務省", "fiscal_year": 2020, "requests": [{"id": "L-1", "amount": "1億円"}]}']
    # A folder beside a longer name, a line that cannot be read between others, a file that is not there.
    for name in ("a/1.yaml", "a-b/1.yaml", "a.yaml"):
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copy(shipped[0], folder / name)
    (folder / "lines.ndjson").write_text("\n".join(lines) + "\n", encoding="utf-8")
    names = [path.relative_to(REPOSITORY).as_posix() for path in chosen]
    return names + ["a/1.yaml", "a-b/1.yaml", "a.yaml", "lines.ndjson", "missing.yaml"]


class Runner:
    def __init__(self, binary, folder, language):
        self.binary, self.folder = binary, folder
        self.env = {"PATH": os.environ["PATH"], "JUTEN_NO_CONFIG": "1", "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "1567209600",
                    "JUTEN_IGNORE": OVER_THE_SET, "JUTEN_LANG": language}
        self.env.update((name, os.environ[name]) for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS") if name in os.environ)

    def run(self, *arguments, stdin=None):
        """Exit status; RuntimeError with what was said when a result was not written."""
        written = [word.partition("=")[2] for before, word in zip(arguments, arguments[1:]) if before == "-f"]
        done = subprocess.run([self.binary, *arguments], cwd=self.folder, env=self.env, input=stdin or b"",
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        if done.returncode not in (0, 1, 2) or not all((self.folder / name).exists() for name in written):
            raise RuntimeError(f"{' '.join(arguments)}: {done.returncode}\n{done.stderr.decode(errors='replace')[-600:]}")
        return done.returncode

    def read(self, prefix):
        return {form: (self.folder / f"{prefix}.{form}").read_bytes() for form in FORMATS}


def writing(prefix):
    return [word for form in FORMATS for word in ("-f", f"{form}={prefix}.{form}")]


def split(names, random_):
    """One to five parts, none of them empty, each name in one of them."""
    names = random_.sample(names, len(names))
    cuts = sorted(random_.sample(range(1, len(names)), random_.randint(0, 4)))
    return [names[begin:end] for begin, end in zip([0] + cuts, cuts + [len(names)])]


def without_merged(form, output):
    if form == "json":
        return MERGED_JSON.sub(b"", output)
    if form != "ndjson":
        return MERGED_TEXT.sub(b"", output)
    *lines, last = output.splitlines()
    summary = json.loads(last)
    summary.pop("merged", None)
    return b"\n".join([*lines, json.dumps(summary).encode()])


def first_difference(expected, actual):
    rows = zip(expected.splitlines() + [b"(end)"], actual.splitlines() + [b"(end)"])
    for number, (wanted, got) in enumerate(rows, 1):
        if wanted != got:
            return f"line {number}:\n- {wanted.decode(errors='replace')[:300]}\n+ {got.decode(errors='replace')[:300]}"
    return "one ends before the other"


def store(runner, parts, options, random_):
    """Checks each part; the stored results, some merged with one before."""
    stored = []
    for number, names in enumerate(parts):
        result = f"part-{number}.{random_.choice(('json', 'ndjson'))}"
        runner.run("check", *options, "-f", f"{result.rsplit('.', 1)[1]}={result}", *names)
        if stored and random_.random() < 0.2:
            both = f"both-{number}.{random_.choice(('json', 'ndjson'))}"
            runner.run("report", "-f", f"{both.rsplit('.', 1)[1]}={both}", stored.pop(), result)
            result = both
        stored.append(result)
    return stored


def narrowing(random_):
    """Options by which check shows fewer findings, and report of what was stored without them."""
    choices = [[], [], ["--select", "COM-TEXT-*"], ["--select", "R2-*"], ["--min-severity", "error"],
               ["--select", "COM-*", "--min-severity", "warning"]]
    return random_.choice(choices)


def merge(runner, stored, narrow, random_):
    """Merges the results: exit status."""
    random_.shuffle(stored)
    lines = [name for name in stored if name.endswith(".ndjson")]
    if len(lines) > 1 and random_.random() < 0.5:
        stream = b"".join((runner.folder / name).read_bytes() for name in lines)
        return runner.run("report", *narrow, *writing("merged"), "-", *(set(stored) - set(lines)), stdin=stream)
    return runner.run("report", *narrow, *writing("merged"), *stored)


def one_round(tally, binary, number, random_):
    with tempfile.TemporaryDirectory(prefix="juten-spread-") as name:
        names = lay_out(pathlib.Path(name), random_)
        runner = Runner(binary, pathlib.Path(name), random_.choice(("ja", "en")))
        options = [word for word in ("--suggest", "-v") if random_.random() < 0.3]
        narrow = narrowing(random_)
        parts = split(names, random_)
        title = f"round {number}: {len(names)} inputs in {len(parts)} parts {' '.join(options + narrow)}".rstrip()
        try:
            wanted = runner.run("check", *options, *narrow, *writing("whole"), *names)
            got = merge(runner, store(runner, parts, options, random_), narrow, random_)
        except RuntimeError as error:
            tally.check(title, str(error))
            return
        tally.check(f"{title}: exit status", None if wanted == got else f"{wanted} of the whole, {got} merged")
        whole, merged = runner.read("whole"), runner.read("merged")
        if "-v" in options:     # of the text alone: what is shown is asked for anew
            whole.pop("text"), whole.pop("compact")
        for form, output in whole.items():
            expected, actual = without_merged(form, output), without_merged(form, merged[form])
            tally.check(f"{title}: {form}", None if expected == actual else first_difference(expected, actual))


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--binary", default=str(REPOSITORY / "build" / "juten"))
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--rounds", type=int, default=6)
    options = parser.parse_args()
    print(f"seed {options.seed}")
    tally = Tally()
    for number in range(options.rounds):
        one_round(tally, str(pathlib.Path(options.binary).resolve()), number, random.Random(options.seed + number))
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
