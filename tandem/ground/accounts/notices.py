"""Of what a member wants to be told, when and how. It is a convenience and stands in no ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tandem.ground.accounts.models import Membership
from tandem.ground.kernel.errors import Invalid

AT_ONCE, DAILY, NONE = "at-once", "daily", "none"
MAIL, CHAT = "mail", "chat"
KINDS: Final = {
    "assigned": _("Something is mine now"),
    "mentioned": _("Somebody named me"),
    "approval": _("I am asked for an approval"),
    "soon": _("Something is due within two days"),
    "overdue": _("Something is overdue"),
    "clock": _("A clock runs out"),
}
HOW: Final = {AT_ONCE: _("at once"), DAILY: _("once a day"), NONE: _("not at all")}
WAYS: Final = {MAIL: _("Mail"), CHAT: _("Chat"), f"{MAIL}+{CHAT}": _("Mail and chat")}
USUAL: Final = {
    "assigned": DAILY,
    "mentioned": AT_ONCE,
    "approval": AT_ONCE,
    "soon": DAILY,
    "overdue": DAILY,
    "clock": AT_ONCE,
}
HOURS: Final = range(24)


@dataclass(frozen=True, slots=True)
class OwnChat:
    """A chat of one member's own; its address is a secret, `name` is what may be shown of it."""

    address: str
    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What a member chose: `ways` for everything, `by` for a kind that comes by another way.

    Quiet hours are whole hours of the organization's day, none where both are the same.
    """

    how: Mapping[str, str]
    ways: str = MAIL
    quiet_from: int = 20
    quiet_to: int = 7
    is_weekly: bool = True
    by: Mapping[str, str] = field(default_factory=dict)
    chats: tuple[OwnChat, ...] = ()

    def ways_of(self, kind: str) -> list[str]:
        """By which ways a kind is told."""
        return (self.by.get(kind) or self.ways).split("+")

    def is_quiet(self, at: datetime) -> bool:
        """Whether nothing is to be heard at this local time."""
        if self.quiet_from <= self.quiet_to:
            return self.quiet_from <= at.hour < self.quiet_to
        return at.hour >= self.quiet_from or at.hour < self.quiet_to


def of(membership: Membership) -> Choice:
    """What a member chose, with what is usual where they chose nothing."""
    kept = dict(membership.notices)
    return Choice(
        how={**USUAL, **kept.get("how", {})},
        ways=kept.get("ways", MAIL),
        quiet_from=kept.get("quiet_from", 20),
        quiet_to=kept.get("quiet_to", 7),
        is_weekly=kept.get("is_weekly", True),
        by=kept.get("by", {}),
        chats=tuple(OwnChat(**chat) for chat in kept.get("chats", ())),
    )


def choose(membership: Membership, chosen: Mapping[str, Any]) -> Choice:
    """Keep what a member chose; Invalid names what is no choice, and nothing was changed."""
    how = {kind: str(chosen.get(kind, USUAL[kind])) for kind in KINDS}
    problems = {kind: [_now("Choose at once, once a day or not at all.")] for kind in KINDS if how[kind] not in HOW}
    hours = {name: _hour(chosen.get(name)) for name in ("quiet_from", "quiet_to")}
    problems |= {name: [_now("Choose a whole hour from 0 to 23.")] for name, hour in hours.items() if hour is None}
    by = {kind: str(chosen[f"by-{kind}"]) for kind in KINDS if chosen.get(f"by-{kind}")}
    if chosen.get("ways", MAIL) not in WAYS:
        problems["ways"] = [_now("Choose mail, chat or both.")]
    problems |= {kind: [_now("Choose mail, chat or both.")] for kind, ways in by.items() if ways not in WAYS}
    if problems:
        raise Invalid(problems)
    kept = {"how": how, "by": by, "ways": chosen.get("ways", MAIL), "is_weekly": bool(chosen.get("is_weekly")), **hours}
    return _keep(membership, kept)


def keep_chats(membership: Membership, chats: Sequence[OwnChat]) -> Choice:
    """Keep the chats of one's own; whoever calls has said something in each of them."""
    return _keep(membership, {"chats": [asdict(chat) for chat in chats]})


def _keep(membership: Membership, chosen: Mapping[str, Any]) -> Choice:
    with transaction.atomic():
        row = Membership.objects.select_for_update().get(organization_id=membership.organization_id, pk=membership.pk)
        row.notices = {**row.notices, **chosen}
        row.save(update_fields=["notices"])
    membership.notices = row.notices
    return of(row)


def _hour(text: Any) -> int | None:
    digits = str(text)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 3 and int(digits) in HOURS else None
