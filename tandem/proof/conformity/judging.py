"""From what was found to the result of a check, with the reason in words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _

from tandem.proof.conformity.declarations import Answer, Check, Mode, Part, Remedy
from tandem.proof.conformity.nothing import NoneHere
from tandem.proof.conformity.phrasing import reason_of, reason_of_parts
from tandem.proof.conformity.remedies import remedy_of
from tandem.proof.conformity.tallies import MOST_ITEMS, Item, Tally
from tandem.proof.conformity.vocabulary import FAILING, Result, worst_of

FEW_PEOPLE: Final = 20  # below, a share allows for one that is still open
PEOPLE: Final = frozenset({"acknowledgements", "people"})
MUCH_WORK: Final = 50  # above, exceptions that are seen to are no failure
MOST_IN_ORDER: Final = 98  # percent of much work


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one check comes to: result, reason, counts, the newest 50 records that show it and that fail it.

    `remedy` is where to go to put it right, None when nothing is to be done. `none_here` is who confirmed that there is
    nothing to look at, where that is the reason.
    """

    check: Check
    result: Result
    reason: str
    good: int = 0
    old: int = 0
    bad: int = 0
    thin: int = 0
    evidence: tuple[Item, ...] = ()
    offenders: tuple[Item, ...] = ()
    remedy: Remedy | None = None
    none_here: NoneHere | None = None

    @property
    def total(self) -> int:
        """How many records were looked at."""
        return self.good + self.old + self.bad + self.thin

    @property
    def is_defined(self) -> bool:
        """Whether any register can answer the check."""
        return self.result is not Result.UNDEFINED

    @property
    def is_failing(self) -> bool:
        """Whether something is to be done."""
        return self.result in FAILING

    @property
    def may_be_none(self) -> bool:
        """Whether a person could confirm that there is nothing of the kind here."""
        parts = self.check.answer.parts if self.check.answer else ()
        return self.result is Result.NO_DATA and any(part.may_be_empty for part in parts)


@dataclass(frozen=True, slots=True)
class Beside:
    """What else decides: that there is nothing to look at, and which exceptions corrective actions name."""

    none_here: NoneHere | None = None
    seen_to: Collection[str] = field(default_factory=frozenset)


ALONE: Final = Beside()


def undefined(check: Check) -> Outcome:
    """The outcome of a check that no register answers yet."""
    reason = _("Tandem cannot look at it yet; it waits for: %(records)s.") % {"records": ", ".join(check.records)}
    return Outcome(check, Result.UNDEFINED, reason)


def outcome(
    check: Check, answer: Answer, found: list[tuple[Part, Tally]], beside: Beside = ALONE, standard: str = ""
) -> Outcome:
    """What a check comes to, from the tallies of those of its parts that count, for one standard or for all."""
    results = _results(found, beside)
    worst = worst_of(results, Result.NOT_APPLICABLE)
    is_none = beside.none_here is not None and any(_is_none(part, tally) for part, tally in found)
    tallies = [tally for _part, tally in found]
    return Outcome(
        check=check,
        result=worst,
        reason=_reason(answer, found, results, worst, beside),
        good=sum(tally.good for tally in tallies),
        old=sum(tally.old for tally in tallies),
        bad=sum(tally.bad for tally in tallies),
        thin=sum(tally.thin for tally in tallies),
        evidence=_joined([tally.evidence for tally in tallies]),
        offenders=_joined([tally.offenders for tally in tallies]),
        remedy=remedy_of(check, worst, found, results, standard),
        none_here=beside.none_here if is_none else None,
    )


def _results(found: list[tuple[Part, Tally]], beside: Beside) -> list[Result]:
    """What each part comes to; where another was looked at, one that may lack records falls away without any kept."""
    is_looked_at = any(_is_looked_at(part, tally, beside) for part, tally in found)
    return [
        Result.NOT_APPLICABLE
        if is_looked_at and _may_lack(part, tally) and not tally.kept
        else result_of(part, tally, beside)
        for part, tally in found
    ]


def _is_looked_at(part: Part, tally: Tally, beside: Beside) -> bool:
    """Whether there was something to look at, or among what is kept rightly nothing."""
    is_rightly_none = tally.kept and _may_lack(part, tally)
    return bool(tally.total or is_rightly_none or (_is_none(part, tally) and beside.none_here))


def _may_lack(part: Part, tally: Tally) -> bool:
    return tally.total == 0 and part.when_none is not Result.NO_DATA


def result_of(part: Part, tally: Tally, beside: Beside = ALONE) -> Result:
    """What one part comes to."""
    if tally.total == 0:
        return _of_nothing(part, tally, beside)
    if part.mode is Mode.GRADED:
        return _graded(tally)
    if part.mode is Mode.SOME:
        return _reached(part.at_least, tally)
    if part.mode is Mode.SHARE:
        needed = -(-part.percent * tally.total // 100)
        return _reached(max(1, min(needed, tally.total - 1)) if _are_few_people(part, tally) else needed, tally)
    if tally.good == tally.total or _is_good_work(part, tally, beside):
        return Result.MET
    return Result.NOT_MET if tally.bad else Result.THIN if tally.thin else Result.STALE


def _are_few_people(part: Part, tally: Tally) -> bool:
    """A share of few people allows for one that is still open."""
    return part.measure.register in PEOPLE and tally.total < FEW_PEOPLE


def _of_nothing(part: Part, tally: Tally, beside: Beside) -> Result:
    """Where there is nothing to look at."""
    if part.may_be_empty:
        return beside.none_here.result if beside.none_here else Result.NO_DATA
    return Result.NO_DATA if tally.kept == 0 else part.when_none


def _is_none(part: Part, tally: Tally) -> bool:
    return part.may_be_empty and tally.total == 0


def _graded(tally: Tally) -> Result:
    """Annex A: failed is not met, overdue is stale; of what is in use everything is tested, or it is indicated."""
    if tally.bad:
        return Result.NOT_MET
    if tally.old:
        return Result.STALE
    if not tally.good:
        return Result.THIN
    return Result.INDICATED if tally.in_use else Result.MET


def _reached(needed: int, tally: Tally) -> Result:
    """Enough good ones, or enough once those that are only too old, then those that say too little, are put right."""
    if tally.good >= needed:
        return Result.MET
    if tally.good + tally.old >= needed:
        return Result.STALE
    return Result.THIN if tally.good + tally.old + tally.thin >= needed else Result.NOT_MET


def _is_good_work(part: Part, tally: Tally, beside: Beside) -> bool:
    """Of much work nearly all is in order, and a corrective action names each exception."""
    if not part.is_work or tally.total <= MUCH_WORK or 100 * tally.good < MOST_IN_ORDER * tally.total:
        return False
    wrong = tally.total - tally.good
    return wrong == len(tally.offenders) and all(item.reference in beside.seen_to for item in tally.offenders)


def _joined(several: list[tuple[Item, ...]]) -> tuple[Item, ...]:
    if len(several) == 1:
        return several[0]
    return tuple(dict.fromkeys(item for items in several for item in items))[:MOST_ITEMS]


def _reason(
    answer: Answer, found: list[tuple[Part, Tally]], results: Sequence[Result], worst: Result, beside: Beside
) -> str:
    if len(found) > 1 or len(answer.parts) > 1:
        return reason_of_parts(found, list(results))
    part, tally = found[0]
    if beside.none_here and _is_none(part, tally):
        return beside.none_here.sentence
    return reason_of(answer, part, tally, worst)
