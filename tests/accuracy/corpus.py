#!/usr/bin/env python3
"""The labelled corpus: claims with what a fair reviewer says about them, in tests/corpus/{dev,test}/<clause>.yaml.

A file is a list of claims on one clause, 2-1-3.yaml those on 2(1)③. Fields of a claim:
    id             2.1.3-07: the clause and a running number over both parts
    clause         as in the guideline, without item           ministry, title, summary (optional), justification
    label          justified | unjustified                     met     criteria that hold, justified claims only
    trap           what could mislead a judge: see TRAPS       why     in a few words, why this label
    cites_outdated true | false, trap outdated only: an older edition of a document is given as the basis
    carries        the clause that the text does fit, trap wrong-clause only
    programme      projectId of the real programme in ../shared/data whose deeds it follows
    swap           [[word, other word], …]: replaced in what was put in for the stretches
The guideline's own words are not kept here. A text that quotes it says <<START…END>>: the stretch of the guideline, its
line breaks left out, from START (which it has once) to the next END. Without ../shared such claims cannot be judged.

usage: corpus.py [--corpus FOLDER] [-v]     checks the format and that there is enough of everything; ends with counts
"""
import argparse
import collections
import dataclasses
import gzip
import json
import pathlib
import re
import sys
import unicodedata

import yaml

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from command import REPOSITORY, SHARED  # noqa: E402
from tally import Tally  # noqa: E402

PARTS = ("dev", "test")
LABELS = ("justified", "unjustified")
TRAPS = {  # trap: the labels that a claim with it can have
    "none": ("justified",), "negated": LABELS, "hedged": LABELS, "parroted": LABELS, "listed": ("unjustified",),
    "outdated": LABELS, "sense": LABELS, "wrong-clause": ("unjustified",), "slogan": ("unjustified",)}
CLAIMS_LEAST, PROGRAMMES_LEAST, CLAUSE_LEAST, TRAP_TEST_LEAST = 400, 150, 20, 5
TEST_LEAST_PERCENT, TEST_MOST_PERCENT = 30, 37
STRETCH = re.compile(r"<<([^<>…]*)…([^<>…]*)>>")
ENDS_LENGTH, STRETCH_LENGTH = range(4, 13), range(15, 251)


@dataclasses.dataclass
class Claim:
    part: str
    place: str
    id: str
    clause: str
    ministry: str
    title: str
    justification: str
    label: str
    trap: str
    why: str
    summary: str = ""
    met: list = dataclasses.field(default_factory=list)
    cites_outdated: bool = False
    carries: str = ""
    programme: int = 0
    swap: list = dataclasses.field(default_factory=list)
    quotes: bool = False    # has stretches
    complete: bool = True   # all stretches have been put in


# ---- what a claim can name
class Register:
    """Clauses, their criteria and ministries, from the pack; the guideline's text and programmes, from ../shared."""

    def __init__(self, pack=REPOSITORY / "rules" / "r2", shared=SHARED):
        head = load(pack / "pack.yaml")
        self.ministries = {entry["name"] for entry in head["ministries"]}
        self.prefixes = {entry["label"]: entry["id"] for entry in head["clauses"] if entry["claimable"]}
        self.modes = {criterion["id"]: criterion["mode"]
                      for path in sorted(pack.glob("*.yaml")) for criterion in load(path).get("criteria") or []}
        self.guideline = self.guideline_of(shared / "seeds")
        self.programmes = self.programmes_of(shared / "data" / "rs2024.jsonl.gz")

    @staticmethod
    def guideline_of(folder):
        """The guideline's text in one line, or None."""
        found = sorted(folder.glob("002_*.txt"))
        return re.sub(r"[\r\n]+", "", found[0].read_text(encoding="utf-8")) if found else None

    @staticmethod
    def programmes_of(path):
        if not path.is_file():
            return None
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            return {json.loads(line)["projectId"] for line in lines}

    def criterion(self, clause, short):
        """The name that the pack gives to a criterion of a claim."""
        return f"{self.prefixes[clause]}-{short}"


# ---- YAML
class StrictLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """Refuses a key that stands twice."""

    def construct_mapping(self, node, deep=False):
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for (key, _), name in zip(node.value, keys):
            if keys.count(name) > 1:
                raise yaml.MarkedYAMLError(problem=f"{name} stands twice", problem_mark=key.start_mark)
        return super().construct_mapping(node, deep)


def load(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader=StrictLoader)


# ---- one claim
def is_text(value):
    odd = isinstance(value, str) and any(unicodedata.category(char) in ("Cc", "Cs") for char in value if char != "\n")
    return isinstance(value, str) and bool(value.strip()) and not odd


def is_texts(value):
    return isinstance(value, list) and bool(value) and all(is_text(each) for each in value)


def is_pairs(value):
    return isinstance(value, list) and bool(value) and all(is_texts(pair) and len(pair) == 2 for pair in value)


