#!/usr/bin/env python3
"""The action for GitHub and the job for GitLab in packaging/, run as their runners would: a workspace with a real git
repository, event files, and the files and variables that the runner gives. Neither service is asked anything.

usage: services.py [--binary B] [-v] [WORD…]      WORD: only cases with one of these in their names
"""
import html
import json
import pathlib
import re
import shutil
import subprocess
import sys

import yaml

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from repository import REPOSITORY, Git, bad, good, run_cases  # noqa: E402
from workflow import Log, faults, run_action  # noqa: E402

ACTION = REPOSITORY / "packaging" / "action"
GITLAB = REPOSITORY / "packaging" / "gitlab" / "juten.gitlab-ci.yml"
HERE, NOWHERE = "office/requests", "0" * 40
AWKWARD = "概算 要求/総務省 (案) '1'.yaml"


class Desk(Git):
    """What a job finds: the work tree `work` as its workspace, and folders for the runner."""

    def __init__(self, base, binary):
        super().__init__(base, binary)
        self.runner = self.base / "runner"
        self.path = self.base / "bin"
        self.path.mkdir()
        (self.path / "juten").symlink_to(self.binary)
        self.env["PATH"] = f"{self.path}:{self.env['PATH']}"
        self.runs = 0

    def head(self, of="HEAD", cwd=None):
        return self.git("rev-parse", of, cwd=cwd).strip()

    def act(self, name="push", event=None, cwd=None, env=None, action=ACTION, **inputs):
        """Runs the action; inputs with _ for -."""
        self.runs += 1
        folder = self.runner / str(self.runs)
        folder.mkdir(parents=True)
        given = {key.replace("_", "-"): value for key, value in inputs.items()}
        workspace = str(cwd or self.work)
        own = {**self.env, "GITHUB_REPOSITORY": HERE, "GITHUB_WORKSPACE": workspace, "RUNNER_TEMP": str(folder), **(env or {})}
        own.setdefault("GITHUB_SHA", self.head(cwd=workspace) if pathlib.Path(workspace, ".git").exists() else NOWHERE)
        return run_action(action / "action.yml", given, (name, event or {}), own, folder)

    def add(self, message, **files):
        """Commits files; None removes one. Returns the commit."""
        for path, text in files.items():
            if text is None:
                (self.work / path).unlink()
            else:
                self.put(path, text)
        self.git("add", "-A")
        self.commit(message)
        return self.head()


def wrong(done, status, says=(), unsaid=(), level="error", exit_too=True):
    """What is wrong with a run that should end so, with annotations of that level that hold these words and not those."""
    messages = "\n".join(f"{properties.get('file', '')} {properties.get('title', '')} {message}"
                         for properties, message in done.log.annotations(level))
    faults_ = [f"no {level} says {word!r}" for word in says if word not in messages]
    faults_ += [f"a {level} says {word!r}" for word in unsaid if word in messages]
    if done.exit != status:
        faults_.append(f"exit {done.exit}, expected {status}")
    if exit_too and done.outputs["exit-status"] != str(status):
        faults_.append(f"the output exit-status is {done.outputs['exit-status']!r}")
    if {command for command, _, _ in done.log.commands} - {"error", "warning", "notice", "group", "endgroup"}:
        faults_.append(f"commands: {done.log.commands}")
    return "\n".join([*faults_, done.log.text[-2500:]]) if faults_ else None


def first(*problems):
    return next((problem for problem in problems if problem), None)


def unless(holds, words):
    return None if holds else words


def pull_request(base, repository=HERE):
    return {"action": "synchronize", "number": 7, "pull_request": {
        "base": {"sha": base, "repo": {"full_name": HERE}},
        "head": {"sha": NOWHERE, "repo": {"full_name": repository} if repository else None}}}


def push(before, **further):
    return {"before": before, "after": NOWHERE, "forced": False, **further}


