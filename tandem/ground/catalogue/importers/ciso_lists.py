"""The plain lists of a CISO Assistant library: reference controls, threats, attack techniques and tactics."""

from collections.abc import Iterable
from typing import Final

import msgspec

from tandem.ground.catalogue.drafts import FrameworkDraft, RequirementDraft
from tandem.ground.catalogue.importers.ciso_frameworks import NAME_LIMIT, listed
from tandem.ground.catalogue.importers.ciso_library import Library, as_list, as_text
from tandem.ground.catalogue.nesting import DEPTH_LIMIT, ENDLESS, depths
from tandem.ground.catalogue.vocabulary import FrameworkKind

READ_KEYS: Final = frozenset({"urn", "ref_id", "name", "description", "typical_evidence"})
READ_TECHNIQUE_KEYS: Final = READ_KEYS | {"parent_urn"}


def controls(library: Library) -> list[FrameworkDraft]:
    """The library's reference controls as one control catalogue, if it has any."""
    taken: set[str] = set()
    drafts = [
        listed(library, entry, place, kind="reference-control", read=READ_KEYS, taken=taken)
        for entry, place in library.entries("reference_controls", "reference_control")
    ]
    return _catalogue(library, FrameworkKind.CONTROL_CATALOGUE, ".controls", "controls", drafts)


def threats(library: Library) -> list[FrameworkDraft]:
    """The library's threats, tactics and techniques as one threat catalogue, if it has any."""
    taken: set[str] = set()
    drafts = [
        listed(library, entry, place, kind="threat", read=READ_KEYS, taken=taken)
        for entry, place in library.entries("threats", "threat")
    ]
    tactics = [
        listed(library, entry, place, kind="tactic", read=READ_KEYS, taken=taken)
        for entry, place in library.entries("tactics")
    ]
    return _catalogue(
        library,
        FrameworkKind.THREAT_CATALOGUE,
        ".threats",
        "threats",
        [*drafts, *tactics, *_techniques(library, tactics, taken)],
    )


def _techniques(library: Library, tactics: Iterable[RequirementDraft], taken: set[str]) -> list[RequirementDraft]:
    """The techniques, each below the technique it refines or else below the first tactic it serves."""
    entries = list(library.entries("techniques"))
    drafts = [
        listed(library, entry, place, kind="technique", read=READ_TECHNIQUE_KEYS, taken=taken)
        for entry, place in entries
    ]
    refs = {draft.urn: draft.ref for draft in (*tactics, *drafts)}
    placed = []
    for (entry, place), draft in zip(entries, drafts, strict=True):
        above = as_text(entry.get("parent_urn")).lower() or next(
            (as_text(urn).lower() for urn in as_list(entry.get("tactics"))), ""
        )
        if above and above not in refs:
            raise library.document.error(f"{above} is not in this library.", *place)
        placed.append(msgspec.structs.replace(draft, parent=refs.get(above)))
    depth = depths({draft.ref: draft.parent for draft in placed})
    for (_, place), draft in zip(entries, placed, strict=True):
        if depth[draft.ref] == ENDLESS or depth[draft.ref] > DEPTH_LIMIT:
            raise library.document.error(f"The parents of {draft.ref} do not lead to the top.", *place, "parent_urn")
    return placed


def _catalogue(
    library: Library, kind: str, suffix: str, word: str, drafts: list[RequirementDraft]
) -> list[FrameworkDraft]:
    if not drafts:
        return []
    key = library.key(library.urn, (), suffix)
    return [
        FrameworkDraft(
            key=key,
            standard=key,
            edition="",
            name=f"{library.name[: NAME_LIMIT - len(word) - 3]} ({word})",
            publisher=library.publisher,
            kind=kind,
            attributes=library.facts | {"library": library.urn},
            urn=library.urn + suffix,
            version=library.version,
            requirements=tuple(drafts),
        )
    ]
