"""Which standard first: three roads, the assumptions they rest on, and what to do about it."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from tandem.faces.web.conformity import judge_link, remedy_link
from tandem.faces.web.outlook import time_of
from tandem.faces.web.proof.planner.drawing import drawn, named, style_of
from tandem.faces.web.shell import Visit, inside
from tandem.faces.web.strips import short
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.permissions import MANAGERS
from tandem.proof.planner import operations
from tandem.proof.planner.assumptions import DATES, LIMITS, NAMES
from tandem.proof.planner.deeds import SECURITY, SERVICE, Deed
from tandem.proof.planner.models import Position, RoadChoice
from tandem.proof.planner.reckoning import Reckoning, reckon
from tandem.proof.planner.register import PLANS
from tandem.proof.planner.roads import Road, Stage

LONGEST = 6
DAY, IN_DAYS = 8, 16  # hours of a day, and from how many on work is shown in days
SOURCES = {
    "address": gettext_lazy("as you set it here"),
    "kept": gettext_lazy("as kept"),
    "history": gettext_lazy("from your own pace"),
    "default": gettext_lazy("by default"),
}


@require_GET
@inside
def show(visit: Visit) -> HttpResponse:
    """The roads from where the organization stands today, as the address assumes."""
    asked = _asked(visit.request.GET)
    problems: Mapping[str, Any] = {}
    try:
        found = reckon(visit.actor, asked)
    except Invalid as invalid:
        problems = invalid.problems
        if "catalogue" in problems:
            told = problems["catalogue"]
            return visit.page("proof/planner_empty.html", title=_("Which standard first?"), told=told)
        found = reckon(visit.actor, {name: text for name, text in asked.items() if name not in problems})
    return visit.page("proof/planner.html", **_screen(visit, found, asked, problems))


def _screen(visit: Visit, found: Reckoning, asked: Mapping[str, str], problems: Mapping[str, Any]) -> dict[str, Any]:
    ranked = sorted(found.deeds, key=lambda deed: (-deed.together, deed.title))
    return {
        "title": _("Which standard first?"),
        "found": found,
        "picture": drawn(found),
        "roads": [_road(found, road) for road in found.roads],
        "names": _names(),
        "inputs": _inputs(found, asked, problems),
        "positions": Position.choices,
        "asked": asked,
        "query": urlencode(asked),
        "longest": [_deed(visit, deed) for deed in ranked[:LONGEST]],
        "deeds": [_deed(visit, deed) for deed in found.deeds],
        "added": _added(visit, found),
        "apart": time_of(found.apart) if found.apart and found.assumed.position == Position.TODAY else "",
        "merging": time_of(found.merging_hours) if found.mergings else "",
        "mergings": [{"merge": one.merge, "time": time_of(one.hours) if one.hours else ""} for one in found.mergings],
        "may_plan": visit.actor.may_write and visit.actor.role in MANAGERS,
        "security": SECURITY,
        "service": SERVICE,
    }


def _names() -> dict[str, str]:
    return {**{value: str(word) for value, word in RoadChoice.choices}, "added": _("What is to be added")}


def _road(found: Reckoning, road: Road) -> dict[str, Any]:
    return {
        "road": road,
        "hours": _time(road.hours),
        "reused": reuse(road.hours, road.reused),
        "is_earliest": len(found.roads) > 1 and road.key == found.earliest,
        "is_taken": found.kept is not None and found.kept.road == road.key,
        "is_first": road.first == min(one.first for one in found.roads),
        "is_least": road.hours == min(one.hours for one in found.roads),
        "stages": [_stage(stage) for stage in road.stages],
    }


def _stage(stage: Stage) -> dict[str, Any]:
    slowest = stage.slowest
    return {
        "stage": stage,
        "name": named(stage.standards),
        "style": style_of(stage.standards),
        "hours": _time(stage.hours),
        "person": slowest.name,
        "person_time": _time(slowest.hours),
    }


def reuse(hours: float, reused: float) -> str:
    """What a road reuses; where all is shown in days, as the difference of what is shown, so that it adds up."""
    if min(hours, reused) < IN_DAYS:
        return _time(reused)
    return _time((round((hours + reused) / DAY) - round(hours / DAY)) * DAY)


def _time(hours: float) -> str:
    return time_of(hours) if hours > 0 else _("nothing")


def _deed(visit: Visit, deed: Deed) -> dict[str, Any]:
    refs = [(key.partition("/")[0], key.partition("/")[2]) for key in deed.requirements]
    return {
        "deed": deed,
        "time": time_of(deed.together),
        "alone": {standard: time_of(hours) for standard, hours in deed.hours.items()},
        "refs": [{"word": f"{short(key)} {ref}", "url": visit.url("requirement", key, ref)} for key, ref in refs[:2]],
        "more": max(0, len(refs) - 2),
        "past": _past(deed),
        "link": remedy_link(visit, deed.remedy) or _judging(visit, deed),
    }


def _past(deed: Deed) -> str:
    """What the hours of a deed rest on beside those declared; empty where they are as declared."""
    past = deed.past
    if not past.done:
        return ""
    told = {"count": past.done, "declared": time_of(past.declared), "taken": time_of(past.taken)}
    return _("%(count)d done: %(taken)s for %(declared)s declared") % told


def _judging(visit: Visit, deed: Deed) -> dict[str, str] | None:
    """Where a requirement is judged that no check decides."""
    return judge_link(visit, deed.requirements[0]) if deed.is_by_hand else None


def _added(visit: Visit, found: Reckoning) -> list[dict[str, Any]]:
    """From a certified position: what is new, what is to be extended, what serves already."""
    if found.assumed.position not in (Position.SECURITY, Position.SERVICE):
        return []
    stage = found.roads[0].stages[0]
    (wanted,) = stage.standards
    shares = {share.deed.key: share.hours for share in stage.shares}
    mine = [deed for deed in found.deeds if wanted in deed.hours]
    new = [deed for deed in mine if not deed.is_shared]
    extended = [deed for deed in mine if deed.is_shared and shares.get(deed.key, 0) > 0]
    serving = [deed for deed in mine if deed.is_shared and not shares.get(deed.key, 0)]
    return [
        _group(visit, _("To add"), _("asked by the other standard alone"), new, shares),
        _group(visit, _("To extend or to hold again"), _("both ask it; the new one asks more"), extended, shares),
        _group(visit, _("Serves already"), _("done for the certificate, counted twice"), serving, shares),
    ]


def _group(visit: Visit, title: str, why: str, deeds: list[Deed], shares: Mapping[str, float]) -> dict[str, Any]:
    rows = [_deed(visit, deed) | {"taken": _time(shares.get(deed.key, 0.0))} for deed in deeds]
    return {"title": title, "why": why, "rows": rows}


def _inputs(found: Reckoning, asked: Mapping[str, str], problems: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The assumptions as fields: what was set or kept as value, what follows from elsewhere as a hint."""
    inputs = []
    for name in (*LIMITS, *DATES):
        source = found.settled.sources.get(name, "")
        value = getattr(found.assumed, name)
        text = value.isoformat() if isinstance(value, date) else value
        is_set = source in ("address", "kept")
        inputs.append(
            {
                "name": name,
                "label": str(PLANS.field(name).verbose_name),
                "value": asked[name] if name in problems else text if is_set else "",
                "hint": "" if is_set or text is None else text,
                "source": SOURCES.get(source, ""),
                "limits": LIMITS.get(name),
                "problem": " ".join(problems.get(name, ())),
            }
        )
    return inputs


