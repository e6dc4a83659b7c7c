"""The checks that ship with Tandem."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from django.core.checks import CheckMessage, Error, Warning

from tandem.direction.scope.models import STANDARDS
from tandem.ground.catalogue.errors import LibraryError
from tandem.ground.catalogue.loading import LIBRARY
from tandem.ground.catalogue.reading import framework_of
from tandem.ground.catalogue.yaml_text import read_bytes
from tandem.ground.kernel.registers import every, find
from tandem.library_words import by_language
from tandem.proof.conformity.declarations import Check, Measure
from tandem.proof.conformity.reading import checks_of
from tandem.proof.conformity.vocabulary import Wanted

CHECKS = LIBRARY / "checks"
LEAST_NAME = 100  # letters that a field takes at least which names a record in words


@dataclass(frozen=True)
class Library:
    """All checks in the order of their files, and a digest that changes when any of them does."""

    checks: tuple[Check, ...]
    digest: str

    def serving(self, standards: frozenset[str]) -> list[Check]:
        """The checks that serve a requirement of any of these standards."""
        return [check for check in self.checks if check.standards & standards]

    @cached_property
    def wanted(self) -> Wanted:
        """By register, the field that names its records and every free text that a check wants to say something."""
        by_register: dict[str, set[str]] = {}
        for measure in self.measures:
            by_register.setdefault(measure.register, set()).update(measure.own_texts)
            for register, _through, names in measure.texts_of_others:
                by_register.setdefault(register, set()).update(names)
        return {register: _with_headline(register, names) for register, names in by_register.items()}

    @property
    def measures(self) -> list[Measure]:
        """Everything that any check looks at."""
        return [part.measure for check in self.checks if check.answer for part in check.answer.parts]


def _with_headline(key: str, names: set[str]) -> tuple[str, ...]:
    register = find(key)
    if register is None or register.headline not in register.writable:
        return tuple(sorted(names))
    if (register.field(register.headline).max_length or 0) < LEAST_NAME:
        return tuple(sorted(names))
    return (register.headline, *sorted(names - {register.headline}))


@by_language
def library() -> Library:
    """The checks that ship with Tandem, in the language that is spoken; LibraryError names file and line of a fault."""
    return read_library(CHECKS, *registers_files())


def registers_files() -> list[Path]:
    """Files of checks that lie with the first register they read; what reads several wings lies in the catalogue."""
    files = [register.folder / "checks.yaml" for register in sorted(every(), key=lambda register: register.key)]
    return [file for file in files if file.is_file()]


def read_library(folder: Path, *further: Path) -> Library:
    """The checks of the files in a folder and of further files; raises LibraryError carrying every fault found."""
    all_checks: list[Check] = []
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
        all_checks += checks
    if faults:
        raise LibraryError.of(faults)
    return Library(tuple(all_checks), digest.hexdigest())


def without_a_required_check(checks: Library) -> list[CheckMessage]:
    """Every assessable requirement of the standards worked by that no required check serves."""
    served = {key for check in checks.checks if check.is_required for key in check.serves}
    return [
        Warning(f"{key} has no required check.", id="tandem.W021")
        for standard, _name in STANDARDS
        for line in framework_of(read_bytes(_framework(standard).read_bytes(), standard)).requirements
        for key in [f"{standard}/{line.ref}"]
        if line.assessable and key not in served
    ]


def _framework(standard: str) -> Path:
    return LIBRARY / "frameworks" / f"{standard.replace(':', '-')}.yaml"


def check_library(app_configs: object = None, **kwargs: object) -> list[CheckMessage]:
    """Every fault in the check files, and every requirement without a required check, for `tandem check`."""
    try:
        return without_a_required_check(library())
    except LibraryError as error:
        return [Error(fault.sentence, id="tandem.E020") for fault in error.all()]
