"""Who accepts what is left of a risk, at which level and until when; who approves it (27001:2022 6.1.3 f)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.direction.risks.methods.judging import MANAGER as BY_MANAGER
from tandem.direction.risks.methods.judging import OWNER, Tier
from tandem.direction.risks.rules import judging_of, remaining
from tandem.ground.accounts.models import User
from tandem.ground.kernel import clock
from tandem.ground.kernel.actor import MANAGER, SYSTEM, Actor


def derive_acceptance(acceptance: Any, before: Any, actor: Actor) -> None:
    """The level is the one that is left on the day of acceptance; the signature is the actor's."""
    if before is None and acceptance.risk_id:
        acceptance.level = remaining(acceptance.risk) or 0
        acceptance.accepted_by_id = actor.user_id
        acceptance.accepted_at = clock.now()
        acceptance.owner_id = actor.user_id
        acceptance.by_manager = actor.role in (MANAGER, SYSTEM)
        acceptance.accepted_as = _capacity(acceptance)


def check_acceptance(acceptance: Any, before: Any, today: date) -> Mapping[str, str]:
    """Only who may accept this level does, only a level that is known, only for a time to come."""
    if before is not None or acceptance.risk_id is None:
        return {}
    if remaining(acceptance.risk) is None:
        return {"risk": _("Assess the risk first; there is no level to accept.")}
    if refusal := _refusal(acceptance) or _assessed_by_the_same(acceptance):
        return {"risk": refusal}
    if acceptance.until is not None and acceptance.until <= today:
        return {"until": _("Choose a day to come.")}
    return {}


def _assessed_by_the_same(acceptance: Any) -> str:
    """Whoever said how likely or how bad it is does not accept it (27001:2022 6.1.3 f)."""
    who = acceptance.accepted_by_id
    if who is None or who != acceptance.risk.assessed_by_id:
        return ""
    return _("Somebody other than you has to accept it; you assessed what is left.")


def _refusal(acceptance: Any) -> str:
    judging, level = judging_of(acceptance.risk), remaining(acceptance.risk) or 0
    tier = judging.tier(level)
    if tier is None:
        return _("The method lets nobody accept level %(level)d; it has to be treated.") % {"level": level}
    if acceptance.accepted_as:
        return ""
    if tier.who == (OWNER,):
        return _("Only the owner of the risk can accept it.")
    if tier.who == (BY_MANAGER,) and judging.owner_accepts_up_to is not None and not judging.tiers:
        params = {"level": level, "limit": judging.owner_accepts_up_to}
        return _("Level %(level)d is above %(limit)d: a manager has to accept it.") % params
    return _("Level %(level)d is accepted by: %(who)s.") % {"level": level, "who": who_accepts(tier)}


def _capacity(acceptance: Any) -> str:
    """As what the actor accepts: as the owner, as a manager, or as who the method names; empty when they may not."""
    tier = judging_of(acceptance.risk).tier(remaining(acceptance.risk) or 0)
    user, risk = acceptance.accepted_by_id, acceptance.risk
    if tier is None:
        return ""
    if OWNER in tier.who and user is not None and risk.owner_id == user:
        return str(_("owner of the risk"))
    if BY_MANAGER in tier.who and acceptance.by_manager:
        return tier.label or str(_("manager"))
    if is_named(tier, user):
        return tier.label or str(_("named by the method"))
    return ""


def is_named(tier: Tier, user_id: int | None) -> bool:
    """Whether a tier names this person."""
    return bool(tier.persons) and User.objects.filter(pk=user_id or 0, email__in=tier.persons).exists()


def who_accepts(tier: Tier) -> str:
    """In words who accepts: the tier's own name, else owner, manager and the persons' names."""
    if tier.label:
        return tier.label
    words = {OWNER: str(_("the owner of the risk")), BY_MANAGER: str(_("a manager"))}
    names = dict(User.objects.filter(email__in=tier.persons).values_list("email", "name"))
    return ", ".join(words.get(name) or names.get(name, name) for name in tier.who)


def acceptance_locked(acceptance: Any) -> str:
    """What was accepted stays as it was."""
    return _("An acceptance is never changed; record a new one.")


def may_approve_residual(risk: Any, actor: Actor) -> str | None:
    """There is something to approve, and where the method names persons for its level, one of them approves it."""
    if risk.residual_level is None:
        return _("Judge what is left after treatment first.")
    tier = judging_of(risk).tier(risk.residual_level)
    if tier is None:
        return _("The method lets nobody accept level %(level)d; it has to be treated.") % {
            "level": risk.residual_level
        }
    if tier.persons and not {OWNER, BY_MANAGER} & set(tier.who) and not is_named(tier, actor.user_id):
        params = {"level": risk.residual_level, "who": who_accepts(tier)}
        return _("Level %(level)d is accepted by: %(who)s.") % params
    return None


def approve_residual(risk: Any, actor: Actor) -> None:
    """What is left after treatment is approved at its present level; a changed level has to be approved anew."""
    risk.residual_approved_by_id, risk.residual_approved_level = actor.user_id, risk.residual_level
