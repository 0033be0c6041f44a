"""Figures over pairs (claim of the corpus, answer of juten). Exact: whole numbers and fractions, rounded down when
printed, so that 0.930 in a table is never less than 0.93."""
from fractions import Fraction

from corpus import LABELS, TRAPS

GUARDS = {"negated": "COM-TEXT-NEGATED", "hedged": "COM-TEXT-HEDGED", "listed": "COM-TEXT-LISTED",
          "parroted": "COM-TEXT-PARROT", "sense": None}     # trap: the finding that names it
CITES = "COM-CITE-OUTDATED"
F1_LEAST, PRECISION_LEAST, TRAP_LEAST = Fraction(93, 100), Fraction(93, 100), Fraction(90, 100)


def share(part, whole):
    """part of whole; None when there is nothing to be part of."""
    return Fraction(part, whole) if whole else None


def decimal(number):
    """0.934 for 0.9349…; – when there is none."""
    if number is None:
        return "–"
    thousandths = number.numerator * 1000 // number.denominator
    return f"{thousandths // 1000}.{thousandths % 1000:03d}"


def right(pair):
    claim, answer = pair
    return answer.label == claim.label


# ---- "unjustified" as what is to be found
class Confusion:
    """An unjustified claim that is not called so is missed; a justified one that is not called so is a false flag."""

    def __init__(self, pairs):
        self.true_flags = sum(claim.label == "unjustified" and right((claim, answer)) for claim, answer in pairs)
        self.false_flags = sum(claim.label == "justified" and not right((claim, answer)) for claim, answer in pairs)
        self.missed = sum(claim.label == "unjustified" for claim, _ in pairs) - self.true_flags
        self.passed = sum(claim.label == "justified" for claim, _ in pairs) - self.false_flags
        self.claims = len(pairs)

    @property
    def precision(self):
        return share(self.true_flags, self.true_flags + self.false_flags)

    @property
    def recall(self):
        return share(self.true_flags, self.true_flags + self.missed)

    @property
    def f1(self):
        return share(2 * self.true_flags, 2 * self.true_flags + self.false_flags + self.missed)

    def row(self, name):
        return [name, self.claims, self.true_flags, self.false_flags, self.missed, self.passed,
                decimal(self.precision), decimal(self.recall), decimal(self.f1)]


def clause_table(pairs, clauses):
    rows = [["clause", "claims", "TP", "FP", "FN", "TN", "precision", "recall", "F1"]]
    for clause in clauses:
        chosen = [pair for pair in pairs if pair[0].clause == clause]
        rows += [Confusion(chosen).row(clause)] if chosen else []
    return rows + [Confusion(pairs).row("all")]


# ---- by trap
def of_trap(pairs, trap):
    return [pair for pair in pairs if pair[0].trap == trap]


def right_share(pairs):
    return share(sum(map(right, pairs)), len(pairs))


def right_cells(pairs):
    return [len(pairs), sum(map(right, pairs)), decimal(right_share(pairs))]


def trap_table(pairs):
    """How many are right of all claims with a trap, and of those with each label."""
    rows = [["trap", "claims", "right", "share", *(word for label in LABELS for word in (label, "right", "share"))]]
    for trap in TRAPS:
        chosen = of_trap(pairs, trap)
        row = [trap, *right_cells(chosen)]
        for label in LABELS:
            row += right_cells([pair for pair in chosen if pair[0].label == label])
        rows += [row] if chosen else []
    return rows


def guard_seen(pair):
    """Whether juten names the trap that is there: by a guarded criterion or by its finding."""
    claim, answer = pair
    return claim.trap in answer.guards() or answer.raised(GUARDS[claim.trap])


def guard_table(pairs):
    rows = [["unjustified", "claims", "trap named", "share"]]
    for trap in GUARDS:
        chosen = [pair for pair in of_trap(pairs, trap) if pair[0].label == "unjustified"]
        seen = sum(map(guard_seen, chosen))
        rows += [[trap, len(chosen), seen, decimal(share(seen, len(chosen)))]] if chosen else []
    return rows


# ---- one figure a line
def count_line(name, part, whole):
    return [name, f"{part} of {whole}", decimal(share(part, whole))]


def other_lines(pairs, register):
    outdated = of_trap(pairs, "outdated")
    others = [pair for pair in pairs if pair[0].trap != "outdated"]
    met = [(answer, register.criterion(claim.clause, short)) for claim, answer in pairs for short in claim.met]
    stated = sum(answer.criteria.get(name, {}).get("state") == "met" for answer, name in met)
    followed = [pair for pair in pairs if pair[0].programme]
    return [count_line(f"trap outdated: {CITES} raised just when it should be",
                       sum(answer.raised(CITES) == claim.cites_outdated for claim, answer in outdated), len(outdated)),
            count_line(f"other claims: {CITES} raised (none should be)",
                       sum(answer.raised(CITES) for _, answer in others), len(others)),
            count_line("criteria labelled met that are met", stated, len(met)),
            count_line("right among claims that follow a real programme", sum(map(right, followed)), len(followed))]


# ---- what must hold
def demands(pairs):
    """[(name, what is wrong or None)] on the claims of the test part."""
    total = Confusion(pairs)
    wanted = [("F1", total.f1, F1_LEAST), ("precision", total.precision, PRECISION_LEAST)]
    wanted += [(f"trap {trap}", right_share(of_trap(pairs, trap)), TRAP_LEAST)
               for trap in TRAPS if trap != "none" and of_trap(pairs, trap)]
    return [(f"{name} at least {decimal(least)}", None if figure is not None and figure >= least else decimal(figure))
            for name, figure, least in wanted]


def columns(rows):
    """Rows as lines, columns under each other; what is no number stands left."""
    widths = [max(len(str(row[index])) for row in rows) for index in range(len(rows[0]))]
    return ["  ".join(str(cell).ljust(width) if index == 0 else str(cell).rjust(width)
                      for index, (cell, width) in enumerate(zip(row, widths))).rstrip() for row in rows]
