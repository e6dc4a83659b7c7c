"""When what surrounds the organization is looked at again."""

from typing import Any

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.reviewed import Reviewed

REVIEW = Reviewed(while_in=("current",))


def derive_watched(record: Any, before: Any, actor: Actor) -> None:
    """Whoever enters something looks at it that day."""
    if record.last_review is None:
        record.last_review = actor.today
