"""What a meeting of the board needs before it is held and minuted."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.ground.kernel import locales
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.approved import Approved
from tandem.ground.kernel.patterns.fixed import Fixed

MINUTES = Approved(state="closed")
FIXED = Fixed(
    states=("held",),
    fields=("meets_on", "members"),
    why=gettext_lazy("The meeting was held; call another one."),
)


def locked(meeting: Any) -> str | None:
    """What was minuted and approved stands."""
    return _("It is over; call another meeting.") if meeting.state in ("closed", "cancelled") else None


def may_hold(meeting: Any, actor: Actor) -> str | None:
    """Its day has come, somebody came, and each change on the agenda was advised on."""
    if meeting.meets_on > actor.today:
        return _("It meets on %(day)s.") % {"day": locales.day(meeting.meets_on)}
    if not meeting.attended:
        return _("Say who came.")
    if not meeting.agenda.exists():
        return _("There is nothing on the agenda.")
    left = meeting.agenda.filter(advice="").count()
    return _("Say first what the board advises: %(left)s left on the agenda.") % {"left": left} if left else None
