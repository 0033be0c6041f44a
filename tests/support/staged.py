#!/usr/bin/env python3
"""`juten check --staged`, `--index`, `--as-found` and `juten hook`, with the real git in repositories of their own.

usage: staged.py [--binary B] [-v] [WORD…]      only cases whose name contains a WORD
"""
import os
import pathlib
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from repository import Git, REASONS, bad, expect, good, run_cases  # noqa: E402

ODD_NAMES = ("総務省 要求.yaml", "two\nlines.yaml", 'quote"d.yaml', "-f.yaml", ":(top)x.yaml", "tab\there.yaml")


def nothing_staged(git):
    first = git.juten("check", "--staged")
    git.stage("README.md", "# Requests\n")
    git.stage(".github/ci.yml", "府省庁: [\n")
    git.stage("note.txt", "x\n")
    second = git.juten("check", "--staged")
    return (expect(first, 0, "files 0", "nothing that is about to be committed") or
            expect(second, 0, "files 0", "skipped 1", "nothing that is about to be committed"))


def before_the_first_commit(git):
    git.stage("a.yaml", good())
    git.stage("b.yaml", bad("MIC-2"))
    return expect(git.juten("check", "--staged"), 1, "b.yaml:12:13: error [R2-2.4.1]", "files 2")


def partly_staged(git):
    """The index counts, whatever the work tree says."""
    git.stage("a.yaml", bad())
    git.put("a.yaml", good())
    worse = git.juten("check", "--staged")
    git.stage("a.yaml", good())
    git.put("a.yaml", "府省庁: [")
    return expect(worse, 1, "a.yaml:12:13: error [R2-2.4.1]") or expect(git.juten("check", "--staged"), 0, "files 1")


def only_what_changes(git):
    git.stage("old.yaml", bad())
    git.commit()
    git.stage("new.yaml", good("MIC-2", REASONS[1]))
    return (expect(git.juten("check", "--staged"), 0, "files 1", without=["old.yaml"]) or
            expect(git.juten("check", "--index"), 1, "old.yaml:12:13: error", "files 2"))


def renamed_and_deleted(git):
    git.stage("a.yaml", bad())
    git.stage("gone.yaml", bad("MIC-2"))
    git.commit()
    git.git("mv", "a.yaml", "新しい名前.yaml")
    git.git("rm", "-q", "gone.yaml")
    return (expect(git.juten("check", "--staged"), 1, "新しい名前.yaml:12:13: error", "files 1",
                   without=["gone.yaml", "[FILE-"]) or
            expect(git.juten("check", "--staged", "gone.yaml"), 0, "files 0", "nothing that is about to be committed"))


def only_deleted(git):
    git.stage("a.yaml", bad())
    git.commit()
    git.git("rm", "-q", "a.yaml")
    return expect(git.juten("check", "--staged"), 0, "files 0") or expect(git.juten("check", "--index"), 2, "files 0")


def odd_names(git):
    for i, name in enumerate(ODD_NAMES):
        git.stage(f"./{name}", good(f"MIC-{i}", f"{REASONS[i % 2]}{i}か所で行う。"))
    run = git.juten("check", "--staged", "-f", "json", env={"JUTEN_IGNORE": "COM-TEXT-DUPLICATE"})
    return expect(run, 0, f"files {len(ODD_NAMES)}", "総務省 要求.yaml", "two\\nlines.yaml", "quote\\\"d.yaml")


def from_a_folder(git):
    git.stage("a.yaml", bad("MIC-1"))
    git.stage("府省/b.yaml", bad("MIC-2"))
    git.stage("府省/深い/c.yaml", bad("MIC-3"))
    below = git.work / "府省"
    return (expect(git.juten("check", "--staged", "-f", "compact", cwd=below), 1, "../a.yaml:12", "b.yaml:12",
                   "深い/c.yaml:12", "files 3", without=["府省/b.yaml"]) or
            expect(git.juten("check", "--staged", ".", cwd=below), 1, "files 2", without=["../a.yaml"]) or
            expect(git.juten("check", "--staged", "../a.yaml", cwd=below), 1, "files 1") or
            expect(git.juten("check", "--staged", str(below / "深い"), cwd=below), 1, "files 1") or
            expect(git.juten("check", "--staged", "../nothing", cwd=below), 2, "git's index has nothing under") or
            expect(git.juten("check", "--staged", "../../else", cwd=below), 2, "outside this repository"))


