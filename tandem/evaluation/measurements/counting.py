"""Figures counted from the registers: numerator and denominator of a period."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F, Q

from tandem.direction.controls.testing.models import ControlTest
from tandem.evaluation.measurements.vocabulary import QUERIES
from tandem.ground.kernel import registers
from tandem.ground.kernel.models import Action
from tandem.operation.changes.models import Change
from tandem.operation.incidents.models import Incident
from tandem.support.documents.reading.models import Acknowledgement

Counts = tuple[int, int]
Counter = Callable[[date, date, ZoneInfo], Counts]


def _of(records: Any, good: Q) -> Counts:
    return records.filter(good).count(), records.count()


def _moment(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


def actions_in_time(start: date, end: date, zone: ZoneInfo) -> Counts:
    """Actions that were due in the period, those done by their day."""
    return _of(
        Action.objects.filter(due__gte=start, due__lt=end).exclude(state="dropped"), Q(done_at__date__lte=F("due"))
    )


def corrected_in_time(start: date, end: date, zone: ZoneInfo) -> Counts:
    """Nonconformities that were to be put right in the period, those closed by their day."""
    register = registers.find("nonconformities")
    if register is None:
        return 0, 0
    due = register.model.objects.filter(due__gte=start, due__lt=end).exclude(state="withdrawn")
    return _of(due, Q(closed_on__lte=F("due")))


def policies_read(start: date, end: date, zone: ZoneInfo) -> Counts:
    """Requests to read a document that stand, those confirmed."""
    return _of(Acknowledgement.objects.exclude(state="lapsed"), Q(state="read"))


def incidents_resolved(start: date, end: date, zone: ZoneInfo) -> Counts:
    """Incidents that were opened in the period, those resolved by now."""
    opened = Incident.objects.filter(opened_at__gte=_moment(start, zone), opened_at__lt=_moment(end, zone))
    return _of(opened.exclude(state="cancelled"), Q(resolved_at__isnull=False))


def changes_intended(start: date, end: date, zone: ZoneInfo) -> Counts:
    """Changes that were made in the period, those that went as intended."""
    return _of(Change.objects.filter(made_on__gte=start, made_on__lt=end), Q(is_as_intended=True))


def controls_passed(start: date, end: date, zone: ZoneInfo) -> Counts:
    """Tests of controls in the period, those passed."""
    return _of(ControlTest.objects.filter(done_on__gte=start, done_on__lt=end), Q(result="passed"))


COUNTERS: dict[str, Counter] = {
    "actions-in-time": actions_in_time,
    "corrected-in-time": corrected_in_time,
    "policies-read": policies_read,
    "incidents-resolved": incidents_resolved,
    "changes-intended": changes_intended,
    "controls-passed": controls_passed,
}
if COUNTERS.keys() != {key for key, _name in QUERIES}:
    raise LookupError("Every query that an indicator may name has its counter.")
