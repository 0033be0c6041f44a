"""A command of juten, as the test tools run it: from the root of the repository, in a clean environment, on a fixed day."""
import json
import os
import pathlib
import subprocess

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent.parent
SHARED = REPOSITORY.parent / "shared"
DEFAULT_BINARY = str(REPOSITORY / "build" / "juten")


class Command:
    def __init__(self, binary, verb="check"):
        self.binary, self.verb = str(pathlib.Path(binary).resolve()), verb

    def run(self, *arguments):
        env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "1567209600",
               "GIT_DIR": os.devnull}  # no result names the repository that this is
        return subprocess.run([self.binary, self.verb, *arguments], cwd=REPOSITORY, env=env, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)

    def done(self, *arguments):
        """The standard output of a run that could do its job; RuntimeError otherwise."""
        run = self.run(*arguments)
        if run.returncode not in (0, 1):
            raise RuntimeError(f"exit {run.returncode}: {run.stderr.decode(errors='replace')[-400:]}")
        return run.stdout

    def result(self, *arguments):
        """The JSON result of a run that could do its job."""
        return json.loads(self.done("-f", "json", *arguments))
