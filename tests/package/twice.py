#!/usr/bin/env python3
"""Two builds of one source, in folders of different names and at different times, are the same to the last bit: both
programs, the library, the pages of the manual, the completions.

usage: twice.py [-v]
"""
import argparse
import hashlib
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

RESULTS = ["juten", "static/juten", "release/libjuten.a", "man/**/*.[15]", "completion/*"]


def copy_source(target):
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", "Makefile", "LICENSE",
                             "src", "rules", "packaging", "tests/install"], cwd=REPOSITORY, stdout=subprocess.PIPE, check=True)
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (REPOSITORY / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(REPOSITORY / name, target / name)


def results(folder):
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for pattern in RESULTS for path in sorted((folder / "build").glob(pattern)) if path.is_file()}


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("-v", "--verbose", action="store_true")
    tally = Tally(parser.parse_args().verbose)
    built = []
    with tempfile.TemporaryDirectory(prefix="juten-twice-") as name:
        for folder in ("a", "the second, in a folder of a longer name/b"):
            target = pathlib.Path(name, folder)
            copy_source(target)
            os.environ["LC_ALL"] = "C" if built else "C.UTF-8"
            run = make("all", "static", folder=target)
            tally.check(f"make all static in {folder}", run.stdout if run.returncode else "")
            built.append(results(target))
    tally.check("all was built", "" if len(built[0]) == 12 else str(sorted(built[0])))
    for path in sorted(built[0]):
        tally.check(f"the same in both: {path}", "" if built[0][path] == built[1].get(path) else "differs")
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
