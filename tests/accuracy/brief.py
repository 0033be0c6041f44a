#!/usr/bin/env python3
"""Claims of one to three sentences in words of their own (brief.tsv): how many that follow the guideline are flagged, and
how many that do not pass.

usage: brief.py [--require] [--errors] [--binary B] [--rows FILE]
    --require   the shares must be within the bounds below; ends with counts
    --errors    lists the claims that are judged wrong
A row is: label (justified, unjustified), clause, title and text, parted by tabs; "\\n" in a text is a line break.
"""
import argparse
import dataclasses
import pathlib
import sys
from fractions import Fraction

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support")]
from command import DEFAULT_BINARY, Command  # noqa: E402
from figures import decimal  # noqa: E402
from judge import judge  # noqa: E402
from tally import Tally  # noqa: E402

ROWS = HERE / "brief.tsv"
LABELS = ("justified", "unjustified")
WRONG_MOST = {"justified": Fraction("0.06"), "unjustified": Fraction("0.12")}     # share judged the other way


@dataclasses.dataclass
class Claim:
    id: str
    label: str
    clause: str
    title: str
    justification: str
    ministry: str = "総務省"     # who may claim all that the rows claim
    summary: str = ""


def read(path):
    """The claims of a file; ValueError where a row is none, or where no claim has one of the labels."""
    claims = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 4 or cells[0] not in LABELS or not all(cells):
            raise ValueError(f"{path.name}:{number}: not label, clause, title, text")
        label, clause, title, text = cells
        claims.append(Claim(f"brief-{number}", label, clause, title, text.replace("\\n", "\n")))
    for label in LABELS:
        if not any(claim.label == label for claim in claims):
            raise ValueError(f"{path.name}: no claim is {label}")
    return claims


def wrong_of(claims, found, label):
    """(claims with the label that are judged otherwise, all with the label)"""
    labelled = [claim for claim in claims if claim.label == label]
    return [claim for claim in labelled if found[claim.id].label != label], labelled


def show(label, wrong, labelled, errors):
    share = Fraction(len(wrong), len(labelled))
    print(f"# accuracy brief: {len(labelled)} claims {label}, {len(wrong)} judged otherwise, {decimal(share)}", flush=True)
    for claim in wrong if errors else []:
        print(f"{claim.id} {claim.clause} {claim.title}: {claim.justification}")
    return share


def check(command, options, tally):
    try:
        claims = read(options.rows)
        found = judge(claims, command)
    except (OSError, ValueError, RuntimeError) as error:
        tally.check("brief: measured", str(error))
        return
    for label in LABELS:
        wrong, labelled = wrong_of(claims, found, label)
        share, most = show(label, wrong, labelled, options.errors), WRONG_MOST[label]
        if options.require:
            tally.check(f"brief: of the {label} at most {decimal(most)} are judged otherwise",
                        None if share <= most else decimal(share))


def main(arguments=None):
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--require", action="store_true")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--binary", default=DEFAULT_BINARY)
    parser.add_argument("--rows", type=pathlib.Path, default=ROWS)
    options, tally = parser.parse_args(arguments), Tally()
    check(Command(options.binary), options, tally)
    return tally.finish() if options.require else int(tally.failed > 0)


if __name__ == "__main__":
    sys.exit(main())
