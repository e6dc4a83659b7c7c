"""Plans for the certificates: what is assumed, and which road is taken."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField

MOST_PEOPLE, MOST_HOURS, MOST_WEEKS = 200, 60, 104
PLAN_STATES = (State("open", _("Open"), "active"), State("ended", _("Ended"), "quiet", final=True))


class Position(models.TextChoices):
    """From where an organization begins."""

    TODAY = "today", _("as the records stand today")
    SECURITY = "certified-27001", _("27001 is certified")
    SERVICE = "certified-20000-1", _("20000-1 is certified")
    TWO_SYSTEMS = "two-systems", _("two separate systems to merge")


class RoadChoice(models.TextChoices):
    """In which order the certificates are sought."""

    SECURITY_FIRST = "first-27001", _("27001 first")
    SERVICE_FIRST = "first-20000-1", _("20000-1 first")
    BOTH = "both", _("Both together")


def _number(name: object, least: int, most: int) -> models.PositiveSmallIntegerField:  # type: ignore[type-arg]
    limits = [MinValueValidator(least), MaxValueValidator(most)]
    return models.PositiveSmallIntegerField(name, null=True, blank=True, validators=limits)  # type: ignore[arg-type]


class Plan(Record):
    """How the organization means to reach its certificates: what is assumed, from where, by which road.

    What is left empty is reckoned with what the organization's history shows, or else with a default.
    """

    title = models.CharField(_("title"), max_length=200)
    position = models.CharField(_("it begins"), max_length=20, choices=Position.choices, default=Position.TODAY)
    road = models.CharField(_("road taken"), max_length=20, choices=RoadChoice.choices, blank=True)
    people = _number(_("people on it"), 1, MOST_PEOPLE)
    hours_a_week = _number(_("hours a week each"), 1, MOST_HOURS)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    run_weeks = _number(_("weeks to run before the audit"), 0, MOST_WEEKS)
    wait_weeks = _number(_("weeks until the certifier is free"), 0, MOST_WEEKS)
    issue_weeks = _number(_("weeks from audit to certificate"), 0, MOST_WEEKS)
    audit_27001 = models.DateField(_("audit of 27001 on"), null=True, blank=True)
    audit_20000 = models.DateField(_("audit of 20000-1 on"), null=True, blank=True)
    state = StateField(PLAN_STATES, max_length=12)

    class Meta(Record.Meta):
        indexes = indexed("title", "state")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization"],
                condition=~models.Q(state="ended"),
                name="one_plan_at_a_time",
                violation_error_message=_("There is a plan already; change it, or end it first."),
            ),
        ]
