"""What an evaluation comes to: every check, every requirement, totals with their denominator."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from tandem.proof.conformity.judging import Outcome
from tandem.proof.conformity.vocabulary import Result


@dataclass(frozen=True, slots=True)
class Totals:
    """How many requirements came to what; `whole` is the denominator.

    `judged` of them rest on a person's judgement; `partly` of those met have checks that no register answers yet.
    """

    whole: int = 0
    counts: Mapping[Result, int] = field(default_factory=dict)
    judged: int = 0
    partly: int = 0

    def count(self, result: Result) -> int:
        """How many came to this."""
        return self.counts.get(result, 0)

    @property
    def met(self) -> int:
        """How many are met."""
        return self.count(Result.MET)


@dataclass(frozen=True, slots=True)
class Judged:
    """A person's decision that stands in place of the computed result."""

    reference: str
    verdict: Result
    reason: str
    by: str
    until: date


@dataclass(frozen=True, slots=True)
class Excluded:
    """That a statement of applicability in force leaves a control out, and why."""

    statement: str
    justification: str


@dataclass(frozen=True, slots=True)
class RequirementResult:
    """One clause or control with its result.

    Of an assessable one `result` is its own; of a heading it is the worst of what stands below. `computed` is what the
    records alone say, `judgement` the decision that overrides it. `deciding` are keys of the checks the result rests
    on, `hints` of indicative ones beside them, `waiting` of those that no register answers yet, `waits_for` the record
    types they need. `is_indicative` says that no check follows directly from the text.
    """

    key: str
    ref: str
    title: str
    kind: str
    parent: str
    depth: int
    is_assessable: bool
    result: Result
    computed: Result
    reason: str
    deciding: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    waits_for: tuple[str, ...] = ()
    is_indicative: bool = False
    judgement: Judged | None = None
    below: Totals = field(default_factory=Totals)

    @property
    def checks(self) -> tuple[str, ...]:
        """Keys of every check that serves it."""
        return (*self.deciding, *self.hints, *self.waiting)

    @property
    def is_partial(self) -> bool:
        """Whether it has a result although some of its checks cannot be answered yet."""
        return bool(self.waiting) and self.computed is not Result.UNDEFINED


@dataclass(frozen=True, slots=True)
class StandardReport:
    """One adopted standard: its requirements in order, and totals overall and by kind."""

    key: str
    name: str
    requirements: tuple[RequirementResult, ...]
    totals: Totals
    kinds: Mapping[str, Totals]

    def requirement(self, ref: str) -> RequirementResult:
        """The requirement of this reference; LookupError for none."""
        for requirement in self.requirements:
            if requirement.ref == ref:
                return requirement
        raise LookupError(f"{self.key} has no requirement {ref}.")


@dataclass(frozen=True, slots=True)
class Shared:
    """The checks that serve every adopted standard at once: how many of how many are met."""

    checks: tuple[str, ...]
    totals: Totals


@dataclass(frozen=True, slots=True)
class Report:
    """Conformity of one organization on a day, as known at a time (None: now)."""

    organization_id: int
    today: date
    known: datetime | None
    standards: tuple[StandardReport, ...]
    outcomes: Mapping[str, Outcome]
    shared: Shared

    def standard(self, key: str) -> StandardReport:
        """The report of this standard; LookupError when it is not adopted."""
        for standard in self.standards:
            if standard.key == key:
                return standard
        raise LookupError(f"{key} is not adopted.")

    @property
    def results(self) -> dict[str, str]:
        """Result by requirement key, of everything assessable."""
        return {
            requirement.key: requirement.result.value
            for standard in self.standards
            for requirement in standard.requirements
            if requirement.is_assessable
        }
