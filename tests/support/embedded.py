#!/usr/bin/env python3
"""A pack inside the program is the pack in its folder: whatever is said by the one is said by the other, to the byte. And any
pack can be put into a program, the same way each time.

usage: embedded.py [--binary B] [-v]       B: what is tested; else build/juten
"""
import argparse
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from command import DEFAULT_BINARY, REPOSITORY  # noqa: E402
from tally import Tally  # noqa: E402

EMBED = REPOSITORY / "build" / "embed" / "embed"
SHIPPED, OTHER = REPOSITORY / "rules", REPOSITORY / "tests" / "packs"
CHECK = ["check", "--exit-zero", "--no-waivers", "--no-config", "../submissions"]
COMMANDS = [["rules", verb] for verb in ("list", "lint", "test", "coverage", "trace")] + \
           [[*CHECK, "-f", form] for form in ("text", "json", "sarif", "html")] + \
           [[*CHECK, "-f", "text", "--lang", "en"], [*CHECK, "--suggest"], ["init"]]


def said(binary, folder, command, pack):
    """Exit status and what was written; a file is called r2/pack.yaml in both cases."""
    run = subprocess.run([binary, *command, "--pack", pack], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                         stderr=subprocess.STDOUT, check=False, env={"LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "1567209600"})
    return run.returncode, run.stdout.replace(f"./{pack.lstrip('./')}/".encode(), f"{pack.lstrip('./')}/".encode()) \
        .replace(b"./common/", b"common/")


def difference(inside, outside):
    if inside[0] != outside[0] or inside[0] not in (0, 1):
        return f"exit {inside[0]} and {outside[0]}\n{inside[1].decode()[-400:]}"
    pairs = zip(inside[1].splitlines(), outside[1].splitlines())
    return "" if inside[1] == outside[1] else "\n".join(f"{a!r}\n{b!r}" for a, b in pairs if a != b)[:800] or "one is longer"


def ids(binary, pack):
    lines = said(binary, SHIPPED, ["rules", "list"], pack)[1].decode().splitlines()
    return [line.split()[0] for line in lines if line.strip()]


def check_shipped(tally, binary, pack):
    for command in COMMANDS:
        if pack != "common" or command[0] == "rules":
            problem = difference(said(binary, SHIPPED, command, pack), said(binary, SHIPPED, command, f"./{pack}"))
            tally.check(f"{pack}: {' '.join(command)}", problem)
    for name in ids(binary, pack):
        command = ["explain", name]
        problem = difference(said(binary, SHIPPED, command, pack), said(binary, SHIPPED, command, f"./{pack}"))
        tally.check(f"{pack}: {' '.join(command)}", problem)


def embed(folder, names):
    run = subprocess.run([str(EMBED), folder, *names], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    return run.returncode, run.stdout, run.stderr.decode(errors="replace")


def check_other(tally, binary):
    packs = [path.parent for path in sorted(OTHER.glob("*/pack.yaml"))]
    sound = [pack for pack in packs if said(binary, OTHER, ["rules", "list"], str(pack))[0] == 0]
    tally.check("there are packs that load", "" if len(sound) > 5 else str(sound))
    with tempfile.TemporaryDirectory(prefix="juten-embedded-") as folder:
        for pack in [*sound, SHIPPED / "common"]:
            shutil.copytree(pack, pathlib.Path(folder, pack.name))
        names = [path.relative_to(folder).as_posix() for path in sorted(pathlib.Path(folder).glob("*/*.*"))
                 if path.suffix in (".yaml", ".prints")]
        first, second = embed(folder, names), embed(folder, reversed(names))
    tally.check("they can be embedded", first[2] if first[0] else "")
    tally.check("the same way each time", "" if first[:2] == second[:2] else "what is written differs")


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--binary", default=DEFAULT_BINARY)
    parser.add_argument("-v", "--verbose", action="store_true")
    args = parser.parse_args()
    tally, binary = Tally(args.verbose), str(pathlib.Path(args.binary).resolve())
    for path in sorted(SHIPPED.glob("*/pack.yaml")):
        check_shipped(tally, binary, path.parent.name)
    check_other(tally, binary)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
