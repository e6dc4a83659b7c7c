"""What each member is to be told of: what waits for them, who named them, which clock of theirs runs out.

Everything is worked out from the records as they stand, so that nothing has to be told twice and nothing is lost while
no worker runs; what was known when somebody was looked at for the first time is no news.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from tandem.ground.accounts import notices
from tandem.ground.accounts.access import acting
from tandem.ground.accounts.models import Membership
from tandem.ground.kernel import bulk, clock, permissions, registers
from tandem.ground.kernel.actor import MANAGER, Actor
from tandem.ground.kernel.kinds import table
from tandem.ground.kernel.models import Comment, InboxEntry
from tandem.ground.kernel.patterns.mentions import members_of, mentioned_among
from tandem.ground.kernel.registers import Register
from tandem.ground.ledger.models import Entry
from tandem.support.notices.models import NoticeLine

SOON, RUNNING_OUT, LATELY = timedelta(days=2), timedelta(hours=4), timedelta(days=2)
BEGUN = "begun"
PEOPLE = ("assignee", "owner")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to be told."""

    key: str
    kind: str
    register: str
    record_id: int


def gather(actor: Actor) -> int:
    """Note what is new for each member of the organization; how many lines there are to be told."""
    running, named = _running_out(), _named(actor)
    members = Membership.objects.filter(organization_id=actor.organization_id, customer=None).valid_on(actor.today)
    return sum(
        _note(acting(member, "job"), member, [*running[member.user_id], *named[member.user_id]])
        for member in members.select_related("user", "organization").order_by("pk")
    )


def _note(person: Actor, member: Membership, more: Iterable[Line]) -> int:
    """Keep the new lines of one member, and forget those that are no longer so: they may come again."""
    now = {line.key: line for line in (*_waiting(person), *more)}
    kept = NoticeLine.objects.filter(user_id=member.user_id)
    known = {key: (pk, is_so) for key, pk, is_so in kept.values_list("key", "pk", "is_so")}
    gone = [pk for key, (pk, is_so) in known.items() if is_so and key not in now and key != BEGUN]
    back = [pk for key, (pk, is_so) in known.items() if not is_so and key in now]
    fresh = [line for key, line in now.items() if key not in known]
    if BEGUN in known and not (gone or back or fresh):
        return 0  # nobody waits for the writers' lock because of nothing
    with transaction.atomic():
        kept.filter(pk__in=gone).update(is_so=False)
        kept.filter(pk__in=back).update(is_so=True, told_at=None)
        choice = notices.of(member) if BEGUN in known else None
        lines = [*_lines(person, member, fresh, choice.how if choice else {})]
        if choice is None:
            lines.append(_row(member, Line(BEGUN, "", "", 0), "", notices.NONE))
        bulk.insert(lines)
    return len(back) + sum(line.how != notices.NONE for line in lines)


def _lines(person: Actor, member: Membership, fresh: Iterable[Line], how: Mapping[str, str]) -> Iterator[NoticeLine]:
    """The new lines whose records this person may see; what they did themselves is no news to them."""
    by_register: dict[str, list[Line]] = defaultdict(list)
    for line in fresh:
        by_register[line.register].append(line)
    for key, lines in by_register.items():
        register = registers.find(key)
        if register is None:
            continue
        keys = {line.record_id for line in lines}
        seen = dict(permissions.visible(person, register).filter(pk__in=keys).values_list("pk", "reference"))
        own = _done_by(person, key, keys) if how else set()
        for line in lines:
            if line.record_id in seen:
                is_own = line.kind in ("assigned", "approval") and line.record_id in own
                told = notices.NONE if is_own else how.get(line.kind, notices.NONE)
                yield _row(member, line, seen[line.record_id], told)


