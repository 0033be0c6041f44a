"""Workbooks written with nothing but Python's zipfile: what tests need of .xlsx, and what no spreadsheet would write.

    workbook([Sheet("予算", [["府省庁", "年度"], ["甲省", Number(2020)]])])  -> bytes
"""
import dataclasses
import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
DAY = (2019, 8, 31, 0, 0, 0)


@dataclasses.dataclass
class Number:
    value: object
    format: str = "General"


@dataclasses.dataclass
class Formula:
    text: str
    value: object = None  # None: never computed


@dataclasses.dataclass
class Raw:
    xml: str  # of the whole cell, with {r} for its reference


@dataclasses.dataclass
class Sheet:
    name: str
    rows: list
    merges: tuple = ()
    hidden: bool = False
    hidden_rows: tuple = ()
    hidden_columns: tuple = ()


def letters(column):
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


class Writer:
    def __init__(self, inline):
        self.inline, self.strings, self.formats = inline, {}, ["General"]

    def style(self, code):
        if code not in self.formats:
            self.formats.append(code)
        return self.formats.index(code)

    def cell(self, reference, value):
        if value is None or value == "":
            return ""
        if isinstance(value, Raw):
            return value.xml.replace("{r}", reference)
        if isinstance(value, Number):
            return f'<c r="{reference}" s="{self.style(value.format)}"><v>{value.value}</v></c>'
        if isinstance(value, Formula):
            kind = ' t="str"' if isinstance(value.value, str) else ""
            cached = "" if value.value is None else f"<v>{escape(str(value.value))}</v>"
            return f'<c r="{reference}"{kind}><f>{escape(value.text)}</f>{cached}</c>'
        if isinstance(value, bool):
            return f'<c r="{reference}" t="b"><v>{int(value)}</v></c>'
        if self.inline:
            return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'
        index = self.strings.setdefault(str(value), len(self.strings))
        return f'<c r="{reference}" t="s"><v>{index}</v></c>'

    def sheet(self, sheet):
        out = [HEAD, f'<worksheet xmlns="{MAIN}">']
        if sheet.hidden_columns:
            columns = "".join(f'<col min="{c}" max="{c}" width="9" hidden="1"/>' for c in sheet.hidden_columns)
            out.append(f"<cols>{columns}</cols>")
        out.append("<sheetData>")
        for number, row in enumerate(sheet.rows, 1):
            hidden = ' hidden="1"' if number in sheet.hidden_rows else ""
            cells = "".join(self.cell(f"{letters(i)}{number}", value) for i, value in enumerate(row, 1))
            if cells or hidden:
                out.append(f'<row r="{number}"{hidden}>{cells}</row>')
        out.append("</sheetData>")
        if sheet.merges:
            merges = "".join(f'<mergeCell ref="{reference}"/>' for reference in sheet.merges)
            out.append(f"<mergeCells>{merges}</mergeCells>")
        out.append("</worksheet>")
        return "".join(out)

    def shared(self):
        items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in self.strings)
        return f'{HEAD}<sst xmlns="{MAIN}">{items}</sst>'

    def styles(self):
        own = "".join(f'<numFmt numFmtId="{200 + i}" formatCode={quoteattr(code)}/>'
                      for i, code in enumerate(self.formats) if i > 0)
        cells = "".join(f'<xf numFmtId="{200 + i if i else 0}"/>' for i in range(len(self.formats)))
        return f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts>{own}</numFmts><cellXfs>{cells}</cellXfs></styleSheet>'


def relations(rows):
    items = "".join(f'<Relationship Id="{name}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
                    for name, kind, target in rows)
    return f'{HEAD}<Relationships xmlns="{PACKAGE}">{items}</Relationships>'


def parts(sheets, inline=False, workbook_extra=""):
    """Name -> text of every part, to be changed by tests that want them broken."""
    writer = Writer(inline)
    names = [f"worksheets/sheet{i}.xml" for i in range(1, len(sheets) + 1)]
    texts = {f"xl/{name}": writer.sheet(sheet) for name, sheet in zip(names, sheets)}
    listed = "".join(f'<sheet name={quoteattr(sheet.name)} sheetId="{i}"{" state=" + chr(34) + "hidden" + chr(34) if sheet.hidden else ""} r:id="rId{i}"/>'  # noqa: E501
                     for i, sheet in enumerate(sheets, 1))
    rows = [(f"rId{i}", "worksheet", name) for i, name in enumerate(names, 1)]
    rows += [("rIdS", "styles", "styles.xml"), ("rIdT", "sharedStrings", "sharedStrings.xml")]
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": relations([("rId1", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{listed}</sheets>'
                           f'{workbook_extra}</workbook>',
        "xl/_rels/workbook.xml.rels": relations(rows),
        "xl/styles.xml": writer.styles(),
        "xl/sharedStrings.xml": writer.shared(),
        **texts,
    }


def archive(texts, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as file:
        for name, text in texts.items():
            info = zipfile.ZipInfo(name, DAY)
            info.compress_type = compression
            file.writestr(info, text)
    return out.getvalue()


def workbook(sheets, **options):
    return archive(parts(sheets, **options))
