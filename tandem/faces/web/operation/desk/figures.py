"""The desk in figures: each counts what the list behind it shows, and opens that list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from tandem.faces.web.operation.tickets.lengths import length
from tandem.faces.web.shell import Visit, inside, register_of
from tandem.ground.kernel import lists
from tandem.ground.kernel.actor import CUSTOMER, STAFF
from tandem.ground.kernel.errors import NotFound
from tandem.ground.kernel.figures import counted
from tandem.ground.kernel.lists import Query
from tandem.operation.incidents.models import CHANNELS, OPEN_STATES
from tandem.operation.problems.register import WORKED_ON
from tandem.operation.requests.register import OPEN

Wanted = tuple[str, str, dict[str, str]]  # a list by its register, what its length is called, its filters
PERIODS = (7, 30, 90)
USUAL = 30
# open since so many days and no more, the youngest first; the last has no end
AGES: tuple[tuple[int, int | None], ...] = ((0, 0), (1, 2), (3, 7), (8, 30), (31, None))
KINDS = ("response", "resolution")
INCIDENTS_OPEN, REQUESTS_OPEN, PROBLEMS_OPEN = (",".join(states) for states in (OPEN_STATES, OPEN, WORKED_ON))


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in its words, and the address of the list whose length it is."""

    label: str
    count: int
    address: str
    share: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """How promised times of one kind were kept: in time, too late, and how long it took in the middle."""

    label: str
    met: Figure
    missed: Figure
    share: int | None
    middle: str


@require_GET
@inside
def show(visit: Visit) -> HttpResponse:
    """What is open and how long, how promised times were kept, what came again, and by which way it came."""
    if visit.actor.role in (STAFF, CUSTOMER) or visit.actor.customer_id is not None:
        raise NotFound(_("There is no such page here."))
    chosen = visit.request.GET.get("days", "")
    days = int(chosen) if chosen.isdecimal() and int(chosen) in PERIODS else USUAL
    begin = visit.actor.today - timedelta(days=days - 1)
    lists_of = _Asked(visit)
    now = lists_of.ask(_open())
    ages = [(words, lists_of.ask(_ages(visit, *asked))) for words, *asked in _aged()]
    came = lists_of.ask(_came(begin))
    channels = lists_of.ask(_by_channel(begin))
    clocks = [(kind, lists_of.ask(_ended(kind, begin))) for kind in KINDS]
    figures = lists_of.counted()
    return visit.page(
        "operation/desk/figures.html",
        title=_("The desk in figures"),
        days=days,
        periods=PERIODS,
        now=figures[now],
        ages=[(words, _shares(figures[asked])) for words, asked in ages if any(each.count for each in figures[asked])],
        came=figures[came],
        channels=_shares(sorted((each for each in figures[channels] if each.count), key=lambda each: -each.count)),
        kept=[_kept(visit, kind, begin, *figures[asked]) for kind, asked in clocks],
    )


