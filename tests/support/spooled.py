#!/usr/bin/env python3
"""What is said when the temporary file that holds parts of a report can't be read back: in its place stands a pread
that fails, put before the C library's.
"""
import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from tally import Tally  # noqa: E402

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent.parent
SAID = "the temporary file that holds results cannot be read back"
FAILING = """
#include <errno.h>
#include <sys/types.h>
ssize_t pread(int file, void *into, size_t len, off_t from);
ssize_t pread64(int file, void *into, size_t len, off_t from);
ssize_t pread(int file, void *into, size_t len, off_t from)
{
    (void)file, (void)into, (void)len, (void)from;
    errno = EIO;
    return -1;
}
ssize_t pread64(int file, void *into, size_t len, off_t from)
{
    return pread(file, into, len, from);
}
"""
COPIES = 8  # of the submissions that need work: their findings are more than stays in memory


def library(folder):
    source, made = folder / "failing.c", folder / "failing.so"
    source.write_text(FAILING)
    subprocess.run(["cc", "-shared", "-fPIC", "-o", made, source], check=True)
    return made


def requests(folder):
    for copy in range(COPIES):
        shutil.copytree(REPOSITORY / "submissions" / "needs-work", folder / "requests" / str(copy))


def problem_of(run, folder):
    left = [name for name in os.listdir(folder) if name.startswith("out.")]
    if run.returncode != 2:
        return f"exit {run.returncode}\n{run.stderr}"
    if run.stderr.count(SAID) != 1:
        return f"said: {run.stderr!r}"
    return f"left behind: {left}" if left else None


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--binary", default="build/juten")
    parser.add_argument("-v", action="store_true")
    options = parser.parse_args()
    binary, tally = str((REPOSITORY / options.binary).resolve()), Tally(options.v)
    with tempfile.TemporaryDirectory(prefix="juten-spooled-") as name:
        folder = pathlib.Path(name)
        requests(folder)
        env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
        subprocess.run([binary, "check", "-q", "--exit-zero", "-f", "json=result.json", "requests"], cwd=folder, env=env, check=True,
                       stderr=subprocess.DEVNULL)
        env["LD_PRELOAD"] = str(library(folder))
        commands = [[command, "-f", f"{form}=out.{form}", what] for command, what in (("check", "requests"), ("report", "result.json"))
                    for form in ("json", "html", "markdown")]
        for command in [*commands, ["diff", "requests", "requests"], ["diff", "-f", "json=out.json", "result.json", "requests"]]:
            run = subprocess.run([binary, *command, "--lang", "en"], cwd=folder, env=env, capture_output=True, text=True, check=False)
            tally.check(" ".join(command), problem_of(run, folder))
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
