"""Every planned interval of the house: found in the registers that are looked at again, kept in no list."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import registers
from tandem.ground.kernel.patterns.intervals import key_of
from tandem.ground.kernel.patterns.reviewed import Reviewed
from tandem.ground.kernel.registers import Register


@dataclass(frozen=True, slots=True)
class Planned:
    """One interval: whose, and after how many months by default; none where each record works it out itself."""

    key: str
    register: Register
    field: str
    default: int | None

    @property
    def title(self) -> str:
        """What is done at this interval, such as “Suppliers: next review”."""
        params = {"register": self.register.title, "field": self.register.label(self.field)}
        return _("%(register)s: %(field)s") % params


def planned() -> Mapping[str, Planned]:
    """Every interval by its key, in the order of the house."""
    intervals = [
        Planned(key_of(register.key, pattern.next), register, pattern.next, _default(register, pattern))
        for register in registers.every()
        for pattern in register.patterns
        if isinstance(pattern, Reviewed)
    ]
    return {interval.key: interval for interval in intervals}


def _default(register: Register, pattern: Reviewed) -> int | None:
    if callable(pattern.months):
        return None
    months: Any = register.field(pattern.months).get_default()
    return int(months or 0)
