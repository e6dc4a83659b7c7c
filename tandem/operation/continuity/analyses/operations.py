"""What a service stands on, listed for its analysis, and gaps counted."""

from collections.abc import Iterator
from typing import Any

from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for

NEEDS = "recovery-needs"
MOST = 100  # parties and items that are listed by themselves
STANDS_ON = (("supplier", "suppliers", ("active", "ending")), ("item", "items", ("in-use",)))


def list_needs(actor: Actor, analysis: Any) -> None:
    """Afterwards: everything that the service stands on is asked how soon it would be back."""
    register = registers.find(NEEDS)
    if register is None:
        return
    for name, record in _unlisted(analysis):
        writing.create(actor, register, {"analysis": analysis, name: record})


def _unlisted(analysis: Any) -> Iterator[tuple[str, Any]]:
    """Parties and items of the service that are not listed yet."""
    for name, key, states in STANDS_ON:
        neighbour = registers.find(key)
        if neighbour is None:
            continue
        listed = analysis.needs.exclude(**{name: None}).values(name)
        there = neighbour.model.objects.filter(service=analysis.service_id, state__in=states).exclude(pk__in=listed)
        yield from ((name, record) for record in there.order_by("pk")[:MOST])


def weigh_again(actor: Actor, analysis: Any, before: Any) -> None:
    """Other times make other gaps."""
    if (analysis.rto, analysis.rpo) == (before.rto, before.rpo):
        return
    for need in analysis.needs.order_by("pk"):
        writing.follow(actor, declared_for(type(need)), need, {}, "weighed again", analysis.reference)
