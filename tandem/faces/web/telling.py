"""Telling a history in words: who did what, and which fields changed from what to what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import gettext as _

from tandem.faces.web import deeds
from tandem.faces.web.display import shape, words_for
from tandem.faces.web.wording import masked, named, period
from tandem.ground.accounts.models import User
from tandem.ground.kernel import own_fields
from tandem.ground.kernel.kinds import table
from tandem.ground.kernel.locales import moment
from tandem.ground.kernel.records import Record
from tandem.ground.kernel.registers import Register, of_model
from tandem.ground.ledger.states import Change, HistoryEntry

SILENT = frozenset({"created_at", "created_by", "reference"})
LONGEST = 300
NOTHING = "—"


@dataclass(frozen=True, slots=True)
class PastChange:
    """One changed field in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PastEntry:
    """One entry of the history as people read it."""

    entry_id: int
    action: str
    actor: str
    through: str
    recorded_at: datetime
    occurred_at: datetime | None
    reason: str
    is_sealed: bool
    changes: tuple[PastChange, ...]


def history_in_words(register: Register, entries: list[HistoryEntry]) -> list[PastEntry]:
    """A record's history in words, newest first."""
    changes = [change for entry in entries for change in entry.changes]
    names = _Names(register, [(change.field, value) for change in changes for value in (change.before, change.after)])
    return [
        PastEntry(
            entry.entry_id,
            deeds.deed(register, entry.action),
            entry.actor,
            deeds.way(entry.through),
            entry.recorded_at,
            entry.occurred_at,
            entry.reason,
            entry.is_sealed,
            tuple(
                PastChange(
                    names.label(change.field),
                    names.value(change.field, change.before),
                    names.value(change.field, change.after),
                )
                for change in entry.changes
                if change.field not in SILENT
                and change.field not in _known_vaguely(register, entry)
                and not _fell_away(register, change)
                and not (entry.action == "created" and change.field == "owner" and not change.after)
            ),
        )
        for entry in entries
    ]


def _known_vaguely(register: Register, entry: HistoryEntry) -> frozenset[str]:
    """Moments that this entry says are known to a day, month or year only: their other field tells that."""
    after = {change.field: change.after for change in entry.changes}
    return frozenset(name for name, vague in register.form.vague.items() if after.get(vague))


def _fell_away(register: Register, change: Change) -> bool:
    """Whether the field is kept no longer by anybody's records: that its value is gone is nobody's deed."""
    return (
        change.after is None and not change.field.startswith(own_fields.PREFIX) and not _is_kept(register, change.field)
    )


def _is_kept(register: Register, name: str) -> bool:
    try:
        register.field(name)
    except FieldDoesNotExist:
        return False
    return True


def state_in_words(register: Register, state: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What a record held, in words: label and value of every field that had one."""
    names = _Names(register, list(state.items()))
    known = [name for name in register.shown if name in state]
    order = dict.fromkeys((*known, *state))
    pairs = [(names.label(name), names.value(name, state[name])) for name in order if name not in SILENT]
    return [(label, value) for label, value in pairs if value != NOTHING]


class _Names:
    """Looks up, once, the names of all persons and records that these fields and values mention."""

    def __init__(self, register: Register, mentioned: list[tuple[str, Any]]) -> None:
        self.register = register
        wanted: dict[type[models.Model], set[int]] = {}
        for name, value in mentioned:
            model = self._related(name)
            if model and isinstance(value, int):
                wanted.setdefault(model, set()).add(value)
        self.found = {model: self._read(model, keys) for model, keys in wanted.items()}

    def _related(self, name: str) -> Any:
        try:
            field = self.register.field(name)
        except FieldDoesNotExist:
            return None
        return field.related_model if table.of(field).name in ("person", "record") else None

    @staticmethod
    def _read(model: Any, keys: set[int]) -> dict[int, str]:
        if model is User:
            return dict(User.objects.filter(pk__in=keys).values_list("pk", "name"))
        target = of_model(model)
        if target is None or not issubclass(model, Record):
            return {}
        if target.is_confined:
            return dict(model.objects.filter(pk__in=keys).values_list("pk", "reference"))
        rows = model.objects.filter(pk__in=keys).values_list("pk", "reference", target.headline)
        return {pk: f"{reference} {title}" for pk, reference, title in rows}

    def label(self, name: str) -> str:
        """What people call a field."""
        try:
            return str(self.register.label(name))
        except FieldDoesNotExist:
            return name.replace("_", " ")

    def value(self, name: str, value: Any) -> str:
        """A value as people read it."""
        if value is None or value == "":
            return NOTHING
        if name in self.register.form.worded:
            return _in_one_line(self.register.form.worded[name](value))
        if name in self.register.form.named and isinstance(value, list):
            known = words_for(self.register, name)
            return ", ".join(known.get(word, str(word)) for word in value) or NOTHING
        model = self._related(name)
        if model and isinstance(value, int):
            return self.found.get(model, {}).get(value, str(value))
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, list):
            return ", ".join(named(str(part)) for part in value) or NOTHING
        if isinstance(value, dict) and any(isinstance(part, dict) for part in value.values()):
            return ", ".join(value)  # a document: what it is about, not all that it says
        if isinstance(value, dict):
            return ", ".join(f"{key}: {part}" for key, part in value.items()) or NOTHING
        return self._plain(name, value)

    def _plain(self, name: str, value: Any) -> str:
        try:
            looks = shape(self.register, name)
        except FieldDoesNotExist:
            looks = None
        if looks and looks.is_masked:
            return masked(str(value))
        text = named(str(looks.choices.get(value, value) if looks else value))
        if len(text) == 27 and text.endswith("Z") and text[10] == "T":
            return moment(datetime.fromisoformat(text))
        if len(text) == 10 and text[4::3] == "--":
            return period(text)
        return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def _in_one_line(said: str | list[str]) -> str:
    return "; ".join(said.splitlines() if isinstance(said, str) else said) or NOTHING
