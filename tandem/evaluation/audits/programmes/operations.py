"""What is listed in a programme, what is left out of it, and the next one."""

from typing import Any

from dateutil.relativedelta import relativedelta

from tandem.evaluation.audits.areas import Area, area_of, areas, auditable
from tandem.evaluation.audits.lenses import SECURITY, SERVICE, lens_of
from tandem.evaluation.audits.programmes.models import AuditProgramme
from tandem.evaluation.audits.programmes.rules import SAID
from tandem.evaluation.audits.programmes.topics.models import AuditTopic
from tandem.evaluation.audits.programmes.topics.things import KEPT, answers_for, asked_everywhere, missing_in
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for

COPIED = ("title", "kind", *KEPT, "requirements", "responsible", "importance", "why")
RESULTS = ("last_audited", "last_result")


def list_topics(actor: Actor, programme: Any) -> None:
    """List every area with the requirements of the programme's standards that lie in it."""
    by_area: dict[Area, list[str]] = {area: [] for area in areas()}
    for key in auditable(programme.standards):
        area = area_of(key)
        if area is not None:
            by_area[area].append(key)
    rows = [
        {"programme": programme, "title": area.title, "requirements": keys, "importance": area.importance}
        for area, keys in by_area.items()
        if keys
    ]
    writing.create_many(actor, declared_for(AuditTopic), rows)


def list_things(actor: Actor, programme: Any) -> None:
    """List every process, unit, site and live service that the programme does not have yet."""
    asked = asked_everywhere(programme.standards)
    rows = [
        {
            "programme": programme,
            "kind": kind,
            kind: thing,
            "requirements": asked,
            "responsible": answers_for(kind, thing),
        }
        for kind, thing in missing_in(programme)
    ]
    writing.create_many(actor, declared_for(AuditTopic), rows)


def count_left_out(actor: Actor, topic: Any, before: Any) -> None:
    """Count again what a programme leaves out, once one of its topics was written."""
    programme = AuditProgramme.objects.get(pk=(topic or before).programme_id)
    covered = {key for keys in programme.topics.values_list("requirements", flat=True) for key in keys}
    left = [key for key in auditable(programme.standards) if key not in covered]
    counts = {
        "open_20": sum(lens_of(key) == SERVICE for key in left),
        "open_27": sum(lens_of(key) == SECURITY for key in left),
    }
    writing.follow(actor, declared_for(AuditProgramme), programme, counts, "counted")


def revise(actor: Actor, programme: Any) -> None:
    """Begin the next programme with the topics of this one, and what is known of each."""
    starts = programme.ends_on + relativedelta(days=1) if programme.ends_on < actor.today else actor.today
    length = relativedelta(programme.ends_on, programme.starts_on)
    values = {name: getattr(programme, name) for name in ("title", "standards", "owner", *SAID)}
    values |= {"starts_on": starts, "ends_on": starts + length}
    following = writing.create(actor, declared_for(AuditProgramme), values)
    for topic in programme.topics.order_by("pk"):
        _carry_over(actor, topic, following)


def _carry_over(actor: Actor, topic: Any, programme: Any) -> None:
    register = declared_for(AuditTopic)
    values = {name: getattr(topic, name) for name in COPIED}
    copied = writing.create(actor, register, {"programme": programme, **values})
    writing.follow(actor, register, copied, {name: getattr(topic, name) for name in RESULTS}, "carried-over")
