"""The board: where the organization stands on each adopted standard, now or as of any past day."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.direction.scope.rules import adopted
from tandem.faces.web import first_hour, outlook, strips, trend
from tandem.faces.web.conformity import chips, judge_link, remedy_link
from tandem.faces.web.shell import Visit, inside
from tandem.ground.kernel import brought, permissions, registers
from tandem.ground.kernel.actor import STAFF
from tandem.ground.kernel.errors import NotPermitted
from tandem.ground.kernel.kinds.times import day_asked
from tandem.proof.conformity import planning, snapshots
from tandem.proof.conformity.engine import evaluate_for
from tandem.proof.conformity.report import Report, RequirementResult, StandardReport
from tandem.proof.conformity.vocabulary import FAILING, Result

NEEDS_WORK = frozenset({*FAILING, Result.UNDEFINED})
WEEK, MONTH, YEAR = timedelta(days=7), timedelta(days=30), timedelta(days=365)
TABS = ("work", "all", "changed")
DEEDS, CHANGES = 6, 4


@require_GET
@inside
def show(visit: Visit) -> HttpResponse:
    """Both standards side by side, what to do next, what changed; the requirements that were asked for below."""
    if visit.actor.role == STAFF:
        raise NotPermitted(_("The board is for those who answer for the management system."))
    if not adopted():
        return visit.page("board/empty.html", title=_("Board"))
    asked = visit.request.GET
    day, problem = _day(visit, asked.get("as_of", ""))
    report = evaluate_for(visit.actor, known=_end_of(visit, day) if day else None, today=day)
    before = snapshots.results_on(report.today - WEEK)
    changes = planning.changes_since(report, before) if before else []
    groups = outlook.alike(outlook.best_first(report)) if day is None else []
    beginning = first_hour.steps(visit) if day is None else []
    deeds = outlook.deeds(visit, report, groups)
    chosen = _chosen(report, asked, {change.key for change in changes})
    return visit.page(
        "board/board.html",
        title=_("Where we stand"),
        report=report,
        as_of=day,
        problem=problem,
        tab=_tab(asked),
        tabs=_tabs(report, len(changes)),
        standards=[_standing(report, standard) for standard in report.standards],
        clauses=strips.clauses(report.standards),
        clause=asked.get("clause", ""),
        groups=_groups(visit, report, chosen) if chosen is not None else None,
        deeds=list(deeds) if "deeds" in asked else [*islice(_said_once(deeds, beginning), DEEDS)],
        every_deed=len(groups),
        beginning=beginning,
        moved=outlook.changed(visit, changes)[:CHANGES],
        changes=len(changes),
        brought=brought.waiting().count() if day is None else 0,
        dates=outlook.dates(visit) if day is None else [],
        trend=trend.lines(report.standards, report.today - YEAR, report.today),
        controls=_controls(visit) if day is None else [],
        query=urlencode({"as_of": day.isoformat()}) if day else "",
    )


def _said_once(deeds: Iterable[dict[str, Any]], beginning: Iterable[first_hour.Beginning]) -> Iterator[dict[str, Any]]:
    """The deeds without those that the first hour tells to do already."""
    covered = {step.register for step in beginning if not step.is_done}
    return (deed for deed in deeds if deed["register"] not in covered)


def _standing(report: Report, standard: StandardReport) -> dict[str, Any]:
    """One standard as its article shows it, with how many more are met than a month ago."""
    kept = snapshots.trend(standard.key, report.today - YEAR)
    points = [point for point in kept if point.day <= report.today - MONTH]
    return {
        "report": standard,
        "segments": strips.segments(standard.totals),
        "key": strips.key(standard),
        "tones": strips.tones(standard.totals),
        "gained": standard.totals.met - points[-1].totals.met if points else 0,
    }


def _tab(asked: QueryDict) -> str:
    tab = asked.get("tab", "")
    return tab if tab in TABS else ""


def _controls(visit: Visit) -> list[dict[str, Any]]:
    """How the controls stand by their tests: what has no test, never ran and failed are three things."""
    register = registers.find("controls")
    if register is None or not permissions.may_view_register(visit.actor, register):
        return []
    in_use = register.model.objects.exclude(state="retired").order_by()
    counted = dict(in_use.values_list("standing").annotate(count=Count("pk")))
    address = f"{visit.url('list', 'controls')}?state=not-begun,planned,partly,implemented"
    tones = {"passed": "good", "failed": "bad", "unclear": "waiting"}
    return [
        {"word": word, "count": counted[key], "url": f"{address}&standing={key}", "tone": tones.get(key, "quiet")}
        for key, word in register.field("standing").flatchoices
        if key in counted
    ]


def _day(visit: Visit, text: str) -> tuple[date | None, str]:
    """The past day that was asked for; None for today."""
    day = day_asked(text)
    if text and day is None:
        return None, _("“%(text)s” is no day; this is today.") % {"text": text[:20]}
    if day and day >= visit.actor.today:
        return None, "" if day == visit.actor.today else _("That day is still to come; this is today.")
    return day, ""


def _end_of(visit: Visit, day: date) -> datetime:
    return datetime.combine(day, time.max, visit.actor.zone).astimezone(UTC)


def _tabs(report: Report, changed: int) -> list[dict[str, Any]]:
    assessable = [
        requirement
        for standard in report.standards
        for requirement in standard.requirements
        if requirement.is_assessable
    ]
    working = sum(requirement.result in NEEDS_WORK for requirement in assessable)
    return [
        {"key": "work", "title": _("What needs work"), "count": working},
        {"key": "all", "title": _("All"), "count": len(assessable)},
        {"key": "changed", "title": _("Changed in a week"), "count": changed},
    ]


def _chosen(
    report: Report, asked: QueryDict, changed: set[str]
) -> list[tuple[StandardReport, RequirementResult]] | None:
    """The requirements that were asked for, by tab, clause or result; None when none were: they stay folded."""
    tab, clause, result, standard = _tab(asked), asked.get("clause"), asked.get("result"), asked.get("standard")
    if not (tab or clause or result):
        return None
    pairs = [
        (known, requirement)
        for known in report.standards
        for requirement in known.requirements
        if requirement.is_assessable
    ]
    if tab == "work":
        pairs = [pair for pair in pairs if pair[1].result in NEEDS_WORK]
    if tab == "changed":
        pairs = [pair for pair in pairs if pair[1].key in changed]
    if clause:
        pairs = [pair for pair in pairs if pair[1].ref.partition(".")[0] == clause]
    if result:
        pairs = [pair for pair in pairs if pair[1].result.value == result]
    return [pair for pair in pairs if not standard or pair[0].key == standard]


def _groups(
    visit: Visit, report: Report, chosen: Iterable[tuple[StandardReport, RequirementResult]]
) -> list[dict[str, Any]]:
    """The chosen requirements under their topmost headings, each with reason, evidence and the way to put it right."""
    groups: list[dict[str, Any]] = []
    tops = {standard.key: strips.tops(standard) for standard in report.standards}
    for standard, requirement in chosen:
        top = tops[standard.key][requirement.key]
        title = f"{standard.name} · {top.ref} {top.title}"
        if not groups or groups[-1]["title"] != title:
            groups.append({"title": title, "rows": []})
        groups[-1]["rows"].append(_row(visit, report, requirement))
    return groups


def _row(visit: Visit, report: Report, requirement: RequirementResult) -> dict[str, Any]:
    framework, _slash, _ref = requirement.key.partition("/")
    outcomes = [report.outcome(framework, key) for key in requirement.deciding]
    failing = [outcome for outcome in outcomes if outcome.is_failing]
    link = next((remedy_link(visit, outcome.remedy) for outcome in failing if outcome.remedy), None)
    if not failing and requirement.may_be_judged:
        link = judge_link(visit, requirement.key)
    return {
        "one": requirement,
        "framework": framework,
        "style": strips.STYLES[requirement.result],
        "word": requirement.result.label,
        "chips": chips(outcomes, failing),
        "link": link if not report.known else None,
    }
