"""People, what they have to be able to do, and what they were told."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Words
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField


class PersonQuerySet(RecordQuerySet):
    def here(self) -> "PersonQuerySet":
        """Those who work here today."""
        return self.filter(state="active")


PERSON_STATES = (
    State("joining", _("Joining"), "active"),
    State("active", _("Active"), "good", next=""),
    State("left", _("Left"), "quiet", final=True),
)


class Person(Record):
    """Somebody who works for the organization, employed or not; what they do in the management system."""

    title = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"), blank=True)
    user = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
        verbose_name=_("signs in as"),
    )
    manager = models.ForeignKey(
        "self", models.PROTECT, related_name="reports", null=True, blank=True, verbose_name=_("line manager")
    )
    function = models.CharField(_("function"), max_length=200, blank=True)
    works_in = models.ForeignKey(
        "people.OrganizationalUnit",
        models.PROTECT,
        related_name="people",
        null=True,
        blank=True,
        db_index=False,
        verbose_name=_("works in"),
    )
    works_at = models.ForeignKey(
        "people.Site",
        models.PROTECT,
        related_name="people",
        null=True,
        blank=True,
        db_index=False,
        verbose_name=_("works at"),
    )
    unit = models.CharField(
        _("unit"),
        max_length=200,
        blank=True,
        help_text=_("The title of the unit; a word of its own where that unit is not kept yet."),
    )
    roles = Words(_("roles in the management system"), blank=True)
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

    objects: ClassVar[Any] = RecordManager.from_queryset(PersonQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "unit", "works_in", "works_at", "state", "began_on", "user")
