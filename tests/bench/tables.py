#!/usr/bin/env python3
"""The same requests as YAML, CSV and XLSX: what reading each costs.

usage: tables.py [--binary B] [--rows 100000] [--rounds 3]
Every file holds that many requests of one ministry, each with one claim, in 12 columns, the text of 300 to 600 bytes.
They are read as files of an earlier year (`--previous`), so that reading dominates: nothing is judged. What remains of
a run without them is subtracted. Prints for each format the file's size, the median of wall and CPU seconds, the peak
memory, and the ratios to YAML. Time may be at most 3 times that of YAML.
"""
import argparse
import csv
import os
import pathlib
import random
import statistics
import sys
import tempfile
import time

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(REPOSITORY / "tests" / "support"))
from workbook import Number, Sheet, workbook  # noqa: E402

HEADER = ["府省庁", "年度", "番号", "施策名", "区分", "要求額（百万円）", "前年度額（百万円）", "概要", "分野", "理由", "担当", "備考"]
WORDS = ("機器 家庭 利用者 窓口 相談 設定 調査 知らせる 製造 事業者 更新 研修 演習 地域 行政 計画 実施 評価 効果 期間 "
         "関係者 連携 情報 共有 体制 整備 点検 改善 報告 公表 目標 年度").split()
JUDGED = ("ministry: 総務省\nfiscal_year: 2020\nrequests:\n  - {id: J-1, title: 窓口, category: 新規, amount: 1億円, "
          "priorities: [{area: 2(1)③, justification: 家庭で使うIoT機器の脆弱性を調べ、製造事業者に知らせて直させる。}]}\n")


def text(dice, least, most):
    """So many bytes of words, three to a letter."""
    wanted, found = dice.randint(least, most) // 3, ""
    while len(found) < wanted:
        found += dice.choice(WORDS) + dice.choice("をにの、")
    return found[:wanted]


def requests(count):
    dice = random.Random(11)
    for number in range(count):
        yield ["総務省", "2019", f"MIC-{number:06}", f"施策{number}", "継続", str(dice.randint(1, 9999)),
               str(dice.randint(1, 9999)), text(dice, 90, 150), "2(1)③", text(dice, 300, 600), "担当課", "注記"]


def write_yaml(path, rows):
    with open(path, "w") as out:
        out.write("府省庁: 総務省\n年度: 2019\n単位: 百万円\n施策:\n")
        for row in rows:
            values = [row[2], row[3], row[4], row[5], row[6], row[7], row[10], row[11]]
            names = ["番号", "施策名", "区分", "要求額", "前年度額", "概要", "担当", "備考"]
            out.write("  - " + "\n    ".join(f"{name}: {value}" for name, value in zip(names, values)))
            out.write(f"\n    重点分野:\n      - 分野: {row[8]}\n        理由: {row[9]}\n")


def write_csv(path, rows):
    with open(path, "w", newline="") as out:
        csv.writer(out).writerows([HEADER, *rows])


def write_xlsx(path, rows):
    cells = [[Number(cell) if i in (5, 6) else cell for i, cell in enumerate(row)] for row in rows]
    path.write_bytes(workbook([Sheet("要求", [HEADER, *cells])]))


def run(arguments):
    """Wall and CPU seconds, peak memory in MB, exit status. Spawned, not forked: what a child is said to have used at
    most begins with what a fork of this process uses."""
    start = time.monotonic()
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    child = os.posix_spawn(arguments[0], arguments, os.environ, file_actions=quiet)
    _, status, usage = os.wait4(child, 0)
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)


def measure(binary, folder, rounds, *inputs):
    command = [binary, "check", "-q", "-j1", "--exit-zero", "--select", "COM-ID-DUPLICATE", *inputs, str(folder / "judged.yaml")]
    runs = [run(command) for _ in range(rounds)]
    if any(status for *_, status in runs):
        sys.exit(f"tables: exit status {runs[0][3]}: {' '.join(command)}")
    return [statistics.median(values) for values in list(zip(*runs))[:3]]


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--binary", default=str(REPOSITORY / "build" / "juten"))
    parser.add_argument("--rows", type=int, default=100000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "judged.yaml").write_text(JUDGED)
        writers = {"yaml": write_yaml, "csv": write_csv, "xlsx": write_xlsx}
        child = os.fork()  # the rows are made in a process of their own, which takes their memory with it
        if child == 0:
            rows = list(requests(options.rows))
            for ending, write in writers.items():
                write(folder / f"in.{ending}", rows)
            os._exit(0)
        if os.waitpid(child, 0)[1]:
            sys.exit("tables: the files could not be made")
        nothing = measure(options.binary, folder, options.rounds)
        print(f"{'rows':>8} {'format':>7} {'size':>8} {'wall':>8} {'CPU':>8} {'memory':>8}   wall, CPU, memory to YAML")
        first = None
        for ending in writers:
            path = folder / f"in.{ending}"
            found = measure(options.binary, folder, options.rounds, "--previous", str(path))
            cost = [max(value - base, 0.001) for value, base in zip(found, nothing)]
            first = first or cost
            ratios = "   ".join(f"{value / base:5.2f}" for value, base in zip(cost, first))
            print(f"{options.rows:>8} {ending:>7} {path.stat().st_size / 1e6:>6.1f}MB {cost[0]:>7.2f}s {cost[1]:>7.2f}s "
                  f"{cost[2]:>6.0f}MB   {ratios}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
