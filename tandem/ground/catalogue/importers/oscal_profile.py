"""Profiles of OSCAL: the controls that they select from catalogs which are here already."""

from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import Any

import msgspec

from tandem.ground.catalogue.drafts import FrameworkDraft, RequirementDraft
from tandem.ground.catalogue.errors import LibraryError, MissingFramework
from tandem.ground.catalogue.importers.oscal_catalog import (
    CONTROL,
    FOR_STRUCTURE,
    FORMAT,
    HEADING,
    chosen,
    facts_of,
    framework_of,
    parameter_names,
    stem,
)
from tandem.ground.catalogue.importers.oscal_text import Entry, entries, texts, words
from tandem.ground.catalogue.models import Framework, Requirement


def profile_of(data: Entry, file: str) -> tuple[FrameworkDraft, list[str]]:
    """The framework of the controls that a profile selects, and a word on what was left out.

    Its catalogs must be here, or the catalog resolved from it, whose other controls then stay for structure only.
    Raises MissingFramework that names the catalog which is not here, LibraryError for what is wrong.
    """
    imports = list(entries(data, "imports"))
    if not imports:
        raise LibraryError(file, 0, "The profile imports no catalog.")
    empty = framework_of(data, file, facts_of(data, file), [])
    remarks = _unapplied(data)
    sources = [_source(data, imported) for imported in imports]
    if None in sources:
        resolved = _resolved(empty, imports)
        if resolved is None:
            raise _missing(data, file, imports[sources.index(None)])
        return resolved, remarks
    drafts: dict[str, RequirementDraft] = {}
    for imported, source in zip(imports, sources, strict=True):
        if source is not None:
            drafts |= _selected(imported, source, file)
    if not any(draft.assessable for draft in drafts.values()):
        raise LibraryError(file, 0, "The profile selects no control.")
    names = ", ".join(dict.fromkeys(source.name for source in sources if source))
    facts = empty.attributes | {"selected_from": names}
    return msgspec.structs.replace(empty, attributes=facts, requirements=tuple(drafts.values())), remarks


def _unapplied(data: Entry) -> list[str]:
    remarks = []
    if names := parameter_names(data):
        remarks.append(f"{len(names)} parameters that the profile sets: the controls keep the words of their catalog")
    modify = data.get("modify")
    if alters := list(entries(modify, "alters")):
        remarks.append(f"{len(alters)} alterations of controls: they keep the words of their catalog")
    return remarks


def _frameworks() -> list[Framework]:
    return [framework for framework in Framework.objects.current() if framework.attributes.get("format") == FORMAT]


def _names_of(data: Entry, imported: Entry) -> tuple[set[str], str]:
    """File names and document ids under which the imported catalog may be here, and what people call it."""
    href = words(imported.get("href"), 1_000)
    if not href.startswith("#"):
        return {stem(href)}, href.rpartition("/")[2]
    matter = data.get("back-matter")
    for resource in entries(matter, "resources"):
        if words(resource.get("uuid")) == href[1:]:
            hrefs = [words(link.get("href"), 1_000) for link in entries(resource, "rlinks")]
            called = words(resource.get("title")) or words(resource.get("description")) or (hrefs or [href])[0]
            return {href[1:], *map(stem, hrefs)}, called
    return {href[1:]}, href[1:]


def _source(data: Entry, imported: Entry) -> Framework | None:
    """The catalog here that a profile means: by its file, its document, its title, or as the only one with every id."""
    names, called = _names_of(data, imported)
    frameworks = _frameworks()
    for framework in frameworks:
        if {framework.attributes.get("file"), framework.attributes.get("document")} & names or framework.name == called:
            return framework
    wanted = _ids(imported, "include-controls")
    whole = [
        framework for framework in frameworks if not {"resolved_from", "selected_from"} & framework.attributes.keys()
    ]
    fitting = [framework for framework in whole if wanted and wanted <= _control_ids(framework)]
    return fitting[0] if len(fitting) == 1 else None


def _control_ids(framework: Framework) -> set[str]:
    return set(framework.requirements.current().exclude(kind=HEADING).values_list("urn", flat=True))


