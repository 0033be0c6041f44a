#!/usr/bin/env python3
"""The hooks of .pre-commit-hooks.yaml in the real program pre-commit (Debian's), with the real git and no network.

The repository of hooks is a copy of what is needed to build juten, as a commit; `language: script` builds it on first
use, which happens here once. Everything lies in a folder for temporary files, also HOME and PRE_COMMIT_HOME.

usage: precommit.py [--binary B] [-v]
"""
import argparse
import pathlib
import shutil
import subprocess
import sys
import tempfile

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(REPOSITORY / "tests" / "support"))
from repository import Git, REASONS, bad, expect, good  # noqa: E402
from tally import Tally  # noqa: E402

PRE_COMMIT = "/usr/bin/pre-commit"
NEEDED = ("Makefile", ".pre-commit-hooks.yaml", "src", "rules", "packaging", "tests/install")
SCRIPT = """repos:
- repo: {hooks}
  rev: {rev}
  hooks:
  - id: juten
{more}
  - id: juten-set
    args: [--fail-on, warning, --select, 'COM-ID-DUPLICATE,COM-TEXT-DUPLICATE']
  - id: juten-rules
"""
SYSTEM = """repos:
- repo: local
  hooks:
  - id: juten
    name: juten
    language: system
    entry: juten check --as-found --allow-empty
    args: [--]
    files: (?i)\\.(ya?ml|json|csv|md|xlsx)$
    require_serial: true
"""


class Office(Git):
    """A repository of requests whose commits pre-commit looks at."""

    def __init__(self, base, binary, home=None):
        super().__init__(base, binary)
        self.env["PRE_COMMIT_HOME"] = str(home or self.base / "pre-commit")
        folder = self.base / "bin"
        folder.mkdir()
        (folder / "juten").symlink_to(self.binary)
        self.env["PATH"] = f"{folder}:{self.env['PATH']}"

    def use(self, config):
        self.stage(".pre-commit-config.yaml", config)
        self.commit()
        return self.pre_commit("install")

    def pre_commit(self, *words):
        return self.run(PRE_COMMIT, *words)

    def try_commit(self, *words):
        return self.run("git", "commit", "-m", "a commit", *words)


def make_hooks(office):
    """The repository of hooks; its newest commit."""
    hooks = office.base / "hooks"
    for name in NEEDED:
        source, target = REPOSITORY / name, hooks / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    office.git("init", "-q", str(hooks), cwd=office.base)
    office.git("add", "-f", ".", cwd=hooks)
    office.git("commit", "-q", "-m", "hooks", cwd=hooks)
    return hooks, office.git("rev-parse", "HEAD", cwd=hooks).strip()


# ---- what holds for both ways
def commits(office):
    """A commit that passes and one that is refused; files that are no requests are in nobody's way."""
    office.stage("README.md", "# Requests\n")
    office.stage(".github/ci.yml", "on: push\n")
    office.stage("list.csv", "a,b\n1,2\n")
    office.stage("-odd name.yaml", good("MIC-90", REASONS[0] + "演習は年に十回、三日間ずつ、会場を変えて行う。"))
    passed = office.try_commit()
    office.stage("府省/総務 省.yaml", bad("MIC-2"))
    refused = office.try_commit()
    office.stage("府省/総務 省.yaml", good("MIC-2", REASONS[1]))
    return (expect(passed, 0) or expect(refused, 1, "府省/総務 省.yaml:12:13: error [R2-2.4.1]", "files 1") or
            expect(office.try_commit(), 0))


def partly_staged_files(office):
    office.stage("part.yaml", good("MIC-3", "不正アクセスの調べ方を、警察官90人に実習で教え、サイバー攻撃の捜査を担う人を育てる。"))
    office.put("part.yaml", bad("MIC-3"))
    passed = office.try_commit()
    after = (office.work / "part.yaml").read_text() == bad("MIC-3")
    office.git("add", "part.yaml")
    office.put("part.yaml", good("MIC-3"))
    refused = office.try_commit()
    office.git("checkout", "-q", "HEAD", "--", "part.yaml")
    return (expect(passed, 0) or ("" if after else "the work tree was not given back") or
            expect(refused, 1, "part.yaml:12:13: error"))


def renamed_and_deleted_files(office):
    office.git("mv", "part.yaml", "改名した.yaml")
    office.git("rm", "-q", "府省/総務 省.yaml")
    return expect(office.try_commit(), 0)


def all_files_and_ranges(office):
    office.stage("let in.yaml", bad("MIC-5"))
    office.commit()
    office.stage("next.txt", "x\n")
    office.commit()
    name = "let in.yaml:12:13: error [R2-2.4.1]"
    problem = (expect(office.pre_commit("run", "--all-files", "juten"), 1, name) or
               expect(office.pre_commit("run", "juten", "--from-ref", "HEAD~2", "--to-ref", "HEAD"), 1, name) or
               expect(office.pre_commit("run", "juten", "--from-ref", "HEAD~1", "--to-ref", "HEAD"), 0, without=[name]))
    office.git("rm", "-q", "let in.yaml")
    office.commit()
    return problem


