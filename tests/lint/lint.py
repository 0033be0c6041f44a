#!/usr/bin/env python3
"""The laws of the house, checked by machine. One function per law; each gives what it found, as `file:line: words`.

usage: lint.py [--root FOLDER] [LAW…]       LAW: a name out of LAWS below; without one, all
Prints `ok` or `not ok` per law and closes with counts. selftest.py proves that every law can fail.
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support")]
from c_source import Nesting, Source, body_of  # noqa: E402
from pages import links, paths  # noqa: E402
from tally import Tally  # noqa: E402

ROOMS = ["base", "text", "doc", "rule", "eval", "review", "report", "lsp", "cli"]
STANDARD_HEADERS = set("""
    assert complex ctype errno fenv float inttypes iso646 limits locale math setjmp signal stdalign stdarg stdatomic
    stdbool stddef stdint stdio stdlib stdnoreturn string tgmath threads time uchar wchar wctype
    aio cpio dirent dlfcn fcntl fnmatch ftw glob grp iconv langinfo libgen monetary mqueue ndbm netdb nl_types poll
    pthread pwd regex sched search semaphore spawn strings syslog tar termios trace ulimit unistd utime utmpx wordexp
    arpa/inet net/if netinet/in sys/ioctl sys/ipc sys/mman sys/msg sys/resource sys/select sys/sem sys/shm sys/socket
    sys/stat sys/statvfs sys/time sys/times sys/types sys/uio sys/un sys/utsname sys/wait""".split())
JAPANESE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
NOTATION = re.compile("[0-9〇一二三四五六七八九十百千万億兆円年度月日令和平成昭元第数項目号()（）]+")
FUNCTION_LINES, FUNCTION_P95, FILE_LINES, NESTING = 80, 45, 600, 3


class Tree:
    """The files of one source tree, read once."""

    SKIPPED = {".git", "build", "__pycache__"}

    def __init__(self, root):
        self.root = pathlib.Path(root).resolve()
        self.files = []
        for folder, folders, names in os.walk(self.root):
            folders[:] = sorted(name for name in folders if name not in self.SKIPPED)
            names = sorted(name for name in names if name not in self.SKIPPED)  # in a worktree .git is a file
            self.files += [pathlib.Path(folder, name).relative_to(self.root).as_posix() for name in names]
        self._sources = {}

    def named(self, *prefixes, ends=("",)):
        return [path for path in self.files if path.startswith(prefixes) and path.endswith(tuple(ends))]

    def text(self, path):
        return (self.root / path).read_text(encoding="utf-8", errors="surrogateescape")

    def source(self, path):
        if path not in self._sources:
            self._sources[path] = Source(self.text(path))
        return self._sources[path]

    def code(self):
        """Paths of C code under src/."""
        return self.named("src/", ends=(".c", ".h", ".def"))


def room_of(path):
    """The room of src/<room>/file, or of the facade: None."""
    parts = path.split("/")
    return parts[1] if len(parts) > 2 else None


# ---- law 1
def includes(tree):
    """A file includes its own room and rooms to its left, as "room/file.h"; no cycles between files."""
    problems = []
    edges = {}
    stems = {stem(path[4:]) for path in tree.code()}
    for path in tree.code():
        for line, name, quoted in tree.source(path).includes():
            if name is None or quoted or name.split("/")[0] in ROOMS:
                problem = include_problem(tree, path, name, quoted)
                if problem:
                    problems.append(f"{path}:{line}: {problem}")
                elif not name.endswith(".def"):
                    edges.setdefault(module(path[4:], stems), {}).setdefault(module(name, stems), f"{path}:{line}")
    return problems + cycles(edges)


def module(name, stems):
    """The .c/.h pair that a file belongs to; room/thing_part.h is a part of room/thing where that exists."""
    name = stem(name)
    parts = name.split("_")
    return next((whole for whole in ("_".join(parts[:end]) for end in range(1, len(parts))) if whole in stems), name)


def stem(name):
    return re.sub(r"\.[a-z]+$", "", name)


def is_facade(path):
    """One of the files behind juten.h, which itself is none of them."""
    return re.fullmatch(r"src/juten(_[a-z]+)?\.(c|h)", path) and path != "src/juten.h"


def include_problem(tree, path, name, quoted):
    if name is None:
        return "an #include must name its file"
    if not quoted:
        return f"<{name}> is our own file: write \"{name}\""
    room = room_of(path)
    if name == "juten.h":
        if room in (None, "cli", "lsp"):
            return None
        return "juten.h is the facade's: rooms don't include it"
    if name == "juten_private.h" and is_facade(path):
        return None
    if not re.fullmatch(r"[a-z]+/[a-z0-9_]+\.(h|def)", name) or name.split("/")[0] not in ROOMS:
        return f'"{name}" must be written "room/file.h"'
    if "src/" + name not in tree.files:
        return f'"{name}" does not exist'
    target = name.split("/")[0]
    if path == "src/juten.h":
        return "juten.h is installed alone and includes no room"
    if is_facade(path):
        return "the facade stands behind cli" if target == "cli" else None
    if path == "src/cli/check.c" and target != "cli":
        return "check is written on juten.h alone"
    if ROOMS.index(target) > ROOMS.index(room):
        return f"{room}/ must not know {target}/ (it stands to the right)"
    return None


def cycles(edges):
    """Groups of .c/.h pairs that reach each other through includes, each named by one way round."""
    found, seen = [], set()

    def walk(node, path):
        if node in path:
            ring = path[path.index(node):]
            if frozenset(ring) not in seen:
                seen.add(frozenset(ring))
                found.append(f"{edges[ring[-1]][node]}: cycle: {' -> '.join(ring + [node])}")
            return
        if node in done:
            return
        for target in sorted(edges.get(node, {})):
            if target != node:
                walk(target, path + [node])
        done.add(node)

    done = set()
    for start in sorted(edges):
        walk(start, [])
    return found


# ---- law 2
def doors(tree):
    """Each dependency's headers are included by one file only."""
    doors_of = {}
    for path in tree.code():
        for line, name, quoted in tree.source(path).includes():
            if name and not quoted and stem(name) not in STANDARD_HEADERS and name.split("/")[0] not in ROOMS:
                doors_of.setdefault(stem(name.split("/")[0]), {})[path] = line
    problems = [f"{path}:{line}: cmocka belongs to the tests" for path, line in doors_of.pop("cmocka", {}).items()]
    for name, files in sorted(doors_of.items()):
        if len(files) > 1:
            problems += [f"{path}:{line}: {name} has more than one door" for path, line in sorted(files.items())]
    return problems


