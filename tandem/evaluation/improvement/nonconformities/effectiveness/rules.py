"""Who may judge, and when, whether a corrective action helped."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import clock, locales
from tandem.ground.kernel.actor import Actor


def derive_check(check: Any, before: Any, actor: Actor) -> None:
    """It says which action it looks at, unless told otherwise."""
    check.title = check.title or _("Did it help: %(title)s") % {"title": check.action.title[:180]}


def check_check(check: Any, before: Any, today: date) -> Mapping[str, str]:
    """It is about an action that is done, and nobody judges their own."""
    problems = {}
    if before is None and check.action.state not in ("done", "effective", "ineffective"):
        problems["action"] = _("Its effect is looked at once it is done.")
    if check.owner_id and check.owner_id in (check.action.owner_id, check.action.done_by_id):
        problems["owner"] = _("Somebody other than who did it judges the effect.")
    return problems


def may_judge(check: Any, actor: Actor) -> str | None:
    """An effect takes its time."""
    if check.due and check.due > clock.today(actor.zone):
        return _("The effect is judged from %(day)s on.") % {"day": locales.day(check.due)}
    return None


def judged(check: Any, actor: Actor) -> None:
    """Note who judged, and when."""
    check.judged_by_id, check.judged_on = actor.user_id, actor.today


def check_locked(check: Any) -> str | None:
    """What was judged stays judged."""
    return _("It is judged; plan another look instead.") if check.state != "waiting" else None
