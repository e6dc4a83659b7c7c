"""Rules of the house that no ready-made linter knows; prints what breaks them and fails."""

import ast
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
LONGEST_FILE = 500
RECORD_WRITES = {"save", "bulk_create", "bulk_update", "delete"}
MAY_WRITE = (
    "tandem/ground/",
    "tandem/proof/conformity/",
    "tandem/proof/reporting/word.py",  # saves a document, not a record
    "tandem/faces/cli/",
    "tandem/sqlite/",
)
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
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in RECORD_WRITES
        and not (isinstance(node.func.value, ast.Name) and node.func.value.id in ("writing", "views", "found"))
    )


def main() -> int:
    """Print every complaint; 1 when there is one."""
    found = [complaint for path in sources() for complaint in complaints(path)]
    for complaint in found:
        print(complaint)  # noqa: T201  this is a command
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
