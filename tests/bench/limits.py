"""What must hold, as ratios within one run, and whether it did.

Each limit names what is compared, by the names that a part of bench.py gave its measurements.
"""
import dataclasses

from measure import table, times


@dataclasses.dataclass
class Limit:
    says: str
    name: str  # of the measurement
    most: float = None
    least: float = None
    number: bool = False  # not a ratio: MB, bytes

    def holds(self, value):
        return (self.most is None or value <= self.most) and (self.least is None or value >= self.least)

    def bound(self):
        shown = str if self.number else times
        return f"at most {shown(self.most)}" if self.most is not None else f"at least {shown(self.least)}"


LIMITS = (
    Limit("start, wall / YARA with compiled rules", "start/yara", 0.8),
    Limit("start, wall / Spectral", "start/Spectral", 1 / 150),
    Limit("start, wall / textlint", "start/textlint", 1 / 80),
    Limit("10,000 files, CPU / libyaml events, without rules over the set", "many/plain", 2.0),
    Limit("10,000 files, CPU / libyaml events", "many/all", 2.5),
    Limit("10,000 files, CPU / script on js-yaml 4", "many/script", 0.45),
    Limit("10,000 files, wall of -j1 / of -j2", "many/threads", least=1.6),
    Limit("10,000 files, wall of -j2 / yara -p 2", "many/yara", 0.8),
    Limit("1,000 files, wall of -j2 / Spectral on 60 of them", "thousand/Spectral", 1 / 60),
    Limit("1,000 files, wall of -j2 / textlint on 60 of them", "thousand/textlint", 1 / 60),
    Limit("5,000 terms, CPU / 500 terms", "terms/5000", 1.2),
    Limit("50,000 terms, CPU / 500 terms", "terms/50000", 3.0),
    Limit("10,000 files, peak MB without rules over the set", "memory/plain", 32, number=True),
    Limit("10,000 files, peak MB", "memory/all", 64, number=True),
    Limit("10,000 files, bytes for the rules over the set a claim", "memory/claim", 300, number=True),
    Limit("one file of 100 MB, peak memory / its size", "large/memory", 3.0),
    Limit("one file of 100 MB, peak memory with the report that takes most / its size", "large/formats", 3.0),
    Limit("one file of 100 MB, exponent of CPU from 25 MB on", "large/exponent", 1.1),
    Limit("json, CPU / -q", "formats/json", 1.3),
    Limit("html, CPU / -q", "formats/html", 1.3),
)


def lines(found):
    """The table of limits; what was not measured in this run is said to be so."""
    rows = []
    for limit in LIMITS:
        value = found.get(limit.name)
        shown = "not measured" if value is None else f"{value:.0f}" if limit.number else times(value)
        rows.append([limit.says, limit.bound(), shown, "" if value is None else "holds" if limit.holds(value) else "**fails**"])
    return ["## Limits", "", *table(["", "limit", "measured", ""], rows)]
