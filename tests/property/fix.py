#!/usr/bin/env python3
"""`juten check --fix` mends what it should and nothing else.

    slips      slips put into the shipped submissions at random (tabs, full-width colons, values that need quotes, labels
               and digits in other notations …), several a file: the mended file is, byte for byte, the file with the
               lines as they should have been written
    words      what is read from a mended file is what was read before: every text, amount, year, clause, verdict
    twice      mending a mended file changes nothing
    patch      `git apply` of the diff that --diff shows makes the mended file
    ink        --fix takes no character away that is more than a mark, and adds none; it writes nothing that YAML can't
               parse, and keeps comments (cases that once went wrong)
    encodings  a file in another encoding is mended to the same text in that encoding
    others     tables, files that are no submissions, and --diff leave everything as it was
    noise      files with bytes changed at random are mended or left, and mending them again changes nothing

usage: fix.py [--binary B] [--seed N] [--files N] [-v]
"""
import argparse
import codecs
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

import yaml

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from command import DEFAULT_BINARY, REPOSITORY, Command  # noqa: E402
from tally import Tally  # noqa: E402

FOLDERS = ("submissions/r2", "submissions/h27", "submissions/needs-work")
LINE = re.compile(r"^(?P<indent> *(?:- )?)(?P<key>[^\s:：#'\"{}\[\],-]+): (?P<value>[^\s\"'|>{}\[\]&*!%@`#,-][^\n]*)$")
TEXTS = ("施策名", "title", "概要", "summary", "理由", "justification", "成果目標", "outcome")
AMOUNTS = ("要求額", "前年度額", "補正予算額", "amount", "previous", "supplementary")
AREAS = ("分野", "area")
WIDE = str.maketrans("0123456789,.", "０１２３４５６７８９，．")
WIDE_LABEL = str.maketrans("0123456789()", "０１２３４５６７８９（）")
ENCODINGS = {"utf-8 with BOM": ("utf-8", codecs.BOM_UTF8), "utf-16-le": ("utf-16-le", codecs.BOM_UTF16_LE),
             "utf-16-be": ("utf-16-be", codecs.BOM_UTF16_BE), "cp932": ("cp932", b"")}
OTHERWISE = str.maketrans("\u301c\u2212\u2016\u2014\xa5", "\uff5e\uff0d\u2225\u2015\uffe5")
SLIPS_MOST = 6


class Plain(yaml.SafeLoader):
    """Every scalar as the text that stands in the file."""


Plain.yaml_implicit_resolvers = {}


# ---- slips: (line as typed, line as it should be), or None where the slip does not fit
def quoted(value):
    return "'" + value.replace("'", "''") + "'"


def wide_colon(found, rng):
    blank = rng.choice(("", "", " ", "　"))
    return f"{found['indent']}{found['key']}：{blank}{found['value']}", found.group()


def tight_colon(found, rng):
    return (f"{found['indent']}{found['key']}:{found['value']}", found.group()) if "/" not in found["value"] else None


