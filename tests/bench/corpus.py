#!/usr/bin/env python3
"""Requests as ministries write them, as many as wanted, the same ones for the same numbers.

usage: corpus.py FOLDER FILES [BYTES]      files of BYTES in the mean (6 KB)
Files are between a third and five thirds of the mean. One claim in six or so lacks what its clause asks for, and one
file in ten has a breakdown that does not add up. No two texts are alike by chance: they are put together from parts.
"""
import pathlib
import random
import sys

MEAN = 6 * 1024
MINISTRIES = ("総務省", "経済産業省", "警察庁", "防衛省", "文部科学省", "厚生労働省", "国土交通省", "金融庁", "外務省")
# What claims on a clause say. {who}, {where}, {count}, {month} and {tool} are filled in.
CLAIMS = {
    "2(1)③": ("家庭で使う{where}のIoT機器を年{count}台調べ、推測しやすいパスワードのまま動く脆弱な機器を見つけて、製造事業者に直させる。",
              "ネットワークにつながるIoT機器の製造事業者と{month}月に連絡会を持ち、設計から廃棄までの各段階のサイバーセキュリティ対策を技術基準に反映する。"),
    "2(1)②": ("{who}が{count}社の取引先に求めるサイバーセキュリティ対策の確認項目を{month}月までに定め、調達の仕様に盛り込む。",
              "中小の供給元{count}社に{tool}を貸し出し、供給網を通じた不正アクセスの広がりを防ぐ。"),
    "2(2)②": ("重要インフラ事業者{count}社と{who}が共同で、{where}の通信障害とDDoS攻撃が重なる事態を想定したサイバー演習を行い、復旧手順を点検する。",
              "{where}の水道と電力の制御システムについて、{month}月までに脆弱性診断を行い、情報共有の窓口を置く。"),
    "2(2)③": ("府省の{count}の情報システムについて、{tool}による監視を続け、不正な通信を{who}へ直ちに知らせる。",
              "政府機関のクラウドサービスについて、情報セキュリティの安全性評価の基準を{month}月までに整え、府省の{count}の情報システムに当てはめる。"),
    "2(2)⑥": ("{who}が脅威情報を{where}の{count}団体と共有する基盤を運用し、{month}月から受け取った側の対処を集計する。",
              "事案の兆しを{tool}で集め、官民の情報共有体制を通じて{count}者に渡す。"),
    "2(4)①": ("{where}の実務者{count}人に、サイバー攻撃の検知から報告までを実機で体験する演習を{month}月から行い、対処に当たる技術者を育成する。",
              "{who}の職員{count}人を、橋渡しを担うセキュリティ人材として{tool}で育てる研修を設ける。"),
    "2(4)②": ("{tool}の暗号の強さを確かめる研究開発を{who}と行い、{month}月までに{count}件の実証をする。",
              "攻撃の観測技術の研究を{where}の大学{count}校と進め、成果を公開する。"),
    "2(4)③": ("{where}の高齢者と児童{count}人に、偽の{tool}を見分ける講習を{month}月から開き、サイバーセキュリティの普及啓発を図る。",
              "{who}が不正アクセスと詐欺の手口を{count}の窓口に掲げ、国民への普及啓発として{month}月からサイバーセキュリティの講座を開く。"),
}
WEAK = ("{where}の{who}と連携し、{tool}の利活用を図る。", "社会情勢の変化を踏まえ、{count}件の事業を着実に推進する。",
        "{where}における取組の重要性が高まっており、{month}月以降も引き続き検討する。")
FILLING = ("{where}では{month}月の点検で{count}件の不備が見つかり、{who}が順に改めている。",
           "実施に当たっては{who}の意見を聴き、{tool}の費用と効果を{month}月に見直す。",
           "前年度は{where}の{count}団体で試し、手順書と様式を整えた。", "{who}は{count}か所の窓口に{tool}を置き、利用の記録を{month}月ごとにまとめる。",
           "対象は{where}の事業所のうち従業員が{count}人に満たないものとし、{who}が選ぶ。",
           "委託先の選定は{month}月の公募により、{tool}の実績と{where}での体制を評価する。")
