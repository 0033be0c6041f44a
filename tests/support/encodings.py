#!/usr/bin/env python3
"""What must hold of the shipped submissions in every encoding that is read, with each line end.

    a submission in UTF-16 or CP932 has the result that it has in UTF-8, but for the hash of its bytes and for the offsets
    of places, which are those of the same characters in the file; -v states the encoding
    in EUC-JP every one is refused, as EUC-JP
    characters that CP932 has no code for are mended before: those that it writes as others, the rest left out

usage: encodings.py [--binary B] [-v]      B: what is tested; else build/juten
"""
import argparse
import codecs
import hashlib
import json
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from command import DEFAULT_BINARY, REPOSITORY, Command  # noqa: E402
from tally import Tally  # noqa: E402

ENCODINGS = {"UTF-16LE": ("utf-16-le", codecs.BOM_UTF16_LE), "UTF-16BE": ("utf-16-be", codecs.BOM_UTF16_BE),
             "CP932": ("cp932", b"")}
LINE_ENDS = {"UTF-16LE": "\r\n", "UTF-16BE": "\r", "CP932": "\r\n"}     # UTF-8 keeps the file's own
OTHERWISE = str.maketrans("\u301c\u2212\u2016\u2014\xa5", "\uff5e\uff0d\u2225\u2015\uffe5")


def writable(text, codec):
    return text.translate(OTHERWISE).encode(codec, "ignore").decode(codec)


class Check:
    def __init__(self, command, folder):
        self.command, self.path = command, pathlib.Path(folder, "in.yaml")

    def result(self, data):
        self.path.write_bytes(data)
        run = self.command.run("-f", "json", "-v", "--pack", "r2", "--explain", str(self.path))
        return run.returncode, json.loads(run.stdout), run.stderr.decode()

    def compare(self, text, name):
        """What differs between the text in UTF-8 and in the encoding; None when nothing does."""
        codec, mark = ENCODINGS[name]
        text = text.replace("\n", LINE_ENDS[name])
        plain, coded = text.encode(), mark + text.encode(codec)
        offsets = {0: len(mark)}
        byte, origin = 0, len(mark)
        for char in text:
            byte, origin = byte + len(char.encode()), origin + len(char.encode(codec))
            offsets[byte] = origin
        status, expected, _ = self.result(plain)
        coded_status, found, said = self.result(coded)
        if status != coded_status:
            return f"exit {coded_status}, in UTF-8 {status}"
        if f": {name}, r2 " not in said:
            return f"-v does not state {name}: {said}"
        if found["submissions"][0]["sha256"] != hashlib.sha256(coded).hexdigest():
            return "the hash is not that of the file"
        expected["submissions"][0]["sha256"] = found["submissions"][0]["sha256"]
        if found["manifest"]["sha256"] == expected["manifest"]["sha256"]:
            return "the manifest is that of other bytes"
        for manifest in (expected["manifest"], found["manifest"]):
            manifest["sha256"] = "of other bytes"
        expected["manifest"]["inputs"][0]["sha256"] = hashlib.sha256(coded).hexdigest()
        return difference(expected, found, offsets, "")


def difference(expected, found, offsets, path):
    """Where the results differ; "byte" of the one leads to that of the other by the offsets."""
    if isinstance(expected, dict) and isinstance(found, dict) and list(expected) == list(found):
        pairs = [(key, value, found[key]) for key, value in expected.items()]
    elif isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        pairs = list(zip(range(len(found)), expected, found))
    elif path.endswith("/byte"):
        return None if offsets[expected] == found else f"{path}: {found}, should be {offsets[expected]}"
    else:
        return None if expected == found else f"{path}: {found}, in UTF-8 {expected}"
    problems = (difference(before, after, offsets, f"{path}/{key}") for key, before, after in pairs)
    return next((problem for problem in problems if problem), None)


def check_file(check, path, tally):
    text, name = path.read_text(), path.relative_to(REPOSITORY).as_posix()
    for encoding, (codec, _) in ENCODINGS.items():
        tally.check(f"encodings: {name} in {encoding}", check.compare(writable(text, codec), encoding))
    check.path.write_bytes(writable(text, "euc_jp").encode("euc_jp"))
    run = check.command.run("-f", "compact", "--lang", "en", str(check.path))
    refused = run.returncode == 2 and b"[INPUT-ENCODING] saved as EUC-JP" in run.stdout
    tally.check(f"encodings: {name} in EUC-JP is refused", None if refused else run.stdout.decode())


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--binary", default=DEFAULT_BINARY)
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    tally = Tally(verbose=options.verbose)
    with tempfile.TemporaryDirectory(prefix="juten-encodings-") as folder:
        check = Check(Command(options.binary), folder)
        for path in sorted((REPOSITORY / "submissions").glob("*/*.yaml")):
            check_file(check, path, tally)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