def named_must_be_a_submission(git):
    git.stage("plain.yaml", "color: red\n")
    return (expect(git.juten("check", "--staged", "plain.yaml"), 2) or
            expect(git.juten("check", "--staged"), 0, "skipped 1") or
            expect(git.juten("check", "--staged", "--as-found", "plain.yaml"), 0, "skipped 1"))


def linked_work_tree(git):
    git.stage("a.yaml", good())
    git.commit()
    git.git("worktree", "add", "-q", "../linked")
    linked = git.base / "linked"
    (linked / "a.yaml").write_text(bad())
    git.git("add", "a.yaml", cwd=linked)
    return (expect(git.juten("check", "--staged", cwd=linked), 1, "a.yaml:12:13: error") or
            expect(git.juten("check", "--staged"), 0, "files 0"))


def during_a_merge(git):
    git.stage("a.yaml", good())
    git.commit()
    git.git("checkout", "-q", "-b", "side")
    git.stage("a.yaml", good("MIC-7"))
    git.stage("side.yaml", bad("MIC-8"))
    git.commit()
    git.git("checkout", "-q", "main")
    git.stage("a.yaml", good("MIC-9"))
    git.commit()
    git.run("git", "merge", "side")
    unmerged = git.juten("check", "--staged")
    git.stage("a.yaml", good("MIC-9"))
    return (expect(unmerged, 2, "a.yaml: unmerged", without=["side.yaml: unmerged"]) or
            expect(git.juten("check", "--staged"), 1, "side.yaml:12:13: error", "files 1"))


def filters_as_in_a_checkout(git):
    """What git keeps in another encoding, with other line ends or by a filter is read as a checkout gives it."""
    git.git("config", "filter.turn.clean", "sed s/MIC/CIM/")
    git.git("config", "filter.turn.smudge", "sed s/CIM/MIC/")
    git.stage(".gitattributes", "a.yaml filter=turn\nb.yaml working-tree-encoding=UTF-16LE-BOM eol=crlf\n")
    git.stage("a.yaml", good("MIC-1"))
    (git.work / "b.yaml").write_bytes(b"\xff\xfe" + good("MIC-2", REASONS[1]).replace("\n", "\r\n").encode("utf-16-le"))
    git.git("add", "b.yaml")
    return expect(git.juten("check", "--staged", "-v", "-f", "json"), 0, '"MIC-1"', "b.yaml: UTF-16", "files 2")


def links_and_other_repositories(git):
    git.stage("a.yaml", good())
    (git.work / "link.yaml").symlink_to("a.yaml")
    git.git("init", "-q", "inner.yaml")
    git.git("commit", "-q", "--allow-empty", "-m", "x", cwd=git.work / "inner.yaml")
    git.git("add", "link.yaml", "inner.yaml")
    return expect(git.juten("check", "--staged", "-v"), 0, "files 1", "skipped 2", "link.yaml: skipped")


def intended_files_are_not_staged(git):
    git.stage("a.yaml", good())
    git.put("later.yaml", bad("MIC-2"))
    git.git("add", "-N", "later.yaml")
    return (expect(git.juten("check", "--staged"), 0, "files 1") or
            expect(git.juten("check", "--index"), 0, "files 1"))


def sparse_checkout(git):
    git.stage("in/a.yaml", good())
    git.stage("out/b.yaml", bad("MIC-2"))
    git.commit()
    git.git("sparse-checkout", "set", "in")
    return expect(git.juten("check", "--index"), 1, "out/b.yaml:12:13: error", "files 2")


