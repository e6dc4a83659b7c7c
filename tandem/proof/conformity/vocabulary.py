"""The words of conformity: results, tests, strengths, freshness."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class Result(models.TextChoices):
    """What a check or a requirement comes to. It is an indication with its evidence, never a verdict."""

    MET = "met", _("Met")
    NOT_MET = "not-met", _("Not met")
    STALE = "stale", _("Stale")
    NO_DATA = "no-data", _("No data")
    NOT_APPLICABLE = "not-applicable", _("Not applicable")
    UNDEFINED = "no-check", _("No check defined")


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


WORST_FIRST: Final = (Result.NOT_MET, Result.NO_DATA, Result.STALE, Result.MET, Result.NOT_APPLICABLE)
ROLLED_UP: Final = (
    Result.NOT_MET,
    Result.NO_DATA,
    Result.STALE,
    Result.UNDEFINED,
    Result.MET,
    Result.NOT_APPLICABLE,
)
