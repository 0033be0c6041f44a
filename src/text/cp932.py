#!/usr/bin/env python3
"""Prints cp932.def from the C library's iconv: python3 src/text/cp932.py > src/text/cp932.def

Run by hand where the table is to be made anew; it is kept in the repository, since iconv loads modules when it runs,
which a static binary and a sandbox can't have. tests/unit/text/test_encoding.c compares the table with iconv. Stops
where Python's own codec reads a two-byte code otherwise, and where cp932.c leaves out of the table what iconv knows:
single bytes, and the user-defined area, which goes by a formula.
"""
import ctypes
import ctypes.util
import sys

CELLS = [trail for trail in range(0x40, 0xFD) if trail != 0x7F]
FIRST_OWN, LAST_OWN, OWN_BEGIN = 0xF0, 0xF9, 0xE000     # user-defined: lead bytes, the first code point
SIZE_ERROR = ctypes.c_size_t(-1).value


def open_library():
    library = ctypes.CDLL(ctypes.util.find_library("c"))
    library.iconv_open.restype = library.iconv_close.argtypes = None
    library.iconv_open.restype = ctypes.c_void_p
    library.iconv_close.argtypes = [ctypes.c_void_p]
    library.iconv.restype = ctypes.c_size_t
    library.iconv.argtypes = [ctypes.c_void_p] * 5
    return library


def decode(library, code):
    """The code point that iconv makes of the bytes, None when it refuses them."""
    converter = library.iconv_open(b"UTF-32LE", b"CP932")
    given, made = ctypes.create_string_buffer(code, len(code)), ctypes.create_string_buffer(16)
    pointers = [ctypes.c_void_p(ctypes.addressof(buffer)) for buffer in (given, made)]
    left = [ctypes.c_size_t(len(code)), ctypes.c_size_t(len(made))]
    status = library.iconv(converter, *(ctypes.byref(each) for each in (pointers[0], left[0], pointers[1], left[1])))
    library.iconv_close(converter)
    if status == SIZE_ERROR or left[0].value > 0:
        return None
    points = made.raw[:len(made) - left[1].value].decode("utf-32-le")
    if len(points) != 1:
        sys.exit(f"{code.hex()}: not one code point")
    return ord(points)


def python(code):
    try:
        text = code.decode("cp932")
    except UnicodeDecodeError:
        return None
    return ord(text) if len(text) == 1 else None


def is_single(point):
    """What takes one byte: ASCII, half-width katakana."""
    return point < 0x80 or 0xFF61 <= point <= 0xFF9F


def check_singles(library):
    """The lead bytes. Python reads 80, A0 and FD to FF as characters, which Windows does too and iconv does not."""
    leads = []
    for byte in range(256):
        point = decode(library, bytes([byte]))
        expected = byte if byte < 0x80 else 0xFF61 + byte - 0xA1 if 0xA1 <= byte <= 0xDF else None
        if point != expected:
            sys.exit(f"{byte:02X}: cp932.c has it otherwise")
        if 0x81 <= byte <= 0xFC and point is None and byte != 0xA0:
            leads.append(byte)
    return leads


def row(library, lead):
    """The code points of one lead byte by trail byte; 0 where there is none."""
    points = {}
    for trail in range(256):
        code = bytes([lead, trail])
        point = decode(library, code)
        if point != python(code):
            sys.exit(f"{code.hex()}: iconv and Python differ")
        if point and (trail not in CELLS or is_single(point) or point > 0xFFFF):
            sys.exit(f"{code.hex()}: not what cp932.c expects")
        points[trail] = point or 0
    return points


def check_own(lead, points):
    for index, trail in enumerate(CELLS):
        if points[trail] != OWN_BEGIN + (lead - FIRST_OWN) * len(CELLS) + index:
            sys.exit(f"{lead:02X}{trail:02X}: cp932.c has it otherwise")


def print_row(lead, points):
    for begin in range(0x40, 0xFD, 16):
        cells = [points[trail] for trail in range(begin, begin + 16) if trail in CELLS]
        if any(cells):
            print(f"CP932(0x{lead:02X}, 0x{begin:02X}, {', '.join(f'0x{point:04X}' for point in cells)})")


def main():
    library = open_library()
    print("/* CP932(lead, trail, ...) - code points of the two-byte codes from lead, trail on (7F is left out); 0: no\n"
          " * character. Made by cp932.py from iconv of the C library; do not edit. */")
    for lead in check_singles(library):
        points = row(library, lead)
        if FIRST_OWN <= lead <= LAST_OWN:
            check_own(lead, points)
        else:
            print_row(lead, points)


main()