WHO = ("情報通信研究機構", "情報処理推進機構", "地方公共団体", "業界団体", "専門家会議", "都道府県警察", "大学の研究室", "民間の有識者")
WHERE = ("全国", "北海道", "東北", "首都圏", "東海", "関西", "中国地方", "四国", "九州", "離島", "市街地", "沿岸部")
TOOL = ("遠隔の学習環境", "監視装置", "検証環境", "解析の基盤", "通信回線", "手引", "診断の道具", "電子メール", "相談窓口の電話", "業務端末")
TITLES = ("の調査と注意喚起", "の対策支援", "の体制整備", "の高度化", "の人材育成", "の実証", "の普及啓発", "の基盤運用")
PARTS = ("機器の借料", "委託調査", "窓口の運営", "研修の実施", "設計と開発", "広報")


def filled(dice, pattern):
    return pattern.format(who=dice.choice(WHO), where=dice.choice(WHERE), tool=dice.choice(TOOL),
                          count=f"{dice.randint(3, 4000):,}", month=dice.randint(4, 12))


def justification(dice, area, filling):
    sentences = [filled(dice, dice.choice(WEAK if dice.random() < 0.15 else CLAIMS[area]))]
    sentences += [filled(dice, dice.choice(FILLING)) for _ in range(dice.randint(1, 3) * filling)]
    return sentences


def claim(dice, area, filling):
    sentences = justification(dice, area, filling)
    if dice.random() < 0.3:
        lines = "\n".join(f"          ・{sentence}" for sentence in sentences)
        return f"      - 分野: {area}\n        理由: |\n{lines}\n"
    return f"      - 分野: {area}\n        理由: {''.join(sentences)}\n"


def request(dice, number, wrong, filling):
    parts = [dice.randint(1, 90) * 10 for _ in range(dice.randint(2, 4))]
    amount, subject = sum(parts) + 500 * wrong, dice.choice(TOOL)
    lines = "".join(f"      - {{項目: {dice.choice(PARTS)}, 金額: {part}}}\n" for part in parts)
    areas = dice.sample(sorted(CLAIMS), 1 if dice.random() < 0.75 else 2)
    return (f"  - 番号: {number}\n    施策名: {dice.choice(WHERE)}における{subject}{dice.choice(TITLES)}\n    区分: 継続\n"
            f"    要求額: {amount:,}\n    前年度額: {amount:,}\n    内訳:\n{lines}"
            f"    概要: {filled(dice, dice.choice(FILLING))}\n    重点分野:\n{''.join(claim(dice, area, filling) for area in areas)}")


def submission(seed, size, filling=1):
    """The text of one file of about that many bytes; with more `filling` its requests are fewer and longer."""
    dice = random.Random(seed)
    text = [f"府省庁: {MINISTRIES[seed % len(MINISTRIES)]}\n年度: 令和2年度\n単位: 百万円\n施策:\n"]
    length, count, wrong = 0, 0, dice.random() < 0.1
    while length < size:
        count += 1
        text.append(request(dice, f"S{seed}-{count}", wrong and count == 1, filling))
        length += len(text[-1].encode())
    return "".join(text)


def write(folder, files, mean=MEAN):
    """Returns the bytes written."""
    folder, written = pathlib.Path(folder), 0
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(files):
        size = mean if files == 1 else random.Random(-number - 1).randint(mean // 3, 5 * mean // 3) - 350
        written += (folder / f"{number:06}.yaml").write_bytes(submission(number, size).encode())
    return written


def claims(folder):
    """How many claims its files make."""
    return sum(path.read_text().count("      - 分野: ") for path in pathlib.Path(folder).iterdir())


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    print(write(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else MEAN), "bytes")
