"""Spans of time in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

DAY, HOUR, MINUTE = 86_400, 3_600, 60
LONG = 3  # days that are told without hours


def length(seconds: float) -> str:
    """A span of time in the two largest units that say something."""
    seconds = max(int(seconds), 0)
    days, hours, minutes = seconds // DAY, seconds % DAY // HOUR, seconds % HOUR // MINUTE
    if days >= LONG:
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    hours += days * 24
    if hours:
        return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": minutes} if hours < 10 else f"{hours} h"
    return _("%(minutes)d min") % {"minutes": minutes}


def promised(seconds: int) -> str:
    """A promised time as people say it: 4 h, 30 min, 2 h 30 min."""
    hours, minutes = seconds // HOUR, seconds % HOUR // MINUTE
    return f"{hours} h" if hours and not minutes else length(seconds)
