"""How a continuity plan comes into force, is looked at again and tested again (20000-1:2018 8.7.2)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.ground.kernel.patterns.fixed import Fixed
from tandem.ground.kernel.patterns.reviewed import Reviewed
from tandem.ground.kernel.patterns.versioned import Versioned

NEEDED = ("invoked_when", "invoked_by", "procedures", "security", "return_to_normal", "copy_at")
WORDING = ("title", *NEEDED, "targets", "contacts")
VERSIONS = Versioned(series=("title",))
REVIEW = Reviewed(while_in=("approved",), since=("approved_on",))
TESTING = Reviewed(
    while_in=("approved",), months="test_months", last="last_test", next="next_test", since=("approved_on",)
)
AS_APPROVED = Fixed(
    states=("in-review", "approved", "superseded"),
    fields=WORDING,
    why=gettext_lazy("It was sent out for approval as it stands; write the next version."),
)
TO_TEST_AGAIN = timedelta(days=90)


def check_plan(plan: Any, before: Any, today: date) -> Mapping[str, str]:
    """A plan that is never tested is none."""
    if not plan.test_months:
        return {"test_months": _("Say after how many months it is tested again.")}
    return {}


def locked(plan: Any) -> str | None:
    """What is no longer in force stays as it was."""
    is_over = plan.state in ("superseded", "retired")
    return _("It is no longer in force; write in the one that is.") if is_over else None


def to_be_tested_by(plan: Any, today: date) -> date:
    """The day by which it is tested again: what was planned, or sooner."""
    day = today + TO_TEST_AGAIN
    return min(plan.next_test, day) if plan.next_test else day
