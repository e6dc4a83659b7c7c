"""How values look: one description of a column or field for lists, records and forms."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from tandem.faces.web import wording
from tandem.ground.accounts.models import User
from tandem.ground.kernel import choosing, own_fields, permissions
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.kinds import table
from tandem.ground.kernel.kinds.kind import plain
from tandem.ground.kernel.kinds.relations import is_key, members_of_active
from tandem.ground.kernel.models import FieldDefinition
from tandem.ground.kernel.offers import Offer
from tandem.ground.kernel.records import Record
from tandem.ground.kernel.registers import Register, of_model

LONG = 400
NUMBERS = frozenset(kind.name for kind in table.KINDS.values() if kind.is_number)
FOUND = ("record", "person")
MOST_SUGGESTED = 200
MOST_TICKS = 30
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """What a field is and how it looks: kind, words for its choices, tones of its values, unit of its durations.

    `revived` gives the value of what own fields keep as JSON.
    """

    name: str
    label: str
    kind: str
    choices: Mapping[Any, str]
    tones: Mapping[Any, str]
    is_sortable: bool = False
    register: str = ""
    unit: str = ""
    revived: Callable[[Any], Any] | None = None
    is_masked: bool = False

    @property
    def is_number(self) -> bool:
        """Whether its values stand under each other by their last digit."""
        return self.kind in NUMBERS


def headline(register: Register, record: Any) -> str:
    """What a record is called: its headline, a choice by its word."""
    return headline_of(register, getattr(record, register.headline))


def headline_of(register: Register, held: Any) -> str:
    """What a record is called whose headline holds this: a choice by its word, a requirement by its standard."""
    return wording.named(str(dict(register.field(register.headline).flatchoices).get(held, held)))


Tones = Mapping[str, Mapping[Any, str]]


def tones_of(register: Register) -> Tones:
    """Tones that depend on the organization's records, looked up once for a page."""
    return register.listing.tones_now() if register.listing.tones_now else {}


def shape(register: Register, name: str, now: Tones | None = None) -> Shape:
    """The shape of a field; `now` are the tones that depend on records."""
    field = register.field(name)
    kind = table.of(field)
    tones: Mapping[Any, str] = register.listing.tones.get(name, {})
    if name == "state" and register.workflow:
        tones = {state.key: state.tone for state in register.workflow.states}
    elif kind.is_number:
        tones = {int(key): tone for key, tone in {**tones, **(now or {}).get(name, {})}.items()}
    target = of_model(field.related_model) if kind.name == "record" else None  # type: ignore[arg-type]
    sortable = name in register.sortable or name in ("created_at", "updated_at")
    choices = {key: str(label) for key, label in field.flatchoices}
    key = target.key if target else ""
    return Shape(
        name,
        str(field.verbose_name),
        _shown_as(register, name, kind.name),
        choices or words_for(register, name),
        tones,
        sortable,
        key,
        unit=getattr(field, "unit", ""),
        revived=register.form.worded.get(name),
        is_masked=name in register.form.masked,
    )


def _shown_as(register: Register, name: str, kind: str) -> str:
    if name == "state" and register.workflow:
        return "state"
    return "worded" if name in register.form.worded else kind


def words_for(register: Register, name: str) -> dict[str, str]:
    """The words for the keys that a list of words may hold."""
    named = register.form.named.get(name)
    return {key: str(words) for key, words in named().items()} if named else {}


@dataclass(frozen=True, slots=True)
class Shown:
    """One field of a record with its value."""

    shape: Shape
    value: Any
    link: str = ""


def sections(register: Register, record: Any) -> list[dict[str, Any]]:
    """The record's fields by section; empty ones are marked so that the page can fold them away."""
    found = []
    for section in register.form.sections:
        fields = [shown(register, record, name) for name in section.fields if name != register.headline]
        if fields:
            found.append(
                {"title": section.title, "fields": fields, "is_empty": all(_is_empty(f.value) for f in fields)}
            )
    return found


def shown(register: Register, record: Any, name: str, now: Tones | None = None) -> Shown:
    """One field of a record as the page shows it."""
    looks, value = shape(register, name, now), getattr(record, name)
    if name in register.form.vague:
        value = getattr(record, register.form.vague[name]) or value
    link = ""
    if looks.kind == "record" and value is not None:
        target = of_model(type(value))
        link = f"{target.key}/{value.reference}" if target else ""
        is_named = target is not None and (not target.is_confined or name == register.place.parent)
        value = headline(target, value) if target and is_named else value.reference
    return Shown(looks, value, link)


def column(register: Register, name: str, definitions: Sequence[FieldDefinition], now: Tones | None = None) -> Shape:
    """The shape of a column, which may be an own field."""
    own = next((item for item in definitions if own_fields.PREFIX + item.key == name), None)
    return column_of_own(own) if own else shape(register, name, now)


