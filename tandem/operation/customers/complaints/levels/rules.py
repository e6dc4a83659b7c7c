"""What a level needs, and in which order levels are climbed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.operation.customers.complaints.levels.models import ComplaintLevel


def check(level: Any, before: Any, today: date) -> Mapping[str, str]:
    """A person is named where one is meant, and a higher level comes later than a lower one."""
    if level.whom == "person" and level.person_id is None:
        return {"person": _("Name the person it goes to.")}
    if level.state != "used" or level.level is None or level.days is None:
        return {}
    others = ComplaintLevel.objects.in_use().exclude(pk=level.pk)
    if others.filter(level__lt=level.level, days__gte=level.days).exists():
        return {"days": _("A higher level comes later than every lower one.")}
    if others.filter(level__gt=level.level, days__lte=level.days).exists():
        return {"days": _("A lower level comes earlier than every higher one.")}
    return {}