# ---- form
def the_forms_hold(desk):
    scripts = [str(ACTION / "action.sh")]
    job = yaml.safe_load(GITLAB.read_text())["juten"]
    pasted = desk.base / "gitlab.sh"
    pasted.write_text("#!/bin/sh\n" + "\n".join([*job["before_script"], *job["script"]]))
    checked = subprocess.run(["shellcheck", *scripts, str(pasted)], stdout=subprocess.PIPE, check=False)
    reports, kept = set(job["artifacts"]["reports"].values()), set(job["artifacts"]["paths"])
    options = set(re.findall(r"^OPTION\(\w+, \"([\w-]+)\"", (REPOSITORY / "src/cli/option.def").read_text(), re.MULTILINE))
    used = set(re.findall(r" --([a-z][\w-]+)", "\n".join(line for line in (ACTION / "action.sh").read_text().splitlines()
                                                         if "set -- -" in line or "sarif-" in line)))
    return first("\n".join(faults(ACTION / "action.yml", ACTION / "action.sh")), checked.stdout.decode(),
                 unless(reports <= kept, f"reports {reports} are not all among the artifacts {kept}"),
                 unless(job["artifacts"]["when"] == "always", "artifacts are not kept when the job fails"),
                 unless(used <= options, f"options that juten does not have: {used - options}"))


def a_fault_in_the_form_is_seen(desk):
    """That the check of the form can fail."""
    copy = desk.base / "action.yml"
    text = (ACTION / "action.yml").read_text()
    for old, new, word in (("      shell: sh\n", "", "names no shell"), ("upload-sarif@v4", "upload-sarif@main", "pin"),
                           ("inputs.pack }}", "inputs.pakc }}", "pakc"), ("check.outputs.upload", "check.outputs.uplaod", "uplaod"),
                           ("action.sh\" check", "action.sh\" ${{ inputs.paths }}", "expression")):
        copy.write_text(text.replace(old, new, 1))
        found = faults(copy, ACTION / "action.sh")
        if text == copy.read_text() or not any(word in fault for fault in found):
            return f"{new!r} instead of {old!r} is not seen: {found}"
    return None


# ---- what comes of a check
def findings_fail_the_job_and_are_shown(desk):
    desk.add("first", **{"good.yaml": good(), AWKWARD: bad("K-2")})
    done = desk.act(event=push(NOWHERE), upload_sarif=True)
    places = [(at.get("file"), at.get("line"), at.get("title")) for at, _ in done.log.annotations("error")]
    sarif = json.loads(pathlib.Path(done.outputs["sarif"]).read_text())["runs"][0]
    uris = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in sarif["results"]}
    counts = [done.outputs[name] for name in ("files", "requests", "errors", "unreadable")]
    upload = [("github/codeql-action/upload-sarif@v4", {"sarif_file": done.outputs["sarif"], "checkout_path": str(desk.work),
                                                        "category": "juten"})]
    return first(wrong(done, 1, ["R2-2.4.1"]),
                 unless(places == [(AWKWARD, "12", "R2-2.4.1")], f"annotations {places}"),
                 unless(counts == ["2", "2", "1", "0"], f"counts {counts}"),
                 unless(any("%20" in uri and "://" not in uri for uri in uris), f"SARIF names {uris}"),
                 unless(done.steps[-1] == "Upload SARIF" and done.uses == upload, f"steps {done.steps}, uploads {done.uses}"),
                 unless("R2-2.4.1" in done.summary and "K-2" in done.summary, f"summary {done.summary}"),
                 unless("error [R2-2.4.1]" in done.log.text, "the log has no report to read"))


def without_findings_all_is_well(desk):
    desk.add("first", **{"good.yaml": good()})
    done = desk.act(event=push(NOWHERE))
    return first(wrong(done, 0), unless(done.outputs["errors"] == "0" and done.summary, f"{done.outputs} {done.summary}"),
                 unless(not done.uses, f"uploads that nobody asked for: {done.uses}"))


def what_cannot_be_done_is_said(desk):
    desk.add("first", **{"good.yaml": good(), "broken.yaml": "府省庁: [\n"})
    missing, broken = desk.act(paths="nowhere", lang="en"), desk.act(upload_sarif=True)
    wish, list_ = desk.act(fail_on="grave", lang="en"), desk.act(formats="html", lang="en")
    truth, folder = desk.act(changed_only="yes"), desk.act(working_directory="no such")
    return first(wrong(missing, 2, ["nowhere", "INPUT-MISSING"]), wrong(broken, 2, ["broken.yaml"]),
                 unless(broken.uses and broken.outputs["unreadable"] == "1", f"{broken.uses} {broken.outputs}"),
                 wrong(wish, 2, ["grave"]), unless("grave" in wish.summary, f"summary {wish.summary}"),
                 unless(wish.outputs["sarif"] == "" and not wish.uses, f"SARIF of nothing: {wish.outputs}"),
                 wrong(list_, 2, ["FORMAT=FILE"]), wrong(truth, 2, ["true or false"]), wrong(folder, 2, ["no such"]))


