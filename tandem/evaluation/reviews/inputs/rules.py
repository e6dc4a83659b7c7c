"""An input of a review: prepared before the meeting, frozen at it, talked through in it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.evaluation.reviews.agenda import LENSES
from tandem.evaluation.reviews.figures import is_filled
from tandem.ground.kernel.actor import Actor

KEPT = ("title", "key", "requirements", "statement", "figures", "frozen_at", "review_id")


def derive_input(row: Any, before: Any, actor: Actor) -> None:
    """Which standards ask for it, and whether there is something to look at."""
    lenses = {LENSES.get(key.partition(":")[0]) for key in row.requirements}
    row.asks_20, row.asks_27 = "20" in lenses, "27" in lenses
    row.is_filled = is_filled(row.figures, row.statement)


def check_input(row: Any, before: Any, today: date) -> Mapping[str, str]:
    """What was frozen never changes, whoever writes; before the meeting nothing was talked about."""
    if before is not None and before.frozen_at is not None:
        changed = [name for name in KEPT if getattr(row, name) != getattr(before, name)]
        return {name.removesuffix("_id"): _("It was frozen at the meeting and stays as it was.") for name in changed}
    if (row.outcome or row.discussion) and row.review_id and row.review.state in ("planned", "invited"):
        return {"outcome": _("Freeze the figures first; then the meeting talks about them.")}
    return {}


def input_locked(row: Any) -> str | None:
    """What was minuted stays as it was minuted."""
    return _("The minutes are written; the agenda stays.") if row.review.state in CLOSED else None


CLOSED = ("minuted", "approved", "cancelled")
