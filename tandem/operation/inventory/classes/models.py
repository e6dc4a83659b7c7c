"""Classes of items: what an item of each is told by, which states it knows, what it may be related to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Duration, Words
from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.inventory.vocabulary import KINDS, LAYERS

CLASS_STATES = (
    State("draft", _("Draft"), "quiet"),
    State("in-use", _("In use"), "good"),
    State("retired", _("No longer used"), "quiet", final=True),
)


class ItemClass(Record):
    """A class of items, such as virtual server or switch: to what depth it is kept, and how it is controlled."""

    title = models.CharField(_("class"), max_length=100)
    kind = models.CharField(_("kind"), max_length=12, choices=KINDS, default="hardware")
    layer = models.CharField(_("layer of the map"), max_length=8, choices=LAYERS, default="items")
    purpose = models.TextField(_("what belongs here and to what depth"), blank=True, max_length=5_000)
    own_fields = Words(_("own fields"), blank=True, longest=40, most=50)
    required_fields = Words(_("own fields to be filled in"), blank=True, longest=40, most=50)
    statuses = Words(_("statuses"), blank=True, longest=60, most=30)
    needs_change = models.BooleanField(_("altered under a change only"), default=True)
    check_months = Duration(_("compared with reality every … months"), default=6)
    state = StateField(CLASS_STATES, max_length=8)

    class Meta(Record.Meta):
        indexes = indexed("title", "kind", "state")