# ---- law 3
def policy(tree):
    """Nothing in src/ knows a clause, a ministry, a term or a year; Japanese stands only in the listed tables."""
    tables, problems = listed_tables(tree)
    names, terms = pack_words(tree)
    japanese = {}
    for path in tree.code():
        source = tree.source(path)
        is_table = path.endswith(".def")
        if is_table and any(JAPANESE.search(text) for _, text in source.strings) and path not in tables:
            problems.append(f"{path}:1: holds Japanese and is not listed in tests/lint/tables.txt")
        for line, text in source.strings:
            if JAPANESE.search(text):
                japanese[path] = japanese.get(path, 0) + 1
            if not is_table and (not text.isascii() or len(re.findall(r"\\x[eE][3-9]|\\u[3-9f]", text)) > 1):
                problems.append(f"{path}:{line}: text outside ASCII in a literal: {text[:40]}")
            known = names if tables.get(path) == "messages" else names | terms
            word = policy_word(text[1:-1], known)
            if word:
                problems.append(f"{path}:{line}: '{word}' is a pack's word")
        if not is_table:
            problems += [f"{path}:{line}: the year {found.group()} in code" for line, found in source.find(YEAR)]
            problems += [f"{path}:{line}: a year in {text}" for line, text in source.strings
                         if re.search(YEAR, text.replace(DIALECT, ""))]
    count = ", ".join(f"{path} {number}" for path, number in sorted(japanese.items()))
    print(f"# literals with Japanese: {count or 'none'}")
    return problems


DIALECT = "json-schema.org/draft/2020-12/"     # a year in the name of a standard, which no guideline decides
YEAR = r"(?<![\w.])(?:200[1-9]|201\d|202\d|203\d)(?!\w)"


def listed_tables(tree):
    """{path: kind} out of tests/lint/tables.txt."""
    tables, problems = {}, []
    listing = "tests/lint/tables.txt"
    for number, line in enumerate(tree.text(listing).splitlines() if listing in tree.files else [], 1):
        if line.strip() and not line.startswith("#"):
            path, kind = line.split()
            tables[path] = kind
            if path not in tree.files or not path.endswith(".def") or kind not in ("messages", "notation"):
                problems.append(f"{listing}:{number}: no such table or kind")
            elif kind == "notation" and room_of(path) not in ("text", "doc"):
                problems.append(f"{listing}:{number}: notation belongs to text/ or doc/")
    return tables, problems