def settings_of_the_user_change_nothing(git):
    for name, value in (("diff.relative", "true"), ("diff.renames", "copies"), ("diff.noprefix", "true"),
                        ("diff.external", "false"), ("core.quotePath", "true"), ("color.ui", "always"),
                        ("diff.ignoreSubmodules", "all"), ("status.relativePaths", "false")):
        git.git("config", "--global", name, value)
    git.stage("a.yaml", bad("MIC-1"))
    git.stage("府省/b.yaml", bad("MIC-2"))
    env = {"GIT_LITERAL_PATHSPECS": "1", "GIT_PAGER": "false", "LC_ALL": "ja_JP.UTF-8"}
    return expect(git.juten("check", "--staged", "-f", "compact", cwd=git.work / "府省", env=env), 1,
                  "../a.yaml:12", "files 2")


def waivers_of_the_index(git):
    """Waivers that are staged hold, those that are only in the work tree do not."""
    git.stage("sub/a.yaml", bad())
    run = git.run(git.binary, "waive", "add", "sub/a.yaml", "--select", "R2-2.4.1", "--reason", "seen", "--by", "me",
                  "--waivers", "juten-waivers.yaml")
    loose = git.juten("check", "--staged")
    git.git("add", "juten-waivers.yaml")
    (git.work / "juten-waivers.yaml").unlink()
    return (expect(run, 0) or expect(loose, 1, "waived 0") or
            expect(git.juten("check", "--staged"), 0, "waived 1") or
            expect(git.juten("check", "--staged", cwd=git.work / "sub"), 0, "waived 1") or
            expect(git.juten("check", "--staged", "--waivers", "juten-waivers.yaml"), 0, "waived 1"))


def a_waiver_on_an_unchanged_request_is_not_missed(git):
    git.stage("a.yaml", bad())
    git.run(git.binary, "waive", "add", "a.yaml", "--select", "R2-2.4.1", "--reason", "seen", "--by", "me", check=True)
    git.git("add", "juten-waivers.yaml")
    git.commit()
    git.stage("b.yaml", good("MIC-2", REASONS[1]))
    return expect(git.juten("check", "--staged"), 0, without=["WAIVER-UNKNOWN"])


def columns_of_the_index(git):
    git.stage("map.yaml", "format: juten-columns/1\ncolumns: {総務省: 府省庁}\n")
    git.put("map.yaml", "broken: [\n")
    git.stage("a.yaml", good())
    return expect(git.juten("check", "--staged", "--columns", "map.yaml"), 0, "files 1", without=["[INPUT-"])


def rules_over_the_set_see_the_whole_index(git):
    git.stage("a.yaml", good("MIC-1"))
    git.commit()
    git.stage("b.yaml", good("MIC-1", REASONS[1]))
    return (expect(git.juten("check", "--staged", "--fail-on", "warning"), 0, without=["COM-ID-DUPLICATE"]) or
            expect(git.juten("check", "--index", "--fail-on", "warning", "--select", "COM-ID-DUPLICATE"), 1,
                   "[COM-ID-DUPLICATE]", "a.yaml", "b.yaml"))


def settings_hold(git):
    """Paths and excludes of juten.yaml, and --exclude from where we are."""
    git.stage("juten.yaml", "format: juten-config/1\npaths: [in, none]\nexclude: [draft*]\n")
    git.stage("in/a.yaml", good())
    git.stage("in/draft.yaml", bad("MIC-2"))
    git.stage("out/b.yaml", bad("MIC-3"))
    return (expect(git.juten("check", "--staged"), 0, "files 1", "skipped 1") or
            expect(git.juten("check", "--staged", "in/draft.yaml"), 1, "in/draft.yaml:12") or
            expect(git.juten("check", "--staged", "--force-exclude", "in/draft.yaml"), 0, "files 0", "skipped 1") or
            expect(git.juten("check", "--as-found", "--allow-empty", "in/draft.yaml"), 0, "files 0", "skipped 1") or
            expect(git.juten("check", "--index", "--no-config", "--exclude", "/out,/in/d*"), 0, "files 1", "skipped 2") or
            expect(git.juten("check", "--index", "--no-config", "--exclude", "/a.yaml", ".", cwd=git.work / "in"), 1,
                   "files 1", "skipped 1"))


