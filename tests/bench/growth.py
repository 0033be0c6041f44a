"""How the cost of a check grows with one thing at a time: 1, 2, 4 and 8 times as much, and the exponent of the growth.

An exponent of 1 is linear, 2 quadratic. What a run on next to nothing takes is subtracted.
"""
import math
import re

import corpus
from measure import table
from peers import REPOSITORY

STEPS = (1, 2, 4, 8)
HEAD = "府省庁: 総務省\n年度: 令和2年度\n単位: 百万円\n施策:\n"
REQUEST = "  - {{番号: G-{number}, 施策名: 窓口の運営, 区分: 継続, 要求額: 100, 前年度額: 100, 重点分野: [{claims}]}}\n"
SENTENCE = "家庭で使うIoT機器を年に40台調べ、脆弱な機器の利用者に知らせて、"
WRONG = "窓口を置く。検討中である。"


def requests(claims):
    return HEAD + "".join(REQUEST.format(number=i, claims=claim) for i, claim in enumerate(claims))


def claim(text, area="2(1)③"):
    return f"{{分野: '{area}', 理由: {text}}}"


SUBJECTS = {
    "file size": lambda n: corpus.submission(7, 200000 * n),
    "claims of a request": lambda n: requests([", ".join([claim(SENTENCE + "直させる。")] * (100 * n))]),
    "length of a sentence": lambda n: requests([claim(SENTENCE * (100 * n) + "直させる。")]),
    "sentences of a text": lambda n: requests([claim((SENTENCE + "直させる。") * (100 * n))]),
    "findings": lambda n: requests([claim(WRONG)] * (250 * n)),
    "texts alike": lambda n: requests([claim(SENTENCE + "直させ、来年度も同じことを行う。")] * (250 * n)),
}


def exponent(costs):
    """Slope of the line through the logarithms."""
    points = [(math.log(step), math.log(max(cost, 1e-6))) for step, cost in zip(STEPS, costs)]
    x, y = (sum(values) / len(points) for values in zip(*points))
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


def growth(run):
    run.say("## Growth", "", "CPU seconds beyond a run on next to nothing, at 1, 2, 4 and 8 times as much.", "")
    nothing = run.folder / "nothing.yaml"
    nothing.write_text(requests([claim(SENTENCE + "直させる。")]))
    rows = []
    for subject, make in SUBJECTS.items():
        commands = {"nothing": run.check("-q", "-j1", nothing)}
        for step in STEPS:
            path = run.folder / f"growth-{step}.yaml"
            path.write_text(make(step))
            commands[step] = run.check("-q", "-j1", path)
        found = run.bench.together(commands)
        costs = [found[step].cpu - found["nothing"].cpu for step in STEPS]
        rows.append([subject, *(f"{cost:.3f}" for cost in costs), f"{exponent(costs):.2f}"])
    run.say(*table(["", "1×", "2×", "4×", "8×", "exponent"], rows))


def letters(number):
    """A word for a number, of characters that stand in no text of the corpus."""
    word = ""
    for _ in range(4):
        number, digit = divmod(number, 60)
        word += chr(0x8C00 + digit)
    return word


def pack_of(run, count):
    """The pack of one clause with that many terms, none of which occurs."""
    folder = run.folder / f"pack-{count}"
    folder.mkdir(exist_ok=True)
    text = (REPOSITORY / "tests" / "packs" / "alike" / "pack.yaml").read_text()
    terms = ", ".join(letters(i) for i in range(count))
    (folder / "pack.yaml").write_text(
        f"{text}\nconcepts:\n  made-up: {{label: {{ja: 語, en: words}}, terms: [{terms}]}}\n")
    return folder


NAMES = {"府省庁": "ministry", "年度": "fiscal_year", "単位": "unit", "施策": "requests", "番号": "id", "施策名": "title",
         "区分": "category", "要求額": "amount", "前年度額": "previous", "内訳": "breakdown", "項目": "item", "金額": "amount",
         "概要": "summary", "重点分野": "priorities", "分野": "area", "理由": "justification"}


def in_english(text):
    """A submission with the names of fields that every pack knows, for the ministry, year and area of the small pack."""
    text = re.sub("(?m)^((?: |- )*|.*[{,] ?)(" + "|".join(NAMES) + "): ", lambda it: f"{it[1]}{NAMES[it[2]]}: ", text)
    text = re.sub("(?m)^( *)(内訳|重点分野|施策):$", lambda it: f"{it[1]}{NAMES[it[2]]}:", text.replace("項目: ", "item: "))
    for name, value in (("ministry", "灯台省"), ("fiscal_year", "2031"), ("area", "'1'")):
        text = re.sub(f"(?m)^((?: |- )*{name}: ).*", lambda it: it[1] + value, text)
    return text


def lights(run):
    """The 1,000 files for the small pack."""
    folder = run.folder / "lights"
    if not folder.is_dir():
        folder.mkdir()
        for path in run.files(1000).iterdir():
            (folder / path.name).write_text(in_english(path.read_text()))
    return folder


def terms(run):
    run.say("## 500, 5,000 and 50,000 terms over 1,000 files", "", "A small pack of its own, read from its folder.", "")
    folder = lights(run)
    counts = (500, 5000, 50000)
    commands = {count: run.check("-q", "-j1", "--pack", pack_of(run, count), "--ignore", "A-*", folder)
                for count in counts}
    found = run.bench.together(commands)
    rows = [[f"{count:,}", f"{found[count].cpu:.3f}", f"{found[count].memory:.0f}",
             f"{found[count].cpu / found[500].cpu:.2f}"] for count in counts]
    run.say(*table(["terms", "CPU s", "peak MB", "CPU / 500 terms"], rows))
    for count in counts[1:]:
        run.found[f"terms/{count}"] = found[count].cpu / found[500].cpu
