"""Deadlines of findings, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Example,
    Exchange,
    Form,
    Listing,
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
from tandem.operation.vulnerabilities import operations
from tandem.operation.vulnerabilities.deadlines import rules
from tandem.operation.vulnerabilities.deadlines.models import VULNERABILITY_DEADLINES_STATES, VulnerabilityDeadlines

DEADLINES = declare(
    Register(
        key="vulnerability-deadlines",
        model=VulnerabilityDeadlines,
        prefix="VDAYS",
        title=_("Vulnerability deadlines"),
        singular=_("Vulnerability deadlines"),
        about=_("Within how many days findings are treated, by severity and by whether attackers use them."),
        icon="timer",
        place=Place(
            home="risks",
            is_set_up=True,
            under="vulnerability-findings",
        ),
        listing=Listing(
            columns=(
                "reference",
                "title",
                "edition",
                "state",
                "critical_days",
                "high_days",
                "medium_days",
                "low_days",
                "exploited_days",
                "approved_on",
            ),
            search=("note",),
            views=(View("approved", _("In force"), {"state": "approved"}, "-approved_on"),),
            empty=_("Until you approve your own: 7 days for critical, 30, 90, 180, and 14 for what is exploited."),
        ),
        form=Form(
            sections=(
                Section(_("The deadlines"), ("title", "edition", "owner", "note")),
                Section(
                    _("Days from the first sighting"),
                    ("critical_days", "high_days", "medium_days", "low_days", "exploited_days"),
                    _("Days of an exploited one count from when it is known to be; the earlier day holds."),
                ),
            ),
            facts=("approved_by", "approved_on"),
        ),
        workflow=Workflow(
            states=VULNERABILITY_DEADLINES_STATES,
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
                    effect=rules.APPROVAL.note,
                    afterwards=operations.put_in_force,
                ),
            ),
        ),
        exchange=Exchange(
            is_baseline=True,
            importable=("state", "approved_on"),
            natural_key="title",
        ),
        patterns=(rules.APPROVAL,),
        rules=Rules(
            validate=rules.check_deadlines,
            locked=rules.deadlines_locked,
        ),
        example=Example({"title": "How soon we patch"}),
    )
)
