"""Where to go when a check fails: to exactly the records meant, or to a new one that begins with what is missing."""

from collections.abc import Iterator, Sequence
from typing import Final

from tandem.proof.conformity.conditions import (
    All,
    Any,
    Compare,
    Condition,
    Elapsed,
    Filled,
    Holds,
    Kind,
    Not,
    OneOf,
    Operator,
    Path,
    Tells,
)
from tandem.proof.conformity.declarations import Check, Measure, Mode, Part, Remedy
from tandem.proof.conformity.pinning import pinned
from tandem.proof.conformity.present import declared
from tandem.proof.conformity.tallies import Tally
from tandem.proof.conformity.vocabulary import FAILING, WORST_FIRST, Result

LACKING: Final = "lacking"  # what lists are narrowed by: the records that a check finds wrong
FOR: Final = "@"


def remedy_of(
    check: Check, result: Result, tallied: Sequence[tuple[Part, Tally]], results: Sequence[Result], standard: str = ""
) -> Remedy | None:
    """The button of a failing check, as it is asked for one standard: the records that fail it, else a new record.

    Of a check with several parts it leads to what the worst of them lacks.
    """
    if check.remedy is None or result not in FAILING:
        return None
    place = min(range(len(results)), key=lambda number: WORST_FIRST.index(results[number]))
    part, tally = tallied[place]
    if _adds_elsewhere(check.remedy, part, tallied):
        return check.remedy
    if _are_meant(part, tally):
        asked = check.key + (FOR + standard if standard else "")
        return Remedy(part.measure.register, "list", {LACKING: asked}, fields_of(part.measure))
    return Remedy(part.measure.register, "new", _begun_with(check.remedy, part), fields_of(part.measure))


def _adds_elsewhere(remedy: Remedy, part: Part, tallied: Sequence[tuple[Part, Tally]]) -> bool:
    """Whether what is missing is a new record of another register than the one that is looked at."""
    return remedy.action == "new" and len(tallied) == 1 and remedy.register != part.measure.register


def _are_meant(part: Part, tally: Tally) -> bool:
    """Whether the records that are not good are what is to be put right, and not merely others of the register."""
    if not tally.offenders:
        return False
    return part.mode is not Mode.SOME or bool(tally.old or tally.thin or dict(_pinned(part.measure.where)))


def _begun_with(remedy: Remedy, part: Part) -> dict[str, str]:
    """What a new record begins with: what the part looks for, and what the check declares."""
    sought = (part.measure.where, part.measure.must) if part.mode is Mode.SOME else (part.measure.where,)
    values = {name: pinned_value for condition in sought for name, pinned_value in _pinned(condition)}
    if remedy.action == "new" and remedy.register == part.measure.register:
        possible = {name: pinned_value for condition in sought for name, pinned_value in pinned(condition)}
        values = {
            name: declared_value
            for name, declared_value in remedy.values.items()
            if declared_value in possible.get(name, (declared_value,))
        } | values
    return {
        name: begun_value for name, begun_value in values.items() if name in declared(part.measure.register).writable
    }


def _pinned(condition: Condition) -> Iterator[tuple[str, str]]:
    """Fields of the record itself that a condition holds to one value, as an address says it."""
    match condition:
        case All(parts):
            for part in parts:
                yield from _pinned(part)
        case Compare(path, Operator.EQ, True) if not path.hop:
            yield path.name, "true"
        case Compare(path, Operator.EQ, str(value)) if not path.hop and path.kind is Kind.TEXT:
            yield path.name, value
        case OneOf(path, (value,)) if not path.hop:
            yield path.name, str(value)
        case Holds(path, word):
            yield path.name, word


def fields_of(measure: Measure) -> tuple[str, ...]:
    """Fields of the records themselves that decide whether they are good."""
    fresh = [measure.fresh.path] if measure.fresh else []
    return tuple(dict.fromkeys(path.name for path in (*_own(measure.must), *fresh) if not path.hop))


def _own(condition: Condition) -> Iterator[Path]:
    match condition:
        case All(parts) | Any(parts):
            for part in parts:
                yield from _own(part)
        case Not(part):
            yield from _own(part)
        case Compare(left, _, right):
            yield left
            if isinstance(right, Path):
                yield right
        case OneOf(path, _) | Filled(path) | Tells(path, _) | Holds(path, _):
            yield path
        case Elapsed(start, end, _):
            yield from (start, end)
