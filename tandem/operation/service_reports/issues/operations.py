"""What follows when a report is issued or withdrawn, and drafts that come by themselves."""

from typing import Any

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.operation.service_reports.issues.models import ServiceReport
from tandem.operation.service_reports.models import ReportDefinition


def note(actor: Actor, report: Any) -> None:
    """The definition says until when was reported; the next report is due after that."""
    definition = ReportDefinition.objects.get(pk=report.definition_id)
    newest = definition.reports.issued().order_by("-period_end").first()
    values = {"last_period_end": newest.period_end if newest else None}
    writing.follow(actor, declared_for(ReportDefinition), definition, values, "reported", report.reference)


def draft_due(actor: Actor) -> int:
    """Write a draft, with its figures, of every report whose period is over and that nobody began; how many."""
    begun = 0
    for definition in ReportDefinition.objects.given().order_by("pk"):
        first, last = definition.next_period()
        known = definition.reports.exclude(state="withdrawn").filter(period_start=first)
        if last < actor.today and not known.exists():
            values = {"definition": definition, "period_start": first, "owner": definition.owner_id}
            writing.create(actor, declared_for(ServiceReport), values)
            begun += 1
    return begun
