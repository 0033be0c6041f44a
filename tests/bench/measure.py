"""What commands take, side by side: all in turn, again and again, so that what else the machine does falls on all alike.

wall and cpu in seconds (medians), memory in MB (the most). Measured by tests/bench/runner.c.
"""
import dataclasses
import statistics
import subprocess
import sys

TOO_LONG = 1800  # seconds
LONG = 20


@dataclasses.dataclass
class Cost:
    wall: float
    cpu: float
    memory: float

    def over(self, other):
        """Ratios of wall and of CPU."""
        return self.wall / max(other.wall, 1e-6), self.cpu / max(other.cpu, 1e-6)


class Bench:
    def __init__(self, runner, rounds):
        self.runner, self.rounds = str(runner), rounds

    def once(self, command, good=(0, 1)):
        run = subprocess.run([self.runner, "/dev/null", *map(str, command)], stdout=subprocess.PIPE, check=False,
                             timeout=TOO_LONG, text=True)
        if run.returncode:
            raise RuntimeError(f"cannot be run: {command[0]}")
        wall, cpu, memory, status = run.stdout.split()
        if int(status) not in good:
            raise RuntimeError(f"exit {status}: {' '.join(map(str, command))}")
        return Cost(float(wall), float(cpu), int(memory) / 1024)

    def together(self, commands, rounds=None):
        """{name: command} -> {name: Cost}. A command that takes long is not run again as often as the others; one that
        can't do its job is left out by name, unless it is ours."""
        runs = {name: [] for name in commands}
        for turn in range(rounds or self.rounds):
            for name in list(runs):
                if turn == 0 or sum(run.wall for run in runs[name]) < LONG:
                    try:
                        runs[name].append(self.once(commands[name]))
                    except RuntimeError as problem:
                        if str(name).startswith(("juten", "libyaml", "read")):
                            raise
                        print(f"left out: {name}: {problem}", file=sys.stderr)
                        del runs[name]
        return {name: median(found) for name, found in runs.items()}


def median(runs):
    return Cost(statistics.median(run.wall for run in runs), statistics.median(run.cpu for run in runs),
                max(run.memory for run in runs))


def times(value):
    return f"{value:.2f}" if value >= 0.1 else f"1/{1 / max(value, 1e-9):.0f}"


def table(head, rows):
    """Lines of Markdown; the first column to the left, the others to the right."""
    rows = [[str(cell) for cell in row] for row in rows]
    return ["| " + " | ".join(head) + " |", "|---|" + "---:|" * (len(head) - 1),
            *("| " + " | ".join(row) + " |" for row in rows), ""]
