"""What a nonconformity needs on its way (20000-1:2018 10.1, 27001:2022 10.2)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.direction.scope.models import STANDARDS
from tandem.direction.scope.rules import worked_by
from tandem.evaluation.improvement.nonconformities.models import OPEN
from tandem.evaluation.improvement.sources import unknown_source
from tandem.evaluation.improvement.vocabulary import BONES, WHYS
from tandem.ground.catalogue.written import in_full
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.lenses import seen_by_neither
from tandem.ground.kernel.patterns.fixed import Fixed
from tandem.ground.kernel.patterns.pattern import Pattern
from tandem.ground.kernel.states import Lacking
from tandem.ground.kernel.substance import is_empty, words_of

KNOWN = tuple(key for key, _name in STANDARDS)
DAYS = {"major": 30, "minor": 90}
ENOUGH = 2  # whys or branches that make an analysis of a major one
TIME_IS_SET = Fixed(
    states=OPEN,
    fields=("due",),
    why=gettext_lazy("More time has to be approved by somebody else: take the step “Give more time”."),
)


class GradeStays(Pattern):
    """A major nonconformity asks for more, so none is made minor by an edit while it is worked on."""

    def named(self) -> tuple[str, ...]:
        """The field that becomes fixed."""
        return ("grade",)

    def fixed(self, record: Any) -> Mapping[str, str]:
        """The grade of a major one, with the reason."""
        why = _("Somebody other than the owner makes it minor, with the reason: take the step “Make it minor”.")
        return {"grade": why} if is_major(record) and record.state in OPEN else {}


def is_major(nonconformity: Any) -> bool:
    """Whether it is a major one."""
    return bool(nonconformity.grade == "major")


def make_minor(nonconformity: Any, actor: Actor) -> None:
    """From now on it is worked through as a minor one; its day stays."""
    nonconformity.grade = "minor"


def new_nonconformity(actor: Actor) -> dict[str, Any]:
    """It was seen today, unless another day is said."""
    return {"raised_on": actor.today}


def derive_nonconformity(nonconformity: Any, before: Any, actor: Actor) -> None:
    """A new one gets a day by its grade; what was done at once was done today."""
    nonconformity.requirements = in_full(nonconformity.requirements, worked_by() or KNOWN)
    if before is None and nonconformity.due is None and actor.through != "import":
        begun = nonconformity.raised_on or actor.today
        nonconformity.due = max(begun, actor.today) + timedelta(days=DAYS[nonconformity.grade])
    if nonconformity.correction and nonconformity.corrected_on is None and actor.through != "import":
        nonconformity.corrected_on = actor.today


def check_nonconformity(nonconformity: Any, before: Any, today: date) -> Mapping[str, str]:
    """It was seen already, has a source that is there, and a major one is never closed without its cause."""
    problems = seen_by_neither(nonconformity) | unknown_source(nonconformity, before)
    if nonconformity.raised_on and nonconformity.raised_on > today:
        problems["raised_on"] = _("It cannot have been seen on a day to come.")
    if nonconformity.earlier_id and nonconformity.earlier_id == nonconformity.pk:
        problems["earlier"] = _("It cannot have happened before as itself.")
    if nonconformity.state == "closed" and nonconformity.grade == "major" and not _says_why(nonconformity.cause):
        problems["cause"] = _("A major nonconformity is not closed without its cause.")
    return problems


def _says_why(cause: str) -> bool:
    """Whether a cause is one, and not a sign that stands where it should."""
    return not is_empty(words_of(cause))


def may_analyse(nonconformity: Any, actor: Actor) -> "str | Lacking | None":
    """The cause of a major one is asked for more than once."""
    if nonconformity.grade == "major" and not _says_why(nonconformity.cause):
        return Lacking(("cause",))
    if nonconformity.grade == "major" and not is_analysed(nonconformity):
        return _("A major nonconformity needs an analysis first: at least two whys, or causes on two branches.")
    return None


def is_analysed(nonconformity: Any) -> bool:
    """Whether somebody asked why at least twice, or looked along two branches."""
    whys = sum(bool(getattr(nonconformity, name)) for name in WHYS)
    return whys >= ENOUGH or sum(bool(getattr(nonconformity, name)) for name in BONES) >= ENOUGH


def may_close(nonconformity: Any, actor: Actor) -> "str | Lacking | None":
    """Everything that the standards ask has been answered, and what was done has been found to help."""
    if not nonconformity.cause:
        return Lacking(("cause",), _("It is not closed without its cause."))
    if missing := tuple(name for name in ("similar", "system_change") if not getattr(nonconformity, name)):
        return Lacking(missing)
    if nonconformity.system_change == "yes" and nonconformity.change_id is None:
        return Lacking(("change",), _("Name the change of the management system that follows."))
    return may_analyse(nonconformity, actor) or _actions_refusal(nonconformity)


def _actions_refusal(nonconformity: Any) -> "str | Lacking | None":
    actions = list(nonconformity.actions.order_by("pk"))
    words = {"open": _("%(action)s is still open."), "done": _("Nobody has judged yet whether %(action)s helped.")}
    for action in actions:
        if action.state in words:
            return words[action.state] % {"action": action.reference}
    if any(action.state == "effective" for action in actions):
        return None
    if nonconformity.grade == "major":
        return _("A major nonconformity is closed by a corrective action that was found to help.")
    return None if nonconformity.proportion else Lacking(("proportion",), _("Say why no corrective action is needed."))


def close(nonconformity: Any, actor: Actor) -> None:
    """Note who closed it, and when."""
    nonconformity.closed_by_id, nonconformity.closed_on = actor.user_id, actor.today


def reopen(nonconformity: Any, actor: Actor) -> None:
    """It is closed no longer."""
    nonconformity.closed_by_id = nonconformity.closed_on = None


def nonconformity_locked(nonconformity: Any) -> str | None:
    """What was closed stays as it was."""
    return _("It is closed; open it again to change it.") if nonconformity.state in ("closed", "withdrawn") else None
