"""Competences, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.registers import Example, Exchange, Form, Listing, Place, Register, Rules, Section, declare
from tandem.support.people.competences import rules
from tandem.support.people.competences.models import Competence

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
            home="organization",
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
            natural_key="title",
            synonyms={
                "person": ("employee", "name", "who", "Mitarbeiter"),
                "title": ("competence", "skill", "qualification", "Qualifikation"),
                "role": ("role", "function", "Rolle"),
                "held": ("actual level", "current level", "actual", "level", "status", "proficiency", "Stand"),
                "evidence": ("certificate", "proof", "Nachweis"),
                "valid_until": ("expires", "expiry", "expiry date", "gültig bis"),
                "step": ("measure", "training planned", "Maßnahme"),
                "step_due": ("planned for", "Termin"),
            },
        ),
        rules=Rules(
            validate=rules.check_competence,
        ),
        example=Example({"title": "Firewalls", "role": "Engineer", "held": "yes", "evidence": "Certificate"}),
    )
)
