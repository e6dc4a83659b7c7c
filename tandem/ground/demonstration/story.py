"""What happened in the demonstration organization, in the order of time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tandem.ground.accounts.models import Organization, User
from tandem.ground.kernel import clock
from tandem.ground.kernel.actor import Actor

Entry = dict[str, Any]


@dataclass(order=True)
class Event:
    """Something that somebody did at a moment."""

    at: datetime
    order: int
    do: Callable[[], Any] = field(compare=False)


class Story:
    """Collects what happened and plays it in the order of time."""

    def __init__(self, organization: Organization, people: dict[str, User], roles: dict[str, str]) -> None:
        self.organization = organization
        self.zone: ZoneInfo = organization.zone
        self.today = clock.today(self.zone)
        self.people = people
        self.roles = roles
        self.made: dict[str, dict[str, str]] = {}
        self.events: list[Event] = []

    def actor(self, key: str) -> Actor:
        """The actor that one of the people is."""
        user = self.people[key]
        return Actor(self.organization.pk, self.roles[key], user.name, user.pk, "page", self.zone)

    def day(self, offset: int) -> date:
        """A day by its distance from today."""
        return self.today + timedelta(days=offset)

    def moment(self, offset: int, at: str = "09:00", minutes: int = 0) -> datetime:
        """A moment on a day, in UTC; never later than now."""
        hour, minute = (int(part) for part in at.split(":"))
        local = datetime.combine(self.day(offset), time(hour, minute), self.zone) + timedelta(minutes=minutes)
        return min(local.astimezone(UTC), clock.now() - timedelta(seconds=1))

    def planned(self, offset: int, at: str) -> datetime:
        """A moment on a day, past or to come, in UTC."""
        return datetime.combine(self.day(offset), time.fromisoformat(at), self.zone).astimezone(UTC)

    def at(self, moment: datetime, do: Callable[[], Any]) -> None:
        """Let something happen at a moment."""
        self.events.append(Event(moment, len(self.events), do))

    def play(self) -> None:
        """Let everything happen in order."""
        for event in sorted(self.events):
            with clock.fixed(event.at):
                event.do()
