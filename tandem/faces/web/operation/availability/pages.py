"""Availability of every service that is promised in any period, and line by line where its time went."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.faces.web.shell import Visit, inside, register_of
from tandem.ground.kernel import permissions, writing
from tandem.ground.kernel.errors import NotFound
from tandem.ground.kernel.kinds.times import day_asked
from tandem.operation.availability.reckoning import Account
from tandem.operation.availability.results import operations
from tandem.operation.availability.results.rules import account_of
from tandem.operation.availability.results.words import WHY

WIDTH, HEIGHT = 1000, 34
LEAST = 3  # so that a minute in a month can be seen
LONGEST = timedelta(days=1_100)


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days from the first through the last."""

    first: date
    last: date


def _period(visit: Visit) -> Period:
    """The period asked for; the month that goes on, without a sensible one."""
    asked = visit.request.GET
    today = visit.actor.today
    first, last = day_asked(asked.get("from", "")), day_asked(asked.get("until", ""))
    if first is None or last is None or not timedelta(0) <= last - first <= LONGEST:
        return Period(today.replace(day=1), today)
    return Period(first, min(last, today) if first <= today else last)


@require_GET
@inside
def over(visit: Visit) -> HttpResponse:
    """Every target of availability promised in a period with what became of it."""
    visible = permissions.visible(visit.actor, register_of(visit, "service-targets")).values("pk")
    period = _period(visit)
    promised = operations.promised(period.first, period.last).filter(pk__in=visible)
    rows = [_row(visit, target, period) for target in promised]
    missed = sum(not row["is_met"] for row in rows)
    return visit.page("availability/over.html", title=_("Availability"), rows=rows, period=period, missed=missed)


def _row(visit: Visit, target: Any, period: Period) -> dict[str, Any]:
    account = account_of(target, period.first, period.last, visit.organization.zone)
    is_met = account.share >= target.share
    return {"target": target, "promised": percent(target.share), "is_met": is_met, **_said(account)}


def _said(account: Account) -> dict[str, Any]:
    """The figures of an account as people read them."""
    return {
        "share": percent(account.share),
        "agreed": spoken(account.agreed),
        "away": spoken(account.away),
        "planned": spoken(account.planned),
        "failures": account.failures,
        "between": spoken(account.between),
        "restore": spoken(account.restore),
    }


@require_GET
@inside
def of_target(visit: Visit, reference: str) -> HttpResponse:
    """What each outage took of what one target promises, in any period."""
    target = writing.find(visit.actor, register_of(visit, "service-targets"), reference)
    if target.kind != "availability":
        raise NotFound(_("Availability is counted for targets of availability alone."))
    period = _period(visit)
    account = account_of(target, period.first, period.last, visit.organization.zone)
    lines = [asdict(line) for line in account.lines]
    said = _said(account) | {"is_met": account.share >= target.share}
    return _explained(visit, target, period, said, lines)


@require_GET
@inside
def explained(visit: Visit, reference: str) -> HttpResponse:
    """A counted period line by line, as it was counted."""
    result = writing.find(visit.actor, register_of(visit, "availability-results"), reference)
    lines = [{**line, **_moments(line)} for line in result.lines]
    said = {
        "share": percent(result.achieved),
        "agreed": spoken(result.agreed * 60),
        "away": spoken(result.away * 60),
        "planned": spoken(result.planned * 60),
        "failures": result.failures,
        "between": spoken(_seconds(result.between_failures)),
        "restore": spoken(_seconds(result.to_restore)),
        "is_met": result.is_met,
    }
    return _explained(visit, result.target, Period(result.period_start, result.period_end), said, lines, result)


def _seconds(minutes: int | None) -> int | None:
    return None if minutes is None else minutes * 60


def _moments(line: dict[str, Any]) -> dict[str, datetime]:
    return {name: datetime.fromisoformat(line[name]) for name in ("begin", "end")}


def _explained(
    visit: Visit, target: Any, period: Period, said: dict[str, Any], lines: list[dict[str, Any]], result: Any = None
) -> HttpResponse:
    zone = visit.organization.zone
    begin = datetime.combine(period.first, time(), zone)
    whole = (datetime.combine(period.last + timedelta(days=1), time(), zone) - begin).total_seconds()
    return visit.page(
        "availability/explained.html",
        title=f"{_('Availability')} {target.service.title}",
        target=target,
        version=target.agreement_version,
        period=period,
        result=result,
        said=said,
        promised=percent(result.promised if result else target.share),
        lines=[_line(line, begin, whole) for line in lines],
        width=WIDTH,
        height=HEIGHT,
    )


def _line(line: dict[str, Any], begin: datetime, whole: float) -> dict[str, Any]:
    """An outage with its words and its place in the picture of the period."""
    left = (line["begin"] - begin).total_seconds() / whole * WIDTH
    wide = max((line["end"] - line["begin"]).total_seconds() / whole * WIDTH, LEAST)
    return {
        **line,
        "x": round(min(left, WIDTH - LEAST), 1),
        "wide": round(wide, 1),
        "why": WHY.get(line["why"], ""),
        "agreed": spoken(line["agreed"]),
        "counted": spoken(line["counted"]),
        "counts": bool(line["counted"]),
    }


def percent(share: Decimal | None) -> str:
    """A share in percent with no zeros at its end; a dash for none."""
    return "–" if share is None else f"{share.normalize():f} %"


def spoken(seconds: int | None) -> str:
    """Agreed time as people say it: 3 h 12 min; a dash for none."""
    if seconds is None:
        return "–"
    hours, minutes = divmod(seconds // 60, 60)
    if not hours:
        return _("%(minutes)d min") % {"minutes": minutes}
    return _("%(hours)s h %(minutes)d min") % {"hours": f"{hours:,}", "minutes": minutes}
