#!/usr/bin/env python3
"""packaging/pre-receive: real pushes to a real bare repository that holds it.

usage: pushed.py [--binary B] [-v] [WORD…]      only cases whose name contains a WORD
"""
import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from repository import Git, REASONS, REPOSITORY, bad, expect, good, run_cases  # noqa: E402


class Server(Git):
    """A bare repository with the hook, as remote `origin` of the work tree."""

    def __init__(self, base, binary):
        super().__init__(base, binary)
        self.bare = self.base / "requests.git"
        self.git("init", "-q", "--bare", str(self.bare), cwd=self.base)
        hook = self.bare / "hooks" / "pre-receive"
        shutil.copy(REPOSITORY / "packaging" / "pre-receive", hook)
        hook.chmod(0o755)
        self.env["JUTEN"] = self.binary
        self.git("remote", "add", "origin", str(self.bare))

    def send(self, path, text, branch="main"):
        self.stage(path, text)
        self.commit()
        return self.push(branch)

    def push(self, *words, env=None):
        return self.run("git", "push", "-q", "origin", *words, env=env)

    def leftovers(self):
        return super().leftovers() + list(self.bare.glob("juten-*"))

    def tips(self):
        return self.git("for-each-ref", "--format=%(refname:short)", cwd=self.bare).split()


def the_first_push(server):
    return (expect(server.send("府省/総務 省.yaml", bad()), 1, "remote: juten: main",
                   "remote: 府省/総務 省.yaml:12:13: error [R2-2.4.1]", "refused: main", "pre-receive hook declined") or
            ("" if server.tips() == [] else "the branch was taken all the same") or
            expect(server.send("府省/総務 省.yaml", good()), 0, "files 1"))


def a_later_push(server):
    """Only what the push changes is judged; what was let in by hand stays."""
    hook = server.bare / "hooks" / "pre-receive"
    hook.chmod(0o644)
    server.send("old.yaml", bad())
    hook.chmod(0o755)
    return (expect(server.send("README.md", "# hi\n"), 0, "files 0", "skipped 1") or
            expect(server.send("new.yaml", bad("MIC-2")), 1, "new.yaml:12", without=["old.yaml"]) or
            expect(server.send("new.yaml", good("MIC-2")), 0, "files 1"))


def a_file_that_was_mended_in_a_later_commit(server):
    server.stage("a.yaml", bad())
    server.commit()
    server.stage("a.yaml", good())
    server.commit()
    return expect(server.push("main"), 0, "files 1")


def renamed_deleted_and_odd_names(server):
    names = ["a b.yaml", "two\nlines.yaml", "-q.yaml"]
    for i, name in enumerate(names):
        server.stage(f"./{name}", good(f"MIC-{i}", f"{REASONS[i % 2]}{i}か所で行う。"))
    server.commit()
    problem = expect(server.push("main"), 0, "files 3")
    server.git("mv", "a b.yaml", "改名.yaml")
    server.git("rm", "-q", "--", "./-q.yaml")
    server.commit()
    return problem or expect(server.push("main"), 0, "files 1")


def new_and_deleted_branches(server):
    server.send("a.yaml", good())
    server.git("checkout", "-q", "-b", "round2")
    new = server.send("b.yaml", bad("MIC-2"), "round2")
    mended = server.send("b.yaml", good("MIC-2", REASONS[1]), "round2")
    deleted = server.push(":round2")
    return (expect(new, 1, "b.yaml:12", "refused: round2", without=["a.yaml:12"]) or expect(mended, 0, "files 1") or
            expect(deleted, 0, without=["juten:"]) or ("" if server.tips() == ["main"] else f"tips: {server.tips()}"))


def several_branches_and_a_tag(server):
    server.send("a.yaml", good())
    server.git("checkout", "-q", "-b", "fine")
    server.stage("b.yaml", good("MIC-2", REASONS[1]))
    server.commit()
    server.git("checkout", "-q", "-b", "poor")
    server.stage("c.yaml", bad("MIC-3"))
    server.commit()
    server.git("tag", "v1", "main")
    run = server.push("fine", "poor", "v1")
    return (expect(run, 1, "juten: fine", "juten: poor", "refused: poor", without=["refused: fine"]) or
            ("" if server.tips() == ["main"] else f"a part of the push was taken: {server.tips()}") or
            expect(server.push("fine", "v1"), 0))


def a_forced_push(server):
    server.send("a.yaml", good())
    server.send("b.yaml", good("MIC-2", REASONS[1]))
    server.git("reset", "-q", "--hard", "HEAD~1")
    server.stage("c.yaml", bad("MIC-3"))
    server.commit()
    refused = server.push("--force", "main")
    server.stage("c.yaml", good("MIC-3", REASONS[1]))
    server.git("commit", "-q", "--no-verify", "--amend", "-m", "x")
    return expect(refused, 1, "c.yaml:12") or expect(server.push("--force", "main"), 0, "files 1")


def requests_that_stand_in_two_files(server):
    """Rules over the set see files that the push does not change."""
    server.send("a.yaml", good("MIC-1"))
    run = server.send("b.yaml", good("MIC-1", REASONS[1]))
    server.env["JUTEN_FAIL_ON"] = "warning"
    run = server.push("main") if run.returncode else server.send("b.yaml", good("MIC-1", REASONS[1] + "年に二回。"))
    return expect(run, 1, "[COM-ID-DUPLICATE]", "a.yaml", "refused: main")


def settings_in_the_push(server):
    """They hold, unless the server says that they must not."""
    server.stage("juten.yaml", "format: juten-config/1\nfail_on: none\n")
    taken = server.send("a.yaml", bad())
    server.env["JUTEN_NO_CONFIG"] = "1"
    server.git("checkout", "-q", "-b", "again")
    return expect(taken, 0, "settings: juten.yaml") or expect(server.send("b.yaml", bad("MIC-2"), "again"), 1, "b.yaml:12")


def a_link_shows_nothing_of_the_server(server):
    secret = server.base / "secret.yaml"
    secret.write_text(bad("SECRET-1"))
    for name in ("link.yaml", "juten-waivers.yaml"):
        (server.work / name).symlink_to(secret)
        server.git("add", name)
    server.commit()
    return expect(server.push("main"), 1, without=["SECRET-1", "R2-2.4.1"])


def without_juten(server):
    server.env["JUTEN"] = "no-such-juten"
    return expect(server.send("a.yaml", good()), 1, "no-such-juten is not installed here")


CASES = [the_first_push, a_later_push, a_file_that_was_mended_in_a_later_commit, renamed_deleted_and_odd_names,
         new_and_deleted_branches, several_branches_and_a_tag, a_forced_push, requests_that_stand_in_two_files,
         settings_in_the_push, a_link_shows_nothing_of_the_server, without_juten]


sys.exit(run_cases(__doc__, CASES, Server))
