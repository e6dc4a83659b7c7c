"""A supplier under contract, written in a line."""

from typing import Any

from tandem.ground.kernel import registers, writing
from tests.cast import Cast

CLAUSES = {"scope": "Lines to 31 sites", "authorities": "Duty engineer; Ada", "obligations": "Told each hour"}


def register(key: str) -> registers.Register:
    declared = registers.find(key)
    assert declared is not None
    return declared


def add(home: Cast, key: str, **values: Any) -> Any:
    return writing.create(home.actor("ada"), register(key), values)


def step(home: Cast, record: Any, key: str, reason: str = "", by: str = "ada", **values: Any) -> Any:
    declared = registers.declared_for(type(record))
    return writing.transition(home.actor(by), declared, record.reference, key, values, reason=reason)


def supplier(home: Cast, title: str = "Carrier", **values: Any) -> Any:
    """A supplier who has not begun."""
    given = {"title": title, "owner": home.users["ben"].pk, "selected_by": "Two paths", **values}
    return add(home, "suppliers", **given)


def contract(home: Cast, of: Any, title: str = "Frame", **values: Any) -> Any:
    """A draft with what it needs."""
    return add(home, "supplier-contracts", supplier=of, title=title, **{**CLAUSES, **values})


def begun(home: Cast, **values: Any) -> tuple[Any, Any]:
    """A supplier who has begun, and the contract in force."""
    made = supplier(home, **values)
    agreed = step(home, contract(home, made, security="Second factor"), "sign")
    return step(home, made, "begin"), agreed
