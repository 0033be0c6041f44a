"""What is left of a check's cost with fewer rules: how low it can come while files are read, folded and reported as they are.

The shipped packs with a few terms for each concept (all clauses, criteria and regular expressions stay), and a pack of
one clause without criteria.
"""
import shutil

import growth
import yaml
from measure import table, times
from peers import REPOSITORY

TERMS_EACH = 2  # of a concept: about as many in all as the limits were set with


def with_few_terms(path, target):
    """Writes one file of a pack; how many terms its concepts keep."""
    found = yaml.load(path.read_text(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)) if path.suffix == ".yaml" else None
    concepts = found.get("concepts") if isinstance(found, dict) else None
    if not isinstance(concepts, dict):
        shutil.copy(path, target)
        return 0
    lists = [concept["terms"] for concept in concepts.values() if isinstance(concept, dict) and concept.get("terms")]
    for terms in lists:
        del terms[TERMS_EACH:]
    target.write_text(yaml.dump(found, allow_unicode=True, sort_keys=False))
    return sum(map(len, lists))


def packs_with_few_terms(run):
    """(folder of the year's pack, terms in all)."""
    count = 0
    for path in sorted(REPOSITORY.glob("rules/*/*")):
        folder = run.folder / "few" / path.parent.name
        folder.mkdir(parents=True, exist_ok=True)
        count += with_few_terms(path, folder / path.name)
    return run.folder / "few" / "r2", count


def bounds(run):
    run.say("## Fewer rules over 1,000 files", "", "Read from their folders.", "")
    few, count = packs_with_few_terms(run)
    files, lights = run.files(1000), growth.lights(run)
    one = run.check("-q", "-j1", "--pack", growth.pack_of(run, 500), "--ignore", "A-*", lights)
    commands = {"libyaml events": [run.tools / "events", files], "one clause, no criteria, 500 terms": one,
                f"all clauses, criteria and regular expressions, {count} terms": run.check("-q", "-j1", "--pack", few, files),
                "all": run.check("-q", "-j1", files)}
    found = run.bench.together(commands)
    rows = [[name, f"{cost.cpu:.3f}", f"{cost.memory:.0f}", times(cost.over(found["libyaml events"])[1])]
            for name, cost in found.items()]
    run.say(*table(["", "CPU s", "peak MB", "CPU / libyaml events"], rows))
