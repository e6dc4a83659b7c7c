"""Service requests: what people asked for, who agreed, and what they got."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.requests.offerings.models import PRIORITIES, RequestOffering

PENDING = [
    ("person", _("The person it is for")),
    ("supplier", _("Supplier")),
    ("change", _("Change")),
    ("scheduled", _("A day agreed upon")),
]
OUTCOMES = [
    ("fulfilled", _("Fulfilled")),
    ("in-part", _("Fulfilled in part")),
    ("not", _("Not fulfilled")),
]
ENDED = ("closed", "rejected", "cancelled")
REQUEST_STATES = (
    State("submitted", _("Submitted"), "active"),
    State("approval", _("Pending approval"), "waiting"),
    State("fulfilment", _("In fulfilment"), "active"),
    State("pending", _("Pending"), "waiting"),
    State("fulfilled", _("Fulfilled"), "good"),
    State("closed", _("Closed"), "quiet", final=True),
    State("rejected", _("Rejected"), "bad", final=True),
    State("cancelled", _("Cancelled"), "quiet", final=True),
)


class RequestQuerySet(RecordQuerySet):
    def open(self) -> "RequestQuerySet":
        """Requests that somebody waits for."""
        return self.exclude(state__in=("fulfilled", *ENDED))


class ServiceRequest(Record):
    """Something somebody asked for: for whom, who agreed, what was done, and whether they were content."""

    title = models.CharField(_("title"), max_length=200)
    offering = models.ForeignKey(
        RequestOffering,
        models.PROTECT,
        related_name="requests",
        null=True,
        blank=True,
        verbose_name=_("what is asked for"),
        db_index=False,
    )
    service = models.ForeignKey(
        "services.Service",
        models.PROTECT,
        related_name="requests",
        null=True,
        blank=True,
        verbose_name=_("service"),
        db_index=False,
    )
    requested_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("asked for by"),
        db_index=False,
    )
    customer = models.ForeignKey(
        "customers.Customer",
        models.PROTECT,
        related_name="requests",
        null=True,
        blank=True,
        verbose_name=_("customer"),
        db_index=False,
    )
    contact = models.ForeignKey(
        "customers.CustomerContact",
        models.PROTECT,
        related_name="requests",
        null=True,
        blank=True,
        verbose_name=_("who asks at the customer"),
    )
    requested_for = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        related_name="requests",
        null=True,
        blank=True,
        verbose_name=_("for whom"),
        db_index=False,
    )
    description = models.TextField(_("what is wanted"), blank=True, max_length=20_000)
    answers = models.TextField(_("answers, one to a line"), blank=True, max_length=20_000)
    priority = models.PositiveSmallIntegerField(_("priority"), choices=PRIORITIES, null=True, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, related_name="parts", null=True, blank=True, verbose_name=_("part of")
    )
    group = models.CharField(_("assignment group"), max_length=100, blank=True)
    assignee = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("assigned to"),
        db_index=False,
    )
    due = models.DateField(_("due"), null=True, blank=True)
    pending_on = models.CharField(_("waits for"), max_length=10, choices=PENDING, blank=True)
    pending_until = models.DateField(_("waits until"), null=True, blank=True)
    done = models.TextField(_("what was done"), blank=True, max_length=20_000)
    outcome = models.CharField(_("how it ended"), max_length=10, choices=OUTCOMES, blank=True)
    fulfilled_on = models.DateField(_("fulfilled on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    rating = models.PositiveSmallIntegerField(
        _("satisfaction (1 to 5)"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    rating_comment = models.CharField(_("what could be better"), max_length=500, blank=True)
    state = StateField(REQUEST_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(RequestQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed(
            "title",
            "state",
            "priority",
            "offering",
            "service",
            "customer",
            "requested_for",
            "assignee",
            "due",
            "group",
            "fulfilled_on",
            "closed_on",
        )
        indexes.append(models.Index(fields=["organization", "state", "created_at"]))
        indexes.append(models.Index(fields=["organization", "customer", "created_at"]))
