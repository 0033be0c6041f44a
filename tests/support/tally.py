"""Counting for the runners in Python: every runner says what failed and why, and closes with one line of counts."""
import re
import threading

COUNTS = re.compile(r"^(?:\S+: )?(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$")


class Tally:
    """Thread-safe. Failures and skips are printed when they happen, passes only when verbose."""

    def __init__(self, verbose=False):
        self.passed = self.failed = self.skipped = 0
        self.verbose = verbose
        self._lock = threading.Lock()

    def check(self, name, problem):
        """problem: what is wrong, in words; empty or None when all is well."""
        with self._lock:
            if problem:
                self.failed += 1
                print(f"not ok {name}\n    " + str(problem).rstrip().replace("\n", "\n    "), flush=True)
            else:
                self.passed += 1
                if self.verbose:
                    print(f"ok {name}", flush=True)

    def skip(self, name, reason):
        with self._lock:
            self.skipped += 1
            print(f"skip {name}: {reason}", flush=True)

    def add(self, passed, failed, skipped):
        with self._lock:
            self.passed += passed
            self.failed += failed
            self.skipped += skipped

    def line(self):
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"

    def finish(self):
        """Prints the counts alone on the last line; the exit status of the runner."""
        print(self.line(), flush=True)
        return 1 if self.failed else 0


def read_counts(output):
    """(passed, failed, skipped) from the last line of a runner's output, or None."""
    lines = output.rstrip().splitlines()
    found = COUNTS.match(lines[-1].strip()) if lines else None
    return tuple(int(number or 0) for number in found.groups()) if found else None
