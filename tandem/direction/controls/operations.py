"""Writes that touch a statement with its entries, or a control with its tests."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from tandem.direction.controls.models import Control
from tandem.direction.controls.standing import newest_results
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns import asking
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for

PUT_RIGHT = timedelta(days=30)


def note_test(actor: Actor, test: Any) -> None:
    """The newest test of each aspect says how the control stands; a failed one asks its owner to put it right."""
    control = Control.objects.get(pk=test.control_id)
    tests = list(control.tests.all())
    newest = max(tests, key=lambda candidate: (candidate.done_on, candidate.pk))
    values: dict[str, Any] = {**newest_results(tests), "last_test": newest.done_on}
    if not control.test_method:
        values["test_method"] = test.title
    writing.follow(actor, declared_for(Control), control, values, "tested", test.reference)
    if test.result == "failed" and newest_results(tests)[test.aspect] == "failed":
        _ask_to_put_right(actor, control, test)


def _ask_to_put_right(actor: Actor, control: Control, test: Any) -> None:
    """One action at a time: while one is open for the control, a further failed test adds none."""
    asking.ask(
        as_tandem(actor),
        declared_for(Control),
        control.reference,
        control.owner_id or actor.user_id,
        _("Put right: %(control)s") % {"control": control.title},
        due=actor.today + PUT_RIGHT,
        details=f"{test.reference} {test.title}: {test.findings}",
        reason=test.reference,
    )