def what_does_not_go_together(git):
    git.stage("a.yaml", good())
    for words in (["--fix"], ["--diff"], ["--files-from", "list"], ["-"]):
        problem = expect(git.juten("check", "--staged", *words), 2, "do not go together", words[0])
        if problem:
            return problem
    return None


def outputs_spare_the_work_tree(git):
    git.stage("a.yaml", good())
    return (expect(git.juten("check", "--staged", "-f", "json", "-o", "a.yaml"), 2, "is an input too") or
            expect(git.juten("check", "--staged", "-f", "json=out.json"), 0) or
            ("" if (git.work / "out.json").exists() else "out.json was not written where the command ran"))


def outside_of_a_repository(git):
    return expect(git.juten("check", "--staged", cwd=git.base), 2, "no git repository")


def without_git(git):
    empty = git.base / "empty"
    empty.mkdir()
    return expect(git.juten("check", "--staged", env={"PATH": str(empty)}), 2, "install the package git")


def a_filter_that_fails(git):
    git.stage("a.yaml", good())
    git.stage(".gitattributes", "a.yaml filter=none\n")
    git.git("config", "filter.none.smudge", "false")
    git.git("config", "filter.none.required", "true")
    return expect(git.juten("check", "--staged"), 2, "git")


def what_git_tells_hooks_holds(git):
    """`git commit FILE` commits an index of its own."""
    git.stage("a.yaml", good())
    git.commit()
    git.stage("a.yaml", bad())
    git.put("b.yaml", bad("MIC-2"))
    git.put("seen", "")
    hook = git.work / ".git/hooks/pre-commit"
    hook.write_text(f"#!/bin/sh\nexec {git.binary} check --staged\n")
    hook.chmod(0o755)
    git.git("add", "-N", "b.yaml")
    run = git.run("git", "commit", "-m", "x", "b.yaml")
    return expect(run, 1, "b.yaml:12:13: error", "files 1", without=["a.yaml:12"])


