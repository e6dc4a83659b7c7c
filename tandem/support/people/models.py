"""People, what they have to be able to do, and what they were told."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField


class PersonQuerySet(RecordQuerySet):
    def here(self) -> "PersonQuerySet":
        """Those who work here today."""
        return self.filter(state="active")


PERSON_STATES = (
    State("joining", _("Joining"), "active"),
    State("active", _("Here"), "good"),
    State("left", _("Left"), "quiet", final=True),
)


class Person(Record):
    """Somebody who works for the organization, employed or not; what they do in the management system."""

    title = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"), blank=True)
    function = models.CharField(_("function"), max_length=200, blank=True)
    unit = models.CharField(_("unit"), max_length=200, blank=True)
    roles = models.JSONField(_("roles in the management system"), default=list, blank=True)
    engaged_as = models.CharField(
        _("engaged as"),
        max_length=12,
        default="employee",
        choices=[
            ("employee", _("Employee")),
            ("contractor", _("Contractor")),
            ("trainee", _("Trainee")),
            ("board", _("Top management")),
        ],
    )
    began_on = models.DateField(_("began on"), null=True, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    is_screened = models.BooleanField(_("background checked"), null=True, blank=True)
    has_signed = models.BooleanField(_("signed confidentiality and terms"), null=True, blank=True)
    has_returned = models.BooleanField(_("returned everything, access ended"), null=True, blank=True)
    state = StateField(PERSON_STATES, max_length=10, initial="active")

    objects = RecordManager.from_queryset(PersonQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "unit", "state", "began_on")


class Competence(Record):
    """One thing a person has to be able to do for a role: the evidence, or the step that closes the gap."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="competences", verbose_name=_("person"))
    title = models.CharField(_("what has to be mastered"), max_length=200)
    role = models.CharField(_("needed for the role"), max_length=200, blank=True)
    held = models.CharField(
        _("mastered"),
        max_length=8,
        default="no",
        choices=[("yes", _("Yes")), ("partly", _("In part")), ("no", _("Not yet"))],
    )
    evidence = models.CharField(_("evidence"), max_length=500, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    step = models.CharField(_("next step"), max_length=500, blank=True)
    step_due = models.DateField(_("step due"), null=True, blank=True)

    class Meta(Record.Meta):
        indexes = [*indexed("title", "held", "valid_until"), models.Index(fields=["organization", "person", "id"])]


class Training(Record):
    """What somebody was taught or made aware of, when, and whether it helped."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="trainings", verbose_name=_("person"))
    title = models.CharField(_("topic"), max_length=200)
    kind = models.CharField(
        _("kind"),
        max_length=10,
        default="awareness",
        choices=[("awareness", _("Awareness")), ("training", _("Training")), ("exam", _("Examination"))],
    )
    done_on = models.DateField(_("done on"))
    valid_until = models.DateField(_("repeat by"), null=True, blank=True)
    checked_on = models.DateField(_("effect looked at on"), null=True, blank=True)
    effect = models.CharField(_("what it brought"), max_length=500, blank=True)

    class Meta(Record.Meta):
        indexes = [
            *indexed("title", "kind", "done_on", "valid_until"),
            models.Index(fields=["organization", "person", "id"]),
        ]
