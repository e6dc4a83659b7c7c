"""Short words for what the tests do again and again."""

from typing import Any

from tandem.ground.kernel import writing
from tandem.ground.kernel.registers import Register
from tandem.operation.incidents.evidence.register import EVIDENCE
from tandem.operation.incidents.register import INCIDENTS
from tests.cast import Cast

JUDGED = {
    "is_security": True,
    "security_reason": "Mailbox read from abroad",
    "security_category": "account",
    "personal_data": "yes",
}


def reported(home: Cast, name: str = "ben", **values: Any) -> Any:
    """An incident as somebody reports it."""
    return writing.create(home.actor(name), INCIDENTS, {"title": "Mailbox misused", **values})


def assessed(home: Cast, name: str = "ben", **values: Any) -> Any:
    """A security incident, assessed and classified."""
    incident = reported(home, name, owner=home.users["ben"].pk)
    return take(home, name, INCIDENTS, incident, "assess", **(JUDGED | values))


def take(home: Cast, name: str, register: Register, record: Any, key: str, *, reason: str = "", **values: Any) -> Any:
    """A step of a record, by name of who takes it."""
    return writing.transition(home.actor(name), register, record.reference, key, values, reason=reason)


def kept(home: Cast, incident: Any, name: str = "ben", **values: Any) -> Any:
    """An item of evidence of an incident."""
    described = {
        "incident": incident.reference,
        "title": "Sign-in log",
        "source": "Mail gateway",
        "owner": home.users[name],
    }
    return writing.create(home.actor(name), EVIDENCE, described | values)
