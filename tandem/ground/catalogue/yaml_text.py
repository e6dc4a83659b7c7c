"""Reading YAML that may be hostile, keeping the line of every value.

Only plain data is read: no tags of other languages, no anchors (so no expansion bombs), no repeated keys,
bounded size and depth.
"""

from math import isfinite
from pathlib import Path
from typing import Any

import yaml
from yaml.constructor import ConstructorError, SafeConstructor

from tandem.ground.catalogue.errors import LibraryError

BYTE_LIMIT = 16 * 1024 * 1024
VALUE_LIMIT = 2_000_000
DEPTH_LIMIT = 40
TOO_DEEP = f"Nested more than {DEPTH_LIMIT} levels deep."
NUMBER_LIMIT = 40  # characters; longer ones cost quadratic time to read
CORE = "tag:yaml.org,2002:"
TEXT_TAGS = frozenset({f"{CORE}str", f"{CORE}timestamp"})  # dates stay as they are written
OTHER_TAGS = frozenset({f"{CORE}int", f"{CORE}float", f"{CORE}bool", f"{CORE}null"})

Step = str | int
JSON = Any


class Document:
    """A YAML file as plain data that still knows on which line each value stands."""

    def __init__(self, file: str, root: yaml.Node) -> None:
        self.file = file
        self._root = root
        self.data: JSON = _Reader(file).read(root, 0)

    def as_written(self) -> JSON:
        """The same data with every value as the text that stands there, so that 5.30 is not 5.3."""
        return _Reader(self.file, keeps_text=True).read(self._root, 0)

    def line(self, *path: Step) -> int:
        """The line of the value at this path, or of the nearest thing around it that exists."""
        node = self._root
        line = _line(node)
        for step in path:
            child = _child(node, step)
            if child is None:
                break
            node, line = child
        return line

    def error(self, message: str, *path: Step) -> LibraryError:
        """An error at the value of this path."""
        return LibraryError(self.file, self.line(*path), message)


def read_path(path: Path, name: str = "") -> Document:
    """The file as a Document, called `name` in errors; raises LibraryError when it is not usable YAML."""
    name = name or path.name
    try:
        if path.stat().st_size > BYTE_LIMIT:
            raise LibraryError(name, 0, f"The file is larger than {BYTE_LIMIT // 1024 // 1024} MB; a library never is.")
        return read_bytes(path.read_bytes(), name)
    except OSError as problem:
        raise LibraryError(name, 0, f"The file cannot be read: {problem.strerror or problem}.") from problem


def read_bytes(raw: bytes, name: str) -> Document:
    """These bytes as a Document, called `name` in errors; raises LibraryError when they are not usable YAML."""
    if len(raw) > BYTE_LIMIT:
        raise LibraryError(name, 0, f"The file is larger than {BYTE_LIMIT // 1024 // 1024} MB; a library never is.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        raise LibraryError(name, line, "The file is not UTF-8 text; save it as YAML in UTF-8.") from problem
    try:
        _refuse_bombs(text, name)
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        complaint = problem.problem or problem.context or "it breaks off"
        if "nesting depth" in complaint:  # some builds of libyaml stop by themselves, while they look ahead
            raise LibraryError(name, mark.line + 1 if mark else 0, TOO_DEEP) from problem
        raise LibraryError(name, mark.line + 1 if mark else 0, f"This is not valid YAML: {complaint}.") from problem
    except yaml.YAMLError as problem:
        raise LibraryError(name, 0, f"This is not valid YAML: {problem}.") from problem
    if root is None:
        raise LibraryError(name, 0, "The file is empty.")
    return Document(name, root)


def _refuse_bombs(text: str, name: str) -> None:
    """Raise LibraryError, before anything is built, for a text that is too deep, too long or repeats itself."""
    depth = 0
    for number, event in enumerate(yaml.parse(text, Loader=yaml.CSafeLoader)):
        if number > VALUE_LIMIT:
            raise LibraryError(name, _line(event), f"More than {VALUE_LIMIT:,} values; a library never has that many.")
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
            continue
        if isinstance(event, yaml.AliasEvent):
            raise LibraryError(name, _line(event), "References (*name) are not used in libraries; write the value out.")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEPTH_LIMIT:
                raise LibraryError(name, _line(event), TOO_DEEP)


class _Reader:
    """Builds plain data from nodes, refusing whatever is not plain."""

    def __init__(self, file: str, *, keeps_text: bool = False) -> None:
        self.file = file
        self.keeps_text = keeps_text
        self.scalars = SafeConstructor()

    def read(self, node: yaml.Node, depth: int) -> JSON:
        if isinstance(node, yaml.MappingNode):
            self._plain(node, "map")
            return self._mapping(node, depth)
        if isinstance(node, yaml.SequenceNode):
            self._plain(node, "seq")
            return [self.read(child, depth + 1) for child in node.value]
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, depth: int) -> dict[str, JSON]:
        entries: dict[str, JSON] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node)
            if key in entries:
                raise LibraryError(self.file, _line(key_node), f"“{key}” stands here twice; keep one.")
            entries[key] = self.read(value_node, depth + 1)
        return entries

    def _key(self, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode) or node.tag == f"{CORE}merge":
            raise LibraryError(self.file, _line(node), "A key must be a plain word.")
        return str(node.value)

    def _scalar(self, node: yaml.Node) -> JSON:
        if "\x00" in node.value:
            raise LibraryError(self.file, _line(node), "The text holds a NUL character; remove it.")
        if node.tag in TEXT_TAGS or (self.keeps_text and node.tag in OTHER_TAGS - {f"{CORE}null"}):
            return node.value
        if node.tag not in OTHER_TAGS:
            raise LibraryError(
                self.file, _line(node), f"The tag {node.tag} is not allowed; libraries hold plain values."
            )
        if len(node.value) > NUMBER_LIMIT:
            raise LibraryError(
                self.file, _line(node), f"A number of {len(node.value)} digits; put it in quotes if it is text."
            )
        try:
            return _finite(self.scalars.construct_object(node))
        except (ValueError, ConstructorError) as problem:
            raise LibraryError(self.file, _line(node), f"“{node.value}” cannot be read; put it in quotes.") from problem

    def _plain(self, node: yaml.Node, kind: str) -> None:
        if node.tag != f"{CORE}{kind}":
            raise LibraryError(
                self.file, _line(node), f"The tag {node.tag} is not allowed; libraries hold plain values."
            )


def _finite(value: JSON) -> JSON:
    """The value itself; raises ValueError for infinity and not-a-number, which no database keeps."""
    if isinstance(value, float) and not isfinite(value):
        raise ValueError("not finite")
    return value


def _line(part: yaml.Node | yaml.Event) -> int:
    return part.start_mark.line + 1 if part.start_mark else 0


def _child(node: yaml.Node, step: Step) -> tuple[yaml.Node, int] | None:
    """The value one step down with the line where it is announced."""
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], _line(node.value[step])
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            if key_node.value == step:
                return value_node, _line(key_node)
    return None
