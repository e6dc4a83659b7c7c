"""When an interval counts: at once, or where it is long with a reason and a second person."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.offers import Offer
from tandem.ground.kernel.patterns.intervals import LONGEST_ALONE
from tandem.proof.conformity.conditions import longer
from tandem.proof.conformity.how_often.models import PlannedInterval
from tandem.proof.conformity.how_often.planned import planned
from tandem.proof.conformity.rules import unfit_reason

GRACE_ALONE: Final = 31  # days that one person may set
MOST_MONTHS: Final = 60
MOST_GRACE: Final = 92
LEAST_REASON: Final = 6  # different words
DAYS_A_MONTH: Final = 31


def needs_two(interval: Any) -> bool:
    """Whether it is so long that a second person confirms it."""
    return bool(interval.months > LONGEST_ALONE or interval.grace_days > GRACE_ALONE)


def derive_interval(interval: Any, before: Any, actor: Actor) -> None:
    """What one person may set counts at once; what is longer waits, and what counted before goes on."""
    known = planned().get(interval.interval)
    interval.title = known.title[:200] if known else interval.title
    interval.owner_id = interval.owner_id or actor.user_id
    if before is None or _asked(before) != _asked(interval):
        interval.confirmed_by_id = interval.confirmed_on = None
        interval.state = "proposed" if needs_two(interval) else "in-force"
        if interval.state == "in-force":
            put_in_force(interval)


def _asked(interval: Any) -> tuple[int, int, str]:
    return interval.months, interval.grace_days, interval.reason


def put_in_force(interval: Any) -> None:
    """What is asked for counts from now on."""
    interval.months_in_force, interval.grace_in_force = interval.months, interval.grace_days


def confirm_interval(interval: Any, actor: Actor) -> None:
    """An effect: a second person agrees, and it counts."""
    interval.confirmed_by_id, interval.confirmed_on = actor.user_id, actor.today
    put_in_force(interval)


def may_confirm(interval: Any, actor: Actor) -> str | None:
    """A person confirms."""
    return None if actor.user_id is not None else _("A person confirms, never Tandem.")


def check_interval(interval: Any, before: Any, today: date) -> Mapping[str, str]:
    """It is one of the house's, set once, within bounds, and long only with a reason."""
    problems = {
        "interval": _unfit_key(interval, before),
        "months": _unfit_months(interval),
        "grace_days": _out_of(interval.grace_days, 0, MOST_GRACE),
        "reason": _unfit_reason(interval),
    }
    return {name: problem for name, problem in problems.items() if problem}


def _unfit_key(interval: Any, before: Any) -> str:
    if before is not None and before.interval != interval.interval:
        return _("An interval stays what it is for; set the other one beside it.")
    if interval.interval not in planned():
        return _("“%(key)s” is no planned interval; the page How often has them all.") % {"key": interval.interval}
    same = PlannedInterval.objects.filter(interval=interval.interval).exclude(state="ended").exclude(pk=interval.pk)
    if known := same.first():
        return _("%(reference)s sets this interval already; change that one.") % {"reference": known.reference}
    return ""


def _unfit_months(interval: Any) -> str:
    known = planned().get(interval.interval)
    if known is not None and known.default is None:
        advice = _("Here each record works out its own; write 0, and only how far it may slip.")
        return "" if interval.months == 0 else advice
    return _out_of(interval.months, 1, MOST_MONTHS)


def _out_of(number: int, least: int, most: int) -> str:
    if least <= number <= most:
        return ""
    return _("Between %(least)d and %(most)d.") % {"least": least, "most": most}


def _unfit_reason(interval: Any) -> str:
    if not needs_two(interval):
        return ""
    if not interval.reason.strip():
        return _("So long needs a reason, and a second person who confirms it.")
    return unfit_reason(interval.reason, LEAST_REASON)


def titled(key: str) -> str:
    """What the interval of a key is called."""
    known = planned().get(key)
    return str(known.title) if known else key


def offers(actor: Actor, values: Mapping[str, Any]) -> Mapping[str, Offer]:
    """The intervals of the house to choose from."""
    return {"interval": Offer(tuple((interval.key, interval.title) for interval in planned().values()))}


def in_force(organization_id: int, key: str) -> int | None:
    """Months the organization has set for an interval, as far as they count; None where it has set none."""
    kept = PlannedInterval.objects.filter(organization_id=organization_id, interval=key).exclude(state="ended")
    months: int | None = kept.values_list("months_in_force", flat=True).first()
    return months or None


def grace_now() -> dict[str, int]:
    """Days that what is due may slip in the active organization, by interval."""
    kept = PlannedInterval.objects.exclude(state="ended")
    return _slips(kept.values_list("interval", "grace_in_force", "months_in_force"))


def grace_then(states: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """The same, of the states that the ledger knew."""
    kept = [state for state in states if state["state"] != "ended"]
    return _slips((state["interval"], state.get("grace_in_force"), state.get("months_in_force")) for state in kept)


def _slips(kept: Iterable[tuple[str, int | None, int | None]]) -> dict[str, int]:
    """Days that each interval may slip, and how many more, as days not counted, two people agreed to plan ahead."""
    slips: dict[str, int] = {}
    for interval, grace, months in kept:
        if grace:
            slips[interval] = grace
        if months and months > LONGEST_ALONE:
            slips[longer(interval)] = -DAYS_A_MONTH * (months - LONGEST_ALONE)
    return slips
