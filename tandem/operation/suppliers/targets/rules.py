"""What a target of a supplier needs, and who may accept one that is too weak."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.operation.suppliers.targets.alignment import held_against
from tandem.operation.suppliers.targets.models import TIMED

PROMISED = ("contract_id", "service_id", "kind", "priority", "minutes", "share", "calendar_id", "words")
AMENDED = ("minutes", "share", "calendar", "words")
LONGEST = 366 * 24 * 60  # minutes


def derive_target(target: Any, before: Any, actor: Actor) -> None:
    """It has a name, stands to what customers were promised, and is accepted only as it was."""
    if target.kind not in TIMED:
        target.minutes, target.priority, target.calendar = None, 0, None
    if not target.title or (before is not None and before.title == title_of(before)):
        target.title = title_of(target)
    target.alignment, target.finding = held_against(target, promises(target))
    is_changed = before is not None and any(getattr(before, name) != getattr(target, name) for name in PROMISED)
    if target.state == "accepted" and (is_changed or target.alignment != "weaker"):
        withdraw(target, actor)


def promises(target: Any) -> Any:
    """What customers were promised of the service, in versions in force."""
    if target.service is None:
        return ()
    kept = target.service.service_targets.in_force()
    return kept.select_related("agreement_version__agreement__customer", "agreement_version__calendar").order_by("pk")


def title_of(target: Any) -> str:
    """The promise in words, such as “Resolution, Mail, priority 2”."""
    about = target.service.title if target.service else target.contract.title
    words = f"{target.get_kind_display()}, {about}"
    if target.priority:
        words += ", " + _("priority %(number)s") % {"number": target.priority}
    return words[:200]


def check_target(target: Any, before: Any, today: date) -> Mapping[str, str]:
    """A target stays with its contract and has a figure, or says in words what is measured."""
    if before is not None and before.contract_id != target.contract_id:
        return {"contract": _("A target stays with its contract.")}
    if target.kind == "other":
        return {} if target.words else {"words": _("Say in words what is promised and how it is measured.")}
    if target.service is None:
        return {"service": _("Name the service that it holds up.")}
    return _figure(target) or _two_of_a_kind(target)


def _figure(target: Any) -> Mapping[str, str]:
    if target.share <= 0 or target.share > 100:
        return {"share": _("A share is more than 0 and at most 100 percent.")}
    if target.kind in TIMED and not target.minutes:
        return {"minutes": _("Say within how many minutes.")}
    if target.kind in TIMED and target.minutes > LONGEST:
        return {"minutes": _("A target lies within a year.")}
    return {}


def _two_of_a_kind(target: Any) -> Mapping[str, str]:
    same = target.contract.targets.filter(service=target.service, kind=target.kind, priority=target.priority)
    if same.exclude(pk=target.pk).exists():
        return {"kind": _("The contract has such a target for this service already.")}
    return {}


def locked(target: Any) -> str | None:
    """What was agreed stands."""
    if target.contract.state == "draft":
        return None
    return _("It belongs to a contract that was agreed; amend it, with the reason.")


def may_accept(target: Any, actor: Actor) -> str | None:
    """What is weaker is accepted, for a time that is still to come."""
    if target.alignment != "weaker":
        return _("It is not weaker than anything that customers were promised.")
    if target.accepted_until and target.accepted_until <= actor.today:
        return _("Accept it until a day that is still to come.")
    return None


def accept(target: Any, actor: Actor) -> None:
    """Note who accepted it, and when."""
    target.accepted_by_id, target.accepted_on = actor.user_id, actor.today


def withdraw(target: Any, actor: Actor) -> None:
    """Nobody accepts it any longer."""
    target.state = "promised"
    target.accepted_by_id, target.accepted_on, target.accepted_until, target.accepted_because = None, None, None, ""
