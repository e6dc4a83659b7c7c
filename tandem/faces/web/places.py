"""Where everything is: the places of the rail, who has which of them, and in what order their tabs stand.

A register says in its own declaration in which place and under which tab it is found (`home`, `tab`); here is said only
what belongs to no register, and the order. A tab is there as soon as something in it is.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from django.core import checks
from django.utils.translation import gettext_lazy as _

from tandem.ground.accounts.models import Job
from tandem.ground.kernel import registers
from tandem.ground.kernel.actor import AUDITOR, CONTRIBUTOR, CUSTOMER, MANAGER, READER, STAFF, Actor
from tandem.ground.kernel.permissions import READERS
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.states import Words
from tandem.support.documents.models import Document

MOST_PLACES: Final = 9
MOST_TABS: Final = 7
INSIDE: Final = frozenset({MANAGER, CONTRIBUTOR, READER, STAFF})
PEOPLE: Final = INSIDE | {AUDITOR}
CALLERS: Final = frozenset({STAFF, CUSTOMER})


@dataclass(frozen=True, slots=True)
class Page:
    """A page that belongs to no register: its URL name and to which roles it is offered."""

    title: Words
    address: str
    icon: str
    roles: frozenset[str] = READERS


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab of a place, with the pages in it that belong to no register; they stand before the registers' own."""

    title: Words
    pages: tuple[Page, ...] = ()


def always(actor: Actor) -> bool:
    """A place that nobody finds empty."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place of the rail, with its tabs in their order.

    It takes the registers whose home is `home`, or its own key. One with `is_part` shows only the tabs named here: what
    one kind of people need of a place that others have in full. `has_something` says of one that may be empty for
    somebody whether it is; the rail leaves it out then.
    """

    key: str
    title: Words
    icon: str
    tabs: tuple[Tab, ...] = ()
    home: str = ""
    is_part: bool = False
    has_something: Callable[[Actor], bool] = always

    @property
    def takes(self) -> str:
        """The key by which registers name it as their home."""
        return self.home or self.key


STANDING = Tab(_("Standing"), (Page(_("Standing"), "board", "layout-dashboard"),))
PLANNER = Tab(_("Planner"), (Page(_("Planner"), "planner", "milestone"),))
MINE = Tab(_("Mine"), (Page(_("Mine"), "work", "inbox", PEOPLE),))
YEAR = Tab(_("Calendar"), (Page(_("Calendar"), "work-calendar", "calendar-days", PEOPLE),))
QUEUE = Tab(
    _("Queue"),
    (
        Page(_("Queue"), "queue", "headset"),
        Page(_("By state"), "desk-states", "layout-dashboard"),
        Page(_("Workload"), "desk-workload", "users"),
        Page(_("In figures"), "desk-figures", "chart-column"),
    ),
)
INCIDENTS, REQUESTS = Tab(_("Incidents")), Tab(_("Requests"))
PROBLEMS, MAJOR = Tab(_("Problems and known errors")), Tab(_("Major"))
KNOWLEDGE, REPORTS = Tab(_("Knowledge")), Tab(_("Reports"))
CATALOGUE, MAP, AGREEMENTS = Tab(_("Catalogue")), Tab(_("Map")), Tab(_("Agreements and targets"))
CUSTOMERS, SUPPLIERS, INVENTORY = Tab(_("Customers")), Tab(_("Suppliers")), Tab(_("Inventory"))
VULNERABILITIES = Tab(_("Vulnerabilities"))
REQUIREMENTS = Tab(_("Requirements"), (Page(_("Requirements"), "catalogue", "library-big", PEOPLE),))
LEDGER = Tab(_("Ledger"), (Page(_("Ledger"), "ledger", "shield-check"),))

BOARD = Place(key="board", title=_("Board"), icon="layout-dashboard", tabs=(STANDING, PLANNER))
WORK = Place(key="work", title=_("My work"), icon="inbox", tabs=(MINE, YEAR))
DESK = Place(
    key="desk",
    title=_("Desk"),
    icon="headset",
    tabs=(QUEUE, INCIDENTS, REQUESTS, PROBLEMS, MAJOR, KNOWLEDGE, REPORTS),
)
CHANGES = Place(
    key="changes",
    title=_("Changes"),
    icon="git-branch",
    tabs=(Tab(_("Calendar")), Tab(_("Changes")), Tab(_("Releases")), Tab(_("Freezes"))),
)
SERVICES = Place(
    key="services",
    title=_("Services"),
    icon="layers",
    tabs=(CATALOGUE, MAP, AGREEMENTS, CUSTOMERS, SUPPLIERS, INVENTORY, Tab(_("Capacity and continuity"))),
)
RISKS = Place(
    key="risks",
    title=_("Risks and controls"),
    icon="shield-check",
    tabs=(
        Tab(_("Register")),
        Tab(_("Matrix and workshop")),
        Tab(_("Treatment")),
        Tab(_("Controls and tests")),
        Tab(_("Statement")),
        VULNERABILITIES,
        Tab(_("Losses")),
    ),
)
DOCUMENTS = Place(
    key="documents",
    title=_("Documents"),
    icon="file-text",
    tabs=(
        Tab(_("In force")),
        Tab(_("To review")),
        Tab(_("Drafts")),
        Tab(_("Who has read")),
        Tab(_("Exceptions")),
        Tab(_("Templates")),
    ),
)
ORGANIZATION = Place(
    key="organization",
    title=_("Organization"),
    icon="building-2",
    tabs=(
        Tab(_("Context and parties")),
        Tab(_("Obligations")),
        Tab(_("Scope")),
        Tab(_("Objectives")),
        Tab(_("Processes and roles")),
        Tab(_("People")),
        Tab(_("Communication")),
    ),
)
AUDITS = Place(
    key="audits",
    title=_("Audits and reviews"),
    icon="clipboard-check",
    tabs=(
        REQUIREMENTS,
        Tab(_("Audits")),
        Tab(_("Findings and improvements")),
        Tab(_("Measurements")),
        Tab(_("Management reviews")),
        Tab(_("Judgements")),
        LEDGER,
    ),
)
HELP = Place(
    key="help",
    title=_("Help"),
    icon="life-buoy",
    tabs=(Tab(_("Help"), (Page(_("Help"), "help", "life-buoy", PEOPLE | {CUSTOMER}),)),),
    is_part=True,
)