def settings_hold_where_no_input_is_given(desk):
    desk.add("first", **{"in/good.yaml": good(), "out/bad.yaml": bad("K-2"), "other.yaml":
                         "format: juten-config/1\nfail_on: none\n",
                         "juten.yaml": "format: juten-config/1\npaths: [in]\n"})
    return first(wrong(desk.act(), 0), wrong(desk.act(paths="in\n\nout\n"), 1, ["out/bad.yaml"]),
                 wrong(desk.act(paths="out", config="other.yaml"), 0, ["out/bad.yaml"]),
                 wrong(desk.act(paths="out", fail_on="none"), 0), wrong(desk.act(paths="out", pack="nix"), 2))


def nothing_that_is_given_becomes_a_command(desk):
    evil = "$(touch pwned)`touch pwned`;touch pwned #\"'\\"
    desk.add("first", **{f"{evil}/-a.yaml": bad(), "-b.yaml": bad("K-2"), "::error::x.yaml": bad("K-3"),
                         "c.yaml": bad("K-4").replace("通信網を狙うサイバー攻撃の観測", '"\\n::error::pwned\\n##[add-mask]x\\n"')})
    plain = desk.act(paths=f"{evil}\n-b.yaml")
    first_ = desk.act(paths="*.yaml", pack=evil, config=evil, lang=evil, fail_on=evil, formats=f"html={evil}", category=evil)
    whole = desk.act(event=push(NOWHERE))
    named = [at.get("file") for at, _ in whole.log.annotations("error")]
    broken = desk.act(sarif="a\nupload=true", upload_sarif=True)
    return first(wrong(plain, 1, [evil, "-b.yaml"]), wrong(first_, 2), wrong(whole, 1),
                 unless(not list(desk.base.rglob("pwned")), "a command was run"),
                 unless(set(named) == {f"{evil}/-a.yaml", "-b.yaml", "c.yaml", "::error::x.yaml"}, f"annotations at {named}"),
                 wrong(broken, 2, ["one line"]), unless(not broken.uses, f"an output was slipped in: {broken.uses}"))


def further_reports_are_written(desk):
    desk.add("first", **{"good.yaml": good()})
    done = desk.act(formats="html=概要 1.html\njunit=j.xml", sarif="s 1.sarif")
    there = [name for name in ("概要 1.html", "j.xml", "s 1.sarif") if (desk.work / name).stat().st_size]
    return first(wrong(done, 0), unless(len(there) == 3 and done.outputs["sarif"] == str(desk.work / "s 1.sarif"), f"{there}"))


def the_repository_may_lie_deeper(desk):
    desk.add("first", **{"in/bad.yaml": bad()})
    before = desk.head()
    desk.add("second", **{"in/new.yaml": bad("K-2")})
    outer = desk.base / "outer"
    outer.mkdir()
    desk.git("clone", "-q", str(desk.work), str(outer / "deep er"))
    done = desk.act(event=push(before), cwd=outer, working_directory="deep er", changed_only=True, paths="in")
    return first(wrong(done, 1, ["in/new.yaml"], ["bad.yaml", "deep"]))


# ---- changed files
def merged(desk, *branches):
    """A pull request as GitHub checks it out: a merge of it into main, which went on meanwhile."""
    desk.add("first", **{"old-bad.yaml": bad("K-1"), "renamed.yaml": bad("K-2"), "gone.yaml": bad("K-3"), AWKWARD: good("K-4")})
    base = desk.head()
    desk.git("checkout", "-q", "-b", "topic")
    desk.git("mv", "renamed.yaml", "new name.yaml")
    desk.add("change", **{AWKWARD: bad("K-4"), "gone.yaml": None, "README.md": "# no request\n", ".github/x.yml": "a: 1\n"})
    desk.git("checkout", "-q", "main")
    desk.add("elsewhere", **{"others.yaml": bad("K-9")})
    desk.git("checkout", "-q", "-b", "merge")
    desk.git("merge", "-q", "--no-ff", "-m", "merge", "topic")
    return base


