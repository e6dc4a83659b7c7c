"""Risk in money: what risks cost a year as people estimate it, what is tolerable, which bad years come together."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Label, Money
from tandem.ground.kernel.money import CURRENCY
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

FREQUENCIES = [
    ("poisson", _("Any number of events a year")),
    ("bernoulli", _("One event a year at most")),
]
SHAPES = [
    ("lognormal", _("Lognormal, 90 % range")),
    ("normal", _("Normal, 90 % range")),
    ("pert", _("PERT: least, most likely, most")),
    ("triangular", _("Triangular: least, most likely, most")),
    ("uniform", _("Uniform: least and most")),
    ("constant", _("Always the same amount")),
]
EVENTS = _("Nine times in ten the truth lies between low and high; leave high empty where the number is known.")
AS_BEFORE = _("Empty: as before the treatment.")


def _amount(label: Label, help_text: Label = "") -> Money:
    """An amount of money that somebody estimates."""
    limits = [MinValueValidator(0), MaxValueValidator(10**12)]
    return Money(label, max_digits=15, decimal_places=2, null=True, blank=True, validators=limits, help_text=help_text)


def _events(label: Label, help_text: Label = "") -> "models.DecimalField[Any, Any]":
    """Events in an average year."""
    limits = [MinValueValidator(0), MaxValueValidator(10_000)]
    return models.DecimalField(
        label, max_digits=12, decimal_places=6, null=True, blank=True, validators=limits, help_text=help_text
    )


def _chance(label: Label, help_text: Label = "") -> "models.DecimalField[Any, Any]":
    """A probability from 0 to 1."""
    limits = [MinValueValidator(0), MaxValueValidator(1)]
    return models.DecimalField(
        label, max_digits=7, decimal_places=6, null=True, blank=True, validators=limits, help_text=help_text
    )


def _figure(label: Label, places: int = 2) -> "models.DecimalField[Any, Any]":
    """A simulated figure."""
    return models.DecimalField(label, max_digits=19, decimal_places=places, null=True, blank=True, editable=False)


class LossEstimateQuerySet(RecordQuerySet):
    def agreed(self) -> "LossEstimateQuerySet":
        """The estimates that count; one of each risk at most."""
        return self.filter(state="agreed")


LOSS_ESTIMATE_STATES = (
    State("draft", _("Draft"), "active"),
    State("agreed", _("Agreed"), "good"),
    State("superseded", _("Superseded"), "quiet", final=True),
)


class LossEstimate(Record):
    """How often a risk strikes and what that costs, in ranges that people would bet on, before and after treatment."""

    risk = models.ForeignKey(
        "risks.Risk", models.PROTECT, related_name="loss_estimates", verbose_name=_("risk"), db_index=False
    )
    title = models.CharField(_("what is estimated"), max_length=200)
    currency = models.CharField(_("currency"), max_length=3, default="EUR", validators=[CURRENCY])
    group = models.CharField(
        _("common cause"),
        max_length=60,
        blank=True,
        help_text=_("Risks of one group have bad years together, as the correlations in force say."),
    )
    frequency = models.CharField(_("number of events"), max_length=10, choices=FREQUENCIES, default="poisson")
    rate_low = _events(_("events a year, low"), EVENTS)
    rate_high = _events(_("events a year, high"))
    probability = _chance(_("probability a year"), _("From 0 to 1, where it happens once a year at most."))
    loss_shape = models.CharField(_("kind of range"), max_length=10, choices=SHAPES, default="lognormal")
    loss_low = _amount(_("cost, low"))
    loss_mode = _amount(
        _("cost, most likely"), _("For PERT and triangular ranges, and for a cost that is always the same.")
    )
    loss_high = _amount(_("cost, high"))
    treatment = models.CharField(_("what the treatment does"), max_length=200, blank=True)
    treatment_cost = _amount(_("cost of the treatment a year"))
    after_rate_low = _events(_("events a year after, low"), AS_BEFORE)
    after_rate_high = _events(_("events a year after, high"))
    after_probability = _chance(_("probability a year after"), AS_BEFORE)
    after_shape = models.CharField(_("kind of range after"), max_length=10, choices=SHAPES, blank=True)
    after_low = _amount(_("cost after, low"), AS_BEFORE)
    after_mode = _amount(_("cost after, most likely"))
    after_high = _amount(_("cost after, high"))
    estimated_by = models.CharField(_("who estimated"), max_length=200, blank=True)
    estimated_on = models.DateField(_("estimated on"), null=True, blank=True)
    basis = models.TextField(_("where the numbers come from"), blank=True, max_length=10_000)
    calibration = models.TextField(_("how sure the estimators are"), blank=True, max_length=5_000)
    state = StateField(LOSS_ESTIMATE_STATES, max_length=12)
    agreed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, editable=False, verbose_name=_("agreed by")
    )
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    expected_loss = _figure(_("expected loss a year"))
    standard_error = _figure(_("standard error"))
    median_loss = _figure(_("loss of a usual year"))
    loss_90 = _figure(_("loss in 1 year of 10"))
    loss_95 = _figure(_("loss in 1 year of 20"))
    loss_99 = _figure(_("loss in 1 year of 100"))
    shortfall_95 = _figure(_("mean of the worst 5 % of years"))
    chance_of_loss = _figure(_("probability of any loss"), 6)
    expected_after = _figure(_("expected loss after"))
    loss_95_after = _figure(_("loss in 1 year of 20 after"))
    reduction = _figure(_("taken away a year"))
    net_benefit = _figure(_("net benefit a year"))
    rate_of_return = _figure(_("return on its cost"), 4)
    years = models.PositiveIntegerField(_("years simulated"), null=True, blank=True, editable=False)
    seed = models.PositiveIntegerField(_("seed"), null=True, blank=True, editable=False)
    digest = models.CharField(_("digest of the inputs"), max_length=64, blank=True, editable=False)

    objects: ClassVar[Any] = RecordManager.from_queryset(LossEstimateQuerySet)()

    class Meta(Record.Meta):
        indexes = [
            *indexed("title", "state", "group", "estimated_on", "expected_loss", "loss_95", "net_benefit"),
            models.Index(fields=["organization", "risk", "id"]),
        ]


class InForceQuerySet(RecordQuerySet):
    def in_force(self) -> "Any | None":
        """The approved version, if there is one."""
        return self.filter(state="approved").order_by("-approved_on", "-pk").first()


APPROVED_STATES = (
    State("draft", _("Draft"), "quiet"),
    State("approved", _("Approved"), "good"),
    State("superseded", _("Superseded"), "quiet", final=True),
)


class Approved(Record):
    """What management approves in versions, the newest superseding the one before."""

    title = models.CharField(_("title"), max_length=200)
    reason = models.TextField(_("why so"), blank=True, max_length=5_000)
    state = StateField(APPROVED_STATES, max_length=12)
    approved_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, editable=False, verbose_name=_("approved by")
    )
    approved_on = models.DateField(_("approved on"), null=True, blank=True)

    objects: ClassVar[Any] = RecordManager.from_queryset(InForceQuerySet)()

    class Meta(Record.Meta):
        abstract = True
