"""Catalogs of OSCAL, resolved profiles among them: groups as headings, controls and below them their enhancements."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, Final

import msgspec

from tandem.ground.catalogue.drafts import FrameworkDraft, RequirementDraft
from tandem.ground.catalogue.errors import LibraryError
from tandem.ground.catalogue.importers.oscal_text import (
    Entry,
    entries,
    examined,
    filled,
    prop,
    readable,
    said,
    texts,
    words,
)
from tandem.ground.catalogue.nesting import DEPTH_LIMIT
from tandem.ground.catalogue.own_format import KEY_LIMIT
from tandem.ground.catalogue.vocabulary import FrameworkKind

FORMAT: Final = "OSCAL"
ABOUT_LIMIT: Final = 12_000
EVIDENCE_LIMIT: Final = 4_000
REF_LIMIT: Final = 60  # what an entry of a statement takes
TITLE_LIMIT: Final = 300
MOST_FACTS: Final = 20
CONTROL, WITHDRAWN, HEADING = "control", "withdrawn", "heading"
FOR_STRUCTURE: Final = "kept for structure; the profile does not select it"
LICENSED: Final = re.compile(r"\bISO(?:/IEC|\b)", re.IGNORECASE)
NOT_FACTS: Final = frozenset({"label", "sort-id", "alt-identifier", "alt-label", "status"})


@dataclass(slots=True)
class Catalog:
    """One catalog file: its parameters as they read, its controls' references by id, and the requirements so far."""

    file: str
    data: Entry
    with_words: bool
    parameters: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    found: list[RequirementDraft] = field(default_factory=list)

    def error(self, message: str) -> LibraryError:
        """An error of this file; the message names the control."""
        return LibraryError(self.file, 0, message)


def catalog_of(data: Entry, file: str, selected: Collection[str] = ()) -> tuple[FrameworkDraft, list[str]]:
    """The framework in this catalog and a word on what was left out; raises LibraryError when it cannot be kept.

    `selected` are the ids that a profile chose from it: every other control stays for structure only.
    """
    catalog = Catalog(file, data, with_words=not _is_licensed(data))
    given: dict[str, Entry] = {}
    _learn_parameters(catalog, data, given, 0)
    catalog.parameters |= readable(given)
    for control in _controls(data, 0):
        _learn_label(catalog, control)
    _add_all(catalog, data, None)
    if not any(draft.kind == CONTROL for draft in catalog.found):
        raise catalog.error("The catalog has no controls.")
    drafts = [chosen(draft, selected) for draft in catalog.found] if selected else catalog.found
    facts = facts_of(data, file) | ({"selected": sorted(selected)} if selected else {})
    return framework_of(data, file, facts, drafts), _remarks(catalog, data, selected)


def framework_of(data: Entry, file: str, facts: dict[str, Any], drafts: list[RequirementDraft]) -> FrameworkDraft:
    """A framework of these requirements under the title of a catalog or profile."""
    metadata = data.get("metadata")
    head: Entry = metadata if isinstance(metadata, dict) else {}
    title = words(head.get("title"), TITLE_LIMIT)
    key = re.sub(r"[^a-z0-9._-]+", "-", title.lower())[:KEY_LIMIT].strip("-._")
    if not key:
        raise LibraryError(file, 0, "The metadata have no title, by which the framework could be called.")
    parties = [words(party.get("name")) for party in entries(head, "parties") if party.get("type") == "organization"]
    return FrameworkDraft(
        key=key,
        standard=key,
        edition="",
        name=title,
        publisher=words(", ".join(filter(None, parties))),
        kind=FrameworkKind.CONTROL_CATALOGUE,
        about=filled(words(head.get("remarks"), 4_000), {}),
        attributes=facts,
        urn=f"oscal:{key}",
        requirements=tuple(drafts),
    )