def pack_words(tree):
    """Names and terms of the packs that stand for a guideline: those of pack.yaml, those of its other files."""
    names, terms = set(), set()
    for pack in tree.named("rules/", ends=("/pack.yaml",)):
        if not re.search(r"^guideline:", tree.text(pack), re.MULTILINE):
            continue
        folder = pack[:-len("pack.yaml")]
        identity = re.search(r"^id: *['\"]?([\w-]+)", tree.text(pack), re.MULTILINE)
        if identity:
            names |= {identity.group(1), identity.group(1).upper() + "-"}
        for path in tree.named(folder, ends=(".yaml",)):
            words = set()
            for line in tree.text(path).splitlines():
                line = re.sub(r"(^|\s)#.*", "", line)
                words |= {word.strip() for word in re.split(r"[\[\]{},'\"|>]|:\s|:$|^\s*-\s", line)}
            (names if path == pack else terms).update(word for word in words if is_word(word))
    return names, terms


def is_word(word):
    """Long enough to mean something; ASCII words only with a capital, so that keys of the format are none."""
    if JAPANESE.search(word):
        return len(word) >= 3 and not NOTATION.fullmatch(word)
    return bool(re.fullmatch(r"(?=.*[A-Z])(?!(?:ASCII|JSON|YAML|UTF-8|English)$)[A-Za-z0-9./&-]{3,}", word))


def policy_word(text, words):
    for word in words:
        if word in text and (JAPANESE.search(word) or ascii_word_in(word, text)):
            return word
    return None


def ascii_word_in(word, text):
    end = "" if word.endswith("-") else r"(?![A-Za-z0-9-])"
    return re.search(r"(?<![A-Za-z0-9-])" + re.escape(word) + end, text)


# ---- laws 4 and 9
def quiet(tree):
    """No library room prints, logs, exits, aborts, reads the environment, the locale or a clock."""
    ending = r"exit|_exit|_Exit|quick_exit|abort|raise|kill|syslog|openlog|err|errx|warn|warnx"
    printing = r"v?printf|v?fprintf|v?dprintf|puts|putchar|fputs|fputc|putc|perror|fwrite|write"
    outside = r"getenv|secure_getenv|setenv|putenv|setlocale|newlocale|uselocale|nl_langinfo"
    clocks = r"time|gettimeofday|clock|clock_gettime|timespec_get|localtime(?:_r)?|gmtime(?:_r)?"
    problems = []
    for path in tree.code():
        room = room_of(path)
        if room == "cli":
            continue
        allowed = {"fwrite", "write", "fputs"} if room == "report" else set()
        for line, found in tree.source(path).find(rf"(?<![\w.>])(?:{ending}|{printing}|{outside}|{clocks})(?=\s*\()"):
            if found.group() not in allowed:
                problems.append(f"{path}:{line}: {found.group()}() in a library room")
        problems += [f"{path}:{line}: {found.group()} in a library room"
                     for line, found in tree.source(path).find(r"\b(?:stdout|stderr|environ)\b")]
    return problems + one_clock(tree)


def one_clock(tree):
    """The date is read once, in cli; clock_gettime, for --timings, gives no date."""
    reads = [f"{path}:{line}" for path in tree.named("src/cli/", ends=(".c", ".h"))
             for line, _ in tree.source(path).find(r"(?<![\w.>])(?:time|gettimeofday|timespec_get)(?=\s*\()")]
    return [f"{place}: the date is read in more than one place" for place in reads] if len(reads) > 1 else []


