"""Turns the packs under rules/ into one C file (rule/embedded.h), so that the installed command needs no files.

usage: embed.py FOLDER FILE...   e.g. embed.py rules common/pack.yaml r2/pack.yaml > embedded_packs.c
The same files give the same bytes of C, in whatever order they are named. A pack whose pack.yaml has a `guideline`
governs fiscal years and is listed as such; the others (common) only serve to be extended.
"""
import pathlib
import sys

BYTES_PER_LINE = 24


def rows(data):
    for begin in range(0, len(data), BYTES_PER_LINE):
        yield "    " + ",".join(str(byte) for byte in data[begin:begin + BYTES_PER_LINE]) + ","


def main(folder, names):
    out = ['/* Made from rules/ by src/rule/embed.py; do not edit. */', '#include "rule/embedded.h"', '']
    entries, guidelines = [], []
    for number, name in enumerate(sorted(names, key=lambda path: path.encode())):
        data = (pathlib.Path(folder) / name).read_bytes()
        # One NUL more than the length, so that an empty file is an array too.
        out += [f"static const unsigned char file_{number}[] = {{", *rows(data + b"\0"), "};"]
        entries.append(f'    {{"{name}", file_{number}, {len(data)}}},')
        pack, _, file = name.partition("/")
        if file == "pack.yaml" and any(line.startswith(b"guideline:") for line in data.splitlines()):
            guidelines.append(f'"{pack}", ')
    out += ["", "const struct rule_embedded_file rule_embedded_files[] = {", *entries,
            "    {0, 0, 0}, /* so that the table is never empty */", "};",
            f"const size_t rule_embedded_file_count = {len(entries)};", "",
            "const char *const rule_embedded_guidelines[] = {" + "".join(guidelines) + "0};",
            f"const size_t rule_embedded_guideline_count = {len(guidelines)};", ""]
    sys.stdout.write("\n".join(out))


main(sys.argv[1], sys.argv[2:])
