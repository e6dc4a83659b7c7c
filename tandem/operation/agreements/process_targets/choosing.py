"""Which target of a process counts for a ticket: the one that says most about it."""

from collections.abc import Iterable
from typing import Any

NAMED_BY_TICKET = ("service_id", "priority", "category")


def choose(targets: Iterable[Any], ticket: Any, kind: str) -> Any:
    """Of targets of a kind that which counts for a ticket; None for none.

    Of each agreement, and of what the organization set itself, the one that names most of what the ticket is; what was
    promised in an agreement goes before, and of several promises the shortest.
    """
    best: dict[int | None, Any] = {}
    for target in targets:
        if target.kind == kind and is_about(target, ticket):
            known = best.get(target.agreement_id)
            best[target.agreement_id] = target if known is None else min(known, target, key=_rank)
    own = best.pop(None, None)
    return min(best.values(), key=lambda target: (target.minutes, target.pk), default=own)


def scope_of(target: Any) -> tuple[Any, ...]:
    """Which tickets a target is about, of one organization; one target of a scope is in force."""
    return (target.kind, target.agreement_id, *(getattr(target, name) for name in NAMED_BY_TICKET))


def is_about(target: Any, ticket: Any) -> bool:
    """Whether all that a target names is so for a ticket, by an agreement that is kept."""
    return names(target, ticket) and (target.agreement_id is None or target.agreement.is_kept)


def names(target: Any, ticket: Any) -> bool:
    """Whether all that a target names is so for a ticket, whether its agreement is kept or has ended."""
    named = {name: said for name in NAMED_BY_TICKET if (said := getattr(target, name))}
    if any(getattr(ticket, name, None) != said for name, said in named.items()):
        return False
    return target.agreement_id is None or _is_party(target.agreement, ticket)


def _is_party(agreement: Any, ticket: Any) -> bool:
    """Whether a ticket concerns an agreement: by its customer, else by a service promised there."""
    customer = getattr(ticket, "customer_id", None)
    return ticket.service_id in agreement.promised_services if customer is None else customer == agreement.customer_id


def _rank(target: Any) -> tuple[int, int, int]:
    named = sum(bool(getattr(target, name)) for name in NAMED_BY_TICKET)
    return -named, target.minutes, target.pk
