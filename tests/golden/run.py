#!/usr/bin/env python3
"""Golden cases: the command on real files, its output compared byte for byte.

A case is a folder tests/golden/<topic>/<case>/ with
    args      the arguments after `juten`, quoted as for a shell (line breaks count as blanks)
    stdout    expected standard output          exit     expected exit status
    stderr    expected standard error, absent when nothing is said there
    stdin     optional: standard input          env      optional: NAME=VALUE lines
    copy      optional: lines `path-in-repository [name-in-case]`: files and folders laid into the case
    fill      optional: lines `name-in-case count text`: a file of that text, count times (for inputs too big to keep)
    links     optional: lines `name-in-case target`: symbolic links
    after/    optional: files that the run must leave behind; any other new or changed file is a failure
    variants  optional: which re-runs make sense, words out of `crlf bom none`; without it both
and its input files; inputs of several cases lie in tests/golden/shared/ and are laid in by `copy`. The case is run in a
temporary copy, in a clean environment (LC_ALL=C.UTF-8, no JUTEN_…, SOURCE_DATE_EPOCH at 2019-08-31), and again with
every YAML input and standard input in CRLF, and again with a BOM:
exit, words, lines and columns must be the same; byte offsets and hashes of files may differ. The hash of a pack
and the words of its rules are never compared, since they change with every word of the pack (tests/unit compares them
where it matters).

usage: run.py [--update] [--plain] [--sample N --seed S] [--jobs N] [--binary B] [--wrapper W] [-v] [WORD…]
    WORD        only cases whose name contains it            --plain   without the CRLF and BOM runs
    --binary    what is tested; else JUTEN_TEST_BINARY, else build/juten
    --wrapper   a command to put in front, e.g. 'valgrind -q'; else JUTEN_TEST_WRAPPER
"""
import argparse
import codecs
import concurrent.futures
import difflib
import filecmp
import os
import pathlib
import random
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
sys.path.insert(0, str(REPOSITORY / "tests" / "support"))
from tally import Tally  # noqa: E402

CONTROL = {"args", "stdout", "stderr", "exit", "stdin", "env", "copy", "fill", "links", "after", "variants",
           "README.md"}
PASSED_ON = ("PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS")
TIMEOUT_SECONDS = 120
DIFF_LINES = 60


class Case:
    def __init__(self, folder):
        self.folder = folder
        self.name = folder.relative_to(HERE).as_posix()

    def read(self, name, default=b""):
        path = self.folder / name
        return path.read_bytes() if path.is_file() else default

    def arguments(self):
        return shlex.split(self.read("args").decode())

    def environment(self, home):
        env = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        env.update(LC_ALL="C.UTF-8", TZ="UTC", HOME=home, SOURCE_DATE_EPOCH="1567209600")
        for line in self.read("env").decode().splitlines():
            name, _, value = line.partition("=")
            env[name] = value
        return env

    def variants(self):
        words = self.read("variants", b"crlf bom").decode().split()
        return [word for word in words if word != "none"]

    def lay_out(self, target):
        """The input files of the case, in an empty folder."""
        for entry in self.folder.iterdir():
            if entry.name not in CONTROL:
                copy_into(entry, target / entry.name)
        for line in self.read("copy").decode().splitlines():
            source, _, name = line.strip().partition(" ")
            if source:
                copy_into(REPOSITORY / source, target / (name.strip() or pathlib.Path(source).name))
        for line in self.read("fill").decode().splitlines():
            name, count, text = line.split(" ", 2)
            (target / name).write_text(text * int(count))
        for line in self.read("links").decode().splitlines():
            name, _, goal = line.partition(" ")
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).symlink_to(goal)


def copy_into(source, target):
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, symlinks=True)
    else:
        shutil.copy(source, target)


def to_crlf(data):
    return data if b"\r" in data else data.replace(b"\n", b"\r\n")


def to_bom(data):
    return data if data.startswith(codecs.BOM_UTF8) else codecs.BOM_UTF8 + data


CHANGE = {"crlf": to_crlf, "bom": to_bom}


PACK_HASH = re.compile(rb'(\(decided [^\n]*?, |\xe6\xb1\xba\xe5\xae\x9a\xe3\x80\x81|'
                       rb'"(?:decided|version)": [^\n]*\n *"sha256": "|"decided":"[^"]*","sha256":"|'
                       rb'"manifest": ?\{\s*"sha256": ?"|"properties": \{\s*"sha256": "|"id": "juten/(?:[^"/]*/)?|'
                       rb'digest of the run |\xe5\xae\x9f\xe8\xa1\x8c\xe3\x81\xae\xe7\x85\xa7\xe5\x90\x88\xe5\x80\xa4 )[0-9a-f]{12,64}')


# What the rules of a pack say stands in every JSON result; tests/unit/review compares it where it matters.
PACK_RULES = re.compile(rb'(\n {6}"rules": \[)\n.*?\n {6}\]|(?<=\}\])(,"rules":\[)\{"id":.*?\}\](?=\})', re.DOTALL)


# Style and script of an HTML report stand in src/report/html/ and are tested in a browser; its hashes are those of packs
# and inputs.
HTML_OWN = re.compile(rb"(<(style|script)>).*?(</\2>)", re.DOTALL)
HTML_HASH = re.compile(rb"(<code>|<b>|'sha256-)(?:[0-9a-f]{64}|[0-9a-f]{12}|[\w+/]{43}=)(?=</code>|</b>|')")


def without_pack_words(output):
    if output.startswith(b"<!DOCTYPE html>"):
        return HTML_HASH.sub(rb"\1############", HTML_OWN.sub(rb"\1...\3", output))
    output = PACK_RULES.sub(lambda found: (found[1] or found[2]) + b"...]", output)
    return PACK_HASH.sub(rb"\1############", output)


