"""What an offering needs before people may ask for it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.reviewed import Reviewed
from tandem.ground.kernel.states import Lacking
from tandem.operation.requests.offerings.models import RequestOffering

REVIEW = Reviewed(while_in=("offered",), begins=True)


def check(offering: Any, before: Any, today: date) -> Mapping[str, str]:
    """A bundle consists of plain offerings, not of itself and not of bundles."""
    if not offering.parts:
        return {}
    if offering.reference in offering.parts:
        return {"parts": _("It cannot consist of itself.")}
    parts = RequestOffering.objects.filter(reference__in=offering.parts)
    nested = [part.reference for part in parts.order_by("pk") if part.parts]
    if nested:
        return {"parts": _("%(part)s is a bundle itself; name its parts here.") % {"part": nested[0]}}
    within = RequestOffering.objects.exclude(pk=offering.pk).order_by("pk").values_list("reference", "parts")
    holders = [reference for reference, parts in within if offering.reference and offering.reference in parts]
    if holders:
        return {"parts": _("It is part of %(whole)s; a part has no parts.") % {"whole": holders[0]}}
    return {}


def has_instructions(offering: Any, actor: Actor) -> "Lacking | str | None":
    """Those who fulfil find written how; a bundle rests on its parts."""
    if offering.instructions or offering.document_id or offering.parts:
        return None
    return Lacking(("instructions",), _("Write how it is fulfilled, or name the document that says it."))
