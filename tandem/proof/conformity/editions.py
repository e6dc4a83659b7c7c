"""Earlier editions of a standard: what they come to follows, by the mappings, from the checks of the edition in force.

Controls of Annex A are asked of the organization's own controls in each edition; where none of these names a control
of an earlier edition, and for every clause, the checks of what followed decide, over as many editions as lie between.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext as _

from tandem.direction.scope.models import EDITIONS
from tandem.direction.scope.rules import current
from tandem.ground.catalogue.models import MappingRow
from tandem.ground.catalogue.vocabulary import Relation
from tandem.proof.conformity.report import RequirementResult
from tandem.proof.conformity.vocabulary import Result

NAMES: Final = dict(EDITIONS)
COVERED: Final = frozenset({Relation.EQUAL.value, Relation.SUBSET_OF.value})  # what followed asks for all of it
OF_PEOPLE: Final = frozenset({Result.JUDGED, Result.NOT_APPLICABLE, Result.UNDEFINED})  # not worked out by checks


@dataclass(frozen=True, slots=True)
class Origin:
    """The requirements of the edition in force that followed one of an earlier edition.

    `is_covered` when they ask for all that the earlier one asked: only then is it met where they are.
    """

    requirements: tuple[str, ...]
    is_covered: bool

    @property
    def words(self) -> str:
        """They by their numbers, and the edition by its name."""
        standard = self.requirements[0].partition("/")[0]
        refs = ", ".join(key.partition("/")[2] for key in self.requirements)
        return _("%(refs)s of %(standard)s") % {"refs": refs, "standard": NAMES.get(standard, standard)}


Origins = Mapping[str, Origin]  # by requirement of an earlier edition


def origins(adopted: Iterable[str]) -> dict[str, Origin]:
    """Where the requirements of each earlier edition that is adopted went; nothing for editions in force."""
    return {key: origin for standard in adopted for key, origin in _followed(standard).items()}


def at_most(result: Result, *, is_held_back: bool) -> Result:
    """What checks of a later edition can show of a requirement that asks for more than they look at."""
    return Result.INDICATED if is_held_back and result is Result.MET else result


def derived(result: RequirementResult, origin: Origin) -> RequirementResult:
    """A result that checks of a later edition came to, as one of the earlier: it says from where it is derived."""
    if result.result in OF_PEOPLE:
        return result
    reached = at_most(result.result, is_held_back=not origin.is_covered)
    reason = _("Derived from %(from)s: %(reason)s") % {"from": origin.words, "reason": result.reason}
    return replace(result, result=reached, computed=reached, reason=reason, is_held_back=not origin.is_covered)


def _followed(standard: str) -> dict[str, Origin]:
    """Edition by edition up to the one in force; empty where a mapping is missing on the way."""
    known: dict[str, Origin] = {}
    at, last = standard, current(standard)
    while at != last:
        step = _step(at)
        if not step:
            return {}
        known = {key: _further(origin, step) for key, origin in known.items()} if known else step
        at = next(iter(step.values())).requirements[0].partition("/")[0]
    return {key: origin for key, origin in known.items() if origin.requirements}


def _further(origin: Origin, step: Origins) -> Origin:
    """What followed one edition later."""
    following = [step[key] for key in origin.requirements if key in step]
    requirements = dict.fromkeys(key for successor in following for key in successor.requirements)
    is_whole = len(following) == len(origin.requirements) and all(successor.is_covered for successor in following)
    return Origin(tuple(requirements), origin.is_covered and is_whole)


def _step(standard: str) -> dict[str, Origin]:
    """Each requirement of an edition with those of the next one that followed it."""
    family, _colon, edition = standard.partition(":")
    rows = MappingRow.objects.filter(
        mapping__source__key=standard,
        mapping__target__standard=family,
        mapping__target__edition__gt=edition,
        source__isnull=False,
        target__isnull=False,
    ).exclude(relation=Relation.NO_RELATION)
    ordered = rows.order_by("mapping__target__edition", "mapping__origin", "position")
    links = list(ordered.values_list("mapping_id", "source__ref", "mapping__target__key", "target__ref", "relation"))
    step: dict[str, Origin] = {}
    for mapping, ref, following, target, relation in links:
        if mapping == links[0][0]:
            before = step.get(f"{standard}/{ref}", Origin((), is_covered=True))
            requirements = (*before.requirements, f"{following}/{target}")
            step[f"{standard}/{ref}"] = Origin(requirements, before.is_covered and relation in COVERED)
    return step