# ---- style: banned functions, money
def banned(tree):
    """No unsafe or locale-dependent functions, no iconv, heap only through base/alloc, no floating point."""
    unsafe = ("strcpy|stpcpy|strcat|sprintf|vsprintf|gets|strtok|atoi|atol|atoll|atof|strtod|strtof|alloca|"
              "v?s?f?scanf|system|popen|tmpnam|mktemp|setjmp|longjmp|isalpha|isalnum|isdigit|isspace|isupper|islower|"
              "toupper|tolower|strcasecmp|strncasecmp|strcoll|iconv|iconv_open")
    heap = "malloc|calloc|realloc|reallocarray|free|strdup|strndup|asprintf|vasprintf|aligned_alloc|getline|getdelim"
    problems = []
    for path in tree.code():
        words = unsafe if path == "src/base/alloc.c" else f"{unsafe}|{heap}"
        problems += [f"{path}:{line}: {found.group()}() is banned"
                     for line, found in tree.source(path).find(rf"(?<![\w.>])(?:{words})(?=\s*\()")]
        if path == "src/doc/xlsx_page.c":    # the library that writes workbooks takes every number so; nothing comes back
            continue
        problems += [f"{path}:{line}: {found.group()}: amounts are exact integers"
                     for line, found in tree.source(path).find(r"\b(?:float|double)\b")]
    return problems


# ---- style: sizes
def sizes(tree):
    """Functions of at most 80 lines, 95 % of them at most 45; files of at most 600; nesting of at most 3."""
    problems = []
    for path in tree.named("src/", "tests/", ends=(".c", ".h", ".py")):
        lines = tree.text(path).count("\n")
        if lines > FILE_LINES:
            problems.append(f"{path}:{lines}: {lines} lines, at most {FILE_LINES}")
    lengths = []
    for path, name, first, last in functions(tree):
        length = last - first + 1
        if path.startswith("src/"):
            lengths.append(length)
        if length > FUNCTION_LINES:
            problems.append(f"{path}:{first}: {name} has {length} lines, at most {FUNCTION_LINES}")
        depth = Nesting(body_of(tree.source(path).without_directives(), first, last)).measure()
        if depth > NESTING:
            problems.append(f"{path}:{first}: {name} nests {depth} deep, at most {NESTING}")
    if lengths:
        lengths.sort()
        p95 = lengths[(len(lengths) * 95 + 99) // 100 - 1]
        median = lengths[len(lengths) // 2]
        print(f"# {len(lengths)} functions, median {median}, p95 {p95}, longest {lengths[-1]} lines")
        if p95 > FUNCTION_P95:
            problems.append(f"src:1: the 95th percentile of function lengths is {p95}, at most {FUNCTION_P95}")
    return problems


def functions(tree):
    """(path, name, first line, last line) of every function, by ctags."""
    paths = tree.named("src/", "tests/", ends=(".c", ".h"))
    if not paths:
        return
    ctags = ["ctags", "--languages=C", "--langmap=C:.c.h", "--c-kinds=f", "--fields=ne", "-f", "-"]
    run = subprocess.run(ctags + paths, cwd=tree.root, stdout=subprocess.PIPE, check=True)
    for row in run.stdout.decode(errors="replace").splitlines():
        fields = row.split("\t")
        numbers = dict(field.split(":", 1) for field in fields if re.fullmatch(r"(?:line|end):\d+", field))
        if len(numbers) == 2:
            yield fields[1], fields[0], int(numbers["line"]), int(numbers["end"])


# ---- style: headers
def headers(tree):
    """A header has its guard, a purpose in its first lines, a comment with every declaration, and compiles alone."""
    problems = []
    for path in tree.named("src/", "tests/support/", ends=(".h",)):
        source = tree.source(path)
        inner = path.split("/", 1)[1]
        guard = re.sub(r"[^A-Z0-9]", "_", inner.upper())
        if not re.search(rf"^#ifndef {guard}\n#define {guard}$", source.text, re.MULTILINE):
            problems.append(f"{path}:1: no guard {guard}")
        if not source.text.startswith("/*"):
            problems.append(f"{path}:1: does not begin with what it is for")
        problems += [f"{path}:{line}: {name} has no comment" for line, name in uncommented(source)]
        run = subprocess.run([os.environ.get("CC", "cc"), "-std=c11", "-D_XOPEN_SOURCE=700", "-Isrc", "-Itests",
                              "-Wall", "-Wextra", "-Werror", "-fsyntax-only", "-x", "c", "-include", path, os.devnull],
                             cwd=tree.root, stderr=subprocess.PIPE, check=False)
        if run.returncode:
            said = run.stderr.decode(errors="replace").splitlines()
            error = next((row for row in said if "error" in row), said[0])
            problems.append(f"{path}:1: does not compile alone: {error}")
    return problems


def uncommented(source):
    """Declarations without a word: none beside them, none above the block of lines that they stand in, none by name."""
    lines = source.text.split("\n")
    said = set(re.findall(r"\w+", " ".join(text for _, text in source.comments)))
    commented = set()
    for line, text in source.comments:
        commented |= set(range(line, line + text.count("\n") + 1))
    for first, last, name in source.declarations():
        top = first
        while top > 1 and lines[top - 2].strip() and not lines[top - 2].startswith("#") and top - 1 not in commented:
            top -= 1
        if name not in said and not commented & set(range(top - 1, last + 1)):
            yield first, name


# ---- style: symbols
def symbols(tree):
    """Every global symbol bears the name of its room; in base/ that of its file; the facade alone says juten."""
    problems = []
    for path in tree.named("src/", ends=(".c",)):
        built = "build/release/" + path[:-2] + ".o"
        if path == "src/cli/main.c" or not (tree.root / built).is_file():
            continue
        name = pathlib.PurePosixPath(path).stem
        prefix = {None: "juten", "base": name}.get(room_of(path), room_of(path))
        run = subprocess.run(["nm", "--defined-only", "--extern-only", "--format=posix", built], cwd=tree.root,
                             stdout=subprocess.PIPE, check=True)
        for row in run.stdout.decode().splitlines():
            symbol = row.split()[0]
            if not symbol.startswith(prefix + "_"):
                problems.append(f"{path}:1: {symbol} should begin with {prefix}_")
    return problems


# ---- README
def readme(tree):
    """README names every option and every exit status, and no option that the command does not have."""
    program = tree.root / "build" / "juten"
    if "README.md" not in tree.files or not program.is_file():
        return []
    text = tree.text("README.md")
    offered = {option for words in (["check"], ["rules"], []) for option in help_options(program, words)}
    said = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text))
    problems = [f"README.md:1: does not name {option}" for option in sorted(help_options(program, ["check"]) - said)]
    for option in sorted(set(re.findall(r"`(--[a-z][a-z-]+)", text)) - offered):
        problems.append(f"README.md:{text[:text.index(option)].count(chr(10)) + 1}: {option} is no option of juten")
    for status in (0, 1, 2):
        if not re.search(rf"^\s*[|*-]\s*`?{status}`?\s*(\||:|–|-)", text, re.MULTILINE):
            problems.append(f"README.md:1: no line of a table or list that says what exit status {status} means")
    return problems


