"""Where to go when a check fails."""

from collections.abc import Mapping, Sequence

from tandem.proof.conformity.declarations import Check, Part, Remedy
from tandem.proof.conformity.pinning import pinned
from tandem.proof.conformity.present import declared
from tandem.proof.conformity.tallies import Tally
from tandem.proof.conformity.vocabulary import FAILING, WORST_FIRST, Result


def remedy_of(
    check: Check, result: Result, found: Sequence[tuple[Part, Tally]], results: Sequence[Result]
) -> Remedy | None:
    """The button of a failing check: to the offenders where there are any, otherwise as the check declares.

    Of a check with several parts it leads to what the worst of them lacks.
    """
    if check.remedy is None or result not in FAILING:
        return None
    place = min(range(len(results)), key=lambda number: WORST_FIRST.index(results[number]))
    part, tally = found[place]
    remedy = check.remedy if len(found) == 1 else _of_part(check.remedy, part)
    return _filtered(remedy) if remedy.action == "new" and tally.offenders else remedy


def _of_part(remedy: Remedy, part: Part) -> Remedy:
    """The declared remedy with what the part asks for, such as the topic of a missing document."""
    register = part.measure.register
    asked = {name: str(values[0]) for name, values in pinned(part.measure.where) if len(values) == 1}
    if register == remedy.register:
        return Remedy(register, remedy.action, _known({**remedy.values, **asked}, declared(register).writable))
    return _filtered(Remedy(register, "list", asked))


def _filtered(remedy: Remedy) -> Remedy:
    """The list that the values of a remedy select."""
    return Remedy(remedy.register, "list", _known(remedy.values, declared(remedy.register).filters))


def _known(values: Mapping[str, str], names: Sequence[str]) -> dict[str, str]:
    return {name: told for name, told in values.items() if name in names}
