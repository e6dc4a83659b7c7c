"""Rules of the house that no ready-made linter knows; prints what breaks them and fails."""

import ast
import re
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
LONGEST_FILE = 500
RECORD_WRITES = {"save", "bulk_create", "bulk_update", "delete"}
QUERY_WRITES = {"create", "update", "get_or_create", "update_or_create"}  # of a queryset; others have them too
QUERYING = {"objects", "filter", "exclude", "all"}
NO_RECORDS = (  # what is kept beside the records and never enters the ledger
    "tandem/operation/desk/looking/",  # who has a ticket open, for ninety seconds
    "tandem/operation/mail/mailboxes/",  # sealed secrets, and how far a mailbox was read
    "tandem/support/notices/",  # which lines were told to whom
    "tandem/operation/releases/pipelines/messages.py",  # which messages came
    "tandem/support/webhooks/telling.py",  # how far the ledger was told
)
MAY_WRITE = (
    "tandem/ground/",
    "tandem/proof/conformity/",
    "tandem/proof/reporting/word.py",  # saves a document, not a record
    "tandem/faces/cli/",
    "tandem/sqlite/",
    *NO_RECORDS,
)
MAY_NAME_MODELS = ("tandem/ground/", "tandem/replaying.py")
OWN = ("tandem", "tests", "benchmarks", "docs")
KINDS = ("tandem/ground/kernel/kinds/", "tandem/ground/kernel/fields.py")
OWN_FIELDS = "Words|Records|Structure|Money|Percentage|Duration|LongDuration|Vague|Level"
FIELD_CLASS = re.compile(rf"(?!Model)\w*Field|ForeignKey|{OWN_FIELDS}")
WORDS = re.compile(r"/work/|/root/|crispy|pypi\.org|registry\.npmjs", re.IGNORECASE)


def sources() -> list[Path]:
    """Every Python file of the product."""
    return [path for path in sorted((ROOT / "tandem").rglob("*.py")) if "migrations" not in path.parts]


def complaints(path: Path) -> list[str]:
    """What is wrong with one file."""
    text = path.read_text(encoding="utf-8")
    name = path.relative_to(ROOT).as_posix()
    found = []
    if text.count("\n") > LONGEST_FILE:
        found.append(f"{name}: more than {LONGEST_FILE} lines; split it by subject")
    if WORDS.search(text):
        found.append(f"{name}: names a place or tool that does not belong here: {WORDS.search(text)[0]}")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ExceptHandler) and node.type is None:
            found.append(f"{name}:{node.lineno}: a bare except")
        if _asks_for_a_field_class(node) and not name.startswith(KINDS):
            found.append(f"{name}:{node.lineno}: asks for the class of a model field; see ground.kernel.kinds.table")
        if _writes(node) and not name.startswith(MAY_WRITE) and "/tests/" not in name:
            found.append(f"{name}:{node.lineno}: a write that goes round ground.kernel.writing")
        if _asks_for_a_model_by_name(node) and not name.startswith(MAY_NAME_MODELS) and "/tests/" not in name:
            found.append(f"{name}:{node.lineno}: a model by its name; import it, or ask the register")
    return found


def _asks_for_a_field_class(node: ast.AST) -> bool:
    """Whether something is made to depend on the class of a model field; the table of kinds alone knows those."""
    match node:
        case ast.Call(func=ast.Name(id="isinstance" | "issubclass"), args=[_asked, classes]):
            return any(_is_field_class(part) for part in ast.walk(classes))
        case ast.Tuple(elts=parts) | ast.Dict(keys=parts):
            return any(isinstance(part, ast.Attribute) and _is_field_class(part) for part in parts)
    return False


def _is_field_class(node: ast.AST) -> bool:
    name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
    return FIELD_CLASS.fullmatch(name) is not None


def _writes(node: ast.AST) -> bool:
    """Whether records are written by their own methods: of a record, or of what was asked of the database."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    if node.func.attr in QUERY_WRITES:
        return any(isinstance(part, ast.Attribute) and part.attr in QUERYING for part in ast.walk(node.func.value))
    is_module = isinstance(node.func.value, ast.Name) and node.func.value.id in ("writing", "views")
    return node.func.attr in RECORD_WRITES and not is_module


def _asks_for_a_model_by_name(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "get_model"


def unused(paths: list[Path]) -> list[str]:
    """Functions that nothing in the project names, beside where they are defined; what a decorator takes is used."""
    files = [path for folder in OWN for kind in ("*.py", "*.html") for path in (ROOT / folder).rglob(kind)]
    texts = [path.read_text(encoding="utf-8") for path in files]
    named = Counter(word for text in texts for word in re.findall(r"\w+", text))
    return [
        f"{path.relative_to(ROOT).as_posix()}:{node.lineno}: nothing uses {node.name}"
        for path in paths
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.decorator_list and named[node.name] == 1
        if not node.name.startswith("test_")
    ]


def main() -> int:
    """Print every complaint; 1 when there is one."""
    found = [complaint for path in sources() for complaint in complaints(path)] + unused(sources())
    for complaint in found:
        print(complaint)  # noqa: T201  this is a command
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
