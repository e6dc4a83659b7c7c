"""What a library file says, checked and ready to be kept, whatever format it came in."""

from typing import Any

import msgspec


class RequirementDraft(msgspec.Struct, frozen=True, kw_only=True):
    """One clause, control, threat or heading of a framework, with the reference of its parent."""

    ref: str
    title: str
    parent: str | None = None
    kind: str = "clause"
    assessable: bool = False
    about: str = ""
    evidence: str = ""
    attributes: dict[str, Any] = {}
    new: bool = False
    documented: list[Any] = []
    urn: str = ""


class FrameworkDraft(msgspec.Struct, frozen=True, kw_only=True):
    """A standard in one edition or another list of things to refer to; parents stand before their children."""

    key: str
    standard: str
    edition: str
    name: str
    title: str = ""
    publisher: str = ""
    kind: str = "framework"
    about: str = ""
    attributes: dict[str, Any] = {}
    urn: str = ""
    version: int = 0
    requirements: tuple[RequirementDraft, ...] = ()


class RowDraft(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a mapping; a missing end means that the other framework has nothing like it."""

    source: str | None = None
    target: str | None = None
    relation: str
    change: str = ""
    reason: str = ""
    extra: dict[str, Any] = {}


class MappingDraft(msgspec.Struct, frozen=True, kw_only=True):
    """How two frameworks correspond, row by row; both ends are framework keys."""

    key: str
    source: str
    target: str
    about: str = ""
    version: int = 0
    rows: tuple[RowDraft, ...] = ()


class RiskMatrixDraft(msgspec.Struct, frozen=True, kw_only=True):
    """Scales of likelihood and impact and the level each pair gives."""

    key: str
    ref: str
    name: str
    about: str = ""
    urn: str = ""
    version: int = 0
    definition: dict[str, Any] = {}
