"""Strings that people read and that nobody marked for translation: in templates, and in the Python of the faces."""

import ast
import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "tandem/faces/web"
FACES = ("tandem/faces/web", "tandem/faces/intake")
JINJA = re.compile(r"\{#.*?#\}|\{%-?\s*trans\b.*?endtrans\s*-?%\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
READ = ("title", "aria-label", "placeholder", "alt", "data-confirm", "data-of")
UNREAD = ("kbd", "code", "script", "style", "template-name", "pre")
WORD = re.compile(r"[A-Za-z]{2,}")
# Names, units and signs that are the same in every language.
SAME = re.compile(
    r"\b(?:Tandem|ISO|IEC|SHA-\d+|kB|VERIS|CVSS|KEV|EPSS|CSV|XLSX|JSON|PDF|DOCX|OSCAL|API|Ctrl|Esc|px|INC|RISK)\b"
)
NO_TEXT = re.compile(r'="|://')  # parts of a tag that stand in a block of their own, and examples of an address
CLASSES = ("alone", "own.")  # blocks that name a class or the beginning of a field's name
SENTENCE = re.compile(r"[A-Z][a-z]+(?:[ ,][\w“”’'%(){}-]+)+[.?!:…]?")
MARKS = {"_", "_l", "_now", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
SILENT = {"compile", "getLogger", "RuntimeError", "LookupError", "ValueError", "TypeError", "ImproperlyConfigured"}


class Texts(HTMLParser):
    """Every text of a page, and every attribute that is read to somebody, with its line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.inside: list[str] = []
        self.found: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNREAD:
            self.inside.append(tag)
        self.found += [(self.getpos()[0], value) for name, value in attrs if name in READ and value]

    def handle_endtag(self, tag: str) -> None:
        if self.inside and tag == self.inside[-1]:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.found.append((self.getpos()[0], data))


def in_template(path: Path) -> Iterator[str]:
    """What a template says in plain letters."""
    read = Texts()
    read.feed(JINJA.sub(lambda told: " " + "\n" * told[0].count("\n"), path.read_text(encoding="utf-8")))
    for line, text in read.found:
        if WORD.search(SAME.sub("", text)) and not NO_TEXT.search(text) and text.strip() not in CLASSES:
            yield f"{path.relative_to(ROOT)}:{line}: “{' '.join(text.split())[:60]}” is not marked for translation"


def in_python(path: Path) -> Iterator[str]:
    """Sentences in the code of a face that are marked by no gettext."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    excused = {id(part) for node in ast.walk(tree) for part in _excused(node)}
    for node in ast.walk(tree):
        text = node.value.strip() if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
        if SENTENCE.fullmatch(text) and id(node) not in excused:
            yield f"{path.relative_to(ROOT)}:{node.lineno}: “{text[:60]}” is not marked for translation"


def _excused(node: ast.AST) -> Iterator[ast.AST]:
    """Strings that are marked, that nobody but who runs Tandem reads, or that explain the code."""
    if isinstance(node, ast.Call) and (_name(node.func) in MARKS | SILENT or _is_log(node.func)):
        for part in (*node.args, *(word.value for word in node.keywords)):
            yield from ast.walk(part)
    if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and node.body:
        first = node.body[0]
        if isinstance(first, ast.Expr):
            yield first.value
    is_check = isinstance(node, ast.FunctionDef) and node.name.startswith("check_")  # for who runs Tandem
    if is_check or isinstance(node, ast.Compare):
        yield from ast.walk(node)


def _is_log(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and _name(node.value) == "logger"


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def every() -> list[str]:
    """Each string that is not marked, with its place."""
    pages = [told for path in sorted(TEMPLATES.rglob("*.html")) for told in in_template(path)]
    sources = [path for face in FACES for path in sorted((ROOT / face).rglob("*.py")) if "tests" not in path.parts]
    return pages + [told for path in sources for told in in_python(path)]


def main() -> int:
    """Print every string that is not marked; 1 when there is one."""
    found = every()
    for told in found:
        print(told)  # noqa: T201  this is a command
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
