"""How often a topic is audited, by its importance and what the last audit found (9.2.2 of either standard)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.evaluation.audits.lenses import standards_of
from tandem.evaluation.audits.programmes.rules import CYCLE_YEARS
from tandem.evaluation.audits.programmes.topics.things import KEPT, asked_everywhere, misnamed, name_thing
from tandem.ground.catalogue.queries import unknown_requirement
from tandem.ground.kernel.actor import Actor

BY_IMPORTANCE = {1: 12 * CYCLE_YEARS, 2: 24, 3: 12}  # months; the least important once in a cycle
AFTER = {"minor": 12, "major": 6}  # at the latest so many months after such a result
FIXED = ("programme_id", "title", "kind", "requirements", "importance", *(f"{kind}_id" for kind in KEPT))


def months_between(importance: int, last_result: str) -> int:
    """After how many months a topic is audited again."""
    usual = BY_IMPORTANCE[importance]
    return min(usual, AFTER.get(last_result, usual))


def derive_topic(topic: Any, before: Any, actor: Actor) -> None:
    """What and which standards it is about, how often it is audited, by when at the latest."""
    name_thing(topic)
    if before is None and topic.kind in KEPT and not topic.requirements and topic.programme_id:
        topic.requirements = asked_everywhere(topic.programme.standards)
    topic.standards = standards_of(topic.requirements)
    if topic.importance not in BY_IMPORTANCE or not topic.programme_id:
        return
    topic.every_months = months_between(topic.importance, topic.last_result)
    begun = topic.last_audited or topic.programme.starts_on
    due = begun + relativedelta(months=topic.every_months)
    topic.next_due = due if topic.last_audited else min(due, topic.programme.ends_on)


def check_topic(topic: Any, before: Any, today: date) -> Mapping[str, str]:
    """Its requirements exist; in a programme that is in force it stays what it is."""
    if wrong := unknown_requirement(topic.requirements):
        return {"requirements": wrong}
    if not topic.requirements and topic.kind == "requirements":
        return {"requirements": _("Name the requirements, such as iso-27001:2022/A.5.19.")}
    if wrong_thing := misnamed(topic):
        return wrong_thing
    if not topic.programme_id or topic.programme.state == "draft":
        return {}
    if before is None:
        return {"programme": str(IN_FORCE)}
    changed = [name for name in FIXED if getattr(topic, name) != getattr(before, name)]
    return {name.removesuffix("_id"): str(IN_FORCE) for name in changed}


IN_FORCE = gettext_lazy("The programme is in force as it was approved; revise it to begin the next one.")
