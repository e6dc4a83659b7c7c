"""One stream of a record: what people said, what came by mail, and what was changed, in the order it happened."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.faces.web.telling import PastEntry
from tandem.ground.kernel.models import Comment

RECENT = 6
RECENT_OF_TALK = 14
CHANGE = "change"
ICONS = {"change": "history", "note": "lock", "reply": "reply", "mail": "mail", "comment": "message-square"}
FILTERS: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("all", gettext_lazy("All"), ("comment", "reply", "note", "mail", "change")),
    ("talk", gettext_lazy("Comments"), ("comment",)),
    ("mail", gettext_lazy("Mail and replies"), ("mail", "reply")),
    ("notes", gettext_lazy("Notes"), ("note",)),
    ("changes", gettext_lazy("Changes"), ("change",)),
)


@dataclass(frozen=True, slots=True)
class Said:
    """One entry: who, when, of which kind, by which door, and its text or what it changed."""

    kind: str
    who: str
    initials: str
    when: datetime
    icon: str
    text: str = ""
    remark: str = ""
    told: PastEntry | None = None
    is_outward: bool = False


@dataclass(frozen=True, slots=True)
class Stream:
    """What is shown, what is folded away, and the filters with their counts."""

    recent: Sequence[Said]
    earlier: Sequence[Said]
    filters: Sequence[tuple[str, str, int]]
    chosen: str
    is_upwards: bool


def stream(
    comments: Sequence[Comment], history: Sequence[PastEntry], *, chosen: str, is_upwards: bool = False
) -> Stream:
    """Newest first, or last where a conversation is read downwards; what is older than the recent ones is folded."""
    oldest_first = sorted([*map(_change, reversed(history)), *map(_comment, comments)], key=lambda said: said.when)
    every = oldest_first[::-1]
    counts = Counter(said.kind for said in every)
    filters = [(key, str(words), sum(counts[kind] for kind in kinds)) for key, words, kinds in FILTERS]
    kinds = next((kinds for key, _words, kinds in FILTERS if key == chosen), FILTERS[0][2])
    wanted = [said for said in every if said.kind in kinds]
    most = RECENT_OF_TALK if is_upwards else RECENT
    recent, earlier = wanted[:most], wanted[most:]
    if is_upwards:
        recent, earlier = recent[::-1], earlier[::-1]
    shown = [tab for tab in filters if tab[2] or tab[0] == "all"]
    return Stream(recent, earlier, shown if len(shown) > 2 else (), chosen, is_upwards)


def _comment(comment: Comment) -> Said:
    who = str(comment.created_by) if comment.created_by else comment.sender or "Tandem"
    initials = comment.created_by.initials if comment.created_by else who[:1].upper()
    outward = comment.audience == Comment.Audience.PUBLIC
    return Said(
        comment.kind,
        who,
        initials,
        comment.created_at,
        ICONS.get(comment.kind, "message-square"),
        text=comment.text,
        remark=_remark(comment, is_outward=outward),
        is_outward=outward,
    )


def _remark(comment: Comment, *, is_outward: bool) -> str:
    """What tells it from a plain comment: its kind, for whom it is, the door it came by."""
    kinds = {Comment.Kind.REPLY: _("public reply"), Comment.Kind.NOTE: _("internal note")}
    is_usual = is_outward is (comment.kind == Comment.Kind.REPLY)
    word = kinds.get(Comment.Kind(comment.kind)) if is_usual else None
    parts = [] if comment.kind == Comment.Kind.COMMENT else [word or comment.get_kind_display().lower()]
    parts += [_("also for who asked")] if is_outward and not is_usual else []
    by_mail = comment.channel == Comment.Channel.MAIL and comment.kind != Comment.Kind.MAIL
    return " · ".join([*parts, *([_("by mail")] if by_mail else [])])


def _change(event: PastEntry) -> Said:
    return Said(CHANGE, event.actor, "", event.recorded_at, ICONS[CHANGE], remark=event.action, told=event)
