"""What the test of a control needs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor


def check_test(test: Any, before: Any, today: date) -> Mapping[str, str]:
    """A test has happened; one that failed says what was found."""
    if test.done_on and test.done_on > today:
        return {"done_on": _("Note it once it has happened.")}
    if test.result == "failed" and not test.findings:
        return {"findings": _("Say what was found.")}
    return {}


def derive_test(test: Any, before: Any, actor: Actor) -> None:
    """Whoever writes it down has tested; of what a file brings in nobody here has. It keeps who owned the control."""
    if before is None:
        test.tester_id = None if actor.through == "import" else actor.user_id
        test.owner_id = test.control.owner_id


def test_locked(test: Any) -> str:
    """What was found stays found."""
    return _("A test is never changed; add another one.")