CHANGED, UNCHANGED = [AWKWARD, "new name.yaml"], ["old-bad.yaml", "others.yaml", "gone.yaml", "README.md"]


def of_a_pull_request_only_its_changes(desk):
    base = merged(desk)
    opened = desk.act("pull_request", {**pull_request(base), "action": "opened"}, changed_only=True, upload_sarif=True)
    newer = desk.act("pull_request", pull_request(desk.head("main")), changed_only=True)
    whole = desk.act("pull_request", pull_request(base))
    within = desk.act("pull_request", pull_request(base), changed_only=True, paths="概算 要求")
    desk.git("checkout", "-q", "topic")
    branch = desk.act("pull_request", pull_request(desk.head("main")), env={"GITHUB_SHA": NOWHERE}, changed_only=True)
    return first(*(wrong(done, 1, CHANGED, UNCHANGED) for done in (opened, newer, branch)), wrong(whole, 1, UNCHANGED[:2]),
                 wrong(within, 1, CHANGED[:1], CHANGED[1:]), unless(opened.outputs["files"] == "2", f"{opened.outputs}"),
                 unless("compared with each other alone" in opened.summary and "alone" not in whole.summary,
                        f"summary {opened.summary}"), unless(len(opened.uses) == 1, "nothing is uploaded of a pull request"))


def nothing_changed_is_no_error(desk):
    desk.add("first", **{"bad.yaml": bad()})
    before = desk.head()
    desk.add("second", **{"README.md": "# no request\n"})
    done = desk.act(event=push(before), changed_only=True)
    desk.git("rm", "-q", "README.md")
    desk.commit()
    none = desk.act(event=push(desk.head("HEAD~1")), changed_only=True)
    return first(wrong(done, 0), wrong(none, 0), unless((done.outputs["files"], none.outputs["files"]) == ("0", "0"),
                                                       f"{done.outputs} {none.outputs}"))


def a_shallow_clone_is_told_about_fetch_depth(desk):
    base = merged(desk)
    desk.git("branch", "-D", "-q", "topic")
    clones = {}
    for name, depth, branch in (("one", 1, "merge"), ("two", 2, "merge"), ("main", 1, "main")):
        clones[name] = desk.base / name
        desk.git("clone", "-q", "--depth", str(depth), "--branch", branch, f"file://{desk.work}", str(clones[name]))
    event = pull_request(base)
    return first(wrong(desk.act("pull_request", event, cwd=clones["one"], changed_only=True), 2, ["fetch-depth: 0"]),
                 wrong(desk.act("pull_request", event, cwd=clones["two"], changed_only=True), 1, CHANGED, UNCHANGED),
                 wrong(desk.act("pull_request", event, cwd=clones["main"], changed_only=True), 2, ["fetch-depth: 0", base]),
                 wrong(desk.act("push", push(base), cwd=clones["main"], changed_only=True), 2, ["fetch-depth: 0", base]),
                 wrong(desk.act("pull_request", event, cwd=clones["one"]), 1, UNCHANGED[:2]))


def of_a_push_what_it_brought(desk):
    before = desk.add("first", **{"old-bad.yaml": bad("K-1")})
    desk.add("second", **{"mid.yaml": bad("K-2")})
    desk.add("third", **{"new.yaml": bad("K-3")})
    done = desk.act(event=push(before), changed_only=True, upload_sarif=True)
    group = desk.act("merge_group", {"merge_group": {"base_sha": before}}, changed_only=True)
    new, forced = desk.act(event=push(NOWHERE), changed_only=True), desk.act(event=push("ab" * 20, forced=True), changed_only=True)
    other = desk.act("workflow_dispatch", {}, changed_only=True, upload_sarif=True)
    return first(*(wrong(run, 1, ["mid.yaml", "new.yaml"], ["old-bad.yaml"]) for run in (done, group)),
                 wrong(done, 1, ["not uploaded"], level="notice"), unless(not done.uses, f"uploaded: {done.uses}"),
                 *(wrong(run, 1, ["old-bad.yaml", "new.yaml"]) for run in (new, forced, other)),
                 *(wrong(run, 1, ["everything is checked"], level="notice") for run in (new, forced, other)),
                 unless(len(other.uses) == 1, "nothing is uploaded though everything was checked"))


