"""What a topic is about where it is no group of requirements: a process, a unit, a site or a service of the records."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from tandem.evaluation.audits.areas import auditable
from tandem.ground.catalogue.vocabulary import parse_requirement_key
from tandem.ground.kernel.registers import declared

KEPT: Final = {"process": "processes", "unit": "units", "site": "sites", "service": "services"}
THERE: Final = {
    "process": ("running",),
    "unit": ("active",),
    "site": ("in-use",),
    "service": ("in-transition", "live", "retiring"),
}
EVERYWHERE: Final = ("5.3", "7.2", "7.3", "7.5", "8.1")  # roles, competence, awareness, documents, control of operation


def name_thing(topic: Any) -> None:
    """A topic is called by its thing; one that was named in words is about the thing of that title."""
    thing = thing_of(topic)
    if thing is not None:
        setattr(topic, topic.kind, thing)
        topic.title = topic.title.strip() or thing.title[:200]


def thing_of(topic: Any) -> Any:
    """The process, unit, site or service that a topic is about, or is called like; None for none."""
    if topic.kind not in KEPT or getattr(topic, f"{topic.kind}_id") is not None:
        return getattr(topic, topic.kind, None) if topic.kind in KEPT else None
    there = declared(KEPT[topic.kind]).model.objects.filter(state__in=THERE[topic.kind])
    return there.called(topic.title).order_by("pk").first() if topic.title.strip() else None


def misnamed(topic: Any) -> Mapping[str, str]:
    """What is wrong with what a topic is about."""
    for kind in KEPT:
        if kind != topic.kind and getattr(topic, f"{kind}_id") is not None:
            return {kind: _("This is a topic of another kind; leave it empty or change the kind.")}
    return {} if topic.title.strip() else {"title": _("Say what is audited.")}


def asked_everywhere(standards: Iterable[str]) -> list[str]:
    """The requirements that every process, unit, site and service is asked, of these standards."""
    return [key for key in auditable(standards) if _holds_everywhere(parse_requirement_key(key)[1])]


def _holds_everywhere(ref: str) -> bool:
    return any(ref == start or ref.startswith(f"{start}.") for start in EVERYWHERE)


def missing_in(programme: Any) -> list[tuple[str, Any]]:
    """Processes, units, sites and live services that no topic of a programme is about, each with its kind."""
    missing = []
    for kind, key in KEPT.items():
        listed = programme.topics.filter(kind=kind).exclude(**{kind: None}).values(f"{kind}_id")
        things = declared(key).model.objects.filter(state__in=THERE[kind]).exclude(pk__in=listed)
        missing += [(kind, thing) for thing in things.order_by("pk")]
    return missing


def answers_for(kind: str, thing: Any) -> int | None:
    """Who answers for a thing: the head of a unit, the owner of anything else."""
    if kind != "unit":
        owner: int | None = thing.owner_id
        return owner
    head: int | None = thing.head.user_id if thing.head_id else thing.owner_id
    return head
