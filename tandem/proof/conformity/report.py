"""What an evaluation comes to: every check, every requirement, totals with their denominator."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _

from tandem.ground.kernel import locales
from tandem.proof.conformity.judging import Outcome
from tandem.proof.conformity.vocabulary import TONE_OF, Result, Tone


@dataclass(frozen=True, slots=True)
class Totals:
    """How many requirements came to what; `whole` is the denominator.

    What does not apply is no part of it; what cannot be judged yet is.
    """

    whole: int = 0
    counts: Mapping[Result, int] = field(default_factory=dict)

    def count(self, result: Result) -> int:
        """How many came to this."""
        return self.counts.get(result, 0)

    @property
    def met(self) -> int:
        """How many are met."""
        return self.count(Result.MET)

    def tone(self, tone: Tone) -> int:
        """How many are drawn in this tone."""
        return sum(count for result, count in self.counts.items() if TONE_OF[result] is tone)


@dataclass(frozen=True, slots=True)
class Judged:
    """What one person decided and another confirmed; it never stands in place of what a required check found."""

    reference: str
    verdict: Result
    reason: str
    by: str
    confirmed_by: str
    until: date

    @property
    def sentence(self) -> str:
        """As a reason."""
        params = {"by": self.by, "other": self.confirmed_by, "until": locales.day(self.until), "reason": self.reason}
        return _("Judged by %(by)s, confirmed by %(other)s, until %(until)s: %(reason)s") % params


@dataclass(frozen=True, slots=True)
class Excluded:
    """That a statement of applicability in force leaves a control out, and why."""

    statement: str
    justification: str


@dataclass(frozen=True, slots=True)
class RequirementResult:
    """One clause or control with its result.

    Of an assessable one `result` is its own; of a heading it is the worst of what stands below. `computed` is what the
    records alone say, `judgement` a confirmed decision beside it. `deciding` are keys of the checks the result rests
    on, `hints` of indicative ones beside them, `waiting` of those that no register answers yet, `waits_for` the record
    types they need. `remark` is the reason of a hint that fails. One of an earlier edition `is_held_back` when what
    followed does not ask for all of it, so that checks alone never make it met.
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
    remark: str = ""
    judgement: Judged | None = None
    below: Totals = field(default_factory=Totals)
    is_held_back: bool = False

    @property
    def checks(self) -> tuple[str, ...]:
        """Keys of every check that serves it."""
        return (*self.deciding, *self.hints, *self.waiting)

    @property
    def tone(self) -> Tone:
        """The tone it is drawn in."""
        return TONE_OF[self.result]

    @property
    def may_be_judged(self) -> bool:
        """Whether a judgement could change the result: no required check fails, and not all of them can be answered."""
        return self.result in (Result.UNDEFINED, Result.PARTLY, Result.JUDGED, Result.INDICATED)


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
    """Conformity of one organization on a day, as known at a time (None: now).

    `outcomes` are those of whole checks; `own` holds, by standard, those that come to something else for it.
    """

    organization_id: int
    today: date
    known: datetime | None
    standards: tuple[StandardReport, ...]
    outcomes: Mapping[str, Outcome]
    shared: Shared
    own: Mapping[str, Mapping[str, Outcome]] = field(default_factory=dict)

    def outcome(self, standard: str, key: str) -> Outcome:
        """What a check comes to for one standard: only the parts that this standard asks for count."""
        return self.own.get(standard, {}).get(key) or self.outcomes[key]

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
