"""What a supplier promises held against what customers were promised of the same service (20000-1:2018 8.3.4.1).

Times are compared by the hours of both sides: four hours of workdays do not hold up four hours around the clock.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.clocks import calendars
from tandem.operation.suppliers.targets.models import TIMED

WEEK_BEGINS = datetime(2026, 5, 4, tzinfo=UTC)  # a Monday, in a week without public holidays nearly everywhere
HOURS_OF_A_WEEK = 7 * 24


def held_against(target: Any, promises: Iterable[Any]) -> tuple[str, str]:
    """How a target stands to promises in force of its service, and in words what is weaker than which of them."""
    underpinned = [promise for promise in promises if _is_underpinned(target, promise)]
    if not underpinned:
        return "alone", ""
    weaker = [text for promise in underpinned for text in _weaker(target, promise)]
    return ("weaker", "\n".join(weaker)) if weaker else ("holds", "")


def _is_underpinned(target: Any, promise: Any) -> bool:
    """Whether a promise to a customer is about the same service, measure and tickets."""
    if target.kind != promise.kind or target.service_id != promise.service_id:
        return False
    return not target.priority or not promise.priority or target.priority == promise.priority


def _weaker(target: Any, promise: Any) -> Iterator[str]:
    """In which respects it does not hold up one promise."""
    words = {"promise": promise.title, "customer": promise.agreement_version.agreement.customer.title}
    if target.share < promise.share:
        shares = {"own": f"{target.share.normalize():f}", "asked": f"{promise.share.normalize():f}"}
        yield _("%(promise)s (%(customer)s) asks for %(asked)s percent, the supplier gives %(own)s.") % (words | shares)
    if target.kind in TIMED and _is_slower(target, promise):
        times = {"own": target.minutes, "asked": promise.minutes}
        yield (
            _("%(promise)s (%(customer)s) has to be kept in %(asked)s minutes; the supplier's %(own)s may end later.")
            % (words | times)
        )


def _is_slower(target: Any, promise: Any) -> bool:
    """Whether at some hour of a week the supplier may end later than the customer was promised.

    Hours of a supplier that nobody wrote down are taken to be those of the promise.
    """
    own, asked = (target.minutes or 0) * 60, (promise.minutes or 0) * 60
    if target.calendar is None:
        return bool(own > asked)
    theirs, ours = target.calendar.hours, promise.agreement_version.calendar.hours
    begins = (WEEK_BEGINS + timedelta(hours=number) for number in range(HOURS_OF_A_WEEK))
    try:
        return any(calendars.after(theirs, begin, own) > calendars.after(ours, begin, asked) for begin in begins)
    except calendars.NeverOpen:
        return True
