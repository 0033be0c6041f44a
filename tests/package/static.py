#!/usr/bin/env python3
"""The static program in a root with nothing else in it: everything but writing workbooks works, also reading them; what it
cannot write is said, in both languages, with exit status 2. Needs root, for chroot.

usage: static.py [-v]
"""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path[:0] = [str(pathlib.Path(__file__).resolve().parent), str(pathlib.Path(__file__).resolve().parent.parent / "support")]
from command import REPOSITORY  # noqa: E402
from making import make  # noqa: E402
from tally import Tally  # noqa: E402

STATIC = REPOSITORY / "build" / "static" / "juten"
DAY = {"SOURCE_DATE_EPOCH": "1567209600"}


def run(command, root=None, env=None):
    return subprocess.run([str(part) for part in command], cwd=root, env={**DAY, **(env or {})}, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False,
                          preexec_fn=(lambda: os.chroot(".")) if root else None)


def formats():
    """All formats, and those that are workbooks, by what the command completes."""
    lines = run([REPOSITORY / "build/juten", "completion", "next", "--", "check", "-f", ""]).stdout.decode().splitlines()[1:]
    return [line for line in lines if "xlsx" not in line], [line for line in lines if "xlsx" in line]


def check_writing(tally, root):
    """What the dynamic program writes outside, the static one writes in the empty root."""
    others, workbooks = formats()
    tally.check("there are formats", "" if len(others) > 10 and len(workbooks) == 2 else f"{others} {workbooks}")
    for form in others:
        arguments = ["check", "-f", form, "submissions/needs-work"]
        wanted, got = run([REPOSITORY / "build/juten", *arguments], env={"PWD": str(REPOSITORY)}), run(["/juten", *arguments], root)
        tally.check(f"check -f {form}", "" if got.returncode == 1 and got.stdout and got.stdout == wanted.stdout
                    else f"{got.returncode} {wanted.returncode} {got.stderr.decode()[-500:]}")
    for language, word in (("ja", "静的"), ("en", "statically")):
        for form in workbooks:
            got = run(["/juten", "check", "--lang", language, "-f", f"{form}=out.xlsx", "submissions/r2"], root)
            said = got.stderr.decode()
            tally.check(f"check -f {form} is refused in words: {language}",
                        "" if got.returncode == 2 and word in said and not (root / "out.xlsx").exists() else said)
        for arguments in (["init", "out.xlsx"], ["convert", "submissions/r2/01-naikaku-kanbo.yaml", "out.xlsx"]):
            got = run(["/juten", *arguments, "--lang", language], root)
            said = got.stderr.decode()
            tally.check(f"{arguments[0]} to xlsx is refused in words: {language}",
                        "" if got.returncode == 2 and word in said and not (root / "out.xlsx").exists() else said)


def check_reading(tally, root):
    made = run([REPOSITORY / "build/juten", "convert", "submissions/r2/01-naikaku-kanbo.yaml", root / "made.xlsx"])
    tally.check("a workbook to read", made.stderr.decode() if made.returncode else "")
    got = run(["/juten", "check", "-f", "json", "made.xlsx"], root)
    requests = json.loads(got.stdout)["summary"]["requests"] if got.returncode in (0, 1) else 0
    tally.check("a workbook is read", "" if requests > 0 else got.stderr.decode())


def check_rest(tally, root):
    for arguments in (["--version"], ["--help"], ["check", "--help"], ["explain", "COM-AMOUNT-SUM"], ["rules", "test"],
                      ["schema", "submission"], ["init"], ["suggest", "submissions/r2/01-naikaku-kanbo.yaml"], ["completion", "bash"],
                      ["convert", "submissions/r2/01-naikaku-kanbo.yaml", "-", "-f", "csv"],
                      ["diff", "submissions/r2", "submissions/r2"], ["check", "--diff", "submissions/r2"]):
        got = run(["/juten", *arguments], root)
        tally.check(" ".join(arguments), "" if got.returncode == (1 if "--diff" in arguments else 0) else got.stderr.decode())


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("-v", "--verbose", action="store_true")
    tally = Tally(parser.parse_args().verbose)
    made = make("all", "static", folder=REPOSITORY)
    tally.check("make static", made.stdout if made.returncode else "")
    headers = subprocess.run(["readelf", "-lW", STATIC], stdout=subprocess.PIPE, check=False, text=True).stdout
    tally.check("it asks for no program that loads libraries", "" if headers and "INTERP" not in headers else headers)
    if os.getuid() != 0:
        tally.skip("the static program in an empty root", "chroot needs root")
        return tally.finish()
    with tempfile.TemporaryDirectory(prefix="juten-static-") as name:
        root = pathlib.Path(name)
        shutil.copy(STATIC, root / "juten")
        shutil.copytree(REPOSITORY / "submissions", root / "submissions")
        os.chdir(REPOSITORY)
        check_writing(tally, root)
        check_reading(tally, root)
        check_rest(tally, root)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
