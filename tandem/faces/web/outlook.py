"""What the board offers to do: the deeds that gain most, what changed, and the dates that come."""

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.faces.web.conformity import put_right_link, remedy_link
from tandem.faces.web.shell import Visit
from tandem.faces.web.strips import STYLES, short
from tandem.ground.kernel import inbox, permissions, registers
from tandem.proof.conformity import planning
from tandem.proof.conformity.planning import ChangedResult, Step
from tandem.proof.conformity.report import Report
from tandem.proof.conformity.tallies import Item
from tandem.proof.conformity.vocabulary import Result

MOST = 1_000
NAMED, MOST_WORDS = 2, 90
FIRST_PART = re.compile(r"[;:.] ")
WEEKS = timedelta(days=14)


def deeds(visit: Visit, report: Report) -> list[dict[str, Any]]:
    """Every deed by what it gains for its time: what, on which record, for which standards, how long, and where."""
    return [_deed(visit, report, step) for step in planning.next_best(report, MOST)]


def _deed(visit: Visit, report: Report, step: Step) -> dict[str, Any]:
    items = list(dict.fromkeys(item for key in step.checks for item in report.outcomes[key].offenders))
    standards = sorted({key.partition("/")[0] for key in step.requirements})
    return {
        "title": _what(step),
        "reason": step.reason,
        "items": [{"item": item, "url": _url(visit, item)} for item in items[:NAMED]],
        "more": max(0, len(items) - NAMED),
        "gains": len(step.requirements),
        "standards": [short(standard) for standard in standards],
        "time": time_of(step.hours),
        "link": _link(visit, step, items),
    }


def _what(step: Step) -> str:
    """The deed in a few words: what the check tells people to do, as far as it says one thing."""
    told = FIRST_PART.split(step.question, maxsplit=1)[0].strip(" .")
    return told if len(step.checks) == 1 and MOST_WORDS >= len(told) > 0 else step.title


def time_of(hours: float) -> str:
    """A span of work in minutes below two hours, in hours below two days of eight, else in days."""
    minutes = max(5, round(hours * 60 / 5) * 5)
    if minutes < 120:
        return _("%(n)d min") % {"n": minutes}
    return _("%(n)d h") % {"n": round(hours)} if hours < 16 else _("%(n)d days") % {"n": round(hours / 8)}


def _url(visit: Visit, item: Item) -> str:
    return visit.url("record", item.register, item.reference)


def _link(visit: Visit, step: Step, items: list[Item]) -> dict[str, str] | None:
    """The form where it is done: of the one record that it is about, else where the check leads."""
    register = registers.find(items[0].register) if items else None
    if register is None or len(items) != 1:
        return remedy_link(visit, step.remedy)
    record = permissions.visible(visit.actor, register).filter(pk=items[0].record_id).first()
    if record is None or not permissions.may_edit(visit.actor, register, record):
        return remedy_link(visit, step.remedy)
    return put_right_link(visit, step.remedy, register, record)


def changed(visit: Visit, changes: Iterable[ChangedResult]) -> list[dict[str, Any]]:
    """What changed, better things first, each with the sentence that says how."""
    told = [
        {
            "ref": change.ref,
            "title": change.title,
            "url": visit.url("requirement", *change.key.split("/", 1)),
            "style": STYLES[change.after],
            "word": _became(change.after),
            "reason": change.reason,
        }
        for change in changes
    ]
    return sorted(told, key=lambda change: change["style"] != "met")


def _became(result: Result) -> str:
    words = {
        Result.MET: _("is now met"),
        Result.STALE: _("went stale"),
        Result.NOT_MET: _("is not met"),
        Result.NO_DATA: _("has no data"),
    }
    return words.get(result) or str(result.label).lower()


def dates(visit: Visit, most: int = 4) -> list[dict[str, Any]]:
    """What waits for this person next, by date."""
    today = visit.actor.today
    coming = [task for task in inbox.waiting(visit.actor) if task.due and task.due >= today][:most]
    return [
        {
            "day": task.due,
            "title": f"{task.what}: {task.title}",
            "url": task_url(visit, task),
            "is_soon": task.due is not None and task.due - today <= WEEKS,
            "in": _in((task.due - today).days if task.due else 0),
        }
        for task in coming
    ]


def task_url(visit: Visit, task: inbox.Task) -> str:
    """Where a thing that waits is done: a page of its own, else its record."""
    if task.page:
        return visit.url(task.page, task.reference)
    return visit.url("record", task.register.key, task.reference)


def _in(days: int) -> str:
    if days == 0:
        return _("today")
    if days < WEEKS.days:
        return ngettext("in %(n)d day", "in %(n)d days", days) % {"n": days}
    return _("in %(n)d weeks") % {"n": days // 7}
