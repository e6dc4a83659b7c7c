"""What follows once a change is approved."""

from typing import Any

from django.utils.translation import gettext as _

from tandem.direction.risks.models import Risk
from tandem.direction.risks.operations import call_again
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.models import Action
from tandem.ground.kernel.patterns import asking
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for
from tandem.operation.changes.models import Change
from tandem.operation.changes.rules import is_weighty


def approved(actor: Actor, change: Any) -> None:
    """The risks it touches are called again, and its tasks become actions."""
    call_risks_again(actor, change)
    ask_for_tasks(actor, change)


def call_risks_again(actor: Actor, change: Any) -> None:
    """Each risk that a change of security weight touches is to be assessed again, and its owner is asked to."""
    if not is_weighty(change):
        return
    tandem = as_tandem(actor)
    for risk in Risk.objects.filter(reference__in=change.risks).order_by("pk"):
        call_again(tandem, risk, change.reference)
        asking.ask(
            tandem,
            declared_for(Change),
            change.reference,
            risk.owner_id,
            _("Assess %(risk)s again: %(change)s") % {"risk": risk.reference, "change": change.title[:150]},
            due=change.planned_for or actor.today,
            reason=change.reference,
        )


def ask_for_tasks(actor: Actor, change: Any) -> None:
    """Each task becomes an action of whoever makes the change, due on its day; once only."""
    register = declared_for(Change)
    there = set(
        Action.objects.filter(source_register=register.key, source_reference=change.reference).values_list(
            "title", flat=True
        )
    )
    for task in change.tasks:
        if task not in there:
            values = {
                "title": task,
                "owner": change.owner_id,
                "due": change.planned_for or actor.today,
                "source_register": register.key,
                "source_reference": change.reference,
            }
            writing.create(as_tandem(actor), declared_for(Action), values, reason=change.reference)
