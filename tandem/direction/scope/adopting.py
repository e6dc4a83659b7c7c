"""What the organization begins with: the standards that it works by."""

from collections.abc import Iterable

from tandem.direction.scope.register import MANAGEMENT_SYSTEMS
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor


def adopt(actor: Actor, standards: Iterable[str], owner: str = "") -> None:
    """A management system for each standard, once; raises Invalid for one that cannot be adopted."""
    titles = dict(MANAGEMENT_SYSTEMS.field("standard").flatchoices)
    owned = {"owner": owner} if owner else {}
    for standard in dict.fromkeys(standards):
        values = {"title": titles.get(standard, standard), "standard": standard}
        writing.create(actor, MANAGEMENT_SYSTEMS, values | owned)
