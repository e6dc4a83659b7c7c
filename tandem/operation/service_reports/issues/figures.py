"""Figures of a report: each is the count of a list, for one customer, some services and one period, and opens it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.ground.kernel import lists, registers
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.kinds.kind import NONE_WORD
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.states import Words

TREND = 6  # periods, this one among them
Filters = dict[str, str]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: the list it counts, by which day it falls into a period, and whether more or less is better.

    One that is left out where nothing was counted is about what not every organization promises. What names no customer
    in one that is shared is felt by everybody to whom its service is promised.
    """

    key: str
    label: Words
    register: str
    day: str
    good: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    is_left_out: bool = False
    is_shared: bool = False


def _in_time(key: str, label: Words, register: str, kind: str) -> Figure:
    """How many clocks of a kind stopped in time."""
    return Figure(key, label, register, "stopped_at", "more", (("kind", kind), ("state", "met")), is_left_out=True)


def _too_late(key: str, label: Words, register: str, kind: str) -> Figure:
    """How many clocks of a kind stopped after their time."""
    return Figure(key, label, register, "stopped_at", "less", (("kind", kind), ("state", "missed")), is_left_out=True)


def _outages(key: str, label: Words, good: str, *, is_planned: str) -> Figure:
    """How many outages took place that customers felt."""
    filters = (("is_planned", is_planned), ("state", "ongoing,ended,investigated,closed"))
    return Figure(key, label, "outages", "started_at", good, filters, is_shared=True)


