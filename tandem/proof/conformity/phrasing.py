"""Why a check came to its result, in one sentence: every half of it, singular and plural, nothing twice."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.proof.conformity.declarations import Answer, Mode, Noun, Part, Says
from tandem.proof.conformity.present import declared
from tandem.proof.conformity.tallies import Tally
from tandem.proof.conformity.vocabulary import Result

FEW: Final = 4  # parts that are named when all are there
DEFAULT_SAYS: Final = Says(
    good=("is in order", "are in order"),
    lack=("is not in order", "are not in order"),
    old=("is past its date", "are past their date"),
    thin=("says too little to judge", "say too little to judge"),
)
IN_USE: Final = ("is in use but was not tested", "are in use but were not tested")


def reason_of(answer: Answer, part: Part, tally: Tally, result: Result) -> str:
    """The reason for the result of a check with one part."""
    noun, says = noun_of(answer, part), answer.says or DEFAULT_SAYS
    if tally.kept == 0:
        return _("Nothing is kept under %(register)s yet.") % {"register": declared(part.measure.register).title}
    if tally.total == 0:
        return _("There are no %(noun)s.") % {"noun": noun.many}
    if part.mode is Mode.SOME:
        return _enough(noun, says, part, tally, result)
    if part.mode is Mode.SHARE:
        return _share(noun, says, part, tally)
    return _every(noun, says, tally)


def _every(noun: Noun, says: Says, tally: Tally) -> str:
    """All that is wrong with some of the records, or that all are well."""
    halves = [(tally.bad, says.lack), (tally.old, says.old), (tally.thin, says.thin), (tally.in_use, IN_USE)]
    wrong = [(count, phrases) for count, phrases in halves if count]
    if not wrong:
        return _of(tally.good, tally.total, noun, says.good) + "."
    (count, phrases), *others = wrong
    rest = [f"{also} {_number(also, more)}" for also, more in others]
    return ", ".join([_of(count, tally.total, noun, phrases), *rest]) + "."


def _enough(noun: Noun, says: Says, part: Part, tally: Tally, result: Result) -> str:
    if result is Result.MET:
        return _count_words(tally.good, noun, says.good)
    if result is Result.STALE:
        return _count_words(tally.old, noun, says.old)
    if result is Result.THIN:
        return _count_words(tally.thin, noun, says.thin)
    if part.at_least > 1:
        params = {"found": tally.good, "wanted": part.at_least, "noun": noun.many, "says": says.good[1]}
        return _("%(found)d of at least %(wanted)d %(noun)s %(says)s.") % params
    return _("No %(noun)s %(says)s.") % {"noun": noun.one, "says": says.good[0]}


def _number(count: int, phrases: tuple[str, str]) -> str:
    return phrases[0] if count == 1 else phrases[1]


def _count_words(count: int, noun: Noun, phrases: tuple[str, str]) -> str:
    params = {"count": count, "noun": noun.one if count == 1 else noun.many, "one": phrases[0], "many": phrases[1]}
    return ngettext("%(count)d %(noun)s %(one)s.", "%(count)d %(noun)s %(many)s.", count) % params


def _of(count: int, total: int, noun: Noun, phrases: tuple[str, str]) -> str:
    params = {"count": count, "total": total, "noun": noun.one if total == 1 else noun.many}
    params |= {"one": phrases[0], "many": phrases[1]}
    return (
        ngettext("%(count)d of %(total)d %(noun)s %(one)s", "%(count)d of %(total)d %(noun)s %(many)s", count) % params
    )


def _share(noun: Noun, says: Says, part: Part, tally: Tally) -> str:
    percent = 100 * tally.good // tally.total
    params = {"sentence": _of(tally.good, tally.total, noun, says.good), "percent": percent, "wanted": part.percent}
    return _("%(sentence)s. That is %(percent)d %%; %(wanted)d %% are wanted.") % params


def reason_of_parts(tallied: list[tuple[Part, Tally]], results: list[Result]) -> str:
    """The reason for the result of a check with several parts: how many hold, and every one that does not."""
    counting = [(part, tally, result) for (part, tally), result in zip(tallied, results, strict=True)]
    counting = [entry for entry in counting if entry[2] is not Result.NOT_APPLICABLE]
    failing = {
        _("Missing: %(names)s."): [part.name for part, _tally, result in counting if result is Result.NO_DATA],
        _("Not as it should be: %(names)s."): [
            _counted(part, tally.bad or tally.total - tally.good)
            for part, tally, result in counting
            if result is Result.NOT_MET
        ],
        _("Too little to judge: %(names)s."): [
            _counted(part, tally.thin) for part, tally, result in counting if result is Result.THIN
        ],
        _("Past their date: %(names)s."): [
            _counted(part, tally.old) for part, tally, result in counting if result is Result.STALE
        ],
    }
    holding = len(counting) - sum(map(len, failing.values()))
    params = {"met": holding, "whole": len(counting)}
    sentence = ngettext("%(met)d of %(whole)d is there.", "%(met)d of %(whole)d are there.", len(counting)) % params
    if holding == len(counting) <= FEW:
        return sentence.removesuffix(".") + ": " + ", ".join(part.name for part, _tally, _result in counting) + "."
    sentences = [words % {"names": ", ".join(names)} for words, names in failing.items() if names]
    return " ".join([sentence, *sentences])


def _counted(part: Part, count: int) -> str:
    return f"{part.name} ({count})" if part.mode is Mode.EVERY and count else part.name


def noun_of(answer: Answer, part: Part) -> Noun:
    """What the records of a part are called."""
    if answer.noun.one:
        return answer.noun
    register = declared(part.measure.register)
    return Noun(str(register.singular).lower(), str(register.title).lower())
