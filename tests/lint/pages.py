"""Laws about the pages: what they link to and what they name is there."""
import fnmatch
import posixpath
import re

FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.*?)\s*$", re.MULTILINE)
NAMED = re.compile(r"`((?:src|tests|rules|docs|submissions|packaging)/[^`\s]*)`")


def pages(tree):
    return [path for path in tree.files
            if path in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md") or re.fullmatch(r"docs/.*\.md", path)]


def without_blocks(text):
    """Code blocks emptied, line for line."""
    return FENCE.sub(lambda block: "\n" * block.group().count("\n"), text)


def line_of(text, at):
    return text.count("\n", 0, at) + 1


def anchors(text):
    """The names under which code hosts let headings be linked to; one that is there already gets -1, -2, …"""
    found = set()
    for heading in HEADING.findall(without_blocks(text)):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        slug = re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
        name, count = slug, 0
        while name in found:
            count += 1
            name = f"{slug}-{count}"
        found.add(name)
    return found


def is_there(tree, path):
    """A file, a folder with files, or a pattern that meets some."""
    pattern = path.rstrip("/")
    return any(fnmatch.fnmatchcase(name, pattern) or fnmatch.fnmatchcase(name, pattern + "/*") for name in tree.files)


def wrong_link(tree, page, target):
    path, _, anchor = target.partition("#")
    goal = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    if not is_there(tree, goal):
        return f"{target} leads nowhere"
    if anchor and (not goal.endswith(".md") or anchor not in anchors(tree.text(goal))):
        return f"{target}: {goal} has no heading of this name"
    return None


def links(tree):
    """Links between pages, to files and to headings lead somewhere."""
    problems = []
    for page in pages(tree):
        text = without_blocks(tree.text(page))
        for found in LINK.finditer(text):
            wrong = None if re.match(r"[a-z]+:", found[1]) else wrong_link(tree, page, found[1])
            if wrong:
                problems.append(f"{page}:{line_of(text, found.start())}: {wrong}")
    return problems


def paths(tree):
    """Files and folders that a page names are there; <x>, * and … in a name stand for anything."""
    problems = []
    for page in pages(tree):
        text = without_blocks(tree.text(page))
        for found in NAMED.finditer(text):
            if not is_there(tree, re.sub(r"<[^>]*>|…", "*", found[1])):
                problems.append(f"{page}:{line_of(text, found.start())}: there is no {found[1]}")
    return problems
