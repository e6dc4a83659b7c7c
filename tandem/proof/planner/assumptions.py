"""What a plan assumes: as asked in the address, else as kept, else as the history shows, else a default."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from tandem.ground.kernel.errors import Invalid
from tandem.proof.planner.history import Pace
from tandem.proof.planner.models import MOST_HOURS, MOST_PEOPLE, MOST_WEEKS, Plan, Position

LIMITS: Final = {
    "people": (1, MOST_PEOPLE),
    "hours_a_week": (1, MOST_HOURS),
    "run_weeks": (0, MOST_WEEKS),
    "wait_weeks": (0, MOST_WEEKS),
    "issue_weeks": (0, MOST_WEEKS),
}
DEFAULTS: Final = {"hours_a_week": 8, "run_weeks": 13, "wait_weeks": 6, "issue_weeks": 4}
DATES: Final = ("starts_on", "audit_27001", "audit_20000")
NAMES: Final = ("position", *LIMITS, *DATES)
AUDITS: Final = {"iso-27001:2022": "audit_27001", "iso-20000-1:2018": "audit_20000"}
DIGITS, FARTHEST = 4, date(2100, 1, 1)


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What dates are reckoned with; weeks are calendar weeks."""

    starts_on: date
    people: int = 1
    hours_a_week: int = DEFAULTS["hours_a_week"]
    run_weeks: int = DEFAULTS["run_weeks"]
    wait_weeks: int = DEFAULTS["wait_weeks"]
    issue_weeks: int = DEFAULTS["issue_weeks"]
    position: str = Position.TODAY.value
    audit_27001: date | None = None
    audit_20000: date | None = None

    def audit_wanted(self, standards: Iterable[str]) -> date | None:
        """The day wanted for one audit over these standards, the later one where two are given."""
        days = [day for standard in standards if (day := getattr(self, AUDITS[standard]))]
        return max(days, default=None)


@dataclass(frozen=True, slots=True)
class Settled:
    """Assumptions, and where each of them comes from: address, kept, history or default."""

    assumed: Assumptions
    sources: Mapping[str, str]


def settle(asked: Mapping[str, str], kept: Plan | None, pace: Pace, members: int, today: date) -> Settled:
    """What is assumed; Invalid names every field of the address that cannot be read."""
    given = read(asked, today)
    layers = [("address", given), ("kept", _kept(kept, today)), ("default", _defaults(members, today))]
    values: dict[str, Any] = {}
    sources: dict[str, str] = {}
    for source, layer in layers:
        for name, value in layer.items():
            if name not in values:
                values[name], sources[name] = value, source
    if sources["hours_a_week"] == "default" and pace.is_known:
        values["hours_a_week"], sources["hours_a_week"] = pace.each(values["people"]), "history"
    return Settled(Assumptions(**values), sources)


def _defaults(members: int, today: date) -> dict[str, Any]:
    return {**DEFAULTS, "people": min(max(1, members), MOST_PEOPLE), "starts_on": today}


def _kept(kept: Plan | None, today: date) -> dict[str, Any]:
    """What the organization's own plan says; a beginning that has passed is today."""
    if kept is None:
        return {}
    values = {name: value for name in NAMES if (value := getattr(kept, name)) is not None}
    return values | ({"starts_on": max(kept.starts_on, today)} if kept.starts_on else {})


def read(asked: Mapping[str, str], today: date) -> dict[str, Any]:
    """The assumptions that an address or a form gives; Invalid for what cannot be read."""
    values: dict[str, Any] = {}
    problems: dict[str, list[str]] = {}
    for name in NAMES:
        text = str(asked.get(name) or "").strip()
        if text:
            value, problem = _read(name, text, today)
            values[name] = value
            if problem:
                problems[name] = [problem]
    if problems:
        raise Invalid(problems)
    return values


def _read(name: str, text: str, today: date) -> tuple[Any, str]:
    if name in LIMITS:
        least, most = LIMITS[name]
        is_number = text.isascii() and text.isdigit() and len(text) <= DIGITS
        fits = is_number and least <= int(text) <= most
        return (int(text), "") if fits else (None, _("From %(least)d to %(most)d.") % {"least": least, "most": most})
    if name in DATES:
        return _read_day(text, today)
    is_known = text in Position.values
    return text, "" if is_known else _("Use one of: %(known)s.") % {"known": ", ".join(Position.values)}


def _read_day(text: str, today: date) -> tuple[date | None, str]:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or not today <= day < FARTHEST:
        return None, _("Write a day from today on as year-month-day, for example 2027-03-31.")
    return day, ""
