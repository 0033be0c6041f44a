"""A command of juten with what it took: memory at most and seconds. For tests of what must be refused at once."""
import dataclasses
import os
import pathlib
import subprocess
import time

MEGABYTE = 1024 * 1024
HANGS = 120  # seconds after which a run is ended


@dataclasses.dataclass
class Run:
    status: int
    out: str
    error: str
    memory: int  # bytes at most
    seconds: float


class Runner:
    def __init__(self, binary, folder, sparse=()):
        self.binary, self.folder, self.sparse = str(pathlib.Path(binary).resolve()), pathlib.Path(folder), sparse

    def made(self, make, name):
        """The file of what the maker makes, in a process of its own: what a child is said to have used at most begins
        with what its parent has used, and bombs are large here."""
        path = self.folder / name
        maker = os.fork()
        if maker == 0:
            status = 1
            try:
                self.write(path, make())
                status = 0
            finally:
                os._exit(status)
        if os.waitstatus_to_exitcode(os.waitpid(maker, 0)[1]) != 0:
            raise RuntimeError(f"{name} could not be made")
        return path

    def write(self, path, made):
        if self.sparse and isinstance(made, self.sparse):
            path.write_bytes(b"")
            os.truncate(path, made.size)
        else:
            path.write_bytes(made.encode() if isinstance(made, str) else made)

    def run(self, *arguments, stdin=None, piped=None):
        """stdin: a file; piped: a file that comes through a pipe."""
        cat = subprocess.Popen(["cat", str(piped)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) if piped else None
        given = cat.stdout if cat else open(stdin or os.devnull, "rb")
        outs = [open(self.folder / name, "w+b") for name in ("stdout", "stderr")]
        begin = time.monotonic()
        child = subprocess.Popen([self.binary, *map(str, arguments)], stdin=given, stdout=outs[0], stderr=outs[1],
                                 env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "1567209600"})
        given.close()
        status, usage = self.wait(child, begin)
        seconds = time.monotonic() - begin
        if cat:
            cat.wait()
        texts = [out.seek(0) or out.read().decode(errors="replace") for out in outs]
        for out in outs:
            out.close()
        return Run(status, *texts, usage.ru_maxrss * 1024, seconds)

    def wait(self, child, begin):
        while True:
            done, status, usage = os.wait4(child.pid, os.WNOHANG)
            if done:
                child.returncode = os.waitstatus_to_exitcode(status)
                return child.returncode, usage
            if time.monotonic() - begin > HANGS:
                child.kill()
            time.sleep(0.003)
