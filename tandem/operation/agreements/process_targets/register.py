"""Targets of processes, declared."""

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
from tandem.operation.agreements.clocks.rebasing import rebase_process
from tandem.operation.agreements.process_targets import rules
from tandem.operation.agreements.process_targets.models import (
    OF_CHANGES,
    OF_PROBLEMS,
    PROCESS_TARGET_STATES,
    ProcessTarget,
)

PROCESS_TARGETS = declare(
    Register(
        key="process-targets",
        model=ProcessTarget,
        prefix="PTGT",
        title=_("Targets of processes"),
        singular=_("Target of a process"),
        about=_("How soon causes are known, problems solved, changes decided and complaints answered and resolved."),
        icon="goal",
        place=Place(home="services", tab=_("Agreements and targets"), beside=("service", "agreement")),
        listing=Listing(
            columns=("reference", "title", "kind", "minutes", "share", "achieved", "state"),
            filters=("category",),
            views=(View("in-force", _("In force"), {"state": "in-force"}, "kind"),),
            empty=_("Propose within what time a complaint is answered or a change decided; clocks then run by it."),
        ),
        form=Form(
            sections=(
                Section(_("The target"), ("kind", "minutes", "calendar", "share", "title", "owner")),
                Section(
                    _("For which tickets"),
                    ("agreement", "service", "priority", "category"),
                    _("Left empty it is about every ticket of its kind; what says more about a ticket goes before."),
                ),
            ),
            facts=("approved_by", "approved_on", "measured_until", "counted", "within", "achieved", "action"),
            only_for={"priority": ("kind", OF_PROBLEMS), "category": ("kind", OF_CHANGES)},
        ),
        waiting=(Waiting(what=_("Approve the target"), person="", states=("proposed",), except_for="created_by"),),
        workflow=Workflow(
            states=PROCESS_TARGET_STATES,
            transitions=(
                Transition(
                    key="approve",
                    label=_("Approve"),
                    sources=("proposed",),
                    target="in-force",
                    roles=MANAGERS,
                    by_owner=False,
                    approves=True,
                    apart_from=("created_by", "writer"),
                    gives=("approved_by", "approved_on"),
                    guard=rules.may_approve,
                    effect=rules.APPROVAL.note,
                    afterwards=rules.APPROVAL.come_into_force,
                ),
                Transition(
                    key="rebase",
                    label=_("Count what is under way by it"),
                    sources=("in-force",),
                    roles=MANAGERS,
                    by_owner=False,
                    needs_reason=True,
                    afterwards=rebase_process,
                ),
                Transition(
                    key="retire",
                    label=_("Promise it no more"),
                    sources=("proposed", "in-force"),
                    target="retired",
                    roles=MANAGERS,
                    by_owner=False,
                    needs_reason=True,
                ),
            ),
        ),
        exchange=Exchange(
            synonyms={
                "minutes": ("time", "within", "target minutes", "within … minutes of service hours"),
                "share": ("percent", "quota"),
            }
        ),
        access=Access(create=MANAGERS, edit=MANAGERS),
        patterns=(rules.APPROVAL, rules.FIXED),
        rules=Rules(derive=rules.derive_target, validate=rules.check_target),
        example=Example({"kind": "answer", "minutes": 480, "share": 90}, change={"share": 95}),
    )
)