def where_nothing_can_be_compared_nothing_passes(desk):
    before = desk.add("first", **{"bad.yaml": bad()})
    desk.add("second", **{"a\nb.yaml": bad("K-2")})
    plain = desk.base / "plain"
    plain.mkdir()
    (plain / "bad.yaml").write_text(bad())
    target = desk.act("pull_request_target", pull_request(before), changed_only=True)
    return first(wrong(desk.act(event=push(before), changed_only=True), 2, ["line end"]), wrong(target, 2, ["pull_request_target"]),
                 wrong(desk.act(event=push("--output=x"), changed_only=True), 2, ["no commit"]),
                 wrong(desk.act("pull_request", {}, env={"GITHUB_SHA": NOWHERE}, changed_only=True), 2, ["no commit"]),
                 wrong(desk.act(event=push(before), cwd=plain, changed_only=True), 2, ["no repository"]),
                 unless(not (desk.work / "x").exists(), "an option was slipped in"))


def from_a_fork_nothing_is_uploaded(desk):
    base = merged(desk)
    runs = [desk.act("pull_request", pull_request(base, name), upload_sarif=True) for name in ("other/requests", None)]
    return first(*(wrong(run, 1, ["fork"], level="notice") for run in runs),
                 unless(not any(run.uses for run in runs), "uploaded from a fork"),
                 unless(all(run.outputs["sarif"] for run in runs), "no SARIF is left to others"))


# ---- where juten comes from
def juten_is_found_or_built(desk):
    desk.add("first", **{"good.yaml": good()})
    (desk.path / "juten").rename(desk.base / "my juten")
    named = desk.act(juten=str(desk.base / "my juten"))
    absent = desk.act(juten="no-such-juten")
    root = desk.base / "act ions"
    shutil.copytree(ACTION, root / "packaging" / "action")
    (root / "tests" / "install").mkdir(parents=True)
    deps = root / "tests" / "install" / "deps"
    (root / "Makefile").write_text(f"all:\n\tmkdir -p build && test -z \"$$CI\" && cp '{desk.base}/my juten' build/juten\n")
    deps.write_text("echo 'Run this: apt-get install x' >&2; exit 1\n")
    refused = desk.act(action=root / "packaging" / "action", upload_sarif=True)
    deps.write_text("test \"$1\" = build\n")
    built = desk.act(action=root / "packaging" / "action")
    (desk.path / "juten").write_text("#!/bin/sh\nexit 3\n")
    (desk.path / "juten").chmod(0o755)
    lame, again = desk.act(action=root / "packaging" / "action"), desk.act(action=root / "packaging" / "action", juten="build")
    return first(wrong(named, 0), wrong(absent, 2, ["no-such-juten"]), wrong(refused, 2, ["apt-get install x"]),
                 unless(refused.steps == ["Find or build juten"] and "apt-get install x" in refused.summary,
                        f"steps {refused.steps}, summary {refused.summary}"),
                 wrong(built, 0), wrong(lame, 2, ["does not run"]), wrong(again, 0))


# ---- GitLab
def gitlab(desk, shell=("bash", "-eo", "pipefail"), cwd=None, seconds=250, **env):
    """Runs the job's lines in one shell, as the runner does."""
    job = yaml.safe_load(GITLAB.read_text())["juten"]
    lines = "\n".join([*job["before_script"], *job["script"]])
    own = {"CI": "true", "GITLAB_CI": "true", **job["variables"], **env}
    return desk.run(*shell, "-c", f": | eval '{lines.replace(chr(39), chr(39) + chr(92) + chr(39) * 2)}'", cwd=cwd, env=own, seconds=seconds)


