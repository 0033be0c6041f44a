#!/usr/bin/env python3
"""How well juten judges: its verdicts on the labelled corpus (tests/corpus, see corpus.py) against the labels.

usage: accuracy.py [--require] [--errors] [--clause C] [--trap T] [--binary B] [--corpus FOLDER]
    --require       the test part must reach the figures that are set in figures.py; ends with counts
    --errors        lists the dev part's claims that are judged wrong, and why
    --clause, --trap   only these claims; shows the dev part alone (both can be repeated)
    --binary        what is measured; else build/juten
What is to be found are unjustified claims. TP: called unjustified, rightly; FP: a justified claim called unjustified;
FN: an unjustified one that passes; TN: a justified one that passes. partial counts as justified, invalid as
unjustified, and `not judged` is wrong either way.
"""
import argparse
import pathlib
import signal
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support")]
from command import DEFAULT_BINARY, REPOSITORY, Command  # noqa: E402
from corpus import PARTS, TRAPS, Corpus, Register  # noqa: E402
from figures import Confusion, clause_table, columns, decimal, demands, guard_table  # noqa: E402
from figures import other_lines, right, trap_table  # noqa: E402
from judge import judge  # noqa: E402
from tally import Tally  # noqa: E402

TEST_IS_CLOSED = ("The test part shows how well the rules carry to texts that nobody has tuned them on.\n"
                  "Whoever sees its claims one by one will mend the rules for just these, and the figure says nothing\n"
                  "any more. So it is only ever measured as a whole; find the class of an error in the dev part.")


# ---- one claim that is judged wrong
def evidence_of(criterion):
    return "".join(dict.fromkeys(f"「{each['text']}」" for each in criterion["evidence"]))


def criterion_lines(answer):
    """The criteria nearest to being met: met ones, else guarded ones, else unknown ones."""
    for state in ("met", "guarded", "unknown"):
        found = [each for each in answer.criteria.values() if each["state"] == state]
        if found:
            return [" ".join(filter(None, [each["id"], state, each["guard"], evidence_of(each)])) for each in found]
    return ["no criterion is met or guarded"]


def error_lines(claim, answer):
    said = [f"{each['severity']} [{each['rule']}] {each['message']}"
            for each in answer.findings if each["severity"] != "note"]
    facts = [("title", claim.title), ("summary", claim.summary), ("text", claim.justification), ("why", claim.why),
             ("labelled met", " ".join(claim.met)), ("carries", claim.carries),
             ("criteria", "\n".join(criterion_lines(answer))), ("juten says", "\n".join(said) or "nothing")]
    head = f"{claim.id} {claim.clause} trap {claim.trap}: labelled {claim.label}, judged {answer.verdict}"
    return [head] + [f"    {name}: " + value.replace("\n", "\n        ") for name, value in facts if value]


def show_errors(pairs):
    wrong = [pair for pair in pairs if pair[0].part == "dev" and not right(pair)]
    for claim, answer in wrong:
        print("\n".join(error_lines(claim, answer)) + "\n")
    print(f"{len(wrong)} claims of the dev part are judged wrong.")


# ---- all of them
def show_part(part, pairs, register):
    print(f"\n== {part}: {len(pairs)} claims ==")
    for rows in (clause_table(pairs, register.prefixes), trap_table(pairs), guard_table(pairs),
                 other_lines(pairs, register)):
        print("\n" + "\n".join(columns(rows)))


def show_summary(part, pairs):
    total = Confusion(pairs)
    print(f"# accuracy {part}: {total.claims} claims, unjustified: precision {decimal(total.precision)}, "
          f"recall {decimal(total.recall)}, F1 {decimal(total.f1)}", flush=True)


# Asked of the whole test part: the copies of the guideline are a third of what is to be found.
OF_THE_WHOLE = ("F1", "precision")


def check_demands(pairs, complete, tally):
    for name, problem in demands(pairs):
        if not complete and name.startswith(OF_THE_WHOLE):
            tally.skip(f"accuracy test: {name}", "the claims that quote the guideline are missing")
            continue
        tally.check(f"accuracy test: {name}", problem and f"it is {problem}")
    for trap in TRAPS:
        if trap != "none" and not any(claim.trap == trap for claim, _ in pairs):
            tally.skip(f"accuracy test: trap {trap}", "no claim with it could be judged")


def chosen(claims, options):
    """The claims that the options ask for; with a filter those of the dev part only."""
    kept = [claim for claim in claims if claim.complete]
    if options.clause or options.trap:
        kept = [claim for claim in kept if claim.part == "dev" and claim.clause in (options.clause or [claim.clause])
                and claim.trap in (options.trap or [claim.trap])]
    return kept


def read(options, tally):
    """(claims, register); none when the corpus is not in order."""
    register = Register()
    corpus = Corpus(options.corpus, register)
    problem = "\n".join(corpus.faults) or ("" if corpus.claims else "it has no claims")
    tally.check("accuracy: the corpus can be read", problem)
    left = sum(not claim.complete for claim in corpus.claims)
    if left:
        tally.skip(f"accuracy: {left} claims that quote the guideline, most of them parroted",
                   "../shared/seeds does not lie beside the repository; the figures are on the rest")
    claims = [] if problem else chosen(corpus.claims, options)
    if not problem and not claims:
        tally.check("accuracy: there are claims to judge", "no claim of the dev part is asked for")
    return claims, register


def parse_options(arguments):
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--require", action="store_true")
    parser.add_argument("--errors", nargs="?", const="dev", choices=PARTS)
    parser.add_argument("--clause", action="append")
    parser.add_argument("--trap", action="append", choices=list(TRAPS))
    parser.add_argument("--binary", default=DEFAULT_BINARY)
    parser.add_argument("--corpus", default=REPOSITORY / "tests" / "corpus")
    options = parser.parse_args(arguments)
    if options.errors == "test":
        parser.exit(2, TEST_IS_CLOSED + "\n")
    if options.require and (options.errors or options.clause or options.trap):
        parser.error("--require is about the whole test part")
    return options


def measure(options, tally):
    """(pairs, register) of what the options ask for; pairs are empty when it could not be measured."""
    claims, register = read(options, tally)
    if not claims:
        return [], register
    try:
        found = judge(claims, Command(options.binary))
    except (OSError, RuntimeError, ValueError) as error:
        tally.check("accuracy: juten judges the corpus", str(error))
        return [], register
    return [(claim, found[claim.id]) for claim in claims], register


def show(pairs, register):
    parts = {part: [pair for pair in pairs if pair[0].part == part] for part in PARTS}
    shown = {part: some for part, some in parts.items() if some}
    for part, some in shown.items():
        show_part(part, some, register)
    print()
    for part, some in shown.items():
        show_summary(part, some)


def main(arguments=None):
    options, tally = parse_options(arguments), Tally()
    pairs, register = measure(options, tally)
    if pairs and options.errors:
        show_errors(pairs)
    elif pairs:
        show(pairs, register)
    if pairs and options.require:
        check_demands([pair for pair in pairs if pair[0].part == "test"], register.guideline is not None, tally)
    return tally.finish() if options.require else int(tally.failed > 0)


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.exit(main())
