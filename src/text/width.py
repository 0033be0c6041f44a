#!/usr/bin/env python3
"""Prints width.def from the Unicode data that Python carries: python3 src/text/width.py > src/text/width.def

Run by hand when a newer Unicode matters; the table is kept in the repository so that a build needs no Python data.
Runs of one kind are joined over code points that are not assigned.
"""
import unicodedata

NARROW = "NARROW"


def kind(point):
    char = chr(point)
    category = unicodedata.category(char)
    if category == "Cn":
        # The planes that are kept for ideographs are wide before anything is assigned there.
        return "WIDE" if 0x20000 <= point <= 0x3FFFD else None
    if category in ("Mn", "Me") or 0x1160 <= point <= 0x11FF:
        return "ZERO"
    if category == "Cf" and point != 0xAD:
        return "ZERO"
    return {"W": "WIDE", "F": "WIDE", "A": "AMBIGUOUS"}.get(unicodedata.east_asian_width(char), NARROW)


def runs():
    first = last = 0
    current = NARROW
    for point in range(0x80, 0x110000):
        if 0xD800 <= point <= 0xDFFF:
            continue
        this = kind(point)
        if this is None:
            continue
        if this != current or (point > last + 1 and this == "AMBIGUOUS"):
            if current != NARROW:
                yield first, last, current
            first, current = point, this
        last = point
    if current != NARROW:
        yield first, last, current


print("/* WIDTH(first, last, kind) - display width of characters that are not one cell wide, in order. Made by width.py\n"
      f" * from Unicode {unicodedata.unidata_version} (East_Asian_Width, General_Category); do not edit. */")
for first, last, name in runs():
    print(f"WIDTH(0x{first:04X}, 0x{last:04X}, {name})")
