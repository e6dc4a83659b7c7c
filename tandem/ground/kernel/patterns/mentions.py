"""Naming somebody with an @ in what is said about a record."""

import re
from collections.abc import Iterable
from typing import Any

from django.apps import apps

from tandem.ground.kernel.actor import Actor

MENTION = re.compile(r"(?<![\w@.])@(\w[\w.-]*\w|\w)")


def mentioned(actor: Actor, text: str) -> list[Any]:
    """Members whom a text names by first name, whole name or the beginning of their address, if only one is meant."""
    return mentioned_among(members_of(actor), text) if MENTION.search(text) else []


def members_of(actor: Actor) -> list[Any]:
    """The members of the actor's organization today, each with their user, to look for many texts' names in."""
    members = apps.get_model("accounts", "Membership").objects.filter(organization_id=actor.organization_id)
    return list(members.valid_on(actor.today).select_related("user").order_by("pk"))


def mentioned_among(known: Iterable[Any], text: str) -> list[Any]:
    """The members among those known whom a text names."""
    names = {name.casefold() for name in MENTION.findall(text)}
    meant = (_meant(known, name) for name in sorted(names))
    return list({member.user_id: member for member in meant if member is not None}.values())


def _meant(members: Iterable[Any], name: str) -> Any:
    exact = [member for member in members if name in _names(member)]
    return exact[0] if len(exact) == 1 else None


def _names(member: Any) -> set[str]:
    name = member.user.name.casefold()
    return {name.partition(" ")[0], name.replace(" ", ""), name.replace(" ", "."), member.user.email.partition("@")[0]}
