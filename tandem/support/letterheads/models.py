"""What stands at the top and bottom of everything the organization prints."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

LETTERHEAD_STATES = (
    State("draft", _("Draft"), "active"),
    State("used", _("In use"), "good"),
    State("retired", _("Retired"), "quiet", final=True),
)


class LetterheadQuerySet(RecordQuerySet):
    def in_use(self) -> "Letterhead | None":
        """The letterhead that documents carry today; None while there is none."""
        letterhead: Letterhead | None = self.filter(state="used").order_by("-pk").first()
        return letterhead


class Letterhead(Record):
    """How the organization presents itself on paper: name, address, a line below, a classification.

    Its logo is the newest picture among its files.
    """

    title = models.CharField(_("name as it is printed"), max_length=200)
    address = models.TextField(_("address"), blank=True, max_length=500)
    footer = models.CharField(_("line at the bottom"), max_length=250, blank=True)
    classification = models.CharField(_("classification line"), max_length=80, blank=True)
    state = StateField(LETTERHEAD_STATES, max_length=8)

    objects: ClassVar[Any] = RecordManager.from_queryset(LetterheadQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "state")
