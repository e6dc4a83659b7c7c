"""Tests of controls, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.direction.controls import operations
from tandem.direction.controls.testing import rules
from tandem.direction.controls.testing.models import ControlTest
from tandem.ground.kernel.registers import Access, Example, Form, Listing, Place, Register, Rules, Section, declare

RESULTS = {"passed": "good", "failed": "bad", "unclear": "waiting"}

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
            home="risks",
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
            derive=rules.derive_test,
            validate=rules.check_test,
            locked=rules.test_locked,
            after_create=operations.note_test,
        ),
        example=Example({"title": "Ten accounts", "result": "passed", "done_on": "2026-03-01"}, change={}),
    )
)
