#!/usr/bin/env python3
"""The action for GitHub and the job for GitLab where no juten is installed: each builds it from a copy of the sources.

usage: pipelines.py [--binary B] [-v]      nothing is asked of B
"""
import pathlib
import shutil
import sys

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(REPOSITORY / "tests" / "support"))
import services  # noqa: E402
from repository import bad, good, run_cases  # noqa: E402

SOURCES = ("Makefile", "src", "rules", "packaging", "tests/install")


def without_juten(desk):
    """Sources as a fresh clone has them; PATH leads to no juten any more."""
    folders = [folder for folder in desk.env["PATH"].split(":") if not pathlib.Path(folder, "juten").exists()]
    desk.env["PATH"] = ":".join(folders)
    for name in SOURCES:
        copy = shutil.copytree if (REPOSITORY / name).is_dir() else shutil.copy
        (desk.base / "sources" / name).parent.mkdir(parents=True, exist_ok=True)
        copy(REPOSITORY / name, desk.base / "sources" / name)
    return desk.base / "sources"


def the_action_builds_juten_once(desk):
    action = without_juten(desk) / "packaging" / "action"
    desk.add("first", **{"good.yaml": good(), services.AWKWARD: bad("K-2")})
    first, second = (desk.act(action=action, upload_sarif=True) for _ in range(2))
    program = str(desk.base / "sources" / "build" / "juten")
    return services.first(services.wrong(first, 1, ["R2-2.4.1"]), services.wrong(second, 1, ["R2-2.4.1"]),
                          services.unless(len(first.uses) == 1 and program in first.log.text, first.log.text[-3000:]),
                          services.unless("built build/juten" in first.log.text and "built build/juten" not in second.log.text,
                                          f"not built just once: {second.log.text[:3000]}"))


def the_job_of_gitlab_builds_juten(desk):
    sources = without_juten(desk)
    desk.git("init", "-q", str(sources), cwd=desk.base)
    desk.git("add", "-f", ".", cwd=sources)
    desk.git("commit", "-q", "-m", "sources", cwd=sources)
    desk.add("first", **{"good.yaml": good(), services.AWKWARD: bad("K-2")})
    run = services.gitlab(desk, seconds=900, JUTEN_REPOSITORY=f"file://{sources}")
    shutil.rmtree(next(desk.temporary().glob("tmp.*"), desk.base / "none"), ignore_errors=True)  # a job's image ends with it
    return services.gitlab_failed(desk, run, 1, [services.AWKWARD])


sys.exit(run_cases(__doc__, [the_action_builds_juten_once, the_job_of_gitlab_builds_juten], services.Desk))
