"""A provider with a million clocks: nothing due, 20,000 that count by another version, a report on 20,000 tickets."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from time import process_time
from typing import Any

from django.db import connection, transaction

from benchmarks.measuring import Figure, at_most, figure, runs
from benchmarks.organization import actor_of, organization
from tandem.ground.clocks import reckoning
from tandem.ground.clocks.deadlines import Target
from tandem.ground.kernel import clock
from tandem.ground.kernel.actor import Actor, system_actor
from tandem.ground.kernel.tenancy import organization_active
from tandem.operation.agreements.calendars.models import Calendar
from tandem.operation.agreements.clocks import operations, rebasing
from tandem.operation.agreements.clocks.models import IncidentClock
from tandem.operation.agreements.models import Agreement
from tandem.operation.agreements.targets.models import ServiceTarget
from tandem.operation.agreements.versions.models import AgreementVersion
from tandem.operation.customers.models import Customer
from tandem.operation.incidents.models import Incident
from tandem.operation.service_reports.issues import figures as of_report
from tandem.operation.service_reports.issues.models import ServiceReport
from tandem.operation.service_reports.models import ReportDefinition
from tandem.operation.services.models import Service

CLOCKS, TICKETS, BATCH = 1_000_000, 20_000, 5_000
OPENED, NOW = datetime(2026, 10, 1, 8, tzinfo=UTC), datetime(2026, 11, 2, 9, tzinfo=UTC)
TICK, BUDGET, OTHERS_WAIT = 50, 2_000, 250  # milliseconds
WORKDAYS = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), "08:00-17:00")
MINUTES = 400 * 60  # so that nothing falls due while it is measured


def figures() -> Iterator[Figure]:
    """The tick while nothing is due, recalculation of one agreement, the report of one month."""
    with organization_active(organization().pk), clock.fixed(NOW):
        versions = _versions()
        tandem = system_actor(organization().pk, "Benchmarks")
        tick = runs(lambda: operations.INCIDENTS.tick(tandem), 20)
        yield figure(f"tick, {CLOCKS:,} clocks and nothing due", tick, TICK)
        yield figure(f"deadlines of {TICKETS:,} open tickets reckoned anew", runs(_reckon, 3), BUDGET)
        yield from _moved(tandem, versions)
        report = _report()
        counted = runs(lambda: of_report.counted(actor_of(), report), 3)
        yield figure(f"report of a month with {TICKETS:,} tickets", counted, BUDGET)


def _reckon() -> None:
    read = ("organization", "target", "calendar", "events")
    known = IncidentClock.objects.open().only(*read).prefetch_related("calendar", "target").order_by("pk")
    for each in known.iterator(BATCH):
        reckoning.stand(each.events, each.calendar.hours, Target(each.target.minutes * 60, each.target_id), NOW)


def _moved(tandem: Actor, versions: list[Any]) -> Iterator[Figure]:
    """All of them written by another version, with their entries in the ledger, some at a time."""
    by = IncidentClock.objects.open().values_list("target__agreement_version", flat=True)[0]
    version = next(version for version in versions if version.pk != by)
    last: int | None = 0
    spent = []
    while last is not None:
        begun = process_time()
        last = rebasing.rebase_some(tandem, version, operations.INCIDENTS, last)
        spent.append((process_time() - begun) * 1000)
    yield Figure(
        f"{TICKETS:,} open tickets written by another version, with entries", round(sum(spent)), "ms of processor"
    )
    yield at_most("the longest of its transactions after the first", max(spent[1:]), "ms of processor", OTHERS_WAIT)


def _versions() -> list[Any]:
    """Two wordings of one agreement, with a million clocks of which 20,000 are open; made once, past the gate."""
    known = list(AgreementVersion.objects.filter(agreement__title="Much").order_by("pk"))
    if known:
        return known
    common = {"organization_id": organization().pk, "created_at": NOW, "updated_at": NOW}
    customer = Customer.objects.create(**common, reference="CUST-B", title="Much")
    service = Service.objects.order_by("pk")[0]
    hours = Calendar.objects.create(
        **common, reference="CAL-B", title="Office", zone="Europe/Vienna", state="approved", **WORKDAYS
    )
    agreement = Agreement.objects.create(
        **common, reference="AGR-B", title="Much", customer=customer, state="active", begins_on=date(2025, 1, 1)
    )
    made = [_version(common, agreement, service, hours, place) for place in (1, 2)]
    tickets = _tickets(common, customer, service)
    _clocks(common, made[0][1], tickets)
    return [version for version, _target in made]


def _version(common: dict[str, Any], agreement: Any, service: Any, hours: Any, place: int) -> tuple[Any, Any]:
    version = AgreementVersion.objects.create(
        **common, reference=f"AGV-B{place}", agreement=agreement, number=str(place), calendar=hours, state="approved"
    )
    promise = {"agreement_version": version, "service": service, "kind": "resolution", "minutes": MINUTES * place}
    return version, ServiceTarget.objects.create(**common, reference=f"TGT-B{place}", title="Resolution", **promise)


def _tickets(common: dict[str, Any], customer: Any, service: Any) -> list[Any]:
    rows = (
        Incident(
            **common,
            reference=f"INC-B-{place}",
            title=f"Ticket {place}",
            customer=customer,
            service=service,
            opened_at=OPENED + timedelta(minutes=2 * place),
            resolved_at=OPENED + timedelta(minutes=2 * place + 90) if place % 2 else None,
            met_target=bool(place % 3) if place % 2 else None,
            state="resolved" if place % 2 else "in-progress",
        )
        for place in range(TICKETS)
    )
    return Incident.objects.bulk_create(rows, BATCH)


def _clocks(common: dict[str, Any], target: Any, tickets: list[Any]) -> None:
    """One open clock of each ticket and many that stopped, which the database copies."""
    calendar, twice = target.agreement_version.calendar, 2 * len(tickets)
    rows = (_clock(common, target, calendar, tickets[place % TICKETS], place) for place in range(twice))
    IncidentClock.objects.bulk_create(rows, BATCH)
    quote, table = connection.ops.quote_name, IncidentClock._meta.db_table
    left_out = ("id", "reference")
    names = ", ".join(
        quote(str(each.column)) for each in IncidentClock._meta.concrete_fields if each.name not in left_out
    )
    copies = f"WITH RECURSIVE n(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n WHERE k < {CLOCKS // TICKETS - 2})"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"{copies} INSERT INTO {table} (reference, {names}) "
            f"SELECT reference || '-' || k, {names} FROM {table}, n WHERE state = 'met'"
        )


def _clock(common: dict[str, Any], target: Any, calendar: Any, ticket: Any, place: int) -> IncidentClock:
    """The first of each ticket is open."""
    opened = ticket.opened_at.isoformat()
    is_open = place < TICKETS
    events = [{"at": opened, "kind": "start"}]
    ends = {"state": "running", "due_at": NOW + timedelta(days=90), "next_at": NOW + timedelta(days=60)}
    if not is_open:
        events.append({"at": (ticket.opened_at + timedelta(hours=2)).isoformat(), "kind": "stop"})
        ends = {"state": "met", "stopped_at": ticket.opened_at + timedelta(hours=2)}
    about = {"incident": ticket, "target": target, "calendar": calendar, "title": target.title, "kind": "resolution"}
    return IncidentClock(**common, reference=f"CLOCK-B-{place}", events=events, **about, **ends)


def _report() -> Any:
    """A report on that customer that counts anew."""
    customer = Customer.objects.get(title="Much")
    definition = ReportDefinition(organization_id=organization().pk, customer=customer, frequency=1, services=[])
    period = {"period_start": date(2026, 10, 1), "period_end": date(2026, 10, 31)}
    return ServiceReport(organization_id=organization().pk, definition=definition, customer=customer, **period)
