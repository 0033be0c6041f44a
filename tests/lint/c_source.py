"""Reading C just well enough for the lints: comments and literals apart from code, and the shape of functions."""
import re

TOKEN = re.compile(r"""
    (?P<comment>/\*.*?\*/|//[^\n]*)
  | (?P<string>"(?:\\.|[^"\\\n])*")
  | (?P<char>'(?:\\.|[^'\\\n])*')
""", re.VERBOSE | re.DOTALL)


def blank(text):
    """As many characters and lines, nothing to see."""
    return re.sub(r"[^\n]", " ", text)


class Source:
    """One file, taken apart. code: literals and comments blanked, same length and lines; lists of (line, text)."""

    def __init__(self, text):
        self.text = text
        self.comments, self.strings = [], []
        code = []
        end = 0
        for found in TOKEN.finditer(text):
            code.append(text[end:found.start()])
            line = text.count("\n", 0, found.start()) + 1
            piece = found.group()
            if found.lastgroup == "comment":
                self.comments.append((line, piece))
                code.append(blank(piece))
            else:
                self.strings.append((line, piece))
                code.append(piece[0] + blank(piece[1:-1]) + piece[-1])
            end = found.end()
        code.append(text[end:])
        self.code = "".join(code)

    def find(self, pattern):
        """(line, match) of a pattern in the code."""
        for found in re.finditer(pattern, self.code):
            yield self.code.count("\n", 0, found.start()) + 1, found

    def includes(self):
        """(line, name, quoted) of every #include; name is None when a macro hides it."""
        for found in re.finditer(r'^[ \t]*#[ \t]*include[ \t]+([^\n]*)', self.text, re.MULTILINE):
            line = self.text.count("\n", 0, found.start()) + 1
            name = re.match(r'"([^"]+)"|<([^>]+)>', found.group(1))
            yield line, name and (name.group(1) or name.group(2)), bool(name and name.group(1))

    def without_directives(self):
        """The code with preprocessor lines blanked too."""
        directive = re.compile(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", re.MULTILINE)
        return directive.sub(lambda found: blank(found.group()), self.code)

    def declarations(self):
        """(first line, last line, name) of every function declaration at file level that is not static or a typedef."""
        code = self.without_directives()
        depth = begin = 0
        for index, char in enumerate(code):
            if char == "{":
                depth += 1
            elif char == "}":
                depth -= 1
                if depth == 0:
                    begin = index + 1
            elif char == ";" and depth == 0:
                text = code[begin:index]
                found = re.match(r"\s*(?!static\b|typedef\b|extern\b|_Static_assert\b)[\w\s*]*?\b(\w+)\s*\(", text)
                if found and not re.match(r"\s*(struct|enum|union)\s+\w+\s*$", text):
                    skipped = len(text) - len(text.lstrip())
                    first = code.count("\n", 0, begin + skipped) + 1
                    yield first, code.count("\n", 0, index) + 1, found.group(1)
                begin = index + 1


class Nesting:
    """Depth of control statements in a function body, braces or not; `else if` is no step down."""

    WORD = re.compile(r"[A-Za-z_]\w*|\d\w*|[^\s\w]")

    def __init__(self, body):
        self.tokens = self.WORD.findall(body)
        self.at = self.deepest = 0

    def measure(self):
        while self.at < len(self.tokens):
            self.statement(0)
        return self.deepest

    def peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def skip_balanced(self):
        """Over one (…), […] or {…}, or one token."""
        pairs = {"(": ")", "[": "]", "{": "}"}
        closing = pairs.get(self.peek())
        self.at += 1
        if closing:
            while self.at < len(self.tokens) and self.peek() != closing:
                self.skip_balanced()
            self.at += 1

    def statement(self, depth):
        word = self.peek()
        if word == "{":
            self.at += 1
            while self.peek() not in ("}", ""):
                self.statement(depth)
            self.at += 1
        elif word in ("if", "for", "while", "switch"):
            self.at += 1
            self.skip_balanced()
            self.inner(depth)
            if word == "if" and self.peek() == "else":
                self.at += 1
                if self.peek() == "if":
                    self.statement(depth)
                else:
                    self.inner(depth)
        elif word == "do":
            self.at += 1
            self.inner(depth)
            self.simple()
        elif word in ("case", "default"):
            while self.peek() not in (":", ""):
                self.skip_balanced()
            self.at += 1
        elif self.tokens[self.at + 1:self.at + 2] == [":"] and re.match(r"\w", word):
            self.at += 2
        else:
            self.simple()

    def inner(self, depth):
        self.deepest = max(self.deepest, depth + 1)
        self.statement(depth + 1)

    def simple(self):
        while self.peek() not in (";", "}", ""):
            self.skip_balanced()
        if self.peek() == ";" or not self.peek():
            self.at += 1


def body_of(code, first_line, last_line):
    """The text between the braces of the function on these lines of directive-free code."""
    text = "\n".join(code.split("\n")[first_line - 1:last_line])
    return text[text.find("{") + 1:text.rfind("}")]
