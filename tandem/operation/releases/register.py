"""Releases, declared."""

from django.utils.translation import gettext_lazy as _

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
from tandem.operation.releases import rules
from tandem.operation.releases.models import RELEASE_STATES, Release

RELEASES = declare(
    Register(
        key="releases",
        model=Release,
        prefix="REL",
        title=_("Releases"),
        singular=_("Release"),
        about=_("What goes live together: its contents, acceptance, the state before, and what came of it."),
        icon="package-check",
        year_in_reference=True,
        place=Place(home="changes", tab=_("Releases"), beside=("service",)),
        listing=Listing(
            columns=("reference", "title", "type", "service", "state", "planned_for", "deployed_on", "success"),
            search=("contents", "other_changes", "analysis"),
            views=(
                View("coming", _("Coming"), {"state": "planned,building,testing,approved"}, "planned_for"),
                View("to-review", _("To be looked at"), {"state": "deployed,backed-out"}, "deployed_on"),
            ),
            tones={"success": {"issues": "waiting", "failed": "bad"}},
            empty=_("Plan what goes live together. Define the kinds of releases first."),
        ),
        form=Form(
            sections=(
                Section(
                    _("What goes live"),
                    (
                        "title",
                        "type",
                        "service",
                        "contents",
                        "changes",
                        "other_changes",
                        "known_errors",
                        "items",
                        "owner",
                    ),
                ),
                Section(_("When"), ("planned_for", "communication")),
                Section(_("How it is accepted"), ("criteria", "test_result", "baseline", "way_back")),
                Section(_("What came of it"), ("analysis", "incidents")),
            ),
            facts=("approved_by", "approved_on", "deployed_on", "success", "incidents_after", "reviewed_on"),
        ),
        waiting=(
            Waiting(what=_("Deploy the release"), date="planned_for", states=("approved",)),
            Waiting(what=_("Look at what came of the release"), date="deployed_on", states=("deployed", "backed-out")),
        ),
        workflow=Workflow(
            states=RELEASE_STATES,
            transitions=(
                Transition(
                    key="build",
                    label=_("Build"),
                    sources=("planned",),
                    target="building",
                    required=("contents",),
                    guard=rules.is_described,
                ),
                Transition(
                    key="test", label=_("Test"), sources=("building",), target="testing", required=("criteria",)
                ),
                Transition(
                    key="approve",
                    label=_("Approve"),
                    sources=("testing",),
                    target="approved",
                    approves=True,
                    apart_from=("owner", "writer"),
                    gives=("approved_by", "approved_on"),
                    required=("test_result",),
                    effect=rules.APPROVAL.note,
                ),
                Transition(
                    key="take-back",
                    label=_("Take the approval back"),
                    sources=("approved",),
                    target="building",
                    needs_reason=True,
                    effect=rules.take_back,
                ),
                Transition(
                    key="deploy",
                    label=_("Deploy"),
                    sources=("approved",),
                    target="deployed",
                    required=("baseline", "way_back"),
                    fields=("deployed_on",),
                    effect=rules.deploy,
                ),
                Transition(
                    key="back-out",
                    label=_("Back out"),
                    sources=("deployed",),
                    target="backed-out",
                    needs_reason=True,
                ),
                Transition(
                    key="review",
                    label=_("Look at the result"),
                    sources=("deployed", "backed-out"),
                    target="reviewed",
                    required=("success", "analysis"),
                    fields=("incidents",),
                    effect=rules.count_incidents,
                ),
                Transition(key="close", label=_("Close"), sources=("reviewed",), target="closed"),
                Transition(
                    key="cancel",
                    label=_("Cancel"),
                    sources=("planned", "building", "testing", "approved"),
                    target="cancelled",
                    needs_reason=True,
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state", "approved_by", "approved_on", "deployed_on", "success", "reviewed_on"),
            synonyms={"external_id": ("number", "release id"), "planned_for": ("planned date", "planned start")},
        ),
        patterns=(rules.APPROVAL, rules.FIXED),
        rules=Rules(validate=rules.check, locked=rules.locked),
        example=Example({"title": "Shop 4.2", "contents": "New search, repaired basket."}),
    )
)
