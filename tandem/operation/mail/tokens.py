"""Message-IDs that nobody can make up: each names its ticket and proves that Tandem wrote it."""

import re
import secrets

from django.utils.crypto import constant_time_compare, salted_hmac

from tandem.operation.mail.tickets import KINDS, Kind

OURS = re.compile(r"tandem\.([0-9a-z]{1,13})\.((?:[a-z]-)?[0-9a-z]{1,13})\.([0-9a-f]{12})\.([0-9a-f]{32})@[\w.\-]+")
NO_TICKET = "n-0"
SALT = "tandem.operation.mail"
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def message_id(organization_id: int, kind: Kind | None, ticket_id: int, domain: str) -> str:
    """A new Message-ID, without its brackets, for a message about a ticket, or about none."""
    mark = secrets.token_hex(6)
    about = f"{kind.mark}{_short(ticket_id)}" if kind else NO_TICKET
    named = f"{_short(organization_id)}.{about}.{mark}"
    return f"tandem.{named}.{_proof(named)}@{domain}"


def ticket_of(identifier: str, organization_id: int) -> tuple[Kind, int] | None:
    """The ticket that a Message-ID of ours names, by its key; None for every other one, forged ones included."""
    about = _proved(identifier, organization_id)
    mark, _dash, key = about.rpartition("-")
    kind = next((kind for kind in KINDS if kind.mark.rstrip("-") == mark), None)
    return (kind, int(key, 36)) if about and kind else None


def _proved(identifier: str, organization_id: int) -> str:
    """What a Message-ID of ours says that it is about; empty for every other one."""
    match = OURS.fullmatch(identifier)
    if match is None:
        return ""
    organization, about, mark, proof = match.groups()
    is_ours = constant_time_compare(proof, _proof(f"{organization}.{about}.{mark}"))
    return about if is_ours and int(organization, 36) == organization_id else ""


def is_forged(identifier: str, organization_id: int) -> bool:
    """True for what looks like a Message-ID of ours and is none."""
    return OURS.fullmatch(identifier) is not None and not _proved(identifier, organization_id)


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
