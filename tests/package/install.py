#!/usr/bin/env python3
"""`make install` and `make uninstall` after `make`, into folders with blanks in their names: just the files of the list are
written, nothing is built again, without root and without a network; what is installed works (a program built with
pkg-config, the pages in mandoc and man); uninstall takes away what was written and nothing else.

usage: install.py [-v]
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path[:0] = [str(pathlib.Path(__file__).resolve().parent), str(pathlib.Path(__file__).resolve().parent.parent / "support")]
from command import REPOSITORY  # noqa: E402
from making import make  # noqa: E402
from tally import Tally  # noqa: E402

PREFIX = "/opt/of juten"
FILES = {"bin/juten": 0o755, "include/juten.h": 0o644, "lib/libjuten.a": 0o644, "lib/pkgconfig/juten.pc": 0o644,
         "share/bash-completion/completions/juten": 0o644, "share/zsh/site-functions/_juten": 0o644,
         "share/fish/vendor_completions.d/juten.fish": 0o644, "share/doc/juten/LICENSE": 0o644,
         **{f"share/man/{language}man{section}/{page}.{section}": 0o644 for language in ("", "ja/")
            for page, section in (("juten", 1), ("juten-rules", 5), ("juten-submission", 5))}}
NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]


def files_in(folder):
    return {path.relative_to(folder).as_posix(): path.stat().st_mode & 0o777
            for path in folder.rglob("*") if not path.is_dir()}


def difference(wanted, found):
    lines = [f"{'lacks' if path in wanted else 'has'} {path}" for path in sorted(set(wanted) ^ set(found))]
    lines += [f"{path} has mode {found[path]:o}" for path in sorted(set(wanted) & set(found)) if wanted[path] != found[path]]
    return "\n".join(lines)


def alone():
    """What keeps a command from root and from the network; nothing where this is not root."""
    return ["unshare", "--net", *NOBODY] if os.getuid() == 0 else []


def check_install(tally, target):
    built = {path: path.stat().st_mtime_ns for path in (REPOSITORY / "build").rglob("*") if path.is_file()}
    run = make("install", f"DESTDIR={target}", f"PREFIX={PREFIX}", folder=REPOSITORY, before=alone())
    tally.check("make install ends well" + (", as nobody and without a network" if alone() else ""),
                run.stdout if run.returncode else "")
    again = [path for path in (REPOSITORY / "build").rglob("*")
             if path.is_file() and built.get(path) != path.stat().st_mtime_ns]
    tally.check("nothing is built again", "\n".join(map(str, again)))
    tally.check("just the files of the list are written", difference(FILES, files_in(pathlib.Path(f"{target}{PREFIX}"))))


def check_program(tally, root):
    run = subprocess.run([root / "bin/juten", "--version"], stdout=subprocess.PIPE, check=False, text=True)
    version = re.search(r'JUTEN_VERSION "(.*)"', (root / "include/juten.h").read_text())[1]
    tally.check("the command runs", "" if run.stdout == f"juten {version}\n" else run.stdout)
    config = (root / "lib/pkgconfig/juten.pc").read_text()
    tally.check("juten.pc has the version of the header", "" if f"\nVersion: {version}\n" in config else config)


def check_library(tally, root, folder):
    """The program of the README, built with what is installed alone."""
    source = re.search(r"<!-- file: count.c -->\n```c\n(.*?)```", (REPOSITORY / "README.md").read_text(), re.DOTALL)[1]
    (folder / "count.c").write_text(source)
    for name, wanted in (("mic.yaml", "smallest.yaml"),):    # what count.c reads, without a mistake
        text = re.search(rf"<!-- file: {wanted} -->\n```yaml\n(.*?)```", (REPOSITORY / "README.md").read_text(), re.DOTALL)
        (folder / name).write_text(text[1])
    # The files lie below DESTDIR: what pkg-config says of PREFIX is true once they are where they belong.
    config = folder / "juten.pc"
    config.write_text((root / "lib/pkgconfig/juten.pc").read_text().replace(PREFIX, str(root)))
    command = 'eval "cc count.c -o count $(pkg-config --static --cflags --libs juten)" && ./count'
    run = subprocess.run(["sh", "-c", command], cwd=folder, env={**os.environ, "PKG_CONFIG_PATH": str(folder)},
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, text=True)
    tally.check("a program builds with pkg-config and runs",
                "" if run.returncode == 0 and run.stdout == "requests 1, errors 0\n" else run.stdout)


def check_pages(tally, root):
    for path in sorted(root.glob("share/man/**/*.[15]")):
        name = path.relative_to(root / "share/man").as_posix()
        run = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", path], stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, check=False, text=True)
        tally.check(f"mandoc finds nothing in {name}", run.stdout)
        env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "MANWIDTH": "80"}
        run = subprocess.run(["man", "--warnings", "-l", path], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                             check=False, text=True)
        shown = re.sub("[^\n]\b", "", run.stdout)
        tally.check(f"man shows {name} without a word",
                    run.stderr or ("" if run.returncode == 0 and len(shown) > 2000 and "NAME" in shown else shown[:2000]))
        wide = [line for line in shown.splitlines() if width(line) > 84]    # a fence of words such as file names may stick out
        tally.check(f"its lines are no wider than the terminal: {name}", "\n".join(wide))


def width(line):
    return sum(2 if re.match(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uff60]", letter) else 1 for letter in line)


def check_uninstall(tally, target):
    root = pathlib.Path(f"{target}{PREFIX}")
    for path in ("bin/other", "share/man/man1/other.1", "share/doc/juten/notes"):
        (root / path).write_text("")
    run = make("uninstall", f"DESTDIR={target}", f"PREFIX={PREFIX}", folder=REPOSITORY)
    left = sorted(files_in(root))
    tally.check("make uninstall leaves what others wrote, and nothing else",
                run.stdout or ("" if left == ["bin/other", "share/doc/juten/notes", "share/man/man1/other.1"] else str(left)))
    run = make("uninstall", f"DESTDIR={target}", f"PREFIX={PREFIX}", folder=REPOSITORY)
    tally.check("a second time there is nothing to do", run.stdout)
    run = make("install", "PREFIX=here", f"DESTDIR={target}", folder=REPOSITORY)
    tally.check("a PREFIX that is no path from the root is refused", "" if "PREFIX must begin with /" in run.stdout else run.stdout)


def check_readme(tally, folder):
    """The commands of the README's section, one after another, with a home of their own."""
    text = re.search(r"^## Installing\n.*?^```sh\n(.*?)^```$", (REPOSITORY / "README.md").read_text(), re.MULTILINE | re.DOTALL)[1]
    env = {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8", "MANPAGER": "cat"}
    run = subprocess.run(["sh", "-euc", text], cwd=REPOSITORY, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                         stderr=subprocess.STDOUT, check=False, text=True)
    good = run.returncode == 0 and "juten 0." in run.stdout and "JUTEN-RULES(5)" in run.stdout
    tally.check("the commands of the README", "" if good else run.stdout)
    left = sorted(files_in(folder / "our tools")) if good else []
    tally.check("after them nothing is left", "\n".join(left))


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("-v", "--verbose", action="store_true")
    tally = Tally(parser.parse_args().verbose)
    for tool in ("mandoc", "man"):
        if not shutil.which(tool):
            tally.check(f"{tool} is there", f"{tool} is missing (tests/install/deps package)")
            return tally.finish()
    run = make("all", folder=REPOSITORY)
    tally.check("make", run.stdout if run.returncode else "")
    with tempfile.TemporaryDirectory(prefix="juten install ") as name:
        target = pathlib.Path(name, "of a package")
        os.chmod(name, 0o777)
        check_install(tally, target)
        root = pathlib.Path(f"{target}{PREFIX}")
        if tally.failed == 0:
            check_program(tally, root)
            check_library(tally, root, pathlib.Path(name))
            check_pages(tally, root)
            check_uninstall(tally, target)
            check_readme(tally, pathlib.Path(name))
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
