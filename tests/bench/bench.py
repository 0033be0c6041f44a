#!/usr/bin/env python3
"""juten beside the floors of its work and beside other programs: ratios in one run, written to docs/performance.md.

usage: bench.py [PART…] [--rounds 5] [--binary B] [--tools FOLDER] [--peers FOLDER] [--write FILE]
                [--most-files 10000]
    PART  start many formats terms bounds large wide growth; without one, all
Prints tables and, at the end, which limits held; --write puts them between the two marks in FILE, which keeps the rest.
Floors: what reading the files costs, and libyaml taking them apart into events. Peers that are not installed are left out
by name (`make bench-peers` installs them). CPU and memory of every process are from wait4, wall time of starting from
hyperfine where it is installed. Commands that are compared run in turn; what is shown is the median.
"""
import argparse
import json
import math
import pathlib
import shutil
import subprocess
import sys
import tempfile

import yaml

sys.dont_write_bytecode = True
import bounds  # noqa: E402
import corpus  # noqa: E402
import growth  # noqa: E402
import limits  # noqa: E402
import peers  # noqa: E402
from measure import Bench, table, times  # noqa: E402

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent.parent
SHARED = REPOSITORY.parent / "shared"
OVER_SET = "COM-TEXT-DUPLICATE,COM-ID-DUPLICATE,COM-AMOUNT-PREVIOUS"
PLAIN = "juten, without rules over the set"
YARA, YARA_2, SCRIPT = "yara, compiled, terms", "yara -p 2, compiled, terms", "script on js-yaml 4"
FEW = 60
LARGE_FORMATS = ("json", "html", "sarif", "ndjson", "markdown")  # of one huge file
BEGIN, END = "<!-- measured by make bench -->", "<!-- measured so far -->"


class Run:
    def __init__(self, options, folder):
        self.folder, self.options = pathlib.Path(folder), options
        self.tools, self.modules = pathlib.Path(options.tools), pathlib.Path(options.peers)
        self.bench = Bench(self.tools / "runner", options.rounds)
        self.rules = peers.Rules(self.folder / "rules")
        self.lines = []
        self.found = {}  # name of a measurement (limits.py) -> value

    def check(self, *arguments):
        return [self.options.binary, "check", "--exit-zero", "--no-waivers", *arguments]

    def files(self, count):
        folder = self.folder / f"files-{count}"
        if not folder.is_dir():
            corpus.write(folder, count)
        return folder

    def texts(self, count):
        """The same files under a name that textlint reads."""
        folder = self.folder / f"texts-{count}"
        if not folder.is_dir():
            folder.mkdir()
            for path in self.files(count).iterdir():
                shutil.copy(path, folder / f"{path.stem}.txt")
        return folder

    def json_files(self, count):
        """The same files as JSON, which jq reads."""
        folder = self.folder / f"json-{count}"
        if not folder.is_dir():
            folder.mkdir()
            for path in self.files(count).iterdir():
                (folder / f"{path.stem}.json").write_text(json.dumps(yaml.safe_load(path.read_text()), ensure_ascii=False, default=str))
        return folder

    def say(self, *lines):
        self.lines += lines
        print("\n".join(lines), flush=True)

    def peers(self, count, **options):
        return peers.commands(self.rules, self.modules, self.texts(count), self.files(count), **options)

    def slowest(self, count):
        return peers.slowest(self.rules, self.modules, self.texts(count), self.files(count), self.json_files(count))


def laid_out(found, base, also=()):
    rows = []
    for name, cost in found.items():
        ratios = [times(cost.over(found[other])[1]) for other in (base, *also) if other in found]
        rows.append([name, f"{cost.wall:.3f}", f"{cost.cpu:.3f}", f"{cost.memory:.0f}", *ratios])
    return table(["", "wall s", "CPU s", "peak MB", f"CPU / {base}", *(f"CPU / {other}" for other in also)], rows)


