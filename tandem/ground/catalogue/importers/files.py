"""Importing a library file that somebody brings: Tandem's own YAML, that of CISO Assistant, or OSCAL."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from django.db import transaction

from tandem.ground.catalogue.errors import LibraryError, MissingFramework
from tandem.ground.catalogue.importers.ciso_assistant import import_library
from tandem.ground.catalogue.importers.oscal import import_oscal, is_oscal, read_json
from tandem.ground.catalogue.importers.outcome import ImportOutcome
from tandem.ground.catalogue.loading import current_refs
from tandem.ground.catalogue.models import Framework, Mapping
from tandem.ground.catalogue.own_format import FRAMEWORK_FORMAT, MAPPING_FORMAT
from tandem.ground.catalogue.reading import dangling_ends, framework_of, mapping_of
from tandem.ground.catalogue.storing import Stored, store_framework, store_mapping
from tandem.ground.catalogue.vocabulary import Origin
from tandem.ground.catalogue.yaml_text import Document, read_path


@transaction.atomic
def import_file(path: Path, name: str = "") -> ImportOutcome:
    """The catalogue holds what this file says; `name` is what errors call it.

    All or nothing: raises LibraryError carrying every fault found, and then nothing has changed.
    """
    written = read_json(path, name)
    if is_oscal(written):
        return import_oscal(written, name or path.name, _digest(path))
    document = read_path(path, name)
    digest, data = _digest(path), document.data
    if is_oscal(data):
        return import_oscal(document.as_written(), document.file, digest)
    if isinstance(data, dict) and data.get("format") == FRAMEWORK_FORMAT:
        return _own_framework(document, digest)
    if isinstance(data, dict) and data.get("format") == MAPPING_FORMAT:
        return _own_mapping(document, digest)
    if isinstance(data, dict) and "format" not in data and {"urn", "objects"} & data.keys():
        return import_library(document, digest)
    raise LibraryError(
        document.file,
        1,
        "This is no library that Tandem knows. It must be a CISO Assistant library with “urn” and “objects”, "
        "a catalog or profile of OSCAL, "
        f"or begin with “format: {FRAMEWORK_FORMAT}” or “format: {MAPPING_FORMAT}”.",
    )


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def import_files(paths: Iterable[Path]) -> dict[Path, ImportOutcome | LibraryError]:
    """The outcome of each file, or why it was refused; mappings wait until the files with their frameworks are in.

    Every file counts alone: a refused one changes nothing and does not hold up the others.
    """
    results: dict[Path, ImportOutcome | LibraryError] = {}
    waiting = list(paths)
    while waiting:
        for path in waiting:
            results[path] = _attempted(path)
        still = [path for path in waiting if isinstance(results[path], MissingFramework)]
        waiting = still if len(still) < len(waiting) else []
    return results


def _attempted(path: Path) -> ImportOutcome | LibraryError:
    try:
        return import_file(path)
    except LibraryError as error:
        return error


def _own_framework(document: Document, digest: str) -> ImportOutcome:
    draft = framework_of(document)
    if Framework.objects.filter(key=draft.key, origin=Origin.BUILT_IN).exists():
        raise document.error(f"{draft.key} comes with Tandem; choose another key.", "key")
    return _outcome(draft.name, store_framework(draft, origin=Origin.IMPORTED, digest=digest))


def _own_mapping(document: Document, digest: str) -> ImportOutcome:
    draft = mapping_of(document)
    refs = current_refs(draft.source, draft.target)
    for end in ("source", "target"):
        if (key := getattr(draft, end)) not in refs:
            message = f"The mapping needs the framework {key}, which is not here; import that one first."
            raise MissingFramework(document.file, document.line(end), message)
    if faults := dangling_ends(document, draft, refs):
        raise LibraryError.of(faults)
    if Mapping.objects.filter(key=draft.key, origin=Origin.BUILT_IN).exists():
        raise document.error(f"A mapping from {draft.source} to {draft.target} comes with Tandem.", "source")
    return _outcome(draft.key, store_mapping(draft, origin=Origin.IMPORTED, digest=digest))


def _outcome(name: str, stored: Stored) -> ImportOutcome:
    return ImportOutcome(name, stored.created, stored.updated, stored.unchanged, stored.removed)
