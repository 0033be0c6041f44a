#!/usr/bin/env python3
"""The shipped submissions in every format that is read: the verdicts and amounts are those of the YAML.

usage: formats.py [--binary B] [-v]      B: what is tested; else build/juten
A submission is read by PyYAML and written as JSON, as ndjson, as CSV (UTF-8 with and without BOM, CP932, UTF-16; lines in
LF and CRLF) and as XLSX (one row per request, claim and
breakdown row, columns in an order of their own, titles above the header; in workbooks shared or inline strings, or
requests over several rows as merged cells), then judged; each request must get the verdict, the amounts
and the states of all criteria that its YAML gets.
"""
import argparse
import csv
import io
import json
import pathlib
import random
import re
import sys
import tempfile

import yaml

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from command import DEFAULT_BINARY, REPOSITORY, Command  # noqa: E402
from tally import Tally  # noqa: E402
from workbook import Number, Sheet, letters, workbook  # noqa: E402

FOLDERS = ("submissions/r2", "submissions/h27", "submissions/needs-work")
NUMBER = re.compile(r"(0|[1-9][0-9]{0,14})(\.[0-9]*[1-9])?")
LISTS = {"breakdown": ("内訳", "breakdown"), "priorities": ("重点分野", "priorities"), "requests": ("施策", "施策一覧", "requests")}
ROW_NAMES = {"項目": "内訳項目", "item": "内訳項目", "金額": "内訳金額", "amount": "内訳金額", "再掲": "再掲", "内数": "内数"}
CLAIM_NAMES = {"金額": "分野の金額", "amount": "分野の金額"}


# What is wrong with a request in one form only: {id: endings of the formats in which it is not}.
TABLES = (".csv", ".xlsx")
MENDED = {
    "NW-COM-FIELD-UNKNOWN-SPACE": (".json", ".ndjson", *TABLES),  # a full-width blank before a key: YAML's alone
    "NW-COM-FIELD-UNKNOWN-MISSPELT": TABLES,  # a misspelt header is a warning on the table, not an error in each request
    "NW-COM-FIELD-UNKNOWN-JAPANESE": TABLES,
    "NW-COM-FIELD-UNKNOWN-TYPE": TABLES,  # a list where a text belongs: a cell holds a text
    "NW-COM-FIELD-UNKNOWN-COLON": TABLES,  # the key with its colon becomes a header, said of the table
}
NOT_IN_CP932 = {"6-characters"}  # has characters that this encoding does not


class Plain(yaml.SafeLoader):
    """Every scalar as the text that stands in the file."""


Plain.yaml_implicit_resolvers = {}


def take(mapping, kind):
    """The list of that kind, taken out of the mapping."""
    for name in LISTS[kind]:
        if name in mapping:
            return mapping.pop(name)
    return []


def rows_of(submission):
    """Rows as mappings from column to text: what a list says goes into rows of its own under the request's."""
    head = dict(submission)
    for request in take(head, "requests"):
        request = dict(request)
        breakdown, claims = take(request, "breakdown"), take(request, "priorities")
        parts = [({ROW_NAMES.get(key, key): value for key, value in row.items()}) for row in breakdown]
        for i, claim in enumerate(claims):
            named = {CLAIM_NAMES.get(key, key): value for key, value in claim.items()}
            if i < len(parts):
                parts[i].update(named)
            else:
                parts.append(named)
        first = parts[0] if parts else {}
        yield {**request, **first}
        for part in parts[1:]:
            yield part
    yield {"": head}


FIELDS = yaml.safe_load((REPOSITORY / "rules" / "common" / "fields.yaml").read_text())["fields"]
FIELD_OF = {name: field for field, names in FIELDS.items() for name in [field, *names]}


def one_name_each(rows):
    """A field that requests name differently has one column all the same: the first name met."""
    chosen = {}
    for row in rows:
        yield {chosen.setdefault(FIELD_OF.get(name, name), name): value for name, value in row.items()}


def table_of(submission, dice):
    *rows, last = list(rows_of(submission))
    rows = list(one_name_each(rows))
    head = last[""]
    columns = sorted({column for row in rows for column in row})
    dice.shuffle(columns)
    titles = [["概算要求の一覧"], *[[name, value] for name, value in head.items()], [], columns]
    return titles, columns, rows


