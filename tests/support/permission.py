#!/usr/bin/env python3
"""What the command does with files that it may not read or write, run as a user without privileges.

Root may read everything, so as root the command is run through setpriv as nobody; if neither that nor another
unprivileged user can be had, these tests fail rather than pass unseen.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from tally import Tally  # noqa: E402

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent.parent
NOBODY = 65534


def unprivileged():
    """The command to put in front so that what follows runs without privileges."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv"):
        return ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    return ["runuser", "-u", "nobody", "--"]


class Desk:
    """A folder that belongs to the unprivileged user, with the command and one good submission in it."""

    def __init__(self, base):
        self.folder = pathlib.Path(base)
        self.program = self.folder / "juten"
        shutil.copy(REPOSITORY / "build" / "juten", self.program)
        self.good = self.folder / "good.yaml"
        shutil.copy(sorted((REPOSITORY / "submissions" / "r2").glob("*.yaml"))[0], self.good)
        self.denied = self.folder / "denied.yaml"
        shutil.copy(self.good, self.denied)
        (self.folder / "closed").mkdir()
        shutil.copy(self.good, self.folder / "closed" / "inside.yaml")
        (self.folder / "fixed").mkdir()
        if os.geteuid() == 0:
            for path in [self.folder, *self.folder.rglob("*")]:
                os.chown(path, NOBODY, NOBODY)
        self.denied.chmod(0)
        (self.folder / "closed").chmod(0)
        (self.folder / "fixed").chmod(0o555)

    def run(self, *arguments):
        env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
        command = [*unprivileged(), "./juten", "check", "--lang", "en", *arguments]
        return subprocess.run(command, cwd=self.folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              timeout=60, check=False)


def expect(run, status, *words):
    """What is wrong with a run that should end with this status and say these words on either stream."""
    said = run.stdout.decode(errors="replace") + run.stderr.decode(errors="replace")
    if run.returncode != status:
        return f"expected exit {status}, got {run.returncode}:\n{said[-800:]}"
    missing = [word for word in words if word not in said]
    return f"does not say {missing}:\n{said[-800:]}" if missing else None


def expect_both(run):
    """What is wrong with the JSON result of one readable and one unreadable file."""
    try:
        result = json.loads(run.stdout)
    except ValueError as error:
        return f"no JSON: {error}\n{run.stderr.decode(errors='replace')}"
    errors = [(entry["code"], entry["path"]) for entry in result["errors"]]
    checked = [entry["path"] for entry in result["submissions"] if entry["requests"]]
    if run.returncode != 2 or errors != [("INPUT-DENIED", "denied.yaml")] or checked != ["good.yaml"]:
        return f"exit {run.returncode}, errors {errors}, checked {checked}"
    return None


def main():
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="juten-permission-") as base:
        os.chmod(base, 0o755)
        desk = Desk(base)
        probe = subprocess.run([*unprivileged(), "cat", "denied.yaml"], cwd=base, stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, check=False)
        hint = probe.stderr.decode(errors="replace")
        refused = probe.returncode == 1 and "ermission" in hint
        tally.check("permission: the tests run without privileges",
                    None if refused else f"no unprivileged user to be had: {hint}")
        tally.check("permission: a readable file alone is fine", expect(desk.run("good.yaml"), 0))
        tally.check("permission: an unreadable file is an error, the others are still checked",
                    expect_both(desk.run("-f", "json", "good.yaml", "denied.yaml")))
        tally.check("permission: an unreadable file in a folder is an error too",
                    expect(desk.run("."), 2, "INPUT-DENIED", "denied.yaml"))
        tally.check("permission: an unreadable folder is an error",
                    expect(desk.run("good.yaml", "closed"), 2, "closed"))
        tally.check("permission: an output that can't be written is an error",
                    expect(desk.run("-o", "fixed/out.txt", "good.yaml"), 2, "fixed/out.txt"))
        slips, locked = desk.folder / "slips.yaml", desk.folder / "locked.yaml"
        text = "府省庁：総務省\n年度: 令和2年度\n施策:\n  - 番号: X-1\n"
        for path in (locked, slips):
            path.write_text(text, encoding="utf-8")
            if os.geteuid() == 0:
                os.chown(path, NOBODY, NOBODY)
        locked.chmod(0o444)
        tally.check("permission: --fix names a file that may not be written and exits 2",
                    expect(desk.run("--fix", "locked.yaml", "slips.yaml"), 2, "locked.yaml: Permission", "mended: 1"))
        tally.check("permission: it leaves that file and mends the others",
                    None if locked.read_text(encoding="utf-8") == text and "府省庁: " in slips.read_text(encoding="utf-8")
                    else f"{locked.read_text(encoding='utf-8')!r}, {slips.read_text(encoding='utf-8')!r}")
        left = [path.name for path in (desk.folder / "fixed").iterdir()]
        tally.check("permission: and leaves nothing behind", f"left {left}" if left else None)
        (desk.folder / "closed").chmod(0o755)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
