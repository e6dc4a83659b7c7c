"""People, competences and trainings, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Exchange,
    Form,
    Listing,
    Place,
    Register,
    Rules,
    Section,
    Transition,
    View,
    Workflow,
    declare,
)
from tandem.support.people import rules
from tandem.support.people.competences import rules as competences_rules
from tandem.support.people.competences.models import Competence
from tandem.support.people.models import (
    PERSON_STATES,
    Person,
)
from tandem.support.people.trainings import rules as trainings_rules
from tandem.support.people.trainings.models import Training

PEOPLE = declare(
    Register(
        key="people",
        model=Person,
        prefix="PER",
        title=_("People"),
        singular=_("Person"),
        about=_("Who works for the organization, employed or not, and their roles in the management system."),
        icon="users",
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
                View("here", _("Here"), {"state": "active"}, "title"),
                View("left", _("Left"), {"state": "left"}, "-updated_at"),
            ),
            empty=_("Bring the list from your personnel system: name, function and first day are enough."),
        ),
        form=Form(
            sections=(
                Section(_("The person"), ("title", "email", "function", "unit", "engaged_as", "owner")),
                Section(
                    _("Roles"),
                    ("roles",),
                    _("Roles in the management system, such as information security manager or process owner."),
                ),
                Section(_("Joining and leaving"), ("began_on", "left_on", "is_screened", "has_signed", "has_returned")),
            ),
        ),
        workflow=Workflow(
            states=PERSON_STATES,
            initial="active",
            transitions=(
                Transition(
                    key="join", label=_("Has begun"), sources=("joining",), target="active", effect=rules.joined
                ),
                Transition(
                    key="leave",
                    label=_("Has left"),
                    sources=("joining", "active"),
                    target="left",
                    roles=MANAGERS,
                    required=("left_on", "has_returned"),
                    effect=rules.left,
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
                    "Vorname + Nachname",
                    "prénom + nom",
                ),
                "email": ("mail", "email address", "E-Mail-Adresse", "courriel"),
                "function": ("job title", "position", "designation", "Funktion", "fonction"),
                "unit": ("department", "team", "Abteilung", "service"),
                "external_id": (
                    "employee number",
                    "staff number",
                    "personnel number",
                    "emp id",
                    "employee id",
                    "username",
                ),
                "began_on": ("start date", "joined", "Eintritt"),
                "left_on": ("end date", "Austritt"),
            },
        ),
        rules=Rules(
            validate=rules.check_person,
        ),
    )
)

COMPETENCES = declare(
    Register(
        key="competences",
        model=Competence,
        prefix="COMP",
        title=_("Competences"),
        singular=_("Competence"),
        about=_("What people have to be able to do for their role, with the evidence or the next step."),
        icon="graduation-cap",
        place=Place(
            parent="person",
        ),
        listing=Listing(
            columns=("reference", "person", "title", "role", "held", "valid_until", "step_due"),
            filters=("step_due",),
            search=("role", "evidence", "step"),
            tones={"held": {"yes": "good", "partly": "waiting", "no": "bad"}},
            empty=_("For each role two or three things are enough: what would go wrong if nobody could do them?"),
        ),
        form=Form(
            sections=(
                Section(_("What is needed"), ("person", "title", "role")),
                Section(_("What is there"), ("held", "evidence", "valid_until")),
                Section(_("What closes the gap"), ("step", "step_due")),
            ),
        ),
        exchange=Exchange(
            synonyms={"title": ("competence", "skill", "certificate"), "valid_until": ("expires", "expiry")},
        ),
        rules=Rules(
            validate=competences_rules.check_competence,
        ),
    )
)

TRAININGS = declare(
    Register(
        key="trainings",
        model=Training,
        prefix="TRAIN",
        title=_("Trainings"),
        singular=_("Training"),
        about=_("What people were taught or made aware of, when, and whether it helped."),
        icon="presentation",
        place=Place(
            parent="person",
        ),
        listing=Listing(
            columns=("reference", "person", "title", "kind", "done_on", "valid_until", "checked_on"),
            filters=("checked_on",),
            search=("effect",),
            empty=_("Note who took part in awareness and training; a list of the last session can be imported."),
        ),
        form=Form(
            sections=(
                Section(_("What was done"), ("person", "title", "kind", "done_on", "valid_until")),
                Section(_("Whether it helped"), ("checked_on", "effect"), _("Look some weeks later.")),
            ),
        ),
        exchange=Exchange(
            synonyms={"title": ("course", "training", "topic"), "done_on": ("date", "completed", "completion date")},
        ),
        rules=Rules(
            derive=trainings_rules.derive_training,
            validate=trainings_rules.check_training,
        ),
    )
)
