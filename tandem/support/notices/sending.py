"""From lines to messages, and messages to the mail server or the chat until they are taken."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.ground.accounts import notices, speaking
from tandem.ground.accounts.access import acting
from tandem.ground.accounts.mailing import has_server
from tandem.ground.accounts.models import Membership
from tandem.ground.kernel import clock, inbox, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.calling import NotCalled, Resolver, resolve
from tandem.ground.kernel.errors import Conflict
from tandem.ground.kernel.registers import declared_for
from tandem.support.notices import rules, words
from tandem.support.notices.chat import say
from tandem.support.notices.chats.models import Chat
from tandem.support.notices.models import Notice, NoticeLine

AT_ONCE, MOST_ABOUT = 200, 100
MORNING, MONDAY = 7, 0
LASTS = timedelta(minutes=4)


def write(actor: Actor) -> int:
    """Make messages of what is to be told now; how many."""
    has_room = Chat.objects.filter(state="in-use").exists()
    members = Membership.objects.filter(organization_id=actor.organization_id, customer=None).valid_on(actor.today)
    now = clock.now().astimezone(actor.zone)
    return sum(_write_for(actor, member, now, has_room=has_room) for member in members.select_related("user"))


def _write_for(actor: Actor, member: Membership, now: datetime, *, has_room: bool) -> int:
    choice = notices.of(member)
    there = {notices.MAIL: has_server(), notices.CHAT: has_room or bool(choice.chats)}
    ways = [way for way, is_there in there.items() if is_there]
    if choice.is_quiet(now) or not ways:
        return 0
    with speaking.to(member.user, member.organization):
        made = _notices_for(actor, member, choice, ways, notices.AT_ONCE)
        if now.hour >= MORNING:
            made += _notices_for(actor, member, choice, ways, notices.DAILY, f"daily:{now:%Y-%m-%d}")
            if choice.is_weekly and now.weekday() == MONDAY:
                mine = [way for way in ways if way in choice.ways.split("+")]
                made += _weekly(actor, member, mine, f"weekly:{now:%G-%V}")
    return made


def _notices_for(
    actor: Actor, member: Membership, choice: notices.Choice, ways: Sequence[str], how: str, key: str = ""
) -> int:
    """One message by each way of all lines that are to be told so; once a day where it has a key."""
    if key and Notice.objects.filter(owner_id=member.user_id, key=key).exists():
        return 0
    kinds = [kind for kind in notices.KINDS if set(ways) & set(choice.ways_of(kind))]
    waiting = NoticeLine.objects.filter(user_id=member.user_id, how=how, is_so=True, told_at=None, kind__in=kinds)
    lines = list(waiting.order_by("pk")[:MOST_ABOUT])
    with transaction.atomic():
        made = sum(_by_one_way(actor, member, choice, lines, way, key) for way in ways)
        NoticeLine.objects.filter(pk__in=[line.pk for line in lines]).update(told_at=clock.now())
    return made


def _by_one_way(
    actor: Actor, member: Membership, choice: notices.Choice, lines: Iterable[NoticeLine], way: str, key: str
) -> int:
    """The message of those lines whose kind comes by this way; none where there are none."""
    mine = [line for line in lines if way in choice.ways_of(line.kind)]
    if not mine:
        return 0
    about = [f"{line.kind} {line.register} {line.reference}" for line in mine]
    return _make(actor, member, [way], notices.DAILY if key else mine[0].kind, _headline(len(mine)), about, key)


def _headline(count: int) -> str:
    return ngettext("%(count)d thing is new for you", "%(count)d things are new for you", count) % {"count": count}


def _weekly(actor: Actor, member: Membership, ways: Sequence[str], key: str) -> int:
    """What waits for a person, once a week."""
    if not ways or Notice.objects.filter(owner_id=member.user_id, key=key).exists():
        return 0
    waiting = inbox.waiting(acting(member, "job"))
    if not waiting:
        return 0
    about = [f"waiting {task.register.key} {task.reference}" for task in waiting[:MOST_ABOUT]]
    title = ngettext("%(count)d thing waits for you", "%(count)d things wait for you", len(waiting))
    return _make(actor, member, ways, "weekly", title % {"count": len(waiting)}, about, key)


def _make(
    actor: Actor, member: Membership, ways: Iterable[str], kind: str, title: str, about: list[str], key: str
) -> int:
    values = {"title": title, "kind": kind, "about": about, "owner": member.user_id, "key": key}
    rows = [{**values, "way": way} for way in ways]
    return len(writing.create_many(actor, declared_for(Notice), rows))


def send_due(actor: Actor, resolver: Resolver = resolve) -> int:
    """Hand over every message whose turn it is; how many were taken."""
    until, now = clock.now() + LASTS, clock.now()
    due = Notice.objects.filter(state="waiting", next_at__lte=now).select_related("owner").order_by("next_at", "pk")
    taken = 0
    for notice in due[:AT_ONCE]:
        if clock.now() >= until:
            break
        taken += _send(actor, notice, resolver)
    return taken


def _send(actor: Actor, notice: Any, resolver: Resolver) -> bool:
    claimed = _claim(actor, notice)
    if claimed is None:
        return False
    member = Membership.objects.filter(organization_id=actor.organization_id, user_id=claimed.owner_id)
    reader = member.valid_on(actor.today).select_related("user", "organization").first()
    text = words.text(reader, claimed) if reader else ""
    if reader is None or not text:
        _note(actor, claimed, {"state": "withheld", "next_at": None}, "withheld")
        return False
    try:
        problem = _hand_over(reader, claimed, text, resolver)
    except (SMTPException, OSError, NotCalled) as why:
        _note(actor, claimed, _failed(claimed, str(why) or type(why).__name__), "failed")
        return False
    _note(actor, claimed, {"state": "sent", "sent_at": clock.now(), "next_at": None, "problem": problem}, "sent")
    return True


def _claim(actor: Actor, notice: Any) -> Any:
    """The message with its next try already set, should this worker die; None when another one has it."""
    register, now = declared_for(Notice), clock.now()
    attempts = notice.attempts + 1
    try:
        current = writing.change(actor, register, notice.reference, {}, version=notice.version, always=True)
    except Conflict:
        return None
    later = rules.next_try(attempts, now) or now + rules.TRIES[-1]
    return writing.follow(actor, register, current, {"attempts": attempts, "next_at": later}, "try")


def _hand_over(member: Membership, notice: Any, text: str, resolver: Resolver) -> str:
    """Have it taken by the mail server or at least one chat; what the others said about it."""
    organization = member.organization
    if notice.way == notices.CHAT:
        return _say(member, f"{member.user.name}: {notice.title}", text, resolver)
    subject = f"{organization.name}: {notice.title}"
    headers = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "OOF, AutoReply"}
    EmailMessage(subject, text, None, [member.user.email], headers=headers, reply_to=settings.TANDEM_REPLY_TO).send()
    return ""


def _say(member: Membership, title: str, text: str, resolver: Resolver) -> str:
    """Say it in the member's own chats, without any in the rooms of the organization; NotCalled where none took it."""
    rooms = Chat.objects.filter(state="in-use").order_by("pk").values_list("address", flat=True)
    addresses = [chat.address for chat in notices.of(member).chats] or list(rooms)
    problems = []
    for address in addresses:
        try:
            say(address, title, text, resolver)
        except NotCalled as why:
            problems.append(str(why))
    words = " ".join(" ".join(problems).split())[:500]
    if len(problems) == len(addresses):
        raise NotCalled(words or _("No chat is connected."))
    return words


def _failed(notice: Any, why: str) -> dict[str, Any]:
    values: dict[str, Any] = {"problem": " ".join(why.split())[:500]}
    is_over = rules.next_try(notice.attempts, clock.now()) is None
    return values | {"state": "failed", "next_at": None} if is_over else values


def _note(actor: Actor, notice: Any, values: dict[str, Any], action: str) -> None:
    writing.follow(actor, declared_for(Notice), notice, values, action)
