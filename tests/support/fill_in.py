#!/usr/bin/env python3
"""Fills in a sheet of a workbook, as a person does with a spreadsheet; what it looks like is lost, what it says stays.

usage: fill_in.py BOOK SHEET ROW VALUE…
    ROW     HEAD=TEXT: the first row below the headings with this text in the column of this heading
            or a number: that row of the sheet, from 1 (a row that is not there yet is put in)
    VALUE   HEAD=TEXT: the cell of that row in the column of this heading, or CELL=TEXT: a cell by its name, as B3
"""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from sheets import column, read  # noqa: E402
from workbook import Number, Sheet, workbook  # noqa: E402


def heading_row(rows, heads):
    """Where the row of headings stands that has them all."""
    for at, row in enumerate(rows):
        if set(heads) <= {cell for cell in row if cell}:
            return at
    sys.exit(f"no row has the headings {sorted(heads)}")


def chosen_row(rows, top, row):
    if row.isdigit():
        return int(row) - 1
    head, text = row.split("=", 1)
    at = rows[top].index(head)
    for number in range(top + 1, len(rows)):
        if len(rows[number]) > at and str(rows[number][at]) == text:
            return number
    sys.exit(f"no row says {text} under {head}")


def put(rows, row, at, text):
    while len(rows) <= row:
        rows.append([])
    rows[row].extend([None] * (at + 1 - len(rows[row])))
    rows[row][at] = text


def fill(rows, row, values):
    pairs = dict(value.split("=", 1) for value in values)
    cells = {name: text for name, text in pairs.items() if re.fullmatch(r"[A-Z]+[0-9]+", name)}
    headed = {name: text for name, text in pairs.items() if name not in cells}
    named = set(headed) | ({row.split("=", 1)[0]} if "=" in row else set())
    top = heading_row(rows, named) if named else 0
    number = chosen_row(rows, top, row)
    for name, text in headed.items():
        put(rows, number, rows[top].index(name), text)
    for name, text in cells.items():
        put(rows, int(re.sub("[A-Z]", "", name)) - 1, column(name), text)


def main():
    if len(sys.argv) < 5:
        sys.exit(__doc__)
    path, sheet, row, *values = sys.argv[1:]
    book = read(path)
    fill(book[sheet], row, values)
    pathlib.Path(path).write_bytes(workbook(
        [Sheet(name, [[Number(cell) if isinstance(cell, (int, float)) else cell for cell in line] for line in rows])
         for name, rows in book.items()]))


if __name__ == "__main__":
    main()
