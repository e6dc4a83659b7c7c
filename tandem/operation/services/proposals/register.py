"""Proposals for services, declared."""

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
    Waiting,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.services.proposals import rules
from tandem.operation.services.proposals.models import PROPOSAL_STATES, ServiceProposal


def _decision(key: str, label: object, target: str, *, needs_reason: bool) -> Transition:
    """A step by which a manager decides who did not write the proposal."""
    return Transition(
        key=key,
        label=label,
        sources=("weighed",),
        target=target,
        roles=MANAGERS,
        approves=True,
        apart_from=("writer",),
        gives=("decided_by", "decided_on"),
        needs_reason=needs_reason,
        effect=rules.decide,
    )


SERVICE_PROPOSALS = declare(
    Register(
        key="service-proposals",
        model=ServiceProposal,
        prefix="PROP",
        title=_("Proposals for services"),
        singular=_("Proposal for a service"),
        about=_("Ideas for new, changed and removed services, weighed against resources and opportunities."),
        icon="lightbulb",
        place=Place(home="services", tab=_("Catalogue"), beside=("service",)),
        listing=Listing(
            columns=("reference", "title", "kind", "service", "state", "rank", "proposed_on", "due", "owner"),
            search=("description", "resources", "opportunities", "risks", "doubles"),
            views=(
                View("open", _("To be decided"), {"state": "proposed,weighed"}, "-rank"),
                View("accepted", _("Accepted"), {"state": "accepted"}, "-decided_on"),
                View("deferred", _("Put off"), {"state": "deferred"}, "-rank"),
            ),
            empty=_("Write down what customers or colleagues would like, then weigh it."),
        ),
        form=Form(
            sections=(
                Section(
                    _("The proposal"),
                    ("title", "kind", "service", "description", "proposed_by", "proposed_on", "due", "owner"),
                ),
                Section(
                    _("How it is weighed"),
                    ("resources", "opportunities", "risks", "benefit", "urgency", "effort", "doubles"),
                    _("Much benefit and urgency for little effort come first."),
                ),
            ),
            facts=("rank", "alike", "decided_by", "decided_on"),
            defaults=rules.begin_today,
        ),
        waiting=(
            Waiting(what=_("Weigh the proposal"), date="due", states=("proposed",)),
            Waiting(what=_("Decide the proposal"), person="", date="due", states=("weighed",), except_for="owner"),
        ),
        workflow=Workflow(
            states=PROPOSAL_STATES,
            transitions=(
                Transition(
                    key="weigh",
                    label=_("Weighed"),
                    sources=("proposed",),
                    target="weighed",
                    required=rules.NEEDED,
                    fields=("risks", "doubles"),
                    guard=rules.may_weigh,
                ),
                _decision("accept", _("Accept"), "accepted", needs_reason=False),
                _decision("defer", _("Put off"), "deferred", needs_reason=True),
                _decision("decline", _("Decline"), "declined", needs_reason=True),
                Transition(
                    key="take-up",
                    label=_("Take up again"),
                    sources=("deferred",),
                    target="proposed",
                    needs_reason=True,
                    effect=rules.take_up,
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state", "decided_by", "decided_on"),
            synonyms={"title": ("proposal", "idea", "demand", "Vorschlag"), "proposed_on": ("date", "Datum")},
        ),
        rules=Rules(derive=rules.derive_proposal, validate=rules.check_proposal, locked=rules.locked),
        example=Example({"title": "Signed mail", "proposed_on": "2026-02-01", "description": "Three customers ask"}),
    )
)
