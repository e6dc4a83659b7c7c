"""Typical threats and weaknesses that are taken over."""

from typing import Any

from django.utils.translation import gettext as _

from tandem.direction.risks import library
from tandem.direction.risks.threats.models import Threat
from tandem.direction.risks.weaknesses.models import Weakness
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.registers import declared_for


def take_over_threats(actor: Actor, source: str = library.OURS) -> int:
    """Typical threats of our own, or those of an imported catalogue by its key, that are not here yet; their number."""
    rows = library.typical("threats") if source == library.OURS else library.threats_of(source)
    if not rows:
        raise Invalid({"source": [_("There is no list of threats called “%(name)s”.") % {"name": source}]})
    return _take_over(actor, Threat, rows, source)


def take_over_weaknesses(actor: Actor) -> int:
    """Typical weaknesses of our own that are not here yet; their number."""
    return _take_over(actor, Weakness, library.typical("weaknesses"), library.OURS)


def _take_over(actor: Actor, model: Any, rows: list[dict[str, Any]], source: str) -> int:
    known = set(model.objects.filter(source=source).values_list("external_id", flat=True))
    register = declared_for(model)
    return len(writing.create_many(actor, register, [row for row in rows if row["external_id"] not in known]))
