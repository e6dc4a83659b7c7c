"""Controls, their tests, statements of applicability and their entries, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.direction.controls import rules
from tandem.direction.controls.models import CONTROL_STATES, Control
from tandem.direction.controls.testing.register import RESULTS
from tandem.ground.kernel.permissions import MANAGERS, WRITERS
from tandem.ground.kernel.registers import (
    Example,
    Exchange,
    Figure,
    Form,
    Listing,
    PageLink,
    Place,
    Register,
    Rules,
    Section,
    View,
    Waiting,
    declare,
)
from tandem.ground.kernel.states import (
    Transition,
    Workflow,
)

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
            home="risks",
            tab=_("Controls and tests"),
            figures=(Figure("in-use", _("controls in use"), _("control in use")),),
            pages=(
                PageLink(_("Begin from…"), "control-begin", "list-plus"),
                PageLink(_("Walk through"), "control-walk", "footprints", roles=WRITERS, tab=_("Controls and tests")),
            ),
        ),
        listing=Listing(
            columns=("reference", "title", "state", "owner", "design", "operation", "effect", "next_test"),
            filters=(
                "design",
                "operation",
            ),
            search=("description", "evidence", "test_method"),
            views=(
                View("in-use", _("In use"), {"state": ",".join(rules.IN_USE)}, "title"),
                View("failed", _("Failed"), {"standing": "failed", "state": ",".join(rules.IN_USE)}, "title"),
                View("never-run", _("Never run"), {"standing": "never-run", "state": ",".join(rules.IN_USE)}, "title"),
                View(
                    "no-test", _("No test defined"), {"standing": "no-test", "state": ",".join(rules.IN_USE)}, "title"
                ),
                View("due", _("Test due"), {"next_test~before": "today", "state": ",".join(rules.IN_USE)}, "next_test"),
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
                    ("requirements", "duties", "counts_along"),
                    _(
                        "Requirements, found by their number or a word. It counts for other catalogues only when you "
                        "say so, and only where a mapping calls what they ask the same or a part of these."
                    ),
                ),
                Section(_("How far it is"), ("evidence", "due")),
                Section(
                    _("How it is tested"),
                    ("test_method", "test_months"),
                    _("Without a method there is no test; with one that never ran there is no result."),
                ),
            ),
            of_catalogue=("requirements",),
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
                    key="retire",
                    label=_("Retire"),
                    sources=rules.IN_USE,
                    target="retired",
                    roles=MANAGERS,
                    needs_reason=True,
                ),
            ),
        ),
        exchange=Exchange(
            is_baseline=True,
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
        patterns=(rules.TESTING,),
        rules=Rules(
            derive=rules.derive_control,
            validate=rules.check_control,
        ),
        example=Example(
            {"title": "Second factor for all", "requirements": ["iso-27001:2022/4.1"], "test_method": "Sample"}
        ),
    )
)
