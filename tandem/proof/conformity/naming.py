"""Checks name registers: where each lies follows from the first it reads, and none waits for what is there."""

from collections.abc import Iterator, Sequence

from django.core.checks import CheckMessage, Error

from tandem.ground.catalogue.errors import LibraryError
from tandem.ground.catalogue.yaml_text import read_bytes
from tandem.ground.kernel import registers
from tandem.ground.kernel.registers import Register
from tandem.proof.conformity.declarations import Check
from tandem.proof.conformity.library import library
from tandem.proof.conformity.reading import checks_of


def check_names(app_configs: object = None, **kwargs: object) -> list[CheckMessage]:
    """Every check that waits for registers that are all there, or lies with a register it does not read first."""
    try:
        faults = [
            *overdue(library().checks),
            *(fault for register in registers.every() for fault in misplaced(register)),
        ]
    except LibraryError:  # said by check_library
        return []
    return [Error(fault, id="tandem.E021") for fault in faults]


def overdue(checks: Sequence[Check]) -> Iterator[str]:
    """Sentences on the checks that can be answered by now."""
    for check in checks:
        if check.answer is None and all(registers.find(key) for key in check.records):
            names = ", ".join(check.records)
            yield f"The check {check.key} waits for {names}, which are all kept by now; write its answer."


def misplaced(register: Register) -> Iterator[str]:
    """Sentences on the checks beside a register that read another one first."""
    file = register.folder / "checks.yaml"
    if not file.is_file():
        return
    for check in checks_of(read_bytes(file.read_bytes(), str(file))):
        first = check.answer.parts[0].measure.register if check.answer else next(iter(check.records), "")
        if first != register.key:
            yield f"The check {check.key} lies with {register.key} but reads {first} first; it belongs there."
