"""Which fields a file may fill, which column probably is which field, and which table is meant."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from tandem.ground.exchange import translations
from tandem.ground.exchange.conversion import DATES, Options, date_order_of, folded, is_refused, kind_of
from tandem.ground.exchange.exporting import headings
from tandem.ground.exchange.keys import NUMBER, REFERENCE
from tandem.ground.exchange.mapping import Target, plain, propose
from tandem.ground.exchange.ordering import names_itself
from tandem.ground.exchange.plausibility import is_plausible
from tandem.ground.exchange.reading import Sheet, Workbook
from tandem.ground.kernel import own_fields, registers
from tandem.ground.kernel.errors import WHOLE, Invalid
from tandem.ground.kernel.registers import Register

NOTHING: "Mapping[type[models.Model], frozenset[str]]" = MappingProxyType({})
ALWAYS_EXPORTED = ("reference", "created_at", "updated_at")
FORMER = {"external_id": ("number elsewhere",)}  # what a column was called in tables of former releases
LOOKED_AT = 2_000
FILLED = 1.5  # a filled table counts so much more than an empty form
REPEATED = 0.8  # at most so many different numbers a row make a log of events …
IDENTIFYING = ("id", "ref", "key", "kennung", "identifiant")
NUMBERS = (*IDENTIFYING, "no", "nr", "number", "nummer", "numéro")
READABLE = 0.9  # … in which nearly every row says when


def targets(register: Register) -> list[Target]:
    """The fields of a register that a column may be mapped to, own fields included."""
    own = own_fields.defined(register.key)
    return fixed_targets(register) + [Target(own_fields.PREFIX + item.key, item.label, ()) for item in own]


def fixed_targets(register: Register) -> list[Target]:
    """The fields that every organization has in a register, with what people call them in several languages."""
    names = (REFERENCE, NUMBER, *register.writable, *register.exchange.importable, "tags")
    own = register.exchange.synonyms
    return [
        Target(name, str(register.label(name)), _synonyms(register, name), own.get(name, ()))
        for name in dict.fromkeys(names)
    ]


def _synonyms(register: Register, name: str) -> tuple[str, ...]:
    own = (
        *FORMER.get(name, ()),
        *register.exchange.synonyms.get(name, ()),
        *translations.headings(register.key, name),
    )
    if name == NUMBER:
        return (*own, *_numbers_of(str(register.singular)), *IDENTIFYING)
    field = register.field(name) if name != REFERENCE else None
    if kind_of(field) != "record":
        return own
    label, other = str(register.label(name)), registers.of_model(field.related_model)  # type: ignore[union-attr,arg-type]
    singular = str(other.singular) if other and other is not register else label
    return (*own, singular, *_numbers_of(label), *_numbers_of(singular))


def _numbers_of(what: str) -> tuple[str, ...]:
    """Headings of the column that names something by its number."""
    return tuple(f"{what} {word}" for word in NUMBERS)


def model_field(register: Register, name: str) -> "models.Field[Any, Any] | None":
    """The field behind a target; None for the reference and for own fields."""
    return None if name == REFERENCE or name.startswith(own_fields.PREFIX) else register.field(name)


def is_ours(register: Register, sheet: Sheet) -> bool:
    """Whether a table is an export of this register: all of its headings are those that an export writes."""
    return _ours(register, sheet) is not None


def _ours(register: Register, sheet: Sheet) -> dict[str, str] | None:
    """Field by heading of an export of this register, as JSON or as a table."""
    words = headings(register)
    for names in ({name: name for name in words}, {heading: name for name, heading in words.items()}):
        present = {names.get(header) for header in sheet.headers}
        if None not in present and present.issuperset(ALWAYS_EXPORTED):
            return names
    return None


def proposed_mapping(
    register: Register, sheet: Sheet, beside: "Mapping[type[models.Model], frozenset[str]]" = NOTHING
) -> dict[int, str]:
    """Which column probably is which field: by its heading, and only where its cells can be what the field holds.

    `beside` says what other tables of the file call the records that they bring.
    """
    possible = targets(register)
    names = _ours(register, sheet)
    if names is not None:
        known = {target.name for target in possible}
        meant = {place: names[header] for place, header in enumerate(sheet.headers)}
        return {place: name for place, name in meant.items() if name in known}
    mapping = _meant(register, sheet, beside, possible)
    if not names_itself(register):
        return mapping
    called = beside.get(register.model, frozenset()) | named_in(register, sheet, mapping)
    return _meant(register, sheet, {**beside, register.model: called}, possible)


def _meant(
    register: Register, sheet: Sheet, beside: "Mapping[type[models.Model], frozenset[str]]", possible: Sequence[Target]
) -> dict[int, str]:
    """The same by headings and cells; what says nothing without another field is meant only beside a column of that."""

    def may_hold(column: int, name: str) -> bool:
        return is_plausible(register, sheet, column, name, beside)

    about = _called(register, possible)
    headed = set(propose(sheet.headers, possible, about=about).values()) if register.exchange.needs else set()
    idle = {name for name, other in register.exchange.needs.items() if other not in headed}
    return propose(sheet.headers, [target for target in possible if target.name not in idle], may_hold, about)


def _called(register: Register, possible: Sequence[Target]) -> tuple[str, ...]:
    """What people call a record of a register: as it does itself, and as columns of titles are headed."""
    titles = next((target.synonyms for target in possible if target.name == register.headline), ())
    return (str(register.singular), str(register.title), *titles)


def named_in(register: Register, sheet: Sheet, mapping: Mapping[int, str]) -> frozenset[str]:
    """What a table calls the records of its register."""
    naming = {column for column, name in mapping.items() if name in (NUMBER, REFERENCE, register.headline)}
    cells = (row.values[column] for row in sheet.rows for column in naming if column < len(row.values))
    return frozenset(folded(cell) for cell in cells if cell is not None)


def likeliest(register: Register, book: Workbook) -> Sheet:
    """The table of a file that is meant for a register by what its columns mean; visible and filled ones first."""

    def weight(sheet: Sheet) -> tuple[bool, float, int]:
        names = set(proposed_mapping(register, sheet).values())
        meant = len(names) + (register.headline in names)
        return not sheet.is_hidden, meant * (FILLED if sheet.rows else 1), len(sheet.rows)

    return max(book.sheets, key=weight)


def date_order(register: Register, sheet: Sheet, mapping: Mapping[int, str]) -> str:
    """The order of dates that the mapped columns of dates agree on; empty when that must be asked."""
    dated = [column for column, name in mapping.items() if name and kind_of(model_field(register, name)) in DATES]
    rows = sheet.rows[:LOOKED_AT]
    return date_order_of(row.values[column] for row in rows for column in dated if column < len(row.values))


def proposed_time(register: Register, sheet: Sheet, mapping: Mapping[int, str]) -> int | None:
    """The column that says when each row happened, where the rows are a log of events of few numbers."""
    numbered = next((column for column, name in mapping.items() if name == NUMBER), None)
    rows = sheet.rows[:LOOKED_AT]
    if numbered is None or len(rows) < 3 or is_ours(register, sheet):
        return None
    numbers = [_cell(row.values, numbered) for row in rows]
    if len(set(numbers)) > len(numbers) * REPEATED or _repeats(rows):
        return None
    times = {
        column: len({_cell(row.values, column) for row in rows})
        for column in range(len(sheet.headers))
        if column != numbered and _is_time(rows, column)
    }
    return max(times, key=lambda column: times[column]) if times else None


def _repeats(rows: Sequence[Any]) -> bool:
    """Whether rows of one number are mere copies."""
    return len({row.values for row in rows if not any(isinstance(v, list) for v in row.values)}) < len(rows) * REPEATED


def _cell(values: Sequence[Any], column: int) -> str:
    return str(values[column]) if column < len(values) else ""


def _is_time(rows: Sequence[Any], column: int) -> bool:
    field = models.DateTimeField(name="time")
    told = [row.values[column] for row in rows[:200] if column < len(row.values)]
    read = [value for value in told if (isinstance(value, str) and ":" in value) or hasattr(value, "hour")]
    return len(read) >= len(told) * READABLE and not any(is_refused(field, value, Options()) for value in read[:50])


MOST_NAMED = 40


def checked(register: Register, sheet: Sheet, mapping: Mapping[int, str]) -> dict[int, str]:
    """The mapping without columns that are left out; Invalid when it cannot be meant.

    Columns that fill one field together stand in the order of the words for them: first name, last name.
    """
    chosen = {column: name for column, name in mapping.items() if name}
    known = {target.name: target for target in targets(register)}
    unknown = sorted(set(chosen.values()) - known.keys())
    if unknown:
        raise Invalid({WHOLE: [_("There is no field “%(name)s” here.") % {"name": unknown[0]}]})
    names = list(chosen.values())
    twice = [name for name in known if names.count(name) > 1 and not may_be_joined(register, name)]
    if twice:
        raise Invalid({WHOLE: [_("Two columns are mapped to “%(label)s”.") % {"label": known[twice[0]].label}]})
    if not chosen and sheet.rows:
        words = _("No column is mapped to a field yet. The columns are: %(names)s.")
        raise Invalid({WHOLE: [words % {"names": ", ".join(sheet.headers[:MOST_NAMED])}]})
    for name in {name for name in names if names.count(name) > 1}:
        for column in _in_order(known[name], sheet, chosen):
            chosen[column] = chosen.pop(column)
    return chosen


def _in_order(target: Target, sheet: Sheet, mapping: Mapping[int, str]) -> list[int]:
    """The columns of a field by the words for several together; none where these are not their headings."""
    headed = {plain(sheet.headers[column]): column for column, name in mapping.items() if name == target.name}
    for synonym in target.synonyms:
        parts = [plain(part) for part in synonym.split(" + ")]
        if len(parts) > 1 and all(part in headed for part in parts):
            return [headed[part] for part in parts]
    return []


def may_be_joined(register: Register, name: str) -> bool:
    """Whether several columns may fill a field together."""
    field = model_field(register, name)
    return field is not None and kind_of(field) in ("text", "long") and name != NUMBER
