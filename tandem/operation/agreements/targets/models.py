"""Service level targets."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import LongDuration, Percentage
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.operation.agreements.models import IN_FORCE
from tandem.operation.agreements.targets.picking import pick
from tandem.operation.agreements.versions.models import WORDED, AgreementVersion

KINDS = [
    ("response", _("Response")),
    ("resolution", _("Resolution")),
    ("fulfilment", _("Fulfilment of requests")),
    ("availability", _("Availability")),
]
TIMED = ("response", "resolution", "fulfilment")
PRIORITIES = [(0, _("Every priority")), *((number, str(number)) for number in range(1, 6))]


class TargetQuerySet(RecordQuerySet):
    def in_force(self) -> "TargetQuerySet":
        """Targets of versions in force."""
        return self.filter(agreement_version__state="approved")

    def promised_in(self, first: date, last: date) -> "TargetQuerySet":
        """Targets of the wording that each agreement had at the end of a period, unless it ended before the period."""
        since = OuterRef("agreement_version__effective_from")
        is_later = Q(effective_from__gt=since) | Q(effective_from=since, pk__gt=OuterRef("agreement_version"))
        later = AgreementVersion.objects.filter(
            is_later,
            agreement=OuterRef("agreement_version__agreement"),
            state__in=WORDED,
            effective_from__lte=last,
        )
        is_kept = Q(agreement_version__agreement__state__in=IN_FORCE)
        has_ended = Q(agreement_version__agreement__state="ended", agreement_version__agreement__ends_on__gte=first)
        return self.filter(
            is_kept | has_ended,
            ~Exists(later),
            agreement_version__state__in=WORDED,
            agreement_version__effective_from__lte=last,
        )

    def clocked(self) -> "TargetQuerySet":
        """Targets whose time runs for each ticket."""
        return self.filter(kind__in=TIMED)


class ServiceTarget(Record):
    """One promise about one service: what share of tickets within what time, or how available it is."""

    agreement_version = models.ForeignKey(
        AgreementVersion, models.PROTECT, related_name="service_targets", verbose_name=_("version"), db_index=False
    )
    service = models.ForeignKey(
        "services.Service",
        models.PROTECT,
        related_name="service_targets",
        verbose_name=_("service"),
        db_index=False,
    )
    title = models.CharField(_("title"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=KINDS, default="resolution")
    priority = models.PositiveSmallIntegerField(_("priority"), choices=PRIORITIES, default=0)
    minutes = LongDuration(_("time promised, in service hours"), unit="minutes", null=True, blank=True)
    share = Percentage(
        _("in at least … percent"),
        max_digits=6,
        decimal_places=3,
        default=100,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    last_result = models.DateField(_("measured until"), null=True, blank=True)

    objects: ClassVar[Any] = RecordManager.from_queryset(TargetQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "agreement_version", "service", "kind", "priority", "last_result")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["agreement_version", "service", "kind", "priority"], name="one_target_of_a_kind"
            ),
        ]

    @property
    def is_in_force(self) -> bool:
        """Whether new clocks count by it."""
        return bool(self.agreement_version.state == "approved")

    @property
    def calendar(self) -> Any:
        """The hours in which its time runs: those of its version."""
        return self.agreement_version.calendar

    @property
    def pauses(self) -> Sequence[str]:
        """The waiting that stops its clocks."""
        waiting: Sequence[str] = self.agreement_version.pauses
        return waiting

    def newer(self, ticket: Any) -> "ServiceTarget | None":
        """The target of the same agreement, service and kind in force for a ticket; None without another."""
        of_agreement = ServiceTarget.objects.in_force().filter(
            agreement_version__agreement_id=self.agreement_version.agreement_id,
            service_id=self.service_id,
            kind=self.kind,
        )
        best: ServiceTarget | None = pick(
            list(of_agreement.select_related("agreement_version__calendar")), ticket.priority
        )
        return None if best is None or best.pk == self.pk else best
