"""One is called first: shifts of the same group and level do not overlap."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from tandem.operation.desk.shifts.models import OnCallShift

LONGEST = timedelta(days=31)


def check(shift: Any, before: Any, today: date) -> Mapping[str, str]:
    """It ends after it begins and within a month, somebody still here has it, and nobody else at the same time."""
    if shift.ends_at <= shift.starts_at:
        return {"ends_at": _("It ends after it begins.")}
    if shift.ends_at - shift.starts_at > LONGEST:
        return {"ends_at": _("Nobody is on call for longer than a month; write several shifts.")}
    if shift.person.state == "left":
        return {"person": _("They have left.")}
    others = OnCallShift.objects.filter(group=shift.group, level=shift.level).exclude(pk=shift.pk)
    other = others.filter(starts_at__lt=shift.ends_at, ends_at__gt=shift.starts_at).order_by("starts_at").first()
    if other is None:
        return {}
    words = _("%(person)s is called for this group at that time already (%(reference)s).")
    return {"starts_at": words % {"person": other.person.title, "reference": other.reference}}