def masked(output, variant):
    """Leaves out of an output what may differ between the variants of one file."""
    output = re.sub(rb'"byte": ?\d+', b'"byte": N', output)
    output = re.sub(rb'"sha256": ?"[0-9a-f]*"', b'"sha256": "X"', output)
    output = re.sub(rb'"sha-256": "[0-9a-f]*"', b'"sha-256": "X"', output)
    return output.replace(rb"\r\n", rb"\n") if variant == "crlf" else output


class Outcome:
    """What one run gave: status, both outputs, and the files that are new or changed afterwards."""

    def __init__(self, case, variant, command):
        with tempfile.TemporaryDirectory(prefix="juten-golden-") as base:
            before, work = pathlib.Path(base, "before"), pathlib.Path(base, "case")
            work.mkdir()
            case.lay_out(work)
            stdin = case.read("stdin")
            if variant:
                stdin = CHANGE[variant](stdin) if stdin else stdin
                for path in sorted(work.rglob("*.y*ml")):
                    if path.is_file():
                        path.write_bytes(CHANGE[variant](path.read_bytes()))
            shutil.copytree(work, before, symlinks=True)
            run = subprocess.run(command + case.arguments(), cwd=work, input=stdin, env=case.environment(base),
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=TIMEOUT_SECONDS, check=False)
            self.exit, self.stdout, self.stderr = run.returncode, without_pack_words(run.stdout), run.stderr
            self.files = {}
            for path in sorted(work.rglob("*")):
                old = before / path.relative_to(work)
                if path.is_file() and not (old.is_file() and filecmp.cmp(path, old, shallow=False)):
                    self.files[path.relative_to(work).as_posix()] = without_pack_words(path.read_bytes())


def difference(label, expected, actual):
    if expected == actual:
        return []
    lines = list(difflib.unified_diff(expected.decode(errors="backslashreplace").splitlines(),
                                      actual.decode(errors="backslashreplace").splitlines(),
                                      f"expected {label}", f"actual {label}", lineterm="", n=2))
    if not lines:
        lines = [f"{label}: same lines, different line ends"]
    return lines[:DIFF_LINES] + (["…"] if len(lines) > DIFF_LINES else [])


def expected_files(case):
    after = case.folder / "after"
    files = [path for path in sorted(after.rglob("*")) if path.is_file()]
    return {path.relative_to(after).as_posix(): path.read_bytes() for path in files}


def compare(case, outcome, variant):
    """What differs from the expectations of the case, in lines; empty when nothing does."""
    if not (case.folder / "exit").is_file():
        return ["no expectations yet: run `make golden-update` and read what it wrote"]
    problems = []
    expected_exit = case.read("exit").decode().strip()
    if str(outcome.exit) != expected_exit:
        problems.append(f"exit: expected {expected_exit}, got {outcome.exit}")
    show = (lambda data: masked(data, variant)) if variant else (lambda data: data)
    problems += difference("stdout", show(case.read("stdout")), show(outcome.stdout))
    problems += difference("stderr", show(case.read("stderr")), show(outcome.stderr))
    files = expected_files(case)
    for name in sorted(files.keys() | outcome.files.keys()):
        if name not in files:
            problems.append(f"left behind or changed: {name}")
        elif name not in outcome.files:
            problems.append(f"not written: {name}")
        else:
            problems += difference(name, show(files[name]), show(outcome.files[name]))
    return problems


def update(case, outcome):
    """Writes the expectations; returns whether any changed."""
    wanted = {"stdout": outcome.stdout, "exit": b"%d\n" % outcome.exit}
    wanted.update({f"after/{name}": data for name, data in outcome.files.items()})
    if outcome.stderr:
        wanted["stderr"] = outcome.stderr
    changed = [name for name, data in wanted.items() if case.read(name, None) != data]
    for name in ["stderr"] + [f"after/{name}" for name in expected_files(case)]:
        if name not in wanted:
            (case.folder / name).unlink(missing_ok=True)
    for name in changed:
        path = case.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(wanted[name])
    return changed


def run_case(case, options, tally):
    command = shlex.split(options.wrapper) + [str(pathlib.Path(options.binary).resolve())]
    for variant in [None] + ([] if options.plain or options.update else case.variants()):
        label = case.name + (f" [{variant}]" if variant else "")
        try:
            outcome = Outcome(case, variant, command)
        except (OSError, ValueError, subprocess.TimeoutExpired) as error:
            tally.check(label, f"could not be run: {error}")
            continue
        if options.update:
            changed = update(case, outcome)
            if changed:
                print(f"updated {label}: {' '.join(changed)}", flush=True)
            tally.check(label, f"killed by signal {-outcome.exit}" if outcome.exit < 0 else None)
        else:
            tally.check(label, "\n".join(compare(case, outcome, variant)))


def parse_options():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--binary", default=os.environ.get("JUTEN_TEST_BINARY", str(REPOSITORY / "build" / "juten")))
    parser.add_argument("--wrapper", default=os.environ.get("JUTEN_TEST_WRAPPER", ""))
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("words", nargs="*")
    return parser.parse_args()


def main():
    options = parse_options()
    cases = [Case(path.parent) for path in sorted(HERE.rglob("args"))]
    if options.words:
        cases = [case for case in cases if any(word in case.name for word in options.words)]
    if options.sample and options.sample < len(cases):
        cases = sorted(random.Random(options.seed).sample(cases, options.sample), key=lambda case: case.name)
    tally = Tally(options.verbose)
    if not cases:
        tally.check("golden", "no case found")
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for done in [pool.submit(run_case, case, options, tally) for case in cases]:
            done.result()
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
