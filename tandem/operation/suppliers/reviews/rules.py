"""When a review of a supplier counts as held (20000-1:2018 8.2.3, 8.3.4; 27001:2022 A.5.22)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.states import Lacking

NEEDED = ("performance", "outcome")
OTHER_THAN_GOOD = ("improve", "unacceptable")


def check_review(review: Any, before: Any, today: date) -> Mapping[str, str]:
    """A review stays with supplier and kind, is of the supplier's own contract, and was held on a day that has come."""
    if before is not None and before.supplier_id != review.supplier_id:
        return {"supplier": _("A review stays with its supplier.")}
    if before is not None and before.kind != review.kind and _is_asked(review):
        return {"kind": _("Questions were asked for it; plan another review.")}
    if review.contract and review.contract.supplier_id != review.supplier_id:
        return {"contract": _("This is a contract of another supplier.")}
    if review.held_on and review.held_on > today:
        return {"held_on": _("Note it once it has been held.")}
    if review.state == "held" and review.held_on is None:
        return {"held_on": _("Say on which day it was held.")}
    return {}


def _is_asked(review: Any) -> bool:
    return bool(review.answers.exists())


def may_hold(review: Any, actor: Actor) -> "str | Lacking | None":
    """What belongs to its kind is there, and what is not as agreed has something that follows."""
    if review.outcome in OTHER_THAN_GOOD and not review.agreed:
        return Lacking(("agreed",), _("Say what follows, since it is not as agreed."))
    match review.kind:
        case "performance":
            return None if review.targets_kept else Lacking(("targets_kept",), _("Say how far targets were kept."))
        case "contract":
            is_there = review.contract or not review.supplier.contracts.exists()
            return None if is_there else Lacking(("contract",), _("Name the contract that was looked at."))
    return _security(review)


def _security(review: Any) -> "str | Lacking | None":
    """Security was assured by answers, each with what shows it."""
    if not review.evidence:
        return Lacking(("evidence",), _("Name what it rests on: certificate, report, visit."))
    left = review.answers.filter(answer="").count()
    if left:
        words = ngettext(
            "%(count)s of its questions has no answer yet.", "%(count)s of its questions have no answer yet.", left
        )
        return words % {"count": left}
    return None


def hold(review: Any, actor: Actor) -> None:
    """Held today, unless another day is given."""
    review.held_on = review.held_on or actor.today


def locked(review: Any) -> str | None:
    """What was seen stays as it was seen."""
    return _("The review has been held; plan another one.") if review.state == "held" else None
