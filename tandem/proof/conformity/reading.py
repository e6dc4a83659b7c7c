"""Check files → checks: strict, every fault with file and line."""

from collections.abc import Iterable
from typing import Any

from tandem.direction.controls.showing import RESTS_ON
from tandem.ground.catalogue.errors import LibraryError
from tandem.ground.catalogue.strict import converted, converted_each
from tandem.ground.catalogue.vocabulary import parse_requirement_key
from tandem.ground.catalogue.yaml_text import Document
from tandem.ground.kernel.patterns.intervals import key_of
from tandem.ground.kernel.registers import Register
from tandem.library_words import CHECKS, translated
from tandem.proof.conformity.conditions import Compare, Elapsed, Holds, Not, Operator, Path, Today, walk
from tandem.proof.conformity.declarations import Answer, Check, Freshness, Measure, Mode, Noun, Part, Remedy, Says
from tandem.proof.conformity.expanding import each
from tandem.proof.conformity.parsing import DATED, Place, condition_at, path_at, period_at, register_at
from tandem.proof.conformity.shapes import (
    CHECKS_FORMAT,
    AnswerEntry,
    CheckEntry,
    ChecksHead,
    FreshEntry,
    PartEntry,
    Phrase,
    RemedyEntry,
    SaysEntry,
)
from tandem.proof.conformity.vocabulary import Basis, CheckTest, Result, Strength

ACTIONS = ("list", "new")
WHEN_NONE = (Result.NO_DATA, Result.MET, Result.NOT_APPLICABLE)
THIN = ("says too little to judge", "say too little to judge")
HOURS = {"new": 2.0, "list": 0.25}


def checks_of(document: Document) -> list[Check]:
    """The checks that this document writes down; raises LibraryError carrying every fault found."""
    if not isinstance(document.data, dict) or document.data.get("format") != CHECKS_FORMAT:
        raise document.error(f"The file must begin with “format: {CHECKS_FORMAT}”.", "format")
    head = converted(document, translated(document.data, CHECKS), ChecksHead)
    faults: list[LibraryError] = []
    all_checks: list[Check] = []
    for position, entry in converted_each(document, head.checks, CheckEntry, "checks", faults=faults):
        place = Place(document, ("checks", position))
        try:
            all_checks += [_check(place, expanded) for expanded in each(place, entry)]
        except LibraryError as fault:
            faults.append(fault)
    if faults:
        raise LibraryError.of(faults)
    return all_checks


def _check(place: Place, entry: CheckEntry) -> Check:
    for name in ("title", "question"):
        if not getattr(entry, name).strip():
            raise place.at(name).error(f"“{name}” of {entry.key} is empty.")
    test = CheckTest(_word(place.at("test"), "test", entry.test, CheckTest.values))
    if entry.answer is None and entry.remedy is not None:
        raise place.at("remedy").error("A check that no register answers has no button yet.")
    if (entry.answer is None) is not bool(entry.records):
        complaint = (
            "waits for registers: name them in “records”"
            if entry.answer is None
            else "says in its answer what it reads"
        )
        raise place.error(f"{entry.key} {complaint}.")
    if entry.answer is not None and entry.remedy is None:
        raise place.error(f"{entry.key} needs a remedy: where to go when it fails.")
    return Check(
        key=entry.key,
        title=entry.title.strip(),
        test=test,
        serves=_requirements(place.at("serves"), entry.serves),
        strength=Strength(_word(place.at("strength"), "strength", entry.strength, Strength.values)),
        basis=Basis(_word(place.at("freshness", "basis"), "basis", entry.freshness.basis, Basis.values)),
        interval=period_at(place.at("freshness"), entry.freshness.default).text if entry.freshness.default else "",
        records=tuple(entry.records),
        question=entry.question.strip(),
        remedy=_remedy(place.at("remedy"), entry.remedy) if entry.remedy else None,
        answer=_answer(place.at("answer"), test, entry.answer) if entry.answer else None,
        effort=entry.effort or HOURS[entry.remedy.action if entry.remedy else "list"],
        together=entry.together.strip(),
    )


def _word(place: Place, name: str, word: str, known: Iterable[str]) -> str:
    if word not in known:
        raise place.error(f"“{word}” is no {name}; use {', '.join(known)}.")
    return word


def _requirements(place: Place, keys: list[str]) -> tuple[str, ...]:
    if not keys:
        raise place.error("Name at least one requirement.")
    for position, key in enumerate(keys):
        try:
            parse_requirement_key(key)
        except ValueError as wrong:
            raise place.at(position).error(str(wrong)) from wrong
    return tuple(dict.fromkeys(keys))


def _remedy(place: Place, entry: RemedyEntry) -> Remedy:
    register = register_at(place.at("register"), entry.register)
    _word(place.at("action"), "action", entry.action, ACTIONS)
    known = register.filters if entry.action == "list" else register.writable
    for name in entry.values:
        if name.partition("~")[0] not in known:
            kind = "filter" if entry.action == "list" else "field people may write"
            raise place.at("values", name).error(f"“{name}” is no {kind} of {register.key}.")
    return Remedy(register.key, entry.action, entry.values)


def _answer(place: Place, test: CheckTest, entry: AnswerEntry) -> Answer:
    if bool(entry.over) == bool(entry.parts):
        raise place.error("An answer looks over one register, or at several parts.")
    parts = [_part(place.at("parts", number), part) for number, part in enumerate(entry.parts)]
    return Answer(
        tuple(parts) if parts else (_single(place, test, entry),),
        _noun(place.at("noun"), entry.noun),
        _says(place.at("says"), entry.says) if entry.says else None,
        entry.limits.strip(),
    )


