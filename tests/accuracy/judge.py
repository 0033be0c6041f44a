"""What juten says about the claims of the corpus: one submission per ministry, one request per claim, one run."""
import collections
import dataclasses
import json
import pathlib
import tempfile

from command import REPOSITORY

VERDICTS = {"justified": "justified", "partial": "justified", "unjustified": "unjustified", "invalid": "unjustified"}


@dataclasses.dataclass
class Answer:
    verdict: str                                    # as juten says it
    criteria: dict                                  # name in the pack: {"state", "guard", "evidence"} of the result
    findings: list = dataclasses.field(default_factory=list)

    @property
    def label(self):
        """The label that the verdict amounts to; "unknown" is none and wrong whatever the label."""
        return VERDICTS.get(self.verdict, "unknown")

    def raised(self, rule):
        return any(finding["rule"] == rule for finding in self.findings)

    def guards(self):
        return {each["guard"] for each in self.criteria.values() if each["state"] == "guarded"}


def quoted(text):
    """A YAML scalar: a JSON string, nothing escaped but what both languages escape alike."""
    return json.dumps(text, ensure_ascii=False)


def request(claim):
    rows = [f"  - id: {quoted(claim.id)}", f"    title: {quoted(claim.title)}", "    category: 継続",
            "    amount: 1.0億円", "    previous: 1.0億円"]
    if claim.summary:
        rows.append(f"    summary: {quoted(claim.summary)}")
    rows += ["    priorities:", f"      - area: {quoted(claim.clause)}",
             f"        justification: {quoted(claim.justification)}"]
    return "\n".join(rows) + "\n"


def submissions(claims):
    """{ministry: the text of its submission}"""
    requests = collections.defaultdict(list)
    for claim in claims:
        requests[claim.ministry].append(request(claim))
    return {ministry: f"ministry: {ministry}\nfiscal_year: 令和2年度\nrequests:\n" + "".join(rows)
            for ministry, rows in requests.items()}


def answers(result):
    """{id: Answer} of a JSON result."""
    found = {}
    for submission in result["submissions"]:
        for each in submission["requests"]:
            criteria = [*each["criteria"], *(criterion for claim in each["claims"] for criterion in claim["criteria"])]
            found[each["id"]] = Answer(each["claims"][0]["verdict"], {entry["id"]: entry for entry in criteria})
    for finding in result["findings"]:
        if finding["request"] in found:
            found[finding["request"]].findings.append(finding)
    return found


def judge(claims, command):
    """{id: Answer} for all claims; RuntimeError when a claim was not answered."""
    build = REPOSITORY / "build"
    build.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="accuracy-", dir=build) as folder:
        for number, text in enumerate(submissions(claims).values(), 1):
            pathlib.Path(folder, f"{number:02d}.yaml").write_text(text, encoding="utf-8")
        found = answers(command.result("--pack", "r2", folder))
    lost = [claim.id for claim in claims if claim.id not in found]
    if lost:
        raise RuntimeError(f"no answer to {', '.join(lost)}")
    return found
