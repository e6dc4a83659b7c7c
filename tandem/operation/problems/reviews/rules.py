"""What a review of incidents needs, and what is proposed from them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.ground.kernel import registers
from tandem.ground.kernel.actor import Actor
from tandem.operation.problems.models import Problem

LEAST, MOST_PROPOSALS, LONGEST_DAYS = 3, 20, 400
WORD = re.compile(r"[^\W\d_]{4,}")
# fmt: off
SAY_NOTHING = frozenset({
    "after", "again", "because", "been", "before", "being", "cannot", "could", "does", "doing", "done", "down",
    "error", "from", "have", "incident", "into", "problem", "says", "shows", "since", "some", "still", "than",
    "that", "their", "them", "there", "they", "this", "user", "users", "very", "when", "where", "which", "while",
    "will", "with", "without", "work", "working", "works", "would", "aber", "auch", "dass", "eine", "einen",
    "einer", "nach", "nicht", "oder", "sich", "sind", "seit", "über", "wird", "werden", "avec", "dans", "pour",
    "plus", "sans",
})
# fmt: on


@dataclass(frozen=True, slots=True)
class Seen:
    """What a review reads of an incident."""

    reference: str
    title: str
    service_id: int | None
    service: str
    category: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Incidents that may have one cause: by service and category, by item or by a word of their titles."""

    kind: str
    title: str
    service_id: int | None
    item: str
    incidents: tuple[str, ...]


def proposals(seen: Iterable[Seen], least: int = LEAST) -> list[Proposal]:
    """What three or more incidents share, the most frequent first; the same incidents are proposed once."""
    incidents = list(seen)
    candidates = [*_by_service(incidents), *_by_item(incidents), *_by_word(incidents)]
    many = sorted((item for item in candidates if len(item.incidents) >= least), key=lambda item: -len(item.incidents))
    proposed: list[Proposal] = []
    for item in many:
        if not any(set(item.incidents) <= set(earlier.incidents) for earlier in proposed):
            proposed.append(item)
    return proposed[:MOST_PROPOSALS]


def _by_service(incidents: list[Seen]) -> Iterator[Proposal]:
    groups = defaultdict(list)
    for incident in incidents:
        if incident.service_id and incident.category:
            groups[incident.service_id, incident.category.casefold()].append(incident)
    for group in groups.values():
        first = group[0]
        title = f"{first.service}: {first.category}"
        yield Proposal("service", title, first.service_id, "", tuple(incident.reference for incident in group))


def _by_item(incidents: list[Seen]) -> Iterator[Proposal]:
    groups = defaultdict(list)
    for incident in incidents:
        for item in incident.items:
            groups[item].append(incident.reference)
    for item, group in groups.items():
        yield Proposal("item", _("Incidents of %(item)s") % {"item": item}, None, item, tuple(group))


def _by_word(incidents: list[Seen]) -> Iterator[Proposal]:
    groups = defaultdict(list)
    for incident in incidents:
        for word in set(WORD.findall(incident.title.casefold())) - SAY_NOTHING:
            groups[word].append(incident)
    for word in sorted(groups):
        group = groups[word]
        services = {incident.service_id for incident in group}
        service_id = services.pop() if len(services) == 1 else None
        title = _("“%(word)s” in the title") % {"word": word}
        yield Proposal("words", title, service_id, "", tuple(incident.reference for incident in group))


def incidents_of(review: Any, actor: Actor) -> Any:
    """The incidents of the period, whoever may see them."""
    register = registers.find("incidents")
    if register is None:
        raise LookupError("There is no register of incidents.")
    days = (review.begins, review.ends + timedelta(days=1))
    start, after = (datetime.combine(day, time.min, actor.zone).astimezone(UTC) for day in days)
    return register.model.objects.filter(opened_at__gte=start, opened_at__lt=after)


def derive(review: Any, before: Any, actor: Actor) -> None:
    """Count what is looked at while the review is in hand."""
    if review.state != "done" and review.begins and review.ends and review.begins <= review.ends < date.max:
        review.incidents_seen = incidents_of(review, actor).count()
        review.problems_judged = Problem.objects.filter(effect_on__range=(review.begins, review.ends)).count()


def check(review: Any, before: Any, today: date) -> Mapping[str, str]:
    """A period that has come and is no longer than can be looked at."""
    if review.begins and review.ends and review.ends < review.begins:
        return {"ends": _("The last day is not before the first.")}
    if review.ends and review.ends > today:
        return {"ends": _("Look at incidents of days that have come.")}
    if review.begins and review.ends and (review.ends - review.begins).days > LONGEST_DAYS:
        words = ngettext(
            "Look at no more than %(days)s day at once.", "Look at no more than %(days)s days at once.", LONGEST_DAYS
        )
        return {"begins": words % {"days": LONGEST_DAYS}}
    return {}


def locked(review: Any) -> str | None:
    """A review that is done says how it was then."""
    return _("It is done; begin another review.") if review.state == "done" else None


def may_finish(review: Any, actor: Actor) -> str | None:
    """Every proposal was decided upon."""
    left = review.proposals.filter(state="open").count()
    return _("Decide first upon what is proposed: %(left)s still open.") % {"left": left} if left else None


def finish(review: Any, actor: Actor) -> None:
    """Note who looked, and when."""
    review.reviewed_on, review.reviewed_by_id = actor.today, actor.user_id
