#!/usr/bin/env python3
"""Completion in the real shells: bash, zsh and fish read what `juten completion SHELL` writes, get a line typed, and offer
what the command takes. bash and zsh sit at a terminal of their own, where what is typed and TAB give a whole line; fish is
asked for its candidates.

usage: completion.py [--binary B] [-v]      B: what is tested; else build/juten
"""
import argparse
import json
import os
import pathlib
import pty
import re
import select
import shlex
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from command import DEFAULT_BINARY, REPOSITORY  # noqa: E402
from tally import Tally  # noqa: E402

SECONDS = 20
# What is typed, and the words of the line that it becomes (each case has one candidate, or goes as far as all agree).
TYPED = [
    ("sug", ["suggest"]),
    ("rules cov", ["rules", "coverage"]),
    ("check --fail", ["check", "--fail-on"]),
    ("check --fail-on wa", ["check", "--fail-on", "warning"]),
    ("check --fail-on=wa", ["check", "--fail-on=warning"]),
    ("check -f sa", ["check", "-f", "sarif"]),
    ("diff -f sa", ["diff", "-f", "sarif"]),
    ("init -f xl", ["init", "-f", "xlsx"]),
    ("check -f json=oth", ["check", "-f", "json=other file.yaml"]),
    ("check --output=oth", ["check", "--output=other file.yaml"]),
    ("check 施", ["check", "施策.yaml"]),
    ("check --select COM-ID-DUP", ["check", "--select", "COM-ID-DUPLICATE"]),
    ("check --ignore COM-ID-DUPLICATE,WAIVER-EX", ["check", "--ignore", "COM-ID-DUPLICATE,WAIVER-EXPIRED"]),
    ("check --clause '2(4)②", ["check", "--clause", "2(4)②"]),
    ("check --pack tiny --clause II-1", ["check", "--pack", "tiny", "--clause", "II-1"]),
    ("explain --pack=tiny TINY-II-3-r", ["explain", "--pack=tiny", "TINY-II-3-replant"]),
    ("check --pack r", ["check", "--pack", "r2"]),
    ("schema su", ["schema", "submission"]),
    ("completion f", ["completion", "fish"]),
]


def environment(folder):
    return {"PATH": f"{folder}/bin:/usr/bin:/bin", "HOME": str(folder), "LC_ALL": "C.UTF-8", "TERM": "dumb"}


class Terminal:
    """A shell at a pseudo-terminal."""

    def __init__(self, command, folder, env):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.execvpe(command[0], command, env)
        self.seen = ""

    def wait_for(self, pattern):
        begin, buffered = time.monotonic(), b""
        while time.monotonic() - begin < SECONDS:
            if re.search(pattern, self.seen):
                return True
            if select.select([self.fd], [], [], 0.1)[0]:
                try:
                    buffered += os.read(self.fd, 65536)
                except OSError:
                    return False
                self.seen = buffered.decode(errors="replace")
        return False

    def send(self, text):
        self.seen = ""
        os.write(self.fd, text.encode())

    def close(self):
        os.close(self.fd)
        os.waitpid(self.pid, 0)


def complete_at_terminal(shell, typed, folder, patience):
    """The words of the line after TAB, None when nothing could be typed. patience: seconds that the shell may take."""
    written = folder / "words.json"
    written.unlink(missing_ok=True)
    env = environment(folder)
    begin = {"bash": ["bash", "--norc", "--noprofile", "-i"], "zsh": ["zsh", "-f", "-i"]}[shell]
    terminal = Terminal(begin, folder, env)
    setup = {"bash": 'bind "set enable-bracketed-paste off"',
             "zsh": "autoload -U compinit && compinit -u -D; unset zle_bracketed_paste"}[shell]
    terminal.send(f"PS1='READY> '; {setup}; source completion.{shell}; echo LOA''DED\n")
    loaded = terminal.wait_for(r"LOADED[\s\S]*READY> ")
    # ^A and the name of another program put in front of the finished line: it notes its words and runs nothing.
    terminal.send(f"juten {typed}\t")
    time.sleep(patience)
    terminal.send("\x01note \n")
    end = time.monotonic() + SECONDS
    while not written.is_file() and time.monotonic() < end:
        time.sleep(0.05)
    terminal.send("exit\n")
    words = json.loads(written.read_text()) if written.is_file() else None
    terminal.close()
    return words[1:] if words and loaded else None


def complete_in_fish(typed, folder):
    """Fish is asked for candidates; a line with one of them stands for the line after TAB."""
    script = f"source completion.fish; complete -C {shlex.quote('juten ' + typed)}"
    run = subprocess.run(["fish", "--no-config", "-c", script], cwd=folder, env=environment(folder),
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    offered = [line.split("\t")[0] for line in run.stdout.decode().splitlines()]
    head = typed.split()[:-1]
    return [[*head, word] for word in offered], run.stderr.decode()


def lay_out(folder, binary):
    (folder / "bin").mkdir()
    (folder / "bin" / "juten").symlink_to(binary)
    note = folder / "bin" / "note"
    note.write_text(f"#!{sys.executable}\nimport json, os, sys\n"
                    "open('words.new', 'w').write(json.dumps(sys.argv[1:]))\nos.rename('words.new', 'words.json')\n")
    note.chmod(0o755)
    (folder / "other file.yaml").write_text("")
    (folder / "施策.yaml").write_text("")
    for pack in ("tiny", "tiny-common"):
        shutil.copytree(REPOSITORY / "tests" / "packs" / pack, folder / pack)
    for shell in ("bash", "zsh", "fish"):
        script = subprocess.run([binary, "completion", shell], stdout=subprocess.PIPE, check=True).stdout
        (folder / f"completion.{shell}").write_bytes(script)


def check_shell(tally, shell, folder, cases):
    if not shutil.which(shell):
        tally.skip(f"completion in {shell}", "it is not installed")
        return
    for typed, wanted in cases:
        if shell == "fish":
            offered, said = complete_in_fish(typed, folder)
            good = wanted in offered and not said
            tally.check(f"{shell}: {typed}", "" if good else f"offered {offered[:8]}, wanted {wanted}; {said}")
        else:
            for patience in (0.5, 2, 8):    # nothing tells when a shell has done with a TAB
                words = complete_at_terminal(shell, typed, folder, patience)
                if words == wanted:
                    break
            tally.check(f"{shell}: {typed}", "" if words == wanted else f"became {words}, wanted {wanted}")


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--binary", type=pathlib.Path, default=DEFAULT_BINARY)
    parser.add_argument("--shell", action="append")
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    tally = Tally(options.verbose)
    with tempfile.TemporaryDirectory(prefix="juten completion ") as name:
        folder = pathlib.Path(name)
        lay_out(folder, options.binary.resolve())
        for shell in options.shell or ("bash", "zsh", "fish"):
            check_shell(tally, shell, folder, TYPED)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
