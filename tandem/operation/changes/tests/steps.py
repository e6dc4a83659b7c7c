"""Changes as the tests ask for and weigh them."""

from typing import Any

from tandem.ground.kernel import registers, writing
from tandem.operation.changes.models import QUESTIONS, Change
from tandem.operation.changes.register import CHANGES
from tests.cast import Cast

WEIGHED = {
    "service_impact": "minor",
    "service_effect": "Ten minutes at night",
    "security_impact": "none",
    "security_effect": "Nothing changes",
    **dict.fromkeys(QUESTIONS, False),
    "benefit": "Two paths, little risk",
    "resources": "Two days",
}


def add(home: Cast, key: str, by: str = "ada", **values: Any) -> Any:
    register = registers.find(key)
    assert register is not None
    return writing.create(home.actor(by), register, values)


def take(home: Cast, by: str, record: Any, key: str, reason: str = "", **values: Any) -> Any:
    register = registers.declared_for(type(record))
    return writing.transition(home.actor(by), register, record.reference, key, values, reason=reason)


def asked(home: Cast, **values: Any) -> Change:
    given = {
        "title": "Second line",
        "kind": "item",
        "reason": "A cut line stops us",
        "owner": home.users["ben"].pk,
        "requester": home.users["ben"].pk,
        "planned_for": "2026-04-01",
    }
    made: Change = writing.create(home.actor("ben"), CHANGES, given | values)
    return made


def weighed(home: Cast, answers: dict[str, Any] | None = None, **values: Any) -> Change:
    change: Change = take(home, "ben", asked(home, **values), "weigh", **WEIGHED | (answers or {}))
    return change


def approved(home: Cast, **values: Any) -> Change:
    change: Change = take(home, "ada", weighed(home, **values), "approve")
    return change


def now(change: Change) -> Change:
    fresh: Change = Change.objects.get(pk=change.pk)
    return fresh
