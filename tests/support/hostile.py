"""Words that do harm where they are not escaped, and a stored result that is full of them."""
import copy
import json
import sys

LONG = "長" * 333_333  # 1 MB
WORDS = {
    "empty": "",
    "long": LONG,
    "right-to-left": "שלום \u202eevil\u202c \u2067x\u2069",
    "control": "\x01\x1b[31mred\x07\x7f\x85\u2028",
    "emoji": "😀👨\u200d👩\u200d👧 𠮷野家 e\u0301",
    "html": "<script>alert('x')</script><img src=x onerror=y> &amp; &#65; \"q\" 'a'",
    "markdown": "# h [x](http://evil.example) ![i](j) **b** _i_ ~~s~~ http://evil.example www.evil.example $x$ [l]: m",
    "table": "a | b || c\\| d",
    "code": "`x` ```y``` ``",
    "list": "1. one",
    "lines": "first\n# heading\n- item\n\n    code\r\n> quote\rlast",
    "cdata": "<![CDATA[x]]> ]]> -->",
    "command": "::error file=x,line=1::y",
    "escaped command": "%0A::error::x %25 a,b:c",
    "next command": "x\n::error::y\r\n::set-output name=a::b",
    "formula": "=cmd|' /C calc'!A0",
    "formulas": "@SUM(1+1)*-2",
    "quotes": 'say "a", \'b\'; c\\',
    "link": "see [this](1) and \\[that\\](2) \\](3",
    "braces": "{0} {{1}} %s %n ${x}",
}


def waived(reason):
    return {"state": "approved", "reason": reason, "by": reason[:200], "until": "2030-03-31", "holds": True}


def spoil(result):
    """The result with a word in every text that comes from files or people, and one finding of each word waived.
    Counts are those of the result, moved where a finding is waived."""
    result = copy.deepcopy(result)
    words = list(WORDS.values())
    brief = [word for word in words if word is not LONG]
    short = " ".join(brief)
    ids = {}
    for submission in result["submissions"]:
        submission["path"] += short
        submission["ministry"] = (submission["ministry"] or "") + short
        for number, request in enumerate(submission["requests"]):
            word = brief[number % len(brief)]
            ids[request["id"]] = (request["id"] or "") + word
            request["id"] = ids[request["id"]]
            request["title"] = word
            for claim in request["claims"]:
                for criterion in claim["criteria"]:
                    for evidence in criterion["evidence"]:
                        evidence["text"] = word
                        if "because" in evidence:
                            evidence["because"] = word
    for number, finding in enumerate(result["findings"]):
        word = words[number] if number < len(words) else brief[number % len(brief)]
        finding["path"] += short
        finding["request"] = ids.get(finding["request"], finding["request"])
        finding["headline"] = finding["message"] = f"{number}: {word}"
        finding["reason"] = word or None
        for detail in finding["details"]:
            detail["text"] = detail["source"] = brief[number % len(brief)]
        for relation in finding.get("related", []):
            relation.update(path=relation["path"] + short, title=word, request=word)
        if number < len(words):
            finding["waived"] = waived(word)
            result["summary"]["findings"][finding["severity"]] -= 1
            result["summary"]["waived"] += 1
    for error in result["errors"]:
        error["message"] = short
        error["path"] += short
    for entry in result["manifest"]["inputs"]:
        entry["path"] += short
    return result


def main():
    """usage: hostile.py RESULT OUT WORDS: the result spoilt, and the words as JSON."""
    source, target, words = sys.argv[1:]
    with open(source, encoding="utf-8") as file:
        spoilt = spoil(json.load(file))
    with open(target, "w", encoding="utf-8") as file:
        json.dump(spoilt, file, ensure_ascii=False)
    with open(words, "w", encoding="utf-8") as file:
        json.dump(WORDS, file, ensure_ascii=False)


if __name__ == "__main__":
    main()