def _portal(key: str, title: Words, icon: str, address: str, *tabs: Tab, home: str = "") -> Place:
    first = Tab(title, (Page(title, address, icon, CALLERS),))
    return Place(key=key, title=title, icon=icon, home=home, tabs=(first, *tabs), is_part=True)


MY_ITEMS = _portal("items", _("My items"), "inbox", "help-items")
STATUS = _portal("status", _("Does it work?"), "activity", "help-status")


def _has_policies(actor: Actor) -> bool:
    return actor.customer_id is None or Document.objects.for_customers().exists()


POLICIES = replace(
    _portal("policies", _("Policies"), "scroll-text", "help-policies", home="documents"), has_something=_has_policies
)
TO_READ = Place(
    key="work",
    title=_("To do and to read"),
    icon="book-open",
    tabs=(Tab(_("Mine"), (Page(_("Mine"), "work", "inbox", PEOPLE),)),),
)

NINE = (BOARD, WORK, DESK, CHANGES, SERVICES, RISKS, DOCUMENTS, ORGANIZATION, AUDITS)


def _part(key: str, title: Words, icon: str, home: Place, *tabs: Tab) -> Place:
    return Place(key=key, title=title, icon=icon, home=home.key, tabs=tabs, is_part=True)


_SERVICES_AND_ITEMS = _part("items", _("Services and items"), "layers", SERVICES, CATALOGUE, MAP, INVENTORY)
_FINDINGS = _part("vulnerabilities", _("Vulnerabilities"), "bug", RISKS, VULNERABILITIES)
_OF_ONE_GROUP = _part("queue", _("Queue of my group"), "headset", DESK, QUEUE, INCIDENTS, REQUESTS, PROBLEMS, MAJOR)

PLACES_OF: Final[dict[str, tuple[Place, ...]]] = {
    MANAGER: NINE,
    CONTRIBUTOR: NINE,
    READER: NINE,
    Job.AGENT: (
        _part("queue", _("Queue"), "headset", DESK, QUEUE, INCIDENTS, REQUESTS, PROBLEMS, MAJOR, REPORTS),
        WORK,
        _part("callers", _("Customers and callers"), "contact", SERVICES, CUSTOMERS),
        _SERVICES_AND_ITEMS,
        CHANGES,
        _part("knowledge", _("Knowledge"), "book-open", DESK, KNOWLEDGE),
    ),
    Job.ENGINEER: (WORK, _OF_ONE_GROUP, CHANGES, _SERVICES_AND_ITEMS, _FINDINGS, DOCUMENTS),
    Job.OFFICER: (
        WORK,
        BOARD,
        RISKS,
        _part("security", _("Security incidents"), "siren", DESK, INCIDENTS, MAJOR, REPORTS),
        _FINDINGS,
        DOCUMENTS,
        SERVICES,
        AUDITS,
    ),
    STAFF: (HELP, MY_ITEMS, TO_READ, POLICIES),
    CUSTOMER: (HELP, MY_ITEMS, STATUS, POLICIES),
    AUDITOR: (
        Place(
            key="invitation",
            title=_("Invitation"),
            icon="mail-open",
            tabs=(Tab(_("Invitation"), (Page(_("Invitation"), "invitation", "mail-open"),)),),
            is_part=True,
        ),
        _part("requirements", _("Requirements to evidence"), "library-big", AUDITS, STANDING, REQUIREMENTS),
        SERVICES,
        RISKS,
        DOCUMENTS,
        ORGANIZATION,
        DESK,
        _part("points", _("Open points"), "flag", AUDITS, Tab(_("Findings and improvements")), Tab(_("Judgements"))),
        _part("ledger", _("Ledger"), "shield-check", AUDITS, LEDGER),
    ),
}
OF_WING: Final = {
    "ground": WORK,
    "support": ORGANIZATION,
    "direction": ORGANIZATION,
    "operation": SERVICES,
    "evaluation": AUDITS,
    "proof": AUDITS,
}


def home_of(register: Register) -> str:
    """The place a register is at home in: as it says, else where what it belongs to is, else that of its wing."""
    if register.place.home:
        return register.place.home
    whole = register.above or registers.find(register.place.under)
    return home_of(whole) if whole is not None and whole is not register else OF_WING[register.wing].key


def check_places(app_configs: object = None, **kwargs: object) -> list[checks.CheckMessage]:
    """Registers that say no home or one that is no place, and places with more tabs than people can look over."""
    known = {place.key for place in NINE}
    problems: list[checks.CheckMessage] = []
    for register in registers.every():
        home = register.place.home
        if home and home not in known:
            text = f"Register “{register.key}”: home names “{home}”, which is none of {', '.join(sorted(known))}."
            problems.append(checks.Error(text, obj=register.model, id="tandem.E010"))
        elif not home:
            text = f"Register “{register.key}” says no home=… in its Place; it is shown in “{home_of(register)}”."
            problems.append(checks.Warning(text, obj=register.model, id="tandem.W010"))
    return problems
