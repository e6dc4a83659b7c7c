"""What surrounds the organization: issues, interested parties, and what it is obliged to."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField


class WatchedQuerySet(RecordQuerySet):
    def due_before(self, day: date) -> "WatchedQuerySet":
        """Current entries that nobody has looked at since they should have."""
        return self.filter(state="current", next_review__lt=day)


WATCHED_STATES = (State("current", _("Current"), "good"), State("past", _("Past"), "quiet", final=True))


class Watched(Record):
    """Something around the organization that is looked at again and again."""

    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), blank=True, max_length=10_000)
    review_months = models.PositiveSmallIntegerField(_("look again every … months"), default=12)
    last_review = models.DateField(_("last looked at"), null=True, blank=True)
    next_review = models.DateField(_("look again on"), null=True, blank=True)
    state = StateField(WATCHED_STATES, max_length=10)

    objects = RecordManager.from_queryset(WatchedQuerySet)()

    class Meta(Record.Meta):
        abstract = True


class ContextIssue(Watched):
    """Something outside or inside that helps or hinders the management system."""

    kind = models.CharField(
        _("where"), max_length=10, choices=[("external", _("Outside")), ("internal", _("Inside"))], default="external"
    )
    direction = models.CharField(
        _("effect"),
        max_length=10,
        choices=[("hinders", _("Hinders")), ("helps", _("Helps")), ("both", _("Both"))],
        default="hinders",
    )
    concerns_services = models.BooleanField(_("concerns services"), default=True)
    concerns_security = models.BooleanField(_("concerns information security"), default=True)
    is_climate = models.BooleanField(_("concerns climate change"), default=False)
    is_relevant = models.BooleanField(_("matters to the management system"), null=True, blank=True)
    conclusion = models.TextField(_("what follows from it"), blank=True, max_length=5_000)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)

    class Meta(Watched.Meta):
        indexes = indexed("title", "kind", "state", "next_review")


class InterestedParty(Watched):
    """Somebody who expects something of the management system, or on whom it depends."""

    kind = models.CharField(
        _("kind"),
        max_length=12,
        default="customer",
        choices=[
            ("customer", _("Customers")),
            ("users", _("Users")),
            ("owners", _("Owners")),
            ("staff", _("Staff")),
            ("supplier", _("Suppliers")),
            ("authority", _("Authorities")),
            ("insurer", _("Insurers")),
            ("public", _("Public")),
            ("other", _("Others")),
        ],
    )
    contact = models.CharField(_("how we talk"), max_length=300, blank=True)

    class Meta(Watched.Meta):
        indexes = indexed("title", "kind", "state", "next_review")


class Obligation(Watched):
    """Something a law, a contract or a party asks of the organization, and where it is met."""

    kind = models.CharField(
        _("kind"),
        max_length=12,
        default="contract",
        choices=[
            ("law", _("Law or rule")),
            ("contract", _("Contract")),
            ("need", _("Need or expectation")),
            ("standard", _("Standard")),
            ("own", _("Own commitment")),
        ],
    )
    party = models.ForeignKey(
        InterestedParty,
        models.PROTECT,
        related_name="obligations",
        null=True,
        blank=True,
        verbose_name=_("interested party"),
    )
    source = models.CharField(_("where it stands"), max_length=300, blank=True)
    requirements = models.JSONField(_("calls for"), default=list, blank=True)
    met_by = models.TextField(_("where we meet it"), blank=True, max_length=5_000)
    is_answered = models.BooleanField(_("answered by the management system"), null=True, blank=True)
    concerns_services = models.BooleanField(_("concerns services"), default=True)
    concerns_security = models.BooleanField(_("concerns information security"), default=True)
    notify_hours = models.PositiveSmallIntegerField(_("notify within … hours"), null=True, blank=True)
    notify_whom = models.CharField(_("whom to notify"), max_length=200, blank=True)

    class Meta(Watched.Meta):
        indexes = indexed("title", "kind", "state", "next_review", "party")
