"""People, competences and trainings, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import Register, Section, State, Transition, View, Workflow, declare
from tandem.support.people import rules
from tandem.support.people.models import Competence, Person, Training

PEOPLE = declare(
    Register(
        key="people",
        model=Person,
        prefix="PER",
        wing="support",
        icon="users",
        title=_("People"),
        singular=_("Person"),
        about=_("Who works for the organization, employed or not, and their roles in the management system."),
        columns=("reference", "title", "function", "unit", "engaged_as", "state", "began_on"),
        sortable=("reference", "title", "unit", "state", "began_on", "updated_at"),
        filters=("state", "engaged_as", "is_screened", "has_signed", "has_returned", "began_on", "left_on"),
        search=("email", "function", "unit"),
        sections=(
            Section(_("The person"), ("title", "email", "function", "unit", "manager", "engaged_as", "user", "owner")),
            Section(
                _("Roles"),
                ("roles",),
                _("Roles in the management system, such as information security manager or process owner."),
            ),
            Section(_("Joining and leaving"), ("began_on", "left_on", "is_screened", "has_signed", "has_returned")),
        ),
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
            "external_id": ("employee number", "staff number", "personnel number", "emp id", "employee id", "username"),
            "began_on": ("start date", "joined", "Eintritt"),
            "left_on": ("end date", "Austritt"),
        },
        views=(
            View("here", _("Here"), {"state": "active"}, "title"),
            View("left", _("Left"), {"state": "left"}, "-updated_at"),
        ),
        workflow=Workflow(
            initial="active",
            states=(
                State("joining", _("Joining"), "active"),
                State("active", _("Here"), "good"),
                State("left", _("Left"), "quiet", final=True),
            ),
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
        validate=rules.check_person,
        empty=_("Bring the list from your personnel system: name, function and first day are enough."),
    )
)

COMPETENCES = declare(
    Register(
        key="competences",
        model=Competence,
        prefix="COMP",
        wing="support",
        icon="graduation-cap",
        title=_("Competences"),
        singular=_("Competence"),
        about=_("What people have to be able to do for their role, with the evidence or the next step."),
        parent="person",
        columns=("reference", "person", "title", "role", "held", "valid_until", "step_due"),
        sortable=("reference", "title", "held", "valid_until", "updated_at"),
        filters=("person", "held", "valid_until", "step_due"),
        search=("role", "evidence", "step"),
        sections=(
            Section(_("What is needed"), ("person", "title", "role")),
            Section(_("What is there"), ("held", "evidence", "valid_until")),
            Section(_("What closes the gap"), ("step", "step_due")),
        ),
        tones={"held": {"yes": "good", "partly": "waiting", "no": "bad"}},
        synonyms={"title": ("competence", "skill", "certificate"), "valid_until": ("expires", "expiry")},
        validate=rules.check_competence,
        empty=_("For each role two or three things are enough: what would go wrong if nobody could do them?"),
    )
)

TRAININGS = declare(
    Register(
        key="trainings",
        model=Training,
        prefix="TRAIN",
        wing="support",
        icon="presentation",
        title=_("Trainings"),
        singular=_("Training"),
        about=_("What people were taught or made aware of, when, and whether it helped."),
        parent="person",
        columns=("reference", "person", "title", "kind", "done_on", "valid_until", "checked_on"),
        sortable=("reference", "title", "kind", "done_on", "valid_until", "updated_at"),
        filters=("person", "kind", "done_on", "valid_until", "checked_on"),
        search=("effect",),
        sections=(
            Section(_("What was done"), ("person", "title", "kind", "done_on", "valid_until")),
            Section(_("Whether it helped"), ("checked_on", "effect"), _("Look some weeks later.")),
        ),
        synonyms={"title": ("course", "training", "topic"), "done_on": ("date", "completed", "completion date")},
        derive=rules.derive_training,
        validate=rules.check_training,
        empty=_("Note who took part in awareness and training; a list of the last session can be imported."),
    )
)