def _ids(imported: Entry, key: str) -> set[str]:
    return {name for selector in entries(imported, key) for name in texts(selector, "with-ids")}


def _resolved(empty: FrameworkDraft, imports: Iterable[Entry]) -> FrameworkDraft | None:
    """The catalog resolved from this profile, its other controls marked; None when it is not here."""
    held = next((framework for framework in _frameworks() if framework.key == empty.key), None)
    wanted = {name for imported in imports for name in _ids(imported, "include-controls")}
    if held is None or "resolved_from" not in held.attributes or not wanted or not wanted <= _control_ids(held):
        return None
    drafts = [chosen(_draft(row), wanted) for row in _rows(held)]
    return msgspec.structs.replace(
        empty,
        name=held.name,
        publisher=held.publisher,
        about=held.about,
        attributes=held.attributes | {"selected": sorted(wanted)},
        requirements=tuple(drafts),
    )


def _missing(data: Entry, file: str, imported: Entry) -> MissingFramework:
    names, called = _names_of(data, imported)
    files = ", ".join(sorted(names - {words(imported.get("href"), 1_000).removeprefix("#")}))
    hint = f" (file {files})" if files and files != stem(called) else ""
    message = f"The profile selects controls of “{called}”{hint}, which is not here; import that catalog first."
    return MissingFramework(file, 0, message)


def _rows(framework: Framework) -> list[Requirement]:
    return list(framework.requirements.current().select_related("parent").order_by("position"))


def _draft(row: Requirement) -> RequirementDraft:
    standing = row.attributes.get("standing")
    attributes = {name: value for name, value in row.attributes.items() if name != "standing" or value != FOR_STRUCTURE}
    return RequirementDraft(
        ref=row.ref,
        title=row.title,
        parent=row.parent.ref if row.parent else None,
        kind=row.kind,
        assessable=row.assessable or (row.kind == CONTROL and standing == FOR_STRUCTURE),
        about=row.about,
        evidence=row.evidence,
        attributes=attributes,
        urn=row.urn,
    )


def _selected(imported: Entry, source: Framework, file: str) -> dict[str, RequirementDraft]:
    """The selected controls of one catalog with everything that they stand under, in the order of the catalog."""
    drafts = {draft.ref: draft for draft in map(_draft, _rows(source))}
    controls = {draft.urn: draft for draft in drafts.values() if draft.kind != HEADING}
    if absent := sorted(_ids(imported, "include-controls") - controls.keys()):
        raise LibraryError(file, 0, f"{source.name} lacks controls that the profile selects: {', '.join(absent[:10])}.")
    whole = "include-controls" not in imported
    wanted = set(controls) if whole else _matching(imported, "include-controls", drafts, controls)
    wanted -= _matching(imported, "exclude-controls", drafts, controls)
    kept: set[str] = set()
    for name in wanted:
        ref: str | None = controls[name].ref
        while ref is not None and ref not in kept:
            kept.add(ref)
            ref = drafts[ref].parent
    return {ref: chosen(draft, wanted) for ref, draft in drafts.items() if ref in kept}


def _matching(
    imported: Entry, key: str, drafts: dict[str, RequirementDraft], controls: dict[str, RequirementDraft]
) -> set[str]:
    """Ids of the controls that the selectors name, by id or pattern, with what is below where that is asked for."""
    matched: set[str] = set()
    for selector in entries(imported, key):
        own = {name for name in texts(selector, "with-ids") if name in controls}
        patterns = [words(entry.get("pattern")) for entry in entries(selector, "matching")]
        own |= {name for name in controls if any(fnmatchcase(name, pattern) for pattern in patterns)}
        matched |= own
        if words(selector.get("with-child-controls")) == "yes":
            matched |= {name for name, draft in controls.items() if _stands_below(draft, own, drafts)}
    return matched


def _stands_below(draft: RequirementDraft, ids: set[str], drafts: dict[str, RequirementDraft]) -> bool:
    above: Any = draft.parent
    while above is not None:
        if drafts[above].urn in ids:
            return True
        above = drafts[above].parent
    return False
