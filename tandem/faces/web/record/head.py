"""The head of a record's page: at most four chips, one natural next step, and the other steps with their reasons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from tandem.faces.web import display, wording
from tandem.faces.web.shell import Visit
from tandem.ground.accounts.models import User
from tandem.ground.kernel import locales, workflow
from tandem.ground.kernel.registers import Register

MOST_CHIPS = 4
SOON = 14  # days before something is due that it is shown as waiting
PEOPLE = ("assignee", "owner")
GRADED = ("choice", "level")


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing known at a glance: words with a tone, or the initials of a person."""

    words: str
    label: str
    tone: str = ""
    initials: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """A step as the page offers it; `asks` when it has a form of its own, `refusal` says why it is not open now."""

    key: str
    label: str
    refusal: str
    asks: bool
    is_ending: bool


@dataclass(frozen=True, slots=True)
class Deeds:
    """The natural next step if it is open, the others, and what keeps the natural one from being open."""

    next: Deed | None
    others: tuple[Deed, ...]
    hindrance: str


def deeds(visit: Visit, register: Register, record: Any) -> Deeds:
    """What this person can do with the record now; what their role can never do is left out."""
    seen = [step for step in workflow.steps(visit.actor, register, record) if step.is_for_role]
    every = [_deed(register, step) for step in seen]
    natural = register.workflow.next_from(record.state) if register.workflow else ""
    following = next((deed for deed in every if deed.key == natural), None)
    others = tuple(sorted((deed for deed in every if deed is not following), key=lambda deed: deed.is_ending))
    if following is None or not following.refusal:
        return Deeds(following, others, "")
    return Deeds(None, (following, *others), f"{following.label}: {following.refusal}")


def _deed(register: Register, step: workflow.Step) -> Deed:
    move = step.transition
    asks = bool(move.fields or move.required or move.needs_reason)
    is_ending = register.workflow is not None and register.workflow.is_ending(move)
    return Deed(move.key, str(move.label), step.refusal, asks, is_ending)


def chips(visit: Visit, register: Register, record: Any, tones: display.Tones) -> Sequence[Chip]:
    """Who has it, when it is due, and how grave it is: at most four."""
    return [person(record), *_due(visit, register, record), *_grades(register, record, tones)][:MOST_CHIPS]


def person(record: Any) -> Chip:
    """Who has it."""
    for name in PEOPLE:
        user = getattr(record, name, None)
        if isinstance(user, User):
            label = str(record._meta.get_field(name).verbose_name)
            return Chip(user.name, label, initials=user.initials)
    return Chip(_("Nobody yet"), str(record._meta.get_field("owner").verbose_name), icon="user-round-x")


def _due(visit: Visit, register: Register, record: Any) -> Iterator[Chip]:
    """The first day on which it waits for somebody as it stands."""
    for item in register.waiting:
        if item.states and getattr(record, "state", "") not in item.states:
            continue
        due = getattr(record, item.date) if item.date else None
        if due:
            yield _day_chip(visit, due, str(item.what))
            return


def _day_chip(visit: Visit, due: Any, label: str) -> Chip:
    day: date = due.astimezone(visit.actor.zone).date() if isinstance(due, datetime) else due
    left = (day - visit.actor.today).days
    tone = "bad" if left < 0 else "waiting" if left <= SOON else ""
    text = _("since %(day)s") if left < 0 else _("by %(day)s")
    return Chip(text % {"day": locales.day(day)}, label, tone, icon="calendar")


def _grades(register: Register, record: Any, tones: display.Tones) -> Iterator[Chip]:
    """What its list shows of how grave or how secret it is."""
    for name in register.listing.columns:
        if name in ("state", register.headline):
            continue
        if chip := grade(register, record, name, tones):
            yield chip


def grade(register: Register, record: Any, name: str, tones: display.Tones) -> Chip | None:
    """A choice or a level as a chip; None where it is neither or empty."""
    field = display.shown(register, record, name, tones)
    if field.shape.kind not in GRADED or field.value in (None, ""):
        return None
    words = field.shape.choices.get(field.value, field.value)
    named = f"{wording.sentence(field.shape.label)} {words}" if field.shape.kind == "level" else str(words)
    return Chip(named, field.shape.label, field.shape.tones.get(field.value, "quiet"))
