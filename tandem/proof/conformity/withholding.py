"""What an actor is told of the records behind a result: counts always, titles only of those they may see."""

from collections.abc import Collection, Iterable
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
        confined = {register.key for register in every() if register.is_confined and register.confined_to(actor)}
        seen = _seen(actor, confined, _items(report)) if confined else {}
    if not seen:
        return report
    own = {
        standard: {key: _told(one, seen) for key, one in outcomes.items()} for standard, outcomes in report.own.items()
    }
    return replace(report, outcomes={key: _told(one, seen) for key, one in report.outcomes.items()}, own=own)


def _items(report: Report) -> Iterable[Item]:
    several = [report.outcomes, *report.own.values()]
    return (item for outcomes in several for one in outcomes.values() for item in (*one.evidence, *one.offenders))


def _seen(actor: Actor, confined: Collection[str], items: Iterable[Item]) -> Seen:
    """Which records of those registers that are confined for this actor they may see all the same."""
    mentioned: Seen = {}
    for item in items:
        if item.register in confined:
            mentioned.setdefault(item.register, set()).add(item.record_id)
    return {
        key: set(permissions.visible(actor, declared(key)).filter(pk__in=found).values_list("pk", flat=True))
        for key, found in mentioned.items()
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
