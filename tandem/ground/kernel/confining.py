"""Conditions under which a record is there for an actor at all."""

from typing import Any

from django.db.models import Q

from tandem.ground.kernel.actor import CUSTOMER, Actor


def through(name: str, condition: Q) -> Q:
    """A condition on the record that a foreign key names; a join finds it by its key, however many there are."""
    parts: list[Any] = list(condition.children)
    children = [through(name, part) if isinstance(part, Q) else (f"{name}__{part[0]}", part[1]) for part in parts]
    return Q(*children, _connector=condition.connector, _negated=condition.negated)


def of_whole(name: str, condition: Q, model: Any) -> Q:
    """The condition that the record of this model which a foreign key names fulfils the one given."""
    if _asks_of_others(condition):
        return Q(**{f"{name}__in": model.objects.filter(condition)})
    return through(name, condition)


def of_person(actor: Actor, *paths: str) -> Q:
    """What is the actor's by one of these paths to a user; nothing for an actor who is no person, such as a webhook.

    Asked without a person, a path would find what nobody owns.
    """
    if actor.user_id is None:
        return Q(pk__in=())
    return Q(*((path, actor.user_id) for path in paths), _connector=Q.OR)


def _asks_of_others(condition: Q) -> bool:
    """Whether a condition asks of other records too, so that it holds for the record it was made for alone."""
    parts: list[Any] = list(condition.children)
    return any(_asks_of_others(part) if isinstance(part, Q) else not isinstance(part, tuple) for part in parts)


def of_customer(actor: Actor, path: str, site: str, *, is_part: bool) -> Q:
    """What is a customer's for somebody of that customer; parts without a path of their own follow their whole.

    Somebody of one site of it sees what is of that site, by the path `site`, and what they wrote themselves.
    """
    if actor.customer_id is None:
        return Q(pk__in=()) if actor.role == CUSTOMER else Q()
    if path:
        own = Q(**{path: actor.customer_id})
        return own if actor.site_id is None else own & _of_site(actor, site)
    return Q() if is_part else Q(pk__in=())


def _of_site(actor: Actor, site: str) -> Q:
    mine = of_person(actor, "created_by")
    return mine | Q(**{site: actor.site_id}) if site else mine
