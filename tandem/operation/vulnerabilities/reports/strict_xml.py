"""XML that was brought from outside: a small tree from expat, no entities, nothing fetched, bounded in every way."""

from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat  # a parser of our own on top refuses what could hurt

from tandem.operation.vulnerabilities.reports.told import Refused

MOST_ELEMENTS = 2_000_000
DEEPEST = 64


@dataclass(slots=True)
class Node:
    """An element: its local name, attributes, children and own text."""

    name: str
    attributes: dict[str, str]
    children: list["Node"] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The element's own text, without that of its children."""
        return "".join(self.parts).strip()

    def all(self, *path: str) -> list["Node"]:
        """The elements at the end of a path of names."""
        found = [self]
        for name in path:
            found = [child for node in found for child in node.children if child.name == name]
        return found

    def first(self, *path: str) -> "Node | None":
        """The first element at the end of a path."""
        return next(iter(self.all(*path)), None)

    def said(self, *path: str) -> str:
        """The text at the end of a path, empty when there is none."""
        found = self.first(*path)
        return found.text if found else ""

    def get(self, name: str) -> str:
        """An attribute, empty when there is none."""
        return self.attributes.get(name, "")


class _Tree:
    """Builds the tree and counts."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self.open: list[Node] = []
        self.count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > MOST_ELEMENTS or len(self.open) >= DEEPEST:
            raise Refused("xml-size")
        local = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        node = Node(name.rpartition(" ")[2], local)
        if self.open:
            self.open[-1].children.append(node)
        else:
            self.root = node
        self.open.append(node)

    def end(self, name: str) -> None:
        self.open.pop()

    def text(self, data: str) -> None:
        self.open[-1].parts.append(data)


def _refuse(*_told: object) -> NoReturn:
    raise Refused("xml-entities")


def parse(raw: bytes) -> Node:
    """The root of a document; Refused for one that is broken, too deep, or declares entities.

    A bare document type is let pass, since Nmap writes one: what it names is never fetched.
    """
    tree = _Tree()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.EntityDeclHandler = parser.UnparsedEntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = _refuse
    parser.StartElementHandler, parser.EndElementHandler = tree.start, tree.end
    parser.CharacterDataHandler = tree.text
    try:
        parser.Parse(raw, True)
    except expat.ExpatError as error:
        raise Refused("broken-xml", f"{expat.ErrorString(error.code)}, {error.lineno}") from error
    except (ValueError, LookupError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused("broken-xml", str(error)) from error
    if tree.root is None:
        raise Refused("broken-xml")
    return tree.root
