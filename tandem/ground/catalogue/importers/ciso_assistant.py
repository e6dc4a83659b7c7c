"""Importing one library file of CISO Assistant: everything in it that Tandem has a place for, or nothing."""

from collections import Counter
from collections.abc import Iterable

from tandem.ground.catalogue.drafts import FrameworkDraft
from tandem.ground.catalogue.importers import ciso_frameworks, ciso_lists, ciso_mappings, ciso_matrices
from tandem.ground.catalogue.importers.ciso_library import Library, as_list, as_text, library_of, unused_objects
from tandem.ground.catalogue.importers.outcome import ImportOutcome
from tandem.ground.catalogue.models import Framework, Requirement, RiskMatrix
from tandem.ground.catalogue.storing import Stored, store_framework, store_mapping, store_matrix
from tandem.ground.catalogue.vocabulary import FrameworkKind, Origin
from tandem.ground.catalogue.yaml_text import Document


def import_library(document: Document, digest: str) -> ImportOutcome:
    """Keep what the library holds; must run in a transaction. Raises LibraryError when something in it is not right."""
    library = library_of(document)
    lists = [*ciso_lists.controls(library), *ciso_lists.threats(library)]
    frameworks = ciso_frameworks.frameworks(library)
    matrices = ciso_matrices.matrices(library)
    for draft in (*lists, *frameworks):
        _check_newer(library, draft.key, Framework.objects.filter(key=draft.key).first(), draft.urn)
    for matrix in matrices:
        _check_newer(library, matrix.key, RiskMatrix.objects.filter(key=matrix.key).first(), matrix.urn)
    stored = Stored()
    for draft in (*lists, *frameworks):
        stored += store_framework(draft, origin=Origin.IMPORTED, digest=digest)
    for matrix in matrices:
        stored += store_matrix(matrix, origin=Origin.IMPORTED, digest=digest)
    mappings, absent = ciso_mappings.mappings(library)
    for mapping in mappings:
        stored += store_mapping(mapping, origin=Origin.IMPORTED, digest=digest)
    remarks = [remark for draft in frameworks for remark in ciso_frameworks.remarks(draft)]
    left_out = (*unused_objects(library), *absent, *remarks, *_dangling((*frameworks, *lists)))
    return ImportOutcome(library.name, stored.created, stored.updated, stored.unchanged, stored.removed, left_out)


def _check_newer(library: Library, key: str, held: Framework | RiskMatrix | None, urn: str) -> None:
    """Raise LibraryError when this key stands for something else already, or for a newer version of the same."""
    if held is None:
        return
    if held.urn != urn:
        raise library.document.error(f"{key} is already the key of {held.name} ({held.urn or 'built in'}).", "urn")
    if held.version > library.version:
        message = f"{held.name} is here in version {held.version}; this file is the older version {library.version}."
        raise library.document.error(message, "version")


def _dangling(drafts: Iterable[FrameworkDraft]) -> list[str]:
    """A word on each library whose controls or threats these requirements name although it has not been imported."""
    named = {
        as_text(urn).lower()
        for draft in drafts
        for requirement in draft.requirements
        for kind in ("reference_controls", "threats")
        for urn in as_list(requirement.attributes.get(kind))
    }
    if not named:
        return []
    lists = (FrameworkKind.CONTROL_CATALOGUE, FrameworkKind.THREAT_CATALOGUE)
    known = Requirement.objects.current().filter(framework__kind__in=lists).values_list("urn", flat=True)
    missing = Counter(urn.rpartition(":")[0] for urn in named.difference(known))
    return [
        f"controls or threats under {prefix}: {number} not imported yet" for prefix, number in sorted(missing.items())
    ]
