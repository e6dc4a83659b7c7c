"""What the board offers to do: the deeds that gain most, what changed, and the dates that come."""

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.faces.web.conformity import remedy_link
from tandem.faces.web.proof.deeds.aims import first_aim, offenders
from tandem.faces.web.shell import Visit
from tandem.faces.web.strips import STYLES, short
from tandem.ground.kernel import inbox, permissions, registers
from tandem.proof.conformity import planning
from tandem.proof.conformity.planning import ChangedResult, Step
from tandem.proof.conformity.report import Report
from tandem.proof.conformity.vocabulary import Result

CONTROLS = "controls"
MOST = 1_000
MOST_WORDS = 90
FIRST_PART = re.compile(r"[;:.] ")
WEEKS = timedelta(days=14)


def alike(steps: Iterable[Step]) -> list[list[Step]]:
    """The steps in their order; those that each enter a control of one edition of Annex A are said together."""
    together: dict[str, list[Step]] = {}
    for step in steps:
        is_control = step.remedy.register == CONTROLS and step.remedy.action == "new"
        key = step.requirements[0].partition("/")[0] if is_control else f"alone {step.checks[0]}"
        together.setdefault(key, []).append(step)
    return list(together.values())


def deeds(visit: Visit, report: Report, groups: Iterable[list[Step]]) -> Iterator[dict[str, Any]]:
    """Each deed: what, on which record, for which standards, how long, and where; worked out as far as it is shown."""
    return (_controls(visit, group) if len(group) > 1 else _deed(visit, report, group[0]) for group in groups)


def _controls(visit: Visit, steps: list[Step]) -> dict[str, Any]:
    """Many controls of Annex A that nothing is kept of yet: one deed, where they are chosen and begun."""
    standard = steps[0].requirements[0].partition("/")[0]
    may_begin = permissions.may_create(visit.actor, registers.declared(CONTROLS))
    url = f"{visit.url('control-begin')}?{urlencode({'framework': standard})}"
    gains = len({key for step in steps for key in step.completes})
    return {
        "title": _("Enter the controls of Annex A: %(count)d wait") % {"count": len(steps)},
        "task": _("Choose them from the catalogue; each is planned with its test"),
        "reason": _("Nothing is kept of them yet."),
        "more": 0,
        "gains": gains,
        "nearer": len({key for step in steps for key in step.requirements}) - gains,
        "standards": [short(standard)],
        "time": time_of(sum(step.hours for step in steps)),
        "register": CONTROLS,
        "url": "",
        "word": "",
        "link": {"url": url, "word": _("Choose them")} if may_begin else None,
    }


def best_first(report: Report) -> list[Step]:
    """Every step: by how many requirements come to be met for its time, then by how much nearer it brings others."""
    return sorted(planning.next_best(report, MOST), key=lambda step: -len(step.completes) / step.hours)


def _deed(visit: Visit, report: Report, step: Step) -> dict[str, Any]:
    standards = sorted({key.partition("/")[0] for key in step.completes or step.requirements})
    first = first_aim(visit, report, step)
    return {
        "title": first[1].title if first else _what(step),
        "task": _what(step),
        "reason": step.reason,
        "more": max(0, len(offenders(report, step)) - 1),
        "gains": len(step.completes),
        "nearer": len(step.requirements) - len(step.completes),
        "standards": [short(standard) for standard in standards],
        "time": time_of(step.hours),
        "register": first[1].register.key if first else step.remedy.register,
        "url": visit.url("deed", step.checks[0]) if first else "",
        "word": first[1].word if first else "",
        "link": None if first else remedy_link(visit, step.remedy),
    }


def _what(step: Step) -> str:
    """What is to be done in a few words: what the check tells people to do, as far as it says one thing."""
    phrase = FIRST_PART.split(step.question, maxsplit=1)[0].strip(" .")
    return phrase if len(step.checks) == 1 and MOST_WORDS >= len(phrase) > 0 else step.title


def time_of(hours: float) -> str:
    """A span of work in minutes below two hours, in hours below two days of eight, else in days."""
    minutes = max(5, round(hours * 60 / 5) * 5)
    if minutes < 120:
        return _("%(n)d min") % {"n": minutes}
    if hours < 16:
        return _("%(n)d h") % {"n": round(hours)}
    days = round(hours / 8)
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


def changed(visit: Visit, changes: Iterable[ChangedResult]) -> list[dict[str, Any]]:
    """What changed, better things first, each with the sentence that says how."""
    rows = [
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
    return sorted(rows, key=lambda change: change["style"] != "met")


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
    return [
        {
            "day": task.due,
            "title": f"{task.what}: {task.title}",
            "url": task_url(visit, task),
            "is_soon": task.due is not None and task.due - today <= WEEKS,
            "in": _in((task.due - today).days if task.due else 0),
        }
        for task in inbox.coming(visit.actor, most)
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
    return ngettext("in %(n)d week", "in %(n)d weeks", days // 7) % {"n": days // 7}
