"""What an actor is told of the records behind a result: counts always, titles only of those they may see."""

from dataclasses import replace

from django.utils.translation import gettext as _

from tandem.ground.kernel import permissions
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import every
from tandem.ground.kernel.tenancy import organization_active
from tandem.proof.conformity.judging import Outcome
from tandem.proof.conformity.present import declared
from tandem.proof.conformity.report import Report
from tandem.proof.conformity.tallies import Item

Seen = dict[str, set[int]]


def withheld(actor: Actor, report: Report) -> Report:
    """The report with the titles of records that are confined to others taken out; every figure stays."""
    with organization_active(actor.organization_id):
        seen = _seen(actor, _mentioned(report))
    if not seen:
        return report
    own = {
        standard: {key: _withheld(outcome, seen) for key, outcome in outcomes.items()}
        for standard, outcomes in report.own.items()
    }
    return replace(
        report, outcomes={key: _withheld(outcome, seen) for key, outcome in report.outcomes.items()}, own=own
    )


def _mentioned(report: Report) -> Seen:
    """Records that the report names, of the registers of which not everybody sees every record."""
    confined = {register.key for register in every() if register.is_confined}
    mentioned: Seen = {key: set() for key in confined}
    for outcomes in (report.outcomes, *report.own.values()):
        for outcome in outcomes.values():
            for item in (*outcome.evidence, *outcome.offenders):
                if item.register in confined:
                    mentioned[item.register].add(item.record_id)
    return {key: record_ids for key, record_ids in mentioned.items() if record_ids}


def _seen(actor: Actor, mentioned: Seen) -> Seen:
    """Which of them this actor may see, by register that is confined for them."""
    return {
        key: set(permissions.visible(actor, declared(key)).filter(pk__in=record_ids).values_list("pk", flat=True))
        for key, record_ids in mentioned.items()
        if declared(key).confined_to(actor)
    }


def _withheld(outcome: Outcome, seen: Seen) -> Outcome:
    return replace(
        outcome,
        evidence=tuple(_named(item, seen) for item in outcome.evidence),
        offenders=tuple(_named(item, seen) for item in outcome.offenders),
    )


def _named(item: Item, seen: Seen) -> Item:
    if item.register not in seen or item.record_id in seen[item.register]:
        return item
    return replace(item, title=_("Confidential"))