def as_csv(submission, dice, encoding="utf-8", lines="\r\n"):
    titles, columns, rows = table_of(submission, dice)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=lines)
    writer.writerows(titles)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return out.getvalue().encode(encoding)


def typed(value):
    """A bare number as a number cell."""
    return Number(value, "#,##0") if isinstance(value, str) and NUMBER.fullmatch(value) else value


def as_xlsx(submission, dice, inline=False):
    titles, columns, rows = table_of(submission, dice)
    cells = titles + [[typed(row.get(column, "")) for column in columns] for row in rows]
    return workbook([Sheet("記入要領", [["各府省庁は次のシートに記入する。"]]), Sheet("要求", cells)], inline=inline)


def as_merged(submission, dice):
    """What belongs to the request is merged over all of its rows."""
    titles, columns, rows = table_of(submission, dice)
    cells = titles + [[row.get(column, "") for column in columns] for row in rows]
    starts = [i for i, row in enumerate(rows) if "番号" in row or "id" in row]
    merges = []
    for first, behind in zip(starts, starts[1:] + [len(rows)]):
        top = len(titles) + first + 1
        own = [i for i, column in enumerate(columns, 1) if column in rows[first]
               and column not in {*ROW_NAMES.values(), *CLAIM_NAMES.values(), "分野", "area", "理由", "justification"}]
        merges += [f"{letters(i)}{top}:{letters(i)}{len(titles) + behind}" for i in own if behind > first + 1]
    return workbook([Sheet("要求", cells, merges=merges)])


FORMATS = {
    "json": lambda submission, _: json.dumps(submission, ensure_ascii=False, indent=1).encode(),
    "ascii.json": lambda submission, _: json.dumps(submission).encode(),
    "ndjson": lambda submission, _: json.dumps(submission, ensure_ascii=False).encode() + b"\n",
    "csv": as_csv,
    "lf.csv": lambda submission, dice: as_csv(submission, dice, lines="\n"),
    "bom.csv": lambda submission, dice: as_csv(submission, dice, encoding="utf-8-sig"),
    "cp932.csv": lambda submission, dice: as_csv(submission, dice, encoding="cp932"),
    "utf16.csv": lambda submission, dice: as_csv(submission, dice, encoding="utf-16"),
    "xlsx": as_xlsx,
    "inline.xlsx": lambda submission, dice: as_xlsx(submission, dice, inline=True),
    "merged.xlsx": as_merged,
}


def judged(command, path):
    """What must not depend on the format."""
    result = command.result("--pack", "r2", str(path))
    states = lambda criteria: [(criterion["id"], criterion["state"], criterion["guard"]) for criterion in criteria]  # noqa
    return [{"id": request["id"], "title": request["title"], "verdict": request["verdict"],
             "yen": [request[field].get("yen") for field in ("amount", "previous", "supplementary", "special")],
             "demands": states(request["criteria"]),
             "claims": [(claim["area"], claim["item"], claim["verdict"], claim["amount_yen"], states(claim["criteria"]))
                        for claim in request["claims"]]}
            for submission in result["submissions"] for request in submission["requests"]]


def first_difference(expected, actual, ending):
    for one, other in zip(expected, actual):
        if MENDED.get(one["id"]) and ending.endswith(MENDED[one["id"]]):
            if one == other:
                return f"{one['id']}: is said to be mended here, but is not"
        elif one != other:
            keys = [key for key in one if one[key] != other[key]]
            return f"{one['id']}: {[(key, one[key], other[key]) for key in keys]}"[:400]
    return None if len(expected) == len(actual) else f"{len(actual)} requests, not {len(expected)}"


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--binary", default=DEFAULT_BINARY)
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    tally, command, dice = Tally(options.verbose), Command(options.binary), random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted(path for name in FOLDERS for path in (REPOSITORY / name).glob("*.yaml")):
            expected = judged(command, path)
            submission = yaml.load(path.read_text(), Plain)
            for ending, write in FORMATS.items():
                if "cp932" in ending and path.stem in NOT_IN_CP932:
                    continue
                copy = pathlib.Path(folder, f"{path.stem}.{ending}")
                copy.write_bytes(write(submission, dice))
                try:
                    problem = first_difference(expected, judged(command, copy), f".{ending}")
                except RuntimeError as error:
                    problem = str(error)
                tally.check(f"formats: {path.parent.name}/{path.stem} as {ending}", problem)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