FORMS = {"id": is_text, "clause": is_text, "ministry": is_text, "title": is_text, "justification": is_text,
         "label": is_text, "trap": is_text, "why": is_text, "summary": is_text, "met": is_texts, "carries": is_text,
         "cites_outdated": lambda value: isinstance(value, bool), "programme": lambda value: type(value) is int,
         "swap": is_pairs}
NEEDED = ("id", "clause", "ministry", "title", "justification", "label", "trap", "why")


def form_faults(entry):
    """What is wrong with the fields of a claim as such."""
    if not isinstance(entry, dict):
        return ["not a claim: fields and values are wanted"]
    faults = [f"no {name}" for name in NEEDED if name not in entry]
    for name, value in entry.items():
        if name not in FORMS:
            faults.append(f"no field has the name {name}")
        elif not FORMS[name](value):
            faults.append(f"{name} cannot be {value!r}")
    return faults


def number_of(clause):
    """2.1.3 for 2(1)③"""
    return ".".join(re.findall(r"\d+", unicodedata.normalize("NFKC", clause)))


def name_faults(claim, register):
    """Names that mean nothing to the register."""
    if claim.clause not in register.prefixes:
        return [f"nothing can be claimed under {claim.clause}"]
    number = number_of(claim.clause)
    faults = []
    if not re.fullmatch(re.escape(number) + r"-\d\d", claim.id):
        faults.append(f"the id of a claim on {claim.clause} reads {number}-01")
    if not claim.place.endswith(f"/{number.replace('.', '-')}.yaml"):
        faults.append(f"claims on {claim.clause} stand in {number.replace('.', '-')}.yaml")
    if claim.ministry not in register.ministries:
        faults.append(f"{claim.ministry} is not in the pack's register")
    if claim.carries and claim.carries not in set(register.prefixes) - {claim.clause}:
        faults.append(f"carries: {claim.carries} is no other clause")
    if claim.programme and register.programmes is not None and claim.programme not in register.programmes:
        faults.append(f"no programme has the number {claim.programme}")
    modes = [register.modes.get(register.criterion(claim.clause, short)) for short in claim.met]
    faults += [f"{claim.clause} has no criterion {short}" for short, mode in zip(claim.met, modes) if not mode]
    if modes and all(modes) and "any" not in modes:
        faults.append("met names nothing that justifies a claim")
    return faults


def label_faults(claim, given):
    """Fields that do not go together. given: the names of those that are there."""
    if claim.label not in LABELS or claim.trap not in TRAPS:
        return [f"{claim.label} with trap {claim.trap}: no such label or trap"]
    faults = []
    if claim.label not in TRAPS[claim.trap]:
        faults.append(f"a claim with trap {claim.trap} is not {claim.label}")
    for name, wanted, when in (("met", claim.label == "justified", "claims that are justified"),
                               ("cites_outdated", claim.trap == "outdated", "trap outdated"),
                               ("carries", claim.trap == "wrong-clause", "trap wrong-clause")):
        if wanted != (name in given):
            faults.append(f"{name} is for {when}, and for these always")
    return faults


# ---- the guideline's words
def stretch(guideline, start, end):
    """(the stretch of the guideline, what is wrong)"""
    if len(start) not in ENDS_LENGTH or len(end) not in ENDS_LENGTH:
        return "", f"<<{start}…{end}>>: its ends have {ENDS_LENGTH[0]} to {ENDS_LENGTH[-1]} characters each"
    if guideline is None:
        return "", None
    if guideline.count(start) != 1:
        return "", f"the guideline has {start} {guideline.count(start)} times, not once"
    first = guideline.index(start)
    last = guideline.find(end, first + len(start))
    text = guideline[first:last + len(end)]
    if last < 0 or len(text) not in STRETCH_LENGTH:
        size = "is not there" if last < 0 else f"makes {len(text)} characters"
        return "", f"<<{start}…{end}>>: {end} {size}; {STRETCH_LENGTH[0]} to {STRETCH_LENGTH[-1]} are wanted"
    return text, None


def fill(claim, guideline):
    """Puts the guideline's words in; what is wrong."""
    faults, plain, written = [], [], []

    def put(match):
        text, fault = stretch(guideline, *match.groups())
        faults.extend([fault] if fault else [])
        plain.append(text)
        for word, other in claim.swap:
            text = text.replace(word, other)
        return text

    for name in ("summary", "justification"):
        text = STRETCH.sub(put, getattr(claim, name))
        setattr(claim, name, text)
        written.append(text)
    faults += [f"{left}: a stretch of the guideline reads <<START…END>>, in the summary or the justification"
               for text in (*written, claim.title) for left in re.findall("<<.{,20}|.{,20}>>", text)]
    claim.quotes, claim.complete = bool(plain), not plain or guideline is not None
    if claim.swap and not plain:
        faults.append("swap without a stretch of the guideline")
    elif claim.complete and not faults:
        faults += [f"swap: {word} is in no stretch" for word, _ in claim.swap if word not in "\n".join(plain)]
    return faults