FIGURES = (
    Figure("incidents", gettext_lazy("Incidents reported"), "incidents", "opened_at", "less"),
    Figure("major", gettext_lazy("Major incidents"), "incidents", "opened_at", "less", (("is_major", "true"),)),
    Figure("resolved", gettext_lazy("Incidents resolved"), "incidents", "resolved_at"),
    Figure(
        "kept",
        gettext_lazy("Resolved within the target"),
        "incidents",
        "resolved_at",
        "more",
        (("met_target", "true"),),
    ),
    Figure("missed", gettext_lazy("Resolved too late"), "incidents", "resolved_at", "less", (("met_target", "false"),)),
    Figure("requests", gettext_lazy("Requests fulfilled"), "service-requests", "fulfilled_on"),
    _outages("outages", gettext_lazy("Unplanned outages"), "less", is_planned="false"),
    _outages("planned", gettext_lazy("Planned outages"), "", is_planned="true"),
    Figure("complaints", gettext_lazy("Complaints received"), "complaints", "received_on", "less"),
    Figure(
        "satisfied", gettext_lazy("Marks of four or five"), "satisfaction", "given_on", "more", (("score~from", "4"),)
    ),
    Figure(
        "unsatisfied", gettext_lazy("Marks of one or two"), "satisfaction", "given_on", "less", (("score~to", "2"),)
    ),
    _in_time("answered", gettext_lazy("Complaints answered in time"), "complaint-clocks", "answer"),
    _too_late("answered-late", gettext_lazy("Complaints answered too late"), "complaint-clocks", "answer"),
    _in_time("settled", gettext_lazy("Complaints resolved in time"), "complaint-clocks", "closing"),
    _too_late("settled-late", gettext_lazy("Complaints resolved too late"), "complaint-clocks", "closing"),
    _in_time("known", gettext_lazy("Causes of problems known in time"), "problem-clocks", "known-error"),
    _too_late("known-late", gettext_lazy("Causes of problems known too late"), "problem-clocks", "known-error"),
    _in_time("solved", gettext_lazy("Problems solved in time"), "problem-clocks", "solution"),
    _too_late("solved-late", gettext_lazy("Problems solved too late"), "problem-clocks", "solution"),
    _in_time("decided", gettext_lazy("Changes decided in time"), "change-clocks", "decision"),
    _too_late("decided-late", gettext_lazy("Changes decided too late"), "change-clocks", "decision"),
)
TARGETS = ("service-targets", "service-results")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a report is about: one customer or all, these services or all, from a day through another."""

    customer: str
    customer_id: int | None
    services: tuple[str, ...]
    first: date
    last: date

    def earlier(self, months: int) -> "Subject":
        """The same so many months before."""
        first = self.first - relativedelta(months=months)
        return Subject(self.customer, self.customer_id, self.services, first, self.last_of(first))

    def last_of(self, first: date) -> date:
        """The last day of a period as long as this one that begins on a day."""
        whole = relativedelta(self.last + timedelta(days=1), self.first)
        last: date = first + relativedelta(months=whole.years * 12 + whole.months) - timedelta(days=1)
        return last


def subject_of(report: Any) -> Subject:
    """What a report is about."""
    customer = report.customer
    return Subject(
        customer.reference if customer else "",
        customer.pk if customer else None,
        tuple(report.definition.services),
        report.period_start,
        report.period_end,
    )


def counted(actor: Actor, report: Any) -> list[Row]:
    """Every figure of a report, with those of the periods before it; issued ones stand as they were reported."""
    subject, months = subject_of(report), report.definition.frequency
    said = _reported(report)
    rows = [_row(actor, figure, subject, months, said) for figure in FIGURES]
    return [*(row for row in rows if row is not None), *_promises(subject)]


def _reported(report: Any) -> Mapping[tuple[date, str], int]:
    """What earlier reports of the same definition said, by the day on which their period began."""
    earlier = type(report).objects.issued().filter(definition=report.definition_id)
    issued = earlier.filter(period_start__lt=report.period_start).order_by("-period_start")[:TREND]
    return {(one.period_start, row["key"]): row["value"] for one in issued for row in one.figures if "key" in row}


def _row(
    actor: Actor, figure: Figure, subject: Subject, months: int, said: Mapping[tuple[date, str], int]
) -> Row | None:
    register = registers.find(figure.register)
    if register is None:
        return None
    filters = filters_of(register, figure, subject)
    if filters is None:
        return None
    periods = [subject.earlier(months * back) for back in range(TREND - 1, 0, -1)]
    series = [_at(actor, register, figure, one, said) for one in periods]
    value = _count(actor, register, filters)
    if figure.is_left_out and not any((*series, value)):
        return None
    return {
        "key": figure.key,
        "label": str(figure.label),
        "value": value,
        "register": register.key,
        "filters": filters,
        "before": series[-1],
        "change": value - series[-1],
        "better": _is_better(figure, value - series[-1]),
        "series": [*series, value],
    }


def _at(
    actor: Actor, register: Register, figure: Figure, subject: Subject, said: Mapping[tuple[date, str], int]
) -> int:
    """What was reported on a period, else what the records say of it today."""
    if (subject.first, figure.key) in said:
        return said[subject.first, figure.key]
    return _count(actor, register, filters_of(register, figure, subject) or {})


def _is_better(figure: Figure, change: int) -> bool | None:
    return (change > 0) == (figure.good == "more") if change and figure.good else None


def filters_of(register: Register, figure: Figure, subject: Subject) -> Filters | None:
    """The filters of a list as they stand in its address; None where it cannot be narrowed to the customer."""
    filters = dict(figure.filters)
    filters |= {f"{figure.day}~from": subject.first.isoformat(), f"{figure.day}~to": subject.last.isoformat()}
    if subject.customer:
        if not lists.is_filter(register, "customer"):
            return None
        filters["customer"] = subject.customer
    services = subject.services
    if subject.customer and figure.is_shared and (services := services or promised_services(subject)):
        filters["customer"] = f"{NONE_WORD},{subject.customer}"
    if services:
        filters["service"] = ",".join(services)
    if lists.is_filter(register, "is_confidential"):
        filters["is_confidential"] = "false"
    return filters


def _count(actor: Actor, register: Register, filters: Filters) -> int:
    return int(lists.filtered(as_tandem(actor), register, lists.Query(filters=filters)).count())


def promised(subject: Subject) -> Any:
    """The targets that were promised to the customer for the services in the period."""
    model = registers.declared(TARGETS[0]).model
    targets = model.objects.promised_in(subject.first, subject.last)
    if subject.customer_id is not None:
        targets = targets.filter(agreement_version__agreement__customer=subject.customer_id)
    if subject.services:
        targets = targets.filter(service__reference__in=subject.services)
    return targets


def promised_services(subject: Subject) -> tuple[str, ...]:
    """The services of those targets, by reference."""
    references = promised(subject).order_by("service__reference").values_list("service__reference", flat=True)
    return tuple(references.distinct())


def unmeasured(subject: Subject) -> list[Any]:
    """Those of the targets that have no result of the period."""
    measured = {result.target_id for result in results_of(subject)}
    return [target for target in promised(subject).order_by("title", "pk") if target.pk not in measured]


def _promises(subject: Subject) -> Iterator[Row]:
    """How each target was kept: what was achieved and promised, opening its results; those not measured say so."""
    for target in unmeasured(subject):
        yield {
            "label": target.title,
            "value": "",
            "promised": _plain(target.share),
            "kept": None,
            "register": TARGETS[1],
            "filters": {"target": target.reference},
            "series": [],
        }
    for result in results_of(subject):
        yield {
            "label": result.target.title,
            "value": _plain(result.achieved),
            "promised": _plain(result.target.share),
            "kept": result.is_met,
            "register": TARGETS[1],
            "filters": {"target": result.target.reference, "period_end~to": subject.last.isoformat()},
            "series": [_plain(share) for share in _shares(result)],
        }


def _shares(result: Any) -> list[Any]:
    known = type(result).objects.filter(target=result.target_id, period_end__lte=result.period_end)
    newest = known.order_by("-period_end").values_list("achieved", flat=True)[:TREND]
    return list(reversed(newest))


def results_of(subject: Subject) -> list[Any]:
    """Results, within the period, of the targets promised to the customer for the services."""
    register = registers.find(TARGETS[1])
    if register is None:
        return []
    results = register.model.objects.filter(period_start__gte=subject.first, period_end__lte=subject.last)
    if subject.customer_id is not None:
        results = results.filter(target__agreement_version__agreement__customer=subject.customer_id)
    if subject.services:
        results = results.filter(target__service__reference__in=subject.services)
    return list(results.select_related("target").order_by("target__title", "period_start", "pk"))


def _plain(share: Any) -> str:
    """A share as people read it, without zeros at its end."""
    return "" if share is None else f"{share.normalize():f}"


def breaches(report: Any) -> list[Row]:
    """Every target that was missed in the period of a report, with the reason that stands on its result."""
    return [
        {
            "reference": result.reference,
            "register": TARGETS[1],
            "title": result.title,
            "achieved": _plain(result.achieved),
            "promised": _plain(result.target.share),
            "why": result.explanation or result.excuse,
        }
        for result in results_of(subject_of(report))
        if result.is_met is False
    ]


def unexplained(report: Any) -> str | None:
    """The first target that was missed without a reason."""
    for row in breaches(report):
        if not row["why"].strip():
            return _("%(reference)s %(title)s was missed; say why on its result.") % row
    return None
