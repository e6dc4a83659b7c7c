"""The checks that ship with Tandem."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.core.checks import CheckMessage, Error

from tandem.ground.catalogue.errors import LibraryError
from tandem.ground.catalogue.loading import LIBRARY
from tandem.ground.catalogue.yaml_text import read_bytes
from tandem.ground.kernel.registers import every
from tandem.proof.conformity.declarations import Check
from tandem.proof.conformity.reading import checks_of

CHECKS = LIBRARY / "checks"


@dataclass(frozen=True, slots=True)
class Library:
    """All checks in the order of their files, and a digest that changes when any of them does."""

    checks: tuple[Check, ...]
    digest: str

    def serving(self, standards: frozenset[str]) -> list[Check]:
        """The checks that serve a requirement of any of these standards."""
        return [check for check in self.checks if check.standards & standards]


@cache
def library() -> Library:
    """The checks that ship with Tandem; raises LibraryError with file and line when a file is not right."""
    return read_library(CHECKS, *registers_files())


def registers_files() -> list[Path]:
    """Files of checks that lie with the first register they read; what reads several wings lies in the catalogue."""
    files = [register.folder / "checks.yaml" for register in sorted(every(), key=lambda register: register.key)]
    return [file for file in files if file.is_file()]


def read_library(folder: Path, *further: Path) -> Library:
    """The checks of the files in a folder and of further files; raises LibraryError carrying every fault found."""
    found: list[Check] = []
    faults: list[LibraryError] = []
    digest = sha256()
    taken: dict[str, str] = {}
    for path in (*sorted(folder.glob("*.yaml")), *further):
        raw = path.read_bytes()
        digest.update(sha256(raw).digest())
        name = f"{path.parent.name}/{path.name}"
        try:
            document = read_bytes(raw, name)
            checks = checks_of(document)
        except LibraryError as error:
            faults += error.all()
            continue
        for position, check in enumerate(checks):
            if check.key in taken:
                message = f"The check {check.key} is in {taken[check.key]} already."
                faults.append(document.error(message, "checks", position, "key"))
            taken[check.key] = name
        found += checks
    if faults:
        raise LibraryError.of(faults)
    return Library(tuple(found), digest.hexdigest())


def check_library(app_configs: object = None, **kwargs: object) -> list[CheckMessage]:
    """Every fault in the check files, for `tandem check`."""
    try:
        library()
    except LibraryError as error:
        return [Error(fault.sentence, id="tandem.E020") for fault in error.all()]
    return []
