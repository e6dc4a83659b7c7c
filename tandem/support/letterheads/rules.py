"""Which letterhead documents carry, and its logo."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.support.letterheads.models import Letterhead

LONGEST_ADDRESS = 6  # lines that fit beside a logo


def check_letterhead(letterhead: Any, before: Any, today: date) -> Mapping[str, str]:
    """The address fits at the top of a page."""
    if len(letterhead.address.strip().splitlines()) > LONGEST_ADDRESS:
        return {"address": _("At most %(most)d lines fit at the top of a page.") % {"most": LONGEST_ADDRESS}}
    return {}


def may_use(letterhead: Any, actor: Actor) -> str | None:
    """Documents carry one letterhead."""
    other = Letterhead.objects.in_use()
    if other is None:
        return None
    return _("%(reference)s is in use; retire it first.") % {"reference": other.reference}


def locked(letterhead: Any) -> str | None:
    """A retired one stays as it was."""
    return _("This letterhead is retired; write a new one.") if letterhead.state == "retired" else None
