#!/usr/bin/env python3
"""The README says what the command really does: its blocks are run.

    ```console          lines that begin with `$ ` are run one after another in one folder; what follows must be
    $ juten check a/    printed; a line `…` stands for any lines, … within a line for any characters. `$ make …` lines
    ```                 are left out: we come from there.
    <!-- file: NAME --> directly above a block: the block is written to that file before the next commands run.
The folder looks like the repository: copies of rules/ and submissions/, links to src/ and build/; `juten` is on the
PATH. Output is both streams, in Japanese unless the command says otherwise, as in an empty environment.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from tally import Tally  # noqa: E402

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent.parent
BLOCK = re.compile(r"(?:^<!-- file: (?P<file>\S+) -->\n+)?^```(?P<kind>\w*)\n(?P<body>.*?)^```$",
                   re.MULTILINE | re.DOTALL)


def commands(body):
    """(line offset, command, expected output lines) of a console block."""
    found = []
    for offset, line in enumerate(body.splitlines()):
        if line.startswith("$ "):
            found.append((offset, line[2:], []))
        elif found:
            found[-1][2].append(line)
    return found


def fits(expected, actual):
    """Whether the lines are the expected ones, a line `…` standing for any number of lines."""
    if not expected:
        return not actual
    if expected[0].strip() == "…":
        return any(fits(expected[1:], actual[skip:]) for skip in range(len(actual) + 1))
    return bool(actual) and line_fits(expected[0].rstrip(), actual[0].rstrip()) and fits(expected[1:], actual[1:])


def line_fits(expected, actual):
    return re.fullmatch(".*".join(re.escape(part) for part in expected.split("…")), actual) is not None


def run(command, folder):
    env = {"PATH": f"{REPOSITORY / 'build'}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8", "HOME": folder,
           "SOURCE_DATE_EPOCH": "1567209600"}
    done = subprocess.run(["sh", "-c", command], cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=60, check=False)
    return done.stdout.decode(errors="replace").splitlines()


def main():
    tally = Tally()
    readme = REPOSITORY / "README.md"
    if not readme.is_file():
        tally.check("readme", "there is no README.md")
        return tally.finish()
    text = readme.read_text()
    with tempfile.TemporaryDirectory(prefix="juten-readme-") as folder:
        for name in ("rules", "submissions"):
            shutil.copytree(REPOSITORY / name, pathlib.Path(folder, name))
        for name in ("src", "build"):
            pathlib.Path(folder, name).symlink_to(REPOSITORY / name)
        for block in BLOCK.finditer(text):
            if block["file"]:
                path = pathlib.Path(folder, block["file"])
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(block["body"])
            if block["kind"] != "console":
                continue
            first = text.count("\n", 0, block.start("body")) + 1
            for offset, command, expected in commands(block["body"]):
                if command.startswith("make"):
                    continue
                actual = run(command, folder)
                tally.check(f"README.md:{first + offset}: {command}",
                            None if fits(expected, actual) else "prints otherwise:\n" + "\n".join(actual[:60]))
    if tally.passed + tally.failed == 0:
        tally.check("readme", "no console block with a command to run")
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
