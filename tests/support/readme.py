#!/usr/bin/env python3
"""A page says what the command really does: its blocks are run.

usage: readme.py [PAGE…]    PAGE: README.md (the default), docs/ministry.en.md, …
    ```console          lines that begin with `$ ` are run one after another in one folder; what follows must be
    $ juten check a/    printed; a line `…` stands for any lines, … within a line for any characters. `$ make …` lines
    ```                 are left out: we come from there. `$ export NAME=VALUE` and `$ unset NAME` hold for the
                        rest of the page.
    <!-- file: NAME --> directly above a block: the block is written to that file before the next commands run.
    <!-- by hand: COMMAND --> what the reader does by hand at this place, in a spreadsheet say; here COMMAND does it, with
                        `fill-in` for support/fill_in.py. It must succeed.
Every page has a folder of its own, which looks like the repository: copies of rules/ and submissions/, links to src/ and
build/; `juten` is on the PATH. Output is both streams, in Japanese unless the command says otherwise, as in an empty
environment.
"""
import argparse
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from tally import Tally  # noqa: E402

REPOSITORY = HERE.parent.parent
PIECE = re.compile(r"^<!-- by hand: (?P<hand>[^\n]*) -->$|"
                   r"(?:^<!-- file: (?P<file>\S+) -->\n+)?^```(?P<kind>\w*)\n(?P<body>.*?)^```$",
                   re.MULTILINE | re.DOTALL)
EXPORT, UNSET = re.compile(r"export (\w+)="), re.compile(r"unset (\w+)$")


def pages():
    """The pages whose blocks are run, those in docs/ included that have any."""
    texts = [REPOSITORY / "README.md", REPOSITORY / "CONTRIBUTING.md", *sorted((REPOSITORY / "docs").rglob("*.md"))]
    return [path.relative_to(REPOSITORY).as_posix() for path in texts
            if path.is_file() and (path.name == "README.md" or "\n```console\n" in path.read_text())]


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


class Shell:
    """Runs a page's commands in its folder; what is exported stays."""

    def __init__(self, folder):
        self.folder = folder
        self.env = {"PATH": f"{REPOSITORY / 'build'}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8", "HOME": folder,
                    "SOURCE_DATE_EPOCH": "1567209600", "GIT_CONFIG_NOSYSTEM": "1"}

    def run(self, command):
        """(exit status, lines of both streams)"""
        done = subprocess.run(["sh", "-c", command], cwd=self.folder, env=self.env, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60, check=False)
        return done.returncode, done.stdout.decode(errors="replace").splitlines()

    def export(self, command):
        name = EXPORT.match(command)[1]
        status, lines = self.run(f'{command} && printf "%s" "${name}"')
        self.env[name] = "\n".join(lines)
        return status, []

    def do(self, command):
        if UNSET.match(command):
            self.env.pop(UNSET.match(command)[1], None)
            return 0, []
        return self.export(command) if EXPORT.match(command) else self.run(command)


def by_hand(shell, command):
    """What is wrong with it, or None."""
    words = re.sub(r"^fill-in\b", f"{shlex.quote(sys.executable)} {shlex.quote(str(HERE / 'fill_in.py'))}", command)
    status, lines = shell.run(words)
    return None if status == 0 else f"exit {status}:\n" + "\n".join(lines)


def check_block(tally, shell, place, body):
    """place: gives the name of a line of the body in the messages."""
    for offset, command, expected in commands(body):
        if command.startswith("make"):
            continue
        actual = shell.do(command)[1]
        tally.check(f"{place(offset)}: {command}",
                    None if fits(expected, actual) else "prints otherwise:\n" + "\n".join(actual[:60]))


def check_page(tally, page):
    text = (REPOSITORY / page).read_text()
    before = tally.passed + tally.failed
    with tempfile.TemporaryDirectory(prefix="juten-readme-") as folder:
        for name in ("rules", "submissions"):
            shutil.copytree(REPOSITORY / name, pathlib.Path(folder, name))
        for name in ("src", "build"):
            pathlib.Path(folder, name).symlink_to(REPOSITORY / name)
        shell = Shell(folder)
        for piece in PIECE.finditer(text):
            def place(offset, first=text.count("\n", 0, piece.start(piece.lastgroup)) + 1):
                return f"{page}:{first + offset}"
            if piece["hand"]:
                tally.check(f"{place(0)}: by hand: {piece['hand']}", by_hand(shell, piece["hand"]))
            if piece["file"]:
                path = pathlib.Path(folder, piece["file"])
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(piece["body"])
            if piece["kind"] == "console":
                check_block(tally, shell, place, piece["body"])
    if tally.passed + tally.failed == before:
        tally.check(page, "no console block with a command to run")


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("pages", nargs="*", default=["README.md"], metavar="PAGE")
    tally = Tally()
    for page in parser.parse_args().pages:
        if (REPOSITORY / page).is_file():
            check_page(tally, page)
        else:
            tally.check("readme", f"there is no {page}")
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
