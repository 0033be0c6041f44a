"""The rules of the packs as other programs take them: as many terms and regular expressions, and fields that must be there.

None of these programs folds characters, knows denials or counts amounts; what is made here is what each can say.
"""
import json
import pathlib
import re
import shutil
import subprocess

import yaml

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent.parent
FIELDS = ("番号", "施策名", "区分", "要求額")


def concepts():
    """(name, terms, regular expressions) of every concept in the packs."""
    for path in sorted(REPOSITORY.glob("rules/*/*.yaml")):
        found = yaml.load(path.read_text(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        for name, concept in sorted((found.get("concepts") or {}).items()) if isinstance(found, dict) else ():
            if not isinstance(concept, dict):
                continue
            terms = [term["term"] if isinstance(term, dict) else str(term) for term in concept.get("terms") or []]
            yield str(name), [term for term in terms if len(term) > 1], listed(concept.get("regex"))


def listed(value):
    return [] if value is None else [str(item) for item in value] if isinstance(value, list) else [str(value)]


def escaped(term):
    """Only what has a meaning: more is an error to some."""
    return re.sub(r"[][\\.^$*+?(){}|]", r"\\\g<0>", term)


def plain(pattern):
    """Without a backslash that stricter readers refuse."""
    return pattern.replace(r"\-", "-")


def understood(pattern):
    """Whether JavaScript, Rust's regex and YARA read it too: no lookaround."""
    return not re.search(r"\(\?[=!<]|\\[pPkK]|\(\?>|[*+?}]\+", pattern)


def yara_rule(number, terms):
    strings = "\n".join(f"    $t{i} = {json.dumps(term, ensure_ascii=False)}" for i, term in enumerate(terms))
    return f"rule terms_{number} {{\n  strings:\n{strings}\n  condition:\n    any of them\n}}\n"


class Rules:
    """Rule sets in a folder: everything that a peer reads."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.concepts = list(concepts())
        self.terms = sorted({term for _, terms, _ in self.concepts for term in terms})
        every = [plain(pattern) for _, _, patterns in self.concepts for pattern in patterns]
        self.patterns = [pattern for pattern in every if understood(pattern)]
        self.left_out = len(every) - len(self.patterns)

    def file(self, name, text):
        path = self.folder / name
        path.write_text(text)
        return path.resolve()

    def lists(self):
        return self.file("terms.txt", "\n".join(self.terms) + "\n"), self.file("all.txt", "\n".join(
            [escaped(term) for term in self.terms] + self.patterns) + "\n")

    def yara(self):
        """Rules of a thousand terms each (more than ten thousand a rule may not have); bytes being what it knows, no
        regular expressions."""
        source = self.file("rules.yar", "".join(yara_rule(start, self.terms[start:start + 1000])
                                                for start in range(0, len(self.terms), 1000)))
        compiled = self.folder / "rules.yac"
        subprocess.run(["yarac", source, compiled], check=True, stderr=subprocess.DEVNULL)
        return compiled

    def alternations(self):
        """For each concept one pattern of all its terms and expressions."""
        for name, terms, patterns in self.concepts:
            parts = [escaped(term) for term in terms] + [f"(?:{item})" for item in map(plain, patterns) if understood(item)]
            if parts:
                yield name, "|".join(parts)

    def spectral(self):
        rules = {f"has-{field}": {"given": "$.施策[*]", "severity": "error",
                                  "then": {"field": field, "function": "truthy"}} for field in FIELDS}
        for name, pattern in self.alternations():
            rules[name] = {"given": "$.施策[*].重点分野[*].理由", "severity": "warn",
                           "then": {"function": "pattern", "functionOptions": {"match": pattern}}}
        return self.file("ruleset.json", json.dumps({"rules": rules}, ensure_ascii=False))

    def ajv(self):
        claim = {"type": "object", "required": ["分野", "理由"], "properties": {"理由": {"type": "string", "allOf": [
            {"not": {"pattern": f"(?:{pattern})$^"}} for _, pattern in self.alternations()]}}}
        request = {"type": "object", "required": list(FIELDS),
                   "properties": {"重点分野": {"type": "array", "items": claim}}}
        schema = {"type": "object", "required": ["府省庁", "年度", "施策"],
                  "properties": {"施策": {"type": "array", "items": request}}}
        return self.file("schema.json", json.dumps(schema, ensure_ascii=False))

    def textlint(self):
        rules = [{"expected": f"<{i}>", "pattern": f"/{escaped(term)}/"} for i, term in enumerate(self.terms)]
        rules += [{"expected": f"<r{i}>", "pattern": f"/{item}/"} for i, item in enumerate(self.patterns)]
        self.file("prh.yml", json.dumps({"version": 1, "rules": rules}, ensure_ascii=False))
        return self.file("textlintrc.json", json.dumps({"rules": {"prh": {
            "rulePaths": [str(self.folder / "prh.yml")]}}}))

    def script(self):
        return self.file("concepts.json", json.dumps([{"name": name, "pattern": pattern}
                                                      for name, pattern in self.alternations()], ensure_ascii=False))


    def jq(self):
        """Required fields, and the concepts that a justification speaks of; jq compiles a pattern whenever it is asked for."""
        missing = "".join(f'(.["施策"][] | select(.["{field}"] == null) | "{field}"),\n' for field in FIELDS)
        self.file("job.jq", missing + '(.["施策"][] | (.["重点分野"] // [])[] | .["理由"] // "") as $text |\n'
                  '$concepts[0][] | select(.pattern as $it | $text | test($it)) | .name\n')
        return self.script()


def here(program):
    return shutil.which(program) is not None


def commands(rules, modules, texts, corpus, threads=1, slow=True):
    """{name: command} of the peers that are installed, over a folder. `texts`: the same files named .txt. `slow`: also
    those that nobody would give ten thousand files."""
    found, terms, every, node = {}, *rules.lists(), modules / "node_modules"
    if here("yara"):
        found["yara, compiled, terms"] = ["yara", "-C", "-w", "-r", "-p", threads, rules.yara(), corpus]
    if here("rg"):
        found["ripgrep -F, terms"] = ["rg", "-j", threads, "-c", "-F", "-f", terms, corpus]
        found["ripgrep, all"] = ["rg", "-j", threads, "-c", "--regex-size-limit", "1G", "--dfa-size-limit", "1G", "-f", every, corpus]
    if node.is_dir():
        found["script on js-yaml 4"] = ["node", modules / "job.js", rules.script(), corpus]
    if node.is_dir() and slow:
        found["ajv-cli"] = [node / ".bin/ajv", "validate", "--strict=false", "-s", rules.ajv(), "-d", f"{corpus}/*.yaml"]
    if here("yamllint") and slow:
        found["yamllint"] = ["yamllint", "-d", "{rules: {}}", corpus]
    return found


def slowest(rules, modules, texts, corpus, json_files):
    """Those that take a second a file, or minutes for a few hundred. `json_files`: the same files as JSON, for jq."""
    found, node = {}, modules / "node_modules"
    if node.is_dir():
        found["Spectral"] = [node / ".bin/spectral", "lint", "-q", "-r", rules.spectral(), f"{corpus}/*.yaml"]
        found["textlint + prh"] = [node / ".bin/textlint", "--rules-base-directory", node, "-f", "json", "-c", rules.textlint(), texts]
    if here("jq"):
        found["jq, JSON made ahead"] = ["jq", "-r", "--slurpfile", "concepts", rules.jq(), "-f", rules.folder / "job.jq",
                                        *sorted(json_files.iterdir())]
    return found