def own_shown(definitions: Sequence[FieldDefinition], record: Any) -> list[Shown]:
    """The own fields of a record that have a value."""
    return [Shown(column_of_own(item), record.own[item.key]) for item in definitions if item.key in record.own]


def column_of_own(item: FieldDefinition) -> Shape:
    """The shape of an own field."""
    field = own_fields.as_field(item)
    kind = table.of(field)
    choices = {key: str(label) for key, label in field.flatchoices}
    return Shape(own_fields.PREFIX + item.key, item.label, kind.name, choices, {}, revived=partial(kind.revived, field))


def _is_empty(value: Any) -> bool:
    return value in (None, "", [], {}, False)


@dataclass(slots=True)
class Input:
    """One field of a form: what it asks, what stands in it, what is wrong with it.

    One that names a record or a person `finds` it by its register and name as somebody types, and `shown` is how what
    stands in it reads. `completes` says what is found in a field that keeps references or keys as they are: records of
    the field, or requirements.
    """

    name: str
    label: str
    kind: str
    value: Any = ""
    choices: Choices = ()
    help: str = ""
    errors: Sequence[str] = ()
    is_required: bool = False
    longest: int | None = None
    parts: tuple[tuple[str, Choices], ...] = ()
    only_for: tuple[str, tuple[str, ...]] = ("", ())
    finds: tuple[str, ...] = ()
    shown: str = ""
    completes: str = ""

    @property
    def is_lacking(self) -> bool:
        """True for what still has to be filled in, or is wrong."""
        return bool(self.errors) or (self.is_required and _is_empty(self.value))

    @property
    def is_needed(self) -> bool:
        """True for what has to be filled in, is filled in, or is wrong."""
        return self.is_required or bool(self.errors) or not _is_empty(self.value)


def form_sections(
    actor: Actor,
    register: Register,
    values: Mapping[str, Any],
    problems: Mapping[str, Sequence[str]],
    definitions: Sequence[FieldDefinition],
    state: str = "",
) -> list[dict[str, Any]]:
    """The form of a register: what a record in this state is asked for, then what is known later, own fields, tags."""
    offers = register.form.offers(actor, values) if register.form.offers else {}
    later = later_fields(register, state)
    postponed: list[Input] = []
    found: list[dict[str, Any]] = []
    for section in register.form.sections:
        inputs = [offered(entry(actor, register, name, values, problems), offers.get(name)) for name in section.fields]
        postponed += [field for field in inputs if field.name in later and not field.is_needed]
        now = [field for field in inputs if field.name not in later or field.is_needed]
        if now:
            found.append(_form_section(section.title, section.help, now, is_kept=bool(state), is_first=not found))
    more = [own_entry(item, values, problems) for item in definitions]
    more.append(entry(actor, register, "tags", values, problems))
    ends = [_form_section(_("Known later"), "", postponed, is_kept=bool(state))] if postponed else []
    return [*found, *ends, _form_section(_("More"), "", more, is_kept=bool(state))]


def _form_section(
    title: Any, help_text: Any, inputs: list[Input], *, is_kept: bool, is_first: bool = False
) -> dict[str, Any]:
    """A part of a form: open where it is the first, something kept stands in it, has to be filled in or is wrong."""
    filled = sum(not _is_empty(field.value) for field in inputs)
    return {
        "title": title,
        "help": help_text,
        "inputs": inputs,
        "filled": filled if is_kept else 0,
        "is_open": is_first
        or bool(is_kept and filled)
        or any(field.is_lacking or (field.is_required and not is_kept) for field in inputs),
    }


def later_fields(register: Register, state: str) -> frozenset[str]:
    """Fields that are known when a record comes to its good end or its end, unless a step from this state asks them.

    Of a new record all of them, but those that name somebody or something.
    """
    flow = register.workflow
    if flow is None:
        return frozenset()
    done = {known.key for known in flow.states if known.final or known.tone == "good"}
    closing = [step for step in flow.transitions if step.target in done]
    if not state:
        every = {name for step in closing for name in step.own_fields}
        return frozenset(name for name in every if table.of(register.field(name)).name not in FOUND)
    now = {name for step in flow.transitions if state in step.sources for name in step.own_fields}
    return frozenset({name for step in closing if state not in step.sources for name in step.own_fields} - now)


