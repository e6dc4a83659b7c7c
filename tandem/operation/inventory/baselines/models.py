"""How configuration stood at a moment, kept to be compared with."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Structure
from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField

BASELINE_STATES = (
    State("planned", _("Planned"), "quiet"),
    State("taken", _("Taken"), "good"),
    State("superseded", _("Superseded"), "quiet", final=True),
)


class Baseline(Record):
    """The configuration items of a service, or of all services, as they stood when it was taken."""

    title = models.CharField(_("title"), max_length=200)
    service = models.ForeignKey(
        "services.Service",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("items of the service"),
        db_index=False,
    )
    purpose = models.TextField(_("what for"), blank=True, max_length=5_000)
    taken_on = models.DateField(_("taken on"), null=True, blank=True, editable=False)
    items = models.PositiveIntegerField(_("items"), default=0, editable=False)
    contents = Structure(_("contents"), default=dict, blank=True, editable=False)
    state = StateField(BASELINE_STATES, max_length=10)

    class Meta(Record.Meta):
        indexes = indexed("title", "service", "state", "taken_on")
