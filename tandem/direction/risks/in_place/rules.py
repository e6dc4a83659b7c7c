"""What it takes for a control to be in place for a risk."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.direction.risks.in_place.models import ControlInPlace
from tandem.direction.risks.rules import OPPORTUNITY


def check_in_place(link: Any, before: Any, today: date) -> Mapping[str, str]:
    """A control in use, named once for a risk; which risk and which control it is about stays."""
    if before is not None and (before.risk_id, before.control_id) != (link.risk_id, link.control_id):
        return {"control": _("Take this one away and name the other control beside it.")}
    if link.risk_id is None or link.control_id is None:
        return {}
    if link.risk.kind == OPPORTUNITY:
        return {"risk": _("Controls hold risks; this is an opportunity.")}
    if before is None and link.control.state == "retired":
        return {"control": _("This control is retired; it holds nothing.")}
    same = ControlInPlace.objects.filter(risk=link.risk_id, control=link.control_id).exclude(pk=link.pk)
    return {"control": _("This control is named for the risk already.")} if same.exists() else {}
