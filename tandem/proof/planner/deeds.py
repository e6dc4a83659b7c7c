"""What is still to be done for each standard, and about how long it takes.

A check that fails costs the hours that “Do next” names for it: those declared with the check, for a new record or for
each record that is to be put right. What no failing check explains is looked at by a person, `TO_JUDGE` hours each.
Where the organization's own past says how long such work took, the hours follow from that.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.db.models import CharField, Value
from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import Register, find
from tandem.proof.conformity.declarations import Remedy
from tandem.proof.conformity.judging import Outcome
from tandem.proof.conformity.planning import failing_checks, hours_of
from tandem.proof.conformity.report import Report, RequirementResult
from tandem.proof.conformity.vocabulary import FAILING, Result
from tandem.proof.planner.past import BY_HAND, Experience, Past

SECURITY: Final = "iso-27001:2022"
SERVICE: Final = "iso-20000-1:2018"
BOTH: Final = (SERVICE, SECURITY)
TO_JUDGE: Final = 2.0
EVALUATION: Final = ("9", "10")  # audit, review, improvement: after everything else, and over what has run
Owner = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing to do: its hours for each standard alone, and for both together, done once.

    `requirements` are those that wait for it; `owner_id` whom the records behind it belong to, None for whoever takes
    it. `past` is the work by whose hours those declared were corrected.
    """

    key: str
    title: str
    hours: Mapping[str, float]
    together: float
    requirements: tuple[str, ...]
    question: str = ""
    remedy: Remedy | None = None
    owner_id: int | None = None
    owner: str = ""
    past: Past = Past()

    @property
    def declared(self) -> float:
        """Hours for both together as they are declared, before the past corrects them."""
        return self.together / self.past.factor

    @property
    def is_by_hand(self) -> bool:
        """Whether no check asks for it, but a person has to look and judge."""
        return self.key.startswith(BY_HAND)

    @property
    def is_shared(self) -> bool:
        """Whether more than one standard waits for it."""
        return len(self.hours) > 1

    @property
    def is_evaluation(self) -> bool:
        """Whether it belongs to clauses 9 and 10 alone, and so comes when the rest has run."""
        return all(key.partition("/")[2].partition(".")[0] in EVALUATION for key in self.requirements)

    @property
    def apart(self) -> float:
        """Hours when each standard is worked for by itself."""
        return sum(self.hours.values())

    def left_for(self, standard: str, done: str) -> float:
        """Hours that one standard still takes once the other one is done.

        What was built serves again; an audit or review held over one standard alone is held again for the other.
        """
        hours = self.hours.get(standard, 0.0)
        if done not in self.hours or not hours or self.is_evaluation:
            return hours
        return self.together - self.hours[done]


@dataclass(slots=True)
class _Wanted:
    standards: set[str] = field(default_factory=set)
    requirements: list[str] = field(default_factory=list)


def deeds_of(
    report: Report, owners: Mapping[str, Owner] | None = None, known: Experience | None = None
) -> tuple[Deed, ...]:
    """Everything still to be done, in the order of the requirements; `owners` by the key of a check.

    Hours are those declared, corrected by what is `known` of the organization's own past.
    """
    wanted: dict[str, _Wanted] = defaultdict(_Wanted)
    by_hand: list[Deed] = []
    for standard in report.standards:
        for one in standard.requirements:
            failing = failing_checks(report, standard.key, one)
            for key in failing:
                wanted[key].standards.add(standard.key)
                wanted[key].requirements.append(one.key)
            if not failing and is_open(one):
                by_hand.append(_by_hand(standard.key, one))
    checked = (_deed(report, key, asked, (owners or {}).get(key)) for key, asked in wanted.items())
    return tuple(_corrected(deed, (known or Experience()).of(deed.key)) for deed in (*checked, *by_hand))


def _corrected(deed: Deed, past: Past) -> Deed:
    """The deed in the hours that such work took here."""
    hours = {standard: declared * past.factor for standard, declared in deed.hours.items()}
    return replace(deed, hours=hours, together=deed.together * past.factor, past=past)


def is_open(one: RequirementResult) -> bool:
    """Whether something is to be done for a requirement: it fails, or nothing can judge it yet."""
    return one.is_assessable and (one.result in FAILING or one.result is Result.UNDEFINED)


def _by_hand(standard: str, one: RequirementResult) -> Deed:
    title = _("Look at %(ref)s %(title)s and judge it") % {"ref": one.ref, "title": one.title}
    return Deed(f"{BY_HAND}{one.key}", title, {standard: TO_JUDGE}, TO_JUDGE, (one.key,), one.reason)


def _deed(report: Report, key: str, asked: _Wanted, owner: Owner | None) -> Deed:
    check = report.outcomes[key].check
    outcomes = [report.outcome(standard, key) for standard in sorted(asked.standards)]
    hours = {standard: hours_of(report.outcome(standard, key)) for standard in sorted(asked.standards)}
    return Deed(
        key,
        check.title,
        hours,
        _together(report.outcomes[key], hours),
        tuple(dict.fromkeys(asked.requirements)),
        check.question,
        next((outcome.remedy for outcome in outcomes if outcome.remedy), None),
        owner[0] if owner else None,
        owner[1] if owner else "",
    )


def _together(whole: Outcome, hours: Mapping[str, float]) -> float:
    """Done once for all who ask: no less than the dearest of them takes, no more than all of them apart."""
    if len(hours) == 1:
        return next(iter(hours.values()))
    return min(sum(hours.values()), max(hours_of(whole), *hours.values()))


def owners_of(actor: Actor, report: Report) -> dict[str, Owner]:
    """Whom the records behind each failing check belong to, the one who has most of them; by the check's key."""
    failing = [one for one in report.outcomes.values() if one.is_failing and one.offenders]
    known = _owners_by_record(actor, failing)
    found: dict[str, Owner] = {}
    for one in failing:
        theirs = Counter(
            owner for item in one.offenders if (owner := known.get((item.register, item.record_id))) is not None
        )
        if theirs:
            found[one.check.key] = theirs.most_common(1)[0][0]
    return found


def _owners_by_record(actor: Actor, outcomes: Iterable[Outcome]) -> dict[tuple[str, int], Owner]:
    wanted: dict[str, set[int]] = defaultdict(set)
    for one in outcomes:
        for item in one.offenders:
            wanted[item.register].add(item.record_id)
    queries = [
        _owners_in(register, record_ids)
        for key, record_ids in wanted.items()
        if (register := find(key)) is not None and not register.confined_to(actor)
    ]
    if not queries:
        return {}
    head, *others = queries
    rows: Any = head.union(*others, all=True) if others else head
    return {(key, pk): (owner_id, name) for key, pk, owner_id, name in rows}


def _owners_in(register: Register, record_ids: Iterable[int]) -> Any:
    records = register.model.objects.filter(pk__in=record_ids).exclude(owner=None).order_by()
    return records.values_list(Value(register.key, output_field=CharField()), "pk", "owner_id", "owner__name")
