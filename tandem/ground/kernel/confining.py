"""Conditions under which a record is there for an actor at all."""

from typing import Any

from django.db.models import Q

from tandem.ground.kernel.actor import Actor


def through(name: str, condition: Q) -> Q:
    """A condition on the record that a foreign key names; a join finds it by its key, however many there are."""
    parts: list[Any] = list(condition.children)
    children = [through(name, part) if isinstance(part, Q) else (f"{name}__{part[0]}", part[1]) for part in parts]
    return Q(*children, _connector=condition.connector, _negated=condition.negated)


def of_customer(actor: Actor, path: str, *, is_part: bool) -> Q:
    """What is a customer's for somebody of that customer; parts without a path of their own follow their whole."""
    if actor.customer_id is None:
        return Q()
    if path:
        return Q(**{path: actor.customer_id})
    return Q() if is_part else Q(pk__in=())
