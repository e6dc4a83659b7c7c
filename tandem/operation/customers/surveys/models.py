"""Asking customers how content they are."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Records
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.customers.contacts.models import CustomerContact
from tandem.operation.customers.models import SERVED

SURVEY_STATES = (
    State("draft", _("Draft"), "quiet"),
    State("asking", _("Being asked"), "active"),
    State("ended", _("Ended"), "good", final=True),
)
WHO = [
    ("deciding", _("Those who decide on the agreement")),
    ("talking", _("Those whom we talk to day by day, and those who decide")),
    ("everybody", _("Everybody known there")),
]
ROLES = {"deciding": ("decides",), "talking": ("decides", "operations", "security", "escalation")}


class SurveyQuerySet(RecordQuerySet):
    def open_on(self, day: date) -> "SurveyQuerySet":
        """Surveys that may still be answered on this day."""
        return self.filter(state="asking", ends_on__gte=day)


class Survey(Record):
    """One question put to people of customers, answered by a mark with one click: whom, until when, what followed."""

    title = models.CharField(_("title"), max_length=150)
    question = models.CharField(
        _("question"),
        max_length=300,
        default="How content are you with us?",
        help_text=_("It is answered from 1 to 5."),
    )
    service = models.ForeignKey(
        "services.Service",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("service"),
        db_index=False,
    )
    customers = Records(_("customers asked"), to="customers.Customer", blank=True, most=500, longest=40)
    who = models.CharField(_("who is asked there"), max_length=10, choices=WHO, default="talking")
    ends_on = models.DateField(_("answers until"))
    asked_on = models.DateField(_("asked on"), null=True, blank=True, editable=False)
    asked = models.PositiveIntegerField(_("people asked"), default=0, editable=False)
    answered = models.PositiveIntegerField(_("answers"), default=0, editable=False)
    conclusion = models.TextField(_("what follows from it"), blank=True, max_length=10_000)
    state = StateField(SURVEY_STATES, max_length=8)

    objects: ClassVar[Any] = RecordManager.from_queryset(SurveyQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "state", "ends_on", "asked_on")

    def people(self) -> Any:
        """Those at customers of today who are asked, each with an e-mail address."""
        people = CustomerContact.objects.filter(left_on=None, customer__state__in=SERVED).exclude(email="")
        if self.customers:
            people = people.filter(customer__reference__in=self.customers)
        if roles := ROLES.get(self.who):
            people = people.filter(role__in=roles)
        return people.order_by("pk")
