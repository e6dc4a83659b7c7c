"""Bringing the library that ships with Tandem into the tables, and checking it without a database."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

from django.db import transaction

from tandem.ground.catalogue.drafts import FrameworkDraft, MappingDraft
from tandem.ground.catalogue.errors import LibraryError
from tandem.ground.catalogue.models import Framework, Mapping, Requirement
from tandem.ground.catalogue.reading import dangling_ends, framework_of, mapping_of
from tandem.ground.catalogue.storing import Stored, store_framework, store_mapping
from tandem.ground.catalogue.vocabulary import Origin
from tandem.ground.catalogue.yaml_text import Document, read_bytes

LIBRARY: Final = Path(__file__).parent / "library"
LOADER: Final = b"1"  # raise it when files must be read again although they did not change


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What loading the library did: file names, and counts over requirements and mapping rows."""

    loaded: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    counts: Stored = field(default_factory=Stored)


@dataclass(frozen=True, slots=True)
class LibraryFile:
    """One file of the library with the digest of its content."""

    name: str
    raw: bytes
    digest: str

    @property
    def document(self) -> Document:
        """The content as plain data; raises LibraryError when it is not usable YAML."""
        return read_bytes(self.raw, self.name)


@transaction.atomic
def load_library(*, force: bool = False, folder: Path = LIBRARY) -> LoadReport:
    """The tables hold what the library's files say; unchanged files are not read again unless forced.

    Raises LibraryError, and changes nothing, when a file is not right.
    """
    frameworks, mappings = list(files(folder / "frameworks")), list(files(folder / "mappings"))
    known = set() if force else _known_digests()
    counts = Stored()
    for file in (file for file in frameworks if file.digest not in known):
        counts += store_framework(framework_of(file.document), origin=Origin.BUILT_IN, digest=file.digest)
    for file in (file for file in mappings if file.digest not in known):
        counts += store_mapping(_sound_mapping(file), origin=Origin.BUILT_IN, digest=file.digest)
    return LoadReport(
        loaded=tuple(file.name for file in (*frameworks, *mappings) if file.digest not in known),
        unchanged=tuple(file.name for file in (*frameworks, *mappings) if file.digest in known),
        withdrawn=_withdrawn({file.digest for file in (*frameworks, *mappings)}),
        counts=counts,
    )


def check_library(folder: Path = LIBRARY) -> list[LibraryError]:
    """Every fault in the library's files, with file and line; none when it is sound. Needs no database."""
    faults: list[LibraryError] = []
    refs: dict[str, set[str]] = {}
    for file in files(folder / "frameworks"):
        try:
            draft = framework_of(file.document)
        except LibraryError as error:
            faults += error.all()
            continue
        if draft.key in refs:
            faults.append(LibraryError(file.name, 1, f"{draft.key} is in another file already."))
        refs[draft.key] = _refs(draft)
    keys: set[str] = set()
    for file in files(folder / "mappings"):
        try:
            document = file.document
            mapping = mapping_of(document)
        except LibraryError as error:
            faults += error.all()
            continue
        faults += dangling_ends(document, mapping, refs)
        if mapping.key in keys:
            faults.append(LibraryError(file.name, 1, f"{mapping.key} is in another file already."))
        keys.add(mapping.key)
    return faults


def current_refs(*framework_keys: str) -> dict[str, set[str]]:
    """References of the current requirements of those frameworks that the tables hold."""
    refs: dict[str, set[str]] = {
        key: set() for key in Framework.objects.current().filter(key__in=framework_keys).values_list("key", flat=True)
    }
    rows = Requirement.objects.current().filter(framework__key__in=refs)
    for key, ref in rows.values_list("framework__key", "ref"):
        refs[key].add(ref)
    return refs


def files(folder: Path) -> Iterator[LibraryFile]:
    """The files of a folder of the library, by name."""
    for path in sorted(folder.glob("*.yaml")):
        name = f"{folder.name}/{path.name}"
        raw = path.read_bytes()
        yield LibraryFile(name, raw, sha256(LOADER + b"\0" + name.encode() + b"\0" + raw).hexdigest())


def _known_digests() -> set[str]:
    built_in = {"origin": Origin.BUILT_IN}
    frameworks = Framework.objects.current().filter(**built_in).values_list("digest", flat=True)
    return {*frameworks, *Mapping.objects.filter(**built_in).values_list("digest", flat=True)}


def _sound_mapping(file: LibraryFile) -> MappingDraft:
    document = file.document
    draft = mapping_of(document)
    if faults := dangling_ends(document, draft, current_refs(draft.source, draft.target)):
        raise LibraryError.of(faults)
    return draft


def _withdrawn(digests: set[str]) -> tuple[str, ...]:
    """Take out of use what the library no longer has; frameworks stay as rows, since records may refer to them."""
    mappings = Mapping.objects.filter(origin=Origin.BUILT_IN).exclude(digest__in=digests)
    frameworks = Framework.objects.current().filter(origin=Origin.BUILT_IN).exclude(digest__in=digests)
    names = (*mappings.values_list("key", flat=True), *frameworks.values_list("key", flat=True))
    if names:
        mappings.delete()
        frameworks.update(is_current=False)
    return names


def _refs(draft: FrameworkDraft) -> set[str]:
    return {requirement.ref for requirement in draft.requirements}
