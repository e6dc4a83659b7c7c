"""Articles from tickets, and how often they helped."""

from collections.abc import Iterable
from typing import Any

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.support.knowledge.models import Article


def begin_from(actor: Actor, record: Any, *, kind: str, parts: Iterable[tuple[str, str]]) -> Any:
    """Begin an article from a ticket: its title, its service, and each part of it that says something."""
    text = "\n\n".join(f"{heading}\n{said}" for heading, said in parts if said)
    values = {
        "title": record.title,
        "kind": kind,
        "service": record.service,
        "source": record.reference,
        "draft": text,
        "owner": actor.user_id,
    }
    return writing.create(actor, declared_for(Article), values)
