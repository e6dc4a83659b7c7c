"""Organizational units: who belongs together, under whom."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

UNIT_STATES = (
    State("active", _("Active"), "good", next=""),
    State("dissolved", _("Dissolved"), "quiet", final=True),
)


class UnitQuerySet(RecordQuerySet):
    def named(self, title: str) -> Any:
        """The active unit of this title, in whatever case; the oldest where several have it, None for none."""
        return self.filter(state="active").called(title).order_by("pk").first()


class OrganizationalUnit(Record):
    """A department, team or board of the organization: what it is there for, who heads it, what it is part of."""

    title = models.CharField(_("unit"), max_length=200)
    parent = models.ForeignKey(
        "self", models.PROTECT, related_name="parts", null=True, blank=True, verbose_name=_("part of"), db_index=False
    )
    head = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("headed by")
    )
    purpose = models.TextField(_("what it is there for"), blank=True, max_length=5_000)
    dissolved_on = models.DateField(_("dissolved on"), null=True, blank=True)
    state = StateField(UNIT_STATES, max_length=9)

    objects: ClassVar[Any] = RecordManager.from_queryset(UnitQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "parent", "state")
