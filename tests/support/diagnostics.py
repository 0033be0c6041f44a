"""The messages of src/text/diagnostic.def, so that a test can tell one limit from another of the same code."""
import re

from command import REPOSITORY


def templates():
    """Name of a diagnostic -> (id, Japanese, English)."""
    text = (REPOSITORY / "src/text/diagnostic.def").read_text(encoding="utf-8")
    rows = re.findall(r'^DIAGNOSTIC\((\w+), "([^"]*)", "((?:[^"\\]|\\.)*)", "((?:[^"\\]|\\.)*)"\)', text, re.MULTILINE)
    return {name: (code, *(words.replace('\\"', '"') for words in both)) for name, code, *both in rows}


def written(template, words):
    """Whether the words may come of the template: its arguments are anything."""
    pattern = "".join(".*" if piece.startswith("{") else re.escape(piece) for piece in re.split(r"(\{[012]\})", template))
    return re.fullmatch(pattern, words, re.DOTALL) is not None
