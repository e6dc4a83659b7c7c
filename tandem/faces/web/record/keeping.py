"""Whether what somebody types may stay on their device until it is saved."""

from collections.abc import Mapping
from typing import Any

from tandem.ground.kernel import permissions, registers
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import Register


def is_confidential(actor: Actor, register: Register, record: Any, values: Mapping[str, Any]) -> bool:
    """True when a record, what it is part of, or what it comes from is confidential; then nothing is kept."""
    if record is not None and getattr(record, "is_confidential", False):
        return True
    return any(
        bool(getattr(source, "is_confidential", False))
        for source in _sources(actor, register, record, values)
        if source
    )


def _sources(actor: Actor, register: Register, record: Any, values: Mapping[str, Any]) -> list[Any]:
    """The record that this one is part of, and the one that its source names."""
    records = []
    if register.above is not None:
        name = register.place.parent
        whole = getattr(record, name) if record is not None else _named(actor, register.above, values.get(name, ""))
        records.append(whole)
    source = registers.find(str(values.get("source_register", "")))
    if source is not None:
        records.append(_named(actor, source, values.get("source_reference", "")))
    return records


def _named(actor: Actor, register: Register, reference: Any) -> Any:
    text = str(reference or "")
    return permissions.visible(actor, register).with_reference(text).first() if text else None
