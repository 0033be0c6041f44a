#!/usr/bin/env python3
"""A lint that cannot fail proves nothing: each law is shown a small tree that keeps it and trees that break it."""
import contextlib
import io
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support")]
import lint  # noqa: E402
from tally import Tally  # noqa: E402

PACK = """format: juten-pack/1
id: x9
guideline: {title: 試験方針}
ministries:
  - name: 架空保安庁
    aliases: [FSA-X]
"""
BUF_H = """/* base/buf - bytes. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

/* Adds. */
int buf_add(int a);

#endif
"""
BUF_C = """#include "base/buf.h"

#include <string.h>

int buf_add(int a)
{
    return a + 1;
}
"""
FOLD_H = """/* text/fold - 例: folding; text_fold folds. */
#ifndef TEXT_FOLD_H
#define TEXT_FOLD_H

#include "base/buf.h"

int text_fold(int a);

#endif
"""
FOLD_C = """#include "text/fold.h"

#include "text/fold_part.h"

#include <utf8proc.h>

int text_fold(int a)
{
    if (a) {
        a = 2;
    } else if (a > 3) {
        for (; a;) {
            while (a) a--;
        }
    }
    return a; /* free() in 2019 */
}
"""
MAIN_C = """#include "text/fold.h"

#include <stdio.h>

int main(void)
{
    printf("%d", text_fold(1));
    return 0;
}
"""
README = """| `0` | fine |
| `1` | findings |
| `2` | trouble |

`--quiet` and `--pack`.
"""
GOOD = {
    "src/base/buf.h": BUF_H,
    "src/base/buf.c": BUF_C,
    "src/text/fold.h": FOLD_H,
    "src/text/fold.c": FOLD_C,
    "src/text/fold_part.h": FOLD_H.replace("FOLD_H", "FOLD_PART_H").replace("base/buf.h", "text/fold.h"),
    "src/text/unit.def": 'UNIT("円", 1)\n',
    "src/cli/main.c": MAIN_C,
    "tests/lint/tables.txt": "# tables\nsrc/text/unit.def notation\n",
    "rules/x9/pack.yaml": PACK,
    "rules/x9/concepts.yaml": "concepts:\n  a:\n    terms: [架空の語, WidgetNet]\n",
    "README.md": README,
    "build/juten": "#!/bin/sh\necho '  -q, --quiet  --pack NAME'\n",
}


def function(name, lines):
    return f"static int {name}(void)\n{{\n" + "    ;\n" * (lines - 4) + "    return 0;\n}\n\n"


