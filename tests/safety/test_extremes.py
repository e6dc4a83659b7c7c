"""The gate answers every value in words: what is missing, and what lies at the edge of what a field can hold."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import WriteError
from tandem.ground.kernel.kinds import table
from tandem.ground.kernel.registers import Register
from tests.cast import Cast, values_for

pytestmark = pytest.mark.slow
EDGES: dict[str, tuple[Any, ...]] = {
    "day": (date.min, date.max, "0001-01-01", "9999-12-31"),
    "moment": (datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, tzinfo=UTC)),
    "number": (-1, 0, 32_767, 2**31 - 1, 2**63),
    "level": (-1, 0, 99),
    "duration": (-1, 0, 32_767, 2**31 - 1),
    "figure": (Decimal("-0.01"), Decimal("1e30"), Decimal("NaN")),
    "money": (Decimal("-0.01"), Decimal("1e30"), Decimal("NaN")),
    "percentage": (Decimal(-1), Decimal("100.1"), Decimal("NaN")),
    "period": (-1, 0, 32_767),
    "words": (["x"] * 500, [""], "x,,y"),
    "structure": ({}, [], [[]], {"a": {"b": None}}),
    "text": ("\x0b", "\u202e" * 30, "😀" * 500, "-"),
}
TEXTS = ("text", "long", "reference", "")  # short text has no name of its own


def edges(register: Register) -> Iterator[tuple[str, Any]]:
    """Each writable field of a register with nothing in it, and with what lies at the edge of its kind."""
    for name in register.writable:
        if name == register.place.parent:
            continue
        kind = table.of(register.field(name)).name
        for value in (None, "", *EDGES.get("text" if kind in TEXTS else kind, ())):
            yield name, value


def answered(actor: Actor, register: Register, values: dict[str, Any]) -> str:
    """What else than words a record with these values was answered with; it is not kept."""
    try:
        with transaction.atomic():
            writing.create(actor, register, values)
            transaction.set_rollback(True)
    except WriteError:
        return ""
    except Exception as fault:  # noqa: BLE001  whatever it is, it is no answer in words
        return f"{type(fault).__name__}: {fault}"[:200]
    return ""


@pytest.mark.one_in(3)
@pytest.mark.parametrize("register", [pytest.param(one, id=one.key) for one in registers.every()])
def test_what_is_missing_or_at_the_edge_is_answered_in_words(home: Cast, register: Register) -> None:
    ada = home.actor("ada")
    values = values_for(home, ada, register)
    found = {
        f"{name}={str(value)[:40]}": fault
        for name, value in edges(register)
        for actor in ((ada, ada.via("import")) if value is None else (ada,))
        if (fault := answered(actor, register, values | {name: value}))
    }
    assert found == {}