class _Asked:
    """The lists whose lengths a page shows, all of them counted in one statement as whoever looks would see them."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self.wanted: list[Wanted] = []

    def ask(self, wanted: Sequence[Wanted]) -> slice:
        """Where the figures of these lists will stand among all."""
        begin = len(self.wanted)
        self.wanted += wanted
        return slice(begin, len(self.wanted))

    def counted(self) -> list[Figure]:
        """A figure for each list that was asked for, in that order."""
        asked = [(register_of(self.visit, key), Query(filters=filters)) for key, _label, filters in self.wanted]
        counts = counted(self.visit.actor, asked, most=None)
        return [
            Figure(label, count, _address(self.visit, key, filters))
            for (key, label, filters), count in zip(self.wanted, counts, strict=True)
        ]


def _open() -> list[Wanted]:
    is_open = {"state": INCIDENTS_OPEN}
    return [
        ("incidents", _("open incidents"), is_open),
        ("incidents", _("of them with nobody"), is_open | {"assignee": "none"}),
        ("incidents", _("of them waiting"), {"state": "pending"}),
        ("incidents", _("of them major"), is_open | {"is_major": "true"}),
        ("service-requests", _("open requests"), {"state": REQUESTS_OPEN}),
        ("service-requests", _("of them past their day"), {"state": REQUESTS_OPEN, "due~before": "today"}),
        ("problems", _("open problems"), {"state": PROBLEMS_OPEN}),
    ]


def _aged() -> list[tuple[str, str, str, str]]:
    return [
        (_("Incidents"), "incidents", INCIDENTS_OPEN, "opened_at"),
        (_("Requests"), "service-requests", REQUESTS_OPEN, "created_at"),
        (_("Problems"), "problems", PROBLEMS_OPEN, "created_at"),
    ]


def _came(begin: date) -> list[Wanted]:
    since = {"opened_at~from": begin.isoformat()}
    asked = {"created_at~from": begin.isoformat()}
    return [
        ("incidents", _("incidents came"), since),
        ("incidents", _("of them were opened again"), since | {"reopened~from": "1"}),
        ("incidents", _("of them went to another group or person"), since | {"reassignments~from": "1"}),
        ("incidents", _("of them are for security"), since | {"is_security": "true"}),
        ("service-requests", _("requests came"), asked),
        ("problems", _("problems were found"), asked),
    ]


def _by_channel(begin: date) -> list[Wanted]:
    since = {"opened_at~from": begin.isoformat()}
    return [("incidents", str(word), since | {"channel": key}) for key, word in CHANNELS]


def _ended(kind: str, begin: date) -> list[Wanted]:
    """Clocks of a kind that stopped in the period, by how they ended."""
    ends = ((_("in time"), "met"), (_("too late"), "missed"))
    return [("incident-clocks", words, _stopped(kind, begin) | {"state": state}) for words, state in ends]


def _stopped(kind: str, begin: date) -> dict[str, str]:
    return {"kind": kind, "stopped_at~from": begin.isoformat()}


def _address(visit: Visit, key: str, filters: dict[str, str]) -> str:
    return f"{visit.url('list', key)}?{urlencode(filters)}"


def _ages(visit: Visit, key: str, state: str, name: str) -> list[Wanted]:
    """What is open, by how many days ago it came."""
    return [_aged_between(visit, key, state, name, *bounds) for bounds in AGES]


def _aged_between(visit: Visit, key: str, state: str, name: str, least: int, most: int | None) -> Wanted:
    today = visit.actor.today
    filters = {"state": state, f"{name}~to": (today - timedelta(days=least)).isoformat()}
    if most is not None:
        filters[f"{name}~from"] = (today - timedelta(days=most)).isoformat()
    return key, _age(least, most), filters


def _age(least: int, most: int | None) -> str:
    if most == 0:
        return _("today")
    if most is None:
        return ngettext("%(days)d day and more", "%(days)d days and more", least) % {"days": least}
    told = {"least": least, "most": most}
    return ngettext("%(least)d to %(most)d day", "%(least)d to %(most)d days", most) % told


def _shares(figures: list[Figure]) -> list[Figure]:
    """The same figures with their share of the largest, for bars."""
    most = max((figure.count for figure in figures), default=0) or 1
    return [Figure(item.label, item.count, item.address, round(100 * item.count / most)) for item in figures]


def _kept(visit: Visit, kind: str, begin: date, met: Figure, missed: Figure) -> Kept:
    """How the clocks of a kind that stopped in the period ended."""
    whole = met.count + missed.count
    label = _("First response") if kind == "response" else _("Solution")
    share = round(100 * met.count / whole) if whole else None
    return Kept(label, met, missed, share, _middle(visit, _stopped(kind, begin) | {"state": "met,missed"}))


def _middle(visit: Visit, filters: dict[str, str]) -> str:
    """The median of service time used; empty where nothing stopped."""
    register = register_of(visit, "incident-clocks")
    stopped = lists.filtered(visit.actor, register, Query(filters=filters))
    used = list(stopped.values_list("elapsed", flat=True))
    return length(median(used)) if used else ""
