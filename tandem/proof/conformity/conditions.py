"""Conditions on records as data. One condition is compiled to a database query and to a predicate over ledger states.

A comparison with nothing is never true; `not` turns that round. So every condition is either true or false, and both
compilations agree.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from types import MappingProxyType
from typing import Final

from tandem.proof.conformity.periods import Period, period

NO_GRACE: Final[Mapping[str, int]] = MappingProxyType({})


class Kind(Enum):
    """What sort of value a field holds."""

    TEXT = "text"
    NUMBER = "a whole number"
    TRUTH = "true or false"
    DAY = "a day"
    MOMENT = "a time"
    WORDS = "a list"
    LINK = "a person or record"


class Operator(Enum):
    """How two values compare."""

    EQ = "eq"
    NE = "ne"
    LT = "lt"
    LTE = "lte"
    GT = "gt"
    GTE = "gte"


@dataclass(frozen=True, slots=True)
class Path:
    """A field of the record, or of a record one step away; `via` is then the register of that record."""

    name: str
    kind: Kind
    hop: str = ""
    via: str = ""
    is_free: bool = False  # a text that people write in their own words

    @property
    def lookup(self) -> str:
        """As the database query names it."""
        return f"{self.hop}__{self.name}" if self.hop else self.name


@dataclass(frozen=True, slots=True)
class Today:
    """The day of evaluation, moved back (sign -1) or forward (1) by a period, and by the grace of an interval."""

    sign: int = 0
    period: Period | None = None
    interval: str = ""

    def on(self, today: date, grace: Mapping[str, int] = NO_GRACE) -> date:
        """The day meant when it is this day; `grace` are the days that what is due may slip, by interval."""
        today -= timedelta(days=grace.get(self.interval, 0))
        if self.period is None:
            return today
        return self.period.before(today) if self.sign < 0 else self.period.after(today)


@dataclass(frozen=True, slots=True)
class Product:
    """Two number fields multiplied."""

    first: Path
    second: Path


Value = str | int | bool | date | Today | Path | Product


@dataclass(frozen=True, slots=True)
class Compare:
    """A field compared with a value, with another field, with a day, or with a product."""

    left: Path
    operator: Operator
    right: Value


@dataclass(frozen=True, slots=True)
class OneOf:
    """A field holds one of these values."""

    path: Path
    values: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """A field holds something."""

    path: Path


@dataclass(frozen=True, slots=True)
class Tells:
    """A text says something: it is as long as this many words usually are, and what it says is its own."""

    path: Path
    words: int

    @property
    def letters(self) -> int:
        """How long a text of so many words is at least."""
        return self.words * LETTERS_A_WORD


@dataclass(frozen=True, slots=True)
class Elapsed:
    """From one time to the other, or to the beginning of today while there is no other, no longer than this."""

    start: Path
    end: Path
    within: Period


@dataclass(frozen=True, slots=True)
class Has:
    """Another record that points here through a field, and satisfies a condition of its own."""

    register: str
    through: str
    where: "Condition"


@dataclass(frozen=True, slots=True)
class Holds:
    """A list holds this word."""

    path: Path
    word: str


@dataclass(frozen=True, slots=True)
class Attached:
    """A file hangs on the record, which is one of this register."""

    register: str


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds; without parts always true."""

    parts: "tuple[Condition, ...]" = ()


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part holds; without parts never true."""

    parts: "tuple[Condition, ...]" = ()


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Condition"


Condition = Compare | OneOf | Filled | Tells | Holds | Attached | Elapsed | Has | All | Any | Not
ALWAYS = All()
FILES = "attachments"  # what the ledger calls files; no register, but what is written to it counts
LETTERS_A_WORD = 5  # with the space behind it, short words included


def longer(interval: str) -> str:
    """The name under which stands how much longer than one person may is planned, by two, at an interval."""
    return f"{interval}~longer"


def happened(path: Path) -> Condition:
    """The day or time of something is today at the latest: what lies ahead has not happened."""
    return Compare(path, Operator.LT, Today(1, period("P1D")))


def walk(condition: Condition) -> Iterator[Condition]:
    """The condition and everything inside it."""
    yield condition
    match condition:
        case All(parts) | Any(parts):
            for part in parts:
                yield from walk(part)
        case Not(part):
            yield from walk(part)
        case Has(where=where):
            yield from walk(where)


def lenient(condition: Condition) -> Condition:
    """The condition without what it asks of the substance of texts."""
    match condition:
        case Tells():
            return ALWAYS
        case All(parts):
            kept = tuple(part for part in map(lenient, parts) if part != ALWAYS)
            return kept[0] if len(kept) == 1 else All(kept)
        case Any(parts):
            loosened = tuple(map(lenient, parts))
            return ALWAYS if ALWAYS in loosened else Any(loosened)
        case Has(register, through, where):
            return Has(register, through, lenient(where))
    return condition


def texts(condition: Condition) -> frozenset[str]:
    """Free texts of the record itself that the condition wants to say something."""
    match condition:
        case Filled(path) | Tells(path, _) if path.is_free and not path.hop:
            return frozenset({path.name})
        case All(parts) | Any(parts):
            return frozenset().union(*map(texts, parts))
    return frozenset()


def sought(condition: Condition) -> Iterator[Has]:
    """Other records that the condition wants to be there."""
    match condition:
        case All(parts) | Any(parts):
            for part in parts:
                yield from sought(part)
        case Has():
            yield condition


def texts_of_others(condition: Condition) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Register, field that points here and wanted free texts of each other record that the condition looks for."""
    match condition:
        case All(parts) | Any(parts):
            for part in parts:
                yield from texts_of_others(part)
        case Has(register, through, where) if wanted := texts(where):
            yield register, through, wanted


def depends_on_today(condition: Condition) -> bool:
    """Whether the passing of time alone can change what the condition says."""
    return any(
        isinstance(part, Elapsed) or (isinstance(part, Compare) and isinstance(part.right, Today))
        for part in walk(condition)
    )


def paths(condition: Condition) -> Iterator[Path]:
    """Every field that the condition reads, also on other records."""
    for part in walk(condition):
        match part:
            case Compare(left, _, right):
                yield left
                if isinstance(right, Path):
                    yield right
                if isinstance(right, Product):
                    yield from (right.first, right.second)
            case OneOf(path, _) | Filled(path) | Tells(path, _) | Holds(path, _):
                yield path
            case Elapsed(start, end, _):
                yield from (start, end)


def other_registers(condition: Condition) -> frozenset[str]:
    """Registers beside its own whose records the condition reads."""
    hops = {path.via for path in paths(condition) if path.via}
    files = {FILES for part in walk(condition) if isinstance(part, Attached)}
    return frozenset(hops | files | {part.register for part in walk(condition) if isinstance(part, Has)})
