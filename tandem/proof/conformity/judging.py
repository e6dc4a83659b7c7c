"""From what was found to a result, with the reason in words."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.proof.conformity.declarations import Answer, Check, Mode, Noun, Part, Remedy, Says
from tandem.proof.conformity.live import declared
from tandem.proof.conformity.remedies import remedy_of
from tandem.proof.conformity.tallies import MOST_ITEMS, Item, Tally
from tandem.proof.conformity.vocabulary import WORST_FIRST, Result


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one check comes to: result, reason, counts, the newest 50 records that show it and that fail it.

    `remedy` is where to go to put it right, None when nothing is to be done.
    """

    check: Check
    result: Result
    reason: str
    good: int = 0
    old: int = 0
    bad: int = 0
    evidence: tuple[Item, ...] = ()
    offenders: tuple[Item, ...] = ()
    remedy: Remedy | None = None

    @property
    def total(self) -> int:
        """How many records were looked at."""
        return self.good + self.old + self.bad

    @property
    def is_defined(self) -> bool:
        """Whether any register can answer the check."""
        return self.result is not Result.UNDEFINED

    @property
    def is_failing(self) -> bool:
        """Whether something is to be done."""
        return self.result in (Result.NOT_MET, Result.STALE, Result.NO_DATA)


def undefined(check: Check) -> Outcome:
    """The outcome of a check that no register answers yet."""
    waits = ", ".join(check.records)
    return Outcome(check, Result.UNDEFINED, _("No check defined yet; it waits for: %(records)s.") % {"records": waits})


def outcome(check: Check, answer: Answer, found: list[tuple[Part, Tally]]) -> Outcome:
    """What a check comes to, from the tallies of those of its parts that count for this organization."""
    results = [_result(part, tally) for part, tally in found]
    worst = min(results, key=WORST_FIRST.index, default=Result.NOT_APPLICABLE)
    if len(answer.parts) == 1:
        reason = _reason(check, answer, found[0][0], found[0][1], worst)
    else:
        reason = _reason_of_parts(found, results)
    tallies = [tally for _part, tally in found]
    return Outcome(
        check,
        worst,
        reason,
        sum(tally.good for tally in tallies),
        sum(tally.old for tally in tallies),
        sum(tally.bad for tally in tallies),
        _joined([tally.evidence for tally in tallies]),
        _joined([tally.offenders for tally in tallies]),
        remedy_of(check, worst, found, results),
    )


def _result(part: Part, tally: Tally) -> Result:
    if tally.kept == 0:
        return Result.NO_DATA
    match part.mode:
        case Mode.SOME:
            return _reached(tally.good >= part.at_least, tally.good + tally.old >= part.at_least)
        case Mode.SHARE if tally.total:
            needed = part.percent * tally.total
            return _reached(100 * tally.good >= needed, 100 * (tally.good + tally.old) >= needed)
        case _ if tally.total:
            return _reached(tally.good == tally.total, tally.bad == 0)
    return part.when_none


def _reached(now: bool, once: bool) -> Result:
    return Result.MET if now else Result.STALE if once else Result.NOT_MET


def _joined(several: list[tuple[Item, ...]]) -> tuple[Item, ...]:
    if len(several) == 1:
        return several[0]
    return tuple(dict.fromkeys(item for items in several for item in items))[:MOST_ITEMS]


def _reason(check: Check, answer: Answer, part: Part, tally: Tally, result: Result) -> str:
    noun, says = _noun(answer, part), answer.says or DEFAULT_SAYS
    if tally.kept == 0:
        return _("Nothing is kept under %(register)s yet.") % {"register": declared(part.measure.register).title}
    if part.mode is Mode.SOME:
        return _some(noun, says, part, tally, result)
    if tally.total == 0:
        return _("There are no %(noun)s.") % {"noun": noun.many}
    if part.mode is Mode.SHARE:
        return _share(noun, says, part, tally)
    match result:
        case Result.NOT_MET:
            return _of(tally.bad, tally.total, noun, says.lack)
        case Result.STALE:
            return _of(tally.old, tally.total, noun, says.old)
    return _of(tally.good, tally.total, noun, says.good)


def _some(noun: Noun, says: Says, part: Part, tally: Tally, result: Result) -> str:
    if result is Result.MET:
        return _found(tally.good, noun, says.good)
    if result is Result.STALE:
        return _found(tally.old, noun, says.old)
    if part.at_least > 1:
        told = {"found": tally.good, "wanted": part.at_least, "noun": noun.many, "says": says.good[1]}
        return _("%(found)d of at least %(wanted)d %(noun)s %(says)s.") % told
    return _("No %(noun)s %(says)s.") % {"noun": noun.one, "says": says.good[0]}


def _found(count: int, noun: Noun, phrases: tuple[str, str]) -> str:
    told = {"count": count, "noun": noun.one if count == 1 else noun.many, "one": phrases[0], "many": phrases[1]}
    return ngettext("%(count)d %(noun)s %(one)s.", "%(count)d %(noun)s %(many)s.", count) % told


def _of(count: int, total: int, noun: Noun, phrases: tuple[str, str]) -> str:
    told = {"count": count, "total": total, "noun": noun.one if total == 1 else noun.many}
    told |= {"one": phrases[0], "many": phrases[1]}
    sentence = ngettext("%(count)d of %(total)d %(noun)s %(one)s.", "%(count)d of %(total)d %(noun)s %(many)s.", count)
    return sentence % told


def _share(noun: Noun, says: Says, part: Part, tally: Tally) -> str:
    percent = 100 * tally.good // tally.total
    told = {"sentence": _of(tally.good, tally.total, noun, says.good), "percent": percent, "wanted": part.percent}
    return _("%(sentence)s That is %(percent)d %%; %(wanted)d %% are wanted.") % told


def _reason_of_parts(found: list[tuple[Part, Tally]], results: list[Result]) -> str:
    counting = [(part, result) for (part, _tally), result in zip(found, results, strict=True)]
    counting = [(part, result) for part, result in counting if result is not Result.NOT_APPLICABLE]
    missing = [part.name for part, result in counting if result in (Result.NOT_MET, Result.NO_DATA)]
    stale = [part.name for part, result in counting if result is Result.STALE]
    told = {"met": len(counting) - len(missing) - len(stale), "whole": len(counting)}
    sentence = ngettext("%(met)d of %(whole)d is there.", "%(met)d of %(whole)d are there.", told["whole"]) % told
    if not missing and not stale and len(counting) <= FEW:
        return sentence.removesuffix(".") + ": " + ", ".join(part.name for part, _result in counting) + "."
    if missing:
        sentence += " " + _("Missing: %(names)s.") % {"names": ", ".join(missing)}
    if stale:
        sentence += " " + _("Past their date: %(names)s.") % {"names": ", ".join(stale)}
    return sentence


def _noun(answer: Answer, part: Part) -> Noun:
    if answer.noun.one:
        return answer.noun
    register = declared(part.measure.register)
    return Noun(str(register.singular).lower(), str(register.title).lower())


FEW: Final = 4  # parts that are named when all are there
DEFAULT_SAYS: Final = Says(
    good=("is in order", "are in order"),
    lack=("is not in order", "are not in order"),
    old=("is past its date", "are past their date"),
)
