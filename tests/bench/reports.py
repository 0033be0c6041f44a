#!/usr/bin/env python3
"""What writing a report costs beside checking: every format over 10 and over 5,000 requests.

usage: reports.py [--binary B] [--rounds 3]
The shipped submissions r2 and needs-work, copied under other ids until there are so many requests, are checked with one
thread. Checking is a run that writes only the counts (`-q`); what a format takes more is the cost of its report. Prints
the median of CPU seconds, the ratio of the report to the check (it should stay below 1), the peak memory and the size.
"""
import argparse
import copy
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent.parent
FORMATS = ("json", "ndjson", "html", "xlsx", "markdown", "csv", "sarif", "junit", "gitlab", "inquiry", "inquiry-xlsx", "text")
MEGABYTE = 1024 * 1024


def shipped(binary):
    """Submissions as the library reads them, so that every notation is there."""
    for path in sorted(REPOSITORY.glob("submissions/r2/*.yaml")) + sorted(REPOSITORY.glob("submissions/needs-work/*.yaml")):
        run = subprocess.run([binary, "convert", "-f", "json", str(path), "-"], stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL, check=False)
        if run.returncode == 0:
            yield json.loads(run.stdout)


def lay_out(folder, binary, wanted):
    """Writes files with so many requests in all."""
    sources, made, copies = list(shipped(binary)), 0, 0
    while made < wanted:
        for source in sources:
            submission = copy.deepcopy(source)
            name = next(key for key in submission if isinstance(submission[key], list))
            submission[name] = submission[name][:wanted - made]
            if not submission[name]:
                break
            for request in submission[name]:
                key = next((key for key in ("番号", "施策番号", "id") if key in request), None)
                if key:
                    request[key] = f"{request[key]}-{copies}"
            made += len(submission[name])
            (folder / f"{copies}-{made}.json").write_text(json.dumps(submission, ensure_ascii=False))
        copies += 1
    return made


def cost(binary, folder, *options):
    """CPU seconds and peak bytes of a check."""
    child = subprocess.Popen([binary, "check", "-j1", "--pack", "r2", "--exit-zero", *options, str(folder)],
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(child.pid, 0)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def measure(binary, folder, rounds, *options):
    runs = [cost(binary, folder, *options) for _ in range(rounds)]
    return statistics.median(run[0] for run in runs), max(run[1] for run in runs)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--binary", default=str(REPOSITORY / "build" / "juten"))
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    for wanted, rounds in ((10, 5 * options.rounds), (5000, options.rounds)):
        with tempfile.TemporaryDirectory(prefix="juten-reports-") as base:
            folder, out = pathlib.Path(base, "in"), pathlib.Path(base, "out")
            folder.mkdir()
            made = lay_out(folder, options.binary, wanted)
            seconds, peak = measure(options.binary, folder, rounds, "-q")
            print(f"{made} requests: checking {seconds:.3f} s CPU, {peak / MEGABYTE:.0f} MB")
            for form in FORMATS:
                whole, peak = measure(options.binary, folder, rounds, "-f", f"{form}={out}")
                print(f"  {form:13} report {max(whole - seconds, 0):6.3f} s, {max(whole - seconds, 0) / seconds:5.2f} of checking, "
                      f"{peak / MEGABYTE:4.0f} MB, {out.stat().st_size / MEGABYTE:6.1f} MB written")


if __name__ == "__main__":
    sys.exit(main())
