"""Message-IDs that nobody can make up: each names its incident and proves that Tandem wrote it."""

import re
import secrets

from django.utils.crypto import constant_time_compare, salted_hmac

OURS = re.compile(r"tandem\.([0-9a-z]{1,13})\.([0-9a-z]{1,13})\.([0-9a-f]{12})\.([0-9a-f]{32})@[\w.\-]+")
SALT = "tandem.operation.mail"
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def message_id(organization_id: int, incident_id: int, domain: str) -> str:
    """A new Message-ID, without its brackets, for a message about an incident."""
    mark = secrets.token_hex(6)
    named = f"{_short(organization_id)}.{_short(incident_id)}.{mark}"
    return f"tandem.{named}.{_proof(named)}@{domain}"


def incident_of(identifier: str, organization_id: int) -> int | None:
    """Primary key of the incident that a Message-ID of ours names; None for every other one, forged ones included."""
    found = OURS.fullmatch(identifier)
    if found is None:
        return None
    organization, incident, mark, proof = found.groups()
    is_ours = constant_time_compare(proof, _proof(f"{organization}.{incident}.{mark}"))
    return int(incident, 36) if is_ours and int(organization, 36) == organization_id else None


def is_forged(identifier: str, organization_id: int) -> bool:
    """True for what looks like a Message-ID of ours and is none."""
    return OURS.fullmatch(identifier) is not None and incident_of(identifier, organization_id) is None


def named_in(text: str) -> list[str]:
    """Everything in a text that looks like a Message-ID of ours, such as in a message that came back."""
    return [place[0] for place in OURS.finditer(text)]


def _proof(named: str) -> str:
    return salted_hmac(SALT, named, algorithm="sha256").hexdigest()[:32]


def _short(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
    return digits or "0"
