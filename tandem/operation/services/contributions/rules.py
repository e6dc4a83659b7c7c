"""What a contribution needs (20000-1:2018 8.2.1, 8.2.3)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.states import Lacking

FIELD_OF = {"service": "service", "component": "item", "process": "process"}
NEEDED = ("owner", "does")


def derive_contribution(contribution: Any, before: Any, actor: Actor) -> None:
    """It is called by party and subject unless people name it, and is about its own subject alone."""
    for subject, name in FIELD_OF.items():
        if subject != contribution.subject:
            setattr(contribution, name, None)
    if not contribution.title or (before is not None and before.title == title_of(before)):
        contribution.title = title_of(contribution)


def title_of(contribution: Any) -> str:
    """Such as “Carrier: Managed network”."""
    about = getattr(contribution, FIELD_OF[contribution.subject])
    party = contribution.supplier.title if contribution.supplier else _("Ourselves")
    return f"{party}: {about.title if about else ''}"[:200]


def check_contribution(contribution: Any, before: Any, today: date) -> Mapping[str, str]:
    """It names what it contributes to; one and the same contribution stands once."""
    name = FIELD_OF[contribution.subject]
    about = getattr(contribution, name)
    if about is None:
        return {name: _("Name what is contributed to.")}
    if contribution.since and contribution.ended_on and contribution.ended_on < contribution.since:
        return {"ended_on": _("It cannot end before it begins.")}
    same = type(contribution).objects.filter(**{name: about}, supplier=contribution.supplier).exclude(state="ended")
    if contribution.state != "ended" and same.exclude(pk=contribution.pk).exists():
        return {name: _("This party contributes to it already; say there what it does.")}
    return {}


def may_begin(contribution: Any, actor: Actor) -> "str | Lacking | None":
    """Another party contributes while it is with us, and we keep control of what it does."""
    if contribution.supplier is None:
        return None
    if contribution.supplier.state == "ended":
        return _("The supplier has ended.")
    if not contribution.controlled_by:
        return Lacking(("controlled_by",), _("Say how control is kept over what another party does."))
    return None


def begin(contribution: Any, actor: Actor) -> None:
    """From today on, unless another day is given."""
    contribution.since = contribution.since or actor.today


def end(contribution: Any, actor: Actor) -> None:
    """Until today, unless another day is given."""
    contribution.ended_on = contribution.ended_on or actor.today
