"""What stands in the cells of a workbook, read with nothing but Python's zipfile: a test must not take a writer's word.

    read(path)  -> {name of sheet: [[cell, ...], ...]}      numbers as int or float, texts as str, None: nothing there
"""
import re
import xml.etree.ElementTree as tree
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def column(reference):
    number = 0
    for letter in re.match(r"[A-Z]+", reference).group():
        number = number * 26 + ord(letter) - 64
    return number - 1


def unescape(text):
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found.group(1), 16)), text)


def number(text):
    value = float(text)
    return int(text) if re.fullmatch(r"-?\d+", text) else int(value) if value == int(value) else value


def cell_value(cell, strings):
    if cell.find(f"{MAIN}f") is not None:
        raise ValueError(f"{cell.get('r')} is a formula")
    kind, value = cell.get("t"), cell.find(f"{MAIN}v")
    if kind == "inlineStr":
        return unescape("".join(text.text or "" for text in cell.iter(f"{MAIN}t")))
    if value is None:
        return None
    return strings[int(value.text)] if kind == "s" else value.text if kind == "str" else number(value.text)


def read_sheet(xml, strings):
    rows = []
    for row in xml.iter(f"{MAIN}row"):
        while len(rows) < int(row.get("r")):
            rows.append([])
        for cell in row.iter(f"{MAIN}c"):
            at = column(cell.get("r"))
            rows[-1].extend([None] * (at + 1 - len(rows[-1])))
            rows[-1][at] = cell_value(cell, strings)
    return rows


def read(path):
    with zipfile.ZipFile(path) as book:
        names = book.namelist()
        strings = []
        if "xl/sharedStrings.xml" in names:
            items = tree.fromstring(book.read("xl/sharedStrings.xml")).iter(f"{MAIN}si")
            strings = [unescape("".join(text.text or "" for text in item.iter(f"{MAIN}t"))) for item in items]
        targets = {item.get("Id"): item.get("Target") for item in tree.fromstring(book.read("xl/_rels/workbook.xml.rels"))}
        sheets = tree.fromstring(book.read("xl/workbook.xml")).iter(f"{MAIN}sheet")
        return {sheet.get("name"): read_sheet(tree.fromstring(book.read("xl/" + targets[sheet.get(RELATION)])), strings)
                for sheet in sheets}


def table(rows):
    """Rows below the headings of the first row, as dictionaries."""
    heads = rows[0]
    return [dict(zip(heads, row + [None] * (len(heads) - len(row)))) for row in rows[1:]]
