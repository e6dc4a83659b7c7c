"""Frameworks of a CISO Assistant library: its requirement nodes as requirements."""

from collections import Counter
from typing import Final

from tandem.ground.catalogue.drafts import FrameworkDraft, RequirementDraft
from tandem.ground.catalogue.importers.ciso_library import Entry, Library, Place, as_list, as_text
from tandem.ground.catalogue.nesting import DEPTH_LIMIT, ENDLESS, depths

REF_LIMIT: Final = 200
NAME_LIMIT: Final = 300
TITLE_LENGTH: Final = 120  # characters of a description that serve as title where none is given
READ_NODE_KEYS: Final = frozenset(
    {"urn", "parent_urn", "depth", "assessable", "ref_id", "name", "description", "typical_evidence"}
)
READ_FRAMEWORK_KEYS: Final = frozenset({"urn", "ref_id", "name", "description", "requirement_nodes"})


def frameworks(library: Library) -> list[FrameworkDraft]:
    """The frameworks of the library; raises LibraryError where one cannot be kept whole."""
    return [_framework(library, entry, place) for entry, place in library.entries("framework", "frameworks")]


def remarks(draft: FrameworkDraft) -> list[str]:
    """What the framework refers to without defining it."""
    groups = {
        as_text(group.get("ref_id"))
        for group in as_list(draft.attributes.get("implementation_groups_definition"))
        if isinstance(group, dict)
    }
    used = Counter(
        as_text(group)
        for requirement in draft.requirements
        for group in as_list(requirement.attributes.get("implementation_groups"))
    )
    return [
        f"implementation group “{group}”: named {number} times, but {draft.name} does not define it"
        for group, number in sorted(used.items())
        if group not in groups
    ]


def listed(
    library: Library, entry: Entry, place: Place, *, kind: str, read: frozenset[str], taken: set[str]
) -> RequirementDraft:
    """An entry of a plain list (a control, a threat) as a requirement at the top; its reference is added to `taken`."""
    urn = library.urn_of(entry, "urn", place)
    ref = reference(library, entry, place, urn.rpartition(":")[2], taken)
    return RequirementDraft(
        ref=ref,
        title=title(entry, ref),
        kind=kind,
        about=as_text(entry.get("description")),
        evidence=evidence(entry),
        attributes={key: value for key, value in entry.items() if key not in read and value is not None},
        urn=urn,
    )


def reference(library: Library, entry: Entry, place: Place, tail: str, taken: set[str]) -> str:
    """The entry's own reference, or the last part of its urn where that is missing or taken."""
    ref_id = as_text(entry.get("ref_id"))
    ref = tail if not ref_id or ref_id in taken else ref_id
    if ref in taken:
        raise library.document.error(f"The reference {ref} is used twice.", *place, "ref_id")
    if len(ref) > REF_LIMIT:
        raise library.document.error(
            f"A reference of {len(ref)} characters; {REF_LIMIT} is the most.", *place, "ref_id"
        )
    taken.add(ref)
    return ref


def title(entry: Entry, ref: str) -> str:
    """The entry's name; where it has none, the beginning of its description or its reference."""
    name = as_text(entry.get("name"))
    if name:
        return name
    said = " ".join(as_text(entry.get("description")).split())
    if len(said) <= TITLE_LENGTH:
        return said or ref
    return said[:TITLE_LENGTH].rpartition(" ")[0].rstrip(",;:") + " …"


def evidence(entry: Entry) -> str:
    """What usually shows it, one per line where the file has a list."""
    return "\n".join(filter(None, map(as_text, as_list(entry.get("typical_evidence")))))


def _framework(library: Library, entry: Entry, place: Place) -> FrameworkDraft:
    urn = library.urn_of(entry, "urn", place)
    further = {key: value for key, value in entry.items() if key not in READ_FRAMEWORK_KEYS and value is not None}
    key = library.key(urn, place)
    return FrameworkDraft(
        key=key,
        standard=key,
        edition="",
        name=library.text(entry, "name", place, NAME_LIMIT),
        title=as_text(entry.get("ref_id")),
        publisher=library.publisher,
        about=as_text(entry.get("description")),
        attributes=library.facts | further | {"library": library.urn},
        urn=urn,
        version=library.version,
        requirements=_nodes(library, urn, entry, place),
    )


def _nodes(library: Library, framework_urn: str, framework: Entry, place: Place) -> tuple[RequirementDraft, ...]:
    entries = list(library.entries_below(framework, place, "requirement_nodes"))
    if not entries:
        raise library.document.error("The framework has no requirement_nodes.", *place, "requirement_nodes")
    tail = framework_urn.split(":", 4)[4]
    refs: dict[str, str] = {}
    taken: set[str] = set()
    for node, at in entries:
        urn = library.urn_of(node, "urn", at)
        if urn in refs:
            raise library.document.error(f"{urn} stands here twice.", *at, "urn")
        own = urn.split(":", 4)[4].removeprefix(f"{tail}:")
        refs[urn] = reference(library, node, at, own, taken)
    parents = {refs[as_text(node["urn"]).lower()]: _parent(library, node, at, refs) for node, at in entries}
    _check_nesting(library, entries, refs, parents)
    return tuple(_requirement(node, refs, parents) for node, _ in entries)


def _parent(library: Library, node: Entry, place: Place, refs: dict[str, str]) -> str | None:
    urn = as_text(node.get("parent_urn")).lower()
    if not urn:
        return None
    if urn not in refs:
        raise library.document.error(f"The parent {urn} is not in this framework.", *place, "parent_urn")
    return refs[urn]


def _check_nesting(
    library: Library, entries: list[tuple[Entry, Place]], refs: dict[str, str], parents: dict[str, str | None]
) -> None:
    """Raise LibraryError at the first node whose parents go in a circle or that stands too deep."""
    depth = depths(parents)
    for node, at in entries:
        ref = refs[as_text(node["urn"]).lower()]
        if depth[ref] == ENDLESS:
            raise library.document.error(
                f"The parents of {ref} go in a circle; they must lead to the top.", *at, "parent_urn"
            )
        if depth[ref] > DEPTH_LIMIT:
            raise library.document.error(f"{ref} stands more than {DEPTH_LIMIT} levels deep.", *at, "parent_urn")


def _requirement(node: Entry, refs: dict[str, str], parents: dict[str, str | None]) -> RequirementDraft:
    urn = as_text(node["urn"]).lower()
    ref = refs[urn]
    is_assessable = node.get("assessable") is True
    return RequirementDraft(
        ref=ref,
        title=title(node, ref),
        parent=parents[ref],
        kind="requirement" if is_assessable else "heading",
        assessable=is_assessable,
        about=as_text(node.get("description")),
        evidence=evidence(node),
        attributes={key: value for key, value in node.items() if key not in READ_NODE_KEYS and value is not None},
        urn=urn,
    )
