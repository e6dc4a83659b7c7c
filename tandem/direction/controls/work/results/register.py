"""Results of recurring work, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.direction.controls.work.results import operations, rules
from tandem.direction.controls.work.results.models import WorkResult
from tandem.ground.kernel.registers import Access, Example, Form, Listing, Place, Register, Rules, Section, declare

WORK_RESULTS = declare(
    Register(
        key="work-results",
        model=WorkResult,
        prefix="DONE",
        title=_("Results of recurring work"),
        singular=_("Result of recurring work"),
        about=_("What was looked at and seen each time, by whom, with every exception and the action it led to."),
        icon="list-checks",
        place=Place(home="risks", parent="work"),
        listing=Listing(
            columns=("reference", "work", "title", "result", "done_on", "done_by"),
            search=("seen", "exceptions"),
            tones={"result": {"passed": "good", "failed": "bad", "unclear": "waiting"}},
            empty=_("Do it, and write down in a sentence what you saw; exceptions become actions by themselves."),
        ),
        form=Form(
            sections=(
                Section(_("What was done"), ("work", "title", "done_on")),
                Section(_("What was seen"), ("result", "seen", "exceptions")),
            ),
            facts=("done_by",),
        ),
        access=Access(delete=frozenset()),
        rules=Rules(
            derive=rules.derive_result,
            validate=rules.check_result,
            locked=rules.result_locked,
            after_create=operations.note_result,
        ),
        example=Example(
            {"title": "Forty accounts", "done_on": "2026-03-01", "seen": "Two accounts of leavers were open"}, change={}
        ),
    )
)
