"""What a part of a scope has to say, and who decides it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.approved import Approved
from tandem.ground.kernel.patterns.fixed import Fixed
from tandem.ground.kernel.registers import declared
from tandem.ground.kernel.states import Lacking

THINGS = ("service", "supplier", "item", "unit", "site")
IN_WORDS = {"unit": "units", "site": "sites"}  # kinds that may be named by their title, and who keeps them
DECISION = Approved(by="decided_by", on="decided_on", state="decided", superseded="")
STANDS = Fixed(
    states=("decided", "ended"),
    fields=("system", "kind", *THINGS, "place"),
    why=gettext_lazy("It was decided as it stands; end it and propose the other one."),
)


def derive_part(part: Any, before: Any, actor: Actor) -> None:
    """It is called by what it is; a unit or site that is named in words is the one of that title, where one is kept."""
    if part.kind in IN_WORDS and getattr(part, f"{part.kind}_id") is None and part.title.strip():
        setattr(part, part.kind, declared(IN_WORDS[part.kind]).model.objects.named(part.title))
    thing = getattr(part, part.kind, None) if part.kind in THINGS else None
    if thing is not None:
        part.title = thing.title[:300]


def check_part(part: Any, before: Any, today: date) -> Mapping[str, str]:
    """It names exactly the thing of its kind, or a unit or site at least in words; what is outside says why."""
    for name in THINGS:
        is_named, is_asked = getattr(part, f"{name}_id") is not None, part.kind == name
        if is_asked and not is_named and name not in IN_WORDS:
            return {name: _("Choose the one that is meant.")}
        if is_named and not is_asked:
            return {name: _("This is a part of another kind; leave it empty or change the kind.")}
    if not part.title.strip():
        return {"title": _("Name the unit or the site.")}
    if part.place == "outside" and not part.reason.strip():
        return {"reason": _("Say why it lies outside: auditors ask for it.")}
    return {}


def may_decide(part: Any, actor: Actor) -> Lacking | None:
    """What the other scope decides otherwise needs its reason here."""
    if part.reason.strip() or not _is_otherwise_elsewhere(part):
        return None
    return Lacking(("reason",), _("The scope of the other standard decides this otherwise; say why."))


def _is_otherwise_elsewhere(part: Any) -> bool:
    thing = getattr(part, part.kind, None)
    others = type(part).objects.filter(state="decided", kind=part.kind).exclude(system_id=part.system_id)
    others = others.called(part.title) if thing is None else others.filter(**{part.kind: thing})
    return bool(others.exclude(place=part.place).exists())
