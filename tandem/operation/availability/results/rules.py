"""How the availability of a period is worked out from outages, and what is said of it."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import clock, locales
from tandem.ground.kernel.actor import Actor
from tandem.operation.availability import reckoning
from tandem.operation.availability.models import Outage
from tandem.operation.availability.reckoning import Account, Away


def account_of(target: Any, first: date, last: date, zone: Any) -> Account:
    """The account of the service of a target from one day through another, whole days of its agreed hours' zone."""
    version = target.agreement_version
    begin = datetime.combine(first, time(), zone)
    end = datetime.combine(last + timedelta(days=1), time(), zone)
    outages = Outage.objects.filter(service_id=target.service_id).happened_between(begin, end)
    return reckoning.account(
        version.calendar.hours,
        begin,
        end,
        [_away(outage) for outage in outages.felt_by(version.agreement.customer_id)],
        is_planned_counted=version.is_planned_counted,
        now=clock.now(),
    )


def _away(outage: Any) -> Away:
    return Away(outage.reference, outage.title, outage.started_at, outage.ended_at, outage.is_planned)


def derive_result(result: Any, before: Any, actor: Actor) -> None:
    """Every figure follows from target, period and outages."""
    target = result.target
    result.service_id, result.promised = target.service_id, target.share
    if result.period_start is None or result.period_end is None or result.period_end < result.period_start:
        return
    result.title = f"{target.title}, {locales.long_month(result.period_start)}"[:200]
    account = account_of(target, result.period_start, result.period_end, actor.zone)
    result.agreed, result.away, result.planned = map(_minutes, (account.agreed, account.away, account.planned))
    result.between_failures, result.to_restore = _minutes(account.between), _minutes(account.restore)
    result.failures, result.achieved = account.failures, account.share
    result.is_met = account.share >= target.share
    result.lines = [_kept(line) for line in account.lines]


def _minutes(seconds: int | None) -> int | None:
    """Whole minutes; the lines hold the seconds."""
    return None if seconds is None else seconds // 60


def _kept(line: reckoning.Line) -> dict[str, Any]:
    return {
        "reference": line.reference,
        "title": line.title,
        "begin": line.begin.isoformat(),
        "end": line.end.isoformat(),
        "is_planned": line.is_planned,
        "agreed": line.agreed,
        "counted": line.counted,
        "why": line.why,
    }


def _is_moved(result: Any, before: Any, name: str) -> bool:
    attribute = result._meta.get_field(name).attname
    return bool(getattr(result, attribute) != getattr(before, attribute))


def check_result(result: Any, before: Any, today: date) -> Mapping[str, str]:
    """A period that is over, of a target for availability, with which it stays."""
    if result.target.kind != "availability":
        return {"target": _("It is counted for targets of availability alone.")}
    if before is not None:
        moved = [name for name in ("target", "period_start", "period_end") if _is_moved(result, before, name)]
        return dict.fromkeys(moved, _("What was counted stays with its target and its period."))
    if result.period_end < result.period_start:
        return {"period_end": _("A period cannot end before it begins.")}
    if result.period_end >= today:
        return {"period_end": _("It is counted once the period is over.")}
    return {}
