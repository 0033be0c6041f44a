#!/usr/bin/env python3
"""--exclude leaves out what a .gitignore of the same lines would: compared with the real git on trees at random.

Each round makes a folder of submissions with names that patterns trip over, writes lines of patterns into a .gitignore
and into juten.yaml, and compares the files that git sees with those that juten reads. Patterns with ? and [ ] are put
only to names in ASCII, since git counts bytes there and juten characters (src/cli/exclude.h). Left out are a**/b and
***/b, of which gitignore(5) says that their asterisks are ordinary ones and git itself does not hold to that.

usage: exclude.py [--seed S] [--rounds N] [--binary B]
"""
import argparse
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(REPOSITORY / "tests" / "support"))
from tally import Tally  # noqa: E402

NAMES = ["a", "b", "ab", "abc", "a b", "x-y", "概算", "要求", "下書き", "a.old", "[a]", "!b", "#c", "a]", "z\\"]
PIECES = ["a", "b", "ab", "*", "**", "a*", "*b", "*.old", "概*", "下書き", "?", "[ab]", "[!a]*", "[a-c]b*", "\\[a]",
          "\\#c", "*.yaml", "abc*", "[]a]*", "[a", "a\\ b", "x-?", "[\\]a]", "z\\\\", "**b"]
SUBMISSION = "府省庁: 総務省\n年度: 令和2年度\n施策: []\n"


def a_pattern(random_):
    pieces = [random_.choice(PIECES) for _ in range(random_.choice((1, 1, 1, 2, 2, 3)))]
    text = "/".join(pieces)
    text = random_.choice(("", "", "", "/")) + text + random_.choice(("", "", "/", ".yaml", "/**", " "))
    return random_.choice(("", "", "", "!")) + text


def plant(folder, random_, ascii_only, depth=0):
    for _ in range(random_.randint(1, 4)):
        name = random_.choice([name for name in NAMES if not ascii_only or name.isascii()])
        if depth < 3 and random_.random() < 0.4:
            (folder / name).mkdir(exist_ok=True)
            plant(folder / name, random_, ascii_only, depth + 1)
        else:
            (folder / f"{name}.yaml").write_text(SUBMISSION, encoding="utf-8")


def seen_by_git(folder, lines):
    (folder / ".gitignore").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    listed = subprocess.run(["git", "ls-files", "-z", "--others", "--exclude-standard", "*.yaml"], cwd=folder,
                            stdout=subprocess.PIPE, check=True).stdout
    return {name.decode() for name in listed.split(b"\0") if name} - {"juten.yaml"}


def seen_by_juten(binary, folder, lines):
    settings = {"format": "juten-config/1", "pack": "r2", "exclude": lines or ["nothing"]}
    (folder / "juten.yaml").write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
    done = subprocess.run([binary, "check", "--allow-empty", "-f", "json", "."], cwd=folder, stdin=subprocess.DEVNULL,
                          capture_output=True, timeout=60, check=False)
    result = json.loads(done.stdout)
    paths = [each["path"] for each in result["submissions"] + result["errors"]]
    return {path.removeprefix("./") for path in paths}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--binary", type=lambda path: pathlib.Path(path).resolve(), default=REPOSITORY / "build/juten")
    options = parser.parse_args()
    tally = Tally()
    if not shutil.which("git"):
        tally.skip("exclude against git", "git is not installed")
        return tally.finish()
    os.environ.update({"LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "1567209600", "GIT_CONFIG_GLOBAL": os.devnull,
                       "GIT_CONFIG_NOSYSTEM": "1"})
    telling = 0  # rounds in which something is left out
    for round_ in range(options.rounds):
        random_ = random.Random(f"{options.seed}-{round_}")
        lines = [a_pattern(random_) for _ in range(random_.randint(1, 5))]
        ascii_only = any(c in line for line in lines for c in "?[")
        with tempfile.TemporaryDirectory(prefix="juten-exclude-") as name:
            folder = pathlib.Path(name)
            plant(folder, random_, ascii_only)
            planted = {path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml")}
            subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
            git, juten = seen_by_git(folder, lines), seen_by_juten(options.binary, folder, lines)
            telling += len(planted) > len(git)
            tally.check(f"round {round_}: {lines}", "" if git == juten else
                        f"git alone sees {sorted(git - juten)}, juten alone {sorted(juten - git)}")
    tally.check("the patterns leave something out", "" if telling >= options.rounds // 6 else f"in {telling} rounds only")
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
