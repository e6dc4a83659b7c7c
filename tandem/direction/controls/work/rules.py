"""What recurring work needs."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor

MOST_MONTHS: Final = 24


def derive_work(work: Any, before: Any, actor: Actor) -> None:
    """What goes on is due a month at the latest after it began, and each time its interval has passed."""
    work.owner_id = work.owner_id or actor.user_id
    is_moved = before is not None and before.every_months != work.every_months
    if work.state == "active" and work.every_months and (is_moved or work.next_due is None):
        work.next_due = (work.last_done or actor.today) + relativedelta(months=work.every_months)


def check_work(work: Any, before: Any, today: date) -> Mapping[str, str]:
    """It comes round, at least every two years."""
    if not 1 <= work.every_months <= MOST_MONTHS:
        return {"every_months": _("Between 1 and %(most)d months.") % {"most": MOST_MONTHS}}
    return {}


def end(work: Any, actor: Actor) -> None:
    """What has ended is not due any more."""
    work.next_due = None
