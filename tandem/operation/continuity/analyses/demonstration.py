"""Impact analyses of the demonstration, each with what its service stands on and what that promises."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from tandem.ground.demonstration.story import Entry, Story
from tandem.ground.kernel import registers, writing
from tandem.operation.continuity.analyses.register import IMPACT_ANALYSES
from tandem.operation.continuity.models import ContinuityPlan
from tandem.operation.continuity.needs.register import RECOVERY_NEEDS

WRITTEN, WEIGHED, AGREED = -172, -170, -165
STANDS_ON = (("supplier", "suppliers"), ("item", "items"))


def tell(story: Story, entries: list[Entry]) -> None:
    """Each is written, weighed against what its service stands on, and agreed by the manager."""
    for entry in entries:
        story.at(story.moment(WRITTEN, "10:00"), partial(_write, story, entry))
        story.at(story.moment(WEIGHED, "10:00"), partial(_weigh, story, entry))
        story.at(story.moment(AGREED, "14:00"), partial(_agree, story, entry))


def _write(story: Story, entry: Entry) -> None:
    values = {name: entry[name] for name in ("effects", "least")}
    values |= dict(zip(("tolerable", "rto", "rpo"), entry["times"], strict=True))
    values |= {"service": _known("services", entry["service"]), "owner": story.people[entry["owner"]]}
    values["plan"] = ContinuityPlan.objects.get(title=entry["plan"])
    writing.create(story.actor(entry["owner"]), IMPACT_ANALYSES, values)


def _weigh(story: Story, entry: Entry) -> None:
    for need in entry["needs"]:
        writing.create(story.actor(entry["owner"]), RECOVERY_NEEDS, _values(_analysis(entry), need))


def _values(analysis: Any, need: Sequence[Any]) -> dict[str, Any]:
    title, within, age, source, answer = need
    named = {name: known for name, key in STANDS_ON if (known := _known(key, title)) is not None}
    promise = {"promised_rto": within, "promised_rpo": age, "source": source, "answer": answer}
    return {"analysis": analysis, "title": title, **named, **promise}


def _agree(story: Story, entry: Entry) -> None:
    writing.transition(story.actor("mira"), IMPACT_ANALYSES, _analysis(entry).reference, "agree")


def _analysis(entry: Entry) -> Any:
    return IMPACT_ANALYSES.model.objects.get(service__title=entry["service"])


def _known(key: str, title: str) -> Any:
    """A record of another subject by its title; None where there is none."""
    register = registers.find(key)
    return None if register is None else register.model.objects.filter(title=title).first()
