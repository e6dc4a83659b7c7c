"""Statements of applicability, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.direction.controls.statements import operations, rules
from tandem.direction.controls.statements.models import STATEMENT_STATES, Statement
from tandem.ground.kernel.permissions import MANAGERS, WRITERS
from tandem.ground.kernel.registers import (
    Example,
    Form,
    Listing,
    PageLink,
    Place,
    Register,
    Rules,
    Section,
    declare,
)
from tandem.ground.kernel.states import (
    Transition,
    Workflow,
)

STATEMENTS = declare(
    Register(
        key="statements",
        model=Statement,
        prefix="SOA",
        title=_("Statements of Applicability"),
        singular=_("Statement of Applicability"),
        about=_("For every control of a catalogue whether it applies, why, and how far it is; fixed once approved."),
        icon="list-todo",
        place=Place(
            home="risks",
            tab=_("Statement"),
            pages=(
                PageLink(_("Decide"), "soa-current", "list-checks", roles=WRITERS, tab=_("Statement")),
                PageLink(_("Bring a spreadsheet"), "soa-bring", "file-spreadsheet", roles=WRITERS),
            ),
        ),
        listing=Listing(
            columns=("reference", "title", "framework", "number", "state", "approved_by", "approved_on"),
            filters=("framework",),
            search=("purpose",),
            empty=_("Begin one for ISO/IEC 27001:2022: its 93 controls are listed for you, and a key decides each."),
        ),
        form=Form(
            sections=(
                Section(
                    _("The statement"),
                    ("title", "framework", "based_on", "purpose", "owner"),
                    _("A statement carried over from another version or edition inherits its decisions."),
                ),
            ),
            facts=("number", "approved_by", "approved_on"),
        ),
        workflow=Workflow(
            states=STATEMENT_STATES,
            transitions=(
                Transition(
                    key="list-controls",
                    label=_("List the controls"),
                    sources=("draft",),
                    concerns=rules.lacks_controls,
                    afterwards=operations.fill,
                ),
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
                    guard=rules.may_approve,
                    effect=rules.approve,
                    afterwards=operations.put_in_force,
                ),
            ),
        ),
        patterns=(rules.STATEMENTS,),
        rules=Rules(
            validate=rules.check_statement,
            locked=rules.statement_locked,
        ),
        example=Example({"title": "SoA 2026"}),
    )
)
