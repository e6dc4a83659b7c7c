"""Causes of incidents, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.registers import Example, Form, Listing, Place, Register, Rules, Section, View, declare
from tandem.operation.incidents.causes import operations, rules
from tandem.operation.incidents.causes.models import IncidentCause

CAUSES = declare(
    Register(
        key="incident-causes",
        model=IncidentCause,
        prefix="CAUSE",
        title=_("Causes"),
        singular=_("Cause"),
        about=_("Which controls failed in which incident and how, and which risks came true; each is then seen to."),
        icon="unlink",
        place=Place(
            home="desk",
            parent="incident",
        ),
        listing=Listing(
            columns=("reference", "title", "incident", "kind", "due"),
            filters=("requirement",),
            search=("explanation", "requirement"),
            views=(
                View("controls", _("Controls that failed"), {"kind": ",".join(rules.CONTROLS)}, "-updated_at"),
                View("risks", _("Risks that came true"), {"kind": "risk-came-true"}, "-updated_at"),
            ),
            tones={
                "kind": {
                    "control-missing": "bad",
                    "control-failed": "bad",
                    "control-bypassed": "bad",
                    "risk-came-true": "waiting",
                    "risk-again": "waiting",
                }
            },
            empty=_(
                "Write down which control failed and how, or which risk came true: lessons are learnt from causes."
            ),
        ),
        form=Form(
            sections=(
                Section(
                    _("What it was"),
                    ("incident", "kind", "control", "requirement", "risk"),
                    _("A failed control gives its owner an action; a risk is to be assessed again today."),
                ),
                Section(_("How it came about"), ("title", "explanation", "due", "owner")),
            ),
            of_catalogue=("requirement",),
        ),
        rules=Rules(
            derive=rules.derive_cause,
            validate=rules.check_cause,
            locked=rules.cause_locked,
            after_create=operations.see_to_cause,
        ),
        example=Example({"kind": "control-failed", "requirement": "iso-27001:2022/A.5.1"}),
    )
)