DEEP = """int text_fold(int a)
{
    for (; a;)
        if (a)
            while (a > 2)
                do a--;
                while (a);
    return a;
}
"""
UNCOMMENTED = """/* a */
#ifndef BASE_A_H
#define BASE_A_H

struct a {
    int b; /* c */
};

int a_go(void);
int a_come(void); /* comes */

#endif
"""
MACHINE = "/" + "work/"
# law, what is put into the good tree, words that the objection must hold
BAD = [
    ("includes", {"src/base/buf.c": '#include "text/fold.h"\n'}, "base/ must not know text/"),
    ("includes", {"src/base/buf.c": '#include "buf.h"\n'}, 'must be written "room/file.h"'),
    ("includes", {"src/base/buf.c": '#include "../base/buf.h"\n'}, 'must be written "room/file.h"'),
    ("includes", {"src/base/buf.c": "#include <base/buf.h>\n"}, "our own file"),
    ("includes", {"src/base/buf.c": "#include HEADER\n"}, "must name its file"),
    ("includes", {"src/base/buf.c": '#include "base/gone.h"\n'}, "does not exist"),
    ("includes", {"src/base/buf.c": '#include "juten.h"\n', "src/juten.h": ""}, "the facade's"),
    ("includes", {"src/juten.h": '#include "base/buf.h"\n'}, "installed alone"),
    ("includes", {"src/cli/check.c": '#include "text/fold.h"\n'}, "written on juten.h alone"),
    ("includes", {"src/text/a.h": '#include "text/b.h"\n', "src/text/b.h": "", "src/text/b.c": '#include "text/a.h"\n'},
     "cycle"),
    ("includes", {"src/text/a.c": '#include "text/b.h"\n', "src/text/b.c": '#include "text/a.h"\n', "src/text/a.h": "",
                  "src/text/b.h": ""}, "cycle: text/a -> text/b -> text/a"),
    ("doors", {"src/text/fold2.c": "#include <utf8proc.h>\n"}, "utf8proc has more than one door"),
    ("doors", {"src/text/a.c": "#include <nettle/sha2.h>\n", "src/base/a.c": "#include <nettle/md5.h>\n"},
     "nettle has more"),
    ("doors", {"src/base/a.c": "#include <cmocka.h>\n"}, "belongs to the tests"),
    ("policy", {"src/text/a.c": 'const char *a = "億";\n'}, "outside ASCII"),
    ("policy", {"src/text/a.c": 'const char *a = "\\xE9\\x87\\x8D\\xE7\\x82\\xB9";\n'}, "outside ASCII"),
    ("policy", {"src/text/other.def": 'UNIT("億", 1)\n'}, "not listed"),
    ("policy", {"tests/lint/tables.txt": "src/text/unit.def notation\nsrc/text/gone.def notation\n"}, "no such table"),
    ("policy", {"tests/lint/tables.txt": "src/text/unit.def notation\nsrc/cli/a.def notation\n",
                "src/cli/a.def": 'A("億")\n'}, "belongs to text/ or doc/"),
    ("policy", {"src/text/unit.def": 'UNIT("架空の語", 1)\n'}, "'架空の語' is a pack's word"),
    ("policy", {"src/text/unit.def": 'UNIT("架空保安庁が", 1)\n', "tests/lint/tables.txt": "src/text/unit.def messages\n"},
     "pack's word"),
    ("policy", {"src/text/a.c": 'const char *a = "a WidgetNet here";\n'}, "'WidgetNet' is a pack's word"),
    ("policy", {"src/text/a.c": 'const char *a = "X9-2.1";\n'}, "'X9-' is a pack's word"),
    ("policy", {"src/text/a.c": "int a = 2019;\n"}, "the year 2019"),
    ("policy", {"src/text/a.c": 'const char *a = "since 2020";\n'}, "a year in"),
    ("quiet", {"src/base/a.c": 'void a(void) { printf("x"); }\n'}, "printf() in a library room"),
    ("quiet", {"src/base/a.c": "void a(void) { exit(1); }\n"}, "exit() in a library room"),
    ("quiet", {"src/report/a.c": "void a(void) { abort (); }\n"}, "abort() in a library room"),
    ("quiet", {"src/eval/a.c": "long a(void) { return time(0); }\n"}, "time() in a library room"),
    ("quiet", {"src/text/a.c": 'char *a(void) { return getenv("A"); }\n'}, "getenv()"),
    ("quiet", {"src/report/a.c": "void *a(void) { return stdout; }\n"}, "stdout in a library room"),
    ("quiet", {"src/cli/a.c": "long a(void) { return time(0) + time(0); }\n"}, "more than one place"),
    ("banned", {"src/base/a.c": "void a(char *b) { strcpy(b, b); }\n"}, "strcpy() is banned"),
    ("banned", {"src/base/a.c": "void a(char *b) { free(b); }\n"}, "free() is banned"),
    ("banned", {"src/base/alloc.c": "int a(char *b) { return atoi(b); }\n"}, "atoi() is banned"),
    ("banned", {"src/doc/a.c": "double a(void);\n"}, "double: amounts"),
    ("sizes", {"src/base/a.c": function("a", 81)}, "a has 81 lines"),
    ("sizes", {"src/base/a.c": function("a", 46)}, "95th percentile"),
    ("sizes", {"src/base/a.c": "\n" * 601}, "601 lines"),
    ("sizes", {"tests/unit/base/test_a.c": "\n" * 601}, "601 lines"),
    ("sizes", {"src/text/fold.c": DEEP}, "nests 4 deep"),
    ("headers", {"src/base/buf.h": "/* base/buf */\n#ifndef BUF_H\n#define BUF_H\n#endif\n"}, "no guard BASE_BUF_H"),
    ("headers", {"src/base/a.h": "#ifndef BASE_A_H\n#define BASE_A_H\n#endif\n"}, "what it is for"),
    ("headers", {"src/base/a.h": UNCOMMENTED.replace("go(void)", "go(size_t a)")}, "does not compile alone"),
    ("headers", {"src/base/a.h": UNCOMMENTED}, "a_go has no comment"),
    ("symbols", {"src/base/a.c": "int b_go(void);\nint b_go(void) { return 0; }\n"}, "b_go should begin with a_"),
    ("symbols", {"src/text/a.c": "int fold = 3;\n"}, "fold should begin with text_"),
    ("symbols", {"src/juten.c": "int check(void) { return 0; }\n"}, "check should begin with juten_"),
    ("readme", {"README.md": README.replace("--quiet", "quiet")}, "does not name --quiet"),
    ("readme", {"README.md": README + "`--loud`\n"}, "--loud is no option"),
    ("readme", {"README.md": README.replace("| `1` |", "| one |")}, "exit status 1"),
    ("links", {"docs/a.md": "see [b](b.md)\n"}, "docs/a.md:1: b.md leads nowhere"),
    ("links", {"docs/a.md": "# A\n\nsee [b](../README.md#no-such)\n"}, "docs/a.md:3: ../README.md#no-such: README.md has no"),
    ("links", {"docs/a.md": "# A b\n\n# A b\n\n[1](#a-b-1) [2](#a-b-2)\n"}, "#a-b-2: docs/a.md has no heading"),
    ("links", {"docs/a.md": "```\n# A\n```\n[1](#a)\n"}, "docs/a.md:4: #a: docs/a.md has no heading"),
    ("paths", {"CONTRIBUTING.md": "see `src/base/gone.c`\n"}, "CONTRIBUTING.md:1: there is no src/base/gone.c"),
    ("paths", {"docs/a.md": "see `tests/unit/<room>/test_gone*.c`\n"}, "there is no tests/unit/<room>/test_gone*.c"),
    ("machine", {"README.md": f"see {MACHINE}x\n"}, "README.md:1: a path of one machine"),
    ("machine", {".npmrc-like": "registry=http://packages.example.test/npm\n"}, "host of a package registry"),
]


