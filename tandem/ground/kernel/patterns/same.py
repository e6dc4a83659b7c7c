"""One person with two accounts is one person: the same mailbox, or the same name, as an auditor would take them.

Two people who share a name are told apart by what their accounts call them.
"""

from typing import Any

from django.contrib.auth import get_user_model


def accounts_of(user_id: int) -> frozenset[int]:
    """Every account of the person behind an account, that one among them."""
    users: Any = get_user_model()._default_manager
    own = users.filter(pk=user_id).values_list("name", "email").first()
    if own is None:
        return frozenset({user_id})
    name, email = own
    local, _at, host = mailbox(email).partition("@")
    alike = users.filter(email__istartswith=local, email__iendswith=f"@{host}") | users.filter(name__iexact=name)
    rows = alike.values_list("pk", "name", "email")
    same = (pk for pk, theirs, address in rows if _is_same(name, email, theirs, address))
    return frozenset({user_id, *same})


def are_one(user_id: int | None, other_id: int | None) -> bool:
    """Whether two accounts are of one person."""
    if user_id is None or other_id is None:
        return False
    return user_id == other_id or other_id in accounts_of(user_id)


def _is_same(name: str, email: str, other_name: str, other_email: str) -> bool:
    return mailbox(email) == mailbox(other_email) or _plain(name) == _plain(other_name)


def mailbox(email: str) -> str:
    """The mailbox to which an address leads: without case, and without what stands behind a plus."""
    local, _at, host = email.strip().casefold().partition("@")
    return f"{local.partition('+')[0]}@{host}"


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
