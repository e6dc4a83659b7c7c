"""What a freeze needs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

LONGEST_DAYS = 190


def check(freeze: Any, before: Any, today: date) -> Mapping[str, str]:
    """Its days are in order, and not half a year."""
    if not (freeze.begins and freeze.ends):
        return {}
    if freeze.ends < freeze.begins:
        return {"ends": _("The last day is not before the first.")}
    if (freeze.ends - freeze.begins).days > LONGEST_DAYS:
        words = ngettext(
            "Freeze for no more than %(days)s day at once.",
            "Freeze for no more than %(days)s days at once.",
            LONGEST_DAYS,
        )
        return {"ends": words % {"days": LONGEST_DAYS}}
    return {}


def locked(freeze: Any) -> str | None:
    """What was lifted stays as it was."""
    return _("It was lifted; announce another freeze.") if freeze.state == "lifted" else None
