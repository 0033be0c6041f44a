#!/usr/bin/env python3
"""A waiver follows its finding, and nothing else.

Every finding on a shipped file is waived. Then the file is renamed and moved to a deeper folder, its requests are put in
another order, comments and blank lines are put between them: no finding may be open, and no waiver may be missed. Then
one waived text is changed: its findings must be open again - those that are the same have a stale waiver, those that are
gone leave an unused one - however many others were mended at the same time: counts never cancel out.

usage: waivers.py [--seed S] [--rounds N] [--binary B]
"""
import argparse
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(REPOSITORY / "tests" / "support"))
from tally import Tally  # noqa: E402

REQUEST = re.compile(r"^  - ", re.MULTILINE)
REASON = re.compile(r"(理由: )(?![|>'\"])(\S[^\n]*)")


def parts(text):
    """What stands before the first request of a file, and the requests as they are written."""
    starts = [found.start() for found in REQUEST.finditer(text)]
    ends = starts[1:] + [len(text)]
    return text[:starts[0]], [text[begin:end].rstrip("\n") + "\n" for begin, end in zip(starts, ends)]


def run(binary, folder, *arguments):
    env = {**os.environ, "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "1567209600"}
    return subprocess.run([binary, *arguments], cwd=folder, env=env, stdin=subprocess.DEVNULL, capture_output=True,
                          timeout=120, check=False)


def result(binary, folder):
    return json.loads(run(binary, folder, "check", "--pack", "r2", "-f", "json", ".").stdout)


def is_open(finding):
    return not (finding["waived"] and finding["waived"]["holds"])


def shuffled(text, random_):
    head, requests = parts(text)
    random_.shuffle(requests)
    return head + "".join(random_.choice(["", "\n", "  # 注\n", "\n  # 注\n\n"]) + request for request in requests)


def try_file(binary, path, random_):
    """What is wrong, or None."""
    text = path.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory(prefix="juten-waivers-") as base:
        folder = pathlib.Path(base)
        (folder / path.name).write_text(text, encoding="utf-8")
        before = result(binary, folder)["findings"]
        if not before:
            return None  # of a file without findings nothing can be waived
        added = run(binary, folder, "waive", "add", "--pack", "r2", "--select", "*", "--reason", "r", "--by", "b", ".")
        if added.returncode != 0:
            return added.stderr.decode()
        (folder / path.name).unlink()
        moved = folder / "deeper" / f"{random_.randrange(100)}.yaml"
        moved.parent.mkdir()
        moved.write_text(shuffled(text, random_), encoding="utf-8")
        after = result(binary, folder)
        wrong = [f"{f['rule']} on {f['request']}" for f in after["findings"] if is_open(f)]
        if wrong or after["summary"]["waived"] != len(before):
            return f"of {len(before)} findings {after['summary']['waived']} are waived; open: {wrong[:3]}"
        return change_one(binary, folder, moved, random_, {f["fingerprint"] for f in before})


def change_one(binary, folder, path, random_, waived):
    text = path.read_text(encoding="utf-8")
    places = list(REASON.finditer(text))
    if not places:
        return None
    place = random_.choice(places)
    changed = text[:place.start(2)] + "所要の経費を計上する。" + text[place.end(2):]
    path.write_text(changed, encoding="utf-8")
    found = result(binary, folder)["findings"]
    faults = [f for f in found if f["rule"].startswith("WAIVER-")]
    opened = [f for f in found if is_open(f) and not f["rule"].startswith("WAIVER-")]
    if not opened:
        return f"a text was changed at {place.start()}, and nothing is open"
    unused = [f for f in faults if f["rule"] == "WAIVER-UNUSED"]
    gone = waived - {f["fingerprint"] for f in found}
    if len(unused) != len(gone):
        return f"{len(gone)} waived findings are gone, {len(unused)} unused waivers are named"
    stale = {f["fingerprint"] for f in opened if f["waived"]}
    named = [f for f in faults if f["rule"] == "WAIVER-STALE"]
    if len(stale) != len(named):
        return f"{len(stale)} findings have a waiver of another text, {len(named)} stale waivers are named"
    return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=random.randrange(1000000))
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--binary", default=str(REPOSITORY / "build" / "juten"))
    options = parser.parse_args()
    random_ = random.Random(options.seed)
    print(f"seed {options.seed}")
    tally = Tally()
    files = [path for path in sorted((REPOSITORY / "submissions").glob("*/*.yaml")) if path.parent.name != "h27"]
    binary = str(pathlib.Path(options.binary).resolve())
    for path in random_.sample(files, options.rounds):
        wrong = try_file(binary, path, random_)
        tally.check(path.relative_to(REPOSITORY).as_posix(), wrong)
    print(tally.line())
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())
