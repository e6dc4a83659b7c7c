"""XML that was brought from outside: a small tree by defusedxml, no entities, nothing fetched, bounded in all ways."""

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from xml.sax import SAXParseException  # names only: the parser is that of defusedxml
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import InputSource

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from tandem.operation.vulnerabilities.reports.contents import Refused

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
        nodes = [self]
        for name in path:
            nodes = [child for node in nodes for child in node.children if child.name == name]
        return nodes

    def first(self, *path: str) -> "Node | None":
        """The first element at the end of a path."""
        return next(iter(self.all(*path)), None)

    def said(self, *path: str) -> str:
        """The text at the end of a path, empty when there is none."""
        node = self.first(*path)
        return node.text if node else ""

    def get(self, name: str) -> str:
        """An attribute, empty when there is none."""
        return self.attributes.get(name, "")


class _Tree(ContentHandler):
    """Builds the tree and counts."""

    def __init__(self) -> None:
        super().__init__()
        self.root: Node | None = None
        self.open: list[Node] = []
        self.count = 0

    def startElement(self, name: str, attrs: Any) -> None:
        self.count += 1
        if self.count > MOST_ELEMENTS or len(self.open) >= DEEPEST:
            raise Refused("xml-size")
        node = Node(_local(name), {_local(key): value for key, value in attrs.items()})
        if self.open:
            self.open[-1].children.append(node)
        else:
            self.root = node
        self.open.append(node)

    def endElement(self, name: str) -> None:
        self.open.pop()

    def characters(self, content: str) -> None:
        self.open[-1].parts.append(content)


def _local(name: str) -> str:
    """A name without the prefix of its namespace."""
    return name.rpartition(":")[2]


def parse(raw: bytes) -> Node:
    """The root of a document; Refused for one that is broken, too deep, or declares entities.

    A bare document type is let pass, since Nmap writes one: what it names is never fetched.
    """
    tree = _Tree()
    parser = DefusedExpatParser(forbid_dtd=False, forbid_entities=True, forbid_external=False)
    parser.setContentHandler(tree)
    source = InputSource()
    source.setByteStream(BytesIO(raw))
    try:
        parser.parse(source)
    except DefusedXmlException as error:
        raise Refused("xml-entities") from error
    except SAXParseException as error:
        raise Refused("broken-xml", f"{error.getMessage()}, {error.getLineNumber()}") from error
    except (ValueError, LookupError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused("broken-xml", str(error)) from error
    if tree.root is None:
        raise Refused("broken-xml")
    return tree.root