def lay_out(root, files):
    for name, content in files.items():
        path = pathlib.Path(root, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    pathlib.Path(root, "build", "juten").chmod(0o755)


def compile_objects(root):
    for path in pathlib.Path(root, "src").rglob("*.c"):
        target = pathlib.Path(root, "build", "release", path.relative_to(root)).with_suffix(".o")
        target.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run([os.environ.get("CC", "cc"), "-w", "-Isrc", "-c", path, "-o", target], cwd=root, check=True)


def objections(law, changes):
    """What the law says about the good tree with these changes."""
    with tempfile.TemporaryDirectory(prefix="juten-lint-") as root:
        lay_out(root, {**GOOD, **changes})
        if law == "symbols":
            compile_objects(root)
        with contextlib.redirect_stdout(io.StringIO()):
            return lint.LAWS[law](lint.Tree(root))


def main():
    tally = Tally()
    os.environ["npm_config_registry"] = "http://packages.example.test/npm"
    for law in lint.LAWS:
        tally.check(f"{law}: has nothing against a good tree", "\n".join(objections(law, {})))
        if law not in {bad[0] for bad in BAD}:
            tally.check(f"{law}: is shown to fail", "no bad tree")
    for law, changes, words in BAD:
        said = "\n".join(objections(law, changes))
        tally.check(f"{law}: objects: {words}", None if words in said else f"it said only: {said or 'nothing'}")
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
