"""A git repository of requests for tests: real git, nobody's settings, a home of its own; submissions that pass, and
some that are refused."""
import argparse
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from tally import Tally  # noqa: E402

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent.parent
KEPT = ("PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS")

GOOD = """府省庁: 総務省
年度: 令和2年度
施策:
  - 番号: {number}
    施策名: 通信網を狙うサイバー攻撃の観測
    区分: 継続
    要求額: 1.2億円
    前年度額: 1.2億円
    成果目標: 令和2年度に攻撃の兆しを40件捉える。
    重点分野:
      - 分野: 2(4)①
        理由: {reason}
"""
REASONS = ("工場の制御を担う技術者200人を一年間預かり、模擬プラントへのサイバー攻撃を防ぐ実習を積ませる。",
           "サイバーセキュリティの実務者を育てるため、自治体の職員300人に不正アクセスの調べ方を演習で身に付けさせる。")


def good(number="MIC-1", reason=REASONS[0]):
    return GOOD.format(number=number, reason=reason)


def bad(number="MIC-1"):
    """Refused as an error: R2-2.4.1."""
    return GOOD.format(number=number, reason="明るい社会を築くため、皆で力を合わせて前へ進む。")


class Git:
    """A folder with the repository `work`; commands run there unless told otherwise."""

    def __init__(self, base, binary):
        self.base, self.binary = pathlib.Path(base).resolve(), str(pathlib.Path(binary).resolve())
        self.home = self.base / "home"
        self.home.mkdir()
        self.work = self.base / "work"
        self.env = {name: os.environ[name] for name in KEPT if name in os.environ}
        self.env.update(HOME=str(self.home), LC_ALL="C.UTF-8", JUTEN_LANG="en", SOURCE_DATE_EPOCH="1567209600",
                        GIT_CONFIG_NOSYSTEM="1", TMPDIR=str(self.temporary()), PYTHONDONTWRITEBYTECODE="1")
        self.git("config", "--global", "user.name", "Tester", cwd=self.base)
        self.git("config", "--global", "user.email", "tester@example.invalid", cwd=self.base)
        self.git("config", "--global", "init.defaultBranch", "main", cwd=self.base)
        self.git("config", "--global", "protocol.file.allow", "always", cwd=self.base)
        self.git("init", "-q", str(self.work), cwd=self.base)

    def temporary(self):
        folder = self.base / "tmp"
        folder.mkdir(exist_ok=True)
        return folder

    def leftovers(self):
        return list(self.temporary().iterdir())

    def run(self, *command, cwd=None, env=None, check=False, stdin=None, seconds=250):
        run = subprocess.run([str(word) for word in command], cwd=cwd or self.work, env={**self.env, **(env or {})},
                             input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=seconds, check=False)
        run.text = (run.stdout + run.stderr).decode(errors="replace")
        if check and run.returncode != 0:
            raise RuntimeError(f"{command}: exit {run.returncode}\n{run.text}")
        return run

    def git(self, *arguments, cwd=None, env=None):
        return self.run("git", *arguments, cwd=cwd, env=env, check=True).stdout.decode(errors="replace")

    def juten(self, *arguments, cwd=None, env=None):
        return self.run(self.binary, *arguments, cwd=cwd, env=env)

    def put(self, path, text):
        """Writes a file of the work tree."""
        path = self.work / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def stage(self, path, text):
        self.put(path, text)
        self.git("add", "--", path)

    def commit(self, message="commit"):
        self.git("commit", "-q", "--no-verify", "-m", message)


def expect(run, status, *words, without=()):
    """What is wrong with a run that should end with this status, say these words and not those; None: nothing."""
    lacking = [word for word in words if word not in run.text]
    found = [word for word in without if word in run.text]
    if run.returncode == status and not lacking and not found:
        return None
    return f"exit {run.returncode}, expected {status}; not said {lacking}, wrongly said {found}:\n{run.text[-3000:]}"


def run_cases(usage, cases, open_repository):
    """The whole program: each case in a repository of its own, which may leave nothing among temporary files behind."""
    parser = argparse.ArgumentParser(description=usage)
    parser.add_argument("--binary", default="build/juten")
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("words", nargs="*")
    options = parser.parse_args()
    tally = Tally(options.verbose)
    for case in cases:
        name = case.__name__.replace("_", " ")
        if not options.words or any(word in name for word in options.words):
            with tempfile.TemporaryDirectory(prefix="juten-git-") as base:
                git = open_repository(base, options.binary)
                problem = case(git)
                left = sorted(path.name for path in git.leftovers())
                tally.check(name, problem or (f"left behind among temporary files: {left}" if left else None))
    return tally.finish()
