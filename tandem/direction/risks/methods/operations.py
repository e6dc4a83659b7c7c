"""Writes that touch a method together with risks, or begin one."""

from typing import Any

from django.utils.translation import gettext as _

from tandem.direction.risks.methods import rules
from tandem.direction.risks.methods.models import RiskMethod
from tandem.direction.risks.models import Risk
from tandem.direction.risks.operations import AGAIN, due_again
from tandem.ground.kernel import links, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.patterns.spreading import spread
from tandem.ground.kernel.registers import declared_for


def begin_method(actor: Actor, key: str) -> Any:
    """A draft that begins from a ready-made method, a matrix of the catalogue (`matrix:KEY`) or a method of our own."""
    values = rules.begun_values(key)
    if values is None:
        raise Invalid({"begins_from": [_("There is no “%(name)s” to begin from.") % {"name": key}]})
    made = writing.create(actor, declared_for(RiskMethod), {**values, "begins_from": key, "owner": actor.user_id})
    if earlier := RiskMethod.objects.with_reference(key).first():
        register = declared_for(RiskMethod)
        links.connect(actor, register, made.reference, to_register=register.key, to_reference=earlier.reference)
    return made


def next_version(actor: Actor, method: Any) -> None:
    """A draft that copies an approved method and counts its version up; refused while there is one already."""
    draft = RiskMethod.objects.filter(begins_from=method.reference, state="draft").first()
    if draft is not None:
        raise Invalid({"transition": [_("%(draft)s is already being written.") % {"draft": draft.reference}]})
    begin_method(actor, method.reference)


def put_in_force(actor: Actor, method: Any) -> None:
    """A newly approved method supersedes the one for the same domains and the one whose new version it is; their risks
    are to be assessed again today."""
    for earlier in RiskMethod.objects.filter(state="approved").exclude(pk=method.pk):
        if set(earlier.domains) == set(method.domains) or earlier.reference == method.begins_from:
            writing.follow(
                actor, declared_for(RiskMethod), earlier, {"state": "superseded"}, "superseded", method.reference
            )
            _call_again(actor, earlier, method.reference)


def _call_again(actor: Actor, earlier: Any, reference: str) -> None:
    risks = Risk.objects.open().filter(method=earlier).exclude(level=None)
    pairs = [(risk, due_again(actor, risk)) for risk in risks.order_by("pk")]
    spread(actor, declared_for(Risk), pairs, AGAIN, reference)