def wide_indent(found, rng):
    blanks = len(found["indent"]) - len(found["indent"].lstrip(" "))
    if blanks == 0 or blanks % 2:
        return None
    return found.group().replace(" " * blanks, "　" * (blanks // 2), 1), found.group()


def bullet(found, rng):
    if not found["indent"].endswith("- "):
        return None
    mark = rng.choice(("― ", "－ ", "・", "– ", "—　"))
    return found["indent"][:-2] + mark + found.group()[len(found["indent"]):], found.group()


def value_slip(change, mended):
    def slip(found, rng):
        if found["key"] not in TEXTS:
            return None
        head = f"{found['indent']}{found['key']}: "
        typed = change(found["value"], rng)
        return head + typed, head + mended(typed)
    return slip


def hash_cut(found, rng):
    """A justification is left to its writer."""
    if found["key"] in ("理由", "justification"):
        return (found.group() + " #2 の件",) * 2
    return value_slip(lambda value, _: f"{value} #2 の件", quoted)(found, rng)


def dash_alone(found, rng):
    if found["key"] not in ("前年度額", "previous"):
        return None
    head = f"{found['indent']}{found['key']}: "
    return head + "-", head + "'-'"


def wide_amount(found, rng):
    if found["key"] not in AMOUNTS or not found["value"].isprintable() or "#" in found["value"]:
        return None
    head = f"{found['indent']}{found['key']}: "
    return head + found["value"].translate(WIDE), found.group()


def wide_label(found, rng):
    if found["key"] not in AREAS:
        return None
    head = f"{found['indent']}{found['key']}: "
    label = re.match(r"[^\s\u3000]*", found["value"]).group()
    return head + label.translate(WIDE_LABEL) + found["value"][len(label):], found.group()


SLIPS = {
    "wide colon": wide_colon, "tight colon": tight_colon, "wide indent": wide_indent,
    "bullet": bullet, "dash alone": dash_alone, "wide amount": wide_amount, "wide label": wide_label,
    "bracket": value_slip(lambda value, rng: f"[総務省] {value}", quoted),
    "star": value_slip(lambda value, rng: f"{rng.choice('*%@`&!')}強化 {value}", quoted),
    "colon": value_slip(lambda value, rng: f"M2M: {value}", quoted),
    "apostrophe": value_slip(lambda value, rng: f"M2M: it's {value}", lambda typed: f'"{typed}"'),
    "curly": value_slip(lambda value, rng: f"“M2M: {value}”", lambda typed: quoted(typed[1:-1])),
    "after quote": value_slip(lambda value, rng: f'"IoT"{value}', quoted),
    "hash": hash_cut,
    "list mark": value_slip(lambda value, rng: f"- {value}", quoted),
}


def fits(lines, at):
    """Whether the line holds a value of its own that ends with it."""
    found = LINE.match(lines[at])
    if not found or " #" in lines[at] or ": " in found["value"] or found["value"].endswith(":"):
        return None
    following = next((line for line in lines[at + 1:] if line.strip() and not line.lstrip().startswith("#")), "")
    deeper = len(following) - len(following.lstrip(" ")) > len(found["indent"])
    return None if deeper else found


def slipped(text, rng, kinds):
    """The text with slips, the same as it should have been written, and what was done."""
    typed, meant, done = text.split("\n"), text.split("\n"), []
    lines = list(range(len(typed)))
    rng.shuffle(lines)
    for at in lines:
        found = fits(meant, at)
        kind = rng.choice(kinds)
        pair = SLIPS[kind](found, rng) if found else None
        if not pair or len(done) == SLIPS_MOST:
            continue
        typed[at], meant[at] = pair
        done.append(f"{kind} in line {at + 1}")
        if rng.random() < 0.3:
            break
    return "\n".join(typed), "\n".join(meant), done


# ---- running
class Fixing:
    def __init__(self, command, folder):
        self.command, self.folder = command, pathlib.Path(folder)

    def fix(self, files):
        """{name: bytes}, mended together in a fresh folder."""
        shutil.rmtree(self.folder / "fix", ignore_errors=True)
        paths = []
        for name, data in files.items():
            path = self.folder / "fix" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            paths.append(str(path))
        run = self.command.run("--pack", "r2", "--fix", "-q", *paths)
        if run.returncode not in (0, 1, 2):
            raise RuntimeError(f"exit {run.returncode}: {run.stderr.decode(errors='replace')[-400:]}")
        return {name: (self.folder / "fix" / name).read_bytes() for name in files}

    def diff(self, path):
        run = self.command.run("--pack", "r2", "--diff", str(path))
        if run.returncode not in (0, 1):
            raise RuntimeError(f"exit {run.returncode}: {run.stderr.decode(errors='replace')[-400:]}")
        return run.stdout

    def result(self, data):
        path = self.folder / "in.yaml"
        path.write_bytes(data)
        return self.command.result("--pack", "r2", str(path))


def judged(result):
    """What a result says of requests, without places."""
    return [[(request["id"], request["title"], request["amount_yen"], request["amount_kind"], request["verdict"],
              [(claim["area"], claim["item"], claim["amount_yen"], claim["verdict"],
                [(criterion["id"], criterion["state"]) for criterion in claim["criteria"]])
               for claim in request["claims"]])
             for request in submission["requests"]] for submission in result["submissions"]]


def texts_of(data):
    """All texts that --fix must not touch, in order."""
    found = []

    def walk(value, key):
        if isinstance(value, dict):
            for inner, held in value.items():
                walk(held, inner)
        elif isinstance(value, list):
            for held in value:
                walk(held, key)
        elif key in TEXTS + ("番号", "id", "備考", "note", "担当", "office", "項目", "item"):
            found.append((key, value))
    for document in yaml.load_all(data.decode(), Loader=Plain):
        walk(document, "")
    return found


def shipped():
    return {path.relative_to(REPOSITORY).as_posix(): path.read_bytes()
            for folder in FOLDERS for path in sorted((REPOSITORY / folder).glob("*.yaml"))}


# ---- what must hold
def check_slips(fixing, files, args, rng, check):
    names = sorted(name for name in files if "needs-work" not in name)
    kinds = {name: [name] for name in SLIPS} | {f"several {n}": list(SLIPS) for n in range(args.files)}
    typed, meant, told = {}, {}, {}
    for label, choice in kinds.items():
        text = files[rng.choice(names)].decode()
        for _ in range(20):
            name = f"{label}.yaml".replace(" ", "-")
            typed[name], meant[name], told[name] = slipped(text, rng, choice)
            if told[name]:
                break
            text = files[rng.choice(names)].decode()
    mended = fixing.fix({name: text.encode() for name, text in typed.items()})
    wanted = fixing.fix({name: text.encode() for name, text in meant.items()})
    for name in typed:
        wrong = None
        if not told[name]:
            wrong = "no line of any file takes this slip"
        elif mended[name] != wanted[name]:
            pairs = zip(wanted[name].decode().split("\n"), mended[name].decode().split("\n"), typed[name].split("\n"))
            wrong = "; ".join(told[name]) + "".join(
                f"\n  typed  {line!r}\n  wanted {want!r}\n  mended {got!r}" for want, got, line in pairs if want != got)
        check(f"slips: {name[:-5]}", wrong)


def check_words(fixing, files, check):
    mended = fixing.fix(files)
    again = fixing.fix(mended)
    for name, data in files.items():
        check(f"twice: {name}", None if again[name] == mended[name] else "mending again changes it")
        if "needs-work" in name:
            continue
        same = texts_of(data) == texts_of(mended[name])
        check(f"words: {name}", None if same else "a text is another")
        same = judged(fixing.result(data)) == judged(fixing.result(mended[name]))
        check(f"verdicts: {name}", None if same else "a verdict, amount or clause is another")
    return mended


HEAD = "府省庁: 総務省\n年度: 令和2年度\n施策:\n  - 番号: X-1\n    区分: 継続\n    要求額: 120百万円\n    前年度額: 120百万円\n"
INK = {     # lines that begin or end otherwise than a careful person's, and what becomes of them; None: they stay
    "    成果目標: 　M2M: 実証": "    成果目標: '　M2M: 実証'",
    "    施策名: 　全角 対策 #2 の実施": "    施策名: '　全角 対策 #2 の実施'",
    "    理由の注: x\n    概要: M2M: 実証 #2 の強化を行う": None,
    '    概要: "IoT # 機器"の強化': None,
    "    概要: M2M: C # の開発環境を守る。": None,
    "    概要: M2M: 実証 # 注": "    概要: 'M2M: 実証' # 注",
    "    備考: 確認済み #3/15 山田": None,
    "    補正予算額: 10百万円 #2件分の合計": None,
    "    重点分野:\n      - 分野: 2(1)③ #2(1)①とも関係\n        理由: 守る。": None,
    "    重点分野:\n      - 分野: 2(1)③\n        理由: 機器を守る #2 の件": None,
    "    概要: 次を行う\n      ― 普及: 全国": None,
    "    概要: 次を行う\n      ・普及: 全国": None,
    "    概要:第１：要求額を見直す": "    概要: 第１：要求額を見直す",
    "    概要: “実証” と “研修: 全国”": "    概要: '“実証” と “研修: 全国”'",
    "\t概要: 守る。": "    概要: 守る。",
    "    重点分野:\n\t- 分野: 2(1)③\n\t  理由: 守る。": None,
    "    施策名: 点検\n    施策名: 検査\n    概要：守る": "    施策名: 点検\n    施策名: 検査\n    概要: 守る",
    "    概要: \"閉じない\n    備考：注": None,
}


def check_ink(fixing, check):
    files = {f"ink-{n}.yaml": (HEAD + lines + "\n").encode() for n, lines in enumerate(INK)}
    mended = fixing.fix(files)
    for n, (lines, wanted) in enumerate(INK.items()):
        got, want = mended[f"ink-{n}.yaml"].decode(), HEAD + (wanted or lines) + "\n"
        check(f"ink: {lines!r}", None if got == want else f"becomes {got[len(HEAD):]!r}")
    tabs = (HEAD + "    概要: 守る。\n").replace("    ", "\t\t").replace("  - ", "\t- ")
    plain = HEAD + "    概要: 守る。\n"
    got = fixing.fix({"tabs.yaml": tabs.encode()})["tabs.yaml"].decode()
    check("ink: a file indented with tabs alone", None if got == plain else f"becomes {got!r}")


def check_patch(fixing, files, mended, check):
    for name, data in files.items():
        root = fixing.folder / "patch"
        shutil.rmtree(root, ignore_errors=True)
        (root / "a").mkdir(parents=True)
        path = root / "a" / "in.yaml"
        path.write_bytes(data)
        patch = fixing.diff(path)
        check(f"others: --diff writes nothing: {name}", None if path.read_bytes() == data else "the file has changed")
        if mended[name] == data:
            check(f"patch: {name}", None if not patch else "a diff without a change")
            continue
        patch = patch.replace(str(path).encode(), b"/a/in.yaml")
        run = subprocess.run(["git", "apply", "--whitespace=nowarn", "-"], cwd=root, input=patch, check=False,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                             env={"GIT_CEILING_DIRECTORIES": str(root.parent), "PATH": "/usr/bin:/bin"})
        same = run.returncode == 0 and path.read_bytes() == mended[name]
        check(f"patch: {name}", None if same else f"git apply: {run.stdout.decode(errors='replace')[:300]}")


def check_encodings(fixing, files, rng, check):
    for name, (codec, mark) in ENCODINGS.items():
        source = rng.choice(sorted(name for name in files if "r2" in name))
        text = files[source].decode().translate(OTHERWISE).encode(codec, "ignore").decode(codec)
        typed = "\u2013"
        while "\u2013" in typed:    # a list mark that CP932 does not have
            typed, _, told = slipped(text, rng, list(SLIPS))
        ends = rng.choice(("\n", "\r\n"))
        typed = typed.translate(OTHERWISE).replace("\n", ends).encode(codec, "ignore").decode(codec)
        plain = fixing.fix({"in.yaml": typed.encode()})["in.yaml"]
        coded = fixing.fix({"in.yaml": mark + typed.encode(codec)})["in.yaml"]
        same = coded == mark + plain.decode().encode(codec)
        changed = plain.decode() != typed
        check(f"encodings: {name} ({'; '.join(told)})",
              None if same and changed else "mended to another text" if changed else "nothing was mended")


def check_others(fixing, check):
    table = ["番号,施策名,区分,要求額,前年度額,分野,理由", "Ａ－１,窓口,継続,１２０百万円,１２０百万円,２（１）③,窓口を置く。"]
    folder = fixing.folder / "others"
    folder.mkdir()
    kept = {"table.csv": "\n".join(["府省庁,総務省", "年度,令和２年度"] + table).encode("cp932"),
            "list.yaml": "買い物：\n　- 牛乳：２本\n".encode(), "notes.yaml": "買い物: [総務省] M2M: x\n".encode(),
            "good.yaml": (REPOSITORY / "tests/golden/shared/good.yaml").read_bytes()}
    for name, data in kept.items():
        (folder / name).write_bytes(data)
    fixing.command.run("--pack", "r2", "--fix", str(folder))
    for name, data in kept.items():
        check(f"others: {name}", None if (folder / name).read_bytes() == data else "has changed")


def noisy(data, rng):
    data = bytearray(data)
    for _ in range(rng.randrange(1, 8)):
        at = rng.randrange(len(data))
        part = rng.choice(("：", "　", "\t", " #1", ": ", "- ", "-", "'", '"', "“", "[", "{", "}", "*", "%", "\n", "，", "１",
                           "\r", "円")).encode()
        while at > 0 and data[at] & 0xC0 == 0x80:
            at -= 1
        length = rng.choice((0, 0, 1))
        while length and at + length < len(data) and data[at + length] & 0xC0 == 0x80:
            length += 1
        data[at:at + length] = part
    return bytes(data)


def check_noise(fixing, files, args, rng, check):
    names = sorted(files)
    noise = {f"noise-{n}.yaml": noisy(files[rng.choice(names)], rng) for n in range(2 * args.files)}
    mended = fixing.fix(noise)
    again = fixing.fix(mended)
    for name, data in noise.items():
        wrong = None if mended[name] == again[name] else "mending again changes it"
        if mended[name].count(b"\n") != data.count(b"\n"):
            wrong = "the number of lines is another"
        check(f"noise: {name}", wrong)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=DEFAULT_BINARY)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--files", type=int, default=60, help="files with several slips")
    parser.add_argument("-v", action="store_true")
    args = parser.parse_args()
    rng, tally = random.Random(args.seed), Tally(args.v)
    print(f"# seed {args.seed}")

    def check(name, wrong):
        tally.check(name, wrong)
    files = shipped()
    with tempfile.TemporaryDirectory(prefix="juten-fix-") as folder:
        fixing = Fixing(Command(args.binary), folder)
        check_slips(fixing, files, args, rng, check)
        mended = check_words(fixing, files, check)
        check_ink(fixing, check)
        check_patch(fixing, files, mended, check)
        check_encodings(fixing, files, rng, check)
        check_others(fixing, check)
        check_noise(fixing, files, args, rng, check)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
