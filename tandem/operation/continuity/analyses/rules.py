"""What an impact analysis needs, and how it is agreed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.approved import Approved
from tandem.ground.kernel.patterns.fixed import Fixed
from tandem.ground.kernel.patterns.reviewed import Reviewed

AGREEMENT = Approved(by="agreed_by", on="agreed_on", state="agreed")
REVIEW = Reviewed(while_in=("agreed",), interval="impact-analyses", since=("agreed_on",))
AS_AGREED = Fixed(
    states=("agreed",),
    fields=("effects", "least", "tolerable", "rto", "rpo"),
    why=gettext_lazy("It was agreed as it stands; take it up again first."),
)


def derive_analysis(analysis: Any, before: Any, actor: Actor) -> None:
    """It is called by its service."""
    analysis.title = (_("Impact of losing %(service)s") % {"service": analysis.service.title})[:250]


def check_analysis(analysis: Any, before: Any, today: date) -> Mapping[str, str]:
    """It stays with its service, is back before it can no longer be borne, and points to a plan that is kept."""
    if before is not None and before.service_id != analysis.service_id:
        return {"service": _("An analysis stays with its service.")}
    problems = {}
    if None not in (analysis.rto, analysis.tolerable) and analysis.rto > analysis.tolerable:
        problems["rto"] = _("It has to be back before its absence can no longer be borne.")
    is_chosen = analysis.plan_id and (before is None or before.plan_id != analysis.plan_id)
    if is_chosen and analysis.plan.state in ("superseded", "retired"):
        problems["plan"] = _("This plan is no longer in force.")
    return problems


def locked(analysis: Any) -> str | None:
    """What is retired stays as it was."""
    return _("It is retired; write another one.") if analysis.state == "retired" else None


def agree(analysis: Any, actor: Actor) -> None:
    """Note who agreed, and that it was looked at today."""
    AGREEMENT.note(analysis, actor)
    REVIEW.looked_at(analysis, actor)
