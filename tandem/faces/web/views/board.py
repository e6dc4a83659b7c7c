"""The board: where the organization stands on each adopted standard, now or as of any past day."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.http import HttpResponse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.direction.scope.rules import adopted
from tandem.faces.web.conformity import TONES, chips, judge_link, remedy_link, segments, tones
from tandem.faces.web.shell import Visit, inside
from tandem.ground.kernel import brought, permissions, registers
from tandem.ground.kernel.actor import STAFF
from tandem.ground.kernel.errors import NotPermitted
from tandem.proof.conformity import planning, snapshots
from tandem.proof.conformity.engine import evaluate_for
from tandem.proof.conformity.report import Report, RequirementResult, StandardReport
from tandem.proof.conformity.vocabulary import FAILING, Result

NEEDS_WORK = frozenset({*FAILING, Result.UNDEFINED})
YEAR = timedelta(days=365)
WEEK = timedelta(days=7)
WIDTH, HEIGHT = 280.0, 80.0
TABS = ("work", "all", "changed")


@require_GET
@inside
def show(visit: Visit) -> HttpResponse:
    """Both standards side by side, what needs work, what to do next, the trend."""
    if visit.actor.role == STAFF:
        raise NotPermitted(_("The board is for those who answer for the management system."))
    if not adopted():
        return visit.page("board/empty.html", title=_("Board"))
    asked = visit.request.GET
    day, problem = _day(visit, asked.get("as_of", ""))
    report = evaluate_for(visit.actor, known=_end_of(visit, day) if day else None, today=day)
    tab = asked.get("tab") if asked.get("tab") in TABS else "work"
    before = snapshots.results_on(report.today - WEEK)
    changes = planning.changes_since(report, before) if before else []
    return visit.page(
        "board/board.html",
        title=_("Where we stand"),
        report=report,
        as_of=day,
        problem=problem,
        tab=tab,
        tabs=_tabs(report, len(changes)),
        standards=[
            {"report": one, "segments": segments(one.totals), "tones": tones(one.totals)} for one in report.standards
        ],
        groups=_groups(visit, report, _chosen(report, tab or "work", {one.key for one in changes})),
        steps=[{"step": step, "link": remedy_link(visit, step.remedy)} for step in planning.next_best(report)],
        trend=_trend(report.standards, report.today),
        changes=len(changes),
        brought=brought.waiting().count() if day is None else 0,
        controls=_controls(visit) if day is None else [],
        query=urlencode({"as_of": day.isoformat()}) if day else "",
    )


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
    try:
        day = parse_date(text) if text else None
    except ValueError:
        day = None
    if text and day is None:
        return None, _("“%(text)s” is no day; this is today.") % {"text": text[:20]}
    if day and day >= visit.actor.today:
        return None, "" if day == visit.actor.today else _("That day is still to come; this is today.")
    return day, ""


def _end_of(visit: Visit, day: date) -> datetime:
    return datetime.combine(day, time.max, visit.actor.zone).astimezone(UTC)


def _tabs(report: Report, changed: int) -> list[dict[str, Any]]:
    assessable = [one for standard in report.standards for one in standard.requirements if one.is_assessable]
    working = sum(one.result in NEEDS_WORK for one in assessable)
    return [
        {"key": "work", "title": _("What needs work"), "count": working},
        {"key": "all", "title": _("All"), "count": len(assessable)},
        {"key": "changed", "title": _("Changed in a week"), "count": changed},
    ]


def _chosen(report: Report, tab: str, changed: set[str]) -> list[tuple[StandardReport, RequirementResult]]:
    pairs = [(standard, one) for standard in report.standards for one in standard.requirements if one.is_assessable]
    if tab == "work":
        return [pair for pair in pairs if pair[1].result in NEEDS_WORK]
    return pairs if tab == "all" else [pair for pair in pairs if pair[1].key in changed]


def _groups(
    visit: Visit, report: Report, chosen: Iterable[tuple[StandardReport, RequirementResult]]
) -> list[dict[str, Any]]:
    """The chosen requirements under their topmost headings, each with reason, evidence and the way to put it right."""
    groups: list[dict[str, Any]] = []
    tops = {standard.key: _tops(standard) for standard in report.standards}
    for standard, one in chosen:
        top = tops[standard.key][one.key]
        title = f"{standard.name} · {top.ref} {top.title}"
        if not groups or groups[-1]["title"] != title:
            groups.append({"title": title, "rows": []})
        groups[-1]["rows"].append(_row(visit, report, one))
    return groups


def _tops(standard: StandardReport) -> dict[str, RequirementResult]:
    """The topmost heading above each requirement."""
    tops: dict[str, RequirementResult] = {}
    for one in standard.requirements:
        above = one.parent if "/" in one.parent else f"{standard.key}/{one.parent}"
        tops[one.key] = tops.get(above, one)
    return tops


def _row(visit: Visit, report: Report, one: RequirementResult) -> dict[str, Any]:
    framework, _slash, _ref = one.key.partition("/")
    outcomes = [report.outcome(framework, key) for key in one.deciding]
    failing = [outcome for outcome in outcomes if outcome.is_failing]
    link = next((remedy_link(visit, outcome.remedy) for outcome in failing if outcome.remedy), None)
    if not failing and one.may_be_judged:
        link = judge_link(visit, one.key)
    return {
        "one": one,
        "framework": framework,
        "tone": TONES[one.result],
        "word": one.result.label,
        "chips": chips(outcomes, failing),
        "link": link if not report.known else None,
    }


def _trend(standards: Iterable[StandardReport], today: date) -> list[dict[str, Any]]:
    """Met requirements of the last year, as lines of a small drawing and as a table."""
    lines = []
    kept = [point.totals for standard in standards for point in snapshots.trend(standard.key, today - YEAR)]
    highest = max((totals.met / max(1, totals.whole) for totals in kept), default=1) or 1
    for standard, style in zip(standards, "ab", strict=False):
        points = snapshots.trend(standard.key, today - YEAR)
        if len(points) < 2:
            continue
        whole = max(1, standard.totals.whole)
        steps = [
            (
                WIDTH * (1 - (today - point.day).days / YEAR.days),
                HEIGHT - 6 - (HEIGHT - 12) * point.totals.met / whole / highest,
            )
            for point in points
        ]
        drawn = "M" + " L".join(f"{x:.1f},{y:.1f}" for x, y in steps)
        table = [(point.day, point.totals.met, point.totals.whole) for point in points[-12:]]
        lines.append({"name": standard.name, "style": style, "path": drawn, "table": table})
    return lines