def _part(place: Place, entry: PartEntry) -> Part:
    register = register_at(place.at("over"), entry.over)
    measure = _measure(place, register, entry.where, entry.must, entry.fresh)
    if not 0 <= entry.threshold <= 100:
        raise place.at("threshold").error("A share is from 1 to 100 percent.")
    return Part(
        measure,
        Mode.SHARE if entry.threshold else Mode.EVERY if entry.every else Mode.SOME,
        entry.name,
        entry.standard,
        at_least=entry.at_least,
        percent=entry.threshold or 100,
        when_none=_when_none(place, entry),
        may_be_empty=entry.may_be_empty,
    )


def _when_none(place: Place, entry: AnswerEntry | PartEntry) -> Result:
    result = Result(_word(place.at("when_none"), "result", entry.when_none, WHEN_NONE))
    if entry.may_be_empty and result is not Result.NO_DATA:
        raise place.at("may_be_empty").error("Either a person confirms that there are none, or none are in order.")
    return result


def _single(place: Place, test: CheckTest, entry: AnswerEntry) -> Part:
    register = register_at(place.at("over"), entry.over)
    measure = _measure(place, register, entry.where, entry.must, entry.fresh)
    if entry.must_not:
        offence = condition_at(place.at("must_not"), register, entry.must_not)
        measure = Measure(measure.register, measure.where, Not(offence), measure.fresh)
    if entry.is_graded:
        measure = _graded(place, entry, measure)
    _insist_fits(place, test, entry, measure)
    return Part(
        measure,
        _mode(test, entry),
        at_least=entry.at_least or 1,
        percent=entry.threshold or 100,
        when_none=_when_none(place, entry),
        may_be_empty=entry.may_be_empty,
        is_work=entry.is_work,
    )


def _graded(place: Place, entry: AnswerEntry, measure: Measure) -> Measure:
    """Controls by their grades, which follow from tests, files, links and recurring work too."""
    names_one = any(isinstance(part, Holds) for part in walk(measure.where))
    if measure.register != "controls" or entry.must or entry.must_not or entry.fresh or not names_one:
        raise place.error("What is graded are controls that answer a requirement: over, where and nothing else.")
    return Measure(measure.register, measure.where, rests_on=RESTS_ON, ages_anyway=True)


def _mode(test: CheckTest, entry: AnswerEntry) -> Mode:
    if entry.is_graded:
        return Mode.GRADED
    if test == CheckTest.EXISTS or entry.at_least:
        return Mode.SOME
    return Mode.SHARE if test == CheckTest.RATIO else Mode.EVERY


def _measure(
    place: Place, register: Register, where: dict[str, Any], must: dict[str, Any], fresh: FreshEntry | None
) -> Measure:
    return Measure(
        register.key,
        condition_at(place.at("where"), register, where),
        condition_at(place.at("must"), register, must),
        _freshness(place.at("fresh"), register, fresh) if fresh else None,
    )


def _freshness(place: Place, register: Register, entry: FreshEntry) -> Freshness:
    if bool(entry.until) == bool(entry.date) or bool(entry.within) != bool(entry.date):
        raise place.error("Freshness is a date with within, or until.")
    _word(place.at("undated"), "word for records without the date", entry.undated, ("wrong", "fine"))
    path = path_at(place, register, entry.until or entry.date)
    if path.kind not in DATED:
        raise place.error(f"“{path.name}” holds {path.kind.value}, no day or time.")
    within = period_at(place.at("within"), entry.within) if entry.within else None
    interval = key_of(path.via or register.key, path.name) if entry.until else ""
    return Freshness(path, within, entry.undated == "fine", interval)


def _insist_fits(place: Place, test: CheckTest, entry: AnswerEntry, measure: Measure) -> None:
    """The declaration does what the test says it does."""
    conditions = list(walk(measure.must))
    if bool(entry.threshold) != (test == CheckTest.RATIO) or not 0 <= entry.threshold <= 100:
        raise place.error("A ratio, and nothing else, has a threshold from 1 to 100 percent.")
    if bool(entry.must_not) != (test == CheckTest.ABSENT):
        raise place.error("An absent test, and nothing else, says what must not be (must_not).")
    if test == CheckTest.FRESH and measure.fresh is None:
        raise place.error("A fresh test says since when or until when (fresh).")
    if test == CheckTest.SEPARATION and not any(_tells_apart(part) for part in conditions):
        raise place.error("A separation test compares two fields that must differ (ne: {field: …}).")
    if test == CheckTest.TIMELY and not any(_clocked(part) for part in conditions):
        raise place.error("A timely test measures a time (elapsed) or compares with today.")


def _tells_apart(part: object) -> bool:
    return isinstance(part, Compare) and part.operator is Operator.NE and isinstance(part.right, Path)


def _clocked(part: object) -> bool:
    return isinstance(part, Elapsed) or (isinstance(part, Compare) and isinstance(part.right, Today))


def _noun(place: Place, words: list[str]) -> Noun:
    if not words:
        return Noun()
    if len(words) != 2:
        raise place.error("Write the word for one and the word for many.")
    return Noun(*words)


def _says(place: Place, entry: SaysEntry) -> Says:
    return Says(
        _phrases(place.at("good"), entry.good),
        _phrases(place.at("lack"), entry.lack),
        _phrases(place.at("old"), entry.old),
        _phrases(place.at("thin"), entry.thin) if entry.thin else THIN,
    )


def _phrases(place: Place, phrase: Phrase) -> tuple[str, str]:
    if isinstance(phrase, str):
        return phrase, phrase
    if len(phrase) != 2:
        raise place.error("Write one phrase, or one for a single record and one for several.")
    return phrase[0], phrase[1]