# ---- the corpus
class Corpus:
    """All claims that can be read, and the faults of all, as `place: words`."""

    def __init__(self, folder, register):
        self.folder, self.register = pathlib.Path(folder), register
        self.claims, self.faults = [], []
        for part in PARTS:
            for path in sorted((self.folder / part).glob("*.yaml")):
                self.read(part, path)
        for path in sorted(self.folder.rglob("*")):
            if path.is_file() and (path.suffix != ".yaml" or path.parent.name not in PARTS):
                self.faults.append(f"{path.relative_to(self.folder)}: the corpus has only dev/*.yaml and test/*.yaml")
        self.faults += twice(self.claims, "id", lambda claim: claim.id)
        known = [claim for claim in self.claims if claim.complete]
        self.faults += twice(known, "text", lambda claim: re.sub(r"\s", "", claim.justification))

    def read(self, part, path):
        place = f"{part}/{path.name}"
        try:
            entries = load(path)
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            self.faults.append(f"{place}: {error}")
            return
        if not isinstance(entries, list):
            self.faults.append(f"{place}: not a list of claims")
            return
        for number, entry in enumerate(entries, 1):
            faults = self.add(part, place, entry)
            name = entry.get("id", f"claim {number}") if isinstance(entry, dict) else f"claim {number}"
            self.faults += [f"{place}: {name}: {fault}" for fault in faults]

    def add(self, part, place, entry):
        if isinstance(entry, dict):
            entry = {name: str(value) if name in ("clause", "carries") and type(value) is int else value
                     for name, value in entry.items()}
        faults = form_faults(entry)
        if faults:
            return faults
        claim = Claim(part=part, place=place, **entry)
        self.claims.append(claim)
        return name_faults(claim, self.register) + label_faults(claim, entry) + fill(claim, self.register.guideline)


def twice(claims, what, key):
    seen, faults = {}, []
    for claim in claims:
        first = seen.setdefault(key(claim), claim)
        if first is not claim:
            faults.append(f"{claim.place}: {claim.id}: its {what} stands already in {first.place}, {first.id}")
    return faults


# ---- enough of everything
def shortages(claims, register):
    """What the corpus has too little of, quoted claims counted whether or not they can be judged here."""
    test = [claim for claim in claims if claim.part == "test"]
    followed = sum(claim.programme != 0 for claim in claims)
    labels = collections.Counter((claim.part, claim.clause, claim.label) for claim in claims)
    found = []
    if len(claims) < CLAIMS_LEAST:
        found.append(f"{len(claims)} claims, at least {CLAIMS_LEAST} are wanted")
    if followed < PROGRAMMES_LEAST:
        found.append(f"{followed} claims follow a real programme, at least {PROGRAMMES_LEAST} are wanted")
    if not TEST_LEAST_PERCENT * len(claims) <= 100 * len(test) <= TEST_MOST_PERCENT * len(claims):
        found.append(f"{len(test)} of {len(claims)} claims are in test, a third is wanted")
    for clause in register.prefixes:
        number = sum(claim.clause == clause for claim in claims)
        if number < CLAUSE_LEAST:
            found.append(f"{clause}: {number} claims, at least {CLAUSE_LEAST} are wanted")
        found += [f"{clause}: no {label} claim in {part}" for part in PARTS for label in LABELS
                  if not labels[part, clause, label]]
    return found + trap_shortages(claims)


def trap_shortages(claims):
    kinds = collections.Counter((claim.part, claim.trap, claim.label) for claim in claims)
    found = []
    for trap, labels in TRAPS.items():
        number = sum(kinds["test", trap, label] for label in labels)
        if number < TRAP_TEST_LEAST:
            found.append(f"trap {trap}: {number} claims in test, at least {TRAP_TEST_LEAST} are wanted")
        found += [f"trap {trap}: no {label} claim in {part}" for part in PARTS for label in labels
                  if not kinds[part, trap, label]]
    return found


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--corpus", default=REPOSITORY / "tests" / "corpus")
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    tally, register = Tally(options.verbose), Register()
    corpus = Corpus(options.corpus, register)
    tally.check("corpus: its format", "\n".join(corpus.faults))
    tally.check("corpus: enough of everything", "\n".join(shortages(corpus.claims, register)))
    quoting = sum(claim.quotes for claim in corpus.claims)
    if register.guideline is None:
        tally.skip(f"corpus: the quotes of {quoting} claims", "../shared/seeds does not lie beside the repository")
    if register.programmes is None:
        tally.skip("corpus: numbers of programmes", "../shared/data does not lie beside the repository")
    test = sum(claim.part == "test" for claim in corpus.claims)
    followed = sum(claim.programme != 0 for claim in corpus.claims)
    print(f"# corpus: {len(corpus.claims)} claims, {test} of them test, {followed} follow a programme, "
          f"{quoting} quote the guideline")
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
