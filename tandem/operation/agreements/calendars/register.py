"""Calendars, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Access,
    Example,
    Exchange,
    Form,
    Listing,
    Place,
    Register,
    Rules,
    Section,
    View,
    Waiting,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.agreements.calendars import rules
from tandem.operation.agreements.calendars.models import CALENDAR_STATES, DAYS, Calendar

CALENDARS = declare(
    Register(
        key="calendars",
        model=Calendar,
        prefix="CAL",
        title=_("Service hours"),
        singular=_("Calendar of service hours"),
        about=_("When services are promised: time zone, hours of each weekday, holidays, days of their own."),
        icon="calendar-clock",
        place=Place(home="services", is_set_up=True, under="agreements"),
        listing=Listing(
            columns=("reference", "title", "number", "state", "zone", "country", "approved_on"),
            views=(View("in-force", _("In force"), {"state": "approved"}, "title"),),
            empty=_("Write the hours that you promise: around the clock is one calendar, office hours another."),
        ),
        form=Form(
            sections=(
                Section(_("The calendar"), ("title", "zone", "owner")),
                Section(_("Hours"), DAYS, _("As 08:00-12:00, 13:00-17:00; around the clock is 0-24; empty is closed.")),
                Section(
                    _("Holidays and other days"),
                    ("country", "region", "closed", "special"),
                    _("Days as 2026-12-24; with other hours as 2026-12-24 08:00-12:00."),
                ),
            ),
            facts=("number", "approved_by", "approved_on", "public"),
            defaults=rules.begin_here,
        ),
        waiting=(Waiting(what=_("Approve the hours"), person="", except_for="created_by", states=("draft",)),),
        workflow=Workflow(
            states=CALENDAR_STATES,
            transitions=(
                Transition(
                    key="approve",
                    label=_("Approve"),
                    sources=("draft",),
                    target="approved",
                    roles=MANAGERS,
                    by_owner=False,
                    approves=True,
                    apart_from=("created_by", "writer"),
                    gives=("approved_by", "approved_on"),
                    effect=rules.approve,
                    afterwards=rules.VERSIONS.come_into_force,
                ),
                Transition(
                    key="take-days",
                    label=_("Take closed days from the attached calendar file"),
                    sources=("draft",),
                    guard=rules.may_take_days,
                    effect=rules.take_days,
                ),
                Transition(
                    key="revise",
                    label=_("Write the next version"),
                    sources=("approved",),
                    afterwards=rules.VERSIONS.draft_next,
                ),
            ),
        ),
        exchange=Exchange(
            is_baseline=True, synonyms={"title": ("calendar", "schedule", "Kalender"), "zone": ("timezone", "Zeitzone")}
        ),
        access=Access(delete=frozenset()),
        patterns=(rules.VERSIONS,),
        rules=Rules(validate=rules.check_calendar, locked=rules.locked),
        example=Example(
            {"title": "Office hours", "zone": "Europe/Vienna", "monday": "08:00-12:00, 13:00-17:00", "country": "AT"}
        ),
    )
)
