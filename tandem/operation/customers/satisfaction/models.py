"""How content customers are."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.customers.contacts.models import CustomerContact
from tandem.operation.customers.models import Customer
from tandem.operation.customers.surveys.models import Survey

LOW = 2  # a mark of five that is looked into


class SatisfactionQuerySet(RecordQuerySet):
    def low(self) -> "SatisfactionQuerySet":
        """Marks that are looked into."""
        return self.filter(score__lte=LOW)


SATISFACTION_STATES = (
    State("given", _("Given"), "good"),
    State("to-look-into", _("To be looked into"), "waiting"),
    State("looked-into", _("Looked into"), "good", final=True),
)


class SatisfactionMark(Record):
    """A mark from 1 to 5 that somebody at a customer gave for a service: when, with which words, what came of it."""

    customer = models.ForeignKey(
        Customer, models.PROTECT, related_name="marks", verbose_name=_("customer"), db_index=False
    )
    contact = models.ForeignKey(
        CustomerContact, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("who gave it")
    )
    service = models.ForeignKey(
        "services.Service",
        models.PROTECT,
        related_name="marks",
        null=True,
        blank=True,
        verbose_name=_("service"),
        db_index=False,
    )
    title = models.CharField(_("asked about"), max_length=200)
    asked_by = models.CharField(
        _("asked by"),
        max_length=8,
        default="survey",
        choices=[("survey", _("Survey")), ("ticket", _("Question after a ticket")), ("meeting", _("In a meeting"))],
    )
    ticket = models.CharField(_("ticket it was asked about"), max_length=40, blank=True)
    survey = models.ForeignKey(
        Survey,
        models.PROTECT,
        related_name="marks",
        null=True,
        blank=True,
        verbose_name=_("survey"),
        db_index=False,
    )
    given_on = models.DateField(_("given on"))
    score = models.PositiveSmallIntegerField(_("mark, 1 to 5"), validators=[MinValueValidator(1), MaxValueValidator(5)])
    comment = models.TextField(_("in their words"), blank=True, max_length=5_000)
    outcome = models.TextField(_("what came of it"), blank=True, max_length=5_000)
    state = StateField(SATISFACTION_STATES, max_length=15)

    objects: ClassVar[Any] = RecordManager.from_queryset(SatisfactionQuerySet)()

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "ticket"],
                condition=~models.Q(ticket=""),
                name="one_mark_for_a_ticket",
                violation_error_message=_("This ticket has a mark already."),
            ),
            models.UniqueConstraint(
                fields=["organization", "survey", "contact"],
                condition=~models.Q(survey=None),
                name="one_mark_of_a_person_in_a_survey",
                violation_error_message=_("This person has answered the survey already."),
            ),
        ]
        indexes = indexed("title", "customer", "service", "score", "given_on", "state", "survey")
