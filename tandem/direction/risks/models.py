"""Risks: the method they are judged by, the risks themselves, and their acceptance."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.direction.risks import scales
from tandem.direction.risks.judging import Judging
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
TREATMENTS = [("modify", _("Modify")), ("retain", _("Retain")), ("avoid", _("Avoid")), ("share", _("Share"))]
THREATS = [
    ("deliberate", _("Deliberate")),
    ("human", _("Human error")),
    ("technical", _("Technical failure")),
    ("accidental", _("Accident")),
    ("environmental", _("Environment")),
]
WEAKNESSES = [
    ("organization", _("Organization")),
    ("people", _("People")),
    ("premises", _("Premises")),
    ("hardware", _("Hardware")),
    ("software", _("Software")),
    ("network", _("Network")),
    ("suppliers", _("Other parties")),
]
FORMULAS = [
    ("product", _("Likelihood × impact")),
    ("sum", _("Likelihood + impact")),
    ("matrix", _("Matrix of its own")),
]
COMBININGS = [("highest", _("The highest counts")), ("mean", _("The mean, rounded up"))]
LARGEST_SCALE = 10


class Rows(models.JSONField):
    """A list of words in which the same word may stand more than once, such as the rows of a matrix."""

    keeps_repeats = True


def _grade(label: object) -> models.PositiveSmallIntegerField:
    """A step on a scale of the method, 1 being the lowest."""
    limits = [MinValueValidator(1), MaxValueValidator(LARGEST_SCALE)]
    return models.PositiveSmallIntegerField(label, null=True, blank=True, validators=limits)


def _judged(label: object) -> models.JSONField:
    """Steps of impact by criterion of the method, such as `Money: 3`."""
    return models.JSONField(label, default=list, blank=True)


def _level(label: object) -> models.PositiveSmallIntegerField:
    """Likelihood × impact, computed."""
    return models.PositiveSmallIntegerField(label, null=True, blank=True, editable=False)


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
    likelihood_scale = models.JSONField(_("likelihood, lowest first"), default=five_steps)
    impact_scale = models.JSONField(_("impact, lowest first"), default=five_steps)
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
    domains = models.JSONField(_("for these domains"), default=list, blank=True)
    formula = models.CharField(_("how a level comes about"), max_length=8, choices=FORMULAS, default="product")
    matrix = Rows(_("matrix, lowest likelihood first"), default=list, blank=True)
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
    review_months = models.PositiveSmallIntegerField(_("assess again every … months"), default=12)
    state = StateField(RISK_METHOD_STATES, max_length=12)
    approved_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("approved by")
    )
    approved_on = models.DateField(_("approved on"), null=True, blank=True)

    objects = RecordManager.from_queryset(RiskMethodQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "state", "approved_on")

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


class Threat(Record):
    """A typical threat: what may happen, to which kinds of assets, and what is lost then. Risks are begun from it."""

    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=16, choices=THREATS, default="deliberate")
    description = models.TextField(_("what happens"), blank=True, max_length=5_000)
    confidentiality = models.BooleanField(_("confidentiality"), default=False)
    integrity = models.BooleanField(_("integrity"), default=False)
    availability = models.BooleanField(_("availability"), default=False)
    item_kinds = models.JSONField(_("kinds of assets"), default=list, blank=True)
    source = models.CharField(_("taken over from"), max_length=300, blank=True)

    class Meta(Record.Meta):
        indexes = indexed("title", "kind", "source")


class Weakness(Record):
    """A typical weakness that lets threats through: what is missing or wrong, and in which kinds of assets."""

    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=16, choices=WEAKNESSES, default="organization")
    description = models.TextField(_("how one sees it"), blank=True, max_length=5_000)
    item_kinds = models.JSONField(_("kinds of assets"), default=list, blank=True)
    source = models.CharField(_("taken over from"), max_length=300, blank=True)

    class Meta(Record.Meta):
        indexes = indexed("title", "kind", "source")


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
    State("accepted", _("Accepted"), "good"),
    State("closed", _("Closed"), "quiet", final=True),
)


class Risk(Record):
    """What could happen, how bad it would be before and after treatment, and who answers for it."""

    title = models.CharField(_("title"), max_length=200)
    domain = models.CharField(_("domain"), max_length=24, choices=DOMAINS, default="information-security")
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
        "inventory.Item", models.PROTECT, related_name="risks", null=True, blank=True, verbose_name=_("asset")
    )
    supplier = models.ForeignKey(
        "suppliers.Supplier", models.PROTECT, related_name="risks", null=True, blank=True, verbose_name=_("supplier")
    )
    customer_impact = models.CharField(_("what customers would notice"), max_length=300, blank=True)
    consequence = models.TextField(_("consequence"), blank=True, max_length=10_000)
    confidentiality = models.BooleanField(_("confidentiality"), default=False)
    integrity = models.BooleanField(_("integrity"), default=False)
    availability = models.BooleanField(_("availability"), default=False)
    service = models.ForeignKey(
        "services.Service", models.PROTECT, related_name="risks", null=True, blank=True, verbose_name=_("service")
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
    level = _level(_("level"))
    band = models.CharField(_("band"), max_length=80, blank=True, editable=False)
    to_reassess = models.BooleanField(_("to be assessed again"), default=False, editable=False)
    treatment = models.CharField(_("treatment"), max_length=10, choices=TREATMENTS, blank=True)
    plan = models.TextField(_("treatment plan"), blank=True, max_length=20_000)
    controls = models.JSONField(_("controls needed"), default=list, blank=True)
    plan_due = models.DateField(_("treatment due"), null=True, blank=True)
    plan_cost = models.PositiveIntegerField(_("cost of the treatment"), null=True, blank=True)
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
    next_review = models.DateField(_("next assessment"), null=True, blank=True)
    accepted_level = models.PositiveSmallIntegerField(_("accepted level"), null=True, blank=True, editable=False)
    accepted_until = models.DateField(_("accepted until"), null=True, blank=True, editable=False)

    is_brought = False  # by an import, just now; such a risk may lack what its domain asks for

    objects = RecordManager.from_queryset(RiskQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed(
            "title",
            "domain",
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


class MeasureQuerySet(RecordQuerySet):
    def kept(self) -> "MeasureQuerySet":
        """Measures of the plan: all that were not dropped."""
        return self.exclude(state="dropped")

    def open(self) -> "MeasureQuerySet":
        """Measures that are still to be done."""
        return self.filter(state__in=("planned", "in-progress"))


TREATMENT_MEASURE_STATES = (
    State("planned", _("Planned"), "quiet"),
    State("in-progress", _("In progress"), "active"),
    State("done", _("Done"), "good", final=True),
    State("dropped", _("Dropped"), "quiet", final=True),
)


class TreatmentMeasure(Record):
    """One thing that is done about a risk: by whom, until when, at what cost, and what it is to change."""

    risk = models.ForeignKey(Risk, models.PROTECT, related_name="measures", verbose_name=_("risk"))
    title = models.CharField(_("what is done"), max_length=200)
    description = models.TextField(_("how"), blank=True, max_length=10_000)
    due = models.DateField(_("due"))
    cost_once = models.PositiveIntegerField(_("cost, once"), null=True, blank=True)
    cost_yearly = models.PositiveIntegerField(_("cost, each year"), null=True, blank=True)
    control = models.ForeignKey(
        "controls.Control",
        models.PROTECT,
        related_name="measures",
        null=True,
        blank=True,
        verbose_name=_("control it brings about"),
    )
    requirements = models.JSONField(_("controls of a catalogue"), default=list, blank=True)
    likelihood_steps = models.PositiveSmallIntegerField(
        _("steps of likelihood it takes away"), default=0, blank=True, validators=[MaxValueValidator(LARGEST_SCALE)]
    )
    impact_steps = models.PositiveSmallIntegerField(
        _("steps of impact it takes away"), default=0, blank=True, validators=[MaxValueValidator(LARGEST_SCALE)]
    )
    state = StateField(TREATMENT_MEASURE_STATES, max_length=12)
    done_on = models.DateField(_("done on"), null=True, blank=True, editable=False)
    outcome = models.TextField(_("what came of it"), blank=True, max_length=5_000)

    objects = RecordManager.from_queryset(MeasureQuerySet)()

    class Meta(Record.Meta):
        indexes = [*indexed("title", "state", "due"), models.Index(fields=["organization", "risk", "id"])]

    @property
    def keys(self) -> Sequence[str]:
        """Keys of the controls it brings about: those named, and what its own control answers."""
        named: list[Any] = list(self.requirements)
        return [*named, *(self.control.requirements if self.control else ())]


class RiskAcceptance(Record):
    """That the owner of a risk accepted what is left of it: which level, why, until when. Never changed afterwards."""

    risk = models.ForeignKey(Risk, models.PROTECT, related_name="acceptances", verbose_name=_("risk"))
    level = models.PositiveSmallIntegerField(_("accepted level"), editable=False)
    reason = models.TextField(_("reason"), max_length=5_000)
    until = models.DateField(_("until"))
    accepted_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, editable=False, verbose_name=_("accepted by")
    )
    accepted_at = models.DateTimeField(_("accepted at"), editable=False, null=True)
    by_manager = models.BooleanField(_("accepted as a manager"), default=False, editable=False)
    accepted_as = models.CharField(_("accepted as"), max_length=200, blank=True, editable=False)

    class Meta(Record.Meta):
        indexes = [*indexed("until", "level"), models.Index(fields=["organization", "risk", "id"])]


RISK_ROUND_STATES = (State("open", _("Open"), "active"), State("closed", _("Closed"), "good", final=True))


class RiskRound(Record):
    """One round of assessment: which risks were looked at in it, and how they stood when it was closed, for good."""

    title = models.CharField(_("title"), max_length=200)
    domain = models.CharField(_("domain"), max_length=24, choices=DOMAINS, blank=True)
    purpose = models.TextField(_("occasion"), blank=True, max_length=5_000)
    participants = models.TextField(_("who takes part"), blank=True, max_length=2_000)
    began_on = models.DateField(_("began on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    conclusion = models.TextField(_("what came of it"), blank=True, max_length=10_000)
    results = models.JSONField(_("results"), default=list, blank=True, editable=False)
    judged = models.PositiveIntegerField(_("risks judged"), null=True, blank=True, editable=False)
    above = models.PositiveIntegerField(_("above what is acceptable"), null=True, blank=True, editable=False)
    state = StateField(RISK_ROUND_STATES, max_length=10)

    class Meta(Record.Meta):
        indexes = indexed("title", "domain", "state", "began_on", "closed_on")