def help_options(program, words):
    run = subprocess.run([program, *words, "--help"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", run.stdout.decode(errors="replace")))


# ---- nothing of this machine
def machine(tree):
    """No path of one machine and no host of a package registry in any file."""
    places = re.compile(r"(?<![\w.*])/(?:%s)/" % "|".join(["work", "farm", "root", "home"]))
    hosts = machine_hosts()
    problems = []
    for path in tree.files:
        data = (tree.root / path).read_bytes()
        if b"\0" in data:
            continue
        for number, line in enumerate(data.decode(errors="replace").splitlines(), 1):
            found = places.search(line)
            if found:
                problems.append(f"{path}:{number}: a path of one machine: {found.group()}")
            problems += [f"{path}:{number}: a host of a package registry" for host in hosts if host in line]
    return problems


def machine_hosts():
    """Hosts that this machine fetches packages from, read from its own configuration."""
    places = [os.path.expanduser("~/.npmrc"), "/etc/pip.conf", os.path.expanduser("~/.config/pip/pip.conf")]
    words = [value for name, value in os.environ.items() if re.search(r"registry|index_url|proxy", name, re.IGNORECASE)]
    words += [pathlib.Path(place).read_text(errors="replace") for place in places if os.access(place, os.R_OK)]
    if shutil.which("apt-get"):
        run = subprocess.run(["apt-get", "indextargets", "--format", "$(SITE)"], stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL, check=False)
        words.append(run.stdout.decode(errors="replace"))
    hosts = {host for text in words for host in re.findall(r"\w+://(?:[^/@\s]*@)?([\w.-]+)", text)}
    return sorted(host for host in hosts if "." in host and not re.fullmatch(r"[\d.]+|localhost.*", host))


LAWS = {law.__name__: law for law in
        (includes, doors, policy, quiet, banned, sizes, headers, symbols, readme, machine, links, paths)}


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--root", default=HERE.parent.parent)
    parser.add_argument("laws", nargs="*", metavar="LAW")
    options = parser.parse_args()
    tree = Tree(options.root)
    tally = Tally(verbose=True)
    for name in options.laws or LAWS:
        tally.check(f"lint {name}: {LAWS[name].__doc__}", "\n".join(LAWS[name](tree)))
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
