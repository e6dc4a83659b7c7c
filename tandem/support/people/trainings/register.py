"""Trainings, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.registers import Example, Exchange, Form, Listing, Place, Register, Rules, Section, declare
from tandem.support.people.trainings import rules
from tandem.support.people.trainings.models import Training

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
            home="organization",
            parent="person",
            beside=("campaign", "session"),
        ),
        listing=Listing(
            columns=("reference", "person", "title", "kind", "done_on", "valid_until", "checked_on"),
            filters=("checked_on",),
            search=("effect",),
            empty=_("Note who took part in awareness and training; a list of the last session can be imported."),
        ),
        form=Form(
            sections=(
                Section(
                    _("What was done"), ("person", "campaign", "session", "title", "kind", "done_on", "valid_until")
                ),
                Section(_("Whether it helped"), ("checked_on", "effect"), _("Look some weeks later.")),
            ),
        ),
        exchange=Exchange(
            synonyms={"title": ("course", "training", "topic"), "done_on": ("date", "completed", "completion date")},
        ),
        rules=Rules(
            derive=rules.derive_training,
            validate=rules.check_training,
            after_create=rules.follow_training,
            after_change=rules.follow_change,
        ),
        example=Example({"title": "Phishing", "done_on": "2026-01-15"}),
    )
)
