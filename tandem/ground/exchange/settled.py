"""What steps settled for good: figures frozen, a seed committed, a draw made; taking many changes back leaves it."""

from typing import Any

from tandem.ground.kernel.hands import fixed_fields
from tandem.ground.kernel.models import Arrival, ArrivedRow
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.values import state_of
from tandem.ground.ledger.states import state_at_version


def settled_names(register: Register) -> frozenset[str]:
    """The fields of a register that steps alone fill in and that become fixed."""
    named = {name for pattern in register.patterns for name in pattern.named()}
    return frozenset(named - {*register.writable, *register.exchange.importable})


def settled_in(arrival: Arrival, register: Register, most: int) -> list[str]:
    """References of records of which this arrival settled something for good, as many as are to be named."""
    names = settled_names(register)
    if not names:
        return []
    rows = arrival.rows.filter(register=register.key, is_new=False, is_gone=False).order_by("pk")
    settled = (record.reference for row in rows.iterator() if (record := _settled(register, row, names)))
    return [reference for reference, _place in zip(settled, range(most), strict=False)]


def _settled(register: Register, row: ArrivedRow, names: frozenset[str]) -> Any:
    """The record of a row, where putting it back would change what is fixed by now."""
    record = register.model.objects.filter(pk=row.record_id).first()
    fixed = names & fixed_fields(register, record).keys() if record is not None else frozenset()
    before = state_at_version(row.organization_id, row.register, row.record_id, row.version_before) if fixed else None
    if before is None:
        return None
    now = state_of(record)
    return record if any(now.get(name) != before.get(name) for name in fixed) else None
