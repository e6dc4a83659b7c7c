"""What a check is: declared once as data, naming the requirements, of whichever standard, that it serves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import Final

from tandem.proof.conformity.conditions import (
    ALWAYS,
    All,
    Any,
    Compare,
    Condition,
    Filled,
    Not,
    Operator,
    Path,
    Today,
    depends_on_today,
    happened,
    lenient,
    longer,
    other_registers,
    texts,
    texts_of_others,
)
from tandem.proof.conformity.periods import AHEAD_ALONE, Period
from tandem.proof.conformity.vocabulary import Basis, CheckTest, Result, Strength

SET_BY_PEOPLE: Final = frozenset(
    {"accepted_until", "next_check", "next_contract_review", "next_review", "next_security_review"}
)  # days to come that somebody writes or brings; others follow from what was done


@dataclass(frozen=True, slots=True)
class Freshness:
    """When a record is too old: so long after a date, or once a day that it names itself has passed.

    A day that comes round at a planned `interval` may slip as long as the organization lets it.
    """

    path: Path
    within: Period | None = None
    undated_counts: bool = False
    interval: str = ""

    @property
    def old(self) -> Condition:
        """The record is too old."""
        limit = Today(-1, self.within) if self.within else Today(interval=self.interval)
        return Compare(self.path, Operator.LT, limit)

    @property
    def dated(self) -> Condition:
        """The record has the date, which is not yet to come where it tells what was done; or it needs none."""
        if self.undated_counts:
            return Any((Not(Filled(self.path)), self._near if self.within is None else happened(self.path)))
        return self._near if self.within is None else happened(self.path)

    @property
    def _near(self) -> Condition:
        """The day is set, and what comes round comes no later than one person may plan it, or two have agreed."""
        if self.path.name not in SET_BY_PEOPLE:
            return Filled(self.path)
        return Compare(self.path, Operator.LT, Today(1, AHEAD_ALONE, longer(self.interval)))


@dataclass(frozen=True, eq=False)
class Measure:
    """Which records are looked at, and what makes each of them good, too old, or an offender."""

    register: str
    where: Condition = ALWAYS
    must: Condition = ALWAYS
    fresh: Freshness | None = None
    rests_on: frozenset[str] = frozenset()  # registers that it is worked out from beside what its conditions read
    ages_anyway: bool = False

    @cached_property
    def good(self) -> Condition:
        """As it should be."""
        return All((self.must, self.fresh.dated, Not(self.fresh.old))) if self.fresh else self.must

    @cached_property
    def is_old(self) -> Condition:
        """Too old."""
        return self.fresh.old if self.fresh else Any()

    @cached_property
    def old(self) -> Condition:
        """As it should be, but too old."""
        return All((self.must, self.fresh.old)) if self.fresh else Any()

    @cached_property
    def enough(self) -> Condition:
        """As it should be, apart from how much its texts say and how old it is."""
        return All((lenient(self.must), self.fresh.dated)) if self.fresh else lenient(self.must)

    @cached_property
    def thin(self) -> Condition:
        """As it should be, but its texts say too little."""
        return All((self.enough, Not(self.must))) if self._asks_length else Any()

    @cached_property
    def _asks_length(self) -> bool:
        return lenient(self.must) != self.must

    @cached_property
    def bad(self) -> Condition:
        """Not as it should be."""
        return Not(self.enough)

    @cached_property
    def own_texts(self) -> frozenset[str]:
        """Free texts of the records themselves that have to say something."""
        return texts(self.must)

    @cached_property
    def texts_of_others(self) -> tuple[tuple[str, str, frozenset[str]], ...]:
        """Free texts of records that point here: their register, the field that points, and which."""
        return tuple(texts_of_others(self.must))

    @cached_property
    def others(self) -> frozenset[str]:
        """Registers that this rests on beside its own."""
        return other_registers(All((self.where, self.good))) | self.rests_on

    @property
    def registers(self) -> frozenset[str]:
        """Every register that this rests on."""
        return self.others | {self.register}

    @cached_property
    def ages(self) -> bool:
        """Whether the passing of time alone can change what is found."""
        return self.ages_anyway or depends_on_today(All((self.where, self.good)))


class Mode(Enum):
    """How the records found decide."""

    SOME = "some"  # enough good ones are there
    EVERY = "every"  # no offender among them
    SHARE = "share"  # enough of them are good
    GRADED = "graded"  # controls, by how far each is: described, in use, tested


@dataclass(frozen=True, slots=True)
class Noun:
    """What the records are called, one and many; the register's own words when empty."""

    one: str = ""
    many: str = ""


@dataclass(frozen=True, slots=True)
class Says:
    """How a reason goes on after “3 of 40 risks”, for one and for many."""

    good: tuple[str, str]
    lack: tuple[str, str]
    old: tuple[str, str]
    thin: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is looked at; a check with several is met when all of them are.

    `standard` is the one that asks for it; for others the part is absent. `at_least` records are enough, or `percent`
    of them. Where it `may_be_empty`, a person confirms that there is nothing to look at; `when_none` is the result
    where nothing is looked at although the register keeps records; without any the part falls away beside another one
    that was looked at. Of much that `is_work` nearly all is enough.
    """

    measure: Measure
    mode: Mode
    name: str = ""
    standard: str = ""
    at_least: int = 1
    percent: int = 100
    when_none: Result = Result.NO_DATA
    may_be_empty: bool = False
    is_work: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """How the registers answer a check; `limits` says what it cannot see."""

    parts: tuple[Part, ...]
    noun: Noun = field(default_factory=Noun)
    says: Says | None = None
    limits: str = ""


@dataclass(frozen=True, slots=True)
class Remedy:
    """Where to go when a check fails: a list with filters as they stand in an address, or a new record with values.

    `fields` are what is looked at on each of the records, so what there is to fill.
    """

    register: str
    action: str
    values: Mapping[str, str]
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """One question to the records.

    `answer` is None while no register can answer it; `records` then says what it waits for. `effort` is hours: for a
    new record, or for each record on a list that is to be put right. `together` is the title of a step that puts
    several checks of one kind right.
    """

    key: str
    title: str
    test: CheckTest
    serves: tuple[str, ...]
    strength: Strength
    basis: Basis
    interval: str
    records: tuple[str, ...]
    question: str
    remedy: Remedy | None
    answer: Answer | None
    effort: float
    together: str = ""

    @property
    def is_required(self) -> bool:
        """Whether it follows directly from the clause."""
        return self.strength == Strength.REQUIRED

    @property
    def standards(self) -> frozenset[str]:
        """Keys of the standards whose requirements it serves."""
        return frozenset(key.partition("/")[0] for key in self.serves)