def a_signal_leaves_nothing(git):
    """Many requests take a while; the run is ended amid them."""
    requests = good().split("施策:\n", 1)
    for name in range(4):
        many = "".join(requests[1].replace("MIC-1", f"MIC-{name}-{i}") for i in range(6000))
        git.stage(f"{name}.yaml", f"{requests[0]}施策:\n{many}")
    run = subprocess.Popen([git.binary, "check", "--staged", "-q"], cwd=git.work, env=git.env,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not list(git.temporary().glob("juten-*/3.yaml")):
        time.sleep(0.002)
    run.send_signal(signal.SIGTERM)
    status = run.wait(60)
    return "" if status == -signal.SIGTERM else f"ended with {status} instead of SIGTERM"


def files_given_by_name_as_found(git):
    names = ["README.md", ".pre-commit-config.yaml", "ci.yml", "data.bin", "juten-notes.yaml"]
    for name in names:
        git.put(name, "- [x](y)\n" if name.endswith("md") else "color: red\n")
    git.put("a.yaml", bad())
    (git.base / "outside.yaml").write_text(bad())
    (git.work / "out.yaml").symlink_to("../outside.yaml")
    (git.work / "in.yaml").symlink_to("a.yaml")
    return (expect(git.juten("check", "--as-found", "out.yaml", "in.yaml"), 1, "files 1", "skipped 1", "in.yaml:12") or
            expect(git.juten("check", "--as-found", "--allow-empty", *names), 0, "files 0", "skipped 5") or
            expect(git.juten("check", "--as-found", *names), 2, "nothing to check") or
            expect(git.juten("check", "--as-found", *names, "a.yaml"), 1, "a.yaml:12:13: error", "files 1") or
            expect(git.juten("check", "--as-found", "gone.yaml"), 2, "gone.yaml"))


def the_hook(git):
    hook = git.work / ".git/hooks/pre-commit"
    first, second = git.juten("hook", "install"), git.juten("hook", "install")
    git.stage("a.yaml", bad())
    refused = git.run("git", "commit", "-m", "x")
    git.stage("a.yaml", good())
    passed = git.run("git", "commit", "-m", "x")
    hook.chmod(0o644)
    mended = git.juten("hook", "install")
    problem = (expect(first, 0, "hook installed", str(hook)) or expect(second, 0, "already") or
               expect(refused, 1, "a.yaml:12:13: error [R2-2.4.1]") or expect(passed, 0, "files 1") or
               expect(mended, 0, "hook installed") or
               ("" if os.access(hook, os.X_OK) else "the hook cannot be run") or
               expect(git.juten("hook", "uninstall"), 0, "hook removed") or
               expect(git.juten("hook", "uninstall"), 0, "there is no hook"))
    return problem or ("the hook is still there" if hook.exists() else None)


def the_hook_goes_whatever_is_set(git):
    hook = git.work / ".git/hooks/pre-commit"
    installed = git.juten("hook", "install")
    git.put("juten.yaml", "nothing: known\n")
    problem = expect(installed, 0) or expect(git.juten("hook", "uninstall"), 2, "juten.yaml:1:1", "hook removed")
    (git.work / "juten.yaml").unlink()
    return problem or ("the hook is still there" if hook.exists() else None)


def the_hook_of_somebody_else_stays(git):
    hook = git.work / ".git/hooks/pre-commit"
    hook.write_text("#!/bin/sh\necho mine\n")
    return (expect(git.juten("hook", "install"), 2, "check --staged || exit", "--force") or
            expect(git.juten("hook", "uninstall"), 2, "stays") or
            ("" if hook.read_text() == "#!/bin/sh\necho mine\n" else "the hook was changed") or
            expect(git.juten("hook", "install", "--force"), 0, "hook installed") or
            ("" if "check --staged" in hook.read_text() else "--force did not replace it"))


def the_hook_goes_where_git_looks(git):
    git.git("config", "core.hooksPath", "our hooks")
    git.stage("sub/a.yaml", bad())
    run = git.juten("hook", "install", cwd=git.work / "sub")
    problem = expect(run, 0, "our hooks/pre-commit") or expect(git.run("git", "commit", "-m", "x"), 1, "sub/a.yaml:12")
    git.git("config", "--unset", "core.hooksPath")
    git.commit()
    git.git("worktree", "add", "-q", "../linked")
    linked = git.base / "linked"
    (linked / "sub/a.yaml").write_text(bad("MIC-5"))
    return (problem or expect(git.juten("hook", "install", cwd=linked), 0, str(git.work / ".git/hooks/pre-commit")) or
            expect(git.run("git", "commit", "-a", "-m", "x", cwd=linked), 1, "sub/a.yaml:12:13: error"))


def the_hook_without_juten(git):
    """A program that is gone must not let everything pass."""
    copy = git.base / "it's juten"
    copy.write_bytes(pathlib.Path(git.binary).read_bytes())
    copy.chmod(0o755)
    git.run(copy, "hook", "install", check=True)
    git.stage("a.yaml", good())
    passed = git.run("git", "commit", "-m", "x")
    copy.unlink()
    git.stage("a.yaml", good("MIC-2"))
    return expect(passed, 0) or expect(git.run("git", "commit", "-m", "x"), 1, "juten is gone")


CASES = [nothing_staged, before_the_first_commit, partly_staged, only_what_changes, renamed_and_deleted, only_deleted,
         odd_names, from_a_folder, named_must_be_a_submission, linked_work_tree, during_a_merge,
         filters_as_in_a_checkout, links_and_other_repositories, intended_files_are_not_staged, sparse_checkout,
         settings_of_the_user_change_nothing, waivers_of_the_index, a_waiver_on_an_unchanged_request_is_not_missed,
         columns_of_the_index, rules_over_the_set_see_the_whole_index, settings_hold, what_does_not_go_together,
         outputs_spare_the_work_tree, outside_of_a_repository, without_git, a_filter_that_fails,
         what_git_tells_hooks_holds, a_signal_leaves_nothing, files_given_by_name_as_found, the_hook,
         the_hook_goes_whatever_is_set, the_hook_of_somebody_else_stays, the_hook_goes_where_git_looks, the_hook_without_juten]


sys.exit(run_cases(__doc__, CASES, Git))
