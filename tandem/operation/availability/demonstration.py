"""Outages of the demonstration: noted when they began, ended when the service was back, investigated days later."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from tandem.ground.demonstration.story import Entry, Story
from tandem.ground.kernel import registers, writing
from tandem.operation.availability.register import OUTAGES

NAMED = {"service": "services", "customer": "customers", "problem": "problems", "change": "changes"}
KEPT = ("title", "cause", "restored_by")


def tell(story: Story, entries: list[Entry]) -> None:
    """Let every outage happen."""
    for entry in entries:
        day, at = entry["begins"]
        over = story.moment(day, at, entry["lasted"] + 10)
        story.at(over, partial(_note, story, entry))
        if "found" in entry:
            story.at(story.moment(entry["found"]["day"], "15:00"), partial(_investigate, story, entry))


def _note(story: Story, entry: Entry) -> None:
    day, at = entry["begins"]
    values: dict[str, Any] = {name: entry[name] for name in KEPT if name in entry}
    values |= {name: _named(key, entry[name]) for name, key in NAMED.items() if name in entry and name != "change"}
    values |= {"started_at": story.moment(day, at), "ended_at": story.moment(day, at, entry["lasted"])}
    values["owner"] = story.people[entry["owner"]]
    if "announced" in entry:
        announced_on, to = entry["announced"]
        values |= {"is_planned": True, "announced_at": story.moment(announced_on), "announced_to": to}
    made = writing.create(story.actor(entry["by"]), OUTAGES, values)
    story.made.setdefault(OUTAGES.key, {})[entry["title"]] = made.reference


def _investigate(story: Story, entry: Entry) -> None:
    answers = {name: entry["found"][name] for name in ("investigation", "followed")}
    if "change" in entry:
        answers["change"] = _named(NAMED["change"], entry["change"])
    reference = story.made[OUTAGES.key][entry["title"]]
    writing.transition(story.actor(entry["by"]), OUTAGES, reference, "investigate", answers)


def _named(key: str, title: str) -> Any:
    """A record of another subject by its title."""
    register = registers.find(key)
    return None if register is None else register.model.objects.get(title=title).reference


def months_of(today: date) -> list[tuple[date, date]]:
    """The last two whole months."""
    last = today.replace(day=1) - timedelta(days=1)
    before = last.replace(day=1) - timedelta(days=1)
    return [(end.replace(day=1), end) for end in (before, last)]
