"""What an actor is told of the records behind a result: counts always, titles only of those they may see."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from tandem.ground.kernel import permissions
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.tenancy import organization_active
from tandem.proof.conformity.judging import Outcome
from tandem.proof.conformity.live import declared
from tandem.proof.conformity.report import Report
from tandem.proof.conformity.tallies import Item

Seen = dict[str, set[int]]


def withheld(actor: Actor, report: Report) -> Report:
    """The report with the titles of records that are confined to others taken out; every figure stays."""
    with organization_active(actor.organization_id):
        seen = _seen(actor, (item for one in report.outcomes.values() for item in (*one.evidence, *one.offenders)))
    if not seen:
        return report
    return replace(report, outcomes={key: _told(one, seen) for key, one in report.outcomes.items()})


def _seen(actor: Actor, items: Iterable[Item]) -> Seen:
    """Which records of those registers that are confined for this actor they may see all the same."""
    mentioned: Seen = {}
    for item in items:
        mentioned.setdefault(item.register, set()).add(item.record_id)
    return {
        key: set(permissions.visible(actor, declared(key)).filter(pk__in=found).values_list("pk", flat=True))
        for key, found in mentioned.items()
        if declared(key).confined_to(actor)
    }


def _told(outcome: Outcome, seen: Seen) -> Outcome:
    return replace(
        outcome,
        evidence=tuple(_named(item, seen) for item in outcome.evidence),
        offenders=tuple(_named(item, seen) for item in outcome.offenders),
    )


def _named(item: Item, seen: Seen) -> Item:
    if item.register not in seen or item.record_id in seen[item.register]:
        return item
    return replace(item, title=_("Confidential"))