def _asked(sent: Any) -> dict[str, str]:
    """The assumptions of an address or a form, as far as they are given."""
    return {name: sent[name] for name in NAMES if name in sent}


def _back(visit: Visit, asked: Mapping[str, str]) -> HttpResponse:
    query = urlencode({name: text for name, text in asked.items() if text})
    return redirect(visit.url("planner") + (f"?{query}" if query else ""))


@require_POST
@inside
def keep(visit: Visit) -> HttpResponse:
    """Keep the assumptions of the address, and the road where one is taken."""
    asked = _asked(visit.request.POST)
    try:
        plan = operations.keep(visit.actor, asked, visit.request.POST.get("road", ""))
    except Invalid as invalid:
        messages.error(visit.request, str(invalid))
        return _back(visit, asked)
    messages.success(visit.request, _("The plan is kept as %(reference)s.") % {"reference": plan.reference})
    return _back(visit, {})


@require_POST
@inside
def make_actions(visit: Visit) -> HttpResponse:
    """Make actions of what a road asks in the next thirteen weeks."""
    asked = _asked(visit.request.POST)
    try:
        found = reckon(visit.actor, asked)
        actions = operations.make_actions(visit.actor, found, visit.request.POST.get("road", ""))
    except Invalid as invalid:
        messages.error(visit.request, str(invalid))
        return _back(visit, asked)
    count = len(actions)
    told = ngettext("%(count)d action was made.", "%(count)d actions were made.", count) % {"count": count}
    if count == operations.MOST:
        told = f"{told} {_('They are the nearest ones; make the next ones the same way.')}"
    messages.success(visit.request, told if count else _("Everything that road asks next is an open action already."))
    return _back(visit, asked)
