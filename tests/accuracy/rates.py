#!/usr/bin/env python3
"""Rates on the real programme texts of ../shared/data: every clause claimed for every programme, with its own text.

    other   programmes that have nothing to do with cyber security: (almost) no claim may be justified
    cyber   cyber-security programmes: nearly every one must have a claim that is justified

usage: rates.py [--require] [--keep FOLDER] [--binary B]
    --require   the rates must be within the bounds below; ends with counts
    --keep      the submissions and results stay there, as FOLDER/cyber/, FOLDER/cyber.json …
"""
import argparse
import contextlib
import pathlib
import re
import subprocess
import sys
import tempfile
from fractions import Fraction

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support")]
from command import DEFAULT_BINARY, REPOSITORY, SHARED, Command  # noqa: E402
from figures import columns, decimal  # noqa: E402
from tally import Tally  # noqa: E402

OTHER_CLAIMS_MOST_PERCENT = Fraction("0.3")     # claims justified of all claims
CYBER_REQUESTS_LEAST_PERCENT = Fraction(85)     # requests with a justified claim of all requests

DATA = SHARED / "data" / "rs2024.jsonl.gz"
TOOLS = SHARED / "tools"
ROW = re.compile(r"^(\S.*)\t(\d+)\t([\d.]+) %$", re.MULTILINE)
REQUESTS, ALL = "requests with a justified claim", "all"
TELLING = 10000     # up to so many, a percentage with two decimals tells the number it was made from


def numbers(table):
    """{row of claim_rates.py: (justified, of how many)}, the numbers that its percentages were made from."""
    found = {}
    for name, whole, percent in ROW.findall(table):
        if name != ALL and int(whole) >= TELLING:
            raise RuntimeError(f"{name}: {whole} are too many for a percentage with two decimals")
        found[name] = (round(Fraction(percent) * int(whole) / 100), int(whole))
    clauses = [pair for name, pair in found.items() if name not in (ALL, REQUESTS)]
    found[ALL] = (sum(good for good, _ in clauses), sum(whole for _, whole in clauses))
    if REQUESTS not in found or not clauses:
        raise RuntimeError(f"claim_rates.py printed something else: {table[:200]}")
    return found


def percent_of(pair):
    return Fraction(100 * pair[0], pair[1])


def problem_of(kind, found):
    """What is wrong with the rates of one kind of programmes, or None."""
    if kind == "other":
        (good, whole), bound, what = found[ALL], OTHER_CLAIMS_MOST_PERCENT, "claims are justified, at most {} % may be"
        held = percent_of((good, whole)) <= bound
    else:
        (good, whole), bound, what = found[REQUESTS], CYBER_REQUESTS_LEAST_PERCENT, "have one, at least {} % must"
        held = percent_of((good, whole)) >= bound
    return None if held else f"{good} of {whole} " + what.format(decimal(bound))


def tool(name, *arguments):
    run = subprocess.run([sys.executable, "-B", str(TOOLS / name), *arguments], check=False, stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE)
    if run.returncode:
        raise RuntimeError(f"{name}: {run.stderr.decode(errors='replace')[-400:]}")
    return run.stdout.decode()


def measure(kind, folder, command):
    """The numbers of one kind of programmes."""
    inputs, stored = folder / kind, folder / f"{kind}.json"
    tool("rs_to_submissions.py", str(DATA), str(inputs), f"--{kind}")
    command.done("--pack", "r2", "-f", f"json={stored}", str(inputs))
    return numbers(tool("claim_rates.py", str(stored)))


def show(kind, found):
    print(f"\n== {kind} ==")
    rows = [[name, f"{pair[0]} of {pair[1]}", f"{decimal(percent_of(pair))} %"] for name, pair in found.items()]
    print("\n".join(columns(rows)))
    claims, requests = found[ALL], found[REQUESTS]
    print(f"# rates {kind}: {decimal(percent_of(claims))} % of claims, {decimal(percent_of(requests))} % of requests",
          flush=True)


def check(command, folder, require, tally):
    for kind in ("other", "cyber"):
        try:
            found = measure(kind, folder, command)
        except (OSError, RuntimeError) as error:
            tally.check(f"rates {kind}: measured", str(error))
            continue
        show(kind, found)
        if require:
            tally.check(f"rates {kind}: within bounds", problem_of(kind, found))


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--require", action="store_true")
    parser.add_argument("--keep", type=pathlib.Path)
    parser.add_argument("--binary", default=DEFAULT_BINARY)
    options, tally = parser.parse_args(), Tally()
    if not DATA.is_file() or not (TOOLS / "claim_rates.py").is_file():
        tally.skip("rates on real programme texts", "../shared/data or tools does not lie beside the repository")
        return tally.finish() if options.require else 0
    (REPOSITORY / "build").mkdir(exist_ok=True)
    place = contextlib.nullcontext(options.keep) if options.keep else \
        tempfile.TemporaryDirectory(prefix="rates-", dir=REPOSITORY / "build")
    with place as folder:
        check(Command(options.binary), pathlib.Path(folder).resolve(), options.require, tally)
    return tally.finish() if options.require else int(tally.failed > 0)


if __name__ == "__main__":
    sys.exit(main())