BOTH = [commits, partly_staged_files, renamed_and_deleted_files, all_files_and_ranges]


# ---- language: script
def first_use(office, other, configs):
    """Two repositories and, in the other one, several processes start at once: one of them builds."""
    problem = expect(office.use(configs[0]), 0) or expect(other.use(configs[1]), 0)
    for desk in (office, other):
        for number in range(12):
            desk.stage(f"{number}.yaml", bad(f"MIC-{number}"))
    runs = [subprocess.Popen([PRE_COMMIT, "run", "juten"], cwd=desk.work, env=desk.env, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT) for desk in (office, other)]
    texts = [run.communicate(timeout=600)[0].decode(errors="replace") for run in runs]
    for desk in (office, other):
        desk.git("rm", "-q", "-f", "--", *[f"{number}.yaml" for number in range(12)])
    for text, run in zip(texts, runs):
        if run.returncode != 1 or any(f"{number}.yaml:12:13: error" not in text for number in range(12)):
            problem = problem or f"exit {run.returncode}:\n{text[-2000:]}"
    built = sum(text.count("building, once") for text in texts)
    return problem or ("" if built == 1 else f"built {built} times") or (
        "" if "".join(texts).count("files 12") == 1 else "the files were not spread over processes in one of the two")


def compared_with_each_other(office):
    """juten-set sees files that the commit does not change."""
    office.stage("one.yaml", good("MIC-50", "工作機械を狙う不正アクセスの見つけ方を、工業高校の教員80人に実習で教える。"))
    first = office.try_commit()
    office.stage("two.yaml", good("MIC-50", "サイバー攻撃を受けた病院の職員が、診療を続ける手順を演習で身に付ける。演習は年6回。"))
    run = office.try_commit()
    office.git("rm", "-q", "-f", "two.yaml")
    return (expect(first, 0) or expect(run, 1, "[COM-ID-DUPLICATE]", "one.yaml", "two.yaml"))


def packs(office):
    """juten-rules lints packs and runs their examples; the repository's own are found."""
    shutil.copytree(REPOSITORY / "rules" / "common", office.work / "packs" / "common")
    office.git("add", "packs")
    passed = office.try_commit()
    pack = office.work / "packs" / "common" / "pack.yaml"
    pack.write_text(pack.read_text() + "\nno-such-key: 1\n")
    office.git("add", "packs")
    refused = office.try_commit()
    office.git("reset", "-q", "--hard")
    return (expect(passed, 0) or expect(refused, 1, "juten rules lint: packs/common", "no-such-key"))


def missing_packages(office, hooks):
    """The one command is named, nothing is installed, and nothing passes unchecked."""
    clone, tools, marker = office.base / "clone", office.base / "tools", office.base / "installed"
    office.git("clone", "-q", str(hooks), str(clone), cwd=office.base)
    tools.mkdir()
    for tool in pathlib.Path("/usr/bin").iterdir():
        if tool.name not in ("make", "dpkg-query", "apt-get"):
            (tools / tool.name).symlink_to(tool)
    for name, does in (("dpkg-query", "exit 1"), ("apt-get", f"touch '{marker}'")):
        (tools / name).write_text(f"#!/bin/sh\n{does}\n")
        (tools / name).chmod(0o755)
    entry = [clone / "packaging" / "pre-commit" / "juten", "--version"]
    named = "apt-get update && apt-get install -y --no-install-recommends gcc"
    without_make = office.run(*entry, env={"PATH": str(tools)})
    (tools / "make").symlink_to("/usr/bin/make")
    without_compiler = office.run(*entry, env={"PATH": str(tools), "CC": "/bin/false"})
    again = office.run(*entry, env={"PATH": str(tools), "CC": "/bin/false"})
    return (expect(without_make, 2, named) or expect(without_compiler, 2, named, "nothing was checked") or
            expect(again, 2, named) or ("something was installed" if marker.exists() else None))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", default="build/juten")
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    tally = Tally(options.verbose)
    with tempfile.TemporaryDirectory(prefix="juten-precommit-") as name:
        bases = [pathlib.Path(name) / word for word in ("script", "other", "system")]
        for base in bases:
            base.mkdir()
        office = Office(bases[0], options.binary)
        hooks, rev = make_hooks(office)
        other = Office(bases[1], options.binary, office.env["PRE_COMMIT_HOME"])
        configs = [SCRIPT.format(hooks=hooks, rev=rev, more=more) for more in ("", "    require_serial: false")]
        tally.check("script: packages are missing", missing_packages(office, hooks))
        tally.check("script: first use, in parallel", first_use(office, other, configs))
        for case in [*BOTH, compared_with_each_other, packs]:
            tally.check(f"script: {case.__name__.replace('_', ' ')}", case(office))
        system = Office(bases[2], options.binary)
        tally.check("system: install", expect(system.use(SYSTEM), 0))
        for case in BOTH:
            tally.check(f"system: {case.__name__.replace('_', ' ')}", case(system))
    return tally.finish()


sys.exit(main())
