"""People, competences and trainings, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.engaging import Engagement
from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Example,
    Exchange,
    Figure,
    Form,
    Listing,
    PageLink,
    Place,
    Register,
    Rules,
    Section,
    View,
    declare,
)
from tandem.ground.kernel.states import (
    Transition,
    Workflow,
)
from tandem.support.people import rules
from tandem.support.people.models import PERSON_STATES, Person

PEOPLE = declare(
    Register(
        key="people",
        model=Person,
        prefix="PER",
        title=_("People"),
        singular=_("Person"),
        about=_("Who works for the organization, employed or not, and their roles in the management system."),
        icon="users",
        place=Place(
            home="organization",
            tab=_("People"),
            figures=(Figure("here", _("people"), _("person")),),
            pages=(
                PageLink(_("Competence matrix"), "competence-matrix", "grid-3x3"),
                PageLink(_("What would fall"), "person-would-fall", "unplug", of_record=True),
            ),
        ),
        listing=Listing(
            columns=("reference", "title", "function", "unit", "engaged_as", "state", "began_on"),
            filters=(
                "engaged_as",
                "is_screened",
                "has_signed",
                "has_returned",
                "left_on",
            ),
            search=("email", "function", "unit"),
            views=(
                View("here", _("Active"), {"state": "active"}, "title"),
                View("left", _("Left"), {"state": "left"}, "-updated_at"),
            ),
            empty=_("Bring the list from your personnel system: name, function and first day are enough."),
        ),
        form=Form(
            sections=(
                Section(_("The person"), ("title", "email", "function", "engaged_as", "user", "owner")),
                Section(
                    _("Where they belong"),
                    ("works_in", "unit", "works_at", "manager"),
                    _("Without a line manager, whoever heads the unit is asked in their place."),
                ),
                Section(
                    _("Roles"),
                    ("roles",),
                    _("Roles in the management system, such as information security manager or process owner."),
                ),
                Section(_("Joining and leaving"), ("began_on", "left_on", "is_screened", "has_signed", "has_returned")),
            ),
        ),
        engagements=(Engagement(what=_("left"), person="user", first="left_on", is_away=True, is_for_good=True),),
        workflow=Workflow(
            states=PERSON_STATES,
            initial="active",
            transitions=(
                Transition(
                    key="join", label=_("Has begun"), sources=("joining",), target="active", effect=rules.joined
                ),
                Transition(
                    key="begin-joining",
                    label=_("Begin the joining list"),
                    sources=("joining", "active"),
                    required=("began_on",),
                    afterwards=rules.begin_joining,
                ),
                Transition(
                    key="begin-leaving",
                    label=_("Begin the leaving list"),
                    sources=("joining", "active"),
                    roles=MANAGERS,
                    required=("left_on",),
                    afterwards=rules.begin_leaving,
                ),
                Transition(
                    key="leave",
                    label=_("Has left"),
                    sources=("joining", "active"),
                    target="left",
                    roles=MANAGERS,
                    required=("left_on", "has_returned"),
                    effect=rules.left,
                    afterwards=rules.begin_leaving,
                ),
                Transition(key="return", label=_("Is back"), sources=("left",), target="active", roles=MANAGERS),
            ),
        ),
        exchange=Exchange(
            importable=("state",),
            natural_key="title",
            synonyms={
                "title": (
                    "person",
                    "employee",
                    "full name",
                    "display name",
                    "name",
                    "first name + last name",
                    "given name + surname",
                    "first name + surname",
                    "forename + surname",
                    "given name + family name",
                    "first name + family name",
                    "Vorname + Nachname",
                    "prénom + nom",
                ),
                "email": ("mail", "email address", "E-Mail-Adresse", "courriel"),
                "function": ("job title", "position", "designation", "Funktion", "fonction"),
                "unit": ("department", "dept", "team", "Abteilung", "service"),
                "external_id": (
                    "employee number",
                    "staff number",
                    "emp no",
                    "personnel number",
                    "emp id",
                    "employee id",
                    "username",
                ),
                "works_at": ("location", "office", "workplace", "Standort", "Arbeitsort"),
                "began_on": ("start date", "joined", "Eintritt"),
                "left_on": ("end date", "Austritt"),
            },
        ),
        rules=Rules(derive=rules.derive_person, validate=rules.check_person),
        example=Example({"title": "Ines Falk", "function": "Engineer", "began_on": "2025-01-01"}),
    )
)
