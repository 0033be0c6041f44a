#!/usr/bin/env python3
"""The check of pages can fail: pages that are wrong in one thing each, and one that is right."""
import contextlib
import io
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from readme import check_page  # noqa: E402
from tally import Tally  # noqa: E402

RIGHT = """<!-- file: a/b.txt -->
```
one
two
```

```console
$ export WHO='a reader'
$ cat a/b.txt; echo "$WHO"
one
…
a re…r
$ unset WHO
$ echo "[$WHO]"
[]
$ cp a/b.txt c.txt
```

<!-- by hand: test -f c.txt -->
"""
WRONG = (("a line that is not printed", "…\na re…r", "three\na re…r"),
         ("a line too many", "one\n…\n", "one\n"),
         ("output that is not shown", "[]\n", ""),
         ("a step by hand that fails", "test -f c.txt", "test -f d.txt"),
         ("a page without a command", RIGHT, "# Nothing\n"))


def failures(text):
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        page = pathlib.Path(folder, "page.md")
        page.write_text(text)
        check_page(tally, str(page))
    return tally.failed


def main():
    tally = Tally()
    tally.check("a page that is right", f"{failures(RIGHT)} failures" if failures(RIGHT) else None)
    for name, old, new in WRONG:
        failed = failures(RIGHT.replace(old, new, 1))
        tally.check(f"is seen: {name}", None if failed == 1 else f"{failed} failures instead of 1")
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