def _done_by(person: Actor, register: str, keys: set[int]) -> set[int]:
    """Records of which this person made the newest entry."""
    newest: dict[int, int | None] = {}
    entries = Entry.objects.filter(organization_id=person.organization_id, register=register, record_id__in=keys)
    for record_id, user_id in entries.order_by("pk").values_list("record_id", "actor_id"):
        newest[record_id] = user_id
    return {record_id for record_id, user_id in newest.items() if user_id == person.user_id}


def _row(member: Membership, line: Line, reference: str, how: str) -> NoticeLine:
    return NoticeLine(
        organization_id=member.organization_id,
        user_id=member.user_id,
        key=line.key,
        kind=line.kind,
        register=line.register,
        reference=reference,
        how=how,
    )


def _waiting(person: Actor) -> Iterator[Line]:
    """What waits for a person, and for a manager what every manager is asked to approve."""
    names = ("register", "record_id", "place", "due")
    for key, record_id, place, due in InboxEntry.objects.filter(user_id=person.user_id).values_list(*names):
        yield from _of_entry(person.today, key, record_id, place, due)
    if person.role == MANAGER:
        for_all = InboxEntry.objects.filter(user_id=None).exclude(except_for_id=person.user_id)
        for key, record_id, place, due in for_all.values_list(*names):
            if _is_approval(key, place):
                yield from _of_entry(person.today, key, record_id, place, due)


def _of_entry(today: date, key: str, record_id: int, place: int, due: date | None) -> Iterator[Line]:
    kind = "approval" if _is_approval(key, place) else "assigned"
    yield Line(f"{kind}:{key}:{record_id}:{place}", kind, key, record_id)
    if due is not None and due <= today + SOON:
        when = "overdue" if due < today else "soon"
        yield Line(f"{when}:{key}:{record_id}:{place}:{due}", when, key, record_id)


def _is_approval(key: str, place: int) -> bool:
    """Whether what waits is naturally followed by a step of approval, acceptance, verification or closing."""
    register = registers.find(key)
    if register is None or register.workflow is None or place >= len(register.waiting):
        return False
    natural = {register.workflow.next_from(state) for state in register.waiting[place].states}
    return any(step.approves and step.key in natural for step in register.workflow.transitions)


def _named(actor: Actor) -> Mapping[int, list[Line]]:
    """Who was named with an @ in what was said lately."""
    found: dict[int, list[Line]] = defaultdict(list)
    said = Comment.objects.filter(created_at__gte=clock.now() - LATELY, text__contains="@").order_by("pk")
    known = members_of(actor)
    for comment in said:
        for member in mentioned_among(known, comment.text):
            if member.user_id != comment.created_by_id:
                line = Line(f"mentioned:{comment.pk}", "mentioned", comment.register, comment.record_id)
                found[member.user_id].append(line)
    return found


def _running_out() -> Mapping[int, list[Line]]:
    """Clocks by the hour that run out soon, for whoever has the record or what it belongs to."""
    found: dict[int, list[Line]] = defaultdict(list)
    for register in registers.every():
        if register.workflow is None or not _has_clock(register):
            continue
        now = clock.now()
        running = register.model.objects.filter(
            state__in=register.workflow.open_states, due_at__gt=now, due_at__lte=now + RUNNING_OUT
        )
        above = (register.place.parent,) if register.place.parent else ()
        for record in running.select_related(*above):
            if person := _who_has(register, record):
                key = f"clock:{register.key}:{record.pk}:{record.due_at:%Y-%m-%dT%H:%M}"
                found[person].append(Line(key, "clock", register.key, record.pk))
    return found


def _has_clock(register: Register) -> bool:
    fields = {field.name: field for field in register.model._meta.concrete_fields}
    return "due_at" in fields and table.of(fields["due_at"]).name == "moment"


def _who_has(register: Register, record: Any) -> int | None:
    above = getattr(record, register.place.parent) if register.place.parent else None
    holders = (getattr(one, f"{name}_id", None) for one in (record, above) if one is not None for name in PEOPLE)
    return next((holder for holder in holders if holder is not None), None)
