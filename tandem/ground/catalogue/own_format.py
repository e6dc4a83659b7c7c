"""The shape of Tandem's own library files; a key that is not named here is refused."""

from typing import Annotated, Any, Final

import msgspec

FRAMEWORK_FORMAT = "tandem-framework/1"
MAPPING_FORMAT = "tandem-mapping/1"
KEY_LIMIT: Final = 150

Key = Annotated[str, msgspec.Meta(max_length=KEY_LIMIT)]
Word = Annotated[str, msgspec.Meta(max_length=40)]
Ref = Annotated[str, msgspec.Meta(max_length=200)]
Line = Annotated[str, msgspec.Meta(max_length=300)]


class FrameworkHead(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A framework file without its requirements, which are read one by one."""

    format: str
    key: Key
    edition: Word
    name: Line
    title: str
    publisher: Line
    kind: str
    about: str
    published: str = ""
    replaces: str = ""
    licence: str = ""
    attribution: str = ""
    amendments: list[dict[str, Any]] = []
    exclusions_allowed: bool | None = None
    requirements: list[Any]


class RequirementEntry(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """One requirement as a framework file writes it."""

    ref: Ref
    title: str
    kind: Word
    assessable: bool
    parent: str | None = None
    about: str = ""
    evidence: str = ""
    attributes: dict[str, Any] = {}
    new: bool = False
    documented: list[str | dict[str, Any]] = []


class MappingHead(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A mapping file without its rows, which are read one by one."""

    format: str
    source: str
    target: str
    about: str = ""
    rows: list[Any]


class RowEntry(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """One row as a mapping file writes it; the facts after `reason` are kept as they are."""

    relation: str
    source: str | None = None
    target: str | None = None
    change: str = ""
    reason: str = ""
    basis: str = ""
    layer: str = ""
    evidence: str | list[str] = ""
    evidence_keys: list[str] = []
    to_confirm: bool | str = False
