#!/usr/bin/env python3
"""The schema of submissions against the other lists of fields: the table in README, src/doc/field.def and the names in
rules/common/fields.yaml. (What the schemas take and refuse is tested with ajv: make test-clients.)

usage: schema.py [--binary B] [-v]      B: what is tested; else build/juten
"""
import argparse
import json
import pathlib
import re
import sys

import yaml

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from command import DEFAULT_BINARY, REPOSITORY, Command  # noqa: E402
from tally import Tally  # noqa: E402

HOMES = {"S": "file", "R": "request", "B": "breakdown", "P": "priority"}
DEFINITIONS = {"request": "request", "breakdown": "row", "priority": "claim"}


def table_of_readme():
    """{home: {field: first Japanese name}} of the README's table."""
    rows = {}
    for line in (REPOSITORY / "README.md").read_text(encoding="utf-8").splitlines():
        found = re.match(r"\| (file|request|breakdown|priority) \| (.*) \|$", line)
        if found:
            rows[found[1]] = dict(re.findall(r"`(\w+)` ([^\s,(|]+)", found[2]))
    return rows


def fields_of_code():
    """{home: {field: whether it is needed there}} of field.def."""
    homes = {home: {} for home in HOMES.values()}
    text = (REPOSITORY / "src/doc/field.def").read_text(encoding="utf-8")
    for name, where, needed in re.findall(r'^FIELD\(\w+, "(\w+)", \w+, ([SRBP |]+), ([SRBP0 |]+)\)$', text, re.MULTILINE):
        for letter, home in HOMES.items():
            if letter in where:
                homes[home][name] = letter in needed
    return homes


def names_of_pack():
    return yaml.safe_load((REPOSITORY / "rules/common/fields.yaml").read_text(encoding="utf-8"))["fields"]


def home_in(schema, home):
    return schema if home == "file" else schema["$defs"][DEFINITIONS[home]]


def leads_to(schema, home):
    """{field: its names} by the definitions that the properties lead to."""
    found = {}
    for name, value in home_in(schema, home)["properties"].items():
        field = re.sub(r"^#/\$defs/|_needed$", "", value["$ref"])
        found.setdefault(field, set()).add(name)
    return found


def asked_for(schema, home):
    """Fields one of whose names must be there."""
    wanted = [condition["anyOf"] for condition in home_in(schema, home)["allOf"] if "anyOf" in condition]
    fields = leads_to(schema, home)
    named = [{name for choice in choices for name in choice.get("required", [])} for choices in wanted]
    return {field for names in named for field, own in fields.items() if own & names and not own - names}


def difference(what, left, right):
    return f"{what}: only here {sorted(left - right)}, only there {sorted(right - left)}" if left != right else ""


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--binary", type=pathlib.Path, default=DEFAULT_BINARY)
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    tally, readme, code, pack = Tally(options.verbose), table_of_readme(), fields_of_code(), names_of_pack()
    tally.check("README has four rows of fields", "" if len(readme) == 4 else str(sorted(readme)))
    for language in ("ja", "en"):
        schema = json.loads(Command(options.binary, "schema").done("submission", "--lang", language))
        for home, fields in code.items():
            found = leads_to(schema, home)
            tally.check(f"{language} {home}: fields", difference("schema, field.def", set(found), set(fields)))
            tally.check(f"{language} {home}: README", difference("schema, README", set(found), set(readme.get(home, {}))))
            for field, names in found.items():
                wanted = {field, *pack[field]}
                tally.check(f"{language} {home} {field}: names", difference("schema, pack", names, wanted))
                tally.check(f"{language} {home} {field}: README's name is one",
                            "" if readme.get(home, {}).get(field) in names else readme.get(home, {}).get(field))
            needed = {field for field, is_needed in fields.items() if is_needed}
            either = {"supplementary"} if home == "request" else set()
            tally.check(f"{language} {home}: what is needed",
                        difference("schema, field.def", asked_for(schema, home), needed | either))
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
