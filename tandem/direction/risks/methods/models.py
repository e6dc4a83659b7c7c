"""The method that risks are judged by."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.direction.risks.methods import scales
from tandem.direction.risks.methods.judging import Judging
from tandem.ground.kernel.fields import Duration, Words
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

DOMAINS = [
    ("information-security", _("Information security")),
    ("service", _("Service requirements")),
    ("supplier", _("Other parties")),
    ("availability", _("Service availability")),
    ("continuity", _("Service continuity")),
    ("organization", _("Organization")),
]

FORMULAS = [
    ("product", _("Likelihood × impact")),
    ("sum", _("Likelihood + impact")),
    ("matrix", _("Matrix of its own")),
]

COMBININGS = [("highest", _("The highest counts")), ("mean", _("The mean, rounded up"))]

LARGEST_SCALE = 10


def five_steps() -> list[str]:
    """Names of a five-step scale, the lowest first."""
    return ["Very low", "Low", "Medium", "High", "Very high"]


class RiskMethodQuerySet(RecordQuerySet):
    def in_force(self, domain: str = "") -> "RiskMethod | None":
        """The approved method for a domain; one made for that domain goes before one for all.

        Without a domain it is the one for all, else the newest of any.
        """
        approved = list(self.filter(state="approved").order_by("-approved_on", "-pk"))
        special = [method for method in approved if domain and domain in method.domains]
        general = [method for method in approved if not method.domains]
        return next(iter(special or general or ([] if domain else approved)), None)


RISK_METHOD_STATES = (
    State("draft", _("Draft"), "quiet"),
    State("approved", _("Approved"), "good"),
    State("superseded", _("Superseded"), "quiet", final=True),
)


class RiskMethod(Record):
    """How the organization judges risks: its scales, what it accepts, how often it looks again; fixed once approved."""

    title = models.CharField(_("title"), max_length=200)
    edition = models.CharField(_("version of the method"), max_length=20, default="1")
    description = models.TextField(_("how risks are identified and judged"), blank=True, max_length=20_000)
    likelihood_scale = Words(_("likelihood, lowest first"), default=five_steps)
    impact_scale = Words(_("impact, lowest first"), default=five_steps)
    likelihood_meaning = models.TextField(
        _("what each step of likelihood means"), blank=True, max_length=5_000, help_text=_("One line for each step.")
    )
    impact_meaning = models.TextField(
        _("what each step of impact means"), blank=True, max_length=10_000, help_text=_("One line for each step.")
    )
    impact_criteria = models.TextField(
        _("criteria of impact"),
        blank=True,
        max_length=20_000,
        help_text=_("One line each: Money | below 1,000 | below 10,000 | … with a meaning for every step of impact."),
    )
    combining = models.CharField(_("how criteria make one impact"), max_length=8, choices=COMBININGS, default="highest")
    domains = Words(_("for these domains"), blank=True)
    formula = models.CharField(_("how a level comes about"), max_length=8, choices=FORMULAS, default="product")
    matrix = Words(_("matrix, lowest likelihood first"), keeps_repeats=True, blank=True)
    bands = models.TextField(
        _("bands of levels"),
        blank=True,
        max_length=2_000,
        help_text=_(
            "One line each, rising: 4 | Low | good | 24 – up to level, name, colour, months between assessments."
        ),
    )
    tiers = models.TextField(
        _("who accepts what level"),
        blank=True,
        max_length=2_000,
        help_text=_("One line each, rising: 9 | owner, then 25 | manager, or 25 | a person's e-mail address."),
    )
    begins_from = models.CharField(
        _("begun from"),
        max_length=300,
        blank=True,
        help_text=_("A ready-made method, a matrix of the catalogue, or the method whose new version this is."),
    )
    owner_accepts_up_to = models.PositiveSmallIntegerField(
        _("owners accept up to level"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    accept_up_to = models.PositiveSmallIntegerField(
        _("acceptable up to level"), default=6, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    critical_from = models.PositiveSmallIntegerField(
        _("critical from level"), default=15, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    review_months = Duration(_("assess again every … months"), default=12)
    look_months = Duration(_("look at the method again every … months"), default=12)
    last_review = models.DateField(_("last review"), null=True, blank=True, editable=False)
    next_review = models.DateField(_("next review"), null=True, blank=True, editable=False)
    state = StateField(RISK_METHOD_STATES, max_length=12)
    approved_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("approved by")
    )
    approved_on = models.DateField(_("approved on"), null=True, blank=True)

    objects: ClassVar[Any] = RecordManager.from_queryset(RiskMethodQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "state", "approved_on", "next_review")

    @property
    def judging(self) -> Judging:
        """The part that computes."""
        rows = (
            tuple(tuple(int(cell) for cell in row.split()) for row in self.matrix) if self.formula == "matrix" else ()
        )
        return Judging(
            self.formula,
            rows,
            self.accept_up_to,
            self.critical_from,
            self.owner_accepts_up_to,
            scales.read_bands(self.bands, 0),
            scales.read_tiers(self.tiers),
            self.combining,
        )

    @property
    def likelihoods(self) -> tuple[scales.Step, ...]:
        """The steps of likelihood with their meanings, lowest first."""
        return scales.read_steps(self.likelihood_scale, self.likelihood_meaning)

    @property
    def impacts(self) -> tuple[scales.Step, ...]:
        """The steps of impact with what they mean in general, lowest first."""
        return scales.read_steps(self.impact_scale, self.impact_meaning)

    @property
    def criteria(self) -> tuple[scales.Criterion, ...]:
        """What impact is judged by; empty where it is judged as a whole."""
        return scales.read_criteria(self.impact_criteria, len(self.impact_scale))

    def steps_of(self, criterion: scales.Criterion) -> tuple[scales.Step, ...]:
        """The steps of impact with what they mean for one criterion."""
        return scales.read_steps(self.impact_scale, "\n".join(word or "–" for word in criterion.meanings))
