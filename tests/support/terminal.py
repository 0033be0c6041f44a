#!/usr/bin/env python3
"""How far a check has come, and colours, as a terminal shows them: a real one (a pseudo-terminal) for standard error.

A check is long when nobody takes its report for a while: the pipe is full and it waits. It is one of its own, not
standard output, behind which a pager might be.
"""
import argparse
import os
import pathlib
import pty
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from tally import Tally  # noqa: E402

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent.parent
LONG = 1.3  # seconds: more than the one after which progress is shown
ERASED = "\x1b[K"
COUNTS = "files 11, "
PIPE = "PIPE"  # in the place of its name


def everything(descriptor, into):
    """All that is written to a terminal or a pipe, until its other side is closed."""
    try:
        while piece := os.read(descriptor, 65536):
            into.append(piece)
    except OSError:  # how Linux says that of a terminal
        pass


class Terminal:
    """One to write to; `taken_after` seconds pass before anything is read from it."""

    def __init__(self, taken_after=0.0):
        self.ours, self.theirs = pty.openpty()
        self.pieces = []
        self.reader = threading.Thread(target=self.read, args=(taken_after,))

    def read(self, taken_after):
        time.sleep(taken_after)
        everything(self.ours, self.pieces)

    def written(self):
        os.close(self.theirs)
        self.reader.join()
        os.close(self.ours)
        return b"".join(self.pieces).decode()


def check(binary, arguments, wait, kind, output_too, files="submissions/r2"):
    """What stands on standard error and what on standard output."""
    error, output = Terminal(), Terminal(wait) if output_too else None
    env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"} | ({"TERM": kind} if kind else {})
    taken, given = os.pipe()
    arguments = [argument.replace(PIPE, f"/dev/fd/{given}") for argument in arguments]
    command = [binary, "check", "--lang", "en", "-j1", *arguments, *files.split()]
    run = subprocess.Popen(command, cwd=REPOSITORY, env=env, stderr=error.theirs, pass_fds=[given],
                           stdout=output.theirs if output else subprocess.PIPE)
    os.close(given)
    error.reader.start()
    if output:
        output.reader.start()
        run.wait()
        os.close(taken)
        return error.written(), output.written()
    time.sleep(wait)
    said = []
    reader = threading.Thread(target=everything, args=(taken, said))
    reader.start()
    said.append(run.communicate()[0])
    reader.join()
    os.close(taken)
    return error.written(), b"".join(said).decode()


def screen(written):
    """The lines that are left when all has been written: a carriage return goes back, what follows erases or covers."""
    lines = []
    for line in written.replace("\r\n", "\n").split("\n"):
        shown = ""
        for piece in line.split("\r"):
            erases = ERASED in piece
            piece = piece.replace(ERASED, "")
            shown = piece if erases else piece + shown[len(piece):]
        lines.append(shown)
    return [line for line in lines if line]


def drawn(written):
    if "checking: " not in written:
        return f"no progress is shown: {written!r}"
    if ERASED not in written[written.rindex("checking: "):written.rindex(COUNTS)].partition(ERASED)[2]:
        return f"the last line was not taken away: {written!r}"
    left = screen(written)
    return None if len(left) == 1 and left[0].startswith(COUNTS) else f"left on the screen: {left}"


def nothing(written):
    return f"progress is shown: {written!r}" if "checking" in written or ERASED in written else None


def compare(tally, binary):
    json = ("-f", f"ndjson={PIPE}")
    short = check(binary, json, 0, "xterm", False, "submissions/r2/01-naikaku-kanbo.yaml")[0]
    tally.check("terminal: a short check shows none", nothing(short))
    for name, arguments, wait, kind, output_too, judge in (
            ("a long one shows it and takes it away", json, LONG, "xterm", False, drawn),
            ("always: from the beginning", (*json, "--progress", "always"), 0, "xterm", False, drawn),
            ("never", (*json, "--progress", "never"), LONG, "xterm", False, nothing),
            ("a terminal that can't erase", json, LONG, "dumb", False, nothing),
            ("a pager may be behind standard output", ("-f", "ndjson"), LONG, "xterm", False, nothing),
            ("findings scroll by on the terminal", ("-v",), LONG, "xterm", True, nothing)):
        tally.check(f"terminal: {name}", judge(check(binary, arguments, wait, kind, output_too)[0]))


def reports_there(tally, binary):
    for name, arguments in (("one of two", ("-f", "json=/dev/null", "-f", "compact")),
                            ("the second of two, the first being in a file", ("-f", "json", "-f", "compact", "-o", "/dev/null")),
                            ("under another name", ("-f", "text=/dev/stdout"))):
        error = check(binary, arguments, LONG, "xterm", True, "submissions/needs-work submissions/r2")[0]
        tally.check(f"terminal: a report scrolls by: {name}", nothing(error))


def colours(tally, binary):
    """On the terminal, and never in a file that goes beside it."""
    with tempfile.TemporaryDirectory(prefix="juten-terminal-") as folder:
        path = pathlib.Path(folder) / "report"
        for arguments, in_output in (((), True), (("-f", f"json={path}", "-f", "text"), True), (("-f", f"text={path}"), False),
                                     (("-f", f"text={path}", "-f", "compact"), False), (("-o", str(path)), False)):
            path.write_text("")
            shown = check(binary, arguments, 0, "xterm", True, "submissions/needs-work")[1]
            problem = "colours in the file" if "\x1b[" in path.read_text() else None
            if ("\x1b[" in shown) != in_output:
                problem = f"on the terminal: {shown[:200]!r}"
            tally.check(f"terminal: colours of {' '.join(arguments).replace(str(path), 'FILE') or 'text'}", problem)


def workbooks(tally, binary):
    """Are no text: none is written to a terminal."""
    for name in ("xlsx", "inquiry-xlsx"):
        error, output = check(binary, ("-f", name), 0, "xterm", True, "submissions/needs-work")
        said = f"{name} cannot be shown on a terminal" in error
        tally.check(f"terminal: {name} is refused", None if said and not output else f"said: {error!r}, shown: {output[:80]!r}")


def without(tally, binary):
    """No terminal: whole lines, and only when they are asked for."""
    for arguments, wanted in ((("--progress", "always"), True), ((), False)):
        run = subprocess.Popen([binary, "check", "--lang", "en", "-f", "ndjson", *arguments, "submissions/r2"], cwd=REPOSITORY,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={"LC_ALL": "C.UTF-8"})
        time.sleep(LONG)
        error = run.communicate()[1].decode()
        lines = [line for line in error.splitlines() if line.startswith("checking: ")]
        problem = f"said: {error!r}" if bool(lines) != wanted or ERASED in error or "\r" in error else None
        tally.check(f"no terminal, {' '.join(arguments) or 'auto'}", problem)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--binary", default="build/juten")
    parser.add_argument("-v", action="store_true")
    options = parser.parse_args()
    binary = str((REPOSITORY / options.binary).resolve())
    tally = Tally(options.v)
    compare(tally, binary)
    reports_there(tally, binary)
    colours(tally, binary)
    workbooks(tally, binary)
    without(tally, binary)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