def wall_of_start(run, commands):
    """Median wall seconds by hyperfine, which subtracts nothing when no shell is between."""
    out = run.folder / "start.json"
    walls = {}
    for name, command in commands.items():
        subprocess.run(["hyperfine", "-N", "-i", "--warmup", "2", "--min-runs", "5", "--max-runs", "40", "--style", "none",
                        "--export-json", out, " ".join(map(str, command))], check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
        walls[name] = json.loads(out.read_text())["results"][0]["median"]
    return walls


def start(run):
    run.say("## Start: one file of 6 KB, all packs, text", "")
    one = next(iter(run.files(1).iterdir()))
    commands = {"libyaml events": [run.tools / "events", run.files(1)], "juten": run.check(one)}
    commands |= run.peers(1) | run.slowest(1)
    found = run.bench.together(commands, 3 * run.bench.rounds)
    walls = wall_of_start(run, commands) if peers.here("hyperfine") else {}
    rows = []
    for name, cost in found.items():
        wall = walls.get(name, cost.wall)
        mine = walls.get("juten", found["juten"].wall)
        rows.append([name, f"{1000 * wall:.1f}", f"{1000 * cost.cpu:.1f}", f"{cost.memory:.0f}", times(mine / wall),
                     times(found["juten"].cpu / max(cost.cpu, 1e-6))])
    run.say(*table(["", "wall ms", "CPU ms", "peak MB", "wall of juten / it", "CPU of juten / it"], rows))
    for name, other in (("yara", YARA), ("Spectral", "Spectral"), ("textlint", "textlint + prh")):
        if other in found:
            run.found[f"start/{name}"] = walls.get("juten", found["juten"].wall) / walls.get(other, found[other].wall)


def few(run, two):
    """The slowest programs on FEW of the 1,000 files: on all of them they take that long at least. `two`: what juten -j2
    took for all."""
    run.say(f"## {FEW} of the 1,000 files", "", "Programs that would take minutes or hours for all of them.", "")
    found = run.bench.together({"juten -j2": run.check("-q", "-j2", run.files(FEW)), **run.slowest(FEW)})
    rows = [[name, f"{cost.wall:.3f}", f"{cost.cpu:.3f}", f"{cost.memory:.0f}", times(two.wall / cost.wall)]
            for name, cost in found.items()]
    run.say(*table(["", "wall s", "CPU s", "peak MB", "wall of juten -j2 on 1,000 / it"], rows))
    for name, other in (("Spectral", "Spectral"), ("textlint", "textlint + prh")):
        if other in found:
            run.found[f"thousand/{name}"] = two.wall / found[other].wall


def note_many(notes, found, claims):
    floor, every, two = found["libyaml events"], found["juten"], found["juten -j2"]
    notes |= {"many/plain": found[PLAIN].cpu / floor.cpu, "many/all": every.cpu / floor.cpu,
              "many/threads": every.wall / two.wall, "memory/plain": found[PLAIN].memory, "memory/all": every.memory,
              "memory/claim": (every.memory - found[PLAIN].memory) * 1024 * 1024 / claims}
    if SCRIPT in found:
        notes["many/script"] = every.cpu / found[SCRIPT].cpu
    if YARA_2 in found:
        notes["many/yara"] = two.wall / found[YARA_2].wall


def many(run):
    for count in (count for count in (1000, 10000) if count <= run.options.most_files):
        files = run.files(count)
        run.say(f"## {count:,} files, {sum(path.stat().st_size for path in files.iterdir()) / 1e6:.0f} MB", "")
        commands = {"read": [run.tools / "read", files], "libyaml events": [run.tools / "events", files],
                    PLAIN: run.check("-q", "-j1", "--ignore", OVER_SET, files), "juten": run.check("-q", "-j1", files),
                    "juten -j2": run.check("-q", "-j2", files)}
        commands.update(run.peers(count, slow=count == 1000))
        if peers.here("yara"):
            commands[YARA_2] = run.peers(count, threads=2, slow=False)[YARA]
        found = run.bench.together(commands)
        run.say(*laid_out(found, "libyaml events", (SCRIPT,)))
        if count == 10000:
            note_many(run.found, found, corpus.claims(files))
        said = subprocess.run(run.check("-q", "-j1", "--timings", "--lang", "en", files), stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, check=False, text=True).stderr
        run.say("Phases of juten -j1:", "", "```", said.rstrip("\n"), "```", "")
        if count == 1000:
            few(run, found["juten -j2"])


def formats(run):
    files = run.files(1000)
    run.say("## Reports over 1,000 files", "")
    commands = {"-q": run.check("-q", "-j1", files)}
    for form in ("json", "html", "text", "sarif", "ndjson"):
        commands[form] = run.check("-q", "-j1", "-f", f"{form}={run.folder / 'out'}", files)
    found = run.bench.together(commands)
    run.say(*laid_out(found, "-q"))
    for form in ("json", "html"):
        run.found[f"formats/{form}"] = found[form].cpu / found["-q"].cpu


def large(run):
    run.say("## One large file", "")
    commands, sizes = {}, {}
    for megabytes in (25, 50, 100):
        folder = run.folder / f"large-{megabytes}"
        folder.mkdir(exist_ok=True)
        path = folder / "large.yaml"
        path.write_text(corpus.submission(1, megabytes * 1000000, filling=3))
        sizes[f"juten, {megabytes} MB"] = path.stat().st_size / 1024 / 1024
        commands[f"events, {megabytes} MB"] = [run.tools / "events", folder]
        commands[f"juten, {megabytes} MB"] = run.check("-q", "-j1", path)
    for form in LARGE_FORMATS:
        sizes[f"juten, 100 MB, {form}"] = sizes["juten, 100 MB"]
        commands[f"juten, 100 MB, {form}"] = run.check("-q", "-j1", "-f", f"{form}={run.folder / 'out'}", path)
    found = run.bench.together(commands, 1)
    rows = [[name, f"{cost.cpu:.2f}", f"{cost.memory:.0f}",
             f"{cost.memory / sizes[name]:.1f}" if name in sizes else ""] for name, cost in found.items()]
    run.say(*table(["", "CPU s", "peak MB", "memory / size"], rows))
    most, least = found["juten, 100 MB"], found["juten, 25 MB"]
    run.found["large/memory"] = most.memory / sizes["juten, 100 MB"]
    run.found["large/formats"] = max(found[f"juten, 100 MB, {form}"].memory for form in LARGE_FORMATS) / sizes["juten, 100 MB"]
    run.found["large/exponent"] = math.log(most.cpu / least.cpu) / math.log(4)


def wide(run):
    """The real texts of ../shared/data as claims."""
    script, data = SHARED / "tools" / "rs_to_submissions.py", SHARED / "data" / "rs2024.jsonl.gz"
    run.say("## Real texts of 5,664 programmes", "")
    if not script.is_file() or not data.is_file():
        run.say("SKIP: ../shared is not there", "")
        return
    folder = run.folder / "wide"
    subprocess.run([sys.executable, script, data, folder], check=True, stdout=subprocess.DEVNULL)
    commands = {"libyaml events": [run.tools / "events", folder],
                PLAIN: run.check("-q", "-j1", "--ignore", OVER_SET, folder), "juten": run.check("-q", "-j1", folder)}
    run.say(*laid_out(run.bench.together(commands), "libyaml events"))


PARTS = {"start": start, "many": many, "formats": formats, "terms": growth.terms, "bounds": bounds.bounds, "large": large, "wide": wide,
         "growth": growth.growth}


def write(path, lines):
    before, _, rest = path.read_text().partition(BEGIN)
    _, _, behind = rest.partition(END)
    path.write_text("\n".join([before + BEGIN, "", *lines, END]) + behind)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], default=[])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--binary", default=str(REPOSITORY / "build" / "juten"))
    parser.add_argument("--tools", default=str(REPOSITORY / "build" / "bench"))
    parser.add_argument("--peers", default=str(REPOSITORY / "build" / "peers"))
    parser.add_argument("--most-files", type=int, default=10000, help="to try less than all")
    parser.add_argument("--write")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="juten-bench-") as folder:
        run = Run(options, folder)
        run.say(f"By `make bench`: {len(run.rules.terms)} terms and {len(run.rules.patterns)} regular expressions "
                f"({run.rules.left_out} more, with lookaround, are left out for the other programs). Read ratios, not times.", "")
        for part in options.parts or PARTS:
            PARTS[part](run)
        run.say(*limits.lines(run.found))
        if options.write:
            write(pathlib.Path(options.write), run.lines)
    return 0


if __name__ == "__main__":
    sys.exit(main())
