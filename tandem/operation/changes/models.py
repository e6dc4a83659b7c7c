"""Changes of services, of items, and of the management system itself."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Records, Words
from tandem.ground.kernel.lenses import Lensed
from tandem.ground.kernel.records import RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

KINDS = [
    ("service", _("Service")),
    ("item", _("Item of a service")),
    ("process", _("Process")),
    ("other-party", _("What another party provides")),
    ("management-system", _("Management system")),
]
CATEGORIES = [("standard", _("Standard")), ("normal", _("Normal")), ("emergency", _("Emergency"))]
IMPACTS = [("none", _("None")), ("minor", _("Minor")), ("major", _("Major"))]
WEIGHTS = [("none", _("None")), ("minor", _("Minor")), ("weighty", _("Changes what risks were judged by"))]
ROUTES = [
    ("template", _("By its template")),
    ("simple", _("Weighed and approved")),
    ("board", _("Before the board")),
    ("design", _("Through design and transition")),
]
AFTERWARDS = [("approved", _("Approved afterwards")), ("refused", _("Not approved afterwards"))]
SERVICE_QUESTIONS = ("moves_service", "changes_agreement", "interrupts_users")
SECURITY_QUESTIONS = ("reaches_information", "weakens_control", "opens_access")
QUESTIONS = (*SERVICE_QUESTIONS, *SECURITY_QUESTIONS)
CHANGE_STATES = (
    State("requested", _("Requested"), "quiet"),
    State("weighed", _("Weighed"), "waiting"),
    State("approved", _("Approved"), "active"),
    State("undecided", _("Made, to be decided afterwards"), "bad"),
    State("decided", _("Made, decided afterwards"), "waiting"),
    State("made", _("Made"), "waiting"),
    State("closed", _("Closed"), "good", final=True),
    State("rejected", _("Rejected"), "quiet", final=True),
)


class ChangeQuerySet(RecordQuerySet):
    def open(self) -> "ChangeQuerySet":
        """Changes that are not closed or rejected."""
        return self.exclude(state__in=("closed", "rejected"))

    def planned(self) -> "ChangeQuerySet":
        """Changes that are still to be made on a day that is known."""
        return self.filter(state__in=("requested", "weighed", "approved")).exclude(planned_for=None)

    def calling_risks(self) -> "ChangeQuerySet":
        """Changes whose risks were called again and are not all assessed yet."""
        return self.filter(reassess_by__isnull=False, reassessed_on=None)

    def due_before(self, day: date) -> "ChangeQuerySet":
        """Approved changes whose planned day has passed."""
        return self.filter(state="approved", planned_for__lt=day)


def _question(label: Any) -> "models.BooleanField[Any, Any]":
    """A question that decides the route; nothing while nobody has answered it."""
    return models.BooleanField(label, null=True, blank=True)


class Change(Lensed):
    """A change of a service, an item, a process or the management system: weighed, decided, made, looked at again."""

    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("what is changed"), max_length=20, choices=KINDS, default="service")
    category = models.CharField(_("category"), max_length=10, choices=CATEGORIES, default="normal")
    reason = models.TextField(_("why"), blank=True, max_length=10_000)
    description = models.TextField(_("what exactly"), blank=True, max_length=10_000)
    requester = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("asked for by"),
        db_index=False,
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
    process = models.ForeignKey(
        "leadership.Process",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("process"),
        db_index=False,
    )
    template = models.ForeignKey(
        "changes.ChangeTemplate",
        models.PROTECT,
        related_name="changes",
        null=True,
        blank=True,
        verbose_name=_("template"),
        db_index=False,
    )
    items = Records(_("items"), to="inventory.Item", blank=True, most=100, longest=40)
    moves_service = _question(_("does a service begin, end, move to another party or get another design?"))
    changes_agreement = _question(_("does an agreement with a customer have to change?"))
    interrupts_users = _question(_("do users feel an interruption outside the agreed windows?"))
    reaches_information = _question(_("does information go elsewhere, or does somebody else get at it?"))
    weakens_control = _question(_("is a control switched off, weakened or replaced?"))
    opens_access = _question(_("are rights, networks or keys opened further?"))
    route = models.CharField(_("route"), max_length=8, choices=ROUTES, blank=True, editable=False)
    service_transition = models.ForeignKey(
        "transitions.TransitionOfService",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("its design and transition"),
        db_index=False,
    )
    service_impact = models.CharField(_("impact on services"), max_length=8, choices=IMPACTS, blank=True)
    service_effect = models.TextField(_("what services feel of it"), blank=True, max_length=5_000)
    security_impact = models.CharField(_("impact on security"), max_length=8, choices=WEIGHTS, blank=True)
    security_effect = models.TextField(_("what it means for security"), blank=True, max_length=5_000)
    risks = Records(_("risks it touches"), to="risks.Risk", blank=True, most=50, longest=40)
    risks_called_on = models.DateField(_("its risks were called again on"), null=True, blank=True, editable=False)
    reassess_by = models.DateField(_("its risks are to be assessed by"), null=True, blank=True, editable=False)
    reassessed_on = models.DateField(_("all its risks assessed on"), null=True, blank=True, editable=False)
    benefit = models.TextField(_("benefit, risk and feasibility"), blank=True, max_length=5_000)
    resources = models.TextField(_("with what means"), blank=True, max_length=5_000)
    way_back = models.TextField(_("way back"), blank=True, max_length=5_000)
    test = models.TextField(_("how it was tested"), blank=True, max_length=5_000)
    announced = models.TextField(_("who was told"), blank=True, max_length=2_000)
    planned_for = models.DateField(_("planned for"), null=True, blank=True)
    starts_at = models.DateTimeField(_("begins at"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends at"), null=True, blank=True)
    people = Records(_("who is needed beside the owner"), to="people.Person", blank=True, most=20, longest=40)
    collision_accepted = models.TextField(_("why it may collide"), blank=True, max_length=2_000)
    freeze_allowed_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("allowed in the freeze by"),
        db_index=False,
    )
    tasks = Words(_("tasks"), blank=True, most=50, longest=200)
    is_planned = models.BooleanField(_("was planned"), default=True)
    decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("decided by")
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decide_by = models.DateField(_("to be decided afterwards by"), null=True, blank=True, editable=False)
    afterwards = models.CharField(
        _("decision afterwards"), max_length=8, choices=AFTERWARDS, blank=True, editable=False
    )
    made_on = models.DateField(_("made on"), null=True, blank=True)
    outcome = models.TextField(_("outcome"), blank=True, max_length=10_000)
    is_as_intended = models.BooleanField(_("went as intended"), null=True, blank=True)
    incidents = Records(_("incidents it caused"), to="incidents.Incident", blank=True, most=200, longest=40)
    review = models.TextField(_("review of its consequences"), blank=True, max_length=10_000)
    reviewed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("reviewed by")
    )
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)
    state = StateField(CHANGE_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(ChangeQuerySet)()

    class Meta(Lensed.Meta):
        indexes = indexed(
            "title",
            "kind",
            "category",
            "state",
            "planned_for",
            "starts_at",
            "made_on",
            "service",
            "route",
            "reassess_by",
        )