def facts_of(data: Entry, file: str) -> dict[str, Any]:
    """Where a framework comes from: document, version, file and the profile that it was resolved from."""
    metadata = data.get("metadata")
    head: Entry = metadata if isinstance(metadata, dict) else {}
    facts = {
        "format": FORMAT,
        "document": words(data.get("uuid")),
        "version": words(head.get("version")),
        "last_modified": words(head.get("last-modified")),
        "file": stem(file),
        "resolved_from": source_profile(head),
    }
    return {name: value for name, value in facts.items() if value}


def source_profile(head: Entry) -> str:
    """The name of the profile that a resolved catalog says it comes from; empty for a catalog of its own."""
    links = (
        link for link in entries(head, "links") if words(link.get("rel")) in ("source-profile", "resolution-source")
    )
    return next((stem(words(link.get("href"))) for link in links), "")


def stem(name: str) -> str:
    """A file's name without folder, ending and the mark of a compact copy, in lower case."""
    last = PurePath(name.replace("\\", "/")).name
    return re.sub(r"(-min)?\.(json|ya?ml|xml)$", "", last, flags=re.IGNORECASE).lower()


def chosen(draft: RequirementDraft, selected: Collection[str]) -> RequirementDraft:
    """The requirement as a profile leaves it: a control that it does not select stays for structure only."""
    if draft.kind != CONTROL or draft.urn in selected:
        return draft
    return msgspec.structs.replace(draft, assessable=False, attributes=draft.attributes | {"standing": FOR_STRUCTURE})


def tally(drafts: Collection[RequirementDraft]) -> tuple[str, ...]:
    """How many controls, enhancements, withdrawn ones and headings these are, in words."""
    kinds = {draft.ref: draft.kind for draft in drafts}
    counted: Counter[str] = Counter()
    for draft in drafts:
        below = draft.parent is not None and kinds.get(draft.parent) != HEADING
        counted["enhancement" if draft.kind == CONTROL and below else draft.kind] += 1
        counted[FOR_STRUCTURE] += draft.kind == CONTROL and not draft.assessable
    names = ((CONTROL, "controls"), ("enhancement", "enhancements"), (WITHDRAWN, WITHDRAWN), (HEADING, "headings"))
    counts = [f"{counted[noun]} {noun if counted[noun] == 1 else many}" for noun, many in names if counted[noun]]
    return (*counts, *([f"{counted[FOR_STRUCTURE]} for structure only"] if counted[FOR_STRUCTURE] else []))


def _is_licensed(data: Entry) -> bool:
    """Whether the catalog says that its words are those of an ISO standard, which are sold."""
    metadata = data.get("metadata")
    head: Entry = metadata if isinstance(metadata, dict) else {}
    texts = [words(head.get("title")), words(head.get("remarks"), 2_000)]
    for control in _controls(data, 0):
        texts += [words(control.get("class")), prop(control, "source-standard")]
        break
    return any(LICENSED.search(text) for text in texts)


def _controls(holder: Entry, depth: int) -> Iterator[Entry]:
    if depth > DEPTH_LIMIT:
        return
    for control in entries(holder, "controls"):
        yield control
        yield from _controls(control, depth + 1)
    for group in entries(holder, "groups"):
        yield from _controls(group, depth + 1)


def _learn_parameters(catalog: Catalog, holder: Entry, given: dict[str, Entry], depth: int) -> None:
    if depth > DEPTH_LIMIT:
        raise catalog.error(f"Groups and controls stand more than {DEPTH_LIMIT} levels deep.")
    for parameter in entries(holder, "params"):
        given.setdefault(words(parameter.get("id")), parameter)
    for below in (*entries(holder, "groups"), *entries(holder, "controls")):
        _learn_parameters(catalog, below, given, depth + 1)


def _learn_label(catalog: Catalog, control: Entry) -> None:
    """Take in how a control is called: by its label where that is given once, else by its id."""
    own = words(control.get("id"))
    if not own or "/" in own or len(own) > REF_LIMIT:
        called = own or words(control.get("title")) or "A control"
        raise catalog.error(f"“{called[:80]}” has no id of at most {REF_LIMIT} letters, digits, dots and hyphens.")
    if own in catalog.labels:
        raise catalog.error(f"The control {own} stands here twice.")
    label = prop(control, "label") or own
    fits = len(label) <= REF_LIMIT and not re.search(r"[/,]", label) and label not in catalog.taken
    catalog.labels[own] = label if fits else own
    if catalog.labels[own] in catalog.taken:
        raise catalog.error(f"The reference {catalog.labels[own]} is used twice.")
    catalog.taken.add(catalog.labels[own])


