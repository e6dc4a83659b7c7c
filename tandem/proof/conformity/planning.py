"""What to do next, and what has changed since."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Final

from django.utils.translation import ngettext

from tandem.proof.conformity.combining import result_of
from tandem.proof.conformity.declarations import Remedy
from tandem.proof.conformity.editions import at_most
from tandem.proof.conformity.judging import Outcome
from tandem.proof.conformity.remedies import LACKING
from tandem.proof.conformity.report import Report, RequirementResult
from tandem.proof.conformity.vocabulary import FAILING, Result

FROM_NOTHING: Final = 2.0  # hours to begin with records of a kind that is not kept yet
BEGUN: Final = 0.5  # hours to finish a draft, or to look again at what has grown old


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: what, where, which requirements it brings nearer to met, and about how long it takes.

    `gains` counts requirements; one that three failing checks keep from being met counts a third for each of them.
    `completes` are those that are met once it is done, with nothing else to do for them.
    """

    title: str
    reason: str
    question: str
    remedy: Remedy
    checks: tuple[str, ...]
    requirements: tuple[str, ...]
    gains: float
    hours: float
    completes: tuple[str, ...] = ()

    @property
    def rate(self) -> float:
        """Requirements gained per hour."""
        return self.gains / self.hours


@dataclass(frozen=True, slots=True)
class ChangedResult:
    """A requirement whose result is another than before; `before` is empty when it was not looked at then."""

    key: str
    ref: str
    title: str
    before: str
    after: Result
    reason: str

    @property
    def is_better(self) -> bool:
        """Whether the requirement has come to be met."""
        return self.after is Result.MET


def next_best(report: Report, n: int = 5) -> list[Step]:
    """The next n things to do, the one that gains most requirements per hour first; what one step puts right is one."""
    shares = _shares(report)
    together: dict[str, tuple[Remedy, list[Outcome]]] = {}
    for outcome in report.outcomes.values():
        if outcome.remedy and outcome.check.key in shares:
            together.setdefault(_place_of(outcome, outcome.remedy), (outcome.remedy, []))[1].append(outcome)
    among = {
        requirement.key: (standard.key, requirement)
        for standard in report.standards
        for requirement in standard.requirements
    }
    steps = [
        _completing(report, among, _step(_joined(remedy, outcomes), outcomes, shares))
        for remedy, outcomes in together.values()
    ]
    return sorted(steps, key=lambda step: (-step.rate, -step.gains, step.title))[:n]


def _place_of(outcome: Outcome, remedy: Remedy) -> str:
    """What is put right in one place is one step: records of one kind that are alike, or the same new record."""
    if LACKING not in remedy.values:
        return repr((remedy.register, remedy.action, sorted(remedy.values.items())))
    return repr((remedy.register, outcome.check.together or outcome.check.remedy))


def _joined(remedy: Remedy, outcomes: Sequence[Outcome]) -> Remedy:
    """The records that any of the checks finds wrong, where a step puts several of them right."""
    remedies = [outcome.remedy for outcome in outcomes if outcome.remedy]
    asked = [remedy.values[LACKING] for remedy in remedies if LACKING in remedy.values]
    if len(asked) < 2:
        return remedy
    shared = _beginning(asked) + "*" if outcomes[0].check.together else ",".join(asked)
    fields = tuple(dict.fromkeys(name for each_remedy in remedies for name in each_remedy.fields))
    return Remedy(remedy.register, remedy.action, {LACKING: shared}, fields)


def _beginning(keys: Sequence[str]) -> str:
    """With what all of these keys begin."""
    return "".join(
        letters[0] for letters in takewhile(lambda letters: len(set(letters)) == 1, zip(*keys, strict=False))
    )


def changes_since(report: Report, earlier: Mapping[str, str]) -> list[ChangedResult]:
    """Requirements whose result is another than in `earlier` (`Report.results` or `Snapshot.results`), in order."""
    return [
        ChangedResult(
            requirement.key,
            requirement.ref,
            requirement.title,
            earlier.get(requirement.key, ""),
            requirement.result,
            requirement.reason,
        )
        for standard in report.standards
        for requirement in standard.requirements
        if requirement.is_assessable and earlier.get(requirement.key) != requirement.result.value
    ]


def _completing(report: Report, among: Mapping[str, tuple[str, RequirementResult]], step: Step) -> Step:
    """The step with the requirements that are met once its checks hold; `among` has each with its standard."""
    checks = set(step.checks)
    completes = [key for key in step.requirements if _once_right(report, *among[key], checks) is Result.MET]
    return replace(step, completes=tuple(sorted(completes)))


def _once_right(report: Report, standard: str, requirement: RequirementResult, checks: Collection[str]) -> Result:
    """What a requirement comes to once these checks of it hold."""
    outcomes = [report.outcome(standard, key) for key in requirement.checks]
    supposed = [replace(outcome, result=Result.MET) if outcome.check.key in checks else outcome for outcome in outcomes]
    return at_most(result_of(supposed, requirement.judgement), is_held_back=requirement.is_held_back)


def _shares(report: Report) -> dict[str, dict[str, float]]:
    """For each failing check, what part of which requirements hangs on it."""
    shares: dict[str, dict[str, float]] = {}
    for standard in report.standards:
        for requirement in standard.requirements:
            failing = failing_checks(report, standard.key, requirement)
            for key in failing:
                shares.setdefault(key, {})[requirement.key] = 1 / len(failing)
    return shares


def failing_checks(report: Report, standard: str, requirement: RequirementResult) -> list[str]:
    """Keys of the failing checks that keep a requirement of one standard from being met."""
    if requirement.result not in FAILING:
        return []
    return [key for key in requirement.deciding if report.outcome(standard, key).is_failing]


def _step(remedy: Remedy, outcomes: Sequence[Outcome], shares: Mapping[str, Mapping[str, float]]) -> Step:
    gained: dict[str, float] = {}
    for outcome in outcomes:
        for requirement, share in shares[outcome.check.key].items():
            gained[requirement] = gained.get(requirement, 0.0) + share
    first = max(outcomes, key=lambda candidate: len(shares[candidate.check.key]))
    is_joint = len(outcomes) > 1 and bool(first.check.together)
    words = ngettext("%(count)d check asks for it.", "%(count)d checks ask for it.", len(outcomes))
    joint_reason = words % {"count": len(outcomes)}
    return Step(
        first.check.together if is_joint else first.check.title,
        joint_reason if is_joint else first.reason,
        first.check.question,
        remedy,
        tuple(outcome.check.key for outcome in outcomes),
        tuple(gained),
        round(sum(gained.values()), 3),
        _hours_together(outcomes),
    )


def _hours_together(outcomes: Sequence[Outcome]) -> float:
    """What one step takes that puts several checks right: for each record once, however many checks ask for it."""
    longest = max(hours_of(outcome) for outcome in outcomes)
    records = {item for outcome in outcomes for item in outcome.offenders}
    each = max(hours_of(outcome) / max(outcome.bad + outcome.old + outcome.thin, 1) for outcome in outcomes)
    return max(longest, each * len(records))


def hours_of(outcome: Outcome) -> float:
    """A new record takes the effort of the check, a list takes it for each record; what was begun takes less."""
    begun = outcome.bad + outcome.old + outcome.thin
    if outcome.check.remedy and outcome.check.remedy.action == "new":
        is_list = bool(outcome.remedy and outcome.remedy.action == "list")
        return BEGUN * begun if is_list and begun else outcome.check.effort
    return outcome.check.effort * begun if begun else max(outcome.check.effort, FROM_NOTHING)