def gitlab_failed(desk, run, status, says=(), unsaid=(), cwd=None):
    found = [f"exit {run.returncode}, expected {status}"] if run.returncode != status else []
    report = pathlib.Path(cwd or desk.work, "gl-code-quality-report.json")
    issues = json.loads(report.read_text()) if report.exists() else []
    paths = {issue["location"]["path"] for issue in issues if issue["severity"] in ("major", "blocker")}
    found += [f"no issue is at {path}" for path in says if path not in paths]
    found += [f"an issue is at {path}" for path in unsaid if path in paths]
    return "\n".join([*found, run.text[-2000:]]) if found else None


def gitlab_shows_what_it_finds(desk):
    desk.add("first", **{AWKWARD: bad("K-1"), "b/good.yaml": good("K-2"), "c.yaml": good("K-3")})
    problems = []
    for shell in (("bash", "-eo", "pipefail"), ("sh", "-e")):
        problems.append(gitlab_failed(desk, gitlab(desk, shell), 1, [AWKWARD]))
        junit = (desk.work / "juten-junit.xml").read_text()
        problems.append(unless("<failure" in junit and AWKWARD in html.unescape(junit),
                               f"JUnit: {junit[:2000]}"))
        problems.append(gitlab_failed(desk, gitlab(desk, shell, JUTEN_PATHS="b\nc.yaml"), 0))
        problems.append(gitlab_failed(desk, gitlab(desk, shell, JUTEN_FAIL_ON="none"), 0, [AWKWARD]))
    desk.env["PATH"] = desk.env["PATH"].removeprefix(f"{desk.path}:")
    lost = gitlab(desk)
    return first(*problems, unless(lost.returncode == 2 and "JUTEN_REPOSITORY" in lost.text, lost.text))


def gitlab_checks_what_a_merge_request_changes(desk):
    base = merged(desk)
    desk.git("checkout", "-q", "topic")
    names = {"JUTEN_CHANGED_ONLY": "1", "CI_MERGE_REQUEST_DIFF_BASE_SHA": base}
    problems = [gitlab_failed(desk, gitlab(desk, **names), 1, CHANGED, UNCHANGED),
                gitlab_failed(desk, gitlab(desk, **names, JUTEN_PATHS="new name.yaml"), 1, CHANGED[1:], CHANGED[:1]),
                gitlab_failed(desk, gitlab(desk, JUTEN_CHANGED_ONLY="1"), 1, UNCHANGED[:1])]
    desk.git("checkout", "-q", "merge")
    result = gitlab(desk, **names, CI_MERGE_REQUEST_TARGET_BRANCH_SHA=desk.head("main"))
    problems.append(gitlab_failed(desk, result, 1, CHANGED, UNCHANGED))
    desk.git("clone", "-q", "--depth", "1", "--branch", "topic", f"file://{desk.work}", str(desk.base / "one"))
    shallow = gitlab(desk, cwd=desk.base / "one", **names)
    problems.append(unless(shallow.returncode == 2 and "GIT_DEPTH" in shallow.text, shallow.text))
    return first(*problems)


def the_log_is_read_as_the_runner_does(_):
    """That the tests' own reading of a log can tell a command from a text."""
    log = Log("  ::error file=a,line=2::x%0Ay\n::stop-commands::t\n::error::no\n##[error]no\n::t::\n::notice::z\n")
    seen = [(name, message) for name, _, message in log.commands]
    return unless(seen == [("error", "x\ny"), ("notice", "z")], f"read: {log.commands}")


CASES = [
    the_forms_hold, a_fault_in_the_form_is_seen, findings_fail_the_job_and_are_shown, without_findings_all_is_well,
    what_cannot_be_done_is_said, settings_hold_where_no_input_is_given, nothing_that_is_given_becomes_a_command,
    further_reports_are_written, the_repository_may_lie_deeper, of_a_pull_request_only_its_changes, nothing_changed_is_no_error,
    a_shallow_clone_is_told_about_fetch_depth, of_a_push_what_it_brought, where_nothing_can_be_compared_nothing_passes,
    from_a_fork_nothing_is_uploaded, juten_is_found_or_built, gitlab_shows_what_it_finds,
    gitlab_checks_what_a_merge_request_changes, the_log_is_read_as_the_runner_does]

if __name__ == "__main__":
    sys.exit(run_cases(__doc__, CASES, Desk))
