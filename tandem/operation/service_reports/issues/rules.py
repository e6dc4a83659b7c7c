"""How a report is begun, counted, issued and withdrawn."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.ground.kernel import clock, locales
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.fixed import Fixed
from tandem.ground.kernel.states import Lacking
from tandem.ground.ledger.operations import newest_checkpoint
from tandem.operation.service_reports.issues import figures

AS_ISSUED = Fixed(
    states=("issued", "withdrawn"),
    fields=(
        "definition",
        "customer",
        "period_start",
        "period_end",
        "summary",
        "nothing_follows",
        "delivered_to",
        "figures",
        "breaches",
        "counted_at",
        "ledger_size",
        "ledger_root",
        "issued_on",
        "issued_by",
    ),
    why=gettext_lazy("It was issued and stays as it was; withdraw it and write another one."),
)


def derive_report(report: Any, before: Any, actor: Actor) -> None:
    """Customer, period and day follow from the definition; a new one has its figures at once."""
    definition = report.definition
    report.customer_id = definition.customer_id
    if before is None and report.period_start is None:
        report.period_start, _last = definition.next_period()
    if report.state == "draft" and report.period_start is not None:
        _set_period(report, definition)
    if report.period_start is not None and (before is None or before.period_start != report.period_start):
        count(report, actor)


def _set_period(report: Any, definition: Any) -> None:
    first = report.period_start = report.period_start.replace(day=1)
    report.period_end = first + relativedelta(months=definition.frequency) - timedelta(days=1)
    report.due = report.period_end + timedelta(days=definition.days_to_deliver)
    report.title = f"{definition.title}, {locales.long_month(first)}"[:250]


def count(report: Any, actor: Actor) -> None:
    """Count every figure as the records stand now."""
    report.figures, report.breaches = figures.counted(actor, report), figures.breaches(report)
    report.counted_at = clock.now()


def check_report(report: Any, before: Any, today: date) -> Mapping[str, str]:
    """It stays with its definition, and is about a period."""
    if before is not None and before.definition_id != report.definition_id:
        return {"definition": _("A report stays with what defines it.")}
    return {} if report.period_start else {"period_start": _("Say with which month its period begins.")}


def may_issue(report: Any, actor: Actor) -> "str | Lacking | None":
    """It is given, its period is over, what was missed has its reason, and something follows or it is said why not."""
    if report.definition.state != "in-use":
        return _("This report is not given; take it into use first.")
    if report.period_end >= actor.today:
        return _("Its period ends on %(day)s.") % {"day": locales.day(report.period_end)}
    if problem := _unmeasured(report, actor.today) or figures.unexplained(report):
        return problem
    if report.conclusions.exists():
        return None
    if figures.breaches(report):
        return _("Targets were missed; write what is concluded from that.")
    if not report.nothing_follows.strip():
        return Lacking(("nothing_follows",), _("Write a conclusion, or say why nothing follows."))
    return None


def _unmeasured(report: Any, today: date) -> str | None:
    """What is still to be measured of the period; months later it is said in the report instead."""
    measured_on = report.period_end + timedelta(days=2)
    waiting = figures.unmeasured(figures.subject_of(report)) if today <= measured_on else []
    words = {"target": waiting[0].title if waiting else "", "day": locales.day(measured_on)}
    text = _("%(target)s has no result of this period yet. Results come on %(day)s; issue it then, or enter it before.")
    return text % words if waiting else None


def issue(report: Any, actor: Actor) -> None:
    """Count a last time, and keep the head that the ledger has now."""
    count(report, actor)
    head = newest_checkpoint(actor.organization_id)
    if head is not None:
        report.ledger_size, report.ledger_root = head.size, bytes(head.root).hex()
    report.issued_on, report.issued_by_id = actor.today, actor.user_id


def locked(report: Any) -> str | None:
    """What was issued stays."""
    return None if report.state == "draft" else _("It was issued and stays as it was.")
