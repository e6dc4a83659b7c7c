"""The words of conformity: results, tones, tests, strengths, freshness."""

from collections.abc import Iterable, Mapping
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class Result(models.TextChoices):
    """What a check or a requirement comes to. It is an indication with its evidence, never a verdict."""

    MET = "met", _("Met")
    PARTLY = "met-as-far-as-checked", _("Met as far as checked")
    INDICATED = "indicated", _("Indicated")
    JUDGED = "judged", _("Judged")
    NOT_MET = "not-met", _("Not met")
    NO_DATA = "no-data", _("No data")
    THIN = "too-little-to-judge", _("Too little to judge")
    STALE = "stale", _("Stale")
    NOT_APPLICABLE = "not-applicable", _("Not applicable")
    UNDEFINED = "cannot-be-judged-yet", _("Cannot be judged yet")

    @classmethod
    def _missing_(cls, value: object) -> "Result | None":
        """Results kept before there were ten of them."""
        return cls.UNDEFINED if value == "no-check" else None


class Tone(models.TextChoices):
    """How results are drawn: four tones with the results as words below them."""

    MET = "met", _("Met")
    HOLDS = "holds", _("Holds, not proven")
    TO_DO = "to-do", _("To do")
    OUTSIDE = "outside", _("Outside")


class CheckTest(models.TextChoices):
    """What a check does with records."""

    EXISTS = "exists", _("at least one matching record")
    COMPLETE = "complete", _("everything needed is filled in")
    COVERAGE = "coverage", _("every one has what belongs to it")
    FRESH = "fresh", _("inside the interval")
    CONSISTENT = "consistent", _("two sources agree")
    RATIO = "ratio", _("the share reaches the threshold")
    TIMELY = "timely", _("follow-up inside its time")
    SEPARATION = "separation", _("different persons")
    ABSENT = "absent", _("no offending record")


class Strength(models.TextChoices):
    """Whether a check follows directly from the clause or is what auditors usually ask beside it."""

    REQUIRED = "required", _("Required")
    INDICATIVE = "indicative", _("Indicative")


class Basis(models.TextChoices):
    """When evidence is too old to count."""

    PLANNED_INTERVAL = "planned-interval", _("at planned intervals")
    AFTER_EVENT = "after-event", _("after each event")
    ON_CHANGE = "on-change", _("until what it rests on changes")
    CONTINUOUS = "continuous", _("at every moment")


Wanted = Mapping[str, tuple[str, ...]]  # by register, the fields whose texts have to say something
FAILING: Final = (Result.NOT_MET, Result.NO_DATA, Result.THIN, Result.STALE)
WORST_FIRST: Final = (
    *FAILING,
    Result.INDICATED,
    Result.MET,
    Result.NOT_APPLICABLE,
)
ROLLED_UP: Final = (
    *FAILING,
    Result.UNDEFINED,
    Result.INDICATED,
    Result.JUDGED,
    Result.PARTLY,
    Result.MET,
    Result.NOT_APPLICABLE,
)
TONE_OF: Final = {
    Result.MET: Tone.MET,
    Result.PARTLY: Tone.HOLDS,
    Result.INDICATED: Tone.HOLDS,
    Result.JUDGED: Tone.HOLDS,
    **dict.fromkeys(FAILING, Tone.TO_DO),
    Result.NOT_APPLICABLE: Tone.OUTSIDE,
    Result.UNDEFINED: Tone.OUTSIDE,
}


def worst_of(results: Iterable[Result], otherwise: Result) -> Result:
    """The worst of some results of checks."""
    return min(results, key=WORST_FIRST.index, default=otherwise)