def _add_all(catalog: Catalog, holder: Entry, parent: str | None) -> None:
    for control in entries(holder, "controls"):
        draft = _control(catalog, control, parent)
        catalog.found.append(draft)
        _add_all(catalog, control, draft.ref)
    for group in entries(holder, "groups"):
        draft = _group(catalog, group, parent)
        catalog.found.append(draft)
        _add_all(catalog, group, draft.ref)


def _group(catalog: Catalog, group: Entry, parent: str | None) -> RequirementDraft:
    title = words(group.get("title"), TITLE_LIMIT)
    wanted = prop(group, "label") or words(group.get("id")) or title
    ref = re.sub(r"[/,]", "-", wanted)[:REF_LIMIT] or "group"
    number = 1
    while ref in catalog.taken:
        number += 1
        ref = f"{wanted[: REF_LIMIT - 4].replace('/', '-')} ({number})"
    catalog.taken.add(ref)
    about = said(group, catalog.parameters, ABOUT_LIMIT) if catalog.with_words else ""
    return RequirementDraft(ref=ref, title=title or ref, parent=parent, kind=HEADING, about=about)


def _control(catalog: Catalog, control: Entry, parent: str | None) -> RequirementDraft:
    own = words(control.get("id"))
    withdrawn = prop(control, "status").lower() == "withdrawn"
    parameters = catalog.parameters
    return RequirementDraft(
        ref=catalog.labels[own],
        title=filled(words(control.get("title"), TITLE_LIMIT), parameters) or own,
        parent=parent,
        kind=WITHDRAWN if withdrawn else CONTROL,
        assessable=not withdrawn,
        about=said(control, parameters, ABOUT_LIMIT) if catalog.with_words else "",
        evidence=examined(control, parameters, EVIDENCE_LIMIT) if catalog.with_words else "",
        attributes=_facts(catalog, control, withdrawn),
        urn=own,
    )


def _facts(catalog: Catalog, control: Entry, withdrawn: bool) -> dict[str, Any]:
    facts: dict[str, Any] = {"standing": WITHDRAWN} if withdrawn else {}
    for entry in entries(control, "props"):
        name, value = words(entry.get("name"), 80), words(entry.get("value"))
        if not name or not value or name in NOT_FACTS or len(facts) >= MOST_FACTS:
            continue
        name = name.replace("-", "_")
        facts[name] = f"{facts[name]}, {value}" if name in facts else value
    for relations, name in ((("related",), "related"), (("incorporated-into", "moved-to"), "now_in")):
        ids = [
            words(link.get("href")).removeprefix("#")
            for link in entries(control, "links")
            if link.get("rel") in relations
        ]
        if known := [catalog.labels[control_id] for control_id in ids if control_id in catalog.labels]:
            facts[name] = known
    return facts


def _remarks(catalog: Catalog, data: Entry, selected: Collection[str]) -> list[str]:
    remarks = []
    if not catalog.with_words:
        remarks.append(
            "the texts, which are those of an ISO standard: load the texts that you licensed in the settings"
        )
    metadata = data.get("metadata")
    profile = source_profile(metadata) if isinstance(metadata, dict) else ""
    if profile and not selected:
        remarks.append(
            f"which controls stand there for structure only: the catalog does not say; import the profile {profile}"
        )
    if absent := [control_id for control_id in selected if control_id not in catalog.labels]:
        remarks.append(f"controls that the profile selects and this catalog lacks: {', '.join(sorted(absent)[:10])}")
    return remarks


def parameter_names(data: Entry) -> list[str]:
    """Names of the parameters that a profile sets."""
    modify = data.get("modify")
    return [name for entry in entries(modify, "set-parameters") for name in texts(entry, "param-id")]
