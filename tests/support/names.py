#!/usr/bin/env python3
"""Help, manual, completion, README and JSON Schema name the same commands, options, words, rules, fields and sections, all of
which stand in tables under src/. The examples of the manual do what they say they do.

usage: names.py [--binary B] [-v]       B: what is tested; else build/juten
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from command import DEFAULT_BINARY, REPOSITORY  # noqa: E402
from schema import DEFINITIONS, HOMES, fields_of_code, leads_to, table_of_readme  # noqa: E402
from tally import Tally  # noqa: E402

LANGUAGES = ("ja", "en")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
OF_PACKS = ("--select", "--ignore", "--severity", "--clause", "--pack")     # what they take is the pack's
HEADINGS = {"file": "FILE", "request": "REQUEST", "breakdown": "BREAKDOWN ROW", "priority": "PRIORITY CLAIM"}


class Program:
    def __init__(self, binary):
        self.binary = str(pathlib.Path(binary).resolve())

    def lines(self, *arguments):
        run = subprocess.run([self.binary, *arguments], cwd=REPOSITORY, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                             check=False, env={"LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "1567209600"})
        return run.stdout.decode().splitlines()

    def offered(self, *words):
        return [line.split("\t")[0] for line in self.lines("completion", "next", "--", *words)[1:]]


def difference(what, **lists):
    """What not all of the lists have."""
    everything = set().union(*lists.values())
    lines = [f"{what} {item}: only in {', '.join(name for name, items in lists.items() if item in items)}"
             for item in sorted(everything) if any(item not in items for items in lists.values())]
    return "\n".join(lines) if everything else f"no {what} at all"


def page(name, language):
    section = 1 if name == "juten" else 5
    folder = REPOSITORY / "build" / "man" / ("ja" if language == "ja" else ".")
    return (folder / f"man{section}" / f"{name}.{section}").read_text(encoding="utf-8")


def part(text, heading):
    """A section of a page in English."""
    found = re.search(rf"^\.Sh {heading}\n(.*?)(?=^\.Sh |\Z)", text, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def table(name, pattern):
    return set(re.findall(pattern, (REPOSITORY / "src" / name).read_text(encoding="utf-8"), re.MULTILINE))


def commands_of_help(program):
    found = [re.match(r"  ([a-z]+(?: [a-z]+)?)(?= )", line) for line in program.lines("--help")]
    return {match[1] for match in found if match}


def check_commands(tally, program):
    helped = commands_of_help(program)
    firsts = [word for word in program.offered("") if not word.startswith("-")]
    completed = {f"{first} {second}" for first in firsts for second in program.offered(first, "") if f"{first} {second}" in helped}
    completed |= {first for first in firsts if first in helped}
    text = page("juten", "en")
    manual = {" ".join(re.findall(r"Cm (\w+)", line)) for line in part(text, "COMMANDS").splitlines() if line.startswith(".It")}
    synopsis = {" ".join(re.findall(r"Cm (\w+)", line)) for line in part(text, "SYNOPSIS").splitlines() if line.startswith(".Cm")}
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    rows = re.search(r"^\| command \|.*?(?=^$)", readme, re.MULTILINE | re.DOTALL)[0]
    tally.check("commands", difference("command", help=helped, completion=completed, manual=manual, synopsis=synopsis,
                                       README={name for name in helped if re.search(rf"`(?:juten )?{name}\b", rows)}))
    return helped


def check_options(tally, program, commands):
    code = {f"--{name}" for name in table("cli/option.def", r'^OPTION\(\w+, "([a-z-]+)"')}
    helped = {name for line in program.lines("--help") for name in re.findall(r"^  (?:-\w,|   ) (--[a-z-]+)", line)}
    completed, readme = set(), set(OPTION.findall((REPOSITORY / "README.md").read_text(encoding="utf-8")))
    for command in sorted(commands):
        words = command.split()
        own = {name for line in program.lines(*words, "--help") for name in re.findall(r"^  (?:-\w,|   ) (--[a-z-]+)", line)}
        offered = set(program.offered(*words, "--"))
        tally.check(f"options of {command}", difference("option", help=own, completion=offered))
        completed |= offered
    pages = {language: set(re.findall(r"^\.It Fl (?:\w , Fl )?Fl ([a-z-]+)", page("juten", language), re.MULTILINE))
             for language in LANGUAGES}
    pages = {f"manual_{language}": {f"--{name}" for name in names} for language, names in pages.items()}
    tally.check("options", difference("option", table=code, help=helped, completion=completed, README=readme & code, **pages))
    twins = {"JUTEN_" + name[2:].upper().replace("-", "_") for name in code if name != "--help"}
    for language in LANGUAGES:
        manual = set(re.findall(r"^\.It Ev (JUTEN_\w+)", page("juten", language), re.MULTILINE))
        tally.check(f"twins of options in the environment: {language}", difference("twin", table=twins, manual=manual))


def check_words(tally, program):
    """README has, in the row of an option of `check`, all words that the option takes."""
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    for option in program.offered("check", "--"):
        words = program.offered("check", option, "")
        rows = [line for line in readme.splitlines() if line.startswith("| `") and re.search(rf"(?<![\w-]){option}(?![\w-])", line)]
        if words and option not in OF_PACKS:
            lacks = [word for word in words if not any(re.search(rf"(?<![\w-]){word}(?![\w-])", row) for row in rows)]
            tally.check(f"words of {option}", f"README lacks {lacks}" if lacks else "")


def check_rules(tally, program):
    listed = {line.split("\t")[0].strip() for line in program.lines("rules", "list")}
    completed = set(program.offered("check", "--select", ""))
    waivers = table("review/waiver.def", r'^WAIVER_FAULT\(\w+, "([A-Z-]+)"')
    readme = set(re.findall(r"(?<![\w-])(?:COM|WAIVER|R2)-[A-Z0-9][\w.-]*\w", (REPOSITORY / "README.md").read_text(encoding="utf-8")))
    ids = {name for name in listed if re.match(r"[A-Z]\w*-", name)}
    explained = set(program.offered("explain", ""))
    tally.check("rules", difference("rule", completion=completed - waivers, listed={i for i in ids if i in completed or not is_closed(program, i)}))
    tally.check("rules of waivers", difference("rule", table=waivers, completion=completed & waivers))
    tally.check("rules that README names", "\n".join(sorted(readme - completed)))
    tally.check("what explain completes holds all rules", "\n".join(sorted(completed - waivers - explained)))


def is_closed(program, name):
    """A clause that nobody can claim: no finding has its name."""
    return re.fullmatch(r"R2-[\d.]+", name) is not None


def check_fields(tally, program):
    code, readme = fields_of_code(), table_of_readme()
    schema = json.loads("\n".join(program.lines("schema", "submission")))
    for home in HOMES.values():
        names = {f"manual_{language}": fields_of_page(language, home) for language in LANGUAGES}
        tally.check(f"fields: {home}", difference("field", table=set(code[home]), README=set(readme[home]),
                                                  schema=set(leads_to(schema, home)), **names))
    formats = table("doc/format.def", r'^FORMAT\(\w+, "([a-z]+)"')
    manual = set(re.findall(r"^\.It Ic ([a-z]+)$", part(page("juten-submission", "en"), "FORMATS"), re.MULTILINE))
    tally.check("formats of submissions", difference("format", table=formats, manual=manual,
                                                     completion=set(program.offered("check", "--input-format", ""))))


def fields_of_page(language, home):
    """The order of sections is the same in both languages."""
    english = re.findall(r"^\.Sh (.*)$", page("juten-submission", "en"), re.MULTILINE)
    index = next(n for n, heading in enumerate(english) if heading.endswith(HEADINGS[home]))
    text = re.split(r"^\.Sh .*$", page("juten-submission", language), flags=re.MULTILINE)[index + 1]
    return set(re.findall(r"^\.It Ic (\w+)", text, re.MULTILINE))


def check_pack(tally, program):
    schema = json.loads("\n".join(program.lines("schema", "pack")))
    for language in LANGUAGES:
        texts = re.split(r"^\.Sh .*$", page("juten-rules", language), flags=re.MULTILINE)
        sections = outer(texts[3])
        tally.check(f"sections of a pack: {language}",
                    difference("section", schema=set(schema["properties"]), manual={name.strip('"') for name in sections["Ic"]}))
        shapes = set(schema["$defs"]) - {name for name, shape in schema["$defs"].items() if isinstance(shape.get("type"), list)}
        tally.check(f"shapes of values: {language}", difference("shape", schema=shapes, manual=outer(texts[4])["Em"]))
    checks = table("rule/check.def", r'^CHECK\(\w+, "(\w+)"')
    manual = set(re.findall(r"^\.It Ic (\w+)$", part(page("juten-rules", "en"), "CHECKS OF FORM RULES"), re.MULTILINE))
    tally.check("checks of form rules", difference("check", table=checks, manual=manual))


def outer(text):
    """{macro: names} of the items of the outer list."""
    depth, found = 0, {"Ic": set(), "Em": set()}
    for line in text.splitlines():
        depth += line.startswith(".Bl") - line.startswith(".El")
        item = re.match(r"\.It (Ic|Em) (.*)", line)
        if item and depth == 1:
            found[item[1]].add(item[2])
    return found


def check_examples(tally, program):
    with tempfile.TemporaryDirectory(prefix="juten-names-") as folder:
        for name in ("submissions", "rules"):
            pathlib.Path(folder, name).symlink_to(REPOSITORY / name)
        pathlib.Path(folder, "juten").symlink_to(program.binary)
        examples = re.findall(r"^\.Dl \$ (.*)$", page("juten", "en"), re.MULTILINE)
        tally.check("there are examples", "" if len(examples) > 3 else str(examples))
        for example in examples:
            run = subprocess.run(["sh", "-c", f"PATH=.:$PATH; {example}"], cwd=folder, stdout=subprocess.PIPE,
                                 stderr=subprocess.STDOUT, check=False, env={"SOURCE_DATE_EPOCH": "1567209600"})
            tally.check(f"example: {example}", "" if run.returncode in (0, 1) and run.stdout else run.stdout.decode())
        for language in LANGUAGES:
            text = re.search(r"^\.Bd -literal.*?\n(.*?)^\.Ed", page("juten-submission", language), re.MULTILINE | re.DOTALL)[1]
            pathlib.Path(folder, "template.yaml").write_text(text.replace("\\&", "").replace("\\e", "\\"))
            run = subprocess.run([program.binary, "check", "--exit-zero", "template.yaml"], cwd=folder, stdout=subprocess.PIPE,
                                 stderr=subprocess.STDOUT, check=False, env={"SOURCE_DATE_EPOCH": "1567209600"})
            tally.check(f"the template of the manual is read: {language}", run.stdout.decode() if run.returncode else "")


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--binary", type=pathlib.Path, default=DEFAULT_BINARY)
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    tally, program = Tally(options.verbose), Program(options.binary)
    check_options(tally, program, check_commands(tally, program))
    check_words(tally, program)
    check_rules(tally, program)
    check_fields(tally, program)
    check_pack(tally, program)
    check_examples(tally, program)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
