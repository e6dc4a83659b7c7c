"""Management systems, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.direction.scope import rules
from tandem.direction.scope.models import MANAGEMENT_SYSTEM_STATES, ManagementSystem
from tandem.ground.kernel.engaging import Engagement
from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Access,
    Example,
    Exchange,
    Form,
    Listing,
    PageLink,
    Place,
    Register,
    Section,
    Waiting,
    declare,
)
from tandem.ground.kernel.states import (
    Transition,
    Workflow,
)

MANAGEMENT_SYSTEMS = declare(
    Register(
        key="management-systems",
        model=ManagementSystem,
        prefix="MS",
        title=_("Management systems"),
        singular=_("Management system"),
        about=_(
            "The standards the organization works by, each with its own scope. What is not adopted stays out of sight."
        ),
        icon="compass",
        place=Place(
            home="organization",
            tab=_("Scope"),
            pages=(PageLink(_("What lies in each scope"), "scopes", "columns-2"),),
        ),
        listing=Listing(
            columns=("reference", "title", "standard", "state", "owner", "approved_on", "certified_until"),
            search=("scope", "boundaries", "certificate"),
            empty=_("Adopt ISO/IEC 27001, ISO/IEC 20000-1 or both; everything else follows from that."),
        ),
        form=Form(
            sections=(
                Section(_("Management system"), ("title", "standard", "owner")),
                Section(
                    _("Scope"),
                    ("scope", "boundaries", "interfaces"),
                    _("What, where and for whom; clause 4.3 of either standard."),
                ),
                Section(
                    _("Certificate"),
                    ("certificate", "certification_body", "certified_until", "surveillance_on"),
                    _("The calendar looks ahead to the day on which the certification body comes next."),
                ),
            ),
            facts=("approved_by", "approved_on"),
        ),
        engagements=(
            Engagement(
                what=_("audit by the certification body"),
                first="surveillance_on",
                states=("adopted", "approved", "certified"),
                is_of_house=True,
            ),
        ),
        waiting=(
            Waiting(
                what=_("The certification body comes"),
                date="surveillance_on",
                states=("adopted", "approved", "certified"),
            ),
            Waiting(what=_("The certificate ends"), date="certified_until", states=("certified",)),
        ),
        workflow=Workflow(
            states=MANAGEMENT_SYSTEM_STATES,
            transitions=(
                Transition(
                    key="approve-scope",
                    label=_("Approve scope"),
                    sources=("adopted", "approved", "certified"),
                    target="approved",
                    roles=MANAGERS,
                    by_owner=False,
                    approves=True,
                    together="Top management sets its own scope (4.3); only managers write it, often one alone.",
                    gives=("approved_by", "approved_on"),
                    required=rules.NEEDED,
                    effect=rules.APPROVAL.note,
                ),
                Transition(
                    key="certify",
                    label=_("Enter certificate"),
                    sources=("approved",),
                    target="certified",
                    roles=MANAGERS,
                    required=("certificate", "certification_body", "certified_until"),
                ),
                Transition(
                    key="end",
                    label=_("End"),
                    sources=("adopted", "approved", "certified"),
                    target="ended",
                    roles=MANAGERS,
                    needs_reason=True,
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state", "approved_on"),
            natural_key="standard",
        ),
        patterns=(rules.APPROVAL, rules.STANDARD),
        access=Access(
            create=MANAGERS,
            edit=MANAGERS,
        ),
        example=Example({"title": "ISMS", "standard": "iso-27001:2022"}),
    )
)
