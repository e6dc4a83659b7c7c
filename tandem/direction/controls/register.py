"""Controls, their tests, statements of applicability and their entries, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.direction.controls import operations, rules
from tandem.direction.controls.models import (
    CONTROL_STATES,
    Control,
)
from tandem.direction.controls.statements import operations as statements_operations
from tandem.direction.controls.statements import rules as statements_rules
from tandem.direction.controls.statements.entries.models import StatementEntry
from tandem.direction.controls.statements.models import (
    STATEMENT_STATES,
    Statement,
)
from tandem.direction.controls.testing import rules as testing_rules
from tandem.direction.controls.testing.models import ControlTest
from tandem.ground.kernel.permissions import MANAGERS, WRITERS
from tandem.ground.kernel.registers import (
    Access,
    Exchange,
    Form,
    Listing,
    PageLink,
    Place,
    Register,
    Rules,
    Section,
    Transition,
    View,
    Waiting,
    Workflow,
    declare,
)

RESULTS = {"passed": "good", "failed": "bad", "unclear": "waiting"}
IN_USE = ("not-begun", "planned", "partly", "implemented")

CONTROLS = declare(
    Register(
        key="controls",
        model=Control,
        prefix="CTRL",
        title=_("Controls"),
        singular=_("Control"),
        about=_("What is done for security; one control may answer several requirements of several standards."),
        icon="shield",
        place=Place(
            pages=(PageLink(_("Begin from…"), "control-begin", "list-plus"),),
        ),
        listing=Listing(
            columns=("reference", "title", "state", "owner", "design", "operation", "effect", "next_test"),
            filters=(
                "design",
                "operation",
            ),
            search=("description", "evidence", "test_method"),
            views=(
                View("in-use", _("In use"), {"state": ",".join(IN_USE)}, "title"),
                View("failed", _("Failed"), {"standing": "failed", "state": ",".join(IN_USE)}, "title"),
                View("never-run", _("Never run"), {"standing": "never-run", "state": ",".join(IN_USE)}, "title"),
                View("no-test", _("No test defined"), {"standing": "no-test", "state": ",".join(IN_USE)}, "title"),
                View("due", _("Test due"), {"next_test~before": "today", "state": ",".join(IN_USE)}, "next_test"),
            ),
            tones=dict.fromkeys(("standing", "design", "operation"), RESULTS)
            | {"effect": {"effective": "good", "not-effective": "bad", "designed": "active"}},
            empty=_("Write down what you do already; most organizations have a third of Annex A without knowing it."),
        ),
        form=Form(
            sections=(
                Section(_("The control"), ("title", "description", "owner")),
                Section(
                    _("What it answers"),
                    ("requirements", "counts_along"),
                    _(
                        "Requirements such as iso-27001:2022/A.5.15, separated by commas. It counts for "
                        "other catalogues "
                        ""
                        "only when you say so, and only where a mapping calls what they ask the same or "
                        "a part of these."
                    ),
                ),
                Section(_("How far it is"), ("evidence", "due")),
                Section(
                    _("How it is tested"),
                    ("test_method", "test_months"),
                    _("Without a method there is no test; with one that never ran there is no result."),
                ),
            ),
            facts=("standing", "design", "operation", "effect", "last_test", "next_test"),
        ),
        waiting=(
            Waiting(what=_("Test the control"), date="next_test", states=("implemented", "partly")),
            Waiting(what=_("Implement the control"), date="due", states=("not-begun", "planned", "partly")),
        ),
        workflow=Workflow(
            states=CONTROL_STATES,
            transitions=(
                Transition(key="plan", label=_("Plan"), sources=("not-begun",), target="planned", required=("due",)),
                Transition(key="begin", label=_("In place in part"), sources=("not-begun", "planned"), target="partly"),
                Transition(
                    key="implement",
                    label=_("Implemented"),
                    sources=("not-begun", "planned", "partly"),
                    target="implemented",
                    required=("evidence",),
                ),
                Transition(
                    key="retire", label=_("Retire"), sources=IN_USE, target="retired", roles=MANAGERS, needs_reason=True
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state", "next_test"),
            natural_key="title",
            synonyms={
                "title": ("control", "measure", "name", "control name", "Maßnahme", "mesure"),
                "description": ("implementation", "what is done", "justification", "Umsetzung", "Beschreibung"),
                "requirements": ("annex", "annex a", "requirement", "requirements", "standard reference"),
                "evidence": ("evidence", "Nachweis", "preuve"),
                "owner": ("control owner",),
            },
        ),
        rules=Rules(
            derive=rules.derive_control,
            validate=rules.check_control,
        ),
    )
)

CONTROL_TESTS = declare(
    Register(
        key="control-tests",
        model=ControlTest,
        prefix="TEST",
        title=_("Control tests"),
        singular=_("Control test"),
        about=_("Whether a control is well designed and works: what was looked at, by whom, with what result."),
        icon="flask-conical",
        place=Place(
            parent="control",
        ),
        listing=Listing(
            columns=("reference", "control", "title", "aspect", "result", "done_on", "tester"),
            filters=("aspect",),
            search=("sample", "findings"),
            tones={"result": RESULTS},
            empty=_("Look at a sample, write down what you saw; the file goes beside it."),
        ),
        form=Form(
            sections=(
                Section(_("The test"), ("control", "title", "aspect", "sample", "done_on")),
                Section(_("Result"), ("result", "findings")),
            ),
            facts=("tester",),
        ),
        access=Access(
            delete=frozenset(),
        ),
        rules=Rules(
            derive=testing_rules.derive_test,
            validate=testing_rules.check_test,
            locked=testing_rules.test_locked,
            after_create=operations.note_test,
        ),
    )
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
            pages=(
                PageLink(_("Decide"), "soa-current", "list-checks"),
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
                    concerns=statements_rules.lacks_controls,
                    afterwards=statements_operations.fill,
                ),
                Transition(
                    key="approve",
                    label=_("Approve"),
                    sources=("draft",),
                    target="approved",
                    roles=MANAGERS,
                    by_owner=False,
                    guard=statements_rules.may_approve,
                    effect=statements_rules.approve,
                    afterwards=statements_operations.put_in_force,
                ),
            ),
        ),
        rules=Rules(
            validate=statements_rules.check_statement,
            locked=statements_rules.statement_locked,
        ),
    )
)

STATEMENT_ENTRIES = declare(
    Register(
        key="statement-entries",
        model=StatementEntry,
        prefix="SOAE",
        title=_("Decisions on controls"),
        singular=_("Decision on a control"),
        about=_("Whether one control applies, why, and how far it is implemented."),
        icon="check-check",
        place=Place(
            parent="statement",
        ),
        listing=Listing(
            columns=("reference", "statement", "ref", "title", "decision", "progress"),
            filters=(
                "ref",
                "is_confirmed",
            ),
            search=("justification",),
            tones={"decision": {"applicable": "good", "excluded": "quiet"}, "progress": {"implemented": "good"}},
            empty=_("Entries are made with their statement."),
        ),
        form=Form(
            sections=(
                Section(_("The control"), ("statement", "ref", "title")),
                Section(_("Decision"), ("decision", *statements_rules.REASONS, "justification", "is_confirmed")),
                Section(_("Implementation"), ("progress", "progress_reason", "inherited_from")),
            ),
            facts=("own_reasons", "forerunners"),
        ),
        exchange=Exchange(
            importable=("own_reasons", "forerunners"),
        ),
        rules=Rules(
            derive=statements_rules.derive_entry,
            validate=statements_rules.check_entry,
            locked=statements_rules.entry_locked,
            after_change=statements_operations.bring_along,
        ),
    )
)
