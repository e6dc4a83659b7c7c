"""What attacks have in common: what was honest goes, something that only looks so takes its place."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tandem.proof.conformity import remembering
from tandem.proof.conformity.tests.conftest import TODAY
from tandem.proof.conformity.tests.house import House, register_of
from tandem.proof.conformity.vocabulary import Result

AHEAD = (TODAY + timedelta(days=40)).isoformat()
FAR = (TODAY + timedelta(days=73 * 365)).isoformat()
CONTROL = "control-in-place-2022-a.8.34"
LOREM = (
    "Lorem ipsum dolor sit amet consetetur sadipscing elitr sed diam nonumy eirmod tempor invidunt ut labore et dolore "
)
Hold = Callable[..., dict[str, Result]]  # held("access-rules") are the results of checks now


def gone(key: str, **which: Any) -> None:
    """What was honest is no longer there."""
    register_of(key).model.objects.filter(**which)._raw_delete("default")
    remembering.forget()


def published(house: House, text: str, topic: str = "access-control", **about: Any) -> Any:
    """A policy with this text, which somebody other than its author approved, in the place of the honest one."""
    register_of("documents").model.objects.filter(topic=topic).update(state="withdrawn", topic="other")
    made = house.add("documents", title="Rules for all", kind="policy", topic=topic, owner=house.ben, **about)
    version = house.add("document-versions", by=house.ben, document=made, number="1.0", text=text)
    house.step("document-versions", version, "submit", house.ben)
    house.step("document-versions", version, "approve", house.bea)
    return made
