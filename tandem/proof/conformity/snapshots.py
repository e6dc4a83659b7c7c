"""How the adopted standards stood day by day."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Max, Q

from tandem.ground.accounts.models import Organization
from tandem.ground.kernel import clock
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.jobs import Progress, task
from tandem.ground.kernel.patterns.organizations import for_each_organization
from tandem.ground.kernel.tenancy import organization_active
from tandem.proof.conformity import signing
from tandem.proof.conformity.engine import evaluate
from tandem.proof.conformity.models import Snapshot
from tandem.proof.conformity.outline import UnknownStandard
from tandem.proof.conformity.report import Report, Totals
from tandem.proof.conformity.vocabulary import Result


@dataclass(frozen=True, slots=True)
class Point:
    """The totals of one standard on one day."""

    day: date
    totals: Totals


def snapshot(organization: Organization) -> Report:
    """Keep how the organization stands today, in place of what was kept today before; the report it rests on."""
    return _kept(organization, evaluate(organization.pk, today=clock.today(organization.zone), zone=organization.zone))


def snapshot_of(organization: Organization, day: date) -> Report:
    """Keep how the organization stood at the end of a past day, worked out from the ledger; the report it rests on."""
    end = datetime.combine(day, time.max, organization.zone)
    return _kept(organization, evaluate(organization.pk, today=day, zone=organization.zone, known=end))


def _kept(organization: Organization, report: Report) -> Report:
    with organization_active(organization.pk):
        Snapshot.objects.bulk_create(
            [
                Snapshot(
                    organization_id=organization.pk,
                    day=report.today,
                    standard=standard.key,
                    results=results,
                    signature=signing.signed(organization.pk, standard.key, report.today, results),
                )
                for standard in report.standards
                for results in [{one.key: one.result.value for one in standard.requirements if one.is_assessable}]
            ],
            update_conflicts=True,
            unique_fields=["organization", "standard", "day"],
            update_fields=["results", "signature"],
        )
    return report


def trend(standard: str, since: date) -> list[Point]:
    """The kept totals of one standard in the active organization from a day on, the oldest first."""
    rows = Snapshot.objects.filter(standard=standard, day__gte=since).order_by("day").values_list("day", "results")
    return [Point(day, _totals(results)) for day, results in rows]


def results_on(day: date) -> dict[str, str]:
    """What was kept last on or before a day in the active organization, as `changes_since` takes it."""
    last = Snapshot.objects.filter(day__lte=day).order_by().values_list("standard").annotate(last=Max("day"))
    kept_last = [Q(standard=standard, day=on) for standard, on in last]
    results: dict[str, str] = {}
    if kept_last:
        for kept in Snapshot.objects.filter(reduce(or_, kept_last)).values_list("results", flat=True):
            results |= kept
    return results


def _totals(results: dict[str, str]) -> Totals:
    return Totals(len(results), Counter(Result(result) for result in results.values()))


@task("conformity-snapshots", schedule="15 * * * *")
def take_snapshots(progress: Progress) -> dict[str, Any]:
    """Keep how every organization stands; hourly, so that each time zone's day ends with its last state."""
    skipped: list[str] = []

    def keep(tandem: Actor) -> None:
        organization = Organization.objects.get(pk=tandem.organization_id)
        try:
            snapshot(organization)
        except UnknownStandard as unknown:
            skipped.append(f"{organization.slug}: {unknown}")

    return {"organizations": for_each_organization(keep), "skipped": skipped}
