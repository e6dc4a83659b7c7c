"""Risks: the method they are judged by, the risks themselves, and their acceptance."""

from datetime import date
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.direction.risks.methods.models import DOMAINS, LARGEST_SCALE, RiskMethod
from tandem.direction.risks.threats.models import Threat
from tandem.direction.risks.weaknesses.models import Weakness
from tandem.ground.kernel.fields import Label, Level, Words
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

KINDS = [("risk", _("Risk")), ("opportunity", _("Opportunity"))]
TREATMENTS = [("modify", _("Modify")), ("retain", _("Retain")), ("avoid", _("Avoid")), ("share", _("Share"))]


def _grade(label: Label) -> "models.PositiveSmallIntegerField[Any, Any]":
    """A step on a scale of the method, 1 being the lowest."""
    limits = [MinValueValidator(1), MaxValueValidator(LARGEST_SCALE)]
    return models.PositiveSmallIntegerField(label, null=True, blank=True, validators=limits)


def _judged(label: Label) -> Words:
    """Steps of impact by criterion of the method, such as `Money: 3`."""
    return Words(label, blank=True)


def _level(label: Label) -> Level:
    """Likelihood × impact, computed."""
    return Level(label, null=True, blank=True, editable=False)


class RiskQuerySet(RecordQuerySet):
    def open(self) -> "RiskQuerySet":
        """Risks that are still there."""
        return self.exclude(state="closed")

    def due_before(self, day: date) -> "RiskQuerySet":
        """Open risks whose next assessment is overdue on this day."""
        return self.open().filter(next_review__lt=day)


RISK_STATES = (
    State("identified", _("Identified"), "quiet"),
    State("assessed", _("Assessed"), "active"),
    State("in-treatment", _("In treatment"), "waiting"),
    State("accepted", _("Accepted"), "good", next="assess-again"),
    State("closed", _("Closed"), "quiet", final=True),
)


class Risk(Record):
    """What could happen, how bad it would be before and after treatment, and who answers for it."""

    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=KINDS, default="risk")
    domain = models.CharField(_("domain"), max_length=24, choices=DOMAINS, default="information-security")
    issue = models.ForeignKey(
        "context.ContextIssue",
        models.PROTECT,
        related_name="risks",
        null=True,
        blank=True,
        verbose_name=_("issue it comes from"),
        db_index=False,
    )
    party = models.ForeignKey(
        "context.InterestedParty",
        models.PROTECT,
        related_name="risks",
        null=True,
        blank=True,
        verbose_name=_("party whose need it comes from"),
        db_index=False,
    )
    description = models.TextField(_("what could happen"), blank=True, max_length=20_000)
    typical_threat = models.ForeignKey(
        Threat, models.PROTECT, related_name="risks", null=True, blank=True, verbose_name=_("typical threat")
    )
    threat = models.CharField(_("threat or cause"), max_length=300, blank=True)
    weakness = models.ForeignKey(
        Weakness, models.PROTECT, related_name="risks", null=True, blank=True, verbose_name=_("typical weakness")
    )
    vulnerability = models.CharField(_("vulnerability"), max_length=300, blank=True)
    asset = models.CharField(_("asset in words"), max_length=200, blank=True)
    item = models.ForeignKey(
        "inventory.Item",
        models.PROTECT,
        related_name="risks",
        null=True,
        blank=True,
        verbose_name=_("asset"),
        db_index=False,
    )
    supplier = models.ForeignKey(
        "suppliers.Supplier",
        models.PROTECT,
        related_name="risks",
        null=True,
        blank=True,
        verbose_name=_("supplier"),
        db_index=False,
    )
    customer_impact = models.CharField(_("what customers would notice"), max_length=300, blank=True)
    consequence = models.TextField(_("consequence"), blank=True, max_length=10_000)
    confidentiality = models.BooleanField(_("confidentiality"), default=False)
    integrity = models.BooleanField(_("integrity"), default=False)
    availability = models.BooleanField(_("availability"), default=False)
    service = models.ForeignKey(
        "services.Service",
        models.PROTECT,
        related_name="risks",
        null=True,
        blank=True,
        verbose_name=_("service"),
        db_index=False,
    )
    method = models.ForeignKey(
        RiskMethod, models.PROTECT, related_name="risks", null=True, blank=True, verbose_name=_("risk method")
    )
    existing_controls = models.TextField(_("controls in place"), blank=True, max_length=10_000)
    inherent_likelihood = _grade(_("inherent likelihood"))
    inherent_impacts = _judged(_("inherent impact by criterion"))
    inherent_impact = _grade(_("inherent impact"))
    inherent_level = _level(_("inherent level"))
    likelihood = _grade(_("likelihood"))
    impacts = _judged(_("impact by criterion"))
    impact = _grade(_("impact"))
    likelihood_reason = models.CharField(_("why this likelihood"), max_length=300, blank=True)
    impact_reason = models.CharField(_("why this impact"), max_length=300, blank=True)
    level = _level(_("level"))
    band = models.CharField(_("band"), max_length=80, blank=True, editable=False)
    to_reassess = models.BooleanField(_("to be assessed again"), default=False, editable=False)
    treatment = models.CharField(_("treatment"), max_length=10, choices=TREATMENTS, blank=True)
    plan = models.TextField(_("treatment plan"), blank=True, max_length=20_000)
    controls = Words(_("controls needed"), blank=True)
    plan_due = models.DateField(_("treatment due"), null=True, blank=True)
    plan_cost = models.PositiveBigIntegerField(_("cost of the treatment"), null=True, blank=True)
    residual_approved_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("residual approved by"),
    )
    residual_approved_level = models.PositiveSmallIntegerField(
        _("residual approved at level"), null=True, blank=True, editable=False
    )
    residual_likelihood = _grade(_("residual likelihood"))
    residual_impacts = _judged(_("residual impact by criterion"))
    residual_impact = _grade(_("residual impact"))
    residual_level = _level(_("residual level"))
    residual_reason = models.CharField(_("why the residual is higher"), max_length=300, blank=True)
    state = StateField(RISK_STATES, max_length=12)
    assessed_on = models.DateField(_("assessed on"), null=True, blank=True)
    assessed_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("assessed by"),
    )
    next_review = models.DateField(_("next assessment"), null=True, blank=True)
    accepted_level = Level(_("accepted level"), null=True, blank=True, editable=False)
    accepted_until = models.DateField(_("accepted until"), null=True, blank=True, editable=False)

    is_brought = False  # by an import, just now; such a risk may lack what its domain asks for

    objects: ClassVar[Any] = RecordManager.from_queryset(RiskQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed(
            "title",
            "domain",
            "kind",
            "issue",
            "party",
            "state",
            "level",
            "inherent_level",
            "residual_level",
            "next_review",
            "plan_due",
            "service",
            "item",
            "supplier",
            "accepted_until",
            "band",
            "to_reassess",
        )