def entry(
    actor: Actor, register: Register, name: str, values: Mapping[str, Any], problems: Mapping[str, Sequence[str]]
) -> Input:
    """The form field of a model field."""
    field = register.field(name)
    kind = _asked_as(register, name)
    ticked = words_for(register, name) if kind == "ticks" else {}
    help_text = str(field.help_text or (_("In minutes, or as “8 h 30”.") if kind == "minutes" else ""))
    return Input(
        name,
        str(field.verbose_name),
        kind,
        _ticked(values.get(name)) if ticked else values.get(name, ""),
        tuple(ticked.items()) or tuple((str(key), str(label)) for key, label in field.flatchoices),
        help_text,
        problems.get(name, ()),
        not field.blank and kind != "boolean",
        getattr(field, "max_length", None),
        only_for=register.form.only_for.get(name, ("", ())),
        finds=(register.key, name) if kind in FOUND else (),
        shown=label_of(actor, register, name, values.get(name, "")) if kind in FOUND else "",
        completes=_completes(register, name, kind),
    )


def _completes(register: Register, name: str, kind: str) -> str:
    if name in register.form.of_catalogue:
        return "requirements"
    return f"{register.key}/{name}" if kind == "records" else ""


def _asked_as(register: Register, name: str) -> str:
    """The kind of a form field: long texts have room, words out of a few are ticked, minutes may be told in hours."""
    field = register.field(name)
    kind, longest = table.of(field).name, getattr(field, "max_length", None)
    if kind == "text" and longest and longest > LONG:
        return "long"
    if kind == "duration" and getattr(field, "unit", "") == "minutes":
        return "minutes"
    return "ticks" if kind == "words" and 0 < len(words_for(register, name)) <= MOST_TICKS else kind


def _ticked(held: Any) -> list[str]:
    """The keys that stand in a list of words, however the form or the record gives it."""
    given = held if isinstance(held, list) else str(held or "").split(",")
    return [word for part in given if (word := str(part).strip())]


def offered(field: Input, offer: Offer | None) -> Input:
    """The form field with what the register offers in it beyond its model."""
    if offer is None:
        return field
    field.help = " ".join(str(words) for words in (field.help, offer.help) if words)
    if offer.parts or offer.choices:
        field.finds, field.completes = (), ""
    if offer.parts:
        field.kind, field.parts = "parts", tuple((name, _words(choices)) for name, choices in offer.parts)
        field.value = _ticked(field.value.replace(";", ",") if isinstance(field.value, str) else field.value)
    elif offer.choices:
        field.kind, field.choices = "choice", _words(offer.choices)
    return field


def _words(choices: Sequence[tuple[str, Any]]) -> Choices:
    return tuple((key, str(words)) for key, words in choices)


def own_entry(item: FieldDefinition, values: Mapping[str, Any], problems: Mapping[str, Sequence[str]]) -> Input:
    """The form field of an own field."""
    kind = table.of(own_fields.as_field(item)).name
    name = own_fields.PREFIX + item.key
    choices = tuple((choice, choice) for choice in item.choices)
    told = (values.get(name, ""), choices, item.help, problems.get(name, ()), item.is_required)
    return Input(name, item.label, "truth" if kind == "boolean" else kind, *told)


def choices_for(
    actor: Actor, register: Register, name: str, text: str, most: int = choosing.MOST
) -> list[choosing.Choice]:
    """What a field that names a record or a person offers for a text."""
    field = register.field(name)
    if table.of(field).name == "person":
        return choosing.people(actor, register, name, text, most)
    target = choosing.register_named(field)
    return choosing.records(actor, target, text, most) if target else []


def suggested(actor: Actor, register: Register, name: str, most: int = MOST_SUGGESTED) -> Choices:
    """The first of what a field that names a record or a person offers, where a plain list of choices stands."""
    return tuple((one.value, one.label) for one in choices_for(actor, register, name, "", most))


def label_of(actor: Actor, register: Register, name: str, value: Any) -> str:
    """How what stands in such a field reads: the name of a person, reference and title of a record; else as it is."""
    text, field = str(value if value is not None else ""), register.field(name)
    if not text:
        return ""
    if table.of(field).name == "person":
        named = members_of_active(field.related_model).filter(pk=int(text)).first() if is_key(text) else None
        return str(named) if named else text
    target = of_model(field.related_model)  # type: ignore[arg-type]
    record = permissions.visible(actor, target).with_reference(text).first() if target else None
    return f"{record.reference} {headline(target, record)}" if record and target else text


def form_values(register: Register, record: Any, names: Sequence[str]) -> dict[str, Any]:
    """A record's values as form fields hold them."""
    values: dict[str, Any] = {}
    for name in (*names, "tags"):
        value = getattr(record, name)
        if isinstance(value, Record):
            value = value.reference
        elif isinstance(value, User):
            value = str(value.pk)
        elif isinstance(value, list):
            value = ", ".join(str(part) for part in value)
        elif isinstance(value, Decimal):
            value = wording.written(value)
        values[name] = value
    return values | {own_fields.PREFIX + key: value for key, value in record.own.items()}


def as_sent(value: Any) -> Any:
    """A form's value as JSON can carry it back to the gate."""
    return plain(value)
